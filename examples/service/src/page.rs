//! The page: what may be changed about each client, why not, the way out, and what to ask, in French and English.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use minijinja::{Environment, value::Serde};
use serde::Deserialize;
use serde_json::json;
use subscription_change::Language;
use subscription_change::ways_out::Availability;
use tower_http::csrf::CsrfLayer;

use crate::answer::{Failure, Result, Speaks, in_language};
use crate::form::{self, Faults, Sent};
use crate::outlook;
use crate::store::{Desk, Listed, Store};

/// Only the one style sheet is loaded, no script runs, and no other page may frame it.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn router() -> Router<Store> {
    let style = ([(header::CONTENT_TYPE, "text/css")], include_str!("style.css"));
    let page = Router::new().route("/", get(show)).route("/style.css", get(style));
    let page = page.route("/sign-in", post(sign_in)).route("/sign-out", post(sign_out)).route("/answers", post(answer));
    page.layer(CsrfLayer::new())
}

/// What is looked at.
#[derive(Deserialize)]
struct Look {
    client: Option<i64>,
}

/// Whom the answers are about.
#[derive(Deserialize)]
struct Asked {
    client: i64,
}

#[derive(Deserialize)]
struct SignIn {
    token: String,
}

async fn sign_in(jar: CookieJar, Speaks(language): Speaks, Form(form): Form<SignIn>) -> (CookieJar, Redirect) {
    // Scripts do not see the cookie, requests from other sites do not carry it, and it is sent over TLS only.
    let cookie =
        Cookie::build(("token", form.token.trim().to_owned())).path("/").http_only(true).same_site(SameSite::Strict).secure(true);
    (jar.add(cookie), Redirect::to(&format!("/?lang={}", language.tag())))
}

async fn sign_out(jar: CookieJar) -> (CookieJar, Redirect) {
    (jar.remove(Cookie::build("token").path("/")), Redirect::to("/"))
}

/// What was filled in, and what came of it.
#[derive(Default)]
struct Filled {
    status: StatusCode,
    sent: Sent,
    wrong: Faults,
}

/// Stores all answers. If one is invalid, or the client has changed since, it stores nothing and shows the form as it was filled
/// in.
async fn answer(
    State(store): State<Store>,
    jar: CookieJar,
    speaks: Speaks,
    Query(Asked { client }): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let language = speaks.0;
    let desk = store.desk(token(&jar)).await?.ok_or(Failure(StatusCode::UNAUTHORIZED, ""))?;
    let filled = match form::read(&sent, language) {
        Err(wrong) => Filled { status: StatusCode::UNPROCESSABLE_ENTITY, sent, wrong },
        Ok(answers) => {
            let version = sent.iter().find(|(name, _)| name == "version").and_then(|(_, version)| version.parse().ok());
            if answers.is_empty() || desk.learn(client, version.unwrap_or_default(), &answers).await? {
                return Ok(Redirect::to(&format!("/?client={client}&lang={}", language.tag())).into_response());
            }
            Filled { status: StatusCode::CONFLICT, sent, wrong: Vec::new() }
        }
    };
    page(Some(desk), false, language, Some(client), filled).await
}

fn token(jar: &CookieJar) -> &str {
    jar.get("token").map_or("", Cookie::value)
}

async fn show(State(store): State<Store>, jar: CookieJar, speaks: Speaks, Query(look): Query<Look>) -> Result<Response> {
    let desk = store.desk(token(&jar)).await?;
    let is_wrong = desk.is_none() && !token(&jar).is_empty();
    page(desk, is_wrong, speaks.0, look.client, Filled::default()).await
}

/// The page for whoever is signed in, with the client that is looked at; for anybody else the form to sign in.
async fn page(desk: Option<Desk>, is_wrong: bool, language: Language, client: Option<i64>, filled: Filled) -> Result<Response> {
    let mut shown = json!({
        "lang": language.tag(),
        "fr": in_language([false, true], language),
        "availabilities": Availability::ALL.iter().map(|its| (its.name(), its.label(language))).collect::<Vec<_>>(),
        "is_wrong": is_wrong,
        "is_stale": filled.status == StatusCode::CONFLICT,
    });
    if let Some(desk) = desk {
        shown["user"] = json!({"name": desk.user, "firm_name": desk.firm_name});
        let clients = desk.clients().await?.into_iter();
        let held = |its: &Listed| its.subscription().map(|held| held.display(language).to_string());
        shown["clients"] = clients.map(|its| json!([its.id, its.name, held(&its)])).collect();
        if let Some(id) = client {
            let client = desk.client(id).await?;
            let facts = client.facts();
            shown["client"] = outlook::actions(&client, language);
            shown["held"] = json!(client.subscription.display(language).to_string());
            shown["status"] = json!(facts.client.status.map(|status| status.label(language)));
            let questions = outlook::questions_about(&client);
            shown["client"]["questions"] = form::fields(questions, &facts, &filled.sent, &filled.wrong, language).into();
        }
    }
    let page = Environment::new().render_named_str("page.html", include_str!("page.html"), Serde(shown))?;
    let headers = [(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY), (header::CACHE_CONTROL, "no-store")];
    Ok((filled.status, headers, Html(page)).into_response())
}
