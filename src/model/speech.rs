//! In which language something is said, and to whom.

use core::fmt::{self, Display, Formatter};
use core::str::FromStr;

use crate::kit::{UnknownName, vocabulary};

/// A language that everything here can be said in.
///
/// What an edition calls its plans is no matter of spelling: the names are those of the [catalogue](crate::Catalogue), and
/// [`LocalName`](crate::catalogue::LocalName) says in which languages it has them.
///
/// It parses from its BCP 47 [`tag`](Self::tag), in any case, and from the language alone, as `en` for Canadian English: the first here of
/// those that have it. It parses from nothing else; whoever has another tag, or a list of them, asks for the [best one](Self::best_for). In
/// JSON it is its tag.
///
/// ```
/// use subscription_change::Language;
///
/// assert_eq!("fr-CA".parse(), Ok(Language::French));
/// assert_eq!("EN".parse(), Ok(Language::English));
/// assert_eq!(
///     "fr-FR".parse::<Language>().unwrap_err().to_string(),
///     "unknown language, expected one of en-CA, fr-CA, en-US, en, fr",
/// );
/// assert_eq!(Language::best_for("fr-FR, de;q=0.5"), Some(Language::French));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
#[non_exhaustive]
pub enum Language {
    /// Canadian English, `en-CA`.
    English,
    /// Canadian French, `fr-CA`, in the words of the vendor's own pages.
    French,
    /// American English, `en-US`: it differs from Canadian English in its spelling and its dates, and in nothing else.
    AmericanEnglish,
}

/// The tags that a language parses from: first those that are written, then the shorter ones.
const TAGS: &[&str] = &["en-CA", "fr-CA", "en-US", "en", "fr"];

impl Language {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its BCP 47 tag, such as `en-CA`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en-CA",
            Self::French => "fr-CA",
            Self::AmericanEnglish => "en-US",
        }
    }

    /// The first part of its tag, as names stand under it in a catalogue. Where there are several of it, it is also the tag of the first.
    pub(crate) const fn primary(self) -> &'static str {
        match self {
            Self::English | Self::AmericanEnglish => "en",
            Self::French => "fr",
        }
    }

    /// The best language for these preferences, listed as in an HTTP request's `Accept-Language`: the one with the highest
    /// weight, of several the first; `None` if there is none, and the caller decides.
    ///
    /// By the lookup of RFC 4647 a tag of another region or script falls back on its language, so that `fr-FR` finds French and `en-GB` the
    /// English of Canada. One tag alone is such a list, and a POSIX locale such as `fr_CA.UTF-8` is read as the tag that it begins with. A `*`, which is any
    /// language, the locales `C` and `POSIX`, a weight of 0 and whatever is misspelled find nothing.
    ///
    /// ```
    /// use subscription_change::Language;
    ///
    /// assert_eq!(Language::best_for("de-CH, en;q=0.3, fr-CH;q=0.8"), Some(Language::French));
    /// assert_eq!(Language::best_for("fr_CA.UTF-8"), Some(Language::French));
    /// assert_eq!(Language::best_for("en-US,en;q=0.5"), Some(Language::AmericanEnglish));
    /// assert_eq!(Language::best_for("POSIX").unwrap_or(Language::English), Language::English);
    /// ```
    #[must_use]
    pub fn best_for(preferred: &str) -> Option<Self> {
        let mut best = None;
        // Characters are searched for in arrays, because the compiler cannot see that the search for a single one never panics.
        for range in preferred.split([',']) {
            let (tag, weight) = match range.split_once([';']) {
                Some((tag, parameter)) => (tag, weight(parameter)),
                None => (range, Some(1000)),
            };
            let found = Self::covering(tag.trim());
            if let (Some(language), Some(weight)) = (found, weight) {
                if weight > best.map_or(0, |(_, most)| most) {
                    best = Some((language, weight));
                }
            }
        }
        best.map(|(language, _)| language)
    }

    /// The language of the tag or the POSIX locale: where the region is the United States its own, whatever else the region the first.
    fn covering(tag: &str) -> Option<Self> {
        // What stands behind a locale is its encoding and its variant.
        let mut parts = tag.split(['.', '@']).next()?.split(['-', '_']);
        let primary = parts.next()?;
        let language = Self::ALL.iter().copied().find(|language| primary.eq_ignore_ascii_case(language.primary()))?;
        let is_american = language == Self::English && parts.any(|part| part.eq_ignore_ascii_case("US"));
        Some(if is_american { Self::AmericanEnglish } else { language })
    }
}

/// The weight `q=0.8` of a range in thousandths, as RFC 9110 writes it: at most three decimals, at most 1.
fn weight(parameter: &str) -> Option<u16> {
    let value = parameter.trim().strip_prefix(['q', 'Q'])?.trim_start().strip_prefix('=')?.trim_start();
    let (whole, decimals) = value.split_once(['.']).unwrap_or((value, ""));
    let whole: u16 = match whole {
        "0" => 0,
        "1" => 1000,
        _ => return None,
    };
    let mut places = [100_u16, 10, 1].into_iter();
    let thousandths = decimals.bytes().try_fold(0, |sum: u16, digit| match digit {
        b'0'..=b'9' => Some(sum.saturating_add(places.next()?.saturating_mul(u16::from(digit.wrapping_sub(b'0'))))),
        _ => None,
    })?;
    Some(whole.saturating_add(thousandths)).filter(|&weight| weight <= 1000)
}

impl Display for Language {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = UnknownName;

    fn from_str(tag: &str) -> Result<Self, UnknownName> {
        let is = |one: &Self| tag.eq_ignore_ascii_case(one.tag());
        let is_first = |one: &Self| tag.eq_ignore_ascii_case(one.primary());
        Self::ALL
            .iter()
            .copied()
            .find(is)
            .or_else(|| Self::ALL.iter().copied().find(is_first))
            .ok_or(UnknownName::new("language", TAGS))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::kit::json::read_name(deserializer, "language", TAGS)
    }
}

vocabulary! {
    /// Who reads what is said: "you" is the reader.
    ///
    /// A remedy for the person who asks, such as asking for something else, is said to the reader, who may be that person; so is
    /// a wait.
    ///
    /// ```
    /// use subscription_change::{Audience, Language, Remedy};
    ///
    /// let said = |audience| Remedy::UpdateFirmBilling.display(Language::English, audience).to_string();
    /// assert_eq!(said(Audience::Firm), "You have to update your firm's billing details.");
    /// assert_eq!(said(Audience::Client), "Your accounting firm has to update its billing details.");
    /// assert_eq!(said(Audience::Other), "The firm has to update its billing details.");
    /// ```
    pub enum Audience ("audience") {
        /// Somebody at the accounting firm: "your client".
        Firm,
        /// The client: "your accounting firm".
        Client,
        /// Somebody else, such as the reader of a log: both parties are named.
        Other,
    }
}
