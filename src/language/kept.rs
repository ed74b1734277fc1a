//! A kept decision in words: what this version knows of it is said as ever, and the rest is named.

use core::fmt::{self, Display, Formatter};

use super::Localized;
use super::answer::StepBeside;
use super::speech;
use super::speech::Unheard;
use super::text::sentence;
use crate::decision::{Catalogue, RuleCode};
use crate::model::{Audience, Language, NoticeCode, ReasonCode};
use crate::record::{Kept, KeptDecision, UnknownFields};
use crate::rules::Reason;

impl KeptDecision {
    /// The whole decision as lines of text, as [`DecisionRecord::display`](crate::record::DecisionRecord::display) says it. A part that this
    /// version does not know is named by its code, with what stands beside it.
    ///
    /// What the language has words for is said in those of the embedded catalogue that the decision was made with, or else of the Canadian one.
    #[must_use]
    pub fn display(&self, language: Language, audience: Audience) -> Localized<'static, &Self> {
        let id = self.catalogue().unwrap_or(Catalogue::canada().id());
        Localized::of(id, self, language, audience)
    }
}

impl Display for Localized<'_, &KeptDecision> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (speech, kept) = (speech(self.language), self.said);
        match (kept.kind(), kept.effective(), kept.effective_as_written()) {
            ("refusal", _, _) => sentence(f, |f| speech.refused(f, kept.reasons().count()))?,
            ("open", _, _) => f.write_str(speech.phrases().open)?,
            ("change_plan", Some(effective), _) => sentence(f, |f| f.write_str(speech.takes_effect(effective)))?,
            ("change_plan", None, Some(written)) => self.unheard(f, Unheard::Effective, written)?,
            (kind, _, _) => self.unheard(f, Unheard::Decision, kind)?,
        }
        for reason in kept.reasons() {
            f.write_str("\n- ")?;
            self.reason(f, reason)?;
        }
        for (step, number) in kept.steps().zip(1..) {
            write!(f, "\n{number}. ")?;
            let known = step.known().map(|step| StepBeside { scene: self.scene(), step, beside: kept.effective() });
            self.part(f, Unheard::Step, known, step.code(), step.unknown())?;
        }
        if kept.notices().next().is_some() {
            write!(f, "\n{}", speech.phrases().please_note)?;
        }
        for notice in kept.notices() {
            f.write_str("\n- ")?;
            self.part(f, Unheard::Notice, notice.known().map(|known| self.also(known)), notice.code(), notice.unknown())?;
            if notice.is_reversible() == Some(false) {
                write!(f, " {}", speech.phrases().cannot_be_undone)?;
            }
        }
        for (place, code) in kept.possible().enumerate() {
            if place == 0 {
                write!(f, "\n{}", speech.phrases().possible)?;
            }
            f.write_str("\n- ")?;
            let reason = code.parse::<ReasonCode>().map(RuleCode::from);
            match reason.or_else(|_| code.parse::<NoticeCode>().map(RuleCode::from)) {
                Ok(rule) => sentence(f, |f| self.also(rule).fmt(f))?,
                Err(_) if kept.kind() == "change_plan" => self.unheard(f, Unheard::Notice, code)?,
                Err(_) => self.unheard(f, Unheard::Reason, code)?,
            }
        }
        Ok(())
    }
}

impl<T> Localized<'_, T> {
    /// A reason and what clears it: as ever where this version knows all that clears it, else one alternative after the other.
    fn reason(&self, f: &mut Formatter<'_>, kept: Kept<'_, Reason>) -> fmt::Result {
        self.part(f, Unheard::Reason, kept.known().map(|known| self.also(known)), kept.code(), kept.unknown())?;
        let own = kept.known().filter(|reason| reason.remedies().map(Some).eq(kept.remedies().map(|remedy| remedy.known())));
        if let Some(reason) = own {
            return self.what_to_do(f, &reason);
        }
        for (place, remedy) in kept.remedies().enumerate() {
            write!(f, " {}", if place == 0 { "" } else { speech(self.language).phrases().or_else })?;
            self.part(f, Unheard::Remedy, remedy.known().map(|known| self.also(known)), remedy.code(), remedy.unknown())?;
        }
        Ok(())
    }

    /// Something unknown as a sentence, by its name alone.
    fn unheard(&self, f: &mut Formatter<'_>, what: Unheard, name: &str) -> fmt::Result {
        sentence(f, |f| speech(self.language).unknown(f, what, name))
    }

    /// What is known, which is said in its own words, with what stands beside it and is not; what is not, by its code.
    fn part(
        &self,
        f: &mut Formatter<'_>,
        what: Unheard,
        known: Option<impl Display>,
        code: Option<&str>,
        unknown: UnknownFields<'_>,
    ) -> fmt::Result {
        let speech = speech(self.language);
        match known {
            Some(known) => {
                known.fmt(f)?;
                if unknown.is_empty() { Ok(()) } else { write!(f, " ({}{unknown})", speech.phrases().unknown_beside) }
            }
            None => sentence(f, |f| {
                speech.unknown(f, what, code.unwrap_or("?"))?;
                if unknown.is_empty() { Ok(()) } else { write!(f, " ({unknown})") }
            }),
        }
    }
}
