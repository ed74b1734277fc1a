//! A document with one thing done to it, at every place.

use crate::common::is_whole;
use serde_json::{Value, json};

/// What is put in the place of any value.
fn replacements() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(u32::MAX),
        json!(u64::from(u32::MAX) + 1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!(""),
        json!("notice"),
        json!("blocks"),
        json!("no_limit"),
        json!("NO_LIMIT"),
        json!("plus"),
        json!("core"),
        json!("premium"),
        json!("bills"),
        json!("billable"),
        json!("accounts"),
        json!("turn_off"),
        json!("immediately"),
        json!("next_billing_date"),
        json!("US-2024-02-29"),
        json!([]),
        json!([null]),
        json!(["plus"]),
        json!(["plus", "plus"]),
        json!(["elite", "core"]),
        json!(["bills"]),
        json!(["billable"]),
        json!(["accounts"]),
        json!({}),
        json!({"blocks_until": null}),
        json!({"blocks_until": "turn_off"}),
        json!({"blocks_until": "luck"}),
        json!({"blocks_until": null, "notice": true}),
        json!({"users": ["billable"]}),
        json!({"tiers": [], "plans": []}),
        json!({"en": "Plus", "fr": "Plus"}),
        json!([{"mark": "judgement"}]),
        json!([{"mark": "other_page", "article": null, "part": null}]),
        json!({"id": "L78SslIqi", "published": "2025-02"}),
        json!({"reasons": {"not_sold": []}}),
        json!({"notices": {}}),
    ]
}

/// The paths of all values in a document, the document itself first.
fn paths(value: &Value, path: &str, into: &mut Vec<String>) {
    into.push(path.to_owned());
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| paths(value, &format!("{path}/{name}"), into)),
        Value::Array(members) => members.iter().enumerate().for_each(|(i, value)| paths(value, &format!("{path}/{i}"), into)),
        _ => {}
    }
}

/// Gives every document that one change makes of this one, or one in five of them, with what was changed.
pub(crate) fn each(document: &Value, give: &mut impl FnMut(&str, &Value)) {
    each_with(&[], document, give);
}

/// The same, where these values too are put in the place of any.
pub(crate) fn each_with(more: &[Value], document: &Value, give: &mut impl FnMut(&str, &Value)) {
    let (mut places, mut count) = (Vec::new(), 0);
    let replacements = [&replacements(), more].concat();
    paths(document, "", &mut places);
    for path in &places {
        let mut with = |what: &str, edit: &dyn Fn(&mut Value)| {
            count += 1;
            if !is_whole() && count % 5 != 0 {
                return;
            }
            let mut mutated = document.clone();
            edit(mutated.pointer_mut(path).expect("it is there"));
            give(&format!("{path}: {what}"), &mutated);
        };
        for replacement in &replacements {
            with(&replacement.to_string(), &|value| *value = replacement.clone());
        }
        match document.pointer(path) {
            Some(Value::Object(fields)) => {
                for name in fields.keys() {
                    with(&format!("without {name}"), &|value| drop(value.as_object_mut().expect("an object").remove(name)));
                    with(&format!("{name} renamed"), &|value| {
                        let fields = value.as_object_mut().expect("an object");
                        let moved = fields.remove(name).expect("it is there");
                        fields.insert(name.to_uppercase(), moved);
                    });
                }
                with("a field more", &|value| value["colour"] = json!("blue"));
            }
            Some(Value::Array(members)) => {
                for (place, member) in members.iter().enumerate() {
                    with(&format!("{member} twice"), &|value| value.as_array_mut().expect("a list").push(member.clone()));
                    with(&format!("without {member}"), &|value| drop(value.as_array_mut().expect("a list").remove(place)));
                }
                with("backwards", &|value| value.as_array_mut().expect("a list").reverse());
                for more in
                    [json!("elite"), json!("budgets"), json!("ledger"), json!("time_only"), json!("blue"), json!(1), Value::Null]
                {
                    with(&format!("{more} more"), &|value| value.as_array_mut().expect("a list").push(more.clone()));
                }
            }
            _ => {}
        }
    }
}
