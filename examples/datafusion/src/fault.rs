//! What is wrong with a value or a column, where, and what would be right.

use std::fmt;

use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::arrow::util::display::array_value_to_string;

use crate::column::Value;

/// Small, because the message is on the heap.
#[derive(Debug)]
pub struct Fault(Box<Said>);

#[derive(Debug)]
struct Said {
    /// From the outermost field to the innermost.
    path: String,
    found: String,
    expected: String,
}

impl Fault {
    pub fn new(found: &str, expected: &str) -> Self {
        Self(Box::new(Said { path: String::new(), found: found.to_owned(), expected: expected.to_owned() }))
    }

    /// This column does not hold such values.
    pub fn of_type<T: Value>(array: &ArrayRef) -> Self {
        Self::new(&array.data_type().to_string(), &T::expected())
    }

    /// In this row there is no such value.
    pub fn in_row<T: Value>(array: &ArrayRef, row: usize) -> Self {
        let found = match array_value_to_string(array, row) {
            Ok(value) if array.slice(row, 1).logical_null_count() == 0 => format!("`{value}`"),
            _ => "null".to_owned(),
        };
        Self::new(&found, &T::expected())
    }

    /// The same fault, from the record that has it in this field.
    pub fn within(mut self, field: &str) -> Self {
        let dot = if self.0.path.is_empty() { "" } else { "." };
        self.0.path = format!("{field}{dot}{}", self.0.path);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { path, found, expected } = &*self.0;
        write!(f, "{path}: {found}, expected {expected}")
    }
}
