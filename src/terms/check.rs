//! How the faults of a catalogue are found: each check looks at one place, and there is a check for every place.

use super::edition::{Edition, LocalName};
use super::fault::TermsFault;
use super::of_catalogue::{FeatureUse, Limit, PlanTerms, Terms};
use super::source::{Mark, Source, Sources};
use crate::kit::is_same_text;
use crate::model::{AddOnKind, ClientStatus, Feature, NoticeCode, Plan, QUOTAS, Quota, ReasonCode, Tier, TierSet};

/// The ladder as a whole, where each plan stands, that what can be transferred is a separate product, and each name in each language.
const EDITION_CHECKS: usize = 1 + 2 * Plan::COUNT + (Plan::COUNT + AddOnKind::COUNT) * LocalName::LANGUAGES.len();
/// Whether it can be, and whether each add-on is kept by it.
const CHECKS_OF_A_MOVE: usize = 1 + AddOnKind::COUNT;
/// Its terms as a whole; each limit, known and not lower than below; its features, known and none missing; whether the plan can
/// be reached and left.
const CHECKS_OF_A_PLAN: usize = 1 + QUOTAS + 1 + QUOTAS + Feature::COUNT + 2;

const MOVE_CHECKS: usize = Plan::COUNT * Plan::COUNT * CHECKS_OF_A_MOVE;
const PLAN_CHECKS: usize = Plan::COUNT * CHECKS_OF_A_PLAN;
/// Whether it goes with a plan, and whether there is each of its tiers and of the payroll tiers beside it.
const CHECKS_OF_AN_ADD_ON: usize = 3;
const ADD_ON_CHECKS: usize = AddOnKind::COUNT * CHECKS_OF_AN_ADD_ON;
/// For each add-on, each payroll tier that it goes with is compared with the next.
const TIER_CHECKS: usize = AddOnKind::COUNT * (Tier::COUNT - 1);
/// Whether a plan has what blocks, and whether there is something to doubt.
const CHECKS_OF_A_FEATURE: usize = 2;
const FEATURE_CHECKS: usize = Feature::COUNT * CHECKS_OF_A_FEATURE;
const WINDOW_CHECKS: usize = 2;
/// Each source of each rule.
const SOURCE_CHECKS: usize = (ReasonCode::COUNT + NoticeCode::COUNT) * Sources::MOST;

/// How many checks there are.
const CHECKS: usize = EDITION_CHECKS
    + MOVE_CHECKS
    + PLAN_CHECKS
    + FEATURE_CHECKS
    + ADD_ON_CHECKS
    + TIER_CHECKS
    + WINDOW_CHECKS
    + ClientStatus::COUNT
    + SOURCE_CHECKS;

impl PlanTerms {
    /// Whether nothing of it is documented.
    pub(super) const fn is_undocumented(&self) -> bool {
        let mut place = 0;
        while let Some(quota) = Quota::at(place) {
            if !matches!(self.limit(quota), Limit::Unknown) {
                return false;
            }
            place += 1;
        }
        self.features.is_none()
    }
}

impl Terms {
    /// Everything that is wrong with the terms, in the order of the checks.
    pub fn faults(&self) -> impl Iterator<Item = TermsFault> {
        (0..CHECKS).filter_map(|check| self.fault(check))
    }

    pub(crate) const fn is_valid(&self) -> bool {
        let mut check = 0;
        while check < CHECKS {
            if self.fault(check).is_some() {
                return false;
            }
            check += 1;
        }
        true
    }

    /// The fault that one check finds: the checks of ladder and names, of every move, of every plan, of every feature, of the add-ons, of the
    /// windows, of the states that are revived, and of the sources.
    const fn fault(&self, check: usize) -> Option<TermsFault> {
        if check < EDITION_CHECKS {
            return self.fault_of_edition(check);
        }
        let check = check - EDITION_CHECKS;
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
        if check < FEATURE_CHECKS {
            return self.fault_of_feature(Feature::ALL[check / CHECKS_OF_A_FEATURE], check % CHECKS_OF_A_FEATURE);
        }
        let check = check - FEATURE_CHECKS;
        if check < ADD_ON_CHECKS {
            return self.fault_of_add_on(AddOnKind::ALL[check / CHECKS_OF_AN_ADD_ON], check % CHECKS_OF_AN_ADD_ON);
        }
        let check = check - ADD_ON_CHECKS;
        if check < TIER_CHECKS {
            return self.fault_of_payroll_tier(AddOnKind::ALL[check / (Tier::COUNT - 1)], check % (Tier::COUNT - 1));
        }
        let check = check - TIER_CHECKS;
        if check < WINDOW_CHECKS {
            return match check {
                0 if self.transfer_permission_hours == 0 => Some(TermsFault::EmptyPermissionWindow),
                1 if self.discount_days == 0 => Some(TermsFault::EmptyDiscountWindow),
                _ => None,
            };
        }
        let check = check - WINDOW_CHECKS;
        if check < ClientStatus::COUNT {
            let status = ClientStatus::ALL[check];
            let idle = self.revived_by_transfer.contains(status) && !status.is_read_only();
            return if idle { Some(TermsFault::NothingToRevive { status }) } else { None };
        }
        let check = check - ClientStatus::COUNT;
        self.fault_of_source(check / Sources::MOST, check % Sources::MOST)
    }

    /// A fault of the ladder, of where a plan stands, or of a name.
    const fn fault_of_edition(&self, check: usize) -> Option<TermsFault> {
        let Edition { ladder, separate_products, transferable_products, names, .. } = &self.edition;
        if check == 0 {
            return if ladder.at(0).is_none() { Some(TermsFault::EmptyLadder) } else { None };
        }
        let check = check - 1;
        if check < Plan::COUNT {
            let plan = Plan::ALL[check];
            return match (ladder.contains(plan), separate_products.contains(plan)) {
                (true, true) => Some(TermsFault::SeparateRung { plan }),
                (false, false) if !matches!(plan, Plan::Ledger) => Some(TermsFault::BesideLadder { plan }),
                (_, _) => None,
            };
        }
        let check = check - Plan::COUNT;
        if check < Plan::COUNT {
            let plan = Plan::ALL[check];
            let idle = transferable_products.contains(plan) && !separate_products.contains(plan);
            return if idle { Some(TermsFault::TransferableNotSeparate { plan }) } else { None };
        }
        let languages = LocalName::LANGUAGES;
        let (place, language) = ((check - Plan::COUNT) / languages.len(), languages[(check - Plan::COUNT) % languages.len()]);
        let mut before = 0;
        if place < Plan::COUNT {
            let plan = Plan::ALL[place];
            while before < place {
                let other = Plan::ALL[before];
                if is_same_text(names.plan(plan, language), names.plan(other, language)) {
                    return Some(TermsFault::SamePlanName { plan, language, other });
                }
                before += 1;
            }
            return None;
        }
        let place = (place - Plan::COUNT) % AddOnKind::COUNT;
        let add_on = AddOnKind::ALL[place];
        while before < place {
            let other = AddOnKind::ALL[before];
            if is_same_text(names.add_on(add_on, language), names.add_on(other, language)) {
                return Some(TermsFault::SameAddOnName { add_on, language, other });
            }
            before += 1;
        }
        None
    }

    /// A fault of the source at this place of a rule: reasons, then notices.
    const fn fault_of_source(&self, rule: usize, place: usize) -> Option<TermsFault> {
        let of_reason = rule < ReasonCode::COUNT;
        let sources = &self.edition.sources;
        let sources = if of_reason {
            sources.reason(ReasonCode::ALL[rule])
        } else {
            sources.notice(NoticeCode::ALL[(rule - ReasonCode::COUNT) % NoticeCode::COUNT])
        };
        let Some(Source { mark, article, .. }) = sources.at(place) else { return None };
        let fits = match mark {
            Mark::Source => article.is_some(),
            Mark::OtherPage => true,
            Mark::Judgement => article.is_none(),
        };
        match (fits, of_reason) {
            (true, _) => None,
            (false, true) => Some(TermsFault::ReasonSource { code: ReasonCode::ALL[rule], place, mark }),
            (false, false) => Some(TermsFault::NoticeSource {
                code: NoticeCode::ALL[(rule - ReasonCode::COUNT) % NoticeCode::COUNT],
                place,
                mark,
            }),
        }
    }

    /// A fault of a move that is open.
    const fn fault_of_move(&self, from: Plan, to: Plan, check: usize) -> Option<TermsFault> {
        let ladder = &self.edition.ladder;
        let separate = self.edition.separate_products;
        let onto_ladder = ladder.contains(to);
        let impossible = from as u8 == to as u8 || !onto_ladder || separate.contains(from) || separate.contains(to);
        let (lower, higher) = if ladder.is_above(to, from) { (from, to) } else { (to, from) };
        // If both changes between two plans are allowed, a fault between them is reported once, at the lower plan.
        let told = from as u8 == higher as u8 && self.moves.get(lower).contains(higher);
        match check {
            0 if impossible => Some(TermsFault::ImpossibleMove { from, to }),
            _ if impossible => None,
            0 if !self.plans.get(to).sold => Some(TermsFault::MoveToUnsold { from, to }),
            _ if told => None,
            0 => None,
            _ => {
                let add_on = AddOnKind::ALL[check - 1];
                let plans = self.add_ons.get(add_on).plans;
                if plans.contains(lower) && !plans.contains(higher) {
                    Some(TermsFault::AddOnNotKept { add_on, lower, higher })
                } else {
                    None
                }
            }
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
            if self.edition.ladder.contains(other) && other as u8 != plan as u8 && self.plans.get(other).sold {
                return Some(other);
            }
            i += 1;
        }
        None
    }

    /// A fault of a plan.
    const fn fault_of_plan(&self, plan: Plan, check: usize) -> Option<TermsFault> {
        let terms = self.plans.get(plan);
        let from = self.entered_from(plan);
        let undocumented = self.edition.ladder.contains(plan) && (terms.sold || from.is_some()) && terms.is_undocumented();
        if check == 0 {
            return if undocumented { Some(TermsFault::PlanWithoutTerms { plan }) } else { None };
        }
        let check = check - 1;
        if check <= QUOTAS {
            // If nothing is known, that was reported already.
            return match from {
                Some(from) if !undocumented => self.fault_of_the_unknown(plan, from, check),
                _ => None,
            };
        }
        let check = check - QUOTAS - 1;
        if check < QUOTAS + Feature::COUNT {
            return self.fault_of_height(plan, check);
        }
        let rung_sold = self.edition.ladder.contains(plan) && terms.sold;
        match (check - QUOTAS - Feature::COUNT, self.other_rung_sold(plan)) {
            (0, Some(other)) if rung_sold && from.is_none() => Some(TermsFault::RungNotReached { plan, from: other }),
            (1, Some(other)) if rung_sold && self.moves.get(plan).is_empty() => Some(TermsFault::RungNotLeft { plan, to: other }),
            (_, _) => None,
        }
    }

    /// What is unknown about a plan that may be changed to.
    const fn fault_of_the_unknown(&self, plan: Plan, from: Plan, check: usize) -> Option<TermsFault> {
        let terms = self.plans.get(plan);
        match Quota::at(check) {
            Some(quota) if matches!(terms.limit(quota), Limit::Unknown) => Some(match quota {
                Quota::Users(kind) => TermsFault::UnknownUserLimit { plan, kind, from },
                Quota::Resource(resource) => TermsFault::UnknownResourceLimit { plan, resource, from },
            }),
            None if terms.features.is_none() => Some(TermsFault::UnknownFeatures { plan, from }),
            _ => None,
        }
    }

    /// What a plan has less of than a lower one, if that is not marked as intended.
    const fn fault_of_height(&self, plan: Plan, check: usize) -> Option<TermsFault> {
        let Some(mut rank) = self.edition.ladder.rank(plan) else { return None };
        let terms = self.plans.get(plan);
        let intended = &terms.intended_shortfalls;
        while rank > 0 {
            rank -= 1;
            let Some(lower) = self.edition.ladder.at(rank) else { return None };
            let below = self.plans.get(lower);
            if let Some(quota) = Quota::at(check) {
                let less = match (below.limit(quota), terms.limit(quota)) {
                    (Limit::UpTo(below), Limit::UpTo(limit)) => limit < below,
                    (Limit::NoLimit, Limit::UpTo(_)) => true,
                    (_, _) => false,
                };
                match quota {
                    Quota::Users(kind) if less && !intended.users.contains(kind) => {
                        return Some(TermsFault::LowerUserLimit { plan, kind, lower });
                    }
                    Quota::Resource(resource) if less && !intended.resources.contains(resource) => {
                        return Some(TermsFault::LowerResourceLimit { plan, resource, lower });
                    }
                    _ => {}
                }
            } else if let (Some(below), Some(features)) = (below.features, terms.features) {
                let feature = Feature::ALL[(check - QUOTAS) % Feature::COUNT];
                if below.contains(feature) && !features.contains(feature) && !intended.features.contains(feature) {
                    return Some(TermsFault::MissingFeature { plan, feature, lower });
                }
            }
        }
        None
    }

    const fn fault_of_feature(&self, feature: Feature, check: usize) -> Option<TermsFault> {
        let FeatureUse::Blocks { cleared_by, disputed } = *self.features.get(feature) else { return None };
        if check == 1 {
            return if disputed && cleared_by.is_none() { Some(TermsFault::DoubtOfNothing { feature }) } else { None };
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
        Some(TermsFault::FeatureOfNoPlan { feature })
    }

    /// An add-on that goes with a payroll tier and not with the next one that there is.
    const fn fault_of_payroll_tier(&self, kind: AddOnKind, place: usize) -> Option<TermsFault> {
        let (beside, lower) = (self.add_ons.get(kind).payroll_tiers, Tier::ALL[place]);
        let mut next = place + 1;
        while next < Tier::COUNT && !AddOnKind::Payroll.tiers().contains(Tier::ALL[next]) {
            next += 1;
        }
        if next < Tier::COUNT && beside.contains(lower) && !beside.contains(Tier::ALL[next]) {
            return Some(TermsFault::AddOnNotKeptBeside { add_on: kind, lower, higher: Tier::ALL[next] });
        }
        None
    }

    const fn fault_of_add_on(&self, kind: AddOnKind, check: usize) -> Option<TermsFault> {
        let terms = self.add_ons.get(kind);
        if check == 1 {
            return match first(terms.tiers.difference(kind.tiers())) {
                Some(tier) => Some(TermsFault::ForeignTier { add_on: kind, tier }),
                None => None,
            };
        }
        if check == 2 {
            let beside = match kind {
                AddOnKind::Payroll => self.without_time_tracking,
                _ => terms.payroll_tiers,
            };
            return match first(beside.difference(AddOnKind::Payroll.tiers())) {
                Some(tier) => Some(TermsFault::ForeignPayrollTier { add_on: kind, tier }),
                None => None,
            };
        }
        let beside_payroll = !self.add_ons.get(AddOnKind::Payroll).plans.is_empty() && !terms.payroll_tiers.is_empty();
        if !terms.plans.is_empty() || beside_payroll {
            return None;
        }
        match first(terms.tiers) {
            Some(tier) => Some(TermsFault::AddOnOfNoPlan { add_on: kind, tier }),
            None => None,
        }
    }
}

/// The lowest of these tiers.
const fn first(tiers: TierSet) -> Option<Tier> {
    let mut i = 0;
    while i < Tier::COUNT {
        if tiers.contains(Tier::ALL[i]) {
            return Some(Tier::ALL[i]);
        }
        i += 1;
    }
    None
}
