//! Sets of named things, as bits.

/// Declares a set of the members of a `vocabulary!` enum: a few bits, `Copy`, iterated in the order of the documentation's
/// tables and written so in JSON. In JSON a repeated member is an error.
macro_rules! set {
    (
        $(#[$meta:meta])*
        pub struct $Set:ident($Bits:ty) of $Member:ident ($concept:literal), iterated by $Iter:ident
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $Set($Bits);

        impl $Set {
            /// The empty set.
            pub const EMPTY: Self = Self(0);

            /// The set of all there are.
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

            #[allow(dead_code, reason = "not every set is read as bits")]
            pub(crate) const fn from_bits(bits: $Bits) -> Self {
                Self(bits & Self::ALL.0)
            }

            #[allow(dead_code, reason = "not every set is read as bits")]
            pub(crate) const fn bits(self) -> $Bits {
                self.0
            }

            /// Of a member, of which the compiler does not always know that there are no more of them than bits.
            const fn bit(member: $Member) -> $Bits {
                const ONE: $Bits = 1;
                ONE.wrapping_shl(member as u32)
            }

            /// This set and `member`.
            #[must_use]
            pub const fn with(self, member: $Member) -> Self {
                Self(self.0 | Self::bit(member))
            }

            /// This set less `member`.
            #[must_use]
            pub const fn without(self, member: $Member) -> Self {
                Self(self.0 & !Self::bit(member))
            }

            /// Whether `member` is in the set.
            #[must_use]
            pub const fn contains(self, member: $Member) -> bool {
                self.0 & Self::bit(member) != 0
            }

            /// Adds `member`; whether it is new to the set.
            pub const fn insert(&mut self, member: $Member) -> bool {
                let new = !self.contains(member);
                *self = self.with(member);
                new
            }

            /// Takes `member` out; whether it was in the set.
            pub const fn remove(&mut self, member: $Member) -> bool {
                let held = self.contains(member);
                *self = self.without(member);
                held
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

            /// Whether everything in this set is in `other` too.
            #[must_use]
            pub const fn is_subset(self, other: Self) -> bool {
                self.0 & !other.0 == 0
            }

            /// Whether the set is empty.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// How many members the set has.
            #[must_use]
            pub const fn len(self) -> usize {
                self.0.count_ones() as usize
            }

            /// The members, in the order of the documentation's tables.
            #[must_use]
            pub const fn iter(self) -> $Iter {
                $Iter(self.0)
            }
        }

        #[doc = concat!("The members of a [`", stringify!($Set), "`], in the order of the documentation's tables.")]
        #[derive(Debug, Clone)]
        pub struct $Iter($Bits);

        impl Iterator for $Iter {
            type Item = $Member;

            fn next(&mut self) -> Option<$Member> {
                let first = self.0.trailing_zeros() as usize;
                self.0 &= self.0.wrapping_sub(1);
                $Member::ALL.get(first).copied()
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                let left = self.0.count_ones() as usize;
                (left, Some(left))
            }
        }

        impl ExactSizeIterator for $Iter {}
        impl core::iter::FusedIterator for $Iter {}

        impl IntoIterator for $Set {
            type Item = $Member;
            type IntoIter = $Iter;

            fn into_iter(self) -> $Iter {
                self.iter()
            }
        }

        impl From<$Member> for $Set {
            fn from(member: $Member) -> Self {
                Self::EMPTY.with(member)
            }
        }

        impl FromIterator<$Member> for $Set {
            fn from_iter<I: IntoIterator<Item = $Member>>(members: I) -> Self {
                members.into_iter().fold(Self::EMPTY, Self::with)
            }
        }

        impl Extend<$Member> for $Set {
            fn extend<I: IntoIterator<Item = $Member>>(&mut self, members: I) {
                *self = members.into_iter().fold(*self, Self::with);
            }
        }

        impl core::fmt::Debug for $Set {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_set().entries(self.iter()).finish()
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $Set {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.iter())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $Set {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;

                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $Set;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("a list of different ", $concept))
                    }

                    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<$Set, A::Error> {
                        let mut set = $Set::EMPTY;
                        while let Some(member) = seq.next_element::<$Member>()? {
                            if !set.insert(member) {
                                return Err(serde::de::Error::custom(format_args!(
                                    "`{member}` is named twice, expected {}",
                                    concat!("a list of different ", $concept),
                                )));
                            }
                        }
                        Ok(set)
                    }
                }

                deserializer.deserialize_seq(Members)
            }
        }
    };
}

pub(crate) use set;
