//! What this program says, in English and in French.

use std::fmt::Display;

use serde_json::Value;
use shared::language::{plural, quoted, say};
use shared::terminal::Plain;
use subscription_change::assess::Question;
use subscription_change::ways_out::Availability;
use subscription_change::{Audience, Catalogue, Language, Party};

use crate::evidence::{Finding, Item, Source, Sure, Why};

/// What is wrong, and where.
pub(crate) fn in_line(language: Language, file: &str, line: impl Display, what: &str) -> String {
    say(language, format!("{file}, line {line}: {what}"), format!("{file}, ligne {line}\u{a0}: {what}"))
}

/// One language.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    pub(crate) fn say<T>(self, english: T, french: T) -> T {
        say(self.0, english, french)
    }

    pub(crate) fn value(self, value: &Value) -> String {
        match value {
            Value::Null => self.say("none", "aucun").to_owned(),
            Value::Bool(true) => self.say("yes", "oui").to_owned(),
            Value::Bool(false) => self.say("no", "non").to_owned(),
            Value::String(text) => Plain(text).to_string(),
            Value::Object(confirmation) => {
                let losses = confirmation.get("accepted_losses").and_then(Value::as_array);
                let losses: Vec<&str> = losses.into_iter().flatten().filter_map(Value::as_str).collect();
                if losses.is_empty() { self.say("yes", "oui").to_owned() } else { losses.join(";") }
            }
            other => other.to_string(),
        }
    }

    pub(crate) fn bounds(self, finding: &Finding) -> String {
        let least = finding.at_least.map(|least| self.say(format!("at least {least}"), format!("au moins {least}")));
        let most = finding.at_most.map(|most| self.say(format!("at most {most}"), format!("au plus {most}")));
        [least, most].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// How sure it is; of a judgement also what the source does not tell.
    pub(crate) fn sure(self, item: Item, sure: Sure) -> &'static str {
        match (sure, item) {
            (Sure::Told, _) => self.say("told", "indiqué"),
            (Sure::Bounded, _) => self.say("bounded", "borné"),
            (Sure::Judged, Item::Plan) => {
                self.say("judged: EasyStart is read as Simple Start is", "par interprétation\u{a0}: EasyStart se lit comme Simple Start")
            }
            (Sure::Judged, _) => self.say(
                "judged: SUBSCRIBED does not tell active from pending and cancelling",
                "par interprétation\u{a0}: SUBSCRIBED ne distingue pas un abonnement actif d’un abonnement en attente ou en cours d’annulation",
            ),
        }
    }

    pub(crate) fn source(self, source: &Source) -> String {
        let from = Plain(&source.from);
        match &source.time {
            Some(time) => format!("{from}, {}", Plain(&time.text)),
            None if source.is_answer => format!("{from}, {}", self.say("no time given", "sans date")),
            None => from.to_string(),
        }
    }

    pub(crate) fn why(self, why: &Why) -> String {
        match why {
            Why::NoRequest => self.say("no request tells it", "aucune requête ne l’indique").to_owned(),
            Why::NotAsked(request) => self.say(format!("not asked: {request}"), format!("non demandé\u{a0}: {request}")),
            Why::Fault(codes) => {
                let means = self.fault(codes);
                let codes = Plain(codes);
                self.say(format!("the answer is a fault, {codes}{means}"), format!("la réponse est une erreur, {codes}{means}"))
            }
            Why::Empty => {
                self.say("the answer is empty, which does not mean 0", "la réponse est vide, ce qui n’est pas 0").to_owned()
            }
            Why::Absent(field) => self.say(
                format!("{field} is not in the answer, or has no value, which does not mean \"false\""),
                format!("{field} est absent de la réponse ou sans valeur, ce qui n’est pas «\u{a0}faux\u{a0}»"),
            ),
            Why::Unclear(field, text) => {
                let text = quoted(self.0, &Plain(text).to_string());
                self.say(format!("{field} says {text}"), format!("{field} dit {text}"))
            }
            Why::On(field) => self.say(
                format!("{field} is on, which does not mean that it is used"),
                format!("{field} est activé, ce qui ne veut pas dire utilisé"),
            ),
            Why::NotTheLastPage => self.say("there may be another page", "il y a peut-être une autre page").to_owned(),
            Why::CountsPaused(count) => {
                let number = u64::from(*count);
                let english = plural(self.0, number, "template, counting paused ones", "templates, counting paused ones");
                let french = plural(self.0, number, "modèle, y compris ceux en pause", "modèles, y compris ceux en pause");
                self.say(format!("{count} {english}"), format!("il y a {count}\u{a0}{french}"))
            }
            Why::PlusOrAdvanced => self
                .say(
                    "Plus, or Advanced, which was called Plus before minor version 29: ask with minorversion=75",
                    "Plus, ou Avancé, qui s’appelait Plus avant la version mineure 29\u{a0}: demandez avec minorversion=75",
                )
                .to_owned(),
            Why::Held => {
                self.say("it is held, but its tier is not told", "l’entreprise l’a, mais son niveau n’est pas indiqué").to_owned()
            }
            Why::Contradiction(one, other) => {
                let (one, other) = (Plain(one), Plain(other));
                self.say(format!("contradictory: {one}, {other}"), format!("contradictoire\u{a0}: {one}, {other}"))
            }
        }
    }

    fn fault(self, codes: &str) -> &'static str {
        match codes {
            "6190" => self.say(": read-only, but in which state is not told", "\u{a0}: lecture seule, sans dire dans quel état"),
            "5020" => self.say(": no permission, or not in the plan", "\u{a0}: pas d’autorisation, ou pas dans l’abonnement"),
            "7001" => self.say(": two different things", "\u{a0}: deux choses différentes"),
            "3100" | "3200" | "003100" | "003200" => self.say(": the token", "\u{a0}: le jeton d’accès"),
            _ => "",
        }
    }

    pub(crate) fn party(self, party: Party) -> String {
        party.label(self.0).to_lowercase()
    }

    pub(crate) fn availability(self, availability: Availability) -> String {
        availability.label(self.0).to_lowercase()
    }

    /// The question about an item, as it is put to the firm.
    pub(crate) fn question(self, item: Item, question: Option<Question>, catalogue: &Catalogue) -> String {
        if let Some(question) = question {
            return question.display(self.0, Audience::Firm).in_words_of(catalogue).to_string();
        }
        match item {
            Item::Country => self.say("Which country's edition does the company use?", "De quel pays l’édition est-elle?"),
            Item::Plan => self.say("Which plan does the company have?", "Quel est l’abonnement de l’entreprise?"),
            Item::Payer => self.say(
                "Who pays for QuickBooks Online, the firm or the client?",
                "Qui paie QuickBooks en ligne, le cabinet ou le client?",
            ),
            Item::Tier(kind) => {
                let name = catalogue.add_on_name(kind, self.0);
                return self.say(
                    format!("Which tier of {name} does the company have, if any?"),
                    format!("Quel niveau de {name} l’entreprise a-t-elle, le cas échéant?"),
                );
            }
            Item::AddOnPayer(kind) => {
                let name = catalogue.add_on_name(kind, self.0);
                return self.say(
                    format!("Who pays for {name}, if the company has it?"),
                    format!("Qui paie {name}, si l’entreprise l’a?"),
                );
            }
            Item::Fact(_) => "",
        }
        .to_owned()
    }
}
