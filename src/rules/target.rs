//! What is asked for: whether the catalogue has such a move, and such a subscription at the end of it.

use crate::catalogue::Move;
use crate::difference::ProductChange;
use crate::found::Found;
use crate::{CatalogueDraft, Client, Plan, Product, ReasonCode as Code, Subscription};

/// The target is the current subscription. The only reason that holds where it is *not* at stake: something that happens puts it there.
pub(super) mod nothing_to_change {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.happens()
    }
}

/// Base changes, and one side is Self-Employed. [S] (L78SslIqi) and [O]
pub(super) mod separate_product {
    use super::{Move, Plan};

    pub(in crate::rules) const fn at_stake(base: &Move) -> bool {
        base.changes() && (matches!(base.from, Plan::SelfEmployed) || matches!(base.to, Plan::SelfEmployed))
    }
}

/// Base changes from the ladder to Ledger. [S] (L78SslIqi)
pub(super) mod ledger_closed {
    use super::{Move, Plan};

    pub(in crate::rules) const fn at_stake(base: &Move) -> bool {
        base.from.is_on_ladder() && matches!(base.to, Plan::Ledger)
    }
}

/// The target has a plan or tier, new to it, that the catalogue does not sell.
pub(super) mod not_sold {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.changes && !change.sold
    }
}

/// The catalogue closes this move, for no reason above.
pub(super) mod transition_closed {
    use super::{Move, ProductChange, ledger_closed, not_sold, separate_product};

    pub(in crate::rules) const fn at_stake(change: &ProductChange, base: &Move) -> bool {
        let said_above = separate_product::at_stake(base) || ledger_closed::at_stake(base) || not_sold::at_stake(change);
        base.changes() && !base.open && !said_above
    }
}

/// The target holds an add-on that its plan (or payroll tier) does not support, and base, that add-on or payroll changed. [O]; [J]
/// for Ledger and Self-Employed, where no add-on is documented
pub(super) mod add_on_unsupported {
    use super::{CatalogueDraft, Code, Found, Product, ProductChange, Subscription};

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> Found {
        let payroll = Found::about_add_on(Code::AddOnUnsupported, Product::Payroll, true);
        let time = Found::about_add_on(Code::AddOnUnsupported, Product::Time, true);
        match (change.changes, change.product) {
            (true, Product::Base | Product::Payroll) => payroll.union(time),
            (true, Product::Time) => time,
            (false, _) => Found::NONE,
        }
    }

    /// It is worked out once for a catalogue, as the change puts it at stake.
    pub(in crate::rules) const fn speaks(draft: &CatalogueDraft, target: &Subscription) -> Found {
        let payroll_goes_with_it = draft.payroll.plans.contains(target.base.plan);
        let payroll_brings_time = match target.payroll {
            Some(held) => payroll_goes_with_it && draft.time.payroll_tiers.contains(held.tier()),
            None => false,
        };
        let time_goes_with_it = payroll_brings_time || draft.time.plans.contains(target.base.plan);
        let payroll =
            Found::about_add_on(Code::AddOnUnsupported, Product::Payroll, target.payroll.is_some() && !payroll_goes_with_it);
        payroll.union(Found::about_add_on(Code::AddOnUnsupported, Product::Time, target.time.is_some() && !time_goes_with_it))
    }
}

/// `upgrade_too_soon`: base goes up before the catalogue's wait after a downgrade is over. At stake in every upgrade of base; what
/// speaks for it are the hours that are left, if any.
#[inline]
pub(super) fn upgrade_too_soon(client: &Client, wait: u32) -> u32 {
    // No downgrade is one that is long past.
    wait.saturating_sub(client.hours_since_downgrade.unwrap_or(u32::MAX))
}
