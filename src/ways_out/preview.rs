//! From a refusal to the way out: what to do, who does it, and the change plan that follows.

use super::search::{List, WayOut, way_out};
use crate::decision::{Catalogue, ChangePlan, Refusal};
use crate::model::{Actor, Request};
use crate::rules::Remedy;

/// What to do before a change can be made, and the change plan that follows: a dry run of the way out.
///
/// The remedies are applied, not only listed: [`request`](Self::request) is the request once all of them are done, and
/// [`plan`](Self::plan) is what [`Catalogue::plan_change`] makes of it. A request that is not refused has no remedies.
///
/// ```
/// use subscription_change::{
///     Actor, Catalogue, Context, FeatureSet, Parties, Party, Plan, Refusal, Remedy, Request,
///     Subscription, Usage, UserKind,
/// };
///
/// let current = Subscription::new(Plan::Plus, Party::Firm);
/// let mut usage = Usage::default();
/// usage.users.billable = 3;
/// let request = Request {
///     current,
///     target: current.with_plan(Plan::EasyStart),
///     context: Context::in_good_standing(Parties::EMPTY, usage),
/// };
/// assert_eq!(request.plan_change().unwrap_err().reasons().len(), 3);
///
/// let preview = Catalogue::canada().preview(&request)?;
/// assert!(preview.by(Actor::Firm).eq([Remedy::Authorise { party: Party::Firm }]));
/// assert!(preview.by(Actor::Client).eq([
///     Remedy::Confirm { accepting: FeatureSet::EMPTY },
///     Remedy::RemoveUsers { kind: UserKind::Billable, count: 2 },
/// ]));
/// assert_eq!(preview.plan().to(), &request.target);
/// # Ok::<(), Refusal>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Preview {
    remedies: List,
    request: Request,
    plan: ChangePlan,
    keeps_wish: bool,
}

impl Preview {
    /// What to do, in an order in which it can be done: first what edits the request, then the rest in the order of the reasons.
    /// Empty if the change may be made now.
    #[must_use]
    pub fn remedies(&self) -> &[Remedy] {
        self.remedies.as_slice()
    }

    /// What this actor has to do, in the order of [`remedies`](Self::remedies).
    pub fn by(&self, actor: Actor) -> impl Iterator<Item = Remedy> {
        self.remedies().iter().copied().filter(move |remedy| remedy.by() == actor)
    }

    /// The request as it is once all of that is done.
    #[must_use]
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// Whether all that was asked for is kept: each product that the request changes has its plan or tier and its payer in the end.
    #[must_use]
    pub const fn keeps_wish(&self) -> bool {
        self.keeps_wish
    }

    /// What the change then does.
    #[must_use]
    pub const fn plan(&self) -> &ChangePlan {
        &self.plan
    }
}

impl Catalogue {
    /// The way out that keeps most of what was asked for: what to do before the request is a change plan, and that plan.
    ///
    /// A way out begins with edits of the request: one remedy for each reason that is cleared by asking for something else, until
    /// there is no such reason, in at most three rounds. Then comes one remedy for each reason that is left, shared ones once.
    /// Each product that the request changes counts twice, for its plan or tier and for its payer (a removed one counts once).
    /// The best way out keeps most of these; of equal ones, it keeps those of earlier products, then changes the fewest products
    /// that were not named, then is the shortest, then takes the alternatives that come first. [`Preview::keeps_wish`] tells
    /// whether everything was kept.
    ///
    /// [`preview_preferring`](Self::preview_preferring) leaves the choice among alternatives to the caller. If some facts are
    /// unknown, ask [`assess_preview`](Self::assess_preview).
    ///
    /// ```
    /// use subscription_change::{
    ///     AddOnKind, Catalogue, Confirmation, Context, Party, Plan, Product, Remedy, Request,
    ///     Subscription, Tier, Usage,
    /// };
    ///
    /// // Time goes with EasyStart only beside Payroll Premium or Elite. The request does not change it, so payroll is not taken for it.
    /// let current = Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default())
    ///     .with(|context| context.client.confirmation = Some(Confirmation::default()));
    /// let request = Request { current, target: current.with_plan(Plan::EasyStart), context };
    ///
    /// let preview = Catalogue::canada().preview(&request)?;
    /// assert_eq!(preview.remedies(), [Remedy::DropAddOn { product: Product::Time }]);
    /// assert_eq!(preview.plan().to().add_on(AddOnKind::Time), None);
    /// assert!(preview.keeps_wish());
    ///
    /// let premium = Remedy::TakePayroll { tier: Tier::Premium };
    /// let preview = Catalogue::canada().preview_preferring(&request, &[premium])?;
    /// assert_eq!(preview.remedies(), [premium]);
    /// assert!(preview.plan().to().add_on(AddOnKind::Payroll).is_some());
    /// # Ok::<(), subscription_change::Refusal>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The refusal of the request itself, if there is no way out: one of its reasons is [`Never`](crate::Resolution::Never), or
    /// every edit leads to one that is.
    pub fn preview(&self, request: &Request) -> Result<Preview, Refusal> {
        self.preview_preferring(request, &[])
    }

    /// [`preview`](Self::preview) with a choice among alternatives: if a reason has several remedies and some are among
    /// `preferred`, only those are considered. A preferred remedy that is not needed is not done.
    ///
    /// # Errors
    ///
    /// As for [`preview`](Self::preview).
    pub fn preview_preferring(&self, request: &Request, preferred: &[Remedy]) -> Result<Preview, Refusal> {
        let WayOut { remedies, request, plan, keeps_wish } = way_out(self, request, preferred)?;
        Ok(Preview { remedies, request, plan, keeps_wish })
    }
}
