//! Writing objects.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

/// An object, as it is written.
pub(crate) struct Object<S: Serializer>(S::SerializeMap);

/// Begins an object.
///
/// It is written as a map. A binary format may write a struct as the list of its values, which nobody can read back whose fields are in any order
/// and may be left out. A map keeps the names; and one of which it is not said how long it is, a format that does not describe itself refuses
/// to write.
#[inline]
pub(crate) fn object<S: Serializer>(serializer: S) -> Result<Object<S>, S::Error> {
    serializer.serialize_map(None).map(Object)
}

impl<S: Serializer> SerializeStruct for Object<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_entry(name, value)
    }

    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}
