//! Writing a refusal and reading it back.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Reasons, Refusal};
use crate::findings::Findings;
use crate::found::{Found, Unheard};
use crate::json::{DecisionForm, FromForm};
use crate::{DecisionKind, Gauge, Item, Party, Payroll, Plan, Product, Reason, Time};

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Refusal", Self::FIELDS)?;
        self.write_fields(&mut form)?;
        form.end()
    }
}

impl Serialize for Reasons<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}

impl<'de> Deserialize<'de> for Refusal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DecisionForm::read(deserializer)
    }
}

impl FromForm for Refusal {
    type Form = DecisionForm<DecisionKind>;

    fn from_form<E: Error>(form: Self::Form) -> Result<Self, E> {
        Self::from_fields(form)
    }
}

/// An add-on of which only the tier is told.
fn paid_by_firm<Tier, AddOn>(new: impl Fn(Tier, Party) -> AddOn) -> impl Fn(Tier) -> AddOn {
    move |tier| new(tier, Party::Firm)
}

impl Refusal {
    pub(crate) const FIELDS: usize = 3;

    pub(crate) fn write_fields<S: SerializeStruct>(&self, form: &mut S) -> Result<(), S::Error> {
        form.serialize_field("catalogue", &self.catalogue())?;
        form.serialize_field("resolution", &self.resolution())?;
        form.serialize_field("reasons", &self.reasons())
    }

    /// Makes a refusal of a form, if its parts agree with one another.
    pub(crate) fn from_fields<E: Error>(mut form: DecisionForm<DecisionKind>) -> Result<Self, E> {
        let catalogue = form.catalogue.take().ok_or_else(|| E::missing_field("catalogue"))?;
        let resolution = form.resolution.take().ok_or_else(|| E::missing_field("resolution"))?;
        let reasons = form.reasons.take().ok_or_else(|| E::missing_field("reasons"))?;
        form.finish().map_err(|misfit| misfit.of(DecisionKind::Refusal))?;

        let mut refusal = Self { findings: Findings::nothing(catalogue) };
        reasons.iter().for_each(|reason| refusal.tell(*reason));
        if refusal.findings.reasons.is_empty() {
            return Err(E::custom("a refusal has at least one reason"));
        }
        if !reasons.iter().copied().eq(refusal.reasons()) {
            return Err(E::custom("no refusal has these reasons in this order"));
        }
        if resolution != refusal.resolution() {
            return Err(E::custom(format_args!("with these reasons the resolution is `{}`", refusal.resolution())));
        }
        Ok(refusal)
    }

    /// Takes in one reason: the inverse of [`reason`](Self::reason).
    fn tell(&mut self, reason: Reason) {
        let told = &mut self.findings;
        let code = reason.code();
        let one = Found::all(code);
        let held = match reason {
            Reason::NothingToChange
            | Reason::ClientPending
            | Reason::FirmBillingOutdated
            | Reason::FirmSubscriptionOutdated
            | Reason::ClientBillingOutdated
            | Reason::DowngradeNotOffered => one,
            Reason::SeparateProduct { from, to } | Reason::TransitionClosed { from, to } => {
                (told.from.base.plan, told.to.base.plan) = (from, to);
                one
            }
            Reason::LedgerClosed { from } => {
                (told.from.base.plan, told.to.base.plan) = (from, Plan::Ledger);
                one
            }
            Reason::NotSold { product, item } => {
                match (product, item) {
                    (Product::Base, Item::Plan(plan)) => told.to.base.plan = plan,
                    (Product::Payroll, Item::Tier(tier)) => {
                        told.to.payroll = tier.try_into().ok().map(paid_by_firm(Payroll::new));
                    }
                    (Product::Time, Item::Tier(tier)) => told.to.time = tier.try_into().ok().map(paid_by_firm(Time::new)),
                    (_, _) => {}
                }
                Found::about(code, product, true)
            }
            Reason::ClientReadOnly { status } => {
                told.status = status;
                one
            }
            Reason::NotAuthorised { product, payer, or_client } => {
                Found::unheard(product, if or_client { Unheard::Both } else { Unheard::Party(payer) }, true)
            }
            Reason::DowngradeNotConfirmed { losses } | Reason::LossesNotAccepted { features: losses } => {
                told.losses = losses;
                one
            }
            Reason::TooManyUsers { kind, used, limit } => {
                told.measure(Gauge::Users(kind), used, limit);
                Found::each(code, 1 << kind as u8)
            }
            Reason::FeatureInUse { feature, cleared_by } => {
                told.catalogue.clearances = told.catalogue.clearances.with(feature, cleared_by);
                Found::features(code, feature.into())
            }
            Reason::OverLimit { resource, used, limit } => {
                told.measure(Gauge::Resource(resource), used, limit);
                Found::each(code, 1 << resource as u8)
            }
            Reason::AddOnUnsupported { product, plan, with_payroll } => {
                told.to.base.plan = plan;
                if product == Product::Time {
                    told.room.payroll_for_time = with_payroll;
                }
                Found::about_add_on(code, product, product != Product::Base)
            }
            Reason::UpgradeTooSoon { hours_left } => {
                told.hours_left = hours_left;
                one
            }
            Reason::TransferPermissionExpired { product, hours_ago, window } => {
                (told.permission_hours, told.catalogue.window) = (Some(hours_ago), window);
                Found::about(code, product, true)
            }
            Reason::TransferAndChange { product }
            | Reason::TransferNotPermitted { product }
            | Reason::AnnualBilling { product }
            | Reason::ClientNotPrimaryAdmin { product } => Found::about(code, product, true),
        };
        told.reasons = told.reasons.union(held);
    }
}
