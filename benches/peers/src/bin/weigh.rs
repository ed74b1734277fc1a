//! Weighs the crate and its peers: what each costs to build and adds to a program.
//!
//! Each program under `weights/` is built by itself in a folder that is thrown away: clean in debug, again after its own source was
//! touched, and clean in release, stripped. Processor seconds are those of cargo and everything it started, user and system.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Parser;
use nix::sys::resource::{UsageWho, getrusage};

#[path = "../readme.rs"]
mod readme;

#[derive(Parser)]
struct Options {
    /// Write the tables into README.md
    #[arg(long)]
    update: bool,
    /// Weigh only what has this in its name, and what it is compared with
    #[arg(long, conflicts_with = "update")]
    only: Option<String>,
}

/// A program to be weighed, `weights/NAME.rs`, and what it depends on.
struct Weight {
    name: &'static str,
    source: &'static str,
    dependencies: &'static str,
    /// The crate that it is about, whose version is told.
    about: &'static str,
    /// Of the table of peers, and not of that of small crates.
    engine: bool,
}

const NOTHING: Weight = Weight {
    name: "an empty `main`",
    source: include_str!("../../weights/nothing.rs"),
    dependencies: "",
    about: "",
    engine: false,
};

const WEIGHTS: &[Weight] = &[
    Weight {
        name: "subscription-change",
        source: include_str!("../../weights/subscription_change.rs"),
        dependencies: r#"subscription-change = { path = "$CRATE" }"#,
        about: "subscription-change",
        engine: false,
    },
    Weight {
        name: "subscription-change without std and serde",
        source: include_str!("../../weights/subscription_change.rs"),
        dependencies: r#"subscription-change = { path = "$CRATE", default-features = false }"#,
        about: "subscription-change",
        engine: false,
    },
    Weight {
        name: "subscription-change and serde_json, JSON in and out",
        source: include_str!("../../weights/subscription_change_json.rs"),
        dependencies: "subscription-change = { path = \"$CRATE\" }\nserde_json = \"1\"",
        about: "subscription-change",
        engine: false,
    },
    Weight {
        name: "semver",
        source: include_str!("../../weights/semver.rs"),
        dependencies: r#"semver = "1""#,
        about: "semver",
        engine: false,
    },
    Weight {
        name: "http",
        source: include_str!("../../weights/http.rs"),
        dependencies: r#"http = "1""#,
        about: "http",
        engine: false,
    },
    Weight {
        name: "jiff",
        source: include_str!("../../weights/jiff.rs"),
        dependencies: r#"jiff = "1""#,
        about: "jiff",
        engine: false,
    },
    Weight {
        name: "datalogic-rs",
        source: include_str!("../../weights/datalogic.rs"),
        dependencies: r#"datalogic-rs = { version = "5.4", features = ["templating"] }"#,
        about: "datalogic-rs",
        engine: true,
    },
    Weight {
        name: "regorus",
        source: include_str!("../../weights/regorus.rs"),
        dependencies: r#"regorus = { version = "0.14", default-features = false, features = ["std", "arc", "rvm"] }"#,
        about: "regorus",
        engine: true,
    },
    Weight {
        name: "rusqlite, SQLite bundled",
        source: include_str!("../../weights/rusqlite.rs"),
        dependencies: r#"rusqlite = { version = "0.43", default-features = false, features = ["bundled"] }"#,
        about: "rusqlite",
        engine: true,
    },
    Weight {
        name: "cedar-policy",
        source: include_str!("../../weights/cedar.rs"),
        dependencies: r#"cedar-policy = { version = "4", default-features = false }"#,
        about: "cedar-policy",
        engine: true,
    },
];

/// What was found.
struct Weighed {
    name: String,
    crates: usize,
    debug: f64,
    again: (f64, Duration),
    release: f64,
    bytes: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let wanted = |weight: &&Weight| options.only.as_ref().is_none_or(|only| weight.name.contains(only));
    let nothing = weigh(&NOTHING)?;
    let mut small = String::from(HEAD);
    let mut engines = String::from(HEAD);
    row(&mut small, &nothing, 0);
    for weight in WEIGHTS.iter().filter(wanted) {
        let weighed = weigh(weight)?;
        let table = if weight.engine { &mut engines } else { &mut small };
        row(table, &weighed, weighed.bytes.saturating_sub(nothing.bytes));
        if weight.about == "cedar-policy" {
            row(&mut small, &weighed, weighed.bytes.saturating_sub(nothing.bytes));
        }
    }
    let machine = readme::machine("cargo run --release --no-default-features --bin weigh");
    let small = format!("{machine}\n{small}");
    let engines = format!("{machine}\n{engines}");
    println!("{small}\n{engines}");
    if options.update {
        readme::update("weight", &small)?;
        readme::update("weight of the engines", &engines)?;
    }
    Ok(())
}

const HEAD: &str = "| what | crates | clean debug build, CPU s | rebuild of a dependant, CPU s (wall s) | clean release build, CPU s | \
                    adds to a stripped binary, KiB |\n|---|--:|--:|--:|--:|--:|\n";

fn row(table: &mut String, weighed: &Weighed, added: u64) {
    let Weighed { name, crates, debug, again: (again, wall), release, .. } = weighed;
    let wall = wall.as_secs_f64();
    let added = added as f64 / 1024.0;
    // Writing to a string does not fail.
    let _ = writeln!(table, "| {name} | {crates} | {debug:.1} | {again:.2} ({wall:.2}) | {release:.1} | {added:.0} |");
}

fn weigh(weight: &Weight) -> Result<Weighed, Box<dyn Error>> {
    eprintln!("{} …", weight.name);
    let folder = tempfile::tempdir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../..").canonicalize()?;
    let manifest = format!(
        "[package]\nname = \"weighed\"\nversion = \"0.0.0\"\nedition = \"2024\"\nrust-version = \"1.95\"\n\n[workspace]\n\n\
         [dependencies]\n{}\n\n[profile.release]\nstrip = true\n",
        weight.dependencies.replace("$CRATE", &path.to_string_lossy()),
    );
    let source = folder.path().join("src/main.rs");
    fs::create_dir(folder.path().join("src"))?;
    fs::write(folder.path().join("Cargo.toml"), manifest)?;
    fs::write(&source, weight.source)?;
    // The same versions as are timed; cargo takes out what is not needed.
    fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
    cargo(folder.path(), &["fetch", "--quiet"])?;

    let tree = cargo(folder.path(), &["tree", "--edges", "normal,build", "--prefix", "none", "--no-dedupe"])?;
    let mut crates: Vec<&str> = tree.lines().skip(1).map(|line| line.trim_end_matches(" (*)")).collect();
    crates.sort_unstable();
    crates.dedup();
    let version = crates.iter().find_map(|line| line.strip_prefix(weight.about)?.strip_prefix(" v"));
    let version =
        version.and_then(|version| version.split(' ').next()).filter(|_| weight.engine || !weight.name.contains("subscription"));
    let name = version.map_or_else(|| weight.name.to_owned(), |version| format!("{} ({version})", weight.name));

    let debug = cpu(|| cargo(folder.path(), &["build", "--quiet", "--offline"]).map(drop))?;
    let mut again = (f64::INFINITY, Duration::MAX);
    for time in 0..5 {
        fs::write(&source, format!("{}\n// {time}\n", weight.source))?;
        let start = Instant::now();
        let spent = cpu(|| cargo(folder.path(), &["build", "--quiet", "--offline"]).map(drop))?;
        again = (again.0.min(spent), again.1.min(start.elapsed()));
    }
    let release = cpu(|| cargo(folder.path(), &["build", "--quiet", "--offline", "--release"]).map(drop))?;
    let bytes = fs::metadata(folder.path().join("target/release/weighed"))?.len();
    let weighed = Weighed { name, crates: crates.len(), debug, again, release, bytes };
    let mut line = String::new();
    row(&mut line, &weighed, bytes);
    eprint!("{line}");
    Ok(weighed)
}

/// The processor seconds that it takes, with everything it starts.
fn cpu(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let spent = || -> Result<f64, Box<dyn Error>> {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
        let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
    };
    let before = spent()?;
    work()?;
    Ok(spent()? - before)
}

/// Runs cargo in a folder, with a target folder of its own there.
fn cargo(folder: &Path, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let target: PathBuf = folder.join("target");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let ours = std::env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with("CARGO_"));
    for name in ours.filter(|name| name != "CARGO_HOME") {
        command.env_remove(name);
    }
    let output = command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", target).output()?;
    if !output.status.success() {
        return Err(format!("cargo {}:\n{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
