//! One line as a request, or what is wrong with it.

use std::fmt;

use crate::language::say;
use serde_json::value::RawValue;
use subscription_change::assess::{FactSet, Facts, PartialRequest};
use subscription_change::parts::Target;
use subscription_change::{Language, Request, Subscription};

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

/// What a line says.
pub struct RequestLine<'a> {
    /// The request's `id` as it stands in the line, so far as it could be read.
    pub id: Option<&'a RawValue>,
    /// The request, or where the line is wrong and what would be right.
    pub request: Result<PartialRequest, Fault>,
}

/// Why a line is no request.
#[derive(Debug)]
pub enum Fault {
    Empty,
    TooLong {
        /// In bytes.
        limit: usize,
    },
    NotUtf8 {
        /// The first byte that is not, counted from 1.
        from: usize,
    },
    /// Where the JSON is wrong and what would be right, in the English of the fields and names that it is about.
    Wrong(String),
    /// Facts are left out where every one is needed.
    NotKnown(FactSet),
}

impl Fault {
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::Empty => say(language, "empty, expected a request", "ligne vide, il faut une demande").to_owned(),
            Self::TooLong { limit } => say(
                language,
                format!("longer than {limit} bytes, expected a request, which has about a thousand"),
                format!("ligne de plus de {limit} octets, il faut une demande, qui en compte environ mille"),
            ),
            Self::NotUtf8 { from } => say(
                language,
                format!("not UTF-8 from byte {from} on"),
                format!("le texte n’est pas en UTF-8 à partir de l’octet {from}"),
            ),
            Self::Wrong(what) => what.clone(),
            Self::NotKnown(facts) => {
                let names = facts.iter().map(|fact| format!("context.{fact}")).collect::<Vec<_>>().join(", ");
                say(
                    language,
                    format!("left out: {names}; expected every fact"),
                    format!("absents\u{a0}: {names}; il faut tous les renseignements"),
                )
            }
        }
    }
}

impl<'a> RequestLine<'a> {
    /// The request, where every fact of it is known.
    ///
    /// # Errors
    ///
    /// Why the line is none.
    pub fn complete(self) -> Result<Request, Fault> {
        let PartialRequest { current, target, facts } = self.request?;
        let context = facts.context().ok_or_else(|| Fault::NotKnown(facts.unknown()))?;
        Ok(Request { current, target, context })
    }

    #[must_use]
    pub fn read(line: &'a [u8]) -> Self {
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                let text = std::str::from_utf8(&line[..error.valid_up_to()]).unwrap_or_default();
                return Self { id: find_id(text), request: Err(Fault::NotUtf8 { from: error.valid_up_to() + 1 }) };
            }
        };
        if text.trim_ascii().is_empty() {
            return Self { id: None, request: Err(Fault::Empty) };
        }
        match serde_json::from_str(text) {
            Ok(Line(Fields { id, current, target, context: facts })) => {
                Self { id, request: Ok(PartialRequest { current, target: target.onto(&current), facts }) }
            }
            Err(error) => Self { id: find_id(text), request: Err(Fault::Wrong(explain(text, &error))) },
        }
    }
}

/// Where the line is wrong, as a path to the value, and what would be right.
fn explain(text: &str, error: &serde_json::Error) -> String {
    let mut track = serde_path_to_error::Track::new();
    let mut json = serde_json::Deserializer::from_str(text);
    // Once more, this time with the path: only a line that is wrong pays for it.
    let again = Line::deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
    let path = if again.is_err() { track.path().to_string() } else { String::new() };
    // What could not be told is the end of the path.
    let path = path.trim_end_matches(['.', '?']);
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    let at = if error.line() == 0 { String::new() } else { format!(" (column {})", error.column()) };
    if path.is_empty() { format!("{message}{at}") } else { format!("{path}: {message}{at}") }
}

/// The `id` of a line that is no request, if it can be told.
fn find_id(text: &str) -> Option<&RawValue> {
    struct Id<'i, 'a>(&'i mut Option<&'a RawValue>);

    impl<'de> Visitor<'de> for Id<'_, 'de> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<String>()? {
                if key == "id" && self.0.is_none() {
                    *self.0 = Some(map.next_value()?);
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(())
        }
    }

    let mut id = None;
    let mut json = serde_json::Deserializer::from_str(text);
    // The line is known to be wrong; what counts is how far it could be read.
    let _ = json.deserialize_map(Id(&mut id));
    id
}

/// A line: an object alone, and not a list in its place, which is all that keeps it from being its fields.
struct Line<'a>(Fields<'a>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields<'a> {
    #[serde(borrow, default, deserialize_with = "as_it_stands")]
    id: Option<&'a RawValue>,
    current: Subscription,
    target: Target,
    #[serde(default)]
    context: Facts,
}

/// Null is an id too.
fn as_it_stands<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

impl<'de> Deserialize<'de> for Line<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Line<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object, a request")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Line<'de>, A::Error> {
                Fields::deserialize(MapAccessDeserializer::new(map)).map(Line)
            }
        }

        deserializer.deserialize_map(Object)
    }
}
