//! The JSON interface.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Extension, Json};
use serde::Serialize;
use subscription_change::Subscription;
use utoipa::ToSchema;
use utoipa::openapi::OpenApi;

use crate::access::{Body, Speaks};
use crate::answers::{Actions, Change, Outlook, Wanted};
use crate::problem::{self, Problem};
use crate::store::User;
use crate::{App, openapi};

/// A path that names nothing that could be there is one where nothing is.
type Id<T> = Result<Path<T>, PathRejection>;

fn id<T>(id: Id<T>) -> Result<T, Problem> {
    id.map(|Path(id)| id).map_err(|_| problem::NOT_FOUND.into())
}

/// A client of the firm.
#[derive(Serialize, ToSchema)]
pub struct Client {
    id: i64,
    name: String,
    #[schema(schema_with = openapi::subscription)]
    subscription: Subscription,
}

/// The firm's clients, by name.
#[utoipa::path(get, path = "/clients", security(("token" = [])), responses(
    (status = 200, body = [Client]),
    openapi::Problems))]
pub async fn clients(State(app): State<App>, user: User) -> Result<Json<Vec<Client>>, Problem> {
    let clients = app.store.clients(&user).await?;
    Ok(Json(clients.into_iter().map(|(id, name, subscription)| Client { id, name, subscription }).collect()))
}

/// Every action of every product of a client: now, later or never, why, and the way out.
#[utoipa::path(get, path = "/clients/{id}/actions", params(("id" = i64, Path)), security(("token" = [])), responses(
    (status = 200, body = Actions),
    openapi::Problems))]
pub async fn actions(
    State(app): State<App>,
    user: User,
    Speaks(language): Speaks,
    client: Id<i64>,
) -> Result<Json<Actions>, Problem> {
    let held = app.store.client(&user, id(client)?).await?;
    Ok(Json(Actions::of(&held, language)))
}

/// Previews a change, or with `commit` makes it.
#[utoipa::path(post, path = "/clients/{id}/changes", security(("token" = [])), request_body = Wanted,
    params(("id" = i64, Path), ("Idempotency-Key" = Option<String>, Header, description = "A commit needs one: the same key and \
        body get the same answer, however often they are sent")),
    responses(
        (status = 200, description = "The preview", body = Outlook),
        (status = 201, description = "The change was made", body = Change, headers(("Location" = String))),
        (status = 409, description = "Refused, and it can be cleared; or the client has changed since", body = openapi::ProblemSchema,
            content_type = "application/problem+json"),
        (status = 422, description = "Refused, and nothing clears it; or the key was used for another request",
            body = openapi::ProblemSchema, content_type = "application/problem+json"),
        openapi::Problems))]
pub async fn change_client(
    State(app): State<App>,
    user: User,
    Speaks(language): Speaks,
    client: Id<i64>,
    headers: HeaderMap,
    Body(wanted): Body<Wanted>,
) -> Result<Response, Problem> {
    let client = id(client)?;
    if !wanted.commit {
        let request = app.store.client(&user, client).await?.request(wanted.target);
        return Ok(Json(Outlook::of(&request, &wanted.prefer, language)).into_response());
    }
    if wanted.version.is_none() {
        return Err(Problem::because(problem::MALFORMED, "version: a commit needs the version that it was decided on"));
    }
    let is_key = |key: &&str| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).filter(is_key).ok_or(problem::KEY_MISSING)?;
    let answer = app.store.commit(&user, client, key, &wanted, language).await?;
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let media_type = if status.is_success() { "application/json" } else { problem::MEDIA_TYPE };
    let headers = [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_LANGUAGE, answer.language)];
    let location = answer.change.map(|change| AppendHeaders([(header::LOCATION, format!("/changes/{change}"))]));
    Ok((status, headers, location, answer.body).into_response())
}

/// A change that was made, with what it was decided on.
#[utoipa::path(get, path = "/changes/{id}", params(("id" = String, Path)), security(("token" = [])), responses(
    (status = 200, body = Change),
    openapi::Problems))]
pub async fn change(
    State(app): State<App>,
    user: User,
    Speaks(language): Speaks,
    change: Id<String>,
) -> Result<Json<Change>, Problem> {
    app.store.change(&user, &id(change)?, language).await.map(Json)
}

/// Whether the service can answer.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "It can"), (status = 503, description = "It cannot")))]
pub async fn healthz(State(app): State<App>) -> Result<&'static str, Problem> {
    app.store.is_well().await.map(|()| "well\n").map_err(|_| problem::BUSY.into())
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", responses((status = 200, description = "OpenAPI")))]
pub async fn document(Extension(document): Extension<OpenApi>) -> Json<OpenApi> {
    Json(document)
}
