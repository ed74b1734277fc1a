//! The dated catalogues of one country.

use core::borrow::Borrow;
use core::fmt;

use super::Catalogue;
use crate::model::Date;
use crate::terms::CatalogueId;

/// The dated versions of one country's catalogue: which of them is in force on a date.
///
/// A version is in force from its date until the date of the next. The versions are borrowed, in any order, as catalogues or as
/// references to catalogues.
///
/// ```
/// use subscription_change::Catalogue;
/// use subscription_change::catalogue::History;
///
/// let canada = History::new(Catalogue::embedded_in("CA")).unwrap();
/// let in_force = |date: &str| canada.in_force_on(date.parse().unwrap()).map(|catalogue| catalogue.id().to_string());
///
/// assert_eq!(in_force("2025-06-01").unwrap(), "CA-2022-09-08");
/// assert_eq!(in_force("2025-06-02").unwrap(), "CA-2025-06-02");
/// assert_eq!(in_force("2020-01-01").unwrap_err().to_string(), "no catalogue is in force on 2020-01-01: the first is CA-2022-09-08");
/// ```
#[derive(Debug)]
pub struct History<'a, C = Catalogue> {
    versions: &'a [C],
    first: CatalogueId,
}

// Not derived, because a derive would ask for the same of the versions; the history only borrows them.
impl<C> Clone for History<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for History<'_, C> {}

impl<'a, C: Borrow<Catalogue>> History<'a, C> {
    /// Makes a history of these versions, in any order.
    ///
    /// # Errors
    ///
    /// All faults at once: there is no version, two have the same date, or two are of different countries.
    ///
    /// ```
    /// use subscription_change::Catalogue;
    /// use subscription_change::catalogue::History;
    ///
    /// let twice = [Catalogue::canada(), Catalogue::canada()];
    /// assert_eq!(
    ///     History::new(&twice).unwrap_err().to_string(),
    ///     "these catalogues do not make a history: [1]: CA-2025-06-02 has the date of [0], CA-2025-06-02",
    /// );
    /// ```
    pub fn new(versions: &'a [C]) -> Result<Self, InvalidHistory<'a, C>> {
        let invalid = InvalidHistory { versions };
        match (versions.iter().map(|version| version.borrow().id()).min_by_key(CatalogueId::date), invalid.faults().next()) {
            (Some(first), None) => Ok(Self { versions, first }),
            _ => Err(invalid),
        }
    }

    /// The version that is in force on this date.
    ///
    /// # Errors
    ///
    /// If the date is before that of the first version.
    pub fn in_force_on(&self, date: Date) -> Result<&'a Catalogue, NoneInForce> {
        self.versions
            .iter()
            .map(Borrow::borrow)
            .filter(|version: &&Catalogue| version.id().date() <= date)
            .max_by_key(|version| version.id().date())
            .ok_or(NoneInForce { date, first: self.first })
    }

    /// The versions, in the order in which they were given.
    pub fn versions(&self) -> impl ExactSizeIterator<Item = &'a Catalogue> + use<'a, C> {
        self.versions.iter().map(Borrow::borrow)
    }
}

/// There is no catalogue for this date: it is before the first one of a [`History`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("no catalogue is in force on {date}: the first is {first}")]
#[non_exhaustive]
pub struct NoneInForce {
    /// The date that was asked for.
    pub date: Date,
    /// The first catalogue of the history.
    pub first: CatalogueId,
}

/// One thing that is wrong with the versions of a [`History`]. Places count from 0, in the given order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryFault {
    /// There is no version.
    #[error("there is none")]
    Empty,
    /// A version is of another country than the first one given.
    #[error("[{place}]: {id} is of another country than [0], {other}")]
    OtherCountry {
        /// The place of the version.
        place: usize,
        /// Its identity.
        id: CatalogueId,
        /// The identity of the version at place 0.
        other: CatalogueId,
    },
    /// A version has the date of one that was given before it.
    #[error("[{place}]: {id} has the date of [{other_place}], {other}")]
    SameDate {
        /// The place of the version.
        place: usize,
        /// Its identity.
        id: CatalogueId,
        /// The place of the first version with that date.
        other_place: usize,
        /// The identity of that version.
        other: CatalogueId,
    },
}

/// Catalogues that do not make a [`History`]. The error borrows them; to pass it on, use `to_string`.
#[derive(Debug)]
pub struct InvalidHistory<'a, C = Catalogue> {
    versions: &'a [C],
}

impl<C> Clone for InvalidHistory<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for InvalidHistory<'_, C> {}

impl<C: Borrow<Catalogue>> InvalidHistory<'_, C> {
    /// Everything that is wrong: at least one fault, in the order of the versions.
    pub fn faults(&self) -> impl Iterator<Item = HistoryFault> {
        let ids = || (0..).zip(self.versions.iter().map(|version| version.borrow().id()));
        let empty = if self.versions.is_empty() { Some(HistoryFault::Empty) } else { None };
        empty.into_iter().chain(ids().flat_map(move |(place, id)| {
            let other_country = ids().next().filter(|(_, first)| first.country() != id.country());
            let same_date = ids().take(place).find(|(_, earlier)| earlier.date() == id.date());
            let other_country = other_country.map(|(_, other)| HistoryFault::OtherCountry { place, id, other });
            let same_date = same_date.map(|(other_place, other)| HistoryFault::SameDate { place, id, other_place, other });
            [other_country, same_date].into_iter().flatten()
        }))
    }
}

impl<C: Borrow<Catalogue>> fmt::Display for InvalidHistory<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these catalogues do not make a history")?;
        for (i, fault) in self.faults().enumerate() {
            write!(f, "{}{fault}", if i == 0 { ": " } else { "; " })?;
        }
        Ok(())
    }
}

impl<C: Borrow<Catalogue> + fmt::Debug> core::error::Error for InvalidHistory<'_, C> {}
