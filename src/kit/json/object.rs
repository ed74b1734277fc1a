//! Writing objects.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

/// An object, as it is written.
pub(crate) enum Object<S: Serializer> {
    Struct(S::SerializeStruct),
    Map(S::SerializeMap),
}

/// Begins an object of this name, with this many fields.
///
/// A binary format may write a struct as the list of its values, which nobody can read back whose fields are in any order and may be left out. A
/// map keeps the names; and one of which it is not said how long it is, a format that does not describe itself refuses to write.
pub(crate) fn object<S: Serializer>(serializer: S, name: &'static str, fields: usize) -> Result<Object<S>, S::Error> {
    if serializer.is_human_readable() {
        serializer.serialize_struct(name, fields).map(Object::Struct)
    } else {
        serializer.serialize_map(None).map(Object::Map)
    }
}

impl<S: Serializer> SerializeStruct for Object<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        match self {
            Self::Struct(form) => form.serialize_field(name, value),
            Self::Map(form) => form.serialize_entry(name, value),
        }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        match self {
            Self::Struct(form) => form.end(),
            Self::Map(form) => form.end(),
        }
    }
}
