//! Objects with named fields.

/// A table in a document that is stored, and may be older than what some of its cells are of.
#[cfg(feature = "serde")]
#[derive(Clone, Copy)]
pub(crate) struct Stored<Table> {
    /// The places of the cells that it does not have.
    pub(crate) missing: crate::kit::Bits,
    pub(crate) table: Table,
}

#[cfg(feature = "serde")]
impl<Table> Stored<Table> {
    /// One that has every cell.
    pub(crate) const fn whole(table: Table) -> Self {
        Self { missing: 0, table }
    }
}

#[cfg(feature = "serde")]
impl<Table: serde::Serialize> serde::Serialize for Stored<Table> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.table.serialize(serializer)
    }
}

/// What the cells of a table are read as that a stored document does not have, because what they are of came later. What is made of the document
/// in the end changes no decision.
#[cfg(feature = "serde")]
pub(crate) trait WhereMissing {
    const MISSING: Self;
}

/// Declares `FIELDS` and the enum `Key` of these fields, read from their names.
#[cfg(feature = "serde")]
macro_rules! keys {
    ($($field:ident),+) => {
        const FIELDS: &[&str] = &[$(stringify!($field)),+];

        /// The name of a field.
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, reason = "they are the names of the fields")]
        enum Key {
            $($field,)+
        }

        impl core::str::FromStr for Key {
            type Err = ();

            fn from_str(name: &str) -> Result<Self, ()> {
                $(if name == stringify!($field) {
                    return Ok(Self::$field);
                })+
                Err(())
            }
        }
    };
}

/// Reads the value of a field, which stands in the object once.
#[cfg(feature = "serde")]
pub(crate) fn once<'de, T: serde::Deserialize<'de>, A: serde::de::MapAccess<'de>>(
    name: &'static str,
    field: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    if field.is_some() {
        return Err(serde::de::Error::duplicate_field(name));
    }
    *field = Some(map.next_value()?);
    Ok(())
}

/// Writes and reads a struct as an object with these fields, each at most once and in any order. One without a default is required; one that
/// `is optional` is an `Option`, left out where there is none, and never null; one that `is stored` is a table of a [`Stored`] document.
macro_rules! record {
    ($Record:ident $(<$T:ident>)? ($concept:literal) { $($field:ident $(is $how:ident)? $(= $default:expr)?),+ $(,)? }) => {
        #[cfg(feature = "serde")]
        #[automatically_derived]
        impl $(<$T: serde::Serialize>)? serde::Serialize for $Record $(<$T>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;

                let mut record = crate::kit::json::object(serializer)?;
                $(crate::kit::json::record!(@write record, $field, self.$field $(, $how)?);)+
                record.end()
            }
        }

        crate::kit::json::read_record! { $Record $(<$T>)? ($concept) { $($field $(is $how)? $(= $default)?),+ } }
    };

    (@write $record:ident, $field:ident, $value:expr $(, stored)?) => { $record.serialize_entry(stringify!($field), &$value)? };
    (@write $record:ident, $field:ident, $value:expr, optional) => {
        if let Some(value) = &$value {
            $record.serialize_entry(stringify!($field), value)?;
        }
    };
}

/// Reads a struct as [`record!`] does.
macro_rules! read_record {
    ($Record:ident $(<$T:ident>)? ($concept:literal) { $($field:ident $(is $how:ident)? $(= $default:expr)?),+ $(,)? }) => {
        crate::kit::json::read_fields! { $Record $(<$T>)? ($concept) {
            $($field: crate::kit::json::read_record!(@read $field $(is $how)? $(= $default)?)),+
        } }
    };

    (@read $field:ident is optional) => { $field };
    (@read $field:ident is stored) => {
        match $field {
            Some(crate::kit::json::Stored { table, .. }) => table,
            None => return Err(serde::de::Error::missing_field(stringify!($field))),
        }
    };
    (@read $field:ident = $default:expr) => { match $field { Some(value) => value, None => $default } };
    (@read $field:ident) => {
        match $field {
            Some(value) => value,
            None => return Err(serde::de::Error::missing_field(stringify!($field))),
        }
    };
}

/// Reads a struct as an object with these fields, each at most once and in any order. What becomes of a field is said of the `Option` of its
/// name, which is `None` where the field was left out.
macro_rules! read_fields {
    ($Record:ident $(<$T:ident>)? ($concept:literal) { $($field:ident: $left:expr),+ }) => {
        crate::kit::json::read_fields! {
            $Record $(<$T>)?, for [$($T)?] where [$($T: serde::Deserialize<'de>)?], ($concept) { $($field),+ } $Record { $($field: $left),+ }
        }
    };

    // The same, of another type that is made of the fields.
    ($Read:ty, for [$($T:ident)?] where [$($bound:tt)*], ($concept:literal) { $($field:ident),+ } $made:expr) => {
        #[cfg(feature = "serde")]
        #[automatically_derived]
        impl<'de $(, $T)?> serde::Deserialize<'de> for $Read
        where
            $($bound)*
        {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::kit::json::keys!($($field),+);

                struct Fields<T>(core::marker::PhantomData<T>);

                impl<'de $(, $T)?> serde::de::Visitor<'de> for Fields<$Read>
                where
                    $($bound)*
                {
                    type Value = $Read;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("an object, ", $concept))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        $(let mut $field = None;)+
                        while let Some(key) = crate::kit::json::next_key(&mut map, FIELDS)? {
                            match key {
                                $(Key::$field => crate::kit::json::once(stringify!($field), &mut $field, &mut map)?,)+
                            }
                        }
                        Ok($made)
                    }
                }

                deserializer.deserialize_map(Fields(core::marker::PhantomData))
            }
        }
    };
}

#[cfg(feature = "serde")]
pub(crate) use keys;
pub(crate) use {read_fields, read_record, record};
