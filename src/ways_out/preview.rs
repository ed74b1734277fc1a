//! From a refusal to the way out: what there is to do, by whom, and the change plan that follows.

use core::fmt;

use crate::decision::{Catalogue, ChangePlan, Refusal};
use crate::model::{Actor, AddOnKind, Feature, Item, Party, Product, QUOTAS, Request, Subscription, Tier};
use crate::rules::{Reason, Remedy, RemedyCode, Resolution};

/// How many remedies a way out can have at the most: of each code one, and more of those that are told apart.
const MOST: usize = RemedyCode::COUNT + AddOnKind::COUNT + Product::COUNT + Tier::COUNT + Party::COUNT + QUOTAS + Feature::COUNT;

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
    /// [`preview_preferring`](Self::preview_preferring) leaves the choice among alternatives to the caller.
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
    /// The request's own refusal, where no way leads out: one of its reasons is [`Never`](Resolution::Never), or one of those that follow
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
        let refusal = match request.plan_change_with(self) {
            Ok(plan) => return Ok(Preview { remedies: List::EMPTY, request: *request, plan, keeps_wish: true }),
            Err(refusal) => refusal,
        };
        let mut search = Search { catalogue: self, wish: request, preferred, best: None };
        search.edit(Draft { request: *request, remedies: List::EMPTY }, &refusal, ROUNDS);
        search.best.map(|(_, preview)| preview).ok_or(refusal)
    }
}

/// In how many rounds a request is edited at the most.
const ROUNDS: usize = 3;

/// A request on its way out, and what was done so far.
#[derive(Clone, Copy)]
struct Draft {
    request: Request,
    remedies: List,
}

impl Draft {
    /// Does one thing more, if it does anything.
    fn with(mut self, remedy: Remedy) -> Self {
        let request = remedy.apply(&self.request);
        if request != self.request {
            self.request = request;
            self.remedies.push(remedy);
        }
        self
    }
}

/// How well a way out keeps the wish; the smaller the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    halves_lost: u32,
    /// Which they are, the first product's first.
    lost: u64,
    /// How many products are changed that were not named.
    unnamed: usize,
    length: usize,
}

/// The search for the best way out.
struct Search<'a> {
    catalogue: &'a Catalogue,
    /// The request as it was made.
    wish: &'a Request,
    preferred: &'a [Remedy],
    best: Option<(Cost, Preview)>,
}

/// The alternatives of a reason that are looked at: those that are preferred, if any is, else all.
fn alternatives(reason: Reason, preferred: &[Remedy]) -> impl Iterator<Item = Remedy> {
    let any = reason.remedies().any(|remedy| preferred.contains(&remedy));
    reason.remedies().filter(move |remedy| !any || preferred.contains(remedy))
}

/// Whether there is one and no more.
fn is_one<T>(mut all: impl Iterator<Item = T>) -> bool {
    all.next().is_some() && all.next().is_none()
}

impl Search<'_> {
    /// Goes through every way to edit this draft, which was refused so.
    fn edit(&mut self, draft: Draft, refusal: &Refusal, rounds: usize) {
        if refusal.resolution() == Resolution::Never {
            return;
        }
        if !refusal.reasons().any(|reason| edits(&reason)) {
            self.finish(draft, refusal);
        } else if let Some(rounds) = rounds.checked_sub(1) {
            self.choose(draft, refusal, 0, rounds);
        }
    }

    /// Goes through the alternatives of the reasons that edit the request, from this place on; when each has one, the next round begins.
    fn choose(&mut self, draft: Draft, refusal: &Refusal, place: usize, rounds: usize) {
        match refusal.reasons().filter(edits).nth(place) {
            Some(reason) => {
                for remedy in alternatives(reason, self.preferred) {
                    self.choose(draft.with(remedy), refusal, place.saturating_add(1), rounds);
                }
            }
            None => match draft.request.plan_change_with(self.catalogue) {
                Ok(plan) => self.offer(&draft, plan),
                Err(refusal) => self.edit(draft, &refusal, rounds),
            },
        }
    }

    /// Does one remedy of each reason: what leaves no choice first, because it may spare the choice.
    fn finish(&mut self, mut draft: Draft, refusal: &Refusal) {
        let mut facts = List::EMPTY;
        for reason in refusal.reasons().filter(|reason| is_one(alternatives(*reason, self.preferred))) {
            alternatives(reason, self.preferred).for_each(|remedy| facts.push(remedy));
        }
        for reason in refusal.reasons() {
            let done = alternatives(reason, self.preferred).any(|remedy| facts.as_slice().contains(&remedy));
            if let (false, Some(first)) = (done, alternatives(reason, self.preferred).next()) {
                facts.push(first);
            }
        }
        // In the order of the reasons, which is the order in which they are told.
        for reason in refusal.reasons() {
            let chosen = alternatives(reason, self.preferred).find(|remedy| facts.as_slice().contains(remedy));
            if let Some(remedy) = chosen {
                if !draft.remedies.as_slice().contains(&remedy) {
                    draft.request = remedy.apply(&draft.request);
                    draft.remedies.push(remedy);
                }
            }
        }
        if let Ok(plan) = draft.request.plan_change_with(self.catalogue) {
            self.offer(&draft, plan);
        }
    }

    /// Keeps this way out if it is better than what there is.
    fn offer(&mut self, draft: &Draft, plan: ChangePlan) {
        let cost = self.cost(draft);
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            let Draft { request, remedies } = *draft;
            self.best = Some((cost, Preview { remedies, request, plan, keeps_wish: cost.halves_lost == 0 }));
        }
    }

    fn cost(&self, draft: &Draft) -> Cost {
        let (current, wish, end) = (&self.wish.current, &self.wish.target, &draft.request.target);
        let mut cost = Cost { halves_lost: 0, lost: 0, unnamed: 0, length: draft.remedies.as_slice().len() };
        let mut half = |lost: bool| {
            cost.halves_lost = cost.halves_lost.saturating_add(u32::from(lost));
            cost.lost = cost.lost << 1 | u64::from(lost);
        };
        for &product in Product::ALL {
            let [now, wished, then] = [current, wish, end].map(|subscription| held(subscription, product));
            let named = now != wished;
            let (what, payer) = match (wished, then) {
                (None, None) => (true, true),
                // A removal has one half.
                (None, Some(_)) => (false, true),
                (Some(_), None) => (false, false),
                (Some((item, payer)), Some((end_item, end_payer))) => (item == end_item, payer == end_payer),
            };
            half(named && !what);
            half(named && !payer);
            if !named && then != now {
                cost.unnamed = cost.unnamed.saturating_add(1);
            }
        }
        cost
    }
}

const _: () = assert!(Product::COUNT * 2 <= u64::BITS as usize, "evaluated by the compiler: more halves of a wish than bits");

/// What is held of a product, and who pays for it.
fn held(subscription: &Subscription, product: Product) -> Option<(Item, Party)> {
    match product.add_on() {
        None => Some((Item::Plan(subscription.base.plan), subscription.base.payer)),
        Some(kind) => subscription.add_on(kind).map(|held| (Item::Tier(held.tier), held.payer)),
    }
}

/// Whether what clears the reason edits the request.
fn edits(reason: &Reason) -> bool {
    reason.remedies().any(|remedy| remedy.edits_request())
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

    /// Takes one more, if it is not there yet.
    fn push(&mut self, remedy: Remedy) {
        if self.as_slice().contains(&remedy) {
            return;
        }
        if let Some(place) = self.remedies.get_mut(self.len) {
            *place = remedy;
            self.len = self.len.saturating_add(1);
        }
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
