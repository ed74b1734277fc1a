//! The reasons that hold, and how far somebody has read them.

use super::{Codes, Families, FamilySpans, Given, OfEach, Reason, of_whole, told, told_partly};
use crate::kit::Bits;
use crate::model::{FactSet, ReasonCode, ReasonCodeSet};
use crate::rules::compiled::Applied;
use crate::rules::facts::Facts;
use crate::rules::findings::{Findings, Gaps, Told};

/// The reasons that hold: their codes, and what the reasons of one code are told apart by.
#[derive(Clone, Copy)]
pub(crate) struct ReasonSet {
    /// The codes of those that are not told for each member of a set.
    alone: ReasonCodeSet,
    /// Of the reasons that are told for each product, those that apply, whether they hold or not.
    pub(super) each: OfEach,
    pub(super) families: Families,
}

impl ReasonSet {
    /// The reasons that certainly hold and those that possibly do, given what applies to the products, what applies to the
    /// request as a whole, and the facts. Where all facts are known, the two are the same.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a decision is one function, of which the compiler drops what a partial one needs")]
    pub(in crate::rules) fn of(applied: &Applied, given: &Given<'_>, held: Codes, facts: &Facts) -> (Self, Self) {
        let (families, whole) = (FamilySpans::of(given, facts), of_whole(given, facts));
        // Its bit is set by any change, so flip it.
        let nothing = ReasonCodeSet::EMPTY.with(ReasonCode::NothingToChange);
        let alone = |held: ReasonCodeSet, whole| applied.reasons.intersection(held).symmetric_difference(nothing).union(whole);
        (
            Self { alone: alone(held.certain, whole.certain), each: applied.each, families: families.certain() },
            Self { alone: alone(held.possible, whole.possible), each: applied.each, families: families.possible() },
        )
    }

    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.alone.bits() | self.families.bits() == 0
    }

    /// The codes of the reasons. A decision only asks whether there are any, which saves it the codes of those that are told for members.
    const fn codes(&self) -> ReasonCodeSet {
        self.alone.union(self.families.codes())
    }

    /// Whether a reason of this code is in the set.
    pub(crate) const fn has(&self, code: ReasonCode) -> bool {
        self.codes().contains(code)
    }

    /// What of this set is not in `other`, of the same change.
    pub(crate) fn without(self, other: &Self) -> Self {
        Self { alone: self.alone.difference(other.alone), families: self.families.without(&other.families), ..self }
    }

    /// The reasons, in the documented order.
    pub(crate) const fn cursor(&self) -> ReasonCursor {
        ReasonCursor { codes: self.codes(), code: ReasonCode::NothingToChange, places: 0 }
    }
}

/// A cursor over the reasons of a set.
#[derive(Debug, Clone)]
pub(crate) struct ReasonCursor {
    /// The codes to come.
    codes: ReasonCodeSet,
    /// The code that is read.
    code: ReasonCode,
    /// Its places to come.
    places: Bits,
}

impl ReasonCursor {
    /// The next reason.
    pub(crate) fn next(&mut self, findings: &Findings) -> Option<Reason> {
        let (code, place) = self.step(&findings.reasons)?;
        told(code, place, &Told::all(findings))
    }

    /// The next reason of this set, as far as it is known: its code, its place, the reason, and which of its parameters are
    /// known.
    pub(crate) fn next_partly(
        &mut self,
        set: &ReasonSet,
        findings: &Findings,
        gaps: Gaps,
        unknown: FactSet,
    ) -> Option<(ReasonCode, usize, Reason, u32)> {
        let (code, place) = self.step(set)?;
        let (reason, known) = told_partly(code, place, &Told::with_gaps(findings, gaps, unknown));
        Some((code, place, reason, known))
    }

    /// Moves to the next reason, and returns its code and place.
    #[inline]
    fn step(&mut self, set: &ReasonSet) -> Option<(ReasonCode, usize)> {
        // Every code of the set has a place.
        if self.places == 0 {
            self.code = self.codes.iter().next()?;
            self.codes = self.codes.without(self.code);
            self.places = self.code.places(set);
        }
        let place = self.places.trailing_zeros() as usize;
        self.places &= self.places.wrapping_sub(1);
        Some((self.code, place))
    }

    /// How many are to come.
    pub(crate) fn left(&self, findings: &Findings) -> usize {
        let to_come = self.codes.iter().map(|code| code.places(&findings.reasons).count_ones() as usize);
        to_come.fold(self.places.count_ones() as usize, usize::saturating_add)
    }
}
