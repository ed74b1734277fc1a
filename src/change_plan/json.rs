//! Writing a change plan and reading it back.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{ChangePlan, Notices};
use crate::findings::Findings;
use crate::json::{DecisionForm, FromForm};
use crate::noted::{Noted, Topic};
use crate::{DecisionKind, Effective, Gauge, Notice, Party, Step};

impl Serialize for ChangePlan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("ChangePlan", Self::FIELDS)?;
        self.write_fields(&mut form)?;
        form.end()
    }
}

impl Serialize for Notices<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}

impl<'de> Deserialize<'de> for ChangePlan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DecisionForm::read(deserializer)
    }
}

impl FromForm for ChangePlan {
    type Form = DecisionForm<DecisionKind>;

    fn from_form<E: Error>(form: Self::Form) -> Result<Self, E> {
        Self::from_fields(form)
    }
}

impl ChangePlan {
    pub(crate) const FIELDS: usize = 8;

    pub(crate) fn write_fields<S: SerializeStruct>(&self, form: &mut S) -> Result<(), S::Error> {
        form.serialize_field("catalogue", &self.catalogue())?;
        form.serialize_field("effective", &self.effective())?;
        form.serialize_field("from", self.from())?;
        form.serialize_field("to", self.to())?;
        form.serialize_field("steps", &self.steps())?;
        form.serialize_field("features_gained", &self.features_gained())?;
        form.serialize_field("features_lost", &self.features_lost())?;
        form.serialize_field("notices", &self.notices())
    }

    /// Makes a change plan of a form, if its parts agree with one another.
    pub(crate) fn from_fields<E: Error>(mut form: DecisionForm<DecisionKind>) -> Result<Self, E> {
        let missing = |field| move || E::missing_field(field);
        let steps = form.steps.take().ok_or_else(missing("steps"))?;
        let notices = form.notices.take().ok_or_else(missing("notices"))?;
        let gained = form.features_gained.take().ok_or_else(missing("features_gained"))?;
        let lost = form.features_lost.take().ok_or_else(missing("features_lost"))?;
        let by_client = |step: &Step| matches!(step, Step::TransferBilling { to: Party::Client, by: Party::Client, .. });
        let id = form.catalogue.take().ok_or_else(missing("catalogue"))?;
        let mut plan = Self { findings: Findings::nothing(id) };
        let told = &mut plan.findings;
        if form.effective.take().ok_or_else(missing("effective"))? == Effective::NextBillingDate {
            told.read = told.read.union(Noted::LATER);
        }
        told.from = form.from.take().ok_or_else(missing("from"))?;
        told.to = form.to.take().ok_or_else(missing("to"))?;
        match (gained.0, lost.0) {
            (Some(gained), Some(lost)) => (told.room.documented, told.room.gained, told.room.lost) = (true, gained, lost),
            (None, None) => {}
            (_, _) => return Err(E::custom("`features_gained` and `features_lost` are both null, or neither is")),
        }
        told.discount_kept = notices.iter().any(|notice| matches!(notice, Notice::DiscountKept { .. }));
        if steps.iter().any(by_client) {
            told.read = told.read.union(Noted::BY_CLIENT);
        }
        form.finish().map_err(|misfit| misfit.of(DecisionKind::ChangePlan))?;
        notices.iter().for_each(|notice| plan.note(*notice));
        if !steps.iter().copied().eq(plan.steps()) {
            return Err(E::custom("these steps do not lead from `from` to `to` in the order in which they are done"));
        }
        if !notices.iter().copied().eq(plan.notices()) {
            return Err(E::custom("no change plan has these notices in this order"));
        }
        Ok(plan)
    }

    /// Takes in one notice: the inverse of [`notice`](Self::notice).
    fn note(&mut self, notice: Notice) {
        let told = &mut self.findings;
        let mut over = |gauge: Gauge, used, limit| {
            told.measure(gauge, used, limit);
            Topic::Over(gauge)
        };
        let topic = match notice {
            Notice::LeavesLedger => Topic::LeavesLedger,
            Notice::FeaturesLost { features } => {
                told.usage.features = features;
                Topic::FeaturesLost
            }
            Notice::UsersOverLimit { kind, used, limit } => over(Gauge::Users(kind), used, limit),
            Notice::ResourceOverLimit { resource, used, limit } => over(Gauge::Resource(resource), used, limit),
            Notice::DiscountsEnd => Topic::DiscountsEnd,
            Notice::TimeTrackingUnavailable => Topic::TimeTrackingUnavailable,
            Notice::PrimaryAdminLocked => Topic::PrimaryAdminLocked,
            Notice::DiscountKept { product } | Notice::RetailPrice { product } => Topic::ToFirm(product),
            Notice::FullPrice { product } => Topic::ToClient(product),
            Notice::ReadOnlyUntilPaid => Topic::ReadOnlyUntilPaid,
        };
        told.read = told.read.when(topic, true);
    }
}
