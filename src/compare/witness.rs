//! The smallest request that shows what a cell changes, and those that show whether a move got stricter or looser.

use super::plain::{self, plain};
use super::size::{self, Size};
use super::{Cell, ChangedAnswer, Comparison, MoveDifference, NoWitness, every_move};
use crate::decision::{Catalogue, Decision};
use crate::model::{AddOnKind, Feature, FeatureSet, Plan, Quota, Request};
use crate::rules::Resolution;

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
        let is_smaller = match &self.0 {
            None => true,
            Some((smallest, changed)) => size.cmp(smallest).then_with(|| size::by_things(request, &changed.request)).is_lt(),
        };
        if is_smaller {
            if let Some(changed) = decide() {
                self.0 = Some((size, changed));
            }
        }
    }

    /// Whether a request that has at least so many things may be smaller.
    fn may_have(&self, things: u32) -> bool {
        self.0.as_ref().is_none_or(|(smallest, _)| things <= smallest.things())
    }

    fn take(self) -> Option<ChangedAnswer> {
        self.0.map(|(_, changed)| changed)
    }
}

impl Comparison<'_> {
    pub(super) fn witness(&self, cell: Cell) -> Result<ChangedAnswer, NoWitness> {
        if cell.is_not_for_decisions() {
            return Err(NoWitness::NotForDecisions);
        }
        let kept = Catalogue::compile(&cell.taken_from(self.older.terms(), *self.newer.terms()));
        let with_and_without = Comparison::new(&kept, self.newer);
        let mut smallest = Smallest::default();
        // Where the cell changes the answer to a request, but to the one that the older catalogue gives: the fewest things of such a request.
        let mut outweighed: Option<u32> = None;
        for (from, to) in every_move() {
            self.each_that_reads(cell, plain(from, to), &mut |request| {
                smallest.offer(&request, || {
                    with_and_without.answers(&request)?;
                    let changed = self.answers(&request);
                    if changed.is_none() {
                        let things = Size::of(&request).things();
                        outweighed = Some(outweighed.map_or(things, |fewest| fewest.min(things)));
                    }
                    changed
                });
            });
        }
        // What it is joined with has at least one thing more.
        if outweighed.is_some_and(|things| smallest.may_have(things.saturating_add(1))) {
            self.join(cell, &with_and_without, &mut smallest);
        }
        smallest.take().ok_or(if outweighed.is_some() { NoWitness::Outweighed } else { NoWitness::NotRead })
    }

    /// Offers every request that is joined of two: one that the newer catalogue answers differently with the older value in the cell, and one
    /// of the list of any cell that differs, so that the two catalogues may answer it differently too.
    fn join(&self, cell: Cell, with_and_without: &Comparison<'_>, smallest: &mut Smallest) {
        for (from, to) in every_move() {
            let plain = plain(from, to);
            self.each_that_reads(cell, plain, &mut |request| {
                if !smallest.may_have(Size::of(&request).things()) || with_and_without.answers(&request).is_none() {
                    return;
                }
                for other in self.cells() {
                    self.each_that_reads(other, plain, &mut |beside| {
                        if let Some(joined) = plain::joined(&request, &beside) {
                            smallest.offer(&joined, || {
                                with_and_without.answers(&joined)?;
                                self.answers(&joined)
                            });
                        }
                    });
                }
            });
        }
    }

    /// Of the requests for these plans, those that may tell a part of the answer that reads this cell: every value of what such a part reads,
    /// plain in everything else.
    fn each_that_reads(&self, cell: Cell, plain: Request, give: &mut impl FnMut(Request)) {
        let catalogues = [self.older, self.newer];
        let (from, to) = (plain.current.base.plan, plain.target.base.plan);
        let (changes, is_of) = (from != to, |plan: Plan| from == plan || to == plan);
        match cell {
            // Up or down, and why a move is closed.
            Cell::Ladder => {
                give(plain);
                plain::one_way(plain).chain(plain::waited(plain, catalogues)).filter(|_| changes).for_each(give);
            }
            Cell::SeparateProduct { plan } | Cell::TransferableProduct { plan } if is_of(plan) => {
                give(plain);
                plain::base_to_firm(plain).into_iter().for_each(give);
            }
            Cell::PlanSold { plan } if to == plan => give(plain),
            Cell::Move { from: left, to: entered } if (from, to) == (left, entered) => {
                give(plain);
                plain::one_way(plain).for_each(give);
            }
            Cell::PlanUsers { plan, kind } if changes && is_of(plan) => {
                plain::counted(plain, Quota::Users(kind), catalogues).for_each(give);
            }
            Cell::PlanResource { plan, resource } if changes && is_of(plan) => {
                plain::counted(plain, Quota::Resource(resource), catalogues).for_each(give);
            }
            Cell::Users { kind } if changes => plain::counted(plain, Quota::Users(kind), catalogues).for_each(give),
            Cell::Resource { resource } if changes => {
                plain::counted(plain, Quota::Resource(resource), catalogues).for_each(give);
            }
            Cell::PlanFeature { plan, feature } if is_of(plan) => features(feature.into(), plain, give),
            Cell::PlanFeatures { plan } if is_of(plan) => features(FeatureSet::ALL, plain, give),
            Cell::Feature { feature } if changes => plain::in_use(plain, feature).for_each(give),
            Cell::UpgradeWaitHours if changes => plain::waited(plain, catalogues).for_each(give),
            Cell::TransferPermissionHours => plain::to_firm_late(plain, catalogues).for_each(give),
            Cell::DiscountDays => plain::to_firm_after_discount(plain, catalogues).for_each(give),
            Cell::MonthlySwitchDays => plain::to_firm_annual(plain, catalogues).for_each(give),
            Cell::PriceWhenTakenOver => plain::to_firm_in_time(plain).for_each(give),
            Cell::RevivedByTransfer { status } => plain::in_state(plain, status).for_each(give),
            Cell::WithoutTimeTracking { .. } => plain::tracking(plain).for_each(give),
            // What goes with payroll goes with it where payroll goes.
            Cell::AddOnPlan { plan, .. } if to != plan => {}
            // Of payroll, what it would bring too.
            Cell::AddOnTier { add_on, .. }
            | Cell::AddOnPlan { add_on, .. }
            | Cell::AddOnPayrollTier { add_on, .. }
            | Cell::AddOnUpgradesTakeEffect { add_on }
            | Cell::AddOnDowngradesTakeEffect { add_on } => {
                let kinds = plain::others().filter(|&kind| kind == add_on || add_on == AddOnKind::Payroll);
                kinds.flat_map(|kind| plain::with_payroll_and(plain, kind)).for_each(give);
            }
            Cell::UpgradesTakeEffect | Cell::DowngradesTakeEffect => {
                plain::others().flat_map(|kind| plain::with_payroll_and(plain, kind)).for_each(give);
            }
            _ => {}
        }
    }

    pub(super) fn of_move(&self, from: Plan, to: Plan) -> MoveDifference {
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
        plain::others().flat_map(|kind| plain::with_payroll_and(request, kind)).for_each(&mut look_at);
        Quota::ALL.iter().flat_map(|&quota| plain::counted(request, quota, catalogues)).for_each(&mut look_at);
        Feature::ALL.iter().flat_map(|&feature| plain::in_use(request, feature)).for_each(&mut look_at);
        plain::one_way(request).for_each(&mut look_at);
        plain::waited(request, catalogues).for_each(&mut look_at);
        plain::base_to_firm(request).into_iter().for_each(&mut look_at);
        plain::to_firm_late(request, catalogues).for_each(&mut look_at);
        let [one, other] = catalogues.map(|catalogue| catalogue.terms().revived_by_transfer);
        let states = one.symmetric_difference(other).iter();
        states.flat_map(|status| plain::in_state(request, status)).for_each(&mut look_at);
        MoveDifference { from, to, stricter: stricter.take(), looser: looser.take() }
    }
}

/// The requests that tell which of these features a plan has.
fn features(features: FeatureSet, plain: Request, give: &mut impl FnMut(Request)) {
    if plain.current.base.plan != plain.target.base.plan {
        give(plain);
        features.iter().flat_map(|feature| plain::in_use(plain, feature)).for_each(&mut *give);
    }
    // Payroll may take time tracking away, which is told where it is in use and where it is not.
    if features.contains(Feature::TimeTracking) {
        plain::tracking(plain).for_each(give);
    }
}
