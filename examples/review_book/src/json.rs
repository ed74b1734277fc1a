//! The report as one JSON object, for programs.
//!
//! ```json
//! {"firm": "…", "as_of": "2026-11-01", "catalogue": "CA-2025-06-02", "near": 10, "too_many": 1, "clients": 312, "rows_not_read": 0,
//!  "nothing_to_do": 180,
//!  "matrix": [{"plan": "plus", "fitting": "essentials", "clients": 12}], "use_unknown": 0,
//!  "could_move_down": [{"line": 17, "client": "…", "from": "plus", "to": "essentials", "use_known": true, "given_up": ["projects"],
//!                       "too_many": [{"kind": "billable", "used": 4, "limit": 3}], "answer": ANSWER}],
//!  "cannot_move_down": [AS ABOVE],
//!  "limits": [{"line": 18, "client": "…", "plan": "plus",
//!              "measures": [{"kind": "billable", "used": 5, "limit": 5, "nearness": "at"},
//!                           {"resource": "accounts", "used": 251, "limit": 250, "nearness": "over"}],
//!              "missing": ["workflows"], "to": "advanced", "answer": ANSWER}],
//!  "paid_without_need": [{"line": 19, "client": "…", "why": "read_only", "current": SUBSCRIPTION, "to": SUBSCRIPTION,
//!                         "answer": ANSWER}],
//!  "split_billing": [{"line": 20, "client": "…", "current": SUBSCRIPTION, "to_firm": ANSWER, "to_client": ANSWER,
//!                     "both_authorise": ["easy_start"]}],
//!  "to_ask": [{"line": 21, "client": "…", "changes": [{"actions": [ACTION], "availability": "open", "remedies": []}],
//!              "possible": ["client_read_only"], "questions": [QUESTION]}],
//!  "questions": [{"fact": "client.status", "ask": "firm", "more_than": null, "lines": [21]}]}
//! ```
//!
//! `SUBSCRIPTION`, remedies, notices and reasons are in the library's own JSON form. `fitting` is null where no plan holds today's use;
//! `given_up` is what the client has accepted to lose with a lower plan;
//! `to` and `answer` of a limit are null where no higher plan has room. `nearness` is over, at or near; `why` is `read_only`,
//! `higher_plan` or `time_unused`. An `ANSWER` is what there is to do first and what to know, or why there is no way:
//!
//! ```json
//! {"availability": "later", "remedies": [{"code": "confirm", "accepting": [], "by": "client"}],
//!  "notices": [{"code": "primary_admin_locked", "reversible": false}]}
//! {"availability": "never", "reasons": [{"code": "downgrade_not_offered", "resolution": "never", "remedies": []}]}
//! {"availability": "open", "remedies": [], "notices": [], "possible": ["client_read_only"],
//!  "questions": [{"fact": "client.status", "ask": "firm", "more_than": null}]}
//! ```
//!
//! Where facts are not known, what is there is sure, `possible` and `questions` are what may be as well and what decides that, and the
//! availability is `open` where it depends on them. Where all are known both are left out. `firm` and `as_of` are null unless given.

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};
use subscription_change::Plan;
use subscription_change::parts::Quota;
use subscription_change::ways_out::{Availability, QuotaUsage};

use crate::book::Client;
use crate::review::{Answer, Ask, AtLimit, Change, Matrix, MoveDown, Nearness, PaidWithoutNeed, Review, SplitBilling, ToAsk};

pub fn write(review: &Review<'_>) -> serde_json::Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(review)?;
    json.push(b'\n');
    Ok(json)
}

/// Writes a value as an object with these fields, in this order.
macro_rules! object {
    (|$this:ident: $Type:ty| { $($field:ident: $value:expr,)+ }) => {
        impl Serialize for $Type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $this = self;
                let mut object = serializer.serialize_struct(stringify!($Type), [$(stringify!($field)),+].len())?;
                $(object.serialize_field(stringify!($field), &$value)?;)+
                object.end()
            }
        }
    };
}

object! { |review: Review<'_>| {
    firm: review.of.firm,
    as_of: review.of.date.map(|date| date.to_string()),
    catalogue: review.catalogue.id(),
    near: review.margins.near,
    too_many: review.margins.too_many,
    clients: review.clients,
    rows_not_read: review.rows_not_read,
    nothing_to_do: review.nothing_to_do,
    matrix: matrix(&review.matrix),
    use_unknown: review.matrix.unknown,
    could_move_down: review.could_move_down,
    cannot_move_down: review.cannot_move_down,
    limits: review.limits,
    paid_without_need: review.paid_without_need,
    split_billing: review.split_billing,
    to_ask: review.to_ask,
    questions: review.questions().into_iter().map(|(ask, clients)| Asked { ask, clients }).collect::<Vec<_>>(),
} }

/// A question, and about whom it is asked.
struct Asked<'a> {
    ask: Ask,
    clients: Vec<&'a Client>,
}

object! { |asked: Asked<'_>| {
    fact: asked.ask.fact.to_string(),
    ask: asked.ask.fact.told_by(),
    more_than: asked.ask.more_than,
    lines: asked.clients.iter().map(|client| client.line).collect::<Vec<_>>(),
} }

object! { |ask: Ask| {
    fact: ask.fact.to_string(),
    ask: ask.fact.told_by(),
    more_than: ask.more_than,
} }

object! { |found: ToAsk<'_>| {
    line: found.client.line,
    client: found.client.name,
    changes: found.changes,
    possible: found.possible,
    questions: found.asks,
} }

object! { |change: Change| {
    actions: change.actions,
    availability: availability(change.availability),
    remedies: change.remedies,
} }

fn availability(availability: Option<Availability>) -> &'static str {
    availability.map_or("open", Availability::name)
}

/// How many clients have this plan where that is the lowest that holds their use.
struct Place {
    plan: Plan,
    fitting: Option<Plan>,
    clients: usize,
}

/// The places of the matrix where there is somebody.
fn matrix(matrix: &Matrix) -> Vec<Place> {
    let row = |plan| matrix.columns().map(move |fitting| Place { plan, fitting, clients: matrix.count(plan, fitting) });
    matrix.rows().flat_map(row).filter(|place| place.clients > 0).collect()
}

object! { |place: Place| {
    plan: place.plan,
    fitting: place.fitting,
    clients: place.clients,
} }

object! { |found: MoveDown<'_>| {
    line: found.client.line,
    client: found.client.name,
    from: found.client.current.base.plan,
    to: found.to,
    use_known: found.is_sure,
    given_up: found.given_up,
    too_many: found.too_many.iter().map(|measure| Full(measure, None)).collect::<Vec<_>>(),
    answer: found.answer,
} }

object! { |found: AtLimit<'_>| {
    line: found.client.line,
    client: found.client.name,
    plan: found.client.current.base.plan,
    measures: found.measures.iter().map(|(measure, nearness)| Full(measure, Some(*nearness))).collect::<Vec<_>>(),
    missing: found.missing,
    to: found.up.as_ref().map(|(plan, _)| plan),
    answer: found.up.as_ref().map(|(_, answer)| answer),
} }

object! { |found: PaidWithoutNeed<'_>| {
    line: found.client.line,
    client: found.client.name,
    why: <&str>::from(found.why),
    current: found.client.current,
    to: found.to,
    answer: found.answer,
} }

object! { |found: SplitBilling<'_>| {
    line: found.client.line,
    client: found.client.name,
    current: found.client.current,
    to_firm: found.to_firm,
    to_client: found.to_client,
    both_authorise: found.both_authorise,
} }

/// A count, and how near it is where that is not plain.
struct Full<'a>(&'a QuotaUsage, Option<Nearness>);

impl Serialize for Full<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(measure, nearness) = self;
        let mut object = serializer.serialize_map(None)?;
        match measure.quota {
            Quota::Users(kind) => object.serialize_entry("kind", &kind)?,
            Quota::Resource(resource) => object.serialize_entry("resource", &resource)?,
            // There is no other, and one that comes must not be lost silently.
            quota => return Err(serde::ser::Error::custom(format_args!("{quota:?} has no name"))),
        }
        object.serialize_entry("used", &measure.used)?;
        object.serialize_entry("limit", &measure.limit)?;
        if let Some(nearness) = nearness {
            object.serialize_entry("nearness", <&str>::from(*nearness))?;
        }
        object.end()
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("availability", availability(self.availability()))?;
        if self.refused_for.is_empty() {
            object.serialize_entry("remedies", &self.remedies)?;
            object.serialize_entry("notices", &self.notices)?;
        } else {
            object.serialize_entry("reasons", &self.refused_for)?;
        }
        if !self.asks.is_empty() {
            object.serialize_entry("possible", &self.possible)?;
            object.serialize_entry("questions", &self.asks)?;
        }
        object.end()
    }
}
