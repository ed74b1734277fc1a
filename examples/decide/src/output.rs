//! Answers, written whole.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use serde_json::value::RawValue;
use shared::lines::Stop;
use shared::request_line::Fault;
use subscription_change::assess::{Assessment, PartialRequest};
use subscription_change::{Decision, Language, Request};

use crate::text::Eyes;

/// How many bytes of answers are written at once.
const CHUNK: usize = 1 << 16;

/// How many bytes a pipe of Linux takes whole or not at all. Hardly any answer in JSON is longer.
const PIPE: usize = 4096;

/// What a run that is interrupted exits with: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// How long a run that is interrupted waits for whoever reads the answers.
const PATIENCE: Duration = Duration::from_millis(500);

/// Where answers go. Only whole answers are written, also when the run is interrupted or the disk is full.
pub struct Output<'c> {
    answers: Arc<Mutex<Answers>>,
    interrupted: Arc<AtomicBool>,
    text: Option<(Eyes<'c>, ColorChoice)>,
}

/// Answers that are not written yet.
struct Answers {
    made: Vec<u8>,
    /// The end of each of them.
    ends: Vec<usize>,
    /// Standard output without a buffer of its own, so that it is known what was written.
    stdout: File,
    is_file: bool,
}

impl Answers {
    fn to(stdout: File) -> Self {
        let is_file = stdout.metadata().is_ok_and(|metadata| metadata.is_file());
        Self { made: Vec::with_capacity(2 * CHUNK), ends: Vec::new(), stdout, is_file }
    }

    /// Writes everything so far; what cannot be written is lost.
    fn write(&mut self) -> io::Result<()> {
        let mut written = 0;
        let result = self.write_from(&mut written);
        if result.is_err() {
            self.take_back_the_part_of_an_answer(written);
        }
        self.made.clear();
        self.ends.clear();
        result
    }

    fn write_from(&mut self, written: &mut usize) -> io::Result<()> {
        while *written < self.made.len() {
            match self.stdout.write(&self.made[*written..self.until(*written)]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(bytes) => *written += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// How much to write at once: everything to a file; to a pipe, as many answers as it takes whole, so that none is cut if the
    /// reader stops. A longer answer is written alone.
    fn until(&self, written: usize) -> usize {
        if self.is_file {
            return self.made.len();
        }
        let whole = self.ends.partition_point(|&end| end <= written + PIPE);
        let last = whole.checked_sub(1).map(|last| self.ends[last]).filter(|&end| end > written);
        last.or_else(|| self.ends.get(whole).copied()).unwrap_or(self.made.len())
    }

    /// If the disk is full, cuts the file after the last whole answer.
    fn take_back_the_part_of_an_answer(&mut self, written: usize) {
        let whole = self.ends.iter().rev().find(|&&end| end <= written).copied().unwrap_or(0);
        let part = (written - whole) as u64;
        if part > 0 && self.is_file {
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

impl<'c> Output<'c> {
    /// As text for these eyes, or as JSON.
    pub fn to_stdout(text: Option<Eyes<'c>>) -> io::Result<Self> {
        let text = text.map(|eyes| (eyes, AutoStream::choice(&io::stdout())));
        let answers = Arc::new(Mutex::new(Answers::to(stdout()?)));
        let interrupted = Arc::new(AtomicBool::new(false));
        let output = Self { answers, interrupted, text };
        let (answers, interrupted) = (Arc::clone(&output.answers), Arc::clone(&output.interrupted));
        ctrlc::set_handler(move || interrupt(&answers, &interrupted)).map_err(io::Error::other)?;
        Ok(output)
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if self.interrupted.load(Ordering::SeqCst) {
            drop(answers);
            loop {
                // No more answers are made, and the run ends while this waits.
                thread::park();
            }
        }
        answers
    }

    pub fn decided(&self, line: u64, id: Option<&RawValue>, request: &Request, decision: &Decision) -> Result<(), Stop> {
        let mut answers = self.answers();
        match self.text {
            None => write_json(&mut answers.made, id, decision)?,
            Some((eyes, colour)) => {
                write_text(&mut answers.made, colour, |out| eyes.decided(out, line, id, request, decision))?;
            }
        }
        Self::end_answer(answers)
    }

    pub fn assessed(
        &self,
        line: u64,
        id: Option<&RawValue>,
        request: &PartialRequest,
        assessment: &Assessment<'_>,
    ) -> Result<(), Stop> {
        let mut answers = self.answers();
        match self.text {
            None => write_json(&mut answers.made, id, assessment)?,
            Some((eyes, colour)) => {
                write_text(&mut answers.made, colour, |out| eyes.assessed(out, line, id, request, assessment))?;
            }
        }
        Self::end_answer(answers)
    }

    pub fn invalid(&self, line: u64, id: Option<&RawValue>, fault: &Fault) -> Result<(), Stop> {
        let mut answers = self.answers();
        match self.text {
            None => {
                // JSON has no language.
                let error = format!("line {line}: {}", fault.said(Language::English));
                write_json(&mut answers.made, id, &serde_json::json!({"decision": "invalid", "error": error}))?;
            }
            Some((eyes, colour)) => write_text(&mut answers.made, colour, |out| eyes.invalid(out, line, id, fault))?,
        }
        Self::end_answer(answers)
    }

    fn end_answer(mut answers: MutexGuard<'_, Answers>) -> Result<(), Stop> {
        let end = answers.made.len();
        answers.ends.push(end);
        if end >= CHUNK { Ok(answers.write()?) } else { Ok(()) }
    }

    /// Writes all that is made.
    pub fn flush(&self) -> Result<(), Stop> {
        Ok(self.answers().write()?)
    }
}

/// Ends the run. Finished answers are written first, unless nobody reads them.
fn interrupt(answers: &Arc<Mutex<Answers>>, interrupted: &AtomicBool) {
    interrupted.store(true, Ordering::SeqCst);
    let answers = Arc::clone(answers);
    let write = move || {
        let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
        // There is nobody left to tell if this fails.
        let _ = answers.write();
        process::exit(INTERRUPTED);
    };
    // The run itself may hold the answers while it waits, so this does not wait for them.
    let _ = thread::Builder::new().spawn(write);
    thread::sleep(PATIENCE);
    process::exit(INTERRUPTED);
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
