//! What a person reads: in the language of `--lang`, and harmless to the terminal.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::decide::{INVENTED_EDITION, code, decide, request, stderr};

fn stdout(output: &std::process::Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn help(language: &str) -> String {
    let output = decide(&["--lang", language, "--help"], "");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    stdout(&output).to_owned()
}

/// What is said on standard error of arguments that are unusable in every way there is.
fn refused(language: &str) -> Vec<String> {
    let english = std::env::temp_dir().join(format!("decide-no-catalogue-{language}-{}.json", std::process::id()));
    std::fs::write(&english, "{").unwrap();
    let said = [
        &["--txt"][..],
        &["--text=1"],
        &["a", "b"],
        &["--reader", "firm"],
        &["--text", "--reader", "you"],
        &["--text", "--text"],
        &["--catalogue"],
        &["--catalogue", "no/such/file"],
        &["--catalogue", "."],
        &["--catalogue", english.to_str().unwrap()],
        &["no/such/file"],
        &["."],
        &["/dev/null/file"],
    ]
    .map(|arguments| {
        let output = decide(&[&["--lang", language], arguments].concat(), "");
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{arguments:?}");
        stderr(&output).replace(english.to_str().unwrap(), "FILE")
    });
    std::fs::remove_file(&english).unwrap();
    said.to_vec()
}

#[test]
fn whatever_is_wrong_with_the_arguments_is_said_in_french() {
    let more = "\npour plus de renseignements, essayez --help";
    let catalogues = "il faut CA-2022-09-08, CA-2025-06-02 ou US-2026-09-30, ou un fichier contenant un catalogue, et ce fichier ne peut pas être lu";
    let expected = [
        format!("argument inattendu\u{a0}: «\u{a0}--txt\u{a0}»; vouliez-vous dire «\u{a0}--text\u{a0}»?{more}"),
        format!("«\u{a0}--text\u{a0}» ne prend pas de valeur{more}"),
        format!("argument inattendu\u{a0}: «\u{a0}b\u{a0}»{more}"),
        format!("il manque «\u{a0}--text\u{a0}»{more}"),
        format!(
            "valeur non valide «\u{a0}you\u{a0}» pour «\u{a0}--reader <LECTEUR>\u{a0}»\u{a0}: il faut firm, client ou other{more}"
        ),
        format!("«\u{a0}--text\u{a0}» est donné deux fois{more}"),
        format!("il manque une valeur à «\u{a0}--catalogue <ID|FICHIER>\u{a0}»{more}"),
        format!("no/such/file\u{a0}: {catalogues}\u{a0}: ce fichier ou ce dossier n’existe pas"),
        format!(".\u{a0}: {catalogues}\u{a0}: c’est un dossier"),
        "FILE\u{a0}: ce n’est pas un catalogue\u{a0}: EOF while parsing an object at line 1 column 1".to_owned(),
        "impossible de lire no/such/file\u{a0}: ce fichier ou ce dossier n’existe pas".to_owned(),
        "impossible de lire .\u{a0}: c’est un dossier".to_owned(),
        "impossible de lire /dev/null/file\u{a0}: une partie du chemin n’est pas un dossier".to_owned(),
    ];
    let said = refused("fr");
    assert_eq!(said, expected.map(|said| format!("decide: {said}\n")));
    // In English each is something else.
    assert!(refused("en").iter().zip(&said).all(|(english, french)| english != french));
}

/// Names, and words that are spelled the same.
const COMMON: [&str; 26] = [
    "arguments",
    "ca",
    "catalogue",
    "check",
    "client",
    "clients",
    "codes",
    "decide",
    "en",
    "firm",
    "fr",
    "help",
    "id",
    "json",
    "lang",
    "lines",
    "messages",
    "options",
    "other",
    "print",
    "reader",
    "standard",
    "terminal",
    "text",
    "us",
    "version",
];

#[test]
fn no_word_of_one_language_is_left_in_the_help_of_the_other() {
    let words = |language| -> BTreeSet<String> {
        help(language)
            .split(|c: char| !c.is_alphabetic())
            .map(str::to_lowercase)
            .filter(|word| word.chars().count() > 1)
            .collect()
    };
    let (english, french) = (words("en"), words("fr"));
    assert!(english.len() > 60 && french.len() > 60, "little is said");
    assert_eq!(english.intersection(&french).collect::<Vec<_>>(), COMMON);
}

#[test]
fn french_has_its_own_quotes_and_spaces() {
    for text in refused("fr").iter().map(|said| said.trim_start_matches("decide: ")).chain([help("fr").as_str()]) {
        assert!(!text.contains(['\'', '"', '“', '”']), "{text}");
        let letters: Vec<char> = text.chars().collect();
        for (place, letter) in letters.iter().enumerate() {
            let before = place.checked_sub(1).map(|place| letters[place]);
            match letter {
                ':' | '»' => assert_eq!(before, Some('\u{a0}'), "{text}"),
                ';' | '?' | '!' => assert!(before.is_some_and(|before| !before.is_whitespace() || before == '\u{a0}'), "{text}"),
                '«' => assert_eq!(letters[place + 1], '\u{a0}', "{text}"),
                _ => {}
            }
        }
    }
}

#[test]
fn who_does_something_and_when_is_said_where_it_is_known_and_otherwise_that_it_is_not() {
    // Who allows a transfer is the primary admin, from when on billing can be monthly its renewal says, and who gives it back depends on who asks.
    let mut taken = request();
    taken["current"] = json!({"base": {"plan": "plus", "payer": "client"}});
    taken["target"] = json!({"base": {"plan": "plus", "payer": "firm"}});
    taken["context"]["client"]["transfer_permission_hours"] = json!(null);
    taken["context"]["client"]["billing_cycle"] = json!("annual");
    for fact in ["primary_admin", "days_to_renewal"] {
        taken["context"]["client"].as_object_mut().unwrap().remove(fact);
    }
    let mut given = request();
    given["current"] = taken["target"].clone();
    given["target"] = taken["current"].clone();
    given["context"]["authorised_by"] = json!({"client": true});
    let input = format!("{taken}\n{given}\n");
    for (arguments, expected) in [
        (
            &["--text", "-"][..],
            [
                "The primary admin has to permit the transfer; it is not known who that is.",
                "Your client has to switch to monthly billing; it is not known how soon it can.",
                "Billing for QuickBooks Online is transferred to your client. Who does that is not known yet.",
            ],
        ),
        (
            &["--text", "--lang", "fr", "--reader", "client", "-"],
            [
                "L’administrateur principal doit autoriser le transfert; on ne sait pas qui c’est.",
                "Vous devez passer à la facturation mensuelle; on ne sait pas à partir de quand vous pourrez le faire.",
                "La facturation de QuickBooks en ligne vous est transférée. On ne sait pas encore qui s’en charge.",
            ],
        ),
    ] {
        let output = decide(arguments, &input);
        for said in expected {
            assert!(stdout(&output).contains(said), "{said}: {}", stdout(&output));
        }
        assert_eq!(stdout(&output).matches('→').count(), 4, "{}", stdout(&output));
    }
}

#[test]
fn help_is_in_the_language_of_the_locale_too() {
    let mut french = crate::decide::command();
    let output = french.arg("--help").env("LC_ALL", "fr_CA.UTF-8").output().unwrap();
    assert_eq!(stdout(&output), help("fr"));
    let mut wrong = crate::decide::command();
    let output = wrong.arg("--txt").env("LC_ALL", "fr_CA.UTF-8").output().unwrap();
    assert!(stderr(&output).starts_with("decide: argument inattendu"), "{}", stderr(&output));
}

#[test]
fn a_line_that_is_no_request_is_reported_in_french_except_for_its_json() {
    let mut input = b"\n\xff\n{}\n".to_vec();
    input.resize((1 << 20) + 100, b' ');
    let output = decide(&["--text", "--lang", "fr", "-"], input);
    let said: Vec<&str> = stdout(&output).lines().filter(|line| line.contains("NON VALIDE")).collect();
    let expected = [
        "  NON VALIDE ligne vide, il faut une demande",
        "  NON VALIDE le texte n’est pas en UTF-8 à partir de l’octet 1",
        "  NON VALIDE missing field `current` (column 2)",
        "  NON VALIDE ligne de plus de 1048576 octets, il faut une demande, qui en compte environ mille",
    ];
    assert_eq!(said, expected);
}

/// Controls, marks of direction and what separates lines and paragraphs.
const STEERING: &str = "\u{7}\u{1b}\u{7f}\u{85}\u{9b}\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{2028}\u{2029}";

const ESCAPED: &str = r"\u{7}\u{1b}\u{7f}\u{85}\u{9b}\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{2028}\u{2029}";

/// Nothing but line ends is left that steers anything.
fn is_harmless(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !c.is_control() && !STEERING.contains(c))
}

#[test]
fn nothing_in_a_request_steers_the_terminal_or_the_direction_of_writing() {
    let mut named = request();
    named["id"] = json!(STEERING);
    let mut nested = request();
    nested["id"] = json!([{ STEERING: STEERING }]);
    let mut unknown = request();
    unknown[STEERING] = json!(1);
    let mut name = request();
    name["context"]["client"]["status"] = json!(STEERING);
    let input = [named, nested, unknown, name].map(|line| format!("{line}\n")).concat();
    for language in ["en", "fr"] {
        let output = decide(&["--text", "--lang", language, "-"], &input);
        let text = stdout(&output);
        assert_eq!(code(&output), 1);
        assert!(is_harmless(text) && is_harmless(stderr(&output)), "{text:?}");
        assert!(text.starts_with(&format!("{ESCAPED} (")), "{text}");
        assert!(text.contains(&format!("{ESCAPED}: unknown field `{ESCAPED}`, expected one of")), "{text}");
        assert!(text.contains(&format!("unknown variant `{ESCAPED}`, expected one of")), "{text}");
    }
}

#[test]
fn nothing_in_an_argument_or_a_catalogue_steers_the_terminal() {
    let mut catalogue: Value = serde_json::from_str(&std::fs::read_to_string(INVENTED_EDITION).unwrap()).unwrap();
    catalogue["id"] = json!(STEERING);
    let file = std::env::temp_dir().join(format!("decide-steering-{}.json", std::process::id()));
    let mut said = Vec::new();
    for (at, value) in
        [("/id", json!(STEERING)), ("/plans/plus/users/billable", json!(STEERING)), ("/plans/plus/users", json!({ STEERING: 1 }))]
    {
        let mut wrong = catalogue.clone();
        *wrong.pointer_mut(at).unwrap() = value;
        std::fs::write(&file, wrong.to_string()).unwrap();
        said.push(decide(&["--catalogue", file.to_str().unwrap()], ""));
    }
    std::fs::remove_file(&file).unwrap();
    let option = format!("--{STEERING}");
    for arguments in [
        &[STEERING][..],
        &["--catalogue", STEERING],
        &["--lang", STEERING],
        &["--text", "--reader", STEERING],
        &[&option],
        &["a", STEERING],
        &[&format!("--text={STEERING}")],
    ] {
        said.push(decide(arguments, ""));
    }
    for output in said {
        assert_eq!((code(&output), stdout(&output)), (2, ""));
        assert!(is_harmless(stderr(&output)) && !stderr(&output).contains(STEERING), "{:?}", stderr(&output));
    }
}
