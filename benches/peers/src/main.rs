//! The rules of the crate beside the same rules in four languages: verified to give the same reasons, then timed in turns; with every fact,
//! and where facts are missing.

#[path = "../../mix/mod.rs"]
mod mix;

#[allow(dead_code, reason = "each engine is a feature, and none is told everything")]
mod facts;
#[allow(dead_code, reason = "each engine is a feature, and none gives in every way")]
mod peer;
mod peers;
mod random;
mod readme;
mod timing;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Parser;
use subscription_change::assess::{Fact, PartialRequest};
use subscription_change::catalogue::{ByPlan, ByResource, ByUserKind, CatalogueId, Enforcement};
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{Catalogue, Context, Party, Plan, ReasonCode, Request, Subscription, Tier, Usage, UserKind};

use mix::Mix;
use peer::{Gives, Peer, Score};
#[cfg(feature = "cedar")]
use peers::cedar::Missing;
use peers::ours::{Assessed, DecisionOnly, Ours, Read};

#[derive(Parser)]
struct Options {
    /// Write the tables into README.md
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
    let only = options.only.as_deref();
    let mix = for_ever(Mix::seeded(2025).requests(options.requests));
    let random = for_ever(random::requests(2026, options.requests));
    let strict = &for_ever(vec![strict()?])[0];
    let catalogues = Catalogue::embedded().iter().copied().chain([strict]);

    // Nothing is timed that was not verified.
    let mut seen = BTreeSet::new();
    for catalogue in catalogues {
        for (what, requests) in [("of the mix", mix), ("at random", random)] {
            let facts = for_ever(requests.iter().map(|request| random::known(request, |_| false)).collect());
            for mut peer in engines(catalogue, facts, Facts::All, only)? {
                peer::compare(&mut *peer, catalogue, requests)?;
                eprintln!("{}: the same reasons for {} requests {what} with {}", peer.name(), requests.len(), catalogue.id());
            }
            let refusals = requests.iter().filter_map(|request| request.plan_change_with(catalogue).err());
            seen.extend(refusals.flat_map(|refusal| refusal.reasons().map(|reason| reason.code()).collect::<Vec<_>>()));
        }
    }
    if let Some(unseen) = ReasonCode::ALL.iter().find(|code| !seen.contains(code)) {
        return Err(format!("no request gives {unseen}, so nothing shows that the engines do").into());
    }

    let canada = Catalogue::canada();
    let mut peers: Vec<Box<dyn Peer>> = vec![Box::new(Ours::new(canada, mix)), Box::new(DecisionOnly(Ours::new(canada, mix)))];
    let facts = for_ever(mix.iter().map(|request| random::known(request, |_| false)).collect());
    peers.extend(engines(canada, facts, Facts::All, only)?);
    let said: Vec<_> = peers.iter().map(|peer| vec![in_words(peer.gives()).to_owned()]).collect();
    let times = timing::in_turns(&mut peers, mix.len(), options.rounds);
    let all_known = format!("{}\n{}", readme::machine("cargo run --release"), timing::table(&peers, &times, &["gives"], &said));
    println!("{all_known}");

    let example = example(canada, only)?;
    let at_random = at_random(canada, random, only)?;
    let told_by_firm = told_by_firm(canada, mix, options)?;
    println!("{example}\n{at_random}\n{told_by_firm}");
    if options.update {
        readme::update("time", &all_known)?;
        readme::update("an example of missing facts", &example)?;
        readme::update("facts missing at random", &at_random)?;
        readme::update("time with facts missing", &told_by_firm)?;
    }
    Ok(())
}

/// What each engine says where a quarter of the facts is missing at random.
fn at_random(catalogue: &'static Catalogue, requests: &'static [Request], only: Option<&str>) -> Result<String, Box<dyn Error>> {
    let requests = for_ever(random::forgetting(2027, 25, requests));
    let mut table = format!("| engine | {} |\n|---|{}\n", Score::HEADS.join(" | "), "--:|".repeat(Score::HEADS.len()));
    let mut peers: Vec<Box<dyn Peer>> = vec![Box::new(Assessed { catalogue, requests, read: Read::Reasons })];
    peers.extend(engines(catalogue, requests, Facts::Some, only)?);
    for mut peer in peers {
        let score = peer::score(&mut *peer, catalogue, requests)?;
        writeln!(table, "| {} | {} |", peer.name(), score.cells().join(" | "))?;
    }
    Ok(table)
}

/// What each engine says, and how long it takes, where nothing is known that only the client can tell.
fn told_by_firm(
    catalogue: &'static Catalogue,
    requests: &'static [Request],
    options: &Options,
) -> Result<String, Box<dyn Error>> {
    let told_by_firm = |request| random::known(request, |fact| fact.told_by() == Party::Client);
    let requests = for_ever(requests.iter().map(told_by_firm).collect());
    let ours = |read| -> Box<dyn Peer> { Box::new(Assessed { catalogue, requests, read }) };
    let mut peers = vec![ours(Read::Reasons), ours(Read::Verdict), ours(Read::Questions)];
    peers.extend(engines(catalogue, requests, Facts::Some, options.only.as_deref())?);
    let mut said = Vec::new();
    for peer in &mut peers {
        said.push(peer::score(&mut **peer, catalogue, requests)?.cells());
    }
    // Partial evaluation takes a millisecond, so that a third of the rounds takes as long as all of them with every fact.
    let times = timing::in_turns(&mut peers, requests.len(), options.rounds.div_ceil(3));
    Ok(format!("{}\n{}", readme::machine("cargo run --release"), timing::table(&peers, &times, &Score::HEADS, &said)))
}

/// What each engine says of one request: from Essentials down to `EasyStart`, where everything is in order, but nobody knows how many billable
/// users there are, nor whether the client has confirmed.
fn example(catalogue: &'static Catalogue, only: Option<&str>) -> Result<String, Box<dyn Error>> {
    let current = Subscription::new(Plan::Essentials, Party::Firm);
    let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    let request = Request { current, target: current.with_plan(Plan::EasyStart), context };
    let unknown = |fact| matches!(fact, Fact::Users(UserKind::Billable) | Fact::Confirmation);
    let requests = for_ever(vec![random::known(&request, unknown)]);
    let mut peers: Vec<Box<dyn Peer>> = vec![Box::new(Assessed { catalogue, requests, read: Read::Questions })];
    peers.extend(engines(catalogue, requests, Facts::Some, only)?);
    let (mut said, mut last) = (String::new(), String::new());
    for mut peer in peers {
        let words = peer.in_its_own_words(0)?;
        // SQL says the same in both of its ways.
        if words != last {
            writeln!(said, "{}:\n\n```text\n{}\n```\n", peer.name(), words.trim_end())?;
        }
        last = words;
    }
    Ok(said)
}

fn in_words(gives: Gives) -> &'static str {
    match gives {
        Gives::Everything => "every parameter",
        Gives::Members => "code and member",
        Gives::Nothing => "nothing yet",
    }
}

/// It lasts as long as the process.
fn for_ever<T>(values: Vec<T>) -> &'static [T] {
    Vec::leak(values)
}

/// Whether every fact of the requests is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facts {
    All,
    Some,
}

/// Every engine that was built in and is wanted, with the rules of a catalogue.
fn engines(
    catalogue: &'static Catalogue,
    requests: &'static [PartialRequest],
    known: Facts,
    only: Option<&str>,
) -> Result<Vec<Box<dyn Peer>>, Box<dyn Error>> {
    let makers: &[(&str, peers::Maker)] = &[
        #[cfg(feature = "jsonlogic")]
        ("jsonlogic", |catalogue, requests| Ok(Box::new(peers::jsonlogic::JsonLogic::new(catalogue, requests)?))),
        #[cfg(feature = "sqlite")]
        ("sqlite", |catalogue, requests| Ok(Box::new(peers::sqlite::AllAtOnce::new(catalogue, requests)?))),
        #[cfg(feature = "sqlite")]
        ("sqlite", |catalogue, requests| Ok(Box::new(peers::sqlite::OneByOne::new(catalogue, requests)?))),
        #[cfg(feature = "rego")]
        ("rego", |catalogue, requests| Ok(Box::new(peers::rego::Rego::new(catalogue, requests)?))),
        #[cfg(feature = "cedar")]
        ("cedar", |catalogue, requests| Ok(Box::new(peers::cedar::Cedar::new(catalogue, requests, Missing::LeftOut)?))),
    ];
    let for_gaps: &[(&str, peers::Maker)] = &[
        #[cfg(feature = "cedar")]
        ("cedar", |catalogue, requests| {
            Ok(Box::new(peers::cedar::Partial(peers::cedar::Cedar::new(catalogue, requests, Missing::Unknown)?)))
        }),
    ];
    let for_gaps = for_gaps.iter().filter(|_| known == Facts::Some);
    let wanted = makers.iter().chain(for_gaps).filter(|(name, _)| only.is_none_or(|only| *name == only));
    wanted.map(|(name, make)| make(catalogue, requests).map_err(|error| format!("{name}: {error}").into())).collect()
}

/// A catalogue under which every reason is given: not everything is sold, plans change one rung at a time, everything that is
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
