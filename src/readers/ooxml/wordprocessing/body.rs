//! The text of a document and what hangs on it: tracked changes (17.13.5), comments (17.13.4),
//! fields (17.16), objects.

use super::styles::{FONT_ATTRIBUTES, languages};
use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Edit, EditKind, Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::{PartReader, local_moment, moment};
use crate::readers::ooxml::theme::FONT_USED;
use crate::readers::remote::is_remote;
use std::borrow::Cow;
use std::ops::Range;

/// When a tracked change was made: local time, whatever letter is after it.
pub const CHANGE_TIME: Property = Property::new(keys::CHANGE_TIME, Role::PartTime, Editability::F1);
/// The same in universal time, as recent programs write it next to it.
pub const CHANGE_UTC: Property = Property::new(keys::CHANGE_TIME_UTC, Role::PartTime, Editability::F1);
/// Who made a tracked change.
pub const CHANGE_AUTHOR: Property = Property::plain("ooxml.change.author", Editability::F2);
/// Text that a tracked change took out and that is still in the file.
pub const DELETED: Property = Property::plain(keys::CHANGE_DELETED, Editability::F2);
/// When a comment was made.
pub const COMMENT_TIME: Property = Property::new(keys::COMMENT_TIME, Role::PartTime, Editability::F1);
/// Who made a comment.
pub const COMMENT_AUTHOR: Property = Property::plain("ooxml.comment.author", Editability::F2);
/// Text of a comment.
pub const COMMENT_TEXT: Property = Property::plain(keys::COMMENT_TEXT, Editability::F3).hidden(Concealment::Comment);
/// The instruction of a field that names a file, or another place.
pub const FIELD: Property = Property::new("ooxml.field", Role::Identifying, Editability::F2);
/// The program of an embedded object.
pub const OBJECT_PROGRAM: Property = Property::new(keys::OBJECT_PROGRAM, Role::Feature, Editability::F1);

/// Of one text so many characters are kept.
const TEXT: usize = 500;
/// So many pieces of comments and deleted text are kept.
const PIECES: usize = 200;

/// Fields that name files and addresses.
const TELLING_FIELDS: &[&str] =
    &["INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD", "IMPORT", "TEMPLATE", "FILENAME"];

/// A piece of text that is gathered until its element ends.
#[derive(Debug, Default)]
struct Gathered {
    text: String,
    range: Option<Range<usize>>,
}

impl Gathered {
    fn take_in(&mut self, closed: &Closed<'_, '_>) {
        if self.text.chars().count() < TEXT {
            self.text.push_str(&closed.text);
        }
        let start = self.range.as_ref().map_or(closed.range.start, |range| range.start);
        self.range = Some(start..closed.range.end);
    }

    fn hand_over(&mut self, part: &Part, property: &Property, path: &str, intake: &mut Intake) {
        let Gathered { text, range } = std::mem::take(self);
        if let (Some(range), false) = (range, text.trim().is_empty()) {
            let text: String = text.chars().take(TEXT).collect();
            part.hand_over(property, range, path, Reading::Present(Value::Text(text)), intake);
        }
    }
}

/// The reader of bodies, headers, notes and comments.
#[derive(Debug, Default)]
pub struct Body {
    deleted: Gathered,
    comment: Gathered,
    open: Vec<Open>,
    pieces: usize,
}

/// A tracked change or a comment whose end has not come.
#[derive(Debug)]
struct Open {
    kind: EditKind,
    author: Option<String>,
    time: Option<Moment>,
    gathered: Gathered,
}

/// What an element that holds changed text, or a comment, tells of.
fn edit_kind(name: &str) -> Option<EditKind> {
    Some(match name {
        "ins" => EditKind::Inserted,
        "del" => EditKind::Deleted,
        "moveFrom" => EditKind::MovedAway,
        "moveTo" => EditKind::MovedHere,
        "comment" => EditKind::Comment,
        _ => return None,
    })
}

/// Elements that say who changed something and when.
fn is_change(name: &str) -> bool {
    matches!(name, "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellDel" | "cellMerge" | "numberingChange")
        || name.ends_with("PrChange")
        || name.starts_with("customXml") && name.ends_with("RangeStart")
}

/// What came or went where the change holds no text: it is in the properties of what it is of.
fn mark(closed: &Closed<'_, '_>) -> &'static str {
    let within = |name: &str| closed.within.iter().rev().take(2).any(|frame| frame.name == name);
    match () {
        () if within("trPr") => "(a row of a table)",
        () if within("ctrlPr") => "(a mark of a formula)",
        () if within("rPr") => "(the end of a paragraph)",
        () => "",
    }
}

impl PartReader for Body {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if let Some(kind) = edit_kind(element.name).filter(|_| element.space == "w") {
            let stated = element.value("date").map(|date| local_moment(&date));
            let time = stated.and_then(|stated| stated.moment().cloned());
            self.open.push(Open {
                kind,
                author: element.value("author").map(Cow::into_owned),
                time,
                gathered: Gathered::default(),
            });
        } else if element.space == "w" && is_change(element.name) {
            let stated = element.value("date").map(|date| local_moment(&date));
            let time = stated.and_then(|stated| stated.moment().cloned());
            let locus = part.locus(element.range.clone(), format!("w:{}", element.name));
            let (author, text) = (element.value("author").map(Cow::into_owned), element.name.to_owned());
            intake.edit(Edit { kind: EditKind::Formatted, author, time, text, locus });
        }
        match (element.space, element.name) {
            ("w", "rFonts") => {
                for attribute in element.attributes.iter().filter(|a| FONT_ATTRIBUTES.contains(&a.name)) {
                    let name = attribute.value();
                    if !name.is_empty() && intake.first("typeface", &name) {
                        part.text(&FONT_USED, attribute.range.clone(), "w:r/w:rFonts", &name, intake);
                    }
                }
            }
            ("w", "lang") => languages(part, element, intake),
            ("w", "comment") => self.said(part, element, [&COMMENT_TIME, &COMMENT_AUTHOR], intake),
            ("w", name) if is_change(name) => self.said(part, element, [&CHANGE_TIME, &CHANGE_AUTHOR], intake),
            ("w", "fldSimple") => {
                if let Some(instruction) = element.attribute("instr") {
                    self.field(part, instruction.range.clone(), &instruction.value(), intake);
                }
            }
            ("o", "OLEObject") => {
                if let Some(program) = element.attribute("ProgID")
                    && intake.first("program", &program.value())
                {
                    part.text(&OBJECT_PROGRAM, program.range.clone(), "o:OLEObject", &program.value(), intake);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        // Text of formulas too (22.1.2.116).
        if matches!((closed.space, closed.name), ("w", "t" | "delText") | ("m", "t")) {
            if let Some(open) = self.open.last_mut() {
                open.gathered.take_in(closed);
            }
        } else if closed.space == "w"
            && let Some(kind) = edit_kind(closed.name)
            && let Some(Open { kind, author, time, gathered }) = self.open.pop_if(|open| open.kind == kind)
        {
            let (text, range) = match gathered.range {
                Some(range) => (gathered.text.chars().take(TEXT).collect(), range),
                None => (mark(closed).to_owned(), closed.range.clone()),
            };
            let locus = part.locus(range, format!("w:{}", closed.name));
            intake.edit(Edit { kind, author, time, text, locus });
        }
        match (closed.space, closed.name) {
            ("w", "t") if closed.is_within("w", "comment") => self.comment.take_in(closed),
            ("w", "delText") => self.deleted.take_in(closed),
            ("w", "instrText") => self.field(part, closed.range.clone(), &closed.text, intake),
            ("w", "del" | "moveFrom") => {
                if self.another() {
                    self.deleted.hand_over(part, &DELETED, &format!("w:{}", closed.name), intake);
                }
                self.deleted = Gathered::default();
            }
            ("w", "comment") => {
                if self.another() {
                    self.comment.hand_over(part, &COMMENT_TEXT, "w:comment", intake);
                }
                self.comment = Gathered::default();
            }
            _ => {}
        }
    }
}

impl Body {
    fn another(&mut self) -> bool {
        let gathered = [&self.deleted, &self.comment];
        let something = gathered.iter().any(|gathered| gathered.range.is_some());
        self.pieces += usize::from(something);
        self.pieces <= PIECES
    }

    /// Who, and when: of each author and minute once.
    fn said(&mut self, part: &Part, element: &Element<'_, '_>, [time, author]: [&Property; 2], intake: &mut Intake) {
        let path = format!("w:{} {}", element.name, element.value("id").unwrap_or_default());
        let by = element.value("author").unwrap_or_default();
        if let Some(date) = element.attribute("date")
            && intake.first(&time.key, &format!("{by} {}", date.value()))
        {
            part.hand_over(time, date.range.clone(), &path, local_moment(&date.value()), intake);
            if let Some(utc) = element.attribute("dateUtc") {
                part.hand_over(&CHANGE_UTC, utc.range.clone(), &path, moment(&utc.value()), intake);
            }
        }
        if let Some(attribute) = element.attribute("author")
            && intake.first(&author.key, &by)
        {
            part.text(author, attribute.range.clone(), &path, &by, intake);
        }
    }

    fn field(&mut self, part: &Part, range: Range<usize>, instruction: &str, intake: &mut Intake) {
        let first = instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
        let telling = TELLING_FIELDS.contains(&first.as_str()) && instruction.split_whitespace().count() > 1;
        if telling && intake.first("field", instruction) {
            let text: String = instruction.chars().take(TEXT).collect();
            let hidden = match first.as_str() {
                "DDE" | "DDEAUTO" => Some(Concealment::Launch),
                _ if instruction.split(['"', ' ']).any(is_remote) => Some(Concealment::Remote),
                _ => None,
            };
            part.text(&Property { hidden, ..FIELD }, range, "field", &text, intake);
        }
    }
}
