//! The lists and tables of the docs are what the types say, and the README is what a newcomer needs.
//!
//! `UPDATE_EXPECT=1 cargo test readme` writes the tables anew.

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use subscription_change::assess::{Fact, Place};
use subscription_change::catalogue::{CatalogueId, Effective, Limit};
use subscription_change::{Catalogue, Feature, Language, NoticeCode, Plan, ReasonCode, Resource, Tier, UserKind};

const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/TABLES.md");

/// Holds the part of the tables between `<!-- name -->` and `<!-- end -->` to `expected`.
fn check_part(name: &str, expected: &str) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let tables = std::fs::read_to_string(TABLES).unwrap();
    let start = format!("<!-- {name} -->\n");
    let (before, rest) = tables.split_once(&start).unwrap_or_else(|| panic!("the tables have no part `{name}`"));
    let (part, after) = rest.split_once("<!-- end -->").unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(TABLES, format!("{before}{start}{expected}<!-- end -->{after}")).unwrap();
    } else {
        assert_eq!(part, expected, "`{name}` in docs/TABLES.md has drifted; UPDATE_EXPECT=1 writes it anew");
    }
}

/// A list, because a table of sentences leaves each of its columns too narrow to read.
fn reasons() -> String {
    let mut list = String::new();
    for (code, number) in ReasonCode::ALL.iter().copied().zip(1..) {
        let rule = Catalogue::canada().rule(code);
        let parameters = code.parameters().join(", ");
        let parameters = if parameters.is_empty() { parameters } else { format!(" `{{{parameters}}}`") };
        let remedies: Vec<String> = rule.remedies.iter().map(|remedy| format!("`{remedy}`")).collect();
        let marks: Vec<String> = rule.marks().map(|mark| mark.letter().to_string()).collect();
        let condition = rule.condition(Language::English);
        let resolution = rule.resolutions.iter().map(|resolution| resolution.name()).collect::<Vec<_>>().join(" or ");
        let remedies = if remedies.is_empty() { String::new() } else { format!(": {}", remedies.join(", ")) };
        let marks = marks.join(", ");
        let (first, rest) = resolution.split_at(1);
        let resolution = first.to_uppercase() + rest;
        writeln!(list, "{number}. `{code}`{parameters}: {condition}. *{resolution}*{remedies}. **{marks}**").unwrap();
    }
    list
}

fn catalogue() -> String {
    let [before, now] = Catalogue::embedded_in("CA") else { panic!("two Canadian catalogues are embedded") };
    let mut table = format!("| {} | EasyStart | Essentials | Plus | Advanced | Ledger | Self-Employed |\n", now.id());
    table.push_str("|---|--:|--:|--:|--:|--:|--:|\n");
    let cell = |limit: &Limit| match limit {
        Limit::UpTo(0) => "none".to_owned(),
        Limit::UpTo(limit) => limit.to_string(),
        Limit::NoLimit => "no limit".to_owned(),
        Limit::Unknown => "–".to_owned(),
    };
    let mut row = |name: &str, limit: &dyn Fn(&Catalogue, Plan) -> Limit| {
        write!(table, "| {name}").unwrap();
        for &plan in Plan::ALL {
            let (old, new) = (limit(before, plan), limit(now, plan));
            write!(table, " | {}", cell(&new)).unwrap();
            if old != new {
                write!(table, " ({})", cell(&old)).unwrap();
            }
        }
        table.push_str(" |\n");
    };
    for &kind in UserKind::ALL {
        row(kind.label(Language::English), &|catalogue, plan| *catalogue.plan_terms(plan).users.get(kind));
    }
    for &resource in Resource::ALL {
        row(resource.label(Language::English), &|catalogue, plan| *catalogue.plan_terms(plan).resources.get(resource));
    }
    for &feature in Feature::ALL {
        write!(table, "| {}", feature.label(Language::English)).unwrap();
        for &plan in Plan::ALL {
            let has = now.plan_terms(plan).features.map(|features| features.contains(feature));
            let cell = match has {
                Some(true) => "yes",
                Some(false) => "no",
                None => "–",
            };
            write!(table, " | {cell}").unwrap();
        }
        table.push_str(" |\n");
    }
    let plans =
        |holds: &dyn Fn(Plan) -> &'static str| Plan::ALL.iter().fold(String::new(), |row, &plan| row + " | " + holds(plan));
    let terms = now.terms();
    let payroll = plans(&|plan| if terms.add_ons.payroll.plans.contains(plan) { "yes" } else { "–" });
    let tiers: Vec<&str> = terms.add_ons.time.payroll_tiers.iter().map(Tier::name).collect();
    let with_payroll = format!("with payroll {}", tiers.join(" or "));
    let with_payroll: &'static str = with_payroll.leak();
    let time = plans(&|plan| match (terms.add_ons.time.plans.contains(plan), terms.add_ons.payroll.plans.contains(plan)) {
        (true, _) => "yes",
        (false, true) => with_payroll,
        (false, false) => "–",
    });
    let effective = |effective: Effective| effective.name().replace('_', " ");
    write!(table, "| payroll goes with it{payroll} |\n| time goes with it{time} |\n\n").unwrap();
    writeln!(table, "- The wait between a downgrade and an upgrade: {} hours (O).", terms.upgrade_wait_hours).unwrap();
    let hours = terms.transfer_permission_hours;
    writeln!(table, "- The client's permission to transfer billing to the firm holds for {hours} hours (O).").unwrap();
    let days = terms.discount_days;
    writeln!(table, "- A firm's wholesale discount is kept for {days} days after it last applied (O).").unwrap();
    let (up, down) = (effective(terms.upgrades_take_effect), effective(terms.downgrades_take_effect));
    writeln!(table, "- Upgrades take effect {up}, downgrades {down} (O).").unwrap();
    table
}

fn notices() -> String {
    let mut list = String::new();
    for &code in NoticeCode::ALL {
        let rule = Catalogue::canada().rule(code);
        let parameters = code.parameters().join(", ");
        let parameters = if parameters.is_empty() { parameters } else { format!(" `{{{parameters}}}`") };
        let marks: Vec<String> = rule.marks().map(|mark| mark.letter().to_string()).collect();
        writeln!(list, "- `{code}`{parameters}: {}. **{}**", rule.condition(Language::English), marks.join(", ")).unwrap();
    }
    list
}

/// What is asked of an interface is code.
fn place_of(place: Place) -> String {
    match place {
        Place::AccountingApi(query) | Place::GraphQl(query) => {
            place.display(Language::English).to_string().replace(query, &format!("`{query}`"))
        }
        _ => place.display(Language::English).to_string(),
    }
}

fn facts() -> String {
    let mut list = String::new();
    for fact in Fact::all() {
        let places: Vec<String> = fact.whereabouts().iter().map(|it| place_of(it.place)).collect();
        let marks = fact.whereabouts().iter().flat_map(|it| it.sources.iter()).map(|source| source.mark.letter().to_string());
        let mut marks: Vec<String> = marks.collect();
        marks.dedup();
        let (places, marks) = (places.join("; "), marks.join(", "));
        writeln!(list, "- `{fact}`, asked of the {}: {places}. **{marks}**", fact.told_by()).unwrap();
    }
    list
}

#[test]
fn the_list_of_facts_says_where_each_stands() {
    assert!(Fact::all().all(|fact| !fact.whereabouts().is_empty()));
    check_part("generated: facts", &facts());
}

#[test]
fn the_list_of_notices_is_what_the_codes_say() {
    check_part("generated: notices", &notices());
}

#[test]
fn the_list_of_reasons_is_the_rule_book() {
    check_part("generated: reasons", &reasons());
}

#[test]
fn the_table_of_the_catalogue_is_the_embedded_one() {
    let id = |text: &str| text.parse::<CatalogueId>().unwrap();
    let embedded: Vec<CatalogueId> = Catalogue::embedded_in("CA").iter().map(|catalogue| catalogue.id()).collect();
    assert_eq!(embedded, [id("CA-2022-09-08"), id("CA-2025-06-02")]);
    check_part("generated: catalogue", &catalogue());
}

#[test]
fn the_readme_is_read_in_one_go() {
    let readme = include_str!("../README.md");
    assert!(readme.lines().count() <= 150, "README.md has {} lines, and 150 are enough", readme.lines().count());
    let printed = readme.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    let widest = printed.flat_map(str::lines).max_by_key(|line| line.chars().count()).unwrap();
    assert!(widest.chars().count() <= 100, "what is printed fits a screen: {widest}");
}

/// The page of the crate is the README, and the files of the repository are not beside it: there `lib.rs` says where such a link leads.
#[test]
fn every_link_of_the_readme_leads_somewhere_on_the_page_of_the_crate_too() {
    let (readme, page) = (include_str!("../README.md"), include_str!("../src/lib.rs"));
    assert!(!readme.contains("]("), "a link with its address in the text cannot be led elsewhere");
    let links = readme.lines().filter(|line| line.starts_with('[')).filter_map(|line| line.split_once("]: "));
    let files: Vec<&str> = links.filter(|(_, address)| !address.starts_with("https://")).map(|(name, _)| name).collect();
    assert!(files.len() >= 4, "{files:?}");
    for name in files {
        let defined = format!("//! {name}]: ");
        assert!(page.lines().any(|line| line.starts_with(&defined)), "src/lib.rs has no line `{defined}…`");
    }
}

#[test]
fn the_instructions_on_the_page_of_performance_are_those_that_are_counted() {
    let counts = include_str!("../benches/instructions/counts.txt");
    let counted = |function: &str| {
        let of = counts.lines().filter_map(|line| line.split_once(' ')).find(|&(name, _)| name == function);
        of.unwrap_or_else(|| panic!("`{function}` is not counted")).1
    };
    let figures = format!(
        "{} for a decision, {} with the American catalogue, {} with everything read, {} for an assessment",
        counted("decide"),
        counted("decide_american"),
        counted("decide_and_read_everything"),
        counted("assess_complete"),
    );
    let page = include_str!("../docs/PERFORMANCE.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(&figures), "docs/PERFORMANCE.md has to say: {figures}");
}

#[test]
fn every_test_that_is_said_to_find_a_break_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut sources) = (vec![root.to_path_buf()], String::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    let words: std::collections::HashSet<&str> = sources.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let table = std::fs::read_to_string(root.join("README.md")).unwrap();
    let named: Vec<&str> = table.split('`').skip(1).step_by(2).filter(|code| code.contains("::")).collect();
    assert!(named.len() >= 20, "{named:?}");
    for test in named {
        let name = test.rsplit("::").next().unwrap();
        assert!(words.contains(name), "tests/README.md names `{test}`, and there is no such test");
    }
}
