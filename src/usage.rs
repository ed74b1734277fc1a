//! How much is used, and how much a plan holds.

use crate::FeatureSet;
use crate::set::set;
use crate::table::table;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A kind of user; each has its own limit.
    pub enum UserKind ("user kind") {
        /// Admin, standard and custom users, active *and invited*; the primary admin counts. The kind that a plan's user limit is
        /// about.
        Billable,
        /// Accountant users of the firm.
        Accountant,
        /// Reports-only users.
        ReportsOnly,
        /// Time-only users.
        TimeOnly,
    }
}

set! {
    /// A set of user kinds.
    pub struct UserKinds(u8) of UserKind ("user kinds"), iterated by UserKindsIter
}

table! {
    /// One cell for each [`UserKind`].
    pub struct ByUserKind<T> of UserKind ("a number for each kind of user") {
        /// Admin, standard and custom users, active and invited.
        billable: Billable,
        /// Accountant users.
        accountant: Accountant,
        /// Reports-only users.
        reports_only: ReportsOnly,
        /// Time-only users.
        time_only: TimeOnly,
    }
}

/// How many users there are of each kind.
pub type Users = ByUserKind<u32>;

vocabulary! {
    /// Something else that a plan limits.
    pub enum Resource ("resource") {
        /// Active accounts in the chart of accounts.
        Accounts,
        /// Active classes and locations, counted together.
        ClassesAndLocations,
        /// Custom fields.
        CustomFields,
    }
}

set! {
    /// A set of resources.
    pub struct Resources(u8) of Resource ("resources"), iterated by ResourcesIter
}

table! {
    /// One cell for each [`Resource`].
    pub struct ByResource<T> of Resource ("one cell for each resource") {
        /// Active accounts in the chart of accounts.
        accounts: Accounts,
        /// Active classes and locations, counted together.
        classes_and_locations: ClassesAndLocations,
        /// Custom fields.
        custom_fields: CustomFields,
    }
}

/// How many limits a plan has.
pub(crate) const GAUGES: usize = Gauge::ALL.len();

/// One of the counts that a plan limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Gauge {
    /// Users of a kind.
    Users(UserKind),
    /// A resource.
    Resource(Resource),
}

impl Gauge {
    /// All of them, in the order of the documentation's tables: user kinds, then resources.
    pub const ALL: &'static [Self] = &[
        Self::Users(UserKind::Billable),
        Self::Users(UserKind::Accountant),
        Self::Users(UserKind::ReportsOnly),
        Self::Users(UserKind::TimeOnly),
        Self::Resource(Resource::Accounts),
        Self::Resource(Resource::ClassesAndLocations),
        Self::Resource(Resource::CustomFields),
    ];

    /// By its place in the order.
    pub(crate) const fn at(place: usize) -> Option<Self> {
        if place < GAUGES { Some(Self::ALL[place]) } else { None }
    }

    /// Its place in the order.
    pub(crate) const fn place(self) -> usize {
        match self {
            Self::Users(kind) => kind as usize,
            Self::Resource(resource) => UserKind::COUNT + resource as usize,
        }
    }
}

/// The table and [`Gauge::place`] say the same, and nothing is left out.
const _: () = {
    assert!(GAUGES == UserKind::COUNT + Resource::COUNT, "evaluated by the compiler: a gauge is missing");
    let mut place = 0;
    while place < GAUGES {
        assert!(Gauge::ALL[place].place() == place, "evaluated by the compiler: a gauge is out of its place");
        place += 1;
    }
};

/// How much a client uses today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Usage {
    /// Users of each kind, invited ones counted.
    pub users: Users,
    /// Active accounts in the chart of accounts.
    pub accounts: u32,
    /// Active classes and locations, counted together.
    pub classes_and_locations: u32,
    /// Custom fields.
    pub custom_fields: u32,
    /// The features in use.
    pub features: FeatureSet,
}

impl Usage {
    /// How much of this resource is used.
    #[must_use]
    pub const fn resource(&self, resource: Resource) -> u32 {
        match resource {
            Resource::Accounts => self.accounts,
            Resource::ClassesAndLocations => self.classes_and_locations,
            Resource::CustomFields => self.custom_fields,
        }
    }

    /// How much is used of what this counts.
    #[must_use]
    pub const fn used(&self, gauge: Gauge) -> u32 {
        match gauge {
            Gauge::Users(kind) => *self.users.get(kind),
            Gauge::Resource(resource) => self.resource(resource),
        }
    }

    #[cfg(feature = "serde")]
    pub(crate) const fn used_mut(&mut self, gauge: Gauge) -> &mut u32 {
        match gauge {
            Gauge::Users(kind) => self.users.get_mut(kind),
            Gauge::Resource(resource) => self.resource_mut(resource),
        }
    }

    /// Everything that is counted, in the order of the limits: user kinds, then resources.
    pub(crate) const fn gauges(&self) -> [u32; GAUGES] {
        let ByUserKind { billable, accountant, reports_only, time_only } = self.users;
        [billable, accountant, reports_only, time_only, self.accounts, self.classes_and_locations, self.custom_fields]
    }

    pub(crate) const fn resource_mut(&mut self, resource: Resource) -> &mut u32 {
        match resource {
            Resource::Accounts => &mut self.accounts,
            Resource::ClassesAndLocations => &mut self.classes_and_locations,
            Resource::CustomFields => &mut self.custom_fields,
        }
    }
}

crate::json::record! { Usage ("how much is used") { users, accounts, classes_and_locations, custom_fields, features } }
