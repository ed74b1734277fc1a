//! What an update of a catalogue changes, before it goes live.

mod cell;
mod cell_value;
mod plain;

pub use cell::Cell;
pub use cell_value::CellValue;

use crate::decision::{Catalogue, Decision, Refusal};
use crate::kit::vocabulary;
use crate::model::{Feature, Plan, Quota, Request};
use crate::rules::Resolution;
use plain::{Size, plain};

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
    /// The smallest request whose answer this changes: the two catalogues answer it differently, and so does the newer one with
    /// the older one's value in this cell. What counts as smaller is said at [`Comparison::differences`].
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
    /// With the older value in this cell, the newer catalogue would answer differently, but other differences make up for it: the
    /// smallest requests that depend on this cell get the same answer from both catalogues.
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

/// How strict an answer is; greater is stricter.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Allowed,
    Clearable,
    Never,
}

impl Outcome {
    fn of(answer: &Decision) -> Self {
        match answer {
            Decision::ChangePlan(_) => Self::Allowed,
            Decision::Refusal(refusal) if refusal.resolution() == Resolution::Never => Self::Never,
            Decision::Refusal(_) => Self::Clearable,
        }
    }
}

/// The smallest of the requests that were offered.
#[derive(Default)]
struct Smallest(Option<(Size, ChangedAnswer)>);

impl Smallest {
    /// Keeps a request if it is smaller than the smallest so far; only then is it decided.
    fn offer(&mut self, request: &Request, decide: impl FnOnce() -> Option<ChangedAnswer>) {
        let size = Size::of(request);
        if self.0.as_ref().is_none_or(|(smallest, _)| size < *smallest) {
            if let Some(changed) = decide() {
                self.0 = Some((size, changed));
            }
        }
    }

    fn take(self) -> Option<ChangedAnswer> {
        self.0.map(|(_, changed)| changed)
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
    /// A request is smaller if it has fewer things that a plain change of plan lacks: an add-on before or after, a product that
    /// the client pays for, a feature in use, users of a kind or some of a resource, hours or days since something, losses that
    /// are not accepted, a downgrade that is not confirmed, the firm's billing details out of date. Then the sum of what is
    /// counted decides, then the order of the plans.
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

    fn witness(&self, cell: Cell) -> Result<ChangedAnswer, NoWitness> {
        if cell.is_not_for_decisions() {
            return Err(NoWitness::NotForDecisions);
        }
        let kept = Catalogue::compile(&cell.taken_from(self.older.terms(), *self.newer.terms()));
        let with_and_without = Comparison::new(&kept, self.newer);
        let (mut smallest, mut read) = (Smallest::default(), false);
        self.each_that_reads(cell, &mut |request| {
            smallest.offer(&request, || {
                with_and_without.answers(&request)?;
                read = true;
                self.answers(&request)
            });
        });
        match (smallest.take(), read) {
            (Some(changed), _) => Ok(changed),
            (None, true) => Err(NoWitness::Outweighed),
            (None, false) => Err(NoWitness::NotRead),
        }
    }

    /// The requests whose answers may depend on this cell: every value for what the cell is about, plain in everything else.
    fn each_that_reads(&self, cell: Cell, give: &mut impl FnMut(Request)) {
        let catalogues = [self.older, self.newer];
        match cell {
            // Up or down, and why a move is closed.
            Cell::Ladder => every_move().for_each(|(from, to)| give(plain(from, to))),
            Cell::SeparateProduct { plan } => {
                every_move().filter(|&(from, to)| from == plan || to == plan).for_each(|(from, to)| give(plain(from, to)));
            }
            Cell::TransferableProduct { plan } => {
                plain::transferred(plain(plan, plan), [self.older, self.newer]).for_each(give);
            }
            Cell::PlanSold { plan } => plans().for_each(|from| give(plain(from, plan))),
            Cell::Move { from, to } => give(plain(from, to)),
            Cell::PlanUsers { plan, kind } => self.counted(Quota::Users(kind), Some(plan), give),
            Cell::PlanResource { plan, resource } => self.counted(Quota::Resource(resource), Some(plan), give),
            Cell::Users { kind } => self.counted(Quota::Users(kind), None, give),
            Cell::Resource { resource } => self.counted(Quota::Resource(resource), None, give),
            Cell::PlanFeature { plan, .. } | Cell::PlanFeatures { plan } => {
                for (from, to) in every_move().filter(|&(from, to)| from == plan || to == plan) {
                    give(plain(from, to));
                    Feature::ALL.iter().flat_map(|&feature| plain::in_use(plain(from, to), feature)).for_each(&mut *give);
                }
                // The notice that payroll Core ends time tracking is given where the plan has it, and the loss even where it is
                // not in use.
                let tracking = plain::in_use(plain(plan, plan), Feature::TimeTracking);
                tracking.chain([plain(plan, plan)]).flat_map(plain::with_add_ons).for_each(give);
            }
            Cell::Feature { feature } => {
                every_move().flat_map(|(from, to)| plain::in_use(plain(from, to), feature)).for_each(give);
            }
            Cell::UpgradeWaitHours => {
                every_move().flat_map(|(from, to)| plain::waited(plain(from, to), catalogues)).for_each(give);
            }
            Cell::TransferPermissionHours | Cell::DiscountDays | Cell::MonthlySwitchDays | Cell::PriceWhenTakenOver => {
                plans().flat_map(|plan| plain::transferred(plain(plan, plan), catalogues)).for_each(give);
            }
            Cell::RevivedByTransfer { status } => {
                let transferred = plans().flat_map(|plan| plain::transferred(plain(plan, plan), catalogues));
                transferred.map(|request| plain::in_state(request, status)).for_each(give);
            }
            Cell::WithoutTimeTracking { .. } => {
                for (from, to) in every_move() {
                    let tracking = plain::in_use(plain(from, to), Feature::TimeTracking);
                    tracking.chain([plain(from, to)]).flat_map(plain::with_add_ons).for_each(&mut *give);
                }
            }
            Cell::AddOnTier { .. } | Cell::AddOnPlan { .. } | Cell::AddOnPayrollTier { .. } => {
                plans().flat_map(|plan| plain::with_add_ons(plain(plan, plan))).for_each(give);
            }
            Cell::UpgradesTakeEffect
            | Cell::DowngradesTakeEffect
            | Cell::AddOnUpgradesTakeEffect { .. }
            | Cell::AddOnDowngradesTakeEffect { .. } => {
                every_move().for_each(|(from, to)| give(plain(from, to)));
                plans().flat_map(|plan| plain::with_add_ons(plain(plan, plan))).for_each(give);
            }
            Cell::PlanShortfalls { .. }
            | Cell::PlanName { .. }
            | Cell::AddOnName { .. }
            | Cell::ReasonSources { .. }
            | Cell::NoticeSources { .. } => {}
        }
    }

    /// The requests for every move, or for those from or to one plan, with as much of this quota in use as makes a difference.
    fn counted(&self, quota: Quota, of: Option<Plan>, give: &mut impl FnMut(Request)) {
        every_move()
            .filter(|&(from, to)| of.is_none_or(|plan| from == plan || to == plan))
            .flat_map(|(from, to)| plain::counted(plain(from, to), quota, [self.older, self.newer]))
            .for_each(give);
    }

    fn of_move(&self, from: Plan, to: Plan) -> MoveDifference {
        let catalogues = [self.older, self.newer];
        let (mut stricter, mut looser) = (Smallest::default(), Smallest::default());
        let mut look_at = |request: Request| {
            if let Some(changed) = self.answers(&request) {
                let (older, newer) = (Outcome::of(&changed.older), Outcome::of(&changed.newer));
                if newer > older {
                    stricter.offer(&request, || Some(changed));
                } else if newer < older {
                    looser.offer(&request, || Some(changed));
                }
            }
        };
        let request = plain(from, to);
        plain::with_add_ons(request).for_each(&mut look_at);
        Quota::ALL.iter().flat_map(|&quota| plain::counted(request, quota, catalogues)).for_each(&mut look_at);
        Feature::ALL.iter().flat_map(|&feature| plain::in_use(request, feature)).for_each(&mut look_at);
        plain::one_way(request).for_each(&mut look_at);
        plain::waited(request, catalogues).for_each(&mut look_at);
        plain::transferred(request, catalogues).for_each(&mut look_at);
        plain::revived(request, catalogues).for_each(&mut look_at);
        MoveDifference { from, to, stricter: stricter.take(), looser: looser.take() }
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
