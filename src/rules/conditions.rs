//! What the rules ask of the facts: conditions, of which each is so or is not.
//!
//! Where all facts are known, the reasons that they hold for are not worked out condition by condition but looked up: small facts are brought
//! together to the number of a cell, and what holds in that cell is compiled from the rows of the table. That took a decision from 421
//! instructions to FIGURE.

use core::ops::Range;

use crate::model::{
    BillingCycle, ClientStatus, Context, Fact, Facts, Feature, PrimaryAdmin, ReasonCode, ReasonCodeSet, Span, Truth,
};

/// What a rule asks of the facts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    FirmBillingCurrent,
    FirmSubscriptionCurrent,
    ManagesBilling,
    IsAccountantUser,
    ClientBillingCurrent,
    BilledAnnually,
    DowngradeOffered,
    AddressesMatch,
    OtherBillingSystem,
    SameRegion,
    FirmIsPrimaryAdmin,
    PrimaryAdminElsewhere,
    Pending,
    Trial,
    Cancelling,
    Confirmed,
    /// It was confirmed, and not with all the losses that the client has to accept.
    ConfirmedInPart,
    TransferPermitted,
    PermissionExpired,
    /// The catalogue's wait after a downgrade is not over.
    TooSoon,
}

/// When a reason holds, if something applies it: where a condition is so, or is not; or always.
#[derive(Clone, Copy)]
pub(super) struct Holds {
    condition: Option<Condition>,
    is_so: bool,
}

/// It holds whatever the facts.
pub(super) const ALWAYS: Holds = Holds { condition: None, is_so: true };

/// It holds where this is so.
pub(super) const fn is(condition: Condition) -> Holds {
    Holds { condition: Some(condition), is_so: true }
}

/// It holds where this is not so.
pub(super) const fn not(condition: Condition) -> Holds {
    Holds { condition: Some(condition), is_so: false }
}

/// Small numbers that are brought together to the number of a cell: how many bits each has.
#[derive(Clone, Copy)]
struct Together {
    widths: [u32; Self::MOST],
}

/// What stands beside one another in a request, so that it is read at once.
const FIRM: usize = 0;
const CLIENT: usize = 1;
const STATE: usize = 2;
/// What is worked out.
const FOUND: usize = 3;

const TOGETHER: [Together; 4] = [
    Together { widths: [1, 1, 1, 1, 0] },
    Together { widths: [1, 1, 1, 1, 0] },
    Together { widths: [1, 1, 2, 3, 0] },
    Together { widths: [1, 1, 1, 1, 1] },
];

const _: () = assert!(
    PrimaryAdmin::COUNT <= 1 << 2 && ClientStatus::COUNT <= 1 << 3,
    "evaluated by the compiler: more of them than the bits that they have in `TOGETHER`; give them more"
);

impl Condition {
    /// Where it stands: what is brought together, at which places, and the number there with which it is so.
    const fn place(self) -> (usize, Range<usize>, usize) {
        match self {
            Self::FirmBillingCurrent => (FIRM, 0..1, 1),
            Self::FirmSubscriptionCurrent => (FIRM, 1..2, 1),
            Self::ManagesBilling => (FIRM, 2..3, 1),
            Self::IsAccountantUser => (FIRM, 3..4, 1),
            Self::ClientBillingCurrent => (CLIENT, 0..1, 1),
            Self::BilledAnnually => (CLIENT, 1..2, BillingCycle::Annual as usize),
            Self::DowngradeOffered => (CLIENT, 2..3, 1),
            Self::AddressesMatch => (CLIENT, 3..4, 1),
            Self::OtherBillingSystem => (STATE, 0..1, 1),
            Self::SameRegion => (STATE, 1..2, 1),
            Self::FirmIsPrimaryAdmin => (STATE, 2..3, PrimaryAdmin::Firm as usize),
            Self::PrimaryAdminElsewhere => (STATE, 2..3, PrimaryAdmin::Other as usize),
            Self::Pending => (STATE, 3..4, ClientStatus::Pending as usize),
            Self::Trial => (STATE, 3..4, ClientStatus::Trial as usize),
            Self::Cancelling => (STATE, 3..4, ClientStatus::Cancelling as usize),
            Self::Confirmed => (FOUND, 0..1, 1),
            // Confirmed, and some losses not accepted.
            Self::ConfirmedInPart => (FOUND, 0..2, 0b11),
            Self::TransferPermitted => (FOUND, 2..3, 1),
            Self::PermissionExpired => (FOUND, 3..4, 1),
            Self::TooSoon => (FOUND, 4..5, 1),
        }
    }
}

/// What is worked out of facts that are all known.
pub(super) struct FoundOut {
    /// Losses that the client has to accept are not accepted.
    pub(super) lacks_acceptance: bool,
    pub(super) permission_expired: bool,
    pub(super) too_soon: bool,
}

/// The reasons that the facts hold for, whatever the change.
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
    let of_found = usize::from(client.confirmation.is_some())
        | usize::from(found.lacks_acceptance) << 1
        | usize::from(client.transfer_permission_hours.is_some()) << 2
        | usize::from(found.permission_expired) << 3
        | usize::from(found.too_soon) << 4;
    let by_number = |together: usize, number: usize| HELD[together][number % CELLS];
    by_number(FIRM, of_firm)
        .union(by_number(CLIENT, of_client))
        .union(by_number(STATE, of_state))
        .union(by_number(FOUND, of_found))
}

impl Together {
    const MOST: usize = 5;

    /// Where the number at this place begins, and of the place after the last, how many bits there are.
    const fn begins(self, place: usize) -> u32 {
        let (mut bits, mut i) = (0, 0);
        while i < place {
            bits += self.widths[i];
            i += 1;
        }
        bits
    }

    const fn bits(self) -> u32 {
        self.begins(Self::MOST)
    }

    /// The numbers in four bytes, brought together by one multiplication: it adds the word to itself, shifted so that each byte comes to
    /// its place in the topmost bits. That nothing else comes there is seen to below.
    #[inline]
    const fn bytes(self, bytes: [u8; 4]) -> usize {
        let (mut factor, mut i) = (0_u32, 0);
        while i < bytes.len() {
            factor |= 1 << (u32::BITS - self.bits() + self.begins(i) - u8::BITS * i as u32);
            i += 1;
        }
        (u32::from_le_bytes(bytes).wrapping_mul(factor) >> (u32::BITS - self.bits())) as usize
    }

    /// The number at these places of those that were brought together.
    const fn number_at(self, places: &Range<usize>, number: usize) -> usize {
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

/// The reasons that hold, by what is brought together and its number.
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

/// The reasons that hold where this number comes together here. Those that always hold are in the first.
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

/// Facts of which some are not known, and what is worked out of them.
pub(super) struct Partly<'a> {
    pub(super) facts: &'a Facts,
    /// The losses that the client has to accept and has not.
    pub(super) unaccepted_losses: Span<Feature>,
    /// For how many hours a permission to transfer billing holds.
    pub(super) permission_hours: u32,
    pub(super) upgrade_wait_hours: u32,
}

impl Partly<'_> {
    /// Whether a reason holds.
    pub(super) fn truth(&self, holds: Holds) -> Truth {
        match holds {
            Holds { condition: None, .. } => Truth::ALWAYS,
            Holds { condition: Some(condition), is_so: true } => self.of(condition),
            Holds { condition: Some(condition), is_so: false } => !self.of(condition),
        }
    }

    fn of(&self, condition: Condition) -> Truth {
        let (firm, client) = (&self.facts.firm, &self.facts.client);
        let plain = |fact, known: Option<bool>| Truth::of(fact, known, |so| so);
        let is_in = |status| Truth::of(Fact::Status, client.status, |known| known == status);
        let confirmed = || Truth::of(Fact::Confirmation, client.confirmation, |confirmation| confirmation.is_some());
        let of_permission = |holds: fn(Option<u32>, u32) -> bool| {
            let window = self.permission_hours;
            Truth::of(Fact::TransferPermissionHours, client.transfer_permission_hours, |hours| holds(hours, window))
        };
        match condition {
            Condition::FirmBillingCurrent => plain(Fact::FirmBillingCurrent, firm.billing_current),
            Condition::FirmSubscriptionCurrent => plain(Fact::FirmSubscriptionCurrent, firm.subscription_current),
            Condition::ManagesBilling => plain(Fact::ManagesBilling, firm.manages_billing),
            Condition::IsAccountantUser => plain(Fact::IsAccountantUser, firm.is_accountant_user),
            Condition::ClientBillingCurrent => plain(Fact::ClientBillingCurrent, client.billing_current),
            Condition::BilledAnnually => {
                Truth::of(Fact::BillingCycle, client.billing_cycle, |cycle| cycle == BillingCycle::Annual)
            }
            Condition::DowngradeOffered => plain(Fact::DowngradeOffered, client.downgrade_offered),
            Condition::AddressesMatch => plain(Fact::AddressesMatch, client.addresses_match),
            Condition::OtherBillingSystem => plain(Fact::OtherBillingSystem, client.other_billing_system),
            Condition::SameRegion => plain(Fact::SameRegion, client.same_region),
            Condition::FirmIsPrimaryAdmin => {
                Truth::of(Fact::PrimaryAdmin, client.primary_admin, |admin| admin == PrimaryAdmin::Firm)
            }
            Condition::PrimaryAdminElsewhere => {
                Truth::of(Fact::PrimaryAdmin, client.primary_admin, |admin| admin == PrimaryAdmin::Other)
            }
            Condition::Pending => is_in(ClientStatus::Pending),
            Condition::Trial => is_in(ClientStatus::Trial),
            Condition::Cancelling => is_in(ClientStatus::Cancelling),
            Condition::Confirmed => confirmed(),
            Condition::ConfirmedInPart => confirmed() & self.unaccepted_losses.any(),
            Condition::TransferPermitted => of_permission(|hours, _window| hours.is_some()),
            // Where no number is over the window none is.
            Condition::PermissionExpired if self.permission_hours == u32::MAX => Truth::known(false),
            Condition::PermissionExpired => of_permission(|hours, window| hours.unwrap_or(0) > window),
            // Where there is no wait none is too soon.
            Condition::TooSoon if self.upgrade_wait_hours == 0 => Truth::known(false),
            Condition::TooSoon => Truth::of(Fact::HoursSinceDowngrade, client.hours_since_downgrade, |hours| {
                self.upgrade_wait_hours > hours.unwrap_or(u32::MAX)
            }),
        }
    }
}
