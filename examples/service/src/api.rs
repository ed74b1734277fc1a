//! The JSON interface, and its description.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa::openapi::Components;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::{Body, Speaks};
use crate::problem::{self, Problem};
use crate::store::{Answer, User, Wanted};
use crate::{App, answers};

#[derive(OpenApi)]
#[openapi(info(title = "Subscription changes", version = "1"))]
struct Document;

/// The routes, each with its description; what they speak of is described in `components.json`.
pub fn router() -> axum::Router<App> {
    let mut document = Document::openapi();
    document.components = serde_json::from_str::<Components>(include_str!("components.json")).ok();
    let router = OpenApiRouter::with_openapi(document);
    let router = router.routes(routes!(clients)).routes(routes!(actions)).routes(routes!(change_client)).routes(routes!(change));
    let (router, document) = router.routes(routes!(healthz)).routes(routes!(openapi)).split_for_parts();
    router.layer(Extension(document))
}

/// A path that names nothing that could be there is one where nothing is.
type Id<T> = Result<Path<T>, PathRejection>;

fn id<T>(id: Id<T>) -> Result<T, Problem> {
    id.map(|Path(id)| id).map_err(|_| problem::NOT_FOUND.into())
}

/// The firm's clients, by name.
#[utoipa::path(get, path = "/clients", security(("token" = [])), responses(
    (status = 200, description = "The clients", body = ref("#/components/schemas/Clients")),
    (status = "default", description = "A problem", body = ref("#/components/schemas/Problem"),
        content_type = "application/problem+json")))]
async fn clients(State(app): State<App>, user: User) -> Result<Json<Value>, Problem> {
    let clients = app.store.clients(&user).await?.into_iter();
    Ok(Json(clients.map(|(id, name, subscription)| json!({"id": id, "name": name, "subscription": subscription})).collect()))
}

/// Every action of every product of a client: now, later or never, why, and the way out.
#[utoipa::path(get, path = "/clients/{id}/actions", params(("id" = i64, Path)), security(("token" = [])), responses(
    (status = 200, description = "The actions", body = ref("#/components/schemas/Actions")),
    (status = "default", description = "A problem", body = ref("#/components/schemas/Problem"),
        content_type = "application/problem+json")))]
async fn actions(State(app): State<App>, user: User, speaks: Speaks, client: Id<i64>) -> Result<Json<Value>, Problem> {
    Ok(Json(answers::actions(&app.store.client(&user, id(client)?).await?, speaks.0)))
}

/// Previews a change, or with `commit` makes it.
#[utoipa::path(post, path = "/clients/{id}/changes", security(("token" = [])),
    params(("id" = i64, Path), ("Idempotency-Key" = Option<String>, Header, description = "A commit needs one: the same key with \
        the same body is answered the same, however often it is sent")),
    request_body = ref("#/components/schemas/Wanted"),
    responses(
        (status = 200, description = "The preview", body = ref("#/components/schemas/Outlook")),
        (status = 201, description = "The change was made", body = ref("#/components/schemas/Change"), headers(("Location" = String))),
        (status = 409, description = "Refused until somebody has acted or some time has passed; or the client has changed since",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Refused for good; or the key was used for another request",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = ref("#/components/schemas/Problem"),
            content_type = "application/problem+json")))]
async fn change_client(
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
        return Ok(Json(answers::outlook(&request, &wanted.prefer, language)).into_response());
    }
    if wanted.version.is_none() {
        return Err(Problem::from(problem::MALFORMED).with("detail", "version: a commit needs the one that it was decided on"));
    }
    let is_key = |key: &&str| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).filter(is_key).ok_or(problem::KEY_MISSING)?;
    Ok(app.store.commit(&user, client, key, &wanted, language).await?.into_response())
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or_default();
        let media_type = if status.is_success() { "application/json" } else { problem::MEDIA_TYPE };
        let headers = [(header::CONTENT_TYPE, media_type), (header::CONTENT_LANGUAGE, self.language.tag())];
        let location = self.change.map(|change| AppendHeaders([(header::LOCATION, format!("/changes/{change}"))]));
        (status, headers, location, self.body.to_string()).into_response()
    }
}

/// A change that was made, with what it was decided on.
#[utoipa::path(get, path = "/changes/{id}", params(("id" = String, Path)), security(("token" = [])), responses(
    (status = 200, description = "The change", body = ref("#/components/schemas/Change")),
    (status = "default", description = "A problem", body = ref("#/components/schemas/Problem"),
        content_type = "application/problem+json")))]
async fn change(State(app): State<App>, user: User, speaks: Speaks, change: Id<String>) -> Result<Json<Value>, Problem> {
    Ok(Json(answers::change(&app.store.change(&user, &id(change)?).await?, speaks.0)))
}

/// Whether the service can answer.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "It can"), (status = 503, description = "It cannot")))]
async fn healthz(State(app): State<App>) -> Result<&'static str, Problem> {
    app.store.is_well().await.map(|()| "well\n").map_err(|_| problem::BUSY.into())
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", responses((status = 200, description = "OpenAPI 3.1")))]
async fn openapi(Extension(document): Extension<utoipa::openapi::OpenApi>) -> Json<utoipa::openapi::OpenApi> {
    Json(document)
}
