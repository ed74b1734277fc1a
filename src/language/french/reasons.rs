//! What stands in the way, and what is good to know.

use core::fmt::{self, Formatter};

use super::{AccessTo, AddOn, Count, DAYS, FromTo, HOURS, Noun, Own, TheFeature, Who, company, number, resource, user_kind};
use crate::language::speech::Scene;
use crate::language::text::Lowered;
use crate::model::{Audience, Feature, Item, Language, Party, Product, Quota, Tier};
use crate::rules::{Notice, Reason};

#[allow(clippy::too_many_lines, reason = "one arm for each of the reasons")]
pub(super) fn reason(f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result {
    let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
    match *reason {
        Reason::NothingToChange => f.write_str("l’abonnement demandé est identique à l’abonnement actuel"),
        Reason::SeparateProduct { from, to } if from == to => f.write_str(
            "QuickBooks Self-Employed (Travailleur autonome) est un produit distinct, dont la facturation ne peut pas être \
             transférée",
        ),
        Reason::SeparateProduct { from, to } => write!(
            f,
            "QuickBooks Self-Employed (Travailleur autonome) est un produit distinct\u{a0}: passer {} n’est pas une modification \
             d’abonnement",
            FromTo(scene, from, to)
        ),
        Reason::LedgerClosed { from } => {
            write!(f, "un client de QuickBooks en ligne {} ne peut pas passer à QuickBooks Grand livre", scene.plan(from))
        }
        Reason::NotSold { item: Item::Plan(item), .. } => write!(f, "l’abonnement {} n’est pas offert", scene.plan(item)),
        Reason::NotSold { product: of, item: Item::Tier(tier) } => write!(f, "{} n’est pas offert", AddOn(scene, of, tier)),
        Reason::TransitionClosed { from, to } => {
            write!(f, "le passage {} n’est pas offert", FromTo(scene, from, to))
        }
        Reason::ClientPending => {
            let status = Own { owner: client, yours: "votre statut", the: "le statut" };
            let own = client.verb("votre", "son");
            write!(f, "{status} est en attente\u{a0}: {own} inscription au rabais de facturation groupée n’est pas terminée")
        }
        Reason::ClientReadOnly { status, .. } => {
            let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
            let (status, of) = (Lowered(status.label(Language::French)), client.verb("de votre entreprise", "de l’entreprise"));
            write!(f, "{subscription} est {status} et les données {of} sont en lecture seule")
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
                Audience::Firm => "votre approbation ou celle de votre client",
                Audience::Client => "votre approbation ou celle de votre cabinet comptable",
                Audience::Other => "l’approbation du cabinet ou celle du client",
            };
            write!(f, "{either} est requise pour {}", scene.product(of))
        }
        Reason::NotAuthorised { product: of, payer, or_client: false } => {
            let approval = Own { owner: Who(payer, scene.audience), yours: "votre approbation", the: "l’approbation" };
            write!(f, "{approval} est requise pour {}", scene.product(of))
        }
        Reason::DowngradeNotOffered => write!(
            f,
            "{} de {} n’affiche pas l’option «\u{a0}Passer à un niveau inférieur\u{a0}», ce qui se produit aussi quand autre chose y fait \
             obstacle",
            super::MENU,
            super::ACCOUNTANT
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
        Reason::FeatureInUse { feature, cleared_by, disputed } => {
            let (verb, feature) = (client.verb("utilisez", "utilise"), TheFeature(feature));
            write!(f, "{client} {verb} {feature}, qui n’est pas offerte avec le nouvel abonnement")?;
            match (cleared_by, disputed) {
                (None, _) => f.write_str(" et qu’on ne peut pas désactiver"),
                (Some(_), true) => f.write_str(
                    "\u{a0}: selon une page d’Intuit, il faut d’abord la désactiver, et selon une autre, c’est impossible",
                ),
                (Some(_), false) => Ok(()),
            }
        }
        Reason::OverLimit { resource: of, used, limit } => over(f, client, used, limit, resource(of)),
        Reason::AddOnUnsupported { product: of, plan: with, with_payroll } => {
            let (of, with) = (scene.product(of), scene.plan(with));
            match with_payroll {
                None => write!(f, "le module complémentaire {of} n’est pas offert avec l’abonnement {with}"),
                Some(lowest) => {
                    let payroll = AddOn(scene, Product::Payroll, lowest);
                    write!(
                        f,
                        "avec l’abonnement {with}, le module complémentaire {of} n’est offert qu’avec {payroll} ou un niveau \
                         supérieur"
                    )
                }
            }
        }
        Reason::UpgradeTooSoon { hours_left } => {
            let left = Count(hours_left, HOURS);
            write!(f, "le dernier passage à un niveau inférieur est trop récent\u{a0}: il reste {left} à attendre")
        }
        Reason::TransferAndChange { product: of } => {
            write!(f, "une même demande ne peut pas à la fois modifier {} et en changer le payeur", scene.product(of))
        }
        Reason::TransferNotPermitted { product: of, by } => {
            let who = Who(by, scene.audience);
            let verb = who.verb("n’avez", "n’a");
            let to = if by == Party::Firm { who.verb("à votre cabinet", "en sa faveur") } else { firm.to_house() };
            write!(f, "{who} {verb} pas autorisé le transfert de la facturation de {} {to}", scene.product(of))
        }
        Reason::TransferPermissionExpired { product: of, hours_ago, window, .. } => {
            let (ago, held) = (Count(hours_ago, HOURS), Count(window, HOURS));
            write!(
                f,
                "l’autorisation de transfert de la facturation de {} a été donnée il y a {ago} et n’était valable que pendant \
                 {held}",
                scene.product(of)
            )
        }
        Reason::AnnualBilling { product: of, in_days } => {
            let billing = Own { owner: client, yours: "votre facturation", the: "la facturation" };
            let to = firm.to_house();
            write!(f, "{billing} est annuelle, ce qui empêche de transférer celle de {} {to}", scene.product(of))?;
            match in_days {
                0 => Ok(()),
                _ => write!(f, ", et la facturation mensuelle ne pourra être choisie que dans {}", Count(in_days, DAYS)),
            }
        }
        Reason::ClientNotPrimaryAdmin { product: of, .. } => {
            let (verb, to) = (firm.verb("êtes", "est"), client.to_house());
            let of = scene.product(of);
            write!(f, "{firm} {verb} l’administrateur principal, ce qui empêche de transférer la facturation de {of} {to}")
        }
        Reason::PrimaryAdminElsewhere => f.write_str(match scene.audience {
            Audience::Firm => "l’administrateur principal de l’entreprise n’est ni votre client ni votre cabinet",
            Audience::Client => "l’administrateur principal de votre entreprise n’est ni vous ni votre cabinet comptable",
            Audience::Other => "l’administrateur principal de l’entreprise n’est ni le client ni le cabinet",
        }),
        Reason::FirmUserNotPermitted => {
            write!(f, "l’utilisateur {} qui effectue la modification n’a pas accès à {}", firm.of_house(), super::BILLING_PAGE)
        }
        Reason::FirmNotAccountant => {
            write!(f, "{} n’est pas un utilisateur comptable de {}", firm.house(), company(scene.audience))
        }
        Reason::NotSubscribedYet => {
            let (company, firm) = (company(scene.audience), firm.house());
            write!(f, "{company} est en période d’essai, et {firm} ne peut prendre en charge qu’un abonnement payant")
        }
        Reason::AddressMismatch => {
            write!(f, "l’adresse de {} ou {} est erronée", company(scene.audience), firm.that_of_house())
        }
        Reason::OtherBillingSystem => {
            let company = company(scene.audience);
            write!(f, "{company} relève d’un autre système de facturation, à cause d’un service associé")
        }
        Reason::OtherRegion => {
            write!(f, "{} et {} n’utilisent pas l’édition du même pays", company(scene.audience), firm.house())
        }
        Reason::CancellationPending { .. } => {
            let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
            write!(f, "{subscription} est annulé et reste en vigueur jusqu’à la fin de la période payée")
        }
    }
}

/// What can be done instead, where nobody can clear the reason.
pub(super) const fn instead(reason: &Reason) -> Option<&'static str> {
    match reason {
        Reason::SeparateProduct { .. } => Some(
            "Intuit a sa propre procédure pour passer de QuickBooks Self-Employed (Travailleur autonome) à QuickBooks en ligne \
             ou inversement.",
        ),
        Reason::LedgerClosed { .. } => Some("Démarrage est l’abonnement le moins élevé."),
        Reason::NotSold { .. } => Some("Il est possible de conserver ce qui est en place ou de demander ce qui est offert."),
        Reason::TransitionClosed { .. } => Some("Il est possible de demander un autre abonnement."),
        Reason::FeatureInUse { cleared_by: None, .. } => {
            Some("Il est possible de demander un abonnement qui offre cette fonction ou de communiquer avec Intuit.")
        }
        Reason::OtherBillingSystem => Some("Intuit peut indiquer de quel service il s’agit et s’il peut être dissocié."),
        Reason::OtherRegion => Some(
            "Un cabinet qui utilise l’édition du même pays peut prendre en charge la facturation, ou le payeur actuel peut \
             continuer de payer.",
        ),
        _ => None,
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
        Notice::CompanySuspended { quota, used, limit } => {
            let noun = match quota {
                Quota::Users(kind) => user_kind(kind),
                Quota::Resource(of) => resource(of),
            };
            over(f, client, used, limit, noun)?;
            write!(f, "\u{a0}: {} est suspendue", client.verb("votre entreprise", "l’entreprise"))
        }
        Notice::AddOnGoesDown { product: of, from, to: Some(to) } => {
            write!(f, "ce que {} offre de plus que {} prend fin", AddOn(scene, of, from), AddOn(scene, of, to))
        }
        Notice::AddOnGoesDown { product: of, from, to: None } => {
            write!(f, "{} prend fin, avec tout ce que ce module permet", AddOn(scene, of, from))
        }
        Notice::DiscountsEnd => {
            let discounts = Own { owner: client, yours: "vos rabais", the: "les rabais" };
            write!(f, "{discounts} prennent fin")
        }
        Notice::TimeTrackingUnavailable => {
            let (feature, core) = (TheFeature(Feature::TimeTracking), AddOn(scene, Product::Payroll, Tier::Core));
            write!(f, "{feature} de l’abonnement est inaccessible avec {core}")
        }
        Notice::PrimaryAdminLocked => f.write_str(
            "avec l’abonnement Démarrage, le rôle d’administrateur principal ne peut être cédé qu’avec l’aide d’Intuit",
        ),
        Notice::Resubscribes => {
            let subscription = Own { owner: client, yours: "votre abonnement annulé", the: "l’abonnement annulé" };
            write!(f, "{subscription} recommence à neuf")
        }
        Notice::ProratedCharge { payer } => {
            let who = Who(payer, scene.audience);
            write!(f, "{who} {} un montant au prorata pour le reste de la période de facturation", who.verb("payez", "paie"))
        }
        Notice::DiscountKept { product: of } => {
            write!(f, "{firm} {} {} avec le rabais de facturation groupée", firm.verb("payez", "paie"), scene.product(of))
        }
        Notice::RetailPrice { product: of } => {
            write!(f, "{firm} {} {} au prix de détail", firm.verb("payez", "paie"), scene.product(of))
        }
        Notice::WholesalePrice { product: of } => {
            write!(f, "{firm} {} {} au prix de gros", firm.verb("payez", "paie"), scene.product(of))
        }
        Notice::FullPrice { product: of } => {
            write!(f, "{client} {} {} au tarif normal", client.verb("payez", "paie"), scene.product(of))
        }
        Notice::ReadOnlyUntilBillingDetails => {
            let (company, own) = (company(scene.audience), client.verb("vos", "ses"));
            write!(f, "les données de {company} restent en lecture seule jusqu’à la saisie de {own} renseignements de paiement")
        }
        Notice::PaymentDetailsNeeded => {
            write!(f, "{client} {} saisir {} renseignements de paiement", client.verb("devez", "doit"), client.verb("vos", "ses"))
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
