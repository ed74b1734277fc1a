//! The reasons that hold, as one bit each.
//!
//! Every reason that can ever be given has a place of its own, in the order in which reasons are reported: first by code, within a
//! code by what it is about. So a set of reasons is one number, listing them in order is a walk over its bits, and no rule needs to
//! know of another.

use crate::{Feature, FeatureSet, Party, Product, Products, ReasonCode, Resource, UserKind};

/// What the reasons of one code are told apart by.
const fn places(code: ReasonCode) -> usize {
    match code {
        ReasonCode::NotSold
        | ReasonCode::TransferAndChange
        | ReasonCode::TransferNotPermitted
        | ReasonCode::TransferPermissionExpired
        | ReasonCode::AnnualBilling
        | ReasonCode::ClientNotPrimaryAdmin
        | ReasonCode::AddOnUnsupported => Product::COUNT,
        ReasonCode::NotAuthorised => Product::COUNT * Party::COUNT,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Found(u64);

impl Found {
    pub(crate) const NONE: Self = Self(0);

    /// The reason of this code, if it holds.
    pub(crate) const fn when(code: ReasonCode, holds: bool) -> Self {
        Self::each(code, holds as u64)
    }

    /// The reasons of this code about each of these products.
    pub(crate) const fn of_products(code: ReasonCode, products: Products) -> Self {
        Self::each(code, products.bits() as u64)
    }

    /// The reasons of this code about each of these features.
    pub(crate) const fn of_features(code: ReasonCode, features: FeatureSet) -> Self {
        Self::each(code, features.bits() as u64)
    }

    /// `NotAuthorised` for each product that lacks the word of the firm, and each that lacks the client's.
    pub(crate) const fn of_parties(firm: Products, client: Products) -> Self {
        const fn spread(products: Products) -> u64 {
            let bits = products.bits() as u64;
            bits & 1 | (bits & 2) << 1 | (bits & 4) << 2
        }
        Self::each(ReasonCode::NotAuthorised, spread(firm) | spread(client) << 1)
    }

    /// The reasons of this code, one for each bit.
    pub(crate) const fn each(code: ReasonCode, bits: u64) -> Self {
        Self(bits << STARTS[code as usize])
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub(crate) const fn contains(self, code: ReasonCode) -> bool {
        let places = (1 << places(code)) - 1;
        self.0 >> STARTS[code as usize] & places != 0
    }

    /// Takes the first reason out: its code, and what tells it apart from the others of its code.
    pub(crate) fn pop(&mut self) -> Option<(ReasonCode, usize)> {
        let first = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        let code = *CODES.get(first)?;
        let start = STARTS.get(code as usize)?;
        Some((code, first.saturating_sub(*start)))
    }
}

/// The product and the party of a place of `NotAuthorised`.
pub(crate) fn product_and_party(place: usize) -> Option<(Product, Party)> {
    let party = if place % Party::COUNT == 0 { Party::Firm } else { Party::Client };
    Some((*Product::ALL.get(place / Party::COUNT)?, party))
}
