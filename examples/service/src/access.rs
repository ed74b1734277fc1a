//! Who asks, in which language, and what for.

use axum::extract::rejection::{FormRejection, JsonRejection};
use axum::extract::{Form, FromRequest, FromRequestParts, Json, Request};
use axum::http::{HeaderMap, header, request::Parts};
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use subscription_change::Language;

use crate::App;
use crate::problem::{self, Problem};
use crate::store::User;

/// The API knows its users by bearer token alone: a cookie does nothing there.
impl FromRequestParts<App> for User {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = given.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (_, token) = token.ok_or(problem::WHO)?;
        app.store.user(token.trim()).await?.ok_or(problem::WHO.into())
    }
}

/// The page knows its users by cookie.
pub struct Visitor(pub Option<User>);

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let token = cookies.flat_map(|cookies| cookies.split("; ")).find_map(|cookie| cookie.strip_prefix("token="));
        match token {
            Some(token) => app.store.user(token).await.map(Self),
            None => Ok(Self(None)),
        }
    }
}

/// The language that suits who asks best.
pub struct Speaks(pub Language);

impl Speaks {
    pub fn of(headers: &HeaderMap) -> Language {
        let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        preferred.and_then(Language::best_for).unwrap_or(Language::English)
    }
}

impl<S: Sync> FromRequestParts<S> for Speaks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Self::of(&parts.headers)))
    }
}

/// The body, as JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            // What the text says and what it does not say are one kind of error here: 422 is kept for what was understood.
            Err(error @ (JsonRejection::JsonDataError(_) | JsonRejection::JsonSyntaxError(_))) => {
                Err(Problem::because(problem::MALFORMED, error.body_text()))
            }
            Err(error) => Err(Problem::of_status(error.status())),
        }
    }
}

/// A form that was sent from a page of this site: the cookie goes along with no other (`SameSite=Strict`), and where the browser says
/// where the form stood (`Sec-Fetch-Site`), it stood here.
pub struct OwnForm<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for OwnForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if request.headers().get("sec-fetch-site").is_some_and(|site| site != "same-origin") {
            return Err(problem::FOREIGN_FORM.into());
        }
        let Form(form) = Form::from_request(request, state).await.map_err(|error: FormRejection| match error.status().as_u16() {
            413 | 415 => Problem::of_status(error.status()),
            _ => Problem::because(problem::MALFORMED, error.body_text()),
        })?;
        Ok(Self(form))
    }
}
