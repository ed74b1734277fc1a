//! The billing service of a firm's portal: what may be changed about each client's subscription, and the change itself.

pub mod access;
pub mod answers;
mod api;
mod page;
pub mod problem;
pub mod seed;
mod serve;
pub mod store;

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use subscription_change::{Catalogue, Language};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::{Instrument, info, info_span};
use uuid::Uuid;

pub use serve::serve;

/// What the vendor sells.
const CATALOGUE: &Catalogue = Catalogue::canada();

/// How much is taken of one body, in bytes. A change has about three hundred.
pub const LARGEST_BODY: usize = 16 << 10;

/// What every answer is made with.
#[derive(Clone)]
pub struct App {
    pub store: store::Store,
    /// Whether the cookie is sent over HTTPS alone.
    pub https: bool,
}

/// How long is waited for what, and how many at once.
#[derive(Clone, Copy)]
pub struct Limits {
    /// For the head of a request, and so for the next one on a connection.
    pub head: Duration,
    /// For the rest of it, and for the answer.
    pub answer: Duration,
    /// For answers under way, once the service is to stop.
    pub stop: Duration,
    /// How many connections are served at once; further ones wait to be accepted.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let [head, answer, stop] = [10, 10, 15].map(Duration::from_secs);
        Self { head, answer, stop, connections: 512 }
    }
}

/// What the service says of its own accord, in English or French.
pub(crate) fn say<T: Copy>(language: Language, [english, french]: [T; 2]) -> T {
    if language == Language::French { french } else { english }
}

pub fn router(app: App, limits: Limits) -> Router {
    api::router()
        .merge(page::router())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, limits.answer))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(finish))
        .with_state(app)
}

/// Says problems in the language of who asks, whoever found them; adds what every answer has, and logs it: never what was sent, which
/// may be secret.
async fn finish(request: Request, next: Next) -> Response {
    let (start, id, method) = (Instant::now(), Uuid::new_v4(), request.method().clone());
    let access::Speaks(language) = access::Speaks::of(request.headers());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = next.run(request).instrument(info_span!("request", %id)).await;
    let status = response.status();
    let is_said = response.headers().contains_key(header::CONTENT_LANGUAGE);
    if (status.is_client_error() || status.is_server_error()) && !is_said {
        let problem =
            response.extensions_mut().remove::<problem::Problem>().unwrap_or_else(|| problem::Problem::of_status(status));
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(problem::MEDIA_TYPE));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        *response.body_mut() = Body::from(problem.body(language).to_string());
    }
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_LANGUAGE).or_insert(HeaderValue::from_static(language.tag()));
    for (name, value) in [
        (header::VARY, "accept-language, authorization, cookie"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CONTENT_SECURITY_POLICY, page::CONTENT_SECURITY_POLICY),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    let ms = start.elapsed().as_secs_f64() * 1e3;
    info!(%id, %method, route, status = status.as_u16(), ms, "answered");
    response
}
