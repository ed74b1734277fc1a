//! Law 8 of section 7, the way out: all ways are gone, and of them the one is taken that the law gives.

use std::cmp::Reverse;

use subscription_change::parts::Item;
use subscription_change::{AddOnKind, Party, Product, Remedy, Request, Subscription};

use super::remedies::{apply, edited};
use super::terms::Terms;
use super::{Answer, Held, decide};

/// The way that is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    /// The different remedies: edits, and then the others in the order of the reasons.
    pub remedies: Vec<Remedy>,
    /// The request once they are done.
    pub request: Request,
    /// Whether all halves of the wish are kept.
    pub keeps_wish: bool,
}

/// What the ways are compared by; the least is given.
type Order = (Reverse<usize>, Vec<bool>, usize, usize, Vec<usize>);

/// A request on its way.
#[derive(Clone)]
struct Draft {
    target: Subscription,
    edits: Vec<Remedy>,
    /// The places of the alternatives that were taken.
    alternatives: Vec<usize>,
}

/// "Of the ways out the one is given that keeps most halves, of equal ones that which keeps those of the earlier products, then the one
/// that changes fewest products that were not named, then the shortest, then the one whose alternatives come first."
///
/// `None` where there is none; of a change plan the way out is to do nothing.
pub fn way_out(terms: &Terms, request: &Request) -> Option<WayOut> {
    all(terms, request).into_iter().min_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, way)| way)
}

fn all(terms: &Terms, request: &Request) -> Vec<(Order, WayOut)> {
    let mut ways = Vec::new();
    let mut drafts = vec![Draft { target: request.target, edits: Vec::new(), alternatives: Vec::new() }];
    // "until no such reason is left, in at most three rounds": what is left after the third is looked at once more.
    for round in 0..=3 {
        let mut next = Vec::new();
        for draft in drafts {
            let asked = Request { target: draft.target, ..*request };
            let reasons = match decide(terms, &asked) {
                Answer::Plan { .. } => Vec::new(),
                Answer::Refusal { reasons, .. } => reasons,
            };
            // "Where a reason is *never* there is none."
            if reasons.iter().any(|held| held.remedies.is_empty()) {
                continue;
            }
            let (edits, facts): (Vec<Held>, Vec<Held>) = reasons.into_iter().partition(|held| is_edit(&held.remedies[0].0));
            if edits.is_empty() {
                ways.extend(choices(&facts).into_iter().map(|choice| finished(request, &draft, &facts, &choice)));
            } else if round < 3 {
                next.extend(choices(&edits).into_iter().map(|choice| with_edits(request, &draft, &edits, &choice)));
            }
        }
        drafts = next;
    }
    ways
}

/// "`drop_add_on`, `take_payroll`, `transfer_separately` | the target, as said"
fn is_edit(remedy: &Remedy) -> bool {
    matches!(remedy, Remedy::DropAddOn { .. } | Remedy::TakePayroll { .. } | Remedy::TransferSeparately { .. })
}

/// "one alternative of each reason": all ways to choose them, by their places.
fn choices(reasons: &[Held]) -> Vec<Vec<usize>> {
    reasons.iter().fold(vec![Vec::new()], |choices, held| {
        let places = 0..held.remedies.len();
        let with = |choice: &Vec<usize>, place| choice.iter().copied().chain([place]).collect();
        choices.iter().flat_map(|choice| places.clone().map(move |place| with(choice, place))).collect()
    })
}

/// A round of edits. "(to transfer separately what an edit dropped does nothing, and does not count)"
fn with_edits(request: &Request, draft: &Draft, reasons: &[Held], choice: &[usize]) -> Draft {
    let mut draft = draft.clone();
    for (held, &place) in reasons.iter().zip(choice) {
        let remedy = held.remedies[place].0;
        let target = edited(&remedy, &request.current, &draft.target).expect("it edits the target");
        if target != draft.target {
            push(&mut draft.edits, remedy);
        }
        draft.target = target;
        draft.alternatives.push(place);
    }
    draft
}

/// "then one remedy of each reason that is left. Its length is the number of different remedies."
fn finished(request: &Request, draft: &Draft, reasons: &[Held], choice: &[usize]) -> (Order, WayOut) {
    let mut remedies = draft.edits.clone();
    for (held, &place) in reasons.iter().zip(choice) {
        push(&mut remedies, held.remedies[place].0);
    }
    let mut done = Request { target: draft.target, ..*request };
    for remedy in remedies.iter().filter(|remedy| !is_edit(remedy)) {
        done = apply(remedy, &done);
    }
    let halves = halves(request, &draft.target);
    let kept = halves.iter().filter(|kept| **kept).count();
    let alternatives = draft.alternatives.iter().chain(choice).copied().collect();
    let order = (
        Reverse(kept),
        halves.iter().map(|kept| !kept).collect(),
        unnamed_changes(request, &draft.target),
        remedies.len(),
        alternatives,
    );
    (order, WayOut { remedies, request: done, keeps_wish: kept == halves.len() })
}

fn push(remedies: &mut Vec<Remedy>, remedy: Remedy) {
    if !remedies.contains(&remedy) {
        remedies.push(remedy);
    }
}

fn held(subscription: &Subscription, product: Product) -> Option<(Item, Party)> {
    let add_on = |kind: AddOnKind| subscription.add_on(kind).map(|held| (Item::Tier(held.tier), held.payer));
    match product.add_on() {
        None => Some((Item::Plan(subscription.base.plan), subscription.base.payer)),
        Some(kind) => add_on(kind),
    }
}

/// "*Named* is each product that differs from C."
fn is_named(request: &Request, product: Product) -> bool {
    held(&request.current, product) != held(&request.target, product)
}

/// "Its wish has two halves, plan or tier, and payer; a removal has one." Which of them this target keeps, product by product.
fn halves(request: &Request, reached: &Subscription) -> Vec<bool> {
    let mut halves = Vec::new();
    for &product in Product::ALL.iter().filter(|&&product| is_named(request, product)) {
        let got = held(reached, product);
        match held(&request.target, product) {
            None => halves.push(got.is_none()),
            Some((item, payer)) => {
                halves.extend([got.is_some_and(|(got, _)| got == item), got.is_some_and(|(_, got)| got == payer)]);
            }
        }
    }
    halves
}

/// How many products that were not named are changed.
fn unnamed_changes(request: &Request, reached: &Subscription) -> usize {
    let changes = |product| held(&request.current, product) != held(reached, product);
    Product::ALL.iter().filter(|&&product| !is_named(request, product) && changes(product)).count()
}
