//! What the tests share: books of requests, the crate's own answers to them, and the function's.
#![allow(dead_code, reason = "not every test needs all of it")]

#[path = "../../../../benches/mix/mod.rs"]
pub mod mix;

use std::fs;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, RecordBatch, StructArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema};
use datafusion::arrow::json::ReaderBuilder;
use datafusion::arrow::json::writer::{JsonArray, WriterBuilder};
use datafusion::config::ConfigOptions;
use datafusion::error::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs};
use serde_json::{Map, Value, json};
use subscription_change::assess::PartialRequest;
use subscription_change::catalogue::Terms;
use subscription_change::{Actor, AddOnKind, Catalogue, Decision, Request};
use subscription_change_datafusion::{answer_type, book, plan_change, schema};

pub fn mixed(count: usize) -> Vec<Request> {
    mix::Mix::seeded(11).requests(count)
}

/// A book that is shipped with the crate.
pub fn shipped(name: &str) -> Vec<Request> {
    let lines = fs::read_to_string(format!("../data/{name}.jsonl")).unwrap();
    let request = |line: &str| {
        let mut line: Map<String, Value> = serde_json::from_str(line).unwrap();
        line.remove("id").unwrap();
        serde_json::from_value(line.into()).unwrap()
    };
    lines.lines().map(request).collect()
}

pub fn invented_edition() -> Catalogue {
    let terms = fs::read("../data/invented-edition.json").unwrap();
    serde_json::from_slice::<Terms>(&terms).unwrap().check().unwrap()
}

/// The columns `current`, `target` and `context` of these requests.
pub fn columns(requests: &[Request]) -> Vec<ArrayRef> {
    book::batch(1, requests).unwrap().columns()[1..].to_vec()
}

pub fn arrays(columns: Vec<ArrayRef>) -> Vec<ColumnarValue> {
    columns.into_iter().map(ColumnarValue::Array).collect()
}

/// What the function makes of these arguments.
pub fn call(catalogue: &Catalogue, arguments: Vec<ColumnarValue>, rows: usize) -> Result<ColumnarValue> {
    let function = plan_change(catalogue);
    let types: Vec<DataType> = arguments.iter().map(ColumnarValue::data_type).collect();
    assert_eq!(function.return_type(&types)?, answer_type());
    function.invoke_with_args(ScalarFunctionArgs {
        arg_fields: types.into_iter().map(|of| Arc::new(Field::new("argument", of, true))).collect(),
        args: arguments,
        number_rows: rows,
        return_field: Arc::new(Field::new("answer", answer_type(), true)),
        config_options: Arc::new(ConfigOptions::default()),
    })
}

/// What the function answers to the requests in these columns.
pub fn answers(catalogue: &Catalogue, columns: Vec<ArrayRef>) -> Vec<Value> {
    let rows = columns[0].len();
    let ColumnarValue::Array(answers) = call(catalogue, arrays(columns), rows).unwrap() else { panic!("columns make a column") };
    assert_eq!((answers.len(), answers.data_type()), (rows, &answer_type()));
    as_json(&answers)
}

/// A column, each value of it as JSON.
pub fn as_json(column: &ArrayRef) -> Vec<Value> {
    let batch = RecordBatch::try_from_iter_with_nullable([("value", column.clone(), true)]).unwrap();
    let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, JsonArray>(Vec::new());
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    let written = writer.into_inner();
    let rows: Vec<Map<String, Value>> = if written.is_empty() { vec![] } else { serde_json::from_slice(&written).unwrap() };
    rows.into_iter().map(|mut row| row["value"].take()).collect()
}

/// What the function is to answer, as the crate's JSON form of the decision has it.
pub fn expected(catalogue: &Catalogue, request: &Request) -> Value {
    answer_of(&serde_json::to_value(Decision::from(request.plan_change_with(catalogue))).unwrap())
}

fn answer_of(decision: &Value) -> Value {
    let (mut reasons, mut remedies) = (Value::Null, Value::Null);
    if let Some(given) = decision["reasons"].as_array() {
        reasons = once(given.iter().map(|reason| &reason["code"]));
        let all = || given.iter().flat_map(|reason| reason["remedies"].as_array().unwrap());
        let of = |actor: &Actor| once(all().filter(|remedy| remedy["by"] == actor.name()).map(|remedy| &remedy["code"]));
        remedies = Actor::ALL.iter().map(|actor| (actor.name().to_owned(), of(actor))).collect();
    }
    json!({
        "decision": decision["decision"],
        "catalogue": decision["catalogue"],
        "resolution": decision["resolution"],
        "reasons": reasons,
        "remedies": remedies,
        "questions": null,
        "error": null,
    })
}

/// What the function is to answer where some facts are not known, as the crate's JSON form of the assessment has it.
pub fn expected_of(catalogue: &Catalogue, request: &PartialRequest) -> Value {
    let assessment = serde_json::to_value(request.assess_with(catalogue)).unwrap();
    let mut answer = answer_of(&assessment);
    let questions = assessment["questions"].as_array().unwrap().iter();
    answer["questions"] = questions
        .map(|question| {
            let mut question = question.clone();
            question.as_object_mut().unwrap().entry("more_than").or_insert(Value::Null);
            question
        })
        .collect();
    answer
}

fn once<'a>(codes: impl Iterator<Item = &'a Value>) -> Value {
    let mut each: Vec<Value> = Vec::new();
    for code in codes {
        if !each.contains(code) {
            each.push(code.clone());
        }
    }
    each.into()
}

/// A type with every type in it changed by `change`, from the inside out.
pub fn changed(of: &DataType, change: &dyn Fn(DataType) -> DataType) -> DataType {
    let field = |field: &FieldRef| Arc::new(field.as_ref().clone().with_data_type(changed(field.data_type(), change)));
    change(match of {
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(field).collect()),
        DataType::List(member) => DataType::List(field(member)),
        of => of.clone(),
    })
}

/// A column with every type in it changed by `change`.
pub fn cast_all(column: &ArrayRef, change: &dyn Fn(DataType) -> DataType) -> ArrayRef {
    cast(column, &changed(column.data_type(), change)).unwrap()
}

/// A column of structs less one field.
pub fn without(column: &ArrayRef, name: &str) -> ArrayRef {
    let records = column.as_any().downcast_ref::<StructArray>().unwrap();
    let (fields, columns, nulls) = records.clone().into_parts();
    let kept = fields.iter().zip(columns).filter(|(field, _)| field.name() != name);
    let (fields, columns): (Vec<FieldRef>, Vec<ArrayRef>) = kept.map(|(field, column)| (field.clone(), column)).unzip();
    assert_eq!(fields.len(), records.num_columns() - 1);
    Arc::new(StructArray::new(fields.into(), columns, nulls))
}

/// The struct less the fields of add-ons.
pub fn without_add_ons(column: &ArrayRef) -> ArrayRef {
    AddOnKind::ALL.iter().fold(column.clone(), |column, kind| without(&column, kind.name()))
}

/// The struct with one more field.
pub fn with(column: &ArrayRef, name: &str, value: ArrayRef) -> ArrayRef {
    let (fields, mut columns, nulls) = column.as_any().downcast_ref::<StructArray>().unwrap().clone().into_parts();
    let mut fields: Vec<FieldRef> = fields.iter().cloned().collect();
    fields.push(Arc::new(Field::new(name, value.data_type().clone(), true)));
    columns.push(value);
    Arc::new(StructArray::new(fields.into(), columns, nulls))
}

/// Columns that take what is no request: everything may be null, and numbers may be negative.
pub fn loose_columns(requests: &[Value]) -> Vec<ArrayRef> {
    let nullable = |field: &FieldRef| Arc::new(field.as_ref().clone().with_nullable(true));
    let loose = |of| match of {
        DataType::UInt32 => DataType::Int64,
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(nullable).collect()),
        DataType::List(member) => DataType::List(nullable(&member)),
        of => of,
    };
    let schema = schema();
    let fields = schema.fields()[1..].iter().map(|field| Field::new(field.name(), changed(field.data_type(), &loose), true));
    let mut decoder = ReaderBuilder::new(Arc::new(Schema::new(fields.collect::<Vec<_>>()))).build_decoder().unwrap();
    decoder.serialize(requests).unwrap();
    decoder.flush().unwrap().unwrap().columns().to_vec()
}

/// A request as a book has it: the facts of which there was none are named.
pub fn naming_none(request: &Request) -> Value {
    let mut request = serde_json::to_value(request).unwrap();
    let client = &request["context"]["client"];
    let may_be = ["days_to_renewal", "confirmation", "transfer_permission_hours", "days_since_discount", "hours_since_downgrade"];
    let none = may_be.iter().filter(|name| client[*name].is_null()).map(|name| format!("client.{name}")).collect();
    request["context"]["none"] = none;
    request
}
