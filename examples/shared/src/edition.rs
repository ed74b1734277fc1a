//! An edition of your own: a document that says only what differs from an embedded catalogue, and everything that is wrong in
//! one.
//!
//! Merging documents takes a tree of JSON and an allocator. The library has neither, so it is done here, in a few lines that a
//! service can copy.

use std::collections::BTreeSet;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};
use subscription_change::catalogue::{CatalogueId, Effective, Enforcement, PriceWhenTakenOver, Terms, TermsFault};
use subscription_change::vocabulary::Vocabulary;
use subscription_change::{Catalogue, ClientStatus, Feature, Plan, Resource, Tier, UserKind};

/// The key that names the embedded catalogue from which everything else is taken.
const EXTENDS: &str = "extends";

/// A document in which no object has a field twice.
struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Value;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("JSON")
            }

            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_str<E>(self, value: &str) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut list = Vec::new();
                while let Some(Tree(member)) = seq.next_element()? {
                    list.push(member);
                }
                Ok(list.into())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut object = Map::new();
                while let Some(key) = map.next_key::<String>()? {
                    let Tree(value) = map.next_value()?;
                    if object.contains_key(&key) {
                        return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
                    }
                    object.insert(key, value);
                }
                Ok(object.into())
            }
        }

        deserializer.deserialize_any(Any).map(Self)
    }
}

/// Objects merge by key; lists and all other values replace what was there.
fn merge(into: &mut Value, over: Value) {
    match (into, over) {
        (Value::Object(into), Value::Object(over)) => {
            for (key, value) in over {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, over) => *into = over,
    }
}

/// The document of a catalogue, whole.
fn document(catalogue: &Catalogue) -> Value {
    serde_json::to_value(catalogue.terms()).unwrap_or_default()
}

/// What is said where the document extends none of the embedded catalogues.
fn not_embedded(base: &Value) -> String {
    let ids: Vec<String> = Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()).collect();
    format!("{EXTENDS}: {base} is not an embedded catalogue, expected one of {}", ids.join(", "))
}

/// A document that extends another: what it says itself, and the catalogue that it extends.
fn extending(text: &str) -> Option<Result<(Value, &'static Catalogue), String>> {
    let Ok(Tree(Value::Object(mut own))) = serde_json::from_str(text) else { return None };
    let base = own.remove(EXTENDS)?;
    let embedded = base.as_str().and_then(|id| id.parse().ok()).and_then(Catalogue::embedded_as);
    let Some(embedded) = embedded else { return Some(Err(not_embedded(&base))) };
    // Stored decisions are told apart by it, so that it cannot be that of another catalogue.
    match own.get("id") {
        None => Some(Err("id: missing; an edition of your own needs an identity of its own".to_owned())),
        Some(id) if *id == embedded.id().to_string() => {
            Some(Err(format!("id: {id} is the identity of the catalogue that is extended")))
        }
        Some(_) => Some(Ok((own.into(), embedded))),
    }
}

/// The terms of a document that extends an embedded catalogue; `None` where it extends none, and is read as it stands.
#[must_use]
pub fn merged(text: &str) -> Option<Result<Terms, String>> {
    let own = match extending(text)? {
        Ok((own, embedded)) => {
            let mut whole = document(embedded);
            merge(&mut whole, own);
            whole
        }
        Err(why) => return Some(Err(why)),
    };
    Some(terms(&own))
}

/// The terms of a whole document, or the first thing that is wrong in it, by its path.
fn terms(document: &Value) -> Result<Terms, String> {
    serde_path_to_error::deserialize(document).map_err(|error| {
        let path = error.path().to_string();
        match path.trim_end_matches(['.', '?']) {
            "" => error.inner().to_string(),
            path => format!("{path}: {}", error.inner()),
        }
    })
}

/// Everything that is wrong in a document, each thing by its path: unknown words, cells that are missing, values that are none, and what makes
/// a catalogue that cannot be decided with. Of the latter only what holds whatever stands in the cells that cannot be read.
///
/// # Errors
///
/// It is no JSON, or extends no embedded catalogue.
pub fn everything_wrong(text: &str) -> Result<(Option<CatalogueId>, Vec<String>), String> {
    let Tree(whole) = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let (own, base, is_whole) = match extending(text) {
        Some(Ok((own, embedded))) => (own, embedded, false),
        Some(Err(why)) => return Err(why),
        None => (whole, Catalogue::canada(), true),
    };
    let mut check = Check { sample: document(base), good: document(base), is_whole, wrong: Vec::new() };
    check.visit("", &own);
    let Check { good, wrong, .. } = check;
    let mut said: Vec<String> = wrong.iter().map(|(_, what)| what.clone()).collect();
    let id = match terms(&good) {
        Ok(terms) => {
            let unread: BTreeSet<&str> = wrong.iter().map(|(pointer, _)| pointer.as_str()).collect();
            said.extend(sure_faults(&terms, &good, &unread).iter().map(ToString::to_string));
            Some(terms.id)
        }
        Err(why) => {
            said.push(why);
            None
        }
    };
    Ok((id, said))
}

/// The faults that there are whatever stands in the cells that cannot be read: what follows from one value of them and not from another is
/// not known yet.
fn sure_faults(terms: &Terms, good: &Value, unread: &BTreeSet<&str>) -> Vec<TermsFault> {
    let mut faults: Vec<TermsFault> = terms.faults().collect();
    let mut hold = |document: &Value| {
        if let Ok(otherwise) = self::terms(document) {
            let still: Vec<TermsFault> = otherwise.faults().collect();
            faults.retain(|fault| still.contains(fault));
        }
    };
    let cells: Vec<(&str, Vec<Value>)> = unread
        .iter()
        .filter(|pointer| good.pointer(pointer).is_some())
        .map(|pointer| (*pointer, readable_instead(good, pointer)))
        .collect();
    let with = |document: &mut Value, pointer: &str, value: &Value| {
        if let Some(place) = document.pointer_mut(pointer) {
            *place = value.clone();
        }
    };
    // Each cell by itself, and then all of them at once.
    for (pointer, values) in &cells {
        for value in values {
            let mut otherwise = good.clone();
            with(&mut otherwise, pointer, value);
            hold(&otherwise);
        }
    }
    for place in 0..cells.iter().map(|(_, values)| values.len()).max().unwrap_or(0) {
        let mut otherwise = good.clone();
        for (pointer, values) in cells.iter().filter(|(_, values)| !values.is_empty()) {
            with(&mut otherwise, pointer, &values[place % values.len()]);
        }
        hold(&otherwise);
    }
    faults
}

/// What else could be read in this cell: the extremes of its kind, and what stands beside it.
fn readable_instead(good: &Value, pointer: &str) -> Vec<Value> {
    fn names<T: Vocabulary>(all: &[T]) -> Value {
        all.iter().map(|member| member.name()).collect()
    }
    let all_of = [
        names(Plan::ALL),
        names(Feature::ALL),
        names(Tier::ALL),
        names(&[Tier::Premium, Tier::Elite]),
        names(ClientStatus::ALL),
        names(UserKind::ALL),
        names(Resource::ALL),
    ];
    let scalars = [json!(null), json!(false), json!(true), json!(0), json!(1), json!(u32::MAX), json!("no_limit"), json!("XX")];
    let words = Enforcement::ALL.iter().map(|word| word.name());
    let words =
        words.chain(Effective::ALL.iter().map(|word| word.name())).chain(PriceWhenTakenOver::ALL.iter().map(|word| word.name()));
    let plans = Plan::ALL.iter().map(|&plan| names(&[plan]));
    let blocks = [json!({"blocks_until": null}), json!("notice"), json!({"en": "XX", "fr": "XX"}), json!([])];
    let beside = pointer.rsplit_once('/').and_then(|(object, _)| good.pointer(object)?.as_object());
    let beside = beside.into_iter().flat_map(Map::values).cloned();
    let all = scalars.into_iter().chain(words.map(Value::from)).chain(all_of).chain(plans).chain(blocks).chain(beside);
    let can_be_read = |value: &Value| {
        let mut otherwise = good.clone();
        otherwise.pointer_mut(pointer).map(|place| *place = value.clone()).is_some() && terms(&otherwise).is_ok()
    };
    all.filter(can_be_read).collect()
}

/// A document held against one that can be read, place by place.
struct Check {
    /// A whole document that can be read: each value of the other is tried in it, alone.
    sample: Value,
    /// The same with all values of the other that can be read.
    good: Value,
    /// Whether the other has to say everything.
    is_whole: bool,
    /// What is wrong, with where it is as a JSON pointer.
    wrong: Vec<(String, String)>,
}

impl Check {
    /// The sample with another value at this place, or with none there.
    fn with(document: &Value, object: &str, key: &str, value: Option<Value>) -> Value {
        let mut document = document.clone();
        if let Some(Value::Object(fields)) = document.pointer_mut(object) {
            match value {
                Some(value) => drop(fields.insert(key.to_owned(), value)),
                None => drop(fields.remove(key)),
            }
        }
        document
    }

    fn visit(&mut self, object: &str, own: &Value) {
        let Value::Object(fields) = own else {
            self.wrong.push((object.to_owned(), terms(own).err().unwrap_or_default()));
            return;
        };
        let known = match self.sample.pointer(object) {
            Some(Value::Object(known)) => known.clone(),
            _ => Map::new(),
        };
        for key in known.keys().filter(|key| self.is_whole && !fields.contains_key(*key)) {
            let without = Self::with(&self.sample, object, key, None);
            match terms(&without) {
                Ok(_) => self.good = Self::with(&self.good, object, key, None),
                Err(why) => self.wrong.push((format!("{object}/{key}"), why)),
            }
        }
        for (key, value) in fields {
            let place = format!("{object}/{key}");
            // What is no object in the sample may be one: that a feature blocks.
            if object == "/features" && value.is_object() && known.get(key).is_some_and(|known| !known.is_object()) {
                let blocks = serde_json::json!({"blocks_until": null});
                self.sample = Self::with(&self.sample, object, key, Some(blocks.clone()));
                self.good = Self::with(&self.good, object, key, Some(blocks));
            }
            if value.is_object() && self.sample.pointer(&place).is_some_and(Value::is_object) {
                self.visit(&place, value);
            } else {
                self.value(object, key, value);
            }
        }
    }

    /// A value as a whole; where it is a list in which something is wrong, each of its members.
    fn value(&mut self, object: &str, key: &str, value: &Value) {
        let place = format!("{object}/{key}");
        let tried = |value: Value| terms(&Self::with(&self.sample, object, key, Some(value)));
        let Err(why) = tried(value.clone()) else {
            self.good = Self::with(&self.good, object, key, Some(value.clone()));
            return;
        };
        // Each alone is the first of its list.
        let in_its_place = |(place, member): (usize, &Value)| {
            let why = tried(Value::from(vec![member.clone()])).err()?;
            Some(why.replacen("[0]", &format!("[{place}]"), 1))
        };
        let of_members: Vec<String> = value.as_array().into_iter().flatten().enumerate().filter_map(in_its_place).collect();
        let all = if of_members.is_empty() { vec![why] } else { of_members };
        self.wrong.extend(all.into_iter().map(|why| (place.clone(), why)));
    }
}
