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

        const _: () = {
            $($(assert!(
                Fact::$Fact.values() == $values,
                concat!("evaluated by the compiler: the row of ", stringify!($Fact), " in model/context.rs lists more or fewer values than here")
            );)+)+
        };

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

        /// How many conditions are worked out.
        pub(super) const WORKED_OUT: usize = [$(WorkedOut::$Worked),+].len();

        impl Condition {
            /// Where it is found.
            const fn place(self) -> Place {
                match self {
                    $(Self::$Condition => {
                        let (together, place) = place_of(Fact::$Fact);
                        Place::Packed { together, place, value: $number as usize }
                    })+
                    $(Self::$Worked => Place::WorkedOut(WorkedOut::$Worked),)+
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

/// Where a condition is found.
#[derive(Clone, Copy)]
enum Place {
    /// With which packed facts, at which place of them, and the value there for which it holds.
    Packed { together: usize, place: usize, value: usize },
    /// Among those that are worked out.
    WorkedOut(WorkedOut),
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
        // No permission counts as one of this hour. If no number of hours can exceed the window, none has expired.
        PermissionExpired: |of| {
            let expired = of.hours_since_permission > of.permission_hours;
            Truth::of(Fact::TransferPermissionHours, of.permitted, |_| expired).only_where(of.permission_hours < u32::MAX)
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
    let each = known(context).into_iter().zip(&PACKED).zip(&HELD.packed);
    each.fold(held, |all, ((word, packed), held)| all.union(held[packed.known(word) % CELLS]))
}

/// The same for facts that may be unknown: those that hold whatever the unknown ones are, and those that may hold.
#[inline]
pub(super) fn held_partly(facts: &Facts, worked_out: &[Truth; WORKED_OUT]) -> Codes {
    // Each reason reads one condition, so it is open where it holds for the one value and not for the other.
    let one = held_with(worked_out.iter().map(|truth| truth.certain));
    let other = held_with(worked_out.iter().map(|truth| truth.possible));
    let each = partly_known(facts).into_iter().zip(&PACKED).zip(HELD.packed.iter().zip(&OPEN));
    each.fold(Codes { certain: one.intersection(other), possible: one.union(other) }, |all, ((word, packed), (held, open))| {
        let (held, open) = (held[packed.partly_known(word) % CELLS], open[packed.unknown(word) % CHOICES]);
        all.union(Codes { certain: held.difference(open), possible: held.union(open) })
    })
}

/// The reasons that hold by the conditions that are worked out.
#[inline]
fn held_with(worked_out: impl Iterator<Item = bool>) -> ReasonCodeSet {
    worked_out.zip(&HELD.worked_out).fold(ReasonCodeSet::EMPTY, |all, (so, held)| all.union(held[usize::from(so)]))
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

/// The most cells.
const CELLS: usize = 128;

/// The reasons that hold.
struct Held {
    /// By the kind of packed facts and their value.
    packed: [[ReasonCodeSet; CELLS]; TOGETHER],
    /// By the condition that is worked out, where it is false and where it is true. Those that always hold are in both of the first.
    worked_out: [[ReasonCodeSet; 2]; WORKED_OUT],
}

static HELD: Held = {
    let mut held =
        Held { packed: [[ReasonCodeSet::EMPTY; CELLS]; TOGETHER], worked_out: [[ReasonCodeSet::EMPTY; 2]; WORKED_OUT] };
    let mut i = 0;
    while i < ReasonCode::COUNT {
        let code = ReasonCode::ALL[i];
        match code.holds() {
            None => {}
            Some(Holds { condition: None, .. }) => {
                let [otherwise, so] = held.worked_out[0];
                held.worked_out[0] = [otherwise.with(code), so.with(code)];
            }
            Some(Holds { condition: Some(condition), is_so }) => match condition.place() {
                Place::WorkedOut(worked_out) => {
                    let cell = &mut held.worked_out[worked_out as usize][is_so as usize];
                    *cell = cell.with(code);
                }
                Place::Packed { together, place, value } => {
                    let packed = PACKED[together];
                    assert!(
                        packed.width() <= CELLS.ilog2(),
                        "evaluated by the compiler: more numbers than cells; make `CELLS` more"
                    );
                    let mut number = 0;
                    while number < 1 << packed.width() {
                        if (packed.at(place, number) == value) == is_so {
                            held.packed[together][number] = held.packed[together][number].with(code);
                        }
                        number += 1;
                    }
                }
            },
        }
        i += 1;
    }
    held
};

/// The reasons that are open, by the kind of packed facts and which of them are unknown.
static OPEN: [[ReasonCodeSet; CHOICES]; TOGETHER] = {
    let (mut open, mut i) = ([[ReasonCodeSet::EMPTY; CHOICES]; TOGETHER], 0);
    while i < ReasonCode::COUNT {
        if let Some(Holds { condition: Some(condition), .. }) = ReasonCode::ALL[i].holds() {
            if let Place::Packed { together, place, .. } = condition.place() {
                let mut unknown = 0;
                while unknown < CHOICES {
                    if unknown >> place & 1 == 1 {
                        open[together][unknown] = open[together][unknown].with(ReasonCode::ALL[i]);
                    }
                    unknown += 1;
                }
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
    let is_told = |&(of_status, of_firm): &(usize, bool)| {
        status.is_none_or(|told| of_status == told as usize) && firm_is_admin.is_none_or(|told| of_firm == told)
    };
    let packed = |(together, held): (usize, &[ReasonCodeSet; CELLS])| {
        are_one_of(codes, held.iter().zip(&STATES).map(|(held, state)| (*held, together != WITH_STATUS || is_told(state))))
    };
    let is_worked_out = |number: usize, condition: usize| number >> condition & 1 == 1;
    let worked_out = |number| {
        let implied = |&(one, other)| !is_worked_out(number, one as usize) || is_worked_out(number, other as usize);
        (held_with((0..WORKED_OUT).map(|condition| is_worked_out(number, condition))), IMPLIED.iter().all(implied))
    };
    HELD.packed.iter().enumerate().all(packed) && are_one_of(codes, (0..1 << WORKED_OUT).map(worked_out))
}

/// Whether these, of all that are in one of the sets, are one of the sets that can be.
#[cfg(feature = "serde")]
fn are_one_of(codes: ReasonCodeSet, sets: impl Iterator<Item = (ReasonCodeSet, bool)> + Clone) -> bool {
    let asked = sets.clone().fold(ReasonCodeSet::EMPTY, |all, (set, _)| all.union(set));
    sets.into_iter().any(|(set, can_be)| can_be && set == codes.intersection(asked))
}

/// Where the first of these holds, so does the second.
#[cfg(feature = "serde")]
const IMPLIED: [(WorkedOut, WorkedOut); 2] =
    [(WorkedOut::ConfirmedInPart, WorkedOut::Confirmed), (WorkedOut::PermissionExpired, WorkedOut::TransferPermitted)];

/// With which packed facts the company's state stands.
#[cfg(feature = "serde")]
const WITH_STATUS: usize = place_of(Fact::Status).0;

/// By the number of a company's state and what is packed with it: its status, and whether the firm is primary admin.
#[cfg(feature = "serde")]
static STATES: [(usize, bool); CELLS] = {
    let (mut states, mut number) = ([(ClientStatus::COUNT, false); CELLS], 0);
    while number < 1 << PACKED[WITH_STATUS].width() {
        let (_, status) = place_of(Fact::Status);
        let (with, admin) = place_of(Fact::PrimaryAdmin);
        assert!(with == WITH_STATUS, "evaluated by the compiler: the primary admin does not stand with the status");
        let packed = PACKED[WITH_STATUS];
        states[number] = (packed.at(status, number), packed.at(admin, number) == PrimaryAdmin::Firm as usize);
        number += 1;
    }
    states
};
