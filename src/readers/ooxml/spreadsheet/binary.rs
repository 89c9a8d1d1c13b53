//! The binary parts of `.xlsb` (MS-XLSB): records that say what elements say in the parts of `.xlsx`. A kind of record has the
//! same number in every part, so that one reader is for all of them.

use super::comments::LIMIT;
use super::sheet::HIDDEN;
use super::workbook::{CALCULATION, DOCUMENT_ID, FILE_VERSION, HIDDEN_NAME, HIDDEN_SHEET, PATH, RESERVED_BY};
use crate::formats::budget::Purse;
use crate::formats::little_endian::{long, short};
use crate::formats::xlsb::{Record, record, string};
use crate::model::{Edit, EditKind, Property, Reading, Value};
use crate::readers::Intake;
use crate::readers::ooxml::features::FUNCTION;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::theme::FONT_USED;
use crate::readers::ooxml::wordprocessing::body::{COMMENT_AUTHOR, COMMENT_TEXT};
use crate::readers::ooxml::words::PackageWords;
use std::ops::Range;

/// Whether a part of this name, in small letters, and type is one of records. Whole workbooks that are in a package have
/// types that begin alike, and other names; and some writers (`SheetJS` 0.12) give a part the type of its form in XML.
#[must_use]
pub fn is_binary(name: &str, content_type: &str) -> bool {
    let kind = content_type.strip_prefix("application/vnd.ms-excel.").filter(|kind| *kind != "attachedToolbars");
    name.ends_with(".bin") && (kind.is_some() || content_type.contains(".spreadsheetml."))
}

/// What is gathered over a part.
#[derive(Debug, Default)]
struct Sheet {
    rows: (usize, Option<Range<usize>>),
    columns: (usize, Option<Range<usize>>),
    authors: Vec<String>,
    author: Option<usize>,
    comments: usize,
}

/// Reads a part, and its words where they are wanted.
pub fn read(part: &Part, purse: &Purse, words: Option<&mut PackageWords>, intake: &mut Intake) {
    let bytes = part.bytes.as_slice();
    purse.parsed(bytes.len());
    let (mut sheet, mut at) = (Sheet::default(), 0);
    let mut reading = words.as_ref().map(|words| words.begin_binary());
    while at < bytes.len() {
        let whole = record(bytes, at).filter(|record| record.body.end <= bytes.len());
        let Some(record) = whole else {
            intake.partial();
            let message = format!("the part {:?} is cut off in the record at byte {at}", part.name);
            intake.warn("part-not-well-formed", message, None);
            break;
        };
        at = record.body.end;
        sheet.record(part, &record, intake);
        if let Some(reading) = reading.as_mut() {
            reading.record(part, &record);
        }
    }
    if let (Some(words), Some(reading)) = (words, reading) {
        words.take_binary(part, reading);
    }
    for (kind, (count, range)) in [("rows", sheet.rows), ("columns", sheet.columns)] {
        if let Some(range) = range {
            let value = Reading::Present(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)));
            part.hand_over(&HIDDEN, range, &format!("hidden {kind}"), value, intake);
        }
    }
}

impl Sheet {
    fn record(&mut self, part: &Part, record: &Record, intake: &mut Intake) {
        let body = part.bytes.get(record.body.clone()).unwrap_or_default();
        let start = record.body.start;
        let place = |range: Range<usize>| start + range.start..start + range.end;
        let tell = |property: &Property, at: usize, path: &str, intake: &mut Intake| {
            if let Some((text, range)) = string(body, at) {
                part.text(property, place(range), path, &text, intake);
            }
        };
        match record.kind {
            // BrtRowHdr (2.4.722) and BrtColInfo (2.4.326).
            0 if body.get(11).is_some_and(|flags| flags & 0x10 != 0) => note(&mut self.rows, record),
            60 if body.get(16).is_some_and(|flags| flags & 1 != 0) => note(&mut self.columns, record),
            // BrtName (2.4.713): functions that are younger than the format are names too (MS-XLSX 2.2.2).
            39 => {
                let hidden = body.first().is_some_and(|flags| flags & 1 != 0);
                let Some((name, range)) = string(body, 9) else { return };
                if name.starts_with("_xlfn.") || name.starts_with("_xlws.") {
                    if intake.first("function", &name) {
                        part.text(&FUNCTION, place(range), "BrtName", &name, intake);
                    }
                } else if hidden && !name.starts_with("_xl") {
                    part.text(&HIDDEN_NAME, place(range), "BrtName", &name, intake);
                }
            }
            // BrtFont (2.4.657).
            43 => tell(&FONT_USED, 21, "BrtFont/name", intake),
            // BrtFileVersion (2.4.655), after the id of the project of macros.
            128 => {
                let mut at = 16;
                for name in ["appName", "lastEdited", "lowestEdited", "rupBuild"] {
                    let Some((text, range)) = string(body, at) else { return };
                    at = range.end;
                    if !text.is_empty() {
                        let text = format!("{name}={text}");
                        part.text(&FILE_VERSION, place(range), &format!("BrtFileVersion/{name}"), &text, intake);
                    }
                }
            }
            // BrtBundleSh (2.4.304): 1 is hidden, 2 is hidden from the list of hidden sheets too.
            156 => {
                let state = match long(body, 0) {
                    Some(1) => "hidden",
                    Some(2) => "veryHidden",
                    _ => return,
                };
                if let Some((_, relationship)) = string(body, 8) {
                    tell(&HIDDEN_SHEET, relationship.end, &format!("BrtBundleSh ({state})"), intake);
                }
            }
            // BrtCalcProp (2.4.315).
            157 => {
                if let Some(engine) = long(body, 0) {
                    part.text(&CALCULATION, place(0..4), "BrtCalcProp/recalcID", &engine.to_string(), intake);
                }
            }
            // BrtFileSharing (2.4.654): a flag and a digest of two bytes each, and the name.
            548 if short(body, 0).is_some() => tell(&RESERVED_BY, 4, "BrtFileSharing/stUserName", intake),
            // BrtAbsPath15 (2.4.302) and brtRevisionPtr.
            2071 => tell(&PATH, 0, "BrtAbsPath15", intake),
            3073 => tell(&DOCUMENT_ID, 8, "brtRevisionPtr/documentId", intake),
            _ => self.comment(part, record, intake),
        }
    }

    /// The records of a part of comments: authors (632), a comment (635) with the number of its author, its words (637).
    fn comment(&mut self, part: &Part, record: &Record, intake: &mut Intake) {
        let body = part.bytes.get(record.body.clone()).unwrap_or_default();
        let place = |range: Range<usize>| record.body.start + range.start..record.body.start + range.end;
        match record.kind {
            632 => {
                let Some((author, range)) = string(body, 0) else { return };
                part.text(&COMMENT_AUTHOR, place(range), "BrtCommentAuthor", &author, intake);
                self.authors.push(author);
            }
            635 => self.author = long(body, 0).and_then(|number| usize::try_from(number).ok()),
            637 if self.comments < LIMIT => {
                let Some((text, range)) = string(body, 1) else { return };
                self.comments += 1;
                let text: String = text.chars().take(500).collect();
                part.text(&COMMENT_TEXT, place(range.clone()), "BrtCommentText", &text, intake);
                let author = self.author.and_then(|number| self.authors.get(number)).cloned();
                let locus = part.locus(place(range), "BrtCommentText");
                intake.edit(Edit { kind: EditKind::Comment, author, time: None, text, locus });
            }
            _ => {}
        }
    }
}

fn note((count, first): &mut (usize, Option<Range<usize>>), record: &Record) {
    *count += 1;
    first.get_or_insert(record.body.clone());
}
