//! Connections.

use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use crate::Limits;

/// The most that the head of a request may have, in bytes.
const LARGEST_HEAD: usize = 16 << 10;

/// Serves until `stop`, then takes no more requests and waits for the answers under way.
///
/// `axum::serve` would do, but for its patience: it waits for the head of a request without end.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(LARGEST_HEAD);
    let (slots, connections) = (Arc::new(Semaphore::new(limits.connections)), GracefulShutdown::new());
    let mut stop = pin!(stop);
    loop {
        let accepted = async { (slots.clone().acquire_owned().await, listener.accept().await) };
        let (slot, stream) = tokio::select! {
            (slot, accepted) = accepted => match accepted {
                Ok((stream, _)) => (slot, stream),
                Err(error) => {
                    // Out of file descriptors, say: it will pass, or the operator reads this.
                    warn!(%error, "no connection");
                    sleep(limits.head / 100).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // That a client goes away, or dawdles, is its own affair.
            let _ = connection.await;
            drop(slot);
        });
    }
    drop(listener);
    info!("stopping");
    if timeout(limits.stop, connections.shutdown()).await.is_err() {
        warn!("stopped before all answers were given");
    }
}
