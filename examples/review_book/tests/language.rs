//! The report in French: what it says, that nothing of it is left in English, and its typography. And how the language is chosen.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use expect_test::expect_file;
use roxmltree::{Document, Node, ParsingOptions};

use super::report::small;
use super::run::{But, SHIPPED, book, code, command, json, review, review_by, stderr, stdout};

/// What is said of a file in this language and form.
fn said(language: &str, format: &str, more: &[&str], file: impl AsRef<[u8]>) -> String {
    let output = review(&[&["--lang", language, "--format", format], more].concat(), file);
    assert!(code(&output) < 2, "{}", stderr(&output));
    stdout(&output).to_owned()
}

#[test]
fn as_a_table_in_french() {
    expect_file!["table.fr.txt"].assert_eq(&said("fr", "table", &["--width", "130"], small()));
}

#[test]
fn as_csv_in_french() {
    expect_file!["report.fr.csv"].assert_eq(&said("fr", "csv", &[], small()).replace('\u{feff}', "").replace("\r\n", "\n"));
}

#[test]
fn as_a_page_in_french() {
    let page = said("fr-CA", "html", &[], small());
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fr-CA\">\n"));
    assert!(page.contains("\n<title>Revue des abonnements</title>\n"));
    let (_, body) = page.split_once("</head>\n").unwrap();
    let (beginning, _) = body.split_once("<section id=\"limits\">").unwrap();
    expect_file!["page.fr.html"].assert_eq(beginning);
}

#[test]
fn json_has_no_language() {
    assert_eq!(json(&["--lang", "fr"], small()), json(&["--lang", "en"], small()));
}

#[test]
fn without_a_language_the_report_is_in_that_of_the_locale() {
    let title = |locale: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command();
        for variable in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(variable);
        }
        command.envs(locale.iter().copied());
        let output = review_by(command, arguments, book(&[]));
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        stdout(&output).split(',').next().unwrap().to_owned()
    };
    let (english, french) = ("Subscription review", "Revue des abonnements");
    for (locale, expected) in [
        (&[][..], english),
        (&[("LANG", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_FR.UTF-8")], french),
        (&[("LANG", "en_CA.UTF-8")], english),
        (&[("LANG", "de_DE.UTF-8")], english),
        (&[("LANG", "en_CA.UTF-8"), ("LC_ALL", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_ALL", "C")], english),
    ] {
        assert_eq!(title(locale, &[]), expected, "{locale:?}");
    }
    assert_eq!(title(&[("LC_ALL", "fr_CA.UTF-8")], &["--lang", "en"]), english);
    assert_eq!(title(&[("LC_ALL", "en_CA.UTF-8")], &["--lang", "fr"]), french);
}

#[test]
fn an_unknown_language_is_an_error_that_lists_the_known_ones() {
    let output = review(&["--lang", "de"], book(&[]));
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("expected en-CA, fr-CA, en-US, en or fr"), "{}", stderr(&output));
}

/// What is said on standard error of a file in which everything is wrong.
fn told(language: &str) -> String {
    let rows = book(&[
        &[("client", ""), ("plan", "x"), ("payer", "vendor"), ("confirmed", "peut-être"), ("accounts", "1 000")],
        &[("authorised_by", "firm;x"), ("confirmed", "true"), ("accepted_losses", "bills;bills"), ("time_payer", "firm")],
        &[("accepted_losses", "bills")],
        &[],
    ]);
    let mut rows = String::from_utf8(rows).unwrap();
    // A row that is too short and goes on to the next line, one with a cell too many below no name, and one that is no text.
    rows.push_str("a,\"b\nc");
    let mut file = rows.replacen("features\n", "features,\n", 1).replace(";projects\n", ";projects,x\n").into_bytes();
    file.splice(0..0, *b"\xef\xbb\xbf");
    let mut told = stderr(&review(&["--lang", language], &file)).to_owned();
    let first = [
        (
            &b"client,plan,plan,colour,payer\nA,plus,plus,red,firm\n"[..],
            &["--ignore", "notes", "--set", "status=active", "--set", "status=trial"][..],
        ),
        (b"client,\xe9tat\n", &[]),
        (b"plan\n", &["--set", "plan=plus"]),
        (&book(&[]), &["--set", "plan=plus"]),
        (&super::run::without(&["payer"], &[]), &["--set", "payer=x"]),
        (&super::run::without(&["payer"], &[]), &[]),
        (b"", &["--set", "x=y"]),
        (b"", &["--set", "x"]),
        (b"", &["--format", "pdf"]),
        (b"", &["--near", "101"]),
        (&book(&[]), &["--output", "."]),
    ];
    for (file, arguments) in first {
        told.push_str(stderr(&review(&[&["--lang", language], arguments].concat(), file)));
    }
    let latin =
        book(&[&[("client", "Érablière")]]).iter().map(|&byte| if byte == 0xC3 { 0xFF } else { byte }).collect::<Vec<_>>();
    told.push_str(stderr(&review(&["--lang", language], latin)));
    told
}

#[test]
fn what_is_wrong_with_the_file_is_told_in_french() {
    expect_file!["told.fr.txt"].assert_eq(&told("fr"));
    expect_file!["told.txt"].assert_eq(&told("en"));
}

fn help(language: &str) -> String {
    let output = review(&["--lang", language, "--help"], "");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    stdout(&output).to_owned()
}

/// What a cell may hold, and words that are spelled the same.
const COMMON_IN_MESSAGES: [&str; 51] = [
    "arguments",
    "basic",
    "bill",
    "bills",
    "ca",
    "catalogue",
    "classes",
    "client",
    "clients",
    "codes",
    "colour",
    "csv",
    "cycle",
    "date",
    "démarrage",
    "easystart",
    "elite",
    "en",
    "excel",
    "firm",
    "format",
    "fr",
    "html",
    "id",
    "json",
    "mail",
    "menu",
    "messages",
    "notes",
    "options",
    "page",
    "pay",
    "pays",
    "pdf",
    "peut",
    "plus",
    "premium",
    "questions",
    "quickbooks",
    "rabli",
    "re",
    "service",
    "standard",
    "table",
    "terminal",
    "time",
    "us",
    "utf",
    "vendor",
    "version",
    "être",
];

#[test]
fn no_word_of_one_language_is_left_in_the_help_and_the_messages_of_the_other() {
    let words = |language| -> BTreeSet<String> {
        let text = format!("{}{}", help(language), told(language));
        // Options, names of columns and what a cell of them may hold.
        let is_name =
            |word: &str| word.starts_with("--") || word.contains('_') || super::run::FITS.iter().any(|(name, _)| *name == word);
        let words =
            text.split([' ', '\u{a0}', '\n', ',', ';', '`', '[', ']', '<', '>', '|', '=', '\'']).filter(|word| !is_name(word));
        let words = words.flat_map(|word| word.split(|c: char| !c.is_alphabetic()));
        words.map(str::to_lowercase).filter(|word| word.chars().count() > 1).collect()
    };
    let (english, french) = (words("en"), words("fr"));
    assert!(english.len() > 150 && french.len() > 150, "little is said");
    assert_eq!(english.intersection(&french).collect::<Vec<_>>(), COMMON_IN_MESSAGES);
}

/// The shipped book with clients that have no name of either language, and a row that cannot be read.
fn nameless() -> Vec<u8> {
    let shipped = std::fs::read(SHIPPED).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(shipped.as_slice());
    let mut records = reader.records().map(Result::unwrap);
    let header = records.next().unwrap();
    let client = header.iter().position(|column| column == "client").unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for record in records {
        writer.write_record(record.iter().enumerate().map(|(place, cell)| if place == client { "#" } else { cell })).unwrap();
    }
    writer.write_record(std::iter::repeat_n("x", header.len())).unwrap();
    writer.into_inner().unwrap()
}

/// What a person reads on a page, or is read from it.
fn texts_of_page(page: &str) -> Vec<String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(page, options).unwrap();
    let is_text = |node: &Node<'_, '_>| {
        node.is_text() && !node.ancestors().any(|ancestor| ["style", "script"].contains(&ancestor.tag_name().name()))
    };
    let texts = document.descendants().filter(is_text).filter_map(|node| node.text());
    let labels = document.descendants().filter_map(|node| node.attribute("data-label"));
    texts.chain(labels).map(|text| text.trim_matches('\n').to_owned()).filter(|text| !text.is_empty()).collect()
}

/// Where the plan allows no classes at all.
const NONE_ALLOWED: But<'static> =
    &[("client", "#"), ("plan", "essentials"), ("features", "bills"), ("classes_and_locations", "3")];

/// More than one of them.
const FEATURES_MISSING: But<'static> = &[("client", "#"), ("features", "bills;projects;workflows;custom_roles")];

#[test]
fn a_finding_is_a_label_with_what_is_found() {
    let findings = |language, rows: &[But<'_>]| -> Vec<String> {
        let sheet = said(language, "csv", &[], book(rows));
        let mut reader = csv::Reader::from_reader(sheet.trim_start_matches('\u{feff}').as_bytes());
        reader.records().map(|record| record.unwrap()[5].replace(NO_BREAK_SPACE, "~")).collect()
    };
    let one_missing: But<'_> = &[("features", "bills;projects;workflows")];
    let rows = [NONE_ALLOWED, FEATURES_MISSING, one_missing];
    assert_eq!(
        findings("en", &rows),
        [
            "Active classes and locations: 3, where the plan allows none (over the limit)",
            "In use and not in the plan: Custom roles, Workflows",
            "In use and not in the plan: Workflows",
        ]
    );
    assert_eq!(
        findings("fr", &rows),
        [
            "Classes et lieux actifs~: 3, alors que l’abonnement n’en permet aucun (limite dépassée)",
            "Fonctions utilisées que l’abonnement n’offre pas~: Rôles personnalisés, Flux de travail",
            "Fonction utilisée que l’abonnement n’offre pas~: Flux de travail",
        ]
    );
}

/// Everything that there is to say in a language, piece by piece, of every form.
fn everything(language: &str) -> &'static [String] {
    static ENGLISH: LazyLock<Vec<String>> = LazyLock::new(|| texts_in("en"));
    static FRENCH: LazyLock<Vec<String>> = LazyLock::new(|| texts_in("fr"));
    if language == "fr" { &FRENCH } else { &ENGLISH }
}

fn texts_in(language: &str) -> Vec<String> {
    let almost: But<'_> = &[("client", "#"), ("features", "bills"), ("billable_users", "4")];
    let unknown = b"client,plan,payer,time_tier,time_payer\n#,plus,firm,elite,client\n#,essentials,client,elite,firm\n".to_vec();
    let books: [(Vec<u8>, &[&str]); 5] = [
        (unknown, &["--firm", "#", "--as-of", "2026-11-01"]),
        (nameless(), &[]),
        (nameless(), &["--too-many", "2"]),
        (book(&[almost, NONE_ALLOWED, FEATURES_MISSING]), &["--too-many", "0"]),
        (book(&[]), &["--near", "0"]),
    ];
    let mut texts = Vec::new();
    for (file, arguments) in books {
        texts.extend(texts_of_page(&said(language, "html", arguments, &file)));
        let table = said(language, "table", &[arguments, &["--width", "140"]].concat(), &file);
        texts.extend(table.lines().map(|line| line.trim().to_owned()));
        let cards = said(language, "table", &[arguments, &["--width", "60"]].concat(), &file);
        texts.extend(cards.lines().map(|line| line.trim().to_owned()));
        // The questions of a mail are asked of whom little is known.
        let forms = if arguments.contains(&"--firm") { &["csv", "mail"][..] } else { &["csv"] };
        for form in forms {
            let sheet = said(language, form, arguments, &file);
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(sheet.trim_start_matches('\u{feff}').as_bytes());
            texts.extend(reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()));
        }
    }
    texts
}

/// Names, and words that are spelled the same.
const COMMON: [&str; 27] = [
    "actions",
    "article",
    "budgets",
    "ca",
    "catalogue",
    "classes",
    "client",
    "clients",
    "elite",
    "intuit",
    "invitations",
    "menu",
    "note",
    "obstacle",
    "on",
    "option",
    "page",
    "payer",
    "pays",
    "plus",
    "possible",
    "premium",
    "question",
    "questions",
    "quickbooks",
    "service",
    "time",
];

#[test]
fn no_word_of_one_language_is_left_in_the_other() {
    let words = |language| -> BTreeSet<String> {
        let texts = everything(language);
        assert!(texts.len() > 1000, "little is said");
        let split = |text: &String| text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect::<Vec<_>>();
        texts.iter().flat_map(split).filter(|word| word.chars().count() > 1).collect()
    };
    let (english, french) = (words("en"), words("fr"));
    let common: Vec<&str> = english.intersection(&french).map(String::as_str).collect();
    assert_eq!(common, COMMON);
}

#[test]
fn what_nobody_clears_is_told_with_what_can_be_done_instead_and_as_no_lost_cause() {
    for (language, reason, instead, lost) in [
        ("en", "billed by a different billing system", "Instead: Intuit can tell", ["No remedy", "Nobody can"]),
        (
            "fr",
            "relève d’un autre système de facturation",
            "Autre possibilité\u{a0}: Intuit peut",
            ["Sans solution", "Personne ne peut"],
        ),
    ] {
        let texts = everything(language).concat();
        assert!(texts.contains(reason) && texts.contains(instead), "{language}");
        assert!(!lost.iter().any(|lost| texts.contains(lost)), "{language}");
    }
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// As in the sentences of the library, but that facts in a cell of the sheet are separated by semicolons.
#[test]
fn french_has_its_own_quotes_and_spaces() {
    let everything = everything("fr");
    let messages = format!("{}{}", help("fr"), told("fr").replace("review_book: ", ""));
    let messages = messages
        .lines()
        .map(|line| line.replace(['?', '…'], "").trim_start().replace("firm;", "firm; ").replace("bills;", "bills; "));
    for text in everything.iter().cloned().chain(messages) {
        assert!(!text.contains(['\'', '"', '“', '”', '‘', '…', '!', '\u{202f}']), "{text}");
        let letters: Vec<char> = text.chars().collect();
        for (i, &letter) in letters.iter().enumerate() {
            let (before, after) = (i.checked_sub(1).map(|i| letters[i]), letters.get(i + 1).copied());
            match letter {
                ':' => {
                    assert_eq!(before, Some(NO_BREAK_SPACE), "{text}");
                    assert!(after.is_none_or(|after| after == ' '), "{text}");
                }
                ';' => assert!(before != Some(' ') && before != Some(NO_BREAK_SPACE) && after.is_none_or(|c| c == ' '), "{text}"),
                '?' => assert!(before.is_some_and(|before| before == '»' || before.is_alphanumeric()), "{text}"),
                '«' => assert_eq!(after, Some(NO_BREAK_SPACE), "{text}"),
                '»' | '%' => assert_eq!(before, Some(NO_BREAK_SPACE), "{text}"),
                '’' => assert!(before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic), "{text}"),
                _ => {}
            }
        }
        for contracted in [" de le ", " de les ", " à le ", " à les "] {
            assert!(!text.contains(contracted), "{text}");
        }
    }
}

#[test]
fn english_has_ascii_quotes_and_no_space_before_a_colon() {
    for text in everything("en") {
        assert!(!text.contains(['’', '‘', '“', '”', '«', '»', NO_BREAK_SPACE]) && !text.contains(" :"), "{text}");
        // The spelling of Canada.
        assert!(!["authoris", "canceled"].iter().any(|elsewhere| text.contains(elsewhere)), "{text}");
    }
}

#[test]
fn none_and_one_are_singular_in_french_and_one_alone_in_english() {
    let counts = |language| {
        [0, 1, 2].map(|count| {
            let moving: But<'_> = &[("features", "bills")];
            let table = said(language, "table", &[], book(&vec![moving; count]));
            let lines: Vec<&str> = table.lines().skip(1).take(2).map(str::trim).collect();
            let could = lines[1].split([':', NO_BREAK_SPACE]).next().unwrap();
            [lines[0].to_owned(), could.to_owned()]
        })
    };
    assert_eq!(
        counts("en"),
        [["0 clients", "0 could move down"], ["1 client", "1 could move down"], ["2 clients", "2 could move down"]]
    );
    let down = "passer à un niveau inférieur";
    assert_eq!(
        counts("fr"),
        [
            ["0 client".to_owned(), format!("0 pourrait {down}")],
            ["1 client".to_owned(), format!("1 pourrait {down}")],
            ["2 clients".to_owned(), format!("2 pourraient {down}")],
        ]
    );
}

#[test]
fn thousands_are_grouped_as_the_language_does() {
    let many: But<'_> = &[("accounts", "1234567")];
    let file = book(&vec![many; 1000]);
    for (language, clients, accounts) in [
        ("en", "1,000 clients", "Active accounts: 1,234,567 of 250 (over the limit)"),
        ("fr", "1\u{a0}000 clients", "Comptes actifs\u{a0}: 1\u{a0}234\u{a0}567 sur 250 (limite dépassée)"),
    ] {
        let table = said(language, "table", &["--width", "200"], &file);
        assert!(table.lines().any(|line| line.trim() == clients), "{table}");
        let sheet = said(language, "csv", &[], &file);
        assert!(sheet.replace('"', "").contains(accounts), "{sheet}");
        let page = said(language, "html", &[], &file);
        let (number, _) = clients.split_once(' ').unwrap();
        assert!(page.contains(&format!("<li><b>{number}</b> <span>clients</span></li>")));
        assert!(page.contains(&format!("\">{number}</text></g>")) && page.contains(&format!("<td>{number}</td>")));
        // The line is a name of the row, and no count.
        assert!(page.contains(" data-order=\"1001\">1001</td>"));
    }
}
