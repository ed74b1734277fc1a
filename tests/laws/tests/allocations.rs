//! The other half of law 1: no decision allocates, and neither does anything that can be done with one.
//!
//! A decision, every reason, remedy, step and notice of it, what a remedy makes of the request, its words and its JSON: for the shipped
//! book, read beforehand, and for random requests.

use std::fmt::{self, Write};
use std::hint::black_box;

use allocation_counter::measure;
use laws::check::{Verdict, ensure, holds};
use laws::given::{Asked, Edition, asked};
use subscription_change::assess::{Facts, PartialRequest, UsageFacts};
use subscription_change::catalogue::{History, Terms};
use subscription_change::compare::Comparison;
use subscription_change::{
    Actor, Audience, Catalogue, ChangePlan, Decision, Feature, Language, Party, Plan, Refusal, Request, plan_change,
};

/// This does not allocate.
fn allocates_nothing(action: impl FnOnce()) -> Verdict {
    let count = measure(action).count_total;
    ensure!(count == 0, "{count} allocations");
    Ok(())
}

/// Accepts everything that is written, and keeps nothing.
struct Nowhere;

impl Write for Nowhere {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        black_box(text);
        Ok(())
    }
}

/// Reads everything in a plan.
fn walk_plan(plan: &ChangePlan) {
    black_box((plan.from(), plan.to(), plan.catalogue(), plan.effective(), plan.features_gained(), plan.features_lost()));
    for step in plan.steps() {
        black_box((step, step.code(), step.by(), step.product()));
    }
    for notice in plan.notices() {
        black_box((notice, notice.code(), notice.is_reversible()));
    }
}

/// Reads everything in a refusal, and applies its remedies.
fn walk_refusal(request: &Request, refusal: &Refusal) {
    black_box((refusal.catalogue(), refusal.resolution()));
    for reason in refusal {
        black_box((reason, reason.code(), reason.resolution(), refusal.has(reason.code())));
        for remedy in reason.remedies() {
            black_box((remedy, remedy.code(), remedy.by(), remedy.apply(request)));
        }
    }
}

/// Previews the request and everything else that could be asked for, and fits what is used.
fn look_for_ways_out(request: &Request, catalogue: &Catalogue) {
    let Request { current, context, .. } = request;
    for entry in catalogue.menu(current, context) {
        black_box((entry.action(), entry.plan_change().is_ok(), entry.availability()));
        if let Ok(preview) = entry.preview() {
            black_box((preview.remedies(), preview.plan()));
            black_box(Actor::ALL.iter().flat_map(|&actor| preview.by(actor)).count());
        }
    }
    for rung in catalogue.rungs(current, context) {
        black_box((rung.preview(), rung.refusal(), rung.fit().verdict(), rung.fit().missing()));
        black_box(rung.fit().quotas().filter(|quota| quota.excess() > 0 || quota.headroom().is_some()).count());
    }
    black_box(catalogue.preview(request).is_ok());
}

/// The shortest way, or the proof that there is none.
fn look_for_a_route(asked: &Asked) -> Verdict {
    allocates_nothing(|| {
        black_box(match asked.edition.catalogue().route(&asked.request) {
            Ok(route) => route.legs().flat_map(|leg| leg.plan().steps()).count(),
            Err(none) => none.origins().count(),
        });
        // And with half of the facts.
        let Request { current, target, context } = asked.request;
        let facts = Facts::from(context).with(|facts| facts.client.usage = UsageFacts::default());
        black_box(match asked.edition.catalogue().assess_route(&PartialRequest { current, target, facts }) {
            Ok(route) => route.legs().flat_map(|leg| leg.assessment().steps()).count() + route.questions().count(),
            Err(assessment) => assessment.certain().count(),
        });
    })
}

/// Assesses the request with nothing known, with half of it, and with all but one fact.
fn assess_with_what_is_known(request: &Request, catalogue: &Catalogue) {
    let known = Facts::from(request.context);
    let mut without_use = known;
    without_use.client.usage = UsageFacts::default();
    let mut without_a_party = known;
    without_a_party.authorised_by.set(Party::Firm, None);
    for facts in [Facts::default(), without_use, without_a_party, known] {
        let assessment = catalogue.assess(&request.current, &request.target, &facts);
        black_box((assessment.verdict(), assessment.resolution(), assessment.asked(), assessment.fewest()));
        for reason in assessment.certain().chain(assessment.possible()) {
            black_box((reason.code(), reason.reason(), reason.depends_on(), reason.resolution(), reason.remedies().count()));
        }
        for question in assessment.questions() {
            black_box((question, question.ask()));
        }
        black_box((assessment.certain_notices().count(), assessment.possible_notices().count()));
        let menu = catalogue.assess_menu(&request.current, &facts);
        for question in menu.questions() {
            black_box((question.question(), question.actions().count()));
        }
        for entry in menu {
            black_box((entry.availability(), entry.asked()));
            if let Ok(preview) = entry.preview() {
                black_box((preview.remedies().count(), preview.questions().count(), preview.asked(), preview.availability()));
            }
        }
        for &plan in Plan::ALL {
            let fit = catalogue.assess_fit(plan, &facts.client.usage);
            black_box((fit.verdict(), fit.quotas().count(), fit.missing(), fit.questions().count()));
        }
        for rung in catalogue.assess_rungs(&request.current, &facts) {
            black_box((rung.fit().verdict(), rung.preview().is_some(), rung.refusal().is_some()));
        }
        black_box(catalogue.assess_lowest_fit(&facts.client.usage).count());
    }
}

/// Says everything in words, in every language and for every audience.
fn say_in_words(request: &Request, catalogue: &Catalogue) -> fmt::Result {
    let answer = request.plan_change_with(catalogue);
    let decision = Decision::from(answer);
    for &language in Language::ALL {
        write!(Nowhere, "{} {}", request.current.display(language), request.target.display(language))?;
        for &audience in Audience::ALL {
            write!(Nowhere, "{}", decision.display(language, audience))?;
            match &answer {
                Ok(plan) => {
                    plan.steps().try_for_each(|step| write!(Nowhere, "{}", step.display(language, audience)))?;
                    plan.notices().try_for_each(|notice| write!(Nowhere, "{}", notice.display(language, audience)))?;
                }
                Err(refusal) => {
                    for reason in refusal {
                        write!(
                            Nowhere,
                            "{} {}",
                            reason.display(language, audience),
                            reason.remedies().display(language, audience)
                        )?;
                        reason.remedies().try_for_each(|remedy| write!(Nowhere, "{}", remedy.display(language, audience)))?;
                        refusal.sources(&reason).iter().try_for_each(|source| write!(Nowhere, "{}", source.display(language)))?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// Says everything in plain words.
fn say(request: &Request, catalogue: &Catalogue) -> fmt::Result {
    match request.plan_change_with(catalogue) {
        Ok(plan) => {
            write!(Nowhere, "{plan}")?;
            plan.steps().try_for_each(|step| write!(Nowhere, "{step}"))?;
            plan.notices().try_for_each(|notice| write!(Nowhere, "{notice}"))
        }
        Err(refusal) => {
            write!(Nowhere, "{refusal} {}", refusal.catalogue())?;
            for reason in &refusal {
                write!(Nowhere, "{reason}")?;
                reason.remedies().try_for_each(|remedy| write!(Nowhere, "{remedy}"))?;
            }
            Ok(())
        }
    }
}

/// None of this allocates, the first time or later.
fn nothing_is_allocated(asked: &Asked) -> Verdict {
    let Asked { edition, request } = asked;
    allocates_nothing(|| match asked.answer() {
        Ok(plan) => {
            walk_plan(&plan);
            black_box(asked.answer() == Ok(plan));
        }
        Err(refusal) => {
            walk_refusal(request, &refusal);
            black_box(asked.answer() == Err(refusal));
        }
    })?;
    allocates_nothing(|| {
        let _ = black_box(plan_change(&request.current, &request.target, &request.context));
    })?;
    allocates_nothing(|| look_for_ways_out(request, edition.catalogue()))?;
    allocates_nothing(|| assess_with_what_is_known(request, edition.catalogue()))?;
    allocates_nothing(|| say_in_words(request, edition.catalogue()).expect("there is room nowhere"))?;
    allocates_nothing(|| say(request, edition.catalogue()).expect("there is room nowhere"))
}

#[test]
fn allocations_are_counted() {
    let count = measure(|| drop(black_box(vec![1]))).count_total;
    assert_eq!(count, 1);
}

#[test]
fn reading_labels_and_tags_and_the_rule_book_allocates_nothing() {
    let read = |label: &str| {
        let _ = black_box((Plan::from_label(label), Feature::from_label(label)));
        let _ = black_box((label.parse::<Language>(), Language::best_for(label)));
        if let Err(unknown) = Plan::from_label(label) {
            write!(Nowhere, "{unknown}").expect("there is room nowhere");
        }
    };
    for label in ["Démarrage", "  grand LIVRE", "Dé-marage", "fr-CA,fr;q=0.9,en;q=0.8", &"é".repeat(1000)] {
        assert_eq!(allocates_nothing(|| read(label)), Ok(()), "{label}");
    }
    let tell = || {
        for rule in Catalogue::canada().all_rules() {
            for &language in Language::ALL {
                black_box((rule.condition(language), rule.marks().count()));
            }
        }
    };
    assert_eq!(allocates_nothing(tell), Ok(()));
}

#[test]
fn the_answer_to_a_random_request_allocates_nothing() {
    holds(10_000, asked(), nothing_is_allocated);
}

#[test]
fn a_route_allocates_nothing() {
    holds(100, asked(), look_for_a_route);
}

/// Checking a catalogue, comparing it with another and finding it in a history do not allocate.
fn nothing_is_allocated_for_a_catalogue(edition: &Edition, request: &Request) -> Verdict {
    let (canada, catalogue) = (Catalogue::canada(), edition.catalogue());
    allocates_nothing(|| {
        let faulty = Terms { discount_days: 0, ..*edition.terms() };
        black_box(faulty.check()).expect_err("it has a fault").faults().for_each(|fault| {
            write!(Nowhere, "{fault} {}", fault.path()).expect("there is room nowhere");
        });
        black_box(edition.terms().check()).expect("it has none");
        let versions = [canada, catalogue];
        match History::new(&versions) {
            Ok(history) => drop(black_box(history.in_force_on(catalogue.id().date()))),
            Err(invalid) => write!(Nowhere, "{invalid}").expect("there is room nowhere"),
        }
    })?;
    allocates_nothing(|| {
        let comparison = Comparison::new(canada, catalogue);
        for difference in comparison.differences() {
            write!(Nowhere, "{} {} {}", difference.cell, difference.older, difference.newer).expect("there is room nowhere");
            black_box(difference.witness.is_ok());
        }
        for of_move in comparison.moves() {
            black_box(of_move.strictness());
        }
        black_box(comparison.answers(request));
        for cell in comparison.causes(request) {
            black_box(cell);
        }
    })
}

#[test]
fn checking_comparing_and_dating_catalogues_allocates_nothing() {
    holds(20, asked(), |Asked { edition, request }| nothing_is_allocated_for_a_catalogue(edition, request));
}

mod json {
    use serde_json::Value;
    use subscription_change::Decision;
    use subscription_change::record::DecisionRecord;

    use super::{Catalogue, Request, allocates_nothing, black_box, nothing_is_allocated};
    use laws::check::{Verdict, ensure, holds, holds_for_each};
    use laws::given::{Asked, Edition, asked};

    const BOOK: &str = include_str!("../../../examples/data/book.jsonl");

    /// The requests of the book, each with the embedded catalogues.
    fn book() -> Vec<Asked> {
        let read = |line: &str| -> Request {
            let mut value: Value = serde_json::from_str(line).expect("a line of JSON");
            value.as_object_mut().expect("an object").remove("id");
            serde_json::from_value(value).expect("a request")
        };
        let editions: Vec<Edition> = Catalogue::embedded().iter().map(|catalogue| Edition::of(catalogue)).collect();
        let asked = |request| editions.iter().map(move |edition| Asked { edition: edition.clone(), request });
        BOOK.lines().map(read).flat_map(asked).collect()
    }

    #[test]
    fn the_answer_to_a_request_of_the_book_allocates_nothing() {
        assert_eq!(holds_for_each(book(), nothing_is_allocated), BOOK.lines().count() * Catalogue::embedded().len());
    }

    /// Writing an answer into a buffer, and reading it and its request, allocates nothing.
    fn nothing_is_allocated_in_json(asked: &Asked) -> Verdict {
        let request = serde_json::to_string(&asked.request).expect("a request is written");
        let decision = Decision::from(asked.answer());
        let written = serde_json::to_string(&decision).expect("a decision is written");
        let mut buffer = vec![0; written.len()];
        allocates_nothing(|| {
            black_box(serde_json::from_str::<Request>(&request).expect("it is read"));
            serde_json::to_writer(&mut buffer[..], &decision).expect("there is room");
            black_box(serde_json::from_str::<DecisionRecord>(&written).expect("it is read"));
        })?;
        ensure!(buffer == written.as_bytes(), "in the buffer there is something else than {written}");
        Ok(())
    }

    #[test]
    fn json_of_the_book_and_its_answers_allocates_nothing() {
        assert_eq!(holds_for_each(book(), nothing_is_allocated_in_json), BOOK.lines().count() * Catalogue::embedded().len());
    }

    #[test]
    fn json_of_a_random_request_and_its_answer_allocates_nothing() {
        holds(2_000, asked(), nothing_is_allocated_in_json);
    }
}
