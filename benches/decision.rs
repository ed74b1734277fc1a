//! What a decision costs, on a seeded mix of requests: `cargo bench --package benches --bench decision`.
//!
//! Every figure is of one core and for one request, as the minimum, the maximum and the median of the samples tell; compare them within
//! a run. The floor is the same requests read and summed, which any decision has to do at the least.

mod mix;

use std::hint::black_box;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use subscription_change::assess::{Facts, PartialRequest, UsageFacts};
use subscription_change::catalogue::Terms;
use subscription_change::compare::Comparison;
use subscription_change::{AddOnKind, Catalogue, ChangePlan, Context, Decision, Parties, Refusal, Request, Subscription, Usage};

use mix::Mix;

/// So many that a branch predictor cannot learn them by heart.
const DISTINCT: usize = 1_000_000;

/// So few that it can, as in a loop over one firm's clients.
const REPEATED: usize = 10_000;

/// Of what takes longest.
const FEW: usize = 1_000;

static REQUESTS: LazyLock<Vec<Request>> = LazyLock::new(|| Mix::seeded(2025).requests(DISTINCT));

fn main() {
    println!("on {}", mix::machine());
    let (mut plans, mut reasons) = (0, [0; 64]);
    for request in REQUESTS.iter() {
        match request.plan_change() {
            Ok(_) => plans += 1,
            Err(refusal) => reasons[refusal.reasons().len()] += 1,
        }
    }
    let many: usize = reasons[10..].iter().sum();
    println!("{DISTINCT} requests: {plans} plans; refusals with 1 to 9 reasons {:?}, with more {many}", &reasons[1..10]);
    println!("Result<ChangePlan, Refusal> has {} bytes", size_of::<Result<ChangePlan, Refusal>>());
    divan::main();
}

/// Runs `work` over the first so many requests.
fn over(bencher: Bencher<'_, '_>, count: usize, work: impl Fn(&Request)) {
    let requests = &REQUESTS[..count];
    bencher.counter(ItemsCount::new(count)).bench_local(|| black_box(requests).iter().for_each(&work));
}

/// Holds the compiler to making a value that nobody reads.
fn use_it<T>(value: &T) {
    black_box(value);
}

#[divan::bench(args = [REPEATED, DISTINCT], sample_count = 20)]
fn floor_read_and_sum(bencher: Bencher<'_, '_>, count: usize) {
    let requests = &REQUESTS[..count];
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        black_box(requests).iter().fold(0_u32, |sum, request| {
            let usage = &request.context.client.usage;
            let features = u32::try_from(usage.features.len()).unwrap_or(0);
            sum.wrapping_add(usage.users.billable).wrapping_add(usage.accounts).wrapping_add(features)
        })
    });
}

#[divan::bench(args = [REPEATED, DISTINCT], sample_count = 20)]
fn decide(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        use_it(&request.plan_change_with(catalogue));
    });
}

/// A catalogue as a service gets it: read from JSON, and checked.
fn read(json: &str) -> Catalogue {
    serde_json::from_str::<Terms>(json).expect("terms").check().expect("a catalogue")
}

/// The same terms as the embedded one, and so the same answers; to be compared with `decide`.
#[divan::bench(args = [REPEATED, DISTINCT], sample_count = 20)]
fn decide_with_the_same_read_from_json(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = read(&serde_json::to_string(Catalogue::canada().terms()).expect("it is written"));
    let catalogue = black_box(&catalogue);
    over(bencher, count, |request| {
        use_it(&request.plan_change_with(catalogue));
    });
}

/// Other terms, and so other answers.
#[divan::bench(args = [REPEATED, DISTINCT], sample_count = 20)]
fn decide_with_an_invented_edition(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = read(include_str!("../examples/data/invented-edition.json"));
    let catalogue = black_box(&catalogue);
    over(bencher, count, |request| {
        use_it(&request.plan_change_with(catalogue));
    });
}

/// All cells and all moves of two catalogues, each with what shows it.
#[divan::bench(sample_count = 20)]
fn compare_two_catalogues(bencher: Bencher<'_, '_>) {
    let newer = read(include_str!("../examples/data/invented-edition.json"));
    let comparison = Comparison::new(Catalogue::canada(), &newer);
    bencher.bench_local(|| {
        comparison.differences().for_each(|difference| use_it(&difference));
        comparison.moves().for_each(|of_move| use_it(&of_move));
    });
}

#[divan::bench(args = [REPEATED, DISTINCT], sample_count = 20)]
fn decide_and_read_everything(bencher: Bencher<'_, '_>, count: usize) {
    over(bencher, count, |request| match request.plan_change() {
        Ok(plan) => {
            plan.steps().for_each(|step| use_it(&step));
            plan.notices().for_each(|notice| use_it(&notice));
            use_it(&(plan.features_gained(), plan.features_lost()));
        }
        Err(refusal) => refusal.reasons().for_each(|reason| {
            use_it(&reason);
            reason.remedies().for_each(|remedy| use_it(&remedy));
        }),
    });
}

/// Assessed with every fact known; to be compared with `decide`.
#[divan::bench(args = [REPEATED, DISTINCT], sample_count = 20)]
fn assess_what_is_known(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        use_it(&catalogue.assess(&request.current, &request.target, &Facts::from(request.context)).verdict());
    });
}

/// The same where nobody knows how much is used, which only the client can tell: the verdict, and then what to ask.
#[divan::bench(args = [REPEATED], sample_count = 20)]
fn assess_without_usage(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        use_it(&catalogue.assess(&request.current, &request.target, &without_usage(request)).verdict());
    });
}

#[divan::bench(args = [REPEATED], sample_count = 20)]
fn reasons_without_usage(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        let assessment = catalogue.assess(&request.current, &request.target, &without_usage(request));
        assessment.certain().for_each(|reason| use_it(&reason));
        assessment.possible().for_each(|reason| use_it(&(reason, reason.depends_on())));
    });
}

#[divan::bench(args = [REPEATED], sample_count = 10)]
fn questions_without_usage(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        let assessment = catalogue.assess(&request.current, &request.target, &without_usage(request));
        assessment.questions().for_each(|question| use_it(&question));
    });
}

fn without_usage(request: &Request) -> Facts {
    Facts::from(request.context).with(|facts| facts.client.usage = UsageFacts::default())
}

/// Every action that there is, with its answer; for one client.
#[divan::bench(args = [REPEATED], sample_count = 20)]
fn menu_decided(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        catalogue.menu(&request.current, &request.context).for_each(|entry| use_it(&entry.plan_change()));
    });
}

/// Every action that there is, and whether it may be had now, later or never; for one client.
#[divan::bench(args = [REPEATED], sample_count = 10)]
fn menu_with_availability(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        catalogue.menu(&request.current, &request.context).for_each(|entry| use_it(&entry.availability()));
    });
}

/// The same where nobody knows how much is used.
#[divan::bench(args = [FEW], sample_count = 10)]
fn menu_with_availability_without_usage(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        catalogue.assess_menu(&request.current, &without_usage(request)).for_each(|entry| use_it(&entry.availability()));
    });
}

#[divan::bench(args = [REPEATED], sample_count = 20)]
fn preview(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| use_it(&catalogue.preview(request)));
}

#[divan::bench(args = [FEW], sample_count = 10)]
fn preview_without_usage(bencher: Bencher<'_, '_>, count: usize) {
    let catalogue = black_box(Catalogue::canada());
    over(bencher, count, |request| {
        let request = PartialRequest { current: request.current, target: request.target, facts: without_usage(request) };
        use_it(&catalogue.assess_preview(&request));
    });
}

/// Routes by how many requests they take; 0 stands for the proof that there is none.
#[divan::bench(args = [1, 2, 0], sample_count = 10)]
fn route(bencher: Bencher<'_, '_>, requests: usize) {
    let catalogue = black_box(Catalogue::canada());
    let takes = |request: &&Request| catalogue.route(request).map_or(0, |route| route.len()) == requests;
    // A route is changed by the plans alone and by nothing that is used, so a few of each kind show it.
    let few: Vec<Request> = REQUESTS.iter().take(2_000).filter(takes).take(20).copied().collect();
    bencher.counter(ItemsCount::new(few.len())).bench_local(|| {
        for request in black_box(&few) {
            use_it(&catalogue.route(request));
        }
    });
}

/// The same where both subscriptions hold every add-on, so that all ways to hold each have to be looked at.
#[divan::bench(args = [2, 0], sample_count = 10)]
fn route_with_every_add_on(bencher: Bencher<'_, '_>, requests: usize) {
    let catalogue = black_box(Catalogue::canada());
    let has_all = |held: &Subscription| AddOnKind::ALL.iter().all(|&kind| held.add_on(kind).is_some());
    let all: Vec<Subscription> = Subscription::all().filter(has_all).collect();
    let context = Context::in_good_standing(Parties::ALL, Usage::default());
    let pairs = all.iter().flat_map(|&current| all.iter().map(move |&target| Request { current, target, context }));
    let takes = |request: &Request| catalogue.route(request).map_or(0, |route| route.len()) == requests;
    let few: Vec<Request> = pairs.step_by(1_009).filter(takes).take(10).collect();
    bencher.counter(ItemsCount::new(few.len())).bench_local(|| {
        for request in black_box(&few) {
            use_it(&catalogue.route(request));
        }
    });
}

#[divan::bench(args = [REPEATED], sample_count = 20)]
fn json_to_json(bencher: Bencher<'_, '_>, count: usize) {
    let lines: Vec<String> =
        REQUESTS[..count].iter().map(|request| serde_json::to_string(request).expect("it is written")).collect();
    let mut answer = Vec::new();
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        for line in black_box(&lines) {
            let request: Request = serde_json::from_str(line).expect("it was written");
            answer.clear();
            serde_json::to_writer(&mut answer, &Decision::from(request.plan_change())).expect("it is written");
            use_it(&answer);
        }
    });
}
