//! Whether the new plan holds what is used.

use super::{Case, GAUGES, UserKind};
use crate::FeatureSet;

/// `too_many_users`: base change open; the kind blocks; more are used than the target's limit, and the limit shrinks.
/// [S] (L78SslIqi). One bit for each kind.
pub(super) fn too_many_users(refused: u8) -> u64 {
    u64::from(refused) & ((1 << UserKind::COUNT) - 1)
}

/// `over_limit`: as `too_many_users`, for a resource that blocks. One bit for each resource.
pub(super) fn over_limit(refused: u8) -> u64 {
    u64::from(refused) >> UserKind::COUNT
}

/// `feature_in_use`: base change open; the feature blocks; it is lost. [S] (L78SslIqi) for multicurrency, [O] for the others
pub(super) fn feature_in_use(case: &Case<'_>) -> FeatureSet {
    lost_features(case).intersection(case.difference.base.blocked_by)
}

/// Features in use that the target's plan lacks and the current one has, or is not known not to have. None where the change of base
/// is not open.
pub(crate) fn lost_features(case: &Case<'_>) -> FeatureSet {
    case.context.client.usage.features.intersection(case.difference.base.lost)
}

/// The limits, one bit each, that are exceeded and refuse.
pub(super) fn refused(case: &Case<'_>) -> u8 {
    over_limits(case) & case.difference.base.strict
}

/// The limits, one bit each, of the target's plan that are exceeded. At the limit is fine, one over is not. None where the change
/// of base is not open.
pub(crate) fn over_limits(case: &Case<'_>) -> u8 {
    let used = case.context.client.usage.gauges();
    let limits = &case.difference.base.limits;
    let mut over = 0;
    for place in 0..GAUGES {
        over |= u8::from(used[place] > limits[place]) << place;
    }
    over
}
