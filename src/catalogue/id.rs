//! The identity of a catalogue.

use core::fmt;

/// Which catalogue a decision was made with: country and the date from which it is in force, as in `CA-2025-06-02`.
///
/// ```
/// use subscription_change::{Catalogue, CatalogueId};
///
/// let id: CatalogueId = "CA-2025-06-02".parse().unwrap();
/// assert_eq!(id, Catalogue::canada().id());
/// assert_eq!((id.country(), id.year(), id.month(), id.day()), ("CA", 2025, 6, 2));
/// assert!("CA-2025-02-29".parse::<CatalogueId>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CatalogueId {
    country: [u8; 2],
    year: u16,
    month: u8,
    day: u8,
}

/// What was read is not the identity of a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not a catalogue's identity, expected a country of two capital letters and a date, as in CA-2025-06-02")]
#[non_exhaustive]
pub struct InvalidCatalogueId;

impl CatalogueId {
    /// The catalogue of a country (ISO 3166-1, two capital letters) from a date of the Gregorian calendar on.
    ///
    /// # Errors
    ///
    /// Where the country is not two capital letters, or there is no such date between the years 1 and 9999.
    pub const fn new(country: [u8; 2], year: u16, month: u8, day: u8) -> Result<Self, InvalidCatalogueId> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        let [first, second] = country;
        let is_country = first.is_ascii_uppercase() && second.is_ascii_uppercase();
        if is_country && 1 <= year && year <= 9999 && 1 <= day && day <= days {
            Ok(Self { country, year, month, day })
        } else {
            Err(InvalidCatalogueId)
        }
    }

    /// The country, two capital letters (ISO 3166-1).
    #[must_use]
    pub const fn country(&self) -> &str {
        match core::str::from_utf8(&self.country) {
            Ok(country) => country,
            Err(_) => "",
        }
    }

    /// The year from which the catalogue is in force.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(&self) -> u8 {
        self.day
    }
}

impl fmt::Display for CatalogueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{:02}-{:02}", self.country(), self.year, self.month, self.day)
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
        let digits = |digits: &[u8]| {
            digits.iter().try_fold(0_u16, |number, digit| match digit {
                b'0'..=b'9' => Ok(number * 10 + u16::from(digit - b'0')),
                _ => Err(InvalidCatalogueId),
            })
        };
        let &[c1, c2, b'-', y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(InvalidCatalogueId);
        };
        let small = |pair: [u8; 2]| digits(&pair).and_then(|number| u8::try_from(number).map_err(|_| InvalidCatalogueId));
        Self::new([c1, c2], digits(&[y1, y2, y3, y4])?, small([m1, m2])?, small([d1, d2])?)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for CatalogueId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for CatalogueId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl serde::de::Visitor<'_> for Text {
            type Value = CatalogueId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a catalogue's identity, as in CA-2025-06-02")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<CatalogueId, E> {
                text.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }

        deserializer.deserialize_str(Text)
    }
}
