//! Writing and reading records, whose parts have to agree.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{DecisionRecord, PlanRecord, RefusalRecord};
use crate::decision::{Catalogue, DecisionKind, STEPS, Step, Steps, TakesEffect};
use crate::kit::Few;
use crate::kit::json::{Nullable, keys, next_key, once};
use crate::model::{Context, FeatureSet, NoticeCode, Parties, Party, Plan, Product, ProductSet, Subscription, Usage};
use crate::rules::form::{FromForm, Misfit, form};
use crate::rules::{Findings, NOTICES, Notice, NoticeSet, REASONS, Reason, Resolution, TimeTracking, ToldPlan, level};
use crate::terms::{CatalogueId, Effective};

form! {
    /// A change plan or a refusal.
    DecisionForm<Kind> {
        decision: Kind,
        catalogue: CatalogueId,
        resolution: Resolution,
        reasons: Few<Reason, REASONS>,
        effective: Effective,
        from: Subscription,
        to: Subscription,
        steps: Few<Step, STEPS>,
        features_gained: Nullable<FeatureSet>,
        features_lost: Nullable<FeatureSet>,
        notices: Few<Notice, NOTICES>,
    }
}

impl PlanRecord {
    fn write_fields<S: SerializeMap>(&self, form: &mut S) -> Result<(), S::Error> {
        form.serialize_entry("catalogue", &self.catalogue)?;
        form.serialize_entry("effective", &self.effective)?;
        form.serialize_entry("from", &self.from)?;
        form.serialize_entry("to", &self.to)?;
        form.serialize_entry("steps", &self.steps)?;
        form.serialize_entry("features_gained", &self.features_gained())?;
        form.serialize_entry("features_lost", &self.features_lost())?;
        form.serialize_entry("notices", &self.notices)
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
            steps: form.steps.take().ok_or_else(missing("steps"))?,
            features,
            notices: form.notices.take().ok_or_else(missing("notices"))?,
        };
        form.finish().map_err(|misfit| misfit.of(DecisionKind::ChangePlan))?;
        plan.is_possible()?;
        Ok(plan)
    }

    /// Whether some catalogue gives this plan for some facts: findings are looked for of which all of it comes.
    fn is_possible<E: Error>(&self) -> Result<(), E> {
        let (from, to) = (&self.from, &self.to);
        if from == to {
            return Err(E::custom("a change plan changes something: `to` has to differ from `from`"));
        }
        let gets_payer = |product| matches!((from.payer(product), to.payer(product)), (Some(now), Some(then)) if now != then);
        let changes = |product: Product| match product.add_on() {
            None => from.base.plan != to.base.plan,
            Some(kind) => level(from.add_on(kind)) != level(to.add_on(kind)),
        };
        // Whether base goes up or down, and whether it leaves the ladder's side, is for the catalogue to say, if it is embedded.
        let ladder = Catalogue::embedded_as(self.catalogue).map(|catalogue| catalogue.terms().edition.ladder);
        if ladder.is_some_and(|ladder| changes(Product::Base) && !ladder.contains(to.base.plan)) {
            return Err(E::custom(format_args!("no change plan moves to {}", to.base.plan)));
        }
        let ways = match ladder {
            Some(ladder) => {
                let up = ladder.is_above(to.base.plan, from.base.plan);
                [Some((up, up && !ladder.contains(from.base.plan))), None, None]
            }
            // Only Ledger can stand beside a ladder and be left, and it may stand on it.
            None => [(from.base.plan == Plan::Ledger).then_some((true, true)), Some((true, false)), Some((false, false))],
        };
        let to_client = |step| match step {
            Step::TransferBilling { to: Party::Client, by, .. } => Some(by),
            _ => None,
        };
        let known_by = self.steps().find_map(to_client);
        // Each product has one change at most, which goes up or down, and its transfer takes effect at once.
        let waits = |step: &Step| step.effective() == Effective::NextBillingDate && !matches!(step, Step::TransferBilling { .. });
        let later: ProductSet = self.steps().filter(waits).map(|step| step.product()).collect();
        let takes = TakesEffect { up_later: later, down_later: later };
        let by = known_by.unwrap_or(Party::Firm);
        let lead = |up| self.steps().eq(Steps::between(*from, *to, up, takes, by));
        let mut ways = ways.into_iter().flatten().filter(|&(up, _)| lead(up)).peekable();
        if ways.peek().is_none() {
            return Err(E::custom("these steps, in this order, do not lead from `from` to `to`"));
        }
        if let Some(product) = Product::ALL.iter().find(|&&product| changes(product) && gets_payer(product)) {
            return Err(E::custom(format_args!("no change plan both changes {product} and transfers its billing")));
        }
        if self.steps().map(|step| step.effective()).max().unwrap_or(Effective::Immediately) != self.effective {
            return Err(E::custom("a change plan takes effect when its latest step does"));
        }
        let canada = Catalogue::canada();
        let any = Context::in_good_standing(Parties::ALL, Usage::default());
        let any = Findings::of(canada.terms(), &canada.rules, from, to, &any);
        let (mut has_features, mut nearest) = (false, None);
        for (up, leaves_side) in ways {
            let told = ToldPlan { from: *from, to: *to, up, leaves_side, by, features: self.features };
            for time in TimeTracking::all(from, to, self.features.is_some()) {
                let findings = any.telling(&told, &time, self.notices());
                if findings.features_gained_and_lost() != self.features {
                    continue;
                }
                has_features = true;
                let Some(difference) = self.first_other_notice(&findings) else { return Ok(()) };
                let is_nearer = |(place, ..): &(usize, Option<NoticeCode>, Option<NoticeCode>)| *place < difference.0;
                if nearest.as_ref().is_none_or(is_nearer) {
                    nearest = Some(difference);
                }
            }
        }
        if !has_features {
            return Err(E::custom(
                "no change plan has these `features_gained` and `features_lost`: none is in both, and without a change of plan only time tracking can be in one",
            ));
        }
        let (number, told, right) = nearest.unwrap_or_default();
        Err(match (told, right) {
            (Some(told), Some(right)) => E::custom(format_args!(
                "no change plan has these notices in this order: number {number} is `{told}` with other parameters, or in the place of `{right}`"
            )),
            (Some(told), None) => E::custom(format_args!(
                "no change plan has these notices in this order: number {number}, `{told}`, does not belong to this plan"
            )),
            (None, right) => E::custom(format_args!(
                "no change plan has these notices in this order: `{}` is missing at number {number}",
                right.map_or("", NoticeCode::name)
            )),
        })
    }

    /// The number of the first notice that is not the one that findings give, with what is told there and what is given; `None` where all are.
    fn first_other_notice(&self, findings: &Findings) -> Option<(usize, Option<NoticeCode>, Option<NoticeCode>)> {
        let mut given = NoticeSet::of(findings);
        let mut told = self.notices();
        for number in 1..=NOTICES {
            match (told.next(), given.next(findings)) {
                (None, None) => return None,
                (told, right) if told == right => {}
                (told, right) => return Some((number, told.map(|notice| notice.code()), right.map(|notice| notice.code()))),
            }
        }
        None
    }
}

impl RefusalRecord {
    fn write_fields<S: SerializeMap>(&self, form: &mut S) -> Result<(), S::Error> {
        form.serialize_entry("catalogue", &self.catalogue)?;
        form.serialize_entry("resolution", &self.resolution())?;
        form.serialize_entry("reasons", &self.reasons)
    }

    /// Makes a refusal of a form, if its parts agree with one another.
    fn from_fields<E: Error>(mut form: DecisionForm<DecisionKind>) -> Result<Self, E> {
        let catalogue = form.catalogue.take().ok_or_else(|| E::missing_field("catalogue"))?;
        let resolution = form.resolution.take().ok_or_else(|| E::missing_field("resolution"))?;
        let reasons = form.reasons.take().ok_or_else(|| E::missing_field("reasons"))?;
        form.finish().map_err(|misfit| misfit.of(DecisionKind::Refusal))?;

        let refusal = Self { catalogue, reasons };
        if let Some(disagreement) = Reason::disagreement(&refusal.reasons()) {
            return Err(E::custom(disagreement));
        }
        if resolution != refusal.resolution() {
            return Err(E::custom(format_args!("with these reasons the resolution is `{}`", refusal.resolution())));
        }
        Ok(refusal)
    }
}

/// How a plan or a refusal is written and read on its own.
macro_rules! record {
    ($Record:ident) => {
        #[automatically_derived]
        impl Serialize for $Record {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut form = crate::kit::json::object(serializer)?;
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
