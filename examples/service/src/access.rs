//! Who asks, in which language, and for what.

use std::convert::Infallible;

use axum::extract::{Form, FromRequest, FromRequestParts, Json, Request};
use axum::http::{HeaderMap, StatusCode, header, request::Parts};
use serde::de::DeserializeOwned;
use subscription_change::Language;

use crate::App;
use crate::problem::{self, Problem};
use crate::store::User;

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The API knows its users by bearer token alone: a cookie does nothing there.
impl FromRequestParts<App> for User {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let given = text(&parts.headers, header::AUTHORIZATION).split_once(' ');
        let (_, token) = given.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).ok_or(problem::WHO)?;
        app.store.user(token.trim()).await?.ok_or(problem::WHO.into())
    }
}

/// The page knows its users by cookie.
pub struct Visitor(pub Option<User>);

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let mut cookies = text(&parts.headers, header::COOKIE).split("; ");
        match cookies.find_map(|cookie| cookie.strip_prefix("token=")) {
            Some(token) => app.store.user(token).await.map(Self),
            None => Ok(Self(None)),
        }
    }
}

/// The language that suits who asks best.
pub struct Speaks(pub Language);

impl Speaks {
    pub fn of(headers: &HeaderMap) -> Self {
        Self(Language::best_for(text(headers, header::ACCEPT_LANGUAGE)).unwrap_or(Language::English))
    }
}

impl<S: Sync> FromRequestParts<S> for Speaks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// What was wrong with a body. That it says what it must not is no other error than that it says nothing: 422 is kept for what was
/// understood.
fn unreadable(status: StatusCode, detail: String) -> Problem {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Problem::from(problem::MALFORMED).with("detail", detail),
        _ => Problem::of_status(status),
    }
}

/// The body, as JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = Json::from_request(request, state).await;
        read.map(|Json(body)| Self(body)).map_err(|error| unreadable(error.status(), error.body_text()))
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
        let read = Form::from_request(request, state).await;
        read.map(|Form(form)| Self(form)).map_err(|error| unreadable(error.status(), error.body_text()))
    }
}
