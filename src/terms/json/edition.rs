//! Writing and reading an edition: names, the order of plans, and sources.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::kit::json::{WhereMissing, read_text, record};
use crate::kit::{Few, count};
use crate::model::{ByAddOn, NoticeCode, Plan, PlanSet, ReasonCode};
use crate::terms::{Article, Edition, Ladder, LocalName, Names, Published, Source, SourceTable, Sources};

impl Serialize for Ladder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(count(self.iter())))?;
        self.iter().try_for_each(|plan| list.serialize_element(&plan))?;
        list.end()
    }
}

impl<'de> Deserialize<'de> for Ladder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rungs;

        impl<'de> Visitor<'de> for Rungs {
            type Value = Ladder;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of different plans, from the lowest to the highest")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Ladder, A::Error> {
                let (mut ladder, mut seen) = (Ladder::EMPTY, PlanSet::EMPTY);
                while let Some(plan) = seq.next_element::<Plan>()? {
                    if !seen.insert(plan) {
                        return Err(A::Error::custom(format_args!(
                            "`{plan}` is named twice, expected a list of different plans"
                        )));
                    }
                    ladder = ladder.with_above(plan);
                }
                Ok(ladder)
            }
        }

        deserializer.deserialize_seq(Rungs)
    }
}

record! { Names ("what an edition calls its plans and add-ons") { plans, add_ons is stored } }

impl WhereMissing for ByAddOn<LocalName> {
    const MISSING: Self = Edition::CANADA.names.add_ons;
}

impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Published {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, "a date or a month, as in 2025-01-28 or 2024-01")
    }
}

record! { Article ("an article") { id, published is optional } }
record! { Source ("a source") { mark, article is optional, part is optional } }

impl Serialize for Sources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(count(self.iter())))?;
        self.iter().try_for_each(|source| list.serialize_element(&source))?;
        list.end()
    }
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Few::<Source, { Self::MOST }>::deserialize(deserializer)?;
        if list.iter().next().is_none() {
            return Err(D::Error::custom("a rule without a source is a judgement: leave it out, or say so"));
        }
        Ok(list.iter().enumerate().fold(Self::NONE, |sources, (place, source)| sources.with(place, source)))
    }
}

/// Writes the sources of each rule of one kind, and reads them back: a rule that is left out is a judgement.
macro_rules! of_each_rule {
    ($Form:ident of $Code:ident, $expected:literal) => {
        struct $Form([Sources; $Code::COUNT]);

        impl Serialize for $Form {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let with_sources = || $Code::ALL.iter().zip(&self.0).filter(|(_, sources)| **sources != Sources::JUDGEMENT);
                let mut form = crate::kit::json::object(serializer)?;
                for (code, sources) in with_sources() {
                    form.serialize_entry(code.name(), sources)?;
                }
                form.end()
            }
        }

        impl<'de> Deserialize<'de> for $Form {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Rules;

                impl<'de> Visitor<'de> for Rules {
                    type Value = $Form;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$Form, A::Error> {
                        let mut read = [None; $Code::COUNT];
                        while let Some(code) = map.next_key::<$Code>()? {
                            let sources = map.next_value()?;
                            if read.get_mut(code as usize).and_then(|place| place.replace(sources)).is_some() {
                                return Err(A::Error::duplicate_field(code.name()));
                            }
                        }
                        Ok($Form(read.map(|sources: Option<Sources>| sources.unwrap_or(Sources::JUDGEMENT))))
                    }
                }

                deserializer.deserialize_map(Rules)
            }
        }
    };
}

of_each_rule! { ReasonSources of ReasonCode, "an object, the sources of each reason" }
of_each_rule! { NoticeSources of NoticeCode, "an object, the sources of each notice" }

/// The table as it is written.
struct SourcesForm {
    reasons: ReasonSources,
    notices: NoticeSources,
}

record! { SourcesForm ("the sources of the rules") {
    reasons = ReasonSources([Sources::JUDGEMENT; ReasonCode::COUNT]),
    notices = NoticeSources([Sources::JUDGEMENT; NoticeCode::COUNT]),
} }

impl Serialize for SourceTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = SourcesForm {
            reasons: ReasonSources([Sources::NONE; ReasonCode::COUNT]),
            notices: NoticeSources([Sources::NONE; NoticeCode::COUNT]),
        };
        for (sources, &code) in form.reasons.0.iter_mut().zip(ReasonCode::ALL) {
            *sources = self.reason(code);
        }
        for (sources, &code) in form.notices.0.iter_mut().zip(NoticeCode::ALL) {
            *sources = self.notice(code);
        }
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SourceTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let SourcesForm { reasons, notices } = SourcesForm::deserialize(deserializer)?;
        let mut table = Self::JUDGEMENT;
        for (sources, &code) in reasons.0.into_iter().zip(ReasonCode::ALL) {
            table = table.with_reason(code, sources);
        }
        for (sources, &code) in notices.0.into_iter().zip(NoticeCode::ALL) {
            table = table.with_notice(code, sources);
        }
        Ok(table)
    }
}
