//! The refusal of a change.

use core::fmt;
use core::hash::{Hash, Hasher};

use super::Catalogue;
use crate::model::ReasonCode;
use crate::rules::{Findings, Reason, ReasonCursor, Resolution};
use crate::terms::{CatalogueId, Sources};

/// Why a change may not be made: every reason that holds, at least one.
///
/// It is a [`core::error::Error`]; its `Display` is one line with all reasons, in English, and
/// [`display`](Self::display) tells it in the reader's language. Two refusals are equal when they were made with
/// catalogues of the same identity and have the same reasons.
///
/// ```
/// use subscription_change::{Context, Parties, Party, Plan, Resolution, Subscription, Usage, plan_change};
///
/// let current = Subscription::new(Plan::Advanced, Party::Firm);
/// let target = Subscription::new(Plan::Ledger, Party::Firm);
/// let context = Context::in_good_standing(Parties::EMPTY, Usage::default());
///
/// let refusal = plan_change(&current, &target, &context).unwrap_err();
/// assert_eq!(
///     refusal.to_string(),
///     "refused for 2 reasons: a client of QuickBooks Online Advanced cannot move to QuickBooks Ledger; \
///      the firm's authorization for QuickBooks Online is missing",
/// );
/// // One reason that nobody can clear is enough.
/// assert_eq!(refusal.resolution(), Resolution::Never);
/// ```
#[derive(Clone, Copy, thiserror::Error)]
pub struct Refusal {
    findings: Findings,
}

impl Refusal {
    /// The refusal for the reasons that were found, at least one.
    #[inline]
    pub(crate) const fn of(findings: Findings) -> Self {
        Self { findings }
    }

    /// Every reason that holds, at least one, in the documented order.
    #[must_use]
    pub const fn reasons(&self) -> Reasons<'_> {
        Reasons { refusal: self, cursor: self.findings.reasons.cursor() }
    }

    /// Whether a reason of this code holds.
    ///
    /// ```
    /// use subscription_change::{Context, Party, Plan, ReasonCode, Subscription, Usage, plan_change};
    ///
    /// let same = Subscription::new(Plan::Plus, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let refusal = plan_change(&same, &same, &context).unwrap_err();
    /// assert!(refusal.has(ReasonCode::NothingToChange));
    /// ```
    #[must_use]
    pub const fn has(&self, code: ReasonCode) -> bool {
        self.findings.reasons.has(code)
    }

    /// Whether it can be cleared: [`Never`](Resolution::Never) if that is true of any reason, else [`Act`](Resolution::Act) if
    /// that is true of any, else [`Wait`](Resolution::Wait).
    #[must_use]
    pub fn resolution(&self) -> Resolution {
        // `Never` is the least of them, `Wait` the greatest.
        self.reasons().map(|reason| reason.resolution()).min().unwrap_or(Resolution::Wait)
    }

    /// The catalogue that the decision was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        self.findings.stamp.id
    }

    /// Where a reason of it comes from, by the catalogue that the decision was made with.
    ///
    /// Empty if that catalogue is not embedded: then ask [`Catalogue::sources`].
    #[must_use]
    pub fn sources(&self, reason: &Reason) -> Sources {
        Catalogue::embedded_as(self.catalogue()).map_or(Sources::NONE, |catalogue| catalogue.sources(reason))
    }
}

impl PartialEq for Refusal {
    fn eq(&self, other: &Self) -> bool {
        self.catalogue() == other.catalogue() && self.says_the_same_as(other)
    }
}

impl Refusal {
    /// Whether it is the same refusal, whichever catalogue it was made with.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.reasons().eq(other.reasons())
    }
}

impl Eq for Refusal {}

impl Hash for Refusal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.catalogue().hash(state);
        self.reasons().for_each(|reason| reason.hash(state));
    }
}

#[allow(clippy::missing_fields_in_debug, reason = "it shows what can be seen of a refusal")]
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Shown as the list of its reasons.
        struct List<'a>(&'a Refusal);

        impl fmt::Debug for List<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.reasons()).finish()
            }
        }

        f.debug_struct("Refusal").field("catalogue", &self.catalogue()).field("reasons", &List(self)).finish()
    }
}

/// The reasons of a [`Refusal`], in the documented order.
#[derive(Debug, Clone)]
pub struct Reasons<'a> {
    refusal: &'a Refusal,
    cursor: ReasonCursor,
}

impl Iterator for Reasons<'_> {
    type Item = Reason;

    fn next(&mut self) -> Option<Reason> {
        self.cursor.next(&self.refusal.findings)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.len();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Reasons<'_> {
    fn len(&self) -> usize {
        self.cursor.left(&self.refusal.findings)
    }
}

impl core::iter::FusedIterator for Reasons<'_> {}

#[allow(clippy::into_iter_without_iter, reason = "its iterator is called by what it gives: `reasons`")]
impl<'a> IntoIterator for &'a Refusal {
    type Item = Reason;
    type IntoIter = Reasons<'a>;

    fn into_iter(self) -> Reasons<'a> {
        self.reasons()
    }
}

#[cfg(feature = "serde")]
mod json {
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::{Reasons, Refusal};

    impl Serialize for Refusal {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut form = crate::kit::json::object(serializer)?;
            self.write_fields(&mut form)?;
            form.end()
        }
    }

    impl Serialize for Reasons<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(self.clone())
        }
    }

    impl Refusal {
        pub(crate) fn write_fields<S: SerializeMap>(&self, form: &mut S) -> Result<(), S::Error> {
            form.serialize_entry("catalogue", &self.catalogue())?;
            form.serialize_entry("resolution", &self.resolution())?;
            form.serialize_entry("reasons", &self.reasons())
        }
    }
}
