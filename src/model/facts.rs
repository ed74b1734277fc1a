//! Facts of which some are not known.

use core::fmt;

use super::answer::{Answer, WrongAnswer, value};
use super::fact_set::FactSet;
use super::partly_known::PartlyKnown;
use crate::model::{
    BillingCycle, ByUserKind, ClientStatus, Confirmation, Context, Feature, Parties, Party, PrimaryAdmin, QUOTAS, Quota,
    Resource, Usage, UserKind,
};

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
/// assert!(facts.unknown().iter().map(|fact| fact.to_string()).eq(["client.usage.users.billable"]));
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

/// What is known of the firm: as [`Firm`](crate::Firm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is said at its namesake")]
pub struct FirmFacts {
    pub billing_current: Option<bool>,
    pub subscription_current: Option<bool>,
    pub manages_billing: Option<bool>,
    pub is_accountant_user: Option<bool>,
}

/// What is known of the client: as [`Client`](crate::Client).
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

crate::kit::debug_by_field! { ClientFacts {
    status, billing_current, billing_cycle, days_to_renewal, primary_admin, confirmation, transfer_permission_hours,
    days_since_discount, hours_since_downgrade, downgrade_offered, addresses_match, other_billing_system, same_region,
    usage,
} }

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

    const fn used_mut(&mut self, quota: Quota) -> &mut Option<u32> {
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

            /// The facts that are not known.
            #[must_use]
            pub fn unknown(&self) -> FactSet {
                let usage = &self.client.usage;
                let mut unknown = FactSet::of_features(usage.features.unknown());
                for &party in Party::ALL {
                    let is_unknown = self.authorised_by.get(party).is_none();
                    unknown = unknown.union(FactSet::EMPTY.with(Fact::AuthorisedBy(party)).when(is_unknown));
                }
                $(unknown = unknown.union(const { FactSet::EMPTY.with(Fact::$Fact) }.when(self.$part.$field.is_none()));)+
                for &quota in Quota::ALL {
                    unknown = unknown.union(FactSet::EMPTY.with(Fact::of_quota(quota)).when(usage.used(quota).is_none()));
                }
                unknown
            }

            /// Makes this fact unknown.
            pub fn forget(&mut self, fact: Fact) {
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.set(party, None),
                    $(Fact::$Fact => self.$part.$field = None,)+
                    Fact::Users(kind) => *self.client.usage.used_mut(Quota::Users(kind)) = None,
                    Fact::Resource(resource) => *self.client.usage.used_mut(Quota::Resource(resource)) = None,
                    Fact::Feature(feature) => self.client.usage.features.set(feature, None),
                }
            }

            /// Takes this fact as it is in a context, of which nothing else is read.
            pub fn learn(&mut self, fact: Fact, context: &Context) {
                let usage = &context.client.usage;
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.set(party, Some(context.authorised_by.contains(party))),
                    $(Fact::$Fact => self.$part.$field = Some(context.$part.$field),)+
                    Fact::Users(kind) => {
                        *self.client.usage.used_mut(Quota::Users(kind)) = Some(usage.used(Quota::Users(kind)));
                    }
                    Fact::Resource(resource) => {
                        *self.client.usage.used_mut(Quota::Resource(resource)) = Some(usage.resource(resource));
                    }
                    Fact::Feature(feature) => self.client.usage.features.set(feature, Some(usage.features.contains(feature))),
                }
            }

            /// Takes the answer to what was asked for: the value of this fact.
            ///
            /// ```
            /// use subscription_change::assess::{Answer, Fact, Facts};
            /// use subscription_change::{ClientStatus, Party, UserKind};
            ///
            /// let mut facts = Facts::default();
            /// facts.answer(Fact::Users(UserKind::Billable), Answer::Number(3))?;
            /// facts.answer(Fact::AuthorisedBy(Party::Firm), true)?;
            /// facts.answer(Fact::Status, ClientStatus::Active)?;
            /// facts.answer(Fact::TransferPermissionHours, Answer::None)?; // there was no permission
            /// assert_eq!(facts.client.usage.users.billable, Some(3));
            /// assert_eq!(facts.client.transfer_permission_hours, Some(None));
            ///
            /// let error = facts.answer(Fact::Status, true).unwrap_err();
            /// assert_eq!(error.to_string(), "client.status is a state of the company, not a yes or a no");
            /// # Ok::<(), subscription_change::assess::WrongAnswer>(())
            /// ```
            ///
            /// # Errors
            ///
            /// Where the fact is of another kind than the answer; then nothing is taken.
            pub fn answer(&mut self, fact: Fact, answer: impl Into<Answer>) -> Result<(), WrongAnswer> {
                let answer = answer.into();
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.set(party, Some(value(fact, answer)?)),
                    $(Fact::$Fact => self.$part.$field = Some(value(fact, answer)?),)+
                    Fact::Users(kind) => *self.client.usage.used_mut(Quota::Users(kind)) = Some(value(fact, answer)?),
                    Fact::Resource(resource) => {
                        *self.client.usage.used_mut(Quota::Resource(resource)) = Some(value(fact, answer)?);
                    }
                    Fact::Feature(feature) => self.client.usage.features.set(feature, Some(value(fact, answer)?)),
                }
                Ok(())
            }

            /// The context that these facts make where what is not known is as in `otherwise`.
            pub(crate) fn or(&self, otherwise: &Context) -> Context {
                let mut context = *otherwise;
                context.authorised_by = self.authorised_by.or(otherwise.authorised_by);
                $(if let Some(known) = self.$part.$field {
                    context.$part.$field = known;
                })+
                let usage = &mut context.client.usage;
                for &quota in Quota::ALL {
                    if let Some(used) = self.client.usage.used(quota) {
                        *usage.used_mut(quota) = used;
                    }
                }
                usage.features = self.client.usage.features.or(usage.features);
                context
            }
        }
    };
}

plain_facts! {
    /// [`Firm::billing_current`](crate::Firm::billing_current)
    FirmBillingCurrent, "firm.billing_current", by Firm, at firm.billing_current;
    /// [`Firm::subscription_current`](crate::Firm::subscription_current)
    FirmSubscriptionCurrent, "firm.subscription_current", by Firm, at firm.subscription_current;
    /// [`Firm::manages_billing`](crate::Firm::manages_billing)
    ManagesBilling, "firm.manages_billing", by Firm, at firm.manages_billing;
    /// [`Firm::is_accountant_user`](crate::Firm::is_accountant_user)
    IsAccountantUser, "firm.is_accountant_user", by Firm, at firm.is_accountant_user;
    /// [`Client::status`](crate::Client::status)
    Status, "client.status", by Firm, at client.status;
    /// [`Client::billing_current`](crate::Client::billing_current)
    ClientBillingCurrent, "client.billing_current", by Client, at client.billing_current;
    /// [`Client::billing_cycle`](crate::Client::billing_cycle)
    BillingCycle, "client.billing_cycle", by Client, at client.billing_cycle;
    /// [`Client::days_to_renewal`](crate::Client::days_to_renewal)
    DaysToRenewal, "client.days_to_renewal", by Client, at client.days_to_renewal;
    /// [`Client::primary_admin`](crate::Client::primary_admin)
    PrimaryAdmin, "client.primary_admin", by Client, at client.primary_admin;
    /// [`Client::confirmation`](crate::Client::confirmation)
    Confirmation, "client.confirmation", by Client, at client.confirmation;
    /// [`Client::transfer_permission_hours`](crate::Client::transfer_permission_hours)
    TransferPermissionHours, "client.transfer_permission_hours", by Client, at client.transfer_permission_hours;
    /// [`Client::days_since_discount`](crate::Client::days_since_discount)
    DaysSinceDiscount, "client.days_since_discount", by Firm, at client.days_since_discount;
    /// [`Client::hours_since_downgrade`](crate::Client::hours_since_downgrade)
    HoursSinceDowngrade, "client.hours_since_downgrade", by Firm, at client.hours_since_downgrade;
    /// [`Client::downgrade_offered`](crate::Client::downgrade_offered)
    DowngradeOffered, "client.downgrade_offered", by Firm, at client.downgrade_offered;
    /// [`Client::addresses_match`](crate::Client::addresses_match)
    AddressesMatch, "client.addresses_match", by Firm, at client.addresses_match;
    /// [`Client::other_billing_system`](crate::Client::other_billing_system)
    OtherBillingSystem, "client.other_billing_system", by Firm, at client.other_billing_system;
    /// [`Client::same_region`](crate::Client::same_region)
    SameRegion, "client.same_region", by Firm, at client.same_region;
}

/// Where the facts begin that count something, and where those of features do.
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
    /// The context that they make, if all of them are known.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        let complete = Fact::all().all(|fact| self.knows(fact));
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
        let mut facts = Self::default();
        Fact::all().for_each(|fact| facts.learn(fact, &context));
        facts
    }
}
