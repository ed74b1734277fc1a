//! A set whose members are only partly known.

use core::fmt;

use crate::kit::{Set, Vocabulary};

/// A set of which each member is known to be in it, known not to be, or unknown.
///
/// ```
/// use subscription_change::assess::{Facts, PartlyKnown};
/// use subscription_change::{Feature, Party};
///
/// let mut facts = Facts::default();
/// // The firm asks, and the client does not. Of the features, one is known.
/// facts.authorised_by = PartlyKnown::known(Party::Firm.into());
/// facts.client.usage.features.set(Feature::Projects, Some(true));
/// assert_eq!(facts.authorised_by.get(Party::Client), Some(false));
/// assert_eq!(facts.client.usage.features.get(Feature::Budgets), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartlyKnown<M> {
    yes: Set<M>,
    no: Set<M>,
}

impl<M> Default for PartlyKnown<M> {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl<M> PartlyKnown<M> {
    /// Nothing is known of any member.
    pub const UNKNOWN: Self = Self { yes: Set::EMPTY, no: Set::EMPTY };

    /// The members known to be in it, and of the unknown ones those in `otherwise`.
    pub(super) const fn or(self, otherwise: Set<M>) -> Set<M> {
        otherwise.union(self.yes).difference(self.no)
    }

    /// The members that are known to be in it.
    #[must_use]
    pub const fn yes(&self) -> Set<M> {
        self.yes
    }

    /// The members that are known not to be in it.
    #[must_use]
    pub const fn no(&self) -> Set<M> {
        self.no
    }
}

impl<M: Vocabulary> PartlyKnown<M> {
    /// Everything is known: exactly these members are in it.
    #[must_use]
    pub fn known(yes: Set<M>) -> Self {
        Self { yes, no: Self::all().difference(yes) }
    }

    fn all() -> Set<M> {
        Set::first(M::ALL.len())
    }

    /// The members whose membership is not known.
    #[must_use]
    pub fn unknown(&self) -> Set<M> {
        Self::all().difference(self.yes).difference(self.no)
    }

    /// The members that are in it or may be.
    #[inline]
    pub(crate) fn possible(&self) -> Set<M> {
        Self::all().difference(self.no)
    }

    /// Whether a member is in it, if that is known.
    #[must_use]
    pub fn get(&self, member: M) -> Option<bool> {
        let one = Set::from(member);
        match (self.yes.intersection(one).is_empty(), self.no.intersection(one).is_empty()) {
            (false, _) => Some(true),
            (true, false) => Some(false),
            (true, true) => None,
        }
    }

    /// Sets whether a member is in it; `None` for unknown.
    pub fn set(&mut self, member: M, is_in_it: Option<bool>) {
        self.yes.remove(member);
        self.no.remove(member);
        match is_in_it {
            Some(true) => _ = self.yes.insert(member),
            Some(false) => _ = self.no.insert(member),
            None => {}
        }
    }
}

impl<M: Vocabulary> fmt::Debug for PartlyKnown<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartlyKnown").field("yes", &self.yes).field("no", &self.no).finish()
    }
}
