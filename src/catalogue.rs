//! What the vendor sells, and on which terms.

mod canada;
mod check;
mod date;
mod draft;
mod fault;
mod history;
mod id;
#[cfg(feature = "serde")]
mod json;
mod moves;
mod terms;

pub use date::{Date, InvalidDate};
pub use draft::CatalogueDraft;
pub use fault::{CatalogueFault, InvalidCatalogue};
pub use history::{History, HistoryFault, InvalidHistory, NoneInForce};
pub use id::{CatalogueId, InvalidCatalogueId};
pub(crate) use moves::{Later, Meaning, Move, Room};
pub use terms::{AddOnTerms, Clearance, Effective, FeatureUse, Limit, Overuse, PlanTerms, Shortfalls, TimeTerms};

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::{FeatureSet, Gauge, Plan};
use moves::Moves;

/// A checked catalogue: one edition (a country's) as it is from one date on, ready to decide with.
///
/// There are two embedded ones, both Canadian; they differ in custom fields only. Another one is made by checking a
/// [`CatalogueDraft`].
///
/// ```
/// use subscription_change::{Catalogue, Limit, Plan, Resource};
///
/// let today = Catalogue::canada();
/// assert_eq!(today.id().to_string(), "CA-2025-06-02");
/// assert_eq!(today.terms(Plan::Plus).users.billable, Limit::UpTo(5));
/// // What is not documented is unknown: neither zero nor unlimited.
/// assert_eq!(today.terms(Plan::Ledger).users.billable, Limit::Unknown);
///
/// let before = Catalogue::embedded_as("CA-2022-09-08".parse().unwrap()).unwrap();
/// assert_eq!(before.terms(Plan::EasyStart).resources.get(Resource::CustomFields), &Limit::UpTo(0));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Catalogue {
    draft: CatalogueDraft,
    pub(crate) moves: Moves,
    pub(crate) imprint: Imprint,
    /// No other count refuses a change: nothing else blocks when there is too much of it, and no upgrade has to wait.
    pub(crate) only_billable_users_count: bool,
}

/// By its identity alone, because it is part of much that is shown; [`Catalogue::as_draft`] shows all that it says.
impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("id", &self.id()).finish_non_exhaustive()
    }
}

/// By its identity, which equal catalogues have in common.
impl Hash for Catalogue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

/// What a decision tells of its catalogue, whatever the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Imprint {
    pub(crate) id: CatalogueId,
    pub(crate) clearances: Clearances,
    /// For how many hours a permission to transfer billing holds.
    pub(crate) window: u32,
}

impl Imprint {
    #[cfg(feature = "serde")]
    pub(crate) const fn blank(id: CatalogueId) -> Self {
        Self { id, clearances: Clearances::NONE, window: 0 }
    }
}

/// What clears each feature that blocks, as sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Clearances {
    turn_off: FeatureSet,
    pause_templates: FeatureSet,
    make_items_inactive: FeatureSet,
}

impl Clearances {
    pub(crate) const NONE: Self =
        Self { turn_off: FeatureSet::EMPTY, pause_templates: FeatureSet::EMPTY, make_items_inactive: FeatureSet::EMPTY };

    pub(crate) const fn of(self, feature: crate::Feature) -> Option<Clearance> {
        if self.turn_off.contains(feature) {
            Some(Clearance::TurnOff)
        } else if self.pause_templates.contains(feature) {
            Some(Clearance::PauseTemplates)
        } else if self.make_items_inactive.contains(feature) {
            Some(Clearance::MakeItemsInactive)
        } else {
            None
        }
    }

    pub(crate) const fn with(self, feature: crate::Feature, clearance: Option<Clearance>) -> Self {
        match clearance {
            Some(Clearance::TurnOff) => Self { turn_off: self.turn_off.with(feature), ..self },
            Some(Clearance::PauseTemplates) => Self { pause_templates: self.pause_templates.with(feature), ..self },
            Some(Clearance::MakeItemsInactive) => Self { make_items_inactive: self.make_items_inactive.with(feature), ..self },
            None => self,
        }
    }
}

impl Catalogue {
    /// The Canadian catalogue in force since 2025-06-02: the default of [`plan_change`](crate::plan_change).
    #[must_use]
    pub const fn canada() -> &'static Self {
        &canada::CA_2025_06_02
    }

    /// The embedded catalogues, oldest first.
    #[must_use]
    pub const fn embedded() -> &'static [&'static Self] {
        &canada::EMBEDDED
    }

    /// The embedded catalogue that has this identity, if there is one.
    #[must_use]
    pub fn embedded_as(id: CatalogueId) -> Option<&'static Self> {
        Self::embedded().iter().copied().find(|catalogue| catalogue.id() == id)
    }

    /// Which edition this is, and since when.
    #[must_use]
    pub const fn id(&self) -> CatalogueId {
        self.draft.id
    }

    /// The terms of one plan.
    #[must_use]
    pub const fn terms(&self, plan: Plan) -> &PlanTerms {
        self.draft.plans.get(plan)
    }

    /// Everything in the catalogue, as the plain data that it was checked from.
    #[must_use]
    pub const fn as_draft(&self) -> &CatalogueDraft {
        &self.draft
    }

    /// Why the base plan cannot be changed from one to another, whatever else is so: the refusal of the plainest request for it, in
    /// whose way nothing stands but that the change is not open. `None` where it is open.
    ///
    /// The reason follows from the catalogue: to or from Self-Employed, from the ladder to Ledger, to a plan that is not sold, or
    /// else that the transition is closed; for a plan and itself, that there is nothing to change.
    ///
    /// ```
    /// use subscription_change::{Catalogue, Plan, Reason};
    ///
    /// let refusal = Catalogue::canada().why_closed(Plan::Plus, Plan::Ledger).unwrap();
    /// assert!(refusal.reasons().eq([Reason::LedgerClosed { from: Plan::Plus }]));
    /// assert!(Catalogue::canada().why_closed(Plan::Ledger, Plan::Plus).is_none());
    /// ```
    #[must_use]
    pub fn why_closed(&self, from: Plan, to: Plan) -> Option<crate::Refusal> {
        crate::compare::plain(from, to).plan_change_with(self).err()
    }

    /// Works out, once, what the rules look up. What anybody decides with was checked; only a comparison of two checked ones also looks
    /// at what is between them.
    pub(crate) const fn prepare(draft: &CatalogueDraft) -> Self {
        let mut clearances = Clearances::NONE;
        let mut i = 0;
        while i < crate::Feature::COUNT {
            let feature = crate::Feature::ALL[i];
            if let FeatureUse::Blocks { cleared_by } = *draft.features.get(feature) {
                clearances = clearances.with(feature, cleared_by);
            }
            i += 1;
        }
        let imprint = Imprint { id: draft.id, clearances, window: draft.transfer_permission_hours };
        let mut only_billable_users_count = draft.upgrade_wait_hours == 0;
        let mut i = 1;
        while i < Gauge::ALL.len() {
            only_billable_users_count &= matches!(draft.overuse(Gauge::ALL[i]), Overuse::Notice);
            i += 1;
        }
        Self { moves: Moves::of(draft), imprint, only_billable_users_count, draft: *draft }
    }
}
