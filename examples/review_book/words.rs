//! Every word of the report, in English. Reasons, remedies and notices are the library's own sentences.

use strum::VariantArray;
use subscription_change::{
    Actor, Availability, ClientStatus, Feature, FeatureSet, Gauge, Measure, Notice, Party, Plan, PlanSet, Product, Reason,
    Remedy, Resource, Subscription, Tier, UserKind,
};

use crate::review::{Margins, Nearness, Needless, Review, Way};

// The names of things.

pub fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::EasyStart => "EasyStart",
        Plan::Essentials => "Essentials",
        Plan::Plus => "Plus",
        Plan::Advanced => "Advanced",
        Plan::Ledger => "Ledger",
        Plan::SelfEmployed => "Self-Employed",
        other => other.name(),
    }
}

/// The lowest plan that holds the use, or that none does.
pub fn fitting(fitting: Option<Plan>) -> &'static str {
    fitting.map_or("none", plan)
}

fn tier(tier: impl Into<Tier>) -> &'static str {
    match tier.into() {
        Tier::Core => "Core",
        Tier::Premium => "Premium",
        Tier::Elite => "Elite",
        other => other.name(),
    }
}

fn party(party: Party) -> &'static str {
    match party {
        Party::Firm => "the firm",
        Party::Client => "the client",
        other => other.name(),
    }
}

/// Who acts, as a label before what there is to do.
pub fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Firm => "the firm",
        Actor::Client => "the client",
        Actor::Vendor => "in time",
        Actor::Requester => "whoever asks",
        other => other.name(),
    }
}

/// What cannot be cleared, as a label before why.
pub const NO_WAY: &str = "no way";

/// What to know before it is done, as a label before it.
pub const TO_KNOW: &str = "to know";

pub fn availability(availability: Availability) -> &'static str {
    match availability {
        Availability::Now => "now",
        Availability::Later => "later",
        Availability::Never => "never",
        other => other.name(),
    }
}

fn status(status: ClientStatus) -> &'static str {
    status.name()
}

fn feature(feature: Feature) -> String {
    feature.name().replace('_', " ")
}

fn features(features: FeatureSet) -> String {
    features.iter().map(feature).collect::<Vec<_>>().join(", ")
}

fn gauge(gauge: Gauge) -> &'static str {
    match gauge {
        Gauge::Users(UserKind::Billable) => "billable users",
        Gauge::Users(UserKind::Accountant) => "accountant users",
        Gauge::Users(UserKind::ReportsOnly) => "reports-only users",
        Gauge::Users(UserKind::TimeOnly) => "time-only users",
        Gauge::Resource(Resource::Accounts) => "accounts",
        Gauge::Resource(Resource::ClassesAndLocations) => "classes and locations",
        Gauge::Resource(Resource::CustomFields) => "custom fields",
        _ => "of another count",
    }
}

pub fn nearness(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::Over => "over",
        Nearness::At => "at",
        Nearness::Near => "near",
    }
}

// Sentences about a client.

pub fn measure(measure: &Measure) -> String {
    match measure.limit.number() {
        Some(limit) if limit > 0 => format!("{} of {limit} {}", measure.used, gauge(measure.gauge)),
        _ => format!("{} {}, where the plan has none", measure.used, gauge(measure.gauge)),
    }
}

pub fn missing(missing: FeatureSet) -> String {
    format!("in use and not in the plan: {}", features(missing))
}

/// What is in use and not in a lower plan, where the client has accepted that.
pub fn given_up(given_up: FeatureSet) -> String {
    format!("without {}, as accepted", features(given_up))
}

/// No higher plan has room.
pub const NOTHING_HIGHER: &str = "no plan";

/// What is held, and who pays for it.
pub fn held(subscription: &Subscription) -> Vec<String> {
    let Subscription { base, payroll, time } = subscription;
    let payroll = payroll.map(|held| format!("Payroll {}: {}", tier(held.tier), party(held.payer)));
    let time = time.map(|held| format!("Time {}: {}", tier(held.tier), party(held.payer)));
    [format!("{}: {}", plan(base.plan), party(base.payer))].into_iter().chain(payroll).chain(time).collect()
}

/// What the firm pays for.
pub fn paid_by_firm(subscription: &Subscription) -> String {
    let Subscription { base, payroll, time } = subscription;
    let base = (base.payer == Party::Firm).then(|| plan(base.plan).to_owned());
    let payroll = payroll.filter(|held| held.payer == Party::Firm).map(|held| format!("Payroll {}", tier(held.tier)));
    let time = time.filter(|held| held.payer == Party::Firm).map(|held| format!("Time {}", tier(held.tier)));
    base.into_iter().chain(payroll).chain(time).collect::<Vec<_>>().join(", ")
}

pub fn needless(why: Needless, current: &Subscription, to: &Subscription, of: ClientStatus) -> String {
    match why {
        Needless::ReadOnly => format!("the company is {}, and its books can only be read", status(of)),
        Needless::HigherPlan => format!("{} holds all that is used", plan(to.base.plan)),
        Needless::TimeUnused => {
            let at = current.time.map_or("", |held| tier(held.tier));
            format!("Time {at}, and nobody tracks time: it is not in use, and there are no time-only users")
        }
    }
}

/// The change that would end what the firm pays for without need.
pub fn end_of_need(why: Needless, to: &Subscription) -> String {
    match why {
        Needless::ReadOnly => "the client pays".to_owned(),
        Needless::HigherPlan => plan(to.base.plan).to_owned(),
        Needless::TimeUnused => format!("no {}", product(Product::Time)),
    }
}

fn product(product: Product) -> &'static str {
    match product {
        Product::Base => "QuickBooks",
        Product::Payroll => "Payroll",
        Product::Time => "Time",
        other => other.name(),
    }
}

pub fn all_paid_by(payer: Party) -> String {
    format!("all by {}", party(payer))
}

/// That a change to one of these plans takes the word of both, if there is one.
pub fn both_authorise(plans: PlanSet) -> Option<String> {
    let names: Vec<&str> = plans.iter().map(plan).collect();
    (!names.is_empty()).then(|| format!("a change to {} takes the authorisation of both", names.join(" or ")))
}

/// What there is to do, where a label before it says who does it.
pub fn remedy(remedy: &Remedy) -> String {
    let sentence = remedy.to_string();
    match sentence.strip_suffix(&format!(" ({})", actor(remedy.by()))) {
        Some(without_actor) => without_actor.to_owned(),
        None => sentence,
    }
}

pub fn reason(reason: &Reason) -> String {
    reason.to_string()
}

pub fn notice(notice: &Notice) -> String {
    let for_good = if notice.is_reversible() { "" } else { " (not reversible)" };
    format!("{notice}{for_good}")
}

// The report as a whole.

pub const LANGUAGE: &str = "en";
pub const TITLE: &str = "Subscription review";

pub fn catalogue(review: &Review<'_>) -> String {
    format!("by the catalogue {}", review.catalogue.id())
}

/// The number that heads a line of the summary, its words, and the list that it is about.
pub fn summary(review: &Review<'_>) -> Vec<(usize, String, Option<&'static str>)> {
    let ways = |ways: &[Way]| {
        let word = |way: Way| match way {
            Way::Now => "now",
            Way::ByFirm => "once the firm has acted",
            Way::WithClient => "once the client has acted",
            Way::Wait => "after a wait",
            Way::None => "never",
        };
        let count = |way: Way| (ways.iter().filter(|other| **other == way).count(), word(way));
        let counts: Vec<_> = Way::VARIANTS.iter().map(|&way| count(way)).filter(|(count, _)| *count > 0).collect();
        counts.iter().map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    };
    let near = |nearness| review.limits.iter().filter(|found| found.nearness() == nearness).count();
    let near = [Nearness::Over, Nearness::At, Nearness::Near]
        .map(|nearness| format!("{} {}", near(nearness), self::nearness(nearness)))
        .join(", ");
    let with = |what: &str, rest: &str| if rest.is_empty() { what.to_owned() } else { format!("{what}: {rest}") };
    let down: Vec<Way> = review.could_move_down.iter().map(|found| found.answer.way()).collect();
    let mut firm_pays_for: Vec<u64> = review.paid_without_need.iter().map(|found| found.client.line).collect();
    firm_pays_for.sort_unstable();
    firm_pays_for.dedup();
    let plural = |count: usize, one: &str, many: &str| if count == 1 { one.to_owned() } else { many.to_owned() };
    let mut lines = vec![
        (review.clients, plural(review.clients, "client", "clients"), None),
        (review.could_move_down.len(), with("could move down", &ways(&down)), Some(DOWN)),
        (review.limits.len(), with("over, at or near a limit", if review.limits.is_empty() { "" } else { &near }), Some(LIMITS)),
        (firm_pays_for.len(), "paid for by the firm without need".to_owned(), Some(PAID)),
        (review.split_billing.len(), "with split billing".to_owned(), Some(SPLIT)),
        (review.nothing_to_do, "with nothing to do".to_owned(), None),
    ];
    if review.rows_not_read > 0 {
        let rows = plural(review.rows_not_read, "row that could not be read", "rows that could not be read");
        lines.push((review.rows_not_read, rows, None));
    }
    lines
}

/// The lists, as the JSON names them.
pub const DOWN: &str = "could_move_down";
pub const LIMITS: &str = "limits";
pub const PAID: &str = "paid_without_need";
pub const SPLIT: &str = "split_billing";

pub fn title(list: &str) -> &'static str {
    match list {
        DOWN => "Could move down",
        LIMITS => "Over, at or near a limit",
        PAID => "Paid for by the firm without need",
        _ => "Split billing",
    }
}

/// What a list holds.
pub fn about(list: &str, margins: Margins) -> String {
    let Margins { near, too_many } = margins;
    match list {
        DOWN => {
            let also = if too_many == 0 {
                String::new()
            } else {
                format!("; or would, with at most {too_many} fewer of the users, accounts and other things that it counts")
            };
            format!(
                "A lower plan holds all that is used today, apart from what the client has accepted to lose{also}. Of several plans, the \
                 lowest to which there is a way. First those that can move now, then those where the firm, the client or the vendor \
                 has something to do first, then those for whom there is no way."
            )
        }
        LIMITS => format!(
            "A count is over its limit, at it, or near it, with at most {near} % of the limit left; or something is in use that \
             the plan has not. One billable user where the plan holds one is not counted. The plan to move up to is the lowest \
             that holds all that is used with room for what is full today."
        ),
        PAID => "The firm pays, and the facts show no need: the books can only be read, a lower plan holds all that is used, or \
                 nobody uses the time add-on. Whether payroll is used, the facts do not tell."
            .to_owned(),
        _ => "Products of one client have different payers: what it takes to have one payer for all, and what becomes of the \
              discount then; and which changes take the authorisation of both."
            .to_owned(),
    }
}

/// Instead of an empty list.
pub const NOBODY: &str = "Nobody.";

pub fn columns(list: &str) -> &'static [&'static str] {
    match list {
        DOWN => &["Line", "Client", "From", "To", "When", "What to do first, by whom"],
        LIMITS => &["Line", "Client", "Plan", "What is full", "Up to", "When", "What to do first, by whom"],
        PAID => &["Line", "Client", "The firm pays for", "Why", "Instead", "When", "What to do first, by whom"],
        _ => &["Line", "Client", "Who pays", "Instead", "When", "What to do first, by whom"],
    }
}

pub const MATRIX: &str = "From the current plan to the one that fits";
pub const MATRIX_CURRENT: &str = "current plan";
pub const MATRIX_FITTING: &str = "lowest plan that holds today’s use";
pub const MATRIX_LEGEND: [&str; 4] = ["fits", "a lower plan would do", "has outgrown the plan", "is beside the ladder"];
pub const MATRIX_NUMBERS: &str = "The same as numbers";

pub fn matrix_cell(current: Plan, to: Option<Plan>, count: usize) -> String {
    let clients = if count == 1 { "client" } else { "clients" };
    match to {
        Some(to) if to == current => format!("{count} {clients} on {}, which fits", plan(current)),
        Some(to) => format!("{count} {clients} on {}, where {} would hold today’s use", plan(current), plan(to)),
        None => format!("{count} {clients} on {}, where no plan holds today’s use", plan(current)),
    }
}
