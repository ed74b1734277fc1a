//! What is said to a person: harmless to the terminal, and not lost unnoticed.

use std::fmt::{self, Write as _};
use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::Style;
use serde_json::value::RawValue;
use subscription_change::Language;

use crate::language::say;

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();

/// The width of a column of codes: the longest of a reason.
pub const CODES: usize = "transfer_permission_expired".len();

/// What a program exits with that cannot do what it is for: unusable arguments, or something cannot be read or written.
pub const UNUSABLE: u8 = 2;

/// Text from outside: what would steer the terminal or the direction of writing is escaped, and so is what no XML may hold.
pub struct Plain<'a>(pub &'a str);

/// Controls, the separators of lines and paragraphs, everything with Unicode's property `Bidi_Control`, and what is no character.
fn is_escaped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| if is_escaped(c) { write!(f, "{}", c.escape_default()) } else { f.write_char(c) })
    }
}

/// Says which request of a stream is told about: by its id if it has one, and its line.
///
/// # Errors
///
/// It cannot be written.
pub fn heading(out: &mut dyn Write, line: u64, id: Option<&RawValue>, language: Language) -> io::Result<()> {
    let place = say(language, "line", "ligne");
    match id.map(|id| serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned())) {
        Some(id) => writeln!(out, "{BOLD}{}{BOLD:#} {DIM}({place} {line}){DIM:#}", Plain(&id)),
        None => writeln!(out, "{BOLD}{place} {line}{BOLD:#}"),
    }
}

/// Says this on standard error, harmless but for its line ends.
///
/// # Errors
///
/// Standard error is closed or full.
pub fn tell(text: &str) -> io::Result<()> {
    let lines: Vec<String> = text.split('\n').map(|line| Plain(line).to_string()).collect();
    io::stderr().lock().write_all(lines.join("\n").as_bytes())
}

/// Says this at the end, and exits with the code if it can be said.
#[must_use]
pub fn end(text: &str, code: ExitCode) -> ExitCode {
    if tell(text).is_ok() { code } else { ExitCode::from(UNUSABLE) }
}

/// Says why a program cannot do what it is for.
#[must_use]
pub fn unusable(program: &str, why: &str) -> ExitCode {
    end(&format!("{program}: {why}\n"), ExitCode::from(UNUSABLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_steers_a_terminal_or_the_direction_of_writing_is_escaped_and_nothing_else() {
        let controls = ('\0'..=' ').chain('\u{7e}'..='\u{a0}').filter(|c| c.is_control());
        let directions =
            ['\u{61c}', '\u{200e}', '\u{200f}'].into_iter().chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
        let separators = ['\u{2028}', '\u{2029}'];
        for c in controls.chain(directions).chain(separators) {
            assert_eq!(Plain(&c.to_string()).to_string(), c.escape_default().to_string());
        }
        let harmless = "Élie & Fils – 名前 🥖\u{200d}🧀 « a\u{a0}; b » \\u{202e} \u{202f}\u{2065}\u{206a}";
        assert_eq!(Plain(harmless).to_string(), harmless);
    }
}
