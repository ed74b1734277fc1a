//! The model reads all that a catalogue says, and the random catalogues say all of it otherwise.

use std::collections::BTreeSet;

use subscription_change::Catalogue;
use subscription_change::catalogue::Terms;
use subscription_change::compare::Cell;

use super::super::compare::document::{copy, document};
use laws::model;
use laws::random::{Random, random_edition};

fn random_terms(count: usize) -> Vec<Terms> {
    let mut random = Random::new(71);
    (0..count).map(|_| *random_edition(&mut random).catalogue.terms()).collect()
}

/// Whether a decision can depend on it: not on a plan and itself, nor on what a plan is meant to have less of, nor on names and sources.
fn may_be_read(cell: &Cell) -> bool {
    match *cell {
        Cell::Move { from, to } => from != to,
        Cell::PlanShortfalls { .. }
        | Cell::PlanName { .. }
        | Cell::AddOnName { .. }
        | Cell::ReasonSources { .. }
        | Cell::NoticeSources { .. } => false,
        _ => true,
    }
}

#[test]
fn random_catalogues_differ_in_everything_that_a_catalogue_may_say() {
    let terms = random_terms(200);
    let is_always_the_same = |cell: &Cell| {
        let values: BTreeSet<String> = terms.iter().map(|terms| format!("{:?}", cell.value_in(terms))).collect();
        values.len() == 1
    };
    let same: Vec<Cell> = Cell::all().filter(may_be_read).filter(is_always_the_same).collect();
    assert_eq!(same, []);
}

#[test]
fn the_model_reads_whatever_a_catalogue_may_say() {
    let canada = Catalogue::canada().terms();
    let others = random_terms(200);
    for cell in Cell::all().filter(may_be_read) {
        // Whether a plan has a feature is said where its features are known.
        let is_said = |terms: &&Terms| match cell {
            Cell::PlanFeature { plan, .. } => terms.plans.get(plan).features.is_some(),
            _ => true,
        };
        let Some(older) = [canada].into_iter().chain(&others).find(is_said) else { panic!("{cell} is said nowhere") };
        let differs = |terms: &&Terms| cell.value_in(terms) != cell.value_in(older);
        let Some(newer) = others.iter().filter(is_said).find(differs) else { panic!("{cell} is everywhere the same") };
        let mut changed = document(older);
        copy(cell, &document(newer), &mut changed);
        let changed: Terms = serde_json::from_value(changed).expect("it is read");
        assert_ne!(model::Terms::read(&changed), model::Terms::read(older), "{cell}");
    }
}
