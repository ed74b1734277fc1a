//! How far a long run is, on a terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use shared::language::say;
use subscription_change::Language;

/// A run that ends sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many lines go by between two looks at the clock.
const LOOK: u32 = 1024;

/// Shows nothing where standard error is not a terminal.
pub struct Progress {
    language: Language,
    length: Option<u64>,
    started: Instant,
    bytes: u64,
    lines: u32,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn of(length: Option<u64>, language: Language) -> Self {
        Self { language, length, started: Instant::now(), bytes: 0, lines: 0, bar: None }
    }

    pub fn advance(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.lines = self.lines.wrapping_add(1);
        if self.lines % LOOK != 0 || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| match self.length {
            Some(length) => ProgressBar::new(length)
                .with_style(ProgressStyle::with_template("{bar:40} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar())),
            None => ProgressBar::no_length()
                .with_style(ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner())),
        });
        bar.set_message(said(self.language, self.bytes, self.length, self.started.elapsed()));
        bar.set_position(self.bytes);
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// How much is read and how long the rest will take; or, if the size is unknown, how long it has taken.
fn said(language: Language, bytes: u64, length: Option<u64>, elapsed: Duration) -> String {
    let time = |seconds: u64| if seconds < 120 { format!("{seconds}\u{a0}s") } else { format!("{}\u{a0}min", seconds / 60) };
    match length {
        Some(length) if bytes > 0 => {
            let percent = bytes.min(length) * 100 / length.max(1);
            let left = u128::from(elapsed.as_secs()) * u128::from(length.saturating_sub(bytes)) / u128::from(bytes);
            let left = time(u64::try_from(left).unwrap_or(u64::MAX));
            say(language, format!("{percent}%, {left} left"), format!("{percent}\u{a0}%, encore {left}"))
        }
        _ => {
            let (megabytes, elapsed) = (bytes / 1_000_000, time(elapsed.as_secs()));
            say(language, format!("{megabytes}\u{a0}MB in {elapsed}"), format!("{megabytes}\u{a0}Mo en {elapsed}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_said_in_both_languages() {
        let both = |bytes, length, seconds| {
            [Language::English, Language::French].map(|language| said(language, bytes, length, Duration::from_secs(seconds)))
        };
        assert_eq!(both(250, Some(1000), 20), ["25%, 60\u{a0}s left", "25\u{a0}%, encore 60\u{a0}s"]);
        assert_eq!(both(1, Some(1000), 20), ["0%, 333\u{a0}min left", "0\u{a0}%, encore 333\u{a0}min"]);
        assert_eq!(both(2_500_000, None, 3), ["2\u{a0}MB in 3\u{a0}s", "2\u{a0}Mo en 3\u{a0}s"]);
        // A file that grows while it is read.
        assert_eq!(both(2000, Some(1000), 20), ["100%, 0\u{a0}s left", "100\u{a0}%, encore 0\u{a0}s"]);
    }
}
