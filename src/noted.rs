//! The notices of a change, as one bit each.
//!
//! They come about as reasons do (see [`rules`](crate::rules)): the change puts a notice at stake, and the facts speak for it. Most need no
//! fact to speak for them.

use crate::catalogue::{CatalogueDraft, Move};
use crate::difference::ProductChange;
use crate::{Effective, Gauge, Party, Plan, Product, Resource, UserKind};

/// What a notice can be about; each has one place, in the documented order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    LeavesLedger,
    FeaturesLost,
    Over(Gauge),
    DiscountsEnd,
    TimeTrackingUnavailable,
    PrimaryAdminLocked,
    /// With the discount or at the retail price.
    ToFirm(Product),
    ToClient(Product),
    ReadOnlyUntilPaid,
}

/// Every notice there can be, in the documented order.
const NOTICES: [Topic; 19] = [
    Topic::LeavesLedger,
    Topic::FeaturesLost,
    Topic::Over(Gauge::Users(UserKind::Billable)),
    Topic::Over(Gauge::Users(UserKind::Accountant)),
    Topic::Over(Gauge::Users(UserKind::ReportsOnly)),
    Topic::Over(Gauge::Users(UserKind::TimeOnly)),
    Topic::Over(Gauge::Resource(Resource::Accounts)),
    Topic::Over(Gauge::Resource(Resource::ClassesAndLocations)),
    Topic::Over(Gauge::Resource(Resource::CustomFields)),
    Topic::DiscountsEnd,
    Topic::TimeTrackingUnavailable,
    Topic::PrimaryAdminLocked,
    Topic::ToFirm(Product::Base),
    Topic::ToFirm(Product::Payroll),
    Topic::ToFirm(Product::Time),
    Topic::ToClient(Product::Base),
    Topic::ReadOnlyUntilPaid,
    Topic::ToClient(Product::Payroll),
    Topic::ToClient(Product::Time),
];

/// The table and [`Topic::place`] say the same.
const _: () = {
    let mut place = 0;
    while place < NOTICES.len() {
        assert!(NOTICES[place].place() == place, "evaluated by the compiler: a notice is out of its place");
        place += 1;
    }
};

impl Topic {
    /// Its place in [`NOTICES`].
    const fn place(self) -> usize {
        match self {
            Self::LeavesLedger => 0,
            Self::FeaturesLost => 1,
            Self::Over(gauge) => 2 + gauge.place(),
            Self::DiscountsEnd => 9,
            Self::TimeTrackingUnavailable => 10,
            Self::PrimaryAdminLocked => 11,
            Self::ToFirm(product) => 12 + product as usize,
            Self::ToClient(Product::Base) => 15,
            Self::ReadOnlyUntilPaid => 16,
            Self::ToClient(product) => 16 + product as usize,
        }
    }
}

/// A set of notices, one bit for each place in [`NOTICES`]; and one more for a change that does not take effect at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noted(u32);

impl Noted {
    pub(crate) const NONE: Self = Self(0);

    /// It takes effect on the next billing date.
    const LATER: Self = Self(1 << NOTICES.len());

    /// Each notice, one bit each.
    const NOTICES: Self = Self(Self::LATER.0 - 1);

    pub(crate) const fn taking_effect(effective: Effective) -> Self {
        match effective {
            Effective::Immediately => Self::NONE,
            Effective::NextBillingDate => Self::LATER,
        }
    }

    /// When the change takes effect.
    pub(crate) const fn effective(self) -> Effective {
        if self.intersection(Self::LATER).is_empty() { Effective::Immediately } else { Effective::NextBillingDate }
    }

    /// The notice about this.
    pub(crate) const fn of(topic: Topic) -> Self {
        Self(1 << topic.place())
    }

    /// This set where `holds`, else the empty one; without a branch.
    const fn when(self, holds: bool) -> Self {
        Self(self.0 & (holds as u32).wrapping_neg())
    }

    /// The notices about the gauges of these bits.
    const fn over(gauges: u32) -> Self {
        Self(gauges << Topic::Over(Gauge::ALL[0]).place())
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a product goes to the client and nothing else changes about it.
    pub(crate) const fn goes_to_client(self) -> bool {
        const TO_CLIENT: Noted = Noted::of(Topic::ToClient(Product::Base))
            .union(Noted::of(Topic::ToClient(Product::Payroll)))
            .union(Noted::of(Topic::ToClient(Product::Time)));
        !self.intersection(TO_CLIENT).is_empty()
    }

    /// The notices alone.
    pub(crate) const fn notices(self) -> Self {
        self.intersection(Self::NOTICES)
    }

    pub(crate) const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Takes the first notice out.
    pub(crate) fn pop(&mut self) -> Option<Topic> {
        let first = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        NOTICES.get(first).copied()
    }
}

/// The notices that are at stake in what happens to one product.
///
/// `becomes_core` says that payroll is at Core afterwards and was not before.
pub(crate) const fn at_stake(draft: &CatalogueDraft, change: &ProductChange, becomes_core: bool) -> Noted {
    let product = change.product;
    Noted::of(Topic::TimeTrackingUnavailable)
        .when(becomes_core)
        .union(Noted::of(Topic::ToFirm(product)).when(change.only_goes_to_firm()))
        .union(Noted::of(Topic::ToClient(product)).when(change.only_goes_to_client()))
        .union(Noted::taking_effect(draft.upgrades_take_effect).when(change.up))
        .union(Noted::taking_effect(draft.downgrades_take_effect).when(change.down))
}

/// The notices that are at stake in a change of the base plan, besides those of any product.
pub(crate) const fn at_stake_in_base(change: &ProductChange, base: &Move) -> Noted {
    const EVERY_GAUGE: u32 = (1 << Gauge::ALL.len()) - 1;
    Noted::of(Topic::LeavesLedger)
        .when(base.changes() && matches!(base.from, Plan::Ledger))
        .union(Noted::of(Topic::FeaturesLost))
        .union(Noted::over(EVERY_GAUGE))
        .union(Noted::of(Topic::DiscountsEnd).when(change.down && matches!(change.payer, Party::Client)))
        .union(Noted::of(Topic::PrimaryAdminLocked).when(base.changes() && matches!(base.to, Plan::EasyStart)))
        .union(Noted::of(Topic::ReadOnlyUntilPaid).when(change.only_goes_to_client()))
}

/// The notices that the facts speak for, whether at stake or not: of features that are lost, of the gauges (bits) that are over
/// their limit, and of time tracking, which is in use on a plan that has it.
#[inline]
pub(crate) const fn spoken_for(features_lost: bool, over: u32, tracks_time: bool) -> Noted {
    /// What needs a fact to speak for it.
    const NEED_A_FACT: Noted = Noted::of(Topic::FeaturesLost)
        .union(Noted::over((1 << Gauge::ALL.len()) - 1))
        .union(Noted::of(Topic::TimeTrackingUnavailable));
    const ALL: Noted = Noted::NOTICES.union(Noted::LATER);

    ALL.difference(NEED_A_FACT)
        .union(Noted::of(Topic::FeaturesLost).when(features_lost))
        .union(Noted::over(over))
        .union(Noted::of(Topic::TimeTrackingUnavailable).when(tracks_time))
}
