//! What there is: products and plans, features and limits, the two parties, a subscription and what is known around it.
//!
//! Plain data. It uses the ground floor ([`kit`](crate::kit)) and nothing else.

mod add_on;
mod answer;
mod codes;
mod context;
mod date;
mod fact_set;
mod facts;
mod feature;
mod partly_known;
mod party;
mod plan;
mod quota;
mod request;
mod speech;
mod subscription;
mod truth;

pub(crate) use add_on::Way;
pub use add_on::{AddOn, AddOnKind, AddOnSet, ByAddOn, Product, ProductSet, Tier, TierSet};
pub use answer::{Answer, WrongAnswer};
pub use codes::{NoticeCode, ReasonCode, ReasonCodeSet};
pub use context::{
    BillingCycle, Client, ClientFacts, ClientStatus, Confirmation, Context, Fact, Firm, FirmFacts, PrimaryAdmin, StatusSet,
};
pub use date::{Date, InvalidDate};
pub use fact_set::FactSet;
pub(crate) use facts::FACTS;
pub use facts::{Facts, UsageFacts};
pub use feature::{ByFeature, Feature, FeatureSet};
pub use partly_known::PartlyKnown;
pub use party::{Actor, Parties, Party};
pub use plan::{ByPlan, Item, Plan, PlanSet};
#[cfg(feature = "serde")]
pub(crate) use quota::is_over;
pub use quota::{ByResource, ByUserKind, Quota, Resource, ResourceSet, Usage, UserKind, UserKindSet, Users};
pub(crate) use quota::{QUOTAS, QuotaSet};
pub use request::Request;
pub use speech::{Audience, Language};
#[cfg(feature = "serde")]
pub(crate) use subscription::WrittenTarget;
pub use subscription::{Base, Subscription, Target};
pub(crate) use truth::{Span, Truth};
