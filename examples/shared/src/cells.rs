//! What stands in a cell of a spreadsheet, as people type it and as spreadsheets write it, in English or French.

/// In lower case and without accents.
pub fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        _ => letter,
    })
}

/// The letters and digits that tell one word from another: in lower case, without accents, and nothing between them.
#[must_use]
pub fn letters(text: &str) -> String {
    plain(text).filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whether a cell says that there is none, or that it never was.
#[must_use]
pub fn is_none(cell: &str) -> bool {
    const NONE: [&str; 8] = ["none", "no", "never", "nothing", "aucun", "aucune", "non", "jamais"];
    matches!(cell, "-" | "–" | "—") || NONE.contains(&letters(cell).as_str())
}

/// A whole number, also as `3.0` and `1 200`; `1,200` may be something else.
#[must_use]
pub fn count(cell: &str) -> Option<u32> {
    let whole = match cell.split_once(['.', ',']) {
        Some((whole, "0" | "00")) => whole,
        Some(_) => return None,
        None => cell,
    };
    let mut groups = whole.split([' ', '\u{a0}', '\u{202f}']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    let digits = [first].into_iter().chain(rest).collect::<String>();
    digits.parse().ok().filter(|_| is_digits(first) && grouped)
}

/// Yes or no.
#[must_use]
pub fn yes_or_no(cell: &str) -> Option<bool> {
    const YES: [&str; 8] = ["true", "yes", "y", "vrai", "oui", "o", "1", "x"];
    const NO: [&str; 6] = ["false", "no", "n", "faux", "non", "0"];
    let written = letters(cell);
    if YES.contains(&written.as_str()) || matches!(cell, "✓" | "✔" | "☑") {
        return Some(true);
    }
    if NO.contains(&written.as_str()) || cell == "☐" {
        return Some(false);
    }
    match count(cell)? {
        1 => Some(true),
        0 => Some(false),
        _ => None,
    }
}
