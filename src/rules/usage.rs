//! Whether the new plan holds what is used.

use super::Case;
use crate::catalogue::Move;
use crate::usage::GAUGES;
use crate::{FeatureSet, Usage, UserKind};

/// Base change open; the kind blocks; more are used than the target's limit, and the limit shrinks. [S] (L78SslIqi). One bit for each
/// kind
pub(super) mod too_many_users {
    use super::{Move, UserKind};

    const KINDS: u64 = (1 << UserKind::COUNT) - 1;

    pub(in crate::rules) const fn at_stake(base: &Move) -> u64 {
        base.strict as u64 & KINDS
    }

    pub(in crate::rules) const fn speaks(over: usize) -> u64 {
        over as u64 & KINDS
    }
}

/// As for users, for a resource that blocks. One bit for each resource
pub(super) mod over_limit {
    use super::{Move, UserKind};

    pub(in crate::rules) const fn at_stake(base: &Move) -> u64 {
        base.strict as u64 >> UserKind::COUNT
    }

    pub(in crate::rules) const fn speaks(over: usize) -> u64 {
        over as u64 >> UserKind::COUNT
    }
}

/// Base change open; the feature blocks; it is lost. [S] (L78SslIqi) for multicurrency, [O] for the others
pub(super) mod feature_in_use {
    use super::{FeatureSet, Move};

    pub(in crate::rules) const fn at_stake(base: &Move) -> FeatureSet {
        base.blocked_by
    }
}

/// Features in use that the target's plan lacks and the current one has, or is not known not to have. None where the change of base
/// is not open.
#[inline]
pub(crate) const fn lost_features(case: &Case<'_>) -> FeatureSet {
    case.context.client.usage.features.intersection(case.meaning.base.room.lost)
}

/// The limits of the target's plan that are exceeded, one bit each. At the limit is fine, one over is not. None where the change of base is
/// not open.
#[inline]
pub(super) fn over_limits(usage: &Usage, base: &Move) -> usize {
    let (used, limits) = (usage.gauges(), &base.room.limits);
    let mut over = 0;
    let mut place = 0;
    while place < GAUGES {
        over |= usize::from(used[place] > limits[place]) << place;
        place += 1;
    }
    over
}

/// The same where no limit but that of billable users matters.
#[inline]
pub(super) fn over_limit_of_billable_users(usage: &Usage, base: &Move) -> usize {
    let [most, ..] = base.room.limits;
    usize::from(usage.users.billable > most)
}
