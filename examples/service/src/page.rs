//! The page: what may be changed about each client, why not, and the way out, in French and English.

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use serde_json::json;
use subscription_change::{Availability, Language, MenuEntry};
use uuid::Uuid;

use crate::access::{OwnForm, Speaks, Visitor};
use crate::answers::READER;
use crate::problem::{self, Problem};
use crate::store::{Change, Held, User, Wanted};
use crate::{App, CATALOGUE, say};

/// Nothing but the one style sheet is loaded, no script runs, and the page stands in no other's frame.
pub const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn router() -> Router<App> {
    let style = || async { ([(header::CONTENT_TYPE, "text/css")], include_str!("style.css")) };
    Router::new()
        .route("/", get(show).post(change))
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/style.css", get(style))
}

/// What is looked at.
#[derive(Deserialize)]
struct Look {
    client: Option<i64>,
    change: Option<String>,
    lang: Option<String>,
}

/// A page, in its language.
type Page = ([(header::HeaderName, &'static str); 1], Markup);

type Looked = Result<Query<Look>, QueryRejection>;

async fn show(State(app): State<App>, Visitor(user): Visitor, speaks: Speaks, look: Looked) -> Result<Page, Problem> {
    let Query(look) = look.map_err(|_| problem::NOT_FOUND)?;
    let language = look.lang.as_deref().and_then(Language::best_for).unwrap_or(speaks.0);
    let Some(user) = user else { return Ok(page(language, None, &sign_in_form(language))) };
    let outcome = match &look.change {
        Some(change) => Some(made(&app.store.change(&user, change).await?, language)),
        None => None,
    };
    in_firm(&app, &user, look.client, outcome, language).await
}

/// A change that was chosen on the page.
#[derive(Deserialize)]
struct Chosen {
    client: i64,
    version: i64,
    key: Uuid,
    /// The target, as JSON.
    target: String,
    lang: String,
}

type Sent = OwnForm<Chosen>;

async fn change(
    State(app): State<App>,
    Visitor(user): Visitor,
    speaks: Speaks,
    OwnForm(chosen): Sent,
) -> Result<Response, Problem> {
    let (user, language) = (user.ok_or(problem::WHO)?, Language::best_for(&chosen.lang).unwrap_or(speaks.0));
    let unreadable = |error: serde_json::Error| Problem::from(problem::MALFORMED).with("detail", format!("target: {error}"));
    let target = serde_json::from_str(&chosen.target).map_err(unreadable)?;
    let wanted = Wanted { target, commit: true, version: Some(chosen.version), prefer: Vec::new() };
    let answer = app.store.commit(&user, chosen.client, &chosen.key.to_string(), &wanted, language).await?;
    if let Some(change) = answer.change {
        let to = format!("/?client={}&change={change}&lang={}", chosen.client, language.tag());
        return Ok(Redirect::to(&to).into_response());
    }
    let outcome = html! { p.outcome.not role="alert" { (say(language, [
        "The change was not made: things are no longer as they were. This is how they are now.",
        "La modification n’a pas été faite\u{a0}: la situation a changé. Voici où en sont les choses.",
    ])) } };
    let page = in_firm(&app, &user, Some(chosen.client), Some(outcome), language).await?;
    let status = StatusCode::from_u16(answer.status).unwrap_or_default();
    Ok((status, page).into_response())
}

#[derive(Deserialize)]
struct SignIn {
    token: String,
    lang: String,
}

async fn sign_in(State(app): State<App>, speaks: Speaks, OwnForm(form): OwnForm<SignIn>) -> Result<Response, Problem> {
    let language = Language::best_for(&form.lang).unwrap_or(speaks.0);
    let token = form.token.trim();
    if app.store.user(token).await?.is_none() {
        let body = html! { p.outcome.not role="alert" { (say(language, problem::WHO.2)) } (sign_in_form(language)) };
        return Ok((StatusCode::UNAUTHORIZED, page(language, None, &body)).into_response());
    }
    // It is a token that was given out, so it has nothing in it that would end the cookie.
    Ok((cookie(&app, token, 8 * 3_600), Redirect::to(&format!("/?lang={}", language.tag()))).into_response())
}

async fn sign_out(State(app): State<App>, OwnForm(()): OwnForm<()>) -> Response {
    (cookie(&app, "", 0), Redirect::to("/")).into_response()
}

/// Scripts do not see the cookie, and no other site's request brings it along.
fn cookie(app: &App, token: &str, seconds: u32) -> [(header::HeaderName, String); 1] {
    let secure = if app.https { "; Secure" } else { "" };
    [(header::SET_COOKIE, format!("token={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"))]
}

/// The firm's clients, and one of them.
async fn in_firm(
    app: &App,
    user: &User,
    client: Option<i64>,
    outcome: Option<Markup>,
    language: Language,
) -> Result<Page, Problem> {
    let clients = app.store.clients(user).await?;
    let held = match client {
        Some(client) => Some(app.store.client(user, client).await?),
        None => None,
    };
    let body = html! {
        nav aria-label=(say(language, ["Clients", "Clients"])) {
            ul { @for (id, name, subscription) in &clients {
                li { a href={ "/?client=" (id) "&lang=" (language.tag()) } aria-current=[(client == Some(*id)).then_some("page")] {
                    (name) small { (subscription.display(language)) }
                } }
            } }
        }
        main {
            @if let Some(outcome) = outcome { (outcome) }
            @match &held {
                Some(held) => (menu(held, language)),
                None => p { (say(language, ["Choose a client.", "Choisissez un client."])) },
            }
        }
    };
    Ok(page(language, Some((user, client)), &body))
}

/// Every action of a client, by whether it may be had.
fn menu(held: &Held, language: Language) -> Markup {
    let entries: Vec<_> = CATALOGUE.menu(&held.subscription, &held.context).collect();
    let of = |availability| entries.iter().filter(move |entry| entry.availability() == availability);
    html! {
        h1 { (held.name) }
        p.held { (held.subscription.display(language)) " · " (held.context.client.status.label(language)) }
        @for &availability in Availability::ALL { @if of(availability).next().is_some() {
            section {
                h2 { (availability.label(language)) }
                @for entry in of(availability) {
                    details.action.(availability.name()) open[availability != Availability::Never] {
                        summary { h3 { (entry.action().display(language, READER)) } }
                        (outlook(entry, language))
                        @if availability == Availability::Now { (form(held, entry, language)) }
                    }
                }
            }
        } }
    }
}

/// What stands in the way, what to do about it, and what then happens.
fn outlook(entry: &MenuEntry<'_>, language: Language) -> Markup {
    let refusal = entry.plan_change().err();
    html! {
        @if let Some(refusal) = &refusal {
            ul.reasons { @for reason in refusal.reasons() {
                li { (reason.display(language, READER)) span.way-out { (reason.remedies().display(language, READER)) } }
            } }
        }
        @if let Ok(preview) = entry.preview() {
            @if refusal.is_some() { p.then { (say(language, ["Then:", "Ensuite\u{a0}:"])) } }
            ol { @for step in preview.plan().steps() { li { (step.display(language, READER)) } } }
            ul.notices { @for notice in preview.plan().notices() { li { (notice.display(language, READER)) } } }
        }
    }
}

fn form(held: &Held, entry: &MenuEntry<'_>, language: Language) -> Markup {
    html! {
        form method="post" action="/" {
            input type="hidden" name="client" value=(held.id);
            input type="hidden" name="version" value=(held.version);
            input type="hidden" name="key" value=(Uuid::new_v4());
            input type="hidden" name="target" value=(json!(entry.request().target));
            input type="hidden" name="lang" value=(language.tag());
            button { (say(language, ["Make this change", "Faire cette modification"])) }
        }
    }
}

/// What was done.
fn made(change: &Change, language: Language) -> Markup {
    html! {
        div.outcome role="status" {
            p { (say(language, ["The change was made. What there is to do now:", "La modification est faite. Ce qu’il reste à faire\u{a0}:"])) }
            ol { @for step in change.plan.steps() { li { (step.display(language, READER)) } } }
        }
    }
}

fn sign_in_form(language: Language) -> Markup {
    html! {
        main.sign-in {
            h1 { (say(language, ["Subscriptions of your clients", "Abonnements de vos clients"])) }
            form method="post" action="/sign-in" {
                label for="token" { (say(language, ["Your token", "Votre jeton"])) }
                input id="token" name="token" type="password" required autocomplete="current-password";
                input type="hidden" name="lang" value=(language.tag());
                button { (say(language, ["Sign in", "Ouvrir une session"])) }
            }
        }
    }
}

/// A whole page, for who is signed in and looks at a client, or for anybody.
fn page(language: Language, signed_in: Option<(&User, Option<i64>)>, body: &Markup) -> Page {
    let other = say(language, [Language::French, Language::English]);
    let client = signed_in.and_then(|(_, client)| client).map(|client| format!("client={client}&")).unwrap_or_default();
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (say(language, ["Subscription changes", "Modifications d’abonnement"])) }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body {
                header {
                    @if let Some((user, _)) = signed_in { p { strong { (user.firm_name) } " · " (user.name) } }
                    a href={ "/?" (client) "lang=" (other.tag()) } lang=(other.tag()) hreflang=(other.tag()) {
                        (say(other, ["English", "Français"]))
                    }
                    @if signed_in.is_some() {
                        form method="post" action="/sign-out" { button.plain { (say(language, ["Sign out", "Fermer la session"])) } }
                    }
                }
                div.body { (body) }
            }
        }
    };
    ([(header::CONTENT_LANGUAGE, language.tag())], page)
}
