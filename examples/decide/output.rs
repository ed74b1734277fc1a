//! Answers, written whole.

use std::io::{self, Write};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anstream::AutoStream;
use serde_json::value::RawValue;
use subscription_change::{Decision, Request};

use crate::{Stop, text};

/// How many bytes of answers are written at once.
const CHUNK: usize = 1 << 16;

/// What a run that is interrupted exits with: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Where answers go. Only whole answers are written, also when the run is interrupted.
pub struct Output {
    answers: Arc<Mutex<Answers>>,
    text: bool,
}

/// Answers that are made and not written yet.
struct Answers {
    made: Vec<u8>,
    stdout: AutoStream<io::Stdout>,
}

impl Answers {
    fn write(&mut self) -> io::Result<()> {
        let made = std::mem::take(&mut self.made);
        self.stdout.write_all(&made).and_then(|()| self.stdout.flush())?;
        self.made = made;
        self.made.clear();
        Ok(())
    }
}

impl Output {
    pub fn to_stdout(text: bool) -> Result<Self, ctrlc::Error> {
        let stdout = AutoStream::auto(io::stdout());
        let answers = Arc::new(Mutex::new(Answers { made: Vec::with_capacity(2 * CHUNK), stdout }));
        let interrupted = Arc::clone(&answers);
        ctrlc::set_handler(move || {
            let mut answers = interrupted.lock().unwrap_or_else(PoisonError::into_inner);
            // There is nobody left to tell if this fails.
            let _ = answers.write();
            process::exit(INTERRUPTED);
        })?;
        Ok(Self { answers, text })
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn decided(&self, line: u64, id: Option<&RawValue>, request: &Request, decision: &Decision) -> Result<(), Stop> {
        let mut answers = self.answers();
        if self.text {
            text::decided(&mut answers.made, line, id, request, decision)?;
        } else {
            write_json(&mut answers.made, id, decision)?;
        }
        Self::write_if_large(answers)
    }

    pub fn invalid(&self, line: u64, id: Option<&RawValue>, error: &str) -> Result<(), Stop> {
        let mut answers = self.answers();
        if self.text {
            text::invalid(&mut answers.made, line, id, error)?;
        } else {
            let error = format!("line {line}: {error}");
            write_json(&mut answers.made, id, &serde_json::json!({"decision": "invalid", "error": error}))?;
        }
        Self::write_if_large(answers)
    }

    fn write_if_large(mut answers: MutexGuard<'_, Answers>) -> Result<(), Stop> {
        if answers.made.len() >= CHUNK { Ok(answers.write()?) } else { Ok(()) }
    }

    pub fn flush(&self) -> Result<(), Stop> {
        Ok(self.answers().write()?)
    }

    /// Writes what is left.
    pub fn finish(&self) -> Result<(), Stop> {
        self.flush()
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Unwritable(error) }
    }
}

/// Writes an object as a line, with the `id` of the request as its first field.
fn write_json(line: &mut Vec<u8>, id: Option<&RawValue>, object: &impl serde::Serialize) -> io::Result<()> {
    if let Some(id) = id {
        line.extend_from_slice(br#"{"id":"#);
        // Between its tokens a value may hold carriage returns, which some readers take for the end of the line.
        line.extend(id.get().bytes().map(|byte| if byte == b'\r' { b' ' } else { byte }));
        let brace = line.len();
        serde_json::to_writer(&mut *line, object)?;
        line[brace] = b',';
    } else {
        serde_json::to_writer(&mut *line, object)?;
    }
    line.push(b'\n');
    Ok(())
}
