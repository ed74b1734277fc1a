//! Where rules come from.

use super::article::Article;
use crate::kit::vocabulary;
use crate::model::{Feature, NoticeCode, ReasonCode};

vocabulary! {
    /// What kind of source a rule has.
    pub enum Mark ("mark") {
        /// **\[S\]** The source of record says it, which overrides the others: the vendor's help article L78SslIqi, Canadian
        /// French, 28 January 2025.
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

vocabulary! {
    /// The part of a rule that a source is about, if not the whole rule.
    pub enum Part ("part of a rule", "parts of a rule") {
        /// What goes up.
        Upgrades,
        /// What goes down.
        Downgrades,
        /// What transfers to the firm.
        TransfersToFirm,
        /// What the firm asks for.
        AskedByFirm,
        /// What the client asks for.
        AskedByClient,
        /// What the firm pays for.
        PaidByFirm,
        /// That the reason is given for each product.
        EachProduct,
        /// That the client confirms.
        Confirmation,
        /// That each feature counts by itself.
        EachFeature,
        /// That the books can only be read.
        ReadOnly,
        /// That this is a reason for refusal.
        TheRefusal,
        /// The plans of the ladder.
        LadderPlans,
        /// Ledger and Self-Employed.
        PlansBeside,
        /// Multicurrency, which is turned off.
        Multicurrency,
        /// Multicurrency, where it cannot be turned off.
        MulticurrencyKept,
        /// The other features that block.
        OtherFeatures,
        /// That turning the feature off clears the reason, which another page doubts.
        Doubted,
        /// What transfers to the client.
        TransfersToClient,
        /// Who acts.
        WhoActs,
        /// The time add-on.
        Time,
        /// The other add-ons.
        OtherAddOns,
        /// That the books can be taken over when the subscription is cancelled.
        Cancelled,
        /// Self-Employed and the firm's billing.
        SelfEmployedBilling,
        /// EasyStart.
        OnEasyStart,
        /// The bill pay add-on.
        BillPay,
    }
}

/// Where a rule, or a part of it, comes from.
///
/// ```
/// use subscription_change::catalogue::{Article, Mark};
/// use subscription_change::{Catalogue, Language, ReasonCode};
///
/// let pending = Catalogue::canada().rule(ReasonCode::ClientPending);
/// let source = pending.sources.iter().next().unwrap();
/// assert_eq!((source.mark, source.article), (Mark::Source, Some(Article::PLAN_CHANGE)));
/// assert_eq!(source.display(Language::English).to_string(), "article L78SslIqi of 28 January 2025, for upgrades");
/// assert_eq!(source.display(Language::French).to_string(), "article L78SslIqi du 28\u{a0}janvier 2025, pour les mises à niveau");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Source {
    /// What kind of source it is.
    pub mark: Mark,
    /// The article; `None` for a judgement, and for a page of the vendor without a recorded identifier.
    pub article: Option<Article>,
    /// The part of the rule that it is about; `None` for the whole rule.
    pub part: Option<Part>,
}

impl Source {
    /// A judgement.
    pub const JUDGEMENT: Self = Self { mark: Mark::Judgement, article: None, part: None };

    /// A page of the vendor without a recorded identifier.
    pub const OTHER_PAGE: Self = Self { mark: Mark::OtherPage, article: None, part: None };

    /// An article of the vendor.
    #[must_use]
    pub const fn article(mark: Mark, article: Article) -> Self {
        Self { mark, article: Some(article), part: None }
    }

    /// This source, for a part of the rule only.
    #[must_use]
    pub const fn part(self, part: Part) -> Self {
        Self { part: Some(part), ..self }
    }
}

/// The sources of one rule, at most four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sources([Option<Source>; Sources::MOST]);

impl Sources {
    /// The most sources that a rule may have.
    pub const MOST: usize = 4;

    /// No source.
    pub const NONE: Self = Self([None; Self::MOST]);

    /// A judgement, which a rule without a source is.
    pub const JUDGEMENT: Self = Self::new(&[Source::JUDGEMENT]);

    /// These sources; those beyond the fourth are left out.
    #[must_use]
    pub const fn new(sources: &[Source]) -> Self {
        let mut all = Self::NONE;
        let mut i = 0;
        while i < sources.len() && i < Self::MOST {
            all.0[i] = Some(sources[i]);
            i += 1;
        }
        all
    }

    /// These sources, with this one at a place, if there is such a place.
    #[cfg(feature = "serde")]
    pub(super) fn with(mut self, place: usize, source: Source) -> Self {
        if let Some(place) = self.0.get_mut(place) {
            *place = Some(source);
        }
        self
    }

    /// The source at this place.
    pub(super) const fn at(&self, place: usize) -> Option<Source> {
        if place < Self::MOST { self.0[place] } else { None }
    }

    /// These sources, or a judgement if there are none.
    const fn or_judgement(self) -> Self {
        if self.at(0).is_some() { self } else { Self::JUDGEMENT }
    }

    /// The sources, in order.
    pub fn iter(&self) -> impl Iterator<Item = Source> + use<> {
        self.0.into_iter().flatten()
    }

    /// Those that are about a feature: for multicurrency those that name it, for another feature the rest.
    pub(crate) fn about(self, feature: Feature, cleared: bool) -> Self {
        let is_about = |part| match (feature, cleared) {
            (Feature::Multicurrency, true) => matches!(part, Part::Multicurrency | Part::Doubted),
            (Feature::Multicurrency, false) => matches!(part, Part::MulticurrencyKept | Part::Doubted),
            (_, _) => matches!(part, Part::OtherFeatures),
        };
        Self(self.0.map(|source| source.filter(|source| source.part.is_none_or(is_about))))
    }
}

/// The sources of every rule of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SourceTable {
    reasons: [Sources; ReasonCode::COUNT],
    notices: [Sources; NoticeCode::COUNT],
}

impl SourceTable {
    /// Every rule a judgement.
    pub const JUDGEMENT: Self =
        Self { reasons: [Sources::JUDGEMENT; ReasonCode::COUNT], notices: [Sources::JUDGEMENT; NoticeCode::COUNT] };

    /// The sources of the reasons of a code.
    #[must_use]
    pub const fn reason(&self, code: ReasonCode) -> Sources {
        at(&self.reasons, code as usize)
    }

    /// The sources of the notices of a code.
    #[must_use]
    pub const fn notice(&self, code: NoticeCode) -> Sources {
        at(&self.notices, code as usize)
    }

    /// The same table with other sources of the reasons of a code; where there is none, it is a judgement.
    #[must_use]
    pub const fn with_reason(mut self, code: ReasonCode, sources: Sources) -> Self {
        put(&mut self.reasons, code as usize, sources);
        self
    }

    /// The same table with other sources of the notices of a code; where there is none, it is a judgement.
    #[must_use]
    pub const fn with_notice(mut self, code: NoticeCode, sources: Sources) -> Self {
        put(&mut self.notices, code as usize, sources);
        self
    }
}

/// The sources at this place. Every code has some, but the compiler does not always see that.
const fn at(table: &[Sources], place: usize) -> Sources {
    if place < table.len() { table[place] } else { Sources::JUDGEMENT }
}

const fn put(table: &mut [Sources], place: usize, sources: Sources) {
    if place < table.len() {
        table[place] = sources.or_judgement();
    }
}
