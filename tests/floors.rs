//! The folders of `src/` are floors. A file uses its own floor and those below it, in the order in which `src/lib.rs` declares
//! them, so that no two floors can use each other.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the sources are.
fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The floors, the lowest first. Modules with a body in `lib.rs` only gather names, and are no floors.
fn floors() -> Vec<String> {
    let declared = |line: &str| {
        let name = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')?;
        Some(name.to_owned())
    };
    read(&src().join("lib.rs")).lines().filter_map(declared).collect()
}

/// Every file but `lib.rs`, with its path from `src/`.
pub(crate) fn files() -> Vec<(String, String)> {
    fn visit(folder: &Path, files: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("it is listed").path();
            if path.is_dir() {
                visit(&path, files);
            } else {
                let name = path.strip_prefix(src()).expect("it is below").to_str().expect("it is text").replace('\\', "/");
                files.push((name, read(&path)));
            }
        }
    }

    let mut files = Vec::new();
    visit(&src(), &mut files);
    files.retain(|(name, _)| name != "lib.rs");
    files.sort();
    files
}

/// A line without its comment and its string literals: links in the docs may lead anywhere.
fn code(line: &str) -> String {
    let line = line.split("//").next().unwrap_or_default();
    line.split('"').step_by(2).collect()
}

/// What a line names at the crate's root: the module, or whatever else follows `crate::`. In a file directly in `src/`, `super::`
/// names a module of the root too.
fn named<'a>(code: &'a str, file: &str, floors: &[String]) -> Vec<&'a str> {
    let after = |start: &str| -> Vec<&'a str> {
        let word = |rest: &'a str| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        code.match_indices(start).map(|(at, _)| word(&code[at + start.len()..])).collect()
    };
    let mut named = after("crate::");
    if !file.contains('/') {
        named.extend(after("super::").into_iter().filter(|name| floors.iter().any(|floor| floor == name)));
    }
    named
}

/// What a file uses but may not, each with its line.
fn misuses(file: &str, source: &str, floors: &[String]) -> Vec<String> {
    let name = file.split(['/', '.']).next().unwrap_or_default();
    let place = |name: &str| floors.iter().position(|floor| floor == name);
    let Some(own) = place(name) else { return vec![format!("{file} is on no floor: lib.rs declares no `mod {name}`")] };
    let mut misuses = Vec::new();
    for (line, number) in source.lines().map(code).zip(1..) {
        for used in named(&line, file, floors) {
            match place(used) {
                Some(floor) if floor <= own => {}
                Some(_) => misuses.push(format!("{file}:{number} uses `{used}`, which is above `{name}`")),
                None => {
                    misuses.push(format!("{file}:{number} has `crate::{used}`: it is to name the floor, as in `crate::kit::`"));
                }
            }
        }
        if line.contains("super::super::") {
            misuses.push(format!("{file}:{number} has `super::super::`: it is to name the floor, so that one sees which it is"));
        }
    }
    misuses
}

#[test]
fn each_file_uses_its_own_floor_and_those_below_it() {
    let (floors, files) = (floors(), files());
    let misuses: Vec<String> = files.iter().flat_map(|(file, source)| misuses(file, source, &floors)).collect();
    assert!(misuses.is_empty(), "the floors are, from the ground up, {}:\n{}", floors.join(", "), misuses.join("\n"));
    for floor in &floors {
        assert!(files.iter().any(|(file, _)| *file == format!("{floor}.rs")), "{floor} says in {floor}.rs what it is");
    }
}

/// The test can fail: each of these uses a higher floor, or tries to hide that.
#[test]
fn a_use_of_a_higher_floor_is_found_however_it_is_written() {
    let floors = ["kit", "model", "rules"].map(str::to_owned);
    for (file, source) in [
        ("kit.rs", "use crate::model::Plan;"),
        ("kit.rs", "use super::rules;"),
        ("kit/set.rs", "pub(crate) use crate::rules::{Reason, Remedy};"),
        ("model/plan.rs", "    fn of(reason: crate::rules::Reason) {} // crate::kit"),
        ("model/plan.rs", "use crate::{kit::Set, rules::Reason};"),
        ("model/plan.rs", "use crate::Reason;"),
        ("model/plan.rs", "use crate::*;"),
        ("model/plan.rs", "use super::super::rules::Reason;"),
        ("words.rs", "use crate::kit::Set;"),
    ] {
        assert_eq!(misuses(file, source, &floors).len(), 1, "{file}: {source}");
    }
    for (file, source) in [
        ("model/plan.rs", "use crate::kit::Set;\nuse crate::model::Party;\nuse super::Party;"),
        ("model/plan.rs", "/// See [`Reason`](crate::rules::Reason).\n#[doc = \"crate::rules::Reason\"]"),
        ("model.rs", "use crate::kit::Set;\nmod json {\n    use super::Plan;\n}"),
    ] {
        assert_eq!(misuses(file, source, &floors), Vec::<String>::new(), "{file}: {source}");
    }
}
