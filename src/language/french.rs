//! Canadian French, in the terms of the vendor's help article L78SslIqi where it has one, and of the vendor's other French pages where
//! it has none.
//!
//! Names of features and plans stand in apposition, « la fonction Multidevise », « l’abonnement Standard », as the article has them: so
//! nothing has to agree with a name. The house rules of typography are at [`Words`](super::Words).

mod reasons;
mod remedies;

pub(super) use reasons::{notice, reason};
pub(super) use remedies::{action, remedies, remedy, step};

use core::fmt::{self, Display, Formatter};

use super::text::{Grouped, list};
use crate::{
    Actor, Effective, Feature, FeatureSet, Language, Mark, Party, Plan, Product, Reader, Resource, Source, Tier, UserKind,
};

/// A party, as this reader calls it: the subject of a clause.
#[derive(Clone, Copy)]
struct Who(Party, Reader);

impl Who {
    const fn reads(self) -> bool {
        matches!(self, Self(Party::Firm, Reader::Firm) | Self(Party::Client, Reader::Client))
    }

    /// The word that goes with « vous », or the one that goes with the others.
    const fn verb(self, vous: &'static str, il: &'static str) -> &'static str {
        if self.reads() { vous } else { il }
    }

    const fn subject(self) -> &'static str {
        match self {
            Self(Party::Firm, Reader::Firm) | Self(Party::Client, Reader::Client) => "vous",
            Self(Party::Firm, Reader::Client) => "votre cabinet comptable",
            Self(Party::Firm, Reader::Other) => "le cabinet",
            Self(Party::Client, Reader::Firm) => "votre client",
            Self(Party::Client, Reader::Other) => "le client",
        }
    }

    /// Not the person but the house, after « de ».
    const fn of_house(self) -> &'static str {
        match self {
            Self(Party::Firm, Reader::Firm) => "de votre cabinet",
            Self(Party::Firm, Reader::Client) => "de votre cabinet comptable",
            Self(Party::Firm, Reader::Other) => "du cabinet",
            Self(Party::Client, Reader::Firm) => "de votre client",
            Self(Party::Client, Reader::Client) => "de votre entreprise",
            Self(Party::Client, Reader::Other) => "du client",
        }
    }

    /// Not the person but the house, after « à ».
    const fn to_house(self) -> &'static str {
        match self {
            Self(Party::Firm, Reader::Firm) => "à votre cabinet",
            Self(Party::Firm, Reader::Client) => "à votre cabinet comptable",
            Self(Party::Firm, Reader::Other) => "au cabinet",
            Self(Party::Client, Reader::Firm) => "à votre client",
            Self(Party::Client, Reader::Client) => "à votre entreprise",
            Self(Party::Client, Reader::Other) => "au client",
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

/// Who acts: the subject, and its verbs for what has to be done and for what can be.
const fn who_acts(actor: Actor, reader: Reader) -> (&'static str, &'static str, &'static str) {
    const VOUS: (&str, &str, &str) = ("vous", "devez", "pouvez");
    let who = match (actor, reader) {
        (Actor::Firm, _) => Who(Party::Firm, reader),
        (Actor::Client, _) => Who(Party::Client, reader),
        // Whoever reads waits with the others, and may ask for something else.
        (Actor::Vendor | Actor::Requester, Reader::Firm | Reader::Client) => return VOUS,
        (Actor::Vendor, Reader::Other) => return ("le cabinet et le client", "doivent", "peuvent"),
        (Actor::Requester, Reader::Other) => return ("la personne qui fait la demande", "doit", "peut"),
    };
    if who.reads() { VOUS } else { (who.subject(), "doit", "peut") }
}

/// The name of the product in the vendor's words.
const fn product(product: Product) -> &'static str {
    product.label(Language::French)
}

const fn plan(plan: Plan) -> &'static str {
    plan.label(Language::French)
}

/// A plan after « de ».
struct FromPlan(Plan);

impl Display for FromPlan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = plan(self.0);
        write!(f, "{}{name}", if name.starts_with(['A', 'E', 'I', 'O', 'U', 'É']) { "d’" } else { "de " })
    }
}

/// An add-on with its tier: « QuickBooks Paie de base », « QuickBooks Time Élite ».
pub(super) struct AddOn(pub(super) Product, pub(super) Tier);

impl Display for AddOn {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let tier = match self.1 {
            // Alone it is called « Paie de base ».
            Tier::Core => "de base",
            tier => tier.label(Language::French),
        };
        write!(f, "{} {tier}", product(self.0))
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
        list(f, self.0, " et ", |feature| feature.label(Language::French))
    }
}

/// Singular, plural. All are masculine.
type Noun = [&'static str; 2];

const HOURS: Noun = ["heure", "heures"];

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
        write!(f, "{} {}", number(self.0), if self.0 < 2 { singular } else { plural })
    }
}

/// Where a rule comes from.
pub(super) fn source(f: &mut Formatter<'_>, source: &Source) -> fmt::Result {
    match (source.mark, source.article) {
        (_, Some(article)) => {
            write!(f, "article {}", article.id)?;
            article.published.map_or(Ok(()), |on| {
                let (day, month) = (on.day(), month_name(on.month()));
                write!(f, " du {day}{} {month} {}", if day == 1 { "er" } else { "" }, on.year())
            })
        }
        (Mark::Source | Mark::OtherPage, None) => f.write_str("autre page d’Intuit"),
        (Mark::Judgement, None) => f.write_str("jugement"),
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

/// When a change takes effect.
pub(super) const fn takes_effect(effective: Effective) -> &'static str {
    match effective {
        Effective::Immediately => "la modification prend effet immédiatement",
        Effective::NextBillingDate => "la modification prend effet à la prochaine date de facturation",
    }
}

/// That the change is refused, for this many reasons.
pub(super) fn refused(f: &mut Formatter<'_>, reasons: usize) -> fmt::Result {
    f.write_str("la modification est refusée")?;
    if reasons < 2 { Ok(()) } else { write!(f, " pour {reasons} raisons") }
}

/// What stands before the notices.
pub(super) const PLEASE_NOTE: &str = "À noter\u{a0}:";

/// What is said of a notice whose effect cannot be undone.
pub(super) const CANNOT_BE_UNDONE: &str = "Cet effet est irréversible.";
