//! What sentences of every language are made of.

use core::fmt::{self, Display, Formatter, Write};

use super::speech;
use super::speech::Scene;
use crate::model::{ClientStatus, Language};

/// What a function writes.
pub(super) struct Clause<F>(pub(super) F);

impl<F: Fn(&mut Formatter<'_>) -> fmt::Result> Display for Clause<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0(f)
    }
}

/// Writes a clause as a sentence: with a capital at its beginning and a full stop at its end.
pub(super) fn sentence(f: &mut Formatter<'_>, clause: impl Fn(&mut Formatter<'_>) -> fmt::Result) -> fmt::Result {
    ending_in(f, '.', clause)
}

/// The same as a question, behind what the language puts before one. The French of Canada has no space before its mark.
pub(super) fn question(f: &mut Formatter<'_>, before: &str, clause: impl Fn(&mut Formatter<'_>) -> fmt::Result) -> fmt::Result {
    f.write_str(before)?;
    ending_in(f, '?', clause)
}

fn ending_in(f: &mut Formatter<'_>, mark: char, clause: impl Fn(&mut Formatter<'_>) -> fmt::Result) -> fmt::Result {
    /// Makes the first letter that passes through a capital.
    struct Capital<'a, 'b> {
        f: &'a mut Formatter<'b>,
        begun: bool,
    }

    impl Write for Capital<'_, '_> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let mut rest = text.chars();
            match rest.next() {
                Some(first) if !self.begun => {
                    self.begun = true;
                    write!(self.f, "{}", first.to_uppercase())?;
                    self.f.write_str(rest.as_str())
                }
                _ => self.f.write_str(text),
            }
        }
    }

    write!(Capital { f, begun: false }, "{}{mark}", Clause(clause))
}

/// A text in which braces stand for what the edition calls a plan or an add-on, as in `{easy_start}` and `{time}`; for its whole `{ladder}` as alternatives, the
/// `{lowest}` and the `{highest}` plan of it; for its `{separate}` products; and for words that are spelled otherwise elsewhere. It is said as [`Named`].
#[derive(Clone, Copy)]
pub(super) struct WithNames(pub(super) &'static str);

/// Such a text with the names of an edition in the place of the braces.
pub(super) struct Named<'a>(pub(super) Scene<'a>, pub(super) WithNames);

impl Display for Named<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(scene, WithNames(mut rest)) = *self;
        while let Some((before, after)) = rest.split_once(['{']) {
            f.write_str(before)?;
            let Some((name, after)) = after.split_once(['}']) else { return write!(f, "{{{after}") };
            named(f, scene, name)?;
            rest = after;
        }
        f.write_str(rest)
    }
}

fn named(f: &mut Formatter<'_>, scene: Scene<'_>, name: &str) -> fmt::Result {
    let ladder = scene.terms.edition.ladder;
    match (name, scene.language) {
        ("ladder", _) => alternatives(f, scene.language, ladder.iter().map(|plan| scene.plan(plan))),
        ("lowest", _) => {
            let sold = ladder.iter().find(|&plan| scene.terms.plans.get(plan).sold);
            f.write_str(sold.or(ladder.at(0)).map_or("", |plan| scene.plan(plan)))
        }
        ("highest", _) => f.write_str(ladder.iter().last().map_or("", |plan| scene.plan(plan))),
        ("separate", _) => {
            let separate = scene.terms.edition.separate_products;
            alternatives(f, scene.language, separate.iter().map(|plan| scene.product_of_plan(plan)))
        }
        ("cancelled", language) => write!(f, "{}", Lowered(ClientStatus::Cancelled.label(language))),
        ("catalogue", language) => f.write_str(match language {
            Language::AmericanEnglish => "catalog",
            Language::English | Language::French => "catalogue",
        }),
        _ => match (name.parse(), name.parse()) {
            (Ok(plan), _) => f.write_str(scene.plan(plan)),
            (_, Ok(add_on)) => f.write_str(scene.add_on(add_on)),
            // With its braces, which no text has, so that a misspelled name does not pass for a word.
            _ => write!(f, "{{{name}}}"),
        },
    }
}

/// As in "Ledger, Plus or Advanced".
pub(super) fn alternatives<D: Display>(
    f: &mut Formatter<'_>,
    language: Language,
    all: impl IntoIterator<Item = D>,
) -> fmt::Result {
    list(f, speech(language).phrases().or, all)
}

/// A label that begins with a capital, inside a sentence. One of which a later word begins with a capital too is a name, and stays as it is.
pub(super) struct Lowered(pub(super) &'static str);

impl Display for Lowered {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut before = self.0.chars();
        before.next();
        // `char::is_uppercase` would do, but the compiler cannot see that it never panics.
        let is_name = self.0.chars().zip(before).any(|(one, next)| one == ' ' && !next.to_lowercase().eq([next]));
        if is_name {
            return f.write_str(self.0);
        }
        let mut rest = self.0.chars();
        if let Some(first) = rest.next() {
            write!(f, "{}", first.to_lowercase())?;
        }
        f.write_str(rest.as_str())
    }
}

/// A number with its thousands grouped by the separator of the language.
pub(super) struct Grouped(pub(super) u32, pub(super) &'static str);

impl Display for Grouped {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(number, by) = *self;
        let (billions, millions) = (number / 1_000_000_000, number / 1_000_000 % 1000);
        let (thousands, ones) = (number / 1000 % 1000, number % 1000);
        match number {
            0..=999 => write!(f, "{ones}"),
            1000..=999_999 => write!(f, "{thousands}{by}{ones:03}"),
            1_000_000..=999_999_999 => write!(f, "{millions}{by}{thousands:03}{by}{ones:03}"),
            1_000_000_000.. => write!(f, "{billions}{by}{millions:03}{by}{thousands:03}{by}{ones:03}"),
        }
    }
}

/// Writes a list in a sentence: commas, and a word before the last.
pub(super) fn list<D: Display>(f: &mut Formatter<'_>, before_last: &str, all: impl IntoIterator<Item = D>) -> fmt::Result {
    let mut all = all.into_iter().peekable();
    if let Some(first) = all.next() {
        write!(f, "{first}")?;
    }
    while let Some(one) = all.next() {
        if all.peek().is_some() { write!(f, ", {one}")? } else { write!(f, " {before_last} {one}")? }
    }
    Ok(())
}
