//! The example `review_book`: what it reads, what it says in each form, and what it exits with.

mod columns;
#[cfg(feature = "excel")]
mod excel;
mod input;
mod language;
mod lists;
mod output;
mod page;
mod report;
mod run;
mod unknown;
