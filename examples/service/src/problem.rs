//! What went wrong, as RFC 9457 says it.

use std::error::Error;

use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use subscription_change::{Language, Refusal, Resolution};
use tracing::error;

use crate::say;

/// What a problem is sent as.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A kind of problem: its status, the end of its type, and its title in English and French.
#[derive(Clone, Copy, Debug)]
pub struct Kind(pub StatusCode, pub &'static str, pub [&'static str; 2]);

macro_rules! kinds {
    ($($KIND:ident: $Status:ident $name:literal, $english:literal, $french:literal;)+) => {
        $(pub const $KIND: Kind = Kind(StatusCode::$Status, $name, [$english, $french]);)+
        /// All of them; the first of a status stands for it.
        const KINDS: &[Kind] = &[$($KIND),+];
    };
}

kinds! {
    INTERNAL: INTERNAL_SERVER_ERROR "internal", "Something went wrong here", "Une erreur s’est produite ici";
    MALFORMED: BAD_REQUEST "malformed", "The request cannot be read", "La demande est illisible";
    KEY_MISSING: BAD_REQUEST "key-missing", "A commit needs an Idempotency-Key of 1 to 255 visible ASCII characters",
        "Une exécution exige une Idempotency-Key de 1 à 255 caractères ASCII visibles";
    WHO: UNAUTHORIZED "unauthenticated", "A valid token is needed", "Il faut un jeton valide";
    FOREIGN_FORM: FORBIDDEN "foreign-form", "The form was not sent from this site", "Le formulaire n’a pas été envoyé de ce site";
    NOT_FOUND: NOT_FOUND "not-found", "There is no such thing", "Cela n’existe pas";
    METHOD: METHOD_NOT_ALLOWED "method-not-allowed", "This method is not allowed here", "Cette méthode n’est pas permise ici";
    TIMEOUT: REQUEST_TIMEOUT "timeout", "It took too long", "Cela a pris trop de temps";
    CONFLICT: CONFLICT "conflict", "The client has changed since: look again, then decide",
        "Le client a changé depuis\u{a0}: regardez de nouveau, puis décidez";
    REFUSED: CONFLICT "refused", "The change is refused", "La modification est refusée";
    TOO_LARGE: PAYLOAD_TOO_LARGE "too-large", "The request is too large", "La demande est trop volumineuse";
    CONTENT_TYPE: UNSUPPORTED_MEDIA_TYPE "media-type", "Expected another Content-Type", "Un autre Content-Type est attendu";
    KEY_REUSED: UNPROCESSABLE_ENTITY "key-reused", "This Idempotency-Key was used for another request",
        "Cette Idempotency-Key a servi à une autre demande";
    BUSY: SERVICE_UNAVAILABLE "busy", "Try again later", "Réessayez plus tard";
}

/// A problem, on its way to whoever asked; their language is known where it leaves.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    kind: Kind,
    /// What it says beside that.
    more: Value,
}

impl Problem {
    /// What is known of an answer that is its status alone.
    pub fn of_status(status: StatusCode) -> Self {
        let other = if status.is_server_error() { INTERNAL } else { MALFORMED };
        Self { status, ..KINDS.iter().find(|kind| kind.0 == status).copied().unwrap_or(other).into() }
    }

    /// A refusal: 422 where nothing will help, so that nobody tries again; 409 where the state of things stands in the way, and the
    /// same request may be granted once somebody has acted or some time has passed.
    pub fn refused(refusal: &Refusal, outlook: &Value) -> Self {
        let never = refusal.resolution() == Resolution::Never;
        let status = if never { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
        let problem = Self { status, ..REFUSED.into() };
        let problem = problem.with("resolution", refusal.resolution()).with("catalogue", refusal.catalogue());
        problem.with("reasons", &outlook["reasons"]).with("remedies", &outlook["remedies"])
    }

    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        self.more[name] = json!(value);
        self
    }

    pub fn body(&self, language: Language) -> Value {
        let uri = format!("urn:problem-type:{}", self.kind.1);
        let mut body = json!({"type": uri, "title": say(language, self.kind.2), "status": self.status.as_u16()});
        for (name, value) in self.more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        body
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self { status: kind.0, kind, more: json!({}) }
    }
}

/// What fails here is no fault of who asks, and is told to the log alone.
impl<E: Error + 'static> From<E> for Problem {
    fn from(error: E) -> Self {
        error!(%error, "failed");
        let is_busy = matches!((&error as &dyn Error).downcast_ref(), Some(sqlx::Error::PoolTimedOut));
        if is_busy { BUSY.into() } else { INTERNAL.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Extension(self)).into_response()
    }
}
