//! Word 97 to 2003, and what later versions save in that form (MS-DOC).

pub mod changes;

use super::{Sight, hand_over, remains, words};
use crate::formats::budget::Purse;
use crate::formats::compound::directory::{Compound, Stream};
use crate::formats::compound::word::fib::{Fib, Part};
use crate::formats::compound::word::{lists, pieces};
use crate::formats::little_endian::{long, short};
use crate::formats::remains::{Found, texts};
use crate::model::trouble::LOCKED;
use crate::model::{Concealment, Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::{ChildName, Intake, ReadOptions, devmode, grammarly, read_child, variables};
use std::ops::Range;

/// The two builds that the file names, of the program that made it and of the one that saved it last (`lProductCreated` and
/// `lProductRevised`): a date as `MMDDYY`, or since 2013 the number of a build.
pub const BUILD: Property = Property::new(keys::WORD_BUILD, Role::Feature, Editability::F1);
/// The version of the format (`nFib`, `nFibNew`).
pub const FIB_VERSION: Property = Property::new("ole.word.fib", Role::Feature, Editability::F1);
/// The language of the program that made the file (`lid`).
pub const LANGUAGE: Property = Property::new("ole.word.lid", Role::Locale, Editability::F1);
/// Times of making, last change and last printing in local time, next to those of the summary, with their offsets in `DopBase`.
const DOP_TIMES: [(Property, usize); 3] = [
    (Property::plain(keys::WORD_RECORD_CREATED, Editability::F2), 20),
    (Property::plain(keys::WORD_RECORD_REVISED, Editability::F2), 24),
    (Property::plain(keys::WORD_RECORD_PRINTED, Editability::F2), 28),
];
/// The number of saves, next to that of the summary.
pub const DOP_REVISION: Property = Property::plain(keys::WORD_RECORD_REVISION, Editability::F2);
/// Minutes of editing, next to those of the summary.
pub const DOP_EDIT_TIME: Property = Property::plain(keys::WORD_RECORD_EDIT_TIME, Editability::F2);
/// Who saved the file lately, and where: author and path by turns.
pub const SAVED_BY: Property = Property::new(keys::WORD_SAVED_BY, Role::Identifying, Editability::F1);
/// Strings of the document: title, author, template, as the program keeps them next to the summary.
pub const ASSOCIATED: Property = Property::plain("ole.word.associated", Editability::F1);
/// The file the document is attached to, as the program keeps it.
pub const TEMPLATE: Property = Property::new("ole.word.template", Role::Template, Editability::F1);
/// A typeface that the file lists.
pub const FONT: Property = Property::new(keys::OLD_FONT_LISTED, Role::FontName, Editability::F1);
/// Authors of tracked changes and of comments.
pub const AUTHOR: Property = Property::plain("ole.word.author", Editability::F1);
/// A variable that a program keeps in the document.
pub const VARIABLE: Property = Property::plain("ole.word.variable", Editability::F1);
/// A package of the newer formats inside: only versions since 2007 write one.
pub const THEME: Property = Property::new("ole.word.theme", Role::Feature, Editability::F1);
/// The file was saved in pieces: text that was taken out may still be in it.
pub const FAST_SAVED: Property = Property::plain("ole.word.fast-saved", Editability::F1);
/// Bytes of the main stream after the end that the header states.
pub const BEYOND: Property = Property::plain(keys::WORD_BEYOND, Editability::F1).hidden(Concealment::OlderSave);

/// Reads the streams of a Word document.
pub fn read(compound: &Compound<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let Some(main) = compound.stream("WordDocument", purse) else { return };
    let fib = match Fib::read(&main) {
        Ok(fib) => fib,
        Err(why) => {
            intake.partial();
            intake.warn("word-header", format!("the header of the document cannot be read: {why}"), None);
            words::word::read_older(&main, intake);
            return;
        }
    };
    header(&fib, &main, intake);
    if fib.is_encrypted() {
        intake.partial();
        intake.warn(
            LOCKED,
            "a password locks the document; valla read its properties but not its text and tables",
            None,
        );
        return;
    }
    let Some(table) = compound.stream(fib.table_name(), purse) else {
        intake.partial();
        intake.warn(
            "word-table",
            format!("the stream {} is missing; valla did not read fonts and lists", fib.table_name()),
            None,
        );
        return;
    };
    if fib.is_fast_saved() {
        for found in pieces::between(&fib, &table, &main) {
            taken_out(&main, &found, "between the pieces of the text (fast save)", intake);
        }
    }
    changes::hand_over(&fib, &table, &main, intake);
    words::word::read(&fib, &table, &main, intake);
    dop(&fib, &table, intake);
    lists(&fib, &table, intake);
    printer(&fib, &table, intake);
    theme(&fib, &table, options, purse, intake);
}

fn header(fib: &Fib, main: &Stream, intake: &mut Intake) {
    let sight = Sight::of(main);
    let text = |text: String| Reading::Present(Value::Text(text));
    hand_over(&sight, &FIB_VERSION, 2..4, "FibBase/nFib", text(format!("nFib={}", fib.version)), intake);
    if let Some((version, range)) = &fib.newer {
        hand_over(&sight, &FIB_VERSION, range.clone(), "FibRgCswNew/nFibNew", text(format!("nFib={version}")), intake);
    }
    let language = Reading::Present(Value::Number(i64::from(fib.language)));
    hand_over(&sight, &LANGUAGE, 6..8, "FibBase/lid", language, intake);
    for (name, (value, range)) in [("lProductCreated", &fib.created_by), ("lProductRevised", &fib.revised_by)] {
        if *value != 0 {
            hand_over(&sight, &BUILD, range.clone(), &format!("FibRgLw97/{name}"), text(value.to_string()), intake);
        }
    }
    if fib.is_fast_saved() {
        let count = Reading::Present(Value::Number(i64::from(fib.quick_saves)));
        hand_over(&sight, &FAST_SAVED, 10..12, "FibBase/fComplex, cQuickSaves", count, intake);
    }
    let end = usize::try_from(fib.end).unwrap_or(usize::MAX);
    if let Some(beyond) = main.bytes.get(end..).filter(|rest| end > 0 && rest.iter().any(|byte| *byte != 0)) {
        let count = Reading::Present(Value::Number(i64::try_from(beyond.len()).unwrap_or(i64::MAX)));
        let range = end..main.bytes.len();
        hand_over(&sight, &BEYOND, range, "behind FibRgLw97/cbMac", count, intake);
        for found in texts(beyond) {
            let found = Found { range: end + found.range.start..end + found.range.end, text: found.text };
            taken_out(main, &found, "behind FibRgLw97/cbMac", intake);
        }
    }
}

/// Text that is no part of the document any more.
fn taken_out(main: &Stream, found: &Found, path: &str, intake: &mut Intake) {
    let raw = main.bytes.get(found.range.clone()).unwrap_or_default();
    remains::hand_over(found, raw, Sight::of(main).locus(&found.range, path), intake);
}

/// Properties of the document (2.7.2, `DopBase`).
fn dop(fib: &Fib, table: &Stream, intake: &mut Intake) {
    let Some(range) = fib.part(Part::Dop) else { return };
    let sight = Sight::of(table);
    for (property, offset) in &DOP_TIMES {
        let at = range.start + offset;
        let Some(packed) = long(&table.bytes, at).filter(|_| at + 4 <= range.end) else { return };
        let reading = match Moment::of_dttm(packed) {
            Some(moment) => Reading::Present(Value::Moment(moment)),
            None if packed == 0 => Reading::Absent,
            None => Reading::Unreadable("not a date in the calendar".to_owned()),
        };
        let path = format!("Dop/{}", keys::name(&property.key));
        hand_over(&sight, property, at..at + 4, &path, reading, intake);
    }
    let revision = range.start + 32;
    if let (Some(number), Some(minutes)) = (short(&table.bytes, revision), long(&table.bytes, revision + 2)) {
        let number = Reading::Present(Value::Number(i64::from(number)));
        hand_over(&sight, &DOP_REVISION, revision..revision + 2, "Dop/nRevision", number, intake);
        let minutes = Reading::Present(Value::Number(i64::from(minutes.cast_signed())));
        hand_over(&sight, &DOP_EDIT_TIME, revision + 2..revision + 6, "Dop/tmEdited", minutes, intake);
    }
}

fn lists(fib: &Fib, table: &Stream, intake: &mut Intake) {
    let sight = Sight::of(table);
    let tell = |property: &Property, path: &str, text: &str, range: Range<usize>, intake: &mut Intake| {
        let reading =
            if text.trim().is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text.to_owned())) };
        hand_over(&sight, property, range, path, reading, intake);
    };
    if let Some(range) = fib.part(Part::SavedBy) {
        for (number, (text, range)) in lists::strings(&table.bytes, range).into_iter().enumerate() {
            let what = if number % 2 == 0 { "author" } else { "path" };
            tell(&SAVED_BY, &format!("SttbSavedBy/{what} {}", number / 2 + 1), &text, range, intake);
        }
    }
    if let Some(range) = fib.part(Part::Associated) {
        for (number, (text, range)) in lists::strings(&table.bytes, range).into_iter().enumerate() {
            let Some(name) = lists::ASSOCIATED.get(number).filter(|name| !name.is_empty()) else { continue };
            if !text.is_empty() {
                let property = if *name == "template" { &TEMPLATE } else { &ASSOCIATED };
                tell(property, &format!("SttbfAssoc/{name}"), &text, range, intake);
            }
        }
    }
    if let Some(range) = fib.part(Part::Fonts) {
        for (text, range) in lists::fonts(&table.bytes, range) {
            tell(&FONT, "SttbfFfn", &text, range, intake);
        }
    }
    if let Some(range) = fib.part(Part::RevisionAuthors) {
        for (text, range) in lists::strings(&table.bytes, range) {
            tell(&AUTHOR, "SttbfRMark", &text, range, intake);
        }
    }
    if let Some(range) = fib.part(Part::CommentAuthors) {
        for (text, range) in lists::counted(&table.bytes, range) {
            tell(&AUTHOR, "GrpXstAtnOwners", &text, range, intake);
        }
    }
    if let Some(range) = fib.part(Part::Variables) {
        for (name, text, range) in lists::variables(&table.bytes, range) {
            let path = format!("StwUser/{name}");
            let variable = Property { hidden: variables::hidden(&name), ..VARIABLE };
            tell(&variable, &path, &text, range.clone(), intake);
            if let Some(moment) = grammarly::first_session(&text) {
                let reading = Reading::Present(Value::Moment(moment));
                hand_over(&sight, &grammarly::FIRST_SESSION, range, &path, reading, intake);
            }
        }
    }
}

fn printer(fib: &Fib, table: &Stream, intake: &mut Intake) {
    let Some(range) = fib.part(Part::Printer) else { return };
    let Some(raw) = table.bytes.get(range.clone()) else { return };
    // PrDrvr: the name of the printer comes first, in bytes that end with zero (2.9.208).
    let length = raw.iter().position(|byte| *byte == 0).unwrap_or(0);
    if let Some(name) = raw.get(..length).filter(|name| !name.is_empty()) {
        let text = String::from_utf8_lossy(name).into_owned();
        let place = range.start..range.start + length;
        hand_over(&Sight::of(table), &devmode::PRINTER, place, "PrDrvr", Reading::Present(Value::Text(text)), intake);
    }
}

/// The package with the theme, which versions since 2007 write (2.5.10, `fcOssTheme`): a document of its own.
fn theme(fib: &Fib, table: &Stream, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let Some(range) = fib.part(Part::Theme) else { return };
    let Some(package) = table.bytes.get(range.clone()).filter(|raw| raw.starts_with(b"PK\x03\x04")) else { return };
    let value = Reading::Present(Value::Text("doc:theme-package".to_owned()));
    hand_over(&Sight::of(table), &THEME, range.start..range.start + 4, "FibRgFcLcb2007/fcOssTheme", value, intake);
    read_child(ChildName::from("theme package".to_owned()), package.to_vec(), options, purse, intake);
}
