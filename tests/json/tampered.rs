//! Decisions that the crate would never make are not read.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use subscription_change::catalogue::Effective;
use subscription_change::parts::{Item, Quota};
use subscription_change::record::{DecisionRecord, PlanRecord, RefusalRecord};
use subscription_change::{
    Actor, AddOnKind, Catalogue, ClientStatus, Decision, Feature, FeatureSet, Notice, NoticeCode, Parties, Party, Plan, Product,
    Reason, ReasonCode, Remedy, RemedyCode, Resolution, Step, StepCode, Subscription, Tier, UserKind,
};

use super::samples::{decisions, decisions_of_every_code};
use crate::common::{but, firm, request};

fn tree(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("it can be written")
}

/// A document that was tampered with is not read, and the error says this.
#[track_caller]
fn assert_unreadable<T: serde::de::DeserializeOwned + std::fmt::Debug>(tampered: &Value, expected: &str) {
    let json = tampered.to_string();
    match serde_json::from_str::<T>(&json) {
        Ok(read) => panic!("it is read as {read:#?}: {json}"),
        Err(error) => {
            let error = error.to_string();
            assert!(error.contains(expected), "{error}, expected: {expected}; {json}");
        }
    }
}

/// A refusal for two reasons, one of which anybody may clear in two ways.
fn refusal() -> Value {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let request = but(&request(held, held.with_plan(Plan::EasyStart)), |r| {
        r.context.authorised_by = Parties::EMPTY;
        r.context.client.usage.users.billable = 3;
    });
    tree(Decision::from(request.plan_change()))
}

/// A plan of three steps and two notices.
fn change_plan() -> Value {
    let current = firm(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let target = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    let request = but(&request(current, target), |r| r.context.client.usage.features = Feature::Workflows.into());
    tree(Decision::from(request.plan_change()))
}

#[track_caller]
fn tampered(decision: Value, path: &str, new: Value) -> Value {
    assert_ne!(decision.pointer(path), Some(&new), "{path} is another one");
    but_for(decision, path, new)
}

/// The same with this value at this path, where there is one.
#[track_caller]
fn but_for(mut decision: Value, path: &str, new: Value) -> Value {
    *decision.pointer_mut(path).unwrap_or_else(|| panic!("{path} is there")) = new;
    decision
}

/// The same without one field of the object at this path.
fn without(mut decision: Value, path: &str, key: &str) -> Value {
    let object = decision.pointer_mut(path).and_then(Value::as_object_mut).expect("it is an object");
    assert!(object.remove(key).is_some());
    decision
}

/// The same with one more field in the object at this path.
fn with(mut decision: Value, path: &str, key: &str, value: Value) -> Value {
    let object = decision.pointer_mut(path).and_then(Value::as_object_mut).expect("it is an object");
    assert_eq!(object.insert(key.to_owned(), value), None);
    decision
}

/// The list at this path, in another order or with other members.
fn with_list(mut decision: Value, path: &str, edit: impl FnOnce(&mut Vec<Value>)) -> Value {
    edit(decision.pointer_mut(path).and_then(Value::as_array_mut).expect("it is a list"));
    decision
}

/// Every field that a code can have, with a value that fits it.
fn every_field() -> [(&'static str, Value); 30] {
    [
        ("from", json!("plus")),
        ("to", json!("advanced")),
        ("product", json!("time")),
        ("item", json!("plus")),
        ("tier", json!("premium")),
        ("plan", json!("plus")),
        ("status", json!("expired")),
        ("payer", json!("firm")),
        ("party", json!("firm")),
        ("losses", json!([])),
        ("features", json!(["bills"])),
        ("accepting", json!([])),
        ("feature", json!("bills")),
        ("kind", json!("billable")),
        ("resource", json!("accounts")),
        ("used", json!(3)),
        ("limit", json!(1)),
        ("count", json!(2)),
        ("hours", json!(1)),
        ("hours_left", json!(1)),
        ("hours_ago", json!(50)),
        ("window", json!(48)),
        ("by", json!("client")),
        ("reversible", json!(true)),
        ("resolution", json!("act")),
        ("remedies", json!([])),
        ("effective", json!("immediately")),
        ("in_days", json!(3)),
        ("disputed", json!(true)),
        ("mood", json!("good")),
    ]
}

/// It is not read without one of its fields, nor with a field that its code does not have.
#[track_caller]
fn assert_takes_exactly_its_fields<T: serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug>(value: T) {
    let tree = tree(value);
    let code = tree["code"].as_str().expect("it has a code").to_owned();
    let fields = tree.as_object().expect("it is an object");
    for key in fields.keys() {
        let expected =
            if key == "code" { "missing field `code`".to_owned() } else { format!("`{code}` is missing its field `{key}`") };
        let misfit = without(tree.clone(), "", key);
        let json = misfit.to_string();
        // The notice about a suspended company names a kind of user or a resource.
        if code == "company_suspended" && key == "resource" {
            assert_unreadable::<T>(&misfit, "`company_suspended` is missing its field `kind`");
            continue;
        }
        // What is not disputed is not said to be.
        if key == "disputed" {
            assert!(serde_json::from_str::<T>(&json).is_ok(), "{json}");
            continue;
        }
        let error = serde_json::from_str::<T>(&json).expect_err(&json).to_string();
        // If the field that tells the others apart is missing, the error is about that field.
        assert!(error.contains(&expected) || error.contains(&format!("`{code}` has a wrong ")), "{error}: {json}");
    }
    for (key, value) in every_field() {
        // What clears a feature may be disputed, whichever it is.
        let either_quota = code == "company_suspended" && key == "kind";
        let may_be_disputed = key == "disputed" && fields.contains_key("feature") && fields.contains_key("by");
        if !fields.contains_key(key) && !may_be_disputed && !either_quota {
            let expected = match key {
                "mood" => format!("unknown field `{key}`"),
                _ => format!("`{code}` has no field `{key}`"),
            };
            assert_unreadable::<T>(&with(tree.clone(), "", key, value), &expected);
        }
    }
    let unknown = tampered(tree.clone(), "/code", json!("no_such_code"));
    assert_unreadable::<T>(&unknown, "unknown variant `no_such_code`, expected one of ");
    let list = Value::Array(fields.values().cloned().collect());
    assert_unreadable::<T>(&list, "invalid type: sequence, expected an object with a `code`");
}

// Reasons, remedies, steps and notices by themselves

#[test]
fn a_value_takes_exactly_the_fields_of_its_code() {
    let mut tried = BTreeSet::new();
    for decision in decisions_of_every_code() {
        match decision {
            Decision::Refusal(refusal) => {
                for reason in &refusal {
                    if tried.insert(("reason", reason.code().name())) {
                        assert_takes_exactly_its_fields::<Reason>(reason);
                    }
                    for remedy in reason.remedies() {
                        if tried.insert(("remedy", remedy.code().name())) {
                            assert_takes_exactly_its_fields::<Remedy>(remedy);
                        }
                    }
                }
            }
            Decision::ChangePlan(plan) => {
                for step in plan.steps() {
                    if tried.insert(("step", step.code().name())) {
                        assert_takes_exactly_its_fields::<Step>(step);
                    }
                }
                for notice in plan.notices() {
                    if tried.insert(("notice", notice.code().name())) {
                        assert_takes_exactly_its_fields::<Notice>(notice);
                    }
                }
            }
        }
    }
    let reasons = ReasonCode::ALL.iter().map(|code| ("reason", code.name()));
    let remedies = RemedyCode::ALL.iter().map(|code| ("remedy", code.name()));
    let steps = StepCode::ALL.iter().map(|code| ("step", code.name()));
    let notices = NoticeCode::ALL.iter().map(|code| ("notice", code.name()));
    let all = reasons.chain(remedies).chain(steps).chain(notices);
    let missing: Vec<_> = all.filter(|code| !tried.contains(code)).collect();
    assert!(missing.is_empty(), "not among the decisions: {missing:?}");
}

#[test]
fn a_reason_with_another_resolution_or_other_remedies_is_not_read() {
    for decision in decisions(600) {
        let Decision::Refusal(refusal) = decision else { continue };
        for reason in &refusal {
            let code = reason.code();
            let wrong = |field| format!("`{code}` has a wrong `{field}`");
            let tree = tree(reason);
            for &resolution in Resolution::ALL.iter().filter(|&&resolution| resolution != reason.resolution()) {
                // A feature in use is `never` where it has no remedies: then the remedies are wrong.
                assert_unreadable::<Reason>(&tampered(tree.clone(), "/resolution", json!(resolution)), &wrong("resolution"));
            }
            let another = json!({"code": "authorise", "party": "client", "by": "client"});
            let others: Vec<Value> = if tree["remedies"] == json!([]) {
                vec![json!([another])]
            } else {
                let own = &tree["remedies"][0];
                let mut others = vec![json!([]), json!([own, another, another])];
                others.extend((*own != another).then(|| json!([another, own])));
                others
            };
            for other in others.into_iter().filter(|other| *other != tree["remedies"]) {
                assert_unreadable::<Reason>(&tampered(tree.clone(), "/remedies", other), "");
            }
        }
    }
}

#[test]
fn alternatives_that_are_the_same_are_not_read() {
    for payer in [Party::Firm, Party::Client] {
        let reason = tree(Reason::NotAuthorised { product: Product::Base, payer, or_client: false });
        let own = &reason["remedies"][0];
        let twice = json!([own, own]);
        assert_unreadable::<Reason>(&tampered(reason, "/remedies", twice), "`not_authorised` has a wrong `remedies`");
    }
}

#[test]
fn a_remedy_by_another_actor_is_not_read() {
    for remedy in [
        Remedy::WaitUntilMoved,
        Remedy::UpdateFirmBilling,
        Remedy::Authorise { party: Party::Client },
        Remedy::DropAddOn { product: Product::Time },
        Remedy::RecoverPrimaryAdmin,
    ] {
        for &actor in Actor::ALL.iter().filter(|&&actor| actor != remedy.by()) {
            let expected = format!("`{}` has a wrong `by`", remedy.code());
            assert_unreadable::<Remedy>(&tampered(tree(remedy), "/by", json!(actor)), &expected);
        }
    }
}

#[test]
fn a_notice_that_is_not_as_reversible_is_not_read() {
    for (notice, reversible) in [(Notice::LeavesLedger, false), (Notice::ReadOnlyUntilBillingDetails, true)] {
        let expected = format!("`{}` has a wrong `reversible`", notice.code());
        assert_eq!(tree(notice)["reversible"], json!(reversible));
        assert_unreadable::<Notice>(&tampered(tree(notice), "/reversible", json!(!reversible)), &expected);
    }
}

#[test]
fn a_word_of_another_kind_is_not_read() {
    let closed = tree(Reason::LedgerClosed { from: Plan::Plus });
    for other in ["core", "firm", "nonsense"] {
        assert_unreadable::<Reason>(&tampered(closed.clone(), "/from", json!(other)), "");
    }
    let step =
        tree(Step::ChangePlan { from: Plan::Plus, to: Plan::Advanced, effective: Effective::Immediately, by: Party::Firm });
    assert_unreadable::<Step>(&tampered(step.clone(), "/to", json!("elite")), "`change_plan` has a wrong `to`");
    assert_unreadable::<Step>(&tampered(step.clone(), "/by", json!("vendor")), "`change_plan` has a wrong `by`");
    assert_unreadable::<Step>(&tampered(step, "/by", json!("requester")), "`change_plan` has a wrong `by`");
}

// Refusals

#[test]
fn a_refusal_with_another_resolution_is_not_read() {
    let refusal = refusal();
    assert_eq!(refusal["resolution"], "act");
    for other in ["never", "wait"] {
        assert_unreadable::<DecisionRecord>(&tampered(refusal.clone(), "/resolution", json!(other)), "the resolution is `act`");
    }
    assert_unreadable::<DecisionRecord>(&tampered(refusal, "/resolution", json!("later")), "unknown variant `later`");
}

#[test]
fn a_refusal_with_its_reasons_in_another_order_or_repeated_or_without_any_is_not_read() {
    let refusal = refusal();
    assert!(serde_json::from_value::<DecisionRecord>(refusal.clone()).is_ok());
    assert_eq!(refusal["reasons"].as_array().expect("a list").len(), 3);
    let reversed = with_list(refusal.clone(), "/reasons", |reasons| reasons.reverse());
    let swapped = with_list(refusal.clone(), "/reasons", |reasons| reasons.swap(1, 2));
    let repeated = with_list(refusal.clone(), "/reasons", |reasons| reasons.insert(1, reasons[0].clone()));
    let twice = with_list(refusal.clone(), "/reasons", |reasons| reasons.extend(reasons.clone()));
    for wrong in [reversed, swapped, repeated, twice] {
        assert_unreadable::<DecisionRecord>(&wrong, "no refusal has these reasons in this order");
    }
    assert_unreadable::<DecisionRecord>(&with_list(refusal, "/reasons", Vec::clear), "a refusal has at least one reason");
}

#[test]
fn a_refusal_whose_reasons_contradict_each_other_is_not_read() {
    let refusal = refusal();
    // Two reasons of one code and kind with other numbers.
    let twice_with_others = with_list(refusal.clone(), "/reasons", |reasons| {
        let mut other = reasons[1].clone();
        (other["used"], other["remedies"][0]["count"]) = (json!(4), json!(3));
        reasons.insert(2, other);
    });
    assert_unreadable::<DecisionRecord>(&twice_with_others, "no refusal has these reasons in this order");
    // The target's plan, told twice, is told differently.
    let two_targets = with_list(refusal, "/reasons", |reasons| {
        reasons.insert(0, tree(Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::Advanced }));
    });
    let two_targets = tampered(two_targets, "/resolution", json!("never"));
    assert_unreadable::<DecisionRecord>(&two_targets, "no refusal has these reasons in this order");
}

/// Reasons of one request agree on its facts.
#[test]
fn a_refusal_whose_reasons_tell_of_different_requests_is_not_read() {
    let written = |reasons: [Reason; 2]| {
        let resolution = reasons.iter().map(Reason::resolution).min();
        json!({"decision": "refusal", "catalogue": "CA-2025-06-02", "resolution": resolution, "reasons": reasons})
    };
    let separate = |from, to| Reason::SeparateProduct { from, to };
    let closed = |from, to| Reason::TransitionClosed { from, to };
    let ledger_closed = |from| Reason::LedgerClosed { from };
    let not_sold = |plan| Reason::NotSold { product: Product::Base, item: Item::Plan(plan) };
    let unsupported = |plan| Reason::AddOnUnsupported { product: Product::Payroll, plan, with_payroll: None };
    let expired =
        |product, hours_ago, window| Reason::TransferPermissionExpired { product, hours_ago, window, by: Party::Client };
    let annual = |product, in_days| Reason::AnnualBilling { product, in_days };
    let time = |with_payroll| Reason::AddOnUnsupported { product: Product::Time, plan: Plan::Ledger, with_payroll };
    let unsold_payroll = |tier| Reason::NotSold { product: Product::Payroll, item: Item::Tier(tier) };
    let loses = |losses| Reason::DowngradeNotConfirmed { losses };
    let in_use = |feature| Reason::FeatureInUse { feature, cleared_by: None, disputed: false };
    let too_many_users = Reason::TooManyUsers { kind: UserKind::Billable, used: 3, limit: 1 };
    let (plus, advanced, ledger) = (Plan::Plus, Plan::Advanced, Plan::Ledger);
    let (base, payroll) = (Product::Base, Product::Payroll);
    for (alike, otherwise) in [
        ([separate(plus, ledger), not_sold(ledger)], not_sold(plus)),
        ([separate(plus, ledger), unsupported(ledger)], unsupported(plus)),
        ([ledger_closed(plus), unsupported(ledger)], unsupported(plus)),
        ([not_sold(ledger), unsupported(ledger)], unsupported(plus)),
        ([closed(plus, advanced), unsupported(advanced)], unsupported(plus)),
        ([expired(base, 50, 48), expired(payroll, 50, 48)], expired(payroll, 51, 48)),
        ([expired(base, 50, 48), expired(payroll, 50, 48)], expired(payroll, 50, 49)),
        ([annual(base, 3), annual(Product::Time, 3)], annual(Product::Time, 4)),
        // Payroll is taken only where the plan supports it, and only a tier that can be had.
        ([unsupported(ledger), time(None)], time(Some(Tier::Premium))),
        ([unsold_payroll(Tier::Premium), time(Some(Tier::Elite))], time(Some(Tier::Premium))),
        // What blocks is no loss to accept.
        ([loses(Feature::Bills.into()), in_use(Feature::Inventory)], in_use(Feature::Bills)),
        // No catalogue opens a move to a plan that is not sold, and what is about the use of a plan is about an open move.
        ([not_sold(plus), loses(FeatureSet::EMPTY)], too_many_users),
        ([not_sold(plus), loses(FeatureSet::EMPTY)], loses(Feature::Bills.into())),
        ([not_sold(plus), loses(FeatureSet::EMPTY)], in_use(Feature::Bills)),
        ([not_sold(plus), loses(FeatureSet::EMPTY)], Reason::UpgradeTooSoon { hours_left: 3 }),
        ([not_sold(plus), loses(FeatureSet::EMPTY)], Reason::DowngradeNotOffered),
    ] {
        let read = serde_json::from_value::<DecisionRecord>(written(alike));
        assert!(read.is_ok(), "{alike:?}: {read:?}");
        assert_unreadable::<DecisionRecord>(&written([alike[0], otherwise]), "no refusal has these reasons in this order");
    }
}

#[test]
fn a_refusal_whose_reason_has_been_tampered_with_is_not_read() {
    let refusal = refusal();
    assert_eq!(refusal["reasons"][1]["code"], "too_many_users");
    assert_unreadable::<DecisionRecord>(
        &tampered(refusal.clone(), "/reasons/1/used", json!(4)),
        "`too_many_users` has a wrong `remedies`",
    );
    let count = tampered(refusal.clone(), "/reasons/1/remedies/0/count", json!(1));
    assert_unreadable::<DecisionRecord>(&count, "`too_many_users` has a wrong `remedies`");
    let by = tampered(refusal.clone(), "/reasons/1/remedies/0/by", json!("firm"));
    assert_unreadable::<DecisionRecord>(&by, "`remove_users` has a wrong `by`");
    let swapped = with_list(refusal.clone(), "/reasons/2/remedies", |remedies| remedies.swap(0, 1));
    assert_unreadable::<DecisionRecord>(&swapped, "`add_on_unsupported` has a wrong `remedies`");
    let resolution = tampered(refusal.clone(), "/reasons/0/resolution", json!("wait"));
    assert_unreadable::<DecisionRecord>(&resolution, "`not_authorised` has a wrong `resolution`");
    assert_unreadable::<DecisionRecord>(
        &without(refusal, "/reasons/0", "payer"),
        "`not_authorised` is missing its field `payer`",
    );
}

#[test]
fn a_refusal_has_exactly_its_fields() {
    let refusal = refusal();
    for key in ["decision", "catalogue", "resolution", "reasons"] {
        assert_unreadable::<DecisionRecord>(&without(refusal.clone(), "", key), &format!("missing field `{key}`"));
    }
    let plan = change_plan();
    for key in ["effective", "from", "to", "steps", "features_gained", "features_lost", "notices"] {
        let foreign = with(refusal.clone(), "", key, plan[key].clone());
        assert_unreadable::<DecisionRecord>(&foreign, &format!("`refusal` has no field `{key}`"));
    }
    assert_unreadable::<DecisionRecord>(&with(refusal.clone(), "", "id", json!(7)), "unknown field `id`");
    assert_unreadable::<DecisionRecord>(&tampered(refusal.clone(), "/decision", json!("change_plan")), "");
    assert_unreadable::<DecisionRecord>(&tampered(refusal.clone(), "/decision", json!("invalid")), "unknown variant `invalid`");
    assert_unreadable::<DecisionRecord>(&tampered(refusal.clone(), "/reasons", Value::Null), "");
    assert_unreadable::<DecisionRecord>(&tampered(refusal, "/catalogue", json!("CA-2025-02-29")), "a catalogue's identity");
}

#[test]
fn a_refusal_is_no_plan_and_a_plan_no_refusal() {
    assert_unreadable::<PlanRecord>(&without(refusal(), "", "decision"), "missing field");
    assert_unreadable::<RefusalRecord>(&without(change_plan(), "", "decision"), "missing field");
}

// Change plans

#[test]
fn a_plan_whose_steps_do_not_lead_there_is_not_read() {
    let plan = change_plan();
    assert!(serde_json::from_value::<DecisionRecord>(plan.clone()).is_ok());
    let codes: Vec<&Value> = plan["steps"].as_array().expect("a list").iter().map(|step| &step["code"]).collect();
    assert_eq!(codes, ["add", "change_plan", "transfer_billing"]);

    let expected = "these steps, in this order, do not lead from `from` to `to`";
    for place in 0..3 {
        let removed = with_list(plan.clone(), "/steps", |steps| drop(steps.remove(place)));
        assert_unreadable::<DecisionRecord>(&removed, expected);
        let repeated = with_list(plan.clone(), "/steps", |steps| steps.insert(place, steps[place].clone()));
        assert_unreadable::<DecisionRecord>(&repeated, expected);
        let swapped = with_list(plan.clone(), "/steps", |steps| steps.swap(place, (place + 1) % 3));
        assert_unreadable::<DecisionRecord>(&swapped, expected);
    }
    assert_unreadable::<DecisionRecord>(&with_list(plan.clone(), "/steps", Vec::clear), expected);
    for (path, other) in [
        ("/to/base/plan", "plus"),
        ("/from/base/plan", "plus"),
        ("/to/payroll/tier", "elite"),
        ("/to/payroll/payer", "firm"),
        ("/to/time/payer", "firm"),
        ("/from/base/payer", "client"),
        ("/steps/0/tier", "core"),
        ("/steps/0/by", "firm"),
        ("/steps/0/product", "time"),
        ("/steps/1/to", "essentials"),
        ("/steps/1/by", "client"),
        ("/steps/2/product", "base"),
        ("/steps/2/to", "firm"),
    ] {
        assert_unreadable::<DecisionRecord>(&tampered(plan.clone(), path, json!(other)), expected);
    }
}

#[test]
fn a_list_longer_than_any_plan_has_is_not_read() {
    let sized = |key: &str, length: usize| {
        with_list(change_plan(), key, |list| *list = list.iter().cycle().take(length).cloned().collect())
    };
    // Base and payroll, each up or down; each other add-on; a transfer of each product.
    let steps = 4 + (AddOnKind::COUNT - 1) + Product::COUNT;
    // Six of the request, three of each limit, one of each add-on and each payer, six of each product that is transferred.
    let notices = 6 + 3 * Quota::ALL.len() + AddOnKind::COUNT + Party::COUNT + 6 * Product::COUNT;
    for (key, most) in [("/steps", steps), ("/notices", notices)] {
        let error = serde_json::from_value::<DecisionRecord>(sized(key, most)).expect_err("no plan has so many").to_string();
        assert!(!error.contains("invalid length"), "{key}: {error}");
        for length in [most + 1, most + 2] {
            let expected = format!("invalid length {}, expected a list of at most {most}", most + 1);
            assert_unreadable::<DecisionRecord>(&sized(key, length), &expected);
        }
    }
    assert_unreadable::<DecisionRecord>(
        &tampered(change_plan(), "/steps", json!({})),
        &format!("invalid type: map, expected a list of at most {steps}"),
    );
}

#[test]
fn what_no_plan_tier_or_party_is_called_is_not_read() {
    let expected = "expected the name of a plan, a tier or a party";
    assert_unreadable::<DecisionRecord>(&tampered(change_plan(), "/steps/1/to", json!("platinum")), expected);
    assert_unreadable::<DecisionRecord>(&tampered(change_plan(), "/steps/1/to", json!(3)), expected);
}

#[test]
fn a_transfer_to_the_firm_by_the_client_is_not_read() {
    let request = request(crate::common::client(Plan::Plus), firm(Plan::Plus));
    let plan = tree(request.plan_change().expect("it is allowed"));
    assert_unreadable::<PlanRecord>(&tampered(plan, "/steps/0/by", json!("client")), "these steps, in this order, do not lead");
}

#[test]
fn transfers_to_the_client_by_different_parties_are_not_read() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let target = crate::common::client(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
    let plan = tree(request(held, target).plan_change().expect("it is allowed"));
    assert_unreadable::<PlanRecord>(&tampered(plan, "/steps/1/by", json!("client")), "these steps, in this order, do not lead");
}

/// The discount is kept for all that is taken over, or for nothing.
#[test]
fn a_takeover_at_two_prices_is_not_read() {
    let held = crate::common::client(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
    let target = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let plan = tree(request(held, target).plan_change().expect("it is allowed"));
    for (place, product) in [(0, Product::Base), (1, Product::Time)] {
        let other = tree(Notice::DiscountKept { product });
        let tampered = tampered(plan.clone(), &format!("/notices/{place}"), other);
        assert_unreadable::<PlanRecord>(&tampered, "no change plan has these notices in this order");
    }
}

#[test]
fn a_plan_with_its_notices_in_another_order_or_repeated_is_not_read() {
    let plan = change_plan();
    let codes: Vec<&Value> = plan["notices"].as_array().expect("a list").iter().map(|notice| &notice["code"]).collect();
    assert_eq!(codes, ["features_lost", "primary_admin_locked", "prorated_charge", "full_price"]);
    let expected = "no change plan has these notices in this order";
    assert_unreadable::<DecisionRecord>(&with_list(plan.clone(), "/notices", |notices| notices.reverse()), expected);
    for place in 0..4 {
        let repeated = with_list(plan.clone(), "/notices", |notices| notices.insert(place, notices[place].clone()));
        assert_unreadable::<DecisionRecord>(&repeated, expected);
    }
    assert_unreadable::<DecisionRecord>(
        &tampered(plan.clone(), "/notices/0/reversible", json!(false)),
        "has a wrong `reversible`",
    );
    let lost_otherwise = with_list(plan, "/notices", |notices| {
        let other = tree(Notice::FeaturesLost { features: FeatureSet::of(&[Feature::Bills]) });
        notices.insert(1, other);
    });
    assert_unreadable::<DecisionRecord>(&lost_otherwise, expected);
}

/// Of all that the plan leaves untold, what agrees with most of its notices counts.
#[test]
fn the_first_notice_that_cannot_be_where_it_is_is_named() {
    let plan = change_plan();
    let other = tampered(plan.clone(), "/notices/3/product", json!("payroll"));
    assert_unreadable::<DecisionRecord>(&other, "number 4 is `full_price` with other parameters");
    let too_many = with_list(plan.clone(), "/notices", |notices| notices.push(tree(Notice::PaymentDetailsNeeded)));
    assert_unreadable::<DecisionRecord>(&too_many, "number 5, `payment_details_needed`, does not belong to this plan");
    let too_few = with_list(plan, "/notices", |notices| _ = notices.pop());
    assert_unreadable::<DecisionRecord>(&too_few, "`full_price` is missing at number 4");
}

/// Each transfer has its price, the same for all that the firm takes over, and base that goes to the client what comes with that.
#[test]
fn a_plan_whose_notices_are_not_those_of_its_transfers_is_not_read() {
    let with_payroll = |base, payer| Subscription::new(Plan::Plus, base).with_add_on(AddOnKind::Payroll, Tier::Core, payer);
    let plan = |current, target, asks: Party| {
        let request = but(&request(current, target), |r| r.context.authorised_by = asks.into());
        tree(request.plan_change().expect("it is allowed"))
    };
    let (firms, clients) = (with_payroll(Party::Firm, Party::Firm), with_payroll(Party::Client, Party::Client));
    let base_alone = with_payroll(Party::Client, Party::Firm);
    let taken_over = plan(clients, firms, Party::Firm);
    let [handed_by_firm, handed_by_client] = [Party::Firm, Party::Client].map(|asks| plan(firms, clients, asks));
    let [payroll_handed, base_handed] = [plan(base_alone, clients, Party::Firm), plan(firms, base_alone, Party::Firm)];
    let stays = plan(firms, with_payroll(Party::Firm, Party::Firm).with_plan(Plan::Advanced), Party::Firm);

    let (base, payroll, time) = (Product::Base, Product::Payroll, Product::Time);
    let kept = |product| Notice::DiscountKept { product };
    let retail = |product| Notice::RetailPrice { product };
    let wholesale = |product| Notice::WholesalePrice { product };
    let full = |product| Notice::FullPrice { product };
    let (read_only, details) = (Notice::ReadOnlyUntilBillingDetails, Notice::PaymentDetailsNeeded);
    let prorated = Notice::ProratedCharge { payer: Party::Firm };
    let of_product = |notice: &Notice| match *notice {
        Notice::DiscountKept { product }
        | Notice::RetailPrice { product }
        | Notice::WholesalePrice { product }
        | Notice::FullPrice { product } => Some(product),
        Notice::ReadOnlyUntilBillingDetails | Notice::PaymentDetailsNeeded => Some(Product::Base),
        _ => None,
    };
    for (plan, notices, lies) in [
        (
            &taken_over,
            vec![retail(base), retail(payroll)],
            vec![
                vec![retail(base)],
                vec![retail(payroll)],
                vec![],
                vec![retail(base), wholesale(payroll)],
                vec![kept(base), retail(payroll)],
                vec![kept(base), kept(payroll), retail(base)],
                vec![retail(base), retail(payroll), retail(time)],
                vec![retail(base), full(payroll)],
                vec![retail(base), retail(payroll), full(payroll)],
                vec![retail(base), retail(payroll), read_only],
            ],
        ),
        (&taken_over, vec![wholesale(base), wholesale(payroll)], vec![]),
        (&taken_over, vec![kept(base), kept(payroll)], vec![]),
        (
            &handed_by_firm,
            vec![full(base), full(payroll), read_only],
            vec![
                vec![full(base), full(payroll)],
                vec![full(base), read_only],
                vec![full(payroll), read_only],
                vec![full(base), full(payroll), details],
                vec![full(base), full(payroll), read_only, details],
                vec![retail(base), full(payroll), read_only],
                vec![retail(base), full(base), full(payroll), read_only],
                vec![full(base), full(payroll), full(time), read_only],
            ],
        ),
        (
            &handed_by_client,
            vec![full(base), full(payroll), details],
            vec![vec![full(base), full(payroll), read_only], vec![full(base), full(payroll), read_only, details]],
        ),
        (&payroll_handed, vec![full(payroll)], vec![vec![full(payroll), read_only], vec![full(payroll), details], vec![]]),
        (&base_handed, vec![full(base), read_only], vec![vec![full(base), full(payroll), read_only]]),
        (&stays, vec![prorated], vec![vec![prorated, retail(base)], vec![prorated, full(base)], vec![prorated, read_only]]),
    ] {
        let told = |notices: &[Notice]| {
            // In order: by product, and what comes with base after its price.
            let mut notices = notices.to_vec();
            notices.sort_by_key(|notice| (of_product(notice), notice.code()));
            but_for(plan.clone(), "/notices", json!(notices))
        };
        let read = serde_json::from_value::<PlanRecord>(told(&notices));
        assert!(read.is_ok(), "{notices:?}, {read:?}");
        for lie in lies {
            assert_unreadable::<PlanRecord>(&told(&lie), "no change plan has these notices in this order");
        }
    }
}

#[test]
fn a_plan_that_knows_one_side_of_the_exchange_alone_is_not_read() {
    for key in ["/features_gained", "/features_lost"] {
        let half = tampered(change_plan(), key, Value::Null);
        assert_unreadable::<DecisionRecord>(&half, "`features_gained` and `features_lost`");
    }
}

#[test]
fn a_plan_has_exactly_its_fields() {
    let plan = change_plan();
    for key in ["decision", "catalogue", "effective", "from", "to", "steps", "features_gained", "features_lost", "notices"] {
        assert_unreadable::<DecisionRecord>(&without(plan.clone(), "", key), &format!("missing field `{key}`"));
    }
    for (key, value) in [("resolution", json!("act")), ("reasons", json!([]))] {
        let foreign = with(plan.clone(), "", key, value);
        assert_unreadable::<DecisionRecord>(&foreign, &format!("`change_plan` has no field `{key}`"));
    }
    for key in ["from", "to", "steps", "notices", "effective", "catalogue"] {
        assert_unreadable::<DecisionRecord>(&tampered(plan.clone(), &format!("/{key}"), Value::Null), "");
    }
    assert_unreadable::<DecisionRecord>(&tampered(plan, "/effective", json!("later")), "unknown variant `later`");
}

#[test]
fn a_field_of_the_other_kind_is_an_error_also_where_it_is_null() {
    for key in ["effective", "from", "to", "steps", "features_gained", "features_lost", "notices"] {
        assert_unreadable::<DecisionRecord>(&with(refusal(), "", key, Value::Null), "");
    }
    for key in ["resolution", "reasons"] {
        assert_unreadable::<DecisionRecord>(&with(change_plan(), "", key, Value::Null), "");
    }
}

#[test]
fn a_field_that_the_code_or_the_kind_lacks_is_an_error_that_says_where() {
    #[track_caller]
    fn says_where<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &Value) {
        let error = serde_json::from_str::<T>(&json.to_string()).expect_err("it has a field too many");
        assert!(error.line() == 1 && error.column() > 0, "{error}");
    }

    let in_the_list = with(refusal(), "/reasons/0", "hours", json!(3));
    says_where::<DecisionRecord>(&in_the_list);
    says_where::<DecisionRecord>(&with(refusal(), "", "effective", json!("immediately")));
    says_where::<DecisionRecord>(&with(change_plan(), "", "resolution", json!("act")));
    says_where::<Reason>(&with(tree(Reason::ClientPending), "", "hours", json!(3)));
    says_where::<Remedy>(&with(tree(Remedy::UpdateFirmBilling), "", "hours", json!(3)));
    says_where::<Notice>(&with(tree(Notice::LeavesLedger), "", "hours", json!(3)));
    let step = Step::ChangePlan { from: Plan::Plus, to: Plan::Advanced, effective: Effective::Immediately, by: Party::Firm };
    says_where::<Step>(&with(tree(step), "", "hours", json!(3)));
}

#[test]
fn a_key_may_stand_once_in_a_decision_too() {
    for (decision, key) in [(refusal(), "reasons"), (refusal(), "catalogue"), (change_plan(), "steps"), (change_plan(), "to")] {
        let json = decision.to_string();
        let twice = format!("{},{key:?}:{}}}", &json[..json.len() - 1], decision[key]);
        let error = serde_json::from_str::<DecisionRecord>(&twice).expect_err(&twice).to_string();
        assert!(error.contains(&format!("duplicate field `{key}`")), "{error}");
    }
    let twice = r#"{"code":"client_read_only","status":"expired","status":"expired","resolution":"act","remedies":[]}"#;
    let error = serde_json::from_str::<Reason>(twice).expect_err(twice).to_string();
    assert!(error.contains("duplicate field `status`"), "{error}");
}

#[test]
fn the_same_reasons_of_another_catalogue_are_another_refusal() {
    let held = firm(Plan::Plus);
    let request = but(&request(held, held.with_plan(Plan::Ledger)), |r| r.context.client.status = ClientStatus::Trial);
    let [before, now] = [0, 1].map(|place| request.plan_change_with(Catalogue::embedded()[place]).expect_err("it is closed"));
    assert_ne!(before, now);
    let renamed = tampered(tree(before), "/catalogue", json!("CA-2025-06-02"));
    assert_eq!(serde_json::from_value::<RefusalRecord>(renamed).expect("it can be read"), RefusalRecord::from(&now));
}

// What no change and no facts bring together

/// A refusal for these reasons, as it would be written.
fn refused_for(reasons: &[Reason]) -> Value {
    let resolution = reasons.iter().map(Reason::resolution).min();
    json!({"decision": "refusal", "catalogue": "XX-2031-01-01", "resolution": resolution, "reasons": reasons})
}

#[track_caller]
fn assert_refused_for(reasons: &[Reason]) {
    let read = serde_json::from_value::<DecisionRecord>(refused_for(reasons));
    assert!(read.is_ok(), "{reasons:?}: {read:?}");
}

#[track_caller]
fn assert_never_together(reasons: &[Reason], expected: &str) {
    assert_unreadable::<DecisionRecord>(&refused_for(reasons), expected);
}

#[test]
fn nothing_to_change_stands_alone() {
    assert_refused_for(&[Reason::NothingToChange]);
    for other in [Reason::ClientPending, Reason::OtherRegion, Reason::LedgerClosed { from: Plan::Plus }] {
        assert_never_together(&[Reason::NothingToChange, other], "refused for `nothing_to_change` too");
    }
}

#[test]
fn a_company_is_in_one_state_at_a_time() {
    let read_only = |status| Reason::ClientReadOnly { status, by: Party::Firm };
    let resume = Reason::CancellationPending { by: Party::Firm };
    for reasons in [
        [Reason::ClientPending, Reason::NotSubscribedYet],
        [Reason::ClientPending, read_only(ClientStatus::Expired)],
        [Reason::ClientPending, resume],
        [read_only(ClientStatus::Cancelled), resume],
        [read_only(ClientStatus::Expired), Reason::NotSubscribedYet],
        [Reason::NotSubscribedYet, resume],
    ] {
        assert_never_together(&reasons, "the facts that they need exclude each other");
    }
    for reason in [Reason::ClientPending, read_only(ClientStatus::Expired), resume] {
        assert_refused_for(&[reason]);
    }
}

#[test]
fn facts_that_exclude_each_other_are_not_told_together() {
    let (base, payroll) = (Product::Base, Product::Payroll);
    let none = Reason::TransferNotPermitted { product: base, by: Party::Client };
    let expired = Reason::TransferPermissionExpired { product: base, hours_ago: 50, window: 48, by: Party::Client };
    let of_payroll = Reason::TransferPermissionExpired { product: payroll, hours_ago: 50, window: 48, by: Party::Client };
    let hand_over = |by| Reason::ClientNotPrimaryAdmin { product: payroll, by };
    let exclude = "the facts that they need exclude each other";
    assert_never_together(&[none, expired], exclude);
    assert_never_together(&[none, of_payroll], exclude);
    let losses = Feature::Bills.into();
    let confirmed_in_part = Reason::LossesNotAccepted { features: losses };
    assert_never_together(&[Reason::DowngradeNotConfirmed { losses }, confirmed_in_part], exclude);
    // Who holds the primary-admin role.
    let elsewhere = Reason::PrimaryAdminElsewhere;
    assert_never_together(&[hand_over(Actor::Firm), elsewhere], "`primary_admin_elsewhere` is about another primary admin");
    let other_admin = "`client_not_primary_admin` is about another primary admin";
    assert_never_together(&[none, hand_over(Actor::Firm)], other_admin);
    let by_firm = Reason::TransferNotPermitted { product: base, by: Party::Firm };
    assert_never_together(&[by_firm, elsewhere], "`primary_admin_elsewhere` is about another primary admin");
    assert_refused_for(&[by_firm, hand_over(Actor::Firm)]);
    assert_refused_for(&[none, elsewhere]);
    // Who pays for base.
    let read_only = Reason::ClientReadOnly { status: ClientStatus::Expired, by: Party::Client };
    let to_client = Reason::NotAuthorised { product: base, payer: Party::Firm, or_client: true };
    assert_never_together(&[read_only, to_client], "whatever happens to base");
}

#[test]
fn a_transfer_has_all_the_reasons_that_its_facts_bring() {
    let (base, payroll) = (Product::Base, Product::Payroll);
    let not_permitted = |product| Reason::TransferNotPermitted { product, by: Party::Client };
    let annual = Reason::AnnualBilling { product: base, in_days: 0 };
    assert_refused_for(&[not_permitted(base), not_permitted(payroll), annual]);
    assert_never_together(&[not_permitted(payroll), annual], "whatever happens to base, it is refused for other reasons");
    assert_refused_for(&[not_permitted(base), annual]);
    assert_refused_for(&[annual, Reason::OtherRegion]);
    // Only a transfer to the firm brings it, and base is transferred to the client.
    let hand_over = Reason::ClientNotPrimaryAdmin { product: base, by: Actor::Firm };
    assert_refused_for(&[hand_over, Reason::OtherRegion]);
    assert_never_together(&[annual, hand_over], "whatever happens to base");
    // What both changes and transfers is told nothing of a transfer.
    let both = Reason::TransferAndChange { product: payroll };
    assert_never_together(&[both, not_permitted(payroll)], "whatever happens to payroll");
    assert_refused_for(&[both]);
}

#[test]
fn reasons_of_a_direction_are_of_one_direction() {
    let unoffered = Reason::DowngradeNotOffered;
    let too_soon = Reason::UpgradeTooSoon { hours_left: 3 };
    assert_never_together(&[unoffered, too_soon], "no single change is refused for all of them");
    let losses = Reason::DowngradeNotConfirmed { losses: Feature::Bills.into() };
    assert_never_together(&[losses, too_soon], "no single change is refused for all of them");
    // Payroll may go down where base goes up.
    assert_refused_for(&[Reason::DowngradeNotConfirmed { losses: FeatureSet::EMPTY }, too_soon]);
    // A move that is closed has none.
    let closed = Reason::TransitionClosed { from: Plan::Plus, to: Plan::Advanced };
    assert_never_together(&[closed, too_soon], "no single change is refused for all of them");
    let crowded = Reason::TooManyUsers { kind: subscription_change::UserKind::Billable, used: 3, limit: 1 };
    assert_never_together(&[closed, crowded], "no single change is refused for all of them");
    let separate = Reason::SeparateProduct { from: Plan::Plus, to: Plan::SelfEmployed };
    assert_never_together(&[separate, crowded], "no single change is refused for all of them");
    let ledger = Reason::LedgerClosed { from: Plan::Plus };
    assert_never_together(&[ledger, crowded], "no single change is refused for all of them");
    assert_refused_for(&[crowded]);
}

/// EasyStart has a primary admin whom the vendor alone can replace.
#[test]
fn who_hands_over_the_primary_admin_role_tells_whether_base_is_at_easy_start() {
    let hand_over = |by| Reason::ClientNotPrimaryAdmin { product: Product::Payroll, by };
    let closed = |from| Reason::TransitionClosed { from, to: Plan::Advanced };
    for (from, by, otherwise) in [(Plan::EasyStart, Actor::Vendor, Actor::Firm), (Plan::Plus, Actor::Firm, Actor::Vendor)] {
        assert_refused_for(&[closed(from), hand_over(by)]);
        assert_never_together(&[closed(from), hand_over(otherwise)], "the facts that they need exclude each other");
    }
}

#[test]
fn a_plan_that_stays_is_not_taken_up() {
    let stays = Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::SelfEmployed };
    let not_sold = Reason::NotSold { product: Product::Base, item: Item::Plan(Plan::SelfEmployed) };
    assert_refused_for(&[stays]);
    assert_never_together(&[stays, not_sold], "whatever happens to base, it is refused for other reasons");
    assert_refused_for(&[Reason::SeparateProduct { from: Plan::Plus, to: Plan::SelfEmployed }, not_sold]);
}

/// Its billing goes to the client where the firm pays, and the client has to be its primary admin.
#[test]
fn a_separate_product_that_stays_is_transferred() {
    let stays = Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::SelfEmployed };
    let firm_pays = Reason::ClientReadOnly { status: ClientStatus::Expired, by: Party::Firm };
    let firm_is_admin = Reason::TransferNotPermitted { product: Product::Payroll, by: Party::Firm };
    let hand_over = Reason::ClientNotPrimaryAdmin { product: Product::Base, by: Actor::Firm };
    assert_refused_for(&[stays, firm_pays, firm_is_admin, hand_over]);
    assert_never_together(&[stays, firm_pays, firm_is_admin], "no change that is refused for the other reasons");
}

/// Neither it, nor base, nor payroll changes where all of them are taken over by the firm.
#[test]
fn an_add_on_is_unsupported_only_where_it_or_what_it_needs_changes() {
    let (base, payroll) = (Product::Base, Product::Payroll);
    let taken_over = |product| Reason::TransferNotPermitted { product, by: Party::Client };
    for add_on in [Product::Time, Product::BillPay] {
        let unsupported = Reason::AddOnUnsupported { product: add_on, plan: Plan::Plus, with_payroll: None };
        assert_refused_for(&[unsupported, taken_over(base), taken_over(add_on)]);
        assert_refused_for(&[unsupported, taken_over(payroll), taken_over(add_on)]);
        assert_refused_for(&[unsupported, taken_over(base), taken_over(payroll)]);
        assert_never_together(
            &[unsupported, taken_over(base), taken_over(payroll), taken_over(add_on)],
            "no single change is refused for all of them",
        );
    }
}

#[test]
fn a_reason_whose_parameters_no_request_has_is_not_read() {
    use subscription_change::Resource;

    for (reason, expected) in [
        (Reason::TooManyUsers { kind: UserKind::Billable, used: 1, limit: 5 }, "`used`: it is more than the `limit`"),
        (Reason::TooManyUsers { kind: UserKind::Billable, used: 5, limit: 5 }, "`used`: it is more than the `limit`"),
        (Reason::OverLimit { resource: Resource::Accounts, used: 2, limit: 3 }, "`used`: it is more than the `limit`"),
        (Reason::ClientReadOnly { status: ClientStatus::Active, by: Party::Firm }, "`status`: it is restricted, suspended,"),
        (Reason::LossesNotAccepted { features: FeatureSet::EMPTY }, "`features`: there is one at least"),
        (Reason::UpgradeTooSoon { hours_left: 0 }, "`hours_left`: it is one at least"),
        (
            Reason::TransferPermissionExpired { product: Product::Base, hours_ago: 48, window: 48, by: Party::Client },
            "`hours_ago`: it is more than the `window`",
        ),
        (
            Reason::TransferPermissionExpired { product: Product::Base, hours_ago: 1, window: 0, by: Party::Client },
            "`window`: it is one at least",
        ),
        (Reason::TransitionClosed { from: Plan::Plus, to: Plan::Plus }, "`to`: it is another plan than `from`"),
        (Reason::LedgerClosed { from: Plan::Ledger }, "`from`: it is a plan of the ladder"),
        (Reason::NotSold { product: Product::Base, item: Item::Tier(Tier::Core) }, "`item`: it is a plan of base"),
        (Reason::NotSold { product: Product::Time, item: Item::Tier(Tier::Core) }, "`item`: it is a plan of base"),
        (Reason::AddOnUnsupported { product: Product::Base, plan: Plan::Plus, with_payroll: None }, "`product`: it is an add-on"),
        (
            Reason::AddOnUnsupported { product: Product::Payroll, plan: Plan::Plus, with_payroll: Some(Tier::Core) },
            "`product`: it is an add-on, and another one than payroll",
        ),
        (
            Reason::AddOnUnsupported { product: Product::Time, plan: Plan::Plus, with_payroll: Some(Tier::Basic) },
            "`product`: it is an add-on, and another one than payroll",
        ),
        (Reason::AnnualBilling { product: Product::Payroll, in_days: 0 }, "`product`: it is billed on the client's"),
    ] {
        let expected = format!("`{}` has a wrong {expected}", reason.code());
        assert_unreadable::<Reason>(&tree(reason), &expected);
        assert_unreadable::<DecisionRecord>(&refused_for(&[reason]), &expected);
    }
}

#[test]
fn a_notice_whose_parameters_no_plan_has_is_not_read() {
    use subscription_change::Resource;
    use subscription_change::parts::Quota;

    let lower = "`to`: it is a lower tier of the add-on than `from`, or null";
    let goes_down = |product, from, to| Notice::AddOnGoesDown { product, from, to };
    for (notice, expected) in [
        (Notice::FeaturesLost { features: FeatureSet::EMPTY }, "`features`: there is one at least"),
        (Notice::UsersOverLimit { kind: UserKind::Billable, used: 1, limit: 5 }, "`used`: it is more than the `limit`"),
        (Notice::ResourceOverLimit { resource: Resource::Accounts, used: 5, limit: 5 }, "`used`: it is more than the `limit`"),
        (
            Notice::CompanySuspended { quota: Quota::Users(UserKind::TimeOnly), used: 0, limit: 0 },
            "`used`: it is more than the `limit`",
        ),
        (goes_down(Product::Payroll, Tier::Core, Some(Tier::Premium)), lower),
        (goes_down(Product::Payroll, Tier::Core, Some(Tier::Core)), lower),
        (goes_down(Product::Time, Tier::Core, None), lower),
        (goes_down(Product::Base, Tier::Elite, None), lower),
    ] {
        assert_unreadable::<Notice>(&tree(notice), &format!("`{}` has a wrong {expected}", notice.code()));
    }
}

/// A plan from Plus to Advanced, and what it may and may not tell.
#[test]
fn a_plan_tells_what_comes_of_its_change_and_nothing_else() {
    let written =
        |from: Subscription, to: Subscription| tree(Decision::from(request(from, to).plan_change_with(Catalogue::canada())));
    let upgrade = written(firm(Plan::Plus), firm(Plan::Advanced));
    let noting = |plan: &Value, notices: &[Notice]| but_for(plan.clone(), "/notices", json!(notices));
    let prorated = Notice::ProratedCharge { payer: Party::Firm };
    let over = Notice::UsersOverLimit { kind: UserKind::Accountant, used: 4, limit: 3 };
    for read in [vec![prorated], vec![over, prorated]] {
        assert!(serde_json::from_value::<DecisionRecord>(noting(&upgrade, &read)).is_ok(), "{read:?}");
    }
    let down = Notice::AddOnGoesDown { product: Product::Time, from: Tier::Elite, to: None };
    for (notices, expected) in [
        (vec![], "`prorated_charge` is missing at number 1"),
        (vec![Notice::LeavesLedger, prorated], "number 1 is `leaves_ledger`"),
        (vec![Notice::DiscountsEnd, prorated], "number 1 is `discounts_end`"),
        (vec![Notice::PrimaryAdminLocked, prorated], "number 1 is `primary_admin_locked`"),
        (vec![down, prorated], "number 1 is `add_on_goes_down`"),
        (vec![Notice::Resubscribes, prorated], "number 1 is `resubscribes`"),
        (vec![Notice::FeaturesLost { features: Feature::Bills.into() }, prorated], "number 1 is `features_lost`"),
        (vec![Notice::TimeTrackingUnavailable, prorated], "number 1 is `time_tracking_unavailable`"),
        (vec![Notice::ProratedCharge { payer: Party::Client }], "number 1 is `prorated_charge` with other parameters"),
        (vec![prorated, Notice::FullPrice { product: Product::Payroll }], "number 2, `full_price`, does not belong to this plan"),
        (
            vec![prorated, Notice::RetailPrice { product: Product::Time }],
            "number 2, `retail_price`, does not belong to this plan",
        ),
    ] {
        assert_unreadable::<DecisionRecord>(&noting(&upgrade, &notices), expected);
    }
    // Nor in a catalogue that is not known here.
    let elsewhere = |plan: Value| but_for(plan, "/catalogue", json!("XX-2031-01-01"));
    let from_plus = elsewhere(noting(&upgrade, &[Notice::LeavesLedger, prorated]));
    assert_unreadable::<DecisionRecord>(&from_plus, "number 1 is `leaves_ledger`");
    let from_ledger = written(firm(Plan::Ledger), firm(Plan::Advanced));
    assert!(serde_json::from_value::<DecisionRecord>(elsewhere(from_ledger.clone())).is_ok());
    // But there Ledger may stand on the ladder, and here it does not.
    let on_the_ladder = noting(&from_ledger, &[prorated]);
    assert!(serde_json::from_value::<DecisionRecord>(elsewhere(on_the_ladder.clone())).is_ok());
    assert_unreadable::<DecisionRecord>(&on_the_ladder, "is `prorated_charge` with other parameters");
}

/// What the old plan had is not known where it is not documented, but with payroll as it was it had no time tracking to lose.
#[test]
fn time_tracking_that_payroll_took_away_before_does_not_become_unavailable() {
    let core = |plan: Plan| firm(plan).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let tracking = |from: Subscription, to: Subscription| {
        let mut request = request(from, to);
        request.context.client.usage.features = Feature::TimeTracking.into();
        tree(Decision::from(request.plan_change()))
    };
    let added = tracking(firm(Plan::Ledger), core(Plan::Advanced));
    assert_eq!(added["notices"][1]["code"], "time_tracking_unavailable");
    assert!(serde_json::from_value::<DecisionRecord>(added.clone()).is_ok());
    let kept = tracking(core(Plan::Ledger), core(Plan::Advanced));
    assert_eq!(kept["features_gained"], Value::Null);
    assert!(serde_json::from_value::<DecisionRecord>(kept.clone()).is_ok());
    let both = with_list(kept, "/notices", |notices| notices.insert(1, added["notices"][1].clone()));
    assert_unreadable::<DecisionRecord>(&both, "number 2 is `time_tracking_unavailable`");
}

#[test]
fn a_plan_changes_something_and_no_product_twice() {
    let same = json!({"decision": "change_plan", "catalogue": "CA-2025-06-02", "effective": "immediately",
        "from": firm(Plan::Plus), "to": firm(Plan::Plus), "steps": [], "features_gained": [], "features_lost": [], "notices": []});
    assert_unreadable::<DecisionRecord>(&same, "a change plan changes something: `to` has to differ from `from`");
    let at = |effective: &str| json!({"effective": effective, "by": "client"});
    let mut twice = same.clone();
    twice["from"] = json!(crate::common::client(Plan::Plus));
    twice["to"] = json!(firm(Plan::Advanced));
    let (mut change, mut transfer) = (at("immediately"), at("immediately"));
    (change["code"], change["from"], change["to"]) = (json!("change_plan"), json!("plus"), json!("advanced"));
    (transfer["code"], transfer["product"], transfer["to"]) = (json!("transfer_billing"), json!("base"), json!("firm"));
    transfer["by"] = json!("firm");
    twice["steps"] = json!([change, transfer]);
    assert_unreadable::<DecisionRecord>(&twice, "no change plan both changes base and transfers its billing");
    let mut onto_ledger = same;
    onto_ledger["to"] = json!(firm(Plan::Ledger));
    assert_unreadable::<DecisionRecord>(&onto_ledger, "no change plan moves to ledger");
}

#[test]
fn features_are_not_both_gained_and_lost_nor_without_a_change_of_plan() {
    let both = but_for(change_plan(), "/features_gained", json!(["workflows"]));
    let expected = "no change plan has these `features_gained` and `features_lost`";
    assert_unreadable::<DecisionRecord>(&both, expected);
    let held = firm(Plan::Plus);
    let with_payroll = held.with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm);
    let plan = tree(Decision::from(request(held, with_payroll).plan_change()));
    assert_unreadable::<DecisionRecord>(&but_for(plan.clone(), "/features_lost", json!(["bills"])), expected);
    // Time tracking is lost with payroll in some catalogue.
    let lost = but_for(plan, "/features_lost", json!(["time_tracking"]));
    assert!(serde_json::from_value::<DecisionRecord>(lost).is_ok());
}
