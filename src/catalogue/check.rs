//! How the faults of a catalogue are found: each check looks at one place of the table, and all places are looked at.

use super::draft::CatalogueDraft;
use super::fault::CatalogueFault;
use super::terms::{FeatureUse, Limit, PlanTerms};
use crate::usage::GAUGES;
use crate::{Feature, Gauge, PayrollTier, Plan, Product, Tier, TimeTier};

const CHECKS_OF_A_MOVE: usize = 3;
/// Its terms as a whole, each of its limits known and not lower, its features known and each not missing, reached and left.
const CHECKS_OF_A_PLAN: usize = 1 + GAUGES + 1 + GAUGES + Feature::COUNT + 2;

const MOVE_CHECKS: usize = Plan::COUNT * Plan::COUNT * CHECKS_OF_A_MOVE;
const PLAN_CHECKS: usize = Plan::COUNT * CHECKS_OF_A_PLAN;
const ADD_ON_CHECKS: usize = 2;
/// Each payroll tier is held against the next.
const TIER_CHECKS: usize = PayrollTier::COUNT - 1;
const WINDOW_CHECKS: usize = 2;

/// How many checks there are.
pub(super) const CHECKS: usize = MOVE_CHECKS + PLAN_CHECKS + Feature::COUNT + ADD_ON_CHECKS + TIER_CHECKS + WINDOW_CHECKS;

impl PlanTerms {
    /// Whether nothing of it is documented.
    const fn is_undocumented(&self) -> bool {
        let mut place = 0;
        while let Some(gauge) = Gauge::at(place) {
            if !matches!(self.limit(gauge), Limit::Unknown) {
                return false;
            }
            place += 1;
        }
        self.features.is_none()
    }
}

impl CatalogueDraft {
    pub(super) const fn is_valid(&self) -> bool {
        let mut check = 0;
        while check < CHECKS {
            if self.fault(check).is_some() {
                return false;
            }
            check += 1;
        }
        true
    }

    /// The fault that one check finds: the checks of every move, of every plan, of every feature, of the add-ons, and of the windows.
    pub(super) const fn fault(&self, check: usize) -> Option<CatalogueFault> {
        if check < MOVE_CHECKS {
            let (from_and_to, check) = (check / CHECKS_OF_A_MOVE, check % CHECKS_OF_A_MOVE);
            let (from, to) = (Plan::ALL[from_and_to / Plan::COUNT], Plan::ALL[from_and_to % Plan::COUNT]);
            return if self.moves.get(from).contains(to) { self.fault_of_move(from, to, check) } else { None };
        }
        let check = check - MOVE_CHECKS;
        if check < PLAN_CHECKS {
            return self.fault_of_plan(Plan::ALL[check / CHECKS_OF_A_PLAN], check % CHECKS_OF_A_PLAN);
        }
        let check = check - PLAN_CHECKS;
        if check < Feature::COUNT {
            return self.fault_of_feature(Feature::ALL[check]);
        }
        let check = check - Feature::COUNT;
        if check < ADD_ON_CHECKS {
            return if check == 0 { self.fault_of_payroll() } else { self.fault_of_time() };
        }
        let check = check - ADD_ON_CHECKS;
        if check < TIER_CHECKS {
            let (lower, higher) = (PayrollTier::ALL[check], PayrollTier::ALL[check + 1]);
            let kept = !self.time.payroll_tiers.contains(lower) || self.time.payroll_tiers.contains(higher);
            return if kept { None } else { Some(CatalogueFault::TimeNotKept { lower, higher }) };
        }
        match check - TIER_CHECKS {
            0 if self.transfer_permission_hours == 0 => Some(CatalogueFault::EmptyPermissionWindow),
            1 if self.other_firm_days == 0 => Some(CatalogueFault::EmptyDiscountWindow),
            _ => None,
        }
    }

    /// A fault of a move that is open.
    const fn fault_of_move(&self, from: Plan, to: Plan, check: usize) -> Option<CatalogueFault> {
        let impossible =
            from as u8 == to as u8 || matches!(to, Plan::Ledger | Plan::SelfEmployed) || matches!(from, Plan::SelfEmployed);
        let (lower, higher) = if to.is_above(from) { (from, to) } else { (to, from) };
        // What is wrong between two plans is told once, where both changes are open at the lower one.
        let told = from as u8 == higher as u8 && self.moves.get(lower).contains(higher);
        match check {
            0 if impossible => Some(CatalogueFault::ImpossibleMove { from, to }),
            _ if impossible => None,
            0 if !self.plans.get(to).sold => Some(CatalogueFault::MoveToUnsold { from, to }),
            _ if told => None,
            1 if self.payroll.plans.contains(lower) && !self.payroll.plans.contains(higher) => {
                Some(CatalogueFault::AddOnNotKept { add_on: Product::Payroll, lower, higher })
            }
            2 if self.time.plans.contains(lower) && !self.time.plans.contains(higher) => {
                Some(CatalogueFault::AddOnNotKept { add_on: Product::Time, lower, higher })
            }
            _ => None,
        }
    }

    /// The first plan that may be changed to this one.
    const fn entered_from(&self, plan: Plan) -> Option<Plan> {
        let mut i = 0;
        while i < Plan::COUNT {
            if self.moves.get(Plan::ALL[i]).contains(plan) {
                return Some(Plan::ALL[i]);
            }
            i += 1;
        }
        None
    }

    /// The lowest rung that is sold, besides this one.
    const fn other_rung_sold(&self, plan: Plan) -> Option<Plan> {
        let mut i = 0;
        while i < Plan::COUNT {
            let other = Plan::ALL[i];
            if other.is_on_ladder() && other as u8 != plan as u8 && self.plans.get(other).sold {
                return Some(other);
            }
            i += 1;
        }
        None
    }

    /// A fault of a plan.
    const fn fault_of_plan(&self, plan: Plan, check: usize) -> Option<CatalogueFault> {
        let terms = self.plans.get(plan);
        let from = self.entered_from(plan);
        let undocumented = plan.is_on_ladder() && (terms.sold || from.is_some()) && terms.is_undocumented();
        if check == 0 {
            return if undocumented { Some(CatalogueFault::PlanWithoutTerms { plan }) } else { None };
        }
        let check = check - 1;
        if check <= GAUGES {
            // Where nothing is known that was said already.
            return match from {
                Some(from) if !undocumented => self.fault_of_the_unknown(plan, from, check),
                _ => None,
            };
        }
        let check = check - GAUGES - 1;
        if check < GAUGES + Feature::COUNT {
            return self.fault_of_height(plan, check);
        }
        let rung_sold = plan.is_on_ladder() && terms.sold;
        match (check - GAUGES - Feature::COUNT, self.other_rung_sold(plan)) {
            (0, Some(other)) if rung_sold && from.is_none() => Some(CatalogueFault::RungNotReached { plan, from: other }),
            (1, Some(other)) if rung_sold && self.moves.get(plan).is_empty() => {
                Some(CatalogueFault::RungNotLeft { plan, to: other })
            }
            (_, _) => None,
        }
    }

    /// What is not known of a plan that may be entered.
    const fn fault_of_the_unknown(&self, plan: Plan, from: Plan, check: usize) -> Option<CatalogueFault> {
        let terms = self.plans.get(plan);
        match Gauge::at(check) {
            Some(gauge) if matches!(terms.limit(gauge), Limit::Unknown) => Some(match gauge {
                Gauge::Users(kind) => CatalogueFault::UnknownUserLimit { plan, kind, from },
                Gauge::Resource(resource) => CatalogueFault::UnknownResourceLimit { plan, resource, from },
            }),
            None if terms.features.is_none() => Some(CatalogueFault::UnknownFeatures { plan, from }),
            _ => None,
        }
    }

    /// What a rung has less of than a lower one, and is not meant to.
    const fn fault_of_height(&self, plan: Plan, check: usize) -> Option<CatalogueFault> {
        let Some(mut rank) = plan.rank() else { return None };
        let terms = self.plans.get(plan);
        let intended = &terms.intended_shortfalls;
        while rank > 0 {
            rank -= 1;
            let Some(lower) = Plan::at_rank(rank) else { return None };
            let below = self.plans.get(lower);
            if let Some(gauge) = Gauge::at(check) {
                let less = match (below.limit(gauge), terms.limit(gauge)) {
                    (Limit::UpTo(below), Limit::UpTo(limit)) => limit < below,
                    (Limit::NoLimit, Limit::UpTo(_)) => true,
                    (_, _) => false,
                };
                match gauge {
                    Gauge::Users(kind) if less && !intended.users.contains(kind) => {
                        return Some(CatalogueFault::LowerUserLimit { plan, kind, lower });
                    }
                    Gauge::Resource(resource) if less && !intended.resources.contains(resource) => {
                        return Some(CatalogueFault::LowerResourceLimit { plan, resource, lower });
                    }
                    _ => {}
                }
            } else if let (Some(below), Some(features)) = (below.features, terms.features) {
                let feature = Feature::ALL[(check - GAUGES) % Feature::COUNT];
                if below.contains(feature) && !features.contains(feature) && !intended.features.contains(feature) {
                    return Some(CatalogueFault::MissingFeature { plan, feature, lower });
                }
            }
        }
        None
    }

    const fn fault_of_feature(&self, feature: Feature) -> Option<CatalogueFault> {
        if !matches!(self.features.get(feature), FeatureUse::Blocks { .. }) {
            return None;
        }
        let mut i = 0;
        while i < Plan::COUNT {
            if let Some(features) = self.plans.get(Plan::ALL[i]).features {
                if features.contains(feature) {
                    return None;
                }
            }
            i += 1;
        }
        Some(CatalogueFault::FeatureOfNoPlan { feature })
    }

    const fn fault_of_payroll(&self) -> Option<CatalogueFault> {
        if !self.payroll.plans.is_empty() {
            return None;
        }
        let mut i = 0;
        while i < PayrollTier::COUNT {
            if self.payroll.tiers.contains(PayrollTier::ALL[i]) {
                return Some(CatalogueFault::AddOnOfNoPlan {
                    add_on: Product::Payroll,
                    tier: Tier::of_payroll(PayrollTier::ALL[i]),
                });
            }
            i += 1;
        }
        None
    }

    const fn fault_of_time(&self) -> Option<CatalogueFault> {
        let by_payroll = !self.payroll.plans.is_empty() && !self.time.payroll_tiers.is_empty();
        if !self.time.plans.is_empty() || by_payroll {
            return None;
        }
        let mut i = 0;
        while i < TimeTier::COUNT {
            if self.time.tiers.contains(TimeTier::ALL[i]) {
                return Some(CatalogueFault::AddOnOfNoPlan { add_on: Product::Time, tier: Tier::of_time(TimeTier::ALL[i]) });
            }
            i += 1;
        }
        None
    }
}
