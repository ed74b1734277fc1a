//! All possible subscriptions, each at a place of its own.
#![allow(clippy::cast_possible_truncation, reason = "there are some thousands of places")]

use crate::model::{AddOn, AddOnKind, AddOnSet, Base, Party, Plan, Subscription};

/// How many ways there are to hold this add-on, including not to hold it.
const fn ways(kind: AddOnKind) -> usize {
    1 + kind.tiers().len() * Party::COUNT
}

/// How many subscriptions there are.
const SUBSCRIPTIONS: usize = {
    let (mut subscriptions, mut i) = (Plan::COUNT * Party::COUNT, 0);
    while i < AddOnKind::COUNT {
        subscriptions *= ways(AddOnKind::ALL[i]);
        i += 1;
    }
    subscriptions
};

/// The place of a subscription among all that there can be, in the order of the documentation's tables: by plan, payer and each add-on;
/// what is not held comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u16);

const _: () = assert!(SUBSCRIPTIONS <= u16::MAX as usize, "evaluated by the compiler: widen the place of a subscription");

impl Place {
    /// All of them, in order.
    pub(super) fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..SUBSCRIPTIONS as u16).map(Self)
    }

    /// The place of the same subscription without other add-ons than these.
    pub(super) fn with_only(self, kinds: AddOnSet) -> Self {
        let (mut place, mut rest, mut one_more) = (0_usize, self.index(), 1_usize);
        for &kind in AddOnKind::ALL.iter().rev() {
            let way = if kinds.contains(kind) { rest % ways(kind) } else { 0 };
            place = place.saturating_add(way.saturating_mul(one_more));
            one_more = one_more.saturating_mul(ways(kind));
            rest /= ways(kind);
        }
        Self(place.saturating_add(rest.saturating_mul(one_more)) as u16)
    }

    const fn index(self) -> usize {
        // It is always less; this way the compiler knows it.
        self.0 as usize % SUBSCRIPTIONS
    }

    /// The place of this subscription; `None` if an add-on is held at a tier that it does not have.
    pub(super) fn of(subscription: &Subscription) -> Option<Self> {
        let mut place = subscription.base.plan as usize * Party::COUNT + subscription.base.payer as usize;
        for &kind in AddOnKind::ALL {
            let way = match subscription.add_on(kind) {
                None => 0,
                Some(held) => {
                    let lower = kind
                        .tiers()
                        .iter()
                        .take_while(|tier| *tier != held.tier)
                        .fold(0, |count: usize, _| count.saturating_add(1));
                    if !kind.tiers().contains(held.tier) {
                        return None;
                    }
                    lower.saturating_mul(Party::COUNT).saturating_add(held.payer as usize).saturating_add(1)
                }
            };
            place = place.saturating_mul(ways(kind)).saturating_add(way);
        }
        Some(Self(place as u16))
    }

    pub(super) fn subscription(self) -> Subscription {
        let mut place = self.index();
        let mut subscription = Subscription::new(Plan::ALL[0], Party::ALL[0]);
        for &kind in AddOnKind::ALL.iter().rev() {
            let held = (place % ways(kind)).checked_sub(1);
            let tier = |held: usize| kind.tiers().iter().nth(held / Party::COUNT);
            let held = held.and_then(|held| Some(AddOn { tier: tier(held)?, payer: Party::ALL[held % Party::COUNT] }));
            subscription = subscription.with_held(kind, held);
            place /= ways(kind);
        }
        let (plan, payer) = (place / Party::COUNT, place % Party::COUNT);
        subscription.base = Base { plan: Plan::ALL[plan % Plan::COUNT], payer: Party::ALL[payer] };
        subscription
    }
}

/// One cell for each subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Table<T>([T; SUBSCRIPTIONS]);

impl<T: Copy> Table<T> {
    pub(super) const fn all(value: T) -> Self {
        Self([value; SUBSCRIPTIONS])
    }

    pub(super) const fn get(&self, place: Place) -> T {
        self.0[place.index()]
    }

    pub(super) const fn set(&mut self, place: Place, value: T) {
        self.0[place.index()] = value;
    }
}

/// A set of subscriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places([u64; SUBSCRIPTIONS.div_ceil(WORD)]);

const WORD: usize = u64::BITS as usize;

impl Places {
    pub(super) const EMPTY: Self = Self([0; SUBSCRIPTIONS.div_ceil(WORD)]);

    pub(super) fn contains(&self, place: Place) -> bool {
        self.0.get(place.index() / WORD).is_some_and(|bits| bits >> (place.index() % WORD) & 1 != 0)
    }
}

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        let mut set = Self::EMPTY;
        for place in places {
            if let Some(bits) = set.0.get_mut(place.index() / WORD) {
                *bits |= 1 << (place.index() % WORD);
            }
        }
        set
    }
}

/// The subscriptions that matter on the way from one to another, in order.
///
/// Besides payroll, which brings others to a plan, no add-on is of help to anything but itself. So one that neither of the two holds would
/// only be added and removed again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    pub(super) kinds: AddOnSet,
    places: Table<Place>,
    count: usize,
}

impl Space {
    pub(super) fn between(current: &Subscription, target: &Subscription) -> Self {
        let is_held = |&kind: &AddOnKind| current.add_on(kind).is_some() || target.add_on(kind).is_some();
        let kinds = AddOnKind::ALL.iter().copied().filter(is_held).collect::<AddOnSet>().with(AddOnKind::Payroll);
        let mut space = Self { kinds, places: Table::all(Place(0)), count: 0 };
        let matter = Place::all().filter(|place| place.with_only(kinds) == *place);
        for (cell, place) in space.places.0.iter_mut().zip(matter) {
            *cell = place;
            space.count = space.count.saturating_add(1);
        }
        space
    }

    pub(super) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.places.0.iter().copied().take(self.count)
    }
}

impl Subscription {
    /// Every subscription that there can be, once: each plan and payer, with each add-on at each of its tiers and for each payer, or without
    /// it. In the order of the documentation's tables; what is not held comes first.
    ///
    /// ```
    /// use subscription_change::{Context, Parties, Party, Plan, Subscription, Usage, plan_change};
    ///
    /// // Of all that may be asked for from Plus, where nothing stands in the way: how much is granted at once?
    /// let context = Context::in_good_standing(Parties::ALL, Usage::default());
    /// let plus = Subscription::new(Plan::Plus, Party::Firm);
    /// let granted = Subscription::all().filter(|target| plan_change(&plus, target, &context).is_ok()).count();
    /// assert!(granted > 0 && granted < Subscription::all().len());
    /// ```
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        Place::all().map(Place::subscription)
    }
}
