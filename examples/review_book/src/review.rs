//! The review: what the library is asked about each client, and what it says.
//!
//! There is no rule here. [`Catalogue::fit`] says what fits, and [`Catalogue::assess_preview`] what stands in the way; this only chooses
//! what to ask and sorts the answers.

use subscription_change::assess::{AssessedReason, Fact, Facts, PartialRequest};
use subscription_change::catalogue::{Date, Ladder, Limit};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::PlanSet;
use subscription_change::ways_out::{Action, AssessedPreview, AssessedRemedy, Availability, QuotaUsage};
use subscription_change::{
    Actor, AddOnKind, Catalogue, ClientStatus, Confirmation, Context, Feature, FeatureSet, Notice, Parties, Party, Plan, Product,
    ReasonCode, Remedy, RemedyCode, Request, Resolution, Subscription, Usage, UserKind,
};

use crate::book::{Book, Client};

/// A question that the answer depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    pub fact: Fact,
    /// Whether there are more than this, where that is all that matters.
    pub more_than: Option<u32>,
}

/// The library's answer to a change that could be asked for, as far as the facts are known.
#[derive(Debug, Clone)]
pub struct Answer {
    availability: Availability,
    /// What there is to do in any case.
    pub remedies: Vec<AssessedRemedy>,
    /// Why it can never be had: every certain reason; none where it can.
    pub refused_for: Vec<AssessedReason>,
    /// What to know before it is done, as far as it is certain.
    pub notices: Vec<Notice>,
    /// What may stand in the way as well.
    pub possible: Vec<ReasonCode>,
    /// What decides that, and what is not known of the remedies.
    pub asks: Vec<Ask>,
}

/// The fact on which it depends who does this, or when.
fn fact_of(remedy: &AssessedRemedy) -> Option<Fact> {
    match (remedy.remedy(), remedy.code()) {
        (None, RemedyCode::PermitTransfer) => Some(Fact::PrimaryAdmin),
        (None, RemedyCode::SwitchToMonthly) => Some(Fact::DaysToRenewal),
        _ => None,
    }
}

/// The facts, with every unknown one set so that it does not stand in the way.
fn at_best(facts: &Facts) -> Context {
    let good = Context::in_good_standing(Parties::ALL, Usage::default()).with(|context| {
        context.client.confirmation = Some(Confirmation::accepting(FeatureSet::ALL));
        context.client.transfer_permission_hours = Some(0);
    });
    let mut complete = *facts;
    facts.unknown().iter().for_each(|fact| complete.learn(fact, &good));
    complete.context().unwrap_or(good)
}

impl Answer {
    /// The one place where a change is asked about.
    fn to(catalogue: &Catalogue, current: Subscription, target: Subscription, facts: &Facts) -> Self {
        let request = PartialRequest { current, target, facts: *facts };
        let assessment = request.assess_with(catalogue);
        let preview = catalogue.assess_preview(&request).ok().filter(AssessedPreview::keeps_wish);
        let remedies: Vec<AssessedRemedy> = preview.iter().flat_map(AssessedPreview::remedies).collect();
        let mut possible = Vec::new();
        for reason in assessment.possible() {
            if !possible.contains(&reason.code()) {
                possible.push(reason.code());
            }
        }
        let mut asks = Vec::new();
        if !possible.is_empty() {
            asks.extend(assessment.questions().map(|question| Ask { fact: question.fact, more_than: question.more_than }));
        }
        for fact in remedies.iter().filter_map(fact_of) {
            if !asks.iter().any(|ask| ask.fact == fact) {
                asks.push(Ask { fact, more_than: None });
            }
        }
        let settled = preview.iter().filter(|_| possible.is_empty());
        Self {
            availability: preview.as_ref().map_or(Availability::Never, AssessedPreview::availability),
            refused_for: if preview.is_none() { assessment.certain().collect() } else { Vec::new() },
            notices: settled.flat_map(|preview| preview.assessment().certain_notices().collect::<Vec<_>>()).collect(),
            remedies,
            possible,
            asks,
        }
    }

    /// When it is available; `None` if that depends on unknown facts.
    pub fn availability(&self) -> Option<Availability> {
        Some(self.availability).filter(|&availability| availability != Availability::Depends)
    }

    /// What this one has to do first, in any case.
    pub fn by(&self, actor: Actor) -> Vec<&AssessedRemedy> {
        self.remedies.iter().filter(|remedy| is_by(remedy, actor)).collect()
    }

    /// What has to be done first in any case, by whom or when is not known.
    pub fn partly_known(&self) -> impl Iterator<Item = &AssessedRemedy> {
        self.remedies.iter().filter(|remedy| remedy.remedy().is_none())
    }

    /// Why it can never be had: the reasons that nobody can clear.
    pub fn never(&self) -> impl Iterator<Item = &AssessedReason> {
        self.refused_for.iter().filter(|reason| reason.resolution() == Resolution::Never)
    }

    /// How far it is.
    pub fn way(&self) -> Way {
        let takes = |actor| !self.by(actor).is_empty();
        match (self.availability(), self.remedies.as_slice()) {
            (None, _) => Way::Open,
            (Some(Availability::Never), _) => Way::None,
            (_, []) => Way::Now,
            (_, remedies) if takes(Actor::Vendor) || remedies.iter().any(takes_time) => Way::Wait,
            _ if takes(Actor::Client) || self.partly_known().next().is_some() => Way::WithClient,
            _ => Way::ByFirm,
        }
    }

    /// The nearer first; of equally near ones, the one where there is less to do and to ask.
    fn distance(&self) -> (Way, usize, usize) {
        (self.way(), self.remedies.len(), self.asks.len())
    }
}

/// Whether it is known that this one does it.
pub fn is_by(remedy: &AssessedRemedy, actor: Actor) -> bool {
    remedy.remedy().is_some_and(|remedy| remedy.by() == actor)
}

/// Whether there is, or may be, a time before which it cannot be done.
fn takes_time(remedy: &AssessedRemedy) -> bool {
    remedy.code() == RemedyCode::SwitchToMonthly && remedy.remedy() != Some(Remedy::SwitchToMonthly { in_days: 0 })
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
    /// It depends on what is not known.
    Open,
    /// Nobody can make it.
    None,
}

/// A client for whom a lower plan would do.
#[derive(Debug)]
pub struct MoveDown<'a> {
    pub client: &'a Client,
    /// The lowest rung that would do and can be reached; where none can be reached, the lowest that would do.
    pub to: Plan,
    /// Whether all is known that the client uses: if not, it may be too much.
    pub is_sure: bool,
    /// What is in use but not in that plan: only what the client has already accepted to lose.
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

/// What the firm pays for unnecessarily.
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

/// Something that the firm pays for unnecessarily.
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
    /// The plans for which a change needs the authorisation of both parties, because something that the other one pays for
    /// changes too.
    pub both_authorise: PlanSet,
}

/// How many clients have which plan, and which plan would hold their use.
#[derive(Debug)]
pub struct Matrix {
    pub ladder: Ladder,
    /// How many clients are not counted, because it is not known what they use.
    pub unknown: usize,
    counts: [[usize; Plan::COUNT + 1]; Plan::COUNT],
}

impl Matrix {
    fn of(ladder: Ladder) -> Self {
        Self { ladder, unknown: 0, counts: [[0; Plan::COUNT + 1]; Plan::COUNT] }
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

/// The thresholds.
#[derive(Debug, Clone, Copy)]
pub struct Margins {
    /// How many percent of a limit are left at the most where a count is near it.
    pub near: u8,
    /// How many users and others, in all, may be too many for a lower plan that would do.
    pub too_many: u32,
}

/// What is sure of a change.
#[derive(Debug)]
pub struct Change {
    /// What is asked for.
    pub actions: Vec<Action>,
    pub availability: Option<Availability>,
    pub remedies: Vec<AssessedRemedy>,
}

/// What is to be asked about a client.
#[derive(Debug)]
pub struct ToAsk<'a> {
    pub client: &'a Client,
    /// The changes that the client is reviewed for, as far as they are sure.
    pub changes: Vec<Change>,
    /// What may stand in the way of one of them.
    pub possible: Vec<ReasonCode>,
    pub asks: Vec<Ask>,
}

impl ToAsk<'_> {
    /// What there is to do for all changes together, each once.
    pub fn remedies(&self) -> Vec<&AssessedRemedy> {
        let mut remedies = Vec::new();
        for remedy in self.changes.iter().flat_map(|change| &change.remedies) {
            if !remedies.contains(&remedy) {
                remedies.push(remedy);
            }
        }
        remedies
    }
}

/// The firm and the date of the data, as far as they are given.
#[derive(Debug, Default)]
pub struct Of {
    pub firm: Option<String>,
    pub date: Option<Date>,
}

/// What there is to say of a book of clients.
#[derive(Debug)]
pub struct Review<'a> {
    pub of: Of,
    pub catalogue: &'a Catalogue,
    pub margins: Margins,
    pub clients: usize,
    pub rows_not_read: usize,
    pub matrix: Matrix,
    pub could_move_down: Vec<MoveDown<'a>>,
    /// Where a lower plan would do and nobody can make the change.
    pub cannot_move_down: Vec<MoveDown<'a>>,
    pub limits: Vec<AtLimit<'a>>,
    pub paid_without_need: Vec<PaidWithoutNeed<'a>>,
    pub split_billing: Vec<SplitBilling<'a>>,
    pub to_ask: Vec<ToAsk<'a>>,
    /// How many clients are in none of these lists.
    pub nothing_to_do: usize,
}

impl<'a> Review<'a> {
    pub fn of(book: &'a Book, of: Of, catalogue: &'a Catalogue, margins: Margins) -> Self {
        let mut review = Self {
            of,
            catalogue,
            margins,
            clients: book.clients.len(),
            rows_not_read: book.bad_rows,
            matrix: Matrix::of(catalogue.terms().edition.ladder),
            could_move_down: Vec::new(),
            cannot_move_down: Vec::new(),
            limits: Vec::new(),
            paid_without_need: Vec::new(),
            split_billing: Vec::new(),
            to_ask: Vec::new(),
            nothing_to_do: 0,
        };
        for client in &book.clients {
            review.add(client);
        }
        review.could_move_down.sort_by_key(|found| found.answer.distance());
        review.limits.sort_by_key(AtLimit::nearness);
        review.paid_without_need.sort_by_key(|found| (found.why, found.answer.distance()));
        review.to_ask.sort_by_key(|found| found.asks.len());
        review
    }

    fn add(&mut self, client: &'a Client) {
        let catalogue = self.catalogue;
        let context = at_best(&client.facts);
        if knows_use(&client.facts) {
            let fitting = catalogue.lowest_fit(&context.client.usage).map(|fit| fit.plan());
            let place = fitting.map_or(Plan::COUNT, |plan| plan as usize);
            self.matrix.counts[client.current.base.plan as usize][place] += 1;
        } else {
            self.matrix.unknown += 1;
        }
        let down = moves_down(catalogue, client, &context, self.margins.too_many);
        let limit = at_limit(catalogue, client, &context, self.margins.near);
        let needless = paid_without_need(catalogue, client, down.first());
        let split = client.current.has_split_billing().then(|| split_billing(catalogue, client, &context));
        let found = Found { down: &down, limit: limit.as_ref(), needless: &needless, split: split.as_ref() };
        let to_ask = to_ask(catalogue, client, &found);

        let is_nothing = down.is_empty() && limit.is_none() && needless.is_empty() && split.is_none() && to_ask.asks.is_empty();
        self.nothing_to_do += usize::from(is_nothing);
        for found in down.into_iter().take(1) {
            let cannot = found.answer.way() == Way::None;
            if cannot { &mut self.cannot_move_down } else { &mut self.could_move_down }.push(found);
        }
        self.limits.extend(limit);
        self.paid_without_need.extend(needless);
        self.split_billing.extend(split);
        self.to_ask.extend(Some(to_ask).filter(|found| !found.asks.is_empty()));
    }

    /// Each question with the clients about whom it is asked, first that which is asked most often.
    pub fn questions(&self) -> Vec<(Ask, Vec<&'a Client>)> {
        let mut questions: Vec<(Ask, Vec<&Client>)> = Vec::new();
        for found in &self.to_ask {
            for ask in &found.asks {
                match questions.iter_mut().find(|(other, _)| other == ask) {
                    Some((_, clients)) => clients.push(found.client),
                    None => questions.push((*ask, vec![found.client])),
                }
            }
        }
        questions.sort_by_key(|(_, clients)| std::cmp::Reverse(clients.len()));
        questions
    }
}

/// Whether everything is known that the client uses.
fn knows_use(facts: &Facts) -> bool {
    facts.unknown().iter().all(|fact| !matches!(fact, Fact::Users(_) | Fact::Resource(_) | Fact::Feature(_)))
}

/// The lower plans that would do, or may; first the one to move to.
fn moves_down<'a>(catalogue: &Catalogue, client: &'a Client, context: &Context, too_many: u32) -> Vec<MoveDown<'a>> {
    let current = client.current.base.plan;
    let given_up = client.facts.client.confirmation.flatten().unwrap_or_default().accepted_losses;
    let today = context.client.usage;
    let usage = today.with(|usage| usage.features = usage.features.difference(given_up));
    let would_do = |plan: &Plan| {
        let fit = catalogue.fit(*plan, &usage);
        let excess = fit.quotas().fold(0, |sum: u32, measure| sum.saturating_add(measure.excess()));
        let nothing_unknown =
            fit.missing() == Some(FeatureSet::EMPTY) && fit.quotas().all(|measure| measure.limit != Limit::Unknown);
        fit.holds() || nothing_unknown && excess <= too_many
    };
    // Beside the ladder, `None` is below every rung.
    let rungs = catalogue.terms().edition.ladder.iter();
    let lower = rungs.filter(|plan| catalogue.rank(*plan) < catalogue.rank(current)).filter(would_do);
    let mut found: Vec<MoveDown<'_>> = lower
        .map(|to| {
            let fit = catalogue.fit(to, &today);
            MoveDown {
                client,
                to,
                is_sure: knows_use(&client.facts),
                given_up: fit.missing().unwrap_or_default(),
                too_many: fit.quotas().filter(|measure| measure.excess() > 0).collect(),
                answer: Answer::to(catalogue, client.current, client.current.with_plan(to), &client.facts),
            }
        })
        .collect();
    // Of equals, the lowest stays first. A plan that holds everything comes before one that would if less were used.
    found.sort_by_key(|found| (found.answer.way() == Way::None, !catalogue.fit(found.to, &usage).holds()));
    found
}

/// How near a count is to its limit, if it is.
fn nearness(measure: &QuotaUsage, near: u8) -> Option<Nearness> {
    let (limit, left) = (measure.limit.number()?, measure.headroom()?);
    match (measure.excess(), left) {
        (1.., _) => Some(Nearness::Over),
        (0, _) if measure.used == 0 || says_nothing(measure) => None,
        (0, 0) => Some(Nearness::At),
        (0, _) => (u64::from(left) * 100 <= u64::from(limit) * u64::from(near)).then_some(Nearness::Near),
    }
}

/// Every company has a primary admin, so one billable user on a plan for one says nothing.
fn says_nothing(measure: &QuotaUsage) -> bool {
    measure.limit.number() == Some(1) && measure.quota == Quota::Users(UserKind::Billable)
}

fn at_limit<'a>(catalogue: &Catalogue, client: &'a Client, context: &Context, near: u8) -> Option<AtLimit<'a>> {
    let (plan, usage) = (client.current.base.plan, &context.client.usage);
    let fit = catalogue.fit(plan, usage);
    // Unknown facts do not count here.
    let measures: Vec<_> = fit.quotas().filter_map(|measure| Some((measure, nearness(&measure, near)?))).collect();
    let missing = fit.missing().unwrap_or_default();
    if measures.is_empty() && missing.is_empty() {
        return None;
    }
    let has_room = |to: &Plan| {
        let is_full =
            |there: &QuotaUsage| measures.iter().any(|(here, _)| here.quota == there.quota) && nearness(there, near).is_some();
        let fit = catalogue.fit(*to, usage);
        catalogue.rank(*to) > catalogue.rank(plan) && fit.holds() && !fit.quotas().any(|there| is_full(&there))
    };
    let up = catalogue.terms().edition.ladder.iter().find(has_room);
    let up = up.map(|to| (to, Answer::to(catalogue, client.current, client.current.with_plan(to), &client.facts)));
    Some(AtLimit { client, measures, missing, up })
}

/// The same with one payer for all of it.
pub fn all_paid_by(payer: Party, subscription: Subscription) -> Subscription {
    Product::ALL.iter().fold(subscription, |target, &product| target.with_payer(product, payer))
}

/// What is to be asked for to get from the one subscription to the other, which has a lower plan, another payer of something or
/// something less.
pub fn actions(current: &Subscription, to: &Subscription) -> Vec<Action> {
    let down = (to.base.plan != current.base.plan).then_some(Action::Downgrade { to: to.base.plan });
    let of_product = |&product: &Product| match (current.payer(product), to.payer(product)) {
        (Some(_), None) => Some(Action::Remove { product }),
        (Some(from), Some(to)) if from != to => Some(Action::Transfer { product, to }),
        _ => None,
    };
    down.into_iter().chain(Product::ALL.iter().filter_map(of_product)).collect()
}

fn paid_without_need<'a>(catalogue: &Catalogue, client: &'a Client, down: Option<&MoveDown<'a>>) -> Vec<PaidWithoutNeed<'a>> {
    let (current, facts) = (client.current, &client.facts.client);
    let by_firm = |product: Product| current.payer(product) == Some(Party::Firm);
    let found = |why, to| PaidWithoutNeed { client, why, to, answer: Answer::to(catalogue, current, to, &client.facts) };
    if facts.status.is_some_and(ClientStatus::is_read_only) {
        let to = all_paid_by(Party::Client, current);
        return if to == current { Vec::new() } else { vec![found(Needless::ReadOnly, to)] };
    }
    let is_needless = |down: &&MoveDown<'_>| down.is_sure && by_firm(Product::Base) && down.too_many.is_empty();
    let higher = down.filter(is_needless).map(|down| found(Needless::HigherPlan, current.with_plan(down.to)));
    let is_unused = by_firm(Product::Time) && TIME.iter().all(|fact| is_known_and_not(client, *fact));
    let unused = is_unused.then(|| found(Needless::TimeUnused, current.without(AddOnKind::Time)));
    higher.into_iter().chain(unused).collect()
}

/// What tells whether anybody uses the time add-on.
const TIME: [Fact; 2] = [Fact::Feature(Feature::TimeTracking), Fact::Users(UserKind::TimeOnly)];

fn is_known_and_not(client: &Client, fact: Fact) -> bool {
    let usage = &client.facts.client.usage;
    match fact {
        Fact::Feature(feature) => usage.features.get(feature) == Some(false),
        Fact::Users(kind) => *usage.users.get(kind) == Some(0),
        _ => false,
    }
}

fn split_billing<'a>(catalogue: &Catalogue, client: &'a Client, context: &Context) -> SplitBilling<'a> {
    let current = client.current;
    let all_to = |payer| Answer::to(catalogue, current, all_paid_by(payer, current), &client.facts);
    // Which authorisations a change needs shows when nobody has given any.
    let unasked = context.with(|context| context.authorised_by = Parties::EMPTY);
    let takes_both = |plan: &Plan| {
        let request = Request { current, target: current.with_plan(*plan), context: unasked };
        let preview = (*plan != current.base.plan).then(|| catalogue.preview(&request).ok()).flatten();
        let takes = |party| preview.is_some_and(|preview| preview.remedies().contains(&Remedy::Authorise { party }));
        takes(Party::Firm) && takes(Party::Client)
    };
    let both_authorise = catalogue.terms().edition.ladder.iter().filter(takes_both).collect();
    SplitBilling { client, to_firm: all_to(Party::Firm), to_client: all_to(Party::Client), both_authorise }
}

/// Everything that is to be asked about a client, each fact once. Where different numbers matter, how many there are is.
fn to_ask<'a>(catalogue: &Catalogue, client: &'a Client, found: &Found<'_, 'a>) -> ToAsk<'a> {
    let mut to_ask = ToAsk { client, changes: Vec::new(), possible: Vec::new(), asks: Vec::new() };
    let mut add = |ask: Ask| match to_ask.asks.iter_mut().find(|other| other.fact == ask.fact) {
        Some(other) if other.more_than == ask.more_than => {}
        Some(other) => other.more_than = None,
        None => to_ask.asks.push(ask),
    };
    let changes = found.changes(client);
    let answers: Vec<&Answer> = changes.iter().map(|(_, answer)| *answer).collect();
    answers.iter().flat_map(|answer| &answer.asks).for_each(|ask| add(*ask));
    // Whether a lower plan holds the use, whether somebody uses what the firm pays for, and how full the plan is. What the
    // current plan lacks does not matter.
    let everything = Usage::default().with(|usage| usage.features = FeatureSet::ALL);
    let today = catalogue.fit(client.current.base.plan, &everything);
    let not_today = today.missing().unwrap_or_default();
    for down in found.down {
        let fit = catalogue.fit(down.to, &everything);
        let lacked = fit.missing().unwrap_or_default().difference(not_today).iter();
        let lacked = lacked.map(|feature| Ask { fact: Fact::Feature(feature), more_than: None });
        let counted = fit.quotas().zip(today.quotas()).filter_map(|(there, here)| {
            let limit = there.limit.number()?;
            let is_lower = here.limit.number().is_none_or(|here| limit < here);
            is_lower.then_some(Ask { fact: Fact::of_quota(there.quota), more_than: Some(limit) })
        });
        counted.chain(lacked).filter(|ask| !client.facts.knows(ask.fact)).for_each(&mut add);
    }
    let is_unknown = |fact: &Fact| !client.facts.knows(*fact);
    let pays_for_time = client.current.payer(Product::Time) == Some(Party::Firm);
    TIME.into_iter().filter(|fact| pays_for_time && is_unknown(fact)).for_each(|fact| add(Ask { fact, more_than: None }));
    let quotas = catalogue.fit(client.current.base.plan, &Usage::default()).quotas();
    let limited = quotas.filter(|measure| measure.limit.number().is_some_and(|limit| limit > 0) && !says_nothing(measure));
    let counts = limited.map(|measure| Fact::of_quota(measure.quota)).filter(is_unknown);
    counts.for_each(|fact| add(Ask { fact, more_than: None }));
    to_ask.changes = changes
        .iter()
        .map(|(actions, answer)| Change {
            actions: actions.clone(),
            availability: answer.availability(),
            remedies: answer.remedies.clone(),
        })
        .collect();
    for code in answers.iter().flat_map(|answer| &answer.possible) {
        if !to_ask.possible.contains(code) {
            to_ask.possible.push(*code);
        }
    }
    to_ask
}

/// What was found of one client.
struct Found<'f, 'a> {
    down: &'f [MoveDown<'a>],
    limit: Option<&'f AtLimit<'a>>,
    needless: &'f [PaidWithoutNeed<'a>],
    split: Option<&'f SplitBilling<'a>>,
}

impl Found<'_, '_> {
    /// Every change that was asked about, once, and the answer.
    fn changes(&self, client: &Client) -> Vec<(Vec<Action>, &Answer)> {
        let current = client.current;
        let down = self.down.iter().map(|found| (vec![Action::Downgrade { to: found.to }], &found.answer));
        let up = self.limit.and_then(|found| found.up.as_ref());
        let up = up.map(|(to, answer)| (vec![Action::Upgrade { to: *to }], answer));
        let needless = self.needless.iter().filter(|found| found.why != Needless::HigherPlan);
        let needless = needless.map(|found| (actions(&current, &found.to), &found.answer));
        let split = self.split.iter().flat_map(|found| {
            let all_to = |payer| actions(&current, &all_paid_by(payer, current));
            [(all_to(Party::Firm), &found.to_firm), (all_to(Party::Client), &found.to_client)]
        });
        let mut changes: Vec<(Vec<Action>, &Answer)> = Vec::new();
        for (actions, answer) in down.chain(up).chain(needless).chain(split) {
            // All that a read-only company holds, billed to the client, is asked about for split billing too.
            if !changes.iter().any(|(other, _)| *other == actions) {
                changes.push((actions, answer));
            }
        }
        changes
    }
}
