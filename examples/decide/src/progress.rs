//! How far a long run is, on a terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A run that ends sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many lines go by between two looks at the clock.
const LOOK: u32 = 1024;

/// Shows nothing where standard error is not a terminal.
pub struct Progress {
    length: Option<u64>,
    started: Instant,
    bytes: u64,
    lines: u32,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn of(length: Option<u64>) -> Self {
        Self { length, started: Instant::now(), bytes: 0, lines: 0, bar: None }
    }

    pub fn advance(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.lines = self.lines.wrapping_add(1);
        if self.lines % LOOK != 0 || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| match self.length {
            Some(length) => ProgressBar::new(length).with_style(
                ProgressStyle::with_template("{bar:40} {percent:>3} %  {bytes} of {total_bytes}  {eta} left")
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            ),
            None => ProgressBar::no_length().with_style(
                ProgressStyle::with_template("{spinner} {bytes} in {elapsed}")
                    .unwrap_or_else(|_| ProgressStyle::default_spinner()),
            ),
        });
        bar.set_position(self.bytes);
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
