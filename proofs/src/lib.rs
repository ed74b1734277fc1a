//! A proof that links: without std, without a heap, without a panic that can be reached.
//!
//! Each function below is an entry point of a library that is linked with nothing: there is no standard library to call and no
//! allocator, and the panic handler calls a function that exists nowhere. Every input comes from outside, so that the compiler
//! knows only its type; every result goes into a checksum that is returned, so that nothing can be optimised away. If it links,
//! no panic is left in the code, and every input that the types admit is answered.
//!
//! A pass does not prove that it ends (all loops are over tables and bits), nor how much stack it takes.
#![no_std]

#[cfg(feature = "serde")]
mod json;
mod sum;
#[cfg(feature = "text")]
mod text;

use core::hash::Hash;
use core::time::Duration;

use subscription_change::assess::{AssessedReason, Assessment, Fact, Facts, PartialRequest, Question, assess};
use subscription_change::catalogue::{CatalogueId, Date, History, Limit, Terms};
use subscription_change::compare::Comparison;
use subscription_change::parts::Target;
use subscription_change::record::{DecisionRecord, Difference, PlanRecord};
use subscription_change::ways_out::{AssessedFit, AssessedPreview, Fit, Preview};
use subscription_change::{
    Actor, AddOnKind, Catalogue, ChangePlan, ClientStatus, Confirmation, Context, Decision, Feature, FeatureSet, Language, Party,
    Plan, Product, Reason, ReasonCode, Refusal, Remedy, Request, Subscription, Tier, Usage, plan_change,
};

use sum::Sum;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        /// It does not exist: whatever calls it cannot be linked.
        safe fn a_panic_can_be_reached() -> !;
    }
    a_panic_can_be_reached()
}

/// Every reason with its remedies, and every step and notice, by all that can be asked of each.
fn walk(decision: &Result<ChangePlan, Refusal>, sum: &mut Sum) {
    match decision {
        Ok(plan) => {
            (plan.from(), plan.to(), plan.catalogue(), plan.effective(), plan.is_downgrade()).hash(sum);
            (plan.features_gained(), plan.features_lost()).hash(sum);
            (plan.steps().len(), plan.notices().len()).hash(sum);
            plan.steps().for_each(|step| (step, step.code(), step.by(), step.product(), step.effective()).hash(sum));
            plan.notices().for_each(|notice| (notice, notice.code(), notice.is_reversible(), plan.sources(&notice)).hash(sum));
        }
        Err(refusal) => {
            (refusal.resolution(), refusal.catalogue(), refusal.reasons().len()).hash(sum);
            for &code in ReasonCode::ALL {
                refusal.has(code).hash(sum);
            }
            refusal.reasons().for_each(|reason| walk_reason(&reason, sum));
        }
    }
}

/// What was stored of a decision, by all that can be asked of it.
fn walk_record(record: &DecisionRecord, sum: &mut Sum) {
    (record.kind(), record.catalogue()).hash(sum);
    match record {
        DecisionRecord::ChangePlan(plan) => {
            (plan.from(), plan.to(), plan.effective(), plan.features_gained(), plan.features_lost()).hash(sum);
            plan.steps().for_each(|step| (step, step.code(), step.by(), step.product(), step.effective()).hash(sum));
            plan.notices().for_each(|notice| (notice, notice.code(), notice.is_reversible()).hash(sum));
        }
        DecisionRecord::Refusal(refusal) => {
            refusal.resolution().hash(sum);
            for &code in ReasonCode::ALL {
                refusal.has(code).hash(sum);
            }
            for reason in refusal.reasons() {
                refusal.sources(&reason).hash(sum);
                walk_reason(&reason, sum);
            }
        }
    }
}

fn walk_reason(reason: &Reason, sum: &mut Sum) {
    (reason, reason.code(), reason.resolution(), reason.remedies().len(), reason.code().cleared_by()).hash(sum);
    for remedy in reason.remedies() {
        (remedy, remedy.code(), remedy.by(), remedy.is_disputed(), remedy.edits_request()).hash(sum);
        #[cfg(feature = "fail-panic")]
        assert!(!matches!(remedy, Remedy::RemoveUsers { count: 40, .. }), "one remedy of all is not answered");
    }
}

/// With the embedded catalogue.
#[unsafe(no_mangle)]
pub extern "C" fn decide(current: &Subscription, target: &Subscription, context: &Context) -> u64 {
    Sum::of(|sum| walk(&plan_change(current, target, context), sum))
}

/// With any catalogue.
#[unsafe(no_mangle)]
pub extern "C" fn decide_with(catalogue: &Catalogue, current: &Subscription, target: &Subscription, context: &Context) -> u64 {
    Sum::of(|sum| walk(&catalogue.plan_change(current, target, context), sum))
}

/// Every remedy of every reason, applied, and the decision after it.
#[unsafe(no_mangle)]
pub extern "C" fn follow(catalogue: &Catalogue, request: &Request) -> u64 {
    Sum::of(|sum| {
        let Err(refusal) = request.plan_change_with(catalogue) else { return };
        for remedy in refusal.reasons().flat_map(|reason| reason.remedies()) {
            walk(&remedy.apply(request).plan_change_with(catalogue), sum);
        }
    })
}

/// What is known of a reason, with its remedies.
fn walk_assessed(reason: &AssessedReason, sum: &mut Sum) {
    (reason.code(), reason.reason(), reason.with_placeholders(), reason.resolution(), reason.depends_on()).hash(sum);
    reason.code().parameters().iter().for_each(|name| reason.knows(name).hash(sum));
    reason.remedies().for_each(|remedy| (remedy, remedy.by()).hash(sum));
}

/// Partly known facts, with the embedded catalogue: the verdict, and the decision where all is known.
#[unsafe(no_mangle)]
pub extern "C" fn assess_embedded(current: &Subscription, target: &Subscription, facts: &Facts) -> u64 {
    Sum::of(|sum| {
        let assessment = assess(current, target, facts);
        (assessment.catalogue(), assessment.verdict(), assessment.resolution(), assessment.facts()).hash(sum);
        if let Some(decision) = assessment.decision() {
            walk(&decision, sum);
        }
    })
}

/// Partly known facts, with any catalogue.
#[unsafe(no_mangle)]
pub extern "C" fn assess_with(catalogue: &Catalogue, request: &PartialRequest) -> u64 {
    Sum::of(|sum| {
        let assessment = request.assess_with(catalogue);
        (assessment.verdict(), assessment.resolution(), request.assess().verdict(), request.request()).hash(sum);
    })
}

/// The certain reasons and the possible ones.
#[unsafe(no_mangle)]
pub extern "C" fn certain_and_possible(assessment: &Assessment<'_>) -> u64 {
    Sum::of(|sum| {
        assessment.certain().for_each(|reason| walk_assessed(&reason, sum));
        assessment.possible().for_each(|reason| walk_assessed(&reason, sum));
    })
}

/// The notices of a settled plan.
#[unsafe(no_mangle)]
pub extern "C" fn certain_and_possible_notices(assessment: &Assessment<'_>) -> u64 {
    Sum::of(|sum| {
        assessment.certain_notices().for_each(|notice| (notice, notice.code()).hash(sum));
        for notice in assessment.possible_notices() {
            (notice.code(), notice.notice(), notice.knows_used(), notice.depends_on()).hash(sum);
        }
    })
}

/// What to ask.
#[unsafe(no_mangle)]
pub extern "C" fn questions(assessment: &Assessment<'_>) -> u64 {
    Sum::of(|sum| {
        assessment.questions().for_each(|question| walk_question(&question, sum));
        (assessment.asked(), assessment.asked().len()).hash(sum);
    })
}

/// The fewest questions to a change plan.
#[unsafe(no_mangle)]
pub extern "C" fn fewest(assessment: &Assessment<'_>) -> u64 {
    Sum::of(|sum| assessment.fewest().iter().for_each(|fact| fact.hash(sum)))
}

/// One fact more.
#[unsafe(no_mangle)]
pub extern "C" fn learn(assessment: &Assessment<'_>, &fact: &Fact, context: &Context) -> u64 {
    Sum::of(|sum| {
        let learned = assessment.learn(fact, context);
        (learned.verdict(), learned.facts(), learned.facts().knows(fact), learned.facts().unknown()).hash(sum);
        Facts::from(*context).context().hash(sum);
        Fact::all().for_each(|fact| (fact, fact.told_by()).hash(sum));
    })
}

/// The ways out with partly known facts: the preview and the menu, with what they ask.
#[unsafe(no_mangle)]
pub extern "C" fn assess_way_out(catalogue: &Catalogue, request: &PartialRequest) -> u64 {
    Sum::of(|sum| {
        walk_assessed_preview(catalogue.assess_preview(request).as_ref().ok(), sum);
        let menu = catalogue.assess_menu(&request.current, &request.facts);
        for question in menu.questions() {
            walk_question(&question.question(), sum);
            question.actions().for_each(|action| action.hash(sum));
        }
        for entry in menu {
            (entry.action(), entry.request(), entry.availability(), entry.asked()).hash(sum);
            walk_assessed_preview(entry.preview().as_ref().ok(), sum);
        }
    })
}

/// The route with partly known facts, and what it asks.
#[unsafe(no_mangle)]
pub extern "C" fn assess_a_route(catalogue: &Catalogue, request: &PartialRequest) -> u64 {
    Sum::of(|sum| match catalogue.assess_route(request) {
        Ok(route) => {
            (route.len(), route.asked()).hash(sum);
            route.legs().for_each(|leg| walk_assessed_preview(Some(&leg), sum));
            route.questions().for_each(|question| walk_question(&question, sum));
        }
        Err(assessment) => assessment.verdict().hash(sum),
    })
}

/// What fits with partly known facts: any plan, every plan that may be the lowest to fit, and all rungs.
#[unsafe(no_mangle)]
pub extern "C" fn assess_fits(catalogue: &Catalogue, current: &Subscription, facts: &Facts, plan: &Plan) -> u64 {
    Sum::of(|sum| {
        let usage = &facts.client.usage;
        walk_assessed_fit(&catalogue.assess_fit(*plan, usage), sum);
        catalogue.assess_lowest_fit(usage).for_each(|fit| walk_assessed_fit(&fit, sum));
        for rung in catalogue.assess_rungs(current, facts) {
            (rung.plan(), rung.is_current(), rung.refusal().map(Assessment::verdict)).hash(sum);
            walk_assessed_fit(rung.fit(), sum);
            walk_assessed_preview(rung.preview(), sum);
        }
    })
}

fn walk_question(question: &Question, sum: &mut Sum) {
    (question.fact, question.ask(), question.decides, question.decides_notices).hash(sum);
    (question.more_than, question.settles).hash(sum);
}

fn walk_assessed_preview(preview: Option<&AssessedPreview<'_>>, sum: &mut Sum) {
    let Some(preview) = preview else { return };
    (preview.request(), preview.keeps_wish(), preview.availability(), preview.assessment().verdict(), preview.asked()).hash(sum);
    for remedy in preview.remedies() {
        (remedy.code(), remedy.remedy(), remedy.with_placeholders()).hash(sum);
    }
    for &actor in Actor::ALL {
        preview.by(actor).for_each(|remedy| remedy.hash(sum));
    }
    preview.questions().for_each(|question| walk_question(&question, sum));
}

fn walk_assessed_fit(fit: &AssessedFit<'_>, sum: &mut Sum) {
    (fit.plan(), fit.verdict(), fit.missing(), fit.asked()).hash(sum);
    fit.quotas().for_each(|quota| (quota, quota.excess(), quota.headroom()).hash(sum));
    fit.questions().for_each(|question| walk_question(&question, sum));
}

/// A stored plan held against what is decided with any other facts, and these facts later.
#[unsafe(no_mangle)]
pub extern "C" fn recheck(
    plan: &PlanRecord,
    catalogue: &Catalogue,
    current: &Subscription,
    context: &Context,
    later: &Duration,
) -> u64 {
    Sum::of(|sum| {
        let recheck = plan.recheck(catalogue, current, &context.after(*later));
        (recheck.verdict(), recheck.then() == plan, plan.says_the_same_as(recheck.then())).hash(sum);
        walk(&recheck.now().copied().map_err(|refusal| *refusal), sum);
        for difference in recheck.differences() {
            match difference {
                Difference::Current { then, now } => (then, now).hash(sum),
                Difference::Effective { then, now } => (then, now).hash(sum),
                Difference::Step { then, now } => (then, now).hash(sum),
                Difference::FeaturesGained { then, now } | Difference::FeaturesLost { then, now } => (then, now).hash(sum),
                Difference::Notice { then, now } => (then, now).hash(sum),
                _ => {}
            }
        }
    })
}

/// What a request says of its target, beside what is held.
#[unsafe(no_mangle)]
pub extern "C" fn onto(target: &Target, current: &Subscription) -> u64 {
    Sum::of(|sum| target.onto(current).hash(sum))
}

/// The ways out: preview, menu, fit and route, with all that they show.
#[unsafe(no_mangle)]
pub extern "C" fn way_out(catalogue: &Catalogue, request: &Request, preferred: &[Remedy; 3]) -> u64 {
    Sum::of(|sum| {
        walk_preview(&catalogue.preview(request), sum);
        walk_preview(&catalogue.preview_preferring(request, preferred), sum);
        match catalogue.route(request) {
            Ok(route) => {
                (route.len(), route.legs().len()).hash(sum);
                route.legs().for_each(|leg| walk_preview(&Ok(leg), sum));
            }
            Err(none) => {
                none.refusal().hash(sum);
                none.origins().for_each(|origin| origin.hash(sum));
            }
        }
    })
}

/// All that can be asked for, and all rungs.
#[unsafe(no_mangle)]
pub extern "C" fn menu_and_fit(catalogue: &Catalogue, current: &Subscription, context: &Context, plan: &Plan) -> u64 {
    Sum::of(|sum| {
        let menu = catalogue.menu(current, context);
        menu.len().hash(sum);
        for entry in menu {
            (entry.action(), entry.action().code(), entry.action().product(), entry.request(), entry.availability()).hash(sum);
            walk(&entry.plan_change(), sum);
            walk_preview(&entry.preview(), sum);
        }
        let usage = &context.client.usage;
        catalogue.lowest_fit(usage).map(|fit| fit.plan()).hash(sum);
        walk_fit(&catalogue.fit(*plan, usage), sum);
        for rung in catalogue.rungs(current, context) {
            (rung.plan(), rung.is_current(), rung.is_within_reach(), rung.preview(), rung.refusal()).hash(sum);
            walk_fit(rung.fit(), sum);
        }
    })
}

fn walk_preview(preview: &Result<Preview, Refusal>, sum: &mut Sum) {
    let Ok(preview) = preview else { return };
    (preview.remedies(), preview.request(), preview.plan(), preview.keeps_wish()).hash(sum);
    for &actor in Actor::ALL {
        preview.by(actor).for_each(|remedy| remedy.hash(sum));
    }
}

fn walk_fit(fit: &Fit<'_>, sum: &mut Sum) {
    (fit.plan(), fit.verdict(), fit.holds(), fit.missing()).hash(sum);
    fit.quotas().for_each(|quota| (quota, quota.excess(), quota.headroom()).hash(sum));
}

/// Any remedy, also one that no refusal of this request offers.
#[unsafe(no_mangle)]
pub extern "C" fn apply(remedy: &Remedy, catalogue: &Catalogue, request: &Request) -> u64 {
    let applied = remedy.apply(request);
    Sum::of(|sum| {
        applied.hash(sum);
        walk(&applied.plan_change_with(catalogue), sum);
    })
}

/// A reason and a decision, whatever they say, and a decision that was stored.
#[unsafe(no_mangle)]
pub extern "C" fn look(reason: &Reason, decision: &Decision, stored: &DecisionRecord) -> u64 {
    Sum::of(|sum| {
        walk_reason(reason, sum);
        (decision, decision.kind(), DecisionRecord::from(decision) == *stored).hash(sum);
        walk(&Result::from(*decision), sum);
        walk_record(stored, sum);
    })
}

/// Any terms: the catalogue, or all their faults.
#[unsafe(no_mangle)]
pub extern "C" fn check(terms: &Terms) -> u64 {
    Sum::of(|sum| match terms.check() {
        Ok(catalogue) => (catalogue.id(), catalogue.terms()).hash(sum),
        Err(invalid) => {
            invalid.faults().for_each(|fault| fault.hash(sum));
            invalid.into_terms().hash(sum);
        }
    })
}

/// Any terms: checked, and then decided with.
#[unsafe(no_mangle)]
pub extern "C" fn check_and_decide(terms: &Terms, request: &Request) -> u64 {
    Sum::of(|sum| {
        if let Ok(catalogue) = terms.check() {
            walk(&request.plan_change_with(&catalogue), sum);
        }
    })
}

/// Any two catalogues compared: every cell, every move, and a request with what makes its answer another one.
#[unsafe(no_mangle)]
pub extern "C" fn compare(older: &Catalogue, newer: &Catalogue, request: &Request) -> u64 {
    let comparison = Comparison::new(older, newer);
    Sum::of(|sum| {
        comparison.differences().for_each(|difference| difference.hash(sum));
        comparison.moves().for_each(|of_move| (of_move, of_move.strictness()).hash(sum));
        comparison.answers(request).hash(sum);
        comparison.causes(request).for_each(|cell| cell.hash(sum));
    })
}

/// Any catalogues as a history, and the one in force on any date.
#[unsafe(no_mangle)]
pub extern "C" fn in_force(versions: &&[&Catalogue], year: u16, month: u8, day: u8) -> u64 {
    Sum::of(|sum| match (History::new(versions), Date::new(year, month, day)) {
        (Ok(history), Ok(date)) => match history.in_force_on(date) {
            Ok(catalogue) => catalogue.id().hash(sum),
            Err(none) => none.hash(sum),
        },
        (Ok(history), Err(invalid)) => (invalid, history.versions().len()).hash(sum),
        (Err(invalid), _) => invalid.faults().for_each(|fault| fault.hash(sum)),
    })
}

/// The plain facts, and what they say of themselves.
#[unsafe(no_mangle)]
pub extern "C" fn facts(
    current: &Subscription,
    &product: &Product,
    &(kind, tier): &(AddOnKind, Tier),
    &payer: &Party,
    usage: &Usage,
    &losses: &FeatureSet,
) -> u64 {
    let mut context = Context::in_good_standing(payer.into(), *usage);
    context.client.confirmation = Some(Confirmation::accepting(losses));
    Sum::of(|sum| {
        (current.payer(product), current.has_split_billing(), current.with_payer(product, payer)).hash(sum);
        (current.add_on(kind), current.without(kind), current.with_add_on(kind, tier, payer)).hash(sum);
        (current.with_plan(Plan::Plus), losses.len(), losses.iter().len()).hash(sum);
        losses.iter().for_each(|feature| (feature, feature.name(), usage.features.contains(feature)).hash(sum));
        (losses.union(usage.features), losses.difference(usage.features), losses.is_subset(usage.features)).hash(sum);
        context.hash(sum);
    })
}

/// What is sold, and the rule book.
#[unsafe(no_mangle)]
pub extern "C" fn terms(catalogue: &Catalogue, &plan: &Plan, &kind: &AddOnKind, &language: &Language, &limit: &Limit) -> u64 {
    Sum::of(|sum| {
        let terms = catalogue.plan_terms(plan);
        (catalogue.rank(plan), catalogue.plan_name(plan, language), catalogue.add_on_name(kind, language)).hash(sum);
        catalogue.terms().edition.ladder.iter().for_each(|rung| rung.hash(sum));
        (catalogue.id(), terms, terms.users.billable.shrinks_to(limit), limit.number()).hash(sum);
        (Catalogue::embedded().len(), catalogue == Catalogue::canada()).hash(sum);
        catalogue.all_rules().for_each(|rule| (rule, rule.marks().count()).hash(sum));
    })
}

/// Any text, read as a name, and any date as a catalogue's identity.
#[unsafe(no_mangle)]
pub extern "C" fn parse(text: &&str, country: &[u8; 2], year: u16, month: u8, day: u8) -> u64 {
    Sum::of(|sum| {
        (text.parse::<Plan>(), text.parse::<Feature>(), text.parse::<ClientStatus>(), text.parse::<ReasonCode>()).hash(sum);
        (text.parse::<CatalogueId>(), CatalogueId::new(*country, year, month, day)).hash(sum);
    })
}

/// Names that are one another's, or not.
#[unsafe(no_mangle)]
pub extern "C" fn convert(&kind: &AddOnKind, &tier: &Tier, &actor: &Actor) -> u64 {
    Sum::of(|sum| (kind.product(), kind.product().add_on(), kind.tiers().contains(tier), Party::try_from(actor)).hash(sum))
}

#[cfg(feature = "fail-alloc")]
extern crate alloc;

#[cfg(feature = "fail-alloc")]
#[unsafe(no_mangle)]
pub extern "C" fn collect(refusal: &Refusal) -> u64 {
    Sum::of(|sum| refusal.reasons().collect::<alloc::vec::Vec<_>>().hash(sum))
}
