//! What going down costs, and whether the client agreed to it.

use super::{Case, lost_features};
use crate::FeatureSet;

/// `downgrade_not_offered`: base goes down and the vendor's menu does not show the downgrade. [S] (L78SslIqi)
pub(super) fn downgrade_not_offered(case: &Case<'_>) -> bool {
    case.difference.base.down & !case.context.client.downgrade_offered
}

/// `downgrade_not_confirmed`: something goes down, and there is no confirmation, whoever asks. [S] (L78SslIqi); the vendor shows its
/// own clients a feature-loss screen [O]
pub(super) fn downgrade_not_confirmed(case: &Case<'_>) -> bool {
    !case.difference.down.is_empty() & case.context.client.confirmation.is_none()
}

/// `losses_not_accepted`: something goes down, it was confirmed, and some of the losses were not accepted. [S] (L78SslIqi), [J]
pub(super) fn losses_not_accepted(case: &Case<'_>) -> FeatureSet {
    match case.context.client.confirmation {
        Some(_) => losses_to_answer_for(case),
        None => FeatureSet::EMPTY,
    }
}

/// The features whose loss the client has to accept and has not: those in use that a downgrade of base takes away, less the ones
/// that block while in use (they are gone by then) and the ones accepted already.
pub(crate) fn losses_to_answer_for(case: &Case<'_>) -> FeatureSet {
    let accepted = case.context.client.confirmation.unwrap_or_default().accepted_losses;
    let losses = lost_features(case).difference(case.difference.base.blocked_by).difference(accepted);
    if case.difference.base.down { losses } else { FeatureSet::EMPTY }
}
