//! The answer to a question: the value of a fact.

use crate::model::{BillingCycle, ClientStatus, Confirmation, Fact, PrimaryAdmin};

/// The answer to a question: the value of a fact.
///
/// It can be made from every type that a fact has: a `bool`, a number, a name, or `None` where there was no such thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// A number: how many there are, or how many days or hours.
    Number(u32),
    /// There was none: no permission, no downgrade, no discount, no renewal, no confirmation.
    None,
    /// The state of the company.
    Status(ClientStatus),
    /// How often the client is billed.
    BillingCycle(BillingCycle),
    /// Who is the primary admin.
    PrimaryAdmin(PrimaryAdmin),
    /// What the client confirmed.
    Confirmation(Confirmation),
}

impl Answer {
    /// What kind of value it is, for an error message.
    const fn kind(self) -> &'static str {
        match self {
            Self::YesNo(_) => "a yes or a no",
            Self::Number(_) => "a number",
            Self::None => "none",
            Self::Status(_) => "a state of the company",
            Self::BillingCycle(_) => "a billing cycle",
            Self::PrimaryAdmin(_) => "a primary admin",
            Self::Confirmation(_) => "a confirmation",
        }
    }
}

/// An answer of the wrong kind for the fact that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{fact} is {expected}, not {}", .answer.kind())]
pub struct WrongAnswer {
    fact: Fact,
    expected: &'static str,
    answer: Answer,
}

impl WrongAnswer {
    /// What was asked for.
    #[must_use]
    pub const fn fact(&self) -> Fact {
        self.fact
    }

    /// What was answered.
    #[must_use]
    pub const fn answer(&self) -> Answer {
        self.answer
    }
}

/// What a fact can be.
pub(super) trait Value: Sized {
    /// The kind, for an error message.
    const KIND: &'static str;

    /// How many values there are, where they are few.
    const FEW: Option<usize>;

    /// The value that the answer is, if it is one.
    fn of(answer: Answer) -> Option<Self>;
}

/// The value of this fact that the answer is.
pub(super) fn value<T: Value>(fact: Fact, answer: Answer) -> Result<T, WrongAnswer> {
    T::of(answer).ok_or(WrongAnswer { fact, expected: T::KIND, answer })
}

macro_rules! values {
    (@few) => { None };
    (@few $few:expr) => { Some($few) };

    ($($Type:ty $(, one of $few:expr)?, $kind:literal: $($variant:pat => $value:expr),+;)+) => {$(
        impl Value for $Type {
            const KIND: &'static str = $kind;
            const FEW: Option<usize> = values!(@few $($few)?);

            fn of(answer: Answer) -> Option<Self> {
                match answer {
                    $($variant => Some($value),)+
                    _ => None,
                }
            }
        }
    )+};
}

values! {
    bool, one of 2, "a yes or a no": Answer::YesNo(yes) => yes;
    u32, "a number": Answer::Number(number) => number;
    Option<u32>, "a number or none": Answer::Number(number) => Some(number), Answer::None => None;
    ClientStatus, one of ClientStatus::COUNT, "a state of the company": Answer::Status(status) => status;
    BillingCycle, one of BillingCycle::COUNT, "a billing cycle": Answer::BillingCycle(cycle) => cycle;
    PrimaryAdmin, one of PrimaryAdmin::COUNT, "a primary admin": Answer::PrimaryAdmin(holder) => holder;
    Option<Confirmation>, "a confirmation or none": Answer::Confirmation(given) => Some(given), Answer::None => None;
}

macro_rules! answers {
    ($($Type:ty: $Variant:ident;)+) => {$(
        impl From<$Type> for Answer {
            fn from(value: $Type) -> Self {
                Self::$Variant(value)
            }
        }
    )+};
}

answers! {
    bool: YesNo;
    u32: Number;
    ClientStatus: Status;
    BillingCycle: BillingCycle;
    PrimaryAdmin: PrimaryAdmin;
    Confirmation: Confirmation;
}

impl<T: Into<Self>> From<Option<T>> for Answer {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}
