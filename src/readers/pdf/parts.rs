//! Parts of a PDF that carry dates or names of their own: fonts, colour profiles, pictures, annotations, pages, embedded
//! files, private data of programs, links. Each belongs to the revision that brought its object in.

use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::stream::{decode_beginning, filters, is_encoded};
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned, text_string};
use crate::model::{ByteRange, Editability, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::images::{dots, fields, jpeg};
use crate::readers::part::PartFact;
use crate::readers::pdf::stored_letters;
use crate::readers::{Intake, dates, fonts, icc};

/// `/FontName` of a font descriptor with an embedded program.
pub const FONT_EMBEDDED: Property = Property::new("pdf.font.name", Role::FontName, Editability::F1);
/// `/FontName` or `/BaseFont` of a font that is named and not embedded.
pub const FONT_NAMED: Property = Property::new("pdf.font.named", Role::FontName, Editability::F1);
/// `/M` of an annotation (12.5.2).
pub const ANNOTATION_MODIFIED: Property = Property::new(keys::ANNOTATION_MODIFIED, Role::PartTime, Editability::F2);
/// `/CreationDate` of a markup annotation (12.5.6.2).
pub const ANNOTATION_CREATED: Property = Property::new(keys::ANNOTATION_CREATED, Role::PartTime, Editability::F2);
/// `/LastModified` of a page, a form or the data of a program (14.5).
pub const LAST_MODIFIED: Property = Property::new("pdf.part.LastModified", Role::PartTime, Editability::F1);
/// `/ModDate` of an embedded file (7.11.4).
pub const ATTACHMENT_MODIFIED: Property = Property::new(keys::ATTACHMENT_MODIFIED, Role::PartTime, Editability::F2);
/// `/CreationDate` of an embedded file.
pub const ATTACHMENT_CREATED: Property = Property::new(keys::ATTACHMENT_CREATED, Role::PartTime, Editability::F2);
/// `/URI` of an action (12.6.4.8).
pub const LINK: Property = Property::new("pdf.link", Role::Link, Editability::F2);

/// The keys of a descriptor that name a font program (9.9).
const PROGRAMS: &[&[u8]] = &[b"FontFile2", b"FontFile3", b"FontFile"];
/// A profile's header and tags are within this many bytes in all but a few; what lies beyond is left out.
const PROFILE_BEGINNING: usize = 64 << 10;
/// Of a font that cannot be decoded to its end so much is looked at.
const FONT_BEGINNING: usize = 64 << 20;
/// More links than this in one file say nothing new.
pub(super) const LINKS: usize = 2_000;

/// Hands over what one object carries.
pub fn hand_over(objects: &mut Objects<'_>, found: &Found, revision: u32, intake: &mut Intake) {
    let Some(dictionary) = found.dictionary().cloned() else { return };
    // Some writers leave the type of a descriptor out.
    let has_program = PROGRAMS.iter().any(|key| dictionary.get(key).is_some());
    if dictionary.is(b"Type", b"FontDescriptor") || has_program {
        font(objects, found, &dictionary, revision, intake);
    } else if dictionary.is(b"Type", b"Font") && dictionary.get(b"FontDescriptor").is_none() {
        if let Some(name) = dictionary.get(b"BaseFont") {
            font_name(objects, found, name, &FONT_NAMED, revision, intake);
        }
    } else if dictionary.get(b"N").is_some() && dictionary.get(b"Type").is_none() && dictionary.get(b"Length").is_some()
    {
        profile(objects, found, &dictionary, revision, intake);
    } else if dictionary.is(b"Subtype", b"Image") && filters(&dictionary).as_slice() == [b"DCTDecode".as_slice()] {
        picture(objects, found, revision, intake);
    } else if dictionary.is(b"Subtype", b"Image") {
        scan(objects, found, &dictionary, revision, intake);
        stored_letters::hand_over(objects, found, &dictionary, revision, intake);
    }
    if dictionary.get(b"Rect").is_some() {
        date(objects, found, dictionary.get(b"M"), &ANNOTATION_MODIFIED, "Annot/M", revision, intake);
        date(
            objects,
            found,
            dictionary.get(b"CreationDate"),
            &ANNOTATION_CREATED,
            "Annot/CreationDate",
            revision,
            intake,
        );
    }
    date(objects, found, dictionary.get(b"LastModified"), &LAST_MODIFIED, "LastModified", revision, intake);
    if let Some(private) = dictionary.dictionary(b"PieceInfo") {
        for (program, value) in &private.entries {
            let Object::Dictionary(data) = &value.object else { continue };
            let path = format!("PieceInfo/{}/LastModified", String::from_utf8_lossy(program));
            date(objects, found, data.get(b"LastModified"), &LAST_MODIFIED, &path, revision, intake);
        }
    }
    if let Some(parameters) = dictionary.dictionary(b"Params") {
        date(objects, found, parameters.get(b"ModDate"), &ATTACHMENT_MODIFIED, "Params/ModDate", revision, intake);
        date(
            objects,
            found,
            parameters.get(b"CreationDate"),
            &ATTACHMENT_CREATED,
            "Params/CreationDate",
            revision,
            intake,
        );
    }
}

/// A date at a direct value, as the information dictionary writes dates.
pub(super) fn date(
    objects: &Objects<'_>,
    found: &Found,
    value: Option<&Spanned>,
    property: &Property,
    path: &str,
    revision: u32,
    intake: &mut Intake,
) {
    let Some(value) = value else { return };
    let Object::String(bytes) = &value.object else { return };
    let text = text_string(bytes).unwrap_or_else(|partly| partly);
    // `/M` may hold any text (12.5.2); only what is a date is one.
    intake.evidence(
        property,
        &objects.bytes_of(found, value),
        dates::pdf(&text),
        found.locus(revision, value, path.to_owned()),
    );
}

fn font_name(
    objects: &Objects<'_>,
    found: &Found,
    value: &Spanned,
    property: &Property,
    revision: u32,
    intake: &mut Intake,
) {
    let Object::Name(name) = &value.object else { return };
    let name = String::from_utf8_lossy(name).into_owned();
    let locus = found.locus(revision, value, "FontName".to_owned());
    intake.evidence(property, &objects.bytes_of(found, value), Reading::Present(Value::Text(name)), locus);
}

fn font(objects: &mut Objects<'_>, found: &Found, descriptor: &Dictionary, revision: u32, intake: &mut Intake) {
    let program = PROGRAMS.iter().find_map(|key| descriptor.reference(key));
    if let Some(name) = descriptor.get(b"FontName") {
        let property = if program.is_some() { &FONT_EMBEDDED } else { &FONT_NAMED };
        font_name(objects, found, name, property, revision, intake);
    }
    let Some(stream) = program.and_then(|id| objects.get(id.number, revision)) else { return };
    // A font that an earlier revision brought in belongs to it, whoever names it again.
    let Some(brought_in) = objects.walk.brought_in(stream.id.number, revision) else { return };
    if brought_in != revision {
        return;
    }
    let Some(dictionary) = stream.dictionary().cloned() else { return };
    let Some((raw, range)) = objects.raw_stream(&stream) else { return };
    if objects.purse.is_empty() {
        return;
    }
    let facts = match objects.decode(&dictionary, &raw) {
        Ok(data) => {
            objects.purse.parsed(data.len());
            fonts::read(&data)
        }
        Err(_) => fonts::read(&decode_beginning(&dictionary, &raw, FONT_BEGINNING, objects.purse)),
    };
    let name = descriptor.name(b"FontName").map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default();
    facts_of(&facts, &stream, range, !is_encoded(&dictionary), revision, &format!("font {name}"), intake);
}

fn profile(objects: &mut Objects<'_>, found: &Found, dictionary: &Dictionary, revision: u32, intake: &mut Intake) {
    let Some((raw, range)) = objects.raw_stream(found) else { return };
    let facts = icc::read(&decode_beginning(dictionary, &raw, PROFILE_BEGINNING, objects.purse));
    facts_of(&facts, found, range, !is_encoded(dictionary), revision, "colour profile", intake);
}

fn picture(objects: &mut Objects<'_>, found: &Found, revision: u32, intake: &mut Intake) {
    let Some((raw, range)) = objects.raw_stream(found) else { return };
    let facts = jpeg::read(&raw);
    facts_of(&facts, found, range, true, revision, "image", intake);
}

/// A scan that is kept without loss may show the dots of a printer.
fn scan(objects: &mut Objects<'_>, found: &Found, dictionary: &Dictionary, revision: u32, intake: &mut Intake) {
    let whole = |key: &[u8]| match dictionary.get(key)?.object {
        Object::Integer(number) => usize::try_from(number).ok(),
        _ => None,
    };
    let (Some(width), Some(height)) = (whole(b"Width"), whole(b"Height")) else { return };
    // Three bytes a pixel without a palette are seen by the length of the data.
    if !fields::is_page(width, height) || whole(b"BitsPerComponent") != Some(8) {
        return;
    }
    if !filters(dictionary).iter().all(|filter| matches!(*filter, b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW")) {
        return;
    }
    let Some((raw, range)) = objects.raw_stream(found) else { return };
    let Ok(pixels) = objects.decode(dictionary, &raw) else { return };
    fields::of_pixels(width, height, &pixels, intake);
    // A page of A5 at 300 dots an inch.
    if width.min(height) < 1_700 || width.max(height) < 2_400 {
        return;
    }
    if let Some(fact) = dots::of_colours(width, height, &pixels) {
        facts_of(&[fact], found, range, false, revision, "image", intake);
    }
}

/// Hands over the facts of a part, each at its place: in the file where the part is there as it is, else in the decoded
/// stream.
fn facts_of(
    facts: &[PartFact],
    holder: &Found,
    stream: ByteRange,
    unfiltered: bool,
    revision: u32,
    part: &str,
    intake: &mut Intake,
) {
    let plain = unfiltered && !holder.was_encrypted();
    for fact in facts {
        let within = ByteRange::new(fact.range.start, fact.range.end);
        let locus = Locus {
            revision: Some(revision),
            object: Some(holder.id.to_string()),
            stream: (!plain).then(|| format!("stream of object {}", holder.id)),
            bytes: Some(if plain {
                ByteRange { start: stream.start + within.start, end: stream.start + within.end }
            } else {
                stream
            }),
            decoded: (!plain).then_some(within),
            path: format!("{part}/{}", fact.path),
        };
        intake.evidence(&fact.property, &fact.raw, fact.reading.clone(), locus);
    }
}
