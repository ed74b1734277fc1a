//! One line as a request, or what is wrong with it.

use std::fmt;

use serde_json::value::RawValue;
use subscription_change::{Context, Request, Subscription};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

/// What a line says.
pub struct RequestLine<'a> {
    /// The request's `id` as it stands in the line, so far as it could be read.
    pub id: Option<&'a RawValue>,
    /// The request, or where the line is wrong and what would be right.
    pub request: Result<Request, String>,
}

impl<'a> RequestLine<'a> {
    pub fn read(line: &'a [u8]) -> Self {
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                let text = std::str::from_utf8(&line[..error.valid_up_to()]).unwrap_or_default();
                let request = Err(format!("not UTF-8 from byte {} on", error.valid_up_to() + 1));
                return Self { id: find_id(text), request };
            }
        };
        if text.trim_ascii().is_empty() {
            return Self { id: None, request: Err("empty, expected a request".to_owned()) };
        }
        let mut id = None;
        let mut json = serde_json::Deserializer::from_str(text);
        match (Line { id: &mut id }).deserialize(&mut json).and_then(|request| json.end().map(|()| request)) {
            Ok(request) => Self { id, request: Ok(request) },
            Err(error) => Self { id: id.or_else(|| find_id(text)), request: Err(explain(text, &error)) },
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
    type Value = Request;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Request, D::Error> {
        deserializer.deserialize_struct("Request", FIELDS, self)
    }
}

impl<'de> Visitor<'de> for Line<'_, 'de> {
    type Value = Request;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, a request")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Request, A::Error> {
        let (mut current, mut target, mut context) = (None::<Subscription>, None::<Subscription>, None::<Context>);
        while let Some(Field(key)) = map.next_key()? {
            match key {
                "id" => once("id", self.id, &mut map)?,
                "current" => once("current", &mut current, &mut map)?,
                "target" => once("target", &mut target, &mut map)?,
                _ => once("context", &mut context, &mut map)?,
            }
        }
        Ok(Request {
            current: current.ok_or_else(|| A::Error::missing_field("current"))?,
            target: target.ok_or_else(|| A::Error::missing_field("target"))?,
            context: context.ok_or_else(|| A::Error::missing_field("context"))?,
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
