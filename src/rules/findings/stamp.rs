//! What an answer says about its catalogue.

use crate::kit::Narrow;
use crate::model::{AddOnKind, ByFeature, ClientStatus, Feature, FeatureSet, Product, ProductSet, QUOTAS, Tier};
use crate::terms::{CatalogueId, Clearance, Enforcement, FeatureUse, PriceWhenTakenOver, Terms};

/// What an answer says about its catalogue, whatever the change.
#[derive(Clone, Copy)]
pub(crate) struct CatalogueStamp {
    pub(crate) id: CatalogueId,
    /// What clears each feature that blocks, if anything does.
    clears: ByFeature<Option<Clearance>>,
    /// The features for which another page doubts that this clears them.
    pub(in crate::rules) disputed: FeatureSet,
    /// The quotas over which a company is suspended.
    pub(super) suspends: u32,
    pub(super) payroll_sold: Narrow<Tier>,
    pub(super) without_time_tracking: Narrow<Tier>,
    pub(in crate::rules) revived_by_transfer: Narrow<ClientStatus>,
    pub(in crate::rules) price_when_taken_over: PriceWhenTakenOver,
    /// For how many hours a permission to transfer billing holds.
    pub(crate) permission_hours: u32,
    /// How many days before the annual renewal the client can switch to monthly billing.
    pub(super) monthly_switch_days: u32,
    /// The products that take effect on the next billing date where they go up, and those where they go down.
    up_later: Narrow<Product>,
    down_later: Narrow<Product>,
}

const _: () = assert!(
    QUOTAS <= u32::BITS as usize,
    "evaluated by the compiler: more quotas than `CatalogueStamp::suspends` has bits; make it a `QuotaSet`, which is 4 bytes more of an answer"
);

impl CatalogueStamp {
    pub(in crate::rules) const fn of(terms: &Terms) -> Self {
        let mut clears = ByFeature::all(None);
        let mut disputed = FeatureSet::EMPTY;
        let mut i = 0;
        while i < Feature::COUNT {
            let feature = Feature::ALL[i];
            if let FeatureUse::Blocks { cleared_by: Some(clearance), disputed: doubted } = *terms.features.get(feature) {
                *clears.get_mut(feature) = Some(clearance);
                disputed = disputed.union(FeatureSet::EMPTY.with(feature).when(doubted));
            }
            i += 1;
        }
        Self {
            id: terms.id,
            clears,
            disputed,
            suspends: terms.quotas_with(Enforcement::Suspends).bits() as u32,
            payroll_sold: Narrow::of(terms.add_ons.get(AddOnKind::Payroll).tiers),
            without_time_tracking: Narrow::of(terms.without_time_tracking),
            revived_by_transfer: Narrow::of(terms.revived_by_transfer),
            price_when_taken_over: terms.price_when_taken_over,
            permission_hours: terms.transfer_permission_hours,
            monthly_switch_days: terms.monthly_switch_days,
            up_later: Narrow::of(terms.takes_effect_later(true)),
            down_later: Narrow::of(terms.takes_effect_later(false)),
        }
    }

    /// The products that take effect on the next billing date where they go up, and those where they go down.
    pub(crate) const fn later(&self) -> (ProductSet, ProductSet) {
        (self.up_later.wide(), self.down_later.wide())
    }

    /// What clears a feature that blocks.
    pub(in crate::rules) const fn clears(&self, feature: Feature) -> Option<Clearance> {
        *self.clears.get(feature)
    }
}
