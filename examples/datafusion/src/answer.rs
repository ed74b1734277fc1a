//! Decisions written as a column of structs.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, ListArray, StringViewArray, StringViewBuilder, StructArray, UInt8Array};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::error::Result;
use subscription_change::catalogue::CatalogueId;
use subscription_change::parts::DecisionKind;
use subscription_change::{Actor, Decision, ReasonCode, RemedyCode, Resolution};

use crate::column::Name;
use crate::fault::Fault;

/// The place of what is no request; those of decisions come after it.
const INVALID: u8 = 0;

/// The type of a column of answers: null is what the crate's JSON form of an answer does not have.
pub fn data_type() -> DataType {
    DataType::Struct(fields())
}

fn fields() -> Fields {
    Fields::from(vec![
        Field::new("decision", DataType::Utf8View, false),
        Field::new("catalogue", DataType::Utf8View, true),
        Field::new("resolution", DataType::Utf8View, true),
        Field::new("reasons", DataType::List(member()), true),
        Field::new("remedies", DataType::Struct(by_actor()), true),
        Field::new("error", DataType::Utf8View, true),
    ])
}

fn by_actor() -> Fields {
    Actor::ALL.iter().map(|actor| Field::new(actor.name(), DataType::List(member()), false)).collect()
}

fn member() -> FieldRef {
    Arc::new(Field::new_list_field(DataType::Utf8View, true))
}

/// Answers under way. A name is kept as its place, and made text at the end, all of a column at once.
pub struct Answers {
    decisions: Vec<u8>,
    resolutions: Vec<u8>,
    reasons: Lists,
    remedies: [Lists; Actor::COUNT],
    errors: StringViewBuilder,
}

impl Answers {
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            decisions: Vec::with_capacity(rows),
            resolutions: Vec::with_capacity(rows),
            reasons: Lists::with_capacity(rows),
            remedies: std::array::from_fn(|_| Lists::with_capacity(rows)),
            errors: StringViewBuilder::with_capacity(rows),
        }
    }

    /// The answer to one more request, or what is wrong with it.
    pub fn push(&mut self, answer: Result<Decision, Fault>) {
        let (mut decision, mut resolution) = (INVALID, 0);
        if let Ok(answer) = &answer {
            decision = 1 + answer.kind().place();
            if let Decision::Refusal(refusal) = answer {
                resolution = refusal.resolution().place();
                for reason in refusal.reasons() {
                    self.reasons.add(reason.code().place());
                    for remedy in reason.remedies() {
                        self.remedies[usize::from(remedy.by().place())].add(remedy.code().place());
                    }
                }
            }
        }
        self.decisions.push(decision);
        self.resolutions.push(resolution);
        self.reasons.end();
        self.remedies.iter_mut().for_each(Lists::end);
        self.errors.append_option(answer.err().map(|fault| fault.to_string()));
    }

    pub fn finish(mut self, catalogue: CatalogueId) -> Result<StructArray> {
        let kinds = ["invalid"].into_iter().chain(names_of::<DecisionKind>());
        let of = |kind: &dyn Fn(u8) -> bool| Some(self.decisions.iter().map(|&decision| kind(decision)).collect::<NullBuffer>());
        let (decided, refused) = (of(&|kind| kind != INVALID), of(&|kind| kind == 1 + DecisionKind::Refusal.place()));
        let catalogues = UInt8Array::new(vec![0; self.decisions.len()].into(), decided);
        let resolutions = UInt8Array::new(self.resolutions.into(), refused.clone());
        let remedies = self.remedies.into_iter().map(|lists| lists.finish::<RemedyCode>(None)).collect::<Result<_>>()?;
        let columns: Vec<ArrayRef> = vec![
            text(kinds, &UInt8Array::from(self.decisions))?,
            text([catalogue.to_string()], &catalogues)?,
            text(names_of::<Resolution>(), &resolutions)?,
            self.reasons.finish::<ReasonCode>(refused.clone())?,
            Arc::new(StructArray::try_new(by_actor(), remedies, refused)?),
            Arc::new(self.errors.finish()),
        ];
        Ok(StructArray::try_new(fields(), columns, None)?)
    }
}

/// Lists under way, in each of which a name stands once.
struct Lists {
    ends: Vec<i32>,
    places: Vec<u8>,
    /// Where the list under way begins.
    start: usize,
}

impl Lists {
    fn with_capacity(rows: usize) -> Self {
        let mut ends = Vec::with_capacity(1 + rows);
        ends.push(0);
        Self { ends, places: Vec::with_capacity(rows), start: 0 }
    }

    fn add(&mut self, place: u8) {
        if !self.places[self.start..].contains(&place) {
            self.places.push(place);
        }
    }

    fn end(&mut self) {
        self.start = self.places.len();
        self.ends.push(i32::try_from(self.start).expect("a batch has fewer than 2³¹ reasons"));
    }

    fn finish<T: Name>(self, nulls: Option<NullBuffer>) -> Result<ArrayRef> {
        let members = text(names_of::<T>(), &UInt8Array::from(self.places))?;
        Ok(Arc::new(ListArray::try_new(member(), OffsetBuffer::new(self.ends.into()), members, nulls)?))
    }
}

fn names_of<T: Name>() -> impl Iterator<Item = &'static str> {
    T::all().map(Name::name)
}

/// The texts at these places. They are not copied: views of one buffer.
fn text<S: AsRef<str>>(texts: impl IntoIterator<Item = S>, places: &UInt8Array) -> Result<ArrayRef> {
    Ok(take(&StringViewArray::from_iter_values(texts), places, None)?)
}
