//! What is certain and what is possible, where some facts are unknown.
//!
//! A rule is written once, for known and for unknown facts. Where everything is known, certain and possible are the same, and the
//! compiler drops what nobody reads. With unknown facts a rule is exact as long as it reads each fact once.

use core::ops::BitAnd;

use crate::kit::Set;
use crate::model::{Fact, FactSet};

/// Whether something holds: certainly, possibly or not at all; and if that is open, the unknown facts on which it depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Truth {
    pub(crate) certain: bool,
    pub(crate) possible: bool,
    pub(crate) depends: FactSet,
}

impl Truth {
    #[inline]
    pub(crate) const fn known(holds: bool) -> Self {
        Self { certain: holds, possible: holds, depends: FactSet::EMPTY }
    }

    /// It may hold or not: that depends on this fact.
    pub(crate) const fn open(fact: Fact) -> Self {
        Self { certain: false, possible: true, depends: FactSet::EMPTY.with(fact) }
    }

    /// Whether this holds for a fact that may be unknown.
    #[inline]
    pub(crate) fn of<T>(fact: Fact, known: Option<T>, holds: impl FnOnce(T) -> bool) -> Self {
        known.map_or(Self::open(fact), |known| Self::known(holds(known)))
    }

    /// Whether this is so, where that may be unknown.
    #[inline]
    pub(crate) fn so(fact: Fact, known: Option<bool>) -> Self {
        Self::of(fact, known, |known| known)
    }

    /// The same, where it does not hold unless `can_be`.
    #[inline]
    pub(crate) const fn only_where(self, can_be: bool) -> Self {
        Self::settled(self.certain, self.possible && can_be, self.depends)
    }

    /// What it depends on, where it is open.
    const fn settled(certain: bool, possible: bool, depends: FactSet) -> Self {
        Self { certain, possible, depends: depends.when(possible && !certain) }
    }
}

impl BitAnd for Truth {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        let depends = self.depends.union(other.depends);
        Self::settled(self.certain & other.certain, self.possible & other.possible, depends)
    }
}

/// A set of which some members are certain and some possible.
pub(crate) struct Span<M> {
    pub(crate) certain: Set<M>,
    pub(crate) possible: Set<M>,
    /// The unknown facts on which it depends whether it has a member, where that is open.
    pub(crate) depends: FactSet,
}

impl<M> Span<M> {
    #[inline]
    pub(crate) const fn known(set: Set<M>) -> Self {
        Self { certain: set, possible: set, depends: FactSet::EMPTY }
    }

    /// What of it is in `other` too.
    #[inline]
    pub(crate) const fn intersection(self, other: Set<M>) -> Self {
        Self { certain: self.certain.intersection(other), possible: self.possible.intersection(other), depends: self.depends }
    }

    /// Whether it has a member.
    #[inline]
    pub(crate) const fn any(self) -> Truth {
        Truth::settled(!self.certain.is_empty(), !self.possible.is_empty(), self.depends)
    }

    /// The set that is made of what is certain, and the one that is made of what is possible.
    #[inline]
    pub(crate) fn map<N>(self, of: impl Fn(Set<M>) -> Set<N>) -> Span<N> {
        Span { certain: of(self.certain), possible: of(self.possible), depends: self.depends }
    }
}

impl<M> Clone for Span<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Span<M> {}
