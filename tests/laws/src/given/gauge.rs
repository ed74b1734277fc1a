//! Everything that is counted and limited.

use subscription_change::{CatalogueDraft, Limit, Overuse, PlanTerms, Resource, Usage, UserKind};

/// A kind of user or a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gauge {
    Users(UserKind),
    Resource(Resource),
}

impl Gauge {
    pub const ALL: [Self; 7] = [
        Self::Users(UserKind::Billable),
        Self::Users(UserKind::Accountant),
        Self::Users(UserKind::ReportsOnly),
        Self::Users(UserKind::TimeOnly),
        Self::Resource(Resource::Accounts),
        Self::Resource(Resource::ClassesAndLocations),
        Self::Resource(Resource::CustomFields),
    ];

    pub const fn used(self, usage: &Usage) -> u32 {
        match self {
            Self::Users(kind) => *usage.users.get(kind),
            Self::Resource(resource) => usage.resource(resource),
        }
    }

    pub fn set(self, usage: &mut Usage, used: u32) {
        let place = match self {
            Self::Users(kind) => usage.users.get_mut(kind),
            Self::Resource(Resource::Accounts) => &mut usage.accounts,
            Self::Resource(Resource::ClassesAndLocations) => &mut usage.classes_and_locations,
            Self::Resource(Resource::CustomFields) => &mut usage.custom_fields,
            Self::Resource(other) => unreachable!("{other} is not in the description"),
        };
        *place = used;
    }

    pub const fn limit(self, plan: &PlanTerms) -> Limit {
        match self {
            Self::Users(kind) => *plan.users.get(kind),
            Self::Resource(resource) => *plan.resources.get(resource),
        }
    }

    pub const fn limit_mut(self, plan: &mut PlanTerms) -> &mut Limit {
        match self {
            Self::Users(kind) => plan.users.get_mut(kind),
            Self::Resource(resource) => plan.resources.get_mut(resource),
        }
    }

    /// What it means that more is used than the new, lower limit.
    pub const fn overuse(self, terms: &CatalogueDraft) -> Overuse {
        match self {
            Self::Users(kind) => *terms.users.get(kind),
            Self::Resource(resource) => *terms.resources.get(resource),
        }
    }

    pub const fn overuse_mut(self, terms: &mut CatalogueDraft) -> &mut Overuse {
        match self {
            Self::Users(kind) => terms.users.get_mut(kind),
            Self::Resource(resource) => terms.resources.get_mut(resource),
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Users(kind) => kind.name(),
            Self::Resource(resource) => resource.name(),
        }
    }
}
