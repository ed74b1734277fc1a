//! A preview is the way out that keeps most of the wish, run.

use std::collections::HashSet;

use subscription_change::catalogue::{Clearance, Enforcement, FeatureUse, Limit};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::PlanSet;
use subscription_change::ways_out::{Action, Availability, Preview};
use subscription_change::{
    Actor, AddOnKind, Catalogue, ChangePlan, ClientStatus, Confirmation, Feature, FeatureSet, Parties, Party, Plan, PrimaryAdmin,
    Product, Reason, Refusal, Remedy, Request, Subscription, Tier, UserKind,
};

use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::common::{but, canada_but, client, firm, request};
use laws::given::{Asked, as_it_should_be, asked, reasons_of};
use laws::model::{self, WayOut};
use laws::quotas;
use laws::small::{count_of_telling_pairs, every_edition, half_is_well, in_context, nothing_is_well_but_can_be, telling_pairs};

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

/// Without any one of the remedies about a fact it is still refused; none is there twice; what edits the request comes first; and each is somebody's.
fn nothing_is_done_for_nothing(asked: &Asked) -> Verdict {
    let Ok(preview) = preview_of(asked) else { return Ok(()) };
    let remedies = preview.remedies();
    // Of edits one is made for each reason of a round, also where another one alone would have been enough.
    for left_out in remedies.iter().filter(|remedy| remedy.by() != Actor::Requester) {
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

/// It is the one that a search over all ways out finds; and where that finds none the request's own refusal is given.
fn is_the_best_of_all_ways(asked: &Asked) -> Verdict {
    is_the_best(&model::Terms::read(asked.terms()), asked)
}

fn is_the_best(terms: &model::Terms, asked: &Asked) -> Verdict {
    let (shown, best) = (preview_of(asked), model::way_out(terms, &asked.request));
    match (&shown, &best) {
        (Ok(preview), Some(WayOut { remedies, request, keeps_wish })) => {
            let is_same = preview.remedies() == remedies && preview.request() == request && preview.keeps_wish() == *keeps_wish;
            ensure!(is_same, "{preview:?}, and the best is {best:?}");
        }
        (Err(refusal), None) => ensure!(asked.answer() == Err(*refusal), "another refusal: {refusal:?}"),
        (_, _) => return Err(format!("{shown:?}, and the best is {best:?}")),
    }
    Ok(())
}

/// What a remedy makes of the request is what the table of the description says that it changes.
fn each_remedy_changes_what_the_table_says(asked: &Asked) -> Verdict {
    for remedy in reasons_of(&asked.answer()).iter().flat_map(Reason::remedies) {
        let (done, expected) = (remedy.apply(&asked.request), model::apply(&remedy, &asked.request));
        ensure!(done == expected, "{remedy:?} makes {done:?}, and should {expected:?}");
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
fn a_remedy_changes_what_the_table_says() {
    holds(20_000, asked(), each_remedy_changes_what_the_table_says);
}

#[test]
fn no_other_way_out_comes_before_the_one_that_is_given() {
    holds(20_000, asked(), is_the_best_of_all_ways);
}

#[test]
fn no_other_way_out_comes_before_the_one_that_is_given_for_every_telling_pair() {
    for edition in every_edition() {
        let terms = model::Terms::read(edition.terms());
        let contexts = [
            as_it_should_be(),
            nothing_is_well_but_can_be(&edition),
            half_is_well(&edition, Party::Firm, Plan::Plus),
            half_is_well(&edition, Party::Client, Plan::EasyStart),
        ];
        for context in contexts {
            let count = holds_for_each(in_context(&edition, telling_pairs(), context), |asked| is_the_best(&terms, asked));
            assert!(count >= count_of_telling_pairs());
        }
    }
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
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let target = current.with_plan(Plan::Advanced).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
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
    let current = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let target = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let request = but(&request(current, target), |request| request.context.client.transfer_permission_hours = None);
    assert_eq!(request.plan_change().unwrap_err().reasons().len(), 2);
    assert_eq!(canada(&request).unwrap().remedies(), [Remedy::PermitTransfer { by: Party::Client }]);
}

/// A transfer to the client needs either party's word. Nearest: where the client's is needed anyway, the firm's is not asked for too.
#[test]
fn of_two_alternatives_the_one_that_is_needed_anyway_is_taken() {
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let transfers = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let nobody = |target| but(&request(current, target), |request| request.context.authorised_by = Parties::EMPTY);
    assert_eq!(canada(&nobody(transfers)).unwrap().remedies(), [Remedy::Authorise { party: Party::Firm }]);

    let raises_too = transfers.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client);
    assert_eq!(canada(&nobody(raises_too)).unwrap().remedies(), [Remedy::Authorise { party: Party::Client }]);
}

#[test]
fn a_preferred_alternative_is_taken_and_a_preference_that_is_not_needed_is_not() {
    let current = firm(Plan::Plus);
    let nobody = but(&request(current, client(Plan::Plus)), |request| request.context.authorised_by = Parties::EMPTY);
    let by_client = Remedy::Authorise { party: Party::Client };
    let preferred = [Remedy::Reactivate { by: Party::Firm }, by_client];
    assert_eq!(Catalogue::canada().preview_preferring(&nobody, &preferred).unwrap().remedies(), [by_client]);
}

/// Leaving time out ends in nothing to change where nothing else was asked for, so payroll is taken. Nearest: where the plan changes too,
/// time is left out.
#[test]
fn what_leads_to_a_plan_is_taken_before_what_leads_to_nothing() {
    let current = firm(Plan::EasyStart);
    let adds_time = request(current, current.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm));
    let take_premium = Remedy::TakePayroll { tier: Tier::Premium };
    assert_eq!(canada(&adds_time).unwrap().remedies(), [take_premium]);

    let with_time = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let goes_down = request(with_time, with_time.with_plan(Plan::EasyStart));
    assert_eq!(canada(&goes_down).unwrap().remedies(), [Remedy::DropAddOn { product: Product::Time }]);
}

/// To leave time out ends it, which the client has to confirm; to take payroll needs nothing more. Nearest: where the client has confirmed,
/// one is as short as the other, and the one that the reason names first is taken.
#[test]
fn of_two_ways_to_edit_the_request_the_shorter_is_taken() {
    let current = firm(Plan::Ledger).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let confirmed = request(current, current.with_plan(Plan::EasyStart));
    assert_eq!(canada(&confirmed).unwrap().remedies(), [Remedy::DropAddOn { product: Product::Time }]);

    let not_confirmed = but(&confirmed, |request| request.context.client.confirmation = None);
    let take_premium = Remedy::TakePayroll { tier: Tier::Premium };
    assert_eq!(canada(&not_confirmed).unwrap().remedies(), [take_premium]);
}

/// To take payroll Premium loses the tier that was wished for, and to drop time its tier and its payer. Nearest: where no payroll was wished
/// for, taking it loses nothing of the wish.
#[test]
fn the_way_that_keeps_more_of_the_wish_is_given() {
    let current = firm(Plan::Ledger);
    let with_time = firm(Plan::EasyStart).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
    let with_both = with_time.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let asks = |target| but(&request(current, target), |request| request.context.authorised_by = Party::Firm.into());
    let (premium, by_client) = (Remedy::TakePayroll { tier: Tier::Premium }, Remedy::Authorise { party: Party::Client });
    let preview = canada(&asks(with_both)).unwrap();
    assert_eq!((preview.remedies(), preview.keeps_wish()), (&[premium, by_client][..], false));
    let preview = canada(&asks(with_time)).unwrap();
    assert_eq!((preview.remedies(), preview.keeps_wish()), (&[premium, by_client][..], true));
}

/// An action as the firm sees it, which asks for everything.
fn seen_by_the_firm(current: Subscription, action: Action) -> (Availability, Option<Preview>) {
    let mut context = request(current, current).context;
    context.authorised_by = Party::Firm.into();
    context.client.confirmation = Some(Confirmation::default());
    let entry = Catalogue::canada().menu(&current, &context).find(|entry| entry.action() == action).expect("it is in the menu");
    (entry.availability(), entry.preview().ok())
}

#[test]
fn to_remove_payroll_is_not_later_with_a_plan_that_lowers_it() {
    let current = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    let (availability, preview) = seen_by_the_firm(current, Action::Remove { product: Product::Payroll });
    let preview = preview.expect("time can be dropped");
    assert_eq!(availability, Availability::Later);
    assert_eq!(preview.plan().to(), &firm(Plan::EasyStart));
    let drop_time = Remedy::DropAddOn { product: Product::Time };
    assert_eq!(preview.remedies(), [drop_time, Remedy::Authorise { party: Party::Client }]);
}

#[test]
fn to_raise_payroll_on_ledger_is_not_later_with_a_plan_that_removes_it() {
    let current = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let (availability, preview) = seen_by_the_firm(current, Action::Raise { product: Product::Payroll, tier: Tier::Elite });
    assert_eq!(availability, Availability::Never);
    let preview = preview.expect("what is offered leads to a plan");
    assert_eq!((preview.plan().to(), preview.keeps_wish()), (&firm(Plan::Ledger), false));
}

#[test]
fn a_payroll_that_is_taken_keeps_time_where_dropping_it_would_cost_more() {
    let current = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Client);
    let target = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Firm,
    );
    let asks = but(&request(current, target), |request| request.context.authorised_by = Party::Firm.into());
    let remedies = canada(&asks).unwrap().remedies().to_vec();
    assert_eq!(remedies.len(), 2, "{remedies:?}");
    assert!(remedies.contains(&Remedy::TransferSeparately { product: Product::Payroll }));
    assert!(remedies.contains(&Remedy::TakePayroll { tier: Tier::Premium }));
}

#[test]
fn where_doing_all_that_is_offered_is_a_plan_there_is_a_preview() {
    let current = firm(Plan::Ledger).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let adds_payroll = request(current, current.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm));
    let preview = canada(&adds_payroll).unwrap();
    let drop_both = [Product::Payroll, Product::Time].map(|product| Remedy::DropAddOn { product });
    assert_eq!((preview.remedies(), preview.keeps_wish()), (&drop_both[..], false));
    assert_eq!(preview.plan().to(), &firm(Plan::Ledger));
}

#[test]
fn a_refusal_that_nobody_can_clear_has_no_preview() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::Ledger)), |request| request.context.authorised_by = Parties::EMPTY);
    assert_eq!(canada(&request), Err(request.plan_change().unwrap_err()));
}

#[test]
fn where_the_only_wish_has_to_be_dropped_there_is_no_preview() {
    let current = firm(Plan::Ledger);
    let request = request(current, current.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm));
    assert!(request.plan_change().unwrap_err().reasons().eq([Reason::AddOnUnsupported {
        product: Product::Payroll,
        plan: Plan::Ledger,
        with_payroll: None,
    }]));
    assert_eq!(canada(&request).unwrap_err(), request.plan_change().unwrap_err());
}

/// Everything that can stand in the way of one request at once is cleared at once.
#[test]
fn the_longest_way_out_is_shown_whole() {
    let current = client(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm).with_add_on(
        AddOnKind::Payroll,
        Tier::Core,
        Party::Firm,
    );
    let target = firm(Plan::EasyStart).with_add_on(AddOnKind::Time, Tier::Premium, Party::Client).with_add_on(
        AddOnKind::Payroll,
        Tier::Core,
        Party::Client,
    );
    let request = but(&request(current, target), |request| {
        let context = &mut request.context;
        context.authorised_by = Parties::EMPTY;
        context.firm.billing_current = false;
        context.firm.subscription_current = false;
        context.client.billing_current = false;
        context.client.primary_admin = PrimaryAdmin::Firm;
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
    let catalogue = canada_but(|terms| {
        for &feature in Feature::ALL {
            *terms.features.get_mut(feature) = FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: true };
        }
        for &quota in Quota::ALL {
            *quotas::enforcement_mut(quota, terms) = Enforcement::Blocks;
            *quotas::limit_mut(quota, &mut terms.plans.easy_start) = Limit::UpTo(1);
        }
        terms.plans.easy_start.features = Some(FeatureSet::EMPTY);
        terms.add_ons.time.plans = PlanSet::ALL;
        terms.upgrade_wait_hours = 24;
    });
    let current = client(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let target = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    let request = but(&request(current, target), |request| {
        let context = &mut request.context;
        context.authorised_by = Parties::EMPTY;
        context.firm.billing_current = false;
        context.firm.subscription_current = false;
        context.client.status = ClientStatus::Suspended;
        context.client.billing_current = false;
        context.client.confirmation = None;
        context.client.hours_since_downgrade = Some(1);
        quotas::set_all(&mut context.client.usage, 2);
        context.client.usage.features = FeatureSet::ALL;
    });
    let preview = catalogue.preview(&request).unwrap();
    // Three edits of the request, six facts, the word of both, and everything that is in use.
    let in_use = Feature::COUNT + Quota::ALL.len();
    assert_eq!(preview.remedies().len(), 3 + 6 + 2 + in_use, "{preview:#?}");
    assert_eq!(Ok(*preview.plan()), preview.request().plan_change_with(&catalogue));
}
