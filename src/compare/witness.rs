//! The smallest request that shows what a cell changes, and those that show whether a move got stricter or looser.

use super::plain::{self, Size, plain};
use super::{Cell, ChangedAnswer, Comparison, MoveDifference, NoWitness, every_move, plans};
use crate::decision::{Catalogue, Decision};
use crate::model::{Feature, Plan, Quota, Request};
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

impl Comparison<'_> {
    pub(super) fn witness(&self, cell: Cell) -> Result<ChangedAnswer, NoWitness> {
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
