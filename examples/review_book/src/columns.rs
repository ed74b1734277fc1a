//! The columns of a book of clients, and what a cell of each may hold.

use strum::VariantArray;
use subscription_change::UnknownName;

use crate::messages;

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
    Status,
    ClientBillingCurrent,
    BillingCycle,
    PrimaryAdmin,
    Confirmed,
    AcceptedLosses,
    TransferPermissionHours,
    DaysSinceOtherFirm,
    HoursSinceDowngrade,
    DowngradeOffered,
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

    /// Whether the file may do without the column, which says of every client that there is no such thing. It is so for exactly those
    /// facts that may be left out of the JSON form; nothing else is guessed.
    pub fn may_be_left_out(self) -> bool {
        matches!(
            self,
            Self::PayrollTier
                | Self::PayrollPayer
                | Self::TimeTier
                | Self::TimePayer
                | Self::Confirmed
                | Self::AcceptedLosses
                | Self::TransferPermissionHours
                | Self::DaysSinceOtherFirm
                | Self::HoursSinceDowngrade
        )
    }
}

/// What a cell says, or what it was expected to say.
pub type Parsed<T> = Result<T, String>;

pub fn text(cell: &str) -> Parsed<String> {
    if cell.is_empty() { Err(messages::expected_text()) } else { Ok(cell.to_owned()) }
}

/// How the library reads the name of something, or its label in either language.
pub type FromLabel<T> = fn(&str) -> Result<T, UnknownName>;

/// A name or a label.
pub fn name<T>(from_label: FromLabel<T>) -> impl Fn(&str) -> Parsed<T> {
    move |cell| from_label(cell).map_err(|error| messages::expected_one_of(error.expected()))
}

/// Several of them, separated by semicolons; none in an empty cell.
pub fn names<T: PartialEq, Set: FromIterator<T>>(from_label: FromLabel<T>) -> impl Fn(&str) -> Parsed<Set> {
    move |cell| {
        let mut members = Vec::new();
        for part in cell.split(';').map(str::trim).filter(|_| !cell.is_empty()) {
            let member = from_label(part).map_err(|error| messages::expected_some_of(part, error.expected()))?;
            if members.contains(&member) {
                return Err(messages::expected_once(part));
            }
            members.push(member);
        }
        Ok(members.into_iter().collect())
    }
}

pub fn count(cell: &str) -> Parsed<u32> {
    // What `u32` reads beyond digits is a plus sign.
    cell.parse().ok().filter(|_| !cell.starts_with('+')).ok_or_else(messages::expected_count)
}

/// Yes or no, also as a spreadsheet writes it in English or French.
pub fn yes_or_no(cell: &str) -> Parsed<bool> {
    const YES: [&str; 4] = ["true", "yes", "vrai", "oui"];
    const NO: [&str; 4] = ["false", "no", "faux", "non"];
    let is_one_of = |words: [&str; 4]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    match (is_one_of(YES), is_one_of(NO)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(messages::expected_yes_or_no()),
    }
}
