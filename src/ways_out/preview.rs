//! From a refusal to the way out: what there is to do, by whom, and the change plan that follows.

use super::search::{List, WayOut, way_out};
use crate::decision::{Catalogue, ChangePlan, Refusal};
use crate::model::{Actor, Request};
use crate::rules::Remedy;

/// What there is to do before a change can be made, and the change plan that follows: a dry run of the way out.
///
/// The remedies are run, not only listed: [`request`](Self::request) is the request as it is once all of them are done, and
/// [`plan`](Self::plan) is what [`Catalogue::plan_change`] makes of it. For a request that is no refusal there is nothing to do.
///
/// ```
/// use subscription_change::{
///     Actor, Catalogue, Context, FeatureSet, Parties, Party, Plan, Refusal, Remedy, Request, Subscription, Usage, UserKind,
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
    /// What there is to do, in an order in which it can be done: first what edits the request, then the rest in the order of the reasons.
    /// Empty where the change may be made now.
    #[must_use]
    pub fn remedies(&self) -> &[Remedy] {
        self.remedies.as_slice()
    }

    /// What this one has to do, in the order of [`remedies`](Self::remedies).
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
    /// The way out that keeps the wish best: what there is to do before the request is a change plan, and that plan.
    ///
    /// A way out is, first, edits of the request: one alternative of each reason that asks for something else, until there is no such reason,
    /// in at most three rounds; then one remedy of each reason that is left, shared ones once. Of the products that the request changes each
    /// has two halves of a wish, its plan or tier and its payer (a removal has one). Of all ways out it is the one that keeps most halves; of
    /// equal ones that which keeps those of the earlier products, then the one that changes fewest products that were not named, then the
    /// shortest, then the one whose alternatives come first. [`Preview::keeps_wish`] tells whether all was kept.
    ///
    /// [`preview_preferring`](Self::preview_preferring) leaves the choice among alternatives to the caller. Where some facts are not known, ask
    /// [`assess_preview`](Self::assess_preview).
    ///
    /// ```
    /// use subscription_change::{AddOnKind, Catalogue, Confirmation, Context, Party, Plan, Product, Remedy, Request, Subscription, Tier, Usage};
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
    /// The request's own refusal, where no way leads out: one of its reasons is [`Never`](crate::Resolution::Never), or one of those that follow
    /// from its edits is.
    pub fn preview(&self, request: &Request) -> Result<Preview, Refusal> {
        self.preview_preferring(request, &[])
    }

    /// [`preview`](Self::preview), where the caller chooses among alternatives: where a reason has several, only those that are among
    /// `preferred` are looked at, if any is. What is preferred and not needed is not done.
    ///
    /// # Errors
    ///
    /// As for [`preview`](Self::preview).
    pub fn preview_preferring(&self, request: &Request, preferred: &[Remedy]) -> Result<Preview, Refusal> {
        let WayOut { remedies, request, plan, keeps_wish } = way_out(self, request, preferred)?;
        Ok(Preview { remedies, request, plan, keeps_wish })
    }
}
