//! Everything that is counted and limited: where to find each count, each limit and its enforcement.

use subscription_change::catalogue::{Enforcement, Limit, PlanTerms, Terms};
use subscription_change::parts::Quota;
use subscription_change::{Resource, Usage, UserKind};

use crate::complete;

const _: () = assert!(Quota::ALL.len() == UserKind::COUNT + Resource::COUNT, "a kind of quota is new, and has no arm here");

/// What is not the description's.
const NO_SUCH: &str = "all quotas are users or a resource";

pub fn set(quota: Quota, usage: &mut Usage, used: u32) {
    let place = match quota {
        Quota::Users(kind) => usage.users.get_mut(kind),
        Quota::Resource(resource) => complete!(resource, Resource {
            Accounts => &mut usage.accounts,
            ClassesAndLocations => &mut usage.classes_and_locations,
            CustomFields => &mut usage.custom_fields,
        }),
        _ => unreachable!("{NO_SUCH}"),
    };
    *place = used;
}

/// As much of everything.
pub fn set_all(usage: &mut Usage, used: u32) {
    for &quota in Quota::ALL {
        set(quota, usage, used);
    }
}

pub fn limit(quota: Quota, plan: &PlanTerms) -> Limit {
    match quota {
        Quota::Users(kind) => *plan.users.get(kind),
        Quota::Resource(resource) => *plan.resources.get(resource),
        _ => unreachable!("{NO_SUCH}"),
    }
}

pub fn limit_mut(quota: Quota, plan: &mut PlanTerms) -> &mut Limit {
    match quota {
        Quota::Users(kind) => plan.users.get_mut(kind),
        Quota::Resource(resource) => plan.resources.get_mut(resource),
        _ => unreachable!("{NO_SUCH}"),
    }
}

/// What happens if more is used than the new, lower limit.
pub fn enforcement(quota: Quota, terms: &Terms) -> Enforcement {
    match quota {
        Quota::Users(kind) => *terms.users.get(kind),
        Quota::Resource(resource) => *terms.resources.get(resource),
        _ => unreachable!("{NO_SUCH}"),
    }
}

pub fn enforcement_mut(quota: Quota, terms: &mut Terms) -> &mut Enforcement {
    match quota {
        Quota::Users(kind) => terms.users.get_mut(kind),
        Quota::Resource(resource) => terms.resources.get_mut(resource),
        _ => unreachable!("{NO_SUCH}"),
    }
}

pub fn name(quota: Quota) -> &'static str {
    match quota {
        Quota::Users(kind) => kind.name(),
        Quota::Resource(resource) => resource.name(),
        _ => unreachable!("{NO_SUCH}"),
    }
}
