//! What to do, and who does it.

use core::fmt::{self, Display, Formatter};

use super::{AddOn, Count, DAYS, Features, HOURS, Who, feature, number, resource, user_kind, who_acts};
use crate::decision::Step;
use crate::language::speech::Scene;
use crate::model::{Actor, Language, Party, Product, UserKind};
use crate::rules::Remedy;
use crate::ways_out::Action;

pub(super) fn remedy(f: &mut Formatter<'_>, scene: Scene<'_>, remedy: &Remedy) -> fmt::Result {
    let (subject, has_to, _) = who_acts(remedy, scene.audience);
    write!(f, "{subject} {has_to} {}", Act(remedy, scene))
}

/// The alternatives for one reason.
pub(super) fn remedies(f: &mut Formatter<'_>, scene: Scene<'_>, alternatives: (Option<Remedy>, Option<Remedy>)) -> fmt::Result {
    match alternatives {
        (None, _) => Ok(()),
        (Some(only), None) => remedy(f, scene, &only),
        (Some(Remedy::Authorise { .. }), Some(Remedy::Authorise { .. })) => {
            let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
            let (first, second) = if client.reads() { (client, firm) } else { (firm, client) };
            write!(f, "{first} or {second} has to authorize the change")
        }
        (Some(first), Some(second)) => {
            let (subject, _, can) = who_acts(&first, scene.audience);
            write!(f, "{subject} {can} {} or ", Act(&first, scene))?;
            if first.by() != second.by() {
                let (subject, _, can) = who_acts(&second, scene.audience);
                write!(f, "{subject} {can} ")?;
            }
            write!(f, "{}", Act(&second, scene))
        }
    }
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
                if accepting.is_empty() { Ok(()) } else { write!(f, " and accept losing access to {}", Features(accepting)) }
            }
            Remedy::AcceptLosses { features } => write!(f, "accept losing access to {}", Features(features)),
            Remedy::RemoveUsers { kind, count } => {
                write!(f, "remove {}", Count(count, user_kind(kind)))?;
                if kind == UserKind::Billable {
                    f.write_str(" (never the primary admin)")?;
                }
                f.write_str(", who can be invited again after a later upgrade")
            }
            Remedy::TurnOff { feature: of, disputed } => {
                write!(f, "turn off {}", feature(of))?;
                doubt(f, disputed)
            }
            Remedy::PauseTemplates { feature: of, disputed } => {
                write!(f, "pause the templates of {}", feature(of))?;
                doubt(f, disputed)
            }
            Remedy::MakeItemsInactive { feature: of, disputed } => {
                write!(f, "make the {} items inactive", feature(of))?;
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
            Remedy::PermitTransfer { .. } => {
                f.write_str("permit the transfer of billing, as the primary admin, once for all products and last of all")
            }
            Remedy::SwitchToMonthly { in_days: 0 } => f.write_str("switch to monthly billing"),
            Remedy::SwitchToMonthly { in_days } => {
                write!(f, "switch to monthly billing, which will be possible {} from now", Count(in_days, DAYS))
            }
            Remedy::HandOverPrimaryAdmin { by: Actor::Vendor } => {
                write!(f, "ask Intuit to move the primary-admin role to {client}, which only Intuit can do on EasyStart")
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

pub(super) fn step(f: &mut Formatter<'_>, scene: Scene<'_>, step: &Step) -> fmt::Result {
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
            let (from, to) = (from.label(Language::English), to.label(Language::English));
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

/// What one can ask for, as the entry of a menu.
pub(super) fn action(f: &mut Formatter<'_>, scene: Scene<'_>, action: &Action) -> fmt::Result {
    match *action {
        Action::Upgrade { to } => write!(f, "Upgrade to {}", scene.plan(to)),
        Action::Downgrade { to } => write!(f, "Downgrade to {}", scene.plan(to)),
        Action::LeaveLedger { to } => write!(f, "Leave Ledger for {}", scene.plan(to)),
        Action::Switch { to } => write!(f, "Switch to {}", scene.plan(to)),
        Action::Add { product: of, tier, payer } => {
            write!(f, "Add {} at {} expense", AddOn(scene, of, tier), Who(payer, scene.audience).possessive())
        }
        Action::Raise { product: of, tier } => write!(f, "Upgrade {} to {}", scene.product(of), tier.label(Language::English)),
        Action::Lower { product: of, tier } => write!(f, "Downgrade {} to {}", scene.product(of), tier.label(Language::English)),
        Action::Remove { product: of } => write!(f, "Remove {}", scene.product(of)),
        Action::Transfer { product: of, to } if Who(to, scene.audience).reads() => {
            write!(f, "Take over billing for {}", scene.product(of))
        }
        Action::Transfer { product: of, to } => {
            write!(f, "Transfer billing for {} to {}", scene.product(of), Who(to, scene.audience).house())
        }
    }
}
