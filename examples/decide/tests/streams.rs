//! Input and output: files, pipes and disks that end, are full or stall.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
#[cfg(unix)]
use shared::testing::{closed, full};

use crate::decide::{BOOK, code, command, decide, start, stderr, with};

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
fn an_output_that_cannot_be_written_is_reported() {
    let output = command().stdout(full()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot write the answers"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_file_that_can_take_no_more_ends_with_a_whole_answer() {
    let written = |arguments: &[&str]| {
        let answers = std::env::temp_dir().join(format!("decide-{}-{}.jsonl", std::process::id(), arguments.len()));
        // The shell ignores the signal of the limit, and so does what it starts: writing fails half-way, as on a full disk.
        let script = r#"trap '' XFSZ; ulimit -f 200; exec > "$1"; shift; exec "$0" - "$@""#;
        let mut command = Command::new("bash");
        command.args(["-c", script, env!("CARGO_BIN_EXE_decide")]).arg(&answers).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || (0..50).try_for_each(|_| stdin.write_all(BOOK.as_bytes())));
        let output = child.wait_with_output().unwrap();
        assert!(writer.join().unwrap().is_err(), "it took more than fits");
        let written = std::fs::read_to_string(&answers).unwrap();
        std::fs::remove_file(&answers).unwrap();
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("cannot write the answers"), "{}", stderr(&output));
        assert!(written.len() > 100_000, "it took little");
        written
    };
    let json = written(&[]);
    assert!(json.ends_with('\n'), "the last answer is not whole");
    for (line, request) in json.lines().zip(BOOK.lines().cycle()) {
        let (answer, request): (Value, Value) = (serde_json::from_str(line).unwrap(), serde_json::from_str(request).unwrap());
        assert_eq!(answer["id"], request["id"]);
    }
    // Of many lines, and an empty one at its end.
    let text = written(&["--text"]);
    let whole = decide(&["--text", "-"], BOOK.repeat(50)).stdout;
    assert!(text.ends_with("\n\n") && whole.starts_with(text.as_bytes()), "the last answer is not whole");
}

#[cfg(target_os = "linux")]
#[test]
fn an_input_that_cannot_be_read_to_its_end_is_reported() {
    let output = decide(&["/proc/self/mem"], "");
    assert_eq!(code(&output), 2);
    // Nothing was read, so nothing is summed up.
    assert!(stderr(&output).starts_with("decide: cannot read /proc/self/mem: "), "{}", stderr(&output));
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
        writeln!(stdin, "{}", with(&json!(id), "/context/client/primary_admin", json!("client"))).unwrap();
        let mut answer = String::new();
        reader.read_line(&mut answer).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["id"], json!(id));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_said_on_standard_error_makes_the_exit_code_2() {
    let shipped = decide(&[], "");
    for arguments in [&[][..], &["--text"], &["--no-such-option"], &["no/such/file"], &["/"], &["--catalogue", "/"]] {
        for stderr in [closed, full] {
            let output = command().args(arguments).stdin(Stdio::null()).stderr(stderr()).output().unwrap();
            assert_eq!(code(&output), 2, "{arguments:?}");
            // The answers are given all the same.
            assert!(!arguments.is_empty() || output.stdout == shipped.stdout);
        }
    }
}

#[cfg(unix)]
#[test]
fn help_that_cannot_be_written_is_reported_and_a_closed_pipe_is_not() {
    for argument in ["--help", "-h", "--version"] {
        let output = command().arg(argument).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((code(&output), stderr(&output)), (2, "decide: cannot write the help: no space left\n"));
        let output = command().arg(argument).stdout(closed()).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((code(&output), stderr(&output)), (0, ""));
    }
}

/// Waits, but not for ever.
#[cfg(unix)]
fn exits(child: &mut Child) -> ExitStatus {
    let started = Instant::now();
    loop {
        match child.try_wait().unwrap() {
            Some(status) => return status,
            None if started.elapsed() > Duration::from_secs(20) => {
                child.kill().unwrap();
                panic!("it does not end");
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_where_nobody_reads_and_cuts_no_answer() {
    let mut child = start(&["-"]);
    let id = child.id().to_string();
    let mut stdin = child.stdin.take().unwrap();
    // Far more than fits into the pipes, so that it waits for whoever reads.
    let writer = std::thread::spawn(move || (0..100).try_for_each(|_| stdin.write_all(BOOK.as_bytes())));
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut answers = String::new();
    reader.read_line(&mut answers).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    assert!(child.try_wait().unwrap().is_none(), "it does not wait");
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(exits(&mut child).code(), Some(130));
    assert!(writer.join().unwrap().is_err(), "it read to the end");
    reader.read_to_string(&mut answers).unwrap();
    assert!(answers.len() > 4096 && answers.ends_with('\n'), "the last answer is not whole");
    for (answer, request) in answers.lines().zip(BOOK.lines().cycle()) {
        let (answer, request): (Value, Value) = (serde_json::from_str(answer).unwrap(), serde_json::from_str(request).unwrap());
        assert_eq!(answer["id"], request["id"]);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_where_nobody_reads_the_summary() {
    let mut nobody = Command::new("sleep").arg("60").stdin(Stdio::piped()).spawn().unwrap();
    // A pipe that holds nothing more.
    let script = "head -c 65536 /dev/zero >&2; exec \"$0\"";
    let mut command = Command::new("sh");
    let command = command.args(["-c", script, env!("CARGO_BIN_EXE_decide")]).stdout(Stdio::piped());
    let mut child = command.stderr(nobody.stdin.take().unwrap()).spawn().unwrap();
    let answers = BufReader::new(child.stdout.take().unwrap()).lines().take(BOOK.lines().count());
    assert!(answers.map(Result::unwrap).all(|answer| answer.ends_with('}')));
    std::thread::sleep(Duration::from_millis(100));
    assert!(child.try_wait().unwrap().is_none(), "it does not wait");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let status = exits(&mut child);
    nobody.kill().unwrap();
    nobody.wait().unwrap();
    assert_eq!(status.code(), Some(130));
}

#[test]
fn a_directory_is_reported_and_nothing_else_is_printed() {
    for (language, expected) in
        [("en", "decide: cannot read .: it is a directory\n"), ("fr", "decide: impossible de lire .\u{a0}: c’est un dossier\n")]
    {
        let output = decide(&["--lang", language, "."], "");
        assert_eq!((code(&output), output.stdout.len(), stderr(&output)), (2, 0, expected));
    }
    let catalogue = decide(&["--catalogue", "."], "");
    assert_eq!((code(&catalogue), catalogue.stdout.len()), (2, 0));
    assert!(stderr(&catalogue).ends_with("that can be read: it is a directory\n"), "{}", stderr(&catalogue));
}

#[cfg(unix)]
#[test]
fn a_directory_as_standard_input_is_reported_too() {
    let output = command().arg("-").stdin(std::fs::File::open(".").unwrap()).output().unwrap();
    assert_eq!((code(&output), output.stdout.len()), (2, 0));
    assert_eq!(stderr(&output), "decide: cannot read standard input: it is a directory\n");
}
