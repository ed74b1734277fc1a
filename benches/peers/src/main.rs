mod facts;
mod peer;
mod peers;
#[path = "../../mix/mod.rs"]
mod mix;
use std::time::Instant;
use peer::Peer;
use subscription_change::*;

fn strict() -> Catalogue {
    let canada = Catalogue::canada().as_draft();
    CatalogueDraft {
        id: CatalogueId::new(*b"ZZ", 2001, 2, 28).expect("a country and a date"),
        upgrade_wait_hours: 2400,
        resources: ByResource::all(Overuse::Blocks),
        users: ByUserKind::all(Overuse::Blocks),
        moves: ByPlan {
            easy_start: PlanSet::of(&[Plan::Essentials]),
            essentials: PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
            plus: PlanSet::of(&[Plan::Essentials]),
            advanced: PlanSet::of(&[Plan::Plus]),
            ledger: PlanSet::of(&[Plan::EasyStart, Plan::Essentials]),
            self_employed: PlanSet::EMPTY,
        },
        plans: ByPlan { advanced: PlanTerms { sold: false, ..canada.plans.advanced }, ..canada.plans },
        payroll: AddOnTerms { tiers: PayrollTiers::of(&[PayrollTier::Core, PayrollTier::Elite]), ..canada.payroll },
        ..*canada
    }.check().expect("valid")
}

fn main() {
    let requests: &'static [Request] = Vec::leak(mix::Mix::seeded(2025).requests(10_000));
    let strict: &'static Catalogue = Box::leak(Box::new(strict()));
    let only = std::env::args().nth(1);
    let make = |catalogue: &'static Catalogue| -> Vec<Box<dyn Peer>> {
        let mut peers: Vec<Box<dyn Peer>> = vec![Box::new(peers::ours::Ours::new(catalogue, requests))];
        #[cfg(feature = "rego")]
        peers.push(Box::new(peers::rego::Rego::new(catalogue, requests).expect("rego")));
        #[cfg(feature = "cel")]
        peers.push(Box::new(peers::cel::Cel::new(catalogue, requests).expect("cel")));
        #[cfg(feature = "jsonlogic")]
        peers.push(Box::new(peers::jsonlogic::JsonLogic::new(catalogue, requests).expect("jsonlogic")));
        #[cfg(feature = "sqlite")]
        {
            peers.push(Box::new(peers::sqlite::OneByOne::new(catalogue, requests).expect("sqlite")));
            peers.push(Box::new(peers::sqlite::AllAtOnce::new(catalogue, requests).expect("sqlite")));
        }
        #[cfg(feature = "cedar")]
        peers.push(Box::new(peers::cedar::Cedar::new(catalogue, requests).unwrap_or_else(|e| panic!("{e}"))));
        #[cfg(feature = "zen")]
        peers.push(Box::new(peers::zen::Zen::new(catalogue, requests).unwrap_or_else(|e| panic!("{e}"))));
        peers.retain(|peer| only.as_ref().is_none_or(|only| peer.name().contains(only.as_str())));
        peers
    };
    for catalogue in [Catalogue::canada(), strict] {
        for mut peer in make(catalogue) {
            peer::compare(&mut *peer, catalogue, requests).unwrap_or_else(|e| panic!("{e}"));
            println!("{} agrees", peer.name());
        }
    }
    for mut peer in make(Catalogue::canada()) {
        let start = Instant::now();
        peer.decide();
        let ready = start.elapsed();
        let start = Instant::now();
        peer.make_facts_and_decide();
        println!("{}: {:?} / {:?}", peer.name(), ready / 10_000, start.elapsed() / 10_000);
    }
}
