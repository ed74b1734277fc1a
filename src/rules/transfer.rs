//! Who is to pay.

use crate::difference::ProductChange;

/// A product both changes and transfers. It stands for the four rules below.
pub(super) mod transfer_and_change {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.changes && change.transfers()
    }
}

/// Transfers to the firm, and the client gave no permission. [O]
pub(super) mod transfer_not_permitted {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.only_goes_to_firm()
    }
}

/// Transfers to the firm, and the permission was given longer ago than it lasts. [O]
pub(super) mod transfer_permission_expired {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.only_goes_to_firm()
    }

    #[inline]
    pub(in crate::rules) fn speaks(permission_hours: Option<u32>, window: u32) -> bool {
        permission_hours.unwrap_or(0) > window
    }
}

/// Transfers to the firm, and the client is billed annually. [O]
pub(super) mod annual_billing {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.only_goes_to_firm()
    }
}

/// Transfers to the client, who is not the primary admin. [O]
pub(super) mod client_not_primary_admin {
    use super::ProductChange;

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.only_goes_to_client()
    }
}
