//! Facts of which some are not known.

use core::fmt;

use crate::kit::Set;
use crate::kit::Vocabulary;
use crate::model::{
    BillingCycle, ByUserKind, Client, ClientStatus, Confirmation, Context, Feature, FeatureSet, Firm, Parties, Party,
    PrimaryAdmin, QUOTAS, Quota, Resource, Usage, UserKind,
};

/// Which members of a vocabulary are in a set, which are not, and of which that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartlyKnown<M> {
    yes: Set<M>,
    no: Set<M>,
}

impl<M> Default for PartlyKnown<M> {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl<M> PartlyKnown<M> {
    /// Of no member it is known.
    pub const UNKNOWN: Self = Self { yes: Set::EMPTY, no: Set::EMPTY };

    /// The members that are known to be in it.
    #[must_use]
    pub const fn yes(&self) -> Set<M> {
        self.yes
    }

    /// The members that are known not to be in it.
    #[must_use]
    pub const fn no(&self) -> Set<M> {
        self.no
    }
}

impl<M: Vocabulary> PartlyKnown<M> {
    /// All is known: this is in it, and nothing else.
    #[must_use]
    pub fn known(yes: Set<M>) -> Self {
        Self { yes, no: Self::all().difference(yes) }
    }

    fn all() -> Set<M> {
        M::ALL.iter().copied().collect()
    }

    /// The members of which it is not known.
    #[must_use]
    pub fn unknown(&self) -> Set<M> {
        Self::all().difference(self.yes).difference(self.no)
    }

    /// Whether a member is in it, if that is known.
    #[must_use]
    pub fn get(&self, member: M) -> Option<bool> {
        let one = Set::from(member);
        match (self.yes.intersection(one).is_empty(), self.no.intersection(one).is_empty()) {
            (false, _) => Some(true),
            (true, false) => Some(false),
            (true, true) => None,
        }
    }

    /// Says whether a member is in it; `None` that it is not known.
    pub fn set(&mut self, member: M, is_in_it: Option<bool>) {
        self.yes.remove(member);
        self.no.remove(member);
        match is_in_it {
            Some(true) => _ = self.yes.insert(member),
            Some(false) => _ = self.no.insert(member),
            None => {}
        }
    }
}

impl<M: Vocabulary> fmt::Debug for PartlyKnown<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartlyKnown").field("yes", &self.yes).field("no", &self.no).finish()
    }
}

/// The facts around a request of which each is known or not: a [`Context`] with gaps.
///
/// `None` says that a fact is not known, `Some(None)` that there was no such thing.
///
/// ```
/// use subscription_change::assess::Facts;
/// use subscription_change::{ClientStatus, Context, Party, Usage};
///
/// // From nothing, fact by fact.
/// let mut facts = Facts::default();
/// facts.client.status = Some(ClientStatus::Active);
/// facts.authorised_by.set(Party::Firm, Some(true));
/// assert_eq!(facts.context(), None);
///
/// // From a context, in which all is known, less what is not.
/// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// let mut facts = Facts::from(context);
/// assert_eq!(facts.context(), Some(context));
/// facts.client.usage.users.billable = None;
/// assert!(facts.unknown().map(|fact| fact.to_string()).eq(["client.usage.users.billable"]));
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

/// What is known of the firm: as [`Firm`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is said at its namesake")]
pub struct FirmFacts {
    pub billing_current: Option<bool>,
    pub subscription_current: Option<bool>,
    pub manages_billing: Option<bool>,
    pub is_accountant_user: Option<bool>,
}

/// What is known of the client: as [`Client`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is said at its namesake")]
pub struct ClientFacts {
    pub status: Option<ClientStatus>,
    pub billing_current: Option<bool>,
    pub billing_cycle: Option<BillingCycle>,
    pub days_to_renewal: Option<Option<u32>>,
    pub primary_admin: Option<PrimaryAdmin>,
    pub confirmation: Option<Option<Confirmation>>,
    pub transfer_permission_hours: Option<Option<u32>>,
    pub days_since_discount: Option<Option<u32>>,
    pub hours_since_downgrade: Option<Option<u32>>,
    pub downgrade_offered: Option<bool>,
    pub addresses_match: Option<bool>,
    pub other_billing_system: Option<bool>,
    pub same_region: Option<bool>,
    pub usage: UsageFacts,
}

crate::kit::debug_by_field! { ClientFacts { status, billing_current, billing_cycle, days_to_renewal, primary_admin, confirmation, transfer_permission_hours, days_since_discount, hours_since_downgrade, downgrade_offered, addresses_match, other_billing_system, same_region, usage } }

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
    /// How much is used of this, if it is known.
    #[must_use]
    pub const fn used(&self, quota: Quota) -> Option<u32> {
        match quota {
            Quota::Users(kind) => *self.users.get(kind),
            Quota::Resource(Resource::Accounts) => self.accounts,
            Quota::Resource(Resource::ClassesAndLocations) => self.classes_and_locations,
            Quota::Resource(Resource::CustomFields) => self.custom_fields,
        }
    }

    fn used_mut(&mut self, quota: Quota) -> &mut Option<u32> {
        match quota {
            Quota::Users(kind) => self.users.get_mut(kind),
            Quota::Resource(Resource::Accounts) => &mut self.accounts,
            Quota::Resource(Resource::ClassesAndLocations) => &mut self.classes_and_locations,
            Quota::Resource(Resource::CustomFields) => &mut self.custom_fields,
        }
    }
}

/// Declares the facts that have one place and no members, in the order of the request: name, path, who tells it, and where it is kept.
macro_rules! plain_facts {
    ($($(#[$meta:meta])* $Fact:ident, $path:literal, by $by:ident, at $part:ident.$field:ident;)+) => {
        /// A fact that may be unknown, in the order of the request. `Display` is its path there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fact {
            /// Whether a party asks for the change.
            AuthorisedBy(Party),
            $($(#[$meta])* $Fact,)+
            /// How many users of a kind there are, invited ones counted.
            Users(UserKind),
            /// How much of a resource is used.
            Resource(Resource),
            /// Whether a feature is in use.
            Feature(Feature),
        }

        /// The facts without members, in order.
        const PLAIN: &[Fact] = &[$(Fact::$Fact),+];

        impl Fact {
            /// Who can tell it: the firm, from its own records or the vendor's screens that it sees, or the client.
            #[must_use]
            pub const fn told_by(self) -> Party {
                match self {
                    Self::AuthorisedBy(party) => party,
                    $(Self::$Fact => Party::$by,)+
                    Self::Users(_) | Self::Resource(_) | Self::Feature(_) => Party::Client,
                }
            }

            /// Its place among the facts without members.
            const fn plain_place(self) -> usize {
                let mut place = 0;
                $(if let Self::$Fact = self {
                    return place;
                }
                place += 1;)+
                place
            }
        }

        impl fmt::Display for Fact {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::AuthorisedBy(party) => write!(f, "authorised_by.{party}"),
                    $(Self::$Fact => f.write_str($path),)+
                    Self::Users(kind) => write!(f, "client.usage.users.{kind}"),
                    Self::Resource(resource) => write!(f, "client.usage.{resource}"),
                    Self::Feature(feature) => write!(f, "client.usage.features.{feature}"),
                }
            }
        }

        impl Facts {
            /// Whether this fact is known.
            #[must_use]
            pub fn knows(&self, fact: Fact) -> bool {
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.get(party).is_some(),
                    $(Fact::$Fact => self.$part.$field.is_some(),)+
                    Fact::Users(kind) => self.client.usage.used(Quota::Users(kind)).is_some(),
                    Fact::Resource(resource) => self.client.usage.used(Quota::Resource(resource)).is_some(),
                    Fact::Feature(feature) => self.client.usage.features.get(feature).is_some(),
                }
            }

            /// Takes this fact as it is in a context.
            pub(crate) fn learn(&mut self, fact: Fact, context: &Context) {
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.set(party, Some(context.authorised_by.contains(party))),
                    $(Fact::$Fact => self.$part.$field = Some(context.$part.$field),)+
                    Fact::Users(kind) => {
                        *self.client.usage.used_mut(Quota::Users(kind)) = Some(context.client.usage.used(Quota::Users(kind)));
                    }
                    Fact::Resource(resource) => {
                        let quota = Quota::Resource(resource);
                        *self.client.usage.used_mut(quota) = Some(context.client.usage.used(quota));
                    }
                    Fact::Feature(feature) => {
                        let is_used = context.client.usage.features.contains(feature);
                        self.client.usage.features.set(feature, Some(is_used));
                    }
                }
            }

            /// The context that these facts make where what is not known is as in `otherwise`.
            pub(crate) fn or(&self, otherwise: &Context) -> Context {
                let mut context = *otherwise;
                context.authorised_by = otherwise.authorised_by.union(self.authorised_by.yes).difference(self.authorised_by.no);
                $(if let Some(known) = self.$part.$field {
                    context.$part.$field = known;
                })+
                let (usage, otherwise) = (&mut context.client.usage, &otherwise.client.usage);
                for &quota in Quota::ALL {
                    if let Some(used) = self.client.usage.used(quota) {
                        *usage.used_mut(quota) = used;
                    }
                }
                let features = self.client.usage.features;
                usage.features = otherwise.features.union(features.yes).difference(features.no);
                context
            }
        }
    };
}

plain_facts! {
    /// [`Firm::billing_current`]
    FirmBillingCurrent, "firm.billing_current", by Firm, at firm.billing_current;
    /// [`Firm::subscription_current`]
    FirmSubscriptionCurrent, "firm.subscription_current", by Firm, at firm.subscription_current;
    /// [`Firm::manages_billing`]
    ManagesBilling, "firm.manages_billing", by Firm, at firm.manages_billing;
    /// [`Firm::is_accountant_user`]
    IsAccountantUser, "firm.is_accountant_user", by Firm, at firm.is_accountant_user;
    /// [`Client::status`]
    Status, "client.status", by Firm, at client.status;
    /// [`Client::billing_current`]
    ClientBillingCurrent, "client.billing_current", by Client, at client.billing_current;
    /// [`Client::billing_cycle`]
    BillingCycle, "client.billing_cycle", by Client, at client.billing_cycle;
    /// [`Client::days_to_renewal`]
    DaysToRenewal, "client.days_to_renewal", by Client, at client.days_to_renewal;
    /// [`Client::primary_admin`]
    PrimaryAdmin, "client.primary_admin", by Client, at client.primary_admin;
    /// [`Client::confirmation`]
    Confirmation, "client.confirmation", by Client, at client.confirmation;
    /// [`Client::transfer_permission_hours`]
    TransferPermissionHours, "client.transfer_permission_hours", by Client, at client.transfer_permission_hours;
    /// [`Client::days_since_discount`]
    DaysSinceDiscount, "client.days_since_discount", by Firm, at client.days_since_discount;
    /// [`Client::hours_since_downgrade`]
    HoursSinceDowngrade, "client.hours_since_downgrade", by Firm, at client.hours_since_downgrade;
    /// [`Client::downgrade_offered`]
    DowngradeOffered, "client.downgrade_offered", by Firm, at client.downgrade_offered;
    /// [`Client::addresses_match`]
    AddressesMatch, "client.addresses_match", by Firm, at client.addresses_match;
    /// [`Client::other_billing_system`]
    OtherBillingSystem, "client.other_billing_system", by Firm, at client.other_billing_system;
    /// [`Client::same_region`]
    SameRegion, "client.same_region", by Firm, at client.same_region;
}

/// How many facts there are.
const FACTS: usize = Party::COUNT + PLAIN.len() + QUOTAS + Feature::COUNT;

/// The bits of a set of facts.
type FactBits = u128;

const _: () = assert!(
    FACTS <= FactBits::BITS as usize,
    "evaluated by the compiler: more facts than a set of them has bits; make `FactBits` in model/facts.rs two of them"
);

impl Fact {
    /// All of them, in the order of the request.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..FACTS).filter_map(Self::at)
    }

    /// The fact of a quota.
    #[must_use]
    pub const fn of_quota(quota: Quota) -> Self {
        match quota {
            Quota::Users(kind) => Self::Users(kind),
            Quota::Resource(resource) => Self::Resource(resource),
        }
    }

    const fn place(self) -> usize {
        const QUOTAS_BEGIN: usize = Party::COUNT + PLAIN.len();
        match self {
            Self::AuthorisedBy(party) => party as usize,
            Self::Users(kind) => QUOTAS_BEGIN + Quota::Users(kind).place(),
            Self::Resource(resource) => QUOTAS_BEGIN + Quota::Resource(resource).place(),
            Self::Feature(feature) => QUOTAS_BEGIN + QUOTAS + feature as usize,
            plain => Party::COUNT + plain.plain_place(),
        }
    }

    fn at(place: usize) -> Option<Self> {
        let of_party = || Party::ALL.get(place).map(|&party| Self::AuthorisedBy(party));
        let plain = || PLAIN.get(place.checked_sub(Party::COUNT)?).copied();
        let of_quota = || Quota::ALL.get(place.checked_sub(Party::COUNT + PLAIN.len())?).map(|&quota| Self::of_quota(quota));
        let of_feature = || {
            let feature = Feature::ALL.get(place.checked_sub(Party::COUNT + PLAIN.len() + QUOTAS)?)?;
            Some(Self::Feature(*feature))
        };
        of_party().or_else(plain).or_else(of_quota).or_else(of_feature)
    }
}

/// A set of facts, iterated in the order of the request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FactSet(FactBits);

impl FactSet {
    /// No fact.
    pub const EMPTY: Self = Self(0);

    /// This set and a fact.
    #[must_use]
    pub const fn with(self, fact: Fact) -> Self {
        Self(self.0 | 1 << (fact.place() as u32 % FactBits::BITS))
    }

    /// What is in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this set and not in `other`.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// This set where `holds`, else the empty one.
    pub(crate) const fn when(self, holds: bool) -> Self {
        Self(self.0 & (holds as FactBits).wrapping_neg())
    }

    /// Whether a fact is in the set.
    #[must_use]
    pub const fn contains(self, fact: Fact) -> bool {
        self.0 & Self::EMPTY.with(fact).0 != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many facts are in it.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The facts, in the order of the request.
    pub fn iter(self) -> impl Iterator<Item = Fact> + Clone {
        (0..FACTS).filter(move |place| self.0 >> (*place as u32 % FactBits::BITS) & 1 != 0).filter_map(Fact::at)
    }

    /// Whether each of these features is in use.
    pub(crate) fn of_features(features: FeatureSet) -> Self {
        features.iter().fold(Self::EMPTY, |set, feature| set.with(Fact::Feature(feature)))
    }
}

impl fmt::Debug for FactSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Facts {
    /// The facts that are not known, in the order of the request.
    pub fn unknown(&self) -> impl Iterator<Item = Fact> + '_ {
        Fact::all().filter(|&fact| !self.knows(fact))
    }

    /// The facts that are not known.
    #[must_use]
    pub fn unknown_set(&self) -> FactSet {
        self.unknown().fold(FactSet::EMPTY, FactSet::with)
    }

    /// The context that they make, if all of them are known.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        let complete = self.unknown().next().is_none();
        complete.then(|| self.or(&Context::in_good_standing(Parties::EMPTY, Usage::default())))
    }

    /// The same but for what `change` does to them.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

impl From<Context> for Facts {
    fn from(context: Context) -> Self {
        let Context { authorised_by, firm, client } = context;
        let Firm { billing_current, subscription_current, manages_billing, is_accountant_user } = firm;
        let Client { usage, .. } = client;
        let Usage { users, accounts, classes_and_locations, custom_fields, features } = usage;
        let mut known_users = ByUserKind::all(None);
        for &kind in UserKind::ALL {
            *known_users.get_mut(kind) = Some(*users.get(kind));
        }
        Self {
            authorised_by: PartlyKnown::known(authorised_by),
            firm: FirmFacts {
                billing_current: Some(billing_current),
                subscription_current: Some(subscription_current),
                manages_billing: Some(manages_billing),
                is_accountant_user: Some(is_accountant_user),
            },
            client: ClientFacts {
                status: Some(client.status),
                billing_current: Some(client.billing_current),
                billing_cycle: Some(client.billing_cycle),
                days_to_renewal: Some(client.days_to_renewal),
                primary_admin: Some(client.primary_admin),
                confirmation: Some(client.confirmation),
                transfer_permission_hours: Some(client.transfer_permission_hours),
                days_since_discount: Some(client.days_since_discount),
                hours_since_downgrade: Some(client.hours_since_downgrade),
                downgrade_offered: Some(client.downgrade_offered),
                addresses_match: Some(client.addresses_match),
                other_billing_system: Some(client.other_billing_system),
                same_region: Some(client.same_region),
                usage: UsageFacts {
                    users: known_users,
                    accounts: Some(accounts),
                    classes_and_locations: Some(classes_and_locations),
                    custom_fields: Some(custom_fields),
                    features: PartlyKnown::known(features),
                },
            },
        }
    }
}
