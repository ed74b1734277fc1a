//! A request, as it is sent and stored.

use crate::{Catalogue, ChangePlan, Context, Refusal, Subscription};

/// Everything that a decision reads: what there is, what is wanted, and what is known around it.
///
/// ```
/// use subscription_change::*;
///
/// let request = Request {
///     current: Subscription::new(Plan::EasyStart, Party::Firm),
///     target: Subscription::new(Plan::Plus, Party::Firm),
///     context: Context::in_good_standing(Party::Firm.into(), Usage::default()),
/// };
/// assert_eq!(request.plan_change(), plan_change(&request.current, &request.target, &request.context));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Request {
    /// The subscription as it is.
    pub current: Subscription,
    /// The subscription that is wanted.
    pub target: Subscription,
    /// What is known around the change.
    pub context: Context,
}

impl Request {
    /// [`plan_change`](crate::plan_change) of this request, with the embedded Canadian catalogue.
    ///
    /// # Errors
    ///
    /// The refusal, with every reason that holds.
    pub fn plan_change(&self) -> Result<ChangePlan, Refusal> {
        self.plan_change_with(Catalogue::canada())
    }

    /// [`Catalogue::plan_change`] of this request.
    ///
    /// # Errors
    ///
    /// The refusal, with every reason that holds.
    pub fn plan_change_with(&self, catalogue: &Catalogue) -> Result<ChangePlan, Refusal> {
        catalogue.plan_change(&self.current, &self.target, &self.context)
    }
}

crate::json::record! { Request ("a request") { current, target, context } }
