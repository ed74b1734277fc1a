//! The review as lists of cells, which the terminal and the page show alike.

use subscription_change::ways_out::{Action, Availability};
use subscription_change::{Actor, Party, Plan, Product, Subscription};

use crate::book::Client;
use crate::review::{self, Answer, AtLimit, MoveDown, PaidWithoutNeed, Review, SplitBilling};
use crate::words::{self, Words};

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
    /// What there is to do, and by whom.
    Todo(String),
    /// Why it can never be had.
    WhyNot(String),
    /// What can be done instead.
    Instead(&'static str),
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

    fn plan(words: Words, plan: Plan) -> Self {
        Self::text(words.plan(plan)).in_order(plan as u64)
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
    fn what(words: Words, answer: &Answer) -> Self {
        let mut parts = Vec::new();
        for &actor in Actor::ALL {
            parts.extend(answer.by(actor).iter().map(|remedy| Part::Todo(words.remedy(*remedy))));
        }
        // By who has to act, then by how much there is to do.
        let order = (answer.way() as u64) << 8 | parts.len() as u64;
        match &answer.0 {
            Ok(preview) => parts.extend(preview.plan().notices().map(|notice| Part::ToKnow(words.notice(notice)))),
            Err(_) => {
                for reason in answer.never() {
                    parts.push(Part::WhyNot(words.reason(reason)));
                    parts.extend(words.instead(reason).map(Part::Instead));
                }
            }
        }
        Self { parts, order: Some(order) }
    }

    fn empty() -> Self {
        Self { parts: Vec::new(), order: Some(u64::MAX) }
    }
}

pub fn of(review: &Review<'_>, words: Words) -> [List; 4] {
    let (down, limits, paid) = (&review.could_move_down, &review.limits, &review.paid_without_need);
    [
        List { name: words::DOWN, rows: down.iter().map(|found| move_down(words, found)).collect() },
        List { name: words::LIMITS, rows: limits.iter().map(|found| at_limit(words, found)).collect() },
        List { name: words::PAID, rows: paid.iter().map(|found| paid_without_need(words, found)).collect() },
        List { name: words::SPLIT, rows: review.split_billing.iter().flat_map(|found| split_billing(words, found)).collect() },
    ]
}

/// What is to be asked for to get from the one subscription to the other, which has a lower plan, another payer of something or
/// something less.
pub fn actions(current: &Subscription, to: &Subscription) -> Vec<Action> {
    let down = (to.base.plan != current.base.plan).then_some(Action::Downgrade { to: to.base.plan });
    let of_product = |&product: &Product| match (current.payer(product), to.payer(product)) {
        (Some(_), None) => Some(Action::Remove { product }),
        (Some(from), Some(to)) if from != to => Some(Action::Transfer { product, to }),
        _ => None,
    };
    down.into_iter().chain(Product::ALL.iter().filter_map(of_product)).collect()
}

fn move_down(words: Words, found: &MoveDown<'_>) -> Vec<Cell> {
    let MoveDown { client, to, given_up, too_many, answer } = found;
    let given_up = (!given_up.is_empty()).then(|| words.given_up(*given_up));
    let less = given_up.into_iter().chain(too_many.iter().map(|measure| words.measure(measure)));
    let target = Cell::texts([words.plan(*to).to_owned()].into_iter().chain(less)).in_order(*to as u64);
    vec![
        Cell::line(client),
        Cell::name(client),
        Cell::plan(words, client.current.base.plan),
        target,
        Cell::when(answer),
        Cell::what(words, answer),
    ]
}

fn at_limit(words: Words, found: &AtLimit<'_>) -> Vec<Cell> {
    let AtLimit { client, measures, missing, up } = found;
    let measures = measures.iter().map(|(measure, nearness)| words.near(measure, *nearness));
    let missing = (!missing.is_empty()).then(|| words.missing(*missing));
    let full = Cell::texts(measures.chain(missing)).in_order(found.nearness() as u64);
    let [to, when, what] = match up {
        Some((plan, answer)) => [Cell::plan(words, *plan), Cell::when(answer), Cell::what(words, answer)],
        None => [Cell::text(words.no_plan()).in_order(u64::MAX), Cell::empty(), Cell::empty()],
    };
    vec![Cell::line(client), Cell::name(client), Cell::plan(words, client.current.base.plan), full, to, when, what]
}

fn paid_without_need(words: Words, found: &PaidWithoutNeed<'_>) -> Vec<Cell> {
    let PaidWithoutNeed { client, why, to, answer } = found;
    vec![
        Cell::line(client),
        Cell::name(client),
        Cell::texts([words.held(&client.current), words.needless(*why, client, to)]),
        Cell::texts(actions(&client.current, to).into_iter().map(|action| words.action(action))),
        Cell::when(answer),
        Cell::what(words, answer),
    ]
}

fn split_billing(words: Words, found: &SplitBilling<'_>) -> [Vec<Cell>; 2] {
    let SplitBilling { client, to_firm, to_client, both_authorise } = found;
    [(Party::Firm, to_firm), (Party::Client, to_client)].map(|(payer, answer)| {
        let today = [words.held(&client.current)].into_iter().chain(words.both_authorise(*both_authorise));
        let transfers = actions(&client.current, &review::all_paid_by(payer, client.current));
        vec![
            Cell::line(client),
            Cell::name(client),
            Cell::texts(today),
            Cell::texts(transfers.into_iter().map(|action| words.action(action))),
            Cell::when(answer),
            Cell::what(words, answer),
        ]
    })
}
