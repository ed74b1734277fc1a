//! What a decision found.

use crate::catalogue::{Imprint, Meaning, Room};
use crate::found::Found;
use crate::noted::{self, Noted};
use crate::rules::{self, Case};
use crate::usage::GAUGES;
use crate::{ClientStatus, FeatureSet, Parties, Subscription};

/// All that a decision found: copied when it is made, told apart when somebody looks.
///
/// A [`ChangePlan`](crate::ChangePlan) and a [`Refusal`](crate::Refusal) hold the same, so that a decision writes it once and no branch
/// depends on which of the two it is; whatever no reason and no notice tells is here too, and nobody sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Findings {
    /// The reasons that hold; none in a change plan.
    pub(crate) reasons: Found,
    pub(crate) notices: Noted,
    /// What the catalogue says, whatever the change.
    pub(crate) catalogue: Imprint,
    /// What the catalogue says of the change of plan.
    pub(crate) room: Room,
    pub(crate) from: Subscription,
    pub(crate) to: Subscription,
    pub(crate) authorised_by: Parties,
    pub(crate) status: ClientStatus,
    /// The firm takes billing over with the discount.
    pub(crate) discount_kept: bool,
    /// The features in use that are lost.
    pub(crate) lost: FeatureSet,
    /// Of those, the ones that the client has to accept the loss of and has not.
    pub(crate) losses: FeatureSet,
    pub(crate) used: [u32; GAUGES],
    /// Until the base plan may go up.
    pub(crate) hours_left: u32,
    /// Since the transfer of billing was permitted.
    pub(crate) hours_ago: u32,
}

impl Findings {
    #[inline]
    pub(crate) fn of(case: &Case<'_>) -> Self {
        let Case { catalogue, current, target, context, meaning: Meaning { base, at_stake, .. } } = case;
        let (client, terms) = (&context.client, catalogue.as_draft());
        let features = client.usage.features;
        let lost = rules::lost_features(case);
        let tracks_time = !features.intersection(base.time_tracking).is_empty();
        Self {
            reasons: rules::reasons(case),
            notices: noted::spoken_for(!lost.is_empty(), rules::over_limits(case), tracks_time).intersection(at_stake.notices),
            catalogue: catalogue.imprint,
            room: base.room,
            from: **current,
            to: **target,
            authorised_by: context.authorised_by,
            status: client.status,
            discount_kept: client.days_since_other_firm.is_some_and(|days| days <= terms.other_firm_days),
            lost,
            losses: rules::losses_to_answer_for(case),
            used: client.usage.gauges(),
            hours_left: rules::upgrade_too_soon(case),
            hours_ago: client.transfer_permission_hours.unwrap_or(0),
        }
    }

    /// What is found where nothing is, for a decision that is read: what it says is then filled in.
    #[cfg(feature = "serde")]
    pub(crate) const fn nothing(id: crate::CatalogueId) -> Self {
        let none = Subscription::new(crate::Plan::EasyStart, crate::Party::Firm);
        Self {
            reasons: Found::NONE,
            notices: Noted::NONE,
            catalogue: Imprint::blank(id),
            room: Room::NONE,
            from: none,
            to: none,
            authorised_by: Parties::ALL,
            status: ClientStatus::Active,
            discount_kept: false,
            lost: FeatureSet::EMPTY,
            losses: FeatureSet::EMPTY,
            used: [0; GAUGES],
            hours_left: 0,
            hours_ago: 0,
        }
    }
}
