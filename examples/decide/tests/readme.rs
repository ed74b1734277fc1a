//! What the README shows printed is what is printed. `UPDATE_EXPECT=1 cargo test --package decide` writes it anew.

use crate::decide::decide;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");

/// How many letters a line of the docs has room for, in a window of 1300 pixels.
const WIDTH: usize = 93;

/// A line of an answer, its words in as many lines as the box needs: those after the first below the sentence.
fn folded(line: &str) -> String {
    let sentence = " ".repeat(31);
    let (mut done, mut now) = (String::new(), String::new());
    for word in line.split_inclusive(' ') {
        if (now.clone() + word).trim_end().chars().count() > WIDTH {
            done = done + now.trim_end() + "\n";
            now.clone_from(&sentence);
        }
        now += word;
    }
    done + now.trim_end() + "\n"
}

/// Holds what stands between `<!-- printed: NAME -->` and `<!-- end -->` in the README to what is printed for the request of this name in the
/// shipped book.
fn check(name: &str, id: &str) {
    let output = decide(&["--text", "--lang", "en"], "");
    let text = String::from_utf8(output.stdout).unwrap();
    let answer = text.split("\n\n").find(|answer| answer.starts_with(&format!("{id} (line ")));
    let answer = answer.unwrap_or_else(|| panic!("the book has no request `{id}`"));
    let printed = format!("```text\n{}```\n", answer.lines().map(folded).collect::<String>());

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
    check("refusal", "Boulangerie Sainte-Marthe inc. – passer de Plus à Standard");
}
