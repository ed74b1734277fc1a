//! What is known around a change.

use core::fmt;
use core::time::Duration;

use super::answer::{Answer, WrongAnswer, value};
use super::fact_set::FactSet;
use super::facts::{Facts, UsageFacts, facts};
use crate::kit::{set, vocabulary};
use crate::model::{Feature, FeatureSet, Parties, Party, Quota, Resource, Usage, UserKind};

/// The facts around a request: who asks, and what is true of the firm and of the client today.
///
/// The crate guesses nothing: every fact is given, and `None` says that there was no such thing, not that nobody knows. There is no clock
/// inside: hours and days are counted by the caller, and [`after`](Self::after) moves them forward. They are whole ones, rounded so that no
/// window is open longer than it is: hours since a permission, days since a discount and days to a renewal up, hours since a downgrade down.
///
/// ```
/// use subscription_change::{ClientStatus, Context, Party, Usage};
///
/// // Start from a firm and a client in good standing, and set each fact. A fact that a later
/// // version adds does not break this.
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

    /// The same facts so much later, where nothing else has changed: what a stored context says on the day on which a change is made.
    ///
    /// Moved are the hours since a permission and since a downgrade, and the days since a discount and to the renewal. Each is rounded by
    /// itself, never in the client's favour: a begun hour or day counts where a window closes with it, the permission's and the discount's,
    /// and only a whole one where a wait ends with it, that for the upgrade and for the renewal. So go from the context that was stored, once,
    /// and not hour by hour. Of a renewal that has passed in the meantime the next is told, a year of 366 days later; after more than a year
    /// nothing better is known than that it is that far. Whatever else time may have changed, a status or a number of users, is to be asked
    /// anew.
    ///
    /// ```
    /// use core::time::Duration;
    /// use subscription_change::{Context, Party, Usage};
    ///
    /// const HOUR: u64 = 60 * 60;
    /// let stored = Context::in_good_standing(Party::Firm.into(), Usage::default()).with(|context| {
    ///     context.client.transfer_permission_hours = Some(40);
    ///     context.client.hours_since_downgrade = Some(10);
    ///     context.client.days_since_discount = Some(59);
    ///     context.client.days_to_renewal = Some(31);
    /// });
    /// let client = stored.after(Duration::from_secs(36 * HOUR + 1)).client;
    /// assert_eq!(client.transfer_permission_hours, Some(77));
    /// assert_eq!(client.hours_since_downgrade, Some(46));
    /// assert_eq!(client.days_since_discount, Some(61));
    /// assert_eq!(client.days_to_renewal, Some(30));
    /// ```
    #[must_use]
    pub fn after(mut self, elapsed: Duration) -> Self {
        let whole = elapsed.as_secs();
        let begun = whole.saturating_add(u64::from(elapsed.subsec_nanos() > 0));
        let later = |age: Option<u32>, by: u64| age.map(|age| age.saturating_add(u32::try_from(by).unwrap_or(u32::MAX)));
        let client = &mut self.client;
        client.transfer_permission_hours = later(client.transfer_permission_hours, begun.div_ceil(HOUR));
        client.days_since_discount = later(client.days_since_discount, begun.div_ceil(DAY));
        client.hours_since_downgrade = later(client.hours_since_downgrade, whole / HOUR);
        client.days_to_renewal = client.days_to_renewal.map(|days| match u64::from(days).checked_sub(whole / DAY) {
            Some(_) => days.saturating_sub((whole / DAY) as u32),
            None => LONGEST_YEAR.saturating_sub(days_since_renewal(days, whole / DAY)),
        });
        self
    }

    /// The same, with the changes that `change` makes.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

const HOUR: u64 = 60 * 60;
const DAY: u64 = 24 * HOUR;
const LONGEST_YEAR: u32 = 366;

/// How many days ago the renewal was that was so many days ahead, `later` days ago; of one that is a year ago, when the last was is not known,
/// and it is told as today.
fn days_since_renewal(ahead: u32, later: u64) -> u32 {
    let days = later.saturating_sub(ahead.into());
    if days < 365 { days as u32 } else { 0 }
}

facts! {
    /// What is known of the firm.
    pub struct Firm, in part FirmFacts, at firm ("what is known of the firm") {
        /// The firm's own billing details are up to date (article L78SslIqi).
        billing_current: bool = true, FirmBillingCurrent told by Firm, one of &[true, false];
        /// The firm's own subscription details are up to date (article L78SslIqi).
        subscription_current: bool = true, FirmSubscriptionCurrent told by Firm, one of &[true, false];
        /// The firm's user who makes the change has access to *Subscriptions and billing*: with full access yes, with basic
        /// access no, with custom access as it is set (articles 1772656, L0zaohm59).
        manages_billing: bool = true, ManagesBilling told by Firm, one of &[true, false];
        /// The firm is an accountant user of the client's company, and has the client in its list (articles 556016, `L5N8uodIL`).
        is_accountant_user: bool = true, IsAccountantUser told by Firm, one of &[true, false];
    }

    /// What is known of the client.
    pub struct Client, in part ClientFacts, at client ("what is known of the client") {
        /// The state of the client's company.
        status: ClientStatus = ClientStatus::Active, Status told by Firm, one of &ClientStatus::ACTIVE_FIRST;
        /// The client's own payment details are up to date.
        billing_current: bool = true, ClientBillingCurrent told by Client, one of &[true, false];
        /// How often the client is billed for base and the add-ons on its billing cycle, such as time; the others are always billed monthly.
        billing_cycle: BillingCycle = BillingCycle::Monthly, BillingCycle told by Client, one of BillingCycle::ALL;
        /// Days until the annual renewal; `None` if there is none.
        days_to_renewal: Option<u32> = None, DaysToRenewal told by Client, one of &[None, Some(u32::MAX)];
        /// Who holds the primary-admin role of the client's company.
        primary_admin: PrimaryAdmin = PrimaryAdmin::Client, PrimaryAdmin told by Client, one of PrimaryAdmin::ALL;
        /// The client's confirmation of the downgrade, if it was given.
        confirmation: Option<Confirmation> = None, Confirmation told by Client,
            one of &[Some(Confirmation::accepting(FeatureSet::ALL)), None, Some(Confirmation::accepting(FeatureSet::EMPTY))];
        /// How many hours ago the client allowed the transfer of billing to the firm; `None` if it did not.
        transfer_permission_hours: Option<u32> = None, TransferPermissionHours told by Client,
            one of &[Some(0), None, Some(u32::MAX)];
        /// Days since the client was last billed with a firm's wholesale discount, whether another firm's or this one's before an
        /// accidental removal; `None` if it never was.
        days_since_discount: Option<u32> = None, DaysSinceDiscount told by Firm, one of &[None, Some(0)];
        /// Hours since the last downgrade of the base product; `None` if there was none.
        hours_since_downgrade: Option<u32> = None, HoursSinceDowngrade told by Firm, one of &[None, Some(0)];
        /// The vendor's menu shows the downgrade (article L78SslIqi: « Si vous ne voyez pas cette option… »).
        downgrade_offered: bool = true, DowngradeOffered told by Firm, one of &[true, false];
        /// The addresses of the client's company and of the firm are right; otherwise the vendor shows *No (in progress)*
        /// (article L4GT5C1J2).
        addresses_match: bool = true, AddressesMatch told by Firm, one of &[true, false];
        /// An attached service makes the client ineligible; the vendor shows *No (different billing system)* (article L4GT5C1J2).
        other_billing_system: bool = false, OtherBillingSystem told by Firm, one of &[false, true];
        /// Client and firm use the same country edition (article `L5N8uodIL`).
        same_region: bool = true, SameRegion told by Firm, one of &[true, false];
    } and {
        /// How much is used.
        usage: Usage, in part UsageFacts;
    }
}

impl Firm {
    /// A firm whose details are up to date, whose user manages billing, and which is an accountant user of the client's company.
    #[must_use]
    pub const fn in_good_standing() -> Self {
        Self::well()
    }

    /// The same, with the changes that `change` makes.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

impl Client {
    /// A client with nothing standing in the way, to start from: active, billed monthly, primary admin of its own company, and whatever can be
    /// current, right or offered is so. Nothing is confirmed or permitted, and nothing has happened before, a downgrade or a discount.
    #[must_use]
    pub const fn in_good_standing(usage: Usage) -> Self {
        Self::well(usage)
    }

    /// The same, with the changes that `change` makes.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

vocabulary! {
    /// The state of the client's company.
    pub enum ClientStatus ("client status", "client statuses") {
        /// Just put on the wholesale discount, and not completely moved yet (« en attente », article L78SslIqi).
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
    /// All of them, the one that stands in nobody's way first.
    const ACTIVE_FIRST: [Self; Self::COUNT] = {
        let (mut all, mut i) = ([Self::Active; Self::COUNT], 0);
        let mut next = 1;
        while i < Self::COUNT {
            if !matches!(Self::ALL[i], Self::Active) {
                all[next] = Self::ALL[i];
                next += 1;
            }
            i += 1;
        }
        all
    };

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
        /// Every year: base, and the add-ons that follow its cycle.
        Annual,
    }
}

/// The client's confirmation of a downgrade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Confirmation {
    /// The features whose loss the client accepted.
    pub accepted_losses: FeatureSet,
}

impl Confirmation {
    /// The downgrade is confirmed, and the loss of these features accepted.
    #[must_use]
    pub const fn accepting(accepted_losses: FeatureSet) -> Self {
        Self { accepted_losses }
    }
}

crate::kit::json::record! { Context ("what is known around the change") { authorised_by, firm, client } }
crate::kit::json::record! { Confirmation ("the client's confirmation") { accepted_losses } }
