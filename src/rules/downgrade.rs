//! What going down costs, and whether the client agreed to it.

use super::{Case, lost_features};
use crate::FeatureSet;
use crate::difference::ProductChange;

/// Base goes down and the vendor's menu does not show the downgrade. [S] (L78SslIqi)
pub(super) mod downgrade_not_offered {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(base: &ProductChange) -> bool {
        base.down
    }
}

/// Something goes down, and there is no confirmation, whoever asks. [S] (L78SslIqi); the vendor shows its own clients a feature-loss
/// screen [O]
pub(super) mod downgrade_not_confirmed {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.down
    }
}

/// Base goes down, which was confirmed, and some of the losses were not accepted. [S] (L78SslIqi), [J]
///
/// Where only an add-on goes down no feature is lost, so there is nothing to accept.
pub(super) mod losses_not_accepted {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(base: &ProductChange) -> bool {
        base.down
    }

    pub(in crate::rules) const fn speaks(confirmed: bool, losses_unaccepted: bool) -> bool {
        confirmed && losses_unaccepted
    }
}

/// The features whose loss the client has to accept and has not: those in use that a downgrade of base takes away, less the ones
/// that block while in use (they are gone by then) and the ones accepted already.
#[inline]
pub(crate) fn losses_to_answer_for(case: &Case<'_>) -> FeatureSet {
    let accepted = match case.context.client.confirmation {
        Some(confirmation) => confirmation.accepted_losses,
        None => FeatureSet::EMPTY,
    };
    lost_features(case).intersection(case.meaning.base.lost_with_a_word).difference(accepted)
}
