//! Canadian French, in the terms of the vendor's help article L78SslIqi where it has one, and of the vendor's other French pages where
//! it has none.
//!
//! Names of features and plans stand in apposition, « la fonction Multidevise », « l’abonnement Standard », as the article has them: so
//! nothing has to agree with a name. The house rules of typography are at [`Words`](super::Words).

mod conditions;
mod questions;
mod reasons;
mod remedies;

use core::fmt::{self, Display, Formatter};

use super::speech::{Scene, Speech};
use super::text::{Grouped, list};
use crate::assess::Question;
use crate::decision::Step;
use crate::model::{
    Actor, Audience, Feature, FeatureSet, Language, NoticeCode, Party, Product, ReasonCode, Resource, Tier, UserKind,
};
use crate::rules::{Notice, Reason, Remedy};
use crate::terms::{Effective, Mark, Published, Source};
use crate::ways_out::Action;

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

    /// Not the person but the house, after « de ».
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

    /// Not the person but the house, after « celle ».
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

    /// Not the person but the house, after « à ».
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

/// Who acts: the subject, and its verbs for what has to be done and for what can be.
const fn who_acts(actor: Actor, audience: Audience) -> (&'static str, &'static str, &'static str) {
    const VOUS: (&str, &str, &str) = ("vous", "devez", "pouvez");
    let who = match (actor, audience) {
        (Actor::Firm, _) => Who(Party::Firm, audience),
        (Actor::Client, _) => Who(Party::Client, audience),
        // Whoever reads waits with the others, and may ask for something else.
        (Actor::Vendor | Actor::Requester, Audience::Firm | Audience::Client) => return VOUS,
        (Actor::Vendor, Audience::Other) => return ("le cabinet et le client", "doivent", "peuvent"),
        (Actor::Requester, Audience::Other) => return ("la personne qui fait la demande", "doit", "peut"),
    };
    if who.reads() { VOUS } else { (who.subject(), "doit", "peut") }
}

/// A plan after « de ».
struct FromPlan<'a>(&'a str);

impl Display for FromPlan<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = self.0;
        write!(f, "{}{name}", if name.starts_with(['A', 'E', 'I', 'O', 'U', 'É']) { "d’" } else { "de " })
    }
}

/// An add-on with its tier: « QuickBooks Paie de base », « QuickBooks Time Élite ».
struct AddOn<'a>(Scene<'a>, Product, Tier);

impl Display for AddOn<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let tier = match self.2 {
            // Alone it is called « Paie de base ».
            Tier::Core => "de base",
            tier => tier.label(Language::French),
        };
        write!(f, "{} {tier}", self.0.product(self.1))
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
const DAYS: Noun = ["jour", "jours"];

/// Where the firm changes a client's subscription. The product ends on 31 December 2026 in favour of the one in parentheses.
const MENU: &str = "le menu «\u{a0}Actions relatives aux abonnements\u{a0}» de QuickBooks en ligne Comptable (Intuit Accountant Suite à \
    compter de 2027)";

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
        write!(f, "{} {}", number(self.0), if self.0 < 2 { singular } else { plural })
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

/// Canadian French.
pub(super) struct French;

impl Speech for French {
    fn reason(&self, f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result {
        reasons::reason(f, scene, reason)
    }

    fn remedy(&self, f: &mut Formatter<'_>, scene: Scene<'_>, remedy: &Remedy) -> fmt::Result {
        remedies::remedy(f, scene, remedy)
    }

    fn remedies(&self, f: &mut Formatter<'_>, scene: Scene<'_>, alternatives: (Option<Remedy>, Option<Remedy>)) -> fmt::Result {
        remedies::remedies(f, scene, alternatives)
    }

    fn step(&self, f: &mut Formatter<'_>, scene: Scene<'_>, step: &Step) -> fmt::Result {
        remedies::step(f, scene, step)
    }

    fn notice(&self, f: &mut Formatter<'_>, scene: Scene<'_>, notice: &Notice) -> fmt::Result {
        reasons::notice(f, scene, notice)
    }

    fn question(&self, f: &mut Formatter<'_>, scene: Scene<'_>, question: &Question) -> fmt::Result {
        questions::question(f, scene, question)
    }

    fn action(&self, f: &mut Formatter<'_>, scene: Scene<'_>, action: &Action) -> fmt::Result {
        remedies::action(f, scene, action)
    }

    fn add_on(&self, f: &mut Formatter<'_>, scene: Scene<'_>, product: Product, tier: Tier) -> fmt::Result {
        AddOn(scene, product, tier).fmt(f)
    }

    fn source(&self, f: &mut Formatter<'_>, source: &Source) -> fmt::Result {
        match (source.mark, source.article) {
            (_, Some(article)) => {
                write!(f, "article {}", article.id)?;
                match article.published {
                    Some(Published::On(on)) => {
                        let (day, month) = (on.day(), month_name(on.month()));
                        write!(f, " du {day}{} {month} {}", if day == 1 { "er" } else { "" }, on.year())
                    }
                    Some(Published::In { year, month: month @ (4 | 8 | 10) }) => write!(f, " d’{} {year}", month_name(month)),
                    Some(Published::In { year, month }) => write!(f, " de {} {year}", month_name(month)),
                    None => Ok(()),
                }
            }
            (Mark::Source | Mark::OtherPage, None) => f.write_str("autre page d’Intuit"),
            (Mark::Judgement, None) => f.write_str("jugement"),
        }
    }

    fn refused(&self, f: &mut Formatter<'_>, reasons: usize) -> fmt::Result {
        f.write_str("la modification est refusée")?;
        if reasons < 2 { Ok(()) } else { write!(f, " pour {reasons} motifs") }
    }

    fn takes_effect(&self, effective: Effective) -> &'static str {
        match effective {
            Effective::Immediately => "la modification prend effet immédiatement",
            Effective::NextBillingDate => "la modification prend effet à la prochaine date de facturation",
        }
    }

    fn reason_condition(&self, code: ReasonCode) -> &'static str {
        conditions::reason(code)
    }

    fn notice_condition(&self, code: NoticeCode) -> &'static str {
        conditions::notice(code)
    }

    fn please_note(&self) -> &'static str {
        "À noter\u{a0}:"
    }

    fn cannot_be_undone(&self) -> &'static str {
        "Cet effet est irréversible."
    }

    fn instead(&self, reason: &Reason) -> Option<&'static str> {
        reasons::instead(reason)
    }

    fn split_billing(&self) -> &'static str {
        "facturation répartie"
    }
}
