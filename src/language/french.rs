//! Canadian French, in the terms of the vendor's help article L78SslIqi where it has one, and of the vendor's other French pages where
//! it has none.
//!
//! Names of features and plans stand in apposition, « la fonction Multidevise », « l’abonnement Standard », as the article has
//! them: so no word has to agree with a name. The house rules of typography are at [`Localized`](super::Localized).

mod sentences;

use core::fmt::{self, Display, Formatter};

use super::Localized;
#[cfg(all(feature = "serde", feature = "std"))]
use super::speech::Unheard;
use super::speech::{Phrases, Scene, Side, Speech, Told};
use super::text::{Grouped, WithNames, list};
use crate::assess::Place;
use crate::model::{Audience, Feature, FeatureSet, Language, Party, Plan, Product, Resource, Subscription, Tier, UserKind};
use crate::record::RecheckVerdict;
use crate::rules::Remedy;
use crate::terms::{Effective, Mark, Part, Published, Source};

/// A party, as this reader calls it: the subject of a clause.
#[derive(Clone, Copy)]
struct Who(Party, Audience);

impl Who {
    const fn reads(self) -> bool {
        matches!(self, Self(Party::Firm, Audience::Firm) | Self(Party::Client, Audience::Client))
    }

    /// The word that goes with « vous », or the one that goes with the others.
    const fn verb(self, vous: &'static str, il: &'static str) -> &'static str {
        if self.reads() { vous } else { il }
    }

    const fn subject(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) | Self(Party::Client, Audience::Client) => "vous",
            Self(Party::Firm, Audience::Client) => "votre cabinet comptable",
            Self(Party::Firm, Audience::Other) => "le cabinet",
            Self(Party::Client, Audience::Firm) => "votre client",
            Self(Party::Client, Audience::Other) => "le client",
        }
    }

    /// The firm or company rather than the person.
    const fn house(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) => "votre cabinet",
            Self(Party::Client, Audience::Client) => "votre entreprise",
            Self(party, audience) => Self(party, audience).subject(),
        }
    }

    /// The firm or company rather than the person, after « de ».
    const fn of_house(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) => "de votre cabinet",
            Self(Party::Firm, Audience::Client) => "de votre cabinet comptable",
            Self(Party::Firm, Audience::Other) => "du cabinet",
            Self(Party::Client, Audience::Firm) => "de votre client",
            Self(Party::Client, Audience::Client) => "de votre entreprise",
            Self(Party::Client, Audience::Other) => "du client",
        }
    }

    /// The firm or company rather than the person, after « celle ».
    const fn that_of_house(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) => "celle de votre cabinet",
            Self(Party::Firm, Audience::Client) => "celle de votre cabinet comptable",
            Self(Party::Firm, Audience::Other) => "celle du cabinet",
            Self(Party::Client, Audience::Firm) => "celle de votre client",
            Self(Party::Client, Audience::Client) => "celle de votre entreprise",
            Self(Party::Client, Audience::Other) => "celle du client",
        }
    }

    /// The firm or company rather than the person, after « à ».
    const fn to_house(self) -> &'static str {
        match self {
            Self(Party::Firm, Audience::Firm) => "à votre cabinet",
            Self(Party::Firm, Audience::Client) => "à votre cabinet comptable",
            Self(Party::Firm, Audience::Other) => "au cabinet",
            Self(Party::Client, Audience::Firm) => "à votre client",
            Self(Party::Client, Audience::Client) => "à votre entreprise",
            Self(Party::Client, Audience::Other) => "au client",
        }
    }
}

impl Display for Who {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.subject())
    }
}

/// What belongs to a party: « votre abonnement », « l’abonnement de votre client ».
struct Own {
    owner: Who,
    /// With « votre » or « vos ».
    yours: &'static str,
    /// With its article.
    the: &'static str,
}

impl Display for Own {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.owner.reads() { f.write_str(self.yours) } else { write!(f, "{} {}", self.the, self.owner.of_house()) }
    }
}

/// The client's company.
const fn company(audience: Audience) -> &'static str {
    match audience {
        Audience::Firm => "l’entreprise de votre client",
        Audience::Client => "votre entreprise",
        Audience::Other => "l’entreprise du client",
    }
}

/// Who is told to do something: the subject, and its verbs for what has to be done and for what can be.
const fn who_acts(remedy: &Remedy, audience: Audience) -> (&'static str, &'static str, &'static str) {
    const VOUS: (&str, &str, &str) = ("vous", "devez", "pouvez");
    let subject = match (remedy.told(), audience) {
        (Told::FirmAdmin, Audience::Firm) => "un administrateur de votre cabinet",
        (Told::FirmAdmin, Audience::Client) => "un administrateur de votre cabinet comptable",
        (Told::FirmAdmin, Audience::Other) => "un administrateur du cabinet",
        (Told::Party(party), _) if Who(party, audience).reads() => return VOUS,
        (Told::Party(party), _) => Who(party, audience).subject(),
        // The reader waits too, and may be the one who asks for something else.
        (Told::Both | Told::Requester, Audience::Firm | Audience::Client) => return VOUS,
        (Told::Both, Audience::Other) => return ("le cabinet et le client", "doivent", "peuvent"),
        (Told::Requester, Audience::Other) => "la personne qui fait la demande",
    };
    (subject, "doit", "peut")
}

/// From one plan to another: « de l’abonnement Avancé à l’abonnement Plus ».
struct FromTo<'a>(Scene<'a>, Plan, Plan);

impl Display for FromTo<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(scene, from, to) = *self;
        write!(f, "de l’abonnement {} à l’abonnement {}", scene.plan(from), scene.plan(to))
    }
}

/// An add-on with its tier: « QuickBooks Paie de base », « QuickBooks Time Elite ».
struct AddOn<'a>(Scene<'a>, Product, Tier);

impl Display for AddOn<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(scene, product, tier) = *self;
        let tier = match tier {
            _ if !has_french_tiers(scene, product) => tier.label(Language::English),
            // Alone it is called « Paie de base ».
            Tier::Core => "de base",
            _ => tier.label(Language::French),
        };
        write!(f, "{} {tier}", scene.product(product))
    }
}

/// Whether the vendor translates the tiers of a product: where it translates the product, as « QuickBooks Paie » in Canada.
fn has_french_tiers(scene: Scene<'_>, product: Product) -> bool {
    let names = product.add_on().map(|kind| scene.terms.edition.names.add_ons.get(kind));
    names.is_some_and(|names| names.en != names.fr)
}

/// Whether « de » and « que » are elided before a name that an edition gives.
fn elides(name: &str) -> bool {
    let vowels = ['A', 'E', 'I', 'O', 'U', 'À', 'Â', 'É', 'È', 'Ê', 'Î', 'Ô'];
    name.chars().next().and_then(|first| first.to_uppercase().next()).is_some_and(|first| vowels.contains(&first))
}

/// A name that an edition gives, after « de »: « de QuickBooks Paie », and « d’Intuit Payroll » if it were called so.
struct De<'a>(&'a str);

impl Display for De<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if elides(self.0) { "d’" } else { "de " }, self.0)
    }
}

/// « la fonction Multidevise »
struct TheFeature(Feature);

impl Display for TheFeature {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "la fonction {}", self.0.label(Language::French))
    }
}

/// Access to features: « l’accès à la fonction Projets », « l’accès aux fonctions Projets et Budgets ».
struct AccessTo(FeatureSet);

impl Display for AccessTo {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.len() < 2 { "l’accès à la fonction " } else { "l’accès aux fonctions " })?;
        list(f, "et", self.0.iter().map(|feature| feature.label(Language::French)))
    }
}

/// Singular, plural. All are masculine.
type Noun = [&'static str; 2];

const HOURS: Noun = ["heure", "heures"];
const DAYS: Noun = ["jour", "jours"];

/// Where the firm changes a client's subscription.
const MENU: &str = "le menu «\u{a0}Actions relatives aux abonnements\u{a0}»";

/// Where the menu is. On 31 December 2026 the product is replaced by the one in parentheses.
const ACCOUNTANT: &str = "QuickBooks en ligne Comptable (Intuit Accountant Suite à compter de 2027)";

/// The page that it stands on.
const BILLING_PAGE: &str = "la page «\u{a0}Abonnements et facturation\u{a0}»";

const fn user_kind(kind: UserKind) -> Noun {
    match kind {
        UserKind::Billable => ["utilisateur facturable", "utilisateurs facturables"],
        UserKind::Accountant => ["utilisateur comptable", "utilisateurs comptables"],
        UserKind::ReportsOnly => ["utilisateur de rapports seulement", "utilisateurs de rapports seulement"],
        UserKind::TimeOnly => {
            ["utilisateur du suivi des heures travaillées seulement", "utilisateurs du suivi des heures travaillées seulement"]
        }
    }
}

const fn resource(resource: Resource) -> Noun {
    match resource {
        Resource::Accounts => ["compte actif", "comptes actifs"],
        Resource::ClassesAndLocations => ["classe ou lieu actif", "classes et lieux actifs"],
        Resource::CustomFields => ["champ personnalisé", "champs personnalisés"],
    }
}

const fn number(number: u32) -> Grouped {
    Grouped(number, "\u{a0}")
}

/// A number and the noun that it counts; none and one are singular.
struct Count(u32, Noun);

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [singular, plural] = self.1;
        write!(f, "{}\u{a0}{}", number(self.0), if self.0 < 2 { singular } else { plural })
    }
}

const fn month_name(month: u8) -> &'static str {
    match month {
        1 => "janvier",
        2 => "février",
        3 => "mars",
        4 => "avril",
        5 => "mai",
        6 => "juin",
        7 => "juillet",
        8 => "août",
        9 => "septembre",
        10 => "octobre",
        11 => "novembre",
        _ => "décembre",
    }
}

const PHRASES: Phrases = Phrases {
    please_note: "À noter\u{a0}:",
    cannot_be_undone: "Cet effet est irréversible.",
    first: "D’abord\u{a0}:",
    then: "Ensuite\u{a0}:",
    only: "La demande ne peut pas être satisfaite en entier. Ce qui peut être obtenu\u{a0}:",
    nothing_to_ask_for: "Il n’y a rien à demander.",
    split_billing: "facturation répartie",
    permit_again: " (si le transfert de la facturation a déjà été autorisé, il faudra ensuite l’autoriser de nouveau)",
    before_question: "",
    or: "ou",
    #[cfg(all(feature = "serde", feature = "std"))]
    or_else: "Ou\u{a0}: ",
    #[cfg(all(feature = "serde", feature = "std"))]
    unknown_beside: "inconnu de cette version\u{a0}: ",
    #[cfg(all(feature = "serde", feature = "std"))]
    open: "La réponse dépend de renseignements qui n’étaient pas connus.",
    #[cfg(all(feature = "serde", feature = "std"))]
    possible: "Possible\u{a0}:",
};

/// Canadian French.
pub(super) struct French;

impl Speech for French {
    fn phrases(&self) -> &'static Phrases {
        &PHRASES
    }

    fn place(&self, place: &Place) -> &'static str {
        match place {
            Place::FirmBilledSubscriptions => "Abonnements et facturation, Abonnements facturés au comptable, statut du client",
            Place::SubscriptionActions => {
                "Abonnements et facturation, Abonnements facturés au comptable, Actions relatives aux abonnements"
            }
            Place::Eligibility => "Abonnements et facturation, possibilité d’ajouter le client à la facturation du cabinet",
            Place::UserAccess => "Accès de l’utilisateur du cabinet",
            Place::ClientList => "Liste des clients du cabinet",
            Place::ToldBy(Party::Firm) => "Seul le cabinet peut le dire",
            Place::ToldBy(Party::Client) => "Seul le client peut le dire",
            Place::AccountingApi(_) => "API de comptabilité\u{a0}: ",
            Place::GraphQl(_) => "API GraphQL\u{a0}: ",
        }
    }

    fn add_on(&self, f: &mut Formatter<'_>, scene: Scene<'_>, product: Product, tier: Tier) -> fmt::Result {
        AddOn(scene, product, tier).fmt(f)
    }

    fn source(&self, f: &mut Formatter<'_>, _: Scene<'_>, source: &Source) -> fmt::Result {
        match (source.mark, source.article) {
            (_, Some(article)) => {
                write!(f, "article {}", article.id)?;
                match article.published {
                    Some(Published::On(on)) => {
                        let (day, month) = (on.day(), month_name(on.month()));
                        write!(f, " du {day}{}\u{a0}{month} {}", if day == 1 { "er" } else { "" }, on.year())
                    }
                    Some(Published::In { year, month: month @ (4 | 8 | 10) }) => write!(f, " d’{} {year}", month_name(month)),
                    Some(Published::In { year, month }) => write!(f, " de {} {year}", month_name(month)),
                    None => Ok(()),
                }
            }
            (Mark::Source | Mark::OtherPage, None) => f.write_str("autre page d’Intuit"),
            (Mark::Judgement, None) => f.write_str("interprétation"),
        }
    }

    fn part(&self, part: Part) -> WithNames {
        WithNames(match part {
            Part::Upgrades => "pour les mises à niveau",
            Part::Downgrades => "pour les passages à un niveau inférieur",
            Part::TransfersToFirm => "pour les transferts au cabinet",
            Part::AskedByFirm => "pour ce que demande le cabinet",
            Part::AskedByClient => "pour ce que demande le client",
            Part::PaidByFirm => "pour ce que paie le cabinet",
            Part::EachProduct => "pour chaque produit pris séparément",
            Part::Confirmation => "pour la confirmation",
            Part::EachFeature => "pour chaque fonction prise séparément",
            Part::ReadOnly => "pour la lecture seule",
            Part::TheRefusal => "pour le refus",
            Part::LadderPlans => "pour les abonnements {lowest} à {highest}",
            Part::PlansBeside => "pour {ledger} et {self_employed}",
            Part::Multicurrency => "pour la fonction Multidevise",
            Part::MulticurrencyKept => "pour la fonction Multidevise qu’on ne peut pas désactiver",
            Part::OtherFeatures => "pour les autres fonctions",
            Part::Doubted => "selon lequel on ne peut jamais la désactiver",
            Part::TransfersToClient => "pour les transferts au client",
            Part::WhoActs => "pour la personne qui doit agir",
            Part::Time => "pour {time}",
            Part::OtherAddOns => "pour les autres modules complémentaires",
            Part::Cancelled => "pour les abonnements annulés",
            Part::SelfEmployedBilling => "pour la facturation de QuickBooks {separate}",
            Part::OnEasyStart => "pour {easy_start}",
            Part::BillPay => "pour {bill_pay}",
        })
    }

    fn refused(&self, f: &mut Formatter<'_>, reasons: usize) -> fmt::Result {
        f.write_str("la modification est refusée")?;
        if reasons < 2 { Ok(()) } else { write!(f, " pour {reasons}\u{a0}motifs") }
    }

    fn takes_effect(&self, effective: Effective) -> &'static str {
        match effective {
            Effective::Immediately => "la modification prend effet immédiatement",
            Effective::NextBillingDate => "la modification prend effet à la prochaine date de facturation",
        }
    }

    fn request(&self, f: &mut Formatter<'_>, number: usize, of: usize) -> fmt::Result {
        write!(f, "Demande {number} de {of}\u{a0}:")
    }

    fn rechecked(&self, verdict: RecheckVerdict) -> &'static str {
        match verdict {
            RecheckVerdict::Same => "La modification peut être faite comme prévu.",
            RecheckVerdict::SameBut => "La modification peut être faite comme prévu, sauf pour ce qui suit\u{a0}:",
            RecheckVerdict::NoLongerPossible => "La modification ne peut plus être faite comme prévu.",
        }
    }

    fn beside(&self, side: Side) -> &'static str {
        match side {
            Side::Planned => "Prévu\u{a0}:",
            Side::Today => "Aujourd’hui\u{a0}:",
            Side::NoLonger => "N’est plus prévu\u{a0}:",
            Side::New => "Nouveau\u{a0}:",
        }
    }

    fn holds(&self, f: &mut Formatter<'_>, held: Localized<'_, Subscription>) -> fmt::Result {
        write!(f, "l’abonnement est {held}")
    }

    #[cfg(all(feature = "serde", feature = "std"))]
    fn unknown(&self, f: &mut Formatter<'_>, what: Unheard, name: &str) -> fmt::Result {
        let what = match what {
            Unheard::Decision => "une décision d’un type",
            Unheard::Effective => "la modification prend effet à un moment",
            Unheard::Reason => "un motif",
            Unheard::Remedy => "une solution",
            Unheard::Step => "une étape",
            Unheard::Notice => "un avis",
        };
        write!(f, "{what} que cette version ne connaît pas\u{a0}: «\u{a0}{}\u{a0}»", name.escape_debug())
    }

    fn exchanged(&self, f: &mut Formatter<'_>, scene: Scene<'_>, gained: bool, features: Option<FeatureSet>) -> fmt::Result {
        let way = if gained { "gagnées" } else { "perdues" };
        match features {
            None => write!(f, "les fonctions {way} ne sont pas documentées"),
            Some(features) if features.is_empty() => write!(f, "aucune fonction {}", if gained { "gagnée" } else { "perdue" }),
            Some(features) => {
                write!(f, "fonctions {way}\u{a0}: ")?;
                list(f, "et", features.iter().map(|feature| feature.label(scene.language)))
            }
        }
    }
}
