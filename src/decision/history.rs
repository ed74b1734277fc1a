//! The dated catalogues of one country.

use core::borrow::Borrow;
use core::fmt;
use core::marker::PhantomData;

use super::Catalogue;
use crate::model::Date;
use crate::terms::CatalogueId;

/// The dated versions of one country's catalogue: which of them is in force on a date.
///
/// A version is in force from its date on, until the next one is. The versions are in any order, and owned or borrowed: a slice, a `Vec`, an
/// `Arc<[_]>`, of catalogues or of references to them.
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
///
/// A service that reads its catalogues when it starts owns them, and what it shares is cheap to clone:
///
/// ```
/// use std::sync::Arc;
/// use subscription_change::Catalogue;
/// use subscription_change::catalogue::{Date, History};
///
/// #[derive(Clone)]
/// struct Service {
///     catalogues: History<Arc<[Catalogue]>>,
/// }
///
/// impl Service {
///     fn start(read: Vec<Catalogue>) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
///         Ok(Self { catalogues: History::new(read.into())? })
///     }
/// }
///
/// let service = Service::start(vec![Catalogue::canada().clone()])?;
/// assert_eq!(service.clone().catalogues.in_force_on(Date::new(2027, 1, 1)?)?, Catalogue::canada());
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Debug)]
pub struct History<V, C = Catalogue> {
    versions: V,
    first: CatalogueId,
    of: PhantomData<fn() -> C>,
}

// Not derived: the versions alone are cloned.
impl<V: Clone, C> Clone for History<V, C> {
    fn clone(&self) -> Self {
        Self { versions: self.versions.clone(), first: self.first, of: PhantomData }
    }
}

impl<V: Copy, C> Copy for History<V, C> {}

impl<V: AsRef<[C]>, C: Borrow<Catalogue>> History<V, C> {
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
    ///     History::new(twice).unwrap_err().to_string(),
    ///     "these catalogues do not make a history: [1]: CA-2025-06-02 has the date of [0], CA-2025-06-02",
    /// );
    /// ```
    pub fn new(versions: V) -> Result<Self, InvalidHistory> {
        let ids = versions.as_ref().iter().map(|version| version.borrow().id());
        let first = ids.clone().min_by_key(CatalogueId::date);
        let invalid = InvalidHistory::of(ids);
        match first {
            Some(first) if invalid.is_sound() => Ok(Self { versions, first, of: PhantomData }),
            _ => Err(invalid),
        }
    }

    /// The version that is in force on this date.
    ///
    /// # Errors
    ///
    /// If the date is before that of the first version.
    pub fn in_force_on(&self, date: Date) -> Result<&Catalogue, NoneInForce> {
        self.versions()
            .filter(|version| version.id().date() <= date)
            .max_by_key(|version| version.id().date())
            .ok_or(NoneInForce { date, first: self.first })
    }

    /// The versions, in the order in which they were given.
    pub fn versions(&self) -> impl ExactSizeIterator<Item = &Catalogue> {
        self.versions.as_ref().iter().map(Borrow::borrow)
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

/// Catalogues that are no [`History`]. It holds nothing of them, so it can be sent anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InvalidHistory {
    faults: [Option<HistoryFault>; Self::MOST],
    more: usize,
}

impl InvalidHistory {
    /// How many faults are told one by one.
    pub const MOST: usize = 8;

    /// What is wrong with versions of these identities.
    fn of(ids: impl Iterator<Item = CatalogueId> + Clone) -> Self {
        let mut invalid = Self { faults: [None; Self::MOST], more: 0 };
        let mut places = invalid.faults.iter_mut();
        for fault in faults(ids) {
            match places.next() {
                Some(place) => *place = Some(fault),
                None => invalid.more = invalid.more.saturating_add(1),
            }
        }
        invalid
    }

    /// Whether nothing is.
    fn is_sound(&self) -> bool {
        self.faults().next().is_none()
    }

    /// What is wrong: at least one fault, in the order of the versions; all of them, where there are no [`more`](Self::more).
    pub fn faults(&self) -> impl Iterator<Item = HistoryFault> {
        self.faults.iter().copied().flatten()
    }

    /// How many faults there are beside these.
    #[must_use]
    pub const fn more(&self) -> usize {
        self.more
    }
}

/// All that is wrong with versions of these identities.
fn faults(ids: impl Iterator<Item = CatalogueId> + Clone) -> impl Iterator<Item = HistoryFault> {
    let empty = ids.clone().next().is_none().then_some(HistoryFault::Empty);
    // With an end that is never reached, so that to count on cannot overflow.
    let placed = |ids| (0..usize::MAX).zip(ids);
    empty.into_iter().chain(placed(ids.clone()).flat_map(move |(place, id)| {
        let all = || placed(ids.clone());
        let other_country = all().next().filter(|(_, first)| first.country() != id.country());
        let same_date = all().take(place).find(|(_, earlier)| earlier.date() == id.date());
        let other_country = other_country.map(|(_, other)| HistoryFault::OtherCountry { place, id, other });
        let same_date = same_date.map(|(other_place, other)| HistoryFault::SameDate { place, id, other_place, other });
        [other_country, same_date].into_iter().flatten()
    }))
}

impl fmt::Display for InvalidHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these catalogues do not make a history")?;
        for (i, fault) in self.faults().enumerate() {
            write!(f, "{}{fault}", if i == 0 { ": " } else { "; " })?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl core::error::Error for InvalidHistory {}
