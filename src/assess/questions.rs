//! What to ask, in which order, and what depends on it.

use super::{Assessment, Fact, FactSet, Verdict};
use crate::kit::Set;
use crate::model::{Context, FeatureSet, NoticeCode, Parties, Party, ReasonCode, ReasonCodeSet, Usage};
use crate::rules::Resolution;

/// An unknown fact on which the answer depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question {
    /// The fact.
    pub fact: Fact,
    /// The codes of the reasons that the answer decides; none for a settled change plan.
    pub decides: ReasonCodeSet,
    /// The codes of the notices that the answer decides; none except for a settled change plan.
    pub decides_notices: Set<NoticeCode>,
    /// For users and resources, the number that matters: whether there are more than this.
    pub more_than: Option<u32>,
    /// Whether two completions that differ in this fact alone have different verdicts: change plan, wait, act or never.
    pub settles: bool,
}

impl Question {
    /// Who can tell it.
    #[must_use]
    pub const fn ask(&self) -> Party {
        self.fact.told_by()
    }

    /// Whether to ask also which losses were accepted: not where the answer decides only whether the downgrade was confirmed.
    pub(crate) const fn is_about_losses(&self) -> bool {
        self.decides.contains(ReasonCode::LossesNotAccepted) || !self.decides.contains(ReasonCode::DowngradeNotConfirmed)
    }
}

/// What is known of one fact while questions are ranked.
#[derive(Clone, Copy)]
struct Tally {
    /// It may give a reason that nobody can clear.
    never: bool,
    /// How many reasons or notices depend on it.
    count: u32,
    decides: ReasonCodeSet,
    notices: Set<NoticeCode>,
}

impl Tally {
    const NONE: Self = Self { never: false, count: 0, decides: ReasonCodeSet::EMPTY, notices: Set::EMPTY };
}

/// The facts that are still to be asked for, in order.
struct Ranked<'s, 'a> {
    assessment: &'s Assessment<'a>,
    left: FactSet,
}

impl Iterator for Ranked<'_, '_> {
    type Item = Question;

    fn next(&mut self) -> Option<Question> {
        let mut first: Option<(Fact, Tally)> = None;
        for fact in self.left.iter() {
            let tally = self.assessment.tally(fact);
            let comes_first = first.is_none_or(|(_, best)| (tally.never, tally.count) > (best.never, best.count));
            if comes_first {
                first = Some((fact, tally));
            }
        }
        let (fact, tally) = first?;
        self.left = self.left.difference(FactSet::EMPTY.with(fact));
        Some(self.assessment.question(fact, &tally))
    }
}

impl Assessment<'_> {
    /// The unknown facts on which the answer depends, in the order in which to ask for them: first those that may give a reason
    /// that nobody can clear, then those that most possible reasons depend on, then in the order of the request. For a settled
    /// change plan they are those of its notices.
    pub fn questions(&self) -> impl Iterator<Item = Question> + '_ {
        Ranked { assessment: self, left: self.asked() }
    }

    /// The unknown facts on which the answer depends.
    #[must_use]
    pub fn asked(&self) -> FactSet {
        if self.verdict() == Verdict::ChangePlan {
            self.possible_notices().fold(FactSet::EMPTY, |all, notice| all.union(notice.depends_on()))
        } else {
            self.possible().fold(FactSet::EMPTY, |all, reason| all.union(reason.depends_on()))
        }
    }

    /// The smallest set of facts that, with favourable answers, is enough for a change plan; empty if a reason is certain, or if
    /// it is a plan already.
    ///
    /// All of them, without the features whose loss has to be accepted if the confirmation is asked for anyway, and without one
    /// party if either may authorise the transfer and nothing else needs that party.
    #[must_use]
    pub fn fewest(&self) -> FactSet {
        if self.verdict() != Verdict::Open {
            return FactSet::EMPTY;
        }
        let mut fewest = self.asked();
        let of_codes = |fact: Fact| self.tally(fact).decides;
        if fewest.contains(Fact::Confirmation) {
            let only_accepted = ReasonCodeSet::EMPTY.with(ReasonCode::LossesNotAccepted);
            for fact in self.asked().iter().filter(|fact| matches!(fact, Fact::Feature(_))) {
                if of_codes(fact).is_subset(only_accepted) {
                    fewest = fewest.difference(FactSet::EMPTY.with(fact));
                }
            }
        }
        let parties = [Party::Firm, Party::Client].map(|party| FactSet::EMPTY.with(Fact::AuthorisedBy(party)));
        let both = parties.iter().fold(FactSet::EMPTY, |both, party| both.union(*party));
        if fewest.intersection(both) == both {
            // A party is needed where a reason depends on it alone.
            let needed = |party: FactSet| self.possible().any(|reason| reason.depends_on().intersection(both) == party);
            let [firm, client] = parties;
            if !needed(client) {
                fewest = fewest.difference(client);
            } else if !needed(firm) {
                fewest = fewest.difference(firm);
            }
        }
        fewest
    }

    fn tally(&self, fact: Fact) -> Tally {
        let mut tally = Tally::NONE;
        if self.verdict() == Verdict::ChangePlan {
            for notice in self.possible_notices().filter(|notice| notice.depends_on().contains(fact)) {
                tally.count = tally.count.saturating_add(1);
                tally.notices.insert(notice.code());
            }
            return tally;
        }
        for reason in self.possible().filter(|reason| reason.depends_on().contains(fact)) {
            tally.count = tally.count.saturating_add(1);
            tally.decides.insert(reason.code());
            tally.never |= reason.resolution() == Resolution::Never;
        }
        tally
    }

    /// For what is counted and asked for, the number that matters: whether there are more than this.
    pub(crate) fn number_that_matters(&self, fact: Fact) -> Option<u32> {
        fact.quota().and_then(|quota| self.findings.plan.limits.get(quota.place()).copied())
    }

    fn question(&self, fact: Fact, tally: &Tally) -> Question {
        Question {
            fact,
            decides: tally.decides,
            decides_notices: tally.notices,
            more_than: self.number_that_matters(fact),
            settles: self.verdict() != Verdict::ChangePlan && self.settles(fact),
        }
    }

    /// The completion in which no unknown fact stands in the way.
    pub(super) fn completion(&self) -> Context {
        let usage = Usage::default();
        let mut best = Context::in_good_standing(Parties::ALL, usage);
        for fact in self.facts.unknown().iter() {
            fact.put(0, &mut best);
        }
        self.facts.or(&best)
    }

    /// Whether two completions that differ in this fact alone have different verdicts.
    ///
    /// It is enough to look where no other unknown fact stands in the way, apart from facts that share a reason with this one,
    /// and the renewal, which decides whether annual billing is a wait.
    fn settles(&self, fact: Fact) -> bool {
        let unknown = self.facts.unknown();
        let renewal = FactSet::EMPTY.with(Fact::DaysToRenewal).intersection(unknown);
        self.possible().filter(|reason| reason.depends_on().contains(fact)).any(|reason| {
            let beside = reason.depends_on().difference(FactSet::EMPTY.with(fact)).difference(renewal);
            (0..2).any(|renews| {
                let mut best = self.completion();
                if !renewal.is_empty() && fact != Fact::DaysToRenewal {
                    Fact::DaysToRenewal.put(renews, &mut best);
                }
                let hinges = |context: &Context| {
                    let mut verdicts = (0..fact.values()).map(|value| {
                        let mut context = *context;
                        fact.put(value, &mut context);
                        self.level(&context)
                    });
                    let first = verdicts.next();
                    verdicts.any(|verdict| Some(verdict) != first)
                };
                let mut each = beside.iter().flat_map(|other| (1..other.values()).map(move |value| (other, value)));
                hinges(&best)
                    || each.any(|(other, value)| {
                        let mut context = best;
                        other.put(value, &mut context);
                        // If one loss depends on the confirmation, the confirmation accepts all others.
                        if let (Fact::Feature(feature), Some(confirmation)) = (fact, &mut context.client.confirmation) {
                            confirmation.accepted_losses = FeatureSet::ALL.without(feature);
                        }
                        hinges(&context)
                    })
            })
        })
    }

    /// The resolution of the refusal in this completion; `None` if it is a plan.
    fn level(&self, context: &Context) -> Option<Resolution> {
        let refusal = self.catalogue.plan_change(&self.findings.from, &self.findings.to, context).err()?;
        Some(refusal.resolution())
    }
}
