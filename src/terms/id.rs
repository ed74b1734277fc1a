//! The identity of a catalogue.

use core::fmt;

use crate::kit::text_of;
use crate::model::Date;

/// Which catalogue a decision was made with: country and the date from which it is in force, as in `CA-2025-06-02`.
///
/// ```
/// use subscription_change::Catalogue;
/// use subscription_change::catalogue::CatalogueId;
///
/// let id: CatalogueId = "CA-2025-06-02".parse().unwrap();
/// assert_eq!(id, Catalogue::canada().id());
/// assert_eq!((id.country(), id.year(), id.month(), id.day()), ("CA", 2025, 6, 2));
/// assert!("CA-2025-02-29".parse::<CatalogueId>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CatalogueId {
    country: [u8; 2],
    date: Date,
}

/// The text is not the identity of a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not a catalogue's identity, expected a country of two capital letters and a date, as in CA-2025-06-02")]
#[non_exhaustive]
pub struct InvalidCatalogueId;

impl CatalogueId {
    /// The catalogue of a country (ISO 3166-1, two capital letters) from a date of the Gregorian calendar on.
    ///
    /// # Errors
    ///
    /// If the country is not two capital letters, or there is no such date between the years 1 and 9999.
    pub const fn new(country: [u8; 2], year: u16, month: u8, day: u8) -> Result<Self, InvalidCatalogueId> {
        match Date::new(year, month, day) {
            Ok(date) => Self::from(country, date),
            Err(_) => Err(InvalidCatalogueId),
        }
    }

    const fn from(country: [u8; 2], date: Date) -> Result<Self, InvalidCatalogueId> {
        let [first, second] = country;
        if first.is_ascii_uppercase() && second.is_ascii_uppercase() {
            Ok(Self { country, date })
        } else {
            Err(InvalidCatalogueId)
        }
    }

    /// The country, two capital letters (ISO 3166-1).
    #[must_use]
    pub const fn country(&self) -> &str {
        text_of(&self.country)
    }

    /// The date from which the catalogue is in force.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    /// The year from which the catalogue is in force.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.date.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(&self) -> u8 {
        self.date.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(&self) -> u8 {
        self.date.day()
    }

    /// Its text, in ASCII.
    const fn text(&self) -> [u8; 13] {
        let ([c1, c2], [y1, y2, y3, y4, _, m1, m2, _, d1, d2]) = (self.country, self.date.text());
        [c1, c2, b'-', y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
    }
}

impl fmt::Display for CatalogueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text_of(&self.text()))
    }
}

impl fmt::Debug for CatalogueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::str::FromStr for CatalogueId {
    type Err = InvalidCatalogueId;

    fn from_str(text: &str) -> Result<Self, InvalidCatalogueId> {
        let Some((&[c1, c2, b'-'], _)) = text.as_bytes().split_first_chunk() else { return Err(InvalidCatalogueId) };
        let date = text.get(3..).unwrap_or("").parse().map_err(|_| InvalidCatalogueId)?;
        Self::from([c1, c2], date)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for CatalogueId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text_of(&self.text()))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for CatalogueId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::kit::json::read_text(deserializer, "a catalogue's identity, as in CA-2025-06-02")
    }
}
