//! `service [--demo]` serves until it is told to stop; `service give FIRM USER` gives a token, and `service revoke FIRM USER` revokes those
//! of a user.

use std::net::TcpListener;
use std::{env, error::Error, io};

use axum_server::Handle;
use subscription_change_service::{LARGEST, PATIENCE, router, seed, store::Store};
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().json().flatten_event(true).with_writer(io::stderr).init();
    let listen = env::var("LISTEN").unwrap_or("127.0.0.1:8080".to_owned());
    let database = env::var("DATABASE").unwrap_or("service.db".to_owned());
    let store = Store::open(&database).await.map_err(|error| format!("{database}: {error}"))?;
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["give", firm, user] => {
            let token = store.give(firm, user).await?.ok_or_else(|| format!("{firm}: not the name of exactly one firm"))?;
            println!("{token}");
            return Ok(());
        }
        ["revoke", firm, user] => {
            let revoked = store.revoke(firm, user).await?;
            println!("{revoked}");
            return if revoked == 0 { Err(format!("{user}: no user of this name at {firm}").into()) } else { Ok(()) };
        }
        [] | ["--demo"] => {}
        _ => return Err("usage: service [--demo | give FIRM USER | revoke FIRM USER]".into()),
    }
    if arguments.iter().any(|argument| argument == "--demo") {
        for (firm, token) in seed::demo(&store.write).await? {
            println!("{firm}: {token}");
        }
    }
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let (handle, listener) = (Handle::new(), TcpListener::bind(&listen).map_err(|error| format!("{listen}: {error}"))?);
    info!(address = %listener.local_addr()?, database, "listening");
    let mut server = axum_server::from_tcp(listener)?.handle(handle.clone()).http1_only();
    server.http_builder().http1().header_read_timeout(PATIENCE).max_buf_size(LARGEST);
    tokio::spawn(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        handle.graceful_shutdown(Some(2 * PATIENCE));
    });
    server.serve(router(store.clone()).into_make_service()).await?;
    store.write.close().await;
    info!("stopped");
    Ok(())
}
