//! Facts read from Arrow columns, row by row.
//!
//! What is the same in every row is worked out once for a batch: which columns there are, of which type, and what each name means.

use std::str::FromStr;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StructArray, UInt32Array};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{ArrowNativeType, DataType, Field, UInt32Type};

use crate::fault::Fault;

/// What may stand in a column: a name, a number, a set, a record.
pub trait Value: Sized {
    /// A column of them, made ready.
    type Values;

    /// How they are written. Whatever says the same is read too: every type of string and whole number, and long lists.
    fn data_type() -> DataType;

    /// What would be right.
    fn expected() -> String;

    /// Makes a column ready; says why where its type cannot hold such values.
    fn values(array: &ArrayRef) -> Result<Self::Values, Fault>;

    /// The value in a row in which there is one.
    fn get(values: &Self::Values, row: usize) -> Result<Self, Fault>;
}

/// A column of values, some of which may be null.
pub struct Column<T: Value> {
    nulls: Option<NullBuffer>,
    values: T::Values,
}

impl<T: Value> Column<T> {
    pub fn of(array: &ArrayRef) -> Result<Self, Fault> {
        Ok(Self { nulls: array.logical_nulls(), values: T::values(array)? })
    }

    /// The value in a row, if there is one.
    pub fn get(&self, row: usize) -> Option<Result<T, Fault>> {
        let null = self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
        (!null).then(|| T::get(&self.values, row))
    }
}

/// A field of a record: a value, or an `Option` of one, which may be null. Its column is there in any case: nothing is guessed.
pub trait Fact: Sized {
    type Column;

    fn field(name: &str) -> Field;
    fn column(array: Option<&ArrayRef>) -> Result<Self::Column, Fault>;
    fn get(column: &Self::Column, row: usize) -> Result<Self, Fault>;
}

impl<T: Value> Fact for T {
    type Column = Column<T>;

    fn field(name: &str) -> Field {
        Field::new(name, T::data_type(), false)
    }

    fn column(array: Option<&ArrayRef>) -> Result<Self::Column, Fault> {
        Column::of(array.ok_or_else(|| Fault::new("missing", &T::expected()))?)
    }

    fn get(column: &Self::Column, row: usize) -> Result<Self, Fault> {
        column.get(row).unwrap_or_else(|| Err(Fault::new("null", &T::expected())))
    }
}

impl<T: Value> Fact for Option<T> {
    type Column = Option<Column<T>>;

    fn field(name: &str) -> Field {
        Field::new(name, T::data_type(), true)
    }

    fn column(array: Option<&ArrayRef>) -> Result<Self::Column, Fault> {
        let array = array.ok_or_else(|| Fault::new("missing", &format!("{}, or null", T::expected())))?;
        Some(array).filter(|array| *array.data_type() != DataType::Null).map(Column::of).transpose()
    }

    fn get(column: &Self::Column, row: usize) -> Result<Self, Fault> {
        column.as_ref().and_then(|column| column.get(row)).transpose()
    }
}

impl Value for bool {
    type Values = BooleanArray;

    fn data_type() -> DataType {
        DataType::Boolean
    }

    fn expected() -> String {
        "true or false".to_owned()
    }

    fn values(array: &ArrayRef) -> Result<BooleanArray, Fault> {
        array.as_boolean_opt().cloned().ok_or_else(|| Fault::of_type::<Self>(array))
    }

    fn get(values: &BooleanArray, row: usize) -> Result<Self, Fault> {
        Ok(values.value(row))
    }
}

impl Value for u32 {
    /// The numbers, null where one does not fit, and what they were read from.
    type Values = (UInt32Array, ArrayRef);

    fn data_type() -> DataType {
        DataType::UInt32
    }

    fn expected() -> String {
        format!("a whole number from 0 to {}", Self::MAX)
    }

    fn values(array: &ArrayRef) -> Result<Self::Values, Fault> {
        let numbers = Some(array).filter(|array| array.data_type().is_integer());
        let numbers = numbers.and_then(|array| cast(array, &DataType::UInt32).ok());
        let numbers = numbers.ok_or_else(|| Fault::of_type::<Self>(array))?;
        Ok((numbers.as_primitive::<UInt32Type>().clone(), array.clone()))
    }

    fn get((numbers, array): &Self::Values, row: usize) -> Result<Self, Fault> {
        if numbers.is_null(row) { Err(Fault::in_row::<Self>(array, row)) } else { Ok(numbers.value(row)) }
    }
}

/// An enum of plain names.
pub trait Name: Copy + FromStr + 'static {
    fn all() -> impl Iterator<Item = Self>;

    fn name(self) -> &'static str;

    /// Its place among all names of the enum.
    fn place(self) -> u8;
}

impl<T: Name> Value for T {
    /// What each name means, if anything, and what they were read from.
    type Values = (Vec<Option<T>>, ArrayRef);

    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn expected() -> String {
        let names: Vec<_> = T::all().map(Name::name).collect();
        format!("one of {}", names.join(", "))
    }

    /// The names of a dictionary are looked up once for each of its values, and all others once for each row.
    fn values(array: &ArrayRef) -> Result<Self::Values, Fault> {
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            let (meanings, _) = <T as Value>::values(dictionary.values())?;
            let keys = if meanings.is_empty() { vec![] } else { dictionary.normalized_keys() };
            return Ok((keys.into_iter().map(|key| meanings[key]).collect(), array.clone()));
        }
        let meanings = match array.data_type() {
            DataType::Utf8 => array.as_string::<i32>().iter().map(meaning).collect(),
            DataType::LargeUtf8 => array.as_string::<i64>().iter().map(meaning).collect(),
            DataType::Utf8View => array.as_string_view().iter().map(meaning).collect(),
            _ => return Err(Fault::of_type::<T>(array)),
        };
        Ok((meanings, array.clone()))
    }

    fn get((meanings, array): &Self::Values, row: usize) -> Result<Self, Fault> {
        meanings[row].ok_or_else(|| Fault::in_row::<T>(array, row))
    }
}

/// What a name means, if anything.
fn meaning<T: Name>(name: Option<&str>) -> Option<T> {
    name?.parse().ok()
}

/// A column of lists: the members of all of them, and where each list begins and ends.
pub struct Lists<T: Value> {
    pub members: Column<T>,
    bounds: Vec<usize>,
}

impl<T: Value> Lists<T> {
    pub fn of(array: &ArrayRef, expected: impl Fn() -> String) -> Result<Self, Fault> {
        let lists = match array.data_type() {
            // As SQL has a list of nothing.
            DataType::List(member) | DataType::LargeList(member) if *member.data_type() == DataType::Null => {
                cast(array, &DataType::new_list(T::data_type(), true)).ok()
            }
            DataType::List(member) | DataType::LargeList(member) => cast(array, &DataType::List(member.clone())).ok(),
            _ => None,
        };
        let lists = lists.ok_or_else(|| Fault::new(&array.data_type().to_string(), &expected()))?;
        let (offsets, members) = (lists.as_list::<i32>().offsets(), lists.as_list::<i32>().values());
        // Of a batch that was cut from a larger one, only the members that are in it.
        let (first, last) = (offsets[0].as_usize(), offsets[lists.len()].as_usize());
        let bounds = offsets.iter().map(|offset| offset.as_usize() - first).collect();
        Ok(Self { members: Column::of(&members.slice(first, last - first))?, bounds })
    }

    /// Where the members of a row stand.
    pub fn places(&self, row: usize) -> std::ops::Range<usize> {
        self.bounds[row]..self.bounds[row + 1]
    }
}

pub fn a_struct_of(fields: &[&str]) -> String {
    format!("a struct of {}", fields.join(", "))
}

/// A column of records, no field of which is unknown or repeated.
pub fn records<'a>(array: &'a ArrayRef, known: &[&str]) -> Result<&'a StructArray, Fault> {
    let misfit = |found: &str| Fault::new(found, &a_struct_of(known));
    let records = array.as_struct_opt().ok_or_else(|| misfit(&array.data_type().to_string()))?;
    let names = records.column_names();
    for (place, name) in names.iter().enumerate() {
        if !known.contains(name) {
            return Err(misfit(&format!("unknown field `{name}`")));
        }
        if names[..place].contains(name) {
            return Err(misfit(&format!("field `{name}` twice")));
        }
    }
    Ok(records)
}
