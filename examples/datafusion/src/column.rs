//! Facts read from Arrow columns, row by row.
//!
//! What is the same in every row is worked out once for a batch: which columns there are, of which type, and what each name means. A
//! dictionary has its names looked up once for each value in it.

use std::str::FromStr;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StructArray, UInt32Array};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, UInt32Type};
use subscription_change::UnknownName;

use crate::fault::Fault;

/// What may stand in a column: a name, a number, a set, a record.
pub trait Value: Sized {
    /// A column of them, made ready.
    type Values;

    /// How they are written. Whatever says the same is read too: every type of string, of whole number and of list.
    fn data_type() -> DataType;

    /// What would be right.
    fn expected() -> String;

    /// Makes a column ready; says why where its type cannot hold these values.
    fn values(array: &ArrayRef) -> Result<Self::Values, Fault>;

    /// The value in a row where it is not null.
    fn get(values: &Self::Values, row: usize) -> Result<Self, Fault>;
}

/// What a column may lack: nothing but an `Option`.
pub trait Fact: Sized {
    type Column;

    fn field(name: &str) -> Field;
    fn column(array: Option<&ArrayRef>) -> Result<Self::Column, Fault>;
    fn get(column: &Self::Column, row: usize) -> Result<Self, Fault>;
}

/// A column of values, some of which may be null.
pub struct Column<T: Value> {
    nulls: Option<NullBuffer>,
    values: T::Values,
}

impl<T: Value> Column<T> {
    fn of(array: &ArrayRef) -> Result<Self, Fault> {
        Ok(Self { nulls: array.logical_nulls(), values: T::values(array)? })
    }

    fn get(&self, row: usize) -> Option<Result<T, Fault>> {
        let null = self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
        (!null).then(|| T::get(&self.values, row))
    }
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
    /// None where all of them are null.
    type Column = Option<Column<T>>;

    fn field(name: &str) -> Field {
        Field::new(name, T::data_type(), true)
    }

    fn column(array: Option<&ArrayRef>) -> Result<Self::Column, Fault> {
        array.filter(|array| *array.data_type() != DataType::Null).map(Column::of).transpose()
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
        if !array.data_type().is_integer() {
            return Err(Fault::of_type::<Self>(array));
        }
        let numbers = cast(array, &DataType::UInt32).map_err(|_| Fault::of_type::<Self>(array))?;
        Ok((numbers.as_primitive::<UInt32Type>().clone(), array.clone()))
    }

    fn get((numbers, array): &Self::Values, row: usize) -> Result<Self, Fault> {
        if numbers.is_null(row) { Err(Fault::in_row::<Self>(array, row)) } else { Ok(numbers.value(row)) }
    }
}

/// An enum of plain names, as the crate declares them.
pub trait Name: Copy + FromStr<Err = UnknownName> + 'static {
    const ALL: &'static [Self];

    fn name(self) -> &'static str;

    /// Its place in [`ALL`](Self::ALL).
    fn place(self) -> u8;
}

macro_rules! names {
    ($($Name:ident),+ $(,)?) => {
        $(impl crate::column::Name for subscription_change::$Name {
            const ALL: &'static [Self] = Self::ALL;

            fn name(self) -> &'static str {
                self.name()
            }

            fn place(self) -> u8 {
                self as u8
            }
        })+
    };
}

/// A column of names.
pub struct Names<T> {
    /// What each value means, if anything: each of the dictionary, or else of every row.
    meanings: Vec<Option<T>>,
    /// The place of each row's value in the dictionary, where there is one.
    keys: Option<Vec<usize>>,
    array: ArrayRef,
}

impl<T: Name> Value for T {
    type Values = Names<T>;

    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn expected() -> String {
        let names: Vec<_> = T::ALL.iter().map(|name| name.name()).collect();
        format!("one of {}", names.join(", "))
    }

    fn values(array: &ArrayRef) -> Result<Names<T>, Fault> {
        let dictionary = array.as_any_dictionary_opt();
        let names = dictionary.map_or(array, |dictionary| dictionary.values());
        if !names.data_type().is_string() {
            return Err(Fault::of_type::<T>(array));
        }
        let names = cast(names, &DataType::Utf8View).map_err(|_| Fault::of_type::<T>(array))?;
        let meanings = names.as_string_view().iter().map(|name| name?.parse().ok()).collect();
        let keys = dictionary.filter(|_| !names.is_empty()).map(|dictionary| dictionary.normalized_keys());
        Ok(Names { meanings, keys, array: array.clone() })
    }

    fn get(values: &Names<T>, row: usize) -> Result<Self, Fault> {
        let place = values.keys.as_ref().map_or(row, |keys| keys[row]);
        values.meanings.get(place).copied().flatten().ok_or_else(|| Fault::in_row::<T>(&values.array, row))
    }
}

/// A column of sets of names: where each begins and ends, and the members of all of them.
pub struct Sets<T: Name> {
    offsets: OffsetBuffer<i32>,
    members: Column<T>,
}

impl<T: Name> Sets<T> {
    pub fn data_type() -> DataType {
        DataType::new_list(T::data_type(), false)
    }

    pub fn expected() -> String {
        format!("a list, each member {} and only once", T::expected())
    }

    pub fn of(array: &ArrayRef) -> Result<Self, Fault> {
        use DataType::{FixedSizeList, LargeList, LargeListView, List, ListView};

        let misfit = || Fault::new(&array.data_type().to_string(), &Self::expected());
        let (List(member) | LargeList(member) | FixedSizeList(member, _) | ListView(member) | LargeListView(member)) =
            array.data_type()
        else {
            return Err(misfit());
        };
        let lists = cast(array, &List(member.clone())).map_err(|_| misfit())?;
        let lists = lists.as_list::<i32>();
        // Of a batch that was cut from a larger one, only the members that are in it.
        let (first, last) = (lists.value_offsets()[0], lists.value_offsets()[lists.len()]);
        let bounds = lists.value_offsets().iter().map(|offset| offset - first).collect::<Vec<_>>();
        let members = lists.values().slice(usize_of(first), usize_of(last - first));
        Ok(Self { offsets: OffsetBuffer::new(bounds.into()), members: Column::of(&members)? })
    }

    /// The members of the set in this row, each put into it by `insert`, which says whether it is new.
    pub fn each(&self, row: usize, mut insert: impl FnMut(T) -> bool) -> Result<(), Fault> {
        for place in usize_of(self.offsets[row])..usize_of(self.offsets[row + 1]) {
            let member = <T as Fact>::get(&self.members, place)?;
            if !insert(member) {
                return Err(Fault::new(&format!("`{}` twice", member.name()), &Self::expected()));
            }
        }
        Ok(())
    }
}

/// An offset is never negative.
fn usize_of(offset: i32) -> usize {
    usize::try_from(offset).unwrap_or_default()
}

macro_rules! sets {
    ($($Set:ident of $Member:ident),+ $(,)?) => {
        $(impl crate::column::Value for subscription_change::$Set {
            type Values = crate::column::Sets<subscription_change::$Member>;

            fn data_type() -> datafusion::arrow::datatypes::DataType {
                Self::Values::data_type()
            }

            fn expected() -> String {
                Self::Values::expected()
            }

            fn values(array: &datafusion::arrow::array::ArrayRef) -> Result<Self::Values, crate::fault::Fault> {
                Self::Values::of(array)
            }

            fn get(values: &Self::Values, row: usize) -> Result<Self, crate::fault::Fault> {
                let mut set = Self::EMPTY;
                values.each(row, |member| set.insert(member))?;
                Ok(set)
            }
        })+
    };
}

pub fn a_struct_of(fields: &[&str]) -> String {
    format!("a struct of {}", fields.join(", "))
}

/// A column of records, no field of which is unknown or repeated.
pub fn records<'a>(array: &'a ArrayRef, known: &[&str]) -> Result<&'a StructArray, Fault> {
    let expected = a_struct_of(known);
    let records = array.as_struct_opt().ok_or_else(|| Fault::new(&array.data_type().to_string(), &expected))?;
    let names = records.column_names();
    for (place, name) in names.iter().enumerate() {
        if !known.contains(name) {
            return Err(Fault::new(&format!("unknown field `{name}`"), &expected));
        }
        if names[..place].contains(name) {
            return Err(Fault::new(&format!("field `{name}` twice"), &expected));
        }
    }
    Ok(records)
}

/// Declares how a struct of the crate is read from a struct column; the compiler holds the fields to it.
macro_rules! record {
    ($Record:ident $(<$T:ident>)? { $($field:ident: $Type:ty),+ $(,)? }) => {
        impl $(<$T: crate::column::Value>)? crate::column::Value for subscription_change::$Record $(<$T>)? {
            type Values = ($(<$Type as crate::column::Fact>::Column,)+);

            fn data_type() -> datafusion::arrow::datatypes::DataType {
                let fields = [$(<$Type as crate::column::Fact>::field(stringify!($field))),+];
                datafusion::arrow::datatypes::DataType::Struct(fields.into_iter().collect())
            }

            fn expected() -> String {
                crate::column::a_struct_of(&[$(stringify!($field)),+])
            }

            fn values(array: &datafusion::arrow::array::ArrayRef) -> Result<Self::Values, crate::fault::Fault> {
                let records = crate::column::records(array, &[$(stringify!($field)),+])?;
                Ok(($(
                    <$Type as crate::column::Fact>::column(records.column_by_name(stringify!($field)))
                        .map_err(|fault| fault.within(stringify!($field)))?,
                )+))
            }

            fn get(($($field,)+): &Self::Values, row: usize) -> Result<Self, crate::fault::Fault> {
                Ok(Self {
                    $($field: <$Type as crate::column::Fact>::get($field, row)
                        .map_err(|fault| fault.within(stringify!($field)))?,)+
                })
            }
        }
    };
}

pub(crate) use {names, record, sets};
