//! What is made of one row of the table of facts.

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

            impl $Partly {
                /// All of it is known.
                pub(in crate::model) fn known(known: &$Known) -> Self {
                    Self { $($field: Some(known.$field),)+ $($usage: <$PartlyUsage>::known(&known.$usage),)? }
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
            #[inline]
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

        impl Fact {
            /// How many of its values are told apart: of a party, a number and a feature two.
            pub(crate) const fn values(self) -> usize {
                match self {
                    $($(Self::$Fact => const {
                        let values: &[$Type] = $values;
                        assert!(values.len() > 1, "evaluated by the compiler: a fact of which no two values are told apart");
                        assert!(
                            match <$Type as super::answer::Value>::FEW {
                                Some(all) => values.len() == all,
                                None => true,
                            },
                            concat!("evaluated by the compiler: the row of ", stringify!($Fact), " lacks a value of its type")
                        );
                        values.len()
                    },)+)+
                    _ => 2,
                }
            }

            /// Gives it the value at this place of those that are told apart: the first stands in nobody's way, the others do, each in another
            /// way.
            pub(crate) fn put(self, value: usize, context: &mut Context) {
                let good = value == 0;
                let usage = &mut context.client.usage;
                match self {
                    Self::AuthorisedBy(party) => {
                        let others = context.authorised_by.without(party);
                        context.authorised_by = if good { others.with(party) } else { others };
                    }
                    $($(Self::$Fact => {
                        const VALUES: &[$Type] = $values;

                        if let Some(value) = VALUES.get(value) {
                            context.$part.$field = *value;
                        }
                    })+)+
                    Self::Users(kind) => *usage.used_mut(Quota::Users(kind)) = if good { 0 } else { u32::MAX },
                    Self::Resource(resource) => *usage.used_mut(Quota::Resource(resource)) = if good { 0 } else { u32::MAX },
                    Self::Feature(feature) => {
                        let others = usage.features.without(feature);
                        usage.features = if good { others } else { others.with(feature) };
                    }
                }
            }
        }
    };
}

pub(in crate::model) use facts;
