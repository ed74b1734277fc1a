//! Lines of a stream, in constant memory.

use std::io::{self, BufRead, BufReader, Read};

use crate::Stop;

/// The longest line that is looked at, in bytes. A request has about a thousand.
const LONGEST: usize = 1 << 20;

/// How much is read at once, in bytes.
const CHUNK: usize = 1 << 18;

/// A line of the stream, without its end.
#[derive(Debug, PartialEq)]
pub enum Piece<'a> {
    Whole(&'a [u8]),
    TooLong { limit: usize },
}

/// The lines of a stream.
pub struct Lines {
    input: BufReader<Box<dyn Read>>,
    line: Vec<u8>,
    first: bool,
}

impl Lines {
    pub fn of(input: Box<dyn Read>) -> Self {
        Self { input: BufReader::with_capacity(CHUNK, input), line: Vec::new(), first: true }
    }

    /// The next line, and how many bytes it took from the stream; `None` at the end of the stream. What stands after the last line
    /// feed is a line too.
    ///
    /// `before_waiting` is called before the stream is asked for more, which may take as long as it likes.
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
            // One byte over the limit is kept, to tell a line that is too long from one that is not.
            let room = (LONGEST + 1).saturating_sub(self.line.len());
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
        let mut line = self.line.as_slice();
        if std::mem::take(&mut self.first) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        line = line.strip_suffix(b"\r").unwrap_or(line);
        let piece = if line.len() > LONGEST { Piece::TooLong { limit: LONGEST } } else { Piece::Whole(line) };
        Ok(Some((piece, taken)))
    }
}
