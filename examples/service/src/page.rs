//! The page: what may be changed about each client, why not, and the way out, in French and English.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::Environment;
use serde::Deserialize;
use serde_json::{Value, json};
use subscription_change::{Availability, Language};
use uuid::Uuid;

use crate::access::{OwnForm, Speaks, Visitor};
use crate::problem::{self, Problem};
use crate::store::{User, Wanted};
use crate::{App, answers, say};

/// Nothing but the one style sheet is loaded, no script runs, and the page stands in no other's frame.
pub const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn router() -> Router<App> {
    let style = || async { ([(header::CONTENT_TYPE, "text/css")], include_str!("style.css")) };
    let page = Router::new().route("/", get(show).post(change)).route("/style.css", get(style));
    page.route("/sign-in", post(sign_in)).route("/sign-out", post(sign_out))
}

/// A page, in its language.
type Page = ([(HeaderName, &'static str); 1], Html<String>);

/// What is looked at.
#[derive(Deserialize, Default)]
struct Look {
    client: Option<i64>,
    change: Option<String>,
    #[serde(default)]
    lang: String,
}

type Looked = Result<Query<Look>, QueryRejection>;

async fn show(State(app): State<App>, Visitor(user): Visitor, speaks: Speaks, look: Looked) -> Result<Page, Problem> {
    let Query(look) = look.map_err(|_| problem::NOT_FOUND)?;
    let language = Language::best_for(&look.lang).unwrap_or(speaks.0);
    page(&app, user.as_ref(), &look, None, language).await
}

/// A change that was chosen on the page: its target is JSON.
#[derive(Deserialize)]
struct Chosen {
    client: i64,
    version: i64,
    key: String,
    target: String,
    lang: String,
}

type Sent = OwnForm<Chosen>;

async fn change(
    State(app): State<App>,
    Visitor(user): Visitor,
    speaks: Speaks,
    OwnForm(sent): Sent,
) -> Result<Response, Problem> {
    let (user, language) = (user.ok_or(problem::WHO)?, Language::best_for(&sent.lang).unwrap_or(speaks.0));
    let unreadable = |error: serde_json::Error| Problem::from(problem::MALFORMED).with("detail", format!("target: {error}"));
    let target = serde_json::from_str(&sent.target).map_err(unreadable)?;
    let wanted = Wanted { target, commit: true, version: Some(sent.version), prefer: Vec::new() };
    let answer = app.store.commit(&user, sent.client, &sent.key, &wanted, language).await?;
    if let Some(change) = answer.change {
        let to = format!("/?client={}&change={change}&lang={}", sent.client, language.tag());
        return Ok(Redirect::to(&to).into_response());
    }
    let look = Look { client: Some(sent.client), ..Look::default() };
    let page = page(&app, Some(&user), &look, answer.body["title"].as_str(), language).await?;
    Ok((StatusCode::from_u16(answer.status).unwrap_or_default(), page).into_response())
}

#[derive(Deserialize)]
struct SignIn {
    token: String,
    lang: String,
}

async fn sign_in(State(app): State<App>, speaks: Speaks, OwnForm(form): OwnForm<SignIn>) -> Result<Response, Problem> {
    let (token, language) = (form.token.trim(), Language::best_for(&form.lang).unwrap_or(speaks.0));
    if app.store.user(token).await?.is_none() {
        let page = page(&app, None, &Look::default(), Some(say(language, problem::WHO.2)), language).await?;
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    }
    // It is a token that was given out, so it has nothing in it that would end the cookie.
    Ok((cookie(&app, token, 8 * 3_600), Redirect::to(&format!("/?lang={}", language.tag()))).into_response())
}

async fn sign_out(State(app): State<App>, OwnForm(()): OwnForm<()>) -> Response {
    (cookie(&app, "", 0), Redirect::to("/")).into_response()
}

/// Scripts do not see the cookie, and no other site's request brings it along.
fn cookie(app: &App, token: &str, seconds: u32) -> [(HeaderName, String); 1] {
    let secure = if app.https { "; Secure" } else { "" };
    [(header::SET_COOKIE, format!("token={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"))]
}

/// The page for who is signed in, with what is looked at; for anybody else the form to sign in.
async fn page(app: &App, user: Option<&User>, look: &Look, problem: Option<&str>, language: Language) -> Result<Page, Problem> {
    let (mut clients, mut client, mut change, mut held) = (Vec::new(), Value::Null, Value::Null, None);
    if let Some(user) = user {
        let its = |(id, name, its): (_, _, subscription_change::Subscription)| json!({"id": id, "name": name, "held": its.display(language).to_string()});
        clients = app.store.clients(user).await?.into_iter().map(its).collect();
        if let Some(id) = look.client {
            let found = held.insert(app.store.client(user, id).await?);
            client = answers::actions(found, language);
        }
        if let Some(id) = &look.change {
            change = answers::change(&app.store.change(user, id).await?, language);
        }
    }
    let availabilities: Vec<_> = Availability::ALL.iter().map(|its| (its.name(), its.label(language))).collect();
    let shown = json!({
        "lang": language.tag(),
        "fr": language == Language::French,
        "user": user.map(|user| json!({"name": user.name, "firm_name": user.firm_name})),
        "held": held.as_ref().map(|held| held.subscription.display(language).to_string()),
        "status": held.as_ref().map(|held| held.context.client.status.label(language)),
        "key": Uuid::new_v4(),
        "clients": clients,
        "client": client,
        "change": change,
        "problem": problem,
        "availabilities": availabilities,
    });
    let page = environment().get_template("page.html")?.render(minijinja::value::Serde(shown))?;
    Ok(([(header::CONTENT_LANGUAGE, language.tag())], Html(page)))
}

/// The template, read once.
fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
        let mut environment = Environment::new();
        environment.add_template("page.html", include_str!("page.html")).expect("the page's template is one");
        environment
    });
    &ENVIRONMENT
}
