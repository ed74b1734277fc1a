//! What stands in the way, and what is good to know.

use core::fmt::{self, Formatter};

use super::{AddOn, Count, DAYS, Features, HOURS, Noun, Who, feature, number, resource, user_kind};
use crate::language::speech::Scene;
use crate::language::text::Lowered;
use crate::model::{ClientStatus, Item, Language, Party, Product, Quota, Tier};
use crate::rules::{Notice, Reason};

pub(super) fn reason(f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    match *reason {
        Reason::NothingToChange => f.write_str("the subscription asked for is the same as the current one"),
        Reason::SeparateProduct { from, to } => {
            let (from, to) = (scene.plan(from), scene.plan(to));
            if from == to {
                return write!(f, "QuickBooks {from} is a separate product, whose billing cannot be transferred");
            }
            write!(f, "QuickBooks Self-Employed is a separate product, so moving from {from} to {to} is not a change of plan")
        }
        Reason::LedgerClosed { from } => {
            write!(f, "a client of QuickBooks Online {} cannot move to QuickBooks Ledger", scene.plan(from))
        }
        Reason::NotSold { item: Item::Plan(item), .. } => write!(f, "the {} plan is not sold", scene.plan(item)),
        Reason::NotSold { product: of, item: Item::Tier(tier) } => write!(f, "{} is not sold", AddOn(scene, of, tier)),
        Reason::TransitionClosed { from, to } => {
            write!(f, "a change from {} to {} is not offered", scene.plan(from), scene.plan(to))
        }
        Reason::ClientPending => {
            write!(f, "{} status is pending: the move to the wholesale discount is not complete yet", client.possessive())
        }
        Reason::ClientReadOnly { status, .. } => {
            let (verb, owner) = (if status == ClientStatus::Expired { "has" } else { "is" }, client.verb("your", "its"));
            let status = Lowered(status.label(Language::English));
            write!(f, "{} subscription {verb} {status}, and {owner} books are read-only", client.possessive())
        }
        Reason::FirmBillingOutdated => write!(f, "{}'s billing details are out of date", firm.house()),
        Reason::FirmSubscriptionOutdated => write!(f, "{}'s subscription details are out of date", firm.house()),
        Reason::ClientBillingOutdated => write!(f, "{} payment details are out of date", client.possessive()),
        Reason::NotAuthorised { product: of, or_client: true, .. } => {
            let (first, second) = if client.reads() { (client, firm) } else { (firm, client) };
            write!(f, "authorization from {first} or {second} for {} is missing", scene.product(of))
        }
        Reason::NotAuthorised { product: of, payer, or_client: false } => {
            write!(f, "{} authorization for {} is missing", Who(payer, scene.audience).possessive(), scene.product(of))
        }
        Reason::DowngradeNotOffered => {
            write!(f, "{} in {} does not show the downgrade, which any other obstacle hides too", super::MENU, super::ACCOUNTANT)
        }
        Reason::DowngradeNotConfirmed { losses } => {
            write!(f, "{client} {} not confirmed the downgrade", client.have())?;
            if losses.is_empty() { Ok(()) } else { write!(f, ", which takes away access to {}", Features(losses)) }
        }
        Reason::LossesNotAccepted { features } => {
            write!(f, "{client} {} not accepted losing access to {}", client.have(), Features(features))
        }
        Reason::TooManyUsers { kind, used, limit } => over(f, client, used, limit, user_kind(kind)),
        Reason::FeatureInUse { feature: of, cleared_by, disputed } => {
            let verb = client.verb("use", "uses");
            write!(f, "{client} {verb} {}, which the new plan does not have", feature(of))?;
            match (cleared_by, disputed) {
                (None, _) => f.write_str(" and which cannot be turned off"),
                (Some(_), true) => {
                    f.write_str(": one Intuit page says to turn it off first, and another says that it can never be turned off")
                }
                (Some(_), false) => Ok(()),
            }
        }
        Reason::OverLimit { resource: of, used, limit } => over(f, client, used, limit, resource(of)),
        Reason::AddOnUnsupported { product: of, plan: with, with_payroll } => {
            let (of, with) = (scene.product(of), scene.plan(with));
            match with_payroll {
                None => write!(f, "the {of} add-on does not go with the {with} plan"),
                Some(lowest) => {
                    let payroll = AddOn(scene, Product::Payroll, lowest);
                    write!(f, "the {of} add-on goes with the {with} plan only alongside {payroll} or higher")
                }
            }
        }
        Reason::UpgradeTooSoon { hours_left } => {
            write!(f, "it is too soon after the last downgrade, with {} left to wait", Count(hours_left, HOURS))
        }
        Reason::TransferAndChange { product: of } => {
            write!(f, "one request cannot both change {} and change who pays for it", scene.product(of))
        }
        Reason::TransferNotPermitted { product: of, by } => {
            let who = Who(by, scene.audience);
            let house = if by == Party::Firm { who.verb("your firm", "itself") } else { firm.house() };
            write!(f, "{who} {} not permitted the transfer of billing for {} to {house}", who.have(), scene.product(of))
        }
        Reason::TransferPermissionExpired { product: of, hours_ago, window, .. } => {
            let (ago, held) = (Count(hours_ago, HOURS), Count(window, HOURS));
            write!(
                f,
                "the permission to transfer billing for {} was given {ago} ago and was valid for only {held}",
                scene.product(of)
            )
        }
        Reason::AnnualBilling { product: of, in_days } => {
            let (verb, house) = (client.verb("are", "is"), firm.house());
            write!(f, "{client} {verb} billed annually, so billing for {} cannot be transferred to {house}", scene.product(of))?;
            match in_days {
                0 => Ok(()),
                _ => write!(f, ", and monthly billing can be chosen {} from now at the earliest", Count(in_days, DAYS)),
            }
        }
        Reason::ClientNotPrimaryAdmin { product: of, .. } => {
            let (verb, house) = (firm.verb("are", "is"), client.house());
            write!(f, "{firm} {verb} the primary admin, so billing for {} cannot be transferred to {house}", scene.product(of))
        }
        Reason::PrimaryAdminElsewhere => {
            let whose = client.verb("your", "the");
            write!(f, "neither {client} nor {} is the primary admin of {whose} company", firm.house())
        }
        Reason::FirmUserNotPermitted => {
            write!(f, "the user at {} making the change has no access to {}", firm.house(), super::BILLING_PAGE)
        }
        Reason::FirmNotAccountant => {
            write!(f, "{} is not an accountant user of {} company", firm.house(), client.possessive())
        }
        Reason::NotSubscribedYet => {
            write!(f, "{} company is still on a trial, and only a paid subscription can be taken over", client.possessive())
        }
        Reason::AddressMismatch => {
            write!(f, "the address of {} company or of {} is wrong", client.possessive(), firm.house())
        }
        Reason::OtherBillingSystem => {
            write!(f, "{} company is billed by a different billing system, because of an attached service", client.possessive())
        }
        Reason::OtherRegion => {
            write!(f, "{} company and {} use different country editions", client.possessive(), firm.house())
        }
        Reason::CancellationPending { .. } => {
            let whose = client.possessive();
            write!(f, "{whose} subscription is cancelled and runs until the paid period ends")
        }
    }
}

/// What can be done instead, where nobody can clear the reason.
pub(super) const fn instead(reason: &Reason) -> Option<&'static str> {
    match reason {
        Reason::SeparateProduct { .. } => {
            Some("Intuit has a procedure of its own to switch between QuickBooks Self-Employed and QuickBooks Online.")
        }
        Reason::LedgerClosed { .. } => Some("EasyStart is the lowest plan there is."),
        Reason::NotSold { .. } => Some("Keep what is already in place, or ask for something that is sold."),
        Reason::TransitionClosed { .. } => Some("Choose another plan."),
        Reason::FeatureInUse { cleared_by: None, .. } => Some("Choose a plan that has the feature, or ask Intuit."),
        Reason::OtherBillingSystem => Some("Intuit can tell which service it is and whether it can be detached."),
        Reason::OtherRegion => {
            Some("A firm that uses the same country edition can take over billing, or the current payer can keep paying.")
        }
        _ => None,
    }
}

pub(super) fn notice(f: &mut Formatter<'_>, scene: Scene<'_>, notice: &Notice) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    match *notice {
        Notice::LeavesLedger => {
            let other = if client.reads() { firm } else { client };
            write!(f, "there is no way back to QuickBooks Ledger: discuss it with {other} first")
        }
        Notice::FeaturesLost { features } => {
            write!(f, "{client} {} access to {}", client.verb("lose", "loses"), Features(features))
        }
        Notice::UsersOverLimit { kind, used, limit } => kept(f, client, used, limit, user_kind(kind)),
        Notice::ResourceOverLimit { resource: of, used, limit } => kept(f, client, used, limit, resource(of)),
        Notice::CompanySuspended { quota, used, limit } => {
            let noun = match quota {
                Quota::Users(kind) => user_kind(kind),
                Quota::Resource(of) => resource(of),
            };
            over(f, client, used, limit, noun)?;
            write!(f, ": {} company is suspended", client.possessive())
        }
        Notice::AddOnGoesDown { product: of, from, to: Some(to) } => {
            write!(f, "whatever {} offers that {} does not is lost", AddOn(scene, of, from), to.label(Language::English))
        }
        Notice::AddOnGoesDown { product: of, from, to: None } => {
            write!(f, "{} ends, along with everything it provides", AddOn(scene, of, from))
        }
        Notice::DiscountsEnd => write!(f, "{} discounts end", client.possessive()),
        Notice::TimeTrackingUnavailable => {
            write!(f, "the plan's own time tracking is unavailable with {}", AddOn(scene, Product::Payroll, Tier::Core))
        }
        Notice::PrimaryAdminLocked => {
            f.write_str("on EasyStart the primary-admin role cannot be handed over without Intuit's help")
        }
        Notice::Resubscribes => write!(f, "{} cancelled subscription begins anew", client.possessive()),
        Notice::ProratedCharge { payer } => {
            let who = Who(payer, scene.audience);
            write!(f, "{who} {} charged a prorated amount for the rest of the billing period", who.verb("are", "is"))
        }
        Notice::DiscountKept { product: of } => {
            write!(f, "{firm} {} for {} with the wholesale discount", firm.verb("pay", "pays"), scene.product(of))
        }
        Notice::RetailPrice { product: of } => {
            write!(f, "{firm} {} for {} at the retail price", firm.verb("pay", "pays"), scene.product(of))
        }
        Notice::WholesalePrice { product: of } => {
            write!(f, "{firm} {} for {} at the wholesale price", firm.verb("pay", "pays"), scene.product(of))
        }
        Notice::FullPrice { product: of } => {
            write!(f, "{client} {} for {} at the full price", client.verb("pay", "pays"), scene.product(of))
        }
        Notice::ReadOnlyUntilBillingDetails => {
            let (whose, enters) = (client.possessive(), client.verb("you enter your", "it enters its"));
            write!(f, "{whose} books are read-only until {enters} payment details")
        }
        Notice::PaymentDetailsNeeded => {
            write!(f, "{client} {} to enter payment details", client.have())
        }
    }
}

fn over(f: &mut Formatter<'_>, client: Who, used: u32, limit: u32, noun: Noun) -> fmt::Result {
    write!(f, "{client} {} {}", client.have(), Count(used, noun))?;
    match limit {
        0 => f.write_str(", but the new plan allows none"),
        _ => write!(f, ", {} more than the limit of {}", number(used.saturating_sub(limit)), number(limit)),
    }
}

fn kept(f: &mut Formatter<'_>, client: Who, used: u32, limit: u32, noun: Noun) -> fmt::Result {
    over(f, client, used, limit, noun)?;
    f.write_str(": nothing is removed, and none can be added")
}
