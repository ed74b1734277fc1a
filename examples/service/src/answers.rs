//! What is asked and answered: the crate's own JSON, with the same said in words beside it.

use serde::{Deserialize, Serialize};
use subscription_change::{
    Action, Availability, CatalogueId, ChangePlan, Language, Reader, Reason, Refusal, Remedy, Request, Step, Subscription,
};
use utoipa::ToSchema;

use crate::store::Held;
use crate::{CATALOGUE, openapi};

/// Whoever reads here is at the firm.
pub const READER: Reader = Reader::Firm;

/// A change that is wanted.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(openapi::example_wanted))]
pub struct Wanted {
    /// The whole subscription as it is to be.
    #[schema(schema_with = openapi::subscription)]
    pub target: Subscription,
    /// Whether to make the change; without it the answer is what would happen.
    #[serde(default)]
    pub commit: bool,
    /// The version of the client that the change was decided on; a commit needs it.
    #[serde(default)]
    pub version: Option<i64>,
    /// What to do where a reason can be cleared in several ways.
    #[serde(default)]
    #[schema(schema_with = openapi::remedies)]
    pub prefer: Vec<Remedy>,
}

/// Something, and the sentence that says it.
#[derive(Serialize)]
pub struct Said<T> {
    #[serde(flatten)]
    pub it: T,
    pub text: String,
}

/// What stands in the way, and what to do about it.
#[derive(Serialize)]
pub struct Obstacle {
    #[serde(flatten)]
    pub reason: Reason,
    pub text: String,
    pub way_out: String,
}

/// The whole answer to a request: whether it may be had, every reason why not, what there is to do first, and the plan that follows.
#[derive(Serialize, ToSchema)]
pub struct Outlook {
    #[schema(schema_with = openapi::availability)]
    pub availability: Availability,
    #[schema(schema_with = openapi::subscription)]
    pub target: Subscription,
    #[schema(schema_with = openapi::reasons)]
    pub reasons: Vec<Obstacle>,
    #[schema(schema_with = openapi::remedies)]
    pub remedies: Vec<Said<Remedy>>,
    #[schema(schema_with = openapi::plan)]
    pub plan: Option<Said<ChangePlan>>,
}

impl Outlook {
    pub fn of(request: &Request, prefer: &[Remedy], language: Language) -> Self {
        let preview = CATALOGUE.preview_preferring(request, prefer);
        let refusal = request.plan_change_with(CATALOGUE).err();
        let said = |&remedy: &Remedy| Said { it: remedy, text: remedy.display(language, READER).to_string() };
        Self {
            availability: Availability::of(&preview),
            target: request.target,
            reasons: refusal.iter().flat_map(Refusal::reasons).map(|reason| Obstacle::of(reason, language)).collect(),
            remedies: preview.iter().flat_map(|preview| preview.remedies()).map(said).collect(),
            plan: preview.ok().map(|preview| plan_said(*preview.plan(), language)),
        }
    }
}

impl Obstacle {
    fn of(reason: Reason, language: Language) -> Self {
        let text = reason.display(language, READER).to_string();
        Self { reason, text, way_out: reason.remedies().display(language, READER).to_string() }
    }
}

fn plan_said(plan: ChangePlan, language: Language) -> Said<ChangePlan> {
    Said { it: plan, text: plan.display(language, READER).to_string() }
}

/// Every action of a client.
#[derive(Serialize, ToSchema)]
pub struct Actions {
    pub client: i64,
    pub name: String,
    /// What a commit says that it was decided on.
    pub version: i64,
    #[schema(value_type = String, example = "CA-2025-06-02")]
    pub catalogue: CatalogueId,
    #[schema(schema_with = openapi::subscription)]
    pub subscription: Subscription,
    pub actions: Vec<Entry>,
}

/// One action, and its whole answer.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    #[schema(schema_with = openapi::action)]
    pub action: Action,
    /// The action in words.
    pub label: String,
    #[serde(flatten)]
    pub outlook: Outlook,
}

impl Actions {
    pub fn of(held: &Held, language: Language) -> Self {
        let entries = CATALOGUE.menu(&held.subscription, &held.context).map(|entry| Entry {
            action: entry.action(),
            label: entry.action().display(language, READER).to_string(),
            outlook: Outlook::of(entry.request(), &[], language),
        });
        Self {
            client: held.id,
            name: held.name.clone(),
            version: held.version,
            catalogue: CATALOGUE.id(),
            subscription: held.subscription,
            actions: entries.collect(),
        }
    }
}

/// A change that was made.
#[derive(Serialize, ToSchema)]
pub struct Change {
    pub id: String,
    pub client: i64,
    /// The name of the user.
    pub by: String,
    /// When it was decided, in seconds since 1970.
    pub at: i64,
    #[schema(value_type = String, example = "CA-2025-06-02")]
    pub catalogue: CatalogueId,
    /// What it was decided on: what there was, what was wanted, and the facts.
    #[schema(schema_with = openapi::request)]
    pub request: Request,
    #[schema(schema_with = openapi::plan)]
    pub plan: Said<ChangePlan>,
    #[schema(schema_with = openapi::steps)]
    pub steps: Vec<StepState>,
}

/// A step of a change.
#[derive(Serialize)]
pub struct StepState {
    #[serde(flatten)]
    pub step: Said<Step>,
    /// When it was performed, in seconds since 1970.
    pub done_at: Option<i64>,
}

impl Change {
    #[allow(clippy::too_many_arguments, reason = "a row and its parts")]
    pub fn of(
        id: String,
        client: i64,
        by: String,
        at: i64,
        request: Request,
        plan: ChangePlan,
        done: impl Iterator<Item = Option<i64>>,
        language: Language,
    ) -> Self {
        let steps = plan.steps().zip(done.chain(std::iter::repeat(None))).map(|(step, done_at)| StepState {
            step: Said { it: step, text: step.display(language, READER).to_string() },
            done_at,
        });
        let (catalogue, steps) = (plan.catalogue(), steps.collect());
        Self { id, client, by, at, catalogue, request, plan: plan_said(plan, language), steps }
    }
}
