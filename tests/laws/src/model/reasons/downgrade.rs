//! What a downgrade needs.

use subscription_change::{Actor, Feature, FeatureSet, Party, Product, Reason, Remedy};

use super::{Held, act, once};
use crate::model::definitions::{Case, Direction};

/// | 12 | `downgrade_not_offered` | base goes down, **the firm pays for it** (2), and `downgrade_offered` is false \[S\] | **act (2):
/// `look_again`, by the firm** |
pub(super) fn downgrade_not_offered(case: &Case<'_>) -> Vec<Held> {
    let firm_pays = case.payer_of_change(Product::Base) == Some(Party::Firm);
    once(case.base_goes_down() && firm_pays && !case.context.client.downgrade_offered, || {
        act(Reason::DowngradeNotOffered, Remedy::LookAgain, Actor::Firm)
    })
}

/// "losses: the lost features that do not block, when base goes down"
fn losses(case: &Case<'_>) -> FeatureSet {
    let is_loss = |feature| case.base_goes_down() && case.is_lost(feature) && !case.feature_blocks(feature);
    Feature::ALL.iter().copied().filter(|&feature| is_loss(feature)).collect()
}

/// | 13 | `downgrade_not_confirmed` {losses} | something goes down, and no confirmation, whoever asks \[S; the vendor shows its own clients
/// a feature-loss screen, O\]. losses: the lost features that do not block, when base goes down | act: client confirms, accepting the
/// losses |
pub(super) fn downgrade_not_confirmed(case: &Case<'_>) -> Vec<Held> {
    once(case.something_goes(Direction::Down) && case.context.client.confirmation.is_none(), || {
        let losses = losses(case);
        act(Reason::DowngradeNotConfirmed { losses }, Remedy::Confirm { accepting: losses }, Actor::Client)
    })
}

/// | 14 | `losses_not_accepted` {features} | as 13, but confirmed, and some of those losses are not accepted \[S/J\] | act: client accepts
/// these |
pub(super) fn losses_not_accepted(case: &Case<'_>) -> Vec<Held> {
    let Some(confirmation) = case.context.client.confirmation else { return Vec::new() };
    if !case.something_goes(Direction::Down) {
        return Vec::new();
    }
    let features: FeatureSet = losses(case).iter().filter(|&feature| !confirmation.accepted_losses.contains(feature)).collect();
    once(!features.is_empty(), || act(Reason::LossesNotAccepted { features }, Remedy::AcceptLosses { features }, Actor::Client))
}
