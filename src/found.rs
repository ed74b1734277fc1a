//! The reasons that hold, as one bit each.
//!
//! Every reason that can ever be given has a place of its own, in the order in which reasons are reported: first by code, within a
//! code by what it is about. So a set of reasons is one number, listing them in order is a walk over its bits, and no rule needs to
//! know of another.

use crate::{Feature, FeatureSet, Party, Product, ReasonCode, Resource, UserKind};

/// Whose word is missing where a change is not authorised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unheard {
    /// This party's.
    Party(Party),
    /// Either party's would do.
    Both,
}

impl Unheard {
    const COUNT: usize = 3;

    const fn place(self) -> usize {
        match self {
            Self::Party(Party::Firm) => 0,
            Self::Party(Party::Client) => 1,
            Self::Both => 2,
        }
    }

    const fn at(place: usize) -> Self {
        match place {
            0 => Self::Party(Party::Firm),
            1 => Self::Party(Party::Client),
            _ => Self::Both,
        }
    }
}

/// What the reasons of one code are told apart by: how many of them there can be.
const fn places(code: ReasonCode) -> usize {
    match code {
        ReasonCode::NotSold
        | ReasonCode::TransferAndChange
        | ReasonCode::TransferNotPermitted
        | ReasonCode::TransferPermissionExpired
        | ReasonCode::AnnualBilling
        | ReasonCode::ClientNotPrimaryAdmin => Product::COUNT,
        // The base product is no add-on.
        ReasonCode::AddOnUnsupported => Product::COUNT - 1,
        ReasonCode::NotAuthorised => Product::COUNT * Unheard::COUNT,
        ReasonCode::TooManyUsers => UserKind::COUNT,
        ReasonCode::FeatureInUse => Feature::COUNT,
        ReasonCode::OverLimit => Resource::COUNT,
        ReasonCode::NothingToChange
        | ReasonCode::SeparateProduct
        | ReasonCode::LedgerClosed
        | ReasonCode::TransitionClosed
        | ReasonCode::ClientPending
        | ReasonCode::ClientReadOnly
        | ReasonCode::FirmBillingOutdated
        | ReasonCode::FirmSubscriptionOutdated
        | ReasonCode::ClientBillingOutdated
        | ReasonCode::DowngradeNotOffered
        | ReasonCode::DowngradeNotConfirmed
        | ReasonCode::LossesNotAccepted
        | ReasonCode::UpgradeTooSoon => 1,
    }
}

/// How many reasons there can be.
const BITS: usize = u64::BITS as usize;

/// Where the places of each code begin.
const STARTS: [usize; ReasonCode::COUNT] = {
    let mut starts = [0; ReasonCode::COUNT];
    let mut next = 0;
    let mut i = 0;
    while i < ReasonCode::COUNT {
        starts[i] = next;
        next += places(ReasonCode::ALL[i]);
        i += 1;
    }
    assert!(next <= BITS, "evaluated by the compiler: there are more reasons than bits");
    starts
};

/// The code of each place.
const CODES: [ReasonCode; BITS] = {
    let mut codes = [ReasonCode::NothingToChange; BITS];
    let mut i = 0;
    while i < ReasonCode::COUNT {
        let code = ReasonCode::ALL[i];
        let mut place = 0;
        while place < places(code) {
            codes[STARTS[i] + place] = code;
            place += 1;
        }
        i += 1;
    }
    codes
};

/// A set of reasons.
///
/// Its alignment is that of a count, so that an answer has no gap and fits two cache lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(Rust, packed(4))]
pub(crate) struct Found(u64);

impl Found {
    pub(crate) const NONE: Self = Self(0);

    /// All reasons of this code.
    pub(crate) const fn all(code: ReasonCode) -> Self {
        Self(((1 << places(code)) - 1) << STARTS[code as usize])
    }

    /// The reasons of this code, one for each bit.
    pub(crate) const fn each(code: ReasonCode, bits: u64) -> Self {
        Self(bits << STARTS[code as usize])
    }

    /// The reason of this code about this product, where `holds`.
    pub(crate) const fn about(code: ReasonCode, product: Product, holds: bool) -> Self {
        Self::each(code, (holds as u64) << product as usize)
    }

    /// The reason of this code about this add-on, where `holds`.
    pub(crate) const fn about_add_on(code: ReasonCode, add_on: Product, holds: bool) -> Self {
        Self::each(code, (holds as u64) << (add_on as usize).saturating_sub(1))
    }

    /// The reason that a change of this product is not authorised, where `holds`.
    pub(crate) const fn unheard(product: Product, unheard: Unheard, holds: bool) -> Self {
        Self::each(ReasonCode::NotAuthorised, (holds as u64) << (product as usize * Unheard::COUNT + unheard.place()))
    }

    /// The reasons of this code about each of these features.
    pub(crate) const fn features(code: ReasonCode, features: FeatureSet) -> Self {
        Self::each(code, features.bits() as u64)
    }

    /// This set where `holds`, else the empty one; without a branch.
    pub(crate) const fn when(self, holds: bool) -> Self {
        Self(self.0 & (holds as u64).wrapping_neg())
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// This set with all reasons of this code taken in where they are out, and out where they are in.
    pub(crate) const fn toggled(self, code: ReasonCode) -> Self {
        Self(self.0 ^ Self::all(code).0)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether any reason of this code is in the set.
    pub(crate) const fn has(self, code: ReasonCode) -> bool {
        !self.intersection(Self::all(code)).is_empty()
    }

    /// Takes the first reason out: its code, and its place among those of its code.
    pub(crate) fn pop(&mut self) -> Option<(ReasonCode, usize)> {
        let first = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        let code = *CODES.get(first)?;
        let start = STARTS.get(code as usize)?;
        Some((code, first.saturating_sub(*start)))
    }
}

/// What a place of [`ReasonCode::NotAuthorised`] is about.
pub(crate) fn unheard_at(place: usize) -> Option<(Product, Unheard)> {
    Some((*Product::ALL.get(place / Unheard::COUNT)?, Unheard::at(place % Unheard::COUNT)))
}

/// The add-on that a place of [`ReasonCode::AddOnUnsupported`] is about.
pub(crate) fn add_on_at(place: usize) -> Option<Product> {
    Product::ALL.get(place.saturating_add(1)).copied()
}
