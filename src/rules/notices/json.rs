//! Writing a notice and reading it back.

use super::Notice;
use crate::model::{NoticeCode, Quota, is_over};
use crate::rules::form::Misfit;

impl serde::Serialize for Notice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;

        let code = self.code();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_entry("reversible", &self.is_reversible())?;
        form.end()
    }
}

impl<'de> serde::Deserialize<'de> for Notice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::rules::form::Form::read(deserializer)
    }
}

impl Notice {
    /// What is over its limit, with how much is used and the limit.
    pub(crate) const fn over_limit(&self) -> Option<(Quota, u32, u32)> {
        match *self {
            Self::UsersOverLimit { kind, used, limit } => Some((Quota::Users(kind), used, limit)),
            Self::ResourceOverLimit { resource, used, limit } => Some((Quota::Resource(resource), used, limit)),
            Self::CompanySuspended { quota, used, limit } => Some((quota, used, limit)),
            _ => None,
        }
    }

    /// Whether some plan has it: whether its parameters can stand beside one another.
    fn is_possible(&self) -> Result<(), Misfit> {
        let (field, right, is_so) = match *self {
            Self::FeaturesLost { features } => ("features", "there is one at least", !features.is_empty()),
            Self::UsersOverLimit { used, limit, .. }
            | Self::ResourceOverLimit { used, limit, .. }
            | Self::CompanySuspended { used, limit, .. } => ("used", "it is more than the `limit`", is_over(used, limit)),
            Self::AddOnGoesDown { product, from, to } => {
                let is_tier = |tier| product.add_on().is_some_and(|kind| kind.tiers().contains(tier));
                (
                    "to",
                    "it is a lower tier of the add-on than `from`, or null",
                    is_tier(from) && to.is_none_or(|to| is_tier(to) && to < from),
                )
            }
            _ => return Ok(()),
        };
        if is_so { Ok(()) } else { Err(Misfit::Impossible(field, right)) }
    }
}

impl crate::rules::form::FromForm for Notice {
    type Form = crate::rules::form::Form<NoticeCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let notice = Self::read_parameters(code, &mut form)?;
            notice.is_possible()?;
            Misfit::unless_equal("reversible", form.reversible.take(), &notice.is_reversible())?;
            form.finish()?;
            Ok(notice)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}
