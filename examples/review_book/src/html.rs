//! The report as one page that needs nothing else: no request leaves it, and it is read from a file as well as from a server.
//!
//! It is well-formed XML too. Whatever comes from the file is escaped; if something slipped through all the same, the page's own
//! policy lets no script run but the one that sorts the lists.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use shared::terminal::Plain;
use subscription_change::ways_out::Availability;

use crate::lists::{self, Cell, List, Part};
use crate::matrix;
use crate::review::{Margins, Review};
use crate::words::{self, Words};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What a policy names a style or a script by that stands in the page.
fn hash(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

/// Text as it stands in an element or in a quoted attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

pub fn write(review: &Review<'_>, words: Words) -> String {
    let mut out = head(words);
    put(&mut out, &format!("<body>\n<header>\n<h1>{}</h1>\n", escape(words.title())));
    if let Some(subject) = words.subject(review.of.firm.as_deref(), review.of.date) {
        put(&mut out, &format!("<p class=\"subject\" dir=\"auto\">{}</p>\n", escape(&Plain(&subject).to_string())));
    }
    put(&mut out, &format!("<p>{}</p>\n</header>\n", escape(&words.catalogue(review))));
    put(&mut out, &format!("<main data-search=\"{}\">\n<ul class=\"summary\">\n", escape(words.search())));
    for (count, what, list) in words.summary(review) {
        let inside = format!("<b>{}</b> <span>{}</span>", words.number(&count), escape(&what));
        match list {
            Some(list) => put(&mut out, &format!("<li><a href=\"#{list}\">{inside}</a></li>\n")),
            None => put(&mut out, &format!("<li>{inside}</li>\n")),
        }
    }
    put(&mut out, "</ul>\n");
    put(&mut out, &picture(review, words));
    for one in lists::of(review, words) {
        put(&mut out, &section(words, &one, review.margins));
    }
    put(&mut out, &format!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

fn put(out: &mut String, text: &str) {
    out.push_str(text);
}

fn head(words: Words) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src {}; base-uri 'none'; \
         form-action 'none'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n",
        words.tag(),
        hash(STYLE),
        hash(SCRIPT),
        escape(words.title()),
    )
}

fn picture(review: &Review<'_>, words: Words) -> String {
    let mut out =
        format!("<section id=\"matrix\">\n<h2>{}</h2>\n<figure>\n{}", escape(words.matrix()), matrix::svg(review, words));
    put(&mut out, "<figcaption>\n<ul class=\"legend\">\n");
    for (kind, what) in matrix::KINDS.iter().zip(words.matrix_legend()) {
        put(&mut out, &format!("<li class=\"{kind}\">{}</li>\n", escape(what)));
    }
    put(&mut out, "</ul>\n</figcaption>\n</figure>\n");
    put(&mut out, &format!("<details>\n<summary>{}</summary>\n", escape(words.matrix_numbers())));
    let corner = format!("{} ↓ / {} →", words.matrix_current(), words.matrix_fitting());
    put(&mut out, &format!("<table class=\"numbers\">\n<thead>\n<tr><th scope=\"col\">{}</th>", escape(&corner)));
    for fitting in review.matrix.columns() {
        put(&mut out, &format!("<th scope=\"col\">{}</th>", escape(words.fitting(fitting))));
    }
    put(&mut out, "</tr>\n</thead>\n<tbody>\n");
    for plan in review.matrix.rows() {
        put(&mut out, &format!("<tr><th scope=\"row\">{}</th>", escape(words.plan(plan))));
        for fitting in review.matrix.columns() {
            put(&mut out, &format!("<td>{}</td>", words.number(&review.matrix.count(plan, fitting))));
        }
        put(&mut out, "</tr>\n");
    }
    put(&mut out, "</tbody>\n</table>\n</details>\n");
    if let Some(unknown) = words.not_in_matrix(review.matrix.unknown) {
        put(&mut out, &format!("<p>{}</p>\n", escape(&unknown)));
    }
    out + "</section>\n"
}

/// A list. Where it is shown as cards, on a narrow screen, its roles keep it a table for those who hear it.
fn section(words: Words, list: &List, margins: Margins) -> String {
    let title = escape(words.list(list.name));
    let mut out = format!("<section id=\"{0}\">\n<h2 id=\"{0}-title\">{title}</h2>\n", list.name);
    put(&mut out, &format!("<p>{}</p>\n", escape(&words.about(list.name, margins))));
    if let Some(elsewhere) = words.elsewhere(list.elsewhere) {
        put(&mut out, &format!("<p>{}</p>\n", escape(&elsewhere)));
    }
    if list.groups.is_empty() && list.elsewhere > 0 {
        return out + "</section>\n";
    }
    if list.groups.is_empty() {
        return out + &format!("<p><b>{}</b></p>\n</section>\n", escape(words.nobody()));
    }
    let columns = words.columns(list.name);
    // What a row is about: the client, or the question.
    let head = usize::from(list.name != words::QUESTIONS);
    put(&mut out, &format!("<table class=\"list\" role=\"table\" aria-labelledby=\"{}-title\">\n", list.name));
    put(&mut out, "<thead role=\"rowgroup\">\n<tr role=\"row\">");
    for column in &columns {
        put(&mut out, &format!("<th scope=\"col\" role=\"columnheader\">{}</th>", escape(column)));
    }
    put(&mut out, "</tr>\n</thead>\n");
    for group in &list.groups {
        put(&mut out, "<tbody role=\"rowgroup\">\n");
        for row in group {
            put(&mut out, "<tr role=\"row\">");
            for (place, (content, column)) in row.iter().zip(&columns).enumerate() {
                put(&mut out, &cell(words, content, column, place == head));
            }
            put(&mut out, "</tr>\n");
        }
        put(&mut out, "</tbody>\n");
    }
    out + "</table>\n</section>\n"
}

fn cell(words: Words, cell: &Cell, column: &str, is_head: bool) -> String {
    let mut attributes = format!("data-label=\"{}\"", escape(column));
    if let Some(order) = cell.order {
        // A string takes whatever is written.
        let _ = write!(attributes, " data-order=\"{order}\"");
    }
    match cell.parts.as_slice() {
        [Part::Text(text)] if is_head => format!("<th scope=\"row\" role=\"rowheader\" {attributes}>{}</th>", escape(text)),
        [Part::Name(name)] if is_head => {
            format!("<th scope=\"row\" role=\"rowheader\" dir=\"auto\" {attributes}>{}</th>", escape(&Plain(name).to_string()))
        }
        [Part::Text(text)] => format!("<td role=\"cell\" {attributes}>{}</td>", escape(text)),
        [Part::Badge(availability)] => format!(
            "<td role=\"cell\" {attributes}><span class=\"badge {}\">{}</span></td>",
            availability.map_or("open", Availability::name),
            escape(words.when(*availability))
        ),
        parts => {
            let inside: String = parts.iter().map(|part| paragraph(words, part)).collect();
            format!("<td role=\"cell\" {attributes}>{inside}</td>")
        }
    }
}

fn paragraph(words: Words, part: &Part) -> String {
    let labelled = |class: &str, label: &str, text: &str| {
        format!("<p class=\"{class}\"><b>{}{}</b> {}</p>", escape(label), words.colon(), escape(text))
    };
    match part {
        Part::Text(text) | Part::Todo(text) => format!("<p>{}</p>", escape(text)),
        Part::Name(name) => format!("<p dir=\"auto\">{}</p>", escape(&Plain(name).to_string())),
        Part::Badge(availability) => format!("<p>{}</p>", escape(words.when(*availability))),
        Part::WhyNot(why) => labelled("why-not", words.why_not(), why),
        Part::Instead(what) => labelled("instead", words.instead_label(), what),
        Part::ToKnow(what) => labelled("to-know", words.to_know(), what),
    }
}
