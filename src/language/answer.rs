//! A whole answer in words.

use core::fmt::{self, Display, Formatter};

use super::Localized;
use super::speech;
use super::speech::{Scene, Side};
use super::text::{Lowered, sentence};
use crate::decision::{ChangePlan, Decision, Refusal, Step};
use crate::model::{Audience, Language};
use crate::record::{DecisionRecord, Difference, PlanRecord, Recheck, RefusalRecord};
use crate::rules::{Notice, Reason};
use crate::terms::Effective;

impl<T> Localized<'_, T> {
    fn refusal(&self, f: &mut Formatter<'_>, reasons: impl Iterator<Item = Reason> + Clone) -> fmt::Result {
        let count = reasons.clone().count();
        sentence(f, |f| speech(self.language).refused(f, count))?;
        for reason in reasons {
            write!(f, "\n- {}", self.also(reason))?;
            self.what_to_do(f, &reason)?;
        }
        Ok(())
    }

    /// After a reason: what clears it, or what can be done instead, if there is anything.
    pub(super) fn what_to_do(&self, f: &mut Formatter<'_>, reason: &Reason) -> fmt::Result {
        match (reason.remedies().len(), reason.instead(self.language)) {
            (0, None) => Ok(()),
            (0, Some(instead)) => write!(f, " {}", self.also(instead.said)),
            (_, _) => write!(f, " {}", self.also(reason.remedies())),
        }
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
            write!(f, "\n{number}. {}", StepBeside { scene: self.scene(), step, beside: Some(effective) })?;
        }
        for (notice, place) in notices.zip(0..) {
            if place == 0 {
                write!(f, "\n{}", speech.phrases().please_note)?;
            }
            write!(f, "\n- {}", self.also(notice))?;
            if !notice.is_reversible() {
                write!(f, " {}", speech.phrases().cannot_be_undone)?;
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

impl Recheck {
    /// What has become of the plan as lines of text: that the change can be made as planned, then what is different about it; or that it can
    /// no longer be, and the refusal.
    ///
    /// ```
    /// use subscription_change::record::PlanRecord;
    /// use subscription_change::{Audience, Catalogue, Context, Language, Party, Plan, Subscription, Usage, UserKind, plan_change};
    ///
    /// let current = Subscription::new(Plan::Essentials, Party::Firm);
    /// let mut context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let stored: PlanRecord = (&plan_change(&current, &current.with_plan(Plan::Plus), &context).unwrap()).into();
    ///
    /// context.client.usage.users = context.client.usage.users.with(UserKind::Accountant, 3);
    /// let recheck = stored.recheck(Catalogue::canada(), &current, &context);
    /// assert_eq!(
    ///     recheck.display(Language::English, Audience::Firm).to_string(),
    ///     "The change can be made as planned, except for this:\n\
    ///      - New: Your client has 3 accountant users, 1 more than the limit of 2: nothing is removed, and none can be added.",
    /// );
    /// assert!(recheck.display(Language::French, Audience::Firm).to_string().contains("\n- Nouveau\u{a0}: Votre client a 3\u{a0}utilisateurs"));
    /// ```
    #[must_use]
    pub fn display(&self, language: Language, audience: Audience) -> Localized<'static, &Self> {
        let catalogue = self.now().map_or_else(Refusal::catalogue, ChangePlan::catalogue);
        Localized::of(catalogue, self, language, audience)
    }
}

impl Display for Localized<'_, &Recheck> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(speech(self.language).rechecked(self.said.verdict()))?;
        let plan = match self.said.now() {
            Ok(plan) => plan,
            Err(refusal) => return write!(f, "\n{}", self.also(refusal)),
        };
        for difference in self.said.differences() {
            f.write_str("\n-")?;
            match difference {
                Difference::Current { then, now } => self
                    .sides(f, Some(then), Some(now), |f, held| sentence(f, |f| speech(self.language).holds(f, self.also(held)))),
                Difference::Effective { then, now } => self.sides(f, Some(then), Some(now), |f, effective| {
                    sentence(f, |f| f.write_str(speech(self.language).takes_effect(effective)))
                }),
                Difference::Step { then, now } => {
                    let side = |step: Option<Step>, other: Option<Step>, plan: Effective| {
                        let beside = Some(other.map_or(plan, |other| other.effective()));
                        step.map(|step| StepBeside { scene: self.scene(), step, beside })
                    };
                    let planned = side(then, now, self.said.then().effective());
                    self.sides(f, planned, side(now, then, plan.effective()), |f, step| step.fmt(f))
                }
                Difference::FeaturesGained { then, now } => self.sides(f, Some(then), Some(now), |f, features| {
                    sentence(f, |f| speech(self.language).exchanged(f, self.scene(), true, features))
                }),
                Difference::FeaturesLost { then, now } => self.sides(f, Some(then), Some(now), |f, features| {
                    sentence(f, |f| speech(self.language).exchanged(f, self.scene(), false, features))
                }),
                Difference::Notice { then, now } => self.sides(f, then, now, |f, notice| self.also(notice).fmt(f)),
            }?;
        }
        Ok(())
    }
}

/// A step as a sentence, beside a plan or another step that takes effect at this time, if that is known: where its own time differs, it is said.
pub(super) struct StepBeside<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) step: Step,
    pub(super) beside: Option<Effective>,
}

impl Display for StepBeside<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { scene, step, beside } = self;
        sentence(f, |f| {
            speech(scene.language).step(f, *scene, step)?;
            at_another_time(f, scene.language, step, *beside)
        })
    }
}

/// When a step takes effect, where that is not when the rest does.
fn at_another_time(f: &mut Formatter<'_>, language: Language, step: &Step, beside: Option<Effective>) -> fmt::Result {
    let own = step.effective();
    if beside.is_none_or(|beside| beside == own) { Ok(()) } else { write!(f, " ({})", Lowered(own.label(language))) }
}

impl<T> Localized<'_, T> {
    /// What was and what is, or the one that there is.
    fn sides<D>(
        &self,
        f: &mut Formatter<'_>,
        then: Option<D>,
        now: Option<D>,
        said: impl Fn(&mut Formatter<'_>, D) -> fmt::Result,
    ) -> fmt::Result {
        let (was, is) = if then.is_some() && now.is_some() { (Side::Planned, Side::Today) } else { (Side::NoLonger, Side::New) };
        for (side, what) in [(was, then), (is, now)] {
            if let Some(what) = what {
                write!(f, " {} ", speech(self.language).beside(side))?;
                said(f, what)?;
            }
        }
        Ok(())
    }
}

/// One line with the clause of each reason, as for a log of errors.
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

/// One line with the clause of each step and notice, as for a log.
impl Display for ChangePlan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(speech(Language::English).takes_effect(self.effective()))?;
        for (i, step) in self.steps().enumerate() {
            write!(f, "{} {step}", if i == 0 { ":" } else { ";" })?;
            at_another_time(f, Language::English, &step, Some(self.effective()))?;
        }
        for (i, notice) in self.notices().enumerate() {
            write!(f, "{} {notice}", if i == 0 { "; to note:" } else { ";" })?;
        }
        Ok(())
    }
}
