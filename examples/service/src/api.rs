//! The JSON interface, and its description.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::{HeaderMap, StatusCode, request::Parts};
use axum::routing::get;
use axum::{Json, RequestPartsExt, Router};
use axum_extra::TypedHeader;
use axum_extra::headers::{Authorization, authorization::Bearer};
use serde_json::json;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{self, Answer, Failure, Result, Speaks};
use crate::description;
use crate::outlook;
use crate::store::{Desk, Store};
use crate::wanted::Wanted;

const UNAUTHORIZED: Failure = Failure(StatusCode::UNAUTHORIZED, "A valid token is needed");
const KEY_MISSING: Failure = Failure(StatusCode::BAD_REQUEST, "A commit needs an Idempotency-Key of 1 to 255 ASCII characters");

/// The JSON interface knows its users only by bearer token: a cookie does nothing here.
impl FromRequestParts<Store> for Desk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, store: &Store) -> Result<Self> {
        let given = parts.extract::<TypedHeader<Authorization<Bearer>>>().await.map_err(|_| UNAUTHORIZED)?;
        store.desk(given.token()).await?.ok_or(UNAUTHORIZED)
    }
}

#[derive(OpenApi)]
#[openapi(info(title = "Subscription changes", version = "1"), security(("token" = [])))]
struct Document;

/// The routes, each with its description; what they speak of is described in [`description`].
pub fn router() -> Router<Store> {
    let router = OpenApiRouter::with_openapi(Document::openapi());
    let router = router.routes(routes!(actions)).routes(routes!(change_client)).routes(routes!(change)).routes(routes!(healthz));
    let (router, document) = router.split_for_parts();
    let mut document = json!(document);
    document["components"] = description::components();
    document["paths"]["/clients/{id}/changes"]["post"]["requestBody"]["required"] = json!(true); // utoipa says it of types alone
    router.route("/openapi.json", get(Json(document)))
}

/// Every action of every product of a client: now, later, never or open, why, the way out, and what to ask.
#[utoipa::path(get, path = "/clients/{id}/actions", responses(Failure,
    (status = 200, description = "The actions", body = ref("#/components/schemas/Actions"))))]
async fn actions(desk: Desk, Speaks(language): Speaks, Path(id): Path<i64>) -> Result<Answer> {
    Ok(Answer { status: 200, language, body: outlook::actions(&desk.client(id).await?, language) })
}

/// Previews a change, or with `commit` makes it.
#[utoipa::path(post, path = "/clients/{id}/changes", request_body = ref("#/components/schemas/Wanted"),
    params(("Idempotency-Key" = Option<String>, Header, description = "A commit needs one: the same key with the same body is \
        answered the same, however often it is sent")),
    responses(Failure,
        (status = 200, description = "The preview", body = ref("#/components/schemas/Preview")),
        (status = 201, description = "The change was made", body = ref("#/components/schemas/Change"), headers(("Location" = String))),
        (status = 409, description = "Refused until somebody has acted or some time has passed; or open, with what to ask; or the client has \
            changed since, or time has changed what was shown",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Refused for good; or the key was used for another request; or the body is not such a change",
            body = ref("#/components/schemas/Problem"), content_type = "application/problem+json")))]
async fn change_client(
    desk: Desk,
    Speaks(language): Speaks,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Json(wanted): Json<Wanted>,
) -> Result<Answer> {
    if !wanted.commit {
        let client = desk.client(id).await?;
        let mut body = outlook::outlook(&client.request(&wanted.target), language);
        body["at"] = json!(client.at());
        return Ok(Answer { status: 200, language, body });
    }
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    let key = key.filter(|key| (1..=255).contains(&key.len())).ok_or(KEY_MISSING)?;
    desk.commit(id, key, &wanted, language).await
}

/// A change that was made, with what it was decided on.
#[utoipa::path(get, path = "/changes/{id}", responses(Failure,
    (status = 200, description = "The change", body = ref("#/components/schemas/Change"))))]
async fn change(desk: Desk, Speaks(language): Speaks, Path(id): Path<String>) -> Result<Answer> {
    Ok(Answer { status: 200, language, body: answer::change(&desk.change(&id).await?, language) })
}

/// Whether the service can answer.
#[utoipa::path(get, path = "/healthz", security(()), responses(Failure, (status = 200, description = "It can", body = String)))]
async fn healthz(State(store): State<Store>) -> Result<&'static str> {
    let well = sqlx::query("select 1 from firms").execute(&store.read).await;
    well.map(|_| "well\n").map_err(|_| Failure(StatusCode::SERVICE_UNAVAILABLE, ""))
}
