//! One line as a request, or what is wrong with it.

use std::fmt;

use crate::language::say;
use serde_json::value::RawValue;
use subscription_change::assess::{FactSet, Facts, PartialRequest};
use subscription_change::parts::Target;
use subscription_change::{Language, Request, Subscription};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

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
        match (self, language) {
            (Self::Empty, Language::French) => "ligne vide, il faut une demande".to_owned(),
            (Self::Empty, _) => "empty, expected a request".to_owned(),
            (Self::TooLong { limit }, Language::French) => {
                format!("ligne de plus de {limit} octets, il faut une demande, qui en compte environ mille")
            }
            (Self::TooLong { limit }, _) => {
                format!("longer than {limit} bytes, expected a request, which has about a thousand")
            }
            (Self::NotUtf8 { from }, Language::French) => format!("le texte n’est pas en UTF-8 à partir de l’octet {from}"),
            (Self::NotUtf8 { from }, _) => format!("not UTF-8 from byte {from} on"),
            (Self::Wrong(what), _) => what.clone(),
            (Self::NotKnown(facts), language) => {
                let names = facts.iter().map(|fact| format!("context.{fact}")).collect::<Vec<_>>().join(", ");
                say(
                    language,
                    format!("left out: {names}; expected every fact"),
                    format!("absents\u{a0}: {names}; il faut tous les faits"),
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
        let mut id = None;
        let mut json = serde_json::Deserializer::from_str(text);
        match (Line { id: &mut id }).deserialize(&mut json).and_then(|request| json.end().map(|()| request)) {
            Ok(request) => Self { id, request: Ok(request) },
            Err(error) => Self { id: id.or_else(|| find_id(text)), request: Err(Fault::Wrong(explain(text, &error))) },
        }
    }
}

/// Where the line is wrong, as a path to the value, and what would be right.
fn explain(text: &str, error: &serde_json::Error) -> String {
    let mut id = None;
    let mut track = serde_path_to_error::Track::new();
    let mut json = serde_json::Deserializer::from_str(text);
    // Once more, this time with the path: only a line that is wrong pays for it.
    let again = Line { id: &mut id }.deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
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

/// Reads a request and its `id`; the `id` is kept also where the request is wrong further on.
struct Line<'i, 'a> {
    id: &'i mut Option<&'a RawValue>,
}

const FIELDS: &[&str] = &["id", "current", "target", "context"];

impl<'de> DeserializeSeed<'de> for Line<'_, 'de> {
    type Value = PartialRequest;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<PartialRequest, D::Error> {
        deserializer.deserialize_struct("Request", FIELDS, self)
    }
}

impl<'de> Visitor<'de> for Line<'_, 'de> {
    type Value = PartialRequest;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, a request")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PartialRequest, A::Error> {
        let (mut current, mut target, mut context) = (None::<Subscription>, None::<Target>, None::<Facts>);
        while let Some(Field(key)) = map.next_key()? {
            match key {
                "id" => once("id", self.id, &mut map)?,
                "current" => once("current", &mut current, &mut map)?,
                "target" => once("target", &mut target, &mut map)?,
                _ => once("context", &mut context, &mut map)?,
            }
        }
        let current = current.ok_or_else(|| A::Error::missing_field("current"))?;
        Ok(PartialRequest {
            current,
            target: target.ok_or_else(|| A::Error::missing_field("target"))?.onto(&current),
            facts: context.unwrap_or_default(),
        })
    }
}

/// The name of a field of a request.
struct Field(&'static str);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Field, E> {
                let field = FIELDS.iter().find(|field| **field == name);
                field.map(|field| Field(field)).ok_or_else(|| E::unknown_field(name, FIELDS))
            }
        }

        deserializer.deserialize_identifier(Name)
    }
}

fn once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    name: &'static str,
    field: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    match field.replace(map.next_value()?) {
        None => Ok(()),
        Some(_) => Err(A::Error::duplicate_field(name)),
    }
}
