//! The JSON form, written and read without std: what the crate's part of it does, whatever the format at the other end is.
//!
//! It is written into the checksum and read from a tape of tokens, which may be those of any document or of none. Error messages
//! are written out too.

use core::fmt::{self, Write};
use core::hash::{Hash, Hasher};

use serde::de::{self, Deserialize, DeserializeSeed, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::ser::{self, Impossible, Serialize};
use subscription_change::assess::{Assessment, Facts, PartialRequest};
use subscription_change::catalogue::Terms;
use subscription_change::parts::Target;
use subscription_change::record::DecisionRecord;
use subscription_change::{Catalogue, Decision, Request, Subscription};

use crate::Sum;

/// A decision, written.
#[unsafe(no_mangle)]
pub extern "C" fn write_decision(catalogue: &Catalogue, request: &Request) -> u64 {
    let decision = Decision::from(request.plan_change_with(catalogue));
    Sum::of(|sum| write(&decision, sum))
}

/// A request, written.
#[unsafe(no_mangle)]
pub extern "C" fn write_request(request: &Request) -> u64 {
    Sum::of(|sum| write(request, sum))
}

/// A request, read and decided.
#[unsafe(no_mangle)]
pub extern "C" fn read_request(tape: &&[Token<'_>], catalogue: &Catalogue) -> u64 {
    Sum::of(|sum| {
        if let Some(request) = read::<Request>(tape, sum) {
            crate::walk(&request.plan_change_with(catalogue), sum);
        }
    })
}

/// A request with partly known facts, read and assessed.
#[unsafe(no_mangle)]
pub extern "C" fn read_partial_request(tape: &&[Token<'_>], catalogue: &Catalogue) -> u64 {
    Sum::of(|sum| {
        if let Some(request) = read::<PartialRequest>(tape, sum) {
            (request, request.assess_with(catalogue).verdict()).hash(sum);
        }
    })
}

/// A target by itself, read.
#[unsafe(no_mangle)]
pub extern "C" fn read_target(tape: &&[Token<'_>], current: &Subscription) -> u64 {
    Sum::of(|sum| read::<Target>(tape, sum).map(|target| target.onto(current)).hash(sum))
}

/// Partly known facts, written.
#[unsafe(no_mangle)]
pub extern "C" fn write_facts(facts: &Facts) -> u64 {
    Sum::of(|sum| write(facts, sum))
}

/// An assessment, written.
#[unsafe(no_mangle)]
pub extern "C" fn write_assessment(assessment: &Assessment<'_>) -> u64 {
    Sum::of(|sum| write(assessment, sum))
}

/// A decision, read back, walked and written again.
#[unsafe(no_mangle)]
pub extern "C" fn read_decision(tape: &&[Token<'_>]) -> u64 {
    Sum::of(|sum| {
        if let Some(record) = read::<DecisionRecord>(tape, sum) {
            crate::walk_record(&record, sum);
            write(&record, sum);
        }
    })
}

/// An edition, written.
#[unsafe(no_mangle)]
pub extern "C" fn write_catalogue(catalogue: &Catalogue) -> u64 {
    Sum::of(|sum| write(catalogue.terms(), sum))
}

/// An edition, read and checked.
#[unsafe(no_mangle)]
pub extern "C" fn read_catalogue(tape: &&[Token<'_>]) -> u64 {
    Sum::of(|sum| match read::<Terms>(tape, sum).map(Terms::check) {
        Some(Ok(catalogue)) => catalogue.terms().hash(sum),
        Some(Err(invalid)) => invalid.faults().for_each(|fault| fault.hash(sum)),
        None => {}
    })
}

fn write(value: &impl Serialize, sum: &mut Sum) {
    if let Err(Wrong(message)) = value.serialize(Writer(sum)) {
        sum.write_u64(message);
    }
}

fn read<'de, T: Deserialize<'de>>(tape: &'de [Token<'de>], sum: &mut Sum) -> Option<T> {
    let mut tape = Tape(tape.iter());
    match T::deserialize(&mut tape) {
        Ok(value) => Some(value),
        Err(Wrong(message)) => {
            sum.write_u64(message);
            None
        }
    }
}

/// What is wrong, as the checksum of its message.
#[derive(Debug)]
pub struct Wrong(u64);

impl Wrong {
    fn of(message: impl fmt::Display) -> Self {
        Self(Sum::of(|sum| {
            let _ = write!(sum, "{message}");
        }))
    }

    fn one_of(names: &[&str]) -> Self {
        Self(Sum::of(|sum| names.iter().for_each(|name| sum.write(name.as_bytes()))))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl de::StdError for Wrong {}

/// A format words its own errors: serde's wording quotes what was read, with code of `core` whose panics the compiler cannot rule
/// out. The messages of the crate itself are written out here.
impl de::Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::of(message)
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::of(expected)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::of(expected)
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::of(expected)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::one_of(expected)
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::one_of(expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::of(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::of(field)
    }
}

impl ser::Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::of(message)
    }
}

/// A part of a document.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "they come from outside")]
pub enum Token<'a> {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Text(&'a str),
    List,
    Object,
    /// Of the list or object that is open.
    End,
}

/// The parts that are still to be read.
pub struct Tape<'de>(core::slice::Iter<'de, Token<'de>>);

impl<'de> Tape<'de> {
    fn next(&mut self) -> Result<Token<'de>, Wrong> {
        self.0.next().copied().ok_or_else(|| Wrong::of("the tape is at its end"))
    }

    /// Whether the list or object that is open ends here.
    fn ends(&mut self) -> bool {
        let ends = matches!(self.0.as_slice().first(), Some(Token::End) | None);
        if ends {
            self.0.next();
        }
        ends
    }

    /// Past the value that is next.
    fn skip(&mut self) -> Result<(), Wrong> {
        let mut open = 0_usize;
        loop {
            match self.next()? {
                Token::List | Token::Object => open = open.saturating_add(1),
                Token::End => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                return Ok(());
            }
        }
    }
}

impl<'de> de::Deserializer<'de> for &mut Tape<'de> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.next()? {
            Token::Null => visitor.visit_unit(),
            Token::Bool(bool) => visitor.visit_bool(bool),
            Token::Unsigned(number) => visitor.visit_u64(number),
            Token::Signed(number) => visitor.visit_i64(number),
            Token::Text(text) => visitor.visit_borrowed_str(text),
            Token::List => visitor.visit_seq(self),
            Token::Object => visitor.visit_map(self),
            Token::End => Err(Wrong::of("an end, expected a value")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if let Some(Token::Null) = self.0.as_slice().first() {
            self.0.next();
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.skip()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier
    }
}

impl<'de> de::SeqAccess<'de> for &mut Tape<'de> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        if self.ends() { Ok(None) } else { seed.deserialize(&mut **self).map(Some) }
    }
}

impl<'de> de::MapAccess<'de> for &mut Tape<'de> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        if self.ends() {
            return Ok(None);
        }
        match self.next()? {
            Token::Text(key) => seed.deserialize(IntoDeserializer::<Wrong>::into_deserializer(key)).map(Some),
            _ => Err(Wrong::of("a key is text")),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        seed.deserialize(&mut **self)
    }
}

/// Writes into the checksum.
struct Writer<'a>(&'a mut Sum);

/// What the crate does not write.
fn never() -> Wrong {
    Wrong::of("not a value of this crate")
}

macro_rules! scalars {
    ($($write:ident($Scalar:ty) as $put:ident,)+) => {
        $(fn $write(self, value: $Scalar) -> Result<(), Wrong> {
            self.0.$put(value);
            Ok(())
        })+
    };
}

impl ser::Serializer for Writer<'_> {
    type Ok = ();
    type Error = Wrong;
    type SerializeSeq = Self;
    type SerializeStruct = Self;
    type SerializeTuple = Impossible<(), Wrong>;
    type SerializeTupleStruct = Impossible<(), Wrong>;
    type SerializeTupleVariant = Impossible<(), Wrong>;
    type SerializeMap = Self;
    type SerializeStructVariant = Impossible<(), Wrong>;

    scalars! {
        serialize_i8(i8) as write_i8,
        serialize_i16(i16) as write_i16,
        serialize_i32(i32) as write_i32,
        serialize_i64(i64) as write_i64,
        serialize_u8(u8) as write_u8,
        serialize_u16(u16) as write_u16,
        serialize_u32(u32) as write_u32,
        serialize_u64(u64) as write_u64,
        serialize_bytes(&[u8]) as write,
    }

    fn serialize_bool(self, value: bool) -> Result<(), Wrong> {
        self.0.write_u8(value.into());
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Wrong> {
        Err(never())
    }

    fn serialize_f64(self, _: f64) -> Result<(), Wrong> {
        Err(never())
    }

    fn serialize_char(self, value: char) -> Result<(), Wrong> {
        self.0.write_u32(value.into());
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Wrong> {
        self.0.write(value.as_bytes());
        Ok(())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), Wrong> {
        write!(self.0, "{value}").map_err(Wrong::of)
    }

    fn serialize_none(self) -> Result<(), Wrong> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Wrong> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Wrong> {
        self.0.write_u8(0);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Wrong> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Wrong> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Wrong> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Wrong> {
        Err(never())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Wrong> {
        self.0.write_usize(length.unwrap_or(usize::MAX));
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Wrong> {
        Err(never())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Wrong> {
        Err(never())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Wrong> {
        Err(never())
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self, Wrong> {
        self.0.write_usize(length.unwrap_or(usize::MAX));
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, fields: usize) -> Result<Self, Wrong> {
        self.0.write_usize(fields);
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Wrong> {
        Err(never())
    }
}

impl ser::SerializeSeq for Writer<'_> {
    type Ok = ();
    type Error = Wrong;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Wrong> {
        value.serialize(Writer(self.0))
    }

    fn end(self) -> Result<(), Wrong> {
        Ok(())
    }
}

impl ser::SerializeMap for Writer<'_> {
    type Ok = ();
    type Error = Wrong;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Wrong> {
        key.serialize(Writer(self.0))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Wrong> {
        value.serialize(Writer(self.0))
    }

    fn end(self) -> Result<(), Wrong> {
        Ok(())
    }
}

impl ser::SerializeStruct for Writer<'_> {
    type Ok = ();
    type Error = Wrong;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Wrong> {
        self.0.write(name.as_bytes());
        value.serialize(Writer(self.0))
    }

    fn end(self) -> Result<(), Wrong> {
        Ok(())
    }
}
