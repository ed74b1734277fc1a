//! The notices of a change, as one bit each.

use crate::findings::Findings;
use crate::{Feature, Gauge, Party, Payroll, PayrollTier, Plan, Product, Resource, UserKind};

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

/// A set of notices, one bit for each place in [`NOTICES`]; and beside them, of a plan that was read, what else it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noted(u32);

impl Noted {
    pub(crate) const NONE: Self = Self(0);

    /// The plan was read, and these are its notices: there is nothing to work out.
    pub(crate) const READ: Self = Self(1 << 31);

    /// As it was read, the plan takes effect on the next billing date.
    pub(crate) const LATER: Self = Self(1 << 30);

    /// As it was read, the client performs a transfer to itself.
    pub(crate) const BY_CLIENT: Self = Self(1 << 29);

    /// What a plan has to note that was decided and not read.
    pub(crate) const fn of(told: &Findings) -> Self {
        let Findings { from, to, room, .. } = told;
        let (old, new) = (from.base.plan, to.base.plan);
        let changes = old as u8 != new as u8;
        let goes_down = changes && !new.is_above(old);
        let becomes_core = is_core(to.payroll) && !is_core(from.payroll);
        let tracks_time = told.usage.features.contains(Feature::TimeTracking) && room.has_time_tracking;
        let mut noted = Self::NONE
            .when(Topic::LeavesLedger, changes && matches!(old, Plan::Ledger))
            .when(Topic::FeaturesLost, !told.lost().is_empty())
            .when(Topic::DiscountsEnd, goes_down && matches!(from.base.payer, Party::Client))
            .when(Topic::TimeTrackingUnavailable, becomes_core && tracks_time)
            .when(Topic::PrimaryAdminLocked, changes && matches!(new, Plan::EasyStart));
        let mut place = 0;
        while place < Gauge::ALL.len() {
            let gauge = Gauge::ALL[place];
            noted = noted.when(Topic::Over(gauge), told.usage.used(gauge) > room.limits[place]);
            place += 1;
        }
        let mut i = 0;
        while i < Product::COUNT {
            let product = Product::ALL[i];
            let (to_firm, to_client) = match (from.payer(product), to.payer(product)) {
                (Some(Party::Client), Some(Party::Firm)) => (true, false),
                (Some(Party::Firm), Some(Party::Client)) => (false, true),
                (_, _) => (false, false),
            };
            noted = noted
                .when(Topic::ToFirm(product), to_firm)
                .when(Topic::ToClient(product), to_client)
                .when(Topic::ReadOnlyUntilPaid, to_client && matches!(product, Product::Base));
            i += 1;
        }
        noted
    }

    /// This set and, where `holds`, the notice about this.
    pub(crate) const fn when(self, topic: Topic, holds: bool) -> Self {
        Self(self.0 | (holds as u32) << topic.place())
    }

    #[cfg(feature = "serde")]
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the billing of any product goes to the client.
    pub(crate) const fn goes_to_client(self) -> bool {
        const TO_CLIENT: Noted = Noted::NONE
            .when(Topic::ToClient(Product::Base), true)
            .when(Topic::ToClient(Product::Payroll), true)
            .when(Topic::ToClient(Product::Time), true);
        self.0 & TO_CLIENT.0 != 0
    }

    /// Whether all of `other` is in the set.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The notices alone.
    pub(crate) const fn notices(self) -> Self {
        Self(self.0 & ((1 << NOTICES.len()) - 1))
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

const fn is_core(held: Option<Payroll>) -> bool {
    matches!(held, Some(held) if matches!(held.tier(), PayrollTier::Core))
}
