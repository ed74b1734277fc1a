//! Writing a reason and reading it back.

use super::Reason;
use crate::model::ReasonCode;

impl serde::Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = crate::kit::json::object(serializer, "Reason", code.parameters().len().saturating_add(3))?;
        form.serialize_field("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_field("resolution", &self.resolution())?;
        form.serialize_field("remedies", &self.remedies())?;
        form.end()
    }
}

impl<'de> serde::Deserialize<'de> for Reason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::rules::form::Form::read(deserializer)
    }
}

impl crate::rules::form::FromForm for Reason {
    type Form = crate::rules::form::Form<ReasonCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        use crate::rules::form::Misfit;

        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let reason = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("resolution", form.resolution.take(), &reason.resolution())?;
            let remedies = form.remedies.take().ok_or(Misfit::Missing("remedies"))?;
            if !remedies.iter().copied().eq(reason.remedies()) {
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
