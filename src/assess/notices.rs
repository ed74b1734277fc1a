//! The notices of a settled change plan, where some facts are not known.

use super::questions::put;
use super::{Assessment, Fact, FactSet, Verdict};
use crate::model::{ClientStatus, Context, Feature, FeatureSet, NoticeCode, Party, Quota};
use crate::rules::{Findings, NOTICES, Notice, notice_at};

/// The place of the notice that features are lost.
const FEATURES_LOST: usize = NoticeCode::FeaturesLost as usize;

/// A notice that is given for some unknown facts and not for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PossibleNotice {
    notice: Notice,
    depends_on: FactSet,
}

impl PossibleNotice {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> NoticeCode {
        self.notice.code()
    }

    /// The notice; a count that is not known is the greatest.
    #[must_use]
    pub const fn notice(&self) -> Notice {
        self.notice
    }

    /// Whether how many there are is known, where it tells that.
    #[must_use]
    pub fn knows_used(&self) -> bool {
        !self.depends_on.iter().any(|fact| matches!(fact, Fact::Users(_) | Fact::Resource(_)))
    }

    /// The unknown facts on which it depends whether it is given.
    #[must_use]
    pub const fn depends_on(&self) -> FactSet {
        self.depends_on
    }
}

/// The facts that a notice may read.
fn read_by_notices() -> impl Iterator<Item = Fact> + Clone {
    let features = Feature::ALL.iter().map(|&feature| Fact::Feature(feature));
    let quotas = Quota::ALL.iter().map(|&quota| Fact::of_quota(quota));
    [Fact::AuthorisedBy(Party::Firm), Fact::Status, Fact::DaysSinceDiscount].into_iter().chain(quotas).chain(features)
}

impl Assessment<'_> {
    fn findings_in(&self, context: &Context) -> Findings {
        Findings::of(self.catalogue.terms(), &self.catalogue.rules, &self.findings.from, &self.findings.to, context)
    }

    /// The completions that differ from the best one in one fact, with that fact.
    fn neighbours(&self) -> impl Iterator<Item = (Fact, Context)> + '_ {
        let best = self.completion();
        let unknown = read_by_notices().filter(|fact| self.gaps.unknown.contains(*fact));
        unknown.flat_map(move |fact| {
            (1..ClientStatus::COUNT).filter_map(move |value| {
                let mut context = best;
                put(fact, value, &mut context).then_some((fact, context))
            })
        })
    }

    /// The notices of a settled change plan that are given whatever the unknown facts are, in order; none under another verdict.
    pub fn certain_notices(&self) -> impl Iterator<Item = Notice> + '_ {
        let best = self.findings_in(&self.completion());
        let slots = if self.verdict() == Verdict::ChangePlan { NOTICES } else { 0 };
        (0..slots).filter_map(move |slot| {
            let notice = notice_at(slot, &best)?;
            let always = self.neighbours().all(|(_, context)| notice_at(slot, &self.findings_in(&context)).is_some());
            always.then_some(notice)
        })
    }

    /// The notices of a settled change plan that are given for some unknown facts and not for others, in order; none under another verdict. Of
    /// the features that are lost each unknown one has a notice of its own.
    pub fn possible_notices(&self) -> impl Iterator<Item = PossibleNotice> + '_ {
        let best = self.findings_in(&self.completion());
        let slots = if self.verdict() == Verdict::ChangePlan { NOTICES } else { 0 };
        (0..slots).flat_map(move |slot| {
            let now = notice_at(slot, &best);
            let lost = self.facts.client.usage.features.unknown().intersection(self.findings.plan.lost);
            let of_features = if slot == FEATURES_LOST { lost } else { FeatureSet::EMPTY }.iter().map(|feature| PossibleNotice {
                notice: Notice::FeaturesLost { features: FeatureSet::EMPTY.with(feature) },
                depends_on: FactSet::EMPTY.with(Fact::Feature(feature)),
            });
            let (mut notice, mut depends_on) = (now, FactSet::EMPTY);
            if slot != FEATURES_LOST {
                for (fact, context) in self.neighbours() {
                    let then = notice_at(slot, &self.findings_in(&context));
                    if then.is_some() != now.is_some() {
                        depends_on = depends_on.with(fact);
                        notice = notice.or(then);
                    }
                }
            }
            let other = notice.filter(|_| !depends_on.is_empty()).map(|notice| PossibleNotice { notice, depends_on });
            other.into_iter().chain(of_features)
        })
    }
}
