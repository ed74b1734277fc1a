//! A change: decided on the current facts, once, and never in part.

mod common;

use std::sync::Barrier;

use common::{BAKERY, CAFE, LEDGER, Service, ask, commit, context, firm, new_key};
use serde_json::{Value, json};
use subscription_change::record::PlanRecord;
use subscription_change::ways_out::{Availability, Preview};
use subscription_change::{AddOnKind, Catalogue, Party, Plan, Product, Reason, Request, Subscription, Tier};

#[test]
fn the_actions_are_those_of_the_crate_with_its_reasons_and_its_plans() {
    let service = Service::start();
    for name in [BAKERY, CAFE, LEDGER] {
        let held = service.client(name);
        let reply = service.get(&format!("/clients/{}/actions", held.id)).json();
        assert_eq!((&reply["name"], &reply["version"]), (&json!(name), &json!(1)));
        let menu: Vec<_> = Catalogue::canada().menu(&held.subscription, &context(&held)).collect();
        let actions = reply["actions"].as_array().unwrap();
        assert_eq!(actions.len(), menu.len());
        for (action, entry) in actions.iter().zip(menu) {
            let outlook = &action["outlook"];
            assert_eq!(action["action"], json!(entry.action()));
            assert_eq!(outlook["availability"], json!(entry.availability()));
            let reasons: Vec<Reason> = outlook["reasons"].as_array().unwrap().iter().map(without_words).collect();
            assert_eq!(
                reasons,
                entry.plan_change().map_or_else(|refusal| refusal.reasons().collect(), |_| Vec::new()),
                "{action}"
            );
            let plan: Option<PlanRecord> = entry.preview().ok().filter(Preview::keeps_wish).map(|preview| preview.plan().into());
            assert_eq!(outlook["plan"].is_null(), plan.is_none());
            assert_eq!(plan.is_none(), entry.availability() == Availability::Never);
            if let Some(plan) = plan {
                assert_eq!(without_words::<PlanRecord>(&outlook["plan"]), plan);
            }
        }
    }
}

/// What the crate reads of it.
fn without_words<T: serde::de::DeserializeOwned>(said: &Value) -> T {
    fn strip(said: &mut Value) {
        match said {
            Value::Object(fields) => {
                fields.retain(|name, _| !["text", "way_out", "instead"].contains(&name.as_str()));
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }

    let mut it = said.clone();
    strip(&mut it);
    serde_json::from_value(it).unwrap()
}

#[test]
fn a_preview_changes_nothing_and_a_commit_stores_what_it_was_decided_on() {
    let service = Service::start();
    let held = service.client(CAFE);
    let (path, target) = (format!("/clients/{}/changes", held.id), firm(Plan::Essentials));

    let preview = service.post(&path, None, &json!({"target": target}));
    assert_eq!((preview.status, &preview.json()["availability"]), (200, &json!("now")));
    assert_eq!((service.client(CAFE).version, service.count("select count(*) from changes")), (1, 0));

    let made = service.commit(&held, target);
    assert_eq!(made.status, 201, "{}", made.text);
    let change = made.json();
    assert_eq!(service.get(made.header("location")).json(), change);
    assert_eq!((service.client(CAFE).subscription, service.client(CAFE).version), (target, 2));

    let request: Request = serde_json::from_value(change["request"].clone()).unwrap();
    assert_eq!(request, Request { current: held.subscription, target, context: context(&held) });
    assert_eq!(without_words::<PlanRecord>(&change["plan"]), (&request.plan_change().unwrap()).into());
    assert_eq!((&change["catalogue"], &change["by"]), (&json!("CA-2025-06-02"), &json!("Maude Vézina")));
    assert_eq!(service.count("select count(*) from changes where catalogue = 'CA-2025-06-02'"), 1);

    // The outbox: what there is to do outside.
    let waiting = "select count(*) from steps where done_at is null and step ->> '$.code' = 'change_plan' and change =";
    assert_eq!(service.count(&format!("{waiting} '{}'", change["id"].as_str().unwrap())), 1);
}

#[test]
fn a_preview_says_what_there_is_to_do_first() {
    let service = Service::start();
    let held = service.client(CAFE);
    let target = held.subscription.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let preview = service.post(&format!("/clients/{}/changes", held.id), None, &json!({"target": target})).json();
    assert_eq!((&preview["availability"], &preview["remedies"][0]["code"]), (&json!("later"), &json!("take_payroll")));
    assert_eq!(preview["plan"]["to"]["payroll"]["tier"], "premium");
}

#[test]
fn a_commit_decides_on_the_facts_as_they_are_now() {
    let service = Service::start();
    let held = service.client(CAFE);
    // The firm's own details: the client is as it was.
    service.sql("update firms set facts = json_set(facts, '$.billing_current', json('false'))");
    let refused = service.commit(&held, firm(Plan::Essentials));
    refused.assert_problem(409, "refused");
    assert_eq!(refused.json()["reasons"][0]["code"], "firm_billing_outdated");
    assert_eq!(refused.json()["reasons"][0]["way_out"], "You have to update your firm's billing details.");
    assert_eq!((service.client(CAFE).subscription, service.count("select count(*) from changes")), (held.subscription, 0));
}

#[test]
fn a_commit_on_facts_that_have_changed_since_is_a_conflict_also_where_it_would_be_granted() {
    let service = Service::start();
    let held = service.client(CAFE);
    service.sql("update clients set facts = json_set(facts, '$.usage.accounts', 91)");
    let stale = service.commit(&held, firm(Plan::Essentials));
    stale.assert_problem(409, "conflict");
    assert_eq!(stale.json()["version"], 2);
    assert_eq!(service.commit(&service.client(CAFE), firm(Plan::Essentials)).status, 201);
}

/// A client who pays, has allowed the transfer and got a discount, of which so many seconds are left; and how the firm takes over.
fn taken_over(permission_left: i64, discount_left: i64) -> (Service, String, Subscription) {
    let service = Service::start();
    let held = held_by_client();
    service.sql(&format!(
        "update clients set subscription = '{}', transfer_permitted_at = unixepoch() - 48 * 3600 + {permission_left},
            discount_ended_at = unixepoch() - 60 * 86400 + {discount_left} where name = '{CAFE}'",
        json!(held)
    ));
    let path = format!("/clients/{}/changes", service.client(CAFE).id);
    (service, path, held.with_payer(Product::Base, Party::Firm))
}

#[test]
fn a_change_that_time_has_made_another_since_it_was_shown_is_not_made() {
    let hour = 3600;
    // A minute after it was shown, the discount is lost; the permission has expired; nothing has changed.
    for (permission_left, discount_left, said) in [
        (hour, -2, Some("The change can be made as planned, except for this:\n- Planned:")),
        (-2, hour, Some("The change is no longer what was shown: look again.\n- ")),
        (hour, hour, None),
    ] {
        let (service, path, target) = taken_over(permission_left, discount_left);
        let shown = service.post(&path, None, &json!({"target": target})).json();
        let now = shown["at"].as_i64().unwrap();
        let commit = |at: i64| json!({"target": target, "commit": true, "version": service.client(CAFE).version, "at": at});
        let (key, body) = (new_key(), commit(now - 60));
        let reply = service.post(&path, Some(&key), &body);
        let Some(said) = said else {
            assert_eq!(reply.status, 201, "{}", reply.text);
            continue;
        };
        reply.assert_problem(409, "outdated");
        let problem = reply.json();
        assert!(problem["detail"].as_str().unwrap().starts_with(said), "{problem}");
        assert_eq!((service.count("select count(*) from changes"), service.client(CAFE).subscription), (0, held_by_client()));
        // It says what is so now; and the answer belongs to its key.
        for part in ["availability", "reasons", "remedies", "plan"] {
            assert_eq!(problem[part], shown[part]);
        }
        assert_eq!(service.post(&path, Some(&key), &body).text, reply.text);
        let agreed = service.post(&path, Some(&new_key()), &commit(problem["at"].as_i64().unwrap()));
        if discount_left < 0 {
            assert_eq!(agreed.status, 201, "{}", agreed.text);
        } else {
            agreed.assert_problem(409, "refused");
        }
    }
}

#[test]
fn a_refusal_is_409_where_it_can_be_cleared_and_422_where_it_cannot() {
    let service = Service::start();
    let act = service.commit(&service.client(BAKERY), service.client(BAKERY).subscription.with_plan(Plan::Essentials));
    act.assert_problem(409, "refused");
    assert_eq!(act.json()["resolution"], "act");
    assert!(act.json()["detail"].as_str().unwrap().starts_with("The change is refused for 2 reasons.\n- "), "{}", act.text);
    assert!(!act.json()["remedies"].as_array().unwrap().is_empty());

    let never = service.commit(&service.client(CAFE), firm(Plan::Ledger));
    never.assert_problem(422, "refused");
    assert_eq!((&never.json()["resolution"], &never.json()["reasons"][0]["code"]), (&json!("never"), &json!("ledger_closed")));

    service.sql("update clients set facts = json_set(facts, '$.status', 'pending')");
    let wait = service.commit(&service.client(CAFE), firm(Plan::Plus));
    wait.assert_problem(409, "refused");
    assert_eq!(wait.json()["resolution"], "wait");
}

#[test]
fn the_same_key_gets_the_same_answer_whatever_has_happened_since() {
    let service = Service::start();
    let held = service.client(CAFE);
    let path = format!("/clients/{}/changes", held.id);
    let (key, body) = (new_key(), commit(&held, firm(Plan::Essentials)));
    let first = service.post(&path, Some(&key), &body);
    assert_eq!(first.status, 201);
    assert_eq!(service.commit(&service.client(CAFE), firm(Plan::Plus)).status, 201);
    let again = service.post(&path, Some(&key), &body);
    assert_eq!((again.status, &again.text, again.header("location")), (201, &first.text, first.header("location")));
    assert_eq!((service.client(CAFE).subscription, service.count("select count(*) from changes")), (firm(Plan::Plus), 2));

    // Written otherwise it is the same body; another one, or another client, is another request.
    let spaced = format!(" {}", body.to_string().replace(':', " : "));
    let headers = [("authorization", &*service.bearer()), ("content-type", "application/json"), ("idempotency-key", &key)];
    assert_eq!(service.ask("POST", &path, &headers, &spaced).text, first.text);
    service.post(&path, Some(&key), &commit(&held, firm(Plan::Advanced))).assert_problem(422, "key-reused");
    let other = format!("/clients/{}/changes", service.client(BAKERY).id);
    service.post(&other, Some(&key), &body).assert_problem(422, "key-reused");
}

#[test]
fn a_refusal_is_the_answer_to_its_key_too_and_another_key_asks_anew() {
    let service = Service::start();
    let held = service.client(CAFE);
    let (path, key, body) = (format!("/clients/{}/changes", held.id), new_key(), commit(&held, firm(Plan::Essentials)));
    service.sql("update firms set facts = json_set(facts, '$.billing_current', json('false'))");
    let refused = service.post(&path, Some(&key), &body);
    refused.assert_problem(409, "refused");
    service.sql("update firms set facts = json_set(facts, '$.billing_current', json('true'))");
    let again = service.post(&path, Some(&key), &body);
    assert_eq!((again.status, &again.text), (409, &refused.text));
    assert_eq!(again.header("content-type"), "application/problem+json");
    assert_eq!(service.post(&path, Some(&new_key()), &body).status, 201);
}

#[test]
fn a_key_is_one_firm_s_and_a_commit_needs_one() {
    let service = Service::start();
    let held = service.client(CAFE);
    let (path, body) = (format!("/clients/{}/changes", held.id), commit(&held, firm(Plan::Ledger)));
    for key in [None, Some(""), Some("k\u{e9}y"), Some(&*"k".repeat(256))] {
        service.post(&path, key, &body).assert_problem(400, "");
    }
    service.post(&path, Some(&"k".repeat(255)), &body).assert_problem(422, "refused");
    for (key, missing) in [("unversioned", "version"), ("undated", "at")] {
        let mut body = commit(&held, firm(Plan::Plus));
        body.as_object_mut().unwrap().remove(missing);
        service.post(&path, Some(key), &body).assert_problem(409, "conflict");
    }

    let theirs = service.count("select min(id) from clients where firm = 2");
    let bearer = format!("Bearer {}", service.tokens[1]);
    let headers = [("authorization", &*bearer), ("content-type", "application/json"), ("idempotency-key", &"k".repeat(255))];
    let reply = service.ask(
        "POST",
        &format!("/clients/{theirs}/changes"),
        &headers,
        &json!({"target": firm(Plan::Plus), "commit": true, "version": 7, "at": 0}).to_string(),
    );
    reply.assert_problem(409, "conflict");
}

#[test]
fn a_confirmation_counts_for_one_change_only_and_a_downgrade_is_remembered() {
    let service = Service::start();
    service.sql(
        "update clients set client_authorised = 1, transfer_permitted_at = unixepoch() + 60, facts = json_set(facts,
            '$.confirmation', json('{\"accepted_losses\": [\"classes\", \"budgets\", \"inventory\"]}'), '$.usage.features', json('[]'))",
    );
    let held = service.client(BAKERY);
    assert!(context(&held).client.confirmation.is_some() && context(&held).authorised_by.contains(Party::Client));
    assert_eq!((context(&held).client.transfer_permission_hours, context(&held).client.hours_since_downgrade), (Some(0), None));
    let made = service.commit(&held, held.subscription.with_plan(Plan::Essentials));
    assert_eq!(made.status, 201, "{}", made.text);
    let after = service.client(BAKERY);
    assert!(context(&after).client.confirmation.is_none() && !context(&after).authorised_by.contains(Party::Client));
    assert_eq!((context(&after).client.transfer_permission_hours, context(&after).client.hours_since_downgrade), (None, Some(0)));
    assert_eq!(after.version, held.version + 1, "one change, one version");

    // An upgrade is not remembered as a downgrade.
    let held = service.client(CAFE);
    assert_eq!(service.commit(&held, firm(Plan::Plus)).status, 201);
    assert_eq!(context(&service.client(CAFE)).client.hours_since_downgrade, None);
}

#[test]
fn facts_grow_older_by_hours_and_days_and_no_window_is_open_longer_than_it_is() {
    let service = Service::start();
    service.sql(
        "update clients set transfer_permitted_at = unixepoch() - 47 * 3600 - 3500, downgraded_at = unixepoch() - 3599,
            discount_ended_at = unixepoch() - 60 * 86400 + 60, renews_at = unixepoch() + 31 * 86400 + 3600",
    );
    let client = context(&service.client(CAFE)).client;
    assert_eq!((client.transfer_permission_hours, client.hours_since_downgrade), (Some(48), Some(0)));
    assert_eq!((client.days_since_discount, client.days_to_renewal), (Some(60), Some(32)));
    service.sql(
        "update clients set transfer_permitted_at = unixepoch() - 48 * 3600 - 1, downgraded_at = unixepoch() + 900,
            renews_at = unixepoch() - 900",
    );
    let client = context(&service.client(CAFE)).client;
    assert_eq!((client.transfer_permission_hours, client.hours_since_downgrade), (Some(49), Some(0)), "a clock may run ahead");
    assert_eq!(client.days_to_renewal, Some(0), "a renewal may be written down late");
}

#[test]
fn what_a_user_may_and_what_the_firm_is_at_a_client_are_facts_of_that_user_and_of_that_client() {
    let service = Service::start();
    service.sql("update users set manages_billing = 0 where firm = 2");
    service.sql("update clients set firm_is_accountant = 0 where name like 'Transport%'");
    let (held, theirs) = (service.client(CAFE), service.client("Transport Gadbois-Legris inc."));
    assert!(context(&held).firm.manages_billing && context(&held).firm.is_accountant_user);
    assert!(context(&theirs).firm.manages_billing && !context(&theirs).firm.is_accountant_user);
    let take_over = theirs.subscription.with_payer(Product::Base, Party::Firm);
    let refused = service.commit(&theirs, take_over);
    refused.assert_problem(409, "refused");
    assert!(codes(&refused.json()).contains(&"firm_not_accountant".to_owned()), "{}", refused.text);
    assert!(!codes(&refused.json()).contains(&"firm_user_not_permitted".to_owned()), "{}", refused.text);

    service.sql("update users set manages_billing = 0 where firm = 1");
    let refused = service.commit(&held, firm(Plan::Essentials));
    assert_eq!((refused.status, codes(&refused.json())), (409, vec!["firm_user_not_permitted".to_owned()]));
    assert_eq!(refused.json()["remedies"][0]["code"], "grant_billing_access");
}

/// The codes of the reasons of a problem.
fn codes(problem: &Value) -> Vec<String> {
    let reasons = problem["reasons"].as_array().unwrap().iter();
    reasons.map(|reason| reason["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn where_the_client_is_to_pay_the_discount_ends_and_is_kept_for_a_return() {
    let service = Service::start();
    service.sql("update clients set client_authorised = 1, facts = json_set(facts, '$.billing_current', json('true'))");
    let held = service.client(CAFE);
    assert_eq!(context(&held).client.days_since_discount, None);
    let theirs = held.subscription.with_payer(Product::Base, Party::Client);
    let made = service.commit(&held, theirs);
    assert_eq!(made.status, 201, "{}", made.text);
    let after = service.client(CAFE);
    assert!(matches!(context(&after).client.days_since_discount, Some(0 | 1)), "the first day may have begun");
    assert_eq!(after.version, held.version + 1);

    service.sql("update clients set transfer_permitted_at = unixepoch()");
    let back = service.client(CAFE);
    let path = format!("/clients/{}/changes", back.id);
    let preview = service.post(&path, None, &json!({"target": {"base": {"plan": "easy_start", "payer": "firm"}}})).json();
    assert_eq!(preview["availability"], "now", "{preview}");
    assert_eq!(preview["plan"]["notices"][0]["code"], "discount_kept", "{preview}");
}

#[test]
fn what_a_target_leaves_out_stays_and_null_removes_it_and_the_key_stands_for_what_was_asked() {
    let service = Service::start();
    let held = service.client(BAKERY);
    assert!(held.subscription.add_on(AddOnKind::Payroll).is_some());
    let path = format!("/clients/{}/changes", held.id);
    let target = |target: Value| service.post(&path, None, &json!({"target": target})).json()["target"].clone();
    let advanced = json!({"base": {"plan": "advanced", "payer": "firm"}});
    assert_eq!(target(advanced.clone()), json!(held.subscription.with_plan(Plan::Advanced)));
    assert_eq!(target(json!({"payroll": null})), json!(held.subscription.without(AddOnKind::Payroll)));

    // Sent again after it was made it is the same request, though it would now change nothing.
    let (key, body) = (new_key(), json!({"target": advanced, "commit": true, "version": held.version, "at": held.at()}));
    let made = service.post(&path, Some(&key), &body);
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(service.client(BAKERY).subscription, held.subscription.with_plan(Plan::Advanced));
    assert_eq!(service.post(&path, Some(&key), &body).text, made.text);
    let removed =
        json!({"target": {"base": advanced["base"], "payroll": null}, "commit": true, "version": held.version, "at": held.at()});
    service.post(&path, Some(&key), &removed).assert_problem(422, "key-reused");
}

#[test]
fn a_cancelled_subscription_that_still_runs_is_resumed_first_and_a_cancelled_company_is_revived_by_a_transfer() {
    let service = Service::start();
    service.sql("update clients set facts = json_set(facts, '$.status', 'cancelling')");
    let refused = service.commit(&service.client(CAFE), firm(Plan::Essentials));
    refused.assert_problem(409, "refused");
    assert_eq!(codes(&refused.json()), ["cancellation_pending"]);
    assert_eq!(
        refused.json()["remedies"][0],
        json!({"code": "resume", "by": "firm", "text": refused.json()["remedies"][0]["text"]})
    );

    let theirs = json!(held_by_client());
    service.sql(&format!(
        "update clients set subscription = '{theirs}', transfer_permitted_at = unixepoch(), facts = json_set(facts, '$.status', 'cancelled')"
    ));
    let made = service.commit(&service.client(CAFE), firm(Plan::EasyStart));
    assert_eq!(made.status, 201, "{}", made.text);
    let notices = made.json()["plan"]["notices"].clone();
    assert!(notices.as_array().unwrap().iter().any(|notice| notice["code"] == "resubscribes"), "{notices}");
}

fn held_by_client() -> Subscription {
    Subscription::new(Plan::EasyStart, Party::Client)
}

const AT_ONCE: usize = 16;

/// The replies to so many commits at the same moment, of which the n-th has this key: half of them asked of one service, half of
/// another one with the same database.
fn at_once(service: &Service, id: i64, body: &Value, key: impl Fn(usize) -> String + Sync) -> Vec<common::Reply> {
    let (start, urls) =
        (Barrier::new(AT_ONCE), [service.address, service.beside().0].map(|its| format!("http://{its}/clients/{id}/changes")));
    let bearer = service.bearer();
    std::thread::scope(|threads| {
        let ask = |n| {
            let (start, url, bearer, key) = (&start, &urls[n % 2], &*bearer, key(n));
            threads.spawn(move || {
                start.wait();
                let headers = [("authorization", bearer), ("content-type", "application/json"), ("idempotency-key", &key)];
                ask(url, "POST", &headers, &body.to_string()).unwrap()
            })
        };
        let asked: Vec<_> = (0..AT_ONCE).map(ask).collect();
        asked.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn of_many_commits_for_one_client_exactly_one_wins_and_the_others_are_conflicts() {
    let service = Service::start();
    for (made, plan) in (1..).zip([Plan::Essentials, Plan::Plus, Plan::Advanced]) {
        let held = service.client(CAFE);
        let replies = at_once(&service, held.id, &commit(&held, firm(plan)), |_| new_key());
        let (won, lost): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == 201);
        assert_eq!((won.len(), lost.len()), (1, AT_ONCE - 1));
        for reply in lost {
            reply.assert_problem(409, "conflict");
        }
        assert_eq!((service.client(CAFE).subscription, service.client(CAFE).version), (firm(plan), held.version + 1));
        assert_eq!(service.count("select count(*) from changes"), made);
    }
}

#[test]
fn many_retries_at_once_make_one_change_and_get_one_answer() {
    let service = Service::start();
    let held = service.client(CAFE);
    let replies = at_once(&service, held.id, &commit(&held, firm(Plan::Essentials)), |_| "one".to_owned());
    assert!(replies.iter().all(|reply| (reply.status, &reply.text) == (201, &replies[0].text)));
    assert_eq!((service.count("select count(*) from changes"), service.count("select count(*) from steps")), (1, 1));
}
