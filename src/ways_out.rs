//! What to do about a refusal: the way out, a client's menu, the plan that fits, and what takes more than one request.
//!
//! ```
//! use subscription_change::ways_out::Availability;
//! use subscription_change::{Actor, Catalogue, Context, Party, Plan, Request, Subscription, Usage};
//!
//! let current = Subscription::new(Plan::Plus, Party::Firm);
//! let mut usage = Usage::default();
//! usage.users.billable = 4;
//! let context = Context::in_good_standing(Party::Firm.into(), usage);
//! let catalogue = Catalogue::canada();
//!
//! // Preview: what to do about a refusal, who does it, and the change plan that follows.
//! let request = Request { current, target: current.with_plan(Plan::Essentials), context };
//! let preview = catalogue.preview(&request).unwrap();
//! assert_eq!(preview.by(Actor::Client).count(), 2); // confirm, and remove one user
//! assert_eq!(preview.plan().to(), &request.target);
//!
//! // Menu: every action of every product, with its whole answer.
//! for entry in catalogue.menu(&current, &context) {
//!     match entry.availability() {
//!         Availability::Now => println!("{}", entry.action()),
//!         Availability::Later => {
//!             let preview = entry.preview().unwrap();
//!             println!("{} after {:?}", entry.action(), preview.remedies());
//!         }
//!         _ => println!("{} never: {}", entry.action(), entry.plan_change().unwrap_err()),
//!     }
//! }
//!
//! // Fit: the lowest plan that holds today's use and can be reached.
//! let mut rungs = catalogue.rungs(&current, &context);
//! let lowest = rungs.find(|rung| rung.fit().holds() && rung.is_within_reach()).unwrap();
//! assert_eq!(lowest.plan(), Plan::Plus);
//!
//! // Route: the fewest requests where one is not enough; here, take billing over, then upgrade.
//! let ours = Subscription::new(Plan::Advanced, Party::Firm);
//! let theirs = Subscription::new(Plan::Plus, Party::Client);
//! let theirs = Request { current: theirs, target: ours, context };
//! assert_eq!(catalogue.route(&theirs).unwrap().len(), 2);
//! ```
//!
//! Where some facts are unknown, [`assess_menu`](crate::Catalogue::assess_menu),
//! [`assess_preview`](crate::Catalogue::assess_preview), [`assess_fit`](crate::Catalogue::assess_fit),
//! [`assess_rungs`](crate::Catalogue::assess_rungs), [`assess_lowest_fit`](crate::Catalogue::assess_lowest_fit) and
//! [`assess_route`](crate::Catalogue::assess_route) say what is certain, and what to ask for the rest. A preview and a route are of a
//! [`PartialRequest`](crate::assess::PartialRequest), as they are of a [`Request`](crate::Request) above; the rest are of the current
//! subscription and the facts. With `serde` what they say is written as JSON, to show it (of a route, each of its requests); where a
//! fact is not known it has `questions`, as an [assessment](crate::assess) has:
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use subscription_change::assess::Facts;
//! use subscription_change::{Catalogue, Confirmation, Context, Party, Plan, Subscription, Usage};
//!
//! let current = Subscription::new(Plan::Essentials, Party::Firm);
//! let context = Context::in_good_standing(Party::Firm.into(), Usage::default())
//!     .with(|context| context.client.confirmation = Some(Confirmation::default()));
//! let facts = Facts::from(context).with(|facts| facts.client.usage.users.billable = None);
//!
//! let menu = serde_json::to_value(Catalogue::canada().assess_menu(&current, &facts)).unwrap();
//! assert_eq!(menu["actions"][0]["action"], serde_json::json!({"code": "downgrade", "to": "easy_start"}));
//! assert_eq!(menu["actions"][0]["availability"], "depends");
//! assert_eq!(menu["actions"][0]["preview"]["then"]["decision"], "open");
//! assert_eq!(menu["questions"], serde_json::json!([{
//!     "fact": "client.usage.users.billable", "ask": "client", "more_than": 1, "decides": ["too_many_users"], "settles": true,
//!     "actions": [{"code": "downgrade", "to": "easy_start"}],
//! }]));
//! # }
//! ```

mod action;
mod assessed;
mod fit;
mod menu;
mod preview;
mod route;
mod search;

pub use action::{Action, ActionCode};
pub use assessed::{
    AssessedEntry, AssessedFit, AssessedLegs, AssessedMenu, AssessedPreview, AssessedRemedy, AssessedRoute, AssessedRung,
    MenuQuestion,
};
pub use fit::{Fit, FitVerdict, QuotaUsage, Rung};
pub use menu::{Availability, Menu, MenuEntry};
pub use preview::Preview;
pub use route::{Legs, NoRoute, Route};
