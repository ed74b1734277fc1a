//! From a refusal to the way out: what there is to do, by whom, and the change plan that follows.

use core::fmt;

use crate::decision::{Catalogue, ChangePlan, Refusal};
use crate::model::{Actor, AddOnKind, Feature, Party, Product, QUOTAS, ReasonCode, Request};
use crate::rules::{Reason, Remedy, Resolution};

/// How many remedies a way out can have at the most: leave out each add-on and transfer each product on its own; one for the status, the
/// details of the firm and of the client, the confirmation and the wait, and for the permission, the billing cycle and the role; and
/// each party's word, each kind of user, each feature and each resource.
const MOST: usize = (AddOnKind::COUNT + Product::COUNT) + 9 + Party::COUNT + QUOTAS + Feature::COUNT;

/// What there is to do before a change can be made, and the change plan that follows: the way out of a refusal, gone before it is gone.
///
/// The remedies are run, not only listed: [`request`](Self::request) is the request as it is once all of them are done, and
/// [`plan`](Self::plan) is what [`Catalogue::plan_change`] makes of it. For a request that is no refusal there is nothing to do.
///
/// ```
/// use subscription_change::*;
///
/// let current = Subscription::new(Plan::Plus, Party::Firm);
/// let usage = Usage { users: Users { billable: 3, ..Users::default() }, ..Usage::default() };
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

    /// What the change then does.
    #[must_use]
    pub const fn plan(&self) -> &ChangePlan {
        &self.plan
    }
}

impl Catalogue {
    /// The smallest set of remedies after which the request is a change plan, and that plan.
    ///
    /// One remedy for each reason, shared ones once, and none for a reason that is gone by then. What edits the request comes first, one
    /// edit after the other, because it may spare other remedies; where an edit takes back all that was asked for, nothing more is left
    /// out. Where a reason has alternatives, the one that is needed for another reason anyway is taken; else the one that needs the
    /// fewest remedies in all; of equally few, the one that the reason names first.
    /// [`preview_preferring`](Self::preview_preferring) leaves the choice to the caller.
    ///
    /// ```
    /// use subscription_change::*;
    ///
    /// // Time goes with EasyStart only beside Payroll Premium or Elite, so it is left out, or payroll taken.
    /// let current = Subscription::new(Plan::Plus, Party::Firm).with_time(TimeTier::Elite, Party::Firm);
    /// let mut context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// context.client.confirmation = Some(Confirmation::default());
    /// let request = Request { current, target: current.with_plan(Plan::EasyStart), context };
    ///
    /// let preview = Catalogue::canada().preview(&request)?;
    /// assert_eq!(preview.remedies(), [Remedy::LeaveOut { product: Product::Time }]);
    /// assert_eq!(preview.plan().to().time, None);
    ///
    /// let premium = Remedy::TakePayroll { tier: PayrollTier::Premium };
    /// let preview = Catalogue::canada().preview_preferring(&request, &[premium])?;
    /// assert_eq!(preview.remedies(), [premium]);
    /// assert!(preview.plan().to().payroll.is_some());
    /// # Ok::<(), Refusal>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A refusal that no remedy clears: the request's own where one of its reasons is [`Never`](Resolution::Never); else
    /// `nothing_to_change`, where something has to be left out and nothing else was asked for.
    pub fn preview(&self, request: &Request) -> Result<Preview, Refusal> {
        self.preview_preferring(request, &[])
    }

    /// [`preview`](Self::preview), where the caller chooses among alternatives: where a reason has several, the first of them that is
    /// among `preferred` is taken; for the others it is as there. What is preferred and not needed is not done.
    ///
    /// # Errors
    ///
    /// As for [`preview`](Self::preview).
    pub fn preview_preferring(&self, request: &Request, preferred: &[Remedy]) -> Result<Preview, Refusal> {
        let answer = request.plan_change_with(self);
        let first = self.run(request, answer, preferred, Edit::First);
        // Only where an add-on is unsupported can a request be edited in two ways.
        if !answer.is_err_and(|refusal| refusal.has(ReasonCode::AddOnUnsupported)) {
            return first;
        }
        let last = self.run(request, answer, preferred, Edit::Last);
        match (&first, &last) {
            (Ok(Preview { remedies: first, .. }), Ok(Preview { remedies: other, .. })) if other.len < first.len => last,
            (Err(_), Ok(_)) => last,
            (_, _) => first,
        }
    }

    /// Does what there is to do about this answer to the request, one remedy at a time, until there is a plan or nothing more can be done.
    fn run(
        &self,
        request: &Request,
        mut answer: Result<ChangePlan, Refusal>,
        preferred: &[Remedy],
        edit: Edit,
    ) -> Result<Preview, Refusal> {
        let (mut request, mut remedies) = (*request, List::EMPTY);
        loop {
            let refusal = match answer {
                Ok(plan) => return Ok(Preview { remedies, request, plan }),
                Err(refusal) => refusal,
            };
            match next(&refusal, preferred, edit) {
                Some(remedy) if remedies.push(remedy) => request = remedy.apply(&request),
                _ => return Err(refusal),
            }
            answer = request.plan_change_with(self);
        }
    }
}

/// Which alternative is taken where a request can be edited in two ways.
#[derive(Debug, Clone, Copy)]
enum Edit {
    First,
    Last,
}

/// What to do next; `None` where nothing helps.
fn next(refusal: &Refusal, preferred: &[Remedy], edit: Edit) -> Option<Remedy> {
    if refusal.resolution() == Resolution::Never {
        return None;
    }
    let edits = |reason: &Reason| reason.remedies().any(|remedy| remedy.by() == Actor::Requester);
    let leaves_no_choice = |reason: &Reason| reason.remedies().len() == 1;
    // What edits the request may spare other remedies.
    if let Some(reason) = refusal.reasons().find(edits) {
        let by_rule = match edit {
            Edit::First => reason.remedies().next(),
            Edit::Last => reason.remedies().last(),
        };
        return reason.remedies().find(|remedy| preferred.contains(remedy)).or(by_rule);
    }
    // What leaves no choice may spare the choice.
    let reason = refusal.reasons().find(leaves_no_choice).or_else(|| refusal.reasons().next())?;
    reason.remedies().find(|remedy| preferred.contains(remedy)).or_else(|| reason.remedies().next())
}

/// Remedies, in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct List {
    /// The first `len` of them count.
    remedies: [Remedy; MOST],
    len: usize,
}

impl List {
    const EMPTY: Self = Self { remedies: [Remedy::WaitUntilMoved; MOST], len: 0 };

    fn as_slice(&self) -> &[Remedy] {
        self.remedies.get(..self.len).unwrap_or(&[])
    }

    /// Whether there was room for it.
    fn push(&mut self, remedy: Remedy) -> bool {
        match self.remedies.get_mut(self.len) {
            Some(place) => {
                *place = remedy;
                self.len = self.len.saturating_add(1);
                true
            }
            None => false,
        }
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
