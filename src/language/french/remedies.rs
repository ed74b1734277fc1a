//! What to do, and who does it.

use core::fmt::{self, Display, Formatter};

use super::{AccessTo, AddOn, Count, DAYS, FromTo, HOURS, TheFeature, Who, company, number, resource, user_kind, who_acts};
use crate::decision::Step;
use crate::language::speech::Scene;
use crate::model::{Actor, Audience, Feature, Party, Product, Resource, UserKind};
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
        (Some(Remedy::Authorise { .. }), Some(Remedy::Authorise { .. })) => f.write_str(match scene.audience {
            Audience::Firm => "vous ou votre client devez approuver la modification",
            Audience::Client => "vous ou votre cabinet comptable devez approuver la modification",
            Audience::Other => "le cabinet ou le client doit approuver la modification",
        }),
        (Some(first), Some(second)) => {
            let (subject, _, can) = who_acts(&first, scene.audience);
            write!(f, "{subject} {can} {} ou ", Act(&first, scene))?;
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
            Remedy::WaitUntilMoved => {
                f.write_str("attendre qu’Intuit ait terminé l’inscription au rabais de facturation groupée")
            }
            Remedy::Reactivate { .. } => f.write_str("réactiver l’abonnement"),
            Remedy::UpdateFirmBilling if firm.reads() => {
                f.write_str("mettre à jour les renseignements sur la facturation de votre cabinet")
            }
            Remedy::UpdateFirmBilling => f.write_str("mettre à jour ses renseignements sur la facturation"),
            Remedy::UpdateFirmSubscription if firm.reads() => {
                f.write_str("mettre à jour les renseignements sur l’abonnement de votre cabinet")
            }
            Remedy::UpdateFirmSubscription => f.write_str("mettre à jour ses renseignements sur l’abonnement"),
            Remedy::UpdateClientBilling => {
                write!(f, "mettre à jour {} renseignements de paiement", client.verb("vos", "ses"))
            }
            Remedy::Authorise { .. } => f.write_str("approuver la modification"),
            Remedy::Confirm { accepting } => {
                f.write_str("confirmer le passage à un niveau inférieur")?;
                if accepting.is_empty() { Ok(()) } else { write!(f, " et accepter de perdre {}", AccessTo(accepting)) }
            }
            Remedy::AcceptLosses { features } => write!(f, "accepter de perdre {}", AccessTo(features)),
            Remedy::RemoveUsers { kind, count } => {
                write!(f, "retirer {}", Count(count, user_kind(kind)))?;
                if kind == UserKind::Billable {
                    let other = if count < 2 { "autre" } else { "autres" };
                    write!(f, " ({other} que l’administrateur principal)")?;
                }
                f.write_str(if count < 2 { ", qui pourra être réinvité" } else { ", qui pourront être réinvités" })?;
                f.write_str(" après une mise à niveau ultérieure")
            }
            Remedy::TurnOff { feature, disputed } => {
                write!(f, "désactiver {}", TheFeature(feature))?;
                doubt(f, disputed)
            }
            Remedy::PauseTemplates { feature, disputed } => {
                match feature {
                    Feature::RecurringTransactions => f.write_str("mettre en pause les modèles d’opérations récurrentes")?,
                    _ => write!(f, "mettre en pause les modèles de {}", TheFeature(feature))?,
                }
                doubt(f, disputed)
            }
            Remedy::MakeItemsInactive { feature, disputed } => {
                match feature {
                    Feature::Inventory => f.write_str("rendre inactifs les articles de stock")?,
                    _ => write!(f, "rendre inactifs les articles de {}", TheFeature(feature))?,
                }
                doubt(f, disputed)
            }
            Remedy::Reduce { resource: of, count } => {
                let count = number(count);
                match of {
                    // Each of two nouns after « de » has its own.
                    Resource::ClassesAndLocations => write!(f, "réduire de {count} le nombre de classes et de lieux actifs"),
                    _ => write!(f, "réduire de {count} le nombre de {}", resource(of)[1]),
                }
            }
            Remedy::DropAddOn { product: of } => write!(f, "demander un abonnement sans {}", scene.product(of)),
            Remedy::TakePayroll { tier } => write!(f, "demander {}", AddOn(scene, Product::Payroll, tier)),
            Remedy::Wait { hours } => write!(f, "attendre {}", Count(hours, HOURS)),
            Remedy::TransferSeparately { product: of } => {
                write!(
                    f,
                    "conserver le payeur actuel de {} et transférer la facturation de ce produit dans une demande distincte",
                    scene.product(of)
                )
            }
            Remedy::PermitTransfer { .. } => f.write_str(
                "autoriser le transfert de la facturation, à titre d’administrateur principal, en dernier lieu, par une seule autorisation \
                 visant tous les produits",
            ),
            Remedy::SwitchToMonthly { in_days: 0 } => f.write_str("passer à la facturation mensuelle"),
            Remedy::SwitchToMonthly { in_days } => {
                write!(f, "passer à la facturation mensuelle, ce qui sera possible dans {}", Count(in_days, DAYS))
            }
            Remedy::HandOverPrimaryAdmin { by: Actor::Vendor } => write!(
                f,
                "demander à Intuit de transférer le rôle d’administrateur principal {}, ce que seul Intuit peut faire avec l’abonnement \
                 Démarrage",
                client.to_house()
            ),
            Remedy::HandOverPrimaryAdmin { .. } => {
                let company = company(scene.audience);
                write!(f, "céder le rôle d’administrateur principal à un administrateur de {company}, qui devra l’accepter")
            }
            Remedy::RecoverPrimaryAdmin => {
                let to = client.verb("vous", "lui");
                write!(f, "demander à Intuit, pièces à l’appui, de {to} transférer le rôle d’administrateur principal")
            }
            Remedy::GrantBillingAccess => {
                write!(f, "donner à l’utilisateur qui effectue la modification l’accès à {}", super::BILLING_PAGE)
            }
            Remedy::InviteFirm => write!(
                f,
                "inviter {} à titre d’utilisateur comptable (ce qui compte dans la limite d’utilisateurs comptables)",
                firm.house()
            ),
            Remedy::Subscribe => f.write_str("prendre un abonnement payant"),
            Remedy::CorrectAddress { party } => {
                let who = Who(party, scene.audience);
                if who.reads() {
                    write!(f, "corriger l’adresse {}", who.of_house())
                } else {
                    f.write_str("corriger son adresse")
                }
            }
            Remedy::Resume { .. } => f.write_str("annuler la résiliation de l’abonnement avant la fin de la période payée"),
            Remedy::LookAgain => write!(
                f,
                "lever d’abord les autres obstacles, consulter de nouveau {} et, si l’option manque toujours, communiquer avec Intuit, dont \
                 l’article n’en précise pas la raison",
                super::MENU
            ),
        }
    }
}

/// What is said where another page of the vendor doubts that something can be done.
fn doubt(f: &mut Formatter<'_>, disputed: bool) -> fmt::Result {
    if disputed {
        f.write_str(
            " ou, si cette option n’est plus offerte, comme l’indique une autre page d’Intuit, communiquer avec Intuit, seul en \
             mesure d’aider",
        )
    } else {
        Ok(())
    }
}

pub(super) fn step(f: &mut Formatter<'_>, scene: Scene<'_>, step: &Step) -> fmt::Result {
    let who = Who(step.by(), scene.audience);
    match *step {
        Step::ChangePlan { from, to, .. } if scene.goes_up(from, to) => {
            let (verb, base) = (who.verb("mettez", "met"), scene.product(Product::Base));
            write!(f, "{who} {verb} {base} à niveau, {}", FromTo(scene, from, to))
        }
        Step::ChangePlan { from, to, .. } => {
            let (verb, base) = (who.verb("faites", "fait"), scene.product(Product::Base));
            write!(f, "{who} {verb} passer {base} à un niveau inférieur, {}", FromTo(scene, from, to))
        }
        Step::Add { product: of, tier, .. } => write!(f, "{who} {} {}", who.verb("ajoutez", "ajoute"), AddOn(scene, of, tier)),
        Step::Remove { product: of, tier, .. } => write!(f, "{who} {} {}", who.verb("retirez", "retire"), AddOn(scene, of, tier)),
        Step::ChangeTier { product: of, from, to, .. } => {
            let (from, to) = (AddOn(scene, of, from), AddOn(scene, of, to));
            write!(f, "{who} {} {from} par {to}", who.verb("remplacez", "remplace"))
        }
        Step::TransferBilling { product: of, to, by, .. } if to == by => {
            write!(f, "{who} {} en charge la facturation de {}", who.verb("prenez", "prend"), scene.product(of))
        }
        Step::TransferBilling { product: of, to, .. } => {
            let (verb, to) = (who.verb("transférez", "transfère"), Who(to, scene.audience).to_house());
            write!(f, "{who} {verb} la facturation de {} {to}", scene.product(of))
        }
    }
}

/// What one can ask for, as the entry of a menu.
pub(super) fn action(f: &mut Formatter<'_>, scene: Scene<'_>, action: &Action) -> fmt::Result {
    match *action {
        Action::Upgrade { to } => write!(f, "Mettre à niveau vers {}", scene.plan(to)),
        Action::Downgrade { to } => write!(f, "Passer à un niveau inférieur\u{a0}: {}", scene.plan(to)),
        Action::LeaveLedger { to } => write!(f, "Quitter Grand livre pour {}", scene.plan(to)),
        Action::Switch { to } => write!(f, "Passer à {}", scene.plan(to)),
        Action::Add { product: of, tier, payer } if Who(payer, scene.audience).reads() => {
            write!(f, "Ajouter {} à vos frais", AddOn(scene, of, tier))
        }
        Action::Add { product: of, tier, payer } => {
            write!(f, "Ajouter {} aux frais {}", AddOn(scene, of, tier), Who(payer, scene.audience).of_house())
        }
        Action::Raise { product: of, tier } => write!(f, "Mettre à niveau vers {}", AddOn(scene, of, tier)),
        Action::Lower { product: of, tier } => write!(f, "Passer à un niveau inférieur\u{a0}: {}", AddOn(scene, of, tier)),
        Action::Remove { product: of } => write!(f, "Retirer {}", scene.product(of)),
        Action::Transfer { product: of, to } if Who(to, scene.audience).reads() => {
            write!(f, "Prendre en charge la facturation de {}", scene.product(of))
        }
        Action::Transfer { product: of, to } => {
            write!(f, "Transférer la facturation de {} {}", scene.product(of), Who(to, scene.audience).to_house())
        }
    }
}
