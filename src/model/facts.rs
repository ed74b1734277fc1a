//! Facts, some of which may be unknown.

use super::context::{ClientFacts, Fact, FirmFacts, PLAIN};
use super::partly_known::PartlyKnown;
use crate::model::{ByUserKind, Context, Feature, Parties, Party, QUOTAS, Quota, Resource, Usage};

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

    pub(super) const fn used_mut(&mut self, quota: Quota) -> &mut Option<u32> {
        match quota {
            Quota::Users(kind) => self.users.get_mut(kind),
            Quota::Resource(Resource::Accounts) => &mut self.accounts,
            Quota::Resource(Resource::ClassesAndLocations) => &mut self.classes_and_locations,
            Quota::Resource(Resource::CustomFields) => &mut self.custom_fields,
        }
    }
}

/// Declares what is known of the firm and of the client, one row a fact: its field, what it is where all is well, its name, who tells it, and
/// the values that are told apart, of which the first stands in nobody's way and the others do, each in another way.
///
/// Of the rows are made the types, with and without gaps, their JSON, and all that is done with a fact by its name.
macro_rules! facts {
    ($(
        $(#[$of:meta])*
        pub struct $Known:ident, in part $Partly:ident, at $part:ident ($concept:literal) {
            $(
                $(#[$meta:meta])*
                $field:ident: $Type:ty = $well:expr, $Fact:ident told by $by:ident, one of $values:expr;
            )+
        } $(and {
            $(#[$u_meta:meta])*
            $usage:ident: $Usage:ty, in part $PartlyUsage:ty;
        })?
    )+) => {
        $(
            $(#[$of])*
            #[derive(Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub struct $Known {
                $($(#[$meta])* pub $field: $Type,)+
                $($(#[$u_meta])* pub $usage: $Usage,)?
            }

            #[doc = concat!("What is known of the ", stringify!($part), ": as [`", stringify!($Known), "`](crate::", stringify!($Known), ").")]
            #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
            #[non_exhaustive]
            #[allow(missing_docs, reason = "each is said at its namesake")]
            pub struct $Partly {
                $(pub $field: Option<$Type>,)+
                $(pub $usage: $PartlyUsage,)?
            }

            crate::kit::debug_by_field! { $Known { $($field,)+ $($usage)? } }
            crate::kit::debug_by_field! { $Partly { $($field,)+ $($usage)? } }
            crate::kit::json::record! { $Known ($concept) { $($field,)+ $($usage)? } }
            crate::kit::json::partly_known_record! { $Partly ($concept) { $($field: fact,)+ $($usage: object)? } }

            impl $Known {
                /// As it is where nothing stands in the way.
                const fn well($($usage: $Usage)?) -> Self {
                    Self { $($field: $well,)+ $($usage)? }
                }
            }
        )+

        /// A fact that may be unknown, in the order of the request. Its `Display` is its path in the request.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fact {
            /// Whether a party asks for the change.
            AuthorisedBy(Party),
            $($(
                #[doc = concat!("[`", stringify!($Known), "::", stringify!($field), "`](crate::", stringify!($Known), "::", stringify!($field), ")")]
                $Fact,
            )+)+
            /// How many users of a kind there are, invited ones counted.
            Users(UserKind),
            /// How much of a resource is used.
            Resource(Resource),
            /// Whether a feature is in use.
            Feature(Feature),
        }

        /// The facts without members, in order.
        pub(super) const PLAIN: &[Fact] = &[$($(Fact::$Fact,)+)+];

        impl Fact {
            /// Who can tell it: the firm, from its own records or the vendor's screens that it sees, or the client.
            #[must_use]
            pub const fn told_by(self) -> Party {
                match self {
                    Self::AuthorisedBy(party) => party,
                    $($(Self::$Fact => Party::$by,)+)+
                    Self::Users(_) | Self::Resource(_) | Self::Feature(_) => Party::Client,
                }
            }

            /// Its place among the facts without members.
            pub(super) const fn plain_place(self) -> usize {
                let mut place = 0;
                $($(if let Self::$Fact = self {
                    return place;
                }
                place += 1;)+)+
                place
            }
        }

        impl fmt::Display for Fact {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::AuthorisedBy(party) => write!(f, "authorised_by.{party}"),
                    $($(Self::$Fact => f.write_str(concat!(stringify!($part), ".", stringify!($field))),)+)+
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
                    $($(Fact::$Fact => self.$part.$field.is_some(),)+)+
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
                $($(unknown = unknown.union(const { FactSet::EMPTY.with(Fact::$Fact) }.when(self.$part.$field.is_none()));)+)+
                for &quota in Quota::ALL {
                    unknown = unknown.union(FactSet::EMPTY.with(Fact::of_quota(quota)).when(usage.used(quota).is_none()));
                }
                unknown
            }

            /// Makes this fact unknown.
            pub fn forget(&mut self, fact: Fact) {
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.set(party, None),
                    $($(Fact::$Fact => self.$part.$field = None,)+)+
                    Fact::Users(kind) => *self.client.usage.used_mut(Quota::Users(kind)) = None,
                    Fact::Resource(resource) => *self.client.usage.used_mut(Quota::Resource(resource)) = None,
                    Fact::Feature(feature) => self.client.usage.features.set(feature, None),
                }
            }

            /// Copies this one fact from a context.
            pub fn learn(&mut self, fact: Fact, context: &Context) {
                let usage = &context.client.usage;
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.set(party, Some(context.authorised_by.contains(party))),
                    $($(Fact::$Fact => self.$part.$field = Some(context.$part.$field),)+)+
                    Fact::Users(kind) => {
                        *self.client.usage.used_mut(Quota::Users(kind)) = Some(usage.used(Quota::Users(kind)));
                    }
                    Fact::Resource(resource) => {
                        *self.client.usage.used_mut(Quota::Resource(resource)) = Some(usage.resource(resource));
                    }
                    Fact::Feature(feature) => self.client.usage.features.set(feature, Some(usage.features.contains(feature))),
                }
            }

            /// Sets this fact to the answer.
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
            /// If the answer is of the wrong kind for the fact; then nothing is set.
            pub fn answer(&mut self, fact: Fact, answer: impl Into<Answer>) -> Result<(), WrongAnswer> {
                let answer = answer.into();
                match fact {
                    Fact::AuthorisedBy(party) => self.authorised_by.set(party, Some(value(fact, answer)?)),
                    $($(Fact::$Fact => self.$part.$field = Some(value(fact, answer)?),)+)+
                    Fact::Users(kind) => *self.client.usage.used_mut(Quota::Users(kind)) = Some(value(fact, answer)?),
                    Fact::Resource(resource) => {
                        *self.client.usage.used_mut(Quota::Resource(resource)) = Some(value(fact, answer)?);
                    }
                    Fact::Feature(feature) => self.client.usage.features.set(feature, Some(value(fact, answer)?)),
                }
                Ok(())
            }

            /// These facts as a context, with `otherwise` for those that are unknown.
            pub(crate) fn or(&self, otherwise: &Context) -> Context {
                let mut context = *otherwise;
                context.authorised_by = self.authorised_by.or(otherwise.authorised_by);
                $($(if let Some(known) = self.$part.$field {
                    context.$part.$field = known;
                })+)+
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

        /// The most values of a fact that are told apart.
        pub(crate) const MOST_VALUES: usize = {
            let (mut most, each) = (2, [$($(const { let values: &[$Type] = $values; values.len() },)+)+]);
            let mut i = 0;
            while i < each.len() {
                assert!(each[i] > 1, "evaluated by the compiler: a fact of which no two values are told apart");
                if each[i] > most {
                    most = each[i];
                }
                i += 1;
            }
            most
        };

        impl Fact {
            /// Gives it the value at this place of those that are told apart: the first stands in nobody's way, the others do, each in another
            /// way. Whether there is such a value.
            pub(crate) fn put(self, value: usize, context: &mut Context) -> bool {
                let good = value == 0;
                let usage = &mut context.client.usage;
                match self {
                    Self::AuthorisedBy(party) => {
                        let others = context.authorised_by.without(party);
                        context.authorised_by = if good { others.with(party) } else { others };
                    }
                    $($(Self::$Fact => {
                        const VALUES: &[$Type] = $values;

                        let Some(value) = VALUES.get(value) else { return false };
                        context.$part.$field = *value;
                    })+)+
                    Self::Users(kind) => *usage.used_mut(Quota::Users(kind)) = if good { 0 } else { u32::MAX },
                    Self::Resource(resource) => *usage.used_mut(Quota::Resource(resource)) = if good { 0 } else { u32::MAX },
                    Self::Feature(feature) => {
                        let others = usage.features.without(feature);
                        usage.features = if good { others } else { others.with(feature) };
                    }
                }
                // Of a party, a number and a feature two are told apart.
                value < 2 || matches!(self, $($(Self::$Fact)|+)|+)
            }
        }
    };
}

pub(super) use facts;

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
        let complete = Fact::all().all(|fact| self.knows(fact));
        complete.then(|| self.or(&Context::in_good_standing(Parties::EMPTY, Usage::default())))
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
        let mut facts = Self::default();
        Fact::all().for_each(|fact| facts.learn(fact, &context));
        facts
    }
}
