//! What an edition may say that neither country's does: when each product takes effect, and that billing of a separate product moves.

use subscription_change::catalogue::{Effective, TermsFault};
use subscription_change::{AddOnKind, Catalogue, Party, Plan, Product, Reason, Step, Subscription, Tier};

use crate::common::{canada_but, request};

fn holding(tier: Tier) -> Subscription {
    Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Payroll, tier, Party::Firm)
}

/// Plus with payroll to Advanced with another tier of it, and time besides; when each step and the whole take effect.
fn effects(catalogue: &Catalogue, from: Tier, to: Tier) -> (Vec<(Product, Effective)>, Effective) {
    let target = holding(to).with_plan(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let plan = request(holding(from), target).plan_change_with(catalogue).expect("nothing is in the way");
    let each = plan.steps().map(|step: Step| (step.product(), step.effective()));
    (each.collect(), plan.effective())
}

#[test]
fn each_step_takes_effect_by_its_direction_and_its_product() {
    use Effective::{Immediately as Now, NextBillingDate as Later};
    let (base, payroll, time) = (Product::Base, Product::Payroll, Product::Time);

    let all_at_once = effects(Catalogue::canada(), Tier::Core, Tier::Elite);
    assert_eq!(all_at_once, (vec![(base, Now), (payroll, Now), (time, Now)], Now));

    let payroll_up_later = canada_but(|terms| terms.add_ons.payroll.upgrades_take_effect = Some(Later));
    assert_eq!(effects(&payroll_up_later, Tier::Core, Tier::Elite), (vec![(base, Now), (payroll, Later), (time, Now)], Later));
    assert_eq!(effects(&payroll_up_later, Tier::Elite, Tier::Core), (vec![(base, Now), (time, Now), (payroll, Now)], Now));

    let payroll_down_later = canada_but(|terms| terms.add_ons.payroll.downgrades_take_effect = Some(Later));
    assert_eq!(effects(&payroll_down_later, Tier::Core, Tier::Elite), (vec![(base, Now), (payroll, Now), (time, Now)], Now));
    assert_eq!(effects(&payroll_down_later, Tier::Elite, Tier::Core), (vec![(base, Now), (time, Now), (payroll, Later)], Later));

    // What an add-on says is said for it alone, and what it does not say is as for the plan.
    let all_but_time_later = canada_but(|terms| {
        terms.upgrades_take_effect = Later;
        terms.add_ons.time.upgrades_take_effect = Some(Now);
    });
    assert_eq!(
        effects(&all_but_time_later, Tier::Core, Tier::Elite),
        (vec![(base, Later), (payroll, Later), (time, Now)], Later)
    );
}

#[cfg(feature = "serde")]
#[test]
fn a_record_of_a_plan_in_which_products_take_effect_apart_is_read_back() {
    use subscription_change::record::PlanRecord;

    let terms = |terms: &mut subscription_change::catalogue::Terms| {
        terms.id = "XX-2030-01-01".parse().expect("an identity");
        terms.add_ons.time.upgrades_take_effect = Some(Effective::NextBillingDate);
    };
    let target = holding(Tier::Core).with_plan(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let plan = request(holding(Tier::Core), target).plan_change_with(&canada_but(terms)).expect("nothing is in the way");
    let written = serde_json::to_value(plan).expect("it is written");
    let read: PlanRecord = serde_json::from_value(written.clone()).expect("it is read");
    assert_eq!(serde_json::to_value(read).expect("it is written"), written);
    assert!(read.steps().eq(plan.steps()));
}

#[test]
fn billing_of_a_separate_product_moves_where_the_edition_says_so() {
    let held = |payer| Subscription::new(Plan::SelfEmployed, payer);
    let mut transfer = request(held(Party::Client), held(Party::Firm));
    transfer.context.client.transfer_permission_hours = Some(1);
    let refusal = transfer.plan_change_with(Catalogue::canada()).expect_err("it is a separate product");
    let separate = Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::SelfEmployed };
    assert!(refusal.reasons().eq([separate]));

    let transferable = canada_but(|terms| terms.edition.transferable_products = Plan::SelfEmployed.into());
    let plan = transfer.plan_change_with(&transferable).expect("its billing moves");
    assert!(plan.steps().map(|step| step.product()).eq([Product::Base]));
    // It is as separate as before.
    let change = request(held(Party::Firm), Subscription::new(Plan::Plus, Party::Firm));
    let refusal = change.plan_change_with(&transferable).expect_err("it is a separate product");
    assert!(refusal.reasons().eq([Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::Plus }]));
}

#[test]
fn only_of_a_separate_product_can_it_be_said_that_its_billing_moves() {
    let mut terms = *Catalogue::canada().terms();
    terms.edition.transferable_products = [Plan::Plus, Plan::SelfEmployed].into_iter().collect();
    let faults: Vec<TermsFault> = terms.faults().collect();
    assert_eq!(faults, [TermsFault::TransferableNotSeparate { plan: Plan::Plus }]);
    assert_eq!(faults[0].to_string(), "transferable_products: has plus, which is not a separate product");
}

/// A document that says nothing of it is read as it was, and written without it.
#[cfg(feature = "serde")]
#[test]
fn what_an_older_document_does_not_say_is_as_it_was() {
    use subscription_change::catalogue::Terms;

    let canada = Catalogue::canada().terms();
    let mut written = serde_json::to_value(canada).expect("it is written");
    for add_on in AddOnKind::ALL {
        let terms = &written[add_on.name()];
        assert!(terms.get("upgrades_take_effect").is_none() && terms.get("downgrades_take_effect").is_none(), "{terms}");
    }
    written.as_object_mut().expect("an object").remove("transferable_products").expect("it is written");
    assert_eq!(&serde_json::from_value::<Terms>(written.clone()).expect("it is read"), canada);

    written["time"]["downgrades_take_effect"] = "next_billing_date".into();
    written["transferable_products"] = serde_json::json!(["self_employed"]);
    let terms: Terms = serde_json::from_value(written.clone()).expect("it is read");
    assert_eq!(terms.add_ons.time.downgrades_take_effect, Some(Effective::NextBillingDate));
    assert_eq!(terms.edition.transferable_products, Plan::SelfEmployed.into());
    let again = serde_json::to_value(terms).expect("it is written");
    assert_eq!(again["time"], written["time"]);
    assert_eq!(serde_json::from_value::<Terms>(again).expect("it is read"), terms);

    // As everywhere, null is nothing that may be left out.
    written["payroll"]["upgrades_take_effect"] = serde_json::Value::Null;
    assert!(serde_json::from_value::<Terms>(written).is_err());
}
