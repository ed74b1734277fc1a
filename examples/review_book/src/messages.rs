//! Every word about the file that is read: what its columns say, and what is wrong with it. Names are those that the file may hold.

use shared::arguments;
use shared::language::{colon, one_of, plural, say};
use shared::terminal::Plain;
use subscription_change::{Language, Tier};

use crate::columns::{Column, Expected};

pub fn problem(language: Language, line: u64, column: Option<Column>, what: &str) -> String {
    let (the_line, the_column, colon) = (say(language, "line", "ligne"), say(language, "column", "colonne"), colon(language));
    match column {
        Some(column) => format!("{the_line} {line}, {the_column} {}{colon} {what}", column.name()),
        None => format!("{the_line} {line}{colon} {what}"),
    }
}

/// A cell, short and harmless enough to be printed.
fn quoted(language: Language, cell: &str) -> String {
    const LONGEST: usize = 40;
    let cell = Plain(cell).to_string();
    let short = match cell.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    };
    say(language, format!("`{short}`"), format!("«\u{a0}{short}\u{a0}»"))
}

pub fn wrong_cell(language: Language, cell: &str, expected: &Expected<'_>) -> String {
    let cell = if cell.is_empty() { say(language, "empty", "vide").to_owned() } else { quoted(language, cell) };
    format!("{cell}, {}", arguments::expected(&self::expected(language, expected), language))
}

fn one_of_names(language: Language, names: &[&str]) -> String {
    let listed = one_of(language, names);
    if names.len() == 2 { listed } else { say(language, format!("one of {}", names.join(", ")), listed) }
}

fn expected(language: Language, expected: &Expected<'_>) -> String {
    match expected {
        Expected::Name => say(language, "a name", "un nom").to_owned(),
        Expected::OneOf(names) => one_of_names(language, names),
        Expected::TierOf(add_on) => one_of_names(language, &add_on.tiers().iter().map(Tier::name).collect::<Vec<_>>()),
        Expected::SomeOf { part, names } => {
            let (part, names) = (quoted(language, part), names.join(", "));
            say(
                language,
                format!("names separated by `;`, and {part} is none of {names}"),
                format!("des noms séparés par des points-virgules, et {part} n’est aucun de ceux-ci\u{a0}: {names}"),
            )
        }
        Expected::Once { part } => {
            let part = quoted(language, part);
            say(
                language,
                format!("different names, and {part} is named twice"),
                format!("des noms différents, et {part} y est deux fois"),
            )
        }
        Expected::Count => {
            let most = u32::MAX;
            say(language, format!("a whole number from 0 to {most}"), format!("un nombre entier de 0 à {most}"))
        }
        Expected::YesOrNo => say(language, "true or false", "vrai ou faux").to_owned(),
        Expected::NothingSinceEmpty(column) => {
            let name = column.name();
            say(language, format!("nothing, since {name} is empty"), format!("laisser la cellule vide, puisque {name} est vide"))
        }
        Expected::NothingSinceNotTrue(column) => {
            let name = column.name();
            say(
                language,
                format!("nothing, since {name} is not true"),
                format!("laisser la cellule vide, puisque {name} n’est pas vrai"),
            )
        }
    }
}

pub fn not_utf8(language: Language, cell: &str) -> String {
    let cell = quoted(language, cell);
    say(
        language,
        format!("{cell} is not UTF-8, expected a file saved as “CSV UTF-8”"),
        format!("{cell} n’est pas en UTF-8, il faut un fichier enregistré en «\u{a0}CSV UTF-8\u{a0}»"),
    )
}

pub fn ragged(language: Language, cells: usize, expected: usize, first: u64, last: u64) -> String {
    let noun = plural(language, cells as u64, say(language, "cell", "cellule"), say(language, "cells", "cellules"));
    let until = say(
        language,
        format!(" (the row goes on to line {last}: is a quotation mark left open?)"),
        format!(" (cette ligne du tableau va jusqu’à la ligne {last} du fichier\u{a0}: un guillemet est-il resté ouvert?)"),
    );
    let until = if last > first { until } else { String::new() };
    let as_in = say(
        language,
        format!("expected {expected} as in the first line"),
        format!("il en faut {expected}, comme dans la première ligne"),
    );
    format!("{cells} {noun}, {as_in}{until}")
}

pub fn in_nameless_column(language: Language, cell: &str, place: usize) -> String {
    let cell = quoted(language, cell);
    say(
        language,
        format!("{cell} stands in column {place}, which has no name in the first line"),
        format!("{cell} se trouve dans la colonne {place}, qui n’a pas de nom dans la première ligne"),
    )
}

pub fn header_not_utf8(language: Language) -> String {
    say(
        language,
        "line 1: not UTF-8, expected the names of the columns in a file saved as “CSV UTF-8”",
        "ligne 1\u{a0}: le texte n’est pas en UTF-8, il faut les noms des colonnes dans un fichier enregistré en «\u{a0}CSV \
         UTF-8\u{a0}»",
    )
    .to_owned()
}

pub fn missing_columns(language: Language, columns: &[Column]) -> String {
    let names = columns.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ");
    let count = columns.len() as u64;
    let noun = plural(language, count, say(language, "column is", "la colonne"), say(language, "columns are", "les colonnes"));
    say(
        language,
        format!("line 1: the {noun} missing: {names}; a value that is the same for all clients may be given by --set"),
        format!("ligne 1\u{a0}: il manque {noun} {names}; une valeur commune à tous les clients peut être donnée par --set"),
    )
}

pub fn unknown_column(language: Language, name: &str, place: usize) -> String {
    let name = quoted(language, name);
    say(
        language,
        format!(
            "line 1: the column {place}, {name}, is unknown; leave it out with --ignore if it is not one of those that --help lists"
        ),
        format!(
            "ligne 1\u{a0}: la colonne {place}, {name}, est inconnue; ignorez-la par --ignore si elle n’est pas l’une de celles que \
             donne --help"
        ),
    )
}

pub fn column_twice(language: Language, column: Column, first: usize, second: usize) -> String {
    let name = column.name();
    say(
        language,
        format!("line 1: the column {name} is there twice, at {first} and {second}"),
        format!("ligne 1\u{a0}: la colonne {name} y est deux fois, en {first} et en {second}"),
    )
}

pub fn column_set_and_there(language: Language, column: Column) -> String {
    wrong_set(language, column, say(language, "the file has this column", "le fichier a déjà cette colonne"))
}

pub fn set_twice(language: Language, column: Column) -> String {
    wrong_set(language, column, say(language, "given twice", "donné deux fois"))
}

pub fn wrong_set(language: Language, column: Column, what: &str) -> String {
    format!("--set {}{} {what}", column.name(), colon(language))
}

pub fn nothing_to_ignore(language: Language, name: &str) -> String {
    let what = say(language, "the file has no such column", "le fichier n’a pas de telle colonne");
    format!("--ignore {}{} {what}", quoted(language, name), colon(language))
}

pub fn rows_not_read(language: Language, count: usize) -> String {
    let (one, many) = say(
        language,
        ("row was not read, and the report is about the rest", "rows were not read, and the report is about the rest"),
        (
            "ligne n’a pas été lue, et le rapport porte sur les autres",
            "lignes n’ont pas été lues, et le rapport porte sur les autres",
        ),
    );
    format!("{count} {}", plural(language, count as u64, one, many))
}

/// What a column says, for `--help`.
#[allow(clippy::too_many_lines, reason = "a table, a row for each column")]
pub fn column(language: Language, column: Column) -> &'static str {
    let (english, french) = match column {
        Column::Client => ("the client's name", "le nom du client"),
        Column::Plan => (
            "easy_start, essentials, plus, advanced, ledger or self_employed",
            "easy_start, essentials, plus, advanced, ledger ou self_employed",
        ),
        Column::Payer => ("who pays for the plan: firm or client", "qui paie l’abonnement\u{a0}: firm (le cabinet) ou client"),
        Column::PayrollTier => {
            ("core, premium or elite; empty: no payroll", "core, premium ou elite; vide\u{a0}: pas de QuickBooks Paie")
        }
        Column::PayrollPayer => {
            ("who pays for payroll; empty where there is none", "qui paie QuickBooks Paie; vide s’il n’y en a pas")
        }
        Column::TimeTier => ("premium or elite; empty: no time add-on", "premium ou elite; vide\u{a0}: pas de QuickBooks Time"),
        Column::TimePayer => {
            ("who pays for the time add-on; empty where there is none", "qui paie QuickBooks Time; vide s’il n’y en a pas")
        }
        Column::AuthorisedBy => (
            "who asks for changes: firm, client or firm;client; empty: nobody",
            "qui demande\u{a0}: firm, client ou firm;client; vide\u{a0}: personne",
        ),
        Column::FirmBillingCurrent => {
            ("the firm's own billing details are up to date", "les renseignements sur la facturation du cabinet sont à jour")
        }
        Column::FirmSubscriptionCurrent => {
            ("the firm's own subscription details are up to date", "les renseignements sur l’abonnement du cabinet sont à jour")
        }
        Column::ManagesBilling => (
            "the user at the firm making the change has access to “Subscriptions and billing”",
            "l’utilisateur du cabinet qui effectue la modification a accès à «\u{a0}Abonnements et facturation\u{a0}»",
        ),
        Column::IsAccountantUser => (
            "the firm is an accountant user of the client's company",
            "le cabinet est utilisateur comptable de l’entreprise du client",
        ),
        Column::Status => (
            "pending, trial, active, cancelling, restricted, suspended, expired or cancelled",
            "pending, trial, active, cancelling, restricted, suspended, expired ou cancelled",
        ),
        Column::ClientBillingCurrent => {
            ("the client's own payment details are up to date", "les renseignements de paiement du client sont à jour")
        }
        Column::BillingCycle => ("monthly or annual", "monthly ou annual"),
        Column::DaysToRenewal => {
            ("days until the annual renewal; empty: there is none", "jours jusqu’au renouvellement annuel; vide\u{a0}: aucun")
        }
        Column::PrimaryAdmin => (
            "who is the primary admin: client, firm or other",
            "qui est l’administrateur principal\u{a0}: client, firm ou other (autre)",
        ),
        Column::Confirmed => (
            "the client has confirmed a downgrade; empty: it has not",
            "le client a confirmé le passage à un niveau inférieur; vide\u{a0}: non",
        ),
        Column::AcceptedLosses => (
            "features whose loss was accepted with it; empty: none",
            "fonctions qu’il a alors accepté de perdre; vide\u{a0}: aucune",
        ),
        Column::TransferPermissionHours => (
            "hours since a transfer to the firm was permitted; empty: it was not",
            "heures depuis l’autorisation de transfert au cabinet; vide\u{a0}: aucune",
        ),
        Column::DaysSinceDiscount => (
            "days since a firm's discount last paid for it; empty: none did",
            "jours depuis la fin du rabais d’un cabinet; vide\u{a0}: aucun",
        ),
        Column::HoursSinceDowngrade => (
            "hours since the last downgrade; empty: there was none",
            "heures depuis le dernier passage à un niveau inférieur; vide\u{a0}: aucun",
        ),
        Column::DowngradeOffered => {
            ("the vendor's menu shows the downgrade", "le menu d’Intuit offre le passage à un niveau inférieur")
        }
        Column::AddressesMatch => (
            "no wrong address stands at the client's company or the firm's",
            "aucune adresse n’est erronée, ni chez le client ni au cabinet",
        ),
        Column::OtherBillingSystem => (
            "a service in the client's company is billed by another system",
            "un service de l’entreprise relève d’un autre système de facturation",
        ),
        Column::SameRegion => {
            ("client and firm use the same country edition", "le client et le cabinet utilisent l’édition du même pays")
        }
        Column::BillableUsers => (
            "admin, standard and custom users, active and invited",
            "administrateurs, standards et personnalisés, actifs et invités",
        ),
        Column::AccountantUsers => ("accountant users of the firm", "utilisateurs comptables du cabinet"),
        Column::ReportsOnlyUsers => ("reports-only users", "utilisateurs de rapports seulement"),
        Column::TimeOnlyUsers => ("time-only users", "utilisateurs du suivi des heures travaillées seulement"),
        Column::Accounts => ("active accounts in the chart of accounts", "comptes actifs du plan comptable"),
        Column::ClassesAndLocations => {
            ("active classes and locations, counted together", "classes et lieux actifs, comptés ensemble")
        }
        Column::CustomFields => {
            ("custom fields, the most on any one form", "champs personnalisés, au plus sur un même formulaire")
        }
        Column::Features => (
            "features in use, separated by semicolons; empty: none",
            "fonctions utilisées, séparées par des points-virgules; vide\u{a0}: aucune",
        ),
    };
    say(language, english, french)
}
