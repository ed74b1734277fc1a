//! The sample files of `examples/data`: a bookkeeping firm's requests, which together get every possible answer.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde_json::Value;
use subscription_change::catalogue::{ByUserKind, Effective, Enforcement, FeatureUse, Terms};
use subscription_change::record::DecisionRecord;
use subscription_change::{
    AddOnKind, Catalogue, ClientStatus, Decision, Feature, Notice, NoticeCode, Plan, Product, Reason, ReasonCode, RemedyCode,
    Request, Resolution, Resource, StepCode, Tier, UserKind,
};

use crate::common::canada_but;

const BOOK: &str = include_str!("../examples/data/book.jsonl");
const BOOK_OF_OTHER_EDITION: &str = include_str!("../examples/data/book-other-edition.jsonl");
const BOOK_OF_AMERICANS: &str = include_str!("../examples/data/book-us.jsonl");
const INVENTED_EDITION: &str = include_str!("../examples/data/invented-edition.json");

/// What the Canadian catalogue does not answer to its book: it sells everything that has a name but bill pay, which nobody asks for there, opens every move that any catalogue can, no
/// resource of it blocks, it knows no wait, its changes take effect at once, it suspends no company, and it takes over at the retail price.
const NOT_IN_CANADA: [&str; 10] = [
    "reason not_sold",
    "reason transition_closed",
    "reason over_limit",
    "reason upgrade_too_soon",
    "feature_in_use never",
    "remedy reduce",
    "remedy wait",
    "effective next_billing_date",
    "notice company_suspended",
    "notice wholesale_price",
];

/// A line of a book.
struct Entry {
    line: &'static str,
    id: String,
    request: Request,
}

fn read(book: &'static str) -> Vec<Entry> {
    book.lines()
        .enumerate()
        .map(|(place, line)| {
            let place = place + 1;
            let mut value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("line {place}: {error}"));
            let id = match value.as_object_mut().and_then(|object| object.remove("id")) {
                Some(Value::String(id)) => id,
                other => panic!("line {place}: the id is a string, not {other:?}"),
            };
            let request = serde_json::from_value(value).unwrap_or_else(|error| panic!("line {place}, {id}: {error}"));
            Entry { line, id, request }
        })
        .collect()
}

fn decide(book: &'static str, catalogue: &Catalogue) -> Vec<Decision> {
    read(book).iter().map(|entry| entry.request.plan_change_with(catalogue).into()).collect()
}

fn canadian() -> Vec<Decision> {
    decide(BOOK, Catalogue::canada())
}

fn others() -> Vec<Decision> {
    decide(BOOK_OF_OTHER_EDITION, &other_edition())
}

/// An invented edition, stricter than the Canadian one: one plan up or down at a time, no Elite, no Self-Employed, a day between
/// a downgrade and an upgrade, no way to turn off multicurrency, resources that block, and downgrades that wait for the next
/// bill.
fn other_edition() -> Catalogue {
    let terms: Terms = serde_json::from_str(INVENTED_EDITION).expect("examples/data/invented-edition.json");
    terms.check().expect("an edition without faults")
}

/// The Canadian book where a company with too many users is suspended.
fn where_too_many_suspend() -> Vec<Decision> {
    let suspending = canada_but(|terms| terms.users = ByUserKind::all(Enforcement::Suspends));
    decide(BOOK, &suspending)
}

/// Every code in an answer, each with what it is a code of.
fn codes(decision: &Decision) -> Vec<String> {
    let mut codes = Vec::new();
    match decision {
        Decision::ChangePlan(plan) => {
            codes.push(format!("effective {}", plan.effective()));
            codes.extend(plan.steps().map(|step| format!("step {}", step.code())));
            codes.extend(plan.notices().map(|notice| format!("notice {}", notice.code())));
        }
        Decision::Refusal(refusal) => {
            codes.push(format!("refusal {}", refusal.resolution()));
            for reason in refusal {
                codes.push(format!("reason {}", reason.code()));
                if let Reason::FeatureInUse { .. } = reason {
                    codes.push(format!("feature_in_use {}", reason.resolution()));
                }
                codes.extend(reason.remedies().map(|remedy| format!("remedy {}", remedy.code())));
            }
        }
    }
    codes
}

/// All codes, each with what it is a code of.
fn all_codes() -> BTreeSet<String> {
    let reasons = ReasonCode::ALL.iter().map(|code| format!("reason {code}"));
    let remedies = RemedyCode::ALL.iter().map(|code| format!("remedy {code}"));
    let refusals = Resolution::ALL.iter().map(|resolution| format!("refusal {resolution}"));
    let of_use = [Resolution::Never, Resolution::Act].into_iter().map(|resolution| format!("feature_in_use {resolution}"));
    let steps = StepCode::ALL.iter().map(|code| format!("step {code}"));
    let notices = NoticeCode::ALL.iter().map(|code| format!("notice {code}"));
    let effects = Effective::ALL.iter().map(|effective| format!("effective {effective}"));
    reasons.chain(remedies).chain(refusals).chain(of_use).chain(steps).chain(notices).chain(effects).collect()
}

fn codes_of(decisions: &[Decision]) -> BTreeSet<String> {
    decisions.iter().flat_map(codes).collect()
}

fn american() -> Vec<Decision> {
    decide(BOOK_OF_AMERICANS, Catalogue::united_states())
}

/// Whatever can happen to bill pay happens to it in the American book, and whatever can stand in its way stands there.
#[test]
fn the_american_book_has_bill_pay_added_raised_lowered_removed_transferred_and_refused() {
    let decisions = american();
    let steps = decisions.iter().filter_map(|decision| match decision {
        Decision::ChangePlan(plan) => Some(plan.steps().collect::<Vec<_>>()),
        Decision::Refusal(_) => None,
    });
    let of_bill_pay = steps.flatten().filter(|step| step.product() == Product::BillPay);
    let all = [StepCode::Add, StepCode::Remove, StepCode::ChangeTier, StepCode::TransferBilling];
    assert_all_seen(of_bill_pay.map(|step| step.code()), &all, "steps of bill pay");
    let reasons = reasons(&decisions);
    let refused = reasons.iter().filter_map(|reason| match *reason {
        Reason::TransferNotPermitted { product, .. }
        | Reason::ClientNotPrimaryAdmin { product, .. }
        | Reason::TransferAndChange { product }
        | Reason::AddOnUnsupported { product, .. } => (product == Product::BillPay).then(|| reason.code()),
        _ => None,
    });
    let all = [
        ReasonCode::AddOnUnsupported,
        ReasonCode::TransferAndChange,
        ReasonCode::TransferNotPermitted,
        ReasonCode::ClientNotPrimaryAdmin,
    ];
    assert_all_seen(refused, &all, "refusals of bill pay");
    // It is billed every month: an annual cycle stands in nobody's way.
    assert!(!reasons.iter().any(|reason| matches!(reason, Reason::AnnualBilling { product: Product::BillPay, .. })));
}

fn assert_same(found: &BTreeSet<String>, wanted: &BTreeSet<String>, of: &str) {
    let missing: Vec<_> = wanted.difference(found).collect();
    let surplus: Vec<_> = found.difference(wanted).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "{of}: missing {missing:#?}, and not to be expected {surplus:#?}");
}

fn assert_all_seen<T: Debug + Ord>(seen: impl IntoIterator<Item = T>, all: &[T], of: &str) {
    let seen: BTreeSet<T> = seen.into_iter().collect();
    let missing: Vec<&T> = all.iter().filter(|one| !seen.contains(one)).collect();
    assert!(missing.is_empty(), "{of}: missing {missing:?}");
}

fn refusals(decisions: &[Decision]) -> Vec<Vec<Reason>> {
    let reasons = |decision: &Decision| match decision {
        Decision::Refusal(refusal) => Some(refusal.reasons().collect()),
        Decision::ChangePlan(_) => None,
    };
    decisions.iter().filter_map(reasons).collect()
}

fn reasons(decisions: &[Decision]) -> Vec<Reason> {
    refusals(decisions).concat()
}

#[test]
fn the_book_is_of_some_hundred_requests_and_the_other_editions_of_a_dozen() {
    let (canadian, other) = (read(BOOK).len(), read(BOOK_OF_OTHER_EDITION).len());
    assert!((80..=140).contains(&canadian), "{canadian} requests");
    assert!((10..=18).contains(&other), "{other} requests for the other edition");
    let american = read(BOOK_OF_AMERICANS).len();
    assert!((20..=40).contains(&american), "{american} requests for the United States");
}

#[test]
fn every_request_has_an_id_of_its_own() {
    let mut seen = BTreeSet::new();
    for entry in [BOOK, BOOK_OF_AMERICANS, BOOK_OF_OTHER_EDITION].into_iter().flat_map(read) {
        assert!(!entry.id.trim().is_empty(), "an id says who and what: {}", entry.line);
        assert!(seen.insert(entry.id.clone()), "there are two of {:?}", entry.id);
    }
}

/// A line with nothing left out of its target: what stays is written too.
fn in_full(line: &str, request: &Request) -> String {
    let target = line.find(r#","target":"#).expect("it has a target");
    let context = line.find(r#","context":"#).expect("it has a context");
    let mut whole = serde_json::to_string(&request.target).expect("a subscription can be written");
    for kind in AddOnKind::ALL {
        // One that is not always written is null where it is removed.
        let name = format!("\"{kind}\":");
        if request.current.add_on(*kind).is_some() && !whole.contains(&name) {
            whole.insert_str(whole.len() - 1, &format!(",{name}null"));
        }
    }
    format!(r#"{},"target":{whole}{}"#, &line[..target], &line[context..])
}

#[test]
fn every_line_is_written_back_as_it_was_read() {
    let mut left_out = 0;
    let of_canada = read(BOOK).into_iter().chain(read(BOOK_OF_OTHER_EDITION));
    for Entry { line, id, request } in of_canada.chain(read(BOOK_OF_AMERICANS)) {
        let in_full = in_full(line, &request);
        left_out += usize::from(in_full != line);
        let json = serde_json::to_string(&request).expect("a request can be written");
        let fields = json.strip_prefix('{').expect("a request is an object");
        assert_eq!(format!("{{\"id\":{},{fields}", Value::from(id)), in_full);
    }
    assert!((1..=10).contains(&left_out), "some leave out what stays, and only some: {left_out}");
}

#[test]
fn every_answer_reads_back_equal() {
    for decision in canadian().into_iter().chain(others()) {
        let json = serde_json::to_string(&decision).expect("a decision can be written");
        let read: DecisionRecord = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(read, DecisionRecord::from(&decision), "{json}");
    }
}

#[test]
fn about_a_third_of_the_book_is_granted() {
    let decisions = canadian();
    let (plans, all) = (decisions.len() - refusals(&decisions).len(), decisions.len());
    assert!((25 * all..=45 * all).contains(&(100 * plans)), "{plans} change plans of {all} answers are not 25 to 45 %");
}

#[test]
fn refusals_have_from_one_reason_to_eight_and_more() {
    let counts: BTreeSet<usize> = refusals(&canadian()).iter().map(Vec::len).collect();
    assert!(counts.contains(&1), "no refusal has a single reason: {counts:?}");
    assert!(counts.last().is_some_and(|most| *most >= 8), "no refusal has eight reasons: {counts:?}");
}

#[test]
fn the_book_gets_every_answer_that_canada_can_give_and_none_that_it_cannot() {
    let impossible: BTreeSet<String> = NOT_IN_CANADA.map(String::from).into();
    let possible = &all_codes() - &impossible;
    assert_same(&codes_of(&canadian()), &possible, "the Canadian book");
}

#[test]
fn the_other_edition_differs_in_everything_that_a_catalogue_may_say() {
    let edition = other_edition();
    let terms = edition.terms();
    assert_eq!(edition.id().to_string(), "XA-2026-01-01");
    assert_eq!(terms.upgrade_wait_hours, 24);
    assert_eq!(terms.features.multicurrency, FeatureUse::Blocks { cleared_by: None, disputed: false });
    assert!(Resource::ALL.iter().all(|&resource| *terms.resources.get(resource) == Enforcement::Blocks), "resources block");
    for (from, to) in Plan::ALL.iter().flat_map(|&from| terms.moves.get(from).iter().map(move |to| (from, to))) {
        // A plan that is not on the ladder counts as one below its lowest rung.
        let place = |plan| edition.rank(plan).map_or(0, |rank| rank + 1);
        assert_eq!(place(from).abs_diff(place(to)), 1, "one rung at a time, from {from} to {to}");
    }
    assert_eq!(terms.downgrades_take_effect, Effective::NextBillingDate);
    assert!(!terms.plans.advanced.intended_shortfalls.users.is_empty(), "something is less than below, on purpose");
    // It is written as it was read, except for white space.
    let read: Value = serde_json::from_str(INVENTED_EDITION).expect("JSON");
    assert_eq!(serde_json::to_value(terms).expect("it is written"), read);
}

#[test]
fn the_other_editions_give_all_the_answers_that_canada_cannot() {
    let found = &codes_of(&others()) | &codes_of(&where_too_many_suspend());
    let missing: Vec<&str> = NOT_IN_CANADA.into_iter().filter(|code| !found.contains(*code)).collect();
    assert!(missing.is_empty(), "the books of the other editions: missing {missing:#?}");
}

#[test]
fn both_books_together_get_every_answer_that_there_is() {
    let others = &codes_of(&others()) | &codes_of(&where_too_many_suspend());
    assert_same(&(&codes_of(&canadian()) | &others), &all_codes(), "both books");
}

#[test]
fn every_limit_is_passed_with_a_notice_in_canada_and_every_resource_refused_elsewhere() {
    let notices: Vec<Notice> = canadian()
        .iter()
        .flat_map(|decision| match decision {
            Decision::ChangePlan(plan) => plan.notices().collect(),
            Decision::Refusal(_) => Vec::new(),
        })
        .collect();
    let kinds = notices.iter().filter_map(|notice| match *notice {
        Notice::UsersOverLimit { kind, .. } => Some(kind),
        _ => None,
    });
    assert_all_seen(kinds, UserKind::ALL, "notices of too many users");
    let resources = notices.iter().filter_map(|notice| match *notice {
        Notice::ResourceOverLimit { resource, .. } => Some(resource),
        _ => None,
    });
    assert_all_seen(resources, Resource::ALL, "notices of too much of a resource");
    let resources = reasons(&others()).into_iter().filter_map(|reason| match reason {
        Reason::OverLimit { resource, .. } => Some(resource),
        _ => None,
    });
    assert_all_seen(resources, Resource::ALL, "refusals for too much of a resource");
}

#[test]
fn every_product_is_refused_a_transfer_and_somewhere_not_sold() {
    let products = |reasons: Vec<Reason>, code: ReasonCode| {
        reasons.into_iter().filter(move |reason| reason.code() == code).filter_map(|reason| match reason {
            Reason::TransferNotPermitted { product, .. }
            | Reason::ClientNotPrimaryAdmin { product, .. }
            | Reason::NotSold { product, .. } => Some(product),
            _ => None,
        })
    };
    for code in [ReasonCode::TransferNotPermitted, ReasonCode::ClientNotPrimaryAdmin] {
        let all = [reasons(&canadian()), reasons(&american())].concat();
        assert_all_seen(products(all, code), Product::ALL, code.name());
    }
    let code = ReasonCode::NotSold;
    assert_all_seen(products(reasons(&others()), code), Product::ALL, code.name());
}

#[test]
fn what_blocks_in_canada_blocks_in_the_book() {
    let features: BTreeSet<Feature> = reasons(&canadian())
        .into_iter()
        .filter_map(|reason| match reason {
            Reason::FeatureInUse { feature, .. } => Some(feature),
            _ => None,
        })
        .collect();
    assert_eq!(features, BTreeSet::from([Feature::Multicurrency, Feature::RecurringTransactions, Feature::Inventory]));
}

#[test]
fn where_there_is_a_choice_of_remedies_the_book_has_it() {
    let reasons = reasons(&canadian());
    let choices: BTreeSet<ReasonCode> = reasons.iter().filter(|reason| reason.remedies().len() > 1).map(Reason::code).collect();
    assert_eq!(choices, BTreeSet::from([ReasonCode::NotAuthorised, ReasonCode::AddOnUnsupported, ReasonCode::AddressMismatch]));
}

#[test]
fn the_clients_are_of_every_plan_status_and_manner_of_paying() {
    let (entries, americans) = (read(BOOK), read(BOOK_OF_AMERICANS));
    let requests = || entries.iter().map(|entry| entry.request);
    assert_all_seen(requests().map(|request| request.current.base.plan), Plan::ALL, "current plans");
    assert_all_seen(requests().map(|request| request.target.base.plan), Plan::ALL, "plans asked for");
    assert_all_seen(requests().map(|request| request.context.client.status), ClientStatus::ALL, "statuses");
    for &kind in AddOnKind::ALL {
        let tiers: Vec<Tier> = kind.tiers().iter().collect();
        let requests = || entries.iter().chain(&americans).map(|entry| entry.request);
        assert_all_seen(requests().filter_map(|request| request.current.add_on(kind)).map(|held| held.tier), &tiers, kind.name());
    }
    assert_all_seen(requests().map(|request| request.context.authorised_by.len()), &[0, 1, 2], "numbers of parties who ask");
    assert!(requests().any(|request| request.current.has_split_billing()), "no client has split billing");
}

/// What the American catalogue answers the American book and the Canadian one does not, request by request.
#[test]
fn the_american_book_gets_what_only_its_edition_answers() {
    let only =
        |of: &Decision, than: &Decision| &codes(of).into_iter().collect() - &codes(than).into_iter().collect::<BTreeSet<_>>();
    let in_canada = decide(BOOK_OF_AMERICANS, Catalogue::canada());
    let (mut american_alone, mut canadian_alone) = (BTreeSet::new(), BTreeSet::new());
    for (american, canadian) in american().iter().zip(&in_canada) {
        american_alone.extend(only(american, canadian));
        canadian_alone.extend(only(canadian, american));
    }
    for code in [
        "reason upgrade_too_soon",
        "remedy wait",
        "refusal wait",
        "feature_in_use never",
        "reason not_sold",
        // No American page says that a cancelled subscription is revived by a transfer.
        "reason client_read_only",
    ] {
        assert!(american_alone.contains(code), "{code} is nowhere in {american_alone:?}");
    }
    for code in ["notice resubscribes", "notice time_tracking_unavailable", "remedy turn_off"] {
        assert!(canadian_alone.contains(code), "{code} is nowhere in {canadian_alone:?}");
    }
}

#[test]
fn an_american_upgrade_waits_until_a_day_after_the_downgrade() {
    let left: Vec<u32> = reasons(&american())
        .into_iter()
        .filter_map(|reason| match reason {
            Reason::UpgradeTooSoon { hours_left } => Some(hours_left),
            _ => None,
        })
        .collect();
    assert_eq!(left, [1, 24]);
    let waited = read(BOOK_OF_AMERICANS)
        .into_iter()
        .filter(|entry| entry.request.context.client.hours_since_downgrade == Some(24))
        .map(|entry| entry.request.plan_change_with(Catalogue::united_states()).is_ok());
    assert_eq!(waited.collect::<Vec<_>>(), [true]);
}

/// A cell, and how it is made Canada's.
type TakeBack = (&'static str, fn(&mut Terms, &Terms));

/// Each thing in which the edition differs from Canada's, taken back by itself, changes an answer.
#[test]
fn every_difference_of_the_american_edition_shows_in_its_book() {
    let (canada, us) = (Catalogue::canada().terms(), Catalogue::united_states().terms());
    let take_back: [TakeBack; 7] = [
        ("bill_pay", |terms, canada| terms.add_ons.bill_pay = canada.add_ons.bill_pay),
        ("upgrade_wait_hours", |terms, canada| terms.upgrade_wait_hours = canada.upgrade_wait_hours),
        ("features.multicurrency", |terms, canada| terms.features.multicurrency = canada.features.multicurrency),
        ("plans.easy_start.features", |terms, canada| terms.plans.easy_start.features = canada.plans.easy_start.features),
        ("plans.self_employed.sold", |terms, canada| terms.plans.self_employed.sold = canada.plans.self_employed.sold),
        ("revived_by_transfer", |terms, canada| terms.revived_by_transfer = canada.revived_by_transfer),
        ("without_time_tracking", |terms, canada| terms.without_time_tracking = canada.without_time_tracking),
    ];
    let mut all = *us;
    for (what, take_back) in take_back {
        let mut terms = *us;
        take_back(&mut terms, canada);
        assert_ne!(terms, *us, "{what} is no difference");
        let otherwise = terms.check().expect("a catalogue");
        assert_ne!(decide(BOOK_OF_AMERICANS, &otherwise), american(), "{what} shows in no answer");
        take_back(&mut all, canada);
    }
    // No other difference is one that a decision reads.
    (all.id, all.edition) = (canada.id, canada.edition);
    assert_eq!(all, *canada);
}

/// Every embedded edition has a book, and every request of it an answer that its own sources explain.
#[test]
fn every_answer_of_a_book_cites_the_sources_of_its_own_edition() {
    for (book, catalogue) in [(BOOK, Catalogue::canada()), (BOOK_OF_AMERICANS, Catalogue::united_states())] {
        for decision in decide(book, catalogue) {
            let Decision::Refusal(refusal) = decision else { continue };
            assert_eq!(refusal.catalogue(), catalogue.id());
            for reason in &refusal {
                assert!(refusal.sources(&reason).iter().next().is_some(), "{reason:?}");
                assert!(refusal.sources(&reason).iter().eq(catalogue.sources(&reason).iter()), "{reason:?}");
            }
        }
    }
    let with_a_book: BTreeSet<&str> = ["CA", "US"].into();
    assert_eq!(
        Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()[..2].to_owned()).collect::<BTreeSet<_>>(),
        with_a_book.into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
    );
}
