//! Deciding when some facts are unknown: what is certain, what is possible, and what to ask.

mod facts;
mod settled;
mod ways_out;

use subscription_change::assess::{Assessment, Fact, FactSet, Facts, Question, Verdict, assess};
use subscription_change::{
    AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Feature, FeatureSet, NoticeCode, Parties, Party, Plan,
    PrimaryAdmin, Product, Reason, ReasonCode, Remedy, Request, Resolution, Resource, Tier, UserKind,
};

use crate::common::{but, client, firm, request};

/// The request with every fact known except these.
fn without(request: &Request, edit: impl FnOnce(&mut Facts)) -> Assessment<'static> {
    assess(&request.current, &request.target, &Facts::from(request.context).with(edit))
}

fn questions(assessment: &Assessment<'_>) -> Vec<Question> {
    assessment.questions().collect()
}

/// The facts that are asked for, in order, and whether each settles it.
fn asked(assessment: &Assessment<'_>) -> Vec<(String, bool)> {
    assessment.questions().map(|question| (question.fact.to_string(), question.settles)).collect()
}

fn certain(assessment: &Assessment<'_>) -> Vec<ReasonCode> {
    assessment.certain().map(|reason| reason.code()).collect()
}

fn possible(assessment: &Assessment<'_>) -> Vec<ReasonCode> {
    assessment.possible().map(|reason| reason.code()).collect()
}

fn facts(of: &[Fact]) -> FactSet {
    of.iter().fold(FactSet::EMPTY, |set, &fact| set.with(fact))
}

fn downgrade() -> Request {
    request(firm(Plan::Plus), firm(Plan::Essentials))
}

fn takeover() -> Request {
    request(client(Plan::Plus), firm(Plan::Plus))
}

fn hand_over() -> Request {
    request(firm(Plan::Plus), client(Plan::Plus))
}

// Every fact known

#[test]
fn with_every_fact_known_it_is_plan_change() {
    let takeover_in_vain = but(&takeover(), |r| {
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.days_to_renewal = Some(200);
        r.context.client.primary_admin = PrimaryAdmin::Other;
        r.context.client.other_billing_system = true;
    });
    let downgrade_in_vain = but(&downgrade(), |r| {
        r.context.client.usage.users.billable = 4;
        r.context.client.usage.features = FeatureSet::ALL;
        r.context.client.confirmation = None;
        r.context.client.downgrade_offered = false;
    });
    for request in [downgrade(), takeover(), hand_over(), takeover_in_vain, downgrade_in_vain] {
        for catalogue in Catalogue::embedded() {
            let facts = Facts::from(request.context);
            let assessment = catalogue.assess(&request.current, &request.target, &facts);
            let decision = catalogue.plan_change(&request.current, &request.target, &request.context);
            assert_eq!(assessment.decision(), Some(decision));
            assert_eq!((possible(&assessment), questions(&assessment)), (vec![], vec![]));
            match decision {
                Ok(plan) => {
                    assert_eq!((assessment.verdict(), assessment.resolution()), (Verdict::ChangePlan, None));
                    assert!(assessment.certain_notices().eq(plan.notices()));
                    assert_eq!(assessment.possible_notices().count(), 0);
                }
                Err(refusal) => {
                    assert_eq!((assessment.verdict(), assessment.resolution()), (Verdict::Refusal, Some(refusal.resolution())));
                    assert!(assessment.certain().map(|reason| reason.reason()).eq(refusal.reasons().map(Some)));
                }
            }
        }
    }
}

// What is open

#[test]
fn it_is_open_where_a_reason_is_possible_and_none_is_certain() {
    let open = without(&downgrade(), |facts| {
        facts.client.usage.users.billable = None;
        facts.client.usage.features.set(Feature::Inventory, None);
    });
    assert_eq!((open.verdict(), open.resolution(), open.decision()), (Verdict::Open, None, None));
    assert_eq!(certain(&open), []);
    let (users, inventory) = (Fact::Users(UserKind::Billable), Fact::Feature(Feature::Inventory));
    let reasons: Vec<_> = open.possible().map(|reason| (reason.code(), reason.depends_on())).collect();
    assert_eq!(reasons, [(ReasonCode::TooManyUsers, facts(&[users])), (ReasonCode::FeatureInUse, facts(&[inventory]))]);
    // The number is unknown; the kind and the limit are known.
    let too_many = open.possible().next().expect("users");
    assert_eq!(["kind", "used", "limit"].map(|name| too_many.knows(name)), [true, false, true]);
    assert_eq!(too_many.reason(), None);

    let questions = questions(&open);
    assert_eq!(asked(&open), [("client.usage.users.billable".into(), true), ("client.usage.features.inventory".into(), true)]);
    assert_eq!(questions.iter().map(|question| question.more_than).collect::<Vec<_>>(), [Some(3), None]);
    assert!(questions.iter().all(|question| question.ask() == Party::Client), "{questions:?}");
    assert!(questions[0].decides.iter().eq([ReasonCode::TooManyUsers]));
    assert_eq!(open.fewest(), facts(&[users, inventory]));
}

#[test]
fn it_is_a_refusal_where_one_reason_is_certain_though_others_are_not() {
    let four_users = but(&downgrade(), |r| r.context.client.usage.users.billable = 4);
    let refused = without(&four_users, |facts| facts.client.usage.features.set(Feature::Inventory, None));
    assert_eq!((refused.verdict(), refused.resolution()), (Verdict::Refusal, Some(Resolution::Act)));
    assert!(refused.certain().map(|reason| reason.reason()).eq([Some(Reason::TooManyUsers {
        kind: UserKind::Billable,
        used: 4,
        limit: 3
    })]));
    assert_eq!(possible(&refused), [ReasonCode::FeatureInUse]);
    // What is only possible is still asked, but no answer makes it a change plan.
    assert_eq!(asked(&refused), [("client.usage.features.inventory".into(), false)]);
    assert!(refused.fewest().is_empty());
}

#[test]
fn it_is_a_change_plan_where_what_is_not_known_is_read_by_no_reason() {
    let up = without(&request(firm(Plan::Plus), firm(Plan::Advanced)), |facts| {
        facts.client.usage = Default::default();
        facts.client.primary_admin = None;
        facts.client.confirmation = None;
        facts.client.transfer_permission_hours = None;
    });
    assert_eq!((up.verdict(), up.resolution()), (Verdict::ChangePlan, None));
    assert_eq!((certain(&up), possible(&up)), (vec![], vec![]));
}

#[test]
fn the_notices_of_a_change_plan_are_certain_and_possible_and_their_questions_settle_nothing() {
    let down = but(&request(firm(Plan::Advanced), firm(Plan::Plus)), |r| {
        r.context.client.usage.features = Feature::CustomRoles.into();
        r.context.client.usage.users.accountant = 3;
    });
    let plan = without(&down, |facts| {
        facts.client.usage.accounts = None;
        facts.client.usage.features.set(Feature::Workflows, None);
    });
    assert_eq!(plan.verdict(), Verdict::ChangePlan);
    let codes: Vec<NoticeCode> = plan.certain_notices().map(|notice| notice.code()).collect();
    assert_eq!(codes, [NoticeCode::FeaturesLost, NoticeCode::UsersOverLimit]);
    // The feature that may be lost has a notice of its own.
    let (workflows, accounts) = (Fact::Feature(Feature::Workflows), Fact::Resource(Resource::Accounts));
    let possible: Vec<_> = plan.possible_notices().map(|notice| (notice.code(), notice.depends_on())).collect();
    assert_eq!(possible, [(NoticeCode::FeaturesLost, facts(&[workflows])), (NoticeCode::ResourceOverLimit, facts(&[accounts]))]);
    assert_eq!(asked(&plan), [("client.usage.accounts".into(), false), ("client.usage.features.workflows".into(), false)]);
    assert!(plan.questions().all(|question| question.decides.is_empty() && !question.decides_notices.is_empty()));
}

#[test]
fn no_notice_is_told_unless_the_verdict_is_a_change_plan() {
    let crowded = but(&downgrade(), |r| r.context.client.usage.accounts = 300);
    for unknown in [
        without(&crowded, |facts| facts.client.usage.users.billable = None),
        without(&but(&crowded, |r| r.context.client.usage.users.billable = 4), |facts| facts.client.usage.accounts = None),
    ] {
        assert_ne!(unknown.verdict(), Verdict::ChangePlan);
        assert_eq!((unknown.certain_notices().count(), unknown.possible_notices().count()), (0, 0));
    }
}

// What is left out

#[test]
fn what_hangs_on_an_unknown_fact_is_not_told_and_counts_as_an_act() {
    let annual = but(&takeover(), |r| r.context.client.billing_cycle = BillingCycle::Annual);
    let when = without(&annual, |facts| facts.client.days_to_renewal = None);
    assert_eq!((when.verdict(), when.resolution()), (Verdict::Refusal, Some(Resolution::Act)));
    let reason = when.certain().next().expect("it is certain");
    assert_eq!((reason.code(), reason.knows("product"), reason.knows("in_days")), (ReasonCode::AnnualBilling, true, false));
    assert_eq!(asked(&when), []);

    let not_permitted = but(&takeover(), |r| r.context.client.transfer_permission_hours = None);
    let by_whom = without(&not_permitted, |facts| facts.client.primary_admin = None);
    let reason = by_whom.certain().next().expect("it is certain");
    assert_eq!((reason.code(), reason.knows("by")), (ReasonCode::TransferNotPermitted, false));
    assert_eq!(possible(&by_whom), [ReasonCode::PrimaryAdminElsewhere]);
}

#[test]
fn confirm_names_every_feature_that_may_be_lost_the_unknown_ones_too() {
    let unconfirmed = but(&downgrade(), |r| {
        r.context.client.confirmation = None;
        r.context.client.usage.features = Feature::Projects.into();
    });
    let refused = without(&unconfirmed, |facts| {
        facts.client.usage.features.set(Feature::Budgets, None);
        // Essentials has it, so it cannot be lost.
        facts.client.usage.features.set(Feature::Bills, None);
    });
    let reason = refused.certain().next().expect("it is certain");
    // Of the losses, the known ones are told.
    assert_eq!(reason.reason(), Some(Reason::DowngradeNotConfirmed { losses: Feature::Projects.into() }));
    let accepting = FeatureSet::of(&[Feature::Projects, Feature::Budgets]);
    assert!(reason.remedies().eq([Remedy::Confirm { accepting }]), "{reason:?}");
    assert_eq!(asked(&refused), []);
}

// What to ask

#[test]
fn what_may_be_for_ever_is_asked_first_then_what_most_reasons_depend_on_then_in_the_order_of_the_request() {
    let unknown = without(&takeover(), |facts| {
        facts.firm.billing_current = None;
        facts.client.status = None;
        facts.client.same_region = None;
    });
    assert_eq!(unknown.verdict(), Verdict::Open);
    assert_eq!(
        asked(&unknown),
        [("client.same_region".into(), true), ("client.status".into(), true), ("firm.billing_current".into(), true)]
    );
    let by: Vec<Party> = unknown.questions().map(|question| question.ask()).collect();
    assert_eq!(by, [Party::Firm; 3]);
    let status = questions(&unknown)[1];
    assert!(status.decides.iter().eq([
        ReasonCode::ClientPending,
        ReasonCode::ClientReadOnly,
        ReasonCode::NotSubscribedYet,
        ReasonCode::CancellationPending
    ]));
}

/// Base goes to the client while client-paid payroll is raised: either party may hand over, and payroll needs the client.
#[test]
fn who_asks_is_asked_though_it_settles_nothing_where_another_reason_needs_the_other_party() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let target = held.with_payer(Product::Base, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client);
    let unknown = without(&request(held, target), |facts| facts.authorised_by = Default::default());
    assert_eq!(unknown.verdict(), Verdict::Open);
    assert_eq!(asked(&unknown), [("authorised_by.client".into(), true), ("authorised_by.firm".into(), false)]);
    assert_eq!(unknown.fewest(), facts(&[Fact::AuthorisedBy(Party::Client)]));
}

/// Whether annual billing has to be waited for hangs on the renewal, so that more may settle it where nobody knows when that is.
#[test]
fn what_settles_it_may_hang_on_the_renewal() {
    let asked_of = |status, days: Option<Option<u32>>, annual: Option<BillingCycle>, firm_is_current: Option<bool>| {
        let takeover = but(&takeover(), |r| r.context.client.status = status);
        asked(&without(&takeover, |facts| {
            facts.client.days_to_renewal = days;
            facts.client.billing_cycle = annual;
            facts.firm.billing_current = firm_is_current;
        }))
    };
    let cycle = |settles| vec![("client.billing_cycle".to_owned(), settles)];
    // It has to be waited for anyway.
    for (days, settles) in [(Some(Some(200)), false), (Some(None), true), (None, true)] {
        assert_eq!(asked_of(ClientStatus::Pending, days, None, Some(true)), cycle(settles), "{days:?}");
    }
    // It may have to be waited for, and then what can be done at once settles it.
    let firm = |settles| vec![("firm.billing_current".to_owned(), settles)];
    for (days, settles) in [(Some(Some(200)), true), (Some(None), false), (None, true)] {
        assert_eq!(asked_of(ClientStatus::Active, days, Some(BillingCycle::Annual), None), firm(settles), "{days:?}");
    }
}

/// The client has confirmed nothing, so that no feature settles it.
#[test]
fn a_loss_settles_nothing_where_nobody_accepted_any() {
    let unconfirmed = but(&downgrade(), |r| r.context.client.confirmation = None);
    let refused = without(&unconfirmed, |facts| facts.client.usage.features.set(Feature::Inventory, None));
    assert_eq!(asked(&refused), [("client.usage.features.inventory".to_owned(), false)]);
    let open = without(&downgrade(), |facts| {
        facts.client.confirmation = None;
        facts.client.usage.features.set(Feature::Projects, None);
    });
    let (confirmation, projects) = ("client.confirmation".to_owned(), "client.usage.features.projects".to_owned());
    assert_eq!(asked(&open), [(confirmation, true), (projects, true)]);
}

#[test]
fn the_fewest_leave_out_one_party_where_either_may_hand_over_and_losses_where_the_confirmation_is_asked_anyway() {
    let either = without(&hand_over(), |facts| facts.authorised_by = Default::default());
    assert_eq!(asked(&either), [("authorised_by.firm".into(), true), ("authorised_by.client".into(), true)]);
    assert_eq!(either.fewest(), facts(&[Fact::AuthorisedBy(Party::Firm)]));

    let unconfirmed = without(&downgrade(), |facts| {
        facts.client.confirmation = None;
        facts.client.usage.features.set(Feature::Projects, None);
        facts.client.usage.features.set(Feature::Inventory, None);
    });
    let (confirmation, inventory) = (Fact::Confirmation, Fact::Feature(Feature::Inventory));
    assert_eq!(unconfirmed.fewest(), facts(&[confirmation, inventory]));
    assert_eq!(unconfirmed.asked(), facts(&[confirmation, inventory, Fact::Feature(Feature::Projects)]));
}

#[test]
fn accept_losses_names_every_feature_that_may_be_lost_the_unknown_ones_too() {
    let confirmed = but(&downgrade(), |r| {
        r.context.client.confirmation = Some(Confirmation::accepting(Feature::Locations.into()));
        r.context.client.usage.features = Feature::Projects.into();
    });
    let refused = without(&confirmed, |facts| {
        for feature in [Feature::Budgets, Feature::Locations, Feature::Bills] {
            facts.client.usage.features.set(feature, None);
        }
    });
    let reason = refused.certain().next().expect("it is certain");
    assert_eq!(reason.reason(), Some(Reason::LossesNotAccepted { features: Feature::Projects.into() }));
    // Neither what was accepted already, nor what Essentials has.
    let features = FeatureSet::of(&[Feature::Projects, Feature::Budgets]);
    assert!(reason.remedies().eq([Remedy::AcceptLosses { features }]), "{reason:?}");
}

#[test]
fn an_accepted_loss_is_asked_for_only_where_it_was_not_accepted() {
    let accepting = |features: FeatureSet| {
        let confirmed = but(&downgrade(), |r| r.context.client.confirmation = Some(Confirmation::accepting(features)));
        without(&confirmed, |facts| facts.client.usage.features.set(Feature::Projects, None))
    };
    let open = accepting(FeatureSet::EMPTY);
    assert_eq!(possible(&open), [ReasonCode::LossesNotAccepted]);
    let reason = open.possible().next().expect("it is possible");
    assert_eq!((reason.reason(), reason.knows("features")), (None, false));
    assert_eq!(accepting(Feature::Projects.into()).verdict(), Verdict::ChangePlan);
}

#[test]
fn to_learn_a_fact_leads_to_what_plan_change_says() {
    let truth = but(&downgrade(), |r| {
        r.context.authorised_by = Parties::ALL;
        r.context.client.status = ClientStatus::Trial;
        r.context.client.usage.users.billable = 3;
    });
    let mut assessment = assess(&truth.current, &truth.target, &Facts::default());
    assert_eq!(assessment.verdict(), Verdict::Open);
    let mut rounds = 0;
    while assessment.verdict() == Verdict::Open {
        let asked = assessment.questions().next().expect("it depends on something").fact;
        assessment = assessment.learn(asked, &truth.context);
        rounds += 1;
    }
    assert_eq!(assessment.verdict(), Verdict::ChangePlan);
    assert!(truth.plan_change().is_ok());
    // Of the forty-odd facts, it asks only for those that the downgrade reads.
    assert!((5..20).contains(&rounds), "{rounds} questions");
}

#[test]
fn nothing_has_to_be_known_of_a_request_that_changes_nothing_or_that_is_closed() {
    let same = assess(&firm(Plan::Plus), &firm(Plan::Plus), &Facts::default());
    assert_eq!((same.verdict(), same.resolution()), (Verdict::Refusal, Some(Resolution::Never)));
    assert_eq!((certain(&same), possible(&same), asked(&same)), (vec![ReasonCode::NothingToChange], vec![], vec![]));
    let closed = assess(&firm(Plan::Plus), &firm(Plan::Ledger), &Facts::default());
    assert_eq!((certain(&closed), closed.resolution()), (vec![ReasonCode::LedgerClosed], Some(Resolution::Never)));
    assert!(!possible(&closed).is_empty());
}

// In JSON

#[cfg(feature = "serde")]
mod json {
    use serde_json::{Value, json};
    use subscription_change::assess::{Facts, PartialRequest, Verdict};
    use subscription_change::{Context, Feature, Party, Request};

    use super::{asked, downgrade, hand_over, possible, takeover};

    /// The request in JSON with another context.
    fn with(request: &Request, edit: impl FnOnce(&mut Value)) -> Value {
        let mut value = serde_json::to_value(request).expect("it can be written");
        edit(&mut value["context"]);
        value
    }

    #[track_caller]
    fn read(value: Value) -> PartialRequest {
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}"))
    }

    fn assessed(value: Value) -> Value {
        serde_json::to_value(read(value).assess()).expect("it can be written")
    }

    fn remove(object: &mut Value, key: &str) {
        let removed = object.as_object_mut().expect("it is an object").remove(key);
        assert!(removed.is_some(), "{key} was there");
    }

    #[test]
    fn an_open_answer_is_the_documented_one() {
        let unknown = with(&downgrade(), |context| {
            remove(&mut context["client"]["usage"]["users"], "billable");
            let others = Feature::ALL.iter().filter(|&&feature| feature != Feature::Inventory);
            let known: serde_json::Map<String, Value> = others.map(|feature| (feature.name().into(), false.into())).collect();
            context["client"]["usage"]["features"] = known.into();
        });
        let documented = r#"{"decision":"open","catalogue":"CA-2025-06-02","possible":[{"code":"too_many_users","kind":"billable","limit":3,"depends_on":["client.usage.users.billable"]},{"code":"feature_in_use","feature":"inventory","depends_on":["client.usage.features.inventory"]}],"questions":[{"fact":"client.usage.users.billable","ask":"client","more_than":3,"decides":["too_many_users"],"settles":true},{"fact":"client.usage.features.inventory","ask":"client","decides":["feature_in_use"],"settles":true}]}"#;
        assert_eq!(serde_json::to_string(&read(unknown).assess()).expect("it can be written"), documented);
    }

    #[test]
    fn parties_and_features_are_read_as_objects_of_the_members_that_are_known() {
        let unknown = with(&downgrade(), |context| {
            context["authorised_by"] = json!({"firm": true});
            context["client"]["usage"]["features"] = json!({"multicurrency": true, "inventory": false});
        });
        let facts = read(unknown.clone()).facts;
        assert_eq!([Party::Firm, Party::Client].map(|party| facts.authorised_by.get(party)), [Some(true), None]);
        let features = facts.client.usage.features;
        let known = [Feature::Multicurrency, Feature::Inventory, Feature::Bills].map(|feature| features.get(feature));
        assert_eq!(known, [Some(true), Some(false), None]);
        // Written as it was read; and an array where all is known.
        let written = serde_json::to_value(facts).expect("it can be written");
        assert_eq!(written, unknown["context"]);
        let whole = serde_json::to_value(Facts::from(downgrade().context)).expect("it can be written");
        assert_eq!(whole, with(&downgrade(), |_| ())["context"]);
    }

    #[test]
    fn null_for_either_is_an_error_and_so_is_an_unknown_member() {
        for (key, value) in [("authorised_by", json!(null)), ("authorised_by", json!({"vendor": true}))] {
            let wrong = with(&downgrade(), |context| context[key] = value);
            assert!(serde_json::from_value::<PartialRequest>(wrong.clone()).is_err(), "{wrong}");
        }
        for value in [json!(null), json!({"abacus": true}), json!({"bills": null}), json!({"bills": 1})] {
            let wrong = with(&downgrade(), |context| context["client"]["usage"]["features"] = value);
            assert!(serde_json::from_value::<PartialRequest>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn of_an_object_that_is_left_out_nothing_is_known_and_it_is_not_written() {
        for (outer, left_out) in [("", "firm"), ("", "client"), ("/client", "usage"), ("/client/usage", "users")] {
            let unknown = with(&downgrade(), |context| remove(context.pointer_mut(outer).expect("it is there"), left_out));
            let facts = read(unknown.clone()).facts;
            assert!(facts.unknown().iter().all(|fact| fact.to_string().contains(left_out)), "{left_out}: {:?}", facts.unknown());
            assert_eq!(serde_json::to_value(facts).expect("it can be written"), unknown["context"], "{left_out}");
            // A reader that needs every fact names the missing one.
            let error = serde_json::from_value::<Request>(unknown).expect_err("a fact is missing").to_string();
            assert!(error.contains(&format!("missing field `{left_out}`")), "{error}");
        }
        let bare = with(&downgrade(), |context| *context = json!({}));
        assert_eq!(read(bare).facts, Facts::default());
        let none = json!({"current": downgrade().current, "target": downgrade().target});
        match serde_json::from_value::<PartialRequest>(none) {
            Ok(request) => assert_eq!(request.facts, Facts::default()),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn null_says_that_there_was_none_and_is_not_the_same_as_left_out() {
        let none = with(&takeover(), |context| context["client"]["transfer_permission_hours"] = json!(null));
        let refused = read(none).assess();
        assert_eq!(refused.verdict(), Verdict::Refusal);
        let unknown = with(&takeover(), |context| remove(&mut context["client"], "transfer_permission_hours"));
        let open = read(unknown).assess();
        assert_eq!(open.verdict(), Verdict::Open);
        assert!(!possible(&open).is_empty());
        assert_eq!(asked(&open).len(), 1);
    }

    #[test]
    fn a_settled_answer_has_possible_and_questions_behind_it_if_only_as_empty_lists() {
        let refused = with(&takeover(), |context| {
            context["client"]["billing_cycle"] = json!("annual");
            remove(&mut context["client"], "days_to_renewal");
        });
        assert_eq!(
            assessed(refused),
            json!({
                "decision": "refusal", "catalogue": "CA-2025-06-02", "resolution": "act",
                "reasons": [{
                    "code": "annual_billing", "product": "base", "resolution": "act",
                    "remedies": [{"code": "switch_to_monthly", "by": "client"}],
                }],
                "possible": [], "questions": [],
            })
        );
        // Whoever holds the primary-admin role permits a transfer.
        let not_permitted = with(&takeover(), |context| {
            context["client"]["transfer_permission_hours"] = json!(null);
            remove(&mut context["client"], "primary_admin");
        });
        assert_eq!(
            assessed(not_permitted)["reasons"],
            json!([{
                "code": "transfer_not_permitted", "product": "base", "resolution": "act", "remedies": [{"code": "permit_transfer"}],
            }])
        );
        let planned = with(&hand_over(), |context| context["authorised_by"] = json!({"client": true}));
        let transfer = json!({"code": "transfer_billing", "product": "base", "to": "client", "effective": "immediately"});
        let answer = assessed(planned);
        assert_eq!((&answer["decision"], &answer["steps"]), (&json!("change_plan"), &json!([transfer])));
        assert_eq!(answer["notices"], json!([{"code": "full_price", "product": "base", "reversible": true}]));
        let hinges = |code| json!({"code": code, "reversible": true, "depends_on": ["authorised_by.firm"]});
        assert_eq!(answer["possible"], json!([hinges("read_only_until_billing_details"), hinges("payment_details_needed")]));
        let decides = ["read_only_until_billing_details", "payment_details_needed"];
        let question = json!({"fact": "authorised_by.firm", "ask": "firm", "decides": decides, "settles": false});
        assert_eq!(answer["questions"], json!([question]));
    }

    #[test]
    fn with_every_fact_known_it_is_written_as_the_decision() {
        for request in [downgrade(), takeover(), hand_over()] {
            for edit in [|_: &mut Context| (), |context: &mut Context| context.client.other_billing_system = true] {
                let request = Request { context: request.context.with(edit), ..request };
                let decision = subscription_change::Decision::from(request.plan_change());
                let whole = serde_json::to_value(request).expect("it can be written");
                assert_eq!(read(whole.clone()).request(), Some(request));
                assert_eq!(
                    serde_json::to_string(&read(whole).assess()).expect("it can be written"),
                    serde_json::to_string(&decision).expect("it can be written"),
                );
            }
        }
    }
}
