//! [`examples/service`]: #use-it
//! [`docs/EXTENDING.md`]: #what-else-there-is
//! [`assess`]: mod@assess
//! [`ways_out`]: mod@ways_out
//! [`rule_book`]: mod@rule_book
//! [`catalogue`]: mod@catalogue
//! [`compare`]: mod@compare
//! [`Request`]: crate::Request
//! [`Decision`]: crate::Decision
//!
#![doc = include_str!("../README.md")]
#![no_std]
#![deny(missing_docs)]
#![warn(unreachable_pub)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::todo, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "std")]
extern crate std;

// The floors of the house, from the ground up: each uses those above it in this list and none below. A test holds it.
mod kit;
mod model;
mod terms;
mod rules;
mod decision;
pub mod record;
pub mod assess;
pub mod ways_out;
pub mod compare;
mod language;

pub use decision::{Catalogue, ChangePlan, Decision, Refusal, Step, StepCode, plan_change};
pub use language::Localized;
#[cfg(feature = "serde")]
pub use language::WithSentences;
pub use model::{
    Actor, AddOn, AddOnKind, Audience, Base, BillingCycle, Client, ClientStatus, Confirmation, Context, Feature, FeatureSet,
    Firm, Language, NoticeCode, Parties, Party, Plan, PrimaryAdmin, Product, ReasonCode, Request, Resource, Subscription, Tier,
    Usage, UserKind, Users,
};
pub use rules::{Notice, Reason, Remedy, RemedyCode, Resolution};

/// Catalogues as data: what an edition says, its faults, its history, and where its rules come from.
///
/// For another country or another year, make [`Terms`](catalogue::Terms), from JSON or in Rust, check them, which finds all their faults at
/// once, and decide with the [`Catalogue`] that comes of it:
///
/// ```
/// use subscription_change::Catalogue;
/// use subscription_change::catalogue::{History, Limit};
/// use subscription_change::compare::{Comparison, Strictness};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // Or from JSON: let mut terms: Terms = serde_json::from_str(&json)?;
/// let mut terms = *Catalogue::canada().terms();
/// terms.id = "CA-2027-01-01".parse()?; // an id of its own: stored decisions are told apart by it
/// terms.plans.essentials.users.billable = Limit::UpTo(4);
/// terms.upgrade_wait_hours = 24;
/// let newer = terms.check()?;
///
/// // Which of several versions is in force on a day: today's date comes from the caller.
/// let canada = History::new(Catalogue::embedded_in("CA"))?;
/// let in_force = canada.in_force_on("2025-06-01".parse()?)?;
/// assert_eq!(in_force.id().to_string(), "CA-2022-09-08");
///
/// // What the newer one does: upgrades get stricter, downgrades to Essentials looser.
/// let comparison = Comparison::new(Catalogue::canada(), &newer);
/// let moves = |strictness| comparison.moves().filter(|of| of.strictness() == strictness).count();
/// assert_eq!((moves(Strictness::Stricter), moves(Strictness::Looser)), (9, 2));
/// # Ok(())
/// # }
/// ```
///
/// Ladder, separate products, names and sources are those of the terms' own [`Edition`](catalogue::Edition). Where an answer does not have its
/// catalogue at hand, it is said in the words of the embedded one of its identity; [`in_words_of`](Localized::in_words_of) and
/// [`Catalogue::sources`] are of any.
pub mod catalogue {
    pub use crate::decision::{History, HistoryFault, InvalidHistory, NoneInForce, Rule, RuleCode};
    pub use crate::kit::{InvalidName, Name};
    pub use crate::model::{ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, Date, InvalidDate};
    pub use crate::terms::{
        AddOnTerms, Article, ArticleId, CatalogueId, Clearance, Edition, Effective, Enforcement, FeatureUse, InvalidArticleId,
        InvalidCatalogue, InvalidCatalogueId, InvalidPublished, Ladder, Limit, LocalName, Mark, Names, Part, PlanTerms,
        PriceWhenTakenOver, Published, Shortfalls, Source, SourceTable, Sources, Terms, TermsFault,
    };
}

/// Sets of what is named, and the names themselves.
///
/// Codes are added in later versions, so the enums are `non_exhaustive`, and a service that maps them to something of its own needs an arm for
/// the rest. That it has forgotten none is a test of a few lines, and the same for [`NoticeCode`](crate::NoticeCode),
/// [`RemedyCode`](crate::RemedyCode) and the others:
///
/// ```
/// use subscription_change::ReasonCode;
///
/// /// The page of a service's own help that is shown beside a reason.
/// fn help(code: ReasonCode) -> Option<&'static str> {
///     match code.name() {
///         "client_pending" | "upgrade_too_soon" => Some("waiting"),
///         name if name.starts_with("transfer_") || name.starts_with("primary_admin_") => Some("taking-over-billing"),
///         "too_many_users" | "over_limit" | "feature_in_use" => Some("making-room"),
///         // …
/// #       _ => Some("other"),
/// #       #[allow(unreachable_patterns)]
///         _ => None,
///     }
/// }
///
/// // With the version of the crate that is built, every code has one.
/// let forgotten: Vec<ReasonCode> = ReasonCode::ALL.iter().copied().filter(|&code| help(code).is_none()).collect();
/// assert_eq!(forgotten, []);
/// ```
pub mod vocabulary {
    pub use crate::kit::{Members, Set, UnknownName, Vocabulary};
    pub use crate::model::{AddOnSet, PlanSet, ProductSet, ReasonCodeSet, ResourceSet, StatusSet, TierSet, UserKindSet};
}

/// What a decision is read by: its parts, one after the other.
pub mod parts {
    pub use crate::decision::{DecisionKind, Notices, Reasons, Steps};
    pub use crate::language::Instead;
    pub use crate::model::{Item, Quota, Target};
    pub use crate::rules::Remedies;
}

/// The words, every reason and every notice in a table, the Canadian catalogue; then every rule with its sources and sentences, in both
/// languages.
#[cfg_attr(doc, doc = include_str!("../docs/TABLES.md"))]
#[cfg_attr(doc, doc = include_str!("../docs/RULES.md"))]
pub mod rule_book {}
