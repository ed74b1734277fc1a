//! A whole answer in words.

use core::fmt::{self, Display, Formatter};

use super::text::sentence;
use super::{Language, Words, english, french};
use crate::{ChangePlan, Refusal};

impl Display for Words<&Refusal> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { said, language, reader } = *self;
        let count = said.reasons().len();
        match language {
            Language::English => sentence(f, |f| english::refused(f, count))?,
            Language::French => sentence(f, |f| french::refused(f, count))?,
        }
        for reason in said.reasons() {
            write!(f, "\n- {} {}", reason.display(language, reader), reason.remedies().display(language, reader))?;
        }
        Ok(())
    }
}

impl Display for Words<&ChangePlan> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { said, language, reader } = *self;
        let (takes_effect, note, not_reversible) = match language {
            Language::English => (english::takes_effect(said.effective()), english::PLEASE_NOTE, english::CANNOT_BE_UNDONE),
            Language::French => (french::takes_effect(said.effective()), french::PLEASE_NOTE, french::CANNOT_BE_UNDONE),
        };
        sentence(f, |f| f.write_str(takes_effect))?;
        for (step, number) in said.steps().zip(1..) {
            write!(f, "\n{number}. {}", step.display(language, reader))?;
        }
        for (notice, place) in said.notices().zip(0..) {
            if place == 0 {
                write!(f, "\n{note}")?;
            }
            write!(f, "\n- {}", notice.display(language, reader))?;
            if !notice.is_reversible() {
                write!(f, " {not_reversible}")?;
            }
        }
        Ok(())
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
        f.write_str(english::takes_effect(self.effective()))?;
        for (i, step) in self.steps().enumerate() {
            write!(f, "{} {step}", if i == 0 { ":" } else { ";" })?;
        }
        for (i, notice) in self.notices().enumerate() {
            write!(f, "{} {notice}", if i == 0 { "; to note:" } else { ";" })?;
        }
        Ok(())
    }
}
