//! Whether the new plan holds what is used.

use super::Case;
use crate::catalogue::Move;
use crate::usage::GAUGES;
use crate::{FeatureSet, UserKind};

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

/// The limits of the target's plan that are exceeded, one bit each, as far as they can block in the catalogue. At the limit is fine, one
/// over is not. None where the change of base is not open.
#[inline]
pub(super) fn over_limits(case: &Case<'_>) -> usize {
    let (usage, limits) = (&case.context.client.usage, &case.meaning.base.room.limits);
    let [most_billable, ..] = limits;
    let too_many_billable = (usage.users.billable > *most_billable) as usize;
    // So it is in the embedded catalogues. It is the same in every decision with a catalogue, so nothing is mispredicted, and six
    // comparisons are spared (38 instructions).
    if case.catalogue.only_billable_users_block {
        return too_many_billable;
    }
    let used = usage.gauges();
    let mut over = too_many_billable;
    let mut place = 1;
    while place < GAUGES {
        over |= ((used[place] > limits[place]) as usize) << place;
        place += 1;
    }
    over
}
