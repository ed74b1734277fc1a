//! The notices that are given, in their order.

use super::{Each, Notice, given, told};
use crate::model::{NoticeCode, Quota};
use crate::rules::findings::Findings;

/// How many notices there can be.
pub(crate) const NOTICES: usize = {
    let (mut places, mut i) = (0, 0);
    while i < NoticeCode::COUNT {
        places += NoticeCode::ALL[i].each().places();
        i += 1;
    }
    places
};

/// The number of words whose bits are the notices that are given.
pub(super) const WORDS: usize = NOTICES.div_ceil(WORD);
pub(super) const WORD: usize = u64::BITS as usize;

/// The most places that one notice may be given for.
const MOST_PLACES: usize = {
    let (mut most, mut i) = (0, 0);
    while i < NoticeCode::COUNT {
        let places = NoticeCode::ALL[i].each().places();
        most = if places > most { places } else { most };
        i += 1;
    }
    most
};

/// Where each notice stands in the order, by its code and its place.
pub(super) const PLACES: [[usize; MOST_PLACES]; NoticeCode::COUNT] = {
    let mut places = [[0; MOST_PLACES]; NoticeCode::COUNT];
    let mut i = 0;
    while i < NOTICES {
        let (code, place) = ORDER[i];
        places[code as usize][place] = i;
        i += 1;
    }
    places
};

/// Every notice that there can be, in the order in which they are given.
const ORDER: [(NoticeCode, usize); NOTICES] = {
    let mut order = [(NoticeCode::ALL[0], 0); NOTICES];
    let (mut next, mut first) = (0, 0);
    while first < NoticeCode::COUNT {
        let each = NoticeCode::ALL[first].each();
        let mut end = first + 1;
        while end < NoticeCode::COUNT && NoticeCode::ALL[end].each() as u8 == each as u8 && !matches!(each, Each::Request) {
            end += 1;
        }
        let mut place = 0;
        while place < each.places() {
            let mut i = first;
            while i < end {
                order[next] = (NoticeCode::ALL[i], place);
                next += 1;
                i += 1;
            }
            place += 1;
        }
        first = end;
    }
    order
};

impl Notice {
    /// Its place in the order in which notices are given.
    pub(crate) fn place(&self) -> Option<usize> {
        let place = match *self {
            Self::UsersOverLimit { kind, .. } => Quota::Users(kind).place(),
            Self::ResourceOverLimit { resource, .. } => Quota::Resource(resource).place(),
            Self::CompanySuspended { quota, .. } => quota.place(),
            Self::AddOnGoesDown { product, .. } => product.add_on()? as usize,
            Self::ProratedCharge { payer } => payer as usize,
            Self::DiscountKept { product }
            | Self::RetailPrice { product }
            | Self::WholesalePrice { product }
            | Self::FullPrice { product } => product as usize,
            Self::LeavesLedger
            | Self::FeaturesLost { .. }
            | Self::DiscountsEnd
            | Self::TimeTrackingUnavailable
            | Self::PrimaryAdminLocked
            | Self::Resubscribes
            | Self::ReadOnlyUntilBillingDetails
            | Self::PaymentDetailsNeeded => 0,
        };
        ORDER.iter().position(|of| *of == (self.code(), place))
    }
}

/// The notices of a request, or those of them that are still to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoticeSet([u64; WORDS]);

impl NoticeSet {
    pub(crate) const NONE: Self = Self([0; WORDS]);

    /// All of them.
    #[inline]
    pub(crate) fn of(findings: &Findings) -> Self {
        Self(given(findings))
    }

    /// Takes the next notice out.
    pub(crate) fn next(&mut self, findings: &Findings) -> Option<Notice> {
        let (word, bits) = self.0.iter_mut().enumerate().find(|(_, bits)| **bits != 0)?;
        let place = word * WORD + bits.trailing_zeros() as usize;
        *bits &= bits.wrapping_sub(1);
        notice_at(place, findings)
    }

    /// Whether the notice at this place of the order is among them.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.0.get(place / WORD).is_some_and(|bits| bits >> (place % WORD) & 1 != 0)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().fold(0, |len: usize, bits| len.saturating_add(bits.count_ones() as usize))
    }

    pub(crate) fn intersection(self, other: &Self) -> Self {
        Self(core::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    pub(crate) fn union(self, other: &Self) -> Self {
        Self(core::array::from_fn(|word| self.0[word] | other.0[word]))
    }
}

/// The notice at this place of the order, which is given.
pub(crate) fn notice_at(place: usize, findings: &Findings) -> Option<Notice> {
    let &(code, place) = ORDER.get(place)?;
    told(code, place, findings)
}
