//! Writing a notice and reading it back.

use super::Notice;
use crate::model::NoticeCode;

impl serde::Serialize for Notice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = crate::kit::json::object(serializer, "Notice", code.parameters().len().saturating_add(2))?;
        form.serialize_field("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_field("reversible", &self.is_reversible())?;
        form.end()
    }
}

impl<'de> serde::Deserialize<'de> for Notice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::rules::form::Form::read(deserializer)
    }
}

impl crate::rules::form::FromForm for Notice {
    type Form = crate::rules::form::Form<NoticeCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        use crate::rules::form::Misfit;

        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let notice = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("reversible", form.reversible.take(), &notice.is_reversible())?;
            form.finish()?;
            Ok(notice)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}
