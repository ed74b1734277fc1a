//! A comparison as JSON Lines: an object a line, of which `entry` tells the kind.

use std::io::{self, Write};

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use shared::request_line::Fault;
use subscription_change::compare::{CellDifference, ChangedAnswer, MoveDifference};
use subscription_change::{Catalogue, Language};

use crate::summary::Summary;
use crate::{Changed, Report};

pub struct Json<W>(pub W);

impl<W: Write> Json<W> {
    fn entry(&mut self, entry: &Value) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, entry)?;
        self.0.write_all(b"\n")
    }
}

fn witness(changed: Option<&ChangedAnswer>) -> Value {
    changed.map_or(Value::Null, |changed| json!({"request": changed.request, "older": changed.older, "newer": changed.newer}))
}

impl<W: Write> Report for Json<W> {
    fn begin(&mut self, older: &Catalogue, newer: &Catalogue) -> io::Result<()> {
        self.entry(&json!({"entry": "catalogues", "older": older.id(), "newer": newer.id()}))
    }

    fn cells(&mut self, differences: &[CellDifference]) -> io::Result<()> {
        differences.iter().try_for_each(|difference| {
            let CellDifference { cell, older, newer, witness: found, .. } = difference;
            let why = found.as_ref().err().map(ToString::to_string);
            let witness = witness(found.as_ref().ok());
            self.entry(&json!({
                "entry": "cell", "cell": cell, "older": older, "newer": newer, "witness": witness, "no_witness": why,
            }))
        })
    }

    fn moves(&mut self, moves: &[MoveDifference]) -> io::Result<()> {
        moves.iter().try_for_each(|of_move| {
            let (stricter, looser) = (witness(of_move.stricter.as_ref()), witness(of_move.looser.as_ref()));
            self.entry(&json!({
                "entry": "move", "from": of_move.from, "to": of_move.to, "strictness": of_move.strictness(),
                "stricter": stricter, "looser": looser,
            }))
        })
    }

    fn changed(&mut self, changed: &Changed<'_>) -> io::Result<()> {
        let Changed { line, id, answers, causes } = changed;
        self.entry(&json!({
            "entry": "answer", "line": line, "id": id, "older": answers.older, "newer": answers.newer, "causes": causes,
        }))
    }

    fn invalid(&mut self, line: u64, id: Option<&RawValue>, fault: &Fault) -> io::Result<()> {
        // JSON has no language.
        let error = format!("line {line}: {}", fault.said(Language::English));
        self.entry(&json!({"entry": "invalid", "line": line, "id": id, "error": error}))
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let kinds: Vec<Value> =
            summary.kinds().map(|(older, newer, answers)| json!({"older": older, "newer": newer, "answers": answers})).collect();
        let reasons: Map<String, Value> =
            summary.reasons().map(|(code, new, gone)| (code.to_string(), json!({"new": new, "gone": gone}))).collect();
        let cells: Map<String, Value> = summary.cells().map(|(cell, answers)| (cell.to_string(), json!(answers))).collect();
        self.entry(&json!({
            "entry": "summary", "requests": summary.requests(), "changed": summary.changed(), "invalid": summary.invalid(),
            "kinds": kinds, "reasons": reasons, "cells": cells,
        }))?;
        self.0.flush()
    }
}
