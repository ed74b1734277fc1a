//! The rules of the crate beside the same rules in six engines: verified to give the same reasons, then timed in turns.

#[path = "../../mix/mod.rs"]
mod mix;

mod facts;
mod peer;
mod peers;
mod readme;
mod timing;

use std::collections::BTreeSet;
use std::error::Error;

use clap::Parser;
use subscription_change::{
    AddOnTerms, ByPlan, ByResource, ByUserKind, Catalogue, CatalogueDraft, CatalogueId, Overuse, PayrollTier, PayrollTiers, Plan,
    PlanSet, PlanTerms, ReasonCode, Request,
};

use mix::Mix;
use peer::Peer;

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
    /// Only the engines that have this in their names, and the crate
    #[arg(long)]
    only: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
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
    let table = format!("{}\n{}", readme::machine("cargo run --release"), timing::table(&peers, &times));
    println!("{table}");
    if options.update {
        readme::update("time", &table)?;
    }
    Ok(())
}

/// Every engine that was built in, with the rules of a catalogue; the crate first.
fn peers(
    catalogue: &'static Catalogue,
    requests: &'static [Request],
    only: Option<&str>,
) -> Result<Vec<Box<dyn Peer>>, Box<dyn Error>> {
    let mut peers: Vec<Box<dyn Peer>> = vec![Box::new(peers::ours::DecisionOnly(peers::ours::Ours::new(catalogue, requests)))];
    #[cfg(feature = "jsonlogic")]
    peers.push(Box::new(peers::jsonlogic::JsonLogic::new(catalogue, requests)?));
    #[cfg(feature = "sqlite")]
    peers.push(Box::new(peers::sqlite::AllAtOnce::new(catalogue, requests)?));
    #[cfg(feature = "sqlite")]
    peers.push(Box::new(peers::sqlite::OneByOne::new(catalogue, requests)?));
    #[cfg(feature = "rego")]
    peers.push(Box::new(peers::rego::Rego::new(catalogue, requests)?));
    #[cfg(feature = "cel")]
    peers.push(Box::new(peers::cel::Cel::new(catalogue, requests)?));
    #[cfg(feature = "zen")]
    peers.push(Box::new(peers::zen::Zen::new(catalogue, requests)?));
    #[cfg(feature = "cedar")]
    peers.push(Box::new(peers::cedar::Cedar::new(catalogue, requests)?));
    peers.retain(|peer| only.is_none_or(|only| peer.name().contains(only)));
    peers.insert(0, Box::new(peers::ours::Ours::new(catalogue, requests)));
    Ok(peers)
}

/// A catalogue under which the mix gives every reason: not everything is sold, plans change one rung at a time, everything that is
/// limited blocks, and an upgrade has to wait.
fn strict() -> Result<Catalogue, Box<dyn Error>> {
    let canada = Catalogue::canada().as_draft();
    let draft = CatalogueDraft {
        id: CatalogueId::new(*b"ZZ", 2001, 2, 28)?,
        plans: ByPlan { advanced: PlanTerms { sold: false, ..canada.plans.advanced }, ..canada.plans },
        users: ByUserKind::all(Overuse::Blocks),
        resources: ByResource::all(Overuse::Blocks),
        moves: ByPlan {
            easy_start: PlanSet::of(&[Plan::Essentials]),
            essentials: PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
            plus: PlanSet::of(&[Plan::Essentials]),
            advanced: PlanSet::of(&[Plan::Plus]),
            ledger: PlanSet::of(&[Plan::EasyStart, Plan::Essentials]),
            self_employed: PlanSet::EMPTY,
        },
        payroll: AddOnTerms { tiers: PayrollTiers::of(&[PayrollTier::Core, PayrollTier::Elite]), ..canada.payroll },
        upgrade_wait_hours: 2400,
        ..*canada
    };
    Ok(draft.check()?)
}
