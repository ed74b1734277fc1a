//! Every word about the file that is read: what its columns say, and what is wrong with it. Values are named in the reader's
//! language.

use shared::arguments;
use shared::language::{colon, counted, one_of, plural, say};
use shared::terminal::Plain;
use subscription_change::Language;

use crate::book::Problem;
use crate::columns::{Column, Wrong};
use crate::rows::Rows;

pub fn problem(language: Language, problem: &Problem) -> String {
    let Problem { line, column, cell, what } = problem;
    let (the_cell, the_line) = (say(language, "cell", "cellule"), say(language, "line", "ligne"));
    let (the_column, colon) = (say(language, "column", "colonne"), colon(language));
    match (column, cell) {
        (Some(column), Some(cell)) => format!("{the_cell} {cell}, {the_column} {}{colon} {what}", headed(language, *column)),
        (Some(column), None) => format!("{the_line} {line}, {the_column} {}{colon} {what}", headed(language, *column)),
        (None, _) => format!("{the_line} {line}{colon} {what}"),
    }
}

/// A doubt, in spite of which the row is read.
pub fn doubt(language: Language, problem: &Problem) -> String {
    let Problem { line, what, .. } = problem;
    let warning = say(language, format!("warning: line {line}"), format!("avertissement\u{a0}: ligne {line}"));
    format!("{warning}{} {what}", colon(language))
}

/// A column by its label, between quotation marks.
fn headed(language: Language, column: Column) -> String {
    quoted(language, column.label(language))
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

pub fn wrong_cell(language: Language, cell: &str, wrong: &Wrong<'_>) -> String {
    let cell = if cell.is_empty() { say(language, "empty", "vide").to_owned() } else { quoted(language, cell) };
    if let Wrong::SpreadsheetError = wrong {
        let what = say(
            language,
            "a spreadsheet error, expected the value or nothing",
            "une erreur du tableur, il faut la valeur ou rien",
        );
        return format!("{cell}, {what}");
    }
    format!("{cell}, {}", arguments::expected(&expected(language, wrong), language))
}

fn nearest(language: Language, nearest: Option<&str>) -> String {
    let said = |nearest| say(language, "; the nearest is ", "; le plus proche est ").to_owned() + nearest;
    nearest.map(said).unwrap_or_default()
}

fn expected(language: Language, wrong: &Wrong<'_>) -> String {
    match wrong {
        Wrong::Name => say(language, "a name", "un nom").to_owned(),
        Wrong::OneOf { labels, nearest } => one_of(language, labels) + &self::nearest(language, *nearest),
        Wrong::SomeOf { part, labels, nearest } => {
            let (part, labels) = (quoted(language, part), labels.join(", "));
            let listed = say(
                language,
                format!("names separated by semicolons, and {part} is none of {labels}"),
                format!("des noms séparés par des points-virgules, et {part} n’est aucun de ceux-ci\u{a0}: {labels}"),
            );
            listed + &self::nearest(language, *nearest)
        }
        Wrong::Once { part } => {
            let part = quoted(language, part);
            say(
                language,
                format!("different names, and {part} is named twice"),
                format!("des noms différents, et {part} y est deux fois"),
            )
        }
        Wrong::Count => {
            let most = u32::MAX;
            say(language, format!("a whole number from 0 to {most}"), format!("un nombre entier de 0 à {most}"))
        }
        Wrong::YesOrNo => {
            let [yes, no] =
                say(language, ["yes (y, true, 1, x)", "no (n, false, 0)"], ["oui (o, vrai, 1, x)", "non (n, faux, 0)"]);
            one_of(language, &[yes, no])
        }
        Wrong::NothingSinceNone(column) => {
            let name = headed(language, *column);
            say(
                language,
                format!("nothing, since {name} says that there is none"),
                format!("laisser la cellule vide, puisqu’il n’y en a pas selon {name}"),
            )
        }
        Wrong::NothingSinceNotYes(column) => {
            let name = headed(language, *column);
            say(
                language,
                format!("nothing, since {name} is not yes"),
                format!("laisser la cellule vide, puisque {name} n’est pas oui"),
            )
        }
        Wrong::SpreadsheetError => String::new(),
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

pub fn ragged(language: Language, cells: usize, expected: usize) -> String {
    let noun = plural(language, cells as u64, say(language, "cell", "cellule"), say(language, "cells", "cellules"));
    let as_in = say(
        language,
        format!("expected {expected} as in the first line"),
        format!("il en faut {expected}, comme dans la première ligne"),
    );
    format!("{}, {as_in}", counted(language, cells, noun))
}

/// That a quotation mark is open up to the last line; the lines are read without it.
pub fn left_open(language: Language, last: u64) -> String {
    say(
        language,
        format!("a quotation mark is left open, up to line {last}; the lines after this one are read without it"),
        format!("un guillemet est resté ouvert, jusqu’à la ligne {last}; les lignes qui suivent celle-ci sont lues sans lui"),
    )
}

pub fn twice(language: Language, name: &str, before: u64, is_same: bool) -> String {
    let name = quoted(language, name);
    let facts = if is_same {
        say(language, "with the same facts", "avec les mêmes données")
    } else {
        say(language, "with other facts", "avec d’autres données")
    };
    say(
        language,
        format!("{name} is on line {before} too, {facts}; both are reviewed"),
        format!("{name} est aussi à la ligne {before}, {facts}; les deux sont passées en revue"),
    )
}

pub fn in_nameless_column(language: Language, cell: &str, place: usize) -> String {
    let cell = quoted(language, cell);
    say(
        language,
        format!("{cell} is in column {place}, which has no name in the first line"),
        format!("{cell} se trouve dans la colonne {place}, qui n’a pas de nom dans la première ligne"),
    )
}

/// What is wrong with the line of the headings.
fn of_head(language: Language, first: u64, what: &str) -> String {
    format!("{} {first}{} {what}", say(language, "line", "ligne"), colon(language))
}

pub fn header_not_utf8(language: Language, first: u64) -> String {
    let what = say(
        language,
        "not UTF-8, expected the names of the columns in a file saved as “CSV UTF-8”",
        "le texte n’est pas en UTF-8, il faut les noms des colonnes dans un fichier enregistré en «\u{a0}CSV UTF-8\u{a0}»",
    );
    of_head(language, first, what)
}

pub fn headings_below(language: Language, first: u64, line: u64) -> String {
    let what = say(
        language,
        format!("expected the names of the columns, which are on line {line}; delete what is above them"),
        format!("il faut les noms des colonnes, qui sont à la ligne {line}; supprimez ce qui est au-dessus"),
    );
    of_head(language, first, &what)
}

pub fn missing_columns(language: Language, first: u64, columns: &[Column]) -> String {
    let names = columns.iter().map(|column| headed(language, *column)).collect::<Vec<_>>().join(", ");
    let count = columns.len() as u64;
    let noun = plural(language, count, say(language, "column is", "la colonne"), say(language, "columns are", "les colonnes"));
    let what = say(
        language,
        format!("the {noun} missing: {names}; a value that is the same for all clients may be given by --set"),
        format!("il manque {noun} {names}; une valeur commune à tous les clients peut être donnée par --set"),
    );
    of_head(language, first, &what)
}

pub fn unknown_column(language: Language, first: u64, name: &str, place: usize) -> String {
    let (nearest, name) = (Column::nearest(name, language), quoted(language, name));
    let nearest = quoted(language, nearest);
    let what = say(
        language,
        format!("column {place}, {name}, is unknown; the nearest is {nearest}, --ignore leaves it out and --help lists them"),
        format!(
            "la colonne {place}, {name}, est inconnue; la plus proche est {nearest}, --ignore permet de ne pas la lire et --help \
             donne la liste"
        ),
    );
    of_head(language, first, &what)
}

pub fn column_twice(language: Language, line: u64, column: Column, first: usize, second: usize) -> String {
    let name = headed(language, column);
    let what = say(
        language,
        format!("the column {name} is there twice, at {first} and {second}"),
        format!("la colonne {name} y est deux fois, en {first} et en {second}"),
    );
    of_head(language, line, &what)
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
    let what = say(language, "the file has no such column", "le fichier n’a pas cette colonne");
    format!("--ignore {}{} {what}", quoted(language, name), colon(language))
}

// About workbooks.

/// A workbook in this format is not read in any build.
pub fn other_workbook(language: Language, format: &str) -> String {
    let csv = say(language, "a file saved as “CSV UTF-8”", "un fichier enregistré en «\u{a0}CSV UTF-8\u{a0}»");
    let xlsx = if cfg!(feature = "excel") {
        say(language, "a workbook saved as .xlsx or ", "un classeur enregistré en .xlsx ou ")
    } else {
        ""
    };
    say(
        language,
        format!("a workbook in the format {format}, which is not read; expected {xlsx}{csv}"),
        format!("un classeur au format {format}, qui n’est pas lu; il faut {xlsx}{csv}"),
    )
}

pub fn no_sheets(language: Language) -> String {
    let what =
        say(language, "the file is not a workbook and has no sheets", "le fichier n’est pas un classeur et n’a pas de feuilles");
    format!("--sheet{} {what}", colon(language))
}

#[cfg(not(feature = "excel"))]
pub fn built_without_excel(language: Language) -> String {
    say(
        language,
        "an Excel workbook, which is read if the program is built with --features excel; expected a file saved as “CSV UTF-8”",
        "un classeur Excel, qui n’est lu que si le programme est compilé avec --features excel; il faut un fichier enregistré en \
         «\u{a0}CSV UTF-8\u{a0}»",
    )
    .to_owned()
}

#[cfg(feature = "excel")]
pub mod excel {
    use shared::language::{colon, say};
    use shared::terminal::Plain;
    use subscription_change::Language;

    pub fn unreadable(language: Language, why: &str) -> String {
        let what = say(language, "the workbook cannot be read", "le classeur ne peut pas être lu");
        format!("{what}{} {}", colon(language), Plain(why))
    }

    pub fn no_such_sheet(language: Language, name: &str, names: &[String]) -> String {
        let names: Vec<String> = names.iter().map(|name| super::quoted(language, name)).collect();
        let (name, names) = (super::quoted(language, name), names.join(", "));
        say(
            language,
            format!("--sheet: the workbook has no sheet {name}, but {names}"),
            format!("--sheet\u{a0}: le classeur n’a pas de feuille {name}; il contient {names}"),
        )
    }

    pub fn date(language: Language) -> String {
        say(language, "a date, expected text or a number", "une date, il faut du texte ou un nombre").to_owned()
    }

    pub fn no_value(language: Language) -> String {
        let what = say(
            language,
            "a formula without a value, expected a workbook that a spreadsheet has saved",
            "une formule sans valeur, il faut un classeur enregistré par un tableur",
        );
        what.to_owned()
    }

    pub fn merged(language: Language, with: &str) -> String {
        say(
            language,
            format!("merged with {with}, expected a cell of its own"),
            format!("fusionnée avec {with}, il faut une cellule distincte"),
        )
    }
}

// What --explain says.

/// How the file is read.
pub fn explained(language: Language, rows: &Rows) -> String {
    let between = match rows.delimiter {
        b',' => say(language, "commas", "des virgules"),
        b';' => say(language, "semicolons", "des points-virgules"),
        b'\t' => say(language, "tabs", "des tabulations"),
        _ => say(language, "what its first line says", "le séparateur qu’indique la première ligne"),
    };
    let (count, first) = (rows.rest.len(), rows.first);
    let rows_after = plural(language, count as u64, say(language, "row", "ligne"), say(language, "rows", "lignes"));
    let cells = say(language, format!("cells separated by {between}"), format!("cellules séparées par {between}"));
    let cells = if rows.is_sheet { String::new() } else { format!(", {cells}") };
    say(
        language,
        format!("The headings are on line {first}{cells}; {count} {rows_after} after it."),
        format!("Les titres des colonnes sont à la ligne {first}{cells}; {count}\u{a0}{rows_after} ensuite."),
    )
}

pub fn read_as(language: Language, column: Column) -> String {
    format!("{} ({}){} {}", column.label(language), column.name(), colon(language), self::column(language, column))
}

pub fn without_heading(language: Language) -> &'static str {
    say(language, "no heading; its cells have to be empty", "sans titre; doit rester vide")
}

pub fn not_read(language: Language) -> &'static str {
    say(language, "not read, by --ignore", "non lue, selon --ignore")
}

pub fn not_known(language: Language, heading: &str) -> String {
    let nearest = quoted(language, Column::nearest(heading, language));
    say(
        language,
        format!("unknown; the nearest is {nearest}, and --ignore leaves it out"),
        format!("inconnue; la plus proche est {nearest}, et --ignore permet de ne pas la lire"),
    )
}

pub fn set_for_all(language: Language, column: Column, value: &str) -> String {
    let (name, value) = (headed(language, column), quoted(language, value));
    say(language, format!("{name} is {value} for all, by --set"), format!("{name} est {value} pour tous, selon --set"))
}

pub fn left_out(language: Language, labels: &[&str]) -> String {
    let labels = labels.join(", ");
    say(
        language,
        format!("Not in the file, so unknown, or an add-on that is not held: {labels}"),
        format!("Colonnes absentes du fichier (données inconnues, ou aucun module complémentaire)\u{a0}: {labels}"),
    )
}

pub fn rows_not_read(language: Language, count: usize) -> String {
    let (one, many) = say(
        language,
        ("row was not read, and the report covers the rest", "rows were not read, and the report covers the rest"),
        (
            "ligne n’a pas été lue, et le rapport porte sur les autres",
            "lignes n’ont pas été lues, et le rapport porte sur les autres",
        ),
    );
    counted(language, count, plural(language, count as u64, one, many))
}

/// What a column says, for `--help`.
#[allow(clippy::too_many_lines, reason = "a table, a row for each column")]
pub fn column(language: Language, column: Column) -> &'static str {
    let (english, french) = match column {
        Column::Client => ("the client's name", "le nom du client"),
        Column::Plan => (
            "EasyStart, Essentials, Plus, Advanced, Ledger or Self-Employed",
            "Démarrage, Standard, Plus, Avancé, Grand livre ou Travailleur autonome",
        ),
        Column::Payer => ("who pays for the plan: firm or client", "qui paie l’abonnement\u{a0}: cabinet ou client"),
        Column::PayrollTier => {
            ("Core, Premium or Elite; empty: no payroll", "Paie de base, Premium ou Élite; vide\u{a0}: pas de QuickBooks Paie")
        }
        Column::PayrollPayer => {
            ("who pays for payroll; empty where there is none", "qui paie QuickBooks Paie; vide s’il n’y en a pas")
        }
        Column::TimeTier => ("Premium or Elite; empty: no time add-on", "Premium ou Elite; vide\u{a0}: pas de QuickBooks Time"),
        Column::TimePayer => {
            ("who pays for the time add-on; empty where there is none", "qui paie QuickBooks Time; vide s’il n’y en a pas")
        }
        Column::BillPayTier => {
            ("Basic, Premium or Elite; empty: no bill pay", "Basic, Premium ou Elite; vide\u{a0}: pas de QuickBooks Bill Pay")
        }
        Column::BillPayPayer => {
            ("who pays for bill pay; empty where there is none", "qui paie QuickBooks Bill Pay; vide s’il n’y en a pas")
        }
        Column::AuthorisedBy => (
            "who asks for changes: firm, client, firm;client or none",
            "qui demande les modifications\u{a0}: cabinet, client, les deux ou aucun",
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
            "en attente, à l’essai, actif, annulé mais encore en vigueur, restreint, suspendu, expiré ou annulé",
        ),
        Column::ClientBillingCurrent => {
            ("the client's own payment details are up to date", "les renseignements de paiement du client sont à jour")
        }
        Column::BillingCycle => ("monthly or annual", "mensuel ou annuel"),
        Column::DaysToRenewal => ("days until the annual renewal, or none", "jours jusqu’au renouvellement annuel, ou aucun"),
        Column::PrimaryAdmin => (
            "who is the primary admin: client, firm or other",
            "qui est l’administrateur principal\u{a0}: client, cabinet ou autre",
        ),
        Column::Confirmed => ("the client has confirmed a downgrade", "le client a confirmé le passage à un niveau inférieur"),
        Column::AcceptedLosses => {
            ("features whose loss was accepted with it, or none", "fonctions qu’il a alors accepté de perdre, ou aucune")
        }
        Column::TransferPermissionHours => (
            "hours since a transfer to the firm was permitted, or never",
            "heures depuis l’autorisation de transfert au cabinet, ou jamais",
        ),
        Column::DaysSinceDiscount => {
            ("days since a firm's discount last applied, or never", "jours depuis la fin du rabais d’un cabinet, ou jamais")
        }
        Column::HoursSinceDowngrade => {
            ("hours since the last downgrade, or never", "heures depuis le dernier passage à un niveau inférieur, ou jamais")
        }
        Column::DowngradeOffered => {
            ("the vendor's menu shows the downgrade", "le menu d’Intuit offre le passage à un niveau inférieur")
        }
        Column::AddressesMatch => (
            "the addresses of both the client's company and the firm are correct",
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
            "administrateurs, utilisateurs standard et personnalisés, actifs ou invités",
        ),
        Column::AccountantUsers => ("accountant users of the firm", "utilisateurs comptables du cabinet"),
        Column::ReportsOnlyUsers => ("reports-only users", "utilisateurs de rapports seulement"),
        Column::TimeOnlyUsers => ("time-only users", "utilisateurs du suivi des heures travaillées seulement"),
        Column::Accounts => ("active accounts in the chart of accounts", "comptes actifs du plan comptable"),
        Column::ClassesAndLocations => {
            ("active classes and locations, counted together", "classes et lieux actifs, comptés ensemble")
        }
        Column::CustomFields => {
            ("custom fields, the most on any one form", "champs personnalisés du formulaire qui en compte le plus")
        }
        Column::Features => (
            "features in use, separated by semicolons, or none",
            "fonctions utilisées, séparées par des points-virgules, ou aucune",
        ),
    };
    say(language, english, french)
}
