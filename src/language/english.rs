//! English: Canadian, and American where that is spelled otherwise.
//!
//! What differs is spelled in the table of labels; in a text of rules it stands in braces. Dates are the only other difference.
//!
//! A clause says what stands in the way, with its numbers, or what to do and who does it. It has neither a capital nor a full
//! stop, so that it fits into a log line; a sentence gets both.

mod sentences;

use core::fmt::{self, Display, Formatter};

use super::Localized;
#[cfg(all(feature = "serde", feature = "std"))]
use super::speech::Unheard;
use super::speech::{Phrases, Scene, Side, Speech, Told};
use super::text::{Grouped, Lowered, WithNames, list};
use crate::assess::Place;
use crate::model::{
    Audience, ClientStatus, Feature, FeatureSet, Language, Party, Product, Resource, Subscription, Tier, UserKind,
};
use crate::record::RecheckVerdict;
use crate::rules::Remedy;
use crate::terms::{Effective, Mark, Part, Published, Source};

/// A party, as this reader calls it: the subject of a clause.
#[derive(Clone, Copy)]
struct Who(Party, Audience);

impl Who {
    const fn reads(self) -> bool {
        matches!(self, Self(Party::Firm, Audience::Firm) | Self(Party::Client, Audience::Client))
    }

    /// The form of the verb: after "you", or after the others.
    const fn verb(self, you: &'static str, it: &'static str) -> &'static str {
        if self.reads() { you } else { it }
    }

    const fn have(self) -> &'static str {
        self.verb("have", "has")
    }

    /// What it has is its own.
    const fn possessive(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) | Self(Party::Client, Audience::Client) => "your",
            Self(Party::Firm, Audience::Client) => "your accounting firm's",
            Self(Party::Firm, Audience::Other) => "the firm's",
            Self(Party::Client, Audience::Firm) => "your client's",
            Self(Party::Client, Audience::Other) => "the client's",
        }
    }

    /// The firm or company rather than the person, as the object of a verb.
    const fn house(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) => "your firm",
            Self(Party::Client, Audience::Client) => "your company",
            Self(party, audience) => Self(party, audience).subject(),
        }
    }

    const fn subject(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) | Self(Party::Client, Audience::Client) => "you",
            Self(Party::Firm, Audience::Client) => "your accounting firm",
            Self(Party::Firm, Audience::Other) => "the firm",
            Self(Party::Client, Audience::Firm) => "your client",
            Self(Party::Client, Audience::Other) => "the client",
        }
    }
}

impl Display for Who {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.subject())
    }
}

/// Who is told to do something: the subject, and its verbs for what has to be done and for what can be.
const fn who_acts(remedy: &Remedy, audience: Audience) -> (&'static str, &'static str, &'static str) {
    let (subject, have) = match (remedy.told(), audience) {
        (Told::FirmAdmin, Audience::Firm) => ("one of your firm's admins", false),
        (Told::FirmAdmin, Audience::Client) => ("one of your accounting firm's admins", false),
        (Told::FirmAdmin, Audience::Other) => ("one of the firm's admins", false),
        (Told::Party(party), _) => (Who(party, audience).subject(), Who(party, audience).reads()),
        // The reader waits too, and may be the one who asks for something else.
        (Told::Both | Told::Requester, Audience::Firm | Audience::Client) => ("you", true),
        (Told::Both, Audience::Other) => ("the firm and the client", true),
        (Told::Requester, Audience::Other) => ("the requester", false),
    };
    (subject, if have { "have to" } else { "has to" }, "can")
}

/// An add-on with its tier.
struct AddOn<'a>(Scene<'a>, Product, Tier);

impl Display for AddOn<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.product(self.1), self.2.label(self.0.language))
    }
}

/// A feature inside a sentence.
fn feature(feature: Feature, scene: Scene<'_>) -> Lowered {
    match feature {
        // So that its "and" is not that of a list.
        Feature::BackupAndRestore => Lowered("backup-and-restore"),
        _ => Lowered(feature.label(scene.language)),
    }
}

/// That a subscription is cancelled, as it is spelled.
const fn cancelled(scene: Scene<'_>) -> Lowered {
    Lowered(ClientStatus::Cancelled.label(scene.language))
}

/// Features as a list in a sentence: "bills, projects and budgets".
struct Features<'a>(FeatureSet, Scene<'a>);

impl Display for Features<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        list(f, "and", self.0.iter().map(|of| feature(of, self.1)))
    }
}

/// Singular, plural.
type Noun = [&'static str; 2];

const HOURS: Noun = ["hour", "hours"];
const DAYS: Noun = ["day", "days"];

/// Where the firm changes a client's subscription.
const MENU: &str = "the menu of subscription actions";

/// Where the menu is. On 31 December 2026 the product is replaced by the one in parentheses.
const ACCOUNTANT: &str = "QuickBooks Online Accountant (from 2027 Intuit Accountant Suite)";

/// The page that it stands on.
const BILLING_PAGE: &str = "Subscriptions and billing";

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

const PHRASES: Phrases = Phrases {
    please_note: "Please note:",
    cannot_be_undone: "This cannot be undone.",
    first: "First:",
    then: "Then:",
    only: "Not everything asked for is possible. What is possible:",
    nothing_to_ask_for: "There is nothing to ask for.",
    split_billing: "split billing",
    permit_again: " (if the transfer of billing was permitted earlier, it has to be permitted again after that)",
    before_question: "",
    or: "or",
    #[cfg(all(feature = "serde", feature = "std"))]
    or_else: "Or: ",
    #[cfg(all(feature = "serde", feature = "std"))]
    unknown_beside: "not known to this version: ",
    #[cfg(all(feature = "serde", feature = "std"))]
    open: "It depends on facts that were not known.",
    #[cfg(all(feature = "serde", feature = "std"))]
    possible: "Possible:",
};

/// English, as the scene's language spells it.
pub(super) struct English;

impl Speech for English {
    fn phrases(&self) -> &'static Phrases {
        &PHRASES
    }

    fn place(&self, place: &Place) -> &'static str {
        match place {
            Place::FirmBilledSubscriptions => "Subscriptions and billing, Accountant-billed subscriptions, the client's status",
            Place::SubscriptionActions => "Subscriptions and billing, Accountant-billed subscriptions, Subscription actions",
            Place::Eligibility => "Subscriptions and billing, whether the client can be added to the firm's billing",
            Place::UserAccess => "Access of the firm's user",
            Place::ClientList => "The firm's list of clients",
            Place::ToldBy(Party::Firm) => "Only the firm can tell",
            Place::ToldBy(Party::Client) => "Only the client can tell",
            Place::AccountingApi(_) => "Accounting API: ",
            Place::GraphQl(_) => "GraphQL API: ",
        }
    }

    fn add_on(&self, f: &mut Formatter<'_>, scene: Scene<'_>, product: Product, tier: Tier) -> fmt::Result {
        AddOn(scene, product, tier).fmt(f)
    }

    fn source(&self, f: &mut Formatter<'_>, scene: Scene<'_>, source: &Source) -> fmt::Result {
        match (source.mark, source.article) {
            (_, Some(article)) => {
                write!(f, "article {}", article.id)?;
                match article.published {
                    Some(Published::On(on)) if scene.language == Language::AmericanEnglish => {
                        write!(f, " of {} {}, {}", month_name(on.month()), on.day(), on.year())
                    }
                    Some(Published::On(on)) => write!(f, " of {} {} {}", on.day(), month_name(on.month()), on.year()),
                    Some(Published::In { year, month }) => write!(f, " of {} {year}", month_name(month)),
                    None => Ok(()),
                }
            }
            (Mark::Source | Mark::OtherPage, None) => f.write_str("another page of Intuit"),
            (Mark::Judgement, None) => write!(f, "{}", Lowered(Mark::Judgement.label(scene.language))),
        }
    }

    fn part(&self, part: Part) -> WithNames {
        WithNames(match part {
            Part::Upgrades => "for upgrades",
            Part::Downgrades => "for downgrades",
            Part::TransfersToFirm => "for transfers to the firm",
            Part::AskedByFirm => "for what the firm asks for",
            Part::AskedByClient => "for what the client asks for",
            Part::PaidByFirm => "for what the firm pays for",
            Part::EachProduct => "for each product by itself",
            Part::Confirmation => "for the confirmation",
            Part::EachFeature => "for each feature by itself",
            Part::ReadOnly => "for read-only access",
            Part::TheRefusal => "for the refusal",
            Part::LadderPlans => "for the plans of the ladder",
            Part::PlansBeside => "for {ledger} and {self_employed}",
            Part::Multicurrency => "for multicurrency",
            Part::MulticurrencyKept => "for multicurrency that cannot be turned off",
            Part::OtherFeatures => "for the other features",
            Part::Doubted => "which says that it can never be turned off",
            Part::TransfersToClient => "for transfers to the client",
            Part::WhoActs => "for who has to act",
            Part::Time => "for time",
            Part::OtherAddOns => "for the other add-ons",
            Part::Cancelled => "for {cancelled} subscriptions",
            Part::SelfEmployedBilling => "for {self_employed} billing",
            Part::OnEasyStart => "for {easy_start}",
            Part::BillPay => "for bill pay",
        })
    }

    fn refused(&self, f: &mut Formatter<'_>, reasons: usize) -> fmt::Result {
        f.write_str("the change is refused")?;
        if reasons == 1 { Ok(()) } else { write!(f, " for {reasons} reasons") }
    }

    fn takes_effect(&self, effective: Effective) -> &'static str {
        match effective {
            Effective::Immediately => "the change takes effect immediately",
            Effective::NextBillingDate => "the change takes effect on the next billing date",
        }
    }

    fn request(&self, f: &mut Formatter<'_>, number: usize, of: usize) -> fmt::Result {
        write!(f, "Request {number} of {of}:")
    }

    fn rechecked(&self, verdict: RecheckVerdict) -> &'static str {
        match verdict {
            RecheckVerdict::Same => "The change can be made as planned.",
            RecheckVerdict::SameBut => "The change can be made as planned, except for this:",
            RecheckVerdict::NoLongerPossible => "The change can no longer be made as planned.",
        }
    }

    fn beside(&self, side: Side) -> &'static str {
        match side {
            Side::Planned => "Planned:",
            Side::Today => "Today:",
            Side::NoLonger => "No longer:",
            Side::New => "New:",
        }
    }

    fn holds(&self, f: &mut Formatter<'_>, held: Localized<'_, Subscription>) -> fmt::Result {
        write!(f, "the subscription is {held}")
    }

    #[cfg(all(feature = "serde", feature = "std"))]
    fn unknown(&self, f: &mut Formatter<'_>, what: Unheard, name: &str) -> fmt::Result {
        let what = match what {
            Unheard::Decision => "a decision of a kind",
            Unheard::Effective => "the change takes effect at a time",
            Unheard::Reason => "a reason",
            Unheard::Remedy => "a remedy",
            Unheard::Step => "a step",
            Unheard::Notice => "a notice",
        };
        write!(f, "{what} that this version does not know: `{}`", name.escape_debug())
    }

    fn exchanged(&self, f: &mut Formatter<'_>, scene: Scene<'_>, gained: bool, features: Option<FeatureSet>) -> fmt::Result {
        let way = if gained { "gained" } else { "lost" };
        match features {
            None => write!(f, "which features are {way} is not documented"),
            Some(features) if features.is_empty() => write!(f, "no features are {way}"),
            Some(features) => {
                write!(f, "features {way}: ")?;
                list(f, "and", features.iter().map(|feature| feature.label(scene.language)))
            }
        }
    }
}
