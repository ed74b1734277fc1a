//! A catalogue from its identity or from a file.

use std::fmt::Write;
use std::path::Path;

use subscription_change::Catalogue;
use subscription_change::catalogue::Terms;

/// An embedded catalogue by its identity, or one that is read from a file of JSON and checked.
pub fn catalogue(name: &str) -> Result<Catalogue, String> {
    if let Some(embedded) = name.parse().ok().and_then(Catalogue::embedded_as) {
        return Ok(embedded.clone());
    }
    let text = std::fs::read(Path::new(name)).map_err(|error| {
        let known: Vec<String> = Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()).collect();
        format!("expected {}, or a file with a catalogue, and it is no file that can be read: {error}", known.join(" or "))
    })?;
    read(&text)
}

/// A catalogue of its JSON, checked; or where it is wrong and what would be right, all of it at once.
pub fn read(text: &[u8]) -> Result<Catalogue, String> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let draft: Terms = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        // What could not be told is the end of the path.
        match path.trim_end_matches(['.', '?']) {
            "" => format!("no catalogue: {}", error.inner()),
            path => format!("no catalogue: {path}: {}", error.inner()),
        }
    })?;
    json.end().map_err(|error| format!("no catalogue: {error}"))?;
    draft.check().map_err(|invalid| {
        let mut message = format!("the catalogue {} cannot be used:", draft.id);
        for fault in invalid.faults() {
            let _ = write!(message, "\n  {fault}");
        }
        message
    })
}
