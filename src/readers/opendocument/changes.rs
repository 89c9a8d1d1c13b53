//! Changes that a document keeps record of (OpenDocument 1.3, part 3, 5.5 and 9.9), and notes in its margin (14.1): who, when, what.

use super::meta::moment;
use crate::formats::xml::Closed;
use crate::model::{Concealment, Edit, EditKind, Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::zip::part::Part;
use std::collections::BTreeMap;

/// When a tracked change was made, by the clock of the machine, without a zone.
const CHANGE_TIME: Property = Property::new(keys::ODF_CHANGE_TIME, Role::PartTime, Editability::F1);
/// Who made it.
const CHANGE_AUTHOR: Property = Property::plain("odf.change.author", Editability::F2);
/// When a note was made.
const NOTE_TIME: Property = Property::new(keys::ODF_COMMENT_TIME, Role::PartTime, Editability::F1);
/// Who made it.
const NOTE_AUTHOR: Property = Property::plain("odf.comment.author", Editability::F2);
/// What it says.
const NOTE_TEXT: Property = Property::plain("odf.comment.text", Editability::F3).hidden(Concealment::Comment);
/// Of one text so many bytes are kept.
const TEXT: usize = 2_000;

/// A change or a note that is being read.
#[derive(Debug, Default, Clone)]
struct Open {
    kind: Option<EditKind>,
    author: Option<String>,
    time: Option<Moment>,
    text: String,
    /// Its number, by which the text names where it begins and ends.
    id: String,
}

/// Gathers changes and notes.
#[derive(Debug, Default)]
pub(super) struct Changes {
    change: Option<Open>,
    note: Option<Open>,
    /// Changes of which the text tells where they are, by their numbers.
    known: BTreeMap<String, Open>,
    /// Those that are open in the text.
    within: Vec<String>,
}

/// So many changes wait for their text.
const WAITING: usize = 5_000;

impl Changes {
    /// A change begins, of this kind once it is known.
    pub(super) fn begin_change(&mut self, id: &str) {
        self.change = Some(Open { id: id.to_owned(), ..Open::default() });
    }

    pub(super) fn kind(&mut self, kind: EditKind) {
        self.change.get_or_insert_with(Open::default).kind = Some(kind);
    }

    pub(super) fn begin_note(&mut self) {
        self.note = Some(Open::default());
    }

    /// Who took words out that are being read, and when.
    pub(super) fn deleted_by(&self) -> Option<(Option<String>, Option<Moment>)> {
        let change = self.change.as_ref().filter(|change| change.kind == Some(EditKind::Deleted))?;
        Some((change.author.clone(), change.time.clone()))
    }

    /// Words of a paragraph that ends: of a note, of what was taken out, or of what was put in.
    pub(super) fn words(&mut self, text: &str, is_note: bool) {
        if is_note {
            self.note.iter_mut().for_each(|note| add(note, text));
        } else if let Some(change) = self.change.as_mut() {
            add(change, text);
        } else {
            self.put_in(text);
            self.put_in("\n");
        }
    }

    /// Words between the beginning and the end of an insertion.
    pub(super) fn put_in(&mut self, text: &str) {
        let Self { within, known, .. } = self;
        for id in within.iter() {
            if let Some(change) = known.get_mut(id) {
                add(change, text);
            }
        }
    }

    pub(super) fn starts(&mut self, id: &str) {
        self.within.push(id.to_owned());
    }

    pub(super) fn ends(&mut self, id: &str) {
        self.within.retain(|open| open != id);
    }

    /// An element ends that is in a change or a note.
    pub(super) fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        let is_note = closed.within.iter().any(|frame| frame.name == "annotation");
        let open = if is_note { self.note.as_mut() } else { self.change.as_mut() };
        let text = closed.text.trim();
        match (closed.space, closed.name) {
            ("dc", "creator") => {
                if let (Some(open), false) = (open, text.is_empty()) {
                    open.author = Some(text.to_owned());
                    let property = if is_note { &NOTE_AUTHOR } else { &CHANGE_AUTHOR };
                    if intake.first(&property.key, text) {
                        part.text(property, closed.range.clone(), "dc:creator", text, intake);
                    }
                }
            }
            ("dc", "date") => {
                let Some(open) = open else { return };
                let reading = moment(text);
                if let Reading::Present(Value::Moment(moment)) = &reading {
                    open.time = Some(moment.clone());
                }
                let property = if is_note { &NOTE_TIME } else { &CHANGE_TIME };
                part.hand_over(property, closed.range.clone(), "dc:date", reading, intake);
            }
            ("office", "annotation") => {
                if let Some(note) = self.note.take() {
                    if !note.text.trim().is_empty() {
                        part.text(&NOTE_TEXT, closed.range.clone(), "office:annotation", &note.text, intake);
                    }
                    hand_over(Open { kind: Some(EditKind::Comment), ..note }, part, closed, intake);
                }
            }
            ("text", "changed-region") | ("table", "cell-content-change" | "insertion" | "deletion" | "movement") => {
                let Some(change) = self.change.take() else { return };
                if change.kind == Some(EditKind::Inserted) && closed.space == "text" && self.known.len() < WAITING {
                    self.known.insert(change.id.clone(), change);
                } else {
                    hand_over(change, part, closed, intake);
                }
            }
            ("office", "body" | "document-content" | "document") => {
                for (_, change) in std::mem::take(&mut self.known) {
                    hand_over(change, part, closed, intake);
                }
            }
            _ => {}
        }
    }
}

fn add(open: &mut Open, text: &str) {
    if open.text.len() < TEXT {
        open.text.push_str(text);
    }
}

fn hand_over(open: Open, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
    let Open { kind: Some(kind), author, time, text, id } = open else { return };
    let path = if id.is_empty() { closed.name.to_owned() } else { format!("{} {id}", closed.name) };
    let text = text.trim().to_owned();
    intake.edit(Edit { kind, author, time, text, locus: part.locus(closed.range.clone(), path) });
}
