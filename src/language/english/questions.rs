//! What to ask.

use core::fmt::{self, Formatter};

use super::{BILLING_PAGE, MENU, Noun, Who, feature, number, resource, user_kind};
use crate::assess::{Fact, Question};
use crate::language::speech::Scene;
use crate::language::text::Lowered;
use crate::model::{ClientStatus, Language, Party};

pub(super) fn question(f: &mut Formatter<'_>, scene: Scene<'_>, question: &Question) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    let whose = client.possessive();
    match question.fact {
        Fact::AuthorisedBy(party) => {
            let who = Who(party, scene.audience);
            write!(f, "{} {who} ask for the change", who.verb("do", "does"))
        }
        Fact::FirmBillingCurrent => write!(f, "are {} billing details up to date", firm.possessive()),
        Fact::FirmSubscriptionCurrent => write!(f, "are {} subscription details up to date", firm.possessive()),
        Fact::ManagesBilling => {
            write!(f, "does the user at {} who makes the change have access to {BILLING_PAGE}", firm.house())
        }
        Fact::IsAccountantUser => write!(f, "{} {firm} an accountant user of {whose} company", firm.verb("are", "is")),
        Fact::Status => {
            write!(f, "what is the state of {whose} company:")?;
            for (status, before) in ClientStatus::ALL.iter().zip(before_each(ClientStatus::COUNT)) {
                write!(f, "{before}{}", Lowered(status.label(Language::English)))?;
            }
            Ok(())
        }
        Fact::ClientBillingCurrent => write!(f, "are {whose} payment details up to date"),
        Fact::BillingCycle => write!(f, "{} {client} billed monthly or annually", client.verb("are", "is")),
        Fact::DaysToRenewal => write!(f, "in how many days does {whose} annual subscription renew, if it does"),
        Fact::PrimaryAdmin => {
            write!(f, "who is the primary admin of {whose} company: {client}, {firm} or somebody else")
        }
        Fact::Confirmation => {
            let has = client.have();
            write!(f, "{has} {client} confirmed the downgrade, and which features {has} {client} agreed to lose")
        }
        Fact::TransferPermissionHours => {
            write!(f, "how many hours ago did {client} allow the transfer of billing to {}, if at all", firm.house())
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
        Fact::Resource(kind) => count(f, client, question.more_than, resource(kind)),
        Fact::Feature(of) => write!(f, "{} {client} use {}", client.verb("do", "does"), feature(of)),
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

/// What stands before each of so many alternatives.
fn before_each(alternatives: usize) -> impl Iterator<Item = &'static str> {
    (1..=alternatives).map(move |place| match place {
        1 => " ",
        last if last == alternatives => " or ",
        _ => ", ",
    })
}
