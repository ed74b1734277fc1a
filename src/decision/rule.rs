//! The rule book: every reason for refusal and every notice, when it holds and where it comes from.

use core::fmt;

use super::Catalogue;
use crate::model::{NoticeCode, ReasonCode};
use crate::rules::{Reason, RemedyCode, Resolution};
use crate::terms::{CatalogueId, Mark, Sources};

/// What a rule gives: a reason for refusal or a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RuleCode {
    /// A reason of this code.
    Reason(ReasonCode),
    /// A notice of this code.
    Notice(NoticeCode),
}

impl RuleCode {
    /// The name of the code, as it stands in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reason(code) => code.name(),
            Self::Notice(code) => code.name(),
        }
    }

    /// The names of its parameters in JSON.
    #[must_use]
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Reason(code) => code.parameters(),
            Self::Notice(code) => code.parameters(),
        }
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<ReasonCode> for RuleCode {
    fn from(code: ReasonCode) -> Self {
        Self::Reason(code)
    }
}

impl From<NoticeCode> for RuleCode {
    fn from(code: NoticeCode) -> Self {
        Self::Notice(code)
    }
}

/// A rule: one kind of reason for refusal, or one kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Rule {
    /// What it gives.
    pub code: RuleCode,
    /// The resolutions that the reason may have, the usual one first: a feature in use is [`Never`](Resolution::Never) if the
    /// catalogue says that nothing clears it, and annual billing is [`Wait`](Resolution::Wait) until it can be switched. Empty
    /// for a notice, which stands in nobody's way.
    pub resolutions: &'static [Resolution],
    /// What clears the reason. These are alternatives, and a given reason may offer only some. Empty for a notice.
    pub remedies: &'static [RemedyCode],
    /// Where it comes from, in the edition of the catalogue.
    pub sources: Sources,
    /// Whose rule it is, and so in whose words.
    pub catalogue: CatalogueId,
}

impl Rule {
    /// The marks of its sources, each once.
    pub fn marks(&self) -> impl Iterator<Item = Mark> + use<> {
        let sources = self.sources;
        Mark::ALL.iter().copied().filter(move |&mark| sources.iter().any(|source| source.mark == mark))
    }
}

impl Catalogue {
    /// The rule that gives reasons or notices of this code.
    #[must_use]
    pub fn rule(&self, code: impl Into<RuleCode>) -> Rule {
        let (table, catalogue) = (&self.terms().edition.sources, self.id());
        match code.into() {
            RuleCode::Reason(reason) => Rule {
                code: reason.into(),
                resolutions: reason.resolutions(),
                remedies: reason.cleared_by(),
                sources: table.reason(reason),
                catalogue,
            },
            RuleCode::Notice(notice) => {
                Rule { code: notice.into(), resolutions: &[], remedies: &[], sources: table.notice(notice), catalogue }
            }
        }
    }

    /// All rules: the reasons, then the notices, each in the order in which they are reported.
    ///
    /// ```
    /// use subscription_change::catalogue::Mark;
    /// use subscription_change::{Catalogue, Language, ReasonCode};
    ///
    /// let pending = Catalogue::canada().rule(ReasonCode::ClientPending);
    /// assert_eq!(pending.condition(Language::English).to_string(), "the client is pending, and anything changes or billing is transferred");
    /// // Law can be told from judgement.
    /// let judged = Catalogue::canada().all_rules().find(|rule| rule.marks().all(|mark| mark == Mark::Judgement));
    /// assert_eq!(judged.unwrap().code, ReasonCode::NothingToChange.into());
    /// ```
    pub fn all_rules(&self) -> impl Iterator<Item = Rule> {
        let reasons = ReasonCode::ALL.iter().map(|&code| self.rule(code));
        reasons.chain(NoticeCode::ALL.iter().map(|&code| self.rule(code)))
    }

    /// Where a reason comes from, in this edition: the sources of its code; for a feature in use, those about this feature.
    #[must_use]
    pub fn sources(&self, reason: &Reason) -> Sources {
        let sources = self.rule(reason.code()).sources;
        match *reason {
            Reason::FeatureInUse { feature, cleared_by, .. } => sources.about(feature, cleared_by.is_some()),
            _ => sources,
        }
    }
}
