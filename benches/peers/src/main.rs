//! The rules of the crate beside the same rules in six engines: verified to give the same reasons, then timed in turns.

#[path = "../../mix/mod.rs"]
mod mix;

#[allow(dead_code, reason = "each engine is a feature, and none is told everything")]
mod facts;
#[allow(dead_code, reason = "each engine is a feature, and none gives in every way")]
mod peer;
mod peers;
mod readme;
mod timing;

use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use subscription_change::catalogue::{ByPlan, ByResource, ByUserKind, CatalogueId, Enforcement};
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{Catalogue, Plan, ReasonCode, Request, Tier};

use mix::Mix;
use peer::Peer;
use peers::ours::{DecisionOnly, Ours};

#[derive(Parser)]
struct Options {
    /// Write the table into README.md
    #[arg(long)]
    update: bool,
    /// How many requests of the mix are decided in a round
    #[arg(long, default_value_t = 10_000)]
    requests: usize,
    /// How many rounds are timed; each engine has its turn in each
    #[arg(long, default_value_t = 15)]
    rounds: usize,
    /// Only one engine, by the name of its feature, and the crate
    #[arg(long, conflicts_with = "update")]
    only: Option<String>,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    // Both last as long as the process.
    let requests: &'static [Request] = Vec::leak(Mix::seeded(2025).requests(options.requests));
    let strict: &'static Catalogue = Box::leak(Box::new(strict()?));

    let mut seen = BTreeSet::new();
    for catalogue in [strict, Catalogue::canada()] {
        for mut peer in peers(catalogue, requests, options.only.as_deref())? {
            peer::compare(&mut *peer, catalogue, requests)?;
            eprintln!("{}: the same reasons for {} requests with {}", peer.name(), requests.len(), catalogue.id());
        }
        let refusals = requests.iter().filter_map(|request| request.plan_change_with(catalogue).err());
        seen.extend(refusals.flat_map(|refusal| refusal.reasons().map(|reason| reason.code()).collect::<Vec<_>>()));
    }
    if let Some(unseen) = ReasonCode::ALL.iter().find(|code| !seen.contains(code)) {
        return Err(format!("no request gives {unseen}, so nothing shows that the engines do").into());
    }

    let mut peers = peers(Catalogue::canada(), requests, options.only.as_deref())?;
    let times = timing::in_turns(&mut peers, requests.len(), options.rounds);
    let command = if cfg!(feature = "zen") { "cargo run --release --features zen" } else { "cargo run --release" };
    let table = format!("{}\n{}", readme::machine(command), timing::table(&peers, &times));
    println!("{table}");
    if options.update {
        readme::update("time", &table)?;
    }
    Ok(())
}

/// Every engine that was built in and is wanted, with the rules of a catalogue; the crate first.
fn peers(
    catalogue: &'static Catalogue,
    requests: &'static [Request],
    only: Option<&str>,
) -> Result<Vec<Box<dyn Peer>>, Box<dyn Error>> {
    let makers: &[(&str, peers::Maker)] = &[
        #[cfg(feature = "jsonlogic")]
        ("jsonlogic", |catalogue, requests| Ok(Box::new(peers::jsonlogic::JsonLogic::new(catalogue, requests)?))),
        #[cfg(feature = "sqlite")]
        ("sqlite", |catalogue, requests| Ok(Box::new(peers::sqlite::AllAtOnce::new(catalogue, requests)?))),
        #[cfg(feature = "sqlite")]
        ("sqlite", |catalogue, requests| Ok(Box::new(peers::sqlite::OneByOne::new(catalogue, requests)?))),
        #[cfg(feature = "zen")]
        ("zen", |catalogue, requests| Ok(Box::new(peers::zen::Zen::new(catalogue, requests)?))),
        #[cfg(feature = "cel")]
        ("cel", |catalogue, requests| Ok(Box::new(peers::cel::Cel::new(catalogue, requests)?))),
        #[cfg(feature = "rego")]
        ("rego", |catalogue, requests| Ok(Box::new(peers::rego::Rego::new(catalogue, requests)?))),
        #[cfg(feature = "cedar")]
        ("cedar", |catalogue, requests| Ok(Box::new(peers::cedar::Cedar::new(catalogue, requests)?))),
    ];
    let mut made: Vec<Box<dyn Peer>> =
        vec![Box::new(Ours::new(catalogue, requests)), Box::new(DecisionOnly(Ours::new(catalogue, requests)))];
    for (name, make) in makers.iter().filter(|(name, _)| only.is_none_or(|only| *name == only)) {
        made.push(make(catalogue, requests).map_err(|error| format!("{name}: {error}"))?);
    }
    Ok(made)
}

/// A catalogue under which the mix gives every reason: not everything is sold, plans change one rung at a time, everything that is
/// limited blocks, and an upgrade has to wait.
fn strict() -> Result<Catalogue, Box<dyn Error>> {
    let mut terms = *Catalogue::canada().terms();
    terms.id = CatalogueId::new(*b"ZZ", 2001, 2, 28)?;
    terms.plans.advanced.sold = false;
    terms.users = ByUserKind::all(Enforcement::Blocks);
    terms.resources = ByResource::all(Enforcement::Blocks);
    terms.moves = ByPlan {
        easy_start: PlanSet::of(&[Plan::Essentials]),
        essentials: PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
        plus: PlanSet::of(&[Plan::Essentials]),
        advanced: PlanSet::of(&[Plan::Plus]),
        ledger: PlanSet::of(&[Plan::EasyStart, Plan::Essentials]),
        self_employed: PlanSet::EMPTY,
    };
    terms.add_ons.payroll.tiers = TierSet::of(&[Tier::Core, Tier::Elite]);
    terms.upgrade_wait_hours = 2400;
    Ok(terms.check()?)
}
