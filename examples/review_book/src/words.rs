//! Every word of the report that the library does not say, in Canadian English and Canadian French side by side.
//!
//! What the library says is in `library.rs`. Typography is that of [`subscription_change::Localized`].

use std::sync::LazyLock;

use shared::language;
use strum::VariantArray;
use subscription_change::assess::{Facts, Question, assess};
use subscription_change::catalogue::Date;
use subscription_change::parts::Quota;
use subscription_change::vocabulary::PlanSet;
use subscription_change::ways_out::{Availability, QuotaUsage};
use subscription_change::{
    Audience, Catalogue, Feature, FeatureSet, Language, Notice, Party, Plan, Product, Reason, ReasonCode, Subscription, UserKind,
};

use crate::review::{Answer, Ask, Change, Margins, MoveDown, Nearness, Needless, PaidWithoutNeed, Review, Way};

/// The lists, as the JSON names them.
pub const DOWN: &str = "could_move_down";
pub const LIMITS: &str = "limits";
pub const PAID: &str = "paid_without_need";
pub const SPLIT: &str = "split_billing";
pub const KEPT: &str = "cannot_move_down";
pub const ASK: &str = "to_ask";
pub const QUESTIONS: &str = "questions";

/// A line of the summary: the number at its head, its words, and the list that it is about.
pub type Line = (usize, String, Option<&'static str>);

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub Language);

impl Words {
    /// The one of the two that is in this language: neither can be left out.
    fn say<T>(self, english: T, french: T) -> T {
        language::say(self.0, english, french)
    }

    /// The form of a word that goes with a number: of none and one the singular in French, of one in English.
    fn plural<T>(self, count: usize, one: T, many: T) -> T {
        language::plural(self.0, count as u64, one, many)
    }

    /// As HTML names the language.
    pub fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// A number with its thousands grouped.
    pub fn number(self, number: &impl ToString) -> String {
        let digits = number.to_string();
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place) % 3 == 0 {
                grouped.push(self.say(',', '\u{a0}'));
            }
            grouped.push(digit);
        }
        grouped
    }

    /// What stands after a label.
    pub fn colon(self) -> &'static str {
        language::colon(self.0)
    }

    pub fn labelled(self, label: &str, text: &str) -> String {
        format!("{label}{} {text}", self.colon())
    }

    // What is said of a client.

    /// As a label before what to know before something is done.
    pub fn to_know(self) -> &'static str {
        self.say("Note", "Note")
    }

    /// As a label before why something can never be had.
    pub fn why_not(self) -> &'static str {
        self.say("Reason", "Motif")
    }

    /// As a label before what can be done instead.
    pub fn instead_label(self) -> &'static str {
        self.say("Instead", "Autre possibilité")
    }

    pub fn notice(self, notice: Notice) -> String {
        let sentence = notice.display(self.0, Audience::Firm);
        if notice.is_reversible() {
            return sentence.to_string();
        }
        format!("{sentence} {}", self.say("This cannot be undone.", "Cet effet est irréversible."))
    }

    fn quota(self, quota: Quota) -> &'static str {
        match quota {
            Quota::Users(kind) => kind.label(self.0),
            Quota::Resource(resource) => resource.label(self.0),
            _ => self.say("Another count", "Autre nombre"),
        }
    }

    /// How much there is, and how much the plan allows.
    pub fn measure(self, measure: &QuotaUsage) -> String {
        let used = self.number(&measure.used);
        let text = match measure.limit.number() {
            Some(limit) if limit > 0 => format!("{used} {} {}", self.say("of", "sur"), self.number(&limit)),
            _ => format!("{used}, {}", self.say("where the plan allows none", "alors que l’abonnement n’en permet aucun")),
        };
        self.labelled(self.quota(measure.quota), &text)
    }

    pub fn near(self, measure: &QuotaUsage, nearness: Nearness) -> String {
        let how = match nearness {
            Nearness::Over => self.say("over the limit", "limite dépassée"),
            Nearness::At => self.say("at the limit", "limite atteinte"),
            Nearness::Near => self.say("near the limit", "limite presque atteinte"),
        };
        format!("{} ({how})", self.measure(measure))
    }

    pub fn missing(self, missing: FeatureSet) -> String {
        let one = "Fonction utilisée que l’abonnement n’offre pas";
        let many = "Fonctions utilisées que l’abonnement n’offre pas";
        let label = self.say("In use and not in the plan", self.plural(missing.len(), one, many));
        self.labelled(label, &self.labels(missing))
    }

    /// What is in use and not in a lower plan, where the client has accepted that.
    pub fn given_up(self, given_up: FeatureSet) -> String {
        self.labelled(self.say("Loss accepted by the client", "Perte acceptée par le client"), &self.labels(given_up))
    }

    /// No plan holds the use.
    pub fn no_plan(self) -> &'static str {
        self.say("None", "Aucun")
    }

    pub fn no_higher_plan(self) -> &'static str {
        self.say("No higher plan has room.", "Aucun abonnement supérieur ne suffit.")
    }

    /// How well a lower plan would do.
    pub fn would_do(self, found: &MoveDown<'_>) -> Vec<String> {
        let plan = self.plan(found.to);
        let use_today = self.say(
            if found.is_sure { "today's use" } else { "what is known of today's use" },
            if found.is_sure { "l’utilisation actuelle" } else { "ce qu’on sait de l’utilisation actuelle" },
        );
        let holds = match (found.too_many.is_empty(), found.given_up.is_empty()) {
            (true, true) => self.say(format!("holds {use_today}"), format!("convient à {use_today}")),
            (true, false) => self.say(format!("holds the rest of {use_today}"), format!("convient au reste de {use_today}")),
            (false, _) => self.say(format!("almost holds {use_today}"), format!("convient presque à {use_today}")),
        };
        let given_up = (!found.given_up.is_empty()).then(|| self.given_up(found.given_up));
        let less = given_up.into_iter().chain(found.too_many.iter().map(|measure| self.measure(measure)));
        [format!("{plan} {holds}.")].into_iter().chain(less).collect()
    }

    pub fn needless(self, found: &PaidWithoutNeed<'_>) -> String {
        match (found.why, found.client.facts.client.status) {
            (Needless::ReadOnly, Some(status)) => {
                self.reason(Reason::ClientReadOnly { status, by: found.client.current.base.payer })
            }
            (Needless::HigherPlan | Needless::ReadOnly, _) => {
                let plan = self.plan(found.to.base.plan);
                format!("{plan} {}.", self.say("would do", "suffirait"))
            }
            (Needless::TimeUnused, _) => {
                let (time, tracking) = (Product::Time.label(self.0), Feature::TimeTracking.label(self.0));
                let tracking = self.labelled(tracking, self.say("not in use", "fonction inutilisée"));
                let users = self.labelled(UserKind::TimeOnly.label(self.0), "0");
                format!("{} {time} ({tracking}; {users}).", self.say("Nobody uses", "Personne n’utilise"))
            }
        }
    }

    pub fn split(self) -> &'static str {
        self.say("The products have different payers.", "Les produits n’ont pas tous le même payeur.")
    }

    // What is not known.

    /// When something is available; `None` if that depends on unknown facts.
    pub fn when(self, availability: Option<Availability>) -> &'static str {
        availability
            .map_or(self.say("Depends", Availability::Depends.label(self.0)), |availability| self.availability(availability))
    }

    /// On how many answers it depends whether a change can be had, or else what more there is to do for it.
    pub fn depends_on(self, answer: &Answer) -> String {
        let count = self.number(&answer.asks.len());
        let answers = self.plural(answer.asks.len(), self.say("answer", "réponse"), self.say("answers", "réponses"));
        let is_open = answer.availability().is_none();
        let depends = self.say(
            if is_open { "It depends" } else { "The rest depends" },
            if is_open { "Cela dépend" } else { "Le reste dépend" },
        );
        self.say(
            format!("{depends} on {count} {answers}: see what to ask."),
            format!("{depends} de {count}\u{a0}{answers}\u{a0}: voir les questions à poser."),
        )
    }

    /// A question, put to the firm.
    pub fn question(self, ask: Ask) -> String {
        self.put(ask, Audience::Firm)
    }

    /// A question, put to the client.
    pub fn question_to_client(self, ask: Ask) -> String {
        self.put(ask, Audience::Client)
    }

    fn put(self, ask: Ask, audience: Audience) -> String {
        // Any question of the library; its fact and number are replaced.
        static ANY: LazyLock<Option<Question>> = LazyLock::new(|| {
            let plus = Subscription::new(Plan::Plus, Party::Firm);
            assess(&plus, &plus.with_plan(Plan::EasyStart), &Facts::default()).questions().next()
        });
        ANY.map_or_else(String::new, |mut question| {
            question.fact = ask.fact;
            question.more_than = ask.more_than;
            question.display(self.0, audience).to_string()
        })
    }

    /// What may stand in the way, in short.
    pub fn possible(self, code: ReasonCode) -> String {
        let (english, french) = match code {
            ReasonCode::ClientPending => (
                "The move to the wholesale discount is not complete.",
                "L’inscription au rabais de facturation groupée n’est pas terminée.",
            ),
            ReasonCode::ClientReadOnly => {
                ("The subscription is read-only.", "Les données de l’entreprise sont en lecture seule.")
            }
            ReasonCode::FirmBillingOutdated => (
                "The firm's billing details are out of date.",
                "Les renseignements sur la facturation du cabinet ne sont pas à jour.",
            ),
            ReasonCode::FirmSubscriptionOutdated => (
                "The firm's subscription details are out of date.",
                "Les renseignements sur l’abonnement du cabinet ne sont pas à jour.",
            ),
            ReasonCode::ClientBillingOutdated => {
                ("The client's payment details are out of date.", "Les renseignements de paiement du client ne sont pas à jour.")
            }
            ReasonCode::NotAuthorised => ("The change is not authorized.", "La modification n’est pas autorisée."),
            ReasonCode::DowngradeNotOffered => {
                ("The menu does not show the downgrade.", "Le menu n’offre pas le passage à un niveau inférieur.")
            }
            ReasonCode::DowngradeNotConfirmed => {
                ("The client has not confirmed the downgrade.", "Le client n’a pas confirmé le passage à un niveau inférieur.")
            }
            ReasonCode::LossesNotAccepted => {
                ("The client has not agreed to lose features.", "Le client n’a pas accepté de perdre des fonctions.")
            }
            ReasonCode::TooManyUsers => ("There are too many users.", "Il y a trop d’utilisateurs."),
            ReasonCode::FeatureInUse => (
                "A feature that the new plan lacks is in use.",
                "Une fonction que le nouvel abonnement n’offre pas est utilisée.",
            ),
            ReasonCode::OverLimit => ("A limit would be exceeded.", "Une limite serait dépassée."),
            ReasonCode::UpgradeTooSoon => {
                ("The last downgrade is too recent.", "Le dernier passage à un niveau inférieur est trop récent.")
            }
            ReasonCode::TransferNotPermitted => {
                ("The client has not permitted the transfer.", "Le client n’a pas autorisé le transfert.")
            }
            ReasonCode::TransferPermissionExpired => {
                ("The permission to transfer has expired.", "L’autorisation de transfert a expiré.")
            }
            ReasonCode::AnnualBilling => ("Billing is annual.", "La facturation est annuelle."),
            ReasonCode::ClientNotPrimaryAdmin => {
                ("The client is not the primary admin.", "Le client n’est pas l’administrateur principal.")
            }
            ReasonCode::PrimaryAdminElsewhere => {
                ("Somebody else is the primary admin.", "Une autre personne est l’administrateur principal.")
            }
            ReasonCode::FirmUserNotPermitted => {
                ("The firm's user has no access to billing.", "L’utilisateur du cabinet n’a pas accès à la facturation.")
            }
            ReasonCode::FirmNotAccountant => {
                ("The firm is not an accountant user.", "Le cabinet n’est pas utilisateur comptable.")
            }
            ReasonCode::NotSubscribedYet => ("The client is still on a trial.", "Le client est encore à l’essai."),
            ReasonCode::AddressMismatch => ("An address is wrong.", "Une adresse est erronée."),
            ReasonCode::OtherBillingSystem => ("Another system does the billing.", "La facturation relève d’un autre système."),
            ReasonCode::CancellationPending => {
                ("The subscription is cancelled and still running.", "L’abonnement est annulé, mais encore en vigueur.")
            }
            ReasonCode::OtherRegion => ("The country editions differ.", "Les éditions ne sont pas du même pays."),
            other => {
                let condition = Catalogue::canada().rule(other).condition(self.0).to_string();
                let mut letters = condition.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                return first.chain(letters).chain(['.']).collect();
            }
        };
        self.say(english, french).to_owned()
    }

    /// A change, and when it may be had.
    pub fn sure(self, change: &Change) -> String {
        let actions = change.actions.iter().map(|action| self.action(*action));
        self.labelled(&actions.collect::<Vec<_>>().join("; "), &self.when(change.availability).to_lowercase())
    }

    /// That a change to these plans, if there are any, needs the authorisation of both parties.
    pub fn both_authorise(self, plans: PlanSet) -> Option<String> {
        let names: Vec<&str> = plans.iter().map(|plan| self.plan(plan)).collect();
        let plans = names.join(self.say(" or ", " ou à "));
        let both = self.say(
            format!("A change to {plans} needs the authorization of both the firm and the client."),
            format!("Passer à {plans} nécessite l’autorisation du cabinet et du client."),
        );
        (!names.is_empty()).then_some(both)
    }

    // The report as a whole.

    pub fn title(self) -> &'static str {
        self.say("Subscription review", "Revue des abonnements")
    }

    pub fn catalogue(self, review: &Review<'_>) -> String {
        format!("{} {}", self.say("by the catalogue", "selon le catalogue"), review.catalogue.id())
    }

    /// How many clients there are at each distance from a change.
    fn ways(self, ways: &[Way]) -> String {
        let word = |way: Way| match way {
            Way::Now => Availability::Now.label(self.0).to_lowercase(),
            Way::ByFirm => self.say("once the firm has acted", "une fois que le cabinet aura agi").to_owned(),
            Way::WithClient => self.say("once the client has acted", "une fois que le client aura agi").to_owned(),
            Way::Wait => self.say("after a wait or with Intuit's help", "après une attente ou avec l’aide d’Intuit").to_owned(),
            Way::Open => self.say("depending on what is not known", "selon ce qu’on ne sait pas encore").to_owned(),
            Way::None => Availability::Never.label(self.0).to_lowercase(),
        };
        let count = |way: Way| (ways.iter().filter(|other| **other == way).count(), word(way));
        let counts = Way::VARIANTS.iter().map(|&way| count(way)).filter(|(count, _)| *count > 0);
        counts.map(|(count, word)| format!("{} {word}", self.number(&count))).collect::<Vec<_>>().join(", ")
    }

    pub fn summary(self, review: &Review<'_>) -> Vec<Line> {
        let with = |what: &str, rest: &str| if rest.is_empty() { what.to_owned() } else { self.labelled(what, rest) };
        let mut lines = vec![(review.clients, self.plural(review.clients, "client", "clients").to_owned(), None)];

        let down: Vec<Way> = review.could_move_down.iter().map(|found| found.answer.way()).collect();
        let one = "pourrait passer à un niveau inférieur";
        let many = "pourraient passer à un niveau inférieur";
        let could = self.say("could move down", self.plural(down.len(), one, many));
        lines.push((down.len(), with(could, &self.ways(&down)), Some(DOWN)));

        let near = |nearness| self.number(&review.limits.iter().filter(|found| found.nearness() == nearness).count());
        let (over, at, near) = (near(Nearness::Over), near(Nearness::At), near(Nearness::Near));
        let none = self.say("over, at or near a limit", "dont une limite est dépassée, atteinte ou presque atteinte");
        let some = self.say(
            format!("over, at or near a limit: {over} over, {at} at, {near} near"),
            format!("dont une limite est dépassée ({over}), atteinte ({at}) ou presque atteinte ({near})"),
        );
        let found = review.limits.len();
        lines.push((found, if found == 0 { none.to_owned() } else { some }, Some(LIMITS)));

        let mut paid: Vec<u64> = review.paid_without_need.iter().map(|found| found.client.line).collect();
        paid.sort_unstable();
        paid.dedup();
        let needless = self.say("for whom the firm pays unnecessarily", "pour qui le cabinet paie sans nécessité");
        lines.push((paid.len(), needless.to_owned(), Some(PAID)));
        let split = self.say("with split billing", "avec facturation répartie");
        lines.push((review.split_billing.len(), split.to_owned(), Some(SPLIT)));
        let kept = review.cannot_move_down.len();
        if kept > 0 {
            let cannot = self.say(
                "for whom a lower plan would do, but who cannot move down",
                "pour qui un abonnement inférieur suffirait, sans qu’il soit possible d’y passer",
            );
            lines.push((kept, cannot.to_owned(), Some(KEPT)));
        }
        let to_ask = review.to_ask.len();
        if to_ask > 0 {
            let about = self.say("about whom there is something to ask", "pour qui il reste quelque chose à demander");
            lines.push((to_ask, about.to_owned(), Some(ASK)));
        }
        lines.push((review.nothing_to_do, self.say("with nothing to do", "pour qui il n’y a rien à faire").to_owned(), None));
        if review.rows_not_read > 0 {
            let (one, many) = self.say(
                ("row that could not be read", "rows that could not be read"),
                ("ligne qui n’a pas pu être lue", "lignes qui n’ont pas pu être lues"),
            );
            lines.push((review.rows_not_read, self.plural(review.rows_not_read, one, many).to_owned(), None));
        }
        lines
    }

    // The lists.

    pub fn list(self, list: &str) -> &'static str {
        match list {
            DOWN => self.say("Could move down", "Pourraient passer à un niveau inférieur"),
            LIMITS => self.say("Over, at or near a limit", "Limite dépassée, atteinte ou presque atteinte"),
            PAID => self.say("Paid for by the firm unnecessarily", "Payé par le cabinet sans nécessité"),
            KEPT => {
                self.say("A lower plan would do, but is out of reach", "Un abonnement inférieur suffirait, mais c’est impossible")
            }
            ASK => self.say("What to ask, client by client", "Questions à poser, client par client"),
            QUESTIONS => {
                self.say("What to ask, question by question", "Questions à poser, de la plus fréquente à la moins fréquente")
            }
            _ => self.say("Split billing", "Facturation répartie"),
        }
    }

    /// What a list holds.
    pub fn about(self, list: &str, margins: Margins) -> String {
        match list {
            DOWN => self.about_down(margins.too_many),
            LIMITS => {
                let near = margins.near;
                self.say(
                    format!(
                        "A count is over its limit, at it, or near it, with at most {near}% of the limit left; or a feature is in use \
                         that the plan does not have. One billable user where the plan allows one is not counted. The plan to move up \
                         to is the lowest that holds today's use with room for what is full."
                    ),
                    format!(
                        "Une limite est dépassée, atteinte ou presque atteinte (il en reste au plus {near}\u{a0}%), ou une fonction \
                         utilisée n’est pas offerte avec l’abonnement. Un seul utilisateur facturable, là où l’abonnement \
                         n’en permet qu’un, ne compte pas. L’abonnement proposé est le plus bas qui convient à l’utilisation actuelle \
                         et qui laisse de la marge là où la limite est atteinte ou presque."
                    ),
                )
            }
            PAID => {
                let (payroll, time) = (Product::Payroll.label(self.0), Product::Time.label(self.0));
                self.say(
                    format!(
                        "The firm pays, and the file shows no need: the books are read-only, a lower plan holds today's use, or \
                         nobody uses {time}. The file does not tell whether {payroll} is used."
                    ),
                    format!(
                        "Le cabinet paie sans que le fichier en montre la nécessité\u{a0}: les données sont en lecture seule, un \
                         abonnement inférieur convient à l’utilisation actuelle, ou personne n’utilise {time}. Le fichier ne dit pas si \
                         {payroll} est utilisé."
                    ),
                )
            }
            KEPT => self
                .say(
                    "A lower plan holds today's use, or almost, and something stands in the way that nobody can clear.",
                    "Un abonnement inférieur convient à l’utilisation actuelle, ou presque, mais il y a un obstacle que personne ne peut \
                     lever.",
                )
                .to_owned(),
            ASK => self
                .say(
                    "For a call: the changes that the client was reviewed for, what is sure of them, what may stand in the way as well, and \
                     the questions that decide it. Where there is no change, the answers tell whether a limit is near or something is \
                     paid for that nobody uses. The clients with the fewest missing answers come first.",
                    "Pour un appel\u{a0}: les modifications examinées, ce qui en est sûr, ce qui peut aussi y faire obstacle, et les \
                     questions qui en décident. S’il n’y a pas de modification, les réponses diront si une limite est proche ou si un \
                     produit payé est inutilisé. D’abord viennent les clients pour qui il manque le moins de réponses.",
                )
                .to_owned(),
            QUESTIONS => self
                .say(
                    "The same questions, each with the clients about whom it is asked. The one asked most often comes first.",
                    "Les mêmes questions, chacune avec les clients qu’elle concerne. D’abord la plus fréquente.",
                )
                .to_owned(),
            _ => self
                .say(
                    "Products of one client have different payers: what it takes to have one payer for all, and what becomes of the \
                     wholesale discount then; and which changes of plan need the authorization of both the firm and the client.",
                    "Les produits d’un même client n’ont pas tous le même payeur. La liste indique ce qu’il faut pour qu’il n’y en ait \
                     qu’un, ce que devient alors le rabais de facturation groupée, et quels changements d’abonnement nécessitent \
                     l’autorisation du cabinet et du client.",
                )
                .to_owned(),
        }
    }

    fn about_down(self, too_many: u32) -> String {
        let count = self.number(&too_many);
        let things = if too_many == 1 {
            "utilisateur, compte ou autre élément compté"
        } else {
            "utilisateurs, comptes ou autres éléments comptés"
        };
        let also = self.say(
            format!("; or would, with at most {count} fewer of the users, accounts and other things counted"),
            format!(" Ceux pour qui il suffirait d’avoir au plus {count}\u{a0}{things} de moins y sont aussi."),
        );
        let also = if too_many == 0 { "" } else { &also };
        self.say(
            format!(
                "A lower plan holds all that is used today, apart from what the client has agreed to lose{also}. Of several plans, it is \
                 the lowest that can be moved to. Those that can move now come first, then those where the firm, the client or Intuit \
                 has something to do first, then those where it depends on what is not known."
            ),
            format!(
                "Cette liste contient les clients pour qui un abonnement inférieur convient à l’utilisation actuelle, mis à part les \
                 fonctions que le client a accepté de perdre.{also} S’il y a plusieurs abonnements possibles, c’est le plus bas auquel le \
                 client peut passer. D’abord viennent les clients qui peuvent passer maintenant à un niveau inférieur, puis ceux pour \
                 qui le cabinet, le client ou Intuit doit d’abord agir, et enfin ceux pour qui cela dépend de ce qu’on ne sait pas encore."
            ),
        )
    }

    /// Instead of an empty list.
    pub fn nobody(self) -> &'static str {
        self.say("Nobody.", "Aucun client.")
    }

    /// How many clients of a list are in an earlier one.
    pub fn elsewhere(self, count: usize) -> Option<String> {
        let number = self.number(&count);
        let said = self.say(
            format!(
                "{number} more {} in a list above, where everything about the client is in one place.",
                self.plural(count, "is", "are")
            ),
            format!(
                "{number}\u{a0}{} dans une liste précédente, où tout ce qui concerne le client est réuni.",
                self.plural(count, "autre se trouve", "autres se trouvent")
            ),
        );
        (count > 0).then_some(said)
    }

    pub fn columns(self, list: &str) -> Vec<&'static str> {
        let (line, today) = (self.say("Line", "Ligne"), self.say("Today", "Actuellement"));
        match list {
            ASK => vec![
                line,
                "Client",
                today,
                self.say("Change, and what is sure", "Modification, et ce qui est sûr"),
                self.say("May stand in the way", "Obstacles possibles"),
                self.say("Look up", "À vérifier au cabinet"),
                self.say("Ask the client", "À demander au client"),
            ],
            QUESTIONS => vec![
                self.say("Question", "Question à poser"),
                self.say("Who can tell", "Qui le sait"),
                self.say("How many", "Combien"),
                self.say("Clients", "Clients"),
            ],
            _ => vec![
                line,
                "Client",
                today,
                self.say("Finding", "Constat"),
                self.say("Change", "Modification"),
                self.say("When", "Quand"),
                self.say("What to do first, by whom", "À faire d’abord, et par qui"),
            ],
        }
    }

    /// The columns for a spreadsheet, where each of those who act has one.
    pub fn sheet(self) -> [&'static str; 16] {
        self.say(
            [
                "List",
                "Line",
                "Client",
                "Plan",
                "Payer",
                "Finding",
                "Change",
                "When",
                "To do by the firm",
                "To do by the client",
                "To do by Intuit, or to wait for",
                "To do by the requester",
                "Note",
                "May stand in the way",
                "Look up",
                "Ask the client",
            ],
            [
                "Liste",
                "Ligne",
                "Client",
                "Abonnement",
                "Payeur",
                "Constat",
                "Modification",
                "Quand",
                "À faire par le cabinet",
                "À faire par le client",
                "À faire par Intuit, ou à attendre",
                "À faire par la personne qui fait la demande",
                "Note",
                "Obstacles possibles",
                "À vérifier au cabinet",
                "À demander au client",
            ],
        )
    }

    /// The columns for a mail merge.
    pub fn mail(self) -> [&'static str; 5] {
        self.say(["Line", "Client", "Plan", "Payer", "Questions"], ["Ligne", "Client", "Abonnement", "Payeur", "Questions"])
    }

    /// How many clients are not in the matrix.
    pub fn not_in_matrix(self, count: usize) -> Option<String> {
        let number = self.number(&count);
        let said = self.say(
            format!("{number} {} not in it: it is not known what they use.", self.plural(count, "client is", "clients are")),
            format!(
                "{number}\u{a0}{} pas\u{a0}: on ne sait pas tout ce qui est utilisé.",
                self.plural(count, "client n’y est", "clients n’y sont")
            ),
        );
        (count > 0).then_some(said)
    }

    /// What the page is about: the firm and the date of the data, as they are given.
    pub fn subject(self, firm: Option<&str>, date: Option<Date>) -> Option<String> {
        let date =
            date.map(|date| self.say(format!("data as of {}", self.date(date)), format!("données du {}", self.date(date))));
        let said: Vec<String> = firm.map(str::to_owned).into_iter().chain(date).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn date(self, date: Date) -> String {
        const MONTHS: [[&str; 2]; 12] = [
            ["January", "janvier"],
            ["February", "février"],
            ["March", "mars"],
            ["April", "avril"],
            ["May", "mai"],
            ["June", "juin"],
            ["July", "juillet"],
            ["August", "août"],
            ["September", "septembre"],
            ["October", "octobre"],
            ["November", "novembre"],
            ["December", "décembre"],
        ];
        let [english, french] = MONTHS[usize::from(date.month() - 1)];
        let (day, year) = (date.day(), date.year());
        let first = if day == 1 { "1er".to_owned() } else { day.to_string() };
        self.say(format!("{english} {day}, {year}"), format!("{first}\u{a0}{french} {year}"))
    }

    /// What is typed to find clients.
    pub fn search(self) -> &'static str {
        self.say("Find in the lists", "Chercher dans les listes")
    }

    // The matrix.

    pub fn matrix(self) -> &'static str {
        self.say("From the current plan to the one that fits", "De l’abonnement actuel à celui qui convient")
    }

    pub fn matrix_current(self) -> &'static str {
        self.say("current plan", "abonnement actuel")
    }

    pub fn matrix_fitting(self) -> &'static str {
        self.say("lowest plan that holds today's use", "abonnement le plus bas qui convient à l’utilisation actuelle")
    }

    pub fn matrix_legend(self) -> [&'static str; 4] {
        self.say(
            ["fits", "a lower plan would do", "has outgrown the plan", "is beside the ladder"],
            ["convient", "un abonnement inférieur suffirait", "l’abonnement ne suffit plus", "abonnement hors des niveaux"],
        )
    }

    pub fn matrix_numbers(self) -> &'static str {
        self.say("The same in numbers", "Les mêmes données en chiffres")
    }

    /// The lowest plan that holds the use, or that none does.
    pub fn fitting(self, fitting: Option<Plan>) -> &'static str {
        fitting.map_or(self.no_plan(), |plan| self.plan(plan))
    }

    pub fn matrix_cell(self, current: Plan, to: Option<Plan>, count: usize) -> String {
        let clients = language::counted(self.0, self.number(&count), self.plural(count, "client", "clients"));
        let fits = match to {
            Some(to) if to == current => self.say("which fits".to_owned(), "qui convient".to_owned()),
            Some(to) => self.say(
                format!("where {} would hold today's use", self.plan(to)),
                format!("alors que l’abonnement {} conviendrait à l’utilisation actuelle", self.plan(to)),
            ),
            None => self.say(
                "where no plan holds today's use".to_owned(),
                "alors qu’aucun abonnement ne convient à l’utilisation actuelle".to_owned(),
            ),
        };
        format!("{clients} {} {}, {fits}", self.say("on", "avec"), self.plan(current))
    }
}
