//! The whole rule book in both languages, as it is shipped in the documentation: reviewed by reading, and held to what is said.
//!
//! `UPDATE_EXPECT=1 cargo test rule_book` writes it anew.

use std::fmt::Write;

use subscription_change::catalogue::{Effective, Mark, Rule, RuleCode, Sources};
use subscription_change::{
    Actor, AddOnKind, Audience, BillingCycle, Catalogue, ClientStatus, Feature, Language, Notice, NoticeCode, Party, Plan,
    Product, Reason, ReasonCode, Remedy, RemedyCode, Resolution, Resource, Step, UserKind,
};

use super::samples;

const SHIPPED: &str = include_str!("../../docs/RULES.md");

const ABOUT: &str = "\
# The rule book

Every rule with its condition, its source and what it says, in Canadian English and Canadian French, for the eyes of the firm, of the
client, and of others. Generated from the crate and held to it by a test.

Sources: **S**, said by the vendor's help article L78SslIqi of 28 January 2025; **O**, another page of the vendor; **J**, judgement,
where neither says.

";

/// A table of what is said: a row for each language, a column for each audience.
fn said(page: &mut String, say: impl Fn(Language, Audience) -> String) {
    let alike = Language::ALL
        .iter()
        .all(|&language| Audience::ALL.iter().all(|&audience| say(language, audience) == say(language, Audience::Other)));
    let audiences = if alike { &[Audience::Other] } else { Audience::ALL };
    page.push_str(if alike {
        "\n| | to everybody |\n|---|---|\n"
    } else {
        "\n| | to the firm | to the client | to others |\n|---|---|---|---|\n"
    });
    for &language in Language::ALL {
        write!(page, "| {} ", &language.tag()[..2]).unwrap();
        for &audience in audiences {
            write!(page, "| {} ", say(language, audience)).unwrap();
        }
        page.push_str("|\n");
    }
}

fn sources(sources: Sources, language: Language) -> String {
    let told: Vec<String> =
        sources.iter().map(|source| format!("**{}** {}", source.mark.letter(), source.display(language))).collect();
    told.join(" · ")
}

fn heading(page: &mut String, number: usize, rule: &Rule) {
    let parameters = rule.code.parameters().join(", ");
    let parameters = if parameters.is_empty() { parameters } else { format!(" `{{{parameters}}}`") };
    writeln!(page, "\n### {number}. `{}`{parameters}\n", rule.code).unwrap();
    for &language in Language::ALL {
        let (condition, sources) = (rule.condition(language), sources(rule.sources, language));
        let or = if language == Language::French { ", ou\u{a0}: " } else { ", or: " };
        let resolutions: Vec<String> =
            rule.resolutions.iter().map(|resolution| format!("*{}*", resolution.label(language))).collect();
        let resolutions = if resolutions.is_empty() { String::new() } else { resolutions.join(or) + ". " };
        let tag = if language == Language::French { "fr\u{a0}" } else { "en" };
        writeln!(page, "- {tag}: {condition}. {resolutions}{sources}").unwrap();
    }
}

fn reason(page: &mut String, code: ReasonCode) {
    for reason in samples::reasons().into_iter().filter(|reason| reason.code() == code) {
        said(page, |language, audience| {
            let advice = match reason.instead(language) {
                Some(instead) => instead.to_owned(),
                None => reason.remedies().display(language, audience).to_string(),
            };
            format!("{} {advice}", reason.display(language, audience)).trim_end().to_owned()
        });
    }
}

fn notice(page: &mut String, code: NoticeCode) {
    for notice in samples::notices().into_iter().filter(|notice: &Notice| notice.code() == code) {
        said(page, |language, audience| notice.display(language, audience).to_string());
    }
}

/// A list of names in both languages.
macro_rules! names {
    ($page:ident, $($title:expr; $all:expr),+ $(,)?) => {$(
        writeln!($page, "\n### {}\n\n| name | en | fr |\n|---|---|---|", $title).unwrap();
        for member in $all {
            writeln!($page, "| `{member}` | {} | {} |", member.label(Language::English), member.label(Language::French)).unwrap();
        }
    )+};
}

fn page() -> String {
    let mut page = String::from(ABOUT);
    page.push_str("## Reasons for refusal\n\nEach is followed by what to do about it.\n");
    for (rule, number) in Catalogue::canada().all_rules().zip(1..) {
        if rule.code == RuleCode::Notice(NoticeCode::LeavesLedger) {
            page.push_str("\n## Notices\n");
        }
        heading(&mut page, number, &rule);
        match rule.code {
            RuleCode::Reason(code) => reason(&mut page, code),
            RuleCode::Notice(code) => notice(&mut page, code),
            other => panic!("{other} is neither"),
        }
    }
    page.push_str("\n## Remedies\n");
    for &code in RemedyCode::ALL {
        writeln!(page, "\n### `{code}`").unwrap();
        for remedy in samples::remedies().into_iter().filter(|remedy: &Remedy| remedy.code() == code) {
            said(&mut page, |language, audience| remedy.display(language, audience).to_string());
        }
    }
    page.push_str("\n## Steps\n");
    for step in samples::steps() {
        let step: Step = step;
        writeln!(page, "\n`{}`", step.code()).unwrap();
        said(&mut page, |language, audience| step.display(language, audience).to_string());
    }
    page.push_str("\n## Names\n");
    names! {
        page,
        "Products"; Product::ALL,
        "Plans"; Plan::ALL,
    }
    for &kind in AddOnKind::ALL {
        let (first, rest) = kind.name().split_at(1);
        names! { page, format!("{}{rest} tiers", first.to_uppercase()); kind.tiers() }
    }
    names! {
        page,
        "Features"; Feature::ALL,
        "Kinds of users"; UserKind::ALL,
        "Resources"; Resource::ALL,
        "Client statuses"; ClientStatus::ALL,
        "Parties"; Party::ALL,
        "Who acts"; Actor::ALL,
        "Billing cycles"; BillingCycle::ALL,
        "Resolutions"; Resolution::ALL,
        "When a change takes effect"; Effective::ALL,
        "Sources"; Mark::ALL,
    }
    page
}

#[test]
fn the_shipped_page_is_the_rule_book() {
    let page = page();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/RULES.md"), page).expect("the page can be written");
    }
    // Line by line: all in which two such pages differ takes minutes to work out.
    let lines = SHIPPED.split_inclusive('\n').zip(page.split_inclusive('\n'));
    for (place, (shipped, said)) in lines.enumerate() {
        assert_eq!(shipped, said, "line {} of docs/RULES.md has drifted; UPDATE_EXPECT=1 writes it anew", place + 1);
    }
    assert_eq!(SHIPPED.len(), page.len(), "the end of docs/RULES.md has drifted; UPDATE_EXPECT=1 writes it anew");
}

#[test]
fn the_page_has_every_code() {
    let page = page();
    for rule in Catalogue::canada().all_rules() {
        assert!(page.contains(&format!(" `{}`", rule.code)), "{}", rule.code);
    }
    let (reasons, notices) = (samples::reasons(), samples::notices());
    for &code in ReasonCode::ALL {
        assert!(reasons.iter().any(|reason: &Reason| reason.code() == code), "{code} is not among the samples");
    }
    for &code in NoticeCode::ALL {
        assert!(notices.iter().any(|notice| notice.code() == code), "{code} is not among the samples");
    }
    assert!(!page.contains("||") && !page.contains("|  |"), "a cell is empty");
}
