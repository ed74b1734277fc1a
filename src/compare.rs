//! What an update of a catalogue changes, before it goes live.

mod cell;
mod cell_value;
mod plain;
mod size;
mod witness;

pub use cell::Cell;
pub use cell_value::CellValue;

use crate::decision::{Catalogue, Decision, Refusal};
use crate::kit::vocabulary;
use crate::model::{Plan, Request};
use plain::plain;

/// Two catalogues, an older and a newer one: where they differ, and what that does to the answers.
///
/// ```
/// use subscription_change::catalogue::Limit;
/// use subscription_change::compare::{CellValue, Comparison, Strictness};
/// use subscription_change::parts::DecisionKind;
/// use subscription_change::{
///     Catalogue, Confirmation, Context, Party, Plan, Request, Subscription, Usage,
/// };
///
/// let older = Catalogue::canada();
/// let mut terms = *older.terms();
/// terms.id = "CA-2026-01-01".parse().unwrap();
/// terms.plans.plus.users.billable = Limit::UpTo(4);
/// let newer = terms.check().unwrap();
/// let comparison = Comparison::new(older, &newer);
///
/// // One cell differs. The smallest request with another answer is one for Plus with five users.
/// let difference = comparison.differences().next().unwrap();
/// assert_eq!(difference.cell.to_string(), "plans.plus.users.billable");
/// assert_eq!(difference.older, CellValue::Limit(Limit::UpTo(5)));
/// assert_eq!(difference.newer, CellValue::Limit(Limit::UpTo(4)));
/// let witness = difference.witness.unwrap();
/// assert_eq!(witness.request.context.client.usage.users.billable, 5);
/// assert_eq!(comparison.differences().count(), 1);
///
/// // From Advanced down to Plus it got stricter, from Essentials up it stayed the same.
/// let to_plus = |from| comparison.moves().find(|of| (of.from, of.to) == (from, Plan::Plus)).unwrap();
/// assert_eq!(to_plus(Plan::Advanced).strictness(), Strictness::Stricter);
/// assert_eq!(to_plus(Plan::Essentials).strictness(), Strictness::Same);
///
/// // The same for a request of your own.
/// let current = Subscription::new(Plan::Advanced, Party::Firm);
/// let mut context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// context.client.confirmation = Some(Confirmation::default());
/// context.client.usage.users.billable = 5;
/// let request = Request { current, target: current.with_plan(Plan::Plus), context };
/// let changed = comparison.answers(&request).unwrap();
/// assert_eq!(changed.older.kind(), DecisionKind::ChangePlan);
/// assert_eq!(changed.newer.kind(), DecisionKind::Refusal);
/// assert!(comparison.causes(&request).eq([difference.cell]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    older: &'a Catalogue,
    newer: &'a Catalogue,
}

/// A request to which two catalogues give different answers.
///
/// Two answers differ if anything but the identity of the catalogue differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ChangedAnswer {
    /// The request.
    pub request: Request,
    /// What the older catalogue answers.
    pub older: Decision,
    /// What the newer catalogue answers.
    pub newer: Decision,
}

/// A cell (one value of a catalogue) in which two catalogues differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CellDifference {
    /// The cell.
    pub cell: Cell,
    /// What the older catalogue says there.
    pub older: CellValue,
    /// What the newer catalogue says there.
    pub newer: CellValue,
    /// The smallest request whose answer this changes: the two catalogues answer it differently, and so do the newer one and the newer one
    /// with the older value in this cell, even where that would be no valid catalogue. It is the smallest of all requests that there are; what
    /// counts as smaller is said at [`Comparison::differences`].
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub witness: Result<ChangedAnswer, NoWitness>,
}

/// Why a difference between two catalogues changes no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NoWitness {
    /// No decision ever reads this cell.
    #[error("no decision reads it")]
    NotForDecisions,
    /// With the older value in this cell, the newer catalogue would answer every request in the same way.
    ///
    /// Examples: a limit or the features of a plan that no allowed move leads to or from; a limit that no number exceeds; the
    /// enforcement of something that no allowed move takes away; a wait where no move goes up; a payroll tier that brings time
    /// only where time goes anyway.
    #[error("no change that the newer catalogue allows depends on it")]
    NotRead,
    /// With the older value in this cell, the newer catalogue would answer some requests differently, but other differences make up for it:
    /// every one of these requests gets the same answer from both catalogues.
    #[error("other differences make up for it")]
    Outweighed,
}

vocabulary! {
    /// Whether a catalogue allows less or more than another.
    ///
    /// A refusal is stricter than a change plan, and a refusal that nobody can clear is stricter than one that can be cleared.
    /// Two change plans are equally strict, and so are two refusals that can be cleared, whatever else differs in them.
    pub enum Strictness ("strictness", "degrees of strictness") {
        /// Every request gets an equally strict answer.
        Same,
        /// Some request gets a stricter answer, and none a looser one: whatever the newer allows, the older allowed too.
        Stricter,
        /// Some request gets a looser answer, and none a stricter one: whatever the older allowed, the newer allows too.
        Looser,
        /// Some request gets a stricter answer, and some a looser one.
        Mixed,
    }
}

/// What the newer of two catalogues does to a move: to all requests that change base from one plan to another, whatever else they
/// do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MoveDifference {
    /// The plan that is left.
    pub from: Plan,
    /// The plan that is entered; the same one where base stays and only add-ons or payers change.
    pub to: Plan,
    /// The smallest request to which the newer catalogue gives a stricter answer, if there is any.
    pub stricter: Option<ChangedAnswer>,
    /// The smallest request to which the newer catalogue gives a looser answer, if there is any.
    pub looser: Option<ChangedAnswer>,
}

impl MoveDifference {
    /// Whether the newer catalogue is stricter or looser for this move.
    #[must_use]
    pub const fn strictness(&self) -> Strictness {
        match (&self.stricter, &self.looser) {
            (None, None) => Strictness::Same,
            (Some(_), None) => Strictness::Stricter,
            (None, Some(_)) => Strictness::Looser,
            (Some(_), Some(_)) => Strictness::Mixed,
        }
    }
}

fn plans() -> impl Iterator<Item = Plan> {
    Plan::ALL.iter().copied()
}

fn every_move() -> impl Iterator<Item = (Plan, Plan)> {
    plans().flat_map(|from| plans().map(move |to| (from, to)))
}

impl<'a> Comparison<'a> {
    /// The comparison of an older catalogue with a newer one.
    #[must_use]
    pub const fn new(older: &'a Catalogue, newer: &'a Catalogue) -> Self {
        Self { older, newer }
    }

    /// Every cell in which they differ, in the order of the document, each with the smallest request whose answer it changes.
    ///
    /// The catalogue's id is not a cell.
    ///
    /// A request is smaller than another, by the first of these in which they differ:
    ///
    /// 1. It has fewer *things*: what a plain request for the same plans does not have. In a plain one the firm pays for base and there is no
    ///    add-on, both parties ask, the client accepts every loss, nothing is used, and all else is in good standing. A thing is an add-on,
    ///    before or after; a product that the client pays for, before or after; a party that does not ask; any other fact of the firm or of
    ///    the client that is not as in a plain one, hours and days among them; users of a kind, or some of a resource; each feature in use.
    /// 2. What is counted in it is less in sum: users, resources, hours and days.
    /// 3. The plan that is left comes first in the order of the plans; then the plan that is entered.
    /// 4. The first thing that one of the two has and the other has not, or not so, is its own. Things come in the order in which a request
    ///    has them in JSON; of two values of one thing, the one that its type lists first comes first, and the lower number.
    pub fn differences(&self) -> impl Iterator<Item = CellDifference> + use<'a> {
        let comparison = *self;
        comparison.cells().map(move |cell| CellDifference {
            cell,
            older: cell.value_in(comparison.older.terms()),
            newer: cell.value_in(comparison.newer.terms()),
            witness: comparison.witness(cell),
        })
    }

    fn cells(&self) -> impl Iterator<Item = Cell> + use<'a> {
        let (older, newer) = (self.older.terms(), self.newer.terms());
        Cell::all().filter(|cell| cell.differs(older, newer))
    }

    /// Every move, in the order of the plans, and what the newer catalogue does to it. Moves that neither catalogue allows are
    /// there too, and so is each plan that stays as it is.
    pub fn moves(&self) -> impl Iterator<Item = MoveDifference> + use<'a> {
        let comparison = *self;
        every_move().map(move |(from, to)| comparison.of_move(from, to))
    }

    /// What the two catalogues answer to a request, where that differs.
    #[must_use]
    pub fn answers(&self, request: &Request) -> Option<ChangedAnswer> {
        let older = Decision::from(request.plan_change_with(self.older));
        let newer = Decision::from(request.plan_change_with(self.newer));
        if older.says_the_same_as(&newer) { None } else { Some(ChangedAnswer { request: *request, older, newer }) }
    }

    /// The cells that cause the difference between the answers to a request: the older value in any one of them would change the
    /// newer catalogue's answer.
    ///
    /// If several differences each lead to the same answer, no single older value changes it. Then these are the cells whose
    /// newer value alone would change the older catalogue's answer. It is empty if only several cells together change the answer,
    /// or if the answers do not differ.
    pub fn causes(&self, request: &Request) -> impl Iterator<Item = Cell> + use<'a> {
        let (comparison, request) = (*self, *request);
        let differ = comparison.answers(&request).is_some();
        let from_newer = differ && comparison.cells().any(|cell| Self::turns(comparison.newer, comparison.older, cell, &request));
        let (base, other) = if from_newer { (comparison.newer, comparison.older) } else { (comparison.older, comparison.newer) };
        comparison.cells().filter(move |&cell| differ && Self::turns(base, other, cell, &request))
    }

    /// Whether `base` would answer differently with the value of `other` in the cell.
    fn turns(base: &Catalogue, other: &Catalogue, cell: Cell, request: &Request) -> bool {
        let mixed = Catalogue::compile(&cell.taken_from(other.terms(), *base.terms()));
        Comparison::new(base, &mixed).answers(request).is_some()
    }
}

impl Catalogue {
    /// Why the base plan cannot be changed from one to another, whatever the facts: the refusal of the plainest request for it.
    /// `None` if the change is allowed.
    ///
    /// The reason follows from the catalogue: to or from Self-Employed, from the ladder to Ledger, to a plan that is not sold, or
    /// else the closed transition; from a plan to itself, that there is nothing to change.
    ///
    /// ```
    /// use subscription_change::{Catalogue, Plan, Reason};
    ///
    /// let refusal = Catalogue::canada().why_closed(Plan::Plus, Plan::Ledger).unwrap();
    /// assert!(refusal.reasons().eq([Reason::LedgerClosed { from: Plan::Plus }]));
    /// assert!(Catalogue::canada().why_closed(Plan::Ledger, Plan::Plus).is_none());
    /// ```
    #[must_use]
    pub fn why_closed(&self, from: Plan, to: Plan) -> Option<Refusal> {
        plain(from, to).plan_change_with(self).err()
    }
}
