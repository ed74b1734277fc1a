//! What each change of each product means, worked out once for a catalogue.
//!
//! Everything here follows from the terms and from what a product is changed from and to, and is kept in tables. A decision only
//! looks it up, once for each product, and adds the facts.

use super::MissingAuthorisation;
use super::change::ProductChange;
use super::findings::CatalogueStamp;
use super::reasons::{Given, OfEach, applied};
use crate::kit::{Narrow, Set};
use crate::model::{
    AddOnKind, AddOnSet, Base, ByAddOn, ClientStatus, Feature, FeatureSet, Party, Plan, Product, QUOTAS, Quota, QuotaSet,
    ReasonCodeSet, StatusSet, Subscription, Tier, TierSet, Way,
};
use crate::terms::{Enforcement, Terms};

/// Who pays now and who is to pay.
const PAYERS: usize = Party::COUNT * Party::COUNT;

/// What happens to products, as small sets in one word, so that two instructions combine those of all products. The sets are: the
/// states of the company that matter where a product changes, where one transfers, and where base is not revived; the add-ons that
/// are held afterwards; and the add-ons that are refused if they are not supported. The last are all of them where base or
/// payroll changes, and otherwise the one that changes.
#[derive(Clone, Copy)]
struct Happens(u64);

/// How many bits a set of states takes, and a set of add-ons.
const STATES: u32 = 8;
const ADD_ONS: u32 = 16;

const _: () = assert!(
    ClientStatus::COUNT <= STATES as usize && AddOnKind::COUNT <= ADD_ONS as usize,
    "evaluated by the compiler: more states or add-ons than a word of `Happens` has room for; make it two"
);

impl Happens {
    const NOTHING: Self = Self(0);

    const fn of(terms: &Terms, change: &ProductChange, held: bool) -> Self {
        // Base alone revives the subscription: the states of an add-on would be added to those of base, and hide that it does.
        let not_revived = match change.product {
            Product::Base => StatusSet::ALL.difference(terms.revived_by_transfer.when(change.to_firm)),
            _ => StatusSet::EMPTY,
        };
        let own = match change.product.add_on() {
            Some(kind) => AddOnSet::EMPTY.with(kind),
            None => AddOnSet::EMPTY,
        };
        let touched = match change.product {
            Product::Base | Product::Payroll => AddOnSet::ALL,
            _ => own,
        };
        Self(
            StatusSet::ALL.when(change.changes).bits()
                | StatusSet::ALL.when(change.transfers()).bits() << STATES
                | not_revived.bits() << (2 * STATES)
                | own.when(held).bits() << (3 * STATES)
                | touched.when(change.changes).bits() << (3 * STATES + ADD_ONS),
        )
    }

    const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// All states where a product changes, and where one transfers.
    const fn changes_and_transfers(self) -> (StatusSet, StatusSet) {
        (self.states(0), self.states(STATES))
    }

    /// The states in which base is not revived.
    const fn not_revived(self) -> StatusSet {
        self.states(2 * STATES)
    }

    const fn states(self, first: u32) -> StatusSet {
        StatusSet::from_bits((self.0 >> first) & ((1 << STATES) - 1))
    }

    /// The add-ons that are held afterwards and are refused if they are not supported.
    const fn to_be_supported(self) -> AddOnSet {
        let (held, touched) = (self.0 >> (3 * STATES), self.0 >> (3 * STATES + ADD_ONS));
        AddOnSet::from_bits(held & touched & ((1 << ADD_ONS) - 1))
    }
}

/// What applies to the change of one product.
#[derive(Clone, Copy)]
pub(super) struct Applied {
    pub(super) reasons: ReasonCodeSet,
    /// The rules that are told for each product: which apply to this one.
    pub(super) each: OfEach,
    /// The authorisations that are needed.
    needed: Set<MissingAuthorisation>,
    happens: Happens,
}

impl Applied {
    const NOTHING: Self =
        Self { reasons: ReasonCodeSet::EMPTY, each: OfEach::NONE, needed: Set::EMPTY, happens: Happens::NOTHING };

    const fn of(terms: &Terms, change: &ProductChange, held: bool) -> Self {
        let reasons = applied(change);
        Self {
            reasons,
            each: OfEach::of(reasons, change),
            needed: Set::needed(change),
            happens: Happens::of(terms, change, held),
        }
    }

    #[inline]
    const fn union(self, other: &Self) -> Self {
        Self {
            reasons: self.reasons.union(other.reasons),
            each: self.each.union(other.each),
            needed: self.needed.union(other.needed),
            happens: self.happens.union(other.happens),
        }
    }
}

/// What a change of the base plan from one to another means; or leaving it as it is.
#[derive(Clone, Copy)]
pub(super) struct Transition {
    pub(super) plan: PlanChange,
    /// Of the features that are lost, those that block while in use.
    pub(super) blocked_by: FeatureSet,
    /// Of those, the ones whose loss the client has to accept: those of a downgrade that do not block.
    pub(super) needs_acceptance: FeatureSet,
    /// The quotas that block and whose limit shrinks.
    pub(super) shrinks_and_blocks: QuotaSet,
    /// By who pays now and who is to pay.
    applied: [Applied; PAYERS],
}

/// What an answer says about a change of plan.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub(crate) struct PlanChange {
    /// The most that the new plan holds, by quota; `u32::MAX` where there is no such number or the change is not allowed.
    pub(crate) limits: [u32; QUOTAS],
    /// The features that only the new plan has; none where one of the two plans is not documented.
    pub(crate) gained: FeatureSet,
    /// The features that are lost if they are in use: those that the new plan lacks and the old one has or may have; none where
    /// the change is not allowed.
    pub(crate) lost: FeatureSet,
    /// The features of both plans are documented, or the plan stays.
    pub(crate) documented: bool,
    /// The plan goes up, by the ladder.
    pub(crate) up: bool,
    /// The plan goes down, by the ladder.
    pub(crate) down: bool,
    /// The plan that is left is not on the ladder.
    pub(crate) leaves_side: bool,
    /// Whether the plan that is left has time tracking; `None` where that is not documented.
    pub(crate) had_time_tracking: Option<bool>,
    /// Whether the plan that is entered has time tracking; `None` where that is not documented.
    pub(crate) has_time_tracking: Option<bool>,
    /// The payroll tiers that would bring each add-on to the new plan, sold or not.
    pub(crate) payroll_for: ByAddOn<Narrow<Tier>>,
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

        let (mut shrinks, mut place) = (QuotaSet::EMPTY, 0);
        while let Some(quota) = Quota::at(place) {
            let is_so = change.open && old.limit(quota).shrinks_to(new.limit(quota));
            shrinks = shrinks.union(QuotaSet::from_bits(1 << place).when(is_so));
            place += 1;
        }

        let mut payroll_for = ByAddOn::all(Narrow::of(TierSet::EMPTY));
        let mut i = 0;
        while i < AddOnKind::COUNT {
            *payroll_for.get_mut(AddOnKind::ALL[i]) = Narrow::of(terms.payroll_for(AddOnKind::ALL[i], to));
            i += 1;
        }

        let mut applied = [Applied::NOTHING; PAYERS];
        let mut payers = 0;
        while payers < PAYERS {
            let current = Base { plan: from, payer: Party::ALL[payers / Party::COUNT] };
            let target = Base { plan: to, payer: Party::ALL[payers % Party::COUNT] };
            applied[payers] = Applied::of(terms, &ProductChange::of_base(terms, current, target), false);
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
                had_time_tracking: has(old.features, Feature::TimeTracking),
                has_time_tracking: has(new.features, Feature::TimeTracking),
                payroll_for,
            },
            blocked_by,
            needs_acceptance: if change.down { lost.difference(blocked_by) } else { FeatureSet::EMPTY },
            shrinks_and_blocks: shrinks.intersection(terms.quotas_with(Enforcement::Blocks)),
            applied,
        }
    }
}

/// Whether this feature is among those of a plan, if they are known.
const fn has(features: Option<FeatureSet>, feature: Feature) -> Option<bool> {
    match features {
        Some(features) => Some(features.contains(feature)),
        None => None,
    }
}

/// What a change means.
pub(super) struct LookedUp<'a> {
    /// What applies to the changes of all products.
    pub(super) applied: Applied,
    /// What is asked of the request as a whole.
    pub(super) given: Given<'a>,
}

/// The rules of one catalogue, as tables.
#[derive(Clone)]
#[repr(C)] // In this order: with the table of plans at the beginning, a decision takes 4 instructions fewer.
pub(crate) struct RuleBook {
    /// By the plan that is left and the one that is entered.
    base: [[Transition; Plan::COUNT]; Plan::COUNT],
    pub(super) stamp: CatalogueStamp,
    /// By the add-on, how it is held and how it is to be held.
    add_ons: [[[Applied; Way::CELLS]; Way::CELLS]; AddOnKind::COUNT],
    /// The add-ons that do not go with a plan and payroll as it is held.
    unsupported: [[Narrow<AddOnKind>; Way::CELLS]; Plan::COUNT],
    /// The quotas that block when they are exceeded.
    pub(super) block: QuotaSet,
}

impl RuleBook {
    /// Compiles the rules with these terms. Anybody decides with terms that were checked; only a comparison of two catalogues also looks
    /// at what is between them.
    #[allow(clippy::large_stack_arrays, reason = "it becomes the table, by the compiler where the edition is embedded")]
    pub(crate) const fn compile(terms: &Terms) -> Self {
        let mut base = [[Transition::of(terms, Plan::ALL[0], Plan::ALL[0]); Plan::COUNT]; Plan::COUNT];
        let mut unsupported = [[Narrow::of(AddOnSet::EMPTY); Way::CELLS]; Plan::COUNT];
        let mut plan = 0;
        while plan < Plan::COUNT {
            let mut to = 0;
            while to < Plan::COUNT {
                base[plan][to] = Transition::of(terms, Plan::ALL[plan], Plan::ALL[to]);
                to += 1;
            }
            let mut way = 0;
            while way < Way::COUNT {
                let payroll = match Way::at(way).held() {
                    Some(held) => Some(held.tier),
                    None => None,
                };
                let mut i = 0;
                while i < AddOnKind::COUNT {
                    let kind = AddOnKind::ALL[i];
                    let unless_it_goes = AddOnSet::EMPTY.with(kind).when(!terms.supports(kind, Plan::ALL[plan], payroll));
                    let cell = &mut unsupported[plan][Way::at(way).cell()];
                    *cell = Narrow::of(cell.wide().union(unless_it_goes));
                    i += 1;
                }
                way += 1;
            }
            plan += 1;
        }
        let mut add_ons = [[[Applied::NOTHING; Way::CELLS]; Way::CELLS]; AddOnKind::COUNT];
        let mut i = 0;
        while i < AddOnKind::COUNT {
            let mut from = 0;
            while from < Way::COUNT {
                let mut to = 0;
                while to < Way::COUNT {
                    let (current, target) = (Way::at(from), Way::at(to));
                    let change = ProductChange::of_add_on(terms, AddOnKind::ALL[i], current.held(), target.held());
                    add_ons[i][current.cell()][target.cell()] = Applied::of(terms, &change, target.is_held());
                    to += 1;
                }
                from += 1;
            }
            i += 1;
        }
        let block = terms.quotas_with(Enforcement::Blocks);
        Self { stamp: CatalogueStamp::of(terms), base, add_ons, unsupported, block }
    }

    /// What this change of the base plan means.
    #[inline]
    pub(super) const fn transition(&self, current: &Subscription, target: &Subscription) -> &Transition {
        &self.base[current.base.plan as usize][target.base.plan as usize]
    }

    /// What this change means.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a decision is one function, of which the compiler drops what a partial one needs")]
    pub(super) fn look_up(&self, current: &Subscription, target: &Subscription) -> LookedUp<'_> {
        let transition = self.transition(current, target);
        let mut applied = transition.applied[current.base.payer as usize * Party::COUNT + target.base.payer as usize];
        for &kind in AddOnKind::ALL {
            // Shortcut: nothing happens to an add-on that is held neither before nor after, which is most add-ons of most
            // clients.
            let (from, to) = (current.way(kind), target.way(kind));
            if from.is_held() || to.is_held() {
                applied = applied.union(&self.add_ons[kind as usize][from.cell()][to.cell()]);
            }
        }
        let Applied { needed, happens, .. } = applied;
        let unsupported = self.unsupported[target.base.plan as usize][target.way(AddOnKind::Payroll).cell()].wide();
        let (changes, transfers) = happens.changes_and_transfers();
        let given = Given {
            transition,
            changes,
            transfers,
            not_revived: happens.not_revived(),
            needed,
            unsupported: happens.to_be_supported().intersection(unsupported),
        };
        LookedUp { applied, given }
    }
}
