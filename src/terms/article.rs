//! The articles that rules come from.

use core::fmt;

use crate::kit::{Inline, constant, inline_text};
use crate::model::Date;

/// The vendor's identifier of an article, which is part of the article's address: at most 16 visible characters of ASCII.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ArticleId(Inline<{ ArticleId::MOST }>);

inline_text! { ArticleId or InvalidArticleId, "an article's identifier: 1 to 16 visible characters of ASCII" }

/// The text is not the identifier of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not an article's identifier, expected 1 to 16 visible characters of ASCII")]
#[non_exhaustive]
pub struct InvalidArticleId;

impl ArticleId {
    /// The most characters that an identifier may have.
    pub const MOST: usize = 16;

    /// This identifier.
    ///
    /// ```
    /// use subscription_change::catalogue::ArticleId;
    ///
    /// assert_eq!(ArticleId::new("L78SslIqi").unwrap().as_str(), "L78SslIqi");
    /// assert!(ArticleId::new("two words").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If it is empty, longer than 16 characters, or has other characters than the visible ones of ASCII.
    pub const fn new(text: &str) -> Result<Self, InvalidArticleId> {
        let Some(id) = Inline::new(text) else { return Err(InvalidArticleId) };
        let mut rest = text.as_bytes();
        while let [first, later @ ..] = rest {
            if !first.is_ascii_graphic() {
                return Err(InvalidArticleId);
            }
            rest = later;
        }
        Ok(Self(id))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// When an article was last updated, as far as that is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Published {
    /// On this day.
    On(Date),
    /// In this month, 1 to 12.
    In {
        /// The year.
        year: u16,
        /// The month, 1 to 12.
        month: u8,
    },
}

/// The text is neither a date nor a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("neither a date nor a month, as in 2025-01-28 or 2024-01")]
#[non_exhaustive]
pub struct InvalidPublished;

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(f, "{date}"),
            Self::In { year, month } => write!(f, "{year:04}-{month:02}"),
        }
    }
}

/// As it is written: `2025-01-28` or `2024-01`.
impl core::str::FromStr for Published {
    type Err = InvalidPublished;

    fn from_str(text: &str) -> Result<Self, InvalidPublished> {
        if let Ok(date) = text.parse() {
            return Ok(Self::On(date));
        }
        // A month is there where its first day is.
        let [y1, y2, y3, y4, dash, m1, m2] = text.as_bytes().try_into().map_err(|_| InvalidPublished)?;
        let first = [y1, y2, y3, y4, dash, m1, m2, b'-', b'0', b'1'];
        let first: Date = core::str::from_utf8(&first).ok().and_then(|first| first.parse().ok()).ok_or(InvalidPublished)?;
        Ok(Self::In { year: first.year(), month: first.month() })
    }
}

/// An article of the vendor's help pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Article {
    /// The vendor's identifier.
    pub id: ArticleId,
    /// When it was last updated, where that is known.
    pub published: Option<Published>,
}

/// An article that the embedded editions name.
pub(super) const fn known(id: &str) -> Article {
    Article::new(constant!(Ok in ArticleId::new(id)))
}

impl Article {
    /// The source of record, Canadian French: how the subscription of a client on the wholesale discount is changed (« Modifier le type
    /// d’abonnement à QuickBooks en ligne des clients bénéficiant du rabais de facturation groupée »).
    pub const PLAN_CHANGE: Self = known("L78SslIqi").published_on(2025, 1, 28);

    /// Multicurrency: says that it cannot be turned off again, against the source of record, which is followed.
    pub const MULTICURRENCY: Self = known("L6O9nCY2f").published_on(2024, 9, 13);

    /// An article whose date is not recorded.
    #[must_use]
    pub const fn new(id: ArticleId) -> Self {
        Self { id, published: None }
    }

    /// The article as it was updated on a day; without one where the calendar has no such day.
    #[must_use]
    pub const fn published_on(self, year: u16, month: u8, day: u8) -> Self {
        let published = match Date::new(year, month, day) {
            Ok(date) => Some(Published::On(date)),
            Err(_) => None,
        };
        Self { published, ..self }
    }

    /// The article as it was updated in a month; without one where the calendar has no such month.
    #[must_use]
    pub const fn published_in(self, year: u16, month: u8) -> Self {
        let published = match Date::new(year, month, 1) {
            Ok(_) => Some(Published::In { year, month }),
            Err(_) => None,
        };
        Self { published, ..self }
    }
}
