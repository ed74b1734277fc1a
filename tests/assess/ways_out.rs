//! The way out where some facts are not known, in the places that a law reaches only by many requests.

use subscription_change::assess::{Fact, Facts, PartialRequest};
use subscription_change::catalogue::Limit;
use subscription_change::ways_out::{Action, Availability, FitVerdict};
use subscription_change::{
    Actor, AddOnKind, Audience, Catalogue, Feature, Language, Party, Plan, Product, Remedy, RemedyCode, Request, Subscription,
    Tier, UserKind,
};

use super::facts;
use crate::common::{but, canada_but, client, firm, request, seller_of};

/// Payroll does not go with EasyStart, so that nothing brings time there.
fn no_payroll_on_easy_start() -> Catalogue {
    canada_but(|terms| terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.without(Plan::EasyStart))
}

const fn with_time(base: Subscription, tier: Tier, payer: Party) -> Subscription {
    base.with_add_on(AddOnKind::Time, tier, payer)
}

fn partly(request: &Request, edit: impl FnOnce(&mut Facts)) -> PartialRequest {
    PartialRequest { current: request.current, target: request.target, facts: Facts::from(request.context).with(edit) }
}

/// Base goes down to where time does not go, and the firm takes time over.
fn time_is_lost_on_the_way() -> Request {
    let current = with_time(firm(Plan::Plus), Tier::Premium, Party::Client);
    request(current, with_time(firm(Plan::EasyStart), Tier::Premium, Party::Firm))
}

#[test]
fn what_may_bar_every_way_is_asked_though_the_way_leads_round_it() {
    let catalogue = no_payroll_on_easy_start();
    let unknown = partly(&time_is_lost_on_the_way(), |facts| facts.client.other_billing_system = None);
    let preview = catalogue.assess_preview(&unknown).expect("without time it can be had");
    assert!(preview.remedies().map(|remedy| remedy.code()).eq([RemedyCode::DropAddOn]));
    assert!(!preview.keeps_wish());
    assert_eq!(preview.availability(), Availability::Never);
    assert_eq!(preview.asked(), facts(&[Fact::OtherBillingSystem]));
    assert!(preview.questions().map(|question| question.fact).eq([Fact::OtherBillingSystem]));
}

#[test]
fn where_one_reason_is_for_ever_no_way_leads_round_it() {
    let catalogue = no_payroll_on_easy_start();
    let barred = but(&time_is_lost_on_the_way(), |r| r.context.client.other_billing_system = true);
    let unknown = partly(&barred, |facts| facts.client.usage.users.accountant = None);
    assert!(catalogue.assess_preview(&unknown).is_err());
}

/// Who has time where it does not go may only give it up, and that is not what a raise asks for.
#[test]
fn an_action_whose_way_leads_elsewhere_is_never_available_and_says_why() {
    let catalogue = no_payroll_on_easy_start();
    let asked = request(
        with_time(firm(Plan::EasyStart), Tier::Premium, Party::Firm),
        with_time(firm(Plan::EasyStart), Tier::Elite, Party::Firm),
    );
    let raise = Action::Raise { product: Product::Time, tier: Tier::Elite };
    let entry = catalogue.menu(&asked.current, &asked.context).find(|entry| entry.action() == raise).expect("it is listed");
    assert!(entry.preview().is_ok_and(|preview| !preview.keeps_wish()));
    assert_eq!(entry.availability(), Availability::Never);
    let refusal = entry.plan_change().expect_err("it is refused").display(Language::English, Audience::Firm).to_string();
    assert_eq!(
        entry.display(Language::English, Audience::Firm).to_string(),
        format!("Upgrade QuickBooks Time to Elite (never)\n{refusal}")
    );

    let partly = Facts::from(asked.context).with(|facts| facts.client.usage.users.accountant = None);
    let entry = catalogue.assess_menu(&asked.current, &partly).find(|entry| entry.action() == raise).expect("it is listed");
    assert_eq!((entry.availability(), entry.asked()), (Availability::Never, facts(&[])));
}

#[test]
fn a_remedy_is_known_where_what_it_says_and_who_does_it_are() {
    let unknown = but(&request(client(Plan::Plus), firm(Plan::Plus)), |r| {
        r.context.client.transfer_permission_hours = None;
        r.context.firm.billing_current = false;
    });
    let preview = partly(&unknown, |facts| facts.client.primary_admin = None);
    let preview = Catalogue::canada().assess_preview(&preview).expect("there is a way out");
    let known: Vec<_> = preview.remedies().map(|remedy| (remedy.code(), remedy.remedy())).collect();
    let update = Remedy::UpdateFirmBilling;
    assert_eq!(known, [(update.code(), Some(update)), (RemedyCode::PermitTransfer, None)]);
    for &actor in Actor::ALL {
        assert!(preview.by(actor).eq((actor == Actor::Firm).then_some(update)), "{actor}");
    }
}

/// Nothing exceeds the greatest number.
#[test]
fn a_fit_asks_for_no_count_that_cannot_be_too_great() {
    let catalogue = canada_but(|terms| terms.plans.plus.users.billable = Limit::UpTo(u32::MAX));
    let mut usage = Facts::from(request(firm(Plan::Plus), firm(Plan::Plus)).context).client.usage;
    usage.features.set(Feature::Workflows, Some(true));
    usage.users.billable = None;
    let fit = catalogue.assess_fit(Plan::Plus, &usage);
    assert_eq!((fit.verdict(), fit.missing(), fit.asked()), (FitVerdict::Lacks, Some(Feature::Workflows.into()), facts(&[])));
    usage.features.set(Feature::Workflows, Some(false));
    assert_eq!(catalogue.assess_fit(Plan::Plus, &usage).verdict(), FitVerdict::Holds);
}

#[test]
fn a_rung_has_a_way_there_or_the_reasons_why_there_is_none() {
    let facts = Facts::from(request(firm(Plan::Plus), firm(Plan::Plus)).context).with(|facts| facts.client.same_region = None);
    let ways = |held: Subscription| -> Vec<(bool, bool)> {
        let rungs = Catalogue::canada().assess_rungs(&held, &facts);
        rungs.map(|rung| (rung.preview().is_some(), rung.refusal().is_some())).collect()
    };
    assert_eq!(ways(firm(Plan::SelfEmployed)), [(false, true); 4]);
    assert_eq!(ways(firm(Plan::Plus)), [(true, false), (true, false), (false, false), (true, false)]);
}

#[test]
fn a_question_of_a_menu_has_the_actions_that_it_decides_and_a_number_where_it_is_one() {
    let alike = canada_but(|terms| terms.plans.easy_start.users.billable = terms.plans.essentials.users.billable);
    let down = [Plan::EasyStart, Plan::Essentials].map(|to| Action::Downgrade { to });
    for (catalogue, number) in [(Catalogue::canada(), None), (&alike, Some(3))] {
        let known = request(firm(Plan::Plus), firm(Plan::Plus)).context;
        let facts = Facts::from(known).with(|facts| facts.client.usage.users.billable = None);
        let menu = catalogue.assess_menu(&firm(Plan::Plus), &facts);
        let [asked] = menu.questions().collect::<Vec<_>>().try_into().expect("one question");
        assert_eq!((asked.question().fact, asked.question().more_than), (Fact::Users(UserKind::Billable), number));
        assert!(asked.actions().eq(down));
    }
}

/// Time goes with two payrolls, bill pay with the higher one alone; to drop either would be one more that nobody named.
#[test]
fn of_ways_that_keep_the_wish_the_one_that_touches_the_fewest_others_is_taken() {
    let bill_pay = seller_of(AddOnKind::BillPay).terms().add_ons.bill_pay;
    let tier = bill_pay.tiers.iter().next().expect("it is sold");
    let catalogue = canada_but(|terms| {
        terms.add_ons.bill_pay = bill_pay;
        terms.add_ons.bill_pay.plans = terms.add_ons.time.plans;
        terms.add_ons.bill_pay.payroll_tiers = Tier::Elite.into();
    });
    let current = with_time(firm(Plan::Plus), Tier::Elite, Party::Firm).with_add_on(AddOnKind::BillPay, tier, Party::Firm);
    let preview = catalogue.preview(&request(current, current.with_plan(Plan::EasyStart))).expect("payroll brings both");
    assert_eq!(preview.remedies(), [Tier::Premium, Tier::Elite].map(|tier| Remedy::TakePayroll { tier }));
    assert_eq!(preview.plan().to().with_held(AddOnKind::Payroll, None), current.with_plan(Plan::EasyStart));
}
