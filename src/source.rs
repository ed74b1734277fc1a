//! Where rules come from.

use crate::vocabulary::vocabulary;
use crate::{NoticeCode, ReasonCode};

vocabulary! {
    /// What kind of source a rule has.
    pub enum Mark ("mark") {
        /// **\[S\]** The source of record says it, the law here: the vendor's help article L78SslIqi, Canadian French, 28 January 2025.
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

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

/// An article of the vendor's help pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Article {
    /// The vendor's identifier, which is part of the article's address.
    pub id: &'static str,
    /// Its title, where it is known.
    pub title: Option<&'static str>,
    /// When it was last updated, where that is known.
    pub published: Option<Date>,
}

impl Article {
    /// The source of record, Canadian French: how the subscription of a client on the wholesale discount is changed.
    pub const PLAN_CHANGE: Self = Self {
        id: "L78SslIqi",
        title: Some(
            "Modifier le type d’abonnement à QuickBooks en ligne des clients bénéficiant du rabais de facturation groupée",
        ),
        published: Some(Date { year: 2025, month: 1, day: 28 }),
    };

    /// Multicurrency: says that it cannot be turned off again, against the source of record, which is followed.
    pub const MULTICURRENCY: Self = Self { id: "L6O9nCY2f", title: None, published: None };
}

/// Where a rule, or a part of it, comes from.
///
/// ```
/// use subscription_change::{Article, Language, Mark, Reason};
///
/// let sources = Reason::ClientPending.sources();
/// assert_eq!(sources[0].mark, Mark::Source);
/// assert_eq!(sources[0].article, Some(Article::PLAN_CHANGE));
/// assert_eq!(sources[0].display(Language::English).to_string(), "article L78SslIqi of 28 January 2025");
/// assert_eq!(sources[0].display(Language::French).to_string(), "article L78SslIqi du 28 janvier 2025");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Source {
    /// What kind of source it is.
    pub mark: Mark,
    /// The article; `None` for a judgement, and for a page of the vendor of which no identifier is recorded.
    pub article: Option<Article>,
}

const S: Source = Source { mark: Mark::Source, article: Some(Article::PLAN_CHANGE) };
const O: Source = Source { mark: Mark::OtherPage, article: None };
const MULTICURRENCY: Source = Source { mark: Mark::OtherPage, article: Some(Article::MULTICURRENCY) };
const J: Source = Source { mark: Mark::Judgement, article: None };

impl ReasonCode {
    /// Where the rule comes from; at least one source. Which part is whose, where there are several, is said at
    /// [`Reason`](crate::Reason).
    #[must_use]
    pub const fn sources(self) -> &'static [Source] {
        match self {
            Self::LedgerClosed | Self::FirmSubscriptionOutdated | Self::DowngradeNotOffered | Self::TooManyUsers => &[S],
            Self::SeparateProduct | Self::ClientPending | Self::FirmBillingOutdated | Self::DowngradeNotConfirmed => &[S, O],
            Self::FeatureInUse => &[S, O, MULTICURRENCY],
            Self::NotAuthorised | Self::LossesNotAccepted => &[S, J],
            Self::ClientBillingOutdated
            | Self::UpgradeTooSoon
            | Self::TransferNotPermitted
            | Self::TransferPermissionExpired
            | Self::AnnualBilling
            | Self::ClientNotPrimaryAdmin => &[O],
            Self::ClientReadOnly | Self::AddOnUnsupported => &[O, J],
            Self::NothingToChange | Self::NotSold | Self::TransitionClosed | Self::OverLimit | Self::TransferAndChange => &[J],
        }
    }
}

impl NoticeCode {
    /// Where the notice comes from; at least one source.
    #[must_use]
    pub const fn sources(self) -> &'static [Source] {
        match self {
            Self::LeavesLedger | Self::FeaturesLost => &[S],
            Self::UsersOverLimit | Self::ResourceOverLimit => &[O, J],
            Self::DiscountsEnd
            | Self::TimeTrackingUnavailable
            | Self::PrimaryAdminLocked
            | Self::DiscountKept
            | Self::RetailPrice
            | Self::FullPrice
            | Self::ReadOnlyUntilPaid => &[O],
        }
    }
}

impl crate::Reason {
    /// Where it comes from: the sources of its [code](ReasonCode::sources), and of a feature in use those that speak of this feature.
    #[must_use]
    pub const fn sources(&self) -> &'static [Source] {
        match self {
            Self::FeatureInUse { feature: crate::Feature::Multicurrency, cleared_by: Some(_) } => &[S],
            Self::FeatureInUse { feature: crate::Feature::Multicurrency, cleared_by: None } => &[MULTICURRENCY],
            Self::FeatureInUse { .. } => &[O],
            _ => self.code().sources(),
        }
    }
}

impl crate::Notice {
    /// Where it comes from: the sources of its [code](NoticeCode::sources).
    #[must_use]
    pub const fn sources(&self) -> &'static [Source] {
        self.code().sources()
    }
}
