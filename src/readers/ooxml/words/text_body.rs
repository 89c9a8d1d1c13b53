//! Text of DrawingML (21.1.2): paragraphs, runs, fields of a shape, a cell, a title.

use super::paint::Paint;
use super::part_words::PartWords;
use super::pieces::{Kind, Pieces, Said};
use crate::formats::xml::{Closed, Element};
use crate::model::Words;

/// The text of the shape that is open.
#[derive(Debug, Default)]
pub(super) struct TextBody {
    pieces: Pieces,
    said: Said,
    field: Option<usize>,
    language: String,
    /// What the run is painted with.
    ink: Paint,
    /// What is under the text.
    pub(super) ground: Paint,
}

/// The kind of a field (21.1.2.2.4), in the terms of other formats where these have the same.
fn kind(stated: &str) -> String {
    let stated = stated.to_uppercase();
    match stated.as_str() {
        "SLIDENUM" => "PAGE".to_owned(),
        // The text of a cell to which a shape is bound.
        "TXLINK" | "CELLRANGE" => "FORMULA".to_owned(),
        _ if stated.starts_with("DATETIME") => "DATE".to_owned(),
        _ => stated,
    }
}

impl TextBody {
    /// An element begins.
    pub(super) fn open(&mut self, element: &Element<'_, '_>) {
        if element.space != "a" {
            return;
        }
        self.ink.take(element, "rPr");
        match element.name {
            "p" => self.pieces.line(),
            "r" => {
                self.language.clear();
                self.ink = Paint::default();
            }
            "rPr" => self.language = element.value("lang").unwrap_or_default().into_owned(),
            "fld" => {
                self.field = Some(self.said.fields.len());
                self.said.fields.push(kind(&element.value("type").unwrap_or_default()));
                self.language.clear();
                self.ink = Paint::default();
            }
            "br" => self.pieces.push(Kind::default(), "\n"),
            _ => {}
        }
    }

    /// An element ends.
    pub(super) fn close(&mut self, closed: &Closed<'_, '_>) {
        match (closed.space, closed.name) {
            // Text of formulas too.
            ("a" | "m", "t") => {
                let hidden = self.ink.lost_on(&self.ground);
                self.pieces.push(Kind { field: self.field, hidden, ..Kind::default() }, &closed.text);
                self.pieces.language(&self.language, closed.text.len());
            }
            ("a", "fld") => self.field = None,
            _ => {}
        }
    }

    /// The text ends: hands it over, otherwise like these words.
    pub(super) fn hand_over(&mut self, like: &Words, words: &mut PartWords) {
        let Self { pieces, said, .. } = std::mem::take(self);
        pieces.hand_over(like, &said, words);
    }
}
