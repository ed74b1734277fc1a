//! The billing service of a firm's portal: what may be changed about each client's subscription, and the change itself.

mod answer;
mod api;
mod description;
pub mod facts;
mod form;
mod outlook;
mod page;
pub mod seed;
pub mod store;
pub mod wanted;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::map_response;
use subscription_change::Catalogue;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer};
use tracing::Level;

/// The catalogue.
const CATALOGUE: &Catalogue = Catalogue::canada();

/// The largest head and body of a request, in bytes. A change has about three hundred.
pub const LARGEST: usize = 16 << 10;

/// The time limit for the head of a request, and then for the rest of it and the response.
pub const PATIENCE: Duration = Duration::from_secs(10);

pub fn router(store: store::Store) -> Router {
    let trace = TraceLayer::new_for_http().make_span_with(DefaultMakeSpan::new().level(Level::INFO));
    // From the innermost to the outermost.
    api::router()
        .merge(page::router())
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(CatchPanicLayer::new())
        .layer(map_response(answer::as_problem))
        .layer(trace.on_response(DefaultOnResponse::new().level(Level::INFO)))
        .with_state(store)
}
