//! The whole rule book of each country, in its languages, as it is shipped in the documentation: reviewed by reading, and held to what is said.
//!
//! `UPDATE_EXPECT=1 cargo test rule_book` writes it anew.

use std::fmt::Write;

use subscription_change::catalogue::{Effective, Mark, Rule, RuleCode, Sources};
use subscription_change::parts::Quota;
use subscription_change::{
    Actor, AddOnKind, Audience, BillingCycle, Catalogue, ClientStatus, Feature, Language, Notice, NoticeCode, Party, Plan,
    Product, Reason, ReasonCode, Remedy, RemedyCode, Resolution, Resource, Step, Tier, UserKind,
};

use super::samples;

const SHIPPED: &str = include_str!("../../docs/RULES.md");
const SHIPPED_US: &str = include_str!("../../docs/RULES-US.md");

const ABOUT: &str = "\
# The rule book

Every rule with its condition, its source and what it says, in {languages}, as told to the firm, the client and
others. Generated from the crate and held to it by a test.

Sources: **S**, said by the vendor's help article L78SslIqi of 28 January 2025; **O**, another page of the vendor; **J**, judgement,
where neither says.

";

const ABOUT_US: &str = "\
# The rule book of the United States

The [rule book](RULES.md) by the American catalogue: every rule with its condition, its source and what it says, in {languages}, as told
to the firm, the client and others. Generated from the crate and held to it by a test.

Sources: **O**, a page of the vendor; **J**, judgment, where none says. The Canadian source of record does not apply here, so nothing is marked **S**.

";

/// The rule book of one country: by its catalogue, in its languages.
struct RuleBook {
    file: &'static str,
    about: &'static str,
    catalogue: &'static Catalogue,
    languages: &'static [Language],
}

fn canada() -> RuleBook {
    let languages = &[Language::English, Language::French];
    RuleBook { file: "docs/RULES.md", about: ABOUT, catalogue: Catalogue::canada(), languages }
}

fn united_states() -> RuleBook {
    let languages = &[Language::AmericanEnglish];
    RuleBook { file: "docs/RULES-US.md", about: ABOUT_US, catalogue: Catalogue::united_states(), languages }
}

#[test]
fn every_kind_of_user_and_every_resource_has_its_sentence() {
    let told: Vec<Quota> = samples::reasons()
        .iter()
        .filter_map(|reason| match *reason {
            Reason::TooManyUsers { kind, .. } => Some(Quota::Users(kind)),
            Reason::OverLimit { resource, .. } => Some(Quota::Resource(resource)),
            _ => None,
        })
        .collect();
    assert_eq!(told, Quota::ALL, "what can be too many, in `samples::reasons`");
}

/// What a language is called, with its country and without.
fn called(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => ("Canadian English", "English"),
        Language::French => ("Canadian French", "French"),
        Language::AmericanEnglish => ("American English", "English"),
        other => panic!("add what {other} is called"),
    }
}

fn one_of_each(all: impl Iterator<Item = &'static str>, between: &str) -> String {
    all.collect::<Vec<_>>().join(between)
}

/// A list of names in the languages of a rule book.
macro_rules! names {
    ($book:ident, $page:ident, $($title:expr; $all:expr, $called:expr),+ $(,)?) => {$(
        writeln!($page, "\n### {}\n", $title).unwrap();
        for member in $all {
            let called: Vec<&str> = $book.languages.iter().map(|&language| $called(*member, language)).collect();
            writeln!($page, "- `{member}`: {}", called.join(" · ")).unwrap();
        }
    )+};
}

impl RuleBook {
    /// A table of what is said: a row for each language and audience. With a column for each audience, a narrow window has no room for a word.
    fn said(&self, page: &mut String, say: impl Fn(Language, Audience) -> String) {
        let alike = self
            .languages
            .iter()
            .all(|&language| Audience::ALL.iter().all(|&audience| say(language, audience) == say(language, Audience::Other)));
        let audiences = if alike { &[Audience::Other] } else { Audience::ALL };
        page.push_str("\n| to | sentence |\n|---|---|\n");
        for &language in self.languages {
            for &audience in audiences {
                let to = match audience {
                    _ if alike => "everybody",
                    Audience::Firm => "the firm",
                    Audience::Client => "the client",
                    _ => "others",
                };
                writeln!(page, "| {to}, {} | {} |", &language.tag()[..2], say(language, audience)).unwrap();
            }
        }
    }

    fn sources(&self, sources: Sources, language: Language) -> String {
        let told: Vec<String> = sources
            .iter()
            .map(|source| format!("**{}** {}", source.mark.letter(), source.display(language).in_words_of(self.catalogue)))
            .collect();
        told.join(" · ")
    }

    fn heading(&self, page: &mut String, number: usize, rule: &Rule) {
        let parameters = rule.code.parameters().join(", ");
        let parameters = if parameters.is_empty() { parameters } else { format!(" `{{{parameters}}}`") };
        writeln!(page, "\n### {number}. `{}`{parameters}\n", rule.code).unwrap();
        for &language in self.languages {
            let (condition, sources) =
                (rule.condition(language).in_words_of(self.catalogue), self.sources(rule.sources, language));
            let (tag, or) = match language {
                Language::English | Language::AmericanEnglish => ("en", ", or: "),
                Language::French => ("fr\u{a0}", ", ou\u{a0}: "),
                other => panic!("add the word for “or” of {other}, and what stands before a colon"),
            };
            let resolutions: Vec<String> =
                rule.resolutions.iter().map(|resolution| format!("*{}*", resolution.label(language))).collect();
            let resolutions = if resolutions.is_empty() { String::new() } else { resolutions.join(or) + ". " };
            writeln!(page, "- {tag}: {condition}. {resolutions}{sources}").unwrap();
        }
    }

    fn reason(&self, page: &mut String, code: ReasonCode) {
        for reason in samples::reasons().into_iter().filter(|reason| reason.code() == code) {
            self.said(page, |language, audience| {
                let advice = match reason.instead(language) {
                    Some(instead) => instead.in_words_of(self.catalogue).to_string(),
                    None => reason.remedies().display(language, audience).in_words_of(self.catalogue).to_string(),
                };
                format!("{} {advice}", reason.display(language, audience).in_words_of(self.catalogue)).trim_end().to_owned()
            });
        }
    }

    fn notice(&self, page: &mut String, code: NoticeCode) {
        for notice in samples::notices().into_iter().filter(|notice: &Notice| notice.code() == code) {
            self.said(page, |language, audience| notice.display(language, audience).in_words_of(self.catalogue).to_string());
        }
    }

    fn page(&self) -> String {
        let languages = one_of_each(self.languages.iter().map(|&language| called(language).0), " and ");
        let mut page = self.about.replace("{languages}", &languages);
        page.push_str("## Reasons for refusal\n\nEach is followed by what to do about it.\n");
        for (rule, number) in self.catalogue.all_rules().zip(1..) {
            if rule.code == RuleCode::Notice(NoticeCode::LeavesLedger) {
                page.push_str("\n## Notices\n");
            }
            self.heading(&mut page, number, &rule);
            match rule.code {
                RuleCode::Reason(code) => self.reason(&mut page, code),
                RuleCode::Notice(code) => self.notice(&mut page, code),
                other => panic!("{other} is neither"),
            }
        }
        page.push_str("\n## Remedies\n");
        for &code in RemedyCode::ALL {
            writeln!(page, "\n### `{code}`").unwrap();
            for remedy in samples::remedies().into_iter().filter(|remedy: &Remedy| remedy.code() == code) {
                self.said(&mut page, |language, audience| {
                    remedy.display(language, audience).in_words_of(self.catalogue).to_string()
                });
            }
        }
        page.push_str("\n## Steps\n");
        for step in samples::steps() {
            let step: Step = step;
            writeln!(page, "\n`{}`", step.code()).unwrap();
            self.said(&mut page, |language, audience| step.display(language, audience).in_words_of(self.catalogue).to_string());
        }
        page.push_str("\n## Names\n\nThe name in JSON, and what people call it");
        if self.languages.len() > 1 {
            page.push_str(" in ");
            page.push_str(&one_of_each(self.languages.iter().map(|&language| called(language).1), " and in "));
        }
        page.push_str(".\n");
        let book = self;
        names! {
            book, page,
            "Products"; Product::ALL, |product: Product, language| match product.add_on() {
                Some(add_on) => book.catalogue.add_on_name(add_on, language),
                None => product.label(language),
            },
            "Plans"; Plan::ALL, |plan, language| book.catalogue.plan_name(plan, language),
        }
        for &kind in AddOnKind::ALL {
            let (first, rest) = kind.name().split_at(1);
            let tiers: Vec<Tier> = kind.tiers().iter().collect();
            names! { book, page, format!("{}{} tiers", first.to_uppercase(), rest.replace('_', " ")); &tiers, Tier::label }
        }
        if self.languages.contains(&Language::French) {
            page.push_str(
                "\nFrench translates Elite only where it is payroll's: QuickBooks Paie Élite, but QuickBooks Time Elite.\n",
            );
        }
        names! {
            book, page,
            "Features"; Feature::ALL, Feature::label,
            "Kinds of users"; UserKind::ALL, UserKind::label,
            "Resources"; Resource::ALL, Resource::label,
            "Client statuses"; ClientStatus::ALL, ClientStatus::label,
            "Parties"; Party::ALL, Party::label,
            "Who acts"; Actor::ALL, Actor::label,
            "Billing cycles"; BillingCycle::ALL, BillingCycle::label,
            "Resolutions"; Resolution::ALL, Resolution::label,
            "When a change takes effect"; Effective::ALL, Effective::label,
            "Sources"; Mark::ALL, Mark::label,
        }
        page
    }
}

fn hold(book: &RuleBook, shipped: &str) {
    let (page, file) = (book.page(), book.file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let path = format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"));
        return std::fs::write(path, page).expect("the page can be written");
    }
    // Line by line: all in which two such pages differ takes minutes to work out.
    let lines = shipped.split_inclusive('\n').zip(page.split_inclusive('\n'));
    for (place, (shipped, said)) in lines.enumerate() {
        assert_eq!(shipped, said, "line {} of {file} has drifted; UPDATE_EXPECT=1 writes it anew", place + 1);
    }
    assert_eq!(shipped.len(), page.len(), "the end of {file} has drifted; UPDATE_EXPECT=1 writes it anew");
}

/// Whoever adds a language adds it to the book of its country.
#[test]
fn every_language_has_a_rule_book() {
    let mut written = [canada().languages, united_states().languages].concat();
    written.sort_unstable();
    assert_eq!(written, Language::ALL);
}

#[test]
fn the_shipped_page_is_the_rule_book() {
    hold(&canada(), SHIPPED);
}

#[test]
fn the_shipped_american_page_is_the_rule_book_of_the_united_states() {
    hold(&united_states(), SHIPPED_US);
}

#[test]
fn each_page_has_every_code() {
    for book in [canada(), united_states()] {
        let page = book.page();
        for rule in book.catalogue.all_rules() {
            assert!(page.contains(&format!(" `{}`", rule.code)), "{}", rule.code);
        }
        assert!(!page.contains("||") && !page.contains("|  |"), "a cell is empty");
    }
    let (reasons, notices) = (samples::reasons(), samples::notices());
    for &code in ReasonCode::ALL {
        assert!(reasons.iter().any(|reason: &Reason| reason.code() == code), "{code} is not among the samples");
    }
    for &code in NoticeCode::ALL {
        assert!(notices.iter().any(|notice| notice.code() == code), "{code} is not among the samples");
    }
}

#[test]
fn the_american_page_names_no_canadian_plan_and_no_source_of_record() {
    let page = united_states().page();
    // Codes are spelled in one way everywhere.
    let page: String = page.split('`').step_by(2).collect();
    for foreign in ["EasyStart", "L78SslIqi", "L6O9nCY2f", "**S** ", "ancelled"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("Simple Start is the lowest plan there is."));
}
