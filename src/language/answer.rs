//! A whole answer in words.

use core::fmt::{self, Display, Formatter};

use super::Localized;
use super::speech;
use super::text::sentence;
use crate::decision::{ChangePlan, Decision, Refusal, Step};
use crate::model::Language;
use crate::record::{DecisionRecord, PlanRecord, RefusalRecord};
use crate::rules::{Notice, Reason};
use crate::terms::Effective;

impl<T> Localized<'_, T> {
    fn refusal(&self, f: &mut Formatter<'_>, reasons: impl Iterator<Item = Reason> + Clone) -> fmt::Result {
        let count = reasons.clone().count();
        sentence(f, |f| speech(self.language).refused(f, count))?;
        for reason in reasons {
            write!(f, "\n- {}", self.also(reason))?;
            match (reason.remedies().len(), reason.instead(self.language)) {
                (0, None) => {}
                (0, Some(instead)) => write!(f, " {instead}")?,
                (_, _) => write!(f, " {}", self.also(reason.remedies()))?,
            }
        }
        Ok(())
    }

    fn plan(
        &self,
        f: &mut Formatter<'_>,
        effective: Effective,
        steps: impl Iterator<Item = Step>,
        notices: impl Iterator<Item = Notice>,
    ) -> fmt::Result {
        let speech = speech(self.language);
        sentence(f, |f| f.write_str(speech.takes_effect(effective)))?;
        for (step, number) in steps.zip(1..) {
            write!(f, "\n{number}. {}", self.also(step))?;
        }
        for (notice, place) in notices.zip(0..) {
            if place == 0 {
                write!(f, "\n{}", speech.please_note())?;
            }
            write!(f, "\n- {}", self.also(notice))?;
            if !notice.is_reversible() {
                write!(f, " {}", speech.cannot_be_undone())?;
            }
        }
        Ok(())
    }
}

impl Display for Localized<'_, &Refusal> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.refusal(f, self.said.reasons())
    }
}

impl Display for Localized<'_, &RefusalRecord> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.refusal(f, self.said.reasons())
    }
}

impl Display for Localized<'_, &ChangePlan> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.plan(f, self.said.effective(), self.said.steps(), self.said.notices())
    }
}

impl Display for Localized<'_, &PlanRecord> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.plan(f, self.said.effective(), self.said.steps(), self.said.notices())
    }
}

impl Display for Localized<'_, &Decision> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.said {
            Decision::ChangePlan(plan) => self.also(plan).fmt(f),
            Decision::Refusal(refusal) => self.also(refusal).fmt(f),
        }
    }
}

impl Display for Localized<'_, &DecisionRecord> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.said {
            DecisionRecord::ChangePlan(plan) => self.also(plan).fmt(f),
            DecisionRecord::Refusal(refusal) => self.also(refusal).fmt(f),
        }
    }
}

/// One line with the clause of each reason, as an error is logged.
impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let reasons = self.reasons();
        match reasons.len() {
            1 => f.write_str("refused")?,
            count => write!(f, "refused for {count} reasons")?,
        }
        for (i, reason) in reasons.enumerate() {
            write!(f, "{} {reason}", if i == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

/// One line with the clause of each step and notice, as it is logged.
impl Display for ChangePlan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(speech(Language::English).takes_effect(self.effective()))?;
        for (i, step) in self.steps().enumerate() {
            write!(f, "{} {step}", if i == 0 { ":" } else { ";" })?;
        }
        for (i, notice) in self.notices().enumerate() {
            write!(f, "{} {notice}", if i == 0 { "; to note:" } else { ";" })?;
        }
        Ok(())
    }
}
