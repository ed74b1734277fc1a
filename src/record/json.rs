//! Writing a record, and reading one: what its parts say of one another has to agree.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{DecisionRecord, Few, PlanRecord, RefusalRecord};
use crate::decision::{Catalogue, DecisionKind, STEPS, Step, Steps, TakesEffect};
use crate::kit::json::{List, Nullable, keys};
use crate::model::{FeatureSet, Party, Plan, Product, ProductSet, Subscription};
use crate::rules::form::{FromForm, Misfit, form, once};
use crate::rules::{NOTICES, Notice, REASONS, Reason, Resolution};
use crate::terms::{CatalogueId, Effective};

form! {
    /// A change plan or a refusal.
    DecisionForm<Kind> {
        decision: Kind,
        catalogue: CatalogueId,
        resolution: Resolution,
        reasons: List<Reason, REASONS>,
        effective: Effective,
        from: Subscription,
        to: Subscription,
        steps: List<Step, STEPS>,
        features_gained: Nullable<FeatureSet>,
        features_lost: Nullable<FeatureSet>,
        notices: List<Notice, NOTICES>,
    }
}

impl<T: Serialize + Copy, const N: usize> Serialize for Few<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl PlanRecord {
    const FIELDS: usize = 8;

    fn write_fields<S: SerializeStruct>(&self, form: &mut S) -> Result<(), S::Error> {
        form.serialize_field("catalogue", &self.catalogue)?;
        form.serialize_field("effective", &self.effective)?;
        form.serialize_field("from", &self.from)?;
        form.serialize_field("to", &self.to)?;
        form.serialize_field("steps", &self.steps)?;
        form.serialize_field("features_gained", &self.features_gained())?;
        form.serialize_field("features_lost", &self.features_lost())?;
        form.serialize_field("notices", &self.notices)
    }

    /// Makes a change plan of a form, if its parts agree with one another.
    fn from_fields<E: Error>(mut form: DecisionForm<DecisionKind>) -> Result<Self, E> {
        let missing = |field| move || E::missing_field(field);
        let gained = form.features_gained.take().ok_or_else(missing("features_gained"))?;
        let lost = form.features_lost.take().ok_or_else(missing("features_lost"))?;
        let features = match (gained.0, lost.0) {
            (Some(gained), Some(lost)) => Some((gained, lost)),
            (None, None) => None,
            (_, _) => return Err(E::custom("`features_gained` and `features_lost` are both null, or neither is")),
        };
        let plan = Self {
            catalogue: form.catalogue.take().ok_or_else(missing("catalogue"))?,
            effective: form.effective.take().ok_or_else(missing("effective"))?,
            from: form.from.take().ok_or_else(missing("from"))?,
            to: form.to.take().ok_or_else(missing("to"))?,
            steps: form.steps.take().ok_or_else(missing("steps")).map(|steps| Few::of(steps.iter().copied()))?,
            features,
            notices: form.notices.take().ok_or_else(missing("notices")).map(|notices| Few::of(notices.iter().copied()))?,
        };
        form.finish().map_err(|misfit| misfit.of(DecisionKind::ChangePlan))?;
        // Which way base goes is for the catalogue to say, where it is known here.
        let ladder = Catalogue::embedded_as(plan.catalogue).map(|catalogue| catalogue.terms().edition.ladder);
        let goes_up = ladder.map(|ladder| ladder.is_above(plan.to.base.plan, plan.from.base.plan));
        let ways = goes_up.map_or([true, false], |up| [up, up]);
        let by_client =
            plan.steps().any(|step| matches!(step, Step::TransferBilling { to: Party::Client, by: Party::Client, .. }));
        let party = if by_client { Party::Client } else { Party::Firm };
        let each = [Effective::Immediately, Effective::NextBillingDate];
        let takes = each.iter().flat_map(|&upwards| each.iter().map(move |&downwards| TakesEffect { upwards, downwards }));
        let lead = |takes| ways.iter().any(|&up| plan.steps().eq(Steps::between(plan.from, plan.to, up, takes, party)));
        if !takes.into_iter().any(lead) {
            return Err(E::custom("these steps do not lead from `from` to `to` in the order in which they are done"));
        }
        if plan.steps().map(|step| step.effective()).max().unwrap_or(Effective::Immediately) != plan.effective {
            return Err(E::custom("a change plan takes effect when its latest step does"));
        }
        let places = plan.notices().map(|notice| notice.place());
        if !ascends(places.clone()) || !plan.notices_agree() {
            return Err(E::custom("no change plan has these notices in this order"));
        }
        Ok(plan)
    }

    /// Each transfer has its price, the same for all that the firm takes over, and base that goes to the client what comes with that.
    fn notices_agree(&self) -> bool {
        let transfer = |product| {
            self.steps().find_map(|step| match step {
                Step::TransferBilling { product: of, to, by, .. } if of == product => Some((to, by)),
                _ => None,
            })
        };
        let goes_to = |product, party| transfer(product).is_some_and(|(to, _)| to == party);
        let (mut priced, mut taken_over_at, mut told_of_base) = (ProductSet::EMPTY, None, false);
        let agree = self.notices().all(|notice| match notice {
            Notice::DiscountKept { product } | Notice::RetailPrice { product } | Notice::WholesalePrice { product } => {
                let price = notice.code();
                goes_to(product, Party::Firm) && priced.insert(product) && *taken_over_at.get_or_insert(price) == price
            }
            Notice::FullPrice { product } => goes_to(product, Party::Client) && priced.insert(product),
            Notice::ReadOnlyUntilBillingDetails | Notice::PaymentDetailsNeeded => {
                let by = if notice == Notice::PaymentDetailsNeeded { Party::Client } else { Party::Firm };
                told_of_base = true;
                transfer(Product::Base) == Some((Party::Client, by))
            }
            _ => true,
        });
        let all_are_told = Product::ALL.iter().all(|&product| priced.contains(product) == transfer(product).is_some());
        agree && all_are_told && told_of_base == goes_to(Product::Base, Party::Client)
    }
}

/// Whether each is there and greater than the one before.
fn ascends<T: PartialOrd + Copy>(mut places: impl Iterator<Item = Option<T>>) -> bool {
    let mut last = None;
    places.all(|place| {
        let before = core::mem::replace(&mut last, place);
        place.is_some() && before < place
    })
}

/// What several reasons tell of one request has to be the same.
#[derive(Default)]
struct Shared {
    from: Option<Plan>,
    to: Option<Plan>,
    losses: Option<FeatureSet>,
    hours_ago: Option<u32>,
    window: Option<u32>,
}

impl Shared {
    fn agrees(&mut self, reason: &Reason) -> bool {
        fn same<T: PartialEq + Copy>(told: &mut Option<T>, value: T) -> bool {
            *told.get_or_insert(value) == value
        }
        match *reason {
            Reason::SeparateProduct { from, to } | Reason::TransitionClosed { from, to } => {
                same(&mut self.from, from) && same(&mut self.to, to)
            }
            Reason::LedgerClosed { from } => same(&mut self.from, from),
            Reason::NotSold { item: crate::model::Item::Plan(plan), .. } | Reason::AddOnUnsupported { plan, .. } => {
                same(&mut self.to, plan)
            }
            Reason::DowngradeNotConfirmed { losses } | Reason::LossesNotAccepted { features: losses } => {
                same(&mut self.losses, losses)
            }
            Reason::TransferPermissionExpired { hours_ago, window, .. } => {
                same(&mut self.hours_ago, hours_ago) && same(&mut self.window, window)
            }
            _ => true,
        }
    }
}

impl RefusalRecord {
    const FIELDS: usize = 3;

    fn write_fields<S: SerializeStruct>(&self, form: &mut S) -> Result<(), S::Error> {
        form.serialize_field("catalogue", &self.catalogue)?;
        form.serialize_field("resolution", &self.resolution())?;
        form.serialize_field("reasons", &self.reasons)
    }

    /// Makes a refusal of a form, if its parts agree with one another.
    fn from_fields<E: Error>(mut form: DecisionForm<DecisionKind>) -> Result<Self, E> {
        let catalogue = form.catalogue.take().ok_or_else(|| E::missing_field("catalogue"))?;
        let resolution = form.resolution.take().ok_or_else(|| E::missing_field("resolution"))?;
        let reasons = form.reasons.take().ok_or_else(|| E::missing_field("reasons"))?;
        form.finish().map_err(|misfit| misfit.of(DecisionKind::Refusal))?;

        let refusal = Self { catalogue, reasons: Few::of(reasons.iter().copied()) };
        if refusal.reasons().next().is_none() {
            return Err(E::custom("a refusal has at least one reason"));
        }
        let mut shared = Shared::default();
        let places = refusal.reasons().map(|reason| Some((reason.code(), reason.place())));
        if !ascends(places) || !refusal.reasons().all(|reason| shared.agrees(&reason)) {
            return Err(E::custom("no refusal has these reasons in this order"));
        }
        if resolution != refusal.resolution() {
            return Err(E::custom(format_args!("with these reasons the resolution is `{}`", refusal.resolution())));
        }
        Ok(refusal)
    }
}

/// How one of the two is written on its own, and read.
macro_rules! record {
    ($Record:ident) => {
        #[automatically_derived]
        impl Serialize for $Record {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut form = crate::kit::json::object(serializer, stringify!($Record), Self::FIELDS)?;
                self.write_fields(&mut form)?;
                form.end()
            }
        }

        #[automatically_derived]
        impl<'de> Deserialize<'de> for $Record {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                DecisionForm::read(deserializer)
            }
        }

        impl FromForm for $Record {
            type Form = DecisionForm<DecisionKind>;

            fn from_form<E: Error>(form: Self::Form) -> Result<Self, E> {
                Self::from_fields(form)
            }
        }
    };
}

record!(PlanRecord);
record!(RefusalRecord);

crate::decision::write_decision! { DecisionRecord of PlanRecord or RefusalRecord }

impl<'de> Deserialize<'de> for DecisionRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DecisionForm::read(deserializer)
    }
}

impl FromForm for DecisionRecord {
    type Form = DecisionForm<DecisionKind>;

    fn from_form<E: Error>(mut form: Self::Form) -> Result<Self, E> {
        match form.decision.take() {
            Some(DecisionKind::ChangePlan) => PlanRecord::from_fields(form).map(Self::ChangePlan),
            Some(DecisionKind::Refusal) => RefusalRecord::from_fields(form).map(Self::Refusal),
            None => Err(E::missing_field("decision")),
        }
    }
}
