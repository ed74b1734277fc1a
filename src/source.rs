//! Where rules come from.

use crate::vocabulary::vocabulary;
use crate::{Date, Language, NoticeCode, ReasonCode};

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
        published: match Date::new(2025, 1, 28) {
            Ok(date) => Some(date),
            Err(_) => None,
        },
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
/// assert_eq!(sources[0].display(Language::English).to_string(), "article L78SslIqi of 28 January 2025, for upgrades");
/// assert_eq!(
///     sources[0].display(Language::French).to_string(),
///     "article L78SslIqi du 28 janvier 2025, pour les mises à niveau",
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Source {
    /// What kind of source it is.
    pub mark: Mark,
    /// The article; `None` for a judgement, and for a page of the vendor of which no identifier is recorded.
    pub article: Option<Article>,
    part: Option<(&'static str, &'static str)>,
}

impl Source {
    const fn new(mark: Mark, article: Option<Article>) -> Self {
        Self { mark, article, part: None }
    }

    /// This source, for a part of the rule only; the part in both languages.
    const fn part_of_it(self, english: &'static str, french: &'static str) -> Self {
        Self { part: Some((english, french)), ..self }
    }

    /// The part of the rule that it is the source of, in this language, as in "for upgrades"; `None` where it is that of all of it.
    #[must_use]
    pub const fn part(&self, language: Language) -> Option<&'static str> {
        match (self.part, language) {
            (Some((english, _)), Language::English) => Some(english),
            (Some((_, french)), Language::French) => Some(french),
            (None, _) => None,
        }
    }
}

const S: Source = Source::new(Mark::Source, Some(Article::PLAN_CHANGE));
const O: Source = Source::new(Mark::OtherPage, None);
const J: Source = Source::new(Mark::Judgement, None);

const MULTICURRENCY_OFF: Source = S.part_of_it("for multicurrency", "pour la fonction Multidevise");
const MULTICURRENCY_KEPT: Source = Source::new(Mark::OtherPage, Some(Article::MULTICURRENCY))
    .part_of_it("for multicurrency that cannot be turned off", "pour la fonction Multidevise qu’on ne peut pas désactiver");
const OTHER_FEATURES: Source = O.part_of_it("for the other features", "pour les autres fonctions");

impl ReasonCode {
    /// Where the rule comes from; at least one source.
    #[must_use]
    pub const fn sources(self) -> &'static [Source] {
        match self {
            Self::LedgerClosed | Self::FirmSubscriptionOutdated | Self::DowngradeNotOffered | Self::TooManyUsers => &[S],
            Self::SeparateProduct => &[S, O],
            Self::ClientPending => {
                const {
                    &[
                        S.part_of_it("for upgrades", "pour les mises à niveau"),
                        O.part_of_it("for downgrades", "pour les passages à un niveau inférieur"),
                    ]
                }
            }
            Self::FirmBillingOutdated => {
                const {
                    &[
                        S.part_of_it("for upgrades", "pour les mises à niveau"),
                        O.part_of_it("for transfers to the firm", "pour les transferts au cabinet"),
                    ]
                }
            }
            Self::DowngradeNotConfirmed => {
                const {
                    &[
                        S.part_of_it("for what the firm asks", "pour ce que demande le cabinet"),
                        O.part_of_it("for what the client asks", "pour ce que demande le client"),
                    ]
                }
            }
            Self::FeatureInUse => &[MULTICURRENCY_OFF, OTHER_FEATURES, MULTICURRENCY_KEPT],
            Self::NotAuthorised => {
                const {
                    &[
                        S.part_of_it("for what the firm pays", "pour ce que paie le cabinet"),
                        J.part_of_it("for each product by itself", "pour chaque produit pris séparément"),
                    ]
                }
            }
            Self::LossesNotAccepted => {
                const {
                    &[
                        S.part_of_it("for the confirmation", "pour la confirmation"),
                        J.part_of_it("for each feature by itself", "pour chaque fonction prise séparément"),
                    ]
                }
            }
            Self::ClientReadOnly => {
                const {
                    &[
                        O.part_of_it("for what can only be read", "pour la lecture seule"),
                        J.part_of_it("for the refusal", "pour le refus"),
                    ]
                }
            }
            Self::AddOnUnsupported => {
                const {
                    &[
                        O.part_of_it("for the plans of the ladder", "pour les abonnements de Démarrage à Avancé"),
                        J.part_of_it("for Ledger and Self-Employed", "pour Grand livre et Travailleur autonome"),
                    ]
                }
            }
            Self::ClientBillingOutdated
            | Self::UpgradeTooSoon
            | Self::TransferNotPermitted
            | Self::TransferPermissionExpired
            | Self::AnnualBilling
            | Self::ClientNotPrimaryAdmin => &[O],
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
            Self::FeatureInUse { feature: crate::Feature::Multicurrency, cleared_by: Some(_) } => &[MULTICURRENCY_OFF],
            Self::FeatureInUse { feature: crate::Feature::Multicurrency, cleared_by: None } => &[MULTICURRENCY_KEPT],
            Self::FeatureInUse { .. } => &[OTHER_FEATURES],
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
