//! The function answers as the crate does, however the columns are written.

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use common::{
    answers, arrays, as_json, call, cast_all, columns, expected, invented_edition, mixed, naming_none, shipped, without_add_ons,
};
use datafusion::arrow::array::{Array, ArrayRef, NullArray, StructArray};
use datafusion::arrow::compute::concat;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::logical_expr::ColumnarValue;
use datafusion::scalar::ScalarValue;
use serde_json::Value;
use subscription_change::catalogue::ByAddOn;
use subscription_change::{AddOnKind, Catalogue, Party, ReasonCode, Request, Tier};
use subscription_change_datafusion::{plan_change, schema};

fn all_expected(requests: &[Request]) -> Vec<Value> {
    requests.iter().map(|request| expected(Catalogue::canada(), request)).collect()
}

/// What a record says, as its columns: the keys of an object with nothing left out, and of the objects in it.
fn assert_columns(object: &Value, of: &DataType, path: &str) {
    let (Value::Object(object), DataType::Struct(fields)) = (object, of) else { return };
    let (keys, columns): (Vec<_>, Vec<_>) = (object.keys().collect(), fields.iter().map(|field| field.name()).collect());
    assert_eq!(BTreeSet::from_iter(keys), BTreeSet::from_iter(columns), "{path}");
    for field in fields {
        assert_columns(&object[field.name()], field.data_type(), &format!("{path}.{}", field.name()));
    }
}

/// The same, with bill pay beside it.
fn with_bill_pay(mut request: Request) -> Request {
    for held in [&mut request.current, &mut request.target] {
        *held = held.with_add_on(AddOnKind::BillPay, Tier::Basic, Party::Firm);
    }
    request
}

#[test]
fn a_book_has_a_column_for_each_field_of_a_request() {
    let is_whole = |request: &&Request| {
        let held = request.current.add_ons();
        held.payroll.is_some() && held.time.is_some() && request.context.client.confirmation.is_some()
    };
    let requests: Vec<Request> = mixed(1000).into_iter().map(with_bill_pay).collect();
    let whole = requests.iter().find(is_whole).map(naming_none).unwrap();
    for column in schema().fields().iter().filter(|column| column.name() != "id") {
        assert!(matches!(column.data_type(), DataType::Struct(_)));
        assert_columns(&whole[column.name()], column.data_type(), column.name());
    }
}

#[test]
fn every_answer_is_the_crates() {
    let requests = mixed(20_000);
    for (answer, request) in answers(Catalogue::canada(), columns(&requests)).iter().zip(&requests) {
        assert_eq!(*answer, expected(Catalogue::canada(), request), "{request:?}");
    }
}

/// The shipped books, with the catalogue of each: together they have every reason in them.
#[test]
fn every_reason_of_the_shipped_books_is_there() {
    let mut met = BTreeSet::new();
    for (name, catalogue) in [("book", Catalogue::canada()), ("book-other-edition", &invented_edition())] {
        let requests = shipped(name);
        for (answer, request) in answers(catalogue, columns(&requests)).iter().zip(&requests) {
            assert_eq!(*answer, expected(catalogue, request), "{request:?}");
            let reasons = answer["reasons"].as_array().into_iter().flatten();
            met.extend(reasons.map(|reason| reason.as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(met, ReasonCode::ALL.iter().map(|code| code.name().to_owned()).collect());
}

#[test]
fn another_catalogue_is_another_function() {
    let (canada, invented) = (plan_change(Catalogue::canada()), plan_change(&invented_edition()));
    assert_eq!(canada, plan_change(Catalogue::canada()));
    assert_ne!(canada, invented);
    let requests = mixed(1000);
    let answers_of = |catalogue: &Catalogue| answers(catalogue, columns(&requests));
    assert_ne!(answers_of(Catalogue::canada()), answers_of(&invented_edition()));
    assert!(answers_of(&invented_edition()).iter().all(|answer| answer["catalogue"] == invented_edition().id().to_string()));
}

/// Strings, whole numbers and lists of every type in which other programs write them, and as Parquet is read.
#[test]
fn it_reads_what_others_write() {
    use DataType::{
        Dictionary, Int8, Int16, Int32, Int64, LargeList, LargeUtf8, List, UInt8, UInt16, UInt32, UInt64, Utf8, Utf8View,
    };

    let requests = mixed(2000);
    let of_book = columns(&requests);
    let expected = all_expected(&requests);
    let dictionary = |key: DataType, value: DataType| Dictionary(Box::new(key), Box::new(value));
    let strings = [
        LargeUtf8,
        Utf8View,
        dictionary(UInt8, Utf8),
        dictionary(Int8, Utf8),
        dictionary(Int32, Utf8),
        dictionary(UInt16, LargeUtf8),
        dictionary(Int32, Utf8View),
    ];
    let mut changes: Vec<(DataType, DataType)> = strings.into_iter().map(|to| (Utf8, to)).collect();
    changes.extend([Int16, Int32, Int64, UInt16, UInt64].map(|to| (UInt32, to)));
    for (from, to) in changes {
        let change = |of: DataType| if of == from { to.clone() } else { of };
        let written: Vec<ArrayRef> = of_book.iter().map(|column| cast_all(column, &change)).collect();
        assert_ne!(written[2].data_type(), of_book[2].data_type());
        assert_eq!(answers(Catalogue::canada(), written), expected, "{from} as {to}");
    }
    let long = |of| if let List(member) = of { LargeList(member) } else { of };
    let written = of_book.iter().map(|column| cast_all(column, &long)).collect();
    assert_eq!(answers(Catalogue::canada(), written), expected);
}

/// A part of a larger batch: its rows and no others, also in the dictionaries and lists.
#[test]
fn it_reads_a_part_of_a_batch() {
    let requests = mixed(3000);
    let keyed = |of| if of == DataType::Utf8 { DataType::Dictionary(Box::new(DataType::Int16), Box::new(of)) } else { of };
    let plain = columns(&requests);
    let keyed: Vec<ArrayRef> = plain.iter().map(|column| cast_all(column, &keyed)).collect();
    let whole = all_expected(&requests);
    for (from, count) in [(0, 1), (1, 63), (64, 64), (999, 1001), (2999, 1), (3000, 0)] {
        for columns in [&plain, &keyed] {
            let part = columns.iter().map(|column| column.slice(from, count)).collect();
            assert_eq!(answers(Catalogue::canada(), part), whole[from..from + count], "{count} from {from}");
        }
    }
    let again = plain.iter().map(|column| concat(&[&column.slice(5, 7), &column.slice(2000, 3)]).unwrap()).collect();
    assert_eq!(answers(Catalogue::canada(), again), [&whole[5..12], &whole[2000..2003]].concat());
}

#[test]
fn an_empty_batch_has_no_answers() {
    assert_eq!(answers(Catalogue::canada(), columns(&[])), Vec::<Value>::new());
}

/// Each argument may be one value for all rows; where all of them are, so is the answer.
#[test]
fn an_argument_may_be_a_constant() {
    let requests = mixed(300);
    let of_book = columns(&requests);
    let constant = |column: usize, row| ColumnarValue::Scalar(ScalarValue::try_from_array(&of_book[column], row).unwrap());
    for which in 1..7 {
        let row = 17 + which;
        let arguments = (0..3).map(|column| match which >> column & 1 {
            1 => constant(column, row),
            _ => ColumnarValue::Array(of_book[column].clone()),
        });
        let same = requests.iter().map(|request| {
            let one = requests[row];
            Request {
                current: if which & 1 == 0 { request.current } else { one.current },
                target: if which & 2 == 0 { request.target } else { one.target },
                context: if which & 4 == 0 { request.context } else { one.context },
            }
        });
        let answer = call(Catalogue::canada(), arguments.collect(), requests.len()).unwrap();
        let ColumnarValue::Array(answer) = answer else { panic!("there is a column among the arguments") };
        assert_eq!(as_json(&answer), all_expected(&same.collect::<Vec<_>>()));
    }
    for row in 0..100 {
        let arguments = (0..3).map(|column| constant(column, row)).collect();
        let ColumnarValue::Scalar(answer) = call(Catalogue::canada(), arguments, 5).unwrap() else { panic!("all are constants") };
        assert_eq!(as_json(&answer.to_array().unwrap()), all_expected(&requests[row..=row]));
    }
}

/// An add-on that nobody holds and nobody asks for has no column, or one of nulls that has no other type.
#[test]
fn add_ons_that_nobody_has_may_be_missing() {
    let holding_none = |request: &Request| {
        let mut request = *request;
        for subscription in [&mut request.current, &mut request.target] {
            *subscription = subscription.with_add_ons(ByAddOn::all(None));
        }
        request
    };
    let requests: Vec<Request> = mixed(1000).iter().map(holding_none).collect();
    let expected = all_expected(&requests);
    let [current, target, context] = columns(&requests).try_into().unwrap();
    assert_eq!(
        answers(Catalogue::canada(), vec![without_add_ons(&current), without_add_ons(&target), context.clone()]),
        expected
    );

    let untyped = |column: &ArrayRef| {
        let base = column.as_any().downcast_ref::<StructArray>().unwrap().column_by_name("base").unwrap().clone();
        let null: ArrayRef = Arc::new(NullArray::new(base.len()));
        let add_ons = AddOnKind::ALL.iter().map(|kind| (kind.name(), null.clone()));
        let fields = [("base", base)].into_iter().chain(add_ons);
        let fields = fields.map(|(name, column)| (Arc::new(Field::new(name, column.data_type().clone(), true)), column));
        Arc::new(StructArray::from(fields.collect::<Vec<_>>())) as ArrayRef
    };
    assert_eq!(answers(Catalogue::canada(), vec![untyped(&current), untyped(&target), context]), expected);
}

/// What a target has no column of stays as it is, and what is null in it is removed.
#[test]
fn what_a_target_leaves_out_stays_as_it_is() {
    let requests = mixed(1000);
    let [current, target, context] = columns(&requests).try_into().unwrap();
    let kept: Vec<Request> = requests
        .iter()
        .map(|request| {
            let mut request = *request;
            request.target = request.target.with_add_ons(request.current.add_ons());
            request
        })
        .collect();
    assert!(kept.iter().zip(&requests).any(|(kept, request)| kept != request));
    let named = without_add_ons(&target);
    assert_eq!(answers(Catalogue::canada(), vec![current, named, context]), all_expected(&kept));
}

/// The fields of a struct are known by their names and may come in any order.
#[test]
fn fields_come_in_any_order() {
    let requests = mixed(500);
    let reversed = |column: &ArrayRef| {
        let (fields, columns, nulls) = column.as_any().downcast_ref::<StructArray>().unwrap().clone().into_parts();
        let fields: Vec<_> = fields.iter().rev().cloned().collect();
        Arc::new(StructArray::new(fields.into(), columns.into_iter().rev().collect(), nulls)) as ArrayRef
    };
    let columns = columns(&requests).iter().map(reversed).collect();
    assert_eq!(answers(Catalogue::canada(), columns), all_expected(&requests));
}

#[test]
fn three_columns_are_needed() {
    let two = columns(&mixed(1))[..2].to_vec();
    let error = call(Catalogue::canada(), arrays(two), 1).unwrap_err().to_string();
    assert!(error.contains("plan_change function requires 3 arguments, got 2"), "{error}");
}
