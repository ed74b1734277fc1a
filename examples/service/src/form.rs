//! The form that answers questions: what it looks like, and what was filled in.

use serde_json::{Value, json};
use subscription_change::assess::{Answer, Fact, Facts, Place};
use subscription_change::{BillingCycle, ClientStatus, Confirmation, Feature, FeatureSet, Language, PrimaryAdmin};

use crate::answer::in_language;
use crate::outlook::{Asked, decided};

/// The value for "there was none": no renewal, no permission, no confirmation.
const NONE: &str = "none";
const GIVEN: &str = "given";

/// How a fact is asked for.
enum Field {
    YesNo,
    /// A number; or that there was none.
    Number {
        or_none: bool,
    },
    Choice(Vec<(&'static str, &'static str, Answer)>),
    /// Whether there is a confirmation, and which losses it accepts.
    Confirmation,
}

impl Field {
    /// The form for a fact; `None` for a kind that is not asked for here.
    fn of(fact: Fact, language: Language) -> Option<Self> {
        let takes = |answer: Answer| Facts::default().answer(fact, answer).is_ok();
        macro_rules! choice {
            ($Type:ident) => {
                $Type::ALL.iter().map(|&its| (its.name(), its.label(language), its.into())).collect()
            };
        }
        if takes(true.into()) {
            Some(Self::YesNo)
        } else if takes(0.into()) {
            Some(Self::Number { or_none: takes(Answer::None) })
        } else if takes(Confirmation::default().into()) {
            Some(Self::Confirmation)
        } else {
            let choices: [Vec<_>; 3] = [choice!(ClientStatus), choice!(BillingCycle), choice!(PrimaryAdmin)];
            let is_its = |choices: &Vec<(_, _, Answer)>| choices.iter().any(|&(_, _, answer)| takes(answer));
            choices.into_iter().find(is_its).map(Self::Choice)
        }
    }
}

/// The fields as they were sent, by the path of their fact; those of accepted losses, by that and `.losses`.
pub type Sent = Vec<(String, String)>;

fn sent_for<'s>(sent: &'s Sent, name: &str) -> Vec<&'s str> {
    let its = sent.iter().filter(|(key, value)| key == name && !value.trim().is_empty());
    its.map(|(_, value)| value.trim()).collect()
}

/// For each fact that was answered wrongly, why it is no answer.
pub type Faults = Vec<(Fact, &'static str)>;

/// What was answered, or for each fact that was answered wrongly, why it is no answer.
pub fn read(sent: &Sent, language: Language) -> Result<Vec<(Fact, Answer)>, Faults> {
    let (mut answers, mut wrong) = (Vec::new(), Vec::new());
    for fact in Fact::all() {
        let name = fact.to_string();
        let (values, losses) = (sent_for(sent, &name), sent_for(sent, &format!("{name}.losses")));
        if values.is_empty() && losses.is_empty() {
            continue;
        }
        match Field::of(fact, language).ok_or(Wrong::Choice).and_then(|field| value(&field, &values, &losses)) {
            Ok(answer) => answers.push((fact, answer)),
            Err(why) => wrong.push((fact, why.said(language))),
        }
    }
    if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
}

/// Why a field is no answer.
#[derive(Clone, Copy)]
enum Wrong {
    Number,
    NumberOrNone,
    Choice,
    Losses,
}

impl Wrong {
    fn said(self, language: Language) -> &'static str {
        let said = match self {
            Self::Number => ["Enter a whole number, in digits.", "Entrez un nombre entier, en chiffres."],
            Self::NumberOrNone => [
                "Enter a whole number, in digits, or check that there was none, not both.",
                "Entrez un nombre entier, en chiffres, ou cochez «\u{a0}Il n’y en a pas\u{a0}», mais pas les deux.",
            ],
            Self::Choice => ["Choose one of the answers.", "Choisissez une des réponses."],
            Self::Losses => [
                "Losses are accepted with a confirmation: choose that there is one.",
                "Pour accepter des pertes, choisissez «\u{a0}La modification est confirmée\u{a0}».",
            ],
        };
        in_language(said, language)
    }
}

fn value(field: &Field, values: &[&str], losses: &[&str]) -> Result<Answer, Wrong> {
    match (field, values) {
        (Field::YesNo, ["yes"]) => Ok(true.into()),
        (Field::YesNo, ["no"]) => Ok(false.into()),
        (Field::Number { or_none: true }, [NONE]) => Ok(Answer::None),
        (Field::Number { or_none: false }, [typed]) => number(typed).map(Answer::Number).ok_or(Wrong::Number),
        (Field::Number { or_none: false }, _) => Err(Wrong::Number),
        (Field::Number { .. }, [typed]) => number(typed).map(Answer::Number).ok_or(Wrong::NumberOrNone),
        (Field::Number { .. }, _) => Err(Wrong::NumberOrNone),
        (Field::Choice(choices), [chosen]) => {
            choices.iter().find(|(name, ..)| name == chosen).map(|&(_, _, answer)| answer).ok_or(Wrong::Choice)
        }
        (Field::Confirmation, [NONE]) if losses.is_empty() => Ok(Answer::None),
        (Field::Confirmation, [GIVEN]) => {
            let accepted: Option<FeatureSet> = losses.iter().map(|name| name.parse::<Feature>().ok()).collect();
            accepted.map(|losses| Confirmation::accepting(losses).into()).ok_or(Wrong::Choice)
        }
        (Field::Confirmation, _) if !losses.is_empty() => Err(Wrong::Losses),
        _ => Err(Wrong::Choice),
    }
}

/// A number as people write it: spaces between its thousands, no-break ones too, do not count.
fn number(typed: &str) -> Option<u32> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// The questions as the page asks them: each with its field, what was filled in, and what is wrong with that.
pub fn fields(
    questions: Vec<Asked>,
    facts: &Facts,
    sent: &Sent,
    wrong: &[(Fact, &'static str)],
    language: Language,
) -> Vec<Value> {
    let mut fields = Vec::new();
    for (mut asked, actions) in questions {
        let fact = asked.fact;
        let (name, Some(field)) = (fact.to_string(), Field::of(fact, language)) else { continue };
        // What is kept is how many there are: that there are more than so many would be no answer to another plan's question.
        let matters = asked.more_than.take().map(|limit| it_matters(limit, language));
        let mut question = decided((asked, actions), language);
        let (values, losses) = (sent_for(sent, &name), sent_for(sent, &format!("{name}.losses")));
        let option = |value: &str, label: &str| json!({"value": value, "label": label, "is_chosen": values.contains(&value)});
        let say = |english, french| in_language([english, french], language);
        question["field"] = match field {
            Field::YesNo => json!({"options": [option("yes", say("Yes", "Oui")), option("no", say("No", "Non"))]}),
            Field::Choice(choices) => {
                json!({"options": choices.iter().map(|(name, label, _)| option(name, label)).collect::<Vec<_>>()})
            }
            Field::Number { or_none } => {
                let typed = values.iter().find(|value| !or_none || **value != NONE).copied().unwrap_or_default();
                let none = or_none.then(|| option(NONE, say("There was none", "Il n’y en a pas")));
                json!({"typed": typed, "none": none})
            }
            Field::Confirmation => {
                let options = [
                    option(NONE, say("Nothing is confirmed", "Rien n’est confirmé")),
                    option(GIVEN, say("The change is confirmed", "La modification est confirmée")),
                ];
                let may_be_lost = Feature::ALL.iter().filter(|&&feature| facts.client.usage.features.get(feature) != Some(false));
                let losses = may_be_lost.map(|feature| {
                    let (value, label) = (feature.name(), feature.label(language));
                    json!({"value": value, "label": label, "is_chosen": losses.contains(&value)})
                });
                json!({"options": options, "losses": losses.collect::<Vec<_>>()})
            }
        };
        // Where nobody else can tell it, the place says so.
        let is_told_by_one = fact.whereabouts().iter().all(|its| matches!(its.place, Place::ToldBy(_)));
        question["who"] = json!((!is_told_by_one).then(|| fact.told_by().label(language)));
        question["matters"] = json!(matters);
        question["wrong"] = json!(wrong.iter().find(|(its, _)| *its == fact).map(|(_, why)| why));
        fields.push(question);
    }
    fields
}

fn it_matters(limit: u32, language: Language) -> String {
    let said = match limit {
        0 => ["What matters is whether there are any.", "Ce qui compte, c’est s’il y en a."].map(str::to_owned),
        _ => [
            format!("What matters is whether there are more than {limit}."),
            format!("Ce qui compte, c’est s’il y en a plus de {limit}."),
        ],
    };
    in_language(said, language)
}
