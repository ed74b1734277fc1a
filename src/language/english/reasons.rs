//! What stands in the way, and what is good to know.

use core::fmt::{self, Formatter};

use super::{AddOn, Count, Features, HOURS, Noun, Who, feature, number, resource, user_kind};
use crate::language::speech::Scene;
use crate::language::text::Lowered;
use crate::model::{Item, Language, Party, Product, Tier};
use crate::rules::{Notice, Reason};

pub(super) fn reason(f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    match *reason {
        Reason::NothingToChange => f.write_str("the subscription asked for is the same as the current one"),
        Reason::SeparateProduct { from, to } => {
            let (from, to) = (scene.plan(from), scene.plan(to));
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
        Reason::ClientReadOnly { status } => {
            let (status, owner) = (Lowered(status.label(Language::English)), client.verb("your", "its"));
            write!(f, "{} subscription is {status}, and {owner} books can only be read", client.possessive())
        }
        Reason::FirmBillingOutdated => write!(f, "{}'s billing details are out of date", firm.house()),
        Reason::FirmSubscriptionOutdated => write!(f, "{}'s subscription details are out of date", firm.house()),
        Reason::ClientBillingOutdated => write!(f, "{} payment details are out of date", client.possessive()),
        Reason::NotAuthorised { product: of, or_client: true, .. } => {
            let (first, second) = if client.reads() { (client, firm) } else { (firm, client) };
            let (first, second) = (first.possessive(), second.possessive());
            write!(f, "{first} or {second} authorization is missing for {}", scene.product(of))
        }
        Reason::NotAuthorised { product: of, payer, or_client: false } => {
            write!(f, "{} authorization is missing for {}", Who(payer, scene.audience).possessive(), scene.product(of))
        }
        Reason::DowngradeNotOffered => {
            f.write_str("the menu of subscription actions does not show the downgrade, and Intuit gives no reason")
        }
        Reason::DowngradeNotConfirmed { losses } => {
            write!(f, "{client} {} not confirmed the downgrade", client.have())?;
            if losses.is_empty() { Ok(()) } else { write!(f, ", which takes away access to {}", Features(losses)) }
        }
        Reason::LossesNotAccepted { features } => {
            write!(f, "{client} {} not accepted losing access to {}", client.have(), Features(features))
        }
        Reason::TooManyUsers { kind, used, limit } => over(f, client, used, limit, user_kind(kind)),
        Reason::FeatureInUse { feature: of, cleared_by } => {
            let verb = client.verb("use", "uses");
            write!(f, "{client} {verb} {}, which the new plan does not have", feature(of))?;
            if cleared_by.is_some() { Ok(()) } else { f.write_str(" and which cannot be turned off") }
        }
        Reason::OverLimit { resource: of, used, limit } => over(f, client, used, limit, resource(of)),
        Reason::AddOnUnsupported { product: of, plan: with, with_payroll } => {
            write!(f, "the {} add-on does not go with the {} plan", scene.product(of), scene.plan(with))?;
            let payroll = |lowest: Tier| AddOn(scene, Product::Payroll, lowest);
            with_payroll.map_or(Ok(()), |lowest| write!(f, " without at least {}", payroll(lowest)))
        }
        Reason::UpgradeTooSoon { hours_left } => {
            write!(f, "it is too soon after the last downgrade, with {} left to wait", Count(hours_left, HOURS))
        }
        Reason::TransferAndChange { product: of } => {
            write!(f, "one request cannot both change {} and change who pays for it", scene.product(of))
        }
        Reason::TransferNotPermitted { product: of } => {
            let house = firm.house();
            write!(f, "{client} {} not permitted the transfer of billing for {} to {house}", client.have(), scene.product(of))
        }
        Reason::TransferPermissionExpired { product: of, hours_ago, window } => {
            let (whose, ago) = (client.possessive(), Count(hours_ago, HOURS));
            let held = Count(window, HOURS);
            write!(
                f,
                "{whose} permission to transfer the billing of {} was given {ago} ago and held for {held} only",
                scene.product(of)
            )
        }
        Reason::AnnualBilling { product: of } => {
            let (verb, house) = (client.verb("are", "is"), firm.house());
            write!(f, "{client} {verb} billed annually, so the billing of {} cannot be transferred to {house}", scene.product(of))
        }
        Reason::ClientNotPrimaryAdmin { product: of } => {
            let (verb, it) = (client.verb("are", "is"), client.verb("you", "it"));
            write!(
                f,
                "{client} {verb} not the primary admin, so the billing of {} cannot be transferred to {it}",
                scene.product(of)
            )
        }
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
        Notice::DiscountsEnd => write!(f, "{} discounts end", client.possessive()),
        Notice::TimeTrackingUnavailable => {
            let core = AddOn(scene, Product::Payroll, Tier::Core);
            write!(f, "{client} {} time tracking, which is not available with {core}", client.verb("use", "uses"))
        }
        Notice::PrimaryAdminLocked => {
            f.write_str("on EasyStart the primary-admin role cannot be handed over without Intuit's help")
        }
        Notice::DiscountKept { product: of } => {
            write!(f, "{firm} {} for {} at the wholesale discount", firm.verb("pay", "pays"), scene.product(of))
        }
        Notice::RetailPrice { product: of } => {
            write!(f, "{firm} {} for {} at the retail price", firm.verb("pay", "pays"), scene.product(of))
        }
        Notice::FullPrice { product: of } => {
            write!(f, "{client} {} for {} at the full price", client.verb("pay", "pays"), scene.product(of))
        }
        Notice::ReadOnlyUntilPaid => {
            let (whose, who) = (client.possessive(), client.verb("you have", "it has"));
            write!(f, "{whose} books can only be read until {who} paid")
        }
    }
}

fn over(f: &mut Formatter<'_>, client: Who, used: u32, limit: u32, noun: Noun) -> fmt::Result {
    write!(f, "{client} {} {}", client.have(), Count(used, noun))?;
    match limit {
        0 => f.write_str(", where the new plan has none"),
        _ => write!(f, ", {} more than the limit of {}", number(used.saturating_sub(limit)), number(limit)),
    }
}

fn kept(f: &mut Formatter<'_>, client: Who, used: u32, limit: u32, noun: Noun) -> fmt::Result {
    over(f, client, used, limit, noun)?;
    f.write_str(": nothing is removed, but none can be added")
}
