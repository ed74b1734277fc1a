//! Writing assessments.

mod facts;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{AssessedReason, AssessedStep, Assessment, PossibleNotice, Question};
use crate::decision::Step;
use crate::kit::json::Written;
use crate::rules::Remedy;

/// A remedy of a certain reason, without what depends on an unknown fact.
struct KnownRemedy<'r>(&'r AssessedReason, Remedy);

impl Serialize for KnownRemedy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(reason, remedy) = self;
        remedy.write_unless(|name| reason.lacks(name), None::<&str>, serializer)
    }
}

impl AssessedReason {
    /// Writes its fields, with these remedies where it is certain.
    pub(crate) fn write_fields<S: SerializeMap>(&self, remedies: &impl Serialize, form: &mut S) -> Result<(), S::Error> {
        form.serialize_entry("code", &self.code())?;
        self.reason.write_known::<S>(self.known, form)?;
        if self.depends_on.is_empty() {
            form.serialize_entry("resolution", &self.resolution())?;
            form.serialize_entry("remedies", remedies)
        } else {
            form.serialize_entry("depends_on", &self.depends_on)
        }
    }
}

impl Serialize for AssessedReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = crate::kit::json::object(serializer)?;
        self.write_fields(&Written(|| self.remedies().map(|remedy| KnownRemedy(self, remedy))), &mut form)?;
        form.end()
    }
}

impl PossibleNotice {
    pub(crate) fn write_fields<S: SerializeMap>(&self, form: &mut S) -> Result<(), S::Error> {
        let notice = self.notice();
        form.serialize_entry("code", &notice.code())?;
        match notice.over_limit().filter(|_| !self.knows_used()) {
            Some((quota, _, limit)) => {
                quota.write_field(form)?;
                form.serialize_entry("limit", &limit)?;
            }
            None => notice.write_parameters(form)?,
        }
        form.serialize_entry("reversible", &notice.is_reversible())?;
        form.serialize_entry("depends_on", &self.depends_on())
    }
}

impl Serialize for PossibleNotice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = crate::kit::json::object(serializer)?;
        self.write_fields(&mut form)?;
        form.end()
    }
}

impl Serialize for Question {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = crate::kit::json::object(serializer)?;
        self.write_fields(&mut form)?;
        form.end()
    }
}

impl Question {
    pub(crate) fn write_fields<F: SerializeMap>(&self, form: &mut F) -> Result<(), F::Error> {
        form.serialize_entry("fact", &self.fact)?;
        form.serialize_entry("ask", &self.ask())?;
        if let Some(more_than) = self.more_than {
            form.serialize_entry("more_than", &more_than)?;
        }
        if self.decides.is_empty() {
            form.serialize_entry("decides", &self.decides_notices)?;
        } else {
            form.serialize_entry("decides", &self.decides)?;
        }
        form.serialize_entry("settles", &self.settles)
    }
}

/// Without who does it, if that depends on an unknown fact.
impl Serialize for AssessedStep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.with_placeholder() {
            step @ Step::TransferBilling { product, to, effective, .. } if self.by().is_none() => {
                let mut form = crate::kit::json::object(serializer)?;
                form.serialize_entry("code", &step.code())?;
                form.serialize_entry("product", &product)?;
                form.serialize_entry("to", &to)?;
                form.serialize_entry("effective", &effective)?;
                form.end()
            }
            step => step.serialize(serializer),
        }
    }
}

/// Writes an assessment with each of its parts turned into this. If every fact is known, it is written as the decision.
macro_rules! write_assessment {
    ($assessment:expr, $serializer:expr, $part:ident => $written:expr) => {{
        use crate::assess::Verdict;
        use crate::kit::json::Written;

        let assessment = $assessment;
        if let Some(decision) = assessment.decision() {
            let $part = &crate::decision::Decision::from(decision);
            return $written.serialize($serializer);
        }
        let mut form = crate::kit::json::object($serializer)?;
        form.serialize_entry("decision", &assessment.verdict())?;
        form.serialize_entry("catalogue", &assessment.catalogue())?;
        match assessment.verdict() {
            Verdict::Open => form.serialize_entry("possible", &Written(|| assessment.possible().map(|$part| $written)))?,
            Verdict::Refusal => {
                form.serialize_entry("resolution", &assessment.resolution())?;
                form.serialize_entry("reasons", &Written(|| assessment.certain().map(|$part| $written)))?;
                form.serialize_entry("possible", &Written(|| assessment.possible().map(|$part| $written)))?;
            }
            Verdict::ChangePlan => {
                let [from, to] = assessment.subscriptions();
                form.serialize_entry("effective", &assessment.effective())?;
                form.serialize_entry("from", from)?;
                form.serialize_entry("to", to)?;
                form.serialize_entry("steps", &Written(|| assessment.steps().map(|$part| $written)))?;
                form.serialize_entry("features_gained", &assessment.features_gained())?;
                form.serialize_entry("features_lost", &assessment.features_lost())?;
                form.serialize_entry("notices", &Written(|| assessment.certain_notices().map(|$part| $written)))?;
                form.serialize_entry("possible", &Written(|| assessment.possible_notices().map(|$part| $written)))?;
            }
        }
        form.serialize_entry("questions", &Written(|| assessment.questions().map(|$part| $written)))?;
        form.end()
    }};
}

pub(crate) use write_assessment;

impl Serialize for Assessment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_assessment!(self, serializer, part => part)
    }
}
