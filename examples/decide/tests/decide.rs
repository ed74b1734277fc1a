//! What it answers, and what it exits with.
#![allow(clippy::needless_raw_string_hashes, reason = "the answers are as expect-test writes them")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

use expect_test::expect;
use serde_json::{Value, json};

const BOOK: &str = include_str!("../../data/book.jsonl");

/// The example, in the environment of nobody in particular.
fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_decide"));
    for variable in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(variable);
    }
    command
}

fn start(arguments: &[&str]) -> Child {
    let mut command = command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// What it answers to this input.
pub(crate) fn decide(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = start(arguments);
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.as_ref().to_vec());
    // It need not read to the end.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

/// The answers, each a whole line of JSON.
fn answers(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "the last answer is not a whole line: {text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The request that the docs of `Request` show.
fn request() -> Value {
    json!({
        "current": {"base": {"plan": "plus", "payer": "firm"}, "payroll": {"tier": "core", "payer": "client"}, "time": null},
        "target": {"base": {"plan": "easy_start", "payer": "firm"}, "payroll": {"tier": "core", "payer": "client"}, "time": null},
        "context": {
            "authorised_by": ["firm"],
            "firm": {"billing_current": true, "subscription_current": true},
            "client": {
                "status": "active",
                "billing_current": true,
                "billing_cycle": "monthly",
                "primary_admin": true,
                "confirmation": {"accepted_losses": ["projects"]},
                "downgrade_offered": true,
                "usage": {
                    "users": {"billable": 3, "accountant": 1, "reports_only": 0, "time_only": 0},
                    "accounts": 120, "classes_and_locations": 12, "custom_fields": 2,
                    "features": ["multicurrency", "projects"],
                },
            },
        },
    })
}

/// The request with an `id`, and one value replaced by its path.
fn with(id: &Value, path: &str, value: Value) -> Value {
    let mut request = request();
    request["id"] = id.clone();
    *request.pointer_mut(path).unwrap() = value;
    request
}

#[test]
fn the_shipped_book_is_decided_without_any_argument() {
    let output = decide(&[], "");
    assert_eq!(code(&output), 0);
    let answers = answers(&output);
    assert_eq!(answers.len(), BOOK.lines().count());
    for (answer, line) in answers.iter().zip(BOOK.lines()) {
        let request: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["id"], request["id"]);
        assert!(["change_plan", "refusal"].contains(&answer["decision"].as_str().unwrap()), "{answer}");
    }
}

#[test]
fn a_file_and_standard_input_are_decided_alike() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/book.jsonl");
    let (shipped, of_file, of_stdin) = (decide(&[], ""), decide(&[file], ""), decide(&["-"], BOOK));
    assert_eq!((code(&of_file), code(&of_stdin)), (0, 0));
    assert_eq!(of_file.stdout, shipped.stdout);
    assert_eq!(of_stdin.stdout, shipped.stdout);
}

#[test]
fn the_answer_is_what_the_json_form_shows() {
    let output = decide(&["-"], with(&json!(7), "/context/client/primary_admin", json!(true)).to_string());
    let expected = concat!(
        r#"{"id":7,"decision":"refusal","catalogue":"CA-2025-06-02","resolution":"act","reasons":["#,
        r#"{"code":"too_many_users","kind":"billable","used":3,"limit":1,"resolution":"act","#,
        r#""remedies":[{"code":"remove_users","kind":"billable","count":2,"by":"client"}]},"#,
        r#"{"code":"feature_in_use","feature":"multicurrency","resolution":"act","#,
        r#""remedies":[{"code":"turn_off","feature":"multicurrency","by":"client"}]}]}"#,
        "\n",
    );
    assert_eq!(std::str::from_utf8(&output.stdout).unwrap(), expected);
    assert_eq!(code(&output), 0);
}

#[test]
fn the_id_is_echoed_as_it_stands_whatever_it_is() {
    for id in ["null", "0", "-1.50", "123456789012345678901234567890", r#""Ann \u00e9""#, "[1, {}]", r#"{"b": 1, "a": 2}"#] {
        let line = request().to_string().replacen('{', &format!(r#"{{"id":{id},"#), 1);
        let output = decide(&["-"], line);
        let answer = std::str::from_utf8(&output.stdout).unwrap();
        assert!(answer.starts_with(&format!(r#"{{"id":{id},"decision":"refusal","#)), "{id}: {answer}");
    }
    let without = decide(&["-"], request().to_string());
    assert!(without.stdout.starts_with(br#"{"decision":"refusal""#));
}

#[test]
fn a_line_that_is_no_request_is_answered_with_its_number_and_place_and_the_stream_goes_on() {
    let good = with(&json!("good"), "/context/client/primary_admin", json!(false)).to_string();
    let wrong = |path: &str, value: Value| with(&json!("wrong"), path, value).to_string();
    let mut missing = request();
    missing["context"]["client"].as_object_mut().unwrap().remove("downgrade_offered");
    let cases = [
        (
            wrong("/context/client/status", json!("paused")),
            "context.client.status: unknown variant `paused`, expected one of `pending`, `trial`",
        ),
        (
            wrong("/context/client/usage/accounts", json!(-1)),
            "context.client.usage.accounts: invalid value: integer `-1`, expected u32",
        ),
        (
            wrong("/context/client/usage/users/billable", json!(4_294_967_296_u64)),
            "context.client.usage.users.billable: invalid value",
        ),
        (
            wrong("/context/client/usage/features", json!(["bills", "bills"])),
            "context.client.usage.features: `bills` is named twice",
        ),
        (
            wrong("/context/authorised_by", json!(["vendor"])),
            "context.authorised_by[0]: unknown variant `vendor`, expected `firm` or `client`",
        ),
        (wrong("/current/base", json!(["plus", "firm"])), "current.base: invalid type: sequence, expected an object"),
        (wrong("/target/base/plan", json!({"plus": null})), "target.base.plan: invalid type: map, expected the name of a plan"),
        (missing.to_string(), "context.client: missing field `downgrade_offered`"),
        (
            request().to_string().replacen('{', r#"{"colour":1,"#, 1),
            "colour: unknown field `colour`, expected one of `id`, `current`, `target`, `context`",
        ),
        (request().to_string().replacen('{', r#"{"id":1,"id":2,"#, 1), "duplicate field `id`"),
        (format!("{good} {good}"), "trailing characters"),
        (good[..good.len() / 2].to_owned(), "context.client.usage.users: EOF while parsing"),
        ("[]".to_owned(), "invalid type: sequence, expected an object, a request"),
        ("plus to easy_start".to_owned(), "expected value"),
        (String::new(), "empty, expected a request"),
        (format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)), "invalid type: sequence"),
        (request().to_string().replacen("\"plus\"", &format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)), 1), "current"),
    ];
    for (line, expected) in cases {
        let output = decide(&["-"], format!("{good}\n{line}\n{good}"));
        let answers = answers(&output);
        let [first, invalid, last] = answers.as_slice() else { panic!("{} answers to three lines", answers.len()) };
        assert_eq!((&first["id"], &last["id"]), (&json!("good"), &json!("good")));
        assert_eq!(invalid["decision"], "invalid");
        let error = invalid["error"].as_str().unwrap();
        assert!(error.starts_with(&format!("line 2: {expected}")), "expected `{expected}` in `{error}`");
        assert_eq!(code(&output), 1);
    }
}

#[test]
fn bytes_that_are_no_text_are_answered_with_their_place() {
    let output = decide(&["-"], b"{\"id\": 4, \"current\": \"\xff\"}\n");
    assert_eq!(answers(&output), [json!({"id": 4, "decision": "invalid", "error": "line 1: not UTF-8 from byte 23 on"})]);
    assert_eq!(code(&output), 1);
}

#[test]
fn a_line_of_fifty_megabytes_is_answered_and_the_stream_goes_on() {
    let mut input = vec![b' '; 50_000_000];
    input.push(b'\n');
    input.extend_from_slice(request().to_string().as_bytes());
    let answers = answers(&decide(&["-"], input));
    let [invalid, decided] = answers.as_slice() else { panic!("{} answers to two lines", answers.len()) };
    assert_eq!(invalid["error"], "line 1: longer than 1048576 bytes, expected a request, which has about a thousand");
    assert_eq!(decided["decision"], "refusal");
}

#[test]
fn the_id_of_an_invalid_line_is_echoed_where_it_can_be_read() {
    let body = request().to_string();
    let body = body.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
    let wrong = body.replace("\"active\"", "\"paused\"");
    for line in [format!(r#"{{"id":[7],{wrong}}}"#), format!(r#"{{{wrong},"id":[7]}}"#), r#"{"id":[7],"current"#.to_owned()] {
        let output = decide(&["-"], &line);
        assert_eq!(answers(&output)[0]["id"], json!([7]), "{line}");
    }
    let output = decide(&["-"], r#"{"current": , "id":[7]}"#);
    assert_eq!(answers(&output)[0].get("id"), None);
}

#[test]
fn line_ends_of_every_kind_and_a_byte_order_mark_are_understood() {
    let line = request().to_string();
    for input in [format!("{line}\n{line}\n"), format!("{line}\r\n{line}\r\n"), format!("\u{feff}{line}\n{line}")] {
        let output = decide(&["-"], input);
        assert_eq!((code(&output), answers(&output).len()), (0, 2));
    }
    assert_eq!(decide(&["-"], "").stdout, b"");
    assert_eq!(answers(&decide(&["-"], "\n")).len(), 1);
}

#[test]
fn the_exit_code_tells_valid_from_invalid_from_unusable() {
    let line = request().to_string();
    assert_eq!(code(&decide(&["-"], &line)), 0);
    assert_eq!(code(&decide(&["-"], "{}")), 1);
    let missing = decide(&["no/such/file.jsonl"], "");
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("cannot read no/such/file.jsonl"), "{}", stderr(&missing));
    let directory = decide(&[env!("CARGO_MANIFEST_DIR")], "");
    assert_eq!(code(&directory), 2);
    assert!(stderr(&directory).contains("cannot read"), "{}", stderr(&directory));
    assert_eq!(code(&decide(&["--no-such-option"], "")), 2);
    let catalogue = decide(&["--catalogue", "CA-1999-01-01"], "");
    assert_eq!(code(&catalogue), 2);
    assert!(stderr(&catalogue).contains("expected CA-2022-09-08 or CA-2025-06-02"), "{}", stderr(&catalogue));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let mut child = start(&["-"]);
    let mut stdin = child.stdin.take().unwrap();
    // Far more than fits into the pipes.
    let writer = std::thread::spawn(move || (0..2_000).try_for_each(|_| stdin.write_all(BOOK.as_bytes())));
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    drop(reader);
    let status = child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(writer.join().unwrap().is_err(), "it read to the end though nobody listened");
    assert!(serde_json::from_str::<Value>(&first).is_ok());
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_said_so() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command().stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot write the answers"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_file_that_can_take_no_more_ends_with_a_whole_answer() {
    let answers = std::env::temp_dir().join(format!("decide-{}.jsonl", std::process::id()));
    // The shell ignores the signal of the limit, and so does what it starts: writing fails half-way, as on a full disk.
    let script = r#"trap '' XFSZ; ulimit -f 200; exec "$0" - > "$1""#;
    let mut command = Command::new("bash");
    let command =
        command.args(["-c", script]).arg(env!("CARGO_BIN_EXE_decide")).arg(&answers).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || (0..50).try_for_each(|_| stdin.write_all(BOOK.as_bytes())));
    let output = child.wait_with_output().unwrap();
    assert!(writer.join().unwrap().is_err(), "it took more than fits");
    let written = std::fs::read_to_string(&answers).unwrap();
    std::fs::remove_file(&answers).unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot write the answers"), "{}", stderr(&output));
    assert!(written.len() > 100_000 && written.ends_with('\n'), "the last answer is not whole");
    for (line, request) in written.lines().zip(BOOK.lines().cycle()) {
        let (answer, request): (Value, Value) = (serde_json::from_str(line).unwrap(), serde_json::from_str(request).unwrap());
        assert_eq!(answer["id"], request["id"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_input_that_cannot_be_read_to_its_end_is_said_so() {
    let output = decide(&["/proc/self/mem"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot read /proc/self/mem after line 0"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_whole_answers() {
    let mut child = start(&["-"]);
    let mut stdin = child.stdin.take().unwrap();
    let id = child.id().to_string();
    stdin.write_all(BOOK.as_bytes()).unwrap();
    // Half a line more, so that the run waits for its end.
    stdin.write_all(b"{\"id\": 1, ").unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let mut rest = String::new();
    reader.read_to_string(&mut rest).unwrap();
    let answers = format!("{first}{rest}");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(answers.ends_with('\n'));
    assert!(answers.lines().count() <= BOOK.lines().count());
    for (line, request) in answers.lines().zip(BOOK.lines()) {
        let (answer, request): (Value, Value) = (serde_json::from_str(line).unwrap(), serde_json::from_str(request).unwrap());
        assert_eq!(answer["id"], request["id"]);
    }
    drop(stdin);
}

#[test]
fn an_answer_does_not_wait_for_the_next_request() {
    let mut child = start(&["-"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(stdin, "{}", with(&json!(id), "/context/client/primary_admin", json!(true))).unwrap();
        let mut answer = String::new();
        reader.read_line(&mut answer).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["id"], json!(id));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_summary_counts_every_outcome_and_reason() {
    let line = request().to_string();
    let output = decide(&["-"], format!("{line}\n{{}}\n{line}\n"));
    let expected = [
        "         2 requests",
        "         0 change plans",
        "         2 refusals",
        "         1 invalid lines",
        "         2 × too_many_users",
        "         2 × feature_in_use",
    ];
    assert_eq!(stderr(&output).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn text_is_for_people() {
    let mut upgrade = with(&json!("Dr. Li\u{1b}[31m"), "/target/base/plan", json!("advanced"));
    upgrade["current"]["time"] = json!({"tier": "premium", "payer": "firm"});
    let refused = with(&json!(7), "/context/client/primary_admin", json!(true));
    let output = decide(&["--text", "-"], format!("{refused}\n{upgrade}\n{{}}\n"));
    assert_eq!(code(&output), 1);
    expect![[r#"
        7 (line 1)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Online EasyStart (firm), QuickBooks Payroll Core (client), split billing
          REFUSED for 2 reasons, and it can be cleared
          too_many_users               Your client has 3 billable users, 2 more than the limit of 1.
                                       → Your client has to remove 2 billable users, who can be invited again after a later upgrade, but never the primary admin.
          feature_in_use               Your client uses multicurrency, which the new plan does not have.
                                       → Your client has to turn off multicurrency.

        Dr. Li\u{1b}[31m (line 2)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), QuickBooks Time Premium (firm), split billing → QuickBooks Online Advanced (firm), QuickBooks Payroll Core (client), split billing
          CHANGE PLAN effective immediately
          step 1                       You upgrade the plan from Plus to Advanced.
          step 2                       You remove QuickBooks Time Premium.
          the plan gains               Custom roles, Workflows, Spreadsheet sync, Backup and restore, Enhanced custom fields

        line 3
          INVALID missing field `current` (column 2)

    "#]]
    .assert_eq(std::str::from_utf8(&output.stdout).unwrap());
}

#[test]
fn text_is_in_the_language_and_for_the_eyes_that_are_asked_for() {
    let mut upgrade = with(&json!("Jardins Élie"), "/target/base/plan", json!("advanced"));
    upgrade["current"]["time"] = json!({"tier": "premium", "payer": "firm"});
    let refused = with(&json!(7), "/context/client/primary_admin", json!(true));
    let input = format!("{refused}\n{upgrade}\n{{}}\n");
    let french = decide(&["--text", "--lang", "fr-CA", "-"], &input);
    expect![[r#"
        7 (ligne 1)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks en ligne Démarrage (cabinet), QuickBooks Paie de base (client), facturation répartie
          REFUSÉE pour 2 raisons, et on peut y remédier
          too_many_users               Votre client a 3 utilisateurs facturables, soit 2 de plus que la limite de 1.
                                       → Votre client doit retirer 2 utilisateurs facturables, qui pourront être réinvités après une mise à niveau ultérieure, mais jamais l’administrateur principal.
          feature_in_use               Votre client utilise la fonction Multidevise, qui n’est pas offerte avec le nouvel abonnement.
                                       → Votre client doit désactiver la fonction Multidevise.

        Jardins Élie (ligne 2)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), QuickBooks Time Premium (cabinet), facturation répartie → QuickBooks en ligne Avancé (cabinet), QuickBooks Paie de base (client), facturation répartie
          PLAN DE MODIFICATION prenant effet immédiatement
          étape 1                      Vous mettez l’abonnement à niveau, de Plus à Avancé.
          étape 2                      Vous retirez QuickBooks Time Premium.
          l’abonnement gagne           Rôles personnalisés, Flux de travail, Synchronisation des feuilles de calcul, Sauvegarde et restauration, Champs personnalisés améliorés

        ligne 3
          NON VALIDE missing field `current` (column 2)

    "#]].assert_eq(std::str::from_utf8(&french.stdout).unwrap());
    let first = |arguments: &[&str]| {
        let output = decide(arguments, &input);
        assert_eq!(code(&output), 1);
        std::str::from_utf8(&output.stdout).unwrap().lines().nth(3).unwrap().trim().to_owned()
    };
    assert_eq!(
        first(&["--text", "--lang", "fr", "--reader", "client", "-"]),
        "too_many_users               Vous avez 3 utilisateurs facturables, soit 2 de plus que la limite de 1.",
    );
    assert_eq!(
        first(&["--text", "--lang", "EN", "--reader", "other", "-"]),
        "too_many_users               The client has 3 billable users, 2 more than the limit of 1.",
    );
}

#[test]
fn without_a_language_the_text_is_in_that_of_the_locale() {
    let refused = with(&json!(7), "/context/client/primary_admin", json!(true)).to_string();
    let says = |locale: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command();
        command.args(["--text", "-"]).args(arguments).envs(locale.iter().copied());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(refused.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0);
        String::from_utf8(output.stdout).unwrap()
    };
    let (english, french) = ("REFUSED for 2 reasons", "REFUSÉE pour 2 raisons");
    for (locale, word) in [
        (&[][..], english),
        (&[("LANG", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_FR.ISO-8859-1@euro")], french),
        (&[("LANG", "en_CA.UTF-8")], english),
        // The first of them that is set counts.
        (&[("LANG", "en_CA.UTF-8"), ("LC_MESSAGES", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_MESSAGES", "en_CA.UTF-8"), ("LC_ALL", "")], english),
        (&[("LANG", "en_CA.UTF-8"), ("LC_MESSAGES", "en_CA.UTF-8"), ("LC_ALL", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_ALL", "C")], english),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_ALL", "POSIX")], english),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_ALL", "C.UTF-8")], english),
        (&[("LANG", "de_DE.UTF-8")], english),
    ] {
        let said = says(locale, &[]);
        assert!(said.contains(word), "{locale:?}: {said}");
    }
    // What is asked for goes before what the environment says.
    assert!(says(&[("LC_ALL", "fr_CA.UTF-8")], &["--lang", "en"]).contains(english));
    assert!(says(&[("LC_ALL", "en_CA.UTF-8")], &["--lang", "fr"]).contains(french));
}

#[test]
fn a_language_that_there_is_not_is_said_with_those_that_there_are() {
    let output = decide(&["--text", "--lang", "fr-FR"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("unknown language, expected one of en-CA, fr-CA, en, fr"), "{}", stderr(&output));
    let output = decide(&["--text", "--reader", "vendor"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("unknown reader, expected one of firm, client, other"), "{}", stderr(&output));
    // JSON has no language.
    let output = decide(&["--lang", "fr"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--text"), "{}", stderr(&output));
}

#[test]
fn the_json_is_the_same_in_every_locale() {
    let mut command = command();
    let french = command.env("LC_ALL", "fr_CA.UTF-8").output().unwrap();
    assert_eq!(code(&french), 0);
    assert_eq!(french.stdout, decide(&[], "").stdout);
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let coloured = |key: &str, value: &str| {
        let mut command = command();
        let output = command.arg("--text").env(key, value).output().unwrap();
        output.stdout.contains(&b'\x1b')
    };
    assert!(!coloured("TERM", "xterm-256color"), "a pipe got colours");
    assert!(coloured("CLICOLOR_FORCE", "1"), "nobody got the colours asked for");
    let mut command = command();
    let both = command.arg("--text").env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!both.stdout.contains(&b'\x1b'), "NO_COLOR was not honoured");
}

#[test]
fn another_embedded_catalogue_can_be_asked() {
    let output = decide(&["--catalogue", "CA-2022-09-08", "-"], request().to_string());
    assert_eq!(answers(&output)[0]["catalogue"], "CA-2022-09-08");
    // The one it decides with otherwise is the default of the crate.
    let default = subscription_change::Catalogue::canada().id().to_string();
    assert_eq!(answers(&decide(&["-"], request().to_string()))[0]["catalogue"], default.as_str());
}

const INVENTED_EDITION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/invented-edition.json");
const BOOK_OF_OTHER_EDITION: &str = include_str!("../../data/book-other-edition.jsonl");

#[test]
fn a_catalogue_can_be_read_from_a_file() {
    let output = decide(&["--catalogue", INVENTED_EDITION, "-"], BOOK_OF_OTHER_EDITION);
    assert_eq!((code(&output), answers(&output).len()), (0, BOOK_OF_OTHER_EDITION.lines().count()));
    assert!(answers(&output).iter().all(|answer| answer["catalogue"] == "XA-2026-01-01"));
}

#[test]
fn a_file_that_is_no_catalogue_is_said_so_with_all_that_is_wrong() {
    let catalogue: Value = serde_json::from_str(&std::fs::read_to_string(INVENTED_EDITION).unwrap()).unwrap();
    let file = std::env::temp_dir().join(format!("decide-catalogue-{}.json", std::process::id()));
    let said = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let output = decide(&["--catalogue", file.to_str().unwrap(), "-"], "");
        assert_eq!((code(&output), output.stdout.len()), (2, 0));
        stderr(&output).to_owned()
    };
    let but = |path: &str, value: Value| {
        let mut catalogue = catalogue.clone();
        *catalogue.pointer_mut(path).unwrap() = value;
        catalogue
    };
    let wrong = said(&but("/plans/plus/users/billable", json!("many")).to_string());
    assert!(
        wrong.contains("no catalogue: plans.plus.users.billable: invalid value: string \"many\", expected a whole number"),
        "{wrong}"
    );
    assert!(said("{").contains("no catalogue: EOF while parsing an object at line 1 column 1"));
    assert!(said(&format!("{catalogue}{{")).contains("no catalogue: trailing characters"));
    let mut faulty = but("/plans/plus/users/billable", Value::Null);
    faulty["other_firm_days"] = json!(0);
    let faulty = said(&faulty.to_string());
    let expected = "the catalogue XA-2026-01-01 cannot be used:\n  \
                    plans.plus.users.billable: unknown, and essentials may be changed to plus\n  \
                    other_firm_days: 0, and a discount that is kept has to be kept for a time";
    assert!(faulty.contains(expected), "{faulty}");
    std::fs::remove_file(&file).unwrap();
}
