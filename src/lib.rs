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
pub use model::{
    Actor, AddOn, AddOnKind, Audience, Base, BillingCycle, Client, ClientStatus, Confirmation, Context, Feature, FeatureSet,
    Firm, Language, NoticeCode, Parties, Party, Plan, PrimaryAdmin, Product, ReasonCode, Request, Resource, Subscription, Tier,
    Usage, UserKind, Users,
};
pub use rules::{Notice, Reason, Remedy, RemedyCode, Resolution};

/// Catalogues as data: what an edition says, its faults, its history, and where its rules come from.
pub mod catalogue {
    pub use crate::decision::{History, HistoryFault, InvalidHistory, NoneInForce, Rule, RuleCode};
    pub use crate::kit::{InvalidName, Name};
    pub use crate::model::{ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, Date, InvalidDate};
    pub use crate::terms::{
        AddOnTerms, Article, ArticleId, CatalogueId, Clearance, Edition, Effective, Enforcement, FeatureUse, InvalidCatalogue,
        InvalidCatalogueId, Ladder, Limit, LocalName, Mark, Names, Part, PlanTerms, PriceWhenTakenOver, Published, Shortfalls,
        Source, SourceTable, Sources, Terms, TermsFault,
    };
}

/// Sets of what is named, and the names themselves.
pub mod vocabulary {
    pub use crate::kit::{Members, Set, UnknownName, Vocabulary};
    pub use crate::model::{AddOnSet, PlanSet, ProductSet, ReasonCodeSet, ResourceSet, StatusSet, TierSet, UserKindSet};
}

/// What a decision is read by: its parts, one after the other.
pub mod parts {
    pub use crate::decision::{DecisionKind, Notices, Reasons, Steps};
    pub use crate::model::{Item, Quota, Target};
    pub use crate::rules::Remedies;
}

/// Every rule with its sources and every sentence, in both languages.
#[cfg_attr(doc, doc = include_str!("../docs/RULES.md"))]
pub mod rule_book {}
