//! A book of clients as it is read from a file: what can be read, and where the rest went wrong.

use csv::ByteRecord;
use shared::files::without_mark;
use subscription_change::{
    AddOn, AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Language, Party, Plan,
    PrimaryAdmin, Subscription, Usage, Users,
};

use crate::columns::{self, Column, Expected, Parsed};
use crate::header::Header;
use crate::messages;

/// A client, as a row tells of it.
#[derive(Debug)]
pub struct Client {
    /// The line of the file on which its row begins.
    pub line: u64,
    pub name: String,
    pub current: Subscription,
    pub context: Context,
}

/// What is wrong with a row, or with one cell of it.
#[derive(Debug)]
pub struct Problem {
    pub line: u64,
    pub column: Option<Column>,
    pub what: String,
}

impl Problem {
    pub fn said(&self, language: Language) -> String {
        messages::problem(language, self.line, self.column, &self.what)
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Book {
    pub clients: Vec<Client>,
    /// Every bad cell of every bad row, in the order of the file.
    pub problems: Vec<Problem>,
    /// How many rows are not among the clients.
    pub bad_rows: usize,
    /// What stands between two cells.
    pub delimiter: u8,
}

impl Book {
    /// Reads a file whole; what is wrong with it is told in this language.
    ///
    /// # Errors
    ///
    /// What is wrong with the first line or with `set` and `ignore`, so that no row can be read.
    pub fn read(bytes: &[u8], set: &[(Column, String)], ignore: &[String], language: Language) -> Result<Self, Vec<String>> {
        let bytes = without_mark(bytes);
        let header = Header::read(bytes, set, ignore, language)?;
        let wrong = wrong_for_all(set, language);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut book = Self { delimiter: header.delimiter, ..Self::default() };
        let mut lines = Lines { bytes, at: 0, line: 1 };
        let mut reader = csv::ReaderBuilder::new().delimiter(header.delimiter).flexible(true).from_reader(bytes);
        let mut record = ByteRecord::new();
        // What is in memory is read without error.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            let start = record.position().map_or(0, csv::Position::byte);
            let line = lines.at_record(usize::try_from(start).unwrap_or(usize::MAX));
            let problems = book.problems.len();
            let mut row = Row { language, header: &header, record: &record, line, problems: &mut book.problems };
            let client = if record.len() == header.width {
                row.client()
            } else {
                let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
                let what = messages::ragged(language, record.len(), header.width, line, lines.ahead(end.saturating_sub(1)));
                book.problems.push(Problem { line, column: None, what });
                Err(Noted)
            };
            book.clients.extend(client);
            book.bad_rows += usize::from(book.problems.len() > problems);
        }
        Ok(book)
    }
}

/// What is wrong with the values that are the same for all clients: a row that holds nothing else is read, and what it lacks forgotten.
fn wrong_for_all(set: &[(Column, String)], language: Language) -> Vec<String> {
    let mut problems = Vec::new();
    let header = Header::of_set(set);
    // There is no such client; only its problems are of interest.
    let _ = Row { language, header: &header, record: &ByteRecord::new(), line: 0, problems: &mut problems }.client();
    let of_set = |column: &Column| set.iter().any(|(other, _)| other == column);
    let wrong = problems.into_iter().filter_map(|Problem { column, what, .. }| Some((column.filter(of_set)?, what)));
    wrong.map(|(column, what)| messages::wrong_set(language, column, &what)).collect()
}

/// On which line a byte is. Line ends are those of the `csv` crate: `\n`, `\r` and `\r\n`.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at or, after empty lines, behind this byte.
    fn at_record(&mut self, start: usize) -> u64 {
        let empty = self.bytes.get(start..).unwrap_or_default();
        let start = start + empty.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line = self.ahead(start);
        self.at = start;
        self.line
    }

    /// The line of this byte, which is not behind the last record.
    fn ahead(&self, end: usize) -> u64 {
        let passed = self.bytes.get(self.at..end.min(self.bytes.len())).unwrap_or_default();
        let ends = passed.iter().enumerate().filter(|&(place, &byte)| match byte {
            b'\n' => true,
            b'\r' => self.bytes.get(self.at + place + 1) != Some(&b'\n'),
            _ => false,
        });
        self.line + ends.count() as u64
    }
}

/// There is no value, and the problem is noted.
struct Noted;

/// A row that is being read. What goes wrong is noted, and the rest is read all the same.
struct Row<'a> {
    language: Language,
    header: &'a Header,
    record: &'a ByteRecord,
    line: u64,
    problems: &'a mut Vec<Problem>,
}

impl Row<'_> {
    fn client(&mut self) -> Result<Client, Noted> {
        // Each is read before any is missed, so that all bad cells of a row are told at once.
        let nameless = self.nothing_nameless();
        let name = self.required(Column::Client, columns::text);
        let base = (
            self.required(Column::Plan, columns::name(Plan::from_label)),
            self.required(Column::Payer, columns::name(Party::from_label)),
        );
        let payroll = self.add_on(AddOnKind::Payroll, Column::PayrollTier, Column::PayrollPayer);
        let time = self.add_on(AddOnKind::Time, Column::TimeTier, Column::TimePayer);
        let authorised_by = self.required(Column::AuthorisedBy, columns::names(Party::from_label));
        let firm = (
            self.required(Column::FirmBillingCurrent, columns::yes_or_no),
            self.required(Column::FirmSubscriptionCurrent, columns::yes_or_no),
            self.required(Column::ManagesBilling, columns::yes_or_no),
            self.required(Column::IsAccountantUser, columns::yes_or_no),
        );
        let status = self.required(Column::Status, columns::name(ClientStatus::from_label));
        let billing_current = self.required(Column::ClientBillingCurrent, columns::yes_or_no);
        let billing_cycle = self.required(Column::BillingCycle, columns::name(BillingCycle::from_label));
        let days_to_renewal = self.optional(Column::DaysToRenewal, columns::count);
        let primary_admin = self.required(Column::PrimaryAdmin, columns::name(PrimaryAdmin::from_label));
        let confirmation = self.confirmation();
        let transfer_permission_hours = self.optional(Column::TransferPermissionHours, columns::count);
        let days_since_discount = self.optional(Column::DaysSinceDiscount, columns::count);
        let hours_since_downgrade = self.optional(Column::HoursSinceDowngrade, columns::count);
        let downgrade_offered = self.required(Column::DowngradeOffered, columns::yes_or_no);
        let addresses_match = self.required(Column::AddressesMatch, columns::yes_or_no);
        let other_billing_system = self.required(Column::OtherBillingSystem, columns::yes_or_no);
        let same_region = self.required(Column::SameRegion, columns::yes_or_no);
        let usage = self.usage();
        nameless?;
        let mut current = Subscription::new(base.0?, base.1?);
        current.add_ons.payroll = payroll?;
        current.add_ons.time = time?;
        let mut context = Context::in_good_standing(authorised_by?, usage?);
        context.firm.billing_current = firm.0?;
        context.firm.subscription_current = firm.1?;
        context.firm.manages_billing = firm.2?;
        context.firm.is_accountant_user = firm.3?;
        let client = &mut context.client;
        client.status = status?;
        client.billing_current = billing_current?;
        client.billing_cycle = billing_cycle?;
        client.days_to_renewal = days_to_renewal?;
        client.primary_admin = primary_admin?;
        client.confirmation = confirmation?;
        client.transfer_permission_hours = transfer_permission_hours?;
        client.days_since_discount = days_since_discount?;
        client.hours_since_downgrade = hours_since_downgrade?;
        client.downgrade_offered = downgrade_offered?;
        client.addresses_match = addresses_match?;
        client.other_billing_system = other_billing_system?;
        client.same_region = same_region?;
        Ok(Client { line: self.line, name: name?, current, context })
    }

    /// Notes what stands below no name.
    fn nothing_nameless(&mut self) -> Result<(), Noted> {
        let cells = self.header.nameless.iter().filter_map(|place| Some((self.record.get(*place)?.trim_ascii(), place + 1)));
        let what =
            |(cell, place): (&[u8], usize)| messages::in_nameless_column(self.language, &String::from_utf8_lossy(cell), place);
        let problems: Vec<String> = cells.filter(|(cell, _)| !cell.is_empty()).map(what).collect();
        let nothing = if problems.is_empty() { Ok(()) } else { Err(Noted) };
        let line = self.line;
        self.problems.extend(problems.into_iter().map(|what| Problem { line, column: None, what }));
        nothing
    }

    fn usage(&mut self) -> Result<Usage, Noted> {
        let billable = self.required(Column::BillableUsers, columns::count);
        let accountant = self.required(Column::AccountantUsers, columns::count);
        let reports_only = self.required(Column::ReportsOnlyUsers, columns::count);
        let time_only = self.required(Column::TimeOnlyUsers, columns::count);
        let accounts = self.required(Column::Accounts, columns::count);
        let classes_and_locations = self.required(Column::ClassesAndLocations, columns::count);
        let custom_fields = self.required(Column::CustomFields, columns::count);
        let features = self.required(Column::Features, columns::names(Feature::from_label));
        let mut usage = Usage::default();
        usage.users = Users { billable: billable?, accountant: accountant?, reports_only: reports_only?, time_only: time_only? };
        usage.accounts = accounts?;
        usage.classes_and_locations = classes_and_locations?;
        usage.custom_fields = custom_fields?;
        usage.features = features?;
        Ok(usage)
    }

    /// An add-on, which has a payer exactly where it is held. One that `--set` names for all counts for those who hold it.
    fn add_on(&mut self, kind: AddOnKind, tier: Column, payer: Column) -> Result<Option<AddOn>, Noted> {
        if self.cell(tier) == Some("") {
            return self.nothing_in(payer, Expected::NothingSinceEmpty(tier)).map(|()| None);
        }
        let tier = self.required(tier, columns::tier(kind));
        let payer = self.required(payer, columns::name(Party::from_label));
        Ok(Some(AddOn { tier: tier?, payer: payer? }))
    }

    fn confirmation(&mut self) -> Result<Option<Confirmation>, Noted> {
        let confirmed = self.optional(Column::Confirmed, columns::yes_or_no);
        if let Ok(None | Some(false)) = confirmed {
            return self.nothing_in(Column::AcceptedLosses, Expected::NothingSinceNotTrue(Column::Confirmed)).map(|()| None);
        }
        let accepted_losses: Result<FeatureSet, Noted> =
            self.required(Column::AcceptedLosses, columns::names(Feature::from_label));
        confirmed?;
        Ok(Some(Confirmation { accepted_losses: accepted_losses? }))
    }

    /// Notes a cell of the file that says something where nothing can be said.
    fn nothing_in(&mut self, column: Column, expected: Expected<'static>) -> Result<(), Noted> {
        if self.header.is_in_file(column) { self.required(column, columns::nothing(expected)) } else { Ok(()) }
    }

    fn optional<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Parsed<'_, T>) -> Result<Option<T>, Noted> {
        match self.cell(column) {
            Some("") => Ok(None),
            _ => self.required(column, parse).map(Some),
        }
    }

    fn required<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Parsed<'_, T>) -> Result<T, Noted> {
        let what = match self.cell(column) {
            Some(cell) => match parse(cell) {
                Ok(value) => return Ok(value),
                Err(expected) => messages::wrong_cell(self.language, cell, &expected),
            },
            None => messages::not_utf8(self.language, &String::from_utf8_lossy(self.header.bytes(column, self.record))),
        };
        self.problems.push(Problem { line: self.line, column: Some(column), what });
        Err(Noted)
    }

    /// What a cell says, without the space around it; nothing where the column is left out. `None` where it is no text.
    fn cell(&self, column: Column) -> Option<&str> {
        std::str::from_utf8(self.header.bytes(column, self.record)).ok().map(str::trim)
    }
}
