//! Embedded objects (MS-OLEDS): packages with the file that was put in, other documents, equations.

use super::{Sight, hand_over, property_sets};
use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::formats::compound::directory::{Compound, Entry, Kind, Stream};
use crate::formats::compound::macros;
use crate::formats::little_endian::{long, short};
use crate::model::{Concealment, Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::program_words::{self, Place};
use crate::readers::{ChildName, Intake, ReadOptions, read_child};

/// The program of an embedded object (`CompObjStream`, 2.3.8).
pub const PROGRAM: Property = Property::new("ole.object.program", Role::Feature, Editability::F1);
/// Name and path of a file as it was put in (`OLENativeStream`; the form of packages is not specified, measured).
pub const PACKAGED: Property = Property::new("ole.object.path", Role::Identifying, Editability::F1);
/// The program of an equation: version of the format, product, its version (MTEF 5 specification, header).
pub const EQUATION: Property = Property::new(keys::OLD_EQUATION, Role::Feature, Editability::F1);
/// So many streams of a project are looked into.
const MODULES: usize = 500;
/// A project of macros is there.
pub const MACROS: Property = Property::plain("ole.macros", Editability::F1).hidden(Concealment::Script);

/// Reads what is in the storages below the root, and in a root that is an object itself. Of what is in `documents` of
/// their own only the summary is read, for its dates are those of a part.
pub fn read(compound: &Compound<'_>, documents: &[&Entry], options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let folders: Vec<String> = documents.iter().map(|storage| format!("{}/", storage.path)).collect();
    let listed = compound.entries.iter().filter(|entry| entry.listed && entry.kind == Kind::Stream).filter(|entry| {
        entry.name == "\u{5}SummaryInformation" || !folders.iter().any(|folder| entry.path.starts_with(folder))
    });
    for entry in listed {
        if purse.is_empty() || intake.is_full() {
            return;
        }
        let inside = entry.path.contains('/');
        match entry.name.as_str() {
            "\u{1}CompObj" => program(&compound.stream_of(entry, purse), intake),
            "\u{1}Ole10Native" => native(&compound.stream_of(entry, purse), options, purse, intake),
            "Equation Native" => equation(&compound.stream_of(entry, purse), intake),
            "Package" | "CONTENTS" => {
                let stream = compound.stream_of(entry, purse);
                if [b"PK\x03\x04".as_slice(), b"%PDF", b"\xd0\xcf\x11\xe0"]
                    .iter()
                    .any(|head| stream.bytes.starts_with(head))
                {
                    read_child(ChildName::from(stream.path), stream.bytes, options, purse, intake);
                }
            }
            "dir" if entry.path.ends_with("VBA/dir") && intake.first("macros", "") => {
                let stream = compound.stream_of(entry, purse);
                let (text, hidden) = if is_empty(compound, entry, purse) {
                    ("a project of macros without instructions", None)
                } else {
                    ("a project of macros", MACROS.hidden)
                };
                let value = Reading::Present(Value::Text(text.to_owned()));
                hand_over(&Sight::of(&stream), &Property { hidden, ..MACROS }, 0..0, "VBA", value, intake);
            }
            "\u{5}SummaryInformation" if inside => part_summary(&compound.stream_of(entry, purse), purse, intake),
            _ => {}
        }
    }
}

/// Whether a program writes that line itself.
fn is_of_program(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|line| program_words::without(Place::Macro, line).is_empty())
}

/// Whether no module of the project that lists its modules in `list` has a line of instructions; where no source is found, that is not
/// known.
fn is_empty(compound: &Compound<'_>, list: &Entry, purse: &Purse) -> bool {
    let folder = list.path.strip_suffix("dir").unwrap_or_default();
    let modules = compound.entries.iter().filter(|entry| entry.kind == Kind::Stream && entry.path.starts_with(folder));
    let found: Vec<bool> = modules
        .take(MODULES)
        .filter_map(|entry| macros::has_instructions(&compound.stream_of(entry, purse).bytes, is_of_program))
        .collect();
    !found.is_empty() && found.iter().all(|has_instructions| !has_instructions)
}

/// The summary of an embedded document: its dates are those of a part.
fn part_summary(stream: &Stream, purse: &Purse, intake: &mut Intake) {
    let Ok(values) = property_sets::read(stream, purse) else { return };
    for value in values {
        let Some(name) = keys::SUMMARY.name_of(&value.property.key) else { continue };
        let role = match value.property.role {
            Some(Role::Created | Role::Modified) => Some(Role::PartTime),
            _ => None,
        };
        let property = Property { role, ..Property::named(keys::SUMMARY_OF_PART, name) };
        hand_over(&Sight::of(stream), &property, value.range, &value.path, value.reading, intake);
    }
}

fn program(stream: &Stream, intake: &mut Intake) {
    // A header of 28 bytes, then strings after their lengths: the name for users, the clipboard's, the program's.
    let bytes = stream.bytes.as_slice();
    let length = long(bytes, 28).and_then(|length| usize::try_from(length).ok()).filter(|length| *length < 256);
    let Some(raw) = length.and_then(|length| bytes.get(32..32 + length)) else { return };
    let text = code_page::decode(1252, raw).trim_end_matches('\0').to_owned();
    if !text.is_empty() {
        let value = Reading::Present(Value::Text(text));
        hand_over(&Sight::of(stream), &PROGRAM, 32..32 + raw.len(), "CompObj/AnsiUserType", value, intake);
    }
}

/// A package: label, path of the file, a temporary path, the file.
fn native(stream: &Stream, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let bytes = stream.bytes.as_slice();
    let sight = Sight::of(stream);
    let mut at = 6;
    let text = |at: &mut usize| {
        let start = *at;
        let length = bytes.get(start..)?.iter().take(1_024).position(|byte| *byte == 0)?;
        *at = start + length + 1;
        Some((code_page::decode(1251, bytes.get(start..start + length)?), start..start + length))
    };
    if short(bytes, 4) != Some(2) {
        return;
    }
    let (Some((label, label_at)), Some((path, path_at))) = (text(&mut at), text(&mut at)) else { return };
    at += 8;
    let Some((temporary, temporary_at)) = text(&mut at) else { return };
    for (what, text, range) in
        [("label", &label, label_at), ("path", &path, path_at), ("temporary path", &temporary, temporary_at)]
    {
        if !text.is_empty() {
            let value = Reading::Present(Value::Text(text.clone()));
            hand_over(&sight, &PACKAGED, range, &format!("Ole10Native/{what}"), value, intake);
        }
    }
    let size = long(bytes, at).and_then(|size| usize::try_from(size).ok());
    if let Some(data) = size.and_then(|size| bytes.get(at + 4..(at + 4).checked_add(size)?)) {
        let name = format!("{}/{label}", stream.path);
        purse.expanded(data.len());
        read_child(ChildName::from(name), data.to_vec(), options, purse, intake);
    }
}

/// An equation: after a header of 28 bytes the head of MTEF.
fn equation(stream: &Stream, intake: &mut Intake) {
    let Some(&[version, platform, product, major, minor]) =
        stream.bytes.get(28..33).and_then(|head| <&[u8; 5]>::try_from(head).ok())
    else {
        return;
    };
    let product = if product == 0 { "MathType" } else { "Equation Editor" };
    let platform = if platform == 0 { "Macintosh" } else { "Windows" };
    let text = format!("MTEF {version}, {product} {major}.{minor}, {platform}");
    let value = Reading::Present(Value::Text(text));
    hand_over(&Sight::of(stream), &EQUATION, 28..33, "Equation Native/MTEF header", value, intake);
}
