//! `service [--demo]`: serves until it is told to stop.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use subscription_change_service::{App, Limits, router, seed, serve, store::Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

const USAGE: &str = "\
Usage: service [--demo]

  --demo    fill an empty database with two firms and their clients, and print a new token for each firm

Environment:
  LISTEN    the address to listen at (127.0.0.1:8080)
  DATABASE  the file to keep everything in (service.db)
  HTTPS     set it to 1 behind a proxy that speaks HTTPS: the cookie is then sent over nothing else";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let served = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => run(false).await,
        ["--demo"] => run(true).await,
        ["--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => Err(USAGE.into()),
    };
    served.map_or_else(
        |error| {
            eprintln!("{error}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

async fn run(demo: bool) -> Result<(), Box<dyn Error>> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tracing_subscriber::fmt().json().flatten_event(true).with_writer(std::io::stderr).init();
    let listen = env::var("LISTEN").unwrap_or("127.0.0.1:8080".to_owned());
    let database = env::var_os("DATABASE").map_or("service.db".into(), PathBuf::from);
    let store = Store::open(&database).await.map_err(|error| format!("{}: {error}", database.display()))?;
    if demo {
        for (firm, token) in seed::demo(&store.write).await? {
            println!("{firm}: {token}");
        }
    }
    let listener = TcpListener::bind(&listen).await.map_err(|error| format!("{listen}: {error}"))?;
    info!(address = %listener.local_addr()?, database = %database.display(), "listening");
    let stop = async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    };
    let limits = Limits::default();
    let app = App { store: store.clone(), https: env::var("HTTPS").is_ok_and(|https| https == "1") };
    serve(listener, router(app, limits), limits, stop).await;
    store.write.close().await;
    info!("stopped");
    Ok(())
}
