//! Canadian English.
//!
//! A clause says what stands in the way with its numbers, or what to do and who does it. It has neither a capital nor a full stop, so
//! that it fits into a log line; where it is a sentence both are put to it.

mod reasons;
mod remedies;

pub(super) use reasons::{notice, reason};
pub(super) use remedies::{action, remedies, remedy, step};

use core::fmt::{self, Display, Formatter};

use super::text::{Grouped, Lowered, list};
use crate::{Actor, Effective, Feature, FeatureSet, Language, Mark, Party, Product, Reader, Resource, Source, Tier, UserKind};

/// A party, as this reader calls it: the subject of a clause.
#[derive(Clone, Copy)]
struct Who(Party, Reader);

impl Who {
    const fn reads(self) -> bool {
        matches!(self, Self(Party::Firm, Reader::Firm) | Self(Party::Client, Reader::Client))
    }

    /// The verb beside it: after "you", or after the others.
    const fn verb(self, you: &'static str, it: &'static str) -> &'static str {
        if self.reads() { you } else { it }
    }

    const fn have(self) -> &'static str {
        self.verb("have", "has")
    }

    /// What it has is its own.
    const fn possessive(self) -> &'static str {
        match self {
            Self(Party::Firm, Reader::Firm) | Self(Party::Client, Reader::Client) => "your",
            Self(Party::Firm, Reader::Client) => "your accounting firm's",
            Self(Party::Firm, Reader::Other) => "the firm's",
            Self(Party::Client, Reader::Firm) => "your client's",
            Self(Party::Client, Reader::Other) => "the client's",
        }
    }

    /// Not the person but the house, as the object of a verb.
    const fn house(self) -> &'static str {
        match self {
            Self(Party::Firm, Reader::Firm) => "your firm",
            Self(Party::Client, Reader::Client) => "your company",
            Self(party, reader) => Self(party, reader).subject(),
        }
    }

    const fn subject(self) -> &'static str {
        match self {
            Self(Party::Firm, Reader::Firm) | Self(Party::Client, Reader::Client) => "you",
            Self(Party::Firm, Reader::Client) => "your accounting firm",
            Self(Party::Firm, Reader::Other) => "the firm",
            Self(Party::Client, Reader::Firm) => "your client",
            Self(Party::Client, Reader::Other) => "the client",
        }
    }
}

impl Display for Who {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.subject())
    }
}

/// Who acts: the subject, and its verbs for what has to be done and for what can be.
const fn who_acts(actor: Actor, reader: Reader) -> (&'static str, &'static str, &'static str) {
    let (subject, reads) = match (actor, reader) {
        (Actor::Firm, _) => (Who(Party::Firm, reader).subject(), Who(Party::Firm, reader).reads()),
        (Actor::Client, _) => (Who(Party::Client, reader).subject(), Who(Party::Client, reader).reads()),
        // Whoever reads waits with the others, and may ask for something else.
        (Actor::Vendor | Actor::Requester, Reader::Firm | Reader::Client) => ("you", true),
        (Actor::Vendor, Reader::Other) => ("the firm and the client", true),
        (Actor::Requester, Reader::Other) => ("whoever asks", false),
    };
    (subject, if reads { "have to" } else { "has to" }, "can")
}

/// The name of the product in the vendor's words.
const fn product(product: Product) -> &'static str {
    product.label(Language::English)
}

/// An add-on with its tier.
pub(super) struct AddOn(pub(super) Product, pub(super) Tier);

impl Display for AddOn {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", product(self.0), self.1.label(Language::English))
    }
}

/// A feature inside a sentence.
fn feature(feature: Feature) -> Lowered {
    match feature {
        // So that its "and" is not that of a list.
        Feature::BackupAndRestore => Lowered("backup-and-restore"),
        _ => Lowered(feature.label(Language::English)),
    }
}

/// Features as a list in a sentence: "bills, projects and budgets".
struct Features(FeatureSet);

impl Display for Features {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        list(f, self.0, " and ", feature)
    }
}

/// Singular, plural.
type Noun = [&'static str; 2];

const HOURS: Noun = ["hour", "hours"];

const fn user_kind(kind: UserKind) -> Noun {
    match kind {
        UserKind::Billable => ["billable user", "billable users"],
        UserKind::Accountant => ["accountant user", "accountant users"],
        UserKind::ReportsOnly => ["reports-only user", "reports-only users"],
        UserKind::TimeOnly => ["time-only user", "time-only users"],
    }
}

const fn resource(resource: Resource) -> Noun {
    match resource {
        Resource::Accounts => ["active account", "active accounts"],
        Resource::ClassesAndLocations => ["active class or location", "active classes and locations"],
        Resource::CustomFields => ["custom field", "custom fields"],
    }
}

const fn number(number: u32) -> Grouped {
    Grouped(number, ",")
}

/// A number and the noun that it counts.
struct Count(u32, Noun);

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [singular, plural] = self.1;
        write!(f, "{} {}", number(self.0), if self.0 == 1 { singular } else { plural })
    }
}

/// Where a rule comes from.
pub(super) fn source(f: &mut Formatter<'_>, source: &Source) -> fmt::Result {
    match (source.mark, source.article) {
        (_, Some(article)) => {
            write!(f, "article {}", article.id)?;
            article.published.map_or(Ok(()), |on| write!(f, " of {} {} {}", on.day(), month_name(on.month()), on.year()))
        }
        (Mark::Source | Mark::OtherPage, None) => f.write_str("another page of Intuit"),
        (Mark::Judgement, None) => f.write_str("judgement"),
    }
}

const fn month_name(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// When a change takes effect.
pub(super) const fn takes_effect(effective: Effective) -> &'static str {
    match effective {
        Effective::Immediately => "the change takes effect immediately",
        Effective::NextBillingDate => "the change takes effect on the next billing date",
    }
}

/// That the change is refused, for this many reasons.
pub(super) fn refused(f: &mut Formatter<'_>, reasons: usize) -> fmt::Result {
    f.write_str("the change is refused")?;
    if reasons == 1 { Ok(()) } else { write!(f, " for {reasons} reasons") }
}

/// What stands before the notices.
pub(super) const PLEASE_NOTE: &str = "Please note:";

/// What is said of a notice whose effect cannot be undone.
pub(super) const CANNOT_BE_UNDONE: &str = "This cannot be undone.";
