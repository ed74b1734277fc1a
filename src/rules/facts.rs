//! The facts that are so or are not, put together.
//!
//! What a handful of them speaks for is looked up by all of them as one number: two instructions for a fact, where to ask for each and
//! to mask the reasons it speaks for takes five.

use crate::found::Found;
use crate::{BillingCycle, Client, Context, Parties};

use super::{spoken_for_by_billing, spoken_for_by_standing, transfer_permission_expired};

/// Who asks, and in what standing firm and client are.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub(super) struct Standing {
    pub(super) authorised_by: Parties,
    pub(super) firm_billing_current: bool,
    pub(super) firm_subscription_current: bool,
    pub(super) client_billing_current: bool,
    pub(super) downgrade_offered: bool,
    pub(super) confirmed: bool,
}

impl Standing {
    /// How many there are.
    const COUNT: usize = 1 << 7;

    #[inline]
    pub(super) const fn of(context: &Context) -> Self {
        let (firm, client) = (&context.firm, &context.client);
        Self {
            authorised_by: context.authorised_by,
            firm_billing_current: firm.billing_current,
            firm_subscription_current: firm.subscription_current,
            client_billing_current: client.billing_current,
            downgrade_offered: client.downgrade_offered,
            confirmed: client.confirmation.is_some(),
        }
    }

    #[inline]
    const fn number(self) -> usize {
        (self.authorised_by.bits() & Parties::ALL.bits()) as usize
            | (self.firm_billing_current as usize) << 2
            | (self.firm_subscription_current as usize) << 3
            | (self.client_billing_current as usize) << 4
            | (self.downgrade_offered as usize) << 5
            | (self.confirmed as usize) << 6
    }

    /// The inverse of [`number`](Self::number).
    #[allow(clippy::cast_possible_truncation, reason = "the parties are the lowest two bits")]
    const fn numbered(number: usize) -> Self {
        Self {
            authorised_by: Parties::from_bits(number as u8),
            firm_billing_current: number >> 2 & 1 != 0,
            firm_subscription_current: number >> 3 & 1 != 0,
            client_billing_current: number >> 4 & 1 != 0,
            downgrade_offered: number >> 5 & 1 != 0,
            confirmed: number >> 6 & 1 != 0,
        }
    }

    /// The reasons that it speaks for.
    #[inline]
    pub(super) const fn speaks_for(self) -> Found {
        static BY_NUMBER: [Found; Standing::COUNT] = {
            let mut by_number = [Found::NONE; Standing::COUNT];
            let mut number = 0;
            while number < Standing::COUNT {
                by_number[number] = spoken_for_by_standing(Standing::numbered(number));
                number += 1;
            }
            by_number
        };
        BY_NUMBER[self.number()]
    }
}

/// How the client is billed, as far as a transfer of billing goes.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub(super) struct Billing {
    pub(super) permitted: bool,
    pub(super) expired: bool,
    pub(super) annual: bool,
    pub(super) primary_admin: bool,
}

impl Billing {
    /// How many there are.
    const COUNT: usize = 1 << 4;

    /// `window` is for how many hours a permission holds.
    #[inline]
    pub(super) fn of(client: &Client, window: u32) -> Self {
        Self {
            permitted: client.transfer_permission_hours.is_some(),
            expired: transfer_permission_expired::speaks(client.transfer_permission_hours, window),
            annual: matches!(client.billing_cycle, BillingCycle::Annual),
            primary_admin: client.primary_admin,
        }
    }

    #[inline]
    const fn number(self) -> usize {
        self.permitted as usize | (self.expired as usize) << 1 | (self.annual as usize) << 2 | (self.primary_admin as usize) << 3
    }

    /// The inverse of [`number`](Self::number).
    const fn numbered(number: usize) -> Self {
        Self {
            permitted: number & 1 != 0,
            expired: number >> 1 & 1 != 0,
            annual: number >> 2 & 1 != 0,
            primary_admin: number >> 3 & 1 != 0,
        }
    }

    /// The reasons that it speaks for.
    #[inline]
    pub(super) fn speaks_for(self) -> Found {
        static BY_NUMBER: [Found; Billing::COUNT] = {
            let mut by_number = [Found::NONE; Billing::COUNT];
            let mut number = 0;
            while number < Billing::COUNT {
                by_number[number] = spoken_for_by_billing(Billing::numbered(number));
                number += 1;
            }
            by_number
        };
        BY_NUMBER[self.number()]
    }
}
