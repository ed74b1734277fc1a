//! What the library says: its labels of plans, features and the like, and its sentences of reasons, remedies and changes, for the eyes of
//! the firm.

use subscription_change::ways_out::{Action, Availability};
use subscription_change::{Audience, FeatureSet, Party, Plan, Product, Reason, Remedy, Subscription};

use crate::words::Words;

impl Words {
    /// A list of features.
    pub fn labels(self, features: FeatureSet) -> String {
        features.iter().map(|feature| feature.label(self.0)).collect::<Vec<_>>().join(", ")
    }

    pub fn plan(self, plan: Plan) -> &'static str {
        plan.label(self.0)
    }

    pub fn availability(self, availability: Availability) -> &'static str {
        availability.label(self.0)
    }

    pub fn party(self, party: Party) -> &'static str {
        party.label(self.0)
    }

    /// What is held, and who pays for it. That it is the product that the report is about goes without saying.
    pub fn held(self, subscription: &Subscription) -> String {
        let held = subscription.display(self.0).to_string();
        let plan = held.strip_prefix(Product::Base.label(self.0)).map(str::trim_start);
        plan.map_or(held.clone(), str::to_owned)
    }

    pub fn action(self, action: Action) -> String {
        action.display(self.0, Audience::Firm).to_string()
    }

    pub fn remedy(self, remedy: Remedy) -> String {
        remedy.display(self.0, Audience::Firm).to_string()
    }

    pub fn reason(self, reason: Reason) -> String {
        reason.display(self.0, Audience::Firm).to_string()
    }

    /// What can be done instead of what can never be had.
    pub fn instead(self, reason: Reason) -> Option<String> {
        reason.instead(self.0).map(|instead| instead.to_string())
    }
}
