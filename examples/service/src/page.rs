//! The page: what may be changed about each client, why not, and the way out, in French and English.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::header;
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

use crate::answer::{self, Result, Speaks};
use crate::store::Store;

/// Nothing but the one style sheet is loaded, no script runs, and the page stands in no other's frame.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn router() -> Router<Store> {
    let style = ([(header::CONTENT_TYPE, "text/css")], include_str!("style.css"));
    let page = Router::new().route("/", get(show)).route("/style.css", get(style));
    page.route("/sign-in", post(sign_in)).route("/sign-out", post(sign_out)).layer(CsrfLayer::new())
}

/// What is looked at.
#[derive(Deserialize)]
struct Look {
    client: Option<i64>,
}

#[derive(Deserialize)]
struct SignIn {
    token: String,
}

async fn sign_in(jar: CookieJar, Speaks(language): Speaks, Form(form): Form<SignIn>) -> (CookieJar, Redirect) {
    // Scripts do not see the cookie, no other site's request brings it along, and nobody on the way reads it.
    let cookie =
        Cookie::build(("token", form.token.trim().to_owned())).path("/").http_only(true).same_site(SameSite::Strict).secure(true);
    (jar.add(cookie), Redirect::to(&format!("/?lang={}", language.tag())))
}

async fn sign_out(jar: CookieJar) -> (CookieJar, Redirect) {
    (jar.remove(Cookie::build("token").path("/")), Redirect::to("/"))
}

/// The page for whoever is signed in, with the client that is looked at; for anybody else the form to sign in.
async fn show(State(store): State<Store>, jar: CookieJar, speaks: Speaks, Query(look): Query<Look>) -> Result<Response> {
    let token = jar.get("token").map_or("", Cookie::value);
    let (desk, language) = (store.desk(token).await?, speaks.0);
    let mut shown = json!({
        "lang": language.tag(),
        "fr": language == Language::French,
        "availabilities": Availability::ALL.iter().map(|its| (its.name(), its.label(language))).collect::<Vec<_>>(),
        "is_wrong": desk.is_none() && !token.is_empty(),
    });
    if let Some(desk) = desk {
        shown["user"] = json!({"name": desk.user, "firm_name": desk.firm_name});
        let clients = desk.clients().await?.into_iter();
        shown["clients"] = clients.map(|its| json!([its.id, its.name, its.subscription.display(language).to_string()])).collect();
        if let Some(id) = look.client {
            let client = desk.client(id).await?;
            shown["client"] = answer::actions(&client, language);
            shown["held"] = json!(client.subscription.display(language).to_string());
            shown["status"] = json!(client.context.client.status.label(language));
        }
    }
    let page = Environment::new().render_named_str("page.html", include_str!("page.html"), Serde(shown))?;
    let headers = [(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, Html(page)).into_response())
}
