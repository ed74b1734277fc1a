//! Where nothing can be written, for the tests of the programs.

use std::process::{Command, Stdio};

/// A pipe that nobody reads any more.
///
/// # Panics
///
/// There is no program `true`.
#[must_use]
pub fn closed() -> Stdio {
    let mut reader = Command::new("true").stdin(Stdio::piped()).spawn().expect("there is a program `true`");
    let pipe = reader.stdin.take().expect("it has a pipe");
    assert!(reader.wait().is_ok_and(|status| status.success()), "it does nothing");
    pipe.into()
}

/// A disk without space.
///
/// # Panics
///
/// There is no such device.
#[must_use]
pub fn full() -> Stdio {
    std::fs::OpenOptions::new().write(true).open("/dev/full").expect("there is a full device").into()
}
