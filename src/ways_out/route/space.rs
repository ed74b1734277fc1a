//! The subscriptions that there can be, each at a place of its own, and those among which a route is looked for.

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

/// The subscriptions without other add-ons than these, in the order of the documentation's tables: by plan, payer and each add-on; what is not
/// held comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Space {
    kinds: AddOnSet,
}

impl Space {
    const WHOLE: Self = Self { kinds: AddOnSet::ALL };

    /// Those that matter on the way from one to another.
    ///
    /// Besides payroll, which brings others to a plan, no add-on is of help to anything but itself. So one that neither of the two holds would
    /// only be added and removed again.
    pub(super) fn between(current: &Subscription, target: &Subscription) -> Self {
        let is_held = |&kind: &AddOnKind| current.add_on(kind).is_some() || target.add_on(kind).is_some();
        Self { kinds: AddOnKind::ALL.iter().copied().filter(is_held).collect::<AddOnSet>().with(AddOnKind::Payroll) }
    }

    /// How many ways there are in it to hold this add-on.
    fn ways(self, kind: AddOnKind) -> usize {
        if self.kinds.contains(kind) { ways(kind) } else { 1 }
    }

    fn len(self) -> usize {
        AddOnKind::ALL.iter().fold(Plan::COUNT * Party::COUNT, |len, &kind| len.saturating_mul(self.ways(kind)))
    }

    /// All of them, in order.
    fn all(self) -> impl ExactSizeIterator<Item = Subscription> {
        (0..self.len()).map(move |place| self.at(place))
    }

    /// The place of this subscription, without the add-ons that do not matter; `None` if one is held at a tier that it does not have.
    pub(super) fn place(self, subscription: &Subscription) -> Option<usize> {
        let base = subscription.base.plan as usize * Party::COUNT + subscription.base.payer as usize;
        AddOnKind::ALL.iter().filter(|&&kind| self.kinds.contains(kind)).try_fold(base, |place, &kind| {
            let way = match subscription.add_on(kind) {
                None => 0,
                Some(held) => {
                    let tier = kind.tiers().iter().position(|tier| tier == held.tier)?;
                    tier.saturating_mul(Party::COUNT).saturating_add(held.payer as usize).saturating_add(1)
                }
            };
            Some(place.saturating_mul(ways(kind)).saturating_add(way))
        })
    }

    /// The subscription at this place.
    fn at(self, mut place: usize) -> Subscription {
        let mut subscription = Subscription::new(Plan::ALL[0], Party::ALL[0]);
        for &kind in AddOnKind::ALL.iter().rev().filter(|&&kind| self.kinds.contains(kind)) {
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

/// A value for each subscription of a space, beside the subscription.
pub(super) struct Table<T> {
    /// The first `len` of them count.
    cells: [(Subscription, T); SUBSCRIPTIONS],
    len: usize,
}

impl<T: Copy> Table<T> {
    pub(super) fn all(space: Space, value: T) -> Self {
        let mut table = Self { cells: [(Space::WHOLE.at(0), value); SUBSCRIPTIONS], len: space.len() };
        table.cells.iter_mut().zip(space.all()).for_each(|(cell, subscription)| cell.0 = subscription);
        table
    }

    /// The cells with such a value, in the same order.
    pub(super) fn only(&self, is_such: impl Fn(&T) -> bool) -> Self {
        let mut only = Self { cells: self.cells, len: 0 };
        let such = self.cells().iter().filter(|(_, value)| is_such(value));
        for (cell, one) in only.cells.iter_mut().zip(such) {
            *cell = *one;
            only.len = only.len.saturating_add(1);
        }
        only
    }

    /// All cells, in the order of the space.
    pub(super) fn cells(&self) -> &[(Subscription, T)] {
        self.cells.get(..self.len).unwrap_or(&[])
    }

    pub(super) fn set(&mut self, place: usize, value: T) {
        if let Some(cell) = self.cells.get_mut(place) {
            cell.1 = value;
        }
    }
}

/// A set of subscriptions of a space. One with other add-ons is in it if it is without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    space: Space,
    bits: [u64; SUBSCRIPTIONS.div_ceil(WORD)],
}

const WORD: usize = u64::BITS as usize;

impl Places {
    pub(super) const fn none(space: Space) -> Self {
        Self { space, bits: [0; SUBSCRIPTIONS.div_ceil(WORD)] }
    }

    pub(super) fn with(mut self, subscription: &Subscription) -> Self {
        if let Some(place) = self.space.place(subscription) {
            if let Some(bits) = self.bits.get_mut(place / WORD) {
                *bits |= 1 << (place % WORD);
            }
        }
        self
    }

    /// All of them, with and without other add-ons.
    pub(super) fn iter(&self) -> impl Iterator<Item = Subscription> {
        Subscription::all().filter(|subscription| self.contains(subscription))
    }

    fn contains(&self, subscription: &Subscription) -> bool {
        let bits = self.space.place(subscription).and_then(|place| Some(self.bits.get(place / WORD)? >> (place % WORD) & 1));
        bits == Some(1)
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
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        Space::WHOLE.all()
    }
}
