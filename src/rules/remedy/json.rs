//! Writing and reading remedies.

use super::{Remedies, Remedy, RemedyCode};
use crate::rules::form::{Form, FromForm, Misfit};

impl serde::Serialize for Remedy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write_unless(|_| false, None::<&str>, serializer)
    }
}

impl Remedy {
    /// Writes it without the fields of which this says so, what hangs on an unknown fact, and with the same in words if there are any.
    pub(crate) fn write_unless<S: serde::Serializer>(
        &self,
        is_unknown: impl Fn(&str) -> bool,
        text: Option<impl serde::Serialize>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;

        let code = self.code();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("code", &code)?;
        if !code.parameters().iter().any(|name| is_unknown(name)) {
            self.write_parameters(&mut form)?;
        }
        if self.is_disputed() {
            form.serialize_entry("disputed", &true)?;
        }
        if !is_unknown("by") {
            form.serialize_entry("by", &self.by())?;
        }
        if let Some(text) = text {
            form.serialize_entry("text", &text)?;
        }
        form.end()
    }
}

impl<'de> serde::Deserialize<'de> for Remedy {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Form::read(deserializer)
    }
}

impl FromForm for Remedy {
    type Form = Form<RemedyCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let remedy = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("by", form.by.take(), &remedy.by())?;
            form.finish()?;
            Ok(remedy)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}

impl serde::Serialize for Remedies {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}
