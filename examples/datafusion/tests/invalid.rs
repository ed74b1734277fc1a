//! What is no request: a value is answered in its row, a column that cannot hold requests is refused before any row is read.

mod common;

use std::sync::Arc;

use common::{arrays, as_json, call, cast_all, columns, expected, loose_columns, mixed, naming_none, with, without};
use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, StructArray};
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::logical_expr::ColumnarValue;
use serde_json::{Value, json};
use subscription_change::{AddOnKind, Catalogue, Request};

const PLANS: &str = "one of easy_start, essentials, plus, advanced, ledger, self_employed";
const FEATURES: &str = "one of multicurrency, recurring_transactions, bills, time_tracking, inventory, purchase_orders, projects, \
                        classes, locations, budgets, custom_roles, workflows, spreadsheet_sync, backup_and_restore, \
                        enhanced_custom_fields";
const MAY_BE_NONE: &str = "one of client.days_to_renewal, client.confirmation, client.transfer_permission_hours, \
                           client.days_since_discount, client.hours_since_downgrade";
const NUMBER: &str = "a whole number from 0 to 4294967295";

/// With strings as they are, as views and in a dictionary.
fn each_way(columns: &[ArrayRef]) -> [Vec<ArrayRef>; 3] {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    [DataType::Utf8, DataType::Utf8View, dictionary].map(|string| {
        let change = |of| if of == DataType::Utf8 { string.clone() } else { of };
        columns.iter().map(|column| cast_all(column, &change)).collect()
    })
}

fn add_on_with(key: &str, value: Value) -> Value {
    let mut add_on = json!({"tier": "core", "payer": "firm"});
    add_on[key] = value;
    add_on
}

#[test]
fn a_row_that_is_no_request_says_where_and_what_would_be_right() {
    let set_of = |what: &str| format!("a list, each member once and {what}");
    let cases: Vec<(&str, Value, String)> = vec![
        ("/current", Value::Null, "current: null, expected a struct of base, payroll, time, bill_pay".into()),
        ("/current/base/plan", json!("premium"), format!("current.base.plan: `premium`, expected {PLANS}")),
        ("/current/base/plan", json!("Plus"), format!("current.base.plan: `Plus`, expected {PLANS}")),
        ("/current/base/plan", json!(""), format!("current.base.plan: ``, expected {PLANS}")),
        ("/target/base/plan", Value::Null, format!("target.base.plan: null, expected {PLANS}")),
        ("/target/base", Value::Null, "target.base: null, expected a struct of plan, payer".into()),
        ("/target/base/payer", json!("vendor"), "target.base.payer: `vendor`, expected one of firm, client".into()),
        (
            "/current/payroll",
            add_on_with("tier", json!("plus")),
            "current.payroll.tier: `plus`, expected one of core, premium, elite".into(),
        ),
        (
            "/current/payroll",
            add_on_with("payer", Value::Null),
            "current.payroll.payer: null, expected one of firm, client".into(),
        ),
        ("/target/time", add_on_with("tier", json!("core")), "target.time.tier: `core`, expected one of premium, elite".into()),
        ("/context/none", json!([null]), format!("context.none: null, expected {MAY_BE_NONE}")),
        ("/context/none", json!(["client.status"]), format!("context.none: `client.status`, expected {MAY_BE_NONE}")),
        ("/context/none", json!(["confirmation"]), format!("context.none: `confirmation`, expected {MAY_BE_NONE}")),
        (
            "/context/none",
            json!(["client.confirmation", "client.confirmation"]),
            format!("context.none: `client.confirmation` twice, expected {}", set_of(MAY_BE_NONE)),
        ),
        (
            "/context/authorised_by",
            json!(["client", "firm", "client"]),
            format!("context.authorised_by: `client` twice, expected {}", set_of("one of firm, client")),
        ),
        (
            "/context/client/status",
            json!("paused"),
            "context.client.status: `paused`, expected one of pending, trial, active, cancelling, restricted, suspended, expired, cancelled"
                .into(),
        ),
        (
            "/context/client/billing_cycle",
            json!("weekly"),
            "context.client.billing_cycle: `weekly`, expected one of monthly, annual".into(),
        ),
        (
            "/context/client/confirmation",
            json!({"accepted_losses": null}),
            format!("context.client.confirmation.accepted_losses: null, expected {}", set_of(FEATURES)),
        ),
        (
            "/context/client/hours_since_downgrade",
            json!(-1),
            format!("context.client.hours_since_downgrade: `-1`, expected {NUMBER}"),
        ),
        (
            "/context/client/usage/users/billable",
            json!(-3),
            format!("context.client.usage.users.billable: `-3`, expected {NUMBER}"),
        ),
        (
            "/context/client/usage/accounts",
            json!(4_294_967_296_u64),
            format!("context.client.usage.accounts: `4294967296`, expected {NUMBER}"),
        ),
        (
            "/context/client/usage/features",
            json!(["bills", null]),
            format!("context.client.usage.features: null, expected {FEATURES}"),
        ),
        (
            "/context/client/usage/features",
            json!(["bills", "invoices"]),
            format!("context.client.usage.features: `invoices`, expected {FEATURES}"),
        ),
        (
            "/context/client/usage/features",
            json!(["bills", "bills"]),
            format!("context.client.usage.features: `bills` twice, expected {}", set_of(FEATURES)),
        ),
    ];
    // Each between two that are requests, which are decided all the same.
    let good = mixed(cases.len() + 1);
    let mut book = vec![naming_none(&good[0])];
    let mut answers = vec![expected(Catalogue::canada(), &good[0])];
    for ((place, value, error), next) in cases.into_iter().zip(&good[1..]) {
        let mut wrong = naming_none(next);
        *wrong.pointer_mut(place).unwrap() = value;
        if let (Some(told), Some(none)) = (place.strip_prefix("/context/"), wrong["context"]["none"].as_array_mut()) {
            none.retain(|name| *name != told.replace('/', "."));
        }
        book.extend([wrong, naming_none(next)]);
        answers.push(json!({
            "decision": "invalid", "catalogue": null, "resolution": null, "reasons": null, "remedies": null, "questions": null,
            "error": error,
        }));
        answers.push(expected(Catalogue::canada(), next));
    }
    for columns in each_way(&loose_columns(&book)) {
        for (answer, expected) in common::answers(Catalogue::canada(), columns.clone()).iter().zip(&answers) {
            assert_eq!(answer, expected);
        }
        let part = columns.iter().map(|column| column.slice(5, 20)).collect();
        assert_eq!(common::answers(Catalogue::canada(), part), answers[5..25]);
    }
}

/// What is not a request as a whole is no request in any row, and what is null in a null record is not looked at.
#[test]
fn a_null_record_is_null_whatever_is_in_it() {
    let requests = mixed(10);
    let told: Vec<Request> = requests
        .into_iter()
        .map(|mut request| {
            request.current = request.current.without(AddOnKind::Payroll);
            request
        })
        .collect();
    let books: Vec<Value> = told.iter().map(naming_none).collect();
    for columns in each_way(&loose_columns(&books)) {
        let payroll = columns[0].as_any().downcast_ref::<StructArray>().unwrap().column_by_name("payroll").unwrap().clone();
        let tiers = payroll.as_any().downcast_ref::<StructArray>().unwrap().column_by_name("tier").unwrap();
        assert_eq!(tiers.logical_null_count(), 10, "there is nothing in it");
        let expected: Vec<Value> = told.iter().map(|request| expected(Catalogue::canada(), request)).collect();
        assert_eq!(common::answers(Catalogue::canada(), columns), expected);
    }
}

#[test]
fn a_constant_that_is_no_request_is_an_error() {
    let mut wrong = naming_none(&mixed(1)[0]);
    wrong["context"]["client"]["status"] = json!("gone");
    let constants = loose_columns(&[wrong])
        .into_iter()
        .map(|column| ColumnarValue::Scalar(datafusion::scalar::ScalarValue::try_from_array(&column, 0).unwrap()));
    let answer = call(Catalogue::canada(), constants.collect(), 1).unwrap().to_array(1).unwrap();
    assert_eq!(as_json(&answer)[0]["decision"], "invalid");
    assert!(as_json(&answer)[0]["error"].as_str().unwrap().starts_with("context.client.status: `gone`, expected one of pending"));
}

/// A name of what has a value, in each place: nothing is guessed.
#[test]
fn what_has_a_value_is_not_said_to_be_none() {
    let values = [
        ("days_to_renewal", json!(12)),
        ("confirmation", json!({"accepted_losses": []})),
        ("transfer_permission_hours", json!(0)),
        ("days_since_discount", json!(59)),
        ("hours_since_downgrade", json!(1)),
    ];
    let good = mixed(values.len());
    let wrong = values.iter().zip(&good).map(|((name, value), request)| {
        let mut request = naming_none(request);
        request["context"]["client"][name] = value.clone();
        request["context"]["none"] = json!([format!("client.{name}")]);
        request
    });
    let answers = common::answers(Catalogue::canada(), loose_columns(&wrong.collect::<Vec<_>>()));
    for ((name, _), answer) in values.iter().zip(&answers) {
        assert_eq!(answer["decision"], "invalid");
        assert_eq!(answer["error"], format!("context.client.{name}: a value, expected null where `none` names it"));
    }
    assert_eq!(answers.len(), values.len());
}

fn struct_of(name: &str, column: ArrayRef) -> ArrayRef {
    Arc::new(StructArray::from(vec![(Arc::new(Field::new(name, column.data_type().clone(), true)), column)]))
}

#[test]
fn columns_that_cannot_hold_requests_are_refused_before_a_row_is_read() {
    let good = columns(&mixed(3));
    let truth: ArrayRef = Arc::new(BooleanArray::from(vec![true; 3]));
    let replaced = |place: usize, column: ArrayRef| {
        let mut columns = good.clone();
        columns[place] = column;
        columns
    };
    let cast_context =
        |from: DataType, to: DataType| replaced(2, cast_all(&good[2], &|of| if of == from { to.clone() } else { of }));
    let client = good[2].as_any().downcast_ref::<StructArray>().unwrap().column_by_name("client").unwrap().clone();
    let cases = [
        (replaced(0, truth.clone()), "current: Boolean, expected a struct of base, payroll, time, bill_pay"),
        (replaced(0, without(&good[0], "base")), "current.base: missing, expected a struct of plan, payer"),
        (
            replaced(2, with(&without(&good[2], "client"), "client", with(&client, "in_good_standing", truth.clone()))),
            "context.client: unknown field `in_good_standing`, expected a struct of status, billing_current, billing_cycle, \
             days_to_renewal, primary_admin, confirmation, transfer_permission_hours, days_since_discount, hours_since_downgrade, \
             downgrade_offered, addresses_match, other_billing_system, same_region, usage",
        ),
        (
            replaced(2, with(&without(&good[2], "none"), "none", truth.clone())),
            &format!("context.none: Boolean, expected a list, each member once and {MAY_BE_NONE}"),
        ),
        (
            replaced(2, with(&without(&good[2], "authorised_by"), "authorised_by", struct_of("vendor", truth.clone()))),
            "context.authorised_by: unknown field `vendor`, expected a struct of firm, client",
        ),
        (
            replaced(2, with(&without(&good[2], "authorised_by"), "authorised_by", struct_of("firm", client.clone()))),
            &format!("context.authorised_by.firm: {}, expected true or false", client.data_type()),
        ),
        (
            replaced(1, with(&without(&good[1], "payroll"), "pay_roll", truth.clone())),
            "target: unknown field `pay_roll`, expected a struct of base, payroll, time, bill_pay",
        ),
        (
            replaced(0, with(&good[0], "base", truth.clone())),
            "current: field `base` twice, expected a struct of base, payroll, time, bill_pay",
        ),
        (
            replaced(2, with(&without(&good[2], "authorised_by"), "authorised_by", truth.clone())),
            "context.authorised_by: Boolean, expected a list, each member once and one of firm, client",
        ),
        (
            cast_context(DataType::UInt32, DataType::Float64),
            "context.client.days_to_renewal: Float64, expected a whole number from 0 to 4294967295",
        ),
        (cast_context(DataType::Utf8, DataType::Binary), "context.authorised_by: Binary, expected one of firm, client"),
        (cast_context(DataType::Boolean, DataType::Int8), "context.firm.billing_current: Int8, expected true or false"),
        (replaced(2, truth.clone()), "context: Boolean, expected a struct of authorised_by, firm, client, none"),
    ];
    for (columns, message) in cases {
        let error = call(Catalogue::canada(), arrays(columns), 3).unwrap_err().to_string();
        assert_eq!(error, format!("Error during planning: plan_change: {message}"));
    }
}
