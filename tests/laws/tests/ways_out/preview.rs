//! A preview is the smallest set of remedies, run.

use std::collections::HashSet;

use subscription_change::{
    Actor, Catalogue, ChangePlan, Clearance, ClientStatus, Confirmation, Feature, FeatureSet, FeatureUse, Limit, Overuse,
    Parties, Party, PayrollTier, Plan, PlanSet, Preview, Product, Reason, ReasonCode, Refusal, Remedy, Request, Resolution,
    Resource, TimeTier, Usage, UserKind, Users,
};

use laws::check::{Verdict, ensure, holds};
use laws::common::{but, canada_but, client, firm, request};
use laws::given::{Asked, asked, reasons_of};

fn preview_of(asked: &Asked) -> Result<Preview, Refusal> {
    asked.edition.catalogue().preview(&asked.request)
}

fn once_done<'a>(remedies: impl IntoIterator<Item = &'a Remedy>, request: &Request) -> Request {
    remedies.into_iter().fold(*request, |request, remedy| remedy.apply(&request))
}

/// The remedies, done in their order, give the request that is shown, and that decides to the plan that is shown.
fn what_is_shown_is_what_is_done(asked: &Asked) -> Verdict {
    let Ok(preview) = preview_of(asked) else { return Ok(()) };
    ensure!(once_done(preview.remedies(), &asked.request) == *preview.request(), "{preview:?}");
    let answer = asked.answer_to(preview.request());
    ensure!(answer.as_ref() == Ok(preview.plan()), "{preview:?} against {answer:?}");
    Ok(())
}

/// Without any one of the remedies it is still refused; none is there twice; what edits the request comes first; and each is somebody's.
fn nothing_is_done_for_nothing(asked: &Asked) -> Verdict {
    let Ok(preview) = preview_of(asked) else { return Ok(()) };
    let remedies = preview.remedies();
    for left_out in remedies {
        let others = once_done(remedies.iter().filter(|remedy| *remedy != left_out), &asked.request);
        ensure!(asked.answer_to(&others).is_err(), "{left_out:?} is not needed in {remedies:?}");
    }
    let different: HashSet<_> = remedies.iter().collect();
    ensure!(different.len() == remedies.len(), "twice: {remedies:?}");
    let edits = remedies.iter().filter(|remedy| remedy.by() == Actor::Requester).count();
    ensure!(remedies[..edits].iter().all(|remedy| remedy.by() == Actor::Requester), "an edit comes late: {remedies:?}");
    let by_actor: HashSet<_> = Actor::ALL.iter().flat_map(|&actor| preview.by(actor)).collect();
    let all: HashSet<_> = remedies.iter().copied().collect();
    ensure!(by_actor == all, "of an actor {by_actor:?}, in all {all:?}");
    ensure!(remedies.is_empty() == asked.answer().is_ok(), "{remedies:?} for {:?}", asked.answer());
    Ok(())
}

/// The fewest remedies that lead to a plan, by trying everything that any reason's remedies can make of the request; `None` where none do.
///
/// What edits the request counts only where it is needed beside the other edits: nothing is left out for a reason that they clear.
fn fewest(asked: &Asked) -> Option<usize> {
    let mut seen = HashSet::from([asked.request]);
    let mut tried = vec![(asked.request, Vec::new())];
    while !tried.is_empty() {
        let mut next = Vec::new();
        for (request, done) in tried {
            let reasons = reasons_of(&asked.answer_to(&request));
            if reasons.is_empty() {
                if !done.iter().any(|remedy| is_idle(asked, &done, remedy)) {
                    return Some(done.len());
                }
                continue;
            }
            if reasons.iter().any(|reason| reason.resolution() == Resolution::Never) {
                continue;
            }
            for remedy in reasons.iter().flat_map(Reason::remedies) {
                let request = remedy.apply(&request);
                if seen.insert(request) {
                    next.push((request, [done.as_slice(), &[remedy]].concat()));
                }
            }
        }
        tried = next;
    }
    None
}

/// Whether this one of the remedies edits the request for a reason that is not there once all other edits are made.
fn is_idle(asked: &Asked, done: &[Remedy], remedy: &Remedy) -> bool {
    let is_other_edit = |other: &&Remedy| *other != remedy && other.by() == Actor::Requester;
    let edited = once_done(done.iter().filter(is_other_edit), &asked.request);
    let clears = |reason: &Reason| reason.remedies().any(|other| other == *remedy);
    remedy.by() == Actor::Requester && !reasons_of(&asked.answer_to(&edited)).iter().any(clears)
}

/// No other remedies are fewer; and where there is no preview, none lead to a plan.
fn none_are_fewer(asked: &Asked) -> Verdict {
    // Every subset of the remedies is tried: of more reasons that would be too many.
    let reasons = reasons_of(&asked.answer());
    if reasons.len() > 7 {
        return Ok(());
    }
    let shown = preview_of(asked);
    let count = shown.as_ref().ok().map(|preview| preview.remedies().len());
    ensure!(count == fewest(asked), "{shown:?}, and the fewest are {:?}", fewest(asked));
    let Err(refusal) = shown else { return Ok(()) };
    if reasons.iter().any(|reason| reason.resolution() == Resolution::Never) {
        ensure!(Err(refusal) == asked.answer(), "another refusal: {refusal:?}");
    } else {
        ensure!(refusal.reasons().eq([Reason::NothingToChange]), "{refusal:?}");
    }
    Ok(())
}

/// Where there are alternatives, the one that the caller prefers is taken if its reason is there, and the rest leads to a plan as well.
fn what_is_preferred_is_taken(asked: &Asked) -> Verdict {
    for reason in reasons_of(&asked.answer()) {
        if reason.remedies().len() < 2 {
            continue;
        }
        for preferred in reason.remedies() {
            let Ok(preview) = asked.edition.catalogue().preview_preferring(&asked.request, &[preferred]) else { continue };
            let other = reason.remedies().find(|remedy| *remedy != preferred).expect("an alternative");
            let needs_both = preview.remedies().contains(&other) && matches!(reason, Reason::NotAuthorised { .. });
            let taken = preview.remedies().contains(&preferred);
            ensure!(taken || needs_both || !is_there_at_last(asked, &preview, &reason), "{preferred:?}, and {preview:?}");
            ensure!(asked.answer_to(preview.request()).as_ref() == Ok(preview.plan()), "{preview:?}");
        }
    }
    Ok(())
}

/// Whether the reason still is there once all is done that edits the request.
fn is_there_at_last(asked: &Asked, preview: &Preview, reason: &Reason) -> bool {
    let edits = preview.remedies().iter().filter(|remedy| remedy.by() == Actor::Requester);
    reasons_of(&asked.answer_to(&once_done(edits, &asked.request))).contains(reason)
}

#[test]
fn a_preview_shows_what_the_decision_says_once_its_remedies_are_done() {
    holds(20_000, asked(), what_is_shown_is_what_is_done);
}

#[test]
fn no_remedy_of_a_preview_is_idle() {
    holds(10_000, asked(), nothing_is_done_for_nothing);
}

#[test]
fn no_smaller_set_of_remedies_leads_to_a_plan() {
    holds(5_000, asked(), none_are_fewer);
}

#[test]
fn the_caller_chooses_among_alternatives() {
    holds(20_000, asked(), what_is_preferred_is_taken);
}

fn canada(request: &Request) -> Result<Preview, Refusal> {
    Catalogue::canada().preview(request)
}

#[test]
fn a_request_that_is_no_refusal_has_nothing_to_do_before_it() {
    let request = request(firm(Plan::Plus), firm(Plan::Advanced));
    let preview = canada(&request).expect("it is a plan");
    assert_eq!(preview.remedies(), []);
    assert_eq!(preview.request(), &request);
    assert_eq!(Ok::<ChangePlan, Refusal>(*preview.plan()), request.plan_change());
}

#[test]
fn one_authorisation_is_given_once_for_two_products() {
    let current = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm);
    let target = current.with_plan(Plan::Advanced).with_payroll(PayrollTier::Elite, Party::Firm);
    let request = but(&request(current, target), |request| request.context.authorised_by = Parties::EMPTY);
    assert_eq!(request.plan_change().unwrap_err().reasons().len(), 2);
    assert_eq!(canada(&request).unwrap().remedies(), [Remedy::Authorise { party: Party::Firm }]);
}

#[test]
fn its_debug_form_lists_the_remedies_and_no_room_for_more() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::Advanced)), |request| request.context.authorised_by = Parties::EMPTY);
    let preview = canada(&request).expect("authorised, it is a plan");
    let shown = format!("{preview:?}");
    assert!(shown.starts_with("Preview { remedies: [Authorise { party: Firm }], request: "), "{shown}");
}

#[test]
fn one_permission_is_given_once_for_two_products() {
    let current = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client);
    let target = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm);
    let request = but(&request(current, target), |request| request.context.client.transfer_permission_hours = None);
    assert_eq!(request.plan_change().unwrap_err().reasons().len(), 2);
    assert_eq!(canada(&request).unwrap().remedies(), [Remedy::PermitTransfer { product: Product::Base }]);
}

/// A transfer to the client needs either party's word. Nearest: where the client's is needed anyway, the firm's is not asked for too.
#[test]
fn of_two_alternatives_the_one_that_is_needed_anyway_is_taken() {
    let current = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client);
    let transfers = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client);
    let nobody = |target| but(&request(current, target), |request| request.context.authorised_by = Parties::EMPTY);
    assert_eq!(canada(&nobody(transfers)).unwrap().remedies(), [Remedy::Authorise { party: Party::Firm }]);

    let raises_too = transfers.with_payroll(PayrollTier::Elite, Party::Client);
    assert_eq!(canada(&nobody(raises_too)).unwrap().remedies(), [Remedy::Authorise { party: Party::Client }]);
}

#[test]
fn a_preferred_alternative_is_taken_and_a_preference_that_is_not_needed_is_not() {
    let current = firm(Plan::Plus);
    let nobody = but(&request(current, client(Plan::Plus)), |request| request.context.authorised_by = Parties::EMPTY);
    let by_client = Remedy::Authorise { party: Party::Client };
    let preferred = [Remedy::Reactivate, by_client];
    assert_eq!(Catalogue::canada().preview_preferring(&nobody, &preferred).unwrap().remedies(), [by_client]);
}

/// Leaving time out ends in nothing to change where nothing else was asked for, so payroll is taken. Nearest: where the plan changes too,
/// time is left out.
#[test]
fn what_leads_to_a_plan_is_taken_before_what_leads_to_nothing() {
    let current = firm(Plan::EasyStart);
    let adds_time = request(current, current.with_time(TimeTier::Premium, Party::Firm));
    let take_premium = Remedy::TakePayroll { tier: PayrollTier::Premium };
    assert_eq!(canada(&adds_time).unwrap().remedies(), [take_premium]);

    let with_time = firm(Plan::Plus).with_time(TimeTier::Premium, Party::Firm);
    let goes_down = request(with_time, with_time.with_plan(Plan::EasyStart));
    assert_eq!(canada(&goes_down).unwrap().remedies(), [Remedy::LeaveOut { product: Product::Time }]);
}

/// To leave time out ends it, which the client has to confirm; to take payroll needs nothing more. Nearest: where the client has confirmed,
/// one is as short as the other, and the one that the reason names first is taken.
#[test]
fn of_two_ways_to_edit_the_request_the_shorter_is_taken() {
    let current = firm(Plan::Ledger).with_time(TimeTier::Elite, Party::Firm);
    let confirmed = request(current, current.with_plan(Plan::EasyStart));
    assert_eq!(canada(&confirmed).unwrap().remedies(), [Remedy::LeaveOut { product: Product::Time }]);

    let not_confirmed = but(&confirmed, |request| request.context.client.confirmation = None);
    let take_premium = Remedy::TakePayroll { tier: PayrollTier::Premium };
    assert_eq!(canada(&not_confirmed).unwrap().remedies(), [take_premium]);
}

/// A word that is only needed for what is left out is not asked for.
#[test]
fn what_edits_the_request_spares_what_is_not_needed_then() {
    let current = firm(Plan::Ledger);
    let target = firm(Plan::Ledger).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
    let target = target.with_plan(Plan::EasyStart);
    let asks = but(&request(current, target), |request| request.context.authorised_by = Party::Firm.into());
    let codes: Vec<_> = asks.plan_change().unwrap_err().reasons().map(|reason| reason.code()).collect();
    assert_eq!(codes, [ReasonCode::NotAuthorised, ReasonCode::NotAuthorised, ReasonCode::AddOnUnsupported]);
    let by_client = Remedy::Authorise { party: Party::Client };
    assert_eq!(canada(&asks).unwrap().remedies(), [Remedy::LeaveOut { product: Product::Time }, by_client]);

    let only_time = Request { target: firm(Plan::EasyStart).with_time(TimeTier::Elite, Party::Client), ..asks };
    assert_eq!(canada(&only_time).unwrap().remedies(), [Remedy::LeaveOut { product: Product::Time }]);
}

#[test]
fn a_refusal_that_nobody_can_clear_has_no_preview() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::Ledger)), |request| request.context.authorised_by = Parties::EMPTY);
    assert_eq!(canada(&request), Err(request.plan_change().unwrap_err()));
}

#[test]
fn where_the_only_wish_has_to_be_left_out_there_is_nothing_to_change() {
    let current = firm(Plan::Ledger);
    let request = request(current, current.with_payroll(PayrollTier::Core, Party::Firm));
    assert!(request.plan_change().unwrap_err().reasons().eq([Reason::AddOnUnsupported {
        product: Product::Payroll,
        plan: Plan::Ledger,
        with_payroll: None,
    }]));
    assert!(canada(&request).unwrap_err().reasons().eq([Reason::NothingToChange]));
}

/// Everything that can stand in the way of one request at once is cleared at once.
#[test]
fn the_longest_way_out_is_shown_whole() {
    let current = client(Plan::Advanced).with_time(TimeTier::Elite, Party::Firm).with_payroll(PayrollTier::Core, Party::Firm);
    let target = firm(Plan::EasyStart).with_time(TimeTier::Premium, Party::Client).with_payroll(PayrollTier::Core, Party::Client);
    let request = but(&request(current, target), |request| {
        let context = &mut request.context;
        context.authorised_by = Parties::EMPTY;
        context.firm.billing_current = false;
        context.firm.subscription_current = false;
        context.client.billing_current = false;
        context.client.primary_admin = false;
        context.client.confirmation = Some(Confirmation::default());
        context.client.usage.features = FeatureSet::ALL;
        context.client.usage.users.billable = 9;
    });
    let preview = canada(&request).unwrap();
    assert!(preview.remedies().contains(&Remedy::RemoveUsers { kind: UserKind::Billable, count: 8 }));
    let by: Vec<usize> = Actor::ALL.iter().map(|&actor| preview.by(actor).count()).collect();
    assert_eq!(by.iter().sum::<usize>(), preview.remedies().len());
    assert_eq!(preview.plan().to().base.plan, Plan::EasyStart);
    assert_eq!(preview.plan().to().base.payer, Party::Client);
}

/// No request can take more: base up for the client, payroll up for the firm, time down, each with another payer too, where every feature
/// and everything that is counted blocks.
#[test]
fn the_longest_way_out_of_any_catalogue_is_shown_whole() {
    let catalogue = canada_but(|draft| {
        for &feature in Feature::ALL {
            *draft.features.get_mut(feature) = FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff) };
        }
        for &kind in UserKind::ALL {
            *draft.users.get_mut(kind) = Overuse::Blocks;
            *draft.plans.easy_start.users.get_mut(kind) = Limit::UpTo(1);
        }
        for &resource in Resource::ALL {
            *draft.resources.get_mut(resource) = Overuse::Blocks;
            *draft.plans.easy_start.resources.get_mut(resource) = Limit::UpTo(1);
        }
        draft.plans.easy_start.features = Some(FeatureSet::EMPTY);
        draft.time.plans = PlanSet::ALL;
        draft.upgrade_wait_hours = 24;
    });
    let current = client(Plan::Ledger).with_payroll(PayrollTier::Core, Party::Firm).with_time(TimeTier::Elite, Party::Firm);
    let target =
        firm(Plan::EasyStart).with_payroll(PayrollTier::Elite, Party::Client).with_time(TimeTier::Premium, Party::Client);
    let request = but(&request(current, target), |request| {
        let context = &mut request.context;
        context.authorised_by = Parties::EMPTY;
        context.firm.billing_current = false;
        context.firm.subscription_current = false;
        context.client.status = ClientStatus::Suspended;
        context.client.billing_current = false;
        context.client.confirmation = None;
        context.client.hours_since_downgrade = Some(1);
        context.client.usage = Usage {
            users: Users { billable: 2, accountant: 2, reports_only: 2, time_only: 2 },
            accounts: 2,
            classes_and_locations: 2,
            custom_fields: 2,
            features: FeatureSet::ALL,
        };
    });
    let preview = catalogue.preview(&request).unwrap();
    // Three edits of the request, six facts, the word of both, and everything that is in use.
    let in_use = Feature::COUNT + UserKind::COUNT + Resource::COUNT;
    assert_eq!(preview.remedies().len(), 3 + 6 + 2 + in_use, "{preview:#?}");
    assert_eq!(Ok(*preview.plan()), preview.request().plan_change_with(&catalogue));
}
