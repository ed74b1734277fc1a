//! The facts that are so or are not, put together.
//!
//! What a handful of them speaks for is looked up by all of them as one number: some two instructions for a fact, where to ask for each
//! and to mask the reasons it speaks for takes five. What they speak for is said in [`rules`](super).

use crate::catalogue::Move;
use crate::found::Found;
use crate::usage::GAUGES;
use crate::{BillingCycle, Catalogue, ClientStatus, Context, Parties};

use super::{
    Case, losses_to_answer_for, over_limit_of_billable_users, over_limits, spoken_for_by_counts, spoken_for_by_standing,
    spoken_for_by_state, transfer_permission_expired, upgrade_too_soon,
};

/// Who asks, in what standing the firm is, and whether the client has agreed.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub(super) struct Standing {
    pub(super) authorised_by: Parties,
    pub(super) firm_billing_current: bool,
    pub(super) firm_subscription_current: bool,
    pub(super) confirmed: bool,
    pub(super) losses_unaccepted: bool,
}

impl Standing {
    /// How many there are.
    const COUNT: usize = 1 << 6;

    #[inline]
    pub(super) fn of(case: &Case<'_>) -> Self {
        let (firm, client) = (&case.context.firm, &case.context.client);
        Self {
            authorised_by: case.context.authorised_by,
            firm_billing_current: firm.billing_current,
            firm_subscription_current: firm.subscription_current,
            confirmed: client.confirmation.is_some(),
            losses_unaccepted: !losses_to_answer_for(case).is_empty(),
        }
    }

    #[inline]
    const fn number(&self) -> usize {
        let number = (self.authorised_by.bits() & Parties::ALL.bits()) as usize;
        let number = number * 2 + self.firm_billing_current as usize;
        let number = number * 2 + self.firm_subscription_current as usize;
        let number = number * 2 + self.confirmed as usize;
        number * 2 + self.losses_unaccepted as usize
    }

    /// The inverse of [`number`](Self::number).
    #[allow(clippy::cast_possible_truncation, reason = "the parties are the highest two bits")]
    const fn numbered(number: usize) -> Self {
        Self {
            authorised_by: Parties::from_bits((number >> 4) as u8),
            firm_billing_current: number >> 3 & 1 != 0,
            firm_subscription_current: number >> 2 & 1 != 0,
            confirmed: number >> 1 & 1 != 0,
            losses_unaccepted: number & 1 != 0,
        }
    }
}

/// In what state the client is: its company, and how it is billed.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub(super) struct State {
    pub(super) status: ClientStatus,
    pub(super) billing_current: bool,
    pub(super) billing_cycle: BillingCycle,
    pub(super) primary_admin: bool,
    pub(super) downgrade_offered: bool,
    pub(super) permitted: bool,
    pub(super) expired: bool,
}

impl State {
    /// How many there are.
    const COUNT: usize = ClientStatus::COUNT << 6;

    #[inline]
    pub(super) fn of(case: &Case<'_>) -> Self {
        let client = &case.context.client;
        Self {
            status: client.status,
            billing_current: client.billing_current,
            billing_cycle: client.billing_cycle,
            primary_admin: client.primary_admin,
            downgrade_offered: client.downgrade_offered,
            permitted: client.transfer_permission_hours.is_some(),
            expired: transfer_permission_expired::speaks(client.transfer_permission_hours, case.catalogue.imprint.window),
        }
    }

    #[inline]
    const fn number(&self) -> usize {
        let Self { billing_current, billing_cycle, primary_admin, downgrade_offered, .. } = *self;
        let number = self.status as usize * 16
            + side_by_side([billing_current as u8, billing_cycle as u8, primary_admin as u8, downgrade_offered as u8]);
        let number = number * 2 + self.permitted as usize;
        number * 2 + self.expired as usize
    }

    /// The inverse of [`number`](Self::number).
    const fn numbered(number: usize) -> Self {
        Self {
            status: ClientStatus::ALL[number >> 6],
            downgrade_offered: number >> 5 & 1 != 0,
            primary_admin: number >> 4 & 1 != 0,
            billing_cycle: BillingCycle::ALL[number >> 3 & 1],
            billing_current: number >> 2 & 1 != 0,
            permitted: number >> 1 & 1 != 0,
            expired: number & 1 != 0,
        }
    }
}

/// Four bytes of which each is 0 or 1, as the four bits of a number, the first one the lowest.
///
/// Side by side in memory, as they are in a [`Client`](crate::Client), they are read at once, and the product has each in its place at the
/// top. It saves ten instructions a decision.
#[inline]
const fn side_by_side(flags: [u8; 4]) -> usize {
    (u32::from_le_bytes(flags).wrapping_mul(1 << 28 | 1 << 21 | 1 << 14 | 1 << 7) >> 28) as usize
}

/// What is counted and compared with the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    /// The limits of the target's plan that are exceeded, one bit each, and one more where an upgrade is too soon.
    number: usize,
    /// Until the base plan may go up.
    pub(crate) hours_left: u32,
}

impl Counts {
    /// How many of them there are to tell apart.
    const COUNT: usize = 1 << (GAUGES + 1);

    #[inline]
    pub(crate) fn of(catalogue: &Catalogue, context: &Context, base: &Move) -> Self {
        let client = &context.client;
        // So it is in the embedded catalogues. It is the same in every decision with a catalogue, so the branch is predicted, and it spares
        // six comparisons and the wait (34 instructions a decision).
        if catalogue.only_billable_users_count {
            return Self { number: over_limit_of_billable_users(&client.usage, base), hours_left: 0 };
        }
        let hours_left = upgrade_too_soon(client, catalogue.as_draft().upgrade_wait_hours);
        Self { number: over_limits(&client.usage, base) | usize::from(hours_left > 0) << GAUGES, hours_left }
    }

    /// The limits of the target's plan that are exceeded, one bit each.
    pub(super) const fn over(self) -> usize {
        self.number % (1 << GAUGES)
    }

    pub(super) const fn upgrade_too_soon(self) -> bool {
        self.number >> GAUGES != 0
    }
}

/// The reasons that each of them speaks for, by its number; in one place, so that one address leads to all.
struct Tables {
    standing: [Found; Standing::COUNT],
    state: [Found; State::COUNT],
    counts: [Found; Counts::COUNT],
}

static TABLES: Tables = {
    let mut tables = Tables {
        standing: [Found::NONE; Standing::COUNT],
        state: [Found::NONE; State::COUNT],
        counts: [Found::NONE; Counts::COUNT],
    };
    let mut number = 0;
    while number < Standing::COUNT {
        assert!(Standing::numbered(number).number() == number, "evaluated by the compiler: two numbers of one standing");
        tables.standing[number] = spoken_for_by_standing(Standing::numbered(number));
        number += 1;
    }
    let mut number = 0;
    while number < State::COUNT {
        assert!(State::numbered(number).number() == number, "evaluated by the compiler: two numbers of one state");
        tables.state[number] = spoken_for_by_state(State::numbered(number));
        number += 1;
    }
    let mut number = 0;
    while number < Counts::COUNT {
        tables.counts[number] = spoken_for_by_counts(Counts { number, hours_left: 0 });
        number += 1;
    }
    tables
};

/// The reasons that they speak for.
#[inline]
pub(super) fn spoken_for(standing: &Standing, state: &State, counts: Counts) -> Found {
    TABLES.standing[standing.number()].union(TABLES.state[state.number()]).union(TABLES.counts[counts.number % Counts::COUNT])
}
