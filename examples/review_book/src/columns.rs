//! The columns of a book of clients, and what a cell of each may hold.

use strum::VariantArray;
use subscription_change::vocabulary::UnknownName;
use subscription_change::{AddOnKind, Tier};

/// A column; its name stands in the first line of the file. The names are those of the JSON form, where one fact of it needs two words
/// to be told apart from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Column {
    Client,
    Plan,
    Payer,
    PayrollTier,
    PayrollPayer,
    TimeTier,
    TimePayer,
    AuthorisedBy,
    FirmBillingCurrent,
    FirmSubscriptionCurrent,
    ManagesBilling,
    IsAccountantUser,
    Status,
    ClientBillingCurrent,
    BillingCycle,
    DaysToRenewal,
    PrimaryAdmin,
    Confirmed,
    AcceptedLosses,
    TransferPermissionHours,
    DaysSinceDiscount,
    HoursSinceDowngrade,
    DowngradeOffered,
    AddressesMatch,
    OtherBillingSystem,
    SameRegion,
    BillableUsers,
    AccountantUsers,
    ReportsOnlyUsers,
    TimeOnlyUsers,
    Accounts,
    ClassesAndLocations,
    CustomFields,
    Features,
}

impl Column {
    pub const ALL: &'static [Self] = Self::VARIANTS;
    pub const COUNT: usize = Self::ALL.len();

    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether the file may do without the column, which says of every client that there is no such thing. It is so for add-ons
    /// and for exactly those facts that may be null in the JSON form; nothing else is guessed.
    pub fn may_be_left_out(self) -> bool {
        matches!(
            self,
            Self::PayrollTier
                | Self::PayrollPayer
                | Self::TimeTier
                | Self::TimePayer
                | Self::DaysToRenewal
                | Self::Confirmed
                | Self::AcceptedLosses
                | Self::TransferPermissionHours
                | Self::DaysSinceDiscount
                | Self::HoursSinceDowngrade
        )
    }
}

/// What a cell should say.
#[derive(Debug)]
pub enum Expected<'a> {
    Name,
    OneOf(&'static [&'static str]),
    /// A tier that this add-on has.
    TierOf(AddOnKind),
    SomeOf {
        /// What is none of them.
        part: &'a str,
        names: &'static [&'static str],
    },
    Once {
        /// What is named twice.
        part: &'a str,
    },
    Count,
    YesOrNo,
    /// Nothing, since this column is empty.
    NothingSinceEmpty(Column),
    /// Nothing, since this column is not true.
    NothingSinceNotTrue(Column),
}

/// What a cell says, or what it was expected to say.
pub type Parsed<'a, T> = Result<T, Expected<'a>>;

pub fn text(cell: &str) -> Parsed<'_, String> {
    if cell.is_empty() { Err(Expected::Name) } else { Ok(cell.to_owned()) }
}

/// Nothing at all.
pub fn nothing(expected: Expected<'static>) -> impl FnOnce(&str) -> Parsed<'_, ()> {
    move |cell| if cell.is_empty() { Ok(()) } else { Err(expected) }
}

/// How the library reads the name of something, or its label in either language.
pub type FromLabel<T> = fn(&str) -> Result<T, UnknownName>;

/// A name or a label.
pub fn name<T>(from_label: FromLabel<T>) -> impl Fn(&str) -> Parsed<'_, T> {
    move |cell| from_label(cell).map_err(|error| Expected::OneOf(error.expected()))
}

/// A tier of an add-on, which has not all of them.
pub fn tier(kind: AddOnKind) -> impl Fn(&str) -> Parsed<'_, Tier> {
    move |cell| {
        let tier = Tier::from_label(cell).ok().filter(|&tier| kind.tiers().contains(tier));
        tier.ok_or(Expected::TierOf(kind))
    }
}

/// Several of them, separated by semicolons; none in an empty cell.
pub fn names<T: PartialEq, Set: FromIterator<T>>(from_label: FromLabel<T>) -> impl Fn(&str) -> Parsed<'_, Set> {
    move |cell| {
        let mut members = Vec::new();
        for part in cell.split(';').map(str::trim).filter(|_| !cell.is_empty()) {
            let member = from_label(part).map_err(|error| Expected::SomeOf { part, names: error.expected() })?;
            if members.contains(&member) {
                return Err(Expected::Once { part });
            }
            members.push(member);
        }
        Ok(members.into_iter().collect())
    }
}

pub fn count(cell: &str) -> Parsed<'_, u32> {
    // What `u32` reads beyond digits is a plus sign.
    cell.parse().ok().filter(|_| !cell.starts_with('+')).ok_or(Expected::Count)
}

/// Yes or no, also as a spreadsheet writes it in English or French.
pub fn yes_or_no(cell: &str) -> Parsed<'_, bool> {
    const YES: [&str; 4] = ["true", "yes", "vrai", "oui"];
    const NO: [&str; 4] = ["false", "no", "faux", "non"];
    let is_one_of = |words: [&str; 4]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    match (is_one_of(YES), is_one_of(NO)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(Expected::YesOrNo),
    }
}
