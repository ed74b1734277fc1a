//! The search for the best way out, whether or not every fact is known.

use core::fmt;

use crate::decision::Catalogue;
use crate::model::{AddOnKind, Feature, Item, Party, Product, QUOTAS, Request, Subscription, Tier};
use crate::rules::{Reason, Remedy, RemedyCode};

/// The most remedies that a way out can have: one of each code, and more of the codes that have several.
const MOST: usize = RemedyCode::COUNT + AddOnKind::COUNT + Product::COUNT + Tier::COUNT + Party::COUNT + QUOTAS + Feature::COUNT;

/// A request with what is known around it, from which a way out is searched for.
pub(super) trait Wish<'a>: Copy + PartialEq {
    /// The answer if nothing stands in the way, as far as is known.
    type Plan: Copy;

    /// The answer if something does.
    type Refusal: Refused;

    /// The current and the wanted subscription.
    fn subscriptions(&self) -> (&Subscription, &Subscription);

    /// The answer to it.
    fn decide(&self, catalogue: &'a Catalogue) -> Result<Self::Plan, Self::Refusal>;

    /// The same once this is done.
    fn after(&self, remedy: Remedy) -> Self;

    /// Another change with the same facts.
    fn between(&self, current: Subscription, target: Subscription) -> Self;
}

/// What stands in the way.
pub(super) trait Refused {
    /// Each reason that holds, in order.
    fn reasons(&self) -> impl Iterator<Item = impl Obstacle>;

    /// Whether nobody can clear one of them.
    fn is_never(&self) -> bool;
}

/// A reason that holds.
pub(super) trait Obstacle: Copy {
    /// The alternatives that clear it.
    fn remedies(&self) -> impl Iterator<Item = Remedy>;
}

impl<'a> Wish<'a> for Request {
    type Plan = crate::decision::ChangePlan;
    type Refusal = crate::decision::Refusal;

    fn subscriptions(&self) -> (&Subscription, &Subscription) {
        (&self.current, &self.target)
    }

    fn decide(&self, catalogue: &'a Catalogue) -> Result<Self::Plan, Self::Refusal> {
        self.plan_change_with(catalogue)
    }

    fn after(&self, remedy: Remedy) -> Self {
        remedy.apply(self)
    }

    fn between(&self, current: Subscription, target: Subscription) -> Self {
        Self { current, target, ..*self }
    }
}

impl Refused for crate::decision::Refusal {
    fn reasons(&self) -> impl Iterator<Item = impl Obstacle> {
        self.reasons()
    }

    fn is_never(&self) -> bool {
        self.resolution() == crate::rules::Resolution::Never
    }
}

impl Obstacle for Reason {
    fn remedies(&self) -> impl Iterator<Item = Remedy> {
        self.remedies()
    }
}

/// A way out: what there is to do, the request once all of it is done, and what is then decided.
pub(super) struct WayOut<W, P> {
    pub(super) remedies: List,
    pub(super) request: W,
    pub(super) plan: P,
    pub(super) keeps_wish: bool,
}

/// The best way out, with the preferred alternatives; the refusal if there is none.
pub(super) fn way_out<'a, W: Wish<'a>>(
    catalogue: &'a Catalogue,
    wish: &W,
    preferred: &[Remedy],
) -> Result<WayOut<W, W::Plan>, W::Refusal> {
    let refusal = match wish.decide(catalogue) {
        Ok(plan) => return Ok(WayOut { remedies: List::EMPTY, request: *wish, plan, keeps_wish: true }),
        Err(refusal) => refusal,
    };
    let mut search = Search { catalogue, wish, preferred, best: None };
    search.edit(Draft { request: *wish, remedies: List::EMPTY }, &refusal, ROUNDS);
    search.best.map(|(_, way)| way).ok_or(refusal)
}

/// In how many rounds a request is edited, at most.
const ROUNDS: usize = 3;

/// A request on its way out, and what was done so far.
#[derive(Clone, Copy)]
struct Draft<W> {
    request: W,
    remedies: List,
}

impl<'a, W: Wish<'a>> Draft<W> {
    /// Applies one more remedy, if it does anything.
    fn with(mut self, remedy: Remedy) -> Self {
        let request = self.request.after(remedy);
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
    /// Which parts of the wish they are, those of the first product first.
    lost: u64,
    /// How many products are changed that were not named.
    unnamed: usize,
    length: usize,
}

/// The search for the best way out.
struct Search<'s, 'a, W: Wish<'a>> {
    catalogue: &'a Catalogue,
    /// The request as it was made.
    wish: &'s W,
    preferred: &'s [Remedy],
    best: Option<(Cost, WayOut<W, W::Plan>)>,
}

/// The alternatives of a reason that are considered: the preferred ones if there are any, else all.
fn alternatives(reason: &impl Obstacle, preferred: &[Remedy]) -> impl Iterator<Item = Remedy> {
    let any = reason.remedies().any(|remedy| preferred.contains(&remedy));
    reason.remedies().filter(move |remedy| !any || preferred.contains(remedy))
}

/// Whether there is exactly one.
fn is_one<T>(mut all: impl Iterator<Item = T>) -> bool {
    all.next().is_some() && all.next().is_none()
}

impl<'a, W: Wish<'a>> Search<'_, 'a, W> {
    /// Tries every way to edit this draft, which got this refusal.
    fn edit(&mut self, draft: Draft<W>, refusal: &W::Refusal, rounds: usize) {
        if refusal.is_never() {
            return;
        }
        if !refusal.reasons().any(|reason| edits(&reason)) {
            self.finish(draft, refusal);
        } else if let Some(rounds) = rounds.checked_sub(1) {
            self.choose(draft, refusal, 0, rounds);
        }
    }

    /// Goes through the alternatives of the reasons that edit the request, from this place on; when each has one, the next round begins.
    fn choose(&mut self, draft: Draft<W>, refusal: &W::Refusal, place: usize, rounds: usize) {
        match refusal.reasons().filter(edits).nth(place) {
            Some(reason) => {
                for remedy in alternatives(&reason, self.preferred) {
                    self.choose(draft.with(remedy), refusal, place.saturating_add(1), rounds);
                }
            }
            None => match draft.request.decide(self.catalogue) {
                Ok(plan) => self.offer(&draft, plan),
                Err(refusal) => self.edit(draft, &refusal, rounds),
            },
        }
    }

    /// Applies one remedy of each reason. Reasons with only one come first, because that may clear those with a choice.
    fn finish(&mut self, mut draft: Draft<W>, refusal: &W::Refusal) {
        let mut facts = List::EMPTY;
        for reason in refusal.reasons().filter(|reason| is_one(alternatives(reason, self.preferred))) {
            alternatives(&reason, self.preferred).for_each(|remedy| facts.push(remedy));
        }
        for reason in refusal.reasons() {
            let done = alternatives(&reason, self.preferred).any(|remedy| facts.as_slice().contains(&remedy));
            if let (false, Some(first)) = (done, alternatives(&reason, self.preferred).next()) {
                facts.push(first);
            }
        }
        // In the order of the reasons, which is the order in which they are told.
        for reason in refusal.reasons() {
            let chosen = alternatives(&reason, self.preferred).find(|remedy| facts.as_slice().contains(remedy));
            if let Some(remedy) = chosen {
                if !draft.remedies.as_slice().contains(&remedy) {
                    draft.request = draft.request.after(remedy);
                    draft.remedies.push(remedy);
                }
            }
        }
        if let Ok(plan) = draft.request.decide(self.catalogue) {
            self.offer(&draft, plan);
        }
    }

    /// Keeps this way out if it is better than the best so far.
    fn offer(&mut self, draft: &Draft<W>, plan: W::Plan) {
        let cost = self.cost(draft);
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            let Draft { request, remedies } = *draft;
            self.best = Some((cost, WayOut { remedies, request, plan, keeps_wish: cost.halves_lost == 0 }));
        }
    }

    fn cost(&self, draft: &Draft<W>) -> Cost {
        let ((current, wish), (_, end)) = (self.wish.subscriptions(), draft.request.subscriptions());
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
                // A removal counts once.
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
pub(super) fn edits(reason: &impl Obstacle) -> bool {
    reason.remedies().any(|remedy| remedy.edits_request())
}

/// Remedies, in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct List {
    /// The first `len` of them count.
    remedies: [Remedy; MOST],
    len: usize,
}

impl List {
    pub(super) const EMPTY: Self = Self { remedies: [Remedy::WaitUntilMoved; MOST], len: 0 };

    pub(super) fn as_slice(&self) -> &[Remedy] {
        self.remedies.get(..self.len).unwrap_or(&[])
    }

    /// Adds a remedy, if it is not there yet.
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
