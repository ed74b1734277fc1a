//! [`examples/service`]: #use-it
//! [`strategies`]: #what-else-there-is
//! [Editions]: mod@catalogue
//! [Extending]: #what-else-there-is
//! [Performance]: #what-else-there-is
//! [`assess`]: mod@assess
//! [`ways_out`]: mod@ways_out
//! [`record`]: mod@record
//! [`rule_book`]: mod@rule_book
//! [`catalogue`]: mod@catalogue
//! [`compare`]: mod@compare
//!
#![doc = include_str!("../README.md")]
//!
//! # Read these five first
//!
//! [`plan_change`] takes the current [`Subscription`], the wanted one and a [`Context`], and returns a [`ChangePlan`] or a [`Refusal`].
//!
//! - [`Subscription`]: the plan and its add-ons, each with who pays for it. The current one and the wanted one are both of this type.
//! - [`Context`]: who asks for the change, and what is true of the firm and of the client today.
//! - [`Refusal`]: every [`Reason`] why not, each with the [`Remedy`] that clears it.
//! - [`ChangePlan`]: the [`Step`]s of the change in order, and each [`Notice`] of what to know before.
//! - [`Catalogue`]: the vendor's plans, limits and conditions in one country from a day on, by which changes are decided.
//!
//! # Then by task
//!
//! - Show it to a person: `display(language, audience)` of every part of an answer, explained at [`Localized`].
//! - Send it as JSON, or read it: [`Request`], [`Decision`], and the [`record`] of an answer that was stored.
//! - Do it on a later day: [`PlanRecord::recheck`](record::PlanRecord::recheck), with the facts as [`Context::after`] moves them.
//! - Decide where not every fact is known, and ask for what is missing: [`mod@assess`]. From JSON, a
//!   [`PartialRequest`](assess::PartialRequest).
//! - Do something about a refusal: [`Remedy::apply`], or the whole way in [`ways_out`], which has the menu of a client too. Whether it
//!   can be cleared is its [`resolution`](Refusal::resolution).
//! - Another country or year: [`catalogue`] checks your own terms, and [`compare`] tells what they change.
//! - Look a rule up: the [`rule_book`] has every sentence with its source.
//! - Go through an answer piece by piece: [`parts`]. Work with names and sets of them: [`vocabulary`].
#![no_std]
#![deny(missing_docs)]
#![warn(unreachable_pub)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::todo, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "std")]
extern crate std;

// The modules are floors, from the ground up: each uses only those above it in this list. A test checks it.
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

/// Catalogues as data: their terms, faults, history and sources.
///
/// For another country or another year, make [`Terms`](catalogue::Terms) from JSON or in Rust, check them, which finds all their
/// faults at once, and decide with the resulting [`Catalogue`]:
///
/// ```
/// use subscription_change::Catalogue;
/// use subscription_change::catalogue::{History, Limit};
/// use subscription_change::compare::{Comparison, Strictness};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // Or from JSON: let mut terms: Terms = serde_json::from_str(&json)?;
/// let mut terms = *Catalogue::canada().terms();
/// terms.id = "CA-2027-01-01".parse()?; // an id of its own, which stored decisions name
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
/// The terms' own [`Edition`](catalogue::Edition) has the ladder, separate products, names and sources. An answer uses the names
/// of the embedded catalogue with its identity, or else Canada's; for a catalogue of your own, use
/// [`in_words_of`](Localized::in_words_of) and [`Catalogue::sources`].
///
/// JSON is read whole. A document that says only what differs (`"extends": "CA-2025-06-02"`) is made whole by the example programs:
/// `docs/EDITIONS.md` in the repository explains it, and `decide --catalogue FILE --print-catalogue` prints it.
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

/// Sets of named things, and what all names have in common: reading, listing, errors.
///
/// Codes are added in later versions, so the enums are `non_exhaustive`, and a service that maps them to something of its own needs an arm for
/// the rest. A test of a few lines shows that none is forgotten; the same works for [`NoticeCode`], [`RemedyCode`] and the others:
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

/// The parts of an answer: its iterators, and what they yield.
pub mod parts {
    pub use crate::decision::{DecisionKind, Notices, Reasons, Steps};
    pub use crate::language::Instead;
    pub use crate::model::{Item, Quota, Target};
    pub use crate::rules::Remedies;
}

/// Every term, reason, notice and fact, the Canadian catalogue, and every rule with its sources and its sentences in both languages.
#[cfg_attr(doc, doc = include_str!("../docs/TABLES.md"))]
#[cfg_attr(doc, doc = include_str!("../docs/RULES.md"))]
pub mod rule_book {}
