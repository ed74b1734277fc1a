//! What a settled change plan does, where some facts are unknown.

use super::{Assessment, Verdict};
use crate::decision::{ChangePlan, Step};
use crate::model::{FeatureSet, Party};
use crate::terms::Effective;

/// A step of a settled change plan. Only one thing may be unknown: who transfers billing to the client, if it is unknown whether
/// the firm asks for the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedStep {
    step: Step,
    knows_by: bool,
}

impl AssessedStep {
    /// The step; `None` if it is unknown who does it.
    #[must_use]
    pub const fn step(&self) -> Option<Step> {
        if self.knows_by { Some(self.step) } else { None }
    }

    /// The step, with a placeholder for who does it if that is unknown.
    #[must_use]
    pub const fn with_placeholder(&self) -> Step {
        self.step
    }

    /// Who does it, if that is known.
    #[must_use]
    pub const fn by(&self) -> Option<Party> {
        if self.knows_by { Some(self.step.by()) } else { None }
    }
}

impl Assessment<'_> {
    /// The plan for the completion in which nothing stands in the way. Only its notices, and who transfers billing, may differ
    /// for others.
    fn plan(&self) -> Option<ChangePlan> {
        match self.verdict() {
            Verdict::ChangePlan => self.catalogue.plan_change(&self.findings.from, &self.findings.to, &self.completion()).ok(),
            Verdict::Refusal | Verdict::Open => None,
        }
    }

    /// What there is to do in a settled change plan, in order; empty under another verdict.
    pub fn steps(&self) -> impl Iterator<Item = AssessedStep> + use<> {
        let knows_who_asks = self.facts.authorised_by.get(Party::Firm).is_some();
        self.plan().into_iter().flat_map(|plan| plan.steps()).map(move |step| AssessedStep {
            step,
            knows_by: knows_who_asks || !matches!(step, Step::TransferBilling { to: Party::Client, .. }),
        })
    }

    /// When a settled change plan takes effect as a whole.
    #[must_use]
    pub fn effective(&self) -> Option<Effective> {
        self.plan().map(|plan| plan.effective())
    }

    /// [`ChangePlan::features_gained`] of a settled change plan.
    #[must_use]
    pub fn features_gained(&self) -> Option<FeatureSet> {
        self.plan()?.features_gained()
    }

    /// [`ChangePlan::features_lost`] of a settled change plan.
    #[must_use]
    pub fn features_lost(&self) -> Option<FeatureSet> {
        self.plan()?.features_lost()
    }
}
