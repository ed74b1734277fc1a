//! What is said of a change: what stands in the way, what to do and who does it, what to ask, and when each rule holds.
//!
//! Who adds a reason, a remedy, a step, a notice or a fact is told by the compiler which sentences are missing here.

use core::fmt::{self, Display, Formatter};

use super::{
    AddOn, BILLING_PAGE, Count, DAYS, English, Features, HOURS, MENU, Noun, Who, cancelled, feature, number, resource, user_kind,
    who_acts,
};
use crate::assess::{Fact, Question};
use crate::decision::Step;
use crate::language::speech::{Scene, Sentences};
use crate::language::text::{Lowered, WithNames, alternatives};
use crate::model::{
    Actor, AddOnKind, ClientStatus, Feature, Item, NoticeCode, Party, Plan, Product, Quota, ReasonCode, Resource, UserKind,
};
use crate::rules::{Notice, Reason, Remedy};
use crate::terms::Clearance;
use crate::ways_out::Action;

impl Sentences for English {
    fn reason(&self, f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result {
        let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
        match *reason {
            Reason::NothingToChange => f.write_str("the subscription asked for is the same as the current one"),
            Reason::SeparateProduct { from, to } => {
                let separate = scene.plan(scene.separate_one(from, to));
                let (from, to) = (scene.plan(from), scene.plan(to));
                if from == to {
                    return write!(f, "QuickBooks {from} is a separate product, whose billing cannot be transferred");
                }
                write!(f, "QuickBooks {separate} is a separate product, so moving from {from} to {to} is not a change of plan")
            }
            Reason::LedgerClosed { from } => {
                write!(
                    f,
                    "a client of QuickBooks Online {} cannot move to QuickBooks {}",
                    scene.plan(from),
                    scene.plan(Plan::Ledger)
                )
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
                let status = Lowered(status.label(scene.language));
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
                write!(
                    f,
                    "{} in {} does not show the downgrade, and any other obstacle would hide it too",
                    super::MENU,
                    super::ACCOUNTANT
                )
            }
            Reason::DowngradeNotConfirmed { losses } => {
                write!(f, "{client} {} not confirmed the downgrade", client.have())?;
                if losses.is_empty() { Ok(()) } else { write!(f, ", which takes away access to {}", Features(losses, scene)) }
            }
            Reason::LossesNotAccepted { features } => {
                write!(f, "{client} {} not accepted losing access to {}", client.have(), Features(features, scene))
            }
            Reason::TooManyUsers { kind, used, limit } => over(f, client, used, limit, user_kind(kind)),
            Reason::FeatureInUse { feature: of, cleared_by, disputed } => {
                match of {
                    Feature::Multicurrency => write!(f, "{client} {} {} turned on", client.have(), feature(of, scene))?,
                    _ => write!(f, "{client} {} {}", client.verb("use", "uses"), feature(of, scene))?,
                }
                f.write_str(", which the new plan does not have")?;
                match (cleared_by, disputed) {
                    (None, _) => f.write_str(" and which cannot be turned off"),
                    (Some(Clearance::TurnOff), true) => f.write_str(
                        ": one Intuit page says to turn it off first, and another says that it can never be turned off",
                    ),
                    (Some(_), true) => {
                        f.write_str(": one Intuit page says what to do first, and another says that nothing can be done")
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
                        let or_higher = if AddOnKind::Payroll.is_highest(lowest) { "" } else { " or higher" };
                        write!(f, "the {of} add-on goes with the {with} plan only alongside {payroll}{or_higher}")
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
                write!(
                    f,
                    "{client} {verb} billed annually, so billing for {} cannot be transferred to {house}",
                    scene.product(of)
                )?;
                match in_days {
                    0 => Ok(()),
                    _ => write!(f, ", and monthly billing can be chosen {} from now at the earliest", Count(in_days, DAYS)),
                }
            }
            Reason::ClientNotPrimaryAdmin { product: of, .. } => {
                let (verb, house) = (firm.verb("are", "is"), client.house());
                write!(
                    f,
                    "{firm} {verb} the primary admin, so billing for {} cannot be transferred to {house}",
                    scene.product(of)
                )
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
                write!(
                    f,
                    "{} company is billed by a different billing system, because of an attached service",
                    client.possessive()
                )
            }
            Reason::OtherRegion => {
                write!(f, "{} company and {} use different country editions", client.possessive(), firm.house())
            }
            Reason::CancellationPending { .. } => {
                let whose = client.possessive();
                write!(f, "{whose} subscription is {} and runs until the paid period ends", cancelled(scene))
            }
        }
    }

    fn instead(&self, reason: &Reason) -> Option<WithNames> {
        let text = match reason {
            Reason::SeparateProduct { .. } => {
                "Intuit has a procedure of its own to switch between QuickBooks {separate} and QuickBooks Online."
            }
            Reason::LedgerClosed { .. } => "{lowest} is the lowest plan there is.",
            Reason::NotSold { .. } => "Keep what is already in place, or ask for something that is sold.",
            Reason::TransitionClosed { .. } => "Choose another plan.",
            Reason::FeatureInUse { cleared_by: None, .. } => "Choose a plan that has the feature, or ask Intuit.",
            Reason::OtherBillingSystem => "Intuit can tell which service it is and whether it can be detached.",
            Reason::OtherRegion => {
                "A firm that uses the same country edition can take over billing, or the current payer can keep paying."
            }
            _ => return None,
        };
        Some(WithNames(text))
    }

    fn notice(&self, f: &mut Formatter<'_>, scene: Scene<'_>, notice: &Notice) -> fmt::Result {
        let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
        match *notice {
            Notice::LeavesLedger => {
                let other = if client.reads() { firm } else { client };
                write!(f, "there is no way back to QuickBooks {}: discuss it with {other} first", scene.plan(Plan::Ledger))
            }
            Notice::FeaturesLost { features } => {
                write!(f, "{client} {} access to {}", client.verb("lose", "loses"), Features(features, scene))
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
                write!(f, "whatever {} offers that {} does not is lost", AddOn(scene, of, from), to.label(scene.language))
            }
            Notice::AddOnGoesDown { product: of, from, to: None } => {
                write!(f, "{} ends, along with everything it provides", AddOn(scene, of, from))
            }
            Notice::DiscountsEnd => write!(f, "{} discounts end", client.possessive()),
            Notice::TimeTrackingUnavailable => {
                write!(f, "the plan's own time tracking is unavailable with {}", scene.without_time_tracking())
            }
            Notice::PrimaryAdminLocked => {
                let plan = scene.plan(Plan::EasyStart);
                write!(f, "on {plan} the primary-admin role cannot be handed over without Intuit's help")
            }
            Notice::Resubscribes => write!(f, "{} subscription begins anew", client.possessive()),
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

    fn act(&self, f: &mut Formatter<'_>, scene: Scene<'_>, remedy: &Remedy) -> fmt::Result {
        let (subject, has_to, _) = who_acts(remedy, scene.audience);
        write!(f, "{subject} {has_to} {}", Act(remedy, scene))
    }

    fn either(&self, f: &mut Formatter<'_>, scene: Scene<'_>, first: &Remedy, second: &Remedy) -> fmt::Result {
        if let (Remedy::Authorise { .. }, Remedy::Authorise { .. }) = (first, second) {
            let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
            let (first, second) = if client.reads() { (client, firm) } else { (firm, client) };
            return write!(f, "{first} or {second} has to authorize the change");
        }
        let (subject, _, can) = who_acts(first, scene.audience);
        write!(f, "{subject} {can} {} or ", Act(first, scene))?;
        if first.by() != second.by() {
            let (subject, _, can) = who_acts(second, scene.audience);
            write!(f, "{subject} {can} ")?;
        }
        write!(f, "{}", Act(second, scene))
    }

    fn step(&self, f: &mut Formatter<'_>, scene: Scene<'_>, step: &Step) -> fmt::Result {
        let who = Who(step.by(), scene.audience);
        let s = who.verb("", "s");
        match *step {
            Step::ChangePlan { from, to, .. } => {
                let verb = if scene.goes_up(from, to) { "upgrade" } else { "downgrade" };
                let (from, to) = (scene.plan(from), scene.plan(to));
                write!(f, "{who} {verb}{s} the plan from {from} to {to}")
            }
            Step::Add { product: of, tier, .. } => write!(f, "{who} add{s} {}", AddOn(scene, of, tier)),
            Step::Remove { product: of, tier, .. } => write!(f, "{who} remove{s} {}", AddOn(scene, of, tier)),
            Step::ChangeTier { product: of, from, to, .. } => {
                let verb = if to > from { "upgrade" } else { "downgrade" };
                let (from, to) = (from.label(scene.language), to.label(scene.language));
                write!(f, "{who} {verb}{s} {} from {from} to {to}", scene.product(of))
            }
            Step::TransferBilling { product: of, to, by, .. } if to == by => {
                write!(f, "{who} take{s} over billing for {}", scene.product(of))
            }
            Step::TransferBilling { product: of, to, .. } => {
                write!(f, "{who} transfer{s} billing for {} to {}", scene.product(of), Who(to, scene.audience).house())
            }
        }
    }

    fn action(&self, f: &mut Formatter<'_>, scene: Scene<'_>, action: &Action) -> fmt::Result {
        match *action {
            Action::Upgrade { to } => write!(f, "Upgrade to {}", scene.plan(to)),
            Action::Downgrade { to } => write!(f, "Downgrade to {}", scene.plan(to)),
            Action::LeaveLedger { to } => write!(f, "Leave {} for {}", scene.plan(Plan::Ledger), scene.plan(to)),
            Action::Switch { to } => write!(f, "Switch to {}", scene.plan(to)),
            Action::Add { product: of, tier, payer } => {
                write!(f, "Add {} at {} expense", AddOn(scene, of, tier), Who(payer, scene.audience).possessive())
            }
            Action::Raise { product: of, tier } => write!(f, "Upgrade {} to {}", scene.product(of), tier.label(scene.language)),
            Action::Lower { product: of, tier } => write!(f, "Downgrade {} to {}", scene.product(of), tier.label(scene.language)),
            Action::Remove { product: of } => write!(f, "Remove {}", scene.product(of)),
            Action::Transfer { product: of, to } if Who(to, scene.audience).reads() => {
                write!(f, "Take over billing for {}", scene.product(of))
            }
            Action::Transfer { product: of, to } => {
                write!(f, "Transfer billing for {} to {}", scene.product(of), Who(to, scene.audience).house())
            }
        }
    }

    fn question(&self, f: &mut Formatter<'_>, scene: Scene<'_>, question: &Question) -> fmt::Result {
        let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
        let whose = client.possessive();
        match question.fact {
            Fact::AuthorisedBy(party) => {
                let who = Who(party, scene.audience);
                write!(f, "{} {who} asking for the change", who.verb("are", "is"))
            }
            Fact::FirmBillingCurrent => write!(f, "are {} billing details up to date", firm.possessive()),
            Fact::FirmSubscriptionCurrent => write!(f, "are {} subscription details up to date", firm.possessive()),
            Fact::ManagesBilling => {
                write!(f, "does the user at {} who makes the change have access to {BILLING_PAGE}", firm.house())
            }
            Fact::IsAccountantUser => write!(f, "{} {firm} an accountant user of {whose} company", firm.verb("are", "is")),
            Fact::Status => {
                write!(f, "what is the status of {whose} company: ")?;
                alternatives(f, scene.language, ClientStatus::ALL.iter().map(|status| Lowered(status.label(scene.language))))
            }
            Fact::ClientBillingCurrent => write!(f, "are {whose} payment details up to date"),
            Fact::BillingCycle => write!(f, "{} {client} billed monthly or annually", client.verb("are", "is")),
            Fact::DaysToRenewal => write!(f, "in how many days does {whose} annual subscription renew, if it does"),
            Fact::PrimaryAdmin => {
                write!(f, "who is the primary admin of {whose} company: {client}, {firm} or somebody else")
            }
            Fact::Confirmation => {
                let has = client.have();
                write!(f, "{has} {client} confirmed the downgrade")?;
                if question.is_about_losses() { write!(f, ", and which features {has} {client} agreed to lose") } else { Ok(()) }
            }
            Fact::TransferPermissionHours => {
                write!(f, "how many hours ago was the transfer of billing to {} permitted, if at all", firm.house())
            }
            Fact::DaysSinceDiscount => {
                write!(f, "how many days ago did a firm's wholesale discount last apply to {whose} subscription, if ever")
            }
            Fact::HoursSinceDowngrade => write!(f, "how many hours ago was {whose} plan last downgraded, if ever"),
            Fact::DowngradeOffered => write!(f, "does {MENU} show the downgrade"),
            Fact::AddressesMatch => {
                write!(f, "are the addresses of both {whose} company and {} correct", firm.house())
            }
            Fact::OtherBillingSystem => write!(f, "{} {client} billed by a different billing system", client.verb("are", "is")),
            Fact::SameRegion => write!(f, "do {client} and {} use the same country edition", firm.house()),
            Fact::Users(kind) => {
                count(f, client, question.more_than, user_kind(kind))?;
                f.write_str(", counting invitations")
            }
            Fact::Resource(Resource::ClassesAndLocations) if question.more_than == Some(0) => {
                write!(f, "{} {client} have any active classes or locations", client.verb("do", "does"))
            }
            Fact::Resource(kind) => count(f, client, question.more_than, resource(kind)),
            Fact::Feature(of @ Feature::Multicurrency) => {
                write!(f, "{} {client} have {} turned on", client.verb("do", "does"), feature(of, scene))
            }
            Fact::Feature(of) => write!(f, "{} {client} use {}", client.verb("do", "does"), feature(of, scene)),
        }
    }

    fn reason_condition(&self, code: ReasonCode) -> WithNames {
        WithNames(code.condition())
    }

    fn notice_condition(&self, code: NoticeCode) -> WithNames {
        WithNames(code.condition())
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

/// What is done, as an infinitive.
struct Act<'a>(&'a Remedy, Scene<'a>);

impl Display for Act<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(remedy, scene) = *self;
        let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
        match *remedy {
            Remedy::WaitUntilMoved => f.write_str("wait until Intuit has completed the move to the wholesale discount"),
            Remedy::Reactivate { .. } => f.write_str("reactivate the subscription"),
            Remedy::UpdateFirmBilling => write!(f, "update {} billing details", firm.verb("your firm's", "its")),
            Remedy::UpdateFirmSubscription => write!(f, "update {} subscription details", firm.verb("your firm's", "its")),
            Remedy::UpdateClientBilling => write!(f, "update {} payment details", client.verb("your", "its")),
            Remedy::Authorise { .. } => f.write_str("authorize the change"),
            Remedy::Confirm { accepting } => {
                f.write_str("confirm the downgrade")?;
                if accepting.is_empty() {
                    Ok(())
                } else {
                    write!(f, " and accept losing access to {}", Features(accepting, scene))
                }
            }
            Remedy::AcceptLosses { features } => write!(f, "accept losing access to {}", Features(features, scene)),
            Remedy::RemoveUsers { kind, count } => {
                write!(f, "remove {}", Count(count, user_kind(kind)))?;
                if kind == UserKind::Billable {
                    f.write_str(" (never the primary admin)")?;
                }
                f.write_str(", who can be invited again after a later upgrade (invitations count and can be withdrawn")?;
                if kind == UserKind::Billable {
                    write!(f, ", and people at {} can come back as accountant users", firm.house())?;
                }
                f.write_str(")")
            }
            Remedy::TurnOff { feature: of, disputed } => {
                write!(f, "turn off {}", feature(of, scene))?;
                doubt(f, disputed)
            }
            Remedy::PauseTemplates { feature: of, disputed } => {
                write!(f, "pause the templates of {}", feature(of, scene))?;
                doubt(f, disputed)
            }
            Remedy::MakeItemsInactive { feature: of, disputed } => {
                write!(f, "make the {} items inactive", feature(of, scene))?;
                doubt(f, disputed)
            }
            Remedy::Reduce { resource: of, count } => {
                let [_, plural] = resource(of);
                write!(f, "reduce the number of {plural} by {}", number(count))
            }
            Remedy::DropAddOn { product: of } => write!(f, "ask for a subscription without {}", scene.product(of)),
            Remedy::TakePayroll { tier } => write!(f, "ask for {}", AddOn(scene, Product::Payroll, tier)),
            Remedy::Wait { hours } => write!(f, "wait {}", Count(hours, HOURS)),
            Remedy::TransferSeparately { product: of } => {
                write!(f, "keep the current payer of {} and transfer its billing in a separate request", scene.product(of))
            }
            Remedy::PermitTransfer { .. } => f.write_str(
                "permit the transfer of billing, as the primary admin, for all products at once, after everything else is done",
            ),
            Remedy::SwitchToMonthly { in_days: 0 } => f.write_str("switch to monthly billing"),
            Remedy::SwitchToMonthly { in_days } => {
                write!(f, "switch to monthly billing, which will be possible {} from now", Count(in_days, DAYS))
            }
            Remedy::HandOverPrimaryAdmin { by: Actor::Vendor } => {
                let plan = scene.plan(Plan::EasyStart);
                write!(f, "ask Intuit to move the primary-admin role to {client}, which only Intuit can do on {plan}")
            }
            Remedy::HandOverPrimaryAdmin { .. } => {
                let whose = client.possessive();
                write!(f, "hand the primary-admin role over to one of {whose} company admins, who has to accept it")
            }
            Remedy::RecoverPrimaryAdmin => f.write_str("ask Intuit, with supporting documents, for the primary-admin role"),
            Remedy::GrantBillingAccess => write!(f, "give the user making the change access to {}", super::BILLING_PAGE),
            Remedy::InviteFirm => {
                write!(f, "invite {} as an accountant user (which counts toward the accountant-user limit)", firm.house())
            }
            Remedy::Subscribe => f.write_str("subscribe"),
            Remedy::CorrectAddress { party } => {
                let yours = if party == Party::Firm { "your firm's" } else { "your company's" };
                write!(f, "correct {} address", Who(party, scene.audience).verb(yours, "its"))
            }
            Remedy::Resume { .. } => f.write_str("resume the subscription before the paid period ends"),
            Remedy::LookAgain => write!(
                f,
                "clear any other obstacle first, look at {} again and, if the option is still missing, contact Intuit: its article does \
                 not say why",
                super::MENU
            ),
        }
    }
}

/// What is said where another page of the vendor doubts that something can be done.
fn doubt(f: &mut Formatter<'_>, disputed: bool) -> fmt::Result {
    if disputed {
        f.write_str(", but if that is no longer offered, as another Intuit page says, only Intuit can help")
    } else {
        Ok(())
    }
}

/// How many there are, or whether there are more than so many.
fn count(f: &mut Formatter<'_>, client: Who, more_than: Option<u32>, [singular, plural]: Noun) -> fmt::Result {
    let does = client.verb("do", "does");
    match more_than {
        None => write!(f, "how many {plural} {does} {client} have"),
        Some(0) => write!(f, "{does} {client} have any {plural}"),
        Some(1) => write!(f, "{does} {client} have more than 1 {singular}"),
        Some(limit) => write!(f, "{does} {client} have more than {} {plural}", number(limit)),
    }
}
