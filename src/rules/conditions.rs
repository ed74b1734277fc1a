//! The conditions that the rules check the facts for: each is true or false.
//!
//! Where all facts are known, the conditions are not evaluated one by one. Small facts are packed into the index of a table cell,
//! and the cell says which reasons hold; the cells are compiled from the rows of the rules. What a decision takes, with this and
//! the word-sized sets of [`compiled`](super::compiled), stands in `benches/instructions/counts.txt`.

use core::ops::Range;

use crate::model::{
    BillingCycle, ClientStatus, Context, Fact, Facts, Feature, PrimaryAdmin, ReasonCode, ReasonCodeSet, Span, Truth,
};

/// Declares the conditions, one row each: where it is found among known facts, and whether it holds for facts that may be
/// unknown.
macro_rules! conditions {
    ($($(#[$meta:meta])* $Condition:ident at $together:ident[$places:expr] == $number:expr, so: |$partly:ident| $truth:expr;)+) => {
        /// A condition of a rule on the facts.
        #[derive(Clone, Copy)]
        pub(super) enum Condition {
            $($(#[$meta])* $Condition,)+
        }

        impl Condition {
            /// Where it is found: which packed facts, at which places, and the value there for which it holds.
            const fn place(self) -> (usize, Range<usize>, usize) {
                match self {
                    $(Self::$Condition => ($together, $places, $number as usize),)+
                }
            }

            /// Whether it holds for facts that may be unknown.
            #[inline]
            fn truth(self, facts: &Partly<'_>) -> Truth {
                match self {
                    $(Self::$Condition => {
                        let $partly = facts;
                        $truth
                    })+
                }
            }
        }
    };
}

/// When a reason that applies holds: where a condition is true, or false; or always.
#[derive(Clone, Copy)]
pub(super) struct Holds {
    condition: Option<Condition>,
    is_so: bool,
}

/// It holds whatever the facts.
pub(super) const ALWAYS: Holds = Holds { condition: None, is_so: true };

/// It holds where this is true.
pub(super) const fn is(condition: Condition) -> Holds {
    Holds { condition: Some(condition), is_so: true }
}

/// It holds where this is false.
pub(super) const fn not(condition: Condition) -> Holds {
    Holds { condition: Some(condition), is_so: false }
}

/// Small numbers that are packed into the index of a cell: how many bits each has.
#[derive(Clone, Copy)]
struct Together {
    widths: &'static [u32],
    factor: u32,
    shift: u32,
}

/// Facts that lie side by side in a request and are read at once.
const FIRM: usize = 0;
const CLIENT: usize = 1;
const STATE: usize = 2;
/// What is worked out, and yes or no: a bit each. There is room for two more facts that are yes or no.
const FOUND: usize = 3;

const TOGETHER: [Together; 4] =
    [Together::of(&[1, 1, 1, 1]), Together::of(&[1, 1, 1, 1]), Together::of(&[1, 1, 2, 3]), Together::of(&[1, 1, 1, 1, 1])];

const _: () = assert!(
    PrimaryAdmin::COUNT <= 1 << 2 && ClientStatus::COUNT <= 1 << 3,
    "evaluated by the compiler: more of them than the bits that they have in `TOGETHER`; give them more"
);

conditions! {
    FirmBillingCurrent at FIRM[0..1] == 1, so: |of| of.plain(Fact::FirmBillingCurrent, of.facts.firm.billing_current);
    FirmSubscriptionCurrent at FIRM[1..2] == 1, so: |of| of.plain(Fact::FirmSubscriptionCurrent, of.facts.firm.subscription_current);
    ManagesBilling at FIRM[2..3] == 1, so: |of| of.plain(Fact::ManagesBilling, of.facts.firm.manages_billing);
    IsAccountantUser at FIRM[3..4] == 1, so: |of| of.plain(Fact::IsAccountantUser, of.facts.firm.is_accountant_user);
    ClientBillingCurrent at CLIENT[0..1] == 1, so: |of| of.plain(Fact::ClientBillingCurrent, of.facts.client.billing_current);
    BilledAnnually at CLIENT[1..2] == BillingCycle::Annual,
        so: |of| Truth::of(Fact::BillingCycle, of.facts.client.billing_cycle, |cycle| cycle == BillingCycle::Annual);
    DowngradeOffered at CLIENT[2..3] == 1, so: |of| of.plain(Fact::DowngradeOffered, of.facts.client.downgrade_offered);
    AddressesMatch at CLIENT[3..4] == 1, so: |of| of.plain(Fact::AddressesMatch, of.facts.client.addresses_match);
    OtherBillingSystem at STATE[0..1] == 1, so: |of| of.plain(Fact::OtherBillingSystem, of.facts.client.other_billing_system);
    SameRegion at STATE[1..2] == 1, so: |of| of.plain(Fact::SameRegion, of.facts.client.same_region);
    FirmIsPrimaryAdmin at STATE[2..3] == PrimaryAdmin::Firm, so: |of| of.primary_admin(PrimaryAdmin::Firm);
    PrimaryAdminElsewhere at STATE[2..3] == PrimaryAdmin::Other, so: |of| of.primary_admin(PrimaryAdmin::Other);
    Pending at STATE[3..4] == ClientStatus::Pending, so: |of| of.status(ClientStatus::Pending);
    Trial at STATE[3..4] == ClientStatus::Trial, so: |of| of.status(ClientStatus::Trial);
    Cancelling at STATE[3..4] == ClientStatus::Cancelling, so: |of| of.status(ClientStatus::Cancelling);
    Confirmed at FOUND[0..1] == 1, so: |of| of.confirmed();
    /// It was confirmed, but not with all the losses that the client has to accept.
    ConfirmedInPart at FOUND[0..2] == 0b11, so: |of| of.confirmed() & of.unaccepted_losses.any();
    TransferPermitted at FOUND[2..3] == 1, so: |of| of.permission(|hours| hours.is_some());
    // If no number of hours can exceed the window, no permission has expired.
    PermissionExpired at FOUND[3..4] == 1, so: |of| match of.permission_hours {
        u32::MAX => Truth::known(false),
        window => of.permission(|hours| hours.unwrap_or(0) > window),
    };
    /// The catalogue's wait after a downgrade is not over. Without a wait, nothing is too soon.
    TooSoon at FOUND[4..5] == 1, so: |of| match of.upgrade_wait_hours {
        0 => Truth::known(false),
        wait => Truth::of(Fact::HoursSinceDowngrade, of.facts.client.hours_since_downgrade, |hours| wait > hours.unwrap_or(u32::MAX)),
    };
}

/// What is worked out where all facts are known.
pub(super) struct FoundOut {
    /// Losses that the client has to accept are not accepted.
    pub(super) lacks_acceptance: bool,
    pub(super) permission_expired: bool,
    pub(super) too_soon: bool,
}

/// The reasons whose conditions hold for the facts, whatever the change.
#[inline]
pub(super) fn held(Context { firm, client, .. }: &Context, found: &FoundOut) -> ReasonCodeSet {
    let of_firm = TOGETHER[FIRM].bytes([
        u8::from(firm.billing_current),
        u8::from(firm.subscription_current),
        u8::from(firm.manages_billing),
        u8::from(firm.is_accountant_user),
    ]);
    let of_client = TOGETHER[CLIENT].bytes([
        u8::from(client.billing_current),
        client.billing_cycle as u8,
        u8::from(client.downgrade_offered),
        u8::from(client.addresses_match),
    ]);
    let of_state = TOGETHER[STATE].bytes([
        u8::from(client.other_billing_system),
        u8::from(client.same_region),
        client.primary_admin as u8,
        client.status as u8,
    ]);
    let of_found: [bool; TOGETHER[FOUND].widths.len()] = [
        client.confirmation.is_some(),
        found.lacks_acceptance,
        client.transfer_permission_hours.is_some(),
        found.permission_expired,
        found.too_soon,
    ];
    let by_number = |together: usize, number: usize| HELD[together][number % CELLS];
    by_number(FIRM, of_firm)
        .union(by_number(CLIENT, of_client))
        .union(by_number(STATE, of_state))
        .union(by_number(FOUND, Together::bits_of(of_found)))
}

impl Together {
    /// The bit where the number at this place begins; for the place after the last, how many bits there are.
    const fn begins(self, place: usize) -> u32 {
        let (mut bits, mut i) = (0, 0);
        while i < place {
            bits += self.widths[i];
            i += 1;
        }
        bits
    }

    const fn bits(self) -> u32 {
        self.begins(self.widths.len())
    }

    /// Packs the numbers in four bytes with one multiplication: it adds the word to itself, shifted so that each byte lands at
    /// its place in the topmost bits. The assertion below makes sure that nothing else lands there.
    #[inline]
    const fn bytes(self, bytes: [u8; 4]) -> usize {
        (u32::from_le_bytes(bytes).wrapping_mul(self.factor).wrapping_shr(self.shift)) as usize
    }

    /// Bits, brought together in their order.
    #[inline]
    fn bits_of<const N: usize>(bits: [bool; N]) -> usize {
        bits.iter().rev().fold(0, |number, &bit| number << 1 | usize::from(bit))
    }

    const fn of(widths: &'static [u32]) -> Self {
        let alone = Self { widths, factor: 0, shift: 0 };
        let (mut factor, mut i) = (0_u32, 0);
        while i < 4 && i < widths.len() {
            factor |= 1_u32.wrapping_shl(
                u32::BITS.wrapping_sub(alone.bits()).wrapping_add(alone.begins(i)).wrapping_sub(u8::BITS * i as u32),
            );
            i += 1;
        }
        Self { widths, factor, shift: u32::BITS - alone.bits() }
    }

    /// The number at these places of the packed ones.
    const fn number_at(self, places: &Range<usize>, number: usize) -> usize {
        assert!(
            places.start < places.end && places.end <= self.widths.len(),
            "evaluated by the compiler: a condition stands at a place that `TOGETHER` has no width for; add one, and what stands there in `held`"
        );
        let (begin, end) = (self.begins(places.start), self.begins(places.end));
        (number >> begin) & ((1 << (end - begin)) - 1)
    }
}

const _: () = {
    let mut i = 0;
    while i < FOUND {
        let together = TOGETHER[i];
        let mut number = 0;
        while number < 1 << together.bits() {
            let (mut bytes, mut place) = ([0; 4], 0);
            while place < bytes.len() {
                bytes[place] = together.number_at(&(place..place + 1), number) as u8;
                place += 1;
            }
            assert!(
                together.bytes(bytes) == number,
                "evaluated by the compiler: bytes that one multiplication does not bring together"
            );
            number += 1;
        }
        i += 1;
    }
};

/// The most cells.
const CELLS: usize = 128;

/// The reasons that hold, by the kind of packed facts and their value.
static HELD: [[ReasonCodeSet; CELLS]; TOGETHER.len()] = {
    let (mut held, mut i) = ([[ReasonCodeSet::EMPTY; CELLS]; TOGETHER.len()], 0);
    while i < TOGETHER.len() {
        assert!(TOGETHER[i].bits() <= CELLS.ilog2(), "evaluated by the compiler: more numbers than cells; make `CELLS` more");
        let mut number = 0;
        while number < 1 << TOGETHER[i].bits() {
            held[i][number] = held_in(i, number);
            number += 1;
        }
        i += 1;
    }
    held
};

/// The reasons that hold for this value. Those that always hold are in the first table.
const fn held_in(together: usize, number: usize) -> ReasonCodeSet {
    let (mut held, mut i) = (ReasonCodeSet::EMPTY, 0);
    while i < ReasonCode::COUNT {
        let holds = match ReasonCode::ALL[i].holds() {
            None => false,
            Some(Holds { condition: None, .. }) => together == FIRM,
            Some(Holds { condition: Some(condition), is_so }) => {
                let (here, places, so) = condition.place();
                here == together && (TOGETHER[here].number_at(&places, number) == so) == is_so
            }
        };
        held = held.union(ReasonCodeSet::EMPTY.with(ReasonCode::ALL[i]).when(holds));
        i += 1;
    }
    held
}

/// The reasons that hold whatever the facts, where something applies them.
#[cfg(feature = "serde")]
pub(super) fn held_always() -> ReasonCodeSet {
    let always = |code: &ReasonCode| matches!(code.holds(), Some(Holds { condition: None, .. }));
    ReasonCode::ALL.iter().copied().filter(always).collect()
}

/// Whether there are facts for which these reasons hold and no others, of those that hold by a condition; in this state of the company and with
/// the firm as primary admin or not, where that is told.
#[cfg(feature = "serde")]
pub(super) fn can_hold(codes: ReasonCodeSet, status: Option<ClientStatus>, firm_is_admin: Option<bool>) -> bool {
    HELD.iter().enumerate().all(|(here, held)| {
        let asked = held.iter().fold(ReasonCodeSet::EMPTY, |all, codes| all.union(*codes));
        held.iter().zip(&STATES).any(|(held, &(of_status, of_firm))| {
            let is_told =
                status.is_none_or(|told| of_status == told as usize) && firm_is_admin.is_none_or(|told| of_firm == told);
            *held == codes.intersection(asked) && (here != STATE || is_told)
        })
    })
}

/// By the number of a company's state: its status, and whether the firm is primary admin.
#[cfg(feature = "serde")]
static STATES: [(usize, bool); CELLS] = {
    let (mut states, mut number) = ([(ClientStatus::COUNT, false); CELLS], 0);
    while number < 1 << TOGETHER[STATE].bits() {
        let (of_status, status, _) = Condition::Pending.place();
        let (of_admin, admin, firm) = Condition::FirmIsPrimaryAdmin.place();
        assert!(of_status == STATE && of_admin == STATE, "evaluated by the compiler: status and admin do not stand in the state");
        states[number] = (TOGETHER[STATE].number_at(&status, number), TOGETHER[STATE].number_at(&admin, number) == firm);
        number += 1;
    }
    states
};

/// Facts, some unknown, and what is worked out of them.
pub(super) struct Partly<'a> {
    pub(super) facts: &'a Facts,
    /// The losses that the client has to accept and has not accepted.
    pub(super) unaccepted_losses: Span<Feature>,
    /// For how many hours a permission to transfer billing holds.
    pub(super) permission_hours: u32,
    pub(super) upgrade_wait_hours: u32,
}

impl Partly<'_> {
    /// Whether a reason holds.
    #[inline]
    pub(super) fn truth(&self, holds: Holds) -> Truth {
        match holds {
            Holds { condition: None, .. } => Truth::ALWAYS,
            Holds { condition: Some(condition), is_so: true } => condition.truth(self),
            Holds { condition: Some(condition), is_so: false } => !condition.truth(self),
        }
    }

    #[allow(clippy::unused_self, reason = "every row asks it of the facts")]
    fn plain(&self, fact: Fact, known: Option<bool>) -> Truth {
        Truth::of(fact, known, |so| so)
    }

    fn status(&self, status: ClientStatus) -> Truth {
        Truth::of(Fact::Status, self.facts.client.status, |known| known == status)
    }

    fn primary_admin(&self, holder: PrimaryAdmin) -> Truth {
        Truth::of(Fact::PrimaryAdmin, self.facts.client.primary_admin, |known| known == holder)
    }

    fn confirmed(&self) -> Truth {
        Truth::of(Fact::Confirmation, self.facts.client.confirmation, |confirmation| confirmation.is_some())
    }

    fn permission(&self, holds: impl FnOnce(Option<u32>) -> bool) -> Truth {
        Truth::of(Fact::TransferPermissionHours, self.facts.client.transfer_permission_hours, holds)
    }
}
