//! What each change of each product means, worked out once for a catalogue.
//!
//! Everything here follows from the terms and from what a product is changed from and to. It is looked up in tables, so that a decision
//! need not work it out again: a decision is a look-up for each product and the facts beside it, with no branch that depends on the request.

use super::authority::MissingAuthorisation;
use super::change::ProductChange;
use super::findings::CatalogueStamp;
use super::reasons::applied;
use crate::kit::Set;
use crate::model::{
    AddOn, AddOnKind, AddOnSet, Base, ByAddOn, Feature, FeatureSet, Party, Plan, Product, QUOTAS, Quota, QuotaSet, ReasonCodeSet,
    Subscription, Tier,
};
use crate::terms::{Enforcement, Terms};

/// Who pays now and who is to pay.
const PAYERS: usize = Party::COUNT * Party::COUNT;

/// What the change of one product applies.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Applied {
    reasons: ReasonCodeSet,
    needed: Set<MissingAuthorisation>,
    /// The add-on is held afterwards.
    held: AddOnSet,
    /// The add-ons that are refused if they are not supported: with a change of base or payroll all, else the one that changes.
    touched: AddOnSet,
}

impl Applied {
    const NOTHING: Self =
        Self { reasons: ReasonCodeSet::EMPTY, needed: Set::EMPTY, held: AddOnSet::EMPTY, touched: AddOnSet::EMPTY };

    const fn of(change: &ProductChange, held: bool) -> Self {
        let own = match change.product.add_on() {
            Some(kind) => AddOnSet::EMPTY.with(kind),
            None => AddOnSet::EMPTY,
        };
        let touched = match change.product {
            Product::Base | Product::Payroll => AddOnSet::ALL,
            _ => own,
        };
        Self {
            reasons: applied(change),
            needed: Set::needed(change),
            held: own.when(held),
            touched: touched.when(change.changes),
        }
    }
}

/// What it means to change the base plan from one to another, or to leave it as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Transition {
    pub(super) plan: PlanChange,
    /// Of the features that are lost, the ones that block while in use.
    pub(super) blocked_by: FeatureSet,
    /// Of those, the ones whose loss the client has to accept: those of a downgrade that do not block.
    pub(super) needs_acceptance: FeatureSet,
    /// The quotas that block and whose limit shrinks.
    pub(super) shrinks_and_blocks: QuotaSet,
    /// By who pays now and who is to pay.
    applied: [Applied; PAYERS],
}

/// What a decision tells of a change of plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlanChange {
    /// The most that the new plan holds, by quota; `u32::MAX` where there is no such number or the change is not open.
    pub(crate) limits: [u32; QUOTAS],
    /// The features that the old plan has not and the new one has; none where one of the two is not documented.
    pub(crate) gained: FeatureSet,
    /// The features that are lost if they are in use: those that the old plan has, or is not known not to have, and the new one has not;
    /// none where the change is not open.
    pub(crate) lost: FeatureSet,
    /// The features of both plans are documented, or the plan stays.
    pub(crate) documented: bool,
    /// The plan goes up, by the ladder.
    pub(crate) up: bool,
    /// The plan goes down, by the ladder.
    pub(crate) down: bool,
    /// The plan that is left stands beside the ladder.
    pub(crate) leaves_side: bool,
    pub(crate) has_time_tracking: bool,
    /// The payroll tier that would bring each add-on to the new plan.
    pub(crate) payroll_for: ByAddOn<Option<Tier>>,
}

impl Transition {
    const fn of(terms: &Terms, from: Plan, to: Plan) -> Self {
        let change =
            ProductChange::of_base(terms, Base { plan: from, payer: Party::Firm }, Base { plan: to, payer: Party::Firm });
        let (old, new) = (terms.plans.get(from), terms.plans.get(to));
        let ladder = &terms.edition.ladder;

        let (documented, gained) = match (change.changes, old.features, new.features) {
            (false, _, _) => (true, FeatureSet::EMPTY),
            (true, Some(old), Some(new)) => (true, new.difference(old)),
            (true, _, _) => (false, FeatureSet::EMPTY),
        };
        let lost = match (change.open, old.features, new.features) {
            (true, Some(old), Some(new)) => old.difference(new),
            (true, None, Some(new)) => FeatureSet::ALL.difference(new),
            (_, _, _) => FeatureSet::EMPTY,
        };
        let blocked_by = lost.intersection(terms.blocking_features());

        let mut shrinks_and_blocks = QuotaSet::EMPTY;
        let mut place = 0;
        while let Some(quota) = Quota::at(place) {
            let blocks = matches!(terms.enforcement(quota), Enforcement::Blocks);
            if change.open && old.limit(quota).shrinks_to(new.limit(quota)) && blocks {
                shrinks_and_blocks = shrinks_and_blocks.union(QuotaSet::from_bits(1 << place));
            }
            place += 1;
        }

        let mut payroll_for = ByAddOn::all(None);
        let mut i = 0;
        while i < AddOnKind::COUNT {
            *payroll_for.get_mut(AddOnKind::ALL[i]) = terms.payroll_for(AddOnKind::ALL[i], to);
            i += 1;
        }

        let mut applied = [Applied::NOTHING; PAYERS];
        let mut payers = 0;
        while payers < PAYERS {
            let current = Base { plan: from, payer: Party::ALL[payers / Party::COUNT] };
            let target = Base { plan: to, payer: Party::ALL[payers % Party::COUNT] };
            applied[payers] = Applied::of(&ProductChange::of_base(terms, current, target), false);
            payers += 1;
        }
        Self {
            plan: PlanChange {
                limits: if change.open { terms.most(to) } else { [u32::MAX; QUOTAS] },
                gained,
                lost,
                documented,
                up: change.changes && ladder.is_above(to, from),
                down: change.changes && !ladder.is_above(to, from),
                leaves_side: change.changes && !ladder.contains(from),
                has_time_tracking: match new.features {
                    Some(features) => features.contains(Feature::TimeTracking),
                    None => false,
                },
                payroll_for,
            },
            blocked_by,
            needs_acceptance: if change.down { lost.difference(blocked_by) } else { FeatureSet::EMPTY },
            shrinks_and_blocks,
            applied,
        }
    }
}

/// What a change means.
pub(super) struct LookedUp<'a> {
    pub(super) transition: &'a Transition,
    /// The reasons that the change of each product applies.
    pub(super) applied: [ReasonCodeSet; Product::COUNT],
    /// The authorisations that it needs.
    pub(super) needed: Set<MissingAuthorisation>,
    /// The add-ons that it touches and the target does not support.
    pub(super) unsupported: AddOnSet,
}

/// The rules as they are with the terms of one catalogue, in tables.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RuleBook {
    pub(super) stamp: CatalogueStamp,
    /// By the plan that is left and the one that is entered.
    base: [[Transition; Plan::COUNT]; Plan::COUNT],
    /// By the add-on, the way in which it is held and the way in which it is to be.
    add_ons: [[[Applied; AddOn::WAYS]; AddOn::WAYS]; AddOnKind::COUNT],
    /// The add-ons that go with a plan and payroll as it is held.
    supported: [[AddOnSet; AddOn::WAYS]; Plan::COUNT],
}

impl RuleBook {
    /// Compiles the rules with these terms. Anybody decides with terms that were checked; only a comparison of two catalogues also looks
    /// at what is between them.
    pub(crate) const fn compile(terms: &Terms) -> Self {
        let mut base = [[Transition::of(terms, Plan::ALL[0], Plan::ALL[0]); Plan::COUNT]; Plan::COUNT];
        let mut supported = [[AddOnSet::EMPTY; AddOn::WAYS]; Plan::COUNT];
        let mut plan = 0;
        while plan < Plan::COUNT {
            let mut to = 0;
            while to < Plan::COUNT {
                base[plan][to] = Transition::of(terms, Plan::ALL[plan], Plan::ALL[to]);
                to += 1;
            }
            let mut way = 0;
            while way < AddOn::WAYS {
                let payroll = match AddOn::at(way) {
                    Some(held) => Some(held.tier),
                    None => None,
                };
                let mut i = 0;
                while i < AddOnKind::COUNT {
                    let kind = AddOnKind::ALL[i];
                    let goes_with_it = AddOnSet::EMPTY.with(kind).when(terms.supports(kind, Plan::ALL[plan], payroll));
                    supported[plan][way] = supported[plan][way].union(goes_with_it);
                    i += 1;
                }
                way += 1;
            }
            plan += 1;
        }
        let mut add_ons = [[[Applied::NOTHING; AddOn::WAYS]; AddOn::WAYS]; AddOnKind::COUNT];
        let mut i = 0;
        while i < AddOnKind::COUNT {
            let mut from = 0;
            while from < AddOn::WAYS {
                let mut to = 0;
                while to < AddOn::WAYS {
                    let target = AddOn::at(to);
                    let change = ProductChange::of_add_on(terms, AddOnKind::ALL[i], AddOn::at(from), target);
                    add_ons[i][from][to] = Applied::of(&change, target.is_some());
                    to += 1;
                }
                from += 1;
            }
            i += 1;
        }
        Self { stamp: CatalogueStamp::of(terms), base, add_ons, supported }
    }

    /// What this change means.
    #[inline]
    pub(super) fn look_up(&self, current: &Subscription, target: &Subscription) -> LookedUp<'_> {
        let transition = &self.base[current.base.plan as usize][target.base.plan as usize];
        let of_base = &transition.applied[current.base.payer as usize * Party::COUNT + target.base.payer as usize];

        let mut applied = [ReasonCodeSet::EMPTY; Product::COUNT];
        applied[0] = of_base.reasons;
        let (mut needed, mut held, mut touched) = (of_base.needed, of_base.held, of_base.touched);
        for &kind in AddOnKind::ALL {
            let (from, to) = (AddOn::way(current.add_on(kind)), AddOn::way(target.add_on(kind)));
            let of_add_on = &self.add_ons[kind as usize][from][to];
            applied[kind.product() as usize] = of_add_on.reasons;
            needed = needed.union(of_add_on.needed);
            held = held.union(of_add_on.held);
            touched = touched.union(of_add_on.touched);
        }
        let payroll = AddOn::way(target.add_on(AddOnKind::Payroll));
        let supported = self.supported[target.base.plan as usize][payroll];
        LookedUp { transition, applied, needed, unsupported: held.difference(supported).intersection(touched) }
    }
}
