//! What stands in the way, and what is good to know.

use core::fmt::{self, Formatter};

use super::{AccessTo, AddOn, Count, FromPlan, HOURS, Noun, Own, TheFeature, Who, number, resource, user_kind};
use crate::language::speech::Scene;
use crate::language::text::Lowered;
use crate::model::{Audience, Feature, Item, Language, Party, Product, Tier};
use crate::rules::{Notice, Reason};

#[allow(clippy::too_many_lines, reason = "one arm for each of the reasons")]
pub(super) fn reason(f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    match *reason {
        Reason::NothingToChange => f.write_str("l’abonnement demandé est identique à l’abonnement actuel"),
        Reason::SeparateProduct { from, to } => {
            let (from, to) = (FromPlan(scene.plan(from)), scene.plan(to));
            write!(
                f,
                "QuickBooks Travailleur autonome est un produit distinct\u{a0}: passer {from} à {to} n’est pas une modification \
                 d’abonnement"
            )
        }
        Reason::LedgerClosed { from } => {
            write!(f, "un client de QuickBooks en ligne {} ne peut pas passer à QuickBooks Grand livre", scene.plan(from))
        }
        Reason::NotSold { item: Item::Plan(item), .. } => write!(f, "l’abonnement {} n’est pas offert", scene.plan(item)),
        Reason::NotSold { product: of, item: Item::Tier(tier) } => write!(f, "{} n’est pas offert", AddOn(scene, of, tier)),
        Reason::TransitionClosed { from, to } => {
            write!(f, "le passage {} à {} n’est pas offert", FromPlan(scene.plan(from)), scene.plan(to))
        }
        Reason::ClientPending => {
            let status = Own { owner: client, yours: "votre statut", the: "le statut" };
            let own = client.verb("votre", "son");
            write!(f, "{status} est en attente\u{a0}: {own} inscription au rabais de facturation groupée n’est pas terminée")
        }
        Reason::ClientReadOnly { status } => {
            let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
            let (status, own) = (Lowered(status.label(Language::French)), client.verb("vos", "ses"));
            write!(f, "{subscription} est {status} et {own} données sont en lecture seule")
        }
        Reason::FirmBillingOutdated => {
            write!(f, "les renseignements sur la facturation {} ne sont pas à jour", firm.of_house())
        }
        Reason::FirmSubscriptionOutdated => {
            write!(f, "les renseignements sur l’abonnement {} ne sont pas à jour", firm.of_house())
        }
        Reason::ClientBillingOutdated => {
            let details = Own { owner: client, yours: "vos renseignements de paiement", the: "les renseignements de paiement" };
            write!(f, "{details} ne sont pas à jour")
        }
        Reason::NotAuthorised { product: of, or_client: true, .. } => {
            let either = match scene.audience {
                Audience::Firm => "votre autorisation ou celle de votre client",
                Audience::Client => "votre autorisation ou celle de votre cabinet comptable",
                Audience::Other => "l’autorisation du cabinet ou celle du client",
            };
            write!(f, "il manque {either} pour {}", scene.product(of))
        }
        Reason::NotAuthorised { product: of, payer, or_client: false } => {
            let authorization = Own { owner: Who(payer, scene.audience), yours: "votre autorisation", the: "l’autorisation" };
            write!(f, "il manque {authorization} pour {}", scene.product(of))
        }
        Reason::DowngradeNotOffered => f.write_str(
            "le menu Actions relatives aux abonnements n’affiche pas l’option «\u{a0}Passer à un niveau inférieur\u{a0}», \
             et Intuit n’en donne pas la raison",
        ),
        Reason::DowngradeNotConfirmed { losses } => {
            write!(f, "{client} {} pas confirmé le passage à un niveau inférieur", client.verb("n’avez", "n’a"))?;
            if losses.is_empty() {
                return Ok(());
            }
            write!(f, ", qui {} retire {}", client.verb("vous", "lui"), AccessTo(losses))
        }
        Reason::LossesNotAccepted { features } => {
            write!(f, "{client} {} pas accepté de perdre {}", client.verb("n’avez", "n’a"), AccessTo(features))
        }
        Reason::TooManyUsers { kind, used, limit } => over(f, client, used, limit, user_kind(kind)),
        Reason::FeatureInUse { feature, cleared_by } => {
            let (verb, feature) = (client.verb("utilisez", "utilise"), TheFeature(feature));
            write!(f, "{client} {verb} {feature}, qui n’est pas offerte avec le nouvel abonnement")?;
            if cleared_by.is_some() { Ok(()) } else { f.write_str(" et qu’on ne peut pas désactiver") }
        }
        Reason::OverLimit { resource: of, used, limit } => over(f, client, used, limit, resource(of)),
        Reason::AddOnUnsupported { product: of, plan: with, with_payroll } => {
            write!(f, "le module complémentaire {} n’est pas offert avec l’abonnement {}", scene.product(of), scene.plan(with))?;
            let payroll = |lowest: Tier| AddOn(scene, Product::Payroll, lowest);
            with_payroll.map_or(Ok(()), |lowest| write!(f, " sans au moins {}", payroll(lowest)))
        }
        Reason::UpgradeTooSoon { hours_left } => {
            let left = Count(hours_left, HOURS);
            write!(f, "le dernier passage à un niveau inférieur est trop récent\u{a0}: il reste {left} à attendre")
        }
        Reason::TransferAndChange { product: of } => {
            write!(f, "une même demande ne peut pas à la fois modifier {} et en changer le payeur", scene.product(of))
        }
        Reason::TransferNotPermitted { product: of } => {
            let (verb, to) = (client.verb("n’avez", "n’a"), firm.to_house());
            write!(f, "{client} {verb} pas permis le transfert de la facturation de {} {to}", scene.product(of))
        }
        Reason::TransferPermissionExpired { product: of, hours_ago, window } => {
            let permission = Own { owner: client, yours: "votre permission", the: "la permission" };
            let (ago, held) = (Count(hours_ago, HOURS), Count(window, HOURS));
            write!(
                f,
                "{permission} de transférer la facturation de {} remonte à {ago} et n’était valable que {held}",
                scene.product(of)
            )
        }
        Reason::AnnualBilling { product: of } => {
            let billing = Own { owner: client, yours: "votre facturation", the: "la facturation" };
            let to = firm.to_house();
            write!(f, "{billing} est annuelle, ce qui empêche de transférer celle de {} {to}", scene.product(of))
        }
        Reason::ClientNotPrimaryAdmin { product: of } => {
            let (verb, it) = (client.verb("n’êtes", "n’est"), client.verb("vous", "lui"));
            let of = scene.product(of);
            write!(f, "{client} {verb} pas l’administrateur principal, ce qui empêche de {it} transférer la facturation de {of}")
        }
    }
}

pub(super) fn notice(f: &mut Formatter<'_>, scene: Scene<'_>, notice: &Notice) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    match *notice {
        Notice::LeavesLedger => {
            let discuss = match scene.audience {
                Audience::Firm => "discutez-en d’abord avec votre client",
                Audience::Client => "discutez-en d’abord avec votre cabinet comptable",
                Audience::Other => "il faut d’abord en discuter avec le client",
            };
            write!(f, "il ne sera plus possible de revenir à QuickBooks Grand livre\u{a0}: {discuss}")
        }
        Notice::FeaturesLost { features } => write!(f, "{client} {} {}", client.verb("perdez", "perd"), AccessTo(features)),
        Notice::UsersOverLimit { kind, used, limit } => kept(f, client, used, limit, user_kind(kind)),
        Notice::ResourceOverLimit { resource: of, used, limit } => kept(f, client, used, limit, resource(of)),
        Notice::DiscountsEnd => {
            let discounts = Own { owner: client, yours: "vos rabais", the: "les rabais" };
            write!(f, "{discounts} prennent fin")
        }
        Notice::TimeTrackingUnavailable => {
            let (verb, feature) = (client.verb("utilisez", "utilise"), TheFeature(Feature::TimeTracking));
            write!(f, "{client} {verb} {feature}, qui n’est pas offerte avec {}", AddOn(scene, Product::Payroll, Tier::Core))
        }
        Notice::PrimaryAdminLocked => f.write_str(
            "avec l’abonnement Démarrage, le rôle d’administrateur principal ne peut être cédé qu’avec l’aide d’Intuit",
        ),
        Notice::DiscountKept { product: of } => {
            write!(f, "{firm} {} {} avec le rabais de facturation groupée", firm.verb("payez", "paie"), scene.product(of))
        }
        Notice::RetailPrice { product: of } => {
            write!(f, "{firm} {} {} au prix de détail", firm.verb("payez", "paie"), scene.product(of))
        }
        Notice::FullPrice { product: of } => {
            write!(f, "{client} {} {} au plein prix", client.verb("payez", "paie"), scene.product(of))
        }
        Notice::ReadOnlyUntilPaid => {
            let data = Own { owner: client, yours: "vos données", the: "les données" };
            write!(f, "{data} restent en lecture seule jusqu’au paiement")
        }
    }
}

fn over(f: &mut Formatter<'_>, client: Who, used: u32, limit: u32, noun: Noun) -> fmt::Result {
    write!(f, "{client} {} {}", client.verb("avez", "a"), Count(used, noun))?;
    match limit {
        0 => f.write_str(", alors que le nouvel abonnement n’en permet aucun"),
        _ => write!(f, ", soit {} de plus que la limite de {}", number(used.saturating_sub(limit)), number(limit)),
    }
}

fn kept(f: &mut Formatter<'_>, client: Who, used: u32, limit: u32, noun: Noun) -> fmt::Result {
    over(f, client, used, limit, noun)?;
    f.write_str("\u{a0}: rien n’est retiré, mais aucun ajout n’est possible")
}
