//! Writing a reason and reading it back.

use super::Reason;
use crate::model::{AddOnKind, Item, Plan, Product, ReasonCode, is_over};
use crate::rules::form::Misfit;

impl serde::Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;

        let code = self.code();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_entry("resolution", &self.resolution())?;
        form.serialize_entry("remedies", &self.remedies())?;
        form.end()
    }
}

impl<'de> serde::Deserialize<'de> for Reason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::rules::form::Form::read(deserializer)
    }
}

impl Reason {
    /// Whether some request is refused for it: whether its parameters can stand beside one another.
    fn is_possible(&self) -> Result<(), Misfit> {
        let (field, right, is_so) = match *self {
            Self::TooManyUsers { used, limit, .. } | Self::OverLimit { used, limit, .. } => {
                ("used", "it is more than the `limit`", is_over(used, limit))
            }
            Self::ClientReadOnly { status, .. } => {
                ("status", "it is restricted, suspended, expired or cancelled", status.is_read_only())
            }
            Self::LossesNotAccepted { features } => ("features", "there is one at least", !features.is_empty()),
            Self::UpgradeTooSoon { hours_left } => ("hours_left", "it is one at least", hours_left > 0),
            // No catalogue has a window of 0 hours.
            Self::TransferPermissionExpired { window: 0, .. } => ("window", "it is one at least", false),
            Self::TransferPermissionExpired { hours_ago, window, .. } => {
                ("hours_ago", "it is more than the `window`", hours_ago > window)
            }
            Self::TransitionClosed { from, to } => ("to", "it is another plan than `from`", from != to),
            Self::LedgerClosed { from } => ("from", "it is a plan of the ladder", from != Plan::Ledger),
            Self::NotSold { product, item } => {
                let is_of_product = match (product.add_on(), item) {
                    (None, Item::Plan(_)) => true,
                    (Some(kind), Item::Tier(tier)) => kind.tiers().contains(tier),
                    (_, _) => false,
                };
                ("item", "it is a plan of base, or a tier of the add-on", is_of_product)
            }
            Self::AddOnUnsupported { product, with_payroll, .. } => {
                let can_take =
                    with_payroll.is_none_or(|tier| product != Product::Payroll && AddOnKind::Payroll.tiers().contains(tier));
                (
                    "product",
                    "it is an add-on, and another one than payroll where payroll would support it",
                    product.add_on().is_some() && can_take,
                )
            }
            Self::AnnualBilling { product, .. } => {
                ("product", "it is billed on the client's billing cycle", product.is_on_billing_cycle())
            }
            _ => return Ok(()),
        };
        if is_so { Ok(()) } else { Err(Misfit::Impossible(field, right)) }
    }
}

impl crate::rules::form::FromForm for Reason {
    type Form = crate::rules::form::Form<ReasonCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let reason = Self::read_parameters(code, &mut form)?;
            reason.is_possible()?;
            Misfit::unless_equal("resolution", form.resolution.take(), &reason.resolution())?;
            let remedies = form.remedies.take().ok_or(Misfit::Missing("remedies"))?;
            if !remedies.iter().eq(reason.remedies()) {
                return Err(Misfit::Wrong("remedies"));
            }
            form.finish()?;
            Ok(reason)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}

/// A reason by its parameters alone: what a newer version thinks becomes of it may be something else.
#[cfg(feature = "std")]
pub(crate) struct ReasonByParameters(pub(crate) Reason);

#[cfg(feature = "std")]
impl<'de> serde::Deserialize<'de> for ReasonByParameters {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::rules::form::Form::read(deserializer)
    }
}

#[cfg(feature = "std")]
impl crate::rules::form::FromForm for ReasonByParameters {
    type Form = crate::rules::form::Form<ReasonCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        Reason::read_parameters(code, &mut form).map(Self).map_err(|misfit| misfit.of(code))
    }
}
