//! Writing and reading the terms of a catalogue, where they are not plain objects.

mod edition;

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::CatalogueId;
use super::edition::{Edition, Ladder, Names};
use super::of_catalogue::{
    AddOnTerms, Clearance, Effective, Enforcement, FeatureUse, Limit, PlanTerms, PriceWhenTakenOver, Shortfalls, Terms,
};
use super::source::SourceTable;
use crate::kit::Vocabulary;
use crate::kit::json::{Stored, WhereMissing, read_record, record};
use crate::model::{
    AddOnKind, ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, FeatureSet, Plan, PlanSet, Quota, QuotaSet, ResourceSet,
    StatusSet, TierSet, UserKindSet,
};

/// What stands for [`Limit::NoLimit`].
const NO_LIMIT: &str = "no_limit";

/// What stands for [`FeatureUse::Notice`].
const NOTICE: &str = "notice";

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::UpTo(limit) => serializer.serialize_u32(*limit),
            Self::NoLimit => serializer.serialize_str(NO_LIMIT),
            Self::Unknown => serializer.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyLimit;

        impl Visitor<'_> for AnyLimit {
            type Value = Limit;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a whole number, `{NO_LIMIT}`, or null where it is not documented")
            }

            fn visit_u64<E: Error>(self, limit: u64) -> Result<Limit, E> {
                let invalid = || E::invalid_value(Unexpected::Unsigned(limit), &self);
                u32::try_from(limit).map(Limit::UpTo).map_err(|_| invalid())
            }

            fn visit_i64<E: Error>(self, limit: i64) -> Result<Limit, E> {
                let invalid = || E::invalid_value(Unexpected::Signed(limit), &self);
                u32::try_from(limit).map(Limit::UpTo).map_err(|_| invalid())
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Limit, E> {
                if name == NO_LIMIT { Ok(Limit::NoLimit) } else { Err(E::invalid_value(Unexpected::Str(name), &self)) }
            }

            fn visit_unit<E: Error>(self) -> Result<Limit, E> {
                Ok(Limit::Unknown)
            }

            fn visit_none<E: Error>(self) -> Result<Limit, E> {
                Ok(Limit::Unknown)
            }
        }

        deserializer.deserialize_any(AnyLimit)
    }
}

impl Serialize for FeatureUse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Notice => serializer.serialize_str(NOTICE),
            Self::Blocks { cleared_by, disputed } => {
                let mut form = crate::kit::json::object(serializer)?;
                form.serialize_entry("blocks_until", cleared_by)?;
                if *disputed {
                    form.serialize_entry("disputed", disputed)?;
                }
                form.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for FeatureUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::kit::json::keys!(blocks_until, disputed);

        struct AnyUse;

        impl<'de> Visitor<'de> for AnyUse {
            type Value = FeatureUse;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "`{NOTICE}`, or an object with `blocks_until`: what clears it, or null where nothing does")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<FeatureUse, E> {
                if name == NOTICE { Ok(FeatureUse::Notice) } else { Err(E::invalid_value(Unexpected::Str(name), &self)) }
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FeatureUse, A::Error> {
                let (mut blocks_until, mut disputed) = (None::<Option<Clearance>>, None::<bool>);
                while let Some(key) = crate::kit::json::next_key(&mut map, FIELDS)? {
                    let (twice, name) = match key {
                        Key::blocks_until => (blocks_until.replace(map.next_value()?).is_some(), "blocks_until"),
                        Key::disputed => (disputed.replace(map.next_value()?).is_some(), "disputed"),
                    };
                    if twice {
                        return Err(A::Error::duplicate_field(name));
                    }
                }
                let cleared_by = blocks_until.ok_or_else(|| A::Error::missing_field("blocks_until"))?;
                Ok(FeatureUse::Blocks { cleared_by, disputed: disputed.unwrap_or(false) })
            }
        }

        deserializer.deserialize_any(AnyUse)
    }
}

// The places of the limits that a plan does not have are those of their quotas.
crate::kit::json::read_fields! {
    Stored<PlanTerms>, for [] where [], ("the terms of a plan") { sold, users, resources, features, intended_shortfalls } {
        let users: Stored<ByUserKind<Limit>> = read_record!(@read users);
        let resources: Stored<ByResource<Limit>> = read_record!(@read resources);
        Stored {
            missing: QuotaSet::of_parts(users.missing, resources.missing).bits(),
            table: PlanTerms {
                sold: read_record!(@read sold),
                users: users.table,
                resources: resources.table,
                features: read_record!(@read features),
                intended_shortfalls: read_record!(@read intended_shortfalls = Shortfalls::NONE),
            },
        }
    }
}

// Of a plan alone nobody can tell whether it is older than what it lacks.
record! { PlanTerms ("the terms of a plan") {
    sold,
    users,
    resources,
    features,
    intended_shortfalls = Shortfalls::NONE,
} }

// A limit that a plan does not have is unknown here; `TermsForm` puts in what came after the whole document.
impl WhereMissing for ByUserKind<Limit> {
    const MISSING: Self = Self::all(Limit::Unknown);
}

impl WhereMissing for ByResource<Limit> {
    const MISSING: Self = Self::all(Limit::Unknown);
}

// What a catalogue does not say how to enforce came after it, and stood in nobody's way.
impl WhereMissing for ByUserKind<Enforcement> {
    const MISSING: Self = Self::all(Enforcement::Notice);
}

impl WhereMissing for ByResource<Enforcement> {
    const MISSING: Self = Self::all(Enforcement::Notice);
}

impl WhereMissing for ByFeature<FeatureUse> {
    const MISSING: Self = Self::all(FeatureUse::Notice);
}

record! { Shortfalls ("what a plan has less of than a lower one") {
    users = UserKindSet::EMPTY,
    resources = ResourceSet::EMPTY,
    features = FeatureSet::EMPTY,
} }

/// The terms of payroll, as they are written: no payroll tier brings it.
struct PayrollForm {
    tiers: TierSet,
    plans: PlanSet,
    without_time_tracking: TierSet,
    upgrades_take_effect: Option<Effective>,
    downgrades_take_effect: Option<Effective>,
}

record! { PayrollForm ("the terms of payroll") {
    tiers,
    plans,
    without_time_tracking,
    upgrades_take_effect is optional,
    downgrades_take_effect is optional,
} }

record! { AddOnTerms ("the terms of an add-on") {
    tiers,
    plans,
    payroll_tiers,
    upgrades_take_effect is optional,
    downgrades_take_effect is optional,
} }

/// A catalogue, as it is written: each add-on has a key of its own.
struct TermsForm {
    id: CatalogueId,
    ladder: Ladder,
    separate_products: PlanSet,
    transferable_products: PlanSet,
    names: Names,
    plans: ByPlan<Stored<PlanTerms>>,
    users: Stored<ByUserKind<Enforcement>>,
    resources: Stored<ByResource<Enforcement>>,
    features: Stored<ByFeature<FeatureUse>>,
    moves: ByPlan<PlanSet>,
    payroll: PayrollForm,
    time: AddOnTerms,
    bill_pay: AddOnTerms,
    upgrade_wait_hours: u32,
    transfer_permission_hours: u32,
    discount_days: u32,
    monthly_switch_days: u32,
    revived_by_transfer: StatusSet,
    price_when_taken_over: PriceWhenTakenOver,
    upgrades_take_effect: Effective,
    downgrades_take_effect: Effective,
    sources: SourceTable,
}

record! { TermsForm ("a catalogue") {
    id,
    ladder = Edition::CANADA.ladder,
    separate_products = Edition::CANADA.separate_products,
    transferable_products = PlanSet::EMPTY,
    names = Edition::CANADA.names,
    plans,
    users,
    resources,
    features,
    moves,
    payroll,
    time,
    bill_pay = AddOnTerms::NOT_SOLD,
    upgrade_wait_hours,
    transfer_permission_hours,
    discount_days,
    monthly_switch_days,
    revived_by_transfer,
    price_when_taken_over,
    upgrades_take_effect,
    downgrades_take_effect,
    sources = SourceTable::JUDGEMENT,
} }

impl TermsForm {
    /// Puts in what came after the document, which does not say of it how it is enforced: no plan limited it, or was short of it. A document in
    /// which a plan has it all the same, or lacks something else, is not older, but incomplete.
    fn supply_what_came_later<E: Error>(&mut self) -> Result<(), E> {
        let features = FeatureSet::from_bits(self.features.missing);
        let later = QuotaSet::of_parts(self.users.missing, self.resources.missing);
        for &plan in Plan::ALL {
            let Stored { missing, table: terms } = self.plans.get_mut(plan);
            let missing = QuotaSet::from_bits(*missing);
            if let Some(quota) = missing.symmetric_difference(later).iter().next() {
                let lacks = Lacks {
                    part: part(quota),
                    name: Vocabulary::name(quota),
                    plan,
                    is_the_plan: missing.has_place(quota.place()),
                };
                return Err(E::custom(lacks));
            }
            let is_documented = !terms.is_undocumented();
            for quota in later.iter().filter(|_| is_documented) {
                match quota {
                    Quota::Users(kind) => *terms.users.get_mut(kind) = Limit::NoLimit,
                    Quota::Resource(resource) => *terms.resources.get_mut(resource) = Limit::NoLimit,
                }
            }
            if let Some(known) = &mut terms.features {
                if let Some(feature) = known.intersection(features).iter().next() {
                    return Err(E::custom(Lacks { part: "features", name: feature.name(), plan, is_the_plan: false }));
                }
                *known = known.union(features);
            }
        }
        Ok(())
    }
}

/// Where a catalogue and its plans speak of a quota.
const fn part(quota: Quota) -> &'static str {
    match quota {
        Quota::Users(_) => "users",
        Quota::Resource(_) => "resources",
    }
}

/// That something stands with a plan and not with the catalogue, which says how it is enforced, or the other way round.
struct Lacks {
    part: &'static str,
    name: &'static str,
    plan: Plan,
    is_the_plan: bool,
}

impl fmt::Display for Lacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, name, plan, is_the_plan } = self;
        if *is_the_plan {
            write!(f, "plans.{plan}.{part}: missing field `{name}`, which {part} has")
        } else {
            write!(f, "{part}: missing field `{name}`, which plans.{plan}.{part} has")
        }
    }
}

impl Serialize for Terms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ByAddOn { payroll, time, bill_pay } = &self.add_ons;
        let form = TermsForm {
            id: self.id,
            ladder: self.edition.ladder,
            separate_products: self.edition.separate_products,
            transferable_products: self.edition.transferable_products,
            names: self.edition.names,
            plans: self.plans.map(Stored::whole),
            users: Stored::whole(self.users),
            resources: Stored::whole(self.resources),
            features: Stored::whole(self.features),
            moves: self.moves,
            payroll: PayrollForm {
                tiers: payroll.tiers,
                plans: payroll.plans,
                without_time_tracking: self.without_time_tracking,
                upgrades_take_effect: payroll.upgrades_take_effect,
                downgrades_take_effect: payroll.downgrades_take_effect,
            },
            time: *time,
            bill_pay: *bill_pay,
            upgrade_wait_hours: self.upgrade_wait_hours,
            transfer_permission_hours: self.transfer_permission_hours,
            discount_days: self.discount_days,
            monthly_switch_days: self.monthly_switch_days,
            revived_by_transfer: self.revived_by_transfer,
            price_when_taken_over: self.price_when_taken_over,
            upgrades_take_effect: self.upgrades_take_effect,
            downgrades_take_effect: self.downgrades_take_effect,
            sources: self.edition.sources,
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut form = TermsForm::deserialize(deserializer)?;
        form.supply_what_came_later()?;
        let payroll = AddOnTerms {
            tiers: form.payroll.tiers,
            plans: form.payroll.plans,
            payroll_tiers: TierSet::EMPTY,
            upgrades_take_effect: form.payroll.upgrades_take_effect,
            downgrades_take_effect: form.payroll.downgrades_take_effect,
        };
        let add_ons = ByAddOn { payroll, time: form.time, bill_pay: form.bill_pay };
        for &kind in AddOnKind::ALL {
            no_foreign_tier(kind, add_ons.get(kind).tiers, kind)?;
            no_foreign_tier(kind, add_ons.get(kind).payroll_tiers, AddOnKind::Payroll)?;
        }
        no_foreign_tier(AddOnKind::Payroll, form.payroll.without_time_tracking, AddOnKind::Payroll)?;
        Ok(Self {
            id: form.id,
            edition: Edition {
                ladder: form.ladder,
                separate_products: form.separate_products,
                transferable_products: form.transferable_products,
                names: form.names,
                sources: form.sources,
            },
            plans: form.plans.map(|stored| stored.table),
            users: form.users.table,
            resources: form.resources.table,
            features: form.features.table,
            moves: form.moves,
            add_ons,
            upgrade_wait_hours: form.upgrade_wait_hours,
            transfer_permission_hours: form.transfer_permission_hours,
            discount_days: form.discount_days,
            monthly_switch_days: form.monthly_switch_days,
            revived_by_transfer: form.revived_by_transfer,
            price_when_taken_over: form.price_when_taken_over,
            without_time_tracking: form.payroll.without_time_tracking,
            upgrades_take_effect: form.upgrades_take_effect,
            downgrades_take_effect: form.downgrades_take_effect,
        })
    }
}

/// In the terms of an add-on these stand as tiers of another one, or of itself.
fn no_foreign_tier<E: Error>(within: AddOnKind, tiers: TierSet, of: AddOnKind) -> Result<(), E> {
    match tiers.difference(of.tiers()).iter().next() {
        None => Ok(()),
        Some(tier) => Err(E::custom(format_args!("{within}: `{tier}` is not a tier of {of}"))),
    }
}
