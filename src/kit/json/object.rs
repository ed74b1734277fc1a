//! Writing objects.

use serde::ser::Serializer;

/// Begins an object.
///
/// It is written as a map. A binary format may write a struct as the list of its values, which nobody can read back whose fields are in any order
/// and may be left out. A map keeps the names; and one of which it is not said how long it is, a format that does not describe itself refuses
/// to write.
pub(crate) fn object<S: Serializer>(serializer: S) -> Result<S::SerializeMap, S::Error> {
    serializer.serialize_map(None)
}
