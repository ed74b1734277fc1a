//! What the library says: its labels of plans, features and the like, and its sentences of reasons, remedies and changes, for the eyes of
//! the firm.

use shared::gaps;
use subscription_change::assess::AssessedReason;
use subscription_change::ways_out::{Action, AssessedRemedy, Availability};
use subscription_change::{Audience, FeatureSet, Party, Plan, Product, Reason, Subscription};

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

    /// What there is to do; where who does it or when depends on what is not known, that it does.
    pub fn remedy(self, remedy: &AssessedRemedy) -> String {
        match remedy.remedy() {
            Some(remedy) => remedy.display(self.0, Audience::Firm).to_string(),
            None => gaps::partly_known(remedy.code(), self.0, Audience::Firm).to_owned(),
        }
    }

    pub fn reason(self, reason: Reason) -> String {
        reason.display(self.0, Audience::Firm).to_string()
    }

    /// A certain reason; where a part of it is not known, in short.
    pub fn certain(self, reason: &AssessedReason) -> String {
        reason.reason().map_or_else(|| self.possible(reason.code()), |reason| self.reason(reason))
    }

    /// What can be done instead of what can never be had.
    pub fn instead(self, reason: &AssessedReason) -> Option<String> {
        reason.with_placeholders().instead(self.0).map(|instead| instead.to_string())
    }
}
