//! Every possible action for a client, with its answer.

use core::iter::FusedIterator;

use super::{Action, Preview};
use crate::decision::{Catalogue, ChangePlan, Refusal};
use crate::kit::{count, vocabulary};
use crate::model::{AddOnKind, Context, Plan, Product, Request, Subscription, Way};

vocabulary! {
    /// Whether an action is available.
    pub enum Availability ("availability", "availabilities") {
        /// Now: it is a change plan.
        Now,
        /// Later: there is something to do or to wait for first, which a [`Preview`] tells.
        Later,
        /// Never: no way out leads there, and the refusal tells why. One may lead to something else.
        Never,
        /// It depends on facts that are not known, which [`AssessedMenu::questions`](super::AssessedMenu::questions) ask for. If
        /// all facts are known, it is never this one.
        Depends,
    }
}

impl Availability {
    /// The availability of what was asked for, from its [`Catalogue::preview`].
    ///
    /// ```
    /// use subscription_change::ways_out::Availability;
    /// use subscription_change::{Catalogue, Context, Parties, Party, Plan, Request, Subscription, Usage};
    ///
    /// let current = Subscription::new(Plan::Plus, Party::Firm);
    /// let context = Context::in_good_standing(Parties::EMPTY, Usage::default());
    /// let request = Request { current, target: current.with_plan(Plan::Advanced), context };
    ///
    /// let preview = Catalogue::canada().preview(&request);
    /// assert_eq!(Availability::of(&preview), Availability::Later); // once the firm authorises it
    /// ```
    #[must_use]
    pub fn of(preview: &Result<Preview, Refusal>) -> Self {
        match preview {
            Ok(preview) if preview.remedies().is_empty() => Self::Now,
            Ok(preview) if preview.keeps_wish() => Self::Later,
            // A way out that leads somewhere else does not count.
            Ok(_) | Err(_) => Self::Never,
        }
    }
}

/// One action, its request, and the whole answer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MenuEntry<'a> {
    catalogue: &'a Catalogue,
    action: Action,
    request: Request,
}

impl<'a> MenuEntry<'a> {
    /// The catalogue of the menu.
    pub(crate) const fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// What would be asked for.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }

    /// The request for it: from the current subscription, with the context of the menu.
    #[must_use]
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// The answer: what [`Catalogue::plan_change`] says of the [request](Self::request).
    ///
    /// # Errors
    ///
    /// The refusal, with every reason that holds.
    pub fn plan_change(&self) -> Result<ChangePlan, Refusal> {
        self.request.plan_change_with(self.catalogue)
    }

    /// What to do first, and the change plan that follows: what [`Catalogue::preview`] says of the [request](Self::request).
    ///
    /// # Errors
    ///
    /// The refusal that no remedy clears.
    pub fn preview(&self) -> Result<Preview, Refusal> {
        self.catalogue.preview(&self.request)
    }

    /// Whether it is available now, later or never.
    #[must_use]
    pub fn availability(&self) -> Availability {
        Availability::of(&self.preview())
    }
}

/// Every action of every product, with its answer: where the vendor's screen hides an option, this says why.
///
/// In this order: each other plan; for each add-on each other tier and removing it, or if it is not held each tier with each payer;
/// then the transfer of each product's billing to the other party. An add-on of which the edition sells nothing is not there where it is not held. What is asked for differs from the current subscription in that one
/// thing.
///
/// ```
/// use subscription_change::ways_out::{Action, Availability};
/// use subscription_change::{Catalogue, Context, Party, Plan, Product, Subscription, Usage};
///
/// let current = Subscription::new(Plan::Plus, Party::Firm);
/// let mut usage = Usage::default();
/// usage.users.billable = 4;
/// let context = Context::in_good_standing(Party::Firm.into(), usage);
///
/// let menu = Catalogue::canada().menu(&current, &context);
/// let plans: Vec<_> = menu
///     .filter(|entry| entry.action().product() == Product::Base)
///     .map(|entry| (entry.action(), entry.availability()))
///     .collect();
/// assert_eq!(plans, [
///     (Action::Downgrade { to: Plan::EasyStart }, Availability::Later),
///     (Action::Downgrade { to: Plan::Essentials }, Availability::Later),
///     (Action::Upgrade { to: Plan::Advanced }, Availability::Now),
///     (Action::Switch { to: Plan::Ledger }, Availability::Never),
///     (Action::Switch { to: Plan::SelfEmployed }, Availability::Never),
///     (Action::Transfer { product: Product::Base, to: Party::Client }, Availability::Now),
/// ]);
/// ```
#[derive(Debug, Clone)]
pub struct Menu<'a> {
    actions: Actions<'a>,
    context: Context,
}

impl Catalogue {
    /// Every possible action for a client as it is now, with its answer.
    ///
    /// If some facts are unknown, ask [`assess_menu`](Self::assess_menu).
    #[must_use]
    pub const fn menu(&self, current: &Subscription, context: &Context) -> Menu<'_> {
        Menu { actions: Actions::of(self, current), context: *context }
    }
}

#[cfg(feature = "serde")]
impl<'a> Menu<'a> {
    pub(crate) const fn catalogue(&self) -> &'a Catalogue {
        self.actions.catalogue
    }
}

impl<'a> Iterator for Menu<'a> {
    type Item = MenuEntry<'a>;

    fn next(&mut self) -> Option<MenuEntry<'a>> {
        let Actions { catalogue, current, .. } = self.actions;
        let Offer { action, target, .. } = self.actions.next()?;
        let request = Request { current, target, context: self.context };
        Some(MenuEntry { catalogue, action, request })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.actions.size_hint()
    }
}

impl ExactSizeIterator for Menu<'_> {}
impl FusedIterator for Menu<'_> {}

// For each add-on, each tier with each payer has a place, and the last place is for not holding it.
const ADD_ONS: usize = Plan::COUNT;
const BILLING: usize = ADD_ONS + AddOnKind::COUNT * Way::COUNT;

/// How many places there are for actions; which of them are used depends on the current subscription.
pub(super) const PLACES: usize = BILLING + Product::COUNT;

/// An action at its place, and what it asks for.
#[derive(Clone, Copy)]
pub(super) struct Offer {
    pub(super) place: usize,
    pub(super) action: Action,
    pub(super) target: Subscription,
}

/// Every possible action from a subscription, in order.
#[derive(Debug, Clone)]
pub(super) struct Actions<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) current: Subscription,
    /// The place of the next one, among [`PLACES`].
    next: usize,
}

impl<'a> Actions<'a> {
    pub(super) const fn of(catalogue: &'a Catalogue, current: &Subscription) -> Self {
        Self { catalogue, current: *current, next: 0 }
    }

    /// The action at this place and what it asks for, if there is one.
    pub(super) fn at(&self, place: usize) -> Option<Offer> {
        let current = self.current;
        let (action, target) = match place {
            ..ADD_ONS => {
                let plan = *Plan::ALL.get(place)?;
                let edition = &self.catalogue.terms().edition;
                (Action::of_base(edition, current.base.plan, plan)?, current.with_plan(plan))
            }
            ADD_ONS..BILLING => {
                let place = place.saturating_sub(ADD_ONS);
                let kind = *AddOnKind::ALL.get(place / Way::COUNT)?;
                // Not to hold it is the first way, and comes at the last place.
                let held = Way::at(place.saturating_add(1) % Way::COUNT).held();
                let is_unknown = self.catalogue.terms().add_ons.get(kind).tiers.is_empty() && current.add_on(kind).is_none();
                if is_unknown || held.is_some_and(|held| !kind.tiers().contains(held.tier)) {
                    return None;
                }
                let target = current.with_held(kind, held);
                (Action::of_add_on(kind, &current, &target)?, target)
            }
            _ => {
                let product = *Product::ALL.get(place.checked_sub(BILLING)?)?;
                let to = current.payer(product)?.other();
                (Action::Transfer { product, to }, current.with_payer(product, to))
            }
        };
        Some(Offer { place, action, target })
    }
}

impl Iterator for Actions<'_> {
    type Item = Offer;

    fn next(&mut self) -> Option<Offer> {
        while self.next < PLACES {
            let place = self.next;
            self.next += 1;
            if let Some(offer) = self.at(place) {
                return Some(offer);
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = count((self.next..PLACES).filter(|&place| self.at(place).is_some()));
        (left, Some(left))
    }
}
