//! The rule book: every reason for refusal and every notice, when it holds and where it comes from.

use core::fmt;

use crate::language::{notice_condition, reason_condition};
use crate::{Language, Mark, NoticeCode, ReasonCode, RemedyCode, Resolution, Source};

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
    /// What becomes of the reason, as a rule; a feature in use is [`Never`](Resolution::Never) where the catalogue says that nothing
    /// clears it. `None` for a notice, which stands in nobody's way.
    pub resolution: Option<Resolution>,
    /// What clears the reason: alternatives, of which one reason may offer only some. None for a notice.
    pub remedies: &'static [RemedyCode],
    /// Where it comes from; at least one source.
    pub sources: &'static [Source],
}

/// All rules: the reasons, then the notices, each in the order in which they are reported.
///
/// ```
/// use subscription_change::{Article, Language, Mark, ReasonCode, RuleCode, rules};
///
/// let pending = rules().find(|rule| rule.code == ReasonCode::ClientPending.into()).unwrap();
/// assert_eq!(pending.condition(Language::English), "the client is pending, and anything changes or transfers");
/// assert_eq!(pending.sources[0].article.unwrap().id, "L78SslIqi");
/// // Law can be told from judgement.
/// let law = rules().filter(|rule| rule.marks().any(|mark| mark == Mark::Source)).count();
/// assert_eq!(law, 13);
/// ```
#[must_use]
pub fn rules() -> impl ExactSizeIterator<Item = Rule> {
    const RULES: [Rule; ReasonCode::COUNT + NoticeCode::COUNT] = {
        let mut rules = [Rule::of_reason(ReasonCode::NothingToChange); ReasonCode::COUNT + NoticeCode::COUNT];
        let mut i = 0;
        while i < ReasonCode::COUNT {
            rules[i] = Rule::of_reason(ReasonCode::ALL[i]);
            i += 1;
        }
        while i < rules.len() {
            rules[i] = Rule::of_notice(NoticeCode::ALL[i - ReasonCode::COUNT]);
            i += 1;
        }
        rules
    };
    RULES.into_iter()
}

impl Rule {
    /// The rule that gives reasons or notices of this code.
    #[must_use]
    pub const fn of(code: RuleCode) -> Self {
        match code {
            RuleCode::Reason(code) => Self::of_reason(code),
            RuleCode::Notice(code) => Self::of_notice(code),
        }
    }

    /// When it holds: a clause in this language, without a full stop.
    #[must_use]
    pub const fn condition(&self, language: Language) -> &'static str {
        match self.code {
            RuleCode::Reason(code) => reason_condition(code, language),
            RuleCode::Notice(code) => notice_condition(code, language),
        }
    }

    /// The marks of its sources, each once.
    pub fn marks(&self) -> impl Iterator<Item = Mark> + use<> {
        let sources = self.sources;
        Mark::ALL.iter().copied().filter(move |&mark| sources.iter().any(|source| source.mark == mark))
    }

    const fn of_notice(code: NoticeCode) -> Self {
        Self { code: RuleCode::Notice(code), resolution: None, remedies: &[], sources: code.sources() }
    }

    const fn of_reason(code: ReasonCode) -> Self {
        use Resolution::{Act, Never, Wait};

        let (resolution, remedies): (Resolution, &[RemedyCode]) = match code {
            ReasonCode::NothingToChange
            | ReasonCode::SeparateProduct
            | ReasonCode::LedgerClosed
            | ReasonCode::NotSold
            | ReasonCode::TransitionClosed
            | ReasonCode::DowngradeNotOffered => (Never, &[]),
            ReasonCode::ClientPending => (Wait, &[RemedyCode::WaitUntilMoved]),
            ReasonCode::ClientReadOnly => (Act, &[RemedyCode::Reactivate]),
            ReasonCode::FirmBillingOutdated => (Act, &[RemedyCode::UpdateFirmBilling]),
            ReasonCode::FirmSubscriptionOutdated => (Act, &[RemedyCode::UpdateFirmSubscription]),
            ReasonCode::ClientBillingOutdated => (Act, &[RemedyCode::UpdateClientBilling]),
            ReasonCode::NotAuthorised => (Act, &[RemedyCode::Authorise]),
            ReasonCode::DowngradeNotConfirmed => (Act, &[RemedyCode::Confirm]),
            ReasonCode::LossesNotAccepted => (Act, &[RemedyCode::AcceptLosses]),
            ReasonCode::TooManyUsers => (Act, &[RemedyCode::RemoveUsers]),
            ReasonCode::FeatureInUse => (Act, &[RemedyCode::TurnOff, RemedyCode::PauseTemplates, RemedyCode::MakeItemsInactive]),
            ReasonCode::OverLimit => (Act, &[RemedyCode::Reduce]),
            ReasonCode::AddOnUnsupported => (Act, &[RemedyCode::LeaveOut, RemedyCode::TakePayroll]),
            ReasonCode::UpgradeTooSoon => (Wait, &[RemedyCode::Wait]),
            ReasonCode::TransferAndChange => (Act, &[RemedyCode::TransferSeparately]),
            ReasonCode::TransferNotPermitted | ReasonCode::TransferPermissionExpired => (Act, &[RemedyCode::PermitTransfer]),
            ReasonCode::AnnualBilling => (Act, &[RemedyCode::SwitchToMonthly]),
            ReasonCode::ClientNotPrimaryAdmin => (Act, &[RemedyCode::HandOverPrimaryAdmin]),
        };
        Self { code: RuleCode::Reason(code), resolution: Some(resolution), remedies, sources: code.sources() }
    }
}
