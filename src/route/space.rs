//! All the subscriptions that there can be, each at a place of its own.
#![allow(clippy::cast_possible_truncation, reason = "there are 420 places")]

use crate::{Base, Party, Payroll, Plan, Subscription, Time};

const PAYROLL: usize = Payroll::WAYS;
const TIME: usize = Time::WAYS;

/// How many subscriptions there are.
const SUBSCRIPTIONS: usize = Plan::COUNT * Party::COUNT * PAYROLL * TIME;

/// The place of a subscription among all that there can be, in the order of the documentation's tables: by plan, payer, payroll and time;
/// what is not held comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u16);

impl Place {
    /// All of them, in order.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..SUBSCRIPTIONS as u16).map(Self)
    }

    const fn index(self) -> usize {
        // It always is less; this way the compiler knows.
        self.0 as usize % SUBSCRIPTIONS
    }

    pub(super) fn of(subscription: &Subscription) -> Self {
        let Subscription { base, payroll, time } = subscription;
        // Not to hold an add-on is the last of its ways, and comes first here.
        let (payroll, time) = ((Payroll::way(*payroll) + 1) % PAYROLL, (Time::way(*time) + 1) % TIME);
        let place = ((base.plan as usize * Party::COUNT + base.payer as usize) * PAYROLL + payroll) * TIME + time;
        Self(place as u16)
    }

    pub(super) fn subscription(self) -> Subscription {
        let (place, time) = (self.index() / TIME, self.index() % TIME);
        let (place, payroll) = (place / PAYROLL, place % PAYROLL);
        let (plan, payer) = (place / Party::COUNT, place % Party::COUNT);
        Subscription {
            base: Base { plan: Plan::ALL[plan % Plan::COUNT], payer: Party::ALL[payer] },
            payroll: Payroll::at((payroll + PAYROLL - 1) % PAYROLL),
            time: Time::at((time + TIME - 1) % TIME),
        }
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

    pub(super) fn map<U>(self, cell: impl Fn(T) -> U) -> Table<U> {
        Table(self.0.map(cell))
    }
}
