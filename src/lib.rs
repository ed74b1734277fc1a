#![doc = include_str!("../README.md")]
#![no_std]
#![deny(missing_docs)]
#![warn(unreachable_pub)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::todo, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "std")]
extern crate std;

mod action;
mod catalogue;
mod change_plan;
mod coded;
mod compare;
mod context;
mod decision;
mod difference;
mod feature;
mod findings;
mod fit;
mod found;
mod json;
mod language;
mod menu;
mod noted;
mod notice;
mod party;
mod preview;
mod product;
mod reason;
mod refusal;
mod remedy;
mod request;
mod route;
mod rule;
mod rules;
mod set;
mod source;
mod step;
mod subscription;
mod table;
mod usage;
mod vocabulary;

/// Every rule with its sources and every sentence, in both languages.
#[cfg_attr(doc, doc = include_str!("../docs/RULES.md"))]
pub mod rule_book {}

pub use action::{Action, ActionCode};
pub use catalogue::{
    AddOnTerms, Catalogue, CatalogueDraft, CatalogueFault, CatalogueId, Clearance, Date, Effective, FeatureUse, History,
    HistoryFault, InvalidCatalogue, InvalidCatalogueId, InvalidDate, InvalidHistory, Limit, NoneInForce, Overuse, PlanTerms,
    Shortfalls, TimeTerms,
};
pub use change_plan::{ChangePlan, Notices};
pub use compare::{Cell, CellDifference, CellValue, ChangedAnswer, Comparison, MoveDifference, NoWitness, Strictness};
pub use context::{BillingCycle, Client, ClientStatus, Confirmation, Context, Firm};
pub use decision::{Decision, DecisionKind, plan_change};
pub use feature::{ByFeature, Feature, FeatureSet, FeatureSetIter};
pub use fit::{Fit, FitVerdict, Measure, Rung};
pub use language::{Language, Reader, Words};
pub use menu::{Availability, Menu, MenuEntry};
pub use notice::{Notice, NoticeCode};
pub use party::{Actor, Parties, PartiesIter, Party};
pub use preview::Preview;
pub use product::{
    ByPlan, Item, PayrollTier, PayrollTiers, PayrollTiersIter, Plan, PlanSet, PlanSetIter, Product, Products, ProductsIter, Tier,
    TimeTier, TimeTiers, TimeTiersIter,
};
pub use reason::{Reason, ReasonCode, Resolution};
pub use refusal::{Reasons, Refusal};
pub use remedy::{Remedies, Remedy, RemedyCode};
pub use request::Request;
pub use route::{Legs, NoRoute, Route};
pub use rule::{Rule, RuleCode, rules};
pub use source::{Article, Mark, Source};
pub use step::{Step, StepCode, Steps};
pub use subscription::{Base, Payroll, Subscription, Time};
pub use usage::{
    ByResource, ByUserKind, Gauge, Resource, Resources, ResourcesIter, Usage, UserKind, UserKinds, UserKindsIter, Users,
};
pub use vocabulary::UnknownName;
