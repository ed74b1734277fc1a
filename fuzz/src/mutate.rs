//! Mutations that keep JSON valid: random bytes are hardly ever a request, and the decisions lie behind valid requests.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Value, json};
use subscription_change::catalogue::{Clearance, Effective, Enforcement, PriceWhenTakenOver};
use subscription_change::parts::DecisionKind;
use subscription_change::{
    Actor, AddOnKind, BillingCycle, ClientStatus, Feature, NoticeCode, Plan, PrimaryAdmin, Product, ReasonCode, RemedyCode,
    Resolution, Resource, StepCode, Tier, UserKind,
};

/// Changes the document in one or a few places, or its bytes at random.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let document = data.get(..size).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let Some(mut document) = document.filter(|_| dice.below(4) > 0) else {
        return fuzzer_mutate(data, size, max_size);
    };
    change_some(&mut document, &mut dice);
    put(document.to_string().as_bytes(), data, size, max_size)
}

/// Changes one of several documents, each on a line, or which lines there are; or the bytes at random.
pub fn mutate_lines(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut lines: Vec<Vec<u8>> = data.get(..size).unwrap_or_default().split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (at, to) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(16) {
        0..=2 => return fuzzer_mutate(data, size, max_size),
        3 => drop(lines.remove(at)),
        4 => lines.insert(to, lines[at].clone()),
        5 => lines.swap(at, to),
        _ => match serde_json::from_slice::<Value>(&lines[at]) {
            Ok(mut document) => {
                change_some(&mut document, &mut dice);
                lines[at] = document.to_string().into_bytes();
            }
            Err(_) => return fuzzer_mutate(data, size, max_size),
        },
    }
    put(&lines.join(&b'\n'), data, size, max_size)
}

/// Puts the text in place of the data, or mutates that at random where there is no room.
fn put(text: &[u8], data: &mut [u8], size: usize, max_size: usize) -> usize {
    match data.get_mut(..text.len().min(max_size)) {
        Some(room) if room.len() == text.len() => {
            room.copy_from_slice(text);
            text.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
}

fn change_some(document: &mut Value, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let places = count(document);
        let mut place = dice.below(places);
        change(document, "", &mut place, dice);
    }
}

/// How many values there are in a value, itself counted.
fn count(value: &Value) -> usize {
    match value {
        Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
        Value::Array(members) => 1 + members.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// Walks on to the value at this place, and changes it, knowing the name of its field.
fn change(value: &mut Value, field: &str, place: &mut usize, dice: &mut Dice) {
    if *place == 0 {
        *place = usize::MAX;
        *value = other(value, field, dice);
        return;
    }
    *place -= 1;
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| {
            if *place < usize::MAX / 2 {
                change(value, name, place, dice);
            }
        }),
        Value::Array(members) => members.iter_mut().for_each(|value| {
            if *place < usize::MAX / 2 {
                change(value, field, place, dice);
            }
        }),
        _ => {}
    }
}

/// Another value for this field: mostly of the same kind.
fn other(value: &Value, field: &str, dice: &mut Dice) -> Value {
    const EDGES: [u32; 16] = [0, 1, 2, 3, 4, 5, 24, 25, 26, 40, 48, 49, 60, 61, 251, u32::MAX];
    let number = |dice: &mut Dice| json!(EDGES[dice.below(EDGES.len())]);
    match value {
        Value::Null => match field {
            "blocks_until" => name(field, dice),
            "features" => json!([]),
            _ if field.parse::<AddOnKind>().is_ok() => json!({"tier": name("tier", dice), "payer": name("payer", dice)}),
            "confirmation" => json!({"accepted_losses": []}),
            "features_gained" | "features_lost" => json!([name("features", dice)]),
            _ => number(dice),
        },
        Value::Bool(bool) => json!(!bool),
        Value::Number(known) => match (dice.below(4), known.as_u64()) {
            (0, Some(known)) => json!(known.saturating_add(1)),
            (1, Some(known)) => json!(known.saturating_sub(1)),
            (2, _) => json!("no_limit"),
            _ => number(dice),
        },
        Value::String(_) if field.parse::<Feature>().is_ok() => json!({"blocks_until": name("blocks_until", dice)}),
        Value::String(_) if dice.below(8) == 0 => number(dice),
        Value::String(_) => name(field, dice),
        // As whole as it was, or as far as it is known.
        Value::Array(members) if matches!(field, "features" | "authorised_by") && dice.below(4) == 0 => {
            let known = members.iter().filter_map(|member| Some((member.as_str()?.to_owned(), json!(dice.below(2) == 0))));
            Value::Object(known.collect())
        }
        Value::Array(members) => {
            let mut members = members.clone();
            let (at, with) = (dice.below(members.len() + 1), dice.below(members.len().max(1)));
            match dice.below(4) {
                0 if at < members.len() => drop(members.remove(at)),
                1 if at < members.len() => members.swap(at, with),
                2 if at < members.len() => members.insert(at, members[with].clone()),
                _ => members.insert(at, name(field, dice)),
            }
            Value::Array(members)
        }
        Value::Object(fields) => match field {
            "confirmation" => Value::Null,
            _ if field.parse::<AddOnKind>().is_ok() => Value::Null,
            _ if field.parse::<Feature>().is_ok() => json!("notice"),
            _ => {
                let mut fields = fields.clone();
                if let Some(name) = fields.keys().nth(dice.below(fields.len().max(1))).cloned() {
                    fields.remove(&name);
                }
                Value::Object(fields)
            }
        },
    }
}

/// Names and values of the pairs of `NameValue`.
const PAIRS: [&str; 18] = [
    "OfferingSku",
    "SubscriptionStatus",
    "PayrollFeature",
    "TimeTrackingFeatureEnabled",
    "VendorAndPurchasesPrefs.PurchaseOrderEnabled",
    "ProjectsEnabled",
    "QuickBooks Online Simple Start",
    "QuickBooks Online EasyStart",
    "QuickBooks Online Plus",
    "QuickBooks Online Advanced",
    "SUBSCRIBED",
    "TRIAL",
    "CANCELED",
    "PAID",
    "true",
    "False",
    "On",
    "",
];

const QUERIES: [&str; 12] = [
    "select count(*) from Item where Type = 'Inventory' and Active = true",
    "select * from RecurringTransaction maxresults 1000",
    "select * from RecurringTransaction startposition 3 maxresults 2",
    "select count(*) from RecurringTransaction",
    "select count(*) from Bill",
    "select count(*) from TimeActivity",
    "select * from Customer",
    "select count(*) from Account where Active = true",
    "select count(*) from Class where Active = true",
    "select count(*) from Department where Active = true",
    "select * from CompanyInfo",
    "query { appFoundationsCustomFieldDefinitions { edges { node { active } } pageInfo { hasNextPage } } }",
];

/// A name that this field may have, or might be taken to have.
fn name(field: &str, dice: &mut Dice) -> Value {
    macro_rules! one_of {
        ($($Name:ident),+) => {{
            let lists = [$($Name::ALL.iter().map(|member| member.name()).collect::<Vec<_>>()),+].concat();
            json!(lists[dice.below(lists.len())])
        }};
    }
    let text = |texts: &[&str], dice: &mut Dice| json!(texts[dice.below(texts.len())]);
    match field {
        // What stands in answers of the vendor's interface.
        "Name" | "Value" => text(&PAIRS, dice),
        "Country" => text(&["CA", "US", "ca", "GB", "Canada"], dice),
        "company" => text(&["9341450001", "9341450004", "1"], dice),
        "query" => text(&QUERIES, dice),
        "time" => text(&["2026-11-24T06:02:11.309-08:00", "2026-11-24", "2026-02-29"], dice),
        "plan" | "plans" => one_of!(Plan),
        _ if field.parse::<Plan>().is_ok() => one_of!(Plan),
        _ if field.parse::<UserKind>().is_ok() || field.parse::<Resource>().is_ok() => one_of!(Enforcement),
        "blocks_until" => one_of!(Clearance),
        "from" | "to" | "item" => one_of!(Plan, Tier, Actor),
        "tier" | "tiers" | "payroll_tiers" | "without_time_tracking" => one_of!(Tier),
        "payer" | "party" | "by" | "authorised_by" => one_of!(Actor),
        "product" => one_of!(Product),
        "status" | "revived_by_transfer" => one_of!(ClientStatus),
        "primary_admin" => one_of!(PrimaryAdmin),
        "price_when_taken_over" => one_of!(PriceWhenTakenOver),
        "billing_cycle" => one_of!(BillingCycle),
        "kind" => one_of!(UserKind),
        "resource" => one_of!(Resource),
        "resolution" => one_of!(Resolution),
        "decision" => one_of!(DecisionKind),
        "effective" | "upgrades_take_effect" | "downgrades_take_effect" => one_of!(Effective),
        "code" => one_of!(ReasonCode, RemedyCode, StepCode, NoticeCode),
        "catalogue" | "id" => json!(format!("CA-20{:02}-{:02}-{:02}", dice.below(99), 1 + dice.below(12), 1 + dice.below(28))),
        _ => one_of!(Feature),
    }
}

/// Xorshift: the same seed, the same mutation.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }
}
