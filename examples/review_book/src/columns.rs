//! The columns of a book of clients, and what a cell of each may hold.

use shared::cells::{self, plain};
pub use shared::cells::{is_none, letters};
use shared::language::say;
use strum::VariantArray;
use subscription_change::vocabulary::UnknownName;
use subscription_change::{AddOnKind, BillingCycle, ClientStatus, Feature, Language, Parties, Party, Plan, PrimaryAdmin, Tier};

/// A column. Its heading is its name, its label in either language, or another word that people use. The names are those of the
/// JSON form, with a second word where that is needed to tell two facts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Column {
    Client,
    Plan,
    Payer,
    PayrollTier,
    PayrollPayer,
    TimeTier,
    TimePayer,
    BillPayTier,
    BillPayPayer,
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

    /// The one that is headed so, in any case, with or without accents, spaces, hyphens and underscores.
    pub fn headed(heading: &str) -> Option<Self> {
        let written = letters(heading);
        let is_headed = |column: &&Self| column.headings().any(|heading| letters(heading) == written);
        Self::ALL.iter().find(is_headed).copied()
    }

    /// The heading in this language that is nearest to what was written.
    pub fn nearest(written: &str, language: Language) -> &'static str {
        let written = letters(written);
        let far = |column: &Self| {
            let each = column.headings().map(|heading| strsim::levenshtein(&letters(heading), &written));
            each.min().unwrap_or(usize::MAX)
        };
        Self::ALL.iter().copied().min_by_key(far).unwrap_or(Self::Client).label(language)
    }

    fn headings(self) -> impl Iterator<Item = &'static str> {
        let [english, french] = self.labels();
        [self.name(), english, french].into_iter().chain(self.aliases().iter().copied())
    }

    /// Its heading in a file of this language.
    pub fn label(self, language: Language) -> &'static str {
        let [english, french] = self.labels();
        say(language, english, french)
    }

    fn labels(self) -> [&'static str; 2] {
        match self {
            Self::Client => ["Client", "Client"],
            Self::Plan => ["Plan", "Abonnement"],
            Self::Payer => ["Payer", "Payeur"],
            Self::PayrollTier => ["Payroll tier", "Niveau de QuickBooks Paie"],
            Self::PayrollPayer => ["Payroll payer", "Payeur de QuickBooks Paie"],
            Self::TimeTier => ["Time tier", "Niveau de QuickBooks Time"],
            Self::TimePayer => ["Time payer", "Payeur de QuickBooks Time"],
            Self::BillPayTier => ["Bill pay tier", "Niveau de QuickBooks Bill Pay"],
            Self::BillPayPayer => ["Bill pay payer", "Payeur de QuickBooks Bill Pay"],
            Self::AuthorisedBy => ["Authorized by", "Autorisé par"],
            Self::FirmBillingCurrent => ["Firm billing up to date", "Facturation du cabinet à jour"],
            Self::FirmSubscriptionCurrent => ["Firm subscription up to date", "Abonnement du cabinet à jour"],
            Self::ManagesBilling => ["Manages billing", "Gère la facturation"],
            Self::IsAccountantUser => ["Firm is accountant user", "Cabinet utilisateur comptable"],
            Self::Status => ["Status", "Statut"],
            Self::ClientBillingCurrent => ["Client billing up to date", "Paiement du client à jour"],
            Self::BillingCycle => ["Billing cycle", "Cycle de facturation"],
            Self::DaysToRenewal => ["Days to renewal", "Jours avant le renouvellement"],
            Self::PrimaryAdmin => ["Primary admin", "Administrateur principal"],
            Self::Confirmed => ["Downgrade confirmed", "Passage confirmé"],
            Self::AcceptedLosses => ["Accepted losses", "Pertes acceptées"],
            Self::TransferPermissionHours => ["Hours since transfer permission", "Heures depuis l’autorisation de transfert"],
            Self::DaysSinceDiscount => ["Days since discount", "Jours depuis le rabais"],
            Self::HoursSinceDowngrade => ["Hours since downgrade", "Heures depuis le passage à un niveau inférieur"],
            Self::DowngradeOffered => ["Downgrade offered", "Niveau inférieur offert"],
            Self::AddressesMatch => ["Addresses match", "Adresses exactes"],
            Self::OtherBillingSystem => ["Other billing system", "Autre système de facturation"],
            Self::SameRegion => ["Same country edition", "Édition du même pays"],
            Self::BillableUsers => ["Billable users", "Utilisateurs facturables"],
            Self::AccountantUsers => ["Accountant users", "Utilisateurs comptables"],
            Self::ReportsOnlyUsers => ["Reports-only users", "Utilisateurs de rapports seulement"],
            Self::TimeOnlyUsers => ["Time-only users", "Utilisateurs du suivi des heures travaillées seulement"],
            Self::Accounts => ["Active accounts", "Comptes actifs"],
            Self::ClassesAndLocations => ["Classes and locations", "Classes et lieux"],
            Self::CustomFields => ["Custom fields", "Champs personnalisés"],
            Self::Features => ["Features in use", "Fonctions utilisées"],
        }
    }

    /// Other headings that people use.
    fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Client => &[
                "Client name",
                "Customer",
                "Customer name",
                "Company",
                "Company name",
                "Nom du client",
                "Nom",
                "Name",
                "Entreprise",
                "Nom de l’entreprise",
            ],
            Self::Plan => &["Subscription", "Product", "Forfait", "Produit", "QuickBooks plan", "QBO plan", "Forfait QBO"],
            Self::Payer => &["Paid by", "Who pays", "Billed to", "Payé par", "Qui paie", "Facturé à"],
            Self::PayrollTier => &["Payroll", "Paie", "QuickBooks Payroll", "QuickBooks Paie"],
            Self::PayrollPayer => &["Payroll paid by", "Payeur de la paie", "Paie payée par"],
            Self::TimeTier => &["Time", "QuickBooks Time"],
            Self::TimePayer => &["Time paid by", "Payeur de Time"],
            Self::BillPayTier => &["Bill pay", "QuickBooks Bill Pay"],
            Self::BillPayPayer => &["Bill pay paid by", "Payeur de Bill Pay"],
            Self::AuthorisedBy => &["Asked by", "Approuvé par", "Demandé par"],
            Self::Status => &["État", "Subscription status"],
            Self::BillingCycle => &["Billing", "Cycle", "Facturation"],
            Self::PrimaryAdmin => &["Admin principal"],
            Self::SameRegion => &["Same region"],
            Self::Confirmed => &["Confirmé"],
            Self::BillableUsers => &["Users", "Utilisateurs"],
            Self::TimeOnlyUsers => &["Utilisateurs du suivi des heures seulement"],
            Self::Accounts => &["Accounts", "Comptes", "Chart of accounts"],
            Self::Features => &["Features", "Fonctions", "Fonctionnalités"],
            _ => &[],
        }
    }

    /// Whether the file may do without the column, which leaves the fact of every client unknown, or says that there is no such add-on.
    pub fn may_be_left_out(self) -> bool {
        !matches!(self, Self::Client | Self::Plan | Self::Payer)
    }
}

/// What tells one name from another: its words, in lower case and without accents.
pub fn words(name: &str) -> String {
    name.split_whitespace().map(|word| plain(word).collect()).collect::<Vec<String>>().join(" ")
}

/// What cells hold by name or by label.
pub trait Labelled: Copy + PartialEq + 'static {
    /// Every one of them, as it is called in this language.
    fn labels(language: Language) -> Vec<&'static str>;
    fn label_in(self, language: Language) -> &'static str;
    /// As the library reads it.
    fn read(text: &str) -> Result<Self, UnknownName>;
}

macro_rules! labelled {
    ($($Type:ident)+) => {$(
        impl Labelled for $Type {
            fn labels(language: Language) -> Vec<&'static str> {
                Self::ALL.iter().map(|member| member.label(language)).collect()
            }

            fn label_in(self, language: Language) -> &'static str {
                self.label(language)
            }

            fn read(text: &str) -> Result<Self, UnknownName> {
                Self::from_label(text)
            }
        }
    )+};
}

labelled! { Plan Party ClientStatus BillingCycle PrimaryAdmin Feature Tier }

/// What is wrong with a cell.
#[derive(Debug)]
pub enum Wrong<'a> {
    Name,
    OneOf {
        /// What is read, in the reader's language.
        labels: Vec<&'static str>,
        nearest: Option<&'static str>,
    },
    SomeOf {
        /// What is none of them.
        part: &'a str,
        labels: Vec<&'static str>,
        nearest: Option<&'static str>,
    },
    Once {
        /// What is named twice.
        part: &'a str,
    },
    Count,
    YesOrNo,
    /// There has to be nothing, since this column says so.
    NothingSinceNone(Column),
    /// There has to be nothing, since this column is not yes.
    NothingSinceNotYes(Column),
    /// An error of the spreadsheet instead of a result.
    SpreadsheetError,
}

/// What a cell says, or what is wrong with it.
pub type Parsed<'a, T> = Result<T, Wrong<'a>>;

/// Whether a spreadsheet writes this instead of a result, in English or French.
pub fn is_spreadsheet_error(cell: &str) -> bool {
    let named = cell.strip_prefix('#').and_then(|rest| rest.strip_suffix(['!', '?']));
    let is_capital = |letter: char| letter.is_uppercase() || matches!(letter, '/' | '0' | '_');
    named.is_some_and(|name| !name.is_empty() && name.chars().all(is_capital)) || ["#N/A", "#N/D"].contains(&cell)
}

pub fn text(cell: &str) -> Parsed<'_, String> {
    if cell.is_empty() { Err(Wrong::Name) } else { Ok(cell.to_owned()) }
}

/// A count that may be absent.
pub fn count_or_none(cell: &str) -> Parsed<'_, Option<u32>> {
    if is_none(cell) { Ok(None) } else { count(cell).map(Some) }
}

/// Nothing at all.
pub fn nothing(wrong: fn(Column) -> Wrong<'static>, since: Column) -> impl FnOnce(&str) -> Parsed<'_, ()> {
    move |cell| if cell.is_empty() || is_none(cell) { Ok(()) } else { Err(wrong(since)) }
}

fn nearest<T: Labelled>(unknown: &UnknownName, language: Language) -> Option<&'static str> {
    T::read(unknown.nearest()?).ok().map(|nearest| nearest.label_in(language))
}

/// A name or a label.
pub fn name<T: Labelled>(language: Language) -> impl Fn(&str) -> Parsed<'_, T> {
    move |cell| {
        T::read(cell).map_err(|unknown| {
            let nearest = nearest::<T>(&unknown, language).filter(|_| !cell.is_empty());
            Wrong::OneOf { labels: T::labels(language), nearest }
        })
    }
}

/// A tier that this add-on has; the name of the add-on may precede it.
pub fn tier(kind: AddOnKind, language: Language) -> impl Fn(&str) -> Parsed<'_, Tier> {
    move |cell| {
        let tier = |text: &str| Tier::from_label(text).ok().filter(|&tier| kind.tiers().contains(tier));
        let after_the_name = || {
            let written = letters(cell);
            let names = [Language::English, Language::French].map(|language| letters(kind.label(language)));
            names.iter().find_map(|name| tier(written.strip_prefix(name.as_str())?))
        };
        let labels = || kind.tiers().iter().map(|tier| tier.label(language)).collect();
        tier(cell).or_else(after_the_name).ok_or_else(|| Wrong::OneOf { labels: labels(), nearest: None })
    }
}

/// Several of them, separated by semicolons, commas, bars or line ends, perhaps with one at the end. A word for none means none.
pub fn names<T: Labelled, Set: FromIterator<T>>(language: Language) -> impl Fn(&str) -> Parsed<'_, Set> {
    move |cell| {
        let mut members = Vec::new();
        let parts = cell.split([';', ',', '|', '\n', '\r']).map(str::trim);
        for part in parts.filter(|part| !part.is_empty() && !is_none(cell)) {
            let member = T::read(part).map_err(|unknown| {
                let nearest = nearest::<T>(&unknown, language);
                Wrong::SomeOf { part, labels: T::labels(language), nearest }
            })?;
            if members.contains(&member) {
                return Err(Wrong::Once { part });
            }
            members.push(member);
        }
        Ok(members.into_iter().collect())
    }
}

pub fn count(cell: &str) -> Parsed<'_, u32> {
    cells::count(cell).ok_or(Wrong::Count)
}

pub fn yes_or_no(cell: &str) -> Parsed<'_, bool> {
    cells::yes_or_no(cell).ok_or(Wrong::YesOrNo)
}

/// Whether it was; a word for none or never says that it was not.
pub fn yes_or_none(cell: &str) -> Parsed<'_, bool> {
    if is_none(cell) { Ok(false) } else { yes_or_no(cell) }
}

/// A count, which may be none in words.
pub fn or_zero(cell: &str) -> Parsed<'_, u32> {
    if is_none(cell) { Ok(0) } else { count(cell) }
}

/// Who asks: both in one word too.
pub fn parties(language: Language) -> impl Fn(&str) -> Parsed<'_, Parties> {
    move |cell| {
        let is_both = ["both", "lesdeux"].contains(&letters(cell).as_str());
        if is_both { Ok(Parties::ALL) } else { names::<Party, Parties>(language)(cell) }
    }
}
