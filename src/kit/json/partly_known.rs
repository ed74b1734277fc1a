//! Objects of which not every field is known.

/// Writes and reads a struct as an object of which any field may be left out: a fact is unknown then, and of an object nothing is known.
macro_rules! partly_known_record {
    (@left $value:ident fact) => { $value };
    (@left $value:ident object) => { $value.unwrap_or_default() };
    (@is_known $value:expr, fact) => { $value.is_some() };
    (@is_known $value:expr, object) => { $value != Default::default() };
    ($Facts:ident ($concept:literal) { $($field:ident: $mark:ident),+ $(,)? }) => {
        crate::kit::json::read_fields! { $Facts ($concept) { $($field: crate::kit::json::partly_known_record!(@left $field $mark)),+ } }

        #[cfg(feature = "serde")]
        #[automatically_derived]
        impl serde::Serialize for $Facts {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;

                let mut form = crate::kit::json::object(serializer)?;
                $(if crate::kit::json::partly_known_record!(@is_known self.$field, $mark) {
                    form.serialize_entry(stringify!($field), &self.$field)?;
                })+
                form.end()
            }
        }
    };
}

pub(crate) use partly_known_record;
