//! What is counted: users and other resources, and how much a plan holds.

use crate::kit::{Bits, Set, Vocabulary, set, table, vocabulary};
use crate::model::FeatureSet;

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
    pub type UserKindSet of UserKind
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
    /// Something besides users that a plan limits.
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
    pub type ResourceSet of Resource
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
pub(crate) const QUOTAS: usize = UserKind::COUNT + Resource::COUNT;

/// What a plan limits: the users of a kind, or a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Quota {
    /// Users of a kind.
    Users(UserKind),
    /// A resource.
    Resource(Resource),
}

impl Quota {
    /// All of them, in the order of the documentation's tables: user kinds, then resources.
    pub const ALL: &'static [Self] = &{
        let mut all = [Self::Users(UserKind::Billable); QUOTAS];
        let mut place = 0;
        while place < QUOTAS {
            all[place] = if place < UserKind::COUNT {
                Self::Users(UserKind::ALL[place])
            } else {
                Self::Resource(Resource::ALL[place - UserKind::COUNT])
            };
            place += 1;
        }
        all
    };

    /// The quota at this place of the order.
    pub(crate) const fn at(place: usize) -> Option<Self> {
        if place < QUOTAS { Some(Self::ALL[place]) } else { None }
    }

    /// Its place in the order.
    pub(crate) const fn place(self) -> usize {
        match self {
            Self::Users(kind) => kind as usize,
            Self::Resource(resource) => UserKind::COUNT + resource as usize,
        }
    }

    /// Writes it as a field named after what it is: `kind` or `resource`.
    #[cfg(feature = "serde")]
    pub(crate) fn write_field<S: serde::ser::SerializeMap>(self, form: &mut S) -> Result<(), S::Error> {
        match self {
            Self::Users(kind) => form.serialize_entry("kind", &kind),
            Self::Resource(resource) => form.serialize_entry("resource", &resource),
        }
    }
}

impl Vocabulary for Quota {
    const ALL: &'static [Self] = Self::ALL;
    const MANY: &'static str = "quotas";

    fn name(self) -> &'static str {
        match self {
            Self::Users(kind) => kind.name(),
            Self::Resource(resource) => resource.name(),
        }
    }

    fn place(self) -> usize {
        self.place()
    }
}

/// Whether this many exceed a limit: at the limit is fine, one over is not.
#[inline]
pub(crate) const fn is_over(used: u32, limit: u32) -> bool {
    used > limit
}

/// A set of quotas.
pub(crate) type QuotaSet = Set<Quota>;

const _: () = assert!(
    QUOTAS <= Bits::BITS as usize,
    "evaluated by the compiler: more quotas than a set has bits; widen `Bits` in kit/set.rs, which says what that costs"
);

impl QuotaSet {
    const USERS: Bits = (1 << UserKind::COUNT) - 1;

    /// The quotas that exceed these limits. At the limit is fine, one over is not.
    #[inline]
    pub(crate) const fn over(counts: &[u32; QUOTAS], limits: &[u32; QUOTAS]) -> Self {
        let mut over = 0;
        let mut place = 0;
        while place < QUOTAS {
            over |= (is_over(counts[place], limits[place]) as Bits) << place;
            place += 1;
        }
        Self::from_bits(over)
    }

    /// The same, where only these quotas matter.
    #[inline]
    pub(crate) fn over_any_of(self, used: impl Fn(Quota) -> u32, limits: &[u32; QUOTAS]) -> Self {
        self.over_first_alone(&used, limits).unwrap_or_else(|| self.over_several(used, limits))
    }

    /// The same again, for an assessment: it asks twice, and takes some forty instructions fewer where the long way is a function of its own.
    #[inline]
    pub(crate) fn over_any_of_apart(self, used: impl Fn(Quota) -> u32, limits: &[u32; QUOTAS]) -> Self {
        self.over_first_alone(&used, limits).unwrap_or_else(|| self.over_several_apart(used, limits))
    }

    /// Where the first quota alone matters, billable users, as in most catalogues. The branch goes the same way in every decision with one
    /// catalogue, so it is predicted, and it saves all other comparisons.
    #[inline]
    fn over_first_alone(self, used: impl Fn(Quota) -> u32, limits: &[u32; QUOTAS]) -> Option<Self> {
        const FIRST: QuotaSet = QuotaSet::from_bits(1);
        let over = || Self::from_bits(Bits::from(is_over(used(Quota::ALL[0]), limits[0]))).intersection(self);
        self.is_subset(FIRST).then(over)
    }

    #[inline]
    fn over_several(self, used: impl Fn(Quota) -> u32, limits: &[u32; QUOTAS]) -> Self {
        Self::over(&core::array::from_fn(|place| used(Quota::ALL[place])), limits).intersection(self)
    }

    #[cold]
    #[inline(never)]
    fn over_several_apart(self, used: impl Fn(Quota) -> u32, limits: &[u32; QUOTAS]) -> Self {
        self.over_several(used, limits)
    }

    /// The quotas of these kinds of users and these resources.
    #[cfg(feature = "serde")]
    pub(crate) const fn of_parts(users: Bits, resources: Bits) -> Self {
        Self::from_bits(users | resources << UserKind::COUNT)
    }

    /// Whether the quota at this place is in it.
    pub(crate) fn has_place(self, place: usize) -> bool {
        Quota::at(place).is_some_and(|quota| !self.intersection(quota.into()).is_empty())
    }

    /// The kinds of users in it.
    pub(crate) const fn users(self) -> UserKindSet {
        UserKindSet::from_bits(self.bits() & Self::USERS)
    }

    /// The resources in it.
    pub(crate) const fn resources(self) -> ResourceSet {
        ResourceSet::from_bits(self.bits() >> UserKind::COUNT)
    }
}

/// How much a client uses today.
///
/// The default is nothing; set what is used.
///
/// ```
/// use subscription_change::{Feature, Usage, UserKind, Users};
///
/// let usage = Usage::default().with(|usage| {
///     usage.users = Users::default().with(UserKind::Billable, 3);
///     usage.features = Feature::Projects.into();
/// });
/// assert_eq!(usage.users.billable, 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
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
    /// Nothing is used. The same as the default, but usable in a constant.
    pub const NOTHING: Self =
        Self { users: Users::all(0), accounts: 0, classes_and_locations: 0, custom_fields: 0, features: FeatureSet::EMPTY };

    /// The same, with the changes that `change` makes.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

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
    pub const fn used(&self, quota: Quota) -> u32 {
        match quota {
            Quota::Users(kind) => *self.users.get(kind),
            Quota::Resource(resource) => self.resource(resource),
        }
    }

    /// How much is used of what this counts, to be changed.
    #[must_use]
    pub const fn used_mut(&mut self, quota: Quota) -> &mut u32 {
        match quota {
            Quota::Users(kind) => self.users.get_mut(kind),
            Quota::Resource(resource) => self.resource_mut(resource),
        }
    }

    /// Everything that is counted, in the order of [`Quota::ALL`].
    #[inline]
    pub(crate) const fn counts(&self) -> [u32; QUOTAS] {
        let mut counts = [0; QUOTAS];
        let mut place = 0;
        while place < QUOTAS {
            counts[place] = self.used(Quota::ALL[place]);
            place += 1;
        }
        counts
    }

    pub(crate) const fn resource_mut(&mut self, resource: Resource) -> &mut u32 {
        match resource {
            Resource::Accounts => &mut self.accounts,
            Resource::ClassesAndLocations => &mut self.classes_and_locations,
            Resource::CustomFields => &mut self.custom_fields,
        }
    }
}

crate::kit::json::record! { Usage ("how much is used") { users, accounts, classes_and_locations, custom_fields, features } }
