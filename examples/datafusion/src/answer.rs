//! Decisions written as a column of structs.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, BooleanBufferBuilder, ListArray, StringViewArray, StringViewBuilder, StructArray, UInt8Array,
    UInt32Array,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::error::Result;
use subscription_change::assess::{AssessedReason, Assessment, Question, Verdict};
use subscription_change::catalogue::CatalogueId;
use subscription_change::{Actor, Decision, NoticeCode, Party, ReasonCode, Remedy, RemedyCode, Resolution};

use crate::circumstances::FACTS;
use crate::column::Name;
use crate::fault::Fault;

/// The place of "no request"; those of decisions come after it.
const INVALID: u8 = 0;

/// Among the codes that a question decides those of notices come after those of reasons.
#[allow(clippy::cast_possible_truncation, reason = "evaluated by the compiler: there are fewer codes than a u8 counts")]
const NOTICES_BEGIN: u8 = {
    assert!(ReasonCode::COUNT + NoticeCode::COUNT <= u8::MAX as usize);
    ReasonCode::COUNT as u8
};

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
        Field::new("questions", DataType::List(questions()), true),
        Field::new("error", DataType::Utf8View, true),
    ])
}

fn questions() -> FieldRef {
    Arc::new(Field::new_list_field(DataType::Struct(question()), true))
}

fn question() -> Fields {
    Fields::from(vec![
        Field::new("fact", DataType::Utf8View, false),
        Field::new("ask", DataType::Utf8View, false),
        Field::new("more_than", DataType::UInt32, true),
        Field::new("decides", DataType::List(member()), false),
        Field::new("settles", DataType::Boolean, false),
    ])
}

fn by_actor() -> Fields {
    Actor::ALL.iter().map(|actor| Field::new(actor.name(), DataType::List(member()), false)).collect()
}

fn member() -> FieldRef {
    Arc::new(Field::new_list_field(DataType::Utf8View, true))
}

/// The answer to a request.
pub enum Answer<'a> {
    /// Of which every fact is known.
    Decision(Decision),
    /// Of which some are not.
    Assessment(Assessment<'a>),
}

/// A column of answers being built. Names are kept as numbers, and become text at the end, all at once.
pub struct Answers {
    decisions: Vec<u8>,
    resolutions: Vec<u8>,
    reasons: Lists,
    remedies: [Lists; Actor::COUNT],
    questions: Questions,
    errors: StringViewBuilder,
}

impl Answers {
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            decisions: Vec::with_capacity(rows),
            resolutions: Vec::with_capacity(rows),
            reasons: Lists::with_capacity(rows),
            remedies: std::array::from_fn(|_| Lists::with_capacity(rows)),
            questions: Questions::with_capacity(rows),
            errors: StringViewBuilder::with_capacity(rows),
        }
    }

    /// The answer to one more request, or what is wrong with it.
    pub fn push(&mut self, answer: Result<Answer<'_>, Fault>) {
        let (mut decision, mut resolution, mut assessed) = (INVALID, 0, false);
        match &answer {
            Ok(Answer::Decision(Decision::ChangePlan(_))) => decision = placed(Verdict::ChangePlan),
            Ok(Answer::Decision(Decision::Refusal(refusal))) => {
                decision = placed(Verdict::Refusal);
                resolution = refusal.resolution().place();
                for reason in refusal.reasons() {
                    self.reasons.add(reason.code().place());
                    reason.remedies().for_each(|remedy| self.remedy(remedy));
                }
            }
            Ok(Answer::Assessment(assessment)) => {
                (decision, assessed) = (placed(assessment.verdict()), true);
                resolution = assessment.resolution().map_or(0, Name::place);
                for reason in assessment.certain() {
                    self.reasons.add(reason.code().place());
                    reason.remedies().filter(|&remedy| knows_who_does(&reason, remedy)).for_each(|remedy| self.remedy(remedy));
                }
                assessment.questions().for_each(|question| self.questions.add(&question));
            }
            Err(_) => {}
        }
        self.decisions.push(decision);
        self.resolutions.push(resolution);
        self.reasons.end();
        self.remedies.iter_mut().for_each(Lists::end);
        self.questions.end(assessed);
        self.errors.append_option(answer.err().map(|fault| fault.to_string()));
    }

    fn remedy(&mut self, remedy: Remedy) {
        self.remedies[usize::from(remedy.by().place())].add(remedy.code().place());
    }

    pub fn finish(mut self, catalogue: CatalogueId) -> Result<StructArray> {
        let kinds = ["invalid"].into_iter().chain(names_of::<Verdict>());
        let of = |kind: &dyn Fn(u8) -> bool| Some(self.decisions.iter().map(|&decision| kind(decision)).collect::<NullBuffer>());
        let (decided, refused) = (of(&|kind| kind != INVALID), of(&|kind| kind == placed(Verdict::Refusal)));
        let catalogues = UInt8Array::new(vec![0; self.decisions.len()].into(), decided);
        let resolutions = UInt8Array::new(self.resolutions.into(), refused.clone());
        let remedies =
            self.remedies.into_iter().map(|lists| lists.finish(names_of::<RemedyCode>(), None)).collect::<Result<_>>()?;
        let columns: Vec<ArrayRef> = vec![
            text(kinds, &UInt8Array::from(self.decisions))?,
            text([catalogue.to_string()], &catalogues)?,
            text(names_of::<Resolution>(), &resolutions)?,
            self.reasons.finish(names_of::<ReasonCode>(), refused.clone())?,
            Arc::new(StructArray::try_new(by_actor(), remedies, refused)?),
            self.questions.finish()?,
            Arc::new(self.errors.finish()),
        ];
        Ok(StructArray::try_new(fields(), columns, None)?)
    }
}

/// Where the kind of an answer stands.
fn placed(verdict: Verdict) -> u8 {
    1 + verdict.place()
}

/// Whether it is known by whom a remedy of a certain reason is done.
fn knows_who_does(reason: &AssessedReason, remedy: Remedy) -> bool {
    use RemedyCode::{HandOverPrimaryAdmin, PermitTransfer, Reactivate, Resume};
    !matches!(remedy.code(), HandOverPrimaryAdmin | PermitTransfer | Reactivate | Resume) || reason.knows("by")
}

/// Lists of questions under way.
struct Questions {
    ends: Vec<i32>,
    /// Of which requests some facts are not known.
    assessed: BooleanBufferBuilder,
    facts: Vec<u8>,
    ask: Vec<u8>,
    more_than: Vec<Option<u32>>,
    decides: Lists,
    settles: Vec<bool>,
}

impl Questions {
    fn with_capacity(rows: usize) -> Self {
        let mut ends = Vec::with_capacity(1 + rows);
        ends.push(0);
        Self {
            ends,
            assessed: BooleanBufferBuilder::new(rows),
            facts: vec![],
            ask: vec![],
            more_than: vec![],
            decides: Lists::with_capacity(0),
            settles: vec![],
        }
    }

    fn add(&mut self, question: &Question) {
        let fact = FACTS.iter().zip(0..).find_map(|((fact, _), place)| (*fact == question.fact).then_some(place));
        self.facts.push(fact.expect("all facts are there"));
        self.ask.push(question.ask().place());
        self.more_than.push(question.more_than);
        question.decides.iter().for_each(|code| self.decides.add(code.place()));
        question.decides_notices.iter().for_each(|code| self.decides.add(NOTICES_BEGIN + code.place()));
        self.decides.end();
        self.settles.push(question.settles);
    }

    fn end(&mut self, assessed: bool) {
        self.ends.push(i32::try_from(self.facts.len()).expect("a batch has fewer than 2³¹ questions"));
        self.assessed.append(assessed);
    }

    fn finish(mut self) -> Result<ArrayRef> {
        let codes = names_of::<ReasonCode>().chain(names_of::<NoticeCode>());
        let columns: Vec<ArrayRef> = vec![
            text(FACTS.iter().map(|(_, path)| path), &UInt8Array::from(self.facts))?,
            text(names_of::<Party>(), &UInt8Array::from(self.ask))?,
            Arc::new(UInt32Array::from(self.more_than)),
            self.decides.finish(codes, None)?,
            Arc::new(BooleanArray::from(self.settles)),
        ];
        let questions_of = Arc::new(StructArray::try_new(question(), columns, None)?);
        let assessed = NullBuffer::new(self.assessed.finish());
        Ok(Arc::new(ListArray::try_new(questions(), OffsetBuffer::new(self.ends.into()), questions_of, Some(assessed))?))
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

    fn finish(self, names: impl IntoIterator<Item = &'static str>, nulls: Option<NullBuffer>) -> Result<ArrayRef> {
        let members = text(names, &UInt8Array::from(self.places))?;
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
