//! The rule book: every reason for refusal, when it holds and where it comes from.

use crate::vocabulary::vocabulary;
use crate::{ReasonCode, RemedyCode, Resolution};

vocabulary! {
    /// Where a rule comes from.
    pub enum Mark ("mark") {
        /// **\[S\]** The source of record says it: the vendor's help article L78SslIqi, Canadian French, 28 January 2025.
        Source,
        /// **\[O\]** Another page of the vendor says it.
        OtherPage,
        /// **\[J\]** Judgement, where neither says.
        Judgement,
    }
}

impl Mark {
    /// The letter that stands for it in tables: S, O or J.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Source => 'S',
            Self::OtherPage => 'O',
            Self::Judgement => 'J',
        }
    }
}

/// A rule: one kind of reason for refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Rule {
    /// The code of the reason.
    pub code: ReasonCode,
    /// When it holds.
    pub condition: &'static str,
    /// What becomes of it as a rule; a feature in use is [`Never`](Resolution::Never) where the catalogue says that nothing clears
    /// it.
    pub resolution: Resolution,
    /// What clears it: alternatives, of which one reason may offer only some.
    pub remedies: &'static [RemedyCode],
    /// Where it comes from.
    pub marks: &'static [Mark],
}

/// All rules, in the order in which their reasons are reported.
///
/// ```
/// use subscription_change::{Mark, ReasonCode, rules};
///
/// let first = rules().next().unwrap();
/// assert_eq!(first.code, ReasonCode::NothingToChange);
/// // Law can be told from judgement.
/// let law = rules().filter(|rule| rule.marks.contains(&Mark::Source)).count();
/// assert_eq!(law, 11);
/// ```
#[must_use]
pub fn rules() -> impl ExactSizeIterator<Item = Rule> {
    ReasonCode::ALL.iter().map(|&code| Rule::of(code))
}

impl Rule {
    /// The rule that gives reasons of this code.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "one row for each of the rules")]
    pub const fn of(code: ReasonCode) -> Self {
        use Mark::{Judgement as J, OtherPage as O, Source as S};
        use Resolution::{Act, Never, Wait};

        type Row = (&'static str, Resolution, &'static [RemedyCode], &'static [Mark]);
        let (condition, resolution, remedies, marks): Row = match code {
            ReasonCode::NothingToChange => ("the target is the current subscription", Never, &[], &[J]),
            ReasonCode::SeparateProduct => ("base changes, and one side is Self-Employed", Never, &[], &[S, O]),
            ReasonCode::LedgerClosed => ("base changes from the ladder to Ledger", Never, &[], &[S]),
            ReasonCode::NotSold => ("the target takes up a plan or tier that the catalogue does not sell", Never, &[], &[J]),
            ReasonCode::TransitionClosed => {
                ("the catalogue does not allow this change of plan, and none of the reasons above says why", Never, &[], &[J])
            }
            ReasonCode::ClientPending => {
                ("the client is pending, and anything changes or transfers", Wait, &[RemedyCode::WaitUntilMoved], &[S, O])
            }
            ReasonCode::ClientReadOnly => (
                "the client is restricted, suspended, expired or cancelled, and anything changes or transfers",
                Act,
                &[RemedyCode::Reactivate],
                &[O, J],
            ),
            ReasonCode::FirmBillingOutdated => (
                "the firm's billing details are not current, and a firm-paid product goes up or a product transfers to the firm",
                Act,
                &[RemedyCode::UpdateFirmBilling],
                &[S, O],
            ),
            ReasonCode::FirmSubscriptionOutdated => (
                "the firm's subscription details are not current, and a firm-paid product goes up",
                Act,
                &[RemedyCode::UpdateFirmSubscription],
                &[S],
            ),
            ReasonCode::ClientBillingOutdated => (
                "the client's payment details are not current, and a client-paid product goes up",
                Act,
                &[RemedyCode::UpdateClientBilling],
                &[O],
            ),
            ReasonCode::NotAuthorised => (
                "the product changes and its payer does not ask for it; or it transfers to the firm and the firm does not; or to the \
                 client and neither does",
                Act,
                &[RemedyCode::Authorise],
                &[S, J],
            ),
            ReasonCode::DowngradeNotOffered => {
                ("base goes down, and the vendor's menu does not show the downgrade", Never, &[], &[S])
            }
            ReasonCode::DowngradeNotConfirmed => (
                "something goes down, and the client has not confirmed it, even if the client asks",
                Act,
                &[RemedyCode::Confirm],
                &[S, O],
            ),
            ReasonCode::LossesNotAccepted => (
                "something goes down and was confirmed, but not with all the features that are lost",
                Act,
                &[RemedyCode::AcceptLosses],
                &[S, J],
            ),
            ReasonCode::TooManyUsers => (
                "the plan changes, and there are more users of a blocking kind than the new limit, which is lower",
                Act,
                &[RemedyCode::RemoveUsers],
                &[S],
            ),
            ReasonCode::FeatureInUse => (
                "the plan changes, and a blocking feature is in use that the new plan lacks",
                Act,
                &[RemedyCode::TurnOff, RemedyCode::PauseTemplates, RemedyCode::MakeItemsInactive],
                &[S, O],
            ),
            ReasonCode::OverLimit => (
                "the plan changes, and more of a blocking resource is used than the new limit, which is lower",
                Act,
                &[RemedyCode::Reduce],
                &[J],
            ),
            ReasonCode::AddOnUnsupported => (
                "the target holds an add-on that its plan or payroll tier does not support, and base, that add-on or payroll changed",
                Act,
                &[RemedyCode::LeaveOut, RemedyCode::TakePayroll],
                &[O, J],
            ),
            ReasonCode::UpgradeTooSoon => {
                ("base goes up before the catalogue's wait after a downgrade is over", Wait, &[RemedyCode::Wait], &[O])
            }
            ReasonCode::TransferAndChange => {
                ("a product both changes and transfers", Act, &[RemedyCode::TransferSeparately], &[J])
            }
            ReasonCode::TransferNotPermitted => {
                ("the product transfers to the firm, and the client gave no permission", Act, &[RemedyCode::PermitTransfer], &[O])
            }
            ReasonCode::TransferPermissionExpired => (
                "the product transfers to the firm, on a permission older than the catalogue's window",
                Act,
                &[RemedyCode::PermitTransfer],
                &[O],
            ),
            ReasonCode::AnnualBilling => (
                "the product transfers to the firm, and the client is billed annually",
                Act,
                &[RemedyCode::SwitchToMonthly],
                &[O],
            ),
            ReasonCode::ClientNotPrimaryAdmin => (
                "the product transfers to the client, who is not the primary admin",
                Act,
                &[RemedyCode::HandOverPrimaryAdmin],
                &[O],
            ),
        };
        Self { code, condition, resolution, remedies, marks }
    }
}
