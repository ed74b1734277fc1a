//! A schema as it is shipped: the file, and ready to validate.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

pub(super) struct Shipped {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Shipped {
    /// The schema of this name, which the crate has as this text.
    pub(super) fn new(name: &str, text: &str) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let url = format!("urn:subscription-change:{name}");
        compiler.add_resource(&url, serde_json::from_str(text).expect("it is JSON")).expect("it is a schema");
        // Validates it against its own schema, that of the terms.
        let index = compiler.compile(&url, &mut schemas).expect("it is a schema of draft 2020-12");
        Self { schemas, index }
    }

    pub(super) fn fits(&self, document: &Value) -> bool {
        self.schemas.validate(document, self.index).is_ok()
    }

    #[track_caller]
    pub(super) fn assert_fits(&self, document: &Value) {
        if let Err(error) = self.schemas.validate(document, self.index) {
            panic!("{error:#}\n{document:#}");
        }
    }
}

/// The file is what is made of the vocabularies; `UPDATE_EXPECT=1` writes it anew.
#[track_caller]
pub(super) fn assert_is_made(name: &str, text: &str, made: &Value) {
    let made = format!("{made:#}\n");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let path = format!("{}/../schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, made).expect("it is written");
    } else {
        assert_eq!(text, made, "schema/{name}.schema.json has drifted; UPDATE_EXPECT=1 writes it anew");
    }
}
