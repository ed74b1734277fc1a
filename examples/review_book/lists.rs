//! The review as lists of cells, which the terminal and the page show alike.

use subscription_change::{Actor, Availability, Party, Plan};

use crate::book::Client;
use crate::review::{Answer, AtLimit, MoveDown, PaidWithoutNeed, Review, SplitBilling};
use crate::words;

/// A list of the report.
pub struct List {
    /// As the JSON names it.
    pub name: &'static str,
    /// As many cells in each row as the list has columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: paragraphs, and what it is sorted by where that is not its text.
pub struct Cell {
    pub parts: Vec<Part>,
    pub order: Option<u64>,
}

/// A paragraph of a cell.
pub enum Part {
    Text(String),
    /// The name of a client, which comes from outside.
    Name(String),
    /// Whether something may be had.
    Badge(Availability),
    /// What there is to do, by whom.
    Todo(Actor, String),
    /// Why there is no way.
    NoWay(String),
    /// What to know before it is done.
    ToKnow(String),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self { parts: vec![Part::Text(text.into())], order: None }
    }

    fn texts(texts: impl IntoIterator<Item = String>) -> Self {
        Self { parts: texts.into_iter().map(Part::Text).collect(), order: None }
    }

    fn in_order(self, order: u64) -> Self {
        Self { order: Some(order), ..self }
    }

    fn plan(plan: Plan) -> Self {
        Self::text(words::plan(plan)).in_order(plan as u64)
    }

    fn line(client: &Client) -> Self {
        Self::text(client.line.to_string()).in_order(client.line)
    }

    fn name(client: &Client) -> Self {
        Self { parts: vec![Part::Name(client.name.clone())], order: None }
    }

    /// When it may be had.
    fn when(answer: &Answer) -> Self {
        Self { parts: vec![Part::Badge(answer.availability())], order: Some(answer.way() as u64) }
    }

    /// What there is to do first, by whom, and what to know.
    fn what(answer: &Answer) -> Self {
        let mut parts = Vec::new();
        for &actor in Actor::ALL {
            parts.extend(answer.by(actor).iter().map(|remedy| Part::Todo(actor, words::remedy(remedy))));
        }
        // By who has to act, then by how much there is to do.
        let order = (answer.way() as u64) << 8 | parts.len() as u64;
        match &answer.0 {
            Ok(preview) => parts.extend(preview.plan().notices().map(|notice| Part::ToKnow(words::notice(&notice)))),
            Err(_) => parts.extend(answer.never().iter().map(|reason| Part::NoWay(words::reason(reason)))),
        }
        Self { parts, order: Some(order) }
    }

    fn empty() -> Self {
        Self { parts: Vec::new(), order: Some(u64::MAX) }
    }
}

pub fn of(review: &Review<'_>) -> [List; 4] {
    [
        List { name: words::DOWN, rows: review.could_move_down.iter().map(move_down).collect() },
        List { name: words::LIMITS, rows: review.limits.iter().map(at_limit).collect() },
        List { name: words::PAID, rows: review.paid_without_need.iter().map(paid_without_need).collect() },
        List { name: words::SPLIT, rows: review.split_billing.iter().flat_map(split_billing).collect() },
    ]
}

fn move_down(found: &MoveDown<'_>) -> Vec<Cell> {
    let MoveDown { client, to, given_up, too_many, answer } = found;
    let given_up = (!given_up.is_empty()).then(|| words::given_up(*given_up));
    let less = given_up.into_iter().chain(too_many.iter().map(words::measure));
    let target = Cell::texts([words::plan(*to).to_owned()].into_iter().chain(less)).in_order(*to as u64);
    vec![
        Cell::line(client),
        Cell::name(client),
        Cell::plan(client.current.base.plan),
        target,
        Cell::when(answer),
        Cell::what(answer),
    ]
}

fn at_limit(found: &AtLimit<'_>) -> Vec<Cell> {
    let AtLimit { client, measures, missing, up } = found;
    let measures = measures.iter().map(|(measure, near)| format!("{}: {}", words::nearness(*near), words::measure(measure)));
    let missing = (!missing.is_empty()).then(|| words::missing(*missing));
    let full = Cell::texts(measures.chain(missing)).in_order(found.nearness() as u64);
    let [to, when, what] = match up {
        Some((plan, answer)) => [Cell::plan(*plan), Cell::when(answer), Cell::what(answer)],
        None => [Cell::text(words::NOTHING_HIGHER).in_order(u64::MAX), Cell::empty(), Cell::empty()],
    };
    vec![Cell::line(client), Cell::name(client), Cell::plan(client.current.base.plan), full, to, when, what]
}

fn paid_without_need(found: &PaidWithoutNeed<'_>) -> Vec<Cell> {
    let PaidWithoutNeed { client, why, to, answer } = found;
    vec![
        Cell::line(client),
        Cell::name(client),
        Cell::text(words::paid_by_firm(&client.current)),
        Cell::text(words::needless(*why, &client.current, to, client.context.client.status)),
        Cell::text(words::end_of_need(*why, to)),
        Cell::when(answer),
        Cell::what(answer),
    ]
}

fn split_billing(found: &SplitBilling<'_>) -> [Vec<Cell>; 2] {
    let SplitBilling { client, to_firm, to_client, both_authorise } = found;
    [(Party::Firm, to_firm), (Party::Client, to_client)].map(|(payer, answer)| {
        let who_pays = words::held(&client.current).into_iter().chain(words::both_authorise(*both_authorise));
        vec![
            Cell::line(client),
            Cell::name(client),
            Cell::texts(who_pays),
            Cell::text(words::all_paid_by(payer)),
            Cell::when(answer),
            Cell::what(answer),
        ]
    })
}
