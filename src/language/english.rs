//! Plain English: the `Display` of everything that people read.
//!
//! A sentence says what stands in the way with its numbers; it has no full stop, so that it fits into a list, a log line or a
//! paragraph.

use core::fmt::{self, Display, Formatter};

use crate::{
    Actor, ClientStatus, Feature, FeatureSet, Item, Notice, Party, PayrollTier, Plan, Product, Reason, Refusal, Remedy, Resource,
    Step, Tier, UserKind,
};

const fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::EasyStart => "EasyStart",
        Plan::Essentials => "Essentials",
        Plan::Plus => "Plus",
        Plan::Advanced => "Advanced",
        Plan::Ledger => "Ledger",
        Plan::SelfEmployed => "Self-Employed",
    }
}

const fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Core => "Core",
        Tier::Premium => "Premium",
        Tier::Elite => "Elite",
    }
}

const fn product(product: Product) -> &'static str {
    match product {
        Product::Base => "the base subscription",
        Product::Payroll => "Payroll",
        Product::Time => "Time",
    }
}

const fn party(party: Party) -> &'static str {
    match party {
        Party::Firm => "the firm",
        Party::Client => "the client",
    }
}

/// Who acts, where somebody does.
const fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Firm => "the firm",
        Actor::Client => "the client",
        Actor::Vendor => "the vendor",
        Actor::Requester => "whoever asks",
    }
}

const fn status(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Pending => "pending",
        ClientStatus::Trial => "in its trial",
        ClientStatus::Active => "active",
        ClientStatus::Restricted => "restricted",
        ClientStatus::Suspended => "suspended",
        ClientStatus::Expired => "expired",
        ClientStatus::Cancelled => "cancelled",
    }
}

const fn feature(feature: Feature) -> &'static str {
    match feature {
        Feature::Multicurrency => "multicurrency",
        Feature::RecurringTransactions => "recurring transactions",
        Feature::Bills => "bills",
        Feature::TimeTracking => "time tracking",
        Feature::Inventory => "inventory",
        Feature::PurchaseOrders => "purchase orders",
        Feature::Projects => "projects",
        Feature::Classes => "classes",
        Feature::Locations => "locations",
        Feature::Budgets => "budgets",
        Feature::CustomRoles => "custom roles",
        Feature::Workflows => "workflows",
        Feature::SpreadsheetSync => "spreadsheet sync",
        Feature::BackupAndRestore => "backup-and-restore",
        Feature::EnhancedCustomFields => "enhanced custom fields",
    }
}

/// Singular, plural.
const fn user_kind(kind: UserKind) -> [&'static str; 2] {
    match kind {
        UserKind::Billable => ["billable user", "billable users"],
        UserKind::Accountant => ["accountant user", "accountant users"],
        UserKind::ReportsOnly => ["reports-only user", "reports-only users"],
        UserKind::TimeOnly => ["time-only user", "time-only users"],
    }
}

/// Singular, plural.
const fn resource(resource: Resource) -> [&'static str; 2] {
    match resource {
        Resource::Accounts => ["active account", "active accounts"],
        Resource::ClassesAndLocations => ["active class or location", "active classes and locations"],
        Resource::CustomFields => ["custom field", "custom fields"],
    }
}

/// A number with its thousands grouped, and the noun that it counts.
struct Count(u32, [&'static str; 2]);

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [singular, plural] = self.1;
        write!(f, "{} {}", Number(self.0), if self.0 == 1 { singular } else { plural })
    }
}

/// A number with its thousands grouped.
struct Number(u32);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (billions, millions) = (self.0 / 1_000_000_000, self.0 / 1_000_000 % 1000);
        let (thousands, ones) = (self.0 / 1000 % 1000, self.0 % 1000);
        match self.0 {
            0..=999 => write!(f, "{ones}"),
            1000..=999_999 => write!(f, "{thousands},{ones:03}"),
            1_000_000..=999_999_999 => write!(f, "{millions},{thousands:03},{ones:03}"),
            1_000_000_000.. => write!(f, "{billions},{millions:03},{thousands:03},{ones:03}"),
        }
    }
}

/// Features as a list in a sentence: "bills, projects and budgets".
struct Features(FeatureSet);

impl Display for Features {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        for (i, member) in self.0.iter().enumerate() {
            let separator = match i {
                0 => "",
                _ if i + 1 == count => " and ",
                _ => ", ",
            };
            write!(f, "{separator}{}", feature(member))?;
        }
        Ok(())
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let reasons = self.reasons();
        match reasons.len() {
            1 => f.write_str("refused")?,
            count => write!(f, "refused for {count} reasons")?,
        }
        for (i, reason) in reasons.enumerate() {
            write!(f, "{} {reason}", if i == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl Display for Reason {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NothingToChange => f.write_str("the subscription asked for is the current one"),
            Self::SeparateProduct { from, to } => write!(
                f,
                "Self-Employed is a separate product, so a change from {} to {} is not a change of plan",
                plan(from),
                plan(to)
            ),
            Self::LedgerClosed { from } => {
                write!(f, "Ledger can be left and never entered, so there is no way to it from {}", plan(from))
            }
            Self::NotSold { product: of, item } => match item {
                Item::Plan(item) => write!(f, "{} is not sold", plan(item)),
                Item::Tier(item) => write!(f, "{} {} is not sold", product(of), tier(item)),
            },
            Self::TransitionClosed { from, to } => {
                write!(f, "a change from {} to {} is not offered", plan(from), plan(to))
            }
            Self::ClientPending => f.write_str("the client is pending, with its company not fully moved to the discount yet"),
            Self::ClientReadOnly { status: of } => {
                write!(f, "the client's company is {} and can only be read", status(of))
            }
            Self::FirmBillingOutdated => f.write_str("the firm's billing details are out of date"),
            Self::FirmSubscriptionOutdated => f.write_str("the firm's subscription details are out of date"),
            Self::ClientBillingOutdated => f.write_str("the client's payment details are out of date"),
            Self::NotAuthorised { product: of, or_client: true, .. } => {
                write!(f, "the firm's or the client's authorisation is missing for {}", product(of))
            }
            Self::NotAuthorised { product: of, payer, or_client: false } => {
                write!(f, "{}'s authorisation is missing for {}", party(payer), product(of))
            }
            Self::DowngradeNotOffered => f.write_str("the vendor's menu does not offer the downgrade, and gives no reason"),
            Self::DowngradeNotConfirmed { losses } if losses.is_empty() => {
                f.write_str("the client has not confirmed the downgrade")
            }
            Self::DowngradeNotConfirmed { losses } => {
                write!(f, "the client has not confirmed the downgrade, which takes away access to {}", Features(losses))
            }
            Self::LossesNotAccepted { features } => {
                write!(f, "the client has not accepted losing access to {}", Features(features))
            }
            Self::TooManyUsers { kind, used, limit } => over(f, used, limit, user_kind(kind)),
            Self::FeatureInUse { feature: of, cleared_by: Some(_) } => {
                write!(f, "{} {} in use", feature(of), is_or_are(of))
            }
            Self::FeatureInUse { feature: of, cleared_by: None } => {
                write!(f, "{} {} in use, and nothing ends its use", feature(of), is_or_are(of))
            }
            Self::OverLimit { resource: of, used, limit } => over(f, used, limit, resource(of)),
            Self::AddOnUnsupported { product: Product::Time, plan: with, with_payroll: Some(lowest) } => {
                write!(f, "Time does not go with {} without Payroll {}", plan(with), tier(lowest.into()))
            }
            Self::AddOnUnsupported { product: of, plan: with, .. } => {
                write!(f, "{} does not go with {}", product(of), plan(with))
            }
            Self::UpgradeTooSoon { hours_left } => {
                write!(f, "it is too soon after the last downgrade, with {} to wait", Count(hours_left, HOURS))
            }
            Self::TransferAndChange { product: of } => {
                write!(f, "{} cannot be changed and get another payer in one request", product(of))
            }
            Self::TransferNotPermitted { product: of } => {
                write!(f, "the client has not permitted the transfer of {} to the firm", product(of))
            }
            Self::TransferPermissionExpired { product: of, hours_ago, window } => write!(
                f,
                "the client's permission to transfer {} was given {} ago and held for {}",
                product(of),
                Count(hours_ago, HOURS),
                Number(window)
            ),
            Self::AnnualBilling { product: of } => {
                write!(f, "the client is billed annually, so {} cannot be transferred to the firm", product(of))
            }
            Self::ClientNotPrimaryAdmin { product: of } => {
                write!(f, "the client is not the primary admin, so {} cannot be transferred to it", product(of))
            }
        }
    }
}

const HOURS: [&str; 2] = ["hour", "hours"];

fn over(f: &mut Formatter<'_>, used: u32, limit: u32, noun: [&'static str; 2]) -> fmt::Result {
    match limit {
        0 => write!(f, "{}, where the plan has none", Count(used, noun)),
        _ => write!(f, "{}, {} more than the limit of {}", Count(used, noun), Number(used.saturating_sub(limit)), Number(limit)),
    }
}

const fn is_or_are(feature: Feature) -> &'static str {
    match feature {
        Feature::Multicurrency
        | Feature::TimeTracking
        | Feature::Inventory
        | Feature::SpreadsheetSync
        | Feature::BackupAndRestore => "is",
        Feature::RecurringTransactions
        | Feature::Bills
        | Feature::PurchaseOrders
        | Feature::Projects
        | Feature::Classes
        | Feature::Locations
        | Feature::Budgets
        | Feature::CustomRoles
        | Feature::Workflows
        | Feature::EnhancedCustomFields => "are",
    }
}

impl Display for Remedy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::WaitUntilMoved => f.write_str("wait until the vendor has fully moved the company"),
            Self::Reactivate => f.write_str("reactivate the company"),
            Self::UpdateFirmBilling => f.write_str("update the firm's billing details"),
            Self::UpdateFirmSubscription => f.write_str("update the firm's subscription details"),
            Self::UpdateClientBilling => f.write_str("update the client's payment details"),
            Self::Authorise { .. } => f.write_str("give authorisation"),
            Self::Confirm { accepting } if accepting.is_empty() => f.write_str("confirm the downgrade"),
            Self::Confirm { accepting } => {
                write!(f, "confirm the downgrade, accepting the loss of access to {}", Features(accepting))
            }
            Self::AcceptLosses { features } => write!(f, "accept losing access to {}", Features(features)),
            Self::RemoveUsers { kind: UserKind::Billable, count } => {
                write!(f, "remove {}, never the primary admin", Count(count, user_kind(UserKind::Billable)))
            }
            Self::RemoveUsers { kind, count } => write!(f, "remove {}", Count(count, user_kind(kind))),
            Self::TurnOff { feature: of } => write!(f, "turn {} off", feature(of)),
            Self::PauseTemplates { feature: of } => write!(f, "pause the templates of {}", feature(of)),
            Self::MakeItemsInactive { feature: of } => write!(f, "make the items of {} inactive", feature(of)),
            Self::Reduce { resource: of, count } => {
                let [singular, plural] = resource(of);
                write!(f, "use {} fewer {}", Number(count), if count == 1 { singular } else { plural })
            }
            Self::LeaveOut { product: of } => write!(f, "ask without {}", product(of)),
            Self::TakePayroll { tier: of } => write!(f, "ask with Payroll {}", tier(PayrollTier::into(of))),
            Self::Wait { hours } => write!(f, "wait {}", Count(hours, HOURS)),
            Self::TransferSeparately { product: of } => {
                write!(f, "leave the payer of {} as it is, and transfer it in a request of its own", product(of))
            }
            Self::PermitTransfer { product: of } => {
                write!(f, "permit the transfer of {}, as the primary admin", product(of))
            }
            Self::SwitchToMonthly => f.write_str("switch to monthly billing"),
            Self::HandOverPrimaryAdmin => f.write_str("hand the primary-admin role over to the client"),
        }?;
        match self.by() {
            // Everybody waits.
            Actor::Vendor => Ok(()),
            by => write!(f, " ({})", actor(by)),
        }
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ChangePlan { from, to, .. } => write!(f, "change the plan from {} to {}", plan(from), plan(to)),
            Self::Add { product: of, tier: at, .. } => write!(f, "add {} {}", product(of), tier(at)),
            Self::Remove { product: of, tier: at, .. } => write!(f, "remove {} {}", product(of), tier(at)),
            Self::ChangeTier { product: of, from, to, .. } => {
                write!(f, "change {} from {} to {}", product(of), tier(from), tier(to))
            }
            Self::TransferBilling { product: of, to, .. } => {
                write!(f, "transfer the billing of {} to {}", product(of), party(to))
            }
        }?;
        write!(f, " ({})", party(self.by()))
    }
}

impl Display for Notice {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::LeavesLedger => f.write_str("there is no way back to Ledger: discuss it with the client first"),
            Self::FeaturesLost { features } => write!(f, "the client loses access to {}", Features(features)),
            Self::UsersOverLimit { kind, used, limit } => kept(f, used, limit, user_kind(kind)),
            Self::ResourceOverLimit { resource: of, used, limit } => kept(f, used, limit, resource(of)),
            Self::DiscountsEnd => f.write_str("the client's discounts end"),
            Self::TimeTrackingUnavailable => f.write_str("time tracking is in use and not available with Payroll Core"),
            Self::PrimaryAdminLocked => {
                f.write_str("on EasyStart the primary-admin role cannot be handed over without the vendor's help")
            }
            Self::DiscountKept { product: of } => write!(f, "the firm pays for {} at the wholesale discount", product(of)),
            Self::RetailPrice { product: of } => write!(f, "the firm pays for {} at the retail price", product(of)),
            Self::FullPrice { product: of } => write!(f, "the client pays for {} at the full price", product(of)),
            Self::ReadOnlyUntilPaid => f.write_str("the client's books are read only until it has paid"),
        }
    }
}

fn kept(f: &mut Formatter<'_>, used: u32, limit: u32, noun: [&'static str; 2]) -> fmt::Result {
    over(f, used, limit, noun)?;
    f.write_str(": kept, and none may be added")
}
