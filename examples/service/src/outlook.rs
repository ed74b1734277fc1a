//! What the crate says about a change and about a whole menu: its JSON, with the same in words. If facts are unknown, what is
//! possible and what to ask follow.

use std::fmt::Display;

use serde::Serialize;
use serde_json::{Value, json};
use subscription_change::assess::{Assessment, PartialRequest, Question, Verdict};
use subscription_change::record::PlanRecord;
use subscription_change::ways_out::{Action, AssessedMenu, AssessedPreview, AssessedRemedy, Availability};
use subscription_change::{Audience, Language, Notice, Reason};

use crate::CATALOGUE;
use crate::answer::in_language;
use crate::store::Client;

const READER: Audience = Audience::Firm;

fn said(it: impl Serialize, words: impl Display) -> Value {
    let mut said = json!(it);
    said["text"] = json!(words.to_string());
    said
}

/// Whether it is available, every reason why not, what to do first, and the plan that follows.
pub fn outlook(request: &PartialRequest, language: Language) -> Value {
    let (assessment, preview) = (request.assess_with(CATALOGUE), CATALOGUE.assess_preview(request));
    let availability = preview.as_ref().map_or(Availability::Never, AssessedPreview::availability);
    // A way out that leads to something else does not count.
    let preview = preview.ok().filter(AssessedPreview::keeps_wish);
    let mut written = json!(assessment.with_sentences(language, READER));
    let mut outlook = json!({
        "availability": availability,
        "target": request.target,
        "reasons": reasons(written["reasons"].take(), language),
        "remedies": preview.iter().flat_map(AssessedPreview::remedies).map(|its| remedy(its, language)).collect::<Vec<_>>(),
        "plan": preview.as_ref().and_then(|preview| plan(preview.assessment(), language)),
    });
    if request.request().is_none() {
        let written = if assessment.verdict() == Verdict::ChangePlan { Value::Null } else { written["possible"].take() };
        outlook["possible"] = possible(written, &assessment, language);
        outlook["questions"] = asked(preview.as_ref()).into_iter().map(|its| question(its, language)).collect();
    }
    outlook
}

/// What to ask before a change is made, each fact once: what may stand in the way, and of a settled plan, what else it does.
fn asked(preview: Option<&AssessedPreview<'_>>) -> Vec<Question> {
    let Some(preview) = preview else { return Vec::new() };
    let mut asked: Vec<Question> = preview.questions().collect();
    if preview.assessment().verdict() == Verdict::ChangePlan {
        let is_new = |question: &Question| !preview.asked().contains(question.fact);
        asked.extend(preview.assessment().questions().filter(is_new));
    }
    asked
}

/// A question in words, and where the answer stands.
pub fn question(question: Question, language: Language) -> Value {
    let mut said = said(question, question.display(language, READER));
    let places = question.fact.whereabouts().iter().map(|its| json!(its.place.display(language).to_string()));
    said["where"] = places.collect();
    said
}

/// The certain reasons, each with its way out in words: its remedies as far as they are known, or what can be done instead.
fn reasons(mut written: Value, language: Language) -> Value {
    let or = in_language([" Or: ", " Ou\u{a0}: "], language);
    for reason in written.as_array_mut().into_iter().flatten() {
        let remedies = reason["remedies"].as_array().into_iter().flatten();
        let remedies: Vec<&str> = remedies.filter_map(|remedy| remedy["text"].as_str()).collect();
        let way_out = reason["instead"].as_str().map_or_else(|| remedies.join(or), str::to_owned);
        reason["way_out"] = json!(way_out);
    }
    list(written)
}

/// The possible reasons; of what is counted, what there may be too much of.
fn possible(mut written: Value, assessment: &Assessment<'_>, language: Language) -> Value {
    for (written, reason) in written.as_array_mut().into_iter().flatten().zip(assessment.possible()) {
        match reason.with_placeholders() {
            _ if reason.reason().is_some() => {}
            Reason::TooManyUsers { kind, limit, .. } => written["text"] = more_than(kind.label(language), limit, language),
            Reason::OverLimit { resource, limit, .. } => written["text"] = more_than(resource.label(language), limit, language),
            _ => {}
        }
    }
    list(written)
}

fn list(written: Value) -> Value {
    if written.is_null() { json!([]) } else { written }
}

/// That there may be more of these than the limit, where nobody has counted them.
fn more_than(counted: &str, limit: u32, language: Language) -> Value {
    json!(in_language(
        [format!("{counted}: there may be more than {limit}."), format!("{counted}\u{a0}: il y en a peut-être plus de {limit}."),],
        language
    ))
}

/// Something to do, in words where it is known who does it and when.
fn remedy(assessed: AssessedRemedy, language: Language) -> Value {
    assessed.remedy().map_or_else(|| json!(assessed), |remedy| said(remedy, remedy.display(language, READER)))
}

/// A settled plan; where a fact is not known, with the notices that may be given and what to ask about them.
fn plan(assessment: &Assessment<'_>, language: Language) -> Option<Value> {
    if let Some(decision) = assessment.decision() {
        return decision.ok().map(|plan| json!(plan.with_sentences(language, READER)));
    }
    if assessment.verdict() != Verdict::ChangePlan {
        return None;
    }
    let certain: Option<PlanRecord> = certain_part(assessment);
    let mut written = json!(assessment.with_sentences(language, READER));
    let fields = written.as_object_mut()?;
    fields.shift_remove("decision");
    fields.insert("questions".to_owned(), assessment.questions().map(|its| question(its, language)).collect());
    for (written, possible) in fields["possible"].as_array_mut()?.iter_mut().zip(assessment.possible_notices()) {
        match possible.notice() {
            _ if possible.knows_used() => {}
            Notice::UsersOverLimit { kind, limit, .. } => written["text"] = more_than(kind.label(language), limit, language),
            Notice::ResourceOverLimit { resource, limit, .. } => {
                written["text"] = more_than(resource.label(language), limit, language);
            }
            _ => {}
        }
    }
    Some(said(written, certain.map(|plan| plan.display(language, READER).to_string()).unwrap_or_default()))
}

/// What is certain of a plan; `None` where it is not known who does a step.
fn certain_part(assessment: &Assessment<'_>) -> Option<PlanRecord> {
    let mut certain = json!(assessment);
    let fields = certain.as_object_mut()?;
    for uncertain in ["decision", "possible", "questions"] {
        fields.shift_remove(uncertain);
    }
    serde_json::from_value(certain).ok()
}

/// Every action of a client, each with its outlook, and what to ask for all of them.
pub fn actions(client: &Client, language: Language) -> Value {
    let facts = client.facts();
    let menu = CATALOGUE.assess_menu(&client.subscription, &facts);
    let entries = menu.clone().map(|entry| {
        let mut said = labelled(entry.action(), language);
        said["outlook"] = outlook(entry.request(), language);
        said
    });
    let mut actions = json!(client);
    actions["at"] = json!(client.at());
    actions["actions"] = entries.collect();
    if facts.context().is_none() {
        actions["questions"] = questions(&menu).into_iter().map(|asked| decided(asked, language)).collect();
    }
    actions
}

/// What to ask for all actions of a client.
pub fn questions_about(client: &Client) -> Vec<Asked> {
    questions(&CATALOGUE.assess_menu(&client.subscription, &client.facts()))
}

/// A question, and the actions that it decides.
pub type Asked = (Question, Vec<Action>);

/// The question in words, with its actions.
pub fn decided((asked, actions): Asked, language: Language) -> Value {
    let mut said = question(asked, language);
    said["actions"] = actions.into_iter().map(|action| labelled(action, language)).collect();
    said
}

fn labelled(action: Action, language: Language) -> Value {
    json!({"action": action, "label": action.display(language, READER).to_string()})
}

/// The questions of a menu, each with the actions that it decides: first those on which it depends whether an action may be had, then those
/// that tell what else there is to do for it or what else it does.
fn questions(menu: &AssessedMenu<'_>) -> Vec<Asked> {
    let mut asked_for: Vec<Asked> = menu.questions().map(|its| (its.question(), its.actions().collect())).collect();
    let settling = asked_for.len();
    for entry in menu.clone() {
        let preview = entry.preview().ok().filter(AssessedPreview::keeps_wish);
        for mut question in asked(preview.as_ref()) {
            match asked_for.iter().position(|(other, _)| other.fact == question.fact) {
                Some(place) if place < settling => {}
                Some(place) => {
                    let (other, actions) = &mut asked_for[place];
                    // One number for all of them, or how many there are.
                    other.more_than = other.more_than.filter(|_| other.more_than == question.more_than);
                    other.decides = other.decides.union(question.decides);
                    other.decides_notices = other.decides_notices.union(question.decides_notices);
                    actions.push(entry.action());
                }
                None => {
                    question.settles = false;
                    asked_for.push((question, vec![entry.action()]));
                }
            }
        }
    }
    asked_for
}
