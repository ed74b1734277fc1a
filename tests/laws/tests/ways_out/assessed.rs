//! Menu, preview, route and fit where some facts are not known, against the model's answer in every completion.
//!
//! A completion answers every unknown fact, with enough values that every rule tells them apart; the model, which shares no code with the
//! crate, looks for the best way out of each.

mod route;

use std::collections::BTreeSet;

use subscription_change::assess::{Answer, AssessedReason, Assessment, Fact, FactSet, Facts, PartialRequest, UsageFacts};
use subscription_change::catalogue::Limit;
use subscription_change::parts::Quota;
use subscription_change::ways_out::{Action, AssessedPreview, AssessedRung, Availability, FitVerdict, Rung};
use subscription_change::{
    AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Feature, FeatureSet, Party, Plan, PrimaryAdmin,
    Reason, Remedy, Request, Resource, Subscription, Tier, UserKind,
};

use laws::check::{Verdict, ensure, holds};
use laws::common::{client, firm, is_whole, some_of};
use laws::facts;
use laws::given::{Asked, Edition, asked, contexts};
use laws::model::{self, WayOut};
use laws::quotas;
use laws::small::{telling_pairs, two_editions};

/// None, and whatever the catalogue's number tells apart.
fn around(number: u32) -> Vec<Answer> {
    let numbers = [0, number, number.saturating_add(1)];
    numbers.into_iter().map(Answer::Number).chain([Answer::None]).collect()
}

/// Nothing, each limit of any plan, and one more.
fn counts(quota: Quota, catalogue: &Catalogue) -> Vec<Answer> {
    let limits = Plan::ALL.iter().filter_map(|&plan| quotas::limit(quota, catalogue.plan_terms(plan)).number());
    let all: BTreeSet<u32> = limits.flat_map(|limit| [limit, limit.saturating_add(1)]).chain([0]).collect();
    all.into_iter().map(Answer::Number).collect()
}

/// Enough values of a fact that every rule tells them apart. A confirmation accepts some of these features, and all others.
fn values(fact: Fact, catalogue: &Catalogue, features: &[Feature]) -> Vec<Answer> {
    let terms = catalogue.terms();
    match fact {
        Fact::Status => ClientStatus::ALL.iter().map(|&status| Answer::Status(status)).collect(),
        Fact::BillingCycle => BillingCycle::ALL.iter().map(|&cycle| Answer::BillingCycle(cycle)).collect(),
        Fact::PrimaryAdmin => PrimaryAdmin::ALL.iter().map(|&holder| Answer::PrimaryAdmin(holder)).collect(),
        Fact::DaysToRenewal => around(terms.monthly_switch_days),
        Fact::TransferPermissionHours => around(terms.transfer_permission_hours),
        Fact::DaysSinceDiscount => around(terms.discount_days),
        Fact::HoursSinceDowngrade => around(terms.upgrade_wait_hours),
        Fact::Confirmation => {
            let mut sets = vec![FeatureSet::ALL];
            for &feature in features {
                sets.extend(sets.clone().into_iter().map(|set| set.without(feature)));
            }
            sets.into_iter().map(|set| Answer::Confirmation(Confirmation::accepting(set))).chain([Answer::None]).collect()
        }
        Fact::Users(kind) => counts(Quota::Users(kind), catalogue),
        Fact::Resource(resource) => counts(Quota::Resource(resource), catalogue),
        _ => vec![Answer::YesNo(true), Answer::YesNo(false)],
    }
}

/// One completion: the place of each unknown fact's value, and what follows.
struct Completion<T> {
    places: Vec<usize>,
    said: T,
}

/// What is said of every completion of some facts.
struct Completions<T> {
    unknown: Vec<Fact>,
    sizes: Vec<usize>,
    all: Vec<Completion<T>>,
}

impl<T> Completions<T> {
    fn of(facts: &Facts, catalogue: &Catalogue, say: impl Fn(&Context) -> T) -> Self {
        let unknown: Vec<Fact> = facts.unknown().iter().collect();
        let in_use = |fact: &Fact| match fact {
            Fact::Feature(feature) => Some(*feature),
            _ => None,
        };
        let features: Vec<Feature> = unknown.iter().filter_map(in_use).chain(facts.client.usage.features.yes()).collect();
        let of_facts: Vec<Vec<Answer>> = unknown.iter().map(|&fact| values(fact, catalogue, &features)).collect();
        let sizes: Vec<usize> = of_facts.iter().map(Vec::len).collect();
        let mut all = vec![(Vec::new(), *facts)];
        for (&fact, values) in unknown.iter().zip(&of_facts) {
            let with = |(places, facts): &(Vec<usize>, Facts), place: usize| {
                let mut facts = *facts;
                facts.answer(fact, values[place]).expect("it is of this fact");
                (places.iter().copied().chain([place]).collect(), facts)
            };
            all = all.iter().flat_map(|one| (0..values.len()).map(move |place| with(one, place))).collect();
        }
        let said = |(places, facts): (Vec<usize>, Facts)| Completion {
            places,
            said: say(&facts.context().expect("every fact is answered")),
        };
        Self { unknown, sizes, all: all.into_iter().map(said).collect() }
    }

    /// The facts of which two completions that differ in it alone say something else.
    fn that_turn<U: PartialEq>(&self, of: impl Fn(&T) -> U) -> FactSet {
        let turns = |&(place, _): &(usize, &Fact)| {
            let stride = self.sizes[place + 1..].iter().product::<usize>();
            self.all.iter().enumerate().any(|(at, one)| {
                let here = one.places[place];
                (here + 1..self.sizes[place]).any(|other| of(&one.said) != of(&self.all[at + (other - here) * stride].said))
            })
        };
        self.unknown.iter().enumerate().filter(turns).fold(FactSet::EMPTY, |set, (_, &fact)| set.with(fact))
    }

    fn said(&self) -> impl Iterator<Item = &T> + Clone {
        self.all.iter().map(|completion| &completion.said)
    }
}

/// "now, later or never", by the model's way out.
fn availability(way: Option<&WayOut>) -> Availability {
    match way {
        Some(way) if way.remedies.is_empty() => Availability::Now,
        Some(way) if way.keeps_wish => Availability::Later,
        _ => Availability::Never,
    }
}

/// "the same codes about the same products, payers, kinds, features and resources"
fn about(reason: &Reason) -> String {
    let written = serde_json::to_value(reason).expect("it is written");
    let told = ["product", "payer", "kind", "feature", "resource"].map(|name| written[name].as_str().unwrap_or("").to_owned());
    format!("{} {}", reason.code(), told.join(" "))
}

fn reasons_by_the_model(terms: &model::Terms, request: &Request) -> BTreeSet<String> {
    match model::decide(terms, request) {
        model::Answer::Plan { .. } => BTreeSet::new(),
        model::Answer::Refusal { reasons, .. } => reasons.iter().map(|held| about(&held.reason)).collect(),
    }
}

/// What is asked, with its edition and what the model reads of it.
struct Case<'a> {
    catalogue: &'a Catalogue,
    terms: &'a model::Terms,
    current: Subscription,
    facts: Facts,
}

impl Case<'_> {
    /// Each action of the menu is what every completion says, or depends on what turns it; and the questions are those of all actions.
    fn menu_is_exact(&self) -> Verdict {
        let menu = self.catalogue.assess_menu(&self.current, &self.facts);
        let mut decided: Vec<(Action, FactSet)> = Vec::new();
        for entry in menu.clone() {
            let target = entry.request().target;
            let ways = Completions::of(&self.facts, self.catalogue, |context| {
                let request = Request { current: self.current, target, context: *context };
                availability(model::way_out(self.terms, &request).as_ref())
            });
            let all: BTreeSet<Availability> = ways.said().copied().collect();
            let expected = if all.len() == 1 { all.first().copied() } else { Some(Availability::Depends) };
            ensure!(Some(entry.availability()) == expected, "{:?} is {}, and {all:?}", entry.action(), entry.availability());
            let turns = ways.that_turn(|availability| *availability);
            ensure!(entry.asked() == turns, "{:?} asks {:?}, and {turns:?} turn it", entry.action(), entry.asked());
            decided.push((entry.action(), turns));
            let preview = entry.preview();
            let of_preview = preview.as_ref().map_or(Availability::Never, AssessedPreview::availability);
            ensure!(of_preview == entry.availability(), "{:?}: its preview says {of_preview}", entry.action());
        }

        let questions: Vec<_> = menu.questions().collect();
        let of_fact = |fact: Fact| decided.iter().filter(move |(_, facts)| facts.contains(fact)).map(|(action, _)| *action);
        let mut expected: Vec<Fact> = Fact::all().filter(|&fact| of_fact(fact).next().is_some()).collect();
        expected.sort_by_key(|&fact| std::cmp::Reverse(of_fact(fact).count()));
        let told: Vec<Fact> = questions.iter().map(|question| question.question().fact).collect();
        ensure!(told == expected, "asked is {told:?}, and to be asked {expected:?}");
        for question in &questions {
            let fact = question.question().fact;
            ensure!(question.actions().eq(of_fact(fact)), "{fact} decides {:?}", question.actions().collect::<Vec<_>>());
            let numbers = menu
                .clone()
                .filter(|entry| entry.asked().contains(fact))
                .map(|entry| entry.assess().questions().find(|asked| asked.fact == fact).and_then(|asked| asked.more_than));
            let numbers: BTreeSet<Option<u32>> = numbers.collect();
            let number = if numbers.len() == 1 { numbers.first().copied().flatten() } else { None };
            ensure!(question.question().more_than == number, "{fact}: {:?} of {numbers:?}", question.question().more_than);
            ensure!(!question.question().decides.is_empty(), "{fact} decides no reason");
        }
        Ok(())
    }

    /// What is certain of a preview is so in every completion, and what is asked is what turns the rest.
    fn preview_is_exact(&self, target: Subscription) -> Verdict {
        let Self { catalogue, terms, current, facts } = *self;
        let wish = PartialRequest { current, target, facts };
        let ways =
            Completions::of(&facts, catalogue, |context| model::way_out(terms, &Request { current, target, context: *context }));
        let preview = match catalogue.assess_preview(&wish) {
            Ok(preview) => preview,
            Err(assessment) => {
                ensure!(ways.said().all(Option::is_none), "there is a way out of {assessment:?}");
                return Ok(());
            }
        };
        ensure!(ways.said().any(Option::is_some), "there is no way out: {preview:?}");
        let keeps = ways.said().flatten().all(|way| way.keeps_wish == preview.keeps_wish());
        ensure!(keeps, "keeps the wish: {}", preview.keeps_wish());

        // Once what is certain is done, only what is said to be possible is left, and all of it may be absent.
        let after = preview.request();
        let left = Completions::of(&after.facts, catalogue, |context| {
            reasons_by_the_model(terms, &Request { current, target: after.target, context: *context })
        });
        let possible: BTreeSet<String> =
            preview.assessment().possible().map(|reason| about(&AssessedReason::with_placeholders(&reason))).collect();
        let found: BTreeSet<String> = left.said().flatten().cloned().collect();
        ensure!(found == possible, "left may be {found:?}, and is said to be {possible:?}");
        ensure!(left.said().any(BTreeSet::is_empty), "it is done, and still refused: {found:?}");

        let turns = left.that_turn(Clone::clone).union(ways.that_turn(Option::is_some));
        ensure!(preview.asked() == turns, "asked is {:?}, and {turns:?} turn it", preview.asked());
        let questions = preview.questions().fold(FactSet::EMPTY, |set, question| set.with(question.fact));
        ensure!(questions == turns && preview.questions().count() == turns.len(), "the questions are {questions:?}");

        // On the way that is told, each of these is done in every completion.
        for way in ways.said().flatten().filter(|way| way.request.target == after.target) {
            for remedy in preview.remedies() {
                let is_done = way.remedies.iter().any(|done| match (remedy.remedy(), *done) {
                    (Some(Remedy::Confirm { accepting: all }), Remedy::Confirm { accepting: some })
                    | (Some(Remedy::AcceptLosses { features: all }), Remedy::AcceptLosses { features: some }) => {
                        some.is_subset(all)
                    }
                    (Some(remedy), done) => remedy == done,
                    (None, done) => remedy.code() == done.code(),
                });
                ensure!(is_done, "{remedy:?} is not done: {way:?}");
            }
            let as_many = way.remedies.len() == preview.remedies().count();
            ensure!(as_many || !turns.is_empty(), "nothing is asked, and there is more to do: {way:?}");
        }
        // Where nothing is asked it is the way in every completion.
        let is_it = ways.said().all(|way| way.as_ref().is_some_and(|way| way.request.target == after.target));
        ensure!(is_it || !turns.is_empty(), "nothing is asked, and another way is better");
        Ok(())
    }

    /// What is certain stays so when a fact is learned.
    fn learning_settles(&self) -> Verdict {
        let before: Vec<_> = self.catalogue.assess_menu(&self.current, &self.facts).collect();
        for fact in self.facts.unknown().iter() {
            for answer in values(fact, self.catalogue, &[]) {
                let mut facts = self.facts;
                facts.answer(fact, answer).expect("it is of this fact");
                for (old, new) in before.iter().zip(self.catalogue.assess_menu(&self.current, &facts)) {
                    let is_settled = old.availability() != Availability::Depends;
                    ensure!(!is_settled || old.availability() == new.availability(), "{fact} turns {:?}", old.action());
                    let less = new.asked().difference(old.asked());
                    ensure!(less.is_empty(), "{fact} makes {:?} ask {less:?}", old.action());
                }
            }
        }
        Ok(())
    }
}

/// Facts that are about the same things.
fn groups() -> Vec<Vec<Fact>> {
    use Fact::{AuthorisedBy, Feature as Used, Users};
    let [firm, client] = [AuthorisedBy(Party::Firm), AuthorisedBy(Party::Client)];
    vec![
        vec![firm, client, Fact::ClientBillingCurrent, Fact::FirmBillingCurrent],
        vec![firm, client, Fact::PrimaryAdmin, Fact::TransferPermissionHours],
        vec![client, Fact::Confirmation, Fact::DowngradeOffered, Used(Feature::Projects)],
        vec![Fact::Confirmation, Used(Feature::Projects), Used(Feature::Bills), Used(Feature::Multicurrency)],
        vec![Used(Feature::Multicurrency), Used(Feature::Inventory), Users(UserKind::Billable)],
        vec![Fact::Status, Fact::SameRegion, Fact::OtherBillingSystem],
        vec![Fact::BillingCycle, Fact::DaysToRenewal, Fact::AddressesMatch, Fact::OtherBillingSystem],
        vec![Fact::IsAccountantUser, Fact::ManagesBilling, Fact::HoursSinceDowngrade, firm],
        vec![firm, client, Fact::SameRegion],
        vec![client, Fact::DaysSinceDiscount, Fact::FirmSubscriptionCurrent, Fact::Resource(Resource::CustomFields)],
    ]
}

#[test]
fn every_fact_is_in_a_group() {
    assert_eq!(facts::without(groups().concat()), []);
}

fn currents() -> Vec<Subscription> {
    let (payroll, time) = (AddOnKind::Payroll, AddOnKind::Time);
    vec![
        firm(Plan::Plus),
        client(Plan::Advanced).with_add_on(payroll, Tier::Core, Party::Client),
        firm(Plan::EasyStart).with_add_on(payroll, Tier::Premium, Party::Client),
        firm(Plan::Essentials).with_add_on(time, Tier::Elite, Party::Client),
        firm(Plan::Plus).with_add_on(payroll, Tier::Core, Party::Firm).with_add_on(time, Tier::Premium, Party::Client),
        client(Plan::Ledger),
    ]
}

/// Each of these with all facts of a group unknown, and with all but one; how many there were.
fn for_each_case(subscriptions: &[Subscription], law: impl Fn(&Case<'_>) -> Verdict) -> usize {
    let mut count = 0;
    for edition in two_editions() {
        let (catalogue, terms) = (edition.catalogue(), model::Terms::read(edition.terms()));
        let cases = contexts().into_iter().flat_map(|context| groups().into_iter().map(move |group| (context, group)));
        for ((context, group), &current) in
            cases.flat_map(|case| subscriptions.iter().map(move |current| (case.clone(), current)))
        {
            for left_out in some_of(0..=group.len(), 3) {
                let mut facts = Facts::from(context);
                group.iter().enumerate().filter(|(place, _)| *place != left_out).for_each(|(_, &fact)| facts.forget(fact));
                let case = Case { catalogue, terms: &terms, current, facts };
                if let Err(how) = law(&case) {
                    panic!("{how}\nunknown: {:?}\ncurrent: {current:?}\ncontext: {context:?}", facts.unknown());
                }
                count += 1;
            }
        }
    }
    count
}

#[test]
#[allow(clippy::redundant_closure_for_method_calls, reason = "a method is of one lifetime, and cases are of many")]
fn an_action_of_a_menu_is_what_every_completion_says_or_depends_on_what_turns_it() {
    assert!(for_each_case(&currents(), |case| case.menu_is_exact()) >= 200);
}

#[test]
#[allow(clippy::redundant_closure_for_method_calls, reason = "a method is of one lifetime, and cases are of many")]
fn to_learn_a_fact_unsettles_no_action_of_a_menu() {
    assert!(for_each_case(&currents(), |case| case.learning_settles()) >= 200);
}

#[test]
fn a_preview_says_what_is_certain_and_asks_what_turns_the_rest() {
    // In full one in seven: each is tried with every completion of every case.
    let pairs: Vec<_> = telling_pairs().step_by(if is_whole() { 7 } else { 53 }).collect();
    assert!(pairs.len() >= 10, "{}", pairs.len());
    for (current, target) in pairs {
        let count = for_each_case(&[current], |case| case.preview_is_exact(target).map_err(|how| format!("{how}\n{target:?}")));
        assert!(count >= 30);
    }
}

/// With every fact known it is the menu, the preview, the route and the fit.
fn with_every_fact_known_it_is_the_same(asked: &Asked) -> Verdict {
    let Request { current, target, context } = asked.request;
    let (catalogue, facts) = (asked.edition.catalogue(), Facts::from(context));
    let entries = catalogue.assess_menu(&current, &facts);
    ensure!(entries.questions().next().is_none(), "nothing is unknown, and it asks");
    ensure!(entries.len() == catalogue.menu(&current, &context).len(), "another length");
    for (partly, entry) in entries.zip(catalogue.menu(&current, &context)) {
        ensure!(
            partly.request().request() == Some(*entry.request()) && partly.action() == entry.action(),
            "{:?}",
            entry.action()
        );
        ensure!(partly.availability() == entry.availability(), "{:?} is {}", entry.action(), partly.availability());
        ensure!(partly.asked().is_empty(), "{:?} asks", entry.action());
    }
    match (catalogue.assess_preview(&PartialRequest { current, target, facts }), catalogue.preview(&asked.request)) {
        (Ok(partly), Ok(preview)) => {
            let remedies: Option<Vec<Remedy>> = partly.remedies().map(|remedy| remedy.remedy()).collect();
            ensure!(remedies.as_deref() == Some(preview.remedies()), "{remedies:?} against {:?}", preview.remedies());
            ensure!(partly.request().request() == Some(*preview.request()), "{partly:?} against {preview:?}");
            ensure!(partly.assessment().decision() == Some(Ok(*preview.plan())), "{partly:?} against {preview:?}");
            ensure!(partly.keeps_wish() == preview.keeps_wish() && partly.asked().is_empty(), "{partly:?} against {preview:?}");
        }
        (Err(assessment), Err(refusal)) => {
            ensure!(assessment.decision() == Some(Err(refusal)), "{assessment:?} is not {refusal}");
        }
        (partly, preview) => return Err(format!("{partly:?} against {preview:?}")),
    }
    route::with_every_fact_known_it_is_the_same(asked)?;
    for &plan in Plan::ALL {
        let (partly, fit) = (catalogue.assess_fit(plan, &facts.client.usage), catalogue.fit(plan, &context.client.usage));
        ensure!(partly.verdict() == fit.verdict() && partly.missing() == fit.missing(), "{partly:?} against {fit:?}");
        ensure!(partly.quotas().eq(fit.quotas()) && partly.asked().is_empty(), "{partly:?} against {fit:?}");
    }
    let lowest = catalogue.lowest_fit(&context.client.usage).map(|fit| fit.plan());
    let may_be: Vec<Plan> = catalogue.assess_lowest_fit(&facts.client.usage).map(|fit| fit.plan()).collect();
    ensure!(may_be == Vec::from_iter(lowest), "{may_be:?} against {lowest:?}");
    let rungs: Vec<Rung<'_>> = catalogue.rungs(&current, &context).collect();
    let assessed: Vec<AssessedRung<'_>> = catalogue.assess_rungs(&current, &facts).collect();
    ensure!(assessed.len() == rungs.len(), "{assessed:?} against {rungs:?}");
    for (partly, rung) in assessed.iter().zip(&rungs) {
        ensure!(partly.plan() == rung.plan() && partly.is_current() == rung.is_current(), "{partly:?} against {rung:?}");
        ensure!(partly.fit().verdict() == rung.fit().verdict(), "{partly:?} against {rung:?}");
        let plans = (partly.preview().map(|way| way.assessment().decision()), rung.preview().map(|way| Some(Ok(*way.plan()))));
        ensure!(plans.0 == plans.1, "{partly:?} against {rung:?}");
        let refusals = (partly.refusal().map(Assessment::decision), rung.refusal().map(|why| Some(Err(*why))));
        ensure!(refusals.0 == refusals.1, "{partly:?} against {rung:?}");
    }
    Ok(())
}

#[test]
fn with_every_fact_known_menu_preview_route_fit_and_rungs_are_those_of_the_context() {
    holds(2_000, asked(), with_every_fact_known_it_is_the_same);
}

/// What a plan lacks of what is used, by the words.
fn fit_by_definition(edition: &Edition, plan: Plan, context: &Context) -> FitVerdict {
    let (terms, usage) = (edition.terms().plans.get(plan), context.client.usage);
    let limits = Quota::ALL.iter().map(|&quota| (quotas::limit(quota, terms), usage.used(quota)));
    let is_over = limits.clone().any(|(limit, used)| limit.number().is_some_and(|limit| used > limit));
    let lacks = terms.features.is_some_and(|features| !usage.features.is_subset(features));
    let is_documented = terms.features.is_some() && limits.clone().all(|(limit, _)| limit != Limit::Unknown);
    match (is_over || lacks, is_documented) {
        (true, _) => FitVerdict::Lacks,
        (false, true) => FitVerdict::Holds,
        (false, false) => FitVerdict::Unknown,
    }
}

#[test]
fn a_fit_is_what_every_completion_says_or_depends_on_what_turns_it() {
    let used = [Fact::Users(UserKind::Billable), Fact::Users(UserKind::Accountant), Fact::Feature(Feature::Projects)];
    let others: [Fact; 3] = [
        Fact::of_quota(Quota::Resource(Resource::Accounts)),
        Fact::of_quota(Quota::Resource(Resource::CustomFields)),
        Fact::Feature(Feature::Workflows),
    ];
    let mut count = 0;
    for edition in two_editions() {
        for context in contexts() {
            for bits in 0..1_usize << 6 {
                let mut facts = Facts::from(context);
                let all = used.iter().chain(&others).enumerate();
                all.filter(|(place, _)| bits >> place & 1 == 1).for_each(|(_, &fact)| facts.forget(fact));
                if !is_whole() && bits % 5 != 0 {
                    continue;
                }
                for &plan in Plan::ALL {
                    let catalogue = edition.catalogue();
                    let fit = catalogue.assess_fit(plan, &facts.client.usage);
                    let all = Completions::of(&facts, catalogue, |context| fit_by_definition(&edition, plan, context));
                    let verdicts: BTreeSet<FitVerdict> = all.said().copied().collect();
                    let expected = if verdicts.len() == 1 { verdicts.first().copied() } else { Some(FitVerdict::Depends) };
                    assert_eq!(Some(fit.verdict()), expected, "{plan}: {verdicts:?} of {:?}", facts.client.usage);
                    assert_eq!(fit.asked(), all.that_turn(|verdict| *verdict), "{plan}: {:?}", facts.client.usage);
                    assert!(fit.questions().map(|question| question.fact).eq(fit.asked().iter()), "{plan}");
                    count += 1;
                }
            }
        }
    }
    assert!(count >= 300, "{count}");
    // Where nothing is known each limit is asked for that is a number, and each feature that the plan lacks.
    let nothing_known = Catalogue::canada().assess_fit(Plan::Advanced, &UsageFacts::default());
    let asked: Vec<(Fact, Option<u32>)> = nothing_known.questions().map(|question| (question.fact, question.more_than)).collect();
    let terms = Catalogue::canada().plan_terms(Plan::Advanced);
    let limits = Quota::ALL.iter().map(|&quota| (Fact::of_quota(quota), quotas::limit(quota, terms).number()));
    let lacks = |feature: &&Feature| terms.features.is_some_and(|features| !features.contains(**feature));
    let lacked = Feature::ALL.iter().filter(lacks).map(|&feature| (Fact::Feature(feature), None));
    assert_eq!(asked, limits.filter(|(_, limit)| limit.is_some()).chain(lacked).collect::<Vec<_>>());
    assert!(asked.contains(&(Fact::Users(UserKind::Billable), Some(25))), "{asked:?}");
}

/// "Each is under some completion of what is known of the usage, and no other is under any."
#[test]
fn a_rung_may_be_the_lowest_fit_exactly_where_it_is_under_a_completion() {
    let unknown = [
        Fact::Users(UserKind::Billable),
        Fact::Users(UserKind::ReportsOnly),
        Fact::of_quota(Quota::Resource(Resource::ClassesAndLocations)),
        Fact::Feature(Feature::Bills),
        Fact::Feature(Feature::Projects),
        Fact::Feature(Feature::Workflows),
    ];
    let (mut count, mut several, mut none) = (0, 0, 0);
    for edition in two_editions() {
        let catalogue = edition.catalogue();
        let sold = catalogue.terms().edition.ladder.iter().filter(|&plan| catalogue.plan_terms(plan).sold);
        let rungs: Vec<Plan> = sold.collect();
        for context in contexts() {
            for bits in 0..1_usize << unknown.len() {
                if !is_whole() && bits % 5 != 0 {
                    continue;
                }
                let mut facts = Facts::from(context);
                let all = unknown.iter().enumerate();
                all.filter(|(place, _)| bits >> place & 1 == 1).for_each(|(_, &fact)| facts.forget(fact));
                let lowest = |context: &Context| {
                    rungs.iter().copied().find(|&plan| fit_by_definition(&edition, plan, context) == FitVerdict::Holds)
                };
                let completions = Completions::of(&facts, catalogue, lowest);
                let expected: BTreeSet<Plan> = completions.said().copied().flatten().collect();
                let expected: Vec<Plan> = rungs.iter().copied().filter(|plan| expected.contains(plan)).collect();
                let may_be: Vec<Plan> = catalogue.assess_lowest_fit(&facts.client.usage).map(|fit| fit.plan()).collect();
                assert_eq!(may_be, expected, "{:?}", facts.client.usage);
                count += 1;
                several += usize::from(may_be.len() > 1);
                none += usize::from(may_be.is_empty());
            }
        }
    }
    assert!(count >= 30 && several >= 10, "{count}, {several}, {none}");
}
