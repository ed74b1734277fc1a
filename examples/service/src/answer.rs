//! What is answered: the crate's own JSON with the same said in words beside it, or a problem as RFC 9457 has it.
//! Whoever reads it is at the firm.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;
use std::fmt::Display;

use axum::body::to_bytes;
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use subscription_change::ways_out::{Availability, Preview};
use subscription_change::{Audience, Language, Reason, Refusal, Remedy, Request, Resolution};
use tracing::error;
use utoipa::openapi::{Ref, RefOr};

use crate::CATALOGUE;
use crate::store::{Change, Client};

const PROBLEM: &str = "application/problem+json";

/// The language that suits who asks best: the one that was chosen on the page (`lang`), or the browser's.
pub struct Speaks(pub Language);

impl<S: Sync> FromRequestParts<S> for Speaks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut fields = parts.uri.query().unwrap_or_default().split('&');
        let chosen = fields.find_map(|field| field.strip_prefix("lang="));
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok());
        Ok(Self([chosen, accepted].into_iter().flatten().find_map(Language::best_for).unwrap_or(Language::English)))
    }
}

/// What was decided: a problem, if its status says so.
#[derive(Deserialize, Serialize)]
pub struct Answer {
    pub status: u16,
    pub language: Language,
    pub body: Value,
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let media_type = if status.is_success() { "application/json" } else { PROBLEM };
        let headers = [(header::CONTENT_TYPE, media_type), (header::CONTENT_LANGUAGE, self.language.tag())];
        let made = self.body["id"].as_str().filter(|_| status == StatusCode::CREATED);
        let location = made.map(|id| [(header::LOCATION, format!("/changes/{id}"))]);
        (status, headers, location, self.body.to_string()).into_response()
    }
}

impl Answer {
    /// A problem that has this beside its type, title and status.
    fn problem(status: u16, kind: &str, [english, french]: [&str; 2], language: Language, mut body: Value) -> Self {
        body["type"] = json!(format!("urn:problem-type:{kind}"));
        body["title"] = json!(if language == Language::French { french } else { english });
        body["status"] = json!(status);
        Self { status, language, body }
    }

    pub fn key_reused(language: Language) -> Self {
        let title = ["This Idempotency-Key was used for another request", "Cette Idempotency-Key a servi à une autre demande"];
        Self::problem(422, "key-reused", title, language, json!({}))
    }

    pub fn conflict(version: i64, language: Language) -> Self {
        let title = ["The client has changed since: look again", "Le client a changé depuis\u{a0}: regardez de nouveau"];
        Self::problem(409, "conflict", title, language, json!({"version": version}))
    }

    /// 422 where nothing will help, so that nobody tries again; 409 where the state of things stands in the way, and the same request
    /// may be granted once somebody has acted or some time has passed.
    pub fn refused(refusal: &Refusal, request: &Request, language: Language) -> Self {
        let status = if refusal.resolution() == Resolution::Never { 422 } else { 409 };
        let mut body = outlook(request, language);
        body["detail"] = json!(refusal.display(language, Audience::Firm).to_string());
        body["resolution"] = json!(refusal.resolution());
        Self::problem(status, "refused", ["The change is refused", "La modification est refusée"], language, body)
    }
}

/// Why nothing was decided. It leaves as a problem, like the framework's own rejections.
pub struct Failure(pub StatusCode, pub &'static str);

pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        // A 401 has to say this, and any other answer may: it might be another one with another token.
        (self.0, [(header::WWW_AUTHENTICATE, "Bearer")], self.1).into_response()
    }
}

/// What fails here is no fault of who asks, and is told to the log alone.
impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        error!(%error, "failed");
        let is_busy = match (&error as &dyn Error).downcast_ref() {
            Some(sqlx::Error::Database(error)) => error.code().as_deref() == Some("5"), // SQLITE_BUSY
            other => matches!(other, Some(sqlx::Error::PoolTimedOut)),
        };
        Self(if is_busy { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR }, "")
    }
}

impl utoipa::IntoResponses for Failure {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        BTreeMap::from([("default".to_owned(), Ref::from_response_name("Problem").into())])
    }
}

/// Makes a problem of every error that is a text or nothing: of each failure, and of what the framework rejected.
pub async fn as_problem(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let is_text = head.headers.get(header::CONTENT_TYPE).is_none_or(|its| its.as_bytes().starts_with(b"text/plain"));
    if !is_text || !(head.status.is_client_error() || head.status.is_server_error()) {
        return (head, body).into_response();
    }
    let mut problem = json!({"type": "about:blank", "title": head.status.canonical_reason(), "status": head.status.as_u16()});
    let text = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if !text.is_empty() {
        problem["detail"] = json!(String::from_utf8_lossy(&text));
    }
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
    (head, problem.to_string()).into_response()
}

fn said(it: impl Serialize, words: impl Display) -> Value {
    let mut said = json!(it);
    said["text"] = json!(words.to_string());
    said
}

/// Whether it may be had, every reason why not, what there is to do first, and the plan that follows.
pub fn outlook(request: &Request, language: Language) -> Value {
    let (preview, refusal) = (CATALOGUE.preview(request), request.plan_change_with(CATALOGUE).err());
    let availability = Availability::of(&preview);
    // A way that leads to something else than what was asked for is none.
    let preview = preview.ok().filter(Preview::keeps_wish);
    let remedy = |remedy: &Remedy| said(remedy, remedy.display(language, Audience::Firm));
    let reason = |reason: Reason| {
        let mut said = said(reason, reason.display(language, Audience::Firm));
        let way_out = reason.remedies().display(language, Audience::Firm).to_string();
        said["way_out"] = json!(reason.instead(language).unwrap_or(&way_out));
        said
    };
    json!({
        "availability": availability,
        "target": request.target,
        "reasons": refusal.iter().flat_map(Refusal::reasons).map(reason).collect::<Vec<_>>(),
        "remedies": preview.iter().flat_map(Preview::remedies).map(remedy).collect::<Vec<_>>(),
        "plan": preview.map(|preview| said(preview.plan(), preview.plan().display(language, Audience::Firm))),
    })
}

/// Every action of a client, each with its outlook.
pub fn actions(client: &Client, language: Language) -> Value {
    let entries = CATALOGUE.menu(&client.subscription, &client.context).map(|entry| {
        let label = entry.action().display(language, Audience::Firm).to_string();
        json!({"action": entry.action(), "label": label, "outlook": outlook(entry.request(), language)})
    });
    let mut actions = json!(client);
    actions["actions"] = entries.collect();
    actions
}

/// A change that was made, with what it was decided on.
pub fn change(change: &Change, language: Language) -> Value {
    let mut made = json!(change);
    made["plan"] = said(change.plan, change.plan.display(language, Audience::Firm));
    made
}
