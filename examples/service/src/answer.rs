//! Responses: the crate's own JSON with the same in words beside it, or a problem by RFC 9457. The reader is at the firm.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;

use axum::body::to_bytes;
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use subscription_change::assess::{Assessment, PartialRequest, Verdict};
use subscription_change::record::Recheck;
use subscription_change::{Audience, Language, Resolution};
use tracing::error;
use utoipa::openapi::{Ref, RefOr};

use crate::CATALOGUE;
use crate::outlook::outlook;
use crate::store::Change;

const PROBLEM: &str = "application/problem+json";

/// The best language: the one chosen on the page (`lang`), or the browser's.
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

/// A decision, which is a problem if its status says so.
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
    fn problem(status: u16, kind: &str, title: [&'static str; 2], language: Language, mut body: Value) -> Self {
        body["type"] = json!(format!("urn:problem-type:{kind}"));
        body["title"] = json!(in_language(title, language));
        body["status"] = json!(status);
        Self { status, language, body }
    }

    pub fn key_reused(language: Language) -> Self {
        let title = ["This Idempotency-Key was used for another request", "Cette Idempotency-Key a servi à une autre demande"];
        Self::problem(422, "key-reused", title, language, json!({}))
    }

    pub fn conflict(version: i64, language: Language) -> Self {
        let title =
            ["The client has changed since: look again", "Le dossier du client a changé depuis\u{a0}: consultez-le de nouveau"];
        Self::problem(409, "conflict", title, language, json!({"version": version}))
    }

    /// What would be made is not what would have been made when it was looked at. It has what is so now, and when that is.
    pub fn outdated(request: &PartialRequest, at: i64, recheck: Option<&Recheck>, language: Language) -> Self {
        let title = [
            "The change is no longer what was shown: look again",
            "La modification n’est plus celle qui a été affichée\u{a0}: consultez-la de nouveau",
        ];
        let mut body = outlook(request, language);
        body["at"] = json!(at);
        body["detail"] = json!(match recheck {
            Some(recheck) => recheck.display(language, Audience::Firm).to_string(),
            None => lines(in_language(title, language), &body["reasons"]),
        });
        Self::problem(409, "outdated", title, language, body)
    }

    /// It is certainly refused; or it is open, where unknown facts decide whether the change may be made, or what it does.
    pub fn not_made(request: &PartialRequest, language: Language) -> Self {
        let assessment = request.assess_with(CATALOGUE);
        if assessment.verdict() == Verdict::Refusal {
            Self::refused(&assessment, request, language)
        } else {
            Self::open(request, language)
        }
    }

    /// 422 if nothing will help, so that nobody tries again; 409 if the current state stands in the way, and the same request may
    /// be granted after somebody has acted or some time has passed.
    fn refused(assessment: &Assessment<'_>, request: &PartialRequest, language: Language) -> Self {
        let title = ["The change is refused", "La modification est refusée"];
        let resolution = assessment.resolution();
        let mut body = outlook(request, language);
        body["detail"] = json!(match assessment.decision() {
            Some(Err(refusal)) => refusal.display(language, Audience::Firm).to_string(),
            _ => lines(in_language(title, language), &body["reasons"]),
        });
        body["resolution"] = json!(resolution);
        Self::problem(if resolution == Some(Resolution::Never) { 422 } else { 409 }, "refused", title, language, body)
    }

    fn open(request: &PartialRequest, language: Language) -> Self {
        let title = [
            "It is not known yet whether the change may be made, or what it does",
            "On ne sait pas encore si la modification peut être faite, ou ce qu’elle entraîne",
        ];
        let mut body = outlook(request, language);
        body["detail"] = json!(lines(in_language(title, language), &body["questions"]));
        Self::problem(409, "open", title, language, body)
    }
}

/// The text in this language, of two; all else is said by the crate, in each of its languages. In any other language it is the English one.
pub fn in_language<T>([english, french]: [T; 2], language: Language) -> T {
    match language {
        Language::French => french,
        _ => english,
    }
}

/// A sentence, and then each of these in words on a line of its own.
fn lines(title: &str, said: &Value) -> String {
    let mut lines = format!("{title}.");
    for its in said.as_array().into_iter().flatten() {
        let texts = [&its["text"], &its["way_out"]].into_iter().filter_map(Value::as_str).filter(|text| !text.is_empty());
        lines.push_str("\n- ");
        lines.push_str(&texts.collect::<Vec<_>>().join(" "));
    }
    lines
}

/// Why nothing was decided. It is sent as a problem, like the framework's own rejections.
pub struct Failure(pub StatusCode, pub &'static str);

pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        // A 401 has to say this, and any other response may: another token may get another response.
        (self.0, [(header::WWW_AUTHENTICATE, "Bearer")], self.1).into_response()
    }
}

/// A failure here is not the client's fault, and only the log gets the details.
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

/// Makes a problem of every error without a JSON body: of failures, and of what the framework rejected.
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

/// A change that was made, with what it was decided on.
pub fn change(change: &Change, language: Language) -> Value {
    let mut made = json!(change);
    made["plan"] = json!(change.plan.with_sentences(language, Audience::Firm));
    made
}
