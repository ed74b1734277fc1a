//! Books of requests: made, written as Parquet, and asked.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Int64Array, ListBuilder, RecordBatch, StringBuilder, StructArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, FieldRef, Fields, Schema};
use datafusion::arrow::json::ReaderBuilder;
use datafusion::common::plan_err;
use datafusion::error::Result;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use subscription_change::{Catalogue, Request};

use crate::circumstances::{NONE, none_in};
use crate::mix::Mix;
use crate::request::schema;
use crate::udf::plan_change;

/// How many requests are written at once.
const BATCH: usize = 8192;

/// Requests as a batch of a book, numbered from `first` on. They are written as in the crate's JSON, except that facts that are
/// null there (there was none) are listed by name.
pub fn batch(first: i64, requests: &[Request]) -> Result<RecordBatch> {
    let schema = Arc::new(schema());
    let facts = Arc::new(Schema::new(schema.fields()[1..].to_vec()));
    let mut columns = ReaderBuilder::new(facts.clone()).with_batch_size(requests.len().max(1)).build_decoder()?;
    columns.serialize(requests)?;
    let ids: ArrayRef = Arc::new(Int64Array::from_iter_values((first..).take(requests.len())));
    let facts = columns.flush()?.unwrap_or_else(|| RecordBatch::new_empty(facts));
    let [current, target, context] = facts.columns() else { return plan_err!("a request has three parts") };
    let context = naming_none(context.as_struct(), requests)?;
    Ok(RecordBatch::try_new(schema, vec![ids, current.clone(), target.clone(), context])?)
}

/// The contexts of these requests, with the names of the facts of which there was none in each.
fn naming_none(contexts: &StructArray, requests: &[Request]) -> Result<ArrayRef> {
    let (fields, mut columns, nulls) = contexts.clone().into_parts();
    let Some((place, DataType::List(member))) = fields.find(NONE).map(|(place, field)| (place, field.data_type())) else {
        return plan_err!("a context has no list `none`");
    };
    let mut names = ListBuilder::new(StringBuilder::new()).with_field(member.clone());
    for request in requests {
        none_in(&request.context).for_each(|name| names.values().append_value(name));
        names.append(true);
    }
    columns[place] = Arc::new(names.finish());
    Ok(Arc::new(StructArray::try_new(fields, columns, nulls)?))
}

/// Writes a book of these requests, numbered from `first` on, some at a time.
pub fn write(file: &Path, mut first: i64, requests: impl Iterator<Item = Vec<Request>>) -> Result<()> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let fields: Fields = schema().fields().iter().map(|field| with_names_in_dictionaries(field, false)).collect();
    let schema = Arc::new(Schema::new(fields));
    let mut book = ArrowWriter::try_new(File::create(file)?, schema.clone(), Some(properties))?;
    for requests in requests {
        let batch = batch(first, &requests)?;
        first += i64::try_from(batch.num_rows()).expect("so many fit into memory");
        let columns = batch.columns().iter().zip(schema.fields()).map(|(column, field)| cast(column, field.data_type()));
        book.write(&RecordBatch::try_new(schema.clone(), columns.collect::<Result<_, _>>()?)?)?;
    }
    book.close()?;
    Ok(())
}

/// The same column with its names in dictionaries. Parquet keeps them so in any case; where the type says it too, they are also
/// read so, without a copy of the name for each row.
///
/// What may be null as a whole may be null in each of its names: of a product that nobody has, parquet 59 otherwise reads an empty
/// name for each row, and looks up every one of them in a dictionary.
fn with_names_in_dictionaries(field: &FieldRef, may_be_null: bool) -> FieldRef {
    let may_be_null = may_be_null || field.is_nullable();
    let field = field.as_ref().clone();
    Arc::new(match field.data_type() {
        DataType::Utf8 => {
            let dictionary = DataType::Dictionary(DataType::UInt8.into(), DataType::Utf8.into());
            field.with_data_type(dictionary).with_nullable(may_be_null)
        }
        DataType::Struct(fields) => {
            let fields = fields.iter().map(|field| with_names_in_dictionaries(field, may_be_null)).collect();
            field.with_data_type(DataType::Struct(fields))
        }
        DataType::List(member) => {
            let member = with_names_in_dictionaries(member, false);
            field.with_data_type(DataType::List(member))
        }
        _ => field,
    })
}

/// Writes a book of so many requests of the seeded mix.
pub fn generate(file: &Path, requests: usize, seed: u64) -> Result<()> {
    let mut mix = Mix::seeded(seed);
    write(file, 1, (0..requests).step_by(BATCH).map(|made| mix.requests(BATCH.min(requests - made))))
}

/// SQL that counts the requests of `book` by decision, reason and plan.
pub const REFUSALS: &str = include_str!("refusals.sql");

/// SQL that counts the questions by the number of requests that are open without the answer.
pub const QUESTIONS: &str = include_str!("questions.sql");

/// SQL that names the first of them that are no requests, and says why.
pub const INVALID: &str = include_str!("invalid.sql");

/// The configuration of a session in which several fields of one answer are asked for and each request is decided once.
///
/// `DataFusion` 55 looks for each field as near to the file as it can, and takes the function that the field is of along: with two fields
/// it decides twice (its issue 23655).
pub fn deciding_once(mut config: SessionConfig) -> SessionConfig {
    config.options_mut().optimizer.enable_leaf_expression_pushdown = false;
    config
}

/// A session in which the book is the table `book`, and `plan_change` decides with this catalogue.
pub async fn open(book: &str, catalogue: &Catalogue, partitions: usize) -> Result<SessionContext> {
    let session = SessionContext::new_with_config(deciding_once(SessionConfig::new().with_target_partitions(partitions)));
    session.register_udf(plan_change(catalogue));
    session.register_parquet("book", book, ParquetReadOptions::default()).await?;
    Ok(session)
}
