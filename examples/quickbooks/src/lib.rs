//! From answers of the vendor's Accounting API, and the firm's own sheet, to what each company may do: facts, each with its
//! source, its time and how sure it is; what is unknown, and why; and every action: now, later, never, or after which questions.
//!
//! ```text
//! lines, sheet ─→ answers, cells ─→ evidence of each fact ─→ what is known ─→ actions ─→ words, JSON
//! ```
//!
//! Nothing is guessed: what no answer tells stays unknown, with the reason why. Contradictory sources leave a fact unknown too.

mod answer;
mod asked;
mod evidence;
mod form;
mod json;
mod menu;
mod reading;
mod review;
mod sheet;
mod text;
mod words;

pub use answer::{Answer, Answers, Fault, today};
pub use asked::{Asked, Rows};
pub use evidence::{Finding, Item, Source, Sure, Why};
pub use form::{questions_to_fill_in, write_json};
pub use menu::Entry;
pub use review::{Age, Company, Firm, Judged, Judgement, Old, Review};
pub use sheet::{Cells, Sheet, SheetFault};
pub use text::write_text;
