//! Who asks, and in what standing firm and client are.

use crate::difference::ProductChange;
use crate::found::{Found, Unheard};
use crate::{ClientStatus, Parties, Party, Product};

/// The client was just put on the discount and is not fully moved yet, and anything changes or transfers. [S] for upgrades
/// (L78SslIqi, « en attente »), [O] for downgrades
pub(super) mod client_pending {
    use super::{ClientStatus, ProductChange};

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.happens()
    }

    pub(in crate::rules) const fn speaks(status: ClientStatus) -> bool {
        matches!(status, ClientStatus::Pending)
    }
}

/// The client's company can only be read, and anything changes or transfers. [J] from [O]
pub(super) mod client_read_only {
    use super::{ClientStatus, ProductChange};

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.happens()
    }

    pub(in crate::rules) const fn speaks(status: ClientStatus) -> bool {
        status.is_read_only()
    }
}

/// The firm's billing details are not current, and a firm-paid product goes up [S] (L78SslIqi) or a product transfers to the firm
/// [O].
pub(super) mod firm_billing_outdated {
    use super::{Party, ProductChange};

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.goes_up_at_the_cost_of(Party::Firm) || change.to_firm
    }
}

/// The firm's subscription details are not current, and a firm-paid product goes up. [S] (L78SslIqi)
pub(super) mod firm_subscription_outdated {
    use super::{Party, ProductChange};

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.goes_up_at_the_cost_of(Party::Firm)
    }
}

/// The client's payment details are not current, and a client-paid product goes up. [O]
pub(super) mod client_billing_outdated {
    use super::{Party, ProductChange};

    pub(in crate::rules) const fn at_stake(change: &ProductChange) -> bool {
        change.goes_up_at_the_cost_of(Party::Client)
    }
}

/// The product changes and its payer does not ask for it; or it transfers to the firm and the firm does not; or it transfers to the
/// client and neither does. [S] for the firm-billed tab (L78SslIqi), [J] for each product
///
/// A product that both changes and transfers to the client is paid by the firm, whose word the change needs anyway.
pub(super) mod not_authorised {
    use super::{Found, Parties, Party, Product, ProductChange, Unheard};

    pub(in crate::rules) const fn at_stake(change: &ProductChange, unheard: Unheard) -> bool {
        match unheard {
            Unheard::Party(Party::Firm) => change.changes_at_the_cost_of(Party::Firm) || change.to_firm,
            Unheard::Party(Party::Client) => change.changes_at_the_cost_of(Party::Client),
            Unheard::Both => change.only_goes_to_client(),
        }
    }

    pub(in crate::rules) const fn speaks(by: Parties) -> Found {
        let mut unheard = Found::NONE;
        let mut i = 0;
        while i < Product::COUNT {
            let product = Product::ALL[i];
            unheard = unheard
                .union(Found::unheard(product, Unheard::Party(Party::Firm), !by.contains(Party::Firm)))
                .union(Found::unheard(product, Unheard::Party(Party::Client), !by.contains(Party::Client)))
                .union(Found::unheard(product, Unheard::Both, by.is_empty()));
            i += 1;
        }
        unheard
    }
}
