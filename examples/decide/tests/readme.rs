//! What the README shows printed is what is printed. `UPDATE_EXPECT=1 cargo test --package decide` writes it anew.

use crate::decide::decide;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");

/// Holds what stands between `<!-- printed: NAME -->` and `<!-- end -->` in the README to what is printed, in this language, for the
/// request of this name in the shipped book.
fn check(name: &str, id: &str, line: &str, language: &str) {
    let output = decide(&["--text", "--lang", language], "");
    let text = String::from_utf8(output.stdout).unwrap();
    let answer = text.split("\n\n").find(|answer| answer.starts_with(&format!("{id} ({line} ")));
    let printed = format!("```text\n{}\n```\n", answer.unwrap_or_else(|| panic!("the book has no request `{id}`")));

    let readme = std::fs::read_to_string(README).unwrap();
    let start = format!("<!-- printed: {name} -->\n");
    let (before, rest) = readme.split_once(&start).unwrap_or_else(|| panic!("the README has no part `{name}`"));
    let (part, after) = rest.split_once("<!-- end -->").unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(README, format!("{before}{start}{printed}<!-- end -->{after}")).unwrap();
    } else {
        assert_eq!(part, printed, "`{name}` in the README has drifted; UPDATE_EXPECT=1 writes it anew");
    }
}

#[test]
fn what_the_readme_shows_printed_is_what_is_printed() {
    check("refusal", "Placements Roc-Argentin ltée – quitter Grand livre pour Démarrage", "line", "en");
    check("refusal in French", "Placements Roc-Argentin ltée – quitter Grand livre pour Démarrage", "ligne", "fr");
    check("plan", "Prairie Lantern Grain Farms Ltd. – drop to EasyStart until seeding, US account closed", "line", "en");
}
