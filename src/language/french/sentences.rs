//! What is said of a change: what stands in the way, what to do and who does it, what to ask, and when each rule holds.
//!
//! Who adds a reason, a remedy, a step, a notice or a fact is told by the compiler which sentences are missing here.

use core::fmt::{self, Display, Formatter};

use super::{
    AccessTo, AddOn, BILLING_PAGE, Count, DAYS, De, French, FromTo, HOURS, MENU, Noun, Own, TheFeature, Who, company, elides,
    number, resource, user_kind, who_acts,
};
use crate::assess::{Fact, Question};
use crate::decision::Step;
use crate::language::speech::{Scene, Sentences};
use crate::language::text::{Lowered, WithNames, alternatives};
use crate::model::{
    Actor, AddOnKind, Audience, ClientStatus, Feature, Item, Language, NoticeCode, Party, Plan, Product, Quota, ReasonCode,
    Resource, UserKind,
};
use crate::rules::{Notice, Reason, Remedy};
use crate::terms::Clearance;
use crate::ways_out::Action;

impl Sentences for French {
    #[allow(clippy::too_many_lines, reason = "one arm for each of the reasons")]
    fn reason(&self, f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result {
        let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
        match *reason {
            Reason::NothingToChange => f.write_str("l’abonnement demandé est identique à l’abonnement actuel"),
            Reason::SeparateProduct { from, to } if from == to => write!(
                f,
                "QuickBooks {} est un produit distinct, dont la facturation ne peut pas être transférée",
                scene.product_of_plan(from)
            ),
            Reason::SeparateProduct { from, to } => write!(
                f,
                "QuickBooks {} est un produit distinct\u{a0}: passer {} n’est pas une modification d’abonnement",
                scene.product_of_plan(scene.separate_one(from, to)),
                FromTo(scene, from, to)
            ),
            Reason::LedgerClosed { from } => {
                let (from, ledger) = (scene.plan(from), scene.plan(Plan::Ledger));
                write!(f, "un client abonné à QuickBooks en ligne {from} ne peut pas passer à QuickBooks {ledger}")
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
                let (status, of) =
                    (Lowered(status.label(Language::French)), client.verb("de votre entreprise", "de l’entreprise"));
                write!(f, "{subscription} est {status} et les données {of} sont en lecture seule")
            }
            Reason::FirmBillingOutdated => {
                write!(f, "les renseignements sur la facturation {} ne sont pas à jour", firm.of_house())
            }
            Reason::FirmSubscriptionOutdated => {
                write!(f, "les renseignements sur l’abonnement {} ne sont pas à jour", firm.of_house())
            }
            Reason::ClientBillingOutdated => {
                let details =
                    Own { owner: client, yours: "vos renseignements de paiement", the: "les renseignements de paiement" };
                write!(f, "{details} ne sont pas à jour")
            }
            Reason::NotAuthorised { product: of, or_client: true, .. } => {
                let either = match scene.audience {
                    Audience::Firm => "votre autorisation ou celle de votre client",
                    Audience::Client => "votre autorisation ou celle de votre cabinet comptable",
                    Audience::Other => "l’autorisation du cabinet ou celle du client",
                };
                write!(f, "{either} est requise pour {}", scene.product(of))
            }
            Reason::NotAuthorised { product: of, payer, or_client: false } => {
                let approval = Own { owner: Who(payer, scene.audience), yours: "votre autorisation", the: "l’autorisation" };
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
                let verb = match feature {
                    Feature::Multicurrency => client.verb("avez activé", "a activé"),
                    _ => client.verb("utilisez", "utilise"),
                };
                write!(f, "{client} {verb} {}, qui n’est pas offerte avec le nouvel abonnement", TheFeature(feature))?;
                match (cleared_by, disputed) {
                    (None, _) => f.write_str(" et qu’on ne peut pas désactiver"),
                    (Some(Clearance::TurnOff), true) => f.write_str(
                        "\u{a0}: selon une page d’Intuit, il faut d’abord la désactiver, et selon une autre, c’est impossible",
                    ),
                    (Some(_), true) => f.write_str(
                        "\u{a0}: une page d’Intuit indique ce qu’il faut faire d’abord, alors que, selon une autre, il n’y a rien à faire",
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
                        let or_higher = if AddOnKind::Payroll.is_highest(lowest) { "" } else { " ou un niveau supérieur" };
                        write!(
                            f,
                            "avec l’abonnement {with}, le module complémentaire {of} n’est offert qu’avec {payroll}{or_higher}"
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
                write!(f, "{who} {verb} pas autorisé le transfert de la facturation {} {to}", De(scene.product(of)))
            }
            Reason::TransferPermissionExpired { product: of, hours_ago, window, .. } => {
                let (ago, held) = (Count(hours_ago, HOURS), Count(window, HOURS));
                write!(
                    f,
                    "l’autorisation de transfert de la facturation {} a été donnée il y a {ago} et n’était valable que pendant \
                     {held}",
                    De(scene.product(of))
                )
            }
            Reason::AnnualBilling { product: of, in_days } => {
                let billing = Own { owner: client, yours: "votre facturation", the: "la facturation" };
                let to = firm.to_house();
                write!(f, "{billing} est annuelle, ce qui empêche de transférer celle {} {to}", De(scene.product(of)))?;
                match in_days {
                    0 => Ok(()),
                    _ => write!(f, ", et la facturation mensuelle ne pourra être choisie que dans {}", Count(in_days, DAYS)),
                }
            }
            Reason::ClientNotPrimaryAdmin { product: of, .. } => {
                let (verb, to) = (firm.verb("êtes", "est"), client.to_house());
                let of = De(scene.product(of));
                write!(f, "{firm} {verb} l’administrateur principal, ce qui empêche de transférer la facturation {of} {to}")
            }
            Reason::PrimaryAdminElsewhere => f.write_str(match scene.audience {
                Audience::Firm => "l’administrateur principal de l’entreprise n’est ni votre client ni votre cabinet",
                Audience::Client => "l’administrateur principal de votre entreprise n’est ni vous ni votre cabinet comptable",
                Audience::Other => "l’administrateur principal de l’entreprise n’est ni le client ni le cabinet",
            }),
            Reason::FirmUserNotPermitted => {
                write!(
                    f,
                    "l’utilisateur {} qui effectue la modification n’a pas accès à {}",
                    firm.of_house(),
                    super::BILLING_PAGE
                )
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
                write!(f, "{company} relève d’un autre système de facturation, en raison d’un service associé")
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

    fn instead(&self, reason: &Reason) -> Option<WithNames> {
        let text = match reason {
            Reason::SeparateProduct { .. } => {
                "Intuit a sa propre procédure pour passer de QuickBooks {separate} à QuickBooks en ligne \
                 ou inversement."
            }
            Reason::LedgerClosed { .. } => "{lowest} est l’abonnement du niveau le plus bas.",
            Reason::NotSold { .. } => "Il est possible de conserver ce qui est en place ou de demander ce qui est offert.",
            Reason::TransitionClosed { .. } => "Il est possible de demander un autre abonnement.",
            Reason::FeatureInUse { cleared_by: None, .. } => {
                "Il est possible de demander un abonnement qui offre cette fonction ou de communiquer avec Intuit."
            }
            Reason::OtherBillingSystem => "Intuit peut indiquer de quel service il s’agit et s’il peut être dissocié.",
            Reason::OtherRegion => {
                "Un cabinet qui utilise l’édition du même pays peut prendre en charge la facturation, ou le payeur actuel peut \
                 continuer de payer."
            }
            _ => return None,
        };
        Some(WithNames(text))
    }

    fn notice(&self, f: &mut Formatter<'_>, scene: Scene<'_>, notice: &Notice) -> fmt::Result {
        let (firm, client) = (Who(Party::Firm, scene.audience), Who(Party::Client, scene.audience));
        match *notice {
            Notice::LeavesLedger => {
                let discuss = match scene.audience {
                    Audience::Firm => "discutez-en d’abord avec votre client",
                    Audience::Client => "discutez-en d’abord avec votre cabinet comptable",
                    Audience::Other => "il faut d’abord en discuter avec le client",
                };
                write!(f, "il ne sera plus possible de revenir à QuickBooks {}\u{a0}: {discuss}", scene.plan(Plan::Ledger))
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
                let que = if elides(scene.product(of)) { "qu’" } else { "que " };
                let (from, to) = (AddOn(scene, of, from), AddOn(scene, of, to));
                write!(f, "ce {que}{from} offre de plus {que}{to} n’est plus accessible")
            }
            Notice::AddOnGoesDown { product: of, from, to: None } => {
                write!(f, "{} prend fin, de même que tout ce que ce module permet", AddOn(scene, of, from))
            }
            Notice::DiscountsEnd => {
                let discounts = Own { owner: client, yours: "vos rabais", the: "les rabais" };
                write!(f, "{discounts} prennent fin")
            }
            Notice::TimeTrackingUnavailable => {
                let (feature, payroll) = (TheFeature(Feature::TimeTracking), scene.without_time_tracking());
                write!(f, "{feature} de l’abonnement est inaccessible avec {payroll}")
            }
            Notice::PrimaryAdminLocked => write!(
                f,
                "avec l’abonnement {}, le rôle d’administrateur principal ne peut être cédé qu’avec l’aide d’Intuit",
                scene.plan(Plan::EasyStart)
            ),
            Notice::Resubscribes => {
                let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
                write!(f, "{subscription} reprend comme un nouvel abonnement")
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
                write!(
                    f,
                    "les données de {company} restent en lecture seule jusqu’à la saisie de {own} renseignements de paiement"
                )
            }
            Notice::PaymentDetailsNeeded => {
                write!(
                    f,
                    "{client} {} saisir {} renseignements de paiement",
                    client.verb("devez", "doit"),
                    client.verb("vos", "ses")
                )
            }
        }
    }

    fn act(&self, f: &mut Formatter<'_>, scene: Scene<'_>, remedy: &Remedy) -> fmt::Result {
        let (subject, has_to, _) = who_acts(remedy, scene.audience);
        write!(f, "{subject} {has_to} {}", Act(remedy, scene))
    }

    fn either(&self, f: &mut Formatter<'_>, scene: Scene<'_>, first: &Remedy, second: &Remedy) -> fmt::Result {
        if let (Remedy::Authorise { .. }, Remedy::Authorise { .. }) = (first, second) {
            return f.write_str(match scene.audience {
                Audience::Firm => "vous ou votre client devez autoriser la modification",
                Audience::Client => "vous ou votre cabinet comptable devez autoriser la modification",
                Audience::Other => "le cabinet ou le client doit autoriser la modification",
            });
        }
        let (subject, _, can) = who_acts(first, scene.audience);
        write!(f, "{subject} {can} {} ou ", Act(first, scene))?;
        if first.by() != second.by() {
            let (subject, _, can) = who_acts(second, scene.audience);
            write!(f, "{subject} {can} ")?;
        }
        write!(f, "{}", Act(second, scene))
    }

    fn step(&self, f: &mut Formatter<'_>, scene: Scene<'_>, step: &Step) -> fmt::Result {
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
            Step::Add { product: of, tier, .. } => {
                write!(f, "{who} {} {}", who.verb("ajoutez", "ajoute"), AddOn(scene, of, tier))
            }
            Step::Remove { product: of, tier, .. } => {
                write!(f, "{who} {} {}", who.verb("retirez", "retire"), AddOn(scene, of, tier))
            }
            Step::ChangeTier { product: of, from, to, .. } => {
                let (from, to) = (AddOn(scene, of, from), AddOn(scene, of, to));
                write!(f, "{who} {} {from} par {to}", who.verb("remplacez", "remplace"))
            }
            Step::TransferBilling { product: of, to, by, .. } if to == by => {
                write!(f, "{who} {} en charge la facturation {}", who.verb("prenez", "prend"), De(scene.product(of)))
            }
            Step::TransferBilling { product: of, to, .. } => {
                let (verb, to) = (who.verb("transférez", "transfère"), Who(to, scene.audience).to_house());
                write!(f, "{who} {verb} la facturation {} {to}", De(scene.product(of)))
            }
        }
    }

    fn action(&self, f: &mut Formatter<'_>, scene: Scene<'_>, action: &Action) -> fmt::Result {
        match *action {
            Action::Upgrade { to } => write!(f, "Mettre à niveau vers {}", scene.plan(to)),
            Action::Downgrade { to } => write!(f, "Passer à un niveau inférieur\u{a0}: {}", scene.plan(to)),
            Action::LeaveLedger { to } => write!(f, "Quitter {} pour {}", scene.plan(Plan::Ledger), scene.plan(to)),
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
                write!(f, "Prendre en charge la facturation {}", De(scene.product(of)))
            }
            Action::Transfer { product: of, to } => {
                write!(f, "Transférer la facturation {} {}", De(scene.product(of)), Who(to, scene.audience).to_house())
            }
        }
    }

    fn question(&self, f: &mut Formatter<'_>, scene: Scene<'_>, question: &Question) -> fmt::Result {
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
                write!(f, "est-ce que {} est un utilisateur comptable de {company}", firm.house())
            }
            Fact::Status => {
                let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
                write!(f, "quel est le statut de {subscription}\u{a0}: ")?;
                alternatives(f, scene.language, ClientStatus::ALL.iter().map(|status| Lowered(status.label(scene.language))))
            }
            Fact::ClientBillingCurrent => {
                let details =
                    Own { owner: client, yours: "vos renseignements de paiement", the: "les renseignements de paiement" };
                write!(f, "{details} sont-ils à jour")
            }
            Fact::BillingCycle => {
                let billing = Own { owner: client, yours: "votre facturation", the: "la facturation" };
                write!(f, "{billing} est-elle mensuelle ou annuelle")
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
                write!(f, "est-ce que {client} {has} confirmé le passage à un niveau inférieur")?;
                if question.is_about_losses() { write!(f, ", et quelles fonctions {accepts} de perdre") } else { Ok(()) }
            }
            Fact::TransferPermissionHours => {
                let house = firm.to_house();
                write!(
                    f,
                    "combien d’heures se sont écoulées depuis que le transfert de la facturation {house} a été autorisé, le cas échéant"
                )
            }
            Fact::DaysSinceDiscount => {
                let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
                write!(
                    f,
                    "combien de jours se sont écoulés depuis que le rabais de facturation groupée d’un cabinet a cessé de s’appliquer à \
                     {subscription}, le cas échéant"
                )
            }
            Fact::HoursSinceDowngrade => {
                let subscription = Own { owner: client, yours: "votre abonnement", the: "l’abonnement" };
                write!(
                    f,
                    "combien d’heures se sont écoulées depuis que {subscription} est passé à un niveau inférieur, le cas échéant"
                )
            }
            Fact::DowngradeOffered => write!(f, "est-ce que {MENU} affiche l’option «\u{a0}Passer à un niveau inférieur\u{a0}»"),
            Fact::AddressesMatch => {
                write!(f, "l’adresse de {company} et {} sont-elles exactes", firm.that_of_house())
            }
            Fact::OtherBillingSystem => {
                write!(f, "est-ce que {company} relève d’un autre système de facturation")
            }
            Fact::SameRegion => {
                let use_ = if client.reads() || firm.reads() { "utilisez" } else { "utilisent" };
                write!(f, "est-ce que {client} et {firm} {use_} l’édition du même pays")
            }
            Fact::Users(kind) => {
                count(f, client, question.more_than, user_kind(kind))?;
                f.write_str(", invitations comprises")
            }
            // The class is the one noun that is feminine.
            Fact::Resource(Resource::ClassesAndLocations) if question.more_than == Some(1) => {
                write!(f, "est-ce que {client} {} plus d’une classe ou d’un lieu actif", client.verb("avez", "a"))
            }
            Fact::Resource(Resource::ClassesAndLocations) if question.more_than == Some(0) => {
                write!(f, "est-ce que {client} {} des classes ou des lieux actifs", client.verb("avez", "a"))
            }
            Fact::Resource(kind) => count(f, client, question.more_than, resource(kind)),
            Fact::Feature(of @ Feature::Multicurrency) => {
                write!(f, "est-ce que {} est activée chez {client}", TheFeature(of))
            }
            Fact::Feature(of) => write!(f, "est-ce que {client} {} {}", client.verb("utilisez", "utilise"), TheFeature(of)),
        }
    }

    fn reason_condition(&self, code: ReasonCode) -> WithNames {
        use ReasonCode as Code;

        WithNames(match code {
            Code::NothingToChange => "l’abonnement demandé est l’abonnement actuel",
            Code::SeparateProduct => {
                "l’abonnement à QuickBooks en ligne change, et l’abonnement actuel ou demandé est {separate}, ou la facturation de \
                 l’abonnement {separate} est transférée"
            }
            Code::LedgerClosed => "l’abonnement {ladder} est remplacé par l’abonnement {ledger}",
            Code::NotSold => {
                "la demande comporte un nouvel abonnement ou un nouveau niveau de module complémentaire que le catalogue n’offre pas"
            }
            Code::TransitionClosed => {
                "le catalogue ne permet pas ce changement d’abonnement, sans qu’aucun des motifs précédents ne l’explique"
            }
            Code::ClientPending => {
                "le statut du client est en attente, et une modification ou un transfert de facturation est demandé"
            }
            Code::ClientReadOnly => {
                "l’abonnement du client est restreint, suspendu, expiré ou annulé, et une modification est demandée, ou un transfert \
                 de facturation qui ne le fait pas reprendre comme un nouvel abonnement"
            }
            Code::FirmBillingOutdated => {
                "les renseignements sur la facturation du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à \
                 niveau ou la facturation d’un produit lui est transférée"
            }
            Code::FirmSubscriptionOutdated => {
                "les renseignements sur l’abonnement du cabinet ne sont pas à jour, et un produit que paie le cabinet est mis à niveau"
            }
            Code::ClientBillingOutdated => {
                "les renseignements de paiement du client ne sont pas à jour, et un produit que paie le client est mis à niveau"
            }
            Code::NotAuthorised => {
                "le produit est modifié sans que son payeur le demande, ou sa facturation est transférée au cabinet sans que le \
                 cabinet le demande, ou au client sans que l’un ou l’autre le demande"
            }
            Code::DowngradeNotOffered => {
                "l’abonnement à QuickBooks en ligne passe à un niveau inférieur, c’est le cabinet qui le paie, et le menu \
                 «\u{a0}Actions relatives aux abonnements\u{a0}» n’affiche pas cette option"
            }
            Code::DowngradeNotConfirmed => {
                "un produit passe à un niveau inférieur ou est retiré sans que le client l’ait confirmé, même si la demande vient de \
                 lui"
            }
            Code::LossesNotAccepted => {
                "un produit passe à un niveau inférieur ou est retiré, et le client l’a confirmé sans accepter la perte de toutes les \
                 fonctions en cause"
            }
            Code::TooManyUsers => {
                "l’abonnement change, et le nombre d’utilisateurs d’un type qui fait obstacle dépasse la nouvelle limite, qui est \
                 plus basse"
            }
            Code::FeatureInUse => {
                "l’abonnement change, et le client utilise une fonction qui fait obstacle et que le nouvel abonnement n’offre pas"
            }
            Code::OverLimit => {
                "l’abonnement change, et l’utilisation d’une ressource qui fait obstacle dépasse la nouvelle limite, qui est plus basse"
            }
            Code::AddOnUnsupported => {
                "la demande comporte un module complémentaire qui n’est pas offert avec l’abonnement ou le niveau du module {payroll}, \
                 et l’abonnement à QuickBooks en ligne, ce module ou {payroll} est modifié"
            }
            Code::UpgradeTooSoon => {
                "l’abonnement à QuickBooks en ligne est mis à niveau avant la fin du délai que le catalogue prévoit après un passage à un niveau \
                 inférieur"
            }
            Code::TransferAndChange => "un même produit est modifié alors que sa facturation est transférée",
            Code::TransferNotPermitted => {
                "la facturation du produit est transférée au cabinet, et aucune autorisation de transfert n’a été donnée"
            }
            Code::TransferPermissionExpired => {
                "la facturation du produit est transférée au cabinet, et l’autorisation de transfert est plus ancienne que ne \
                 l’admet le catalogue"
            }
            Code::AnnualBilling => {
                "la facturation de l’abonnement à QuickBooks en ligne ou du module complémentaire {time} est transférée au cabinet, et le client \
                 est facturé annuellement"
            }
            Code::ClientNotPrimaryAdmin => {
                "la facturation du produit est transférée au client, alors que le cabinet est l’administrateur principal"
            }
            Code::PrimaryAdminElsewhere => {
                "un transfert de facturation est demandé, et l’administrateur principal n’est ni le client ni le cabinet"
            }
            Code::FirmUserNotPermitted => {
                "l’utilisateur du cabinet qui effectue la modification n’a pas accès à la facturation, et un produit que paie le \
                 cabinet est modifié ou la facturation d’un produit lui est transférée"
            }
            Code::FirmNotAccountant => {
                "la facturation d’un produit est transférée au cabinet, qui n’est pas un utilisateur comptable de l’entreprise du \
                 client"
            }
            Code::NotSubscribedYet => "la facturation d’un produit est transférée au cabinet pendant la période d’essai",
            Code::AddressMismatch => {
                "la facturation d’un produit est transférée au cabinet, et l’adresse de l’entreprise du client ou celle du cabinet \
                 est erronée"
            }
            Code::OtherBillingSystem => {
                "la facturation d’un produit est transférée au cabinet, et le client relève d’un autre système de facturation"
            }
            Code::OtherRegion => {
                "la facturation d’un produit est transférée au cabinet, et le client et le cabinet n’utilisent pas l’édition du même \
                 pays"
            }
            Code::CancellationPending => {
                "l’abonnement est annulé mais encore en vigueur, et une modification ou un transfert de facturation est demandé"
            }
        })
    }

    fn notice_condition(&self, code: NoticeCode) -> WithNames {
        use NoticeCode as Code;

        WithNames(match code {
            Code::LeavesLedger => "l’abonnement {ledger} est remplacé par un autre abonnement, sans retour possible",
            Code::FeaturesLost => "le client utilise des fonctions que le nouvel abonnement n’offre pas",
            Code::UsersOverLimit => {
                "l’abonnement change, et le nombre d’utilisateurs d’un type dépasse la nouvelle limite, sans que cela fasse obstacle"
            }
            Code::ResourceOverLimit => {
                "l’abonnement change, et l’utilisation d’une ressource dépasse la nouvelle limite, sans que cela fasse obstacle"
            }
            Code::DiscountsEnd => "l’abonnement à QuickBooks en ligne passe à un niveau inférieur, et c’est le client qui paie",
            Code::TimeTrackingUnavailable => {
                "{payroll} rend inaccessible le suivi des heures travaillées du nouvel abonnement, et le client l’utilise et y \
                 avait accès, ou son abonnement actuel ne l’offre pas"
            }
            Code::PrimaryAdminLocked => {
                "l’abonnement passe à {easy_start}, avec lequel le rôle d’administrateur principal ne peut être cédé \
                 qu’avec l’aide d’Intuit"
            }
            Code::DiscountKept => {
                "la facturation du produit est transférée au cabinet, et le rabais de facturation groupée d’un cabinet s’appliquait \
                 encore dans le délai que prévoit le catalogue"
            }
            Code::RetailPrice => {
                "la facturation du produit est transférée au cabinet dans les autres cas, et le catalogue prévoit le prix de détail"
            }
            Code::FullPrice => "la facturation du produit est transférée au client",
            Code::CompanySuspended => {
                "l’abonnement change, et une nouvelle limite, dont le dépassement entraîne la suspension de l’entreprise, est dépassée"
            }
            Code::AddOnGoesDown => "un module complémentaire passe à un niveau inférieur ou est retiré",
            Code::Resubscribes => {
                "l’abonnement à QuickBooks en ligne reprend comme un nouvel abonnement quand sa facturation est transférée au cabinet"
            }
            Code::ProratedCharge => "un produit que paie cette partie est mis à niveau",
            Code::WholesalePrice => {
                "la facturation du produit est transférée au cabinet dans les autres cas, et le catalogue prévoit le prix de gros"
            }
            Code::ReadOnlyUntilBillingDetails => {
                "la facturation de l’abonnement à QuickBooks en ligne est transférée au client, à la demande du cabinet"
            }
            Code::PaymentDetailsNeeded => {
                "la facturation de l’abonnement à QuickBooks en ligne est transférée au client, sans que le cabinet le demande"
            }
        })
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
            Remedy::Authorise { .. } => f.write_str("autoriser la modification"),
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
                f.write_str(" après une mise à niveau ultérieure (les invitations comptent et peuvent être annulées")?;
                if kind == UserKind::Billable {
                    let people = firm.of_house();
                    write!(f, ", et les personnes {people} peuvent revenir à titre d’utilisateurs comptables")?;
                }
                f.write_str(")")
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
                    "conserver le payeur actuel {} et transférer la facturation de ce produit dans une demande distincte",
                    De(scene.product(of))
                )
            }
            Remedy::PermitTransfer { .. } => f.write_str(
                "donner l’autorisation de transfert de la facturation à titre d’administrateur principal, une seule fois pour tous les \
                 produits et en dernier lieu",
            ),
            Remedy::SwitchToMonthly { in_days: 0 } => f.write_str("passer à la facturation mensuelle"),
            Remedy::SwitchToMonthly { in_days } => {
                write!(f, "passer à la facturation mensuelle, ce qui sera possible dans {}", Count(in_days, DAYS))
            }
            Remedy::HandOverPrimaryAdmin { by: Actor::Vendor } => {
                f.write_str("demander à Intuit de ")?;
                if client.reads() {
                    f.write_str("vous transférer le rôle d’administrateur principal")?;
                } else {
                    write!(f, "transférer le rôle d’administrateur principal {}", client.to_house())?;
                }
                write!(f, ", ce que seul Intuit peut faire avec l’abonnement {}", scene.plan(Plan::EasyStart))
            }
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

/// How many there are, or whether there are more than so many.
fn count(f: &mut Formatter<'_>, client: Who, more_than: Option<u32>, [singular, plural]: Noun) -> fmt::Result {
    let has = client.verb("avez", "a");
    let of = if elides(plural) { "d’" } else { "de " };
    match more_than {
        None if client.reads() => write!(f, "combien {of}{plural} avez-vous"),
        None => write!(f, "combien {of}{plural} {client} a-t-il"),
        Some(0) => write!(f, "est-ce que {client} {has} des {plural}"),
        Some(1) => write!(f, "est-ce que {client} {has} plus d’un {singular}"),
        Some(limit) => write!(f, "est-ce que {client} {has} plus de {}\u{a0}{plural}", number(limit)),
    }
}
