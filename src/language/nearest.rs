//! Reading names as people type them, and finding the one that they may have meant.

/// How many letters are compared to tell how far two names are apart. No label has as many.
const LONGEST: usize = 64;

/// The letters that count: in lower case, without accents, and without space around them. A `_`, a hyphen and any white space are a
/// space, and an apostrophe is an apostrophe.
fn letters(text: &str) -> impl Iterator<Item = char> + Clone + '_ {
    text.trim().chars().filter(|letter| counts(*letter)).map(plain)
}

/// An accent may be a character of its own, and the vendor's names carry trademark signs.
const fn counts(letter: char) -> bool {
    !matches!(letter, '\u{300}'..='\u{36f}' | '®' | '™')
}

fn plain(letter: char) -> char {
    match letter {
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ý' | 'ý' | 'ÿ' | 'Ÿ' => 'y',
        '’' => '\'',
        '_' | '-' | '\u{2010}' | '\u{2011}' => ' ',
        _ if letter.is_whitespace() => ' ',
        _ => letter.to_ascii_lowercase(),
    }
}

/// Whether the text is this name, as people type it, in one word or in several.
pub(super) fn is_same(text: &str, name: &str) -> bool {
    let without_space = |text| letters(text).filter(|letter| *letter != ' ');
    without_space(text).eq(without_space(name))
}

/// What stands after these words, if the text begins with them and there is more.
pub(super) fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in letters(words).filter(|letter| *letter != ' ') {
        let is_space = |letter: &char| !counts(*letter) || plain(*letter) == ' ';
        let written = rest.find(|letter| !is_space(letter))?;
        if plain(written) != wanted {
            return None;
        }
    }
    let rest = rest.as_str();
    letters(rest).any(|letter| letter != ' ').then_some(rest)
}

/// How many letters have to be inserted, removed or replaced to turn the text into the name (the Levenshtein distance). Only the
/// first [`LONGEST`] letters of both are compared.
pub(super) fn distance(text: &str, name: &str) -> u8 {
    // For each beginning of the name, from its first letter on, its distance from the letters of the text so far.
    let mut distances = [0_u8; LONGEST];
    let mut whole = 0;
    for (distance, length) in distances.iter_mut().zip(1..).take(letters(name).count()) {
        *distance = length;
        whole = length;
    }
    for (written, before) in letters(text).take(LONGEST).zip(0_u8..) {
        // For the empty beginning, every letter of the text is too many.
        let (mut diagonal, mut left) = (before, before.saturating_add(1));
        for (above, meant) in distances.iter_mut().zip(letters(name)) {
            let replaced = diagonal.saturating_add(u8::from(written != meant));
            let here = replaced.min(left.min(*above).saturating_add(1));
            (diagonal, left, *above) = (*above, here, here);
        }
        whole = left;
    }
    whole
}
