//! What is known around a change.

use crate::kit::{set, vocabulary};
use crate::model::{FeatureSet, Parties, Usage};

/// The facts around a request: who asks, and what is true of the firm and of the client today.
///
/// The crate guesses nothing: every fact is given, and `None` says that there was no such thing, not that nobody knows. Hours and days are whole ones, rounded down, counted by the caller; there is no
/// clock inside.
///
/// ```
/// use subscription_change::{ClientStatus, Context, Party, Usage};
///
/// // From a firm and a client in whose way nothing stands, fact by fact; a fact that a later version knows changes nothing here.
/// let context = Context::in_good_standing(Party::Firm.into(), Usage::default()).with(|context| {
///     context.firm.billing_current = false;
///     context.client.status = ClientStatus::Pending;
/// });
/// assert!(!context.client.status.is_read_only());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Context {
    /// The parties who ask for the change; may be empty. That the client asks is not its confirmation of a downgrade, which is
    /// [`Client::confirmation`].
    pub authorised_by: Parties,
    /// The accounting firm.
    pub firm: Firm,
    /// The client.
    pub client: Client,
}

impl Context {
    /// A firm whose details are up to date and a client as [`Client::in_good_standing`] says, asked for by these parties.
    #[must_use]
    pub const fn in_good_standing(authorised_by: Parties, usage: Usage) -> Self {
        Self { authorised_by, firm: Firm::in_good_standing(), client: Client::in_good_standing(usage) }
    }

    /// The same but for what `change` does to it.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// What is known of the firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Firm {
    /// The firm's own billing details are up to date (article L78SslIqi).
    pub billing_current: bool,
    /// The firm's own subscription details are up to date (article L78SslIqi).
    pub subscription_current: bool,
    /// The firm's user who acts has access to *Subscriptions and billing*: full access has, basic access has not, custom access by its
    /// setting (articles 1772656, L0zaohm59).
    pub manages_billing: bool,
    /// The firm is an accountant user of the client's company, and the client stands in its list (articles 556016, `L5N8uodIL`).
    pub is_accountant_user: bool,
}

impl Firm {
    /// A firm whose details are up to date, whose user manages billing, and which is an accountant user of the client's company.
    #[must_use]
    pub const fn in_good_standing() -> Self {
        Self { billing_current: true, subscription_current: true, manages_billing: true, is_accountant_user: true }
    }

    /// The same but for what `change` does to it.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// What is known of the client.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Client {
    /// The state of the client's company.
    pub status: ClientStatus,
    /// The client's own payment details are up to date.
    pub billing_current: bool,
    /// How often the client is billed for base and time; payroll is always billed monthly.
    pub billing_cycle: BillingCycle,
    /// Days until the annual renewal; `None` if there is none.
    pub days_to_renewal: Option<u32>,
    /// Who holds the primary-admin role of the client's company.
    pub primary_admin: PrimaryAdmin,
    /// The client's word that the downgrade is wanted, if it was given.
    pub confirmation: Option<Confirmation>,
    /// How many hours ago the client allowed the transfer of billing to the firm; `None` if it did not.
    pub transfer_permission_hours: Option<u32>,
    /// Days since a firm's wholesale discount last paid for the client, another firm's or this one's before an accidental removal; `None` if
    /// none ever did.
    pub days_since_discount: Option<u32>,
    /// Hours since the last downgrade of the base product; `None` if there was none.
    pub hours_since_downgrade: Option<u32>,
    /// The vendor's menu shows the downgrade (article L78SslIqi: « Si vous ne voyez pas cette option… »).
    pub downgrade_offered: bool,
    /// No wrong address stands at the client's company or the firm's; the vendor shows *No (in progress)* otherwise (article L4GT5C1J2).
    pub addresses_match: bool,
    /// An attached service makes the client ineligible; the vendor shows *No (different billing system)* (article L4GT5C1J2).
    pub other_billing_system: bool,
    /// Client and firm are of the same country edition (article `L5N8uodIL`).
    pub same_region: bool,
    /// How much is used.
    pub usage: Usage,
}

crate::kit::debug_by_field! { Client {
    status, billing_current, billing_cycle, days_to_renewal, primary_admin, confirmation, transfer_permission_hours,
    days_since_discount, hours_since_downgrade, downgrade_offered, addresses_match, other_billing_system, same_region,
    usage,
} }

impl Client {
    /// A client about whom nothing stands in the way: active, billed monthly with up-to-date details, primary admin of its own company,
    /// nothing confirmed, permitted or past, the downgrade offered in the vendor's menu, addresses that match, no other billing system, and
    /// the firm's own region. Where to start from.
    #[must_use]
    pub const fn in_good_standing(usage: Usage) -> Self {
        Self {
            status: ClientStatus::Active,
            billing_current: true,
            billing_cycle: BillingCycle::Monthly,
            days_to_renewal: None,
            primary_admin: PrimaryAdmin::Client,
            confirmation: None,
            transfer_permission_hours: None,
            days_since_discount: None,
            hours_since_downgrade: None,
            downgrade_offered: true,
            addresses_match: true,
            other_billing_system: false,
            same_region: true,
            usage,
        }
    }

    /// The same but for what `change` does to it.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

vocabulary! {
    /// The state of the client's company.
    pub enum ClientStatus ("client status", "client statuses") {
        /// Just put on the wholesale discount and not fully moved yet (« en attente », article L78SslIqi).
        Pending,
        /// In its trial; read and write.
        Trial,
        /// Active; read and write.
        Active,
        /// Cancelled, and running until the paid period ends; read and write (article `L5mhgtseV` of 2 May 2025).
        Cancelling,
        /// Restricted; read only.
        Restricted,
        /// Suspended; read only.
        Suspended,
        /// Expired; read only.
        Expired,
        /// Cancelled; read only.
        Cancelled,
    }
}

impl ClientStatus {
    /// Whether the company's books can only be read.
    #[must_use]
    pub const fn is_read_only(self) -> bool {
        StatusSet::READ_ONLY.contains(self)
    }
}

set! {
    /// A set of states of the client's company.
    pub type StatusSet of ClientStatus
}

impl StatusSet {
    /// The states in which the company's books can only be read.
    pub(crate) const READ_ONLY: Self =
        Self::of(&[ClientStatus::Restricted, ClientStatus::Suspended, ClientStatus::Expired, ClientStatus::Cancelled]);
}

vocabulary! {
    /// Who holds the primary-admin role of the client's company.
    pub enum PrimaryAdmin ("holder of the primary-admin role", "holders of the primary-admin role") {
        /// The client.
        Client,
        /// The firm.
        Firm,
        /// Somebody else: say, a former accountant.
        Other,
    }
}

vocabulary! {
    /// How often the client is billed.
    pub enum BillingCycle ("billing cycle") {
        /// Every month.
        Monthly,
        /// Every year: base and time.
        Annual,
    }
}

/// The client's word that a downgrade is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Confirmation {
    /// The features whose loss the client accepted.
    pub accepted_losses: FeatureSet,
}

impl Confirmation {
    /// The downgrade is wanted, and the loss of these features accepted.
    #[must_use]
    pub const fn accepting(accepted_losses: FeatureSet) -> Self {
        Self { accepted_losses }
    }
}

crate::kit::json::record! { Context ("what is known around the change") { authorised_by, firm, client } }
crate::kit::json::record! { Firm ("what is known of the firm") {
    billing_current,
    subscription_current,
    manages_billing,
    is_accountant_user,
} }
crate::kit::json::record! { Client ("what is known of the client") {
    status,
    billing_current,
    billing_cycle,
    days_to_renewal,
    primary_admin,
    confirmation,
    transfer_permission_hours,
    days_since_discount,
    hours_since_downgrade,
    downgrade_offered,
    addresses_match,
    other_billing_system,
    same_region,
    usage,
} }
crate::kit::json::record! { Confirmation ("the client's confirmation") { accepted_losses } }
