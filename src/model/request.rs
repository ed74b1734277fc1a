//! A request: everything that a decision reads.

use crate::model::{Context, Subscription};

/// Everything that a decision reads: the current subscription, the one that is wanted, and the facts around them.
///
/// ```
/// use subscription_change::{Context, Party, Plan, Request, Subscription, Usage, plan_change};
///
/// let request = Request {
///     current: Subscription::new(Plan::EasyStart, Party::Firm),
///     target: Subscription::new(Plan::Plus, Party::Firm),
///     context: Context::in_good_standing(Party::Firm.into(), Usage::default()),
/// };
/// let Request { current, target, context } = request;
/// assert_eq!(request.plan_change(), plan_change(&current, &target, &context));
/// ```
///
/// In JSON, names are those of the types in `snake_case`, and sets are lists in any order, written in that of the documentation's
/// tables:
///
/// ```json
#[doc = include_str!("../../schema/request.example.json")]
/// ```
///
/// ```
/// # #[cfg(feature = "serde")]
/// # {
/// # use subscription_change::Request;
/// let json = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/request.example.json"));
/// let request: Request = serde_json::from_str(json).unwrap();
/// assert_eq!(request.plan_change().unwrap_err().reasons().len(), 2);
/// # }
/// ```
///
/// What `target` leaves out stays as it is; null there removes an add-on. In `current`, an add-on that is left out is not held. Every
/// fact of the context has to be there, null where there was no such thing. A missing fact is an error that names it; so are an
/// unknown or repeated field, an unknown name, a repeated member of a set, and a number below 0 or above 4,294,967,295.
///
/// JSON is the form that is documented. Formats that describe themselves (CBOR, YAML, `MessagePack`) are written and read alike, with the names of
/// the fields; one that does not (postcard, bincode) refuses to write an object, which nobody could read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Request {
    /// The subscription as it is.
    pub current: Subscription,
    /// The subscription that is wanted.
    pub target: Subscription,
    /// What is known around the change.
    pub context: Context,
}

impl Request {
    /// The form of a request in JSON, as a JSON Schema (draft 2020-12): the file `schema/request.schema.json`. What fits it is read.
    pub const JSON_SCHEMA: &'static str = include_str!("../../schema/request.schema.json");
}

#[cfg(feature = "serde")]
mod json {
    use serde::de::{Deserialize, Deserializer};
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::{Context, Request, Subscription};
    use crate::model::{Target, WrittenTarget};

    /// A request as it is written: what the target leaves out stays as it is.
    struct WrittenRequest {
        current: Subscription,
        target: Target,
        context: Context,
    }

    crate::kit::json::read_record! { WrittenRequest ("a request") { current, target, context } }

    impl<'de> Deserialize<'de> for Request {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let WrittenRequest { current, target, context } = WrittenRequest::deserialize(deserializer)?;
            Ok(Self { current, target: target.onto(&current), context })
        }
    }

    impl Serialize for Request {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let Self { current, target, context } = self;
            let mut form = crate::kit::json::object(serializer)?;
            form.serialize_entry("current", current)?;
            form.serialize_entry("target", &WrittenTarget { current, target })?;
            form.serialize_entry("context", context)?;
            form.end()
        }
    }
}
