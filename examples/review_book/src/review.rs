//! The review: what the library is asked about each client, and what it says.
//!
//! No rule is here. What fits is [`Catalogue::fit`]'s word, what stands in the way [`Catalogue::preview`]'s; this only chooses the
//! questions and sorts the answers.

use subscription_change::catalogue::{Ladder, Limit};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::PlanSet;
use subscription_change::ways_out::{Availability, Preview, QuotaUsage, Rung};
use subscription_change::{
    Actor, AddOnKind, Catalogue, Context, Feature, FeatureSet, Parties, Party, Plan, Product, Reason, Refusal, Remedy, Request,
    Resolution, Subscription, UserKind,
};

use crate::book::{Book, Client};

/// The library's answer to a change that could be asked for: what there is to do first and the change plan that follows, or a refusal
/// that nothing clears.
#[derive(Debug, Clone)]
pub struct Answer(pub Result<Preview, Refusal>);

impl Answer {
    fn to(catalogue: &Catalogue, current: Subscription, target: Subscription, context: Context) -> Self {
        Self(catalogue.preview(&Request { current, target, context }))
    }

    fn of_rung(rung: &Rung<'_>) -> Option<Self> {
        let preview = rung.preview().copied().map(Ok);
        preview.or_else(|| rung.refusal().copied().map(Err)).map(Self)
    }

    pub fn availability(&self) -> Availability {
        match &self.0 {
            Ok(preview) if preview.remedies().is_empty() => Availability::Now,
            Ok(_) => Availability::Later,
            Err(_) => Availability::Never,
        }
    }

    /// What this one has to do first.
    pub fn by(&self, actor: Actor) -> Vec<Remedy> {
        self.0.iter().flat_map(|preview| preview.by(actor)).collect()
    }

    /// Why it can never be had: the reasons that nobody can clear.
    pub fn never(&self) -> Vec<Reason> {
        let reasons = |refusal: &Refusal| refusal.reasons().filter(|reason| reason.resolution() == Resolution::Never).collect();
        self.0.as_ref().err().map(reasons).unwrap_or_default()
    }

    /// How far it is.
    pub fn way(&self) -> Way {
        let Ok(preview) = &self.0 else { return Way::None };
        let takes = |actor| preview.by(actor).next().is_some();
        match preview.remedies() {
            [] => Way::Now,
            remedies if takes(Actor::Vendor) || remedies.iter().any(takes_time) => Way::Wait,
            _ if takes(Actor::Client) => Way::WithClient,
            _ => Way::ByFirm,
        }
    }

    /// The nearer first; of equally near ones, the one where there is less to do.
    fn distance(&self) -> (Way, usize) {
        (self.way(), self.0.as_ref().map_or(0, |preview| preview.remedies().len()))
    }
}

/// Whether there is a time before which it cannot be done.
fn takes_time(remedy: &Remedy) -> bool {
    matches!(remedy, Remedy::SwitchToMonthly { in_days: 1.. })
}

/// How far a change is, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum Way {
    /// It can be made.
    Now,
    /// The firm alone has something to do first.
    ByFirm,
    /// The client has, too.
    WithClient,
    /// There is something to wait for, or for the vendor to do, too.
    Wait,
    /// Nobody can make it.
    None,
}

/// A client for whom a lower plan would do.
#[derive(Debug)]
pub struct MoveDown<'a> {
    pub client: &'a Client,
    /// The lowest rung that would do and can be reached; where none can be reached, the lowest that would do.
    pub to: Plan,
    /// What is in use and not in that plan: only what the client has already accepted to lose.
    pub given_up: FeatureSet,
    /// What there is too much of for that plan, by no more in all than [`Margins::too_many`].
    pub too_many: Vec<QuotaUsage>,
    pub answer: Answer,
}

/// How near a count is to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Nearness {
    Over,
    At,
    Near,
}

/// A client whose plan is full, or nearly so.
#[derive(Debug)]
pub struct AtLimit<'a> {
    pub client: &'a Client,
    /// Which counts, and how near each is. May be none where something is missing.
    pub measures: Vec<(QuotaUsage, Nearness)>,
    /// What is in use and not in the plan.
    pub missing: FeatureSet,
    /// The lowest higher plan that holds today's use with room for each of these counts, if there is one.
    pub up: Option<(Plan, Answer)>,
}

impl AtLimit<'_> {
    pub fn nearness(&self) -> Nearness {
        let over = (!self.missing.is_empty()).then_some(Nearness::Over);
        self.measures.iter().map(|(_, nearness)| *nearness).chain(over).min().unwrap_or(Nearness::Near)
    }
}

/// What the firm pays for without need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Needless {
    /// Books that can only be read.
    ReadOnly,
    /// A higher plan than the use needs.
    HigherPlan,
    /// The time add-on, where time tracking is not in use and there are no time-only users.
    TimeUnused,
}

/// Something that the firm pays for without need.
#[derive(Debug)]
pub struct PaidWithoutNeed<'a> {
    pub client: &'a Client,
    pub why: Needless,
    /// The change that would end it: the lower plan, no time add-on, or the billing of all that the firm pays for to the client.
    pub to: Subscription,
    pub answer: Answer,
}

/// A client whose products have different payers.
#[derive(Debug)]
pub struct SplitBilling<'a> {
    pub client: &'a Client,
    /// What it takes to have the firm pay for everything.
    pub to_firm: Answer,
    /// What it takes to have the client pay for everything.
    pub to_client: Answer,
    /// The plans to which a change takes the word of both, because something that the other one pays for changes too.
    pub both_authorise: PlanSet,
}

/// How many clients have which plan, and which plan would hold their use.
#[derive(Debug)]
pub struct Matrix {
    pub ladder: Ladder,
    counts: [[usize; Plan::COUNT + 1]; Plan::COUNT],
}

impl Matrix {
    fn of(ladder: Ladder) -> Self {
        Self { ladder, counts: [[0; Plan::COUNT + 1]; Plan::COUNT] }
    }

    /// How many have the one plan where the other is the lowest that holds their use; `None` where none does.
    pub fn count(&self, current: Plan, fitting: Option<Plan>) -> usize {
        self.counts[current as usize][fitting.map_or(Plan::COUNT, |plan| plan as usize)]
    }

    pub fn of_plan(&self, current: Plan) -> usize {
        self.counts[current as usize].iter().sum()
    }

    /// The plans that somebody has, and the rungs of the ladder.
    pub fn rows(&self) -> impl Iterator<Item = Plan> {
        Plan::ALL.iter().copied().filter(|&plan| self.ladder.contains(plan) || self.of_plan(plan) > 0)
    }

    /// The rungs of the ladder, and none of them.
    pub fn columns(&self) -> impl Iterator<Item = Option<Plan>> + use<> {
        self.ladder.iter().map(Some).chain([None])
    }
}

/// Where the line is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Margins {
    /// How many percent of a limit are left at the most where a count is near it.
    pub near: u8,
    /// How many users and others, in all, may be too many for a lower plan that would do.
    pub too_many: u32,
}

/// What there is to say of a book of clients.
#[derive(Debug)]
pub struct Review<'a> {
    pub catalogue: &'a Catalogue,
    pub margins: Margins,
    pub clients: usize,
    pub rows_not_read: usize,
    pub matrix: Matrix,
    pub could_move_down: Vec<MoveDown<'a>>,
    pub limits: Vec<AtLimit<'a>>,
    pub paid_without_need: Vec<PaidWithoutNeed<'a>>,
    pub split_billing: Vec<SplitBilling<'a>>,
    /// How many clients are in none of these lists.
    pub nothing_to_do: usize,
}

impl<'a> Review<'a> {
    pub fn of(book: &'a Book, catalogue: &'a Catalogue, margins: Margins) -> Self {
        let mut review = Self {
            catalogue,
            margins,
            clients: book.clients.len(),
            rows_not_read: book.bad_rows,
            matrix: Matrix::of(catalogue.terms().edition.ladder),
            could_move_down: Vec::new(),
            limits: Vec::new(),
            paid_without_need: Vec::new(),
            split_billing: Vec::new(),
            nothing_to_do: 0,
        };
        for client in &book.clients {
            review.add(client);
        }
        review.could_move_down.sort_by_key(|found| found.answer.distance());
        review.limits.sort_by_key(AtLimit::nearness);
        review.paid_without_need.sort_by_key(|found| (found.why, found.answer.distance()));
        review
    }

    fn add(&mut self, client: &'a Client) {
        let catalogue = self.catalogue;
        let rungs: Vec<Rung<'_>> = catalogue.rungs(&client.current, &client.context).collect();
        let fitting = catalogue.lowest_fit(&client.context.client.usage).map(|fit| fit.plan());
        self.matrix.counts[client.current.base.plan as usize][fitting.map_or(Plan::COUNT, |plan| plan as usize)] += 1;

        let down = move_down(catalogue, client, &rungs, self.margins.too_many);
        let limit = at_limit(catalogue, client, &rungs, self.margins.near);
        let needless = paid_without_need(catalogue, client, down.as_ref());
        let split = client.current.has_split_billing().then(|| split_billing(catalogue, client));

        self.nothing_to_do += usize::from(down.is_none() && limit.is_none() && needless.is_empty() && split.is_none());
        self.could_move_down.extend(down);
        self.limits.extend(limit);
        self.paid_without_need.extend(needless);
        self.split_billing.extend(split);
    }
}

fn move_down<'a>(catalogue: &Catalogue, client: &'a Client, rungs: &[Rung<'_>], too_many: u32) -> Option<MoveDown<'a>> {
    let current = client.current.base.plan;
    let facts = &client.context.client;
    let given_up = facts.confirmation.unwrap_or_default().accepted_losses;
    let usage = facts.usage.with(|usage| usage.features = usage.features.difference(given_up));
    let would_do = |rung: &&Rung<'_>| {
        let fit = catalogue.fit(rung.plan(), &usage);
        let excess = fit.quotas().fold(0, |sum: u32, measure| sum.saturating_add(measure.excess()));
        let nothing_unknown =
            fit.missing() == Some(FeatureSet::EMPTY) && fit.quotas().all(|measure| measure.limit != Limit::Unknown);
        fit.holds() || nothing_unknown && excess <= too_many
    };
    // Beside the ladder, `None` is below every rung.
    let lower = rungs.iter().filter(|rung| catalogue.rank(rung.plan()) < catalogue.rank(current)).filter(would_do);
    // The first of the least: the lowest. What holds everything comes before what would do if there were less.
    let rung = lower.min_by_key(|rung| (!rung.is_within_reach(), !catalogue.fit(rung.plan(), &usage).holds()))?;
    Some(MoveDown {
        client,
        to: rung.plan(),
        given_up: rung.fit().missing().unwrap_or_default(),
        too_many: rung.fit().quotas().filter(|measure| measure.excess() > 0).collect(),
        answer: Answer::of_rung(rung)?,
    })
}

/// How near a count is to its limit, if it is.
fn nearness(measure: &QuotaUsage, near: u8) -> Option<Nearness> {
    let (limit, left) = (measure.limit.number()?, measure.headroom()?);
    // Every company has a primary admin: one billable user where the plan holds one says nothing, and nor does nothing of nothing.
    let says_nothing = measure.used == 0 || limit == 1 && measure.quota == Quota::Users(UserKind::Billable);
    match (measure.excess(), left) {
        (1.., _) => Some(Nearness::Over),
        (0, _) if says_nothing => None,
        (0, 0) => Some(Nearness::At),
        (0, _) => (u64::from(left) * 100 <= u64::from(limit) * u64::from(near)).then_some(Nearness::Near),
    }
}

fn at_limit<'a>(catalogue: &Catalogue, client: &'a Client, rungs: &[Rung<'_>], near: u8) -> Option<AtLimit<'a>> {
    let plan = client.current.base.plan;
    let fit = catalogue.fit(plan, &client.context.client.usage);
    let measures: Vec<_> = fit.quotas().filter_map(|measure| Some((measure, nearness(&measure, near)?))).collect();
    let missing = fit.missing().unwrap_or_default();
    if measures.is_empty() && missing.is_empty() {
        return None;
    }
    let has_room = |rung: &&Rung<'_>| {
        let is_full =
            |there: &QuotaUsage| measures.iter().any(|(here, _)| here.quota == there.quota) && nearness(there, near).is_some();
        catalogue.rank(rung.plan()) > catalogue.rank(plan)
            && rung.fit().holds()
            && !rung.fit().quotas().any(|there| is_full(&there))
    };
    let up = rungs.iter().find(has_room).and_then(|rung| Some((rung.plan(), Answer::of_rung(rung)?)));
    Some(AtLimit { client, measures, missing, up })
}

/// The same with one payer for all of it.
pub fn all_paid_by(payer: Party, subscription: Subscription) -> Subscription {
    Product::ALL.iter().fold(subscription, |target, &product| target.with_payer(product, payer))
}

fn paid_without_need<'a>(catalogue: &Catalogue, client: &'a Client, down: Option<&MoveDown<'a>>) -> Vec<PaidWithoutNeed<'a>> {
    let current = client.current;
    let facts = &client.context.client;
    let by_firm = |product: Product| current.payer(product) == Some(Party::Firm);
    let found = |why, to| PaidWithoutNeed { client, why, to, answer: Answer::to(catalogue, current, to, client.context) };
    if facts.status.is_read_only() {
        let to = all_paid_by(Party::Client, current);
        return if to == current { Vec::new() } else { vec![found(Needless::ReadOnly, to)] };
    }
    let is_needless = |down: &&MoveDown<'_>| by_firm(Product::Base) && down.too_many.is_empty();
    let higher = down.filter(is_needless).map(|down| found(Needless::HigherPlan, current.with_plan(down.to)));
    let tracks_time = facts.usage.features.contains(Feature::TimeTracking) || facts.usage.users.time_only > 0;
    let unused = by_firm(Product::Time) && !tracks_time;
    let unused = unused.then(|| found(Needless::TimeUnused, current.without(AddOnKind::Time)));
    higher.into_iter().chain(unused).collect()
}

fn split_billing<'a>(catalogue: &Catalogue, client: &'a Client) -> SplitBilling<'a> {
    let (current, context) = (client.current, client.context);
    let all_to = |payer| Answer::to(catalogue, current, all_paid_by(payer, current), context);
    // Whose word a change takes is seen where nobody has given it yet.
    let unasked = context.with(|context| context.authorised_by = Parties::EMPTY);
    let takes_both = |rung: &Rung<'_>| {
        let takes = |party| rung.preview().is_some_and(|preview| preview.remedies().contains(&Remedy::Authorise { party }));
        takes(Party::Firm) && takes(Party::Client)
    };
    let both_authorise = catalogue.rungs(&current, &unasked).filter(takes_both).map(|rung| rung.plan()).collect();
    SplitBilling { client, to_firm: all_to(Party::Firm), to_client: all_to(Party::Client), both_authorise }
}
