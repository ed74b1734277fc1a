//! Lines of a stream, in constant memory.

use std::io::{self, BufRead, BufReader, Read};

use subscription_change::Language;

use crate::files::{cannot_read, without_mark};
use crate::language::say;
use crate::request_line::{Fault, RequestLine};

/// The longest line that is looked at, in bytes. A request has about a thousand.
const LONGEST: usize = 1 << 20;

/// How much is read at once, in bytes.
const CHUNK: usize = 1 << 18;

/// Why a run ends before its input does.
pub enum Stop {
    /// Nobody reads the output any more.
    Closed,
    /// The input cannot be read.
    Unreadable(io::Error),
    /// The output cannot be written.
    Unwritable(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Unwritable(error) }
    }
}

/// Says that the input of this name cannot be read, or not on after so many lines.
#[must_use]
pub fn cannot_read_on(name: &str, lines: u64, error: &io::Error, language: Language) -> String {
    if lines == 0 {
        return cannot_read(name, error, language);
    }
    let place = say(language, format!("{name} after line {lines}"), format!("{name} après la ligne {lines}"));
    cannot_read(&place, error, language)
}

/// A line of the stream, without its end.
#[derive(Debug, PartialEq)]
pub enum Piece<'a> {
    Whole(&'a [u8]),
    TooLong,
}

impl<'a> Piece<'a> {
    /// What the line says.
    #[must_use]
    pub fn request(self) -> RequestLine<'a> {
        match self {
            Self::Whole(line) => RequestLine::read(line),
            Self::TooLong => RequestLine { id: None, request: Err(Fault::TooLong { limit: LONGEST }) },
        }
    }
}

/// The lines of a stream.
pub struct Lines {
    input: BufReader<Box<dyn Read>>,
    line: Vec<u8>,
}

impl Lines {
    #[must_use]
    pub fn of(input: Box<dyn Read>) -> Self {
        Self { input: BufReader::with_capacity(CHUNK, input), line: Vec::new() }
    }

    /// The next line, and how many bytes it took from the stream; `None` at the end of the stream. What stands after the last line
    /// feed is a line too.
    ///
    /// `before_waiting` is called before the stream is asked for more, which may take as long as it likes.
    ///
    /// # Errors
    ///
    /// The stream cannot be read, or that of `before_waiting`.
    pub fn next(&mut self, mut before_waiting: impl FnMut() -> Result<(), Stop>) -> Result<Option<(Piece<'_>, u64)>, Stop> {
        self.line.clear();
        let mut taken: u64 = 0;
        let ended = loop {
            if self.input.buffer().is_empty() {
                before_waiting()?;
            }
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Stop::Unreadable(error)),
            };
            if chunk.is_empty() {
                break false;
            }
            let end = memchr::memchr(b'\n', chunk);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            // One byte over the limit is kept besides a byte order mark and a carriage return, to tell a line that is too long.
            let room = (LONGEST + 5).saturating_sub(self.line.len());
            self.line.extend_from_slice(&part[..part.len().min(room)]);
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            taken += used as u64;
            if end.is_some() {
                break true;
            }
        };
        if taken == 0 && !ended {
            return Ok(None);
        }
        // A byte order mark stands before a later line where one file was put behind another.
        let line = without_mark(&self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let piece = if line.len() > LONGEST { Piece::TooLong } else { Piece::Whole(line) };
        Ok(Some((piece, taken)))
    }
}
