//! What to ask.

use core::fmt::{self, Formatter};

use super::{BILLING_PAGE, MENU, Noun, Own, TheFeature, Who, number, resource, user_kind};
use crate::assess::{Fact, Question};
use crate::language::speech::Scene;
use crate::language::text::Lowered;
use crate::model::{ClientStatus, Language, Party};

pub(super) fn question(f: &mut Formatter<'_>, scene: Scene<'_>, question: &Question) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    let company = Own { owner: client, yours: "votre entreprise", the: "l’entreprise" };
    match question.fact {
        Fact::AuthorisedBy(party) => {
            let who = Who(party, scene.audience);
            write!(f, "est-ce que {who} {} la modification", who.verb("demandez", "demande"))
        }
        Fact::FirmBillingCurrent => {
            write!(f, "les renseignements sur la facturation {} sont-ils à jour", firm.of_house())
        }
        Fact::FirmSubscriptionCurrent => {
            write!(f, "les renseignements sur l’abonnement {} sont-ils à jour", firm.of_house())
        }
        Fact::ManagesBilling => {
            let house = firm.of_house();
            write!(f, "l’utilisateur {house} qui effectue la modification a-t-il accès à {BILLING_PAGE}")
        }
        Fact::IsAccountantUser => {
            write!(f, "est-ce que {firm} {} utilisateur comptable de {company}", firm.verb("êtes", "est"))
        }
        Fact::Status => {
            write!(f, "quel est l’état de {company}\u{a0}:")?;
            for (place, status) in ClientStatus::ALL.iter().enumerate() {
                let before = match place {
                    0 => " ",
                    last if last.saturating_add(1) == ClientStatus::COUNT => " ou ",
                    _ => ", ",
                };
                write!(f, "{before}{}", Lowered(status.label(Language::French)))?;
            }
            Ok(())
        }
        Fact::ClientBillingCurrent => {
            let details = Own { owner: client, yours: "vos renseignements de paiement", the: "les renseignements de paiement" };
            write!(f, "{details} sont-ils à jour")
        }
        Fact::BillingCycle => {
            let is = client.verb("êtes facturé", "est facturé");
            write!(f, "est-ce que {client} {is} tous les mois ou tous les ans")
        }
        Fact::DaysToRenewal => {
            let subscription = Own { owner: client, yours: "votre abonnement annuel", the: "l’abonnement annuel" };
            write!(f, "dans combien de jours {subscription} se renouvelle-t-il, le cas échéant")
        }
        Fact::PrimaryAdmin => {
            write!(f, "qui est l’administrateur principal de {company}\u{a0}: {client}, {firm} ou quelqu’un d’autre")
        }
        Fact::Confirmation => {
            let (has, accepts) = (client.verb("avez", "a"), client.verb("acceptez-vous", "accepte-t-il"));
            write!(
                f,
                "est-ce que {client} {has} confirmé le passage à un niveau inférieur, et quelles fonctions {accepts} de perdre"
            )
        }
        Fact::TransferPermissionHours => {
            let (has, house) = (client.verb("avez", "a"), firm.to_house());
            write!(
                f,
                "il y a combien d’heures que {client} {has} autorisé le transfert de la facturation {house}, le cas échéant"
            )
        }
        Fact::DaysSinceDiscount => {
            let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
            write!(
                f,
                "il y a combien de jours que le rabais de facturation groupée d’un cabinet a cessé de s’appliquer à {subscription}, le cas \
                 échéant"
            )
        }
        Fact::HoursSinceDowngrade => {
            let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
            write!(f, "il y a combien d’heures que {subscription} est passé à un niveau inférieur, le cas échéant")
        }
        Fact::DowngradeOffered => write!(f, "est-ce que {MENU} affiche l’option «\u{a0}Passer à un niveau inférieur\u{a0}»"),
        Fact::AddressesMatch => {
            write!(f, "l’adresse de {company} et {} sont-elles exactes", firm.that_of_house())
        }
        Fact::OtherBillingSystem => {
            let is = client.verb("êtes facturé", "est facturé");
            write!(f, "est-ce que {client} {is} par un autre système de facturation")
        }
        Fact::SameRegion => {
            let use_ = if client.reads() || firm.reads() { "utilisez" } else { "utilisent" };
            write!(f, "est-ce que {client} et {firm} {use_} l’édition du même pays")
        }
        Fact::Users(kind) => {
            count(f, client, question.more_than, user_kind(kind))?;
            f.write_str(", invitations comprises")
        }
        Fact::Resource(kind) => count(f, client, question.more_than, resource(kind)),
        Fact::Feature(of) => write!(f, "est-ce que {client} {} {}", client.verb("utilisez", "utilise"), TheFeature(of)),
    }
}

/// How many there are, or whether there are more than so many.
fn count(f: &mut Formatter<'_>, client: Who, more_than: Option<u32>, [singular, plural]: Noun) -> fmt::Result {
    let has = client.verb("avez", "a");
    let of = if plural.starts_with('u') { "d’" } else { "de " };
    match more_than {
        None if client.reads() => write!(f, "combien {of}{plural} avez-vous"),
        None => write!(f, "combien {of}{plural} {client} a-t-il"),
        Some(0) => write!(f, "est-ce que {client} {has} des {plural}"),
        Some(1) => write!(f, "est-ce que {client} {has} plus de 1\u{a0}{singular}"),
        Some(limit) => write!(f, "est-ce que {client} {has} plus de {}\u{a0}{plural}", number(limit)),
    }
}
