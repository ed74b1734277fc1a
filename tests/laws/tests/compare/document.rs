//! Catalogues as documents: what stands at the path of a cell, and the same document with something else there.

use serde_json::{Value, json};
use subscription_change::Catalogue;
use subscription_change::catalogue::Terms;
use subscription_change::compare::Cell;

pub(crate) fn document(terms: &Terms) -> Value {
    serde_json::to_value(terms).expect("a catalogue is written")
}

fn pointer(path: &str) -> String {
    format!("/{}", path.replace('.', "/"))
}

/// What the document says in this cell: what stands at its path, that a rule without sources is a judgement, that an add-on takes effect as the plan does (null), or whether the list there has the
/// member.
pub(crate) fn value_at(document: &Value, cell: Cell) -> Value {
    let path = cell.to_string();
    if let Some(value) = document.pointer(&pointer(&path)) {
        return value.clone();
    }
    if path.starts_with("sources.") {
        return json!([{"mark": "judgement"}]);
    }
    if path.ends_with("_take_effect") {
        return Value::Null;
    }
    let (list, member) = path.rsplit_once('.').expect("a list and a member");
    let list = document.pointer(&pointer(list)).unwrap_or_else(|| panic!("no {list}"));
    let list = list.as_array().unwrap_or_else(|| panic!("{path} is of no list"));
    Value::Bool(list.contains(&Value::from(member)))
}

/// Puts what one document says in this cell into another.
pub(crate) fn copy(cell: Cell, from: &Value, into: &mut Value) {
    let value = value_at(from, cell);
    let path = cell.to_string();
    if let Some((add_on, field)) = path.split_once('.').filter(|(_, field)| field.ends_with("_take_effect")) {
        let terms = into[add_on].as_object_mut().expect("an add-on");
        match value {
            Value::Null => _ = terms.remove(field),
            own => _ = terms.insert(field.to_owned(), own),
        }
        return;
    }
    if let Some(place) = into.pointer_mut(&pointer(&path)) {
        *place = value;
        return;
    }
    if let Some(of_rule) = path.strip_prefix("sources.") {
        let (kind, code) = of_rule.split_once('.').expect("reasons or notices, and a code");
        into["sources"][kind][code] = value;
        return;
    }
    let (list, member) = path.rsplit_once('.').expect("a list and a member");
    let list = into.pointer_mut(&pointer(list)).and_then(Value::as_array_mut).expect("a list");
    list.retain(|other| other != member);
    if value == Value::Bool(true) {
        list.push(Value::from(member));
    }
}

/// A catalogue with what another says in this cell; the terms alone where they cannot be decided with.
pub(crate) fn with_cell_of(catalogue: &Catalogue, other: &Catalogue, cell: Cell) -> Result<Catalogue, Box<Terms>> {
    let mut document = self::document(catalogue.terms());
    copy(cell, &self::document(other.terms()), &mut document);
    let terms: Terms = serde_json::from_value(document).expect("it is read");
    terms.check().map_err(|_| Box::new(terms))
}
