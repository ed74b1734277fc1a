//! A firm's companies, each with what is known about it and what it may do.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;
use subscription_change::assess::{Fact, Facts, Question};
use subscription_change::catalogue::Date;
use subscription_change::{AddOnKind, Catalogue, Party, Plan, Subscription, Tier};

use crate::answer::{Answer, Answers, Time, Told, day};
use crate::asked::Asked;
use crate::evidence::{Evidence, Finding, Item, Source, Sure, Why};
use crate::menu::{self, Entry};
use crate::reading::Reading;
use crate::sheet::{Cells, facts};

/// The age from which facts are listed as old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    pub days: u32,
    pub as_of: Date,
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Firm {
    pub answers: Answers,
    pub sheet: Cells,
    pub replies: Cells,
}

/// What sources say, item by item.
type Cited = Vec<(Item, Evidence)>;

/// What they amount to.
#[derive(Debug)]
pub struct Review<'a> {
    pub companies: Vec<Company<'a>>,
    pub(crate) catalogues: Vec<&'a Catalogue>,
}

/// What a source says that is older than the stated age, or later than the day from which the age is counted, or without a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Old {
    pub source: Source,
    pub days: Option<i64>,
    pub items: Vec<Item>,
}

/// One company.
#[derive(Debug)]
pub struct Company<'a> {
    /// The number in the address.
    pub id: String,
    pub name: Option<String>,
    /// Each item, known or not, in order; without the payer of what is not held.
    pub findings: Vec<Finding>,
    /// Requests whose answers tell no fact.
    pub not_read: Vec<String>,
    /// Whether anything of the interface was read about it, and not only the firm's own files.
    pub is_answered: bool,
    /// What is older than the stated age, by source.
    pub old: Vec<Old>,
    /// The catalogue of its country, else the first one.
    pub catalogue: &'a Catalogue,
    pub judgement: Judgement<'a>,
}

/// What the company may do, as far as that is judged.
#[derive(Debug)]
pub enum Judgement<'a> {
    /// It is of another country than every catalogue.
    OtherCountry(String),
    /// What has to be known first.
    AskFirst(Vec<Item>),
    Judged(Judged<'a>),
}

#[derive(Debug)]
pub struct Judged<'a> {
    pub current: Subscription,
    pub facts: Facts,
    pub actions: Vec<Entry<'a>>,
    /// What to ask, each fact once, first what most actions depend on.
    pub questions: Vec<Question>,
}

impl<'a> Review<'a> {
    /// Each company is judged with the catalogue of its country, if that is among these. The first one says what to ask about a company
    /// whose country is not known; if there is none at all, it is Canada's.
    #[must_use]
    pub fn of(firm: &Firm, catalogues: &[&'a Catalogue], age: Option<Age>) -> Self {
        let mut companies: BTreeMap<&str, (Vec<&Answer>, Cited)> = BTreeMap::new();
        for answer in &firm.answers.answers {
            companies.entry(&answer.company).or_default().0.push(answer);
        }
        for cell in firm.sheet.cells.iter().chain(&firm.replies.cells) {
            companies.entry(&cell.company).or_default().1.push((cell.item, cell.evidence.clone()));
        }
        let catalogues = if catalogues.is_empty() { vec![Catalogue::canada()] } else { catalogues.to_vec() };
        let companies = companies.into_iter().map(|(id, (answers, cells))| Company::of(id, &answers, cells, &catalogues, age));
        Self { companies: companies.collect(), catalogues }
    }
}

impl<'a> Company<'a> {
    fn of(id: &str, answers: &[&Answer], cells: Cited, catalogues: &[&'a Catalogue], age: Option<Age>) -> Self {
        let all: Cited = Reading::of(answers).into_iter().chain(cells).collect();
        let mut seen = HashSet::new();
        let mut evidence: BTreeMap<Item, Vec<&Evidence>> = BTreeMap::new();
        for (item, one) in all.iter().filter(|cited| seen.insert(*cited)) {
            evidence.entry(*item).or_default().push(one);
        }
        let of = |item| Finding::of(item, evidence.get(&item).map_or(&[], Vec::as_slice));
        let country = of(Item::Country).value;
        let is_of = |catalogue: &&&Catalogue| country.as_ref().and_then(Value::as_str) == Some(catalogue.id().country());
        let catalogue = *catalogues.iter().find(is_of).unwrap_or(&catalogues[0]);
        let is_told = |kind| [Item::Tier(kind), Item::AddOnPayer(kind)].iter().any(|item| evidence.contains_key(item));
        let is_asked = |item: &Item| match *item {
            Item::Tier(kind) | Item::AddOnPayer(kind) => is_sold(kind, catalogue) || is_told(kind),
            _ => true,
        };
        let mut findings: Vec<Finding> = Item::all().filter(is_asked).map(of).collect();
        payers_of_nothing(&mut findings);
        let name = answers.iter().find_map(|answer| match (&answer.asked, &answer.told) {
            (Asked::CompanyInfo(_), Told::Entity(info)) => info.get("CompanyName")?.text(),
            _ => None,
        });
        let not_read = answers.iter().filter(|answer| answer.told == Told::Nothing).map(|answer| answer.request.clone());
        let old = age.map_or_else(Vec::new, |age| old(&findings, age));
        Self {
            id: id.to_owned(),
            name: name.map(str::to_owned),
            not_read: not_read.collect(),
            is_answered: !answers.is_empty(),
            old,
            catalogue,
            judgement: Judgement::of(&findings, catalogue),
            findings,
        }
    }

    /// What is known as judgement, and not because a source says it.
    pub fn judged(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.sure == Some(Sure::Judged))
    }

    #[must_use]
    pub fn finding(&self, item: Item) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.item == item)
    }

    /// What to ask, item by item: what has to be known first, or what the actions depend on.
    #[must_use]
    pub fn asked(&self) -> Vec<(Item, Option<Question>)> {
        match &self.judgement {
            Judgement::OtherCountry(_) => Vec::new(),
            Judgement::AskFirst(items) => items.iter().map(|item| (*item, None)).collect(),
            Judgement::Judged(judged) => {
                judged.questions.iter().map(|question| (Item::Fact(question.fact), Some(*question))).collect()
            }
        }
    }
}

/// An add-on that is not held has no payer. If a source names one, one of the two is wrong, so neither is known.
fn payers_of_nothing(findings: &mut Vec<Finding>) {
    for (tier, payer) in AddOnKind::ALL.iter().map(|&kind| (Item::Tier(kind), Item::AddOnPayer(kind))) {
        let value = |item: Item| findings.iter().find(|finding| finding.item == item).and_then(|finding| finding.value.clone());
        if value(tier) != Some(Value::Null) {
            continue;
        }
        if let Some(Value::String(who)) = value(payer) {
            for finding in findings.iter_mut().filter(|finding| finding.item == tier || finding.item == payer) {
                let why = Why::Contradiction(format!("none ({tier})"), format!("{who} ({payer})"));
                *finding = Finding { value: None, sure: None, sources: Vec::new(), why: vec![why], ..finding.clone() };
            }
        } else {
            findings.retain(|finding| finding.item != payer);
        }
    }
}

fn old(findings: &[Finding], age: Age) -> Vec<Old> {
    let days = |time: &Time| day(age.as_of) - day(time.date);
    let mut old: Vec<Old> = Vec::new();
    let mut places = HashMap::new();
    for finding in findings {
        for source in &finding.sources {
            let days = source.time.as_ref().map(days);
            if !days.map_or(source.is_answer, |days| days > i64::from(age.days) || days < 0) {
                continue;
            }
            let place = *places.entry(source).or_insert(old.len());
            if place == old.len() {
                old.push(Old { source: source.clone(), days, items: Vec::new() });
            }
            old[place].items.push(finding.item);
        }
    }
    old
}

impl<'a> Judgement<'a> {
    fn of(findings: &[Finding], catalogue: &'a Catalogue) -> Self {
        let value = |item: Item| findings.iter().find(|finding| finding.item == item).and_then(|finding| finding.value.as_ref());
        if let Some(Value::String(country)) = value(Item::Country) {
            if country != catalogue.id().country() {
                return Self::OtherCountry(country.clone());
            }
        }
        let needed = |item: &Item| match *item {
            Item::Country | Item::Plan | Item::Payer => true,
            Item::Tier(kind) => is_sold(kind, catalogue),
            Item::AddOnPayer(kind) => value(Item::Tier(kind)).map_or_else(|| is_sold(kind, catalogue), |tier| !tier.is_null()),
            Item::Fact(_) => false,
        };
        let first: Vec<Item> = Item::all().filter(|item| needed(item) && value(*item).is_none()).collect();
        let known: Vec<(Item, &Value)> =
            findings.iter().filter_map(|finding| Some((finding.item, finding.value.as_ref()?))).collect();
        match (subscription(&value, catalogue), facts(&known)) {
            (Some(current), Some(facts)) if first.is_empty() => {
                let actions = menu::entries(catalogue, &current, &facts, findings);
                let questions = questions(&actions);
                Self::Judged(Judged { current, facts, actions, questions })
            }
            _ => Self::AskFirst(first),
        }
    }
}

/// Whether there is such an add-on in the edition: of another nobody is asked, and it is not held where nobody says so.
fn is_sold(kind: AddOnKind, catalogue: &Catalogue) -> bool {
    !catalogue.terms().add_ons.get(kind).tiers.is_empty()
}

/// The current subscription, if all of it is known.
fn subscription<'v>(value: &impl Fn(Item) -> Option<&'v Value>, catalogue: &Catalogue) -> Option<Subscription> {
    let text = |item| value(item).and_then(Value::as_str);
    let party = |item| text(item).and_then(|text| text.parse::<Party>().ok());
    let mut current = Subscription::new(text(Item::Plan)?.parse::<Plan>().ok()?, party(Item::Payer)?);
    for &kind in AddOnKind::ALL {
        match value(Item::Tier(kind)) {
            Some(Value::Null) => {}
            None if !is_sold(kind, catalogue) => {}
            _ => {
                let tier = text(Item::Tier(kind))?.parse::<Tier>().ok()?;
                current = current.with_add_on(kind, tier, party(Item::AddOnPayer(kind))?);
            }
        }
    }
    Some(current)
}

/// Each fact that is asked for once, and how many there are instead of whether there are more than so many.
fn questions(actions: &[Entry<'_>]) -> Vec<Question> {
    let mut asked: Vec<(Question, usize)> = Vec::new();
    for question in actions.iter().flat_map(Entry::questions) {
        if let Some((_, count)) = asked.iter_mut().find(|(other, _)| other.fact == question.fact) {
            *count += 1;
        } else {
            let mut question = question;
            question.more_than = None;
            asked.push((question, 1));
        }
    }
    let place = |fact: Fact| Fact::all().position(|other| other == fact);
    asked.sort_by_key(|(question, count)| (std::cmp::Reverse(*count), place(question.fact)));
    asked.into_iter().map(|(question, _)| question).collect()
}
