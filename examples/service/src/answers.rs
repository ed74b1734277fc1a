//! What is answered: the crate's own JSON, with the same said in words beside it.

use std::fmt::Display;

use serde::Serialize;
use serde_json::{Value, json};
use subscription_change::{Availability, ChangePlan, Language, Preview, Reader, Reason, Refusal, Remedy, Request};

use crate::CATALOGUE;
use crate::store::{Change, Held};

/// Whoever reads here is at the firm.
pub const READER: Reader = Reader::Firm;

fn said(it: impl Serialize, words: impl Display) -> Value {
    let mut said = json!(it);
    said["text"] = json!(words.to_string());
    said
}

/// Whether it may be had, every reason why not, what there is to do first, and the plan that follows.
pub fn outlook(request: &Request, prefer: &[Remedy], language: Language) -> Value {
    let preview = CATALOGUE.preview_preferring(request, prefer);
    let refusal = request.plan_change_with(CATALOGUE).err();
    let remedy = |remedy: &Remedy| said(remedy, remedy.display(language, READER));
    let reason = |reason: Reason| {
        let mut said = said(reason, reason.display(language, READER));
        said["way_out"] = json!(reason.remedies().display(language, READER).to_string());
        said
    };
    json!({
        "availability": Availability::of(&preview),
        "target": request.target,
        "reasons": refusal.iter().flat_map(Refusal::reasons).map(reason).collect::<Vec<_>>(),
        "remedies": preview.iter().flat_map(Preview::remedies).map(remedy).collect::<Vec<_>>(),
        "plan": preview.ok().map(|preview| plan(preview.plan(), language)),
    })
}

fn plan(plan: &ChangePlan, language: Language) -> Value {
    said(plan, plan.display(language, READER))
}

/// Every action of a client, each with its outlook.
pub fn actions(held: &Held, language: Language) -> Value {
    let entries = CATALOGUE.menu(&held.subscription, &held.context).map(|entry| {
        let label = entry.action().display(language, READER).to_string();
        json!({"action": entry.action(), "label": label, "outlook": outlook(entry.request(), &[], language)})
    });
    json!({
        "client": held.id,
        "name": held.name,
        "version": held.version,
        "catalogue": CATALOGUE.id(),
        "subscription": held.subscription,
        "actions": entries.collect::<Vec<_>>(),
    })
}

/// A change that was made, with what it was decided on.
pub fn change(change: &Change, language: Language) -> Value {
    let steps = change.plan.steps().zip(&change.done_at).map(|(step, done_at)| {
        let mut said = said(step, step.display(language, READER));
        said["done_at"] = json!(done_at);
        said
    });
    json!({
        "id": change.id,
        "client": change.client,
        "by": change.by,
        "at": change.at,
        "catalogue": change.plan.catalogue(),
        "request": change.request,
        "plan": plan(&change.plan, language),
        "steps": steps.collect::<Vec<_>>(),
    })
}
