//! The review as lists of cells, which the terminal and the page show alike. Each client is in one list, with all there is to say.

use std::collections::HashMap;

use subscription_change::ways_out::{Action, Availability};
use subscription_change::{Actor, Party};

use crate::book::Client;
use crate::review::{
    Answer, Ask, AtLimit, MoveDown, Needless, PaidWithoutNeed, Review, SplitBilling, ToAsk, actions, all_paid_by,
};
use crate::words::{self, Words};

/// A list of the report.
pub struct List {
    /// As the JSON names it.
    pub name: &'static str,
    /// The rows of each client or question; as many cells in each row as the list has columns.
    pub groups: Vec<Vec<Vec<Cell>>>,
    /// How many clients belong here too, but are in an earlier list.
    pub elsewhere: usize,
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
    /// Whether something is available; nothing if that depends on unknown facts.
    Badge(Option<Availability>),
    /// What there is to do, and by whom.
    Todo(String),
    /// Why it can never be had.
    WhyNot(String),
    /// What can be done instead.
    Instead(String),
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

    fn line(client: &Client) -> Self {
        Self::text(client.line.to_string()).in_order(client.line)
    }

    fn name(client: &Client) -> Self {
        Self { parts: vec![Part::Name(client.name.clone())], order: None }
    }

    fn held(words: Words, client: &Client) -> Self {
        Self::text(words.held(&client.current)).in_order(client.current.base.plan as u64)
    }

    fn changes(words: Words, actions: Vec<Action>) -> Self {
        Self::texts(actions.into_iter().map(|action| words.action(action)))
    }

    /// When it is available.
    fn when(answer: &Answer) -> Self {
        Self { parts: vec![Part::Badge(answer.availability())], order: Some(answer.way() as u64) }
    }

    /// What there is to do first, by whom, and what to know.
    fn what(words: Words, answer: &Answer) -> Self {
        let mut parts = Vec::new();
        for &actor in Actor::ALL {
            parts.extend(answer.by(actor).into_iter().map(|remedy| Part::Todo(words.remedy(remedy))));
        }
        parts.extend(answer.partly_known().map(|remedy| Part::Todo(words.remedy(remedy))));
        // By who has to act, then by how much there is to do.
        let order = (answer.way() as u64) << 16 | (parts.len() as u64) << 8 | answer.asks.len() as u64;
        parts.extend(answer.notices.iter().map(|notice| Part::ToKnow(words.notice(*notice))));
        for reason in answer.never() {
            parts.push(Part::WhyNot(words.certain(reason)));
            parts.extend(words.instead(reason).map(Part::Instead));
        }
        if !answer.asks.is_empty() {
            parts.push(Part::Text(words.depends_on(answer)));
        }
        Self { parts, order: Some(order) }
    }

    fn empty() -> Self {
        Self { parts: Vec::new(), order: Some(u64::MAX) }
    }
}

/// The lists of what there is to do, and, if something is not known, those of what to ask.
pub fn of(review: &Review<'_>, words: Words) -> Vec<List> {
    let mut lists = Lists::default();
    lists.add(words::DOWN, review.could_move_down.iter().map(|found| (found.client, vec![move_down(words, found)])));
    if !review.cannot_move_down.is_empty() {
        lists.add(words::KEPT, review.cannot_move_down.iter().map(|found| (found.client, vec![move_down(words, found)])));
    }
    lists.add(words::LIMITS, review.limits.iter().map(|found| (found.client, vec![at_limit(words, found)])));
    // A plan that is higher than needed is listed where the client could move down.
    let paid = review.paid_without_need.iter().map(|found| {
        let rows = if found.why == Needless::HigherPlan { Vec::new() } else { vec![paid_without_need(words, found)] };
        (found.client, rows)
    });
    lists.add(words::PAID, paid);
    lists.add(words::SPLIT, review.split_billing.iter().map(|found| (found.client, split_billing(words, found).into())));
    let mut lists = lists.lists;
    if !review.to_ask.is_empty() {
        let groups = review.to_ask.iter().map(|found| vec![to_ask(words, found)]).collect();
        lists.push(List { name: words::ASK, groups, elsewhere: 0 });
        let questions = review.questions();
        let groups = questions.iter().map(|(ask, clients)| vec![question(words, *ask, clients)]).collect();
        lists.push(List { name: words::QUESTIONS, groups, elsewhere: 0 });
    }
    lists
}

#[derive(Default)]
struct Lists {
    lists: Vec<List>,
    /// In which list a client is, by its line, and at which place there.
    places: HashMap<u64, (usize, usize)>,
}

impl Lists {
    fn add<'a>(&mut self, name: &'static str, found: impl Iterator<Item = (&'a Client, Vec<Vec<Cell>>)>) {
        let (this, mut elsewhere) = (self.lists.len(), Vec::new());
        self.lists.push(List { name, groups: Vec::new(), elsewhere: 0 });
        for (client, rows) in found {
            let next = (this, self.lists[this].groups.len());
            let (list, place) = *self.places.entry(client.line).or_insert(next);
            if list != this {
                elsewhere.push(client.line);
            }
            match self.lists[list].groups.get_mut(place) {
                Some(group) => group.extend(rows),
                None => self.lists[list].groups.push(rows),
            }
        }
        elsewhere.sort_unstable();
        elsewhere.dedup();
        self.lists[this].elsewhere = elsewhere.len();
    }
}

fn move_down(words: Words, found: &MoveDown<'_>) -> Vec<Cell> {
    let MoveDown { client, to, answer, .. } = found;
    vec![
        Cell::line(client),
        Cell::name(client),
        Cell::held(words, client),
        Cell::texts(words.would_do(found)),
        Cell::changes(words, vec![Action::Downgrade { to: *to }]).in_order(*to as u64),
        Cell::when(answer),
        Cell::what(words, answer),
    ]
}

fn at_limit(words: Words, found: &AtLimit<'_>) -> Vec<Cell> {
    let AtLimit { client, measures, missing, up } = found;
    let measures = measures.iter().map(|(measure, nearness)| words.near(measure, *nearness));
    let missing = (!missing.is_empty()).then(|| words.missing(*missing));
    let full = Cell::texts(measures.chain(missing));
    let [change, when, what] = match up {
        Some((to, answer)) => {
            let change = Cell::changes(words, vec![Action::Upgrade { to: *to }]).in_order(*to as u64);
            [change, Cell::when(answer), Cell::what(words, answer)]
        }
        None => [Cell::text(words.no_higher_plan()).in_order(u64::MAX), Cell::empty(), Cell::empty()],
    };
    vec![Cell::line(client), Cell::name(client), Cell::held(words, client), full, change, when, what]
}

fn paid_without_need(words: Words, found: &PaidWithoutNeed<'_>) -> Vec<Cell> {
    let PaidWithoutNeed { client, to, answer, .. } = found;
    vec![
        Cell::line(client),
        Cell::name(client),
        Cell::held(words, client),
        Cell::text(words.needless(found)),
        Cell::changes(words, actions(&client.current, to)).in_order(to.base.plan as u64),
        Cell::when(answer),
        Cell::what(words, answer),
    ]
}

fn split_billing(words: Words, found: &SplitBilling<'_>) -> [Vec<Cell>; 2] {
    let SplitBilling { client, to_firm, to_client, both_authorise } = found;
    [(Party::Firm, to_firm), (Party::Client, to_client)].map(|(payer, answer)| {
        let split = [words.split().to_owned()].into_iter().chain(words.both_authorise(*both_authorise));
        let transfers = actions(&client.current, &all_paid_by(payer, client.current));
        vec![
            Cell::line(client),
            Cell::name(client),
            Cell::held(words, client),
            Cell::texts(split),
            Cell::changes(words, transfers).in_order(client.current.base.plan as u64),
            Cell::when(answer),
            Cell::what(words, answer),
        ]
    })
}

fn to_ask(words: Words, found: &ToAsk<'_>) -> Vec<Cell> {
    let ToAsk { client, changes, possible, asks } = found;
    let remedies = found.remedies().into_iter().map(|remedy| words.remedy(remedy));
    let sure = changes.iter().map(|change| words.sure(change)).chain(remedies);
    let of = |party: Party| {
        let asks: Vec<&Ask> = asks.iter().filter(|ask| ask.fact.told_by() == party).collect();
        let count = asks.len() as u64;
        Cell::texts(asks.into_iter().map(|ask| words.question(*ask))).in_order(count)
    };
    vec![
        Cell::line(client),
        Cell::name(client),
        Cell::held(words, client),
        Cell::texts(sure).in_order(changes.len() as u64),
        Cell::texts(possible.iter().map(|code| words.possible(*code))).in_order(possible.len() as u64),
        of(Party::Firm),
        of(Party::Client),
    ]
}

fn question(words: Words, ask: Ask, clients: &[&Client]) -> Vec<Cell> {
    let names: Vec<&str> = clients.iter().map(|client| client.name.as_str()).collect();
    vec![
        Cell::text(words.question(ask)),
        Cell::text(words.party(ask.fact.told_by())),
        Cell::text(words.number(&clients.len())).in_order(clients.len() as u64),
        Cell { parts: vec![Part::Name(names.join("; "))], order: None },
    ]
}
