//! Sets of facts, as bits.

use core::fmt;

use super::facts::{FACTS, FEATURES_BEGIN};
use crate::kit::FactBits;
use crate::model::{Fact, FeatureSet};

const _: () = assert!(
    FACTS <= FactBits::BITS as usize,
    "evaluated by the compiler: more facts than a set of them has bits; `FactBits` in kit/set.rs is as wide as a number can be: make it two"
);

/// A set of facts, iterated in the order of the request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FactSet(FactBits);

impl FactSet {
    /// No fact.
    pub const EMPTY: Self = Self(0);

    /// This set and a fact.
    #[must_use]
    pub const fn with(self, fact: Fact) -> Self {
        Self(self.0 | 1 << (fact.place() as u32 % FactBits::BITS))
    }

    /// What is in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this set and not in `other`.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// This set where `holds`, else the empty one.
    pub(crate) const fn when(self, holds: bool) -> Self {
        Self(self.0 & (holds as FactBits).wrapping_neg())
    }

    /// Whether a fact is in the set.
    #[must_use]
    pub const fn contains(self, fact: Fact) -> bool {
        self.0 & Self::EMPTY.with(fact).0 != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many facts are in it.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The facts, in the order of the request.
    pub fn iter(self) -> impl Iterator<Item = Fact> + Clone {
        let mut left = self.0;
        core::iter::from_fn(move || {
            let place = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            Fact::at(place)
        })
    }

    /// Whether each of these features is in use.
    pub(crate) const fn of_features(features: FeatureSet) -> Self {
        Self((features.bits() as FactBits) << FEATURES_BEGIN)
    }
}

impl fmt::Debug for FactSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
