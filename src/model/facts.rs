//! Facts, some of which may be unknown.

mod declare;

use super::context::{ClientFacts, Fact, FirmFacts, PLAIN};
use super::partly_known::PartlyKnown;
use crate::model::{ByUserKind, Context, Feature, Parties, Party, QUOTAS, Quota, Resource, Usage, UserKind};
pub(super) use declare::facts;

/// The facts around a request, each of them known or not: a [`Context`] with gaps.
///
/// `None` says that a fact is not known, `Some(None)` that there was no such thing.
///
/// ```
/// use subscription_change::assess::Facts;
/// use subscription_change::{ClientStatus, Context, Party, Usage};
///
/// // Start from nothing, and set each fact.
/// let mut facts = Facts::default();
/// facts.client.status = Some(ClientStatus::Active);
/// facts.authorised_by.set(Party::Firm, Some(true));
/// assert_eq!(facts.context(), None);
///
/// // Start from a context, where everything is known, and take away what is not.
/// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// let mut facts = Facts::from(context);
/// assert_eq!(facts.context(), Some(context));
/// facts.client.usage.users.billable = None;
/// let unknown = facts.unknown().iter().map(|fact| fact.to_string());
/// assert!(unknown.eq(["client.usage.users.billable"]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Facts {
    /// The parties who ask for the change.
    pub authorised_by: PartlyKnown<Party>,
    /// What is known of the firm.
    pub firm: FirmFacts,
    /// What is known of the client.
    pub client: ClientFacts,
}

/// What is known of how much is used: as [`Usage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is said at its namesake")]
pub struct UsageFacts {
    pub users: ByUserKind<Option<u32>>,
    pub accounts: Option<u32>,
    pub classes_and_locations: Option<u32>,
    pub custom_fields: Option<u32>,
    pub features: PartlyKnown<Feature>,
}

impl UsageFacts {
    /// How much of this is used, if that is known.
    #[must_use]
    pub const fn used(&self, quota: Quota) -> Option<u32> {
        match quota {
            Quota::Users(kind) => *self.users.get(kind),
            Quota::Resource(Resource::Accounts) => self.accounts,
            Quota::Resource(Resource::ClassesAndLocations) => self.classes_and_locations,
            Quota::Resource(Resource::CustomFields) => self.custom_fields,
        }
    }

    /// All of it is known.
    pub(super) fn known(usage: &Usage) -> Self {
        let Usage { users: counts, accounts, classes_and_locations, custom_fields, features } = *usage;
        let mut users = ByUserKind::all(None);
        for &kind in UserKind::ALL {
            *users.get_mut(kind) = Some(*counts.get(kind));
        }
        Self {
            users,
            accounts: Some(accounts),
            classes_and_locations: Some(classes_and_locations),
            custom_fields: Some(custom_fields),
            features: PartlyKnown::known(features),
        }
    }

    pub(super) const fn used_mut(&mut self, quota: Quota) -> &mut Option<u32> {
        match quota {
            Quota::Users(kind) => self.users.get_mut(kind),
            Quota::Resource(Resource::Accounts) => &mut self.accounts,
            Quota::Resource(Resource::ClassesAndLocations) => &mut self.classes_and_locations,
            Quota::Resource(Resource::CustomFields) => &mut self.custom_fields,
        }
    }
}

/// Where the facts that count something begin, and where those about features do.
const QUOTAS_BEGIN: usize = Party::COUNT + PLAIN.len();
pub(super) const FEATURES_BEGIN: usize = QUOTAS_BEGIN + QUOTAS;

/// How many facts there are.
pub(crate) const FACTS: usize = FEATURES_BEGIN + Feature::COUNT;

impl Fact {
    /// All of them, in the order of the request.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..FACTS).filter_map(Self::at)
    }

    /// What it counts, if it counts anything.
    #[must_use]
    pub const fn quota(self) -> Option<Quota> {
        match self {
            Self::Users(kind) => Some(Quota::Users(kind)),
            Self::Resource(resource) => Some(Quota::Resource(resource)),
            _ => None,
        }
    }

    /// The fact of a quota.
    #[must_use]
    pub const fn of_quota(quota: Quota) -> Self {
        match quota {
            Quota::Users(kind) => Self::Users(kind),
            Quota::Resource(resource) => Self::Resource(resource),
        }
    }

    pub(crate) const fn place(self) -> usize {
        match self {
            Self::AuthorisedBy(party) => party as usize,
            Self::Users(kind) => QUOTAS_BEGIN + Quota::Users(kind).place(),
            Self::Resource(resource) => QUOTAS_BEGIN + Quota::Resource(resource).place(),
            Self::Feature(feature) => FEATURES_BEGIN + feature as usize,
            plain => Party::COUNT + plain.plain_place(),
        }
    }

    pub(crate) fn at(place: usize) -> Option<Self> {
        match place {
            ..Party::COUNT => Party::ALL.get(place).map(|&party| Self::AuthorisedBy(party)),
            Party::COUNT..QUOTAS_BEGIN => PLAIN.get(place.checked_sub(Party::COUNT)?).copied(),
            QUOTAS_BEGIN..FEATURES_BEGIN => Quota::at(place.checked_sub(QUOTAS_BEGIN)?).map(Self::of_quota),
            _ => Feature::ALL.get(place.checked_sub(FEATURES_BEGIN)?).map(|&feature| Self::Feature(feature)),
        }
    }
}

impl Facts {
    /// These facts as a context, if all of them are known.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        self.unknown().is_empty().then(|| self.or(&Context::in_good_standing(Parties::EMPTY, Usage::default())))
    }

    /// The same, with the changes that `change` makes.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

impl From<Context> for Facts {
    fn from(context: Context) -> Self {
        let Context { authorised_by, firm, client } = &context;
        Self {
            authorised_by: PartlyKnown::known(*authorised_by),
            firm: FirmFacts::known(firm),
            client: ClientFacts::known(client),
        }
    }
}
