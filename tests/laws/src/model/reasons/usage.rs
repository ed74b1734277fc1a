//! What is used, and the new plan does not hold.

use subscription_change::catalogue::Clearance;
use subscription_change::parts::Quota;
use subscription_change::{Actor, Feature, Reason, Remedy, Resource, UserKind};

use super::{Held, act, each, never};
use crate::complete;
use crate::model::definitions::Case;
use crate::model::terms::InUse;

/// "base change open; kind blocks; used > T's limit; the limit shrinks"
fn too_much(case: &Case<'_>, quota: Quota) -> Option<(u32, u32)> {
    if case.base_change_is_open() && case.too_much_blocks(quota) && case.shrinks(quota) { case.exceeds(quota) } else { None }
}

/// | 15 | `too_many_users` {kind, used, limit} | base change open; kind blocks; used > T's limit; the limit shrinks \[S\] | act: remove
/// used − limit users, by the client (never the primary admin); re-invited after a later upgrade |
pub(super) fn too_many_users(case: &Case<'_>) -> Vec<Held> {
    each(UserKind::ALL, |kind| {
        let (used, limit) = too_much(case, Quota::Users(kind))?;
        let remedy = Remedy::RemoveUsers { kind, count: used - limit };
        Some(act(Reason::TooManyUsers { kind, used, limit }, remedy, Actor::Client))
    })
}

/// | 16 | `feature_in_use` {feature} | base change open; feature blocks; lost | act: what clears it, by the client; or never when nothing
/// does. Multicurrency: \[S\], with the doubt \[≠\] said (2) |
pub(super) fn feature_in_use(case: &Case<'_>) -> Vec<Held> {
    each(Feature::ALL, |feature| {
        let InUse::Blocks { cleared_by, disputed } = *case.terms.in_use.get(feature) else { return None };
        if !case.base_change_is_open() || !case.is_lost(feature) {
            return None;
        }
        let reason = Reason::FeatureInUse { feature, cleared_by, disputed };
        Some(match cleared_by {
            Some(clearance) => act(reason, clear(feature, clearance, disputed), Actor::Client),
            None => never(reason),
        })
    })
}

/// "what clears each: multicurrency, turned off [S]; recurring transactions, their templates paused [O]; inventory, its items made inactive [O]"
fn clear(feature: Feature, clearance: Clearance, disputed: bool) -> Remedy {
    complete!(clearance, Clearance {
        TurnOff => Remedy::TurnOff { feature, disputed },
        PauseTemplates => Remedy::PauseTemplates { feature, disputed },
        MakeItemsInactive => Remedy::MakeItemsInactive { feature, disputed },
    })
}

/// | 17 | `over_limit` {resource, used, limit} | as 15, for a resource that blocks (none in Canada) | act: reduce by used − limit |
///
/// *Reading:* by the client, "as 15".
pub(super) fn over_limit(case: &Case<'_>) -> Vec<Held> {
    each(Resource::ALL, |resource| {
        let (used, limit) = too_much(case, Quota::Resource(resource))?;
        let remedy = Remedy::Reduce { resource, count: used - limit };
        Some(act(Reason::OverLimit { resource, used, limit }, remedy, Actor::Client))
    })
}
