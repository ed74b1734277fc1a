//! What a decision found.

use crate::catalogue::{Imprint, Later, Room};
use crate::found::Found;
use crate::noted::Noted;
use crate::rules::{self, Case};
use crate::{ClientStatus, Effective, FeatureSet, Parties, Party, Subscription, Usage};

/// All that a decision found: copied when it is made, told apart when somebody looks.
///
/// A [`ChangePlan`](crate::ChangePlan) and a [`Refusal`](crate::Refusal) hold the same, so that a decision writes it once and no branch
/// depends on which of the two it is; whatever no reason and no notice tells is here too, and nobody sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Findings {
    /// The reasons that hold; none in a change plan.
    pub(crate) reasons: Found,
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
    pub(crate) usage: Usage,
    /// The losses that the client has to accept and has not.
    pub(crate) losses: FeatureSet,
    /// Until the base plan may go up.
    pub(crate) hours_left: u32,
    /// How many hours ago the transfer of billing was permitted.
    pub(crate) permission_hours: Option<u32>,
    /// What a plan that was read notes; nothing in a decision, whose notices are worked out when somebody looks.
    pub(crate) read: Noted,
}

impl Findings {
    #[inline]
    pub(crate) fn of(case: &Case<'_>) -> Self {
        let Case { catalogue, current, target, context, .. } = case;
        let (client, terms) = (&context.client, catalogue.as_draft());
        Self {
            reasons: rules::reasons(case),
            catalogue: catalogue.imprint,
            room: case.meaning.base.room,
            from: **current,
            to: **target,
            authorised_by: context.authorised_by,
            status: client.status,
            discount_kept: client.days_since_other_firm.is_some_and(|days| days <= terms.other_firm_days),
            usage: client.usage,
            losses: rules::losses_to_answer_for(case),
            hours_left: case.counts.hours_left,
            permission_hours: client.transfer_permission_hours,
            read: Noted::NONE,
        }
    }

    /// The features in use that are lost.
    pub(crate) const fn lost(&self) -> FeatureSet {
        let lost = if self.was_read() { FeatureSet::ALL } else { self.room.lost };
        self.usage.features.intersection(lost)
    }

    /// The notices of a plan.
    pub(crate) const fn notices(&self) -> Noted {
        if self.was_read() { self.read.notices() } else { Noted::of(self) }
    }

    /// When a plan takes effect: as a whole, when its latest part does.
    pub(crate) const fn effective(&self) -> Effective {
        let later = if self.was_read() {
            self.read.has(Noted::LATER)
        } else {
            let (up, down) = self.from.goes_up_and_down(&self.to);
            match self.room.later {
                Later::Nothing => false,
                Later::Upgrades => up,
                Later::Downgrades => down,
                Later::Both => up || down,
            }
        };
        if later { Effective::NextBillingDate } else { Effective::Immediately }
    }

    /// Who does what either party may do, a transfer to the client; the firm where there is none.
    pub(crate) const fn transfers_to_client(&self) -> Party {
        let by_client = if self.was_read() {
            self.read.has(Noted::BY_CLIENT)
        } else {
            self.notices().goes_to_client() && !self.authorised_by.contains(Party::Firm)
        };
        if by_client { Party::Client } else { Party::Firm }
    }

    const fn was_read(&self) -> bool {
        self.read.has(Noted::READ)
    }
}

#[cfg(feature = "serde")]
impl Findings {
    /// What is found where nothing is, for a decision that is read: what it says is then filled in.
    pub(crate) const fn nothing(id: crate::CatalogueId) -> Self {
        let none = Subscription::new(crate::Plan::EasyStart, Party::Firm);
        let users = crate::Users { billable: 0, accountant: 0, reports_only: 0, time_only: 0 };
        Self {
            reasons: Found::NONE,
            catalogue: Imprint::blank(id),
            room: Room::NONE,
            from: none,
            to: none,
            authorised_by: Parties::EMPTY,
            status: ClientStatus::Active,
            discount_kept: false,
            usage: Usage { users, accounts: 0, classes_and_locations: 0, custom_fields: 0, features: FeatureSet::EMPTY },
            losses: FeatureSet::EMPTY,
            hours_left: 0,
            permission_hours: None,
            read: Noted::READ,
        }
    }

    /// What is used of this and how much the new plan holds, in a decision that is read.
    pub(crate) fn measure(&mut self, gauge: crate::Gauge, used: u32, limit: u32) {
        *self.usage.used_mut(gauge) = used;
        if let Some(cell) = self.room.limits.get_mut(gauge.place()) {
            *cell = limit;
        }
    }
}
