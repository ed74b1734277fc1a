//! The clients of a file: what can be read, and what is wrong with the rest. A firm's clients are its *book*.

use std::collections::HashMap;

use subscription_change::assess::{Facts, PartlyKnown};
use subscription_change::catalogue::{ByAddOn, ByUserKind};
use subscription_change::{
    AddOn, AddOnKind, BillingCycle, ClientStatus, Confirmation, Feature, FeatureSet, Language, Parties, Party, Plan,
    PrimaryAdmin, Subscription,
};

use crate::columns::{self, Column, Parsed, Wrong};
use crate::header::{Header, sheet_column};
use crate::messages;
use crate::rows::{Cell, Rows};

/// A client, as one row has it.
#[derive(Debug)]
pub struct Client {
    /// The line of the file on which its row begins.
    pub line: u64,
    pub name: String,
    pub current: Subscription,
    /// What is known; a blank cell is unknown.
    pub facts: Facts,
}

/// What is wrong with a row, or with one cell of it.
#[derive(Debug)]
pub struct Problem {
    pub line: u64,
    pub column: Option<Column>,
    /// What a spreadsheet calls the cell.
    pub cell: Option<String>,
    pub what: String,
}

impl Problem {
    fn of_row(line: u64, what: String) -> Self {
        Self { line, column: None, cell: None, what }
    }

    pub fn said(&self, language: Language) -> String {
        messages::problem(language, self)
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Book {
    pub clients: Vec<Client>,
    /// Every bad cell of every bad row, in the order of the file.
    pub problems: Vec<Problem>,
    /// Doubts about rows that are read.
    pub doubts: Vec<Problem>,
    /// How many rows are not among the clients.
    pub bad_rows: usize,
    /// What stands between two cells.
    pub delimiter: u8,
}

impl Book {
    /// Reads the rows of a file; what is wrong with it is told in this language.
    ///
    /// # Errors
    ///
    /// What is wrong with the first line or with `set` and `ignore`, so that no row can be read.
    pub fn read(rows: &Rows, set: &[(Column, String)], ignore: &[String], language: Language) -> Result<Self, Vec<String>> {
        let header = Header::read(rows, set, ignore, language)?;
        let wrong = wrong_for_all(set, language);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut book = Self { delimiter: rows.delimiter, ..Self::default() };
        for row in &rows.rest {
            let problems = book.problems.len();
            match &row.cells {
                Ok(cells) => {
                    let (line, problems) = (row.line, &mut book.problems);
                    let client = Row { language, header: &header, is_sheet: rows.is_sheet, cells, line, problems }.client();
                    book.clients.extend(client);
                }
                Err(what) => book.problems.push(Problem::of_row(row.line, what.clone())),
            }
            book.bad_rows += usize::from(book.problems.len() > problems);
        }
        book.doubts = twice(&book.clients, language);
        Ok(book)
    }
}

/// The clients that are there twice, each with the row before.
fn twice(clients: &[Client], language: Language) -> Vec<Problem> {
    let mut first: HashMap<String, &Client> = HashMap::new();
    let mut doubts = Vec::new();
    for client in clients {
        if let Some(before) = first.insert(columns::words(&client.name), client) {
            let is_same = (client.current, client.facts) == (before.current, before.facts);
            doubts.push(Problem::of_row(client.line, messages::twice(language, &client.name, before.line, is_same)));
        }
    }
    doubts
}

/// What is wrong with the values that are the same for all clients. A row with nothing else is read for that, and what it lacks
/// is ignored.
fn wrong_for_all(set: &[(Column, String)], language: Language) -> Vec<String> {
    let mut problems = Vec::new();
    let header = Header::of_set(set);
    // There is no such client; only its problems are of interest.
    let _ = Row { language, header: &header, is_sheet: false, cells: &[], line: 0, problems: &mut problems }.client();
    let of_set = |column: &Column| set.iter().any(|(other, _)| other == column);
    let wrong = problems.into_iter().filter_map(|Problem { column, what, .. }| Some((column.filter(of_set)?, what)));
    wrong.map(|(column, what)| messages::wrong_set(language, column, &what)).collect()
}

/// There is no value, and the problem is noted.
struct Noted;

/// A row that is being read. Errors are noted, and the rest is read all the same.
struct Row<'a> {
    language: Language,
    header: &'a Header,
    is_sheet: bool,
    cells: &'a [Cell],
    line: u64,
    problems: &'a mut Vec<Problem>,
}

impl Row<'_> {
    fn client(&mut self) -> Result<Client, Noted> {
        let before = self.problems.len();
        // All cells are read before a missing one is reported, so that all bad cells of a row are reported at once.
        self.nothing_nameless();
        let language = self.language;
        let name = self.required(Column::Client, columns::text);
        let base = (
            self.required(Column::Plan, columns::name::<Plan>(language)),
            self.required(Column::Payer, columns::name::<Party>(language)),
        );
        let payroll = self.add_on(AddOnKind::Payroll, Column::PayrollTier, Column::PayrollPayer);
        let time = self.add_on(AddOnKind::Time, Column::TimeTier, Column::TimePayer);
        let bill_pay = self.add_on(AddOnKind::BillPay, Column::BillPayTier, Column::BillPayPayer);
        let facts = self.facts();
        let add_ons = ByAddOn { payroll: payroll?, time: time?, bill_pay: bill_pay? };
        let current = Subscription::new(base.0?, base.1?).with_add_ons(add_ons);
        if self.problems.len() > before {
            return Err(Noted);
        }
        Ok(Client { line: self.line, name: name?, current, facts })
    }

    /// What is known; a cell with an error counts as unknown.
    fn facts(&mut self) -> Facts {
        let language = self.language;
        let mut facts = Facts::default();
        if let Some(parties) = self.known::<Parties>(Column::AuthorisedBy, columns::parties(language)) {
            facts.authorised_by = PartlyKnown::known(parties);
        }
        facts.firm.billing_current = self.known(Column::FirmBillingCurrent, columns::yes_or_no);
        facts.firm.subscription_current = self.known(Column::FirmSubscriptionCurrent, columns::yes_or_no);
        facts.firm.manages_billing = self.known(Column::ManagesBilling, columns::yes_or_no);
        facts.firm.is_accountant_user = self.known(Column::IsAccountantUser, columns::yes_or_no);
        let client = &mut facts.client;
        client.status = self.known(Column::Status, columns::name::<ClientStatus>(language));
        client.billing_current = self.known(Column::ClientBillingCurrent, columns::yes_or_no);
        client.billing_cycle = self.known(Column::BillingCycle, columns::name::<BillingCycle>(language));
        client.days_to_renewal = self.known(Column::DaysToRenewal, columns::count_or_none);
        client.primary_admin = self.known(Column::PrimaryAdmin, columns::name::<PrimaryAdmin>(language));
        client.confirmation = self.confirmation();
        client.transfer_permission_hours = self.known(Column::TransferPermissionHours, columns::count_or_none);
        client.days_since_discount = self.known(Column::DaysSinceDiscount, columns::count_or_none);
        client.hours_since_downgrade = self.known(Column::HoursSinceDowngrade, columns::count_or_none);
        client.downgrade_offered = self.known(Column::DowngradeOffered, columns::yes_or_no);
        client.addresses_match = self.known(Column::AddressesMatch, columns::yes_or_no);
        client.other_billing_system = self.known(Column::OtherBillingSystem, columns::yes_or_no);
        client.same_region = self.known(Column::SameRegion, columns::yes_or_no);
        let usage = &mut client.usage;
        usage.users = ByUserKind {
            billable: self.known(Column::BillableUsers, columns::or_zero),
            accountant: self.known(Column::AccountantUsers, columns::or_zero),
            reports_only: self.known(Column::ReportsOnlyUsers, columns::or_zero),
            time_only: self.known(Column::TimeOnlyUsers, columns::or_zero),
        };
        usage.accounts = self.known(Column::Accounts, columns::or_zero);
        usage.classes_and_locations = self.known(Column::ClassesAndLocations, columns::or_zero);
        usage.custom_fields = self.known(Column::CustomFields, columns::or_zero);
        if let Some(features) = self.known::<FeatureSet>(Column::Features, columns::names::<Feature, _>(language)) {
            usage.features = PartlyKnown::known(features);
        }
        facts
    }

    /// Notes a cell in a column without a name.
    fn nothing_nameless(&mut self) {
        let cells = self.header.nameless.iter().filter_map(|place| Some((self.cells.get(*place)?, place + 1)));
        let what = |(cell, place): (&Cell, usize)| match cell {
            Ok(cell) => messages::in_nameless_column(self.language, cell, place),
            Err(wrong) => wrong.clone(),
        };
        let is_empty = |cell: &Cell| cell.as_ref().is_ok_and(String::is_empty);
        let problems: Vec<String> = cells.filter(|(cell, _)| !is_empty(cell)).map(what).collect();
        self.problems.extend(problems.into_iter().map(|what| Problem::of_row(self.line, what)));
    }

    /// An add-on, which has a payer exactly where it is held. One that `--set` names for all counts for those who hold it.
    fn add_on(&mut self, kind: AddOnKind, tier: Column, payer: Column) -> Result<Option<AddOn>, Noted> {
        if self.header.cell(tier, self.cells).is_ok_and(|cell| cell.is_empty() || columns::is_none(cell)) {
            if self.header.place(payer).is_some() {
                self.required(payer, columns::nothing(Wrong::NothingSinceNone, tier))?;
            }
            return Ok(None);
        }
        let tier = self.required(tier, columns::tier(kind, self.language));
        let payer = self.required(payer, columns::name::<Party>(self.language));
        Ok(Some(AddOn { tier: tier?, payer: payer? }))
    }

    /// Whether the client has confirmed, and accepting what: one fact, which is known where nothing was confirmed or both are told.
    #[allow(clippy::option_option, reason = "not known, or none was given")]
    fn confirmation(&mut self) -> Option<Option<Confirmation>> {
        let before = self.problems.len();
        let confirmed = self.known(Column::Confirmed, columns::yes_or_none);
        let is_wrong = self.problems.len() > before;
        if confirmed != Some(true) && !is_wrong {
            if self.header.place(Column::AcceptedLosses).is_some() {
                let nothing = columns::nothing(Wrong::NothingSinceNotYes, Column::Confirmed);
                let _ = self.required(Column::AcceptedLosses, nothing);
            }
            return confirmed.map(|_| None);
        }
        let accepted_losses = self.known(Column::AcceptedLosses, columns::names::<Feature, _>(self.language))?;
        Some(Some(Confirmation { accepted_losses }))
    }

    /// What a cell says, if anything. Errors are noted.
    fn known<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Parsed<'_, T>) -> Option<T> {
        match self.header.cell(column, self.cells) {
            Ok("") => None,
            _ => self.required(column, parse).ok(),
        }
    }

    fn required<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Parsed<'_, T>) -> Result<T, Noted> {
        let what = match self.header.cell(column, self.cells) {
            Ok(cell) if columns::is_spreadsheet_error(cell) => {
                messages::wrong_cell(self.language, cell, &Wrong::SpreadsheetError)
            }
            Ok(cell) => match parse(cell) {
                Ok(value) => return Ok(value),
                Err(wrong) => messages::wrong_cell(self.language, cell, &wrong),
            },
            Err(wrong) => wrong.to_owned(),
        };
        let place = self.header.place(column).filter(|_| self.is_sheet);
        let cell = place.map(|place| format!("{}{}", sheet_column(place), self.line));
        self.problems.push(Problem { line: self.line, column: Some(column), cell, what });
        Err(Noted)
    }
}
