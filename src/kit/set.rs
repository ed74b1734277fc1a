//! Sets of named things, as bits.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use super::vocabulary::Vocabulary;

// The widths of all sets, and what it costs to widen one. An assertion beside each of the types says when one is too narrow, by its name here,
// and that `Result<ChangePlan, Refusal>` has at most 256 bytes is asserted in decision/outcome.rs.

/// The bits of every set, so the most members that a vocabulary may have: reasons, notices, features and all the others. Each set in a request,
/// in a catalogue and in an answer grows with it; an answer has ten.
pub(crate) type Bits = u64;

/// The bits of a set of one of the small vocabularies where it is kept in an answer or in a table: user kinds, resources, add-ons, tiers, parties
/// and states of a company. An answer has some ten of them.
type NarrowBits = u16;

/// The bits of what is told for each product, one for each code that is and each product: with six such codes there is room for ten products. An
/// answer has one of them, and so has what is compiled for each change of each product.
pub(crate) type EachBits = u64;

/// The bits of a set of facts: one for each fact of firm and client, each quota and each feature. No answer has one; what is partly known does.
pub(crate) type FactBits = u128;

/// A set of members of a vocabulary, as bits. It is `Copy`, and its iteration follows the order of the documentation's tables.
///
/// In JSON it is a list, written in that order and read in any; a repeated member is an error.
///
/// ```
/// use subscription_change::{Feature, FeatureSet};
///
/// let used = FeatureSet::of(&[Feature::Projects, Feature::Multicurrency]);
/// assert!(used.contains(Feature::Projects));
/// assert_eq!(used.iter().map(Feature::name).collect::<Vec<_>>(), ["multicurrency", "projects"]);
/// ```
pub struct Set<M> {
    bits: Bits,
    members: PhantomData<M>,
}

impl<M> Set<M> {
    /// The empty set.
    pub const EMPTY: Self = Self::from_bits(0);

    /// The set of the members at these places; the caller sees to it that each place has a member.
    pub(crate) const fn from_bits(bits: Bits) -> Self {
        Self { bits, members: PhantomData }
    }

    /// The set of the first members, this many.
    pub(crate) fn first(members: usize) -> Self {
        let rest = Bits::BITS.saturating_sub(members as u32);
        Self::from_bits(Bits::MAX.checked_shr(rest).unwrap_or(0))
    }

    pub(crate) const fn bits(self) -> Bits {
        self.bits
    }

    /// What is in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self::from_bits(self.bits | other.bits)
    }

    /// What is in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self::from_bits(self.bits & other.bits)
    }

    /// What is in this set and not in `other`.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self::from_bits(self.bits & !other.bits)
    }

    /// What is in exactly one of the two sets.
    #[must_use]
    pub const fn symmetric_difference(self, other: Self) -> Self {
        Self::from_bits(self.bits ^ other.bits)
    }

    /// This set where `holds`, else the empty one; without a branch.
    pub(crate) const fn when(self, holds: bool) -> Self {
        Self::from_bits(self.bits & (holds as Bits).wrapping_neg())
    }

    /// Whether everything in this set is in `other` too.
    #[must_use]
    pub const fn is_subset(self, other: Self) -> bool {
        self.bits & !other.bits == 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// How many members the set has.
    #[must_use]
    pub const fn len(self) -> usize {
        self.bits.count_ones() as usize
    }

    /// The members, in the order of the documentation's tables.
    #[must_use]
    pub const fn iter(self) -> Members<M>
    where
        M: Vocabulary,
    {
        Members(self)
    }
}

impl<M: Vocabulary> Set<M> {
    const fn one(place: usize) -> Self {
        const ONE: Bits = 1;
        #[allow(clippy::cast_possible_truncation, reason = "places are below the number of bits")]
        Self::from_bits(ONE.wrapping_shl(place as u32))
    }

    /// The set of `member` where `holds`, else the empty one; without a branch.
    #[inline]
    pub(crate) fn if_so(member: M, holds: bool) -> Self {
        Self::from_bits(Bits::from(holds).wrapping_shl(member.place() as u32))
    }

    /// Adds `member`; whether it is new to the set.
    pub fn insert(&mut self, member: M) -> bool {
        let before = *self;
        *self = self.union(Self::one(member.place()));
        *self != before
    }

    /// Takes `member` out; whether it was in the set.
    pub fn remove(&mut self, member: M) -> bool {
        let before = *self;
        *self = self.difference(Self::one(member.place()));
        *self != before
    }
}

/// A set of a small vocabulary as it is kept in an answer or in a table, in less room.
pub(crate) struct Narrow<M> {
    bits: NarrowBits,
    members: PhantomData<M>,
}

impl<M: Vocabulary> Narrow<M> {
    const FITS: () = assert!(
        M::ALL.len() <= NarrowBits::BITS as usize,
        "evaluated by the compiler: more members than a narrow set has bits; widen `NarrowBits` in kit/set.rs, which says what that costs"
    );

    #[allow(clippy::cast_possible_truncation, reason = "there are no more members")]
    pub(crate) const fn of(set: Set<M>) -> Self {
        let () = Self::FITS;
        Self { bits: set.bits as NarrowBits, members: PhantomData }
    }

    #[inline]
    pub(crate) const fn wide(self) -> Set<M> {
        Set::from_bits(self.bits())
    }

    pub(crate) const fn bits(self) -> Bits {
        self.bits as Bits
    }
}

impl<M> Clone for Narrow<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Narrow<M> {}

/// Names the set of a vocabulary, and gives it the functions that are `const`.
macro_rules! set {
    ($(#[$meta:meta])* pub type $Set:ident of $Member:ident) => {
        $(#[$meta])*
        pub type $Set = crate::kit::Set<$Member>;

        const _: () = assert!(
            $Member::COUNT <= crate::kit::Bits::BITS as usize,
            "evaluated by the compiler: more members than a set has bits; widen `Bits` in kit/set.rs, which says what that costs"
        );

        impl $Set {
            /// The set of all members.
            pub const ALL: Self = Self::of($Member::ALL);

            /// The set of these members.
            #[must_use]
            pub const fn of(members: &[$Member]) -> Self {
                let mut set = Self::EMPTY;
                let mut i = 0;
                while i < members.len() {
                    set = set.with(members[i]);
                    i += 1;
                }
                set
            }

            const fn bit(member: $Member) -> Self {
                const ONE: crate::kit::Bits = 1;
                Self::from_bits(ONE.wrapping_shl(member as u32))
            }

            /// This set and `member`.
            #[must_use]
            pub const fn with(self, member: $Member) -> Self {
                self.union(Self::bit(member))
            }

            /// This set less `member`.
            #[must_use]
            pub const fn without(self, member: $Member) -> Self {
                self.difference(Self::bit(member))
            }

            /// Whether `member` is in the set.
            #[must_use]
            pub const fn contains(self, member: $Member) -> bool {
                !self.intersection(Self::bit(member)).is_empty()
            }
        }
    };
}

pub(crate) use set;

// Not derived, because a derive would ask the members for the same traits; a set is only a number.
impl<M> Clone for Set<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Set<M> {}

impl<M> PartialEq for Set<M> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

impl<M> Eq for Set<M> {}

impl<M> Hash for Set<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

impl<M> Default for Set<M> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<M: Vocabulary> fmt::Debug for Set<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// The members of a [`Set`], in the order of the documentation's tables.
#[derive(Debug, Clone)]
pub struct Members<M: Vocabulary>(Set<M>);

impl<M: Vocabulary> Iterator for Members<M> {
    type Item = M;

    fn next(&mut self) -> Option<M> {
        let first = self.0.bits.trailing_zeros() as usize;
        self.0.bits &= self.0.bits.wrapping_sub(1);
        M::ALL.get(first).copied()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl<M: Vocabulary> ExactSizeIterator for Members<M> {}
impl<M: Vocabulary> core::iter::FusedIterator for Members<M> {}

impl<M: Vocabulary> IntoIterator for Set<M> {
    type Item = M;
    type IntoIter = Members<M>;

    fn into_iter(self) -> Members<M> {
        self.iter()
    }
}

impl<M: Vocabulary> From<M> for Set<M> {
    fn from(member: M) -> Self {
        Self::one(member.place())
    }
}

impl<M: Vocabulary> FromIterator<M> for Set<M> {
    fn from_iter<I: IntoIterator<Item = M>>(members: I) -> Self {
        members.into_iter().fold(Self::EMPTY, |set, member| set.union(member.into()))
    }
}

impl<M: Vocabulary> Extend<M> for Set<M> {
    fn extend<I: IntoIterator<Item = M>>(&mut self, members: I) {
        *self = members.into_iter().fold(*self, |set, member| set.union(member.into()));
    }
}

#[cfg(feature = "serde")]
impl<M: Vocabulary> serde::Serialize for Set<M> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;

        let mut list = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|member| list.serialize_element(member.name()))?;
        list.end()
    }
}

#[cfg(feature = "serde")]
impl<'de, M: Vocabulary + serde::Deserialize<'de>> serde::Deserialize<'de> for Set<M> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<M>(PhantomData<M>);

        impl<'de, M: Vocabulary + serde::Deserialize<'de>> serde::de::Visitor<'de> for List<M> {
            type Value = Set<M>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of different {}", M::MANY)
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Set<M>, A::Error> {
                let mut set = Set::EMPTY;
                while let Some(member) = seq.next_element::<M>()? {
                    if !set.insert(member) {
                        return Err(serde::de::Error::custom(format_args!(
                            "`{}` is named twice, expected a list of different {}",
                            member.name(),
                            M::MANY,
                        )));
                    }
                }
                Ok(set)
            }
        }

        deserializer.deserialize_seq(List(PhantomData))
    }
}
