//! The notices of a settled change plan, where some facts are not known.

use super::{Assessment, Fact, FactSet, Verdict};
use crate::model::{Context, Feature, FeatureSet, NoticeCode, Party, Quota};
use crate::rules::{Findings, NOTICES, Notice, NoticeSet, notice_at};

/// The place of the notice about lost features.
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

    /// The notice; an unknown count is the greatest possible.
    #[must_use]
    pub const fn notice(&self) -> Notice {
        self.notice
    }

    /// Whether the count is known, for a notice with a count.
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

/// The facts that a notice may depend on where no reason does. The state of the company is not among them: a plan is never settled
/// without it.
fn read_by_notices() -> impl Iterator<Item = Fact> + Clone {
    let features = Feature::ALL.iter().map(|&feature| Fact::Feature(feature));
    let quotas = Quota::ALL.iter().map(|&quota| Fact::of_quota(quota));
    [Fact::AuthorisedBy(Party::Firm), Fact::DaysSinceDiscount].into_iter().chain(quotas).chain(features)
}

impl Assessment<'_> {
    fn findings_in(&self, context: &Context) -> Findings {
        Findings::of(self.catalogue.terms(), &self.catalogue.rules, &self.findings.from, &self.findings.to, context)
    }

    /// The completions that differ from the best one in one fact, with that fact.
    fn neighbours(&self) -> impl Iterator<Item = (Fact, Context)> + '_ {
        let best = self.completion();
        let unknown = self.facts.unknown();
        let unknown = read_by_notices().filter(move |fact| unknown.contains(*fact));
        unknown.map(move |fact| {
            let mut context = best;
            fact.put(1, &mut context);
            (fact, context)
        })
    }

    /// The findings of the best completion, and the notices that are given for every and for some completion; none unless the
    /// verdict is a change plan.
    fn notices_given(&self) -> (Findings, NoticeSet, NoticeSet) {
        let best = self.findings_in(&self.completion());
        if self.verdict() != Verdict::ChangePlan {
            return (best, NoticeSet::NONE, NoticeSet::NONE);
        }
        let given = NoticeSet::of(&best);
        let (always, ever) = self.neighbours().fold((given, given), |(always, ever), (_, context)| {
            let given = NoticeSet::of(&self.findings_in(&context));
            (always.intersection(&given), ever.union(&given))
        });
        (best, always, ever)
    }

    /// The notices of a settled change plan that are given whatever the unknown facts are, in order; none under another verdict.
    pub fn certain_notices(&self) -> impl Iterator<Item = Notice> + '_ {
        let (best, mut always, _) = self.notices_given();
        core::iter::from_fn(move || always.next(&best))
    }

    /// The notices of a settled change plan that are given for some unknown facts and not for others, in order; none under
    /// another verdict. Each feature that may be lost has a notice of its own.
    pub fn possible_notices(&self) -> impl Iterator<Item = PossibleNotice> + '_ {
        let (best, always, ever) = self.notices_given();
        let unknown = self.facts.client.usage.features.unknown().intersection(self.findings.plan.lost);
        let unknown = unknown.when(self.verdict() == Verdict::ChangePlan);
        (0..NOTICES).flat_map(move |slot| {
            let is_of_features = slot == FEATURES_LOST;
            let of_features = unknown.when(is_of_features).iter().map(|feature| PossibleNotice {
                notice: Notice::FeaturesLost { features: FeatureSet::EMPTY.with(feature) },
                depends_on: FactSet::EMPTY.with(Fact::Feature(feature)),
            });
            let is_open = ever.has(slot) && !always.has(slot) && !is_of_features;
            let other = if is_open { self.possible_notice(slot, &best) } else { None };
            other.into_iter().chain(of_features)
        })
    }

    /// The notice at this place of the order, as the first completion that gives it has it, and the facts on which it depends.
    fn possible_notice(&self, slot: usize, best: &Findings) -> Option<PossibleNotice> {
        let now = NoticeSet::of(best).has(slot);
        let mut notice = if now { notice_at(slot, best) } else { None };
        let mut depends_on = FactSet::EMPTY;
        for (fact, context) in self.neighbours() {
            let findings = self.findings_in(&context);
            if NoticeSet::of(&findings).has(slot) != now {
                depends_on = depends_on.with(fact);
                notice = notice.or_else(|| notice_at(slot, &findings));
            }
        }
        notice.map(|notice| PossibleNotice { notice, depends_on })
    }
}
