//! What each source says about each item, and how surely; and what several sources amount to together.

use std::collections::HashSet;
use std::fmt;

use serde_json::Value;
use subscription_change::AddOnKind;
use subscription_change::assess::Fact;

use crate::answer::Time;

/// Something to know of a company: what it has, and each fact around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    Country,
    Plan,
    Payer,
    Tier(AddOnKind),
    AddOnPayer(AddOnKind),
    Fact(Fact),
}

impl Item {
    /// All items, first those that have to be known before anything is judged.
    pub fn all() -> impl Iterator<Item = Self> {
        let add_ons = AddOnKind::ALL.iter().flat_map(|&kind| [Self::Tier(kind), Self::AddOnPayer(kind)]);
        [Self::Country, Self::Plan, Self::Payer].into_iter().chain(add_ons).chain(Fact::all().map(Self::Fact))
    }

    /// By its name in a heading: a fact's is its path in the request.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|item| item.to_string() == name)
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country => f.write_str("country"),
            Self::Plan => f.write_str("plan"),
            Self::Payer => f.write_str("payer"),
            Self::Tier(kind) => write!(f, "{kind}_tier"),
            Self::AddOnPayer(kind) => write!(f, "{kind}_payer"),
            Self::Fact(fact) => fact.fmt(f),
        }
    }
}

/// How sure something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// A source says it.
    Told,
    /// A source gives bounds for it.
    Bounded,
    /// A source says something else, from which it is inferred.
    Judged,
}

impl Sure {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Bounded => "bounded",
            Self::Judged => "judged",
        }
    }
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// A request, or the place in a file of the firm's.
    pub from: String,
    /// Whether it is an answer of the interface.
    pub is_answer: bool,
    pub time: Option<Time>,
}

/// Why something is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Why {
    /// No request tells it.
    NoRequest,
    /// This request tells it, and is not among the answers.
    NotAsked(&'static str),
    /// Its request was answered with a fault.
    Fault(String),
    /// Its request was answered with nothing, which is not 0.
    Empty,
    /// Its answer has no such field, or one without a value: absent is not false.
    Absent(&'static str),
    /// A field says something that is not known.
    Unclear(&'static str, String),
    /// It is on, and whether it is used is not told.
    On(&'static str),
    /// There may be another page.
    NotTheLastPage,
    /// The count has paused templates in it.
    CountsPaused(u32),
    /// Before minor version 29, Advanced was called Plus.
    PlusOrAdvanced,
    /// It is held, and its tier is not told.
    Held,
    /// Two sources contradict each other.
    Contradiction(String, String),
}

impl Why {
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRequest => "no_request",
            Self::NotAsked(_) => "not_asked",
            Self::Fault(_) => "fault",
            Self::Empty => "empty",
            Self::Absent(_) => "absent",
            Self::Unclear(..) => "unclear",
            Self::On(_) => "on",
            Self::NotTheLastPage => "not_the_last_page",
            Self::CountsPaused(_) => "counts_paused",
            Self::PlusOrAdvanced => "plus_or_advanced",
            Self::Held => "held",
            Self::Contradiction(..) => "contradiction",
        }
    }
}

/// What one source says of one item.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Says {
    /// Its value, as in the JSON form; null is none.
    Is(Value),
    /// A judgement; the source would say the same for each of these values.
    Probably(Value, &'static [&'static str]),
    /// There is one, but it is not known which.
    Something,
    AtLeast(u32),
    AtMost(u32),
    Nothing(Why),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Evidence {
    pub(crate) says: Says,
    /// None where nothing was asked.
    pub(crate) source: Option<Source>,
}

/// What is known of an item, from all sources together.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub item: Item,
    /// Its value, as in the JSON form; null is none.
    pub value: Option<Value>,
    pub at_least: Option<u32>,
    pub at_most: Option<u32>,
    /// Where it is known, or bounded.
    pub sure: Option<Sure>,
    /// Who says so.
    pub sources: Vec<Source>,
    /// Why it is not known; no reason twice.
    pub why: Vec<Why>,
}

impl Finding {
    /// What the sources amount to: a source that says it outright counts more than a judgement, as long as they do not contradict
    /// each other.
    pub(crate) fn of(item: Item, evidence: &[&Evidence]) -> Self {
        let mut finding =
            Self { item, value: None, at_least: None, at_most: None, sure: None, sources: Vec::new(), why: Vec::new() };
        let sources = |says: &dyn Fn(&Says) -> bool| -> Vec<Source> {
            evidence.iter().filter(|one| says(&one.says)).filter_map(|one| one.source.clone()).collect()
        };
        if let Some((one, other)) = contradiction(evidence) {
            let named = |one: &Evidence| {
                let from = one.source.as_ref().map(|source| source.from.as_str()).unwrap_or_default();
                format!("{} ({from})", one.says)
            };
            finding.why.push(Why::Contradiction(named(one), named(other)));
            return finding;
        }
        for one in evidence {
            match &one.says {
                Says::Is(value) => {
                    finding.value = Some(value.clone());
                    finding.sure = Some(Sure::Told);
                }
                Says::Probably(value, _) if finding.sure != Some(Sure::Told) => {
                    finding.value = Some(value.clone());
                    finding.sure = Some(Sure::Judged);
                }
                Says::AtLeast(number) => finding.at_least = finding.at_least.max(Some(*number)),
                Says::AtMost(number) => finding.at_most = Some(finding.at_most.map_or(*number, |most| most.min(*number))),
                _ => {}
            }
        }
        finding.sources = match finding.sure {
            Some(Sure::Told) => sources(&|says| matches!(says, Says::Is(_))),
            Some(_) => sources(&|says| matches!(says, Says::Probably(..))),
            None => sources(&|says| matches!(says, Says::AtLeast(_) | Says::AtMost(_))),
        };
        if finding.value.is_none() && finding.at_least.is_some() && finding.at_least == finding.at_most {
            finding.value = finding.at_most.map(Value::from);
            finding.sure = Some(Sure::Bounded);
        }
        if finding.value.is_none() {
            let bounded = finding.at_least.is_some() || finding.at_most.is_some();
            finding.sure = bounded.then_some(Sure::Bounded);
            let mut told = HashSet::new();
            finding.why = evidence.iter().filter_map(|one| one.says.why()).filter(|why| told.insert(*why)).cloned().collect();
            if finding.why.is_empty() && !bounded {
                finding.why.push(Why::NoRequest);
            }
        }
        finding
    }
}

impl Says {
    fn why(&self) -> Option<&Why> {
        match self {
            Self::Nothing(why) => Some(why),
            Self::Something => Some(&Why::Held),
            _ => None,
        }
    }

    /// Whether both can be true.
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Is(one), Self::Is(other)) | (Self::Probably(one, _), Self::Probably(other, _)) => one == other,
            (Self::Is(is), Self::Probably(_, among)) | (Self::Probably(_, among), Self::Is(is)) => {
                is.as_str().is_some_and(|is| among.contains(&is))
            }
            (Self::Is(is), Self::Something) | (Self::Something, Self::Is(is)) => !is.is_null(),
            (Self::Is(is), Self::AtLeast(least)) | (Self::AtLeast(least), Self::Is(is)) => {
                is.as_u64().is_none_or(|is| is >= u64::from(*least))
            }
            (Self::Is(is), Self::AtMost(most)) | (Self::AtMost(most), Self::Is(is)) => {
                is.as_u64().is_none_or(|is| is <= u64::from(*most))
            }
            (Self::AtLeast(least), Self::AtMost(most)) | (Self::AtMost(most), Self::AtLeast(least)) => least <= most,
            _ => true,
        }
    }
}

impl fmt::Display for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(Value::Null) => f.write_str("none"),
            Self::Is(Value::String(text)) | Self::Probably(Value::String(text), _) => f.write_str(text),
            Self::Is(value) | Self::Probably(value, _) => value.fmt(f),
            Self::Something => f.write_str("true"),
            Self::AtLeast(number) => write!(f, "≥ {number}"),
            Self::AtMost(number) => write!(f, "≤ {number}"),
            Self::Nothing(_) => Ok(()),
        }
    }
}

/// The first two that cannot both be true.
fn contradiction<'e>(evidence: &[&'e Evidence]) -> Option<(&'e Evidence, &'e Evidence)> {
    // However many say the same, it is compared once.
    let mut said = HashSet::new();
    let evidence: Vec<&Evidence> = evidence.iter().copied().filter(|one| said.insert(&one.says)).collect();
    evidence.iter().enumerate().find_map(|(place, one)| {
        let other = evidence[place + 1..].iter().find(|other| !one.says.agrees(&other.says))?;
        Some((*one, *other))
    })
}
