//! The findings as they are told, with gaps where facts are unknown.

use super::Findings;
use crate::model::{ClientStatus, Fact, FactSet, FeatureSet, Party, PrimaryAdmin, Quota};

/// The findings as they are read: what depends on an unknown fact is left out.
pub(crate) struct Told<'a> {
    findings: &'a Findings,
    gaps: Gaps,
    /// The facts that are not known.
    unknown: FactSet,
}

/// The losses of which it is not known whether they are any.
#[derive(Clone, Copy, Default)]
pub(crate) struct Gaps {
    /// The losses that a downgrade of base brings and that do not block, known and unknown ones.
    pub(crate) downgrade: FeatureSet,
    /// The losses that the client may have to accept, known and unknown ones.
    pub(crate) may_be_lost: FeatureSet,
}

impl core::ops::Deref for Told<'_> {
    type Target = Findings;

    fn deref(&self) -> &Findings {
        self.findings
    }
}

impl<'a> Told<'a> {
    /// Where everything is known.
    pub(in crate::rules) fn all(findings: &'a Findings) -> Self {
        Self { findings, gaps: Gaps::default(), unknown: FactSet::EMPTY }
    }

    pub(in crate::rules) const fn with_gaps(findings: &'a Findings, gaps: Gaps, unknown: FactSet) -> Self {
        Self { findings, gaps, unknown }
    }

    /// This, unless it depends on an unknown fact.
    fn unless_unknown<T>(&self, fact: Fact, told: T) -> Option<T> {
        if self.unknown.contains(fact) { None } else { Some(told) }
    }

    /// The state of the company.
    pub(in crate::rules) fn status(&self) -> Option<ClientStatus> {
        self.unless_unknown(Fact::Status, self.status)
    }

    /// The losses that a downgrade of base brings and that do not block, as far as they are known; `None` where none is known and some may be.
    pub(in crate::rules) fn losses_of_downgrade(&self) -> Option<FeatureSet> {
        // Without a confirmation, no loss was accepted.
        let known = if self.unknown.is_empty() { self.losses } else { self.usage.features.intersection(self.gaps.downgrade) };
        if known.is_empty() && !self.gaps.downgrade.is_empty() { None } else { Some(known) }
    }

    /// The losses that were not accepted, as far as they are known; `None` where none is known and some may be.
    pub(in crate::rules) fn unaccepted_losses(&self) -> Option<FeatureSet> {
        if self.losses.is_empty() && !self.gaps.may_be_lost.is_empty() { None } else { Some(self.losses) }
    }

    pub(in crate::rules) fn hours_left(&self) -> Option<u32> {
        self.unless_unknown(Fact::HoursSinceDowngrade, self.hours_left)
    }

    pub(in crate::rules) fn permission_hours(&self) -> Option<u32> {
        self.unless_unknown(Fact::TransferPermissionHours, self.permission_hours)
    }

    /// In how many days the client can switch to monthly billing.
    pub(in crate::rules) fn days_to_switch(&self) -> Option<u32> {
        let days = self.days_to_renewal.unwrap_or(0);
        self.unless_unknown(Fact::DaysToRenewal, days.saturating_sub(self.stamp.monthly_switch_days))
    }

    /// Who permits a transfer of billing: who holds the primary-admin role.
    pub(in crate::rules) fn permits(&self) -> Option<Party> {
        let permits = if matches!(self.primary_admin, PrimaryAdmin::Firm) { Party::Firm } else { Party::Client };
        self.unless_unknown(Fact::PrimaryAdmin, permits)
    }

    /// How much is used of the quota at this place.
    pub(in crate::rules) fn used(&self, place: usize) -> Option<u32> {
        let quota = Quota::at(place)?;
        self.unless_unknown(Fact::of_quota(quota), self.usage.used(quota))
    }
}
