//! The conditions that the rules check the facts for: each is true or false, or open where the fact that it reads is unknown.
//!
//! The conditions are not evaluated one by one. Small facts are packed into the index of a table cell, and the cell says which reasons hold;
//! where some are unknown, another cell says which reasons are open. The cells are compiled from the rows of the rules. What a decision and an
//! assessment take, with this and the word-sized sets of [`compiled`](super::compiled), stands in `benches/instructions/counts.txt`.

use super::facts::Details;
use super::packed::{CHOICES, Packed, word};
use crate::model::{BillingCycle, ClientStatus, Context, Fact, FactSet, Facts, PrimaryAdmin, ReasonCode, ReasonCodeSet, Truth};

/// Declares the facts that are read together, up to four of them, because they lie side by side in a request: each with how many values it has.
macro_rules! read_together {
    ($([$($Fact:ident at $part:ident.$field:ident, one of $values:expr),+])+) => {
        /// How many kinds of packed facts there are.
        const TOGETHER: usize = FACTS.len();

        const FACTS: &[&[Fact]] = &[$(&[$(Fact::$Fact),+]),+];
        const PACKED: [Packed; TOGETHER] = [$(Packed::of(&[$($values),+])),+];

        /// The values of facts that are all known.
        #[inline]
        #[allow(clippy::cast_lossless, reason = "some are enums, which have no other way")]
        fn known(context: &Context) -> [u32; TOGETHER] {
            [$(word([$(context.$part.$field as u8),+])),+]
        }

        /// The same for facts that may be unknown: such a one has the number after that of its last value.
        #[inline]
        #[allow(clippy::cast_lossless, reason = "some are enums, which have no other way")]
        fn partly_known(facts: &Facts) -> [u32; TOGETHER] {
            [$(word([$(match facts.$part.$field {
                Some(known) => known as u8,
                None => $values as u8,
            }),+])),+]
        }
    };
}

/// Declares the conditions, one row each: of which fact that is read together with others, and for which value it holds; then those that are
/// worked out, of facts that may be unknown.
macro_rules! conditions {
    (
        of a fact { $($Condition:ident: $Fact:ident == $number:expr;)+ }
        worked out { $($(#[$meta:meta])* $Worked:ident: |$of:ident| $truth:expr;)+ }
    ) => {
        /// A condition of a rule on the facts.
        #[derive(Clone, Copy)]
        pub(super) enum Condition {
            $($Condition,)+
            $($(#[$meta])* $Worked,)+
        }

        /// The conditions that are worked out, in order.
        #[derive(Clone, Copy)]
        enum WorkedOut {
            $($Worked,)+
        }

        /// How many conditions are worked out. There is room for two more in the cells.
        pub(super) const WORKED_OUT: usize = [$(WorkedOut::$Worked),+].len();

        impl Condition {
            /// Where it is found: with which packed facts, at which place of them, and the value there for which it holds.
            const fn place(self) -> (usize, usize, usize) {
                match self {
                    $(Self::$Condition => {
                        let (together, place) = place_of(Fact::$Fact);
                        (together, place, $number as usize)
                    })+
                    $(Self::$Worked => (WITH_WORKED_OUT, WorkedOut::$Worked as usize, 1),)+
                }
            }

            /// The facts on which it depends, where they are unknown.
            fn depends(self, worked_out: &[Truth; WORKED_OUT]) -> FactSet {
                match self {
                    $(Self::$Condition => FactSet::EMPTY.with(Fact::$Fact),)+
                    $(Self::$Worked => worked_out[WorkedOut::$Worked as usize].depends,)+
                }
            }
        }

        impl Details {
            /// The conditions that are worked out of them.
            #[inline]
            pub(super) fn work_out(&self) -> [Truth; WORKED_OUT] {
                [$({
                    let $of = self;
                    $truth
                }),+]
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

read_together! {
    [
        FirmBillingCurrent at firm.billing_current, one of 2,
        FirmSubscriptionCurrent at firm.subscription_current, one of 2,
        ManagesBilling at firm.manages_billing, one of 2,
        IsAccountantUser at firm.is_accountant_user, one of 2
    ]
    [
        ClientBillingCurrent at client.billing_current, one of 2,
        BillingCycle at client.billing_cycle, one of BillingCycle::COUNT,
        DowngradeOffered at client.downgrade_offered, one of 2,
        AddressesMatch at client.addresses_match, one of 2
    ]
    [
        OtherBillingSystem at client.other_billing_system, one of 2,
        SameRegion at client.same_region, one of 2,
        PrimaryAdmin at client.primary_admin, one of PrimaryAdmin::COUNT,
        Status at client.status, one of ClientStatus::COUNT
    ]
}

conditions! {
    of a fact {
        FirmBillingCurrent: FirmBillingCurrent == true;
        FirmSubscriptionCurrent: FirmSubscriptionCurrent == true;
        ManagesBilling: ManagesBilling == true;
        IsAccountantUser: IsAccountantUser == true;
        ClientBillingCurrent: ClientBillingCurrent == true;
        BilledAnnually: BillingCycle == BillingCycle::Annual;
        DowngradeOffered: DowngradeOffered == true;
        AddressesMatch: AddressesMatch == true;
        OtherBillingSystem: OtherBillingSystem == true;
        SameRegion: SameRegion == true;
        FirmIsPrimaryAdmin: PrimaryAdmin == PrimaryAdmin::Firm;
        PrimaryAdminElsewhere: PrimaryAdmin == PrimaryAdmin::Other;
        Pending: Status == ClientStatus::Pending;
        Trial: Status == ClientStatus::Trial;
        Cancelling: Status == ClientStatus::Cancelling;
    }

    worked out {
        Confirmed: |of| Truth::so(Fact::Confirmation, of.confirmed);
        /// It was confirmed, but not with all the losses that the client has to accept.
        ConfirmedInPart: |of| Truth::so(Fact::Confirmation, of.confirmed) & of.unaccepted_losses.any();
        TransferPermitted: |of| Truth::so(Fact::TransferPermissionHours, of.permitted);
        // If no number of hours can exceed the window, no permission has expired.
        PermissionExpired: |of| {
            let expired = of.hours_since_permission > of.permission_hours;
            let permitted_so = Truth::of(Fact::TransferPermissionHours, of.permitted, |permitted| permitted && expired);
            permitted_so.only_where(of.permission_hours < u32::MAX)
        };
        /// The catalogue's wait after a downgrade is not over. Without a wait, nothing is too soon.
        TooSoon: |of| Truth::of(Fact::HoursSinceDowngrade, of.hours_left, |left| left > 0).only_where(of.upgrade_wait_hours > 0);
    }
}

/// The codes of reasons, those that certainly hold and those that possibly do.
#[derive(Clone, Copy)]
pub(super) struct Codes {
    pub(super) certain: ReasonCodeSet,
    pub(super) possible: ReasonCodeSet,
}

impl Codes {
    pub(super) const NONE: Self = Self { certain: ReasonCodeSet::EMPTY, possible: ReasonCodeSet::EMPTY };

    #[inline]
    pub(super) const fn known(codes: ReasonCodeSet) -> Self {
        Self { certain: codes, possible: codes }
    }

    #[inline]
    const fn union(self, other: Self) -> Self {
        Self { certain: self.certain.union(other.certain), possible: self.possible.union(other.possible) }
    }

    #[inline]
    pub(super) fn with(self, code: ReasonCode, holds: Truth) -> Self {
        Self {
            certain: self.certain.union(ReasonCodeSet::if_so(code, holds.certain)),
            possible: self.possible.union(ReasonCodeSet::if_so(code, holds.possible)),
        }
    }
}

/// The reasons whose conditions hold for facts that are all known, whatever the change.
#[inline]
pub(super) fn held(context: &Context, worked_out: &[Truth; WORKED_OUT]) -> ReasonCodeSet {
    let held = held_with(worked_out.iter().map(|truth| truth.certain));
    let each = known(context).into_iter().zip(&PACKED).zip(&HELD);
    each.fold(held, |all, ((word, packed), held)| all.union(held[packed.known(word) % CELLS]))
}

/// The same for facts that may be unknown: those that hold whatever the unknown ones are, and those that may hold.
#[inline]
pub(super) fn held_partly(facts: &Facts, worked_out: &[Truth; WORKED_OUT]) -> Codes {
    // Each reason reads one condition, so it is open where it holds for the one value and not for the other.
    let one = held_with(worked_out.iter().map(|truth| truth.certain));
    let other = held_with(worked_out.iter().map(|truth| truth.possible));
    let each = partly_known(facts).into_iter().zip(&PACKED).zip(HELD.iter().zip(&OPEN));
    each.fold(Codes { certain: one.intersection(other), possible: one.union(other) }, |all, ((word, packed), (held, open))| {
        let (held, open) = (held[packed.partly_known(word) % CELLS], open[packed.unknown(word) % CHOICES]);
        all.union(Codes { certain: held.difference(open), possible: held.union(open) })
    })
}

/// The reasons that hold by a condition that is worked out.
#[inline]
fn held_with(worked_out: impl DoubleEndedIterator<Item = bool>) -> ReasonCodeSet {
    let number = worked_out.rev().fold(0, |number, so| number << 1 | usize::from(so));
    HELD[WITH_WORKED_OUT][number % CELLS]
}

impl Holds {
    /// The facts on which it depends whether a reason holds, where they are unknown.
    pub(super) fn depends(self, worked_out: &[Truth; WORKED_OUT]) -> FactSet {
        self.condition.map_or(FactSet::EMPTY, |condition| condition.depends(worked_out))
    }
}

/// With which others a fact is read, and where it stands there.
const fn place_of(fact: Fact) -> (usize, usize) {
    let mut together = 0;
    while together < TOGETHER {
        let mut place = 0;
        while place < FACTS[together].len() {
            if FACTS[together][place].place() == fact.place() {
                return (together, place);
            }
            place += 1;
        }
        together += 1;
    }
    panic!(
        "evaluated by the compiler: a condition on a fact that is not read; give it a row in `read_together!`, of its own or with up to three others"
    )
}

/// The number at this place of the packed ones.
const fn number_at(together: usize, place: usize, packed: usize) -> usize {
    if together == WITH_WORKED_OUT { packed >> place & 1 } else { PACKED[together].at(place, packed) }
}

/// The most cells.
const CELLS: usize = 128;

/// Where the conditions that are worked out are found: after the packed facts.
const WITH_WORKED_OUT: usize = TOGETHER;

/// The reasons that hold, by the kind of packed facts and their value.
static HELD: [[ReasonCodeSet; CELLS]; TOGETHER + 1] = {
    let (mut held, mut i) = ([[ReasonCodeSet::EMPTY; CELLS]; TOGETHER + 1], 0);
    while i < held.len() {
        let bits = if i == WITH_WORKED_OUT { WORKED_OUT as u32 } else { PACKED[i].width() };
        assert!(bits <= CELLS.ilog2(), "evaluated by the compiler: more numbers than cells; make `CELLS` more");
        let mut number = 0;
        while number < 1 << bits {
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
            Some(Holds { condition: None, .. }) => together == 0,
            Some(Holds { condition: Some(condition), is_so }) => {
                let (here, place, so) = condition.place();
                here == together && (number_at(here, place, number) == so) == is_so
            }
        };
        held = held.union(ReasonCodeSet::EMPTY.with(ReasonCode::ALL[i]).when(holds));
        i += 1;
    }
    held
}

/// The reasons that are open, by the kind of packed facts and which of them are unknown.
static OPEN: [[ReasonCodeSet; CHOICES]; TOGETHER] = {
    let (mut open, mut i) = ([[ReasonCodeSet::EMPTY; CHOICES]; TOGETHER], 0);
    while i < ReasonCode::COUNT {
        if let Some(Holds { condition: Some(condition), .. }) = ReasonCode::ALL[i].holds() {
            let (here, place, _) = condition.place();
            let mut unknown = 0;
            while here != WITH_WORKED_OUT && unknown < CHOICES {
                let is_open = unknown >> place & 1 == 1;
                open[here][unknown] = open[here][unknown].union(ReasonCodeSet::EMPTY.with(ReasonCode::ALL[i]).when(is_open));
                unknown += 1;
            }
        }
        i += 1;
    }
    open
};

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
        held.iter().zip(&STATES).enumerate().any(|(number, (held, &(of_status, of_firm)))| {
            let is_told = match here {
                WITH_STATUS => {
                    status.is_none_or(|told| of_status == told as usize) && firm_is_admin.is_none_or(|told| of_firm == told)
                }
                WITH_WORKED_OUT => {
                    IMPLIED.iter().all(|&(one, other)| !is_worked_out(one, number) || is_worked_out(other, number))
                }
                _ => true,
            };
            *held == codes.intersection(asked) && is_told
        })
    })
}

/// Where the first of these holds, so does the second.
#[cfg(feature = "serde")]
const IMPLIED: [(WorkedOut, WorkedOut); 2] =
    [(WorkedOut::ConfirmedInPart, WorkedOut::Confirmed), (WorkedOut::PermissionExpired, WorkedOut::TransferPermitted)];

#[cfg(feature = "serde")]
const fn is_worked_out(condition: WorkedOut, number: usize) -> bool {
    number_at(WITH_WORKED_OUT, condition as usize, number) == 1
}

/// With which packed facts the company's state stands.
#[cfg(feature = "serde")]
const WITH_STATUS: usize = place_of(Fact::Status).0;

/// By the number of a company's state and what is packed with it: its status, and whether the firm is primary admin.
#[cfg(feature = "serde")]
static STATES: [(usize, bool); CELLS] = {
    let (mut states, mut number) = ([(ClientStatus::COUNT, false); CELLS], 0);
    while number < 1 << PACKED[WITH_STATUS].width() {
        let (_, status) = place_of(Fact::Status);
        let (with, admin, firm) = Condition::FirmIsPrimaryAdmin.place();
        assert!(with == WITH_STATUS, "evaluated by the compiler: the primary admin does not stand with the status");
        states[number] = (number_at(with, status, number), number_at(with, admin, number) == firm);
        number += 1;
    }
    states
};
