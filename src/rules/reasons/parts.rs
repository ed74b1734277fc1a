//! The parts of a row: what applies, what holds, and placeholders for what is unknown.

#[cfg(feature = "serde")]
use crate::kit::Vocabulary;
use crate::kit::{Bits, EachBits, Narrow, Set};
use crate::model::{
    Actor, AddOnKind, AddOnSet, ClientStatus, Fact, FactSet, Feature, FeatureSet, Item, Party, Plan, Product, ReasonCode,
    ReasonCodeSet, Resource, StatusSet, Tier, UserKind,
};
use crate::rules::compiled::Transition;
use crate::rules::{MissingAuthorisation, ProductChange};
use crate::terms::Clearance;

/// What applies to a change, for the reasons about the whole request and those told for each member of a set.
pub(in crate::rules) struct Given<'a> {
    pub(in crate::rules) transition: &'a Transition,
    /// All states of the company where a product changes, else none.
    pub(in crate::rules) changes: StatusSet,
    /// All states of the company where a product transfers, else none.
    pub(in crate::rules) transfers: StatusSet,
    /// The states of the company in which this does not revive the subscription.
    pub(in crate::rules) not_revived: StatusSet,
    /// The authorisations that the change needs.
    pub(in crate::rules) needed: Set<MissingAuthorisation>,
    /// The add-ons that the change touches and the target does not support.
    pub(in crate::rules) unsupported: AddOnSet,
}

/// What is told for each product: of the reasons that are, those that something applies, one bit for each such code and each product.
#[derive(Clone, Copy)]
pub(in crate::rules) struct OfEach(EachBits);

impl OfEach {
    pub(in crate::rules) const NONE: Self = Self(0);

    const ONE: EachBits = 1;

    /// The first bit of each such code.
    const FIRST: [u32; ReasonCode::COUNT] = {
        let (mut first, mut next, mut i) = ([0; ReasonCode::COUNT], 0, 0);
        while i < ReasonCode::COUNT {
            first[i] = next;
            next += if ReasonCode::ALL[i].is_each() { Product::COUNT as u32 } else { 0 };
            i += 1;
        }
        assert!(
            next <= EachBits::BITS,
            "evaluated by the compiler: more is told for each product than `EachBits` has bits; widen it in kit/set.rs, which says what that costs"
        );
        first
    };

    /// Of these codes those that are told for each product, of this change.
    pub(in crate::rules) const fn of(codes: ReasonCodeSet, change: &ProductChange) -> Self {
        let (mut bits, mut i) = (0, 0);
        while i < ReasonCode::COUNT {
            let code = ReasonCode::ALL[i];
            if code.is_each() && codes.contains(code) {
                bits |= Self::ONE.wrapping_shl(Self::FIRST[i].wrapping_add(change.product as u32));
            }
            i += 1;
        }
        Self(bits)
    }

    pub(in crate::rules) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The products for which a code is told.
    pub(super) const fn products(self, code: ReasonCode) -> Bits {
        (self.0.wrapping_shr(Self::FIRST[code as usize]) & ((1 << Product::COUNT) - 1)) as Bits
    }
}

/// A kind of set: its members, and the facts that decide what is in it.
pub(super) trait Members {
    type Member;

    /// How many members it can have.
    const MOST: usize;

    /// The set as it is kept in an answer.
    type Kept: Copy;

    fn keep(self) -> Self::Kept;

    fn kept(kept: Self::Kept) -> Self;

    /// The facts on which the member at this place depends.
    fn depends(place: usize) -> FactSet;

    /// The place of a member.
    #[cfg(feature = "serde")]
    fn place(member: Self::Member) -> usize;
}

/// The member at a place, and the facts on which it depends.
macro_rules! members {
    (@kept wide $Member:ty) => { Set<$Member> };
    (@kept narrow $Member:ty) => { Narrow<$Member> };
    (@keep wide $set:expr) => { $set };
    (@keep narrow $set:expr) => { Narrow::of($set) };
    (@widen wide $kept:expr) => { $kept };
    (@widen narrow $kept:expr) => { $kept.wide() };
    ($($how:ident $Member:ty: |$place:ident| $facts:expr;)+) => {$(
        impl Members for Set<$Member> {
            type Member = $Member;
            const MOST: usize = <$Member>::COUNT;
            type Kept = members!(@kept $how $Member);

            #[inline]
            fn keep(self) -> Self::Kept {
                members!(@keep $how self)
            }

            #[inline]
            fn kept(kept: Self::Kept) -> Self {
                members!(@widen $how kept)
            }

            fn depends($place: usize) -> FactSet {
                let _ = $place;
                $facts
            }

            #[cfg(feature = "serde")]
            fn place(member: $Member) -> usize {
                member.place()
            }
        }
    )+};
}

/// One fact, if there is one.
fn on(fact: Option<Fact>) -> FactSet {
    fact.map_or(FactSet::EMPTY, |fact| FactSet::EMPTY.with(fact))
}

members! {
    wide MissingAuthorisation: |place| MissingAuthorisation::at(place).map_or(FactSet::EMPTY, |missing| missing.authority.depends());
    narrow UserKind: |place| on(UserKind::ALL.get(place).map(|&kind| Fact::Users(kind)));
    wide Feature: |place| on(Feature::ALL.get(place).map(|&feature| Fact::Feature(feature)));
    narrow Resource: |place| on(Resource::ALL.get(place).map(|&resource| Fact::Resource(resource)));
    narrow AddOnKind: |_place| FactSet::EMPTY;
}

/// What stands for a parameter that is not known.
pub(super) trait Placeholder {
    const PLACEHOLDER: Self;
}

macro_rules! placeholders {
    ($($Type:ty = $value:expr;)+) => {$(
        impl Placeholder for $Type {
            const PLACEHOLDER: Self = $value;
        }
    )+};
}

placeholders! {
    u32 = 0;
    bool = false;
    Actor = Actor::Client;
    ClientStatus = ClientStatus::Restricted;
    Feature = Feature::ALL[0];
    FeatureSet = FeatureSet::EMPTY;
    Item = Item::Plan(Plan::ALL[0]);
    Party = Party::Client;
    Plan = Plan::ALL[0];
    Product = Product::Base;
    Resource = Resource::ALL[0];
    UserKind = UserKind::ALL[0];
    Option<Clearance> = None;
    Option<Tier> = None;
}

/// The product at this place.
pub(super) fn product(place: usize) -> Option<Product> {
    Product::ALL.get(place).copied()
}
