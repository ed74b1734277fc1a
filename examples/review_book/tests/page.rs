//! The page: well-formed, of one piece, and harmless whatever the file holds.

use base64::Engine;
use roxmltree::{Document, Node, ParsingOptions};
use sha2::{Digest, Sha256};

use super::run::{But, SHIPPED, book, code, review, stderr, stdout};

fn page(file: impl AsRef<[u8]>) -> String {
    let output = review(&["--format", "html"], file);
    assert_eq!(code(&output), 0);
    stdout(&output).to_owned()
}

fn shipped() -> String {
    page(std::fs::read(SHIPPED).unwrap())
}

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("{error}"))
}

fn all<'a>(document: &'a Document<'_>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.has_tag_name(name))
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

#[test]
fn it_needs_nothing_but_itself() {
    let page = shipped();
    let document = parsed(&page);
    for node in document.descendants().filter(Node::is_element) {
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!["src", "srcset", "action", "style"].contains(&name) && !name.starts_with("on"), "{name}=\"{value}\"");
            assert!(name != "href" || value.starts_with('#'), "{name}=\"{value}\"");
        }
        assert!(!["link", "iframe", "object", "embed", "base", "img"].contains(&node.tag_name().name()));
    }
    assert!(!page.contains("url(") && !page.contains("@import") && !page.contains("://"));
}

#[test]
fn its_policy_lets_only_its_own_style_and_script_act() {
    let page = shipped();
    let document = parsed(&page);
    let policy = all(&document, "meta").find(|meta| meta.attribute("http-equiv") == Some("Content-Security-Policy"));
    let policy = policy.unwrap().attribute("content").unwrap();
    let hash = |name| {
        let mut found = all(&document, name);
        let (one, other) = (found.next().unwrap(), found.next());
        assert_eq!(other, None, "more than one {name}");
        format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text(one))))
    };
    let expected = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash("style"),
        hash("script")
    );
    assert_eq!(policy, expected);
}

#[test]
fn its_tables_tell_what_their_cells_are() {
    let page = shipped();
    let document = parsed(&page);
    assert_eq!(document.root_element().attribute("lang"), Some("en-CA"));
    let tables: Vec<_> = all(&document, "table").filter(|table| table.attribute("class") == Some("list")).collect();
    assert_eq!(tables.len(), 4);
    let ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert!(ids.iter().enumerate().all(|(place, id)| !ids[..place].contains(id)), "an id is there twice");
    for table in tables {
        assert!(ids.contains(&table.attribute("aria-labelledby").unwrap()));
        let rows: Vec<_> = table.descendants().filter(|node| node.has_tag_name("tr")).collect();
        let cells = |row: Node<'_, '_>| row.children().filter(Node::is_element).count();
        let columns: Vec<_> = rows[0].children().filter(|node| node.has_tag_name("th")).collect();
        assert!(columns.iter().all(|column| column.attribute("scope") == Some("col")));
        for row in &rows[1..] {
            assert_eq!(cells(*row), columns.len());
            let names = row.children().filter(|node| node.has_tag_name("th") && node.attribute("scope") == Some("row"));
            assert_eq!(names.count(), 1);
            // On a narrow screen each cell says what column it is of.
            for (cell, column) in row.children().filter(Node::is_element).zip(&columns) {
                assert_eq!(cell.attribute("data-label"), Some(text(*column).as_str()));
            }
        }
    }
    for link in all(&document, "a") {
        assert!(ids.contains(&link.attribute("href").unwrap().trim_start_matches('#')));
    }
}

#[test]
fn a_column_is_sorted_by_numbers_or_by_text_and_never_by_both() {
    let page = shipped();
    let document = parsed(&page);
    for table in all(&document, "table").filter(|table| table.attribute("class") == Some("list")) {
        let body = table.children().find(|node| node.has_tag_name("tbody")).unwrap();
        let rows: Vec<Vec<Option<&str>>> = body
            .children()
            .filter(Node::is_element)
            .map(|row| row.children().filter(Node::is_element).map(|cell| cell.attribute("data-order")).collect())
            .collect();
        for row in &rows {
            assert!(row.iter().zip(&rows[0]).all(|(cell, first)| cell.is_some() == first.is_some()));
            assert!(row.iter().flatten().all(|order| order.parse::<u64>().is_ok()));
        }
    }
}

#[test]
fn its_picture_says_what_the_numbers_say() {
    let page = page(book(&[&[], &[("features", "bills")], &[("features", "bills")], &[("plan", "ledger")]]));
    let document = parsed(&page);
    let picture = all(&document, "svg").next().unwrap();
    assert_eq!(picture.attribute("role"), Some("img"));
    let desc = text(picture.children().find(|node| node.has_tag_name("desc")).unwrap());
    assert_eq!(
        desc,
        "2 clients on Plus, where Essentials would hold today's use; 1 client on Plus, which fits; \
         1 client on Ledger, where Plus would hold today's use"
    );
    let drawn = picture.descendants().filter(|node| node.attribute("class") == Some("count"));
    assert_eq!(drawn.map(text).collect::<Vec<_>>(), ["2", "1", "1"]);
    let numbers = all(&document, "table").find(|table| table.attribute("class") == Some("numbers")).unwrap();
    let cells = numbers.descendants().filter(|node| node.has_tag_name("td")).map(text);
    let sum: u32 = cells.map(|count| count.parse::<u32>().unwrap()).sum();
    assert_eq!(sum, 4);
}

#[test]
fn whatever_a_client_is_called_stays_text() {
    let names = [
        "<script>alert(1)</script>",
        "</th></tr></table><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' & &amp; ]]> <!-- --> <![CDATA[",
        "\u{202e}desrever\u{0}\u{7}\u{1b}[31m",
        "\u{ffff}\u{fffe}",
        "Deux\nlignes",
        "名前 🥖 naïve",
    ];
    let rows: Vec<_> = names.iter().map(|name| [("client", *name), ("features", "bills")]).collect();
    let rows: Vec<But<'_>> = rows.iter().map(<[_; 2]>::as_slice).collect();
    let page = page(book(&rows));
    let document = parsed(&page);
    assert_eq!(all(&document, "script").count(), 1);
    assert_eq!(all(&document, "img").count(), 0);
    assert!(page.contains("&quot; onmouseover=&quot;alert(1)") && page.contains("&#39; &amp; &amp;amp;"));
    let list = document.descendants().find(|node| node.attribute("id") == Some("could_move_down")).unwrap();
    let shown = list.descendants().filter(|node| node.attribute("role") == Some("rowheader")).map(text);
    let expected = [
        names[0],
        names[1],
        names[2],
        names[3],
        "\\u{202e}desrever\\u{0}\\u{7}\\u{1b}[31m",
        "\\u{ffff}\\u{fffe}",
        "Deux\\nlignes",
        names[7],
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

/// Controls, marks of direction and what separates lines and paragraphs.
const STEERING: &str = "\u{7}\u{1b}\u{7f}\u{9b}\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{2028}\u{2029}";

const ESCAPED: &str = r"\u{7}\u{1b}\u{7f}\u{9b}\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{2028}\u{2029}";

#[test]
fn nothing_in_a_file_steers_the_terminal_or_the_direction_of_writing_in_any_form_for_people() {
    let name = format!("a{STEERING}\nb");
    let rows: [But<'_>; 3] = [&[("client", &name), ("features", "bills")], &[("plan", STEERING)], &[("features", STEERING)]];
    for arguments in [&["--width", "400"][..], &["--width", "60"], &["--format", "csv"], &["--format", "html"]] {
        let output = review(arguments, book(&rows));
        assert_eq!(code(&output), 1);
        for text in [stdout(&output), stderr(&output)] {
            let text = text.replace("\r\n", "\n");
            assert!(text.chars().all(|c| c == '\n' || !c.is_control() && !STEERING.contains(c)), "{text:?}");
        }
        let shown: String = stdout(&output).split_whitespace().collect();
        assert!(shown.contains(&format!("a{ESCAPED}\\nb")), "{arguments:?}: {}", stdout(&output));
        assert!(stderr(&output).contains(r"column `Plan`: `\u{7}\u{1b}\u{7f}"), "{}", stderr(&output));
    }
    for arguments in [&["--ignore", STEERING][..], &["--set", STEERING], &["--output", &format!("no/{STEERING}")], &[STEERING]] {
        let output = review(arguments, book(&[]));
        assert_eq!(code(&output), 2);
        assert!(!stderr(&output).contains(|c| STEERING.contains(c)), "{:?}", stderr(&output));
    }
}

#[test]
fn an_empty_book_makes_a_page_too() {
    let page = page(book(&[]));
    let document = parsed(&page);
    assert_eq!(all(&document, "h2").count(), 5);
    assert!(page.matches("<p><b>Nobody.</b></p>").count() == 4);
}

/// The clients of a list, by name, each as often as it has rows.
fn clients(document: &Document<'_>, list: &str) -> Vec<String> {
    let section = document.descendants().find(|node| node.attribute("id") == Some(list)).unwrap();
    section.descendants().filter(|node| node.attribute("role") == Some("rowheader")).map(text).collect()
}

#[test]
fn each_client_is_in_one_list_with_all_there_is_to_say() {
    let page = shipped();
    let document = parsed(&page);
    let lists = ["could_move_down", "limits", "paid_without_need", "split_billing"];
    let mut seen: Vec<String> = Vec::new();
    for list in lists {
        let mut here = clients(&document, list);
        assert!(!here.is_empty(), "{list}");
        // The rows of one client stand together.
        here.dedup();
        for client in &here {
            assert!(!seen.contains(client), "{client} is in {list} too");
        }
        seen.extend(here);
    }
    // Nobody is lost: those in no list are those with nothing to do.
    let report = super::run::json(&[], std::fs::read(SHIPPED).unwrap());
    let count = |field: &str| report[field].as_u64().unwrap();
    assert_eq!(seen.len() as u64, count("clients") - count("nothing_to_do"));
    assert!(page.contains(" more are in a list above, where everything about the client is in one place."));
}

#[test]
fn a_plan_that_holds_the_use_except_for_accepted_losses_says_so() {
    let but: But<'_> =
        &[("plan", "advanced"), ("features", "bills;workflows"), ("confirmed", "yes"), ("accepted_losses", "workflows")];
    let page = page(book(&[but]));
    assert!(
        page.contains("Essentials holds the rest of today&#39;s use.") && page.contains("Loss accepted by the client: Workflows")
    );
    assert!(!page.contains("holds today&#39;s use.</p>"));
    assert!(page.contains("<b>Note:</b> Your client loses access to workflows."));
    // Where not all of the use is known.
    let known: But<'_> = &[("accounts", "")];
    let page = self::page(book(&[&[but, known].concat()]));
    assert!(page.contains("Essentials holds the rest of what is known of today&#39;s use."), "{page}");
    assert!(!page.contains("holds what is known of today&#39;s use."));
    let too_many: But<'_> = &[("features", "bills"), ("billable_users", "4"), ("accounts", "")];
    let page = self::page(book(&[too_many]));
    assert!(page.contains("Essentials almost holds what is known of today&#39;s use."), "{page}");
}

#[test]
fn those_who_cannot_move_are_not_counted_among_those_who_could() {
    let never: But<'_> = &[
        ("plan", "essentials"),
        ("features", "multicurrency"),
        ("confirmed", "yes"),
        ("accepted_losses", "multicurrency"),
        ("billable_users", "1"),
        ("custom_fields", "0"),
    ];
    let output =
        review(&["--format", "html", "--catalogue", super::run::INVENTED_EDITION], book(&[never, &[("features", "bills")]]));
    let page = stdout(&output);
    assert!(page.contains("<b>1</b> <span>could move down: 1 once the client has acted</span>"));
    let cannot =
        "<a href=\"#cannot_move_down\"><b>1</b> <span>for whom a lower plan would do, but who cannot move down</span></a>";
    assert!(page.contains(cannot));
    assert_eq!(clients(&parsed(page), "cannot_move_down"), ["Atelier Boréal inc."]);
}

#[test]
fn it_says_whose_book_it_is_and_from_when() {
    let of = |language: &str| {
        let arguments = ["--lang", language, "--format", "html", "--firm", "Roy & <fils>", "--as-of", "2026-11-01"];
        let output = review(&arguments, book(&[]));
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        let document = stdout(&output).to_owned();
        let parsed = parsed(&document);
        let subject = all(&parsed, "p").find(|node| node.attribute("class") == Some("subject")).map(text);
        subject.unwrap()
    };
    assert_eq!(of("en"), "Roy & <fils>, data as of November 1, 2026");
    assert_eq!(of("fr"), "Roy & <fils>, données du 1er\u{a0}novembre 2026");
    assert!(!page(book(&[])).contains("class=\"subject\""));
    let output = review(&["--as-of", "2026-02-29"], book(&[]));
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("expected a date as in 2026-11-01"), "{}", stderr(&output));
}

#[test]
fn what_to_ask_is_listed_client_by_client_and_question_by_question() {
    let page = page("Client,Plan,Payer\nA,Plus,firm\nB,Essentials,client\nC,EasyStart,firm\n");
    let document = parsed(&page);
    let mut asked = clients(&document, "to_ask");
    asked.sort();
    assert_eq!(asked, ["A", "B", "C"]);
    assert_eq!(clients(&document, "questions")[0], "How many accountant users does your client have, counting invitations?");
    assert!(page.contains("<span class=\"badge open\">Depends</span>"));
    assert!(page.contains("Has your client confirmed the downgrade, and which features has your client agreed to lose?"));
    // Whoever cannot run the script misses nothing but sorting and searching.
    assert!(!page.contains("hidden") || all(&document, "tbody").all(|body| body.attribute("hidden").is_none()));
    assert_eq!(all(&document, "input").count() + all(&document, "button").count(), 0);
}
