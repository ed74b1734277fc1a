//! The README's tables, between a line `<!-- measured: WHAT -->` and a line `<!-- end -->`.

use std::error::Error;
use std::fs;
use std::process::Command;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// Puts what was measured in its place.
pub fn update(what: &str, measured: &str) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(README)?;
    let begin = format!("<!-- measured: {what} -->\n");
    let (before, after) = text.split_once(&begin).ok_or_else(|| format!("README.md has no place for: {what}"))?;
    let (_, after) = after.split_once("<!-- end -->").ok_or("README.md: a place has no end")?;
    fs::write(README, format!("{before}{begin}{measured}<!-- end -->{after}"))?;
    Ok(())
}

/// When, where and by which command it was measured.
pub fn machine(command: &str) -> String {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    format!(
        "{}, {cores} cores of {model} ({os} {arch}), {}, load average at the end {load}: `{command}`\n",
        said(Command::new("date").args(["-u", "+%Y-%m-%d"])),
        said(Command::new("rustc").arg("--version")),
    )
}

fn said(command: &mut Command) -> String {
    command.output().map_or_else(|_| "unknown".to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
