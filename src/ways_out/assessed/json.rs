//! Writing the menu, the preview and the fit of partly known facts. They are answers to show, and are not read back.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{AssessedEntry, AssessedFit, AssessedMenu, AssessedPreview, AssessedRemedy, AssessedRung, MenuQuestion};
use crate::kit::json::Written;
use crate::ways_out::QuotaUsage;

/// Without the parameters and `by` that hang on an unknown fact.
impl Serialize for AssessedRemedy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_known = |name: &str| if name == "by" { self.knows_by } else { self.knows_parameters };
        self.remedy.write_unless(|name| !is_known(name), None::<&str>, serializer)
    }
}

/// `availability`, `keeps_wish`, `remedies`, and `then`, the [assessment](AssessedPreview::assessment) of what follows; `questions`, where a
/// fact is not known.
impl Serialize for AssessedPreview<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all_known = self.request().facts.unknown().is_empty();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("availability", &self.availability())?;
        form.serialize_entry("keeps_wish", &self.keeps_wish())?;
        form.serialize_entry("remedies", &Written(|| self.remedies()))?;
        form.serialize_entry("then", self.assessment())?;
        if !all_known {
            form.serialize_entry("questions", &Written(|| self.questions()))?;
        }
        form.end()
    }
}

/// `action`, `availability`, `assessment`, and `preview`, null where no way leads out.
impl Serialize for AssessedEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("action", &self.action())?;
        form.serialize_entry("availability", &self.availability())?;
        form.serialize_entry("assessment", &self.assess())?;
        form.serialize_entry("preview", &self.preview().ok())?;
        form.end()
    }
}

/// The [question](crate::assess::Question), and `actions`.
impl Serialize for MenuQuestion<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let question = self.question();
        let mut form = crate::kit::json::object(serializer)?;
        question.write_fields(&mut form)?;
        form.serialize_entry("actions", &Written(|| self.actions()))?;
        form.end()
    }
}

/// `actions`, those that are still to come; and `questions`, where a fact is not known.
impl Serialize for AssessedMenu<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all_known = self.facts.unknown().is_empty();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("actions", &Written(|| self.clone()))?;
        if !all_known {
            form.serialize_entry("questions", &Written(|| self.questions()))?;
        }
        form.end()
    }
}

/// `kind` or `resource`, `used`, `limit` as a catalogue has it, and `enforcement`.
impl Serialize for QuotaUsage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = crate::kit::json::object(serializer)?;
        self.quota.write_field(&mut form)?;
        form.serialize_entry("used", &self.used)?;
        form.serialize_entry("limit", &self.limit)?;
        form.serialize_entry("enforcement", &self.enforcement)?;
        form.end()
    }
}

/// `plan`, `verdict`, `quotas` of what is known, `missing`, null where the features are not documented; and `questions`, where something of the
/// usage is not known.
impl Serialize for AssessedFit<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all_known = self.knows_all();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("plan", &self.plan())?;
        form.serialize_entry("verdict", &self.verdict())?;
        form.serialize_entry("quotas", &Written(|| self.quotas()))?;
        form.serialize_entry("missing", &self.missing())?;
        if !all_known {
            form.serialize_entry("questions", &Written(|| self.questions()))?;
        }
        form.end()
    }
}

/// `fit`, `is_current`, and `preview`, null for the plan that is held and where no way leads there.
impl Serialize for AssessedRung<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("fit", self.fit())?;
        form.serialize_entry("is_current", &self.is_current())?;
        form.serialize_entry("preview", &self.preview())?;
        form.end()
    }
}
