//! What the client has, or is to have.

use crate::model::{AddOn, AddOnKind, ByAddOn, Party, Plan, Product, Tier, Way};

/// A client's subscription: the base plan, and the add-ons that are held, each with who pays for it.
///
/// Only a product that is held has a payer. Every value of this type gets an answer, even a combination that the vendor would not
/// sell.
///
/// ```
/// use subscription_change::{AddOnKind, Party, Plan, Subscription, Tier};
///
/// // Split billing: the firm pays for QuickBooks, the client for payroll.
/// let subscription = Subscription::new(Plan::Plus, Party::Firm)
///     .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
/// assert_eq!(subscription.base.plan, Plan::Plus);
/// assert_eq!(subscription.add_on(AddOnKind::Payroll).map(|held| held.tier), Some(Tier::Core));
/// assert!(subscription.has_split_billing());
/// ```
///
/// In JSON it is one object with a key for each product, and null for an add-on that is not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(align(8))] // An answer copies it as one word.
pub struct Subscription {
    /// The base product.
    pub base: Base,
    /// How each add-on is held or not.
    add_ons: ByAddOn<Way>,
}

/// The base product as it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Base {
    /// Its level.
    pub plan: Plan,
    /// Who pays for it.
    pub payer: Party,
}

impl Subscription {
    /// The base plan alone, without add-ons.
    #[must_use]
    pub const fn new(plan: Plan, payer: Party) -> Self {
        Self { base: Base { plan, payer }, add_ons: ByAddOn::all(Way::NOT_HELD) }
    }

    /// This subscription with another base plan; its payer stays.
    #[must_use]
    pub const fn with_plan(mut self, plan: Plan) -> Self {
        self.base.plan = plan;
        self
    }

    /// This subscription with this add-on at this tier, paid for by `payer`.
    #[must_use]
    pub const fn with_add_on(self, kind: AddOnKind, tier: Tier, payer: Party) -> Self {
        self.with_held(kind, Some(AddOn { tier, payer }))
    }

    /// This subscription without this add-on.
    #[must_use]
    pub const fn without(self, kind: AddOnKind) -> Self {
        self.with_held(kind, None)
    }

    /// This subscription with this add-on held like this, or not held.
    #[must_use]
    pub const fn with_held(mut self, kind: AddOnKind, held: Option<AddOn>) -> Self {
        *self.add_ons.get_mut(kind) = Way::of(held);
        self
    }

    /// This add-on as it is held; `None` if it is not.
    #[must_use]
    pub const fn add_on(&self, kind: AddOnKind) -> Option<AddOn> {
        self.way(kind).held()
    }

    /// All add-ons, each as it is held or not.
    #[must_use]
    pub fn add_ons(&self) -> ByAddOn<Option<AddOn>> {
        let all = ByAddOn::all(None);
        AddOnKind::ALL.iter().fold(all, |all, &kind| all.with(kind, self.add_on(kind)))
    }

    /// This subscription with these add-ons and no others.
    ///
    /// ```
    /// use subscription_change::catalogue::ByAddOn;
    /// use subscription_change::{AddOn, Party, Plan, Subscription, Tier};
    ///
    /// let payroll = AddOn { tier: Tier::Core, payer: Party::Client };
    /// let add_ons = ByAddOn { payroll: Some(payroll), time: None, bill_pay: None };
    /// assert_eq!(Subscription::new(Plan::Plus, Party::Firm).with_add_ons(add_ons).add_ons(), add_ons);
    /// ```
    #[must_use]
    pub fn with_add_ons(self, add_ons: ByAddOn<Option<AddOn>>) -> Self {
        AddOnKind::ALL.iter().fold(self, |subscription, &kind| subscription.with_held(kind, *add_ons.get(kind)))
    }

    /// How an add-on is held or not, as a number.
    #[inline]
    pub(crate) const fn way(&self, kind: AddOnKind) -> Way {
        *self.add_ons.get(kind)
    }

    /// Who pays for a product; `None` where it is not held.
    ///
    /// ```
    /// use subscription_change::{Party, Plan, Product, Subscription};
    ///
    /// let subscription = Subscription::new(Plan::Plus, Party::Firm);
    /// assert_eq!(subscription.payer(Product::Base), Some(Party::Firm));
    /// assert_eq!(subscription.payer(Product::Time), None);
    /// ```
    #[must_use]
    pub const fn payer(&self, product: Product) -> Option<Party> {
        match product.add_on() {
            None => Some(self.base.payer),
            Some(kind) => match self.add_on(kind) {
                Some(held) => Some(held.payer),
                None => None,
            },
        }
    }

    /// This subscription with another payer for one product. Does nothing if the product is not held.
    #[must_use]
    pub const fn with_payer(mut self, product: Product, payer: Party) -> Self {
        match product.add_on() {
            None => {
                self.base.payer = payer;
                self
            }
            Some(kind) => match self.add_on(kind) {
                None => self,
                Some(AddOn { tier, .. }) => self.with_add_on(kind, tier, payer),
            },
        }
    }

    /// Whether products of this client have different payers (« facturation répartie »).
    #[must_use]
    pub fn has_split_billing(&self) -> bool {
        Product::ALL.iter().filter_map(|&product| self.payer(product)).any(|payer| payer != self.base.payer)
    }
}

/// The wanted subscription as a request writes it: what is left out stays as it is, and only what is named as null is removed.
///
/// ```
/// use subscription_change::parts::Target;
/// use subscription_change::{AddOnKind, Party, Plan, Subscription, Tier};
///
/// let current = Subscription::new(Plan::Plus, Party::Firm)
///     .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
/// # #[cfg(feature = "serde")]
/// # {
/// let json = r#"{"base": {"plan": "advanced", "payer": "firm"}}"#;
/// let target: Target = serde_json::from_str(json).unwrap();
/// assert_eq!(target.onto(&current), current.with_plan(Plan::Advanced));
/// let target: Target = serde_json::from_str(r#"{"payroll": null}"#).unwrap();
/// assert_eq!(target.onto(&current), current.without(AddOnKind::Payroll));
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Target {
    /// The base product, if it is named.
    pub base: Option<Base>,
    /// Each add-on, if it is named: how it is to be held, or `Some(None)` to remove it.
    pub add_ons: ByAddOn<Option<Option<AddOn>>>,
}

impl Target {
    /// The wanted subscription, with this one as the current one.
    #[must_use]
    pub fn onto(&self, current: &Subscription) -> Subscription {
        let base = self.base.unwrap_or(current.base);
        let named = |target: Subscription, &kind| match *self.add_ons.get(kind) {
            Some(held) => target.with_held(kind, held),
            None => target,
        };
        AddOnKind::ALL.iter().fold(Subscription { base, ..*current }, named)
    }
}

crate::kit::json::record! { Base ("the base product as it is held") { plan, payer } }
crate::kit::json::record! { AddOn ("an add-on as it is held") { tier, payer } }

#[cfg(feature = "serde")]
mod json {
    use core::fmt;

    use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::{AddOn, AddOnKind, Product, Subscription, Target};
    use crate::kit::json::next_key;

    /// The keys of a subscription: its products.
    const KEYS: &[&str] = <Product as strum::VariantNames>::VARIANTS;

    /// Whether an add-on is written even if it is not held. Payroll and time are; later ones are not, so that a reader who does
    /// not know them does not meet them.
    const fn is_always_written(kind: AddOnKind) -> bool {
        matches!(kind, AddOnKind::Payroll | AddOnKind::Time)
    }

    /// Writes a subscription, with null for each add-on that is not held and that `before` holds.
    fn write<S: Serializer>(
        serializer: S,
        subscription: &Subscription,
        before: Option<&Subscription>,
    ) -> Result<S::Ok, S::Error> {
        let held_before = |kind| before.is_some_and(|before| before.add_on(kind).is_some());
        let written = |kind| is_always_written(kind) || subscription.add_on(kind).is_some() || held_before(kind);
        let add_ons = || AddOnKind::ALL.iter().copied().filter(|&kind| written(kind));
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry(Product::Base.name(), &subscription.base)?;
        for kind in add_ons() {
            form.serialize_entry(kind.name(), &subscription.add_on(kind))?;
        }
        form.end()
    }

    impl Serialize for Subscription {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            write(serializer, self, None)
        }
    }

    /// The target of a request as it is written: beside the current subscription.
    pub(crate) struct WrittenTarget<'a> {
        pub(crate) current: &'a Subscription,
        pub(crate) target: &'a Subscription,
    }

    impl Serialize for WrittenTarget<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            write(serializer, self.target, Some(self.current))
        }
    }

    /// An add-on of this kind, which may lack some tiers.
    struct OfKind(AddOnKind);

    impl<'de> DeserializeSeed<'de> for OfKind {
        type Value = Option<AddOn>;

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            let held: Option<AddOn> = Option::deserialize(deserializer)?;
            match held {
                Some(AddOn { tier, .. }) if !self.0.tiers().contains(tier) => {
                    let tiers = self.0.tiers();
                    Err(D::Error::custom(format_args!("unknown {} tier `{tier}`, expected one of {}", self.0, Names(tiers))))
                }
                held => Ok(held),
            }
        }
    }

    /// Names of tiers in a message.
    struct Names(crate::model::TierSet);

    impl fmt::Display for Names {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let mut separator = "";
            for tier in self.0 {
                write!(f, "{separator}`{tier}`")?;
                separator = ", ";
            }
            Ok(())
        }
    }

    impl<'de> Deserialize<'de> for Target {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Fields;

            impl<'de> Visitor<'de> for Fields {
                type Value = Target;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an object, a subscription")
                }

                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Target, A::Error> {
                    let mut written = Target::default();
                    while let Some(product) = next_key::<Product, A>(&mut map, KEYS)? {
                        let twice = match product.add_on() {
                            None => written.base.replace(map.next_value()?).is_some(),
                            Some(kind) => written.add_ons.get_mut(kind).replace(map.next_value_seed(OfKind(kind))?).is_some(),
                        };
                        if twice {
                            return Err(A::Error::duplicate_field(product.name()));
                        }
                    }
                    Ok(written)
                }
            }

            deserializer.deserialize_map(Fields)
        }
    }

    impl<'de> Deserialize<'de> for Subscription {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let written = Target::deserialize(deserializer)?;
            let base = written.base.ok_or_else(|| D::Error::missing_field(Product::Base.name()))?;
            Ok(written.onto(&Subscription::new(base.plan, base.payer)))
        }
    }
}

#[cfg(feature = "serde")]
pub(crate) use json::WrittenTarget;
