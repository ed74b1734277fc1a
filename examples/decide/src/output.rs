//! Answers, written whole.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anstream::{AutoStream, ColorChoice};
use serde_json::value::RawValue;
use subscription_change::{Decision, Request};

use crate::Stop;
use crate::text::Eyes;

/// How many bytes of answers are written at once.
const CHUNK: usize = 1 << 16;

/// What a run that is interrupted exits with: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Where answers go. Only whole answers are written, also when the run is interrupted or the disk is full.
pub struct Output {
    answers: Arc<Mutex<Answers>>,
    text: Option<(Eyes, ColorChoice)>,
}

/// Answers that are made and not written yet.
struct Answers {
    made: Vec<u8>,
    /// Standard output without a buffer of its own, so that it is known what was written.
    stdout: File,
}

impl Answers {
    fn write(&mut self) -> io::Result<()> {
        let mut written = 0;
        while written < self.made.len() {
            match self.stdout.write(&self.made[written..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(bytes) => written += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.take_back_the_part_of_an_answer(written);
                    return Err(error);
                }
            }
        }
        self.made.clear();
        Ok(())
    }

    /// Cuts a file that could not take all that was made after the last answer that it took whole.
    fn take_back_the_part_of_an_answer(&mut self, written: usize) {
        let whole = self.made[..written].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let part = (written - whole) as u64;
        self.made.clear();
        let is_file = self.stdout.metadata().is_ok_and(|metadata| metadata.is_file());
        if part > 0 && is_file {
            if let Ok(end) = self.stdout.stream_position() {
                // The run fails anyway, and says why.
                let _ = self.stdout.set_len(end.saturating_sub(part));
            }
        }
    }
}

#[cfg(unix)]
fn stdout() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn stdout() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
}

impl Output {
    /// As text for these eyes, or as JSON.
    pub fn to_stdout(text: Option<Eyes>) -> io::Result<Self> {
        let text = text.map(|eyes| (eyes, AutoStream::choice(&io::stdout())));
        let answers = Arc::new(Mutex::new(Answers { made: Vec::with_capacity(2 * CHUNK), stdout: stdout()? }));
        let interrupted = Arc::clone(&answers);
        let interrupt = move || {
            let mut answers = interrupted.lock().unwrap_or_else(PoisonError::into_inner);
            // There is nobody left to tell if this fails.
            let _ = answers.write();
            process::exit(INTERRUPTED);
        };
        ctrlc::set_handler(interrupt).map_err(io::Error::other)?;
        Ok(Self { answers, text })
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn decided(&self, line: u64, id: Option<&RawValue>, request: &Request, decision: &Decision) -> Result<(), Stop> {
        let mut answers = self.answers();
        match self.text {
            None => write_json(&mut answers.made, id, decision)?,
            Some((eyes, colour)) => {
                write_text(&mut answers.made, colour, |out| eyes.decided(out, line, id, request, decision))?;
            }
        }
        Self::write_if_large(answers)
    }

    pub fn invalid(&self, line: u64, id: Option<&RawValue>, error: &str) -> Result<(), Stop> {
        let mut answers = self.answers();
        match self.text {
            None => {
                let error = format!("line {line}: {error}");
                write_json(&mut answers.made, id, &serde_json::json!({"decision": "invalid", "error": error}))?;
            }
            Some((eyes, colour)) => write_text(&mut answers.made, colour, |out| eyes.invalid(out, line, id, error))?,
        }
        Self::write_if_large(answers)
    }

    fn write_if_large(mut answers: MutexGuard<'_, Answers>) -> Result<(), Stop> {
        if answers.made.len() >= CHUNK { Ok(answers.write()?) } else { Ok(()) }
    }

    /// Writes all that is made.
    pub fn flush(&self) -> Result<(), Stop> {
        Ok(self.answers().write()?)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Unwritable(error) }
    }
}

/// Writes text, with its colours or without them.
fn write_text(
    answers: &mut Vec<u8>,
    colour: ColorChoice,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut coloured = AutoStream::new(std::mem::take(answers), colour);
    let result = write(&mut coloured);
    *answers = coloured.into_inner();
    result
}

/// Writes an object as a line, with the `id` of the request as its first field.
fn write_json(line: &mut Vec<u8>, id: Option<&RawValue>, object: &impl serde::Serialize) -> io::Result<()> {
    if let Some(id) = id {
        line.extend_from_slice(br#"{"id":"#);
        // Between its tokens a value may hold carriage returns, which some readers take for the end of the line.
        line.extend(id.get().bytes().map(|byte| if byte == b'\r' { b' ' } else { byte }));
        // The object's own opening brace becomes the comma behind the `id`.
        let brace = line.len();
        serde_json::to_writer(&mut *line, object)?;
        line[brace] = b',';
    } else {
        serde_json::to_writer(&mut *line, object)?;
    }
    line.push(b'\n');
    Ok(())
}
