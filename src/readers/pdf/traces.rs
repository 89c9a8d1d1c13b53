//! What a PDF keeps next to its pages of people, machines and addresses: comments, links and actions, outlines, texts for those who
//! do not see, what pdfTeX and layout programs keep of the files that were put in (ISO 32000-2:2020, 12.3, 12.5, 12.6, 14.5, 14.9).
//!
//! Dictionaries that are in others (an action, an annotation in the page's own array) are looked at like objects.

use super::parts::{ANNOTATION_CREATED, ANNOTATION_MODIFIED, LINK, date};
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned, text_string};
use crate::formats::xml::{Markup, Walker};
use crate::model::{Edit, EditKind, Editability, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;

use Editability::{F1, F2};

/// Who made an annotation (12.5.6.2, `T`).
pub const ANNOTATION_AUTHOR: Property = Property::new("pdf.annotation.T", Role::Identifying, F2);
/// Its subject.
pub const ANNOTATION_SUBJECT: Property = Property::plain("pdf.annotation.Subj", F2);
/// Its identifier (12.5.2, `NM`).
pub const ANNOTATION_NAME: Property = Property::new("pdf.annotation.NM", Role::Identifier, F1);
/// A file that a link opens (12.6.4).
pub const LINKED_FILE: Property = Property::new("pdf.link.file", Role::Identifying, F2);
/// A title of the outline (12.3.3).
pub const OUTLINE: Property = Property::plain("pdf.outline.Title", F2);
/// Words in place of what is drawn (14.9.4).
pub const ACTUAL_TEXT: Property = Property::plain("pdf.structure.ActualText", F1);
/// What a picture shows, in words (14.9.3).
pub const ALTERNATE: Property = Property::plain("pdf.structure.Alt", F1);
/// An abbreviation in full (14.9.5).
pub const EXPANSION: Property = Property::plain("pdf.structure.E", F1);
/// The title of an element.
pub const ELEMENT_TITLE: Property = Property::plain("pdf.structure.T", F1);
/// The language of a stretch (14.9.2).
pub const LANGUAGE: Property = Property::plain(keys::PDF_LANGUAGE, F1);
/// The file that pdfTeX put in.
pub const INCLUDED_FILE: Property = Property::new("pdf.included.FileName", Role::Identifying, F1);
/// When the file that was put in says that it was made.
pub const INCLUDED_CREATED: Property = Property::new("pdf.included.CreationDate", Role::PartTime, F1);
/// When it says that it was last saved.
pub const INCLUDED_CHANGED: Property = Property::new("pdf.included.ModDate", Role::PartTime, F1);
/// Its author.
pub const INCLUDED_AUTHOR: Property = Property::new("pdf.included.Author", Role::Identifying, F1);
/// What a layout program keeps for itself.
pub const PRIVATE: Property = Property::new("pdf.piece-info", Role::Identifying, F1);

/// So many values of one kind are handed over.
const OF_ONE_KIND: usize = 500;
/// Dictionaries are no deeper in one another.
const DEPTH: usize = 8;
/// Values longer than this are cut.
const LENGTH: usize = 2_000;

/// Where values go, and where they are from.
struct Reader<'a, 'b> {
    objects: &'a mut Objects<'b>,
    found: &'a Found,
    revision: u32,
    intake: &'a mut Intake,
}

/// Hands over what one object carries of that.
pub fn hand_over(objects: &mut Objects<'_>, found: &Found, revision: u32, intake: &mut Intake) {
    let object = found.object.clone();
    Reader { objects, found, revision, intake }.value(&object, 0);
}

impl Reader<'_, '_> {
    fn value(&mut self, value: &Spanned, depth: usize) {
        match &value.object {
            Object::Dictionary(dictionary) if depth < DEPTH => {
                self.dictionary(dictionary, depth);
                for (_, inner) in &dictionary.entries {
                    self.value(inner, depth + 1);
                }
            }
            Object::Array(items) if depth < DEPTH => items.iter().for_each(|item| self.value(item, depth + 1)),
            _ => {}
        }
    }

    fn dictionary(&mut self, dictionary: &Dictionary, depth: usize) {
        if dictionary.get(b"URI").is_some() || dictionary.is(b"S", b"URI") {
            self.link(dictionary, b"URI");
        }
        if let Some(base) = dictionary.dictionary(b"URI") {
            self.link(&base.clone(), b"Base");
        }
        if dictionary.is(b"S", b"Launch") || dictionary.is(b"S", b"GoToR") || dictionary.is(b"S", b"GoToE") {
            self.text(dictionary, b"F", &LINKED_FILE);
        }
        if dictionary.get(b"Rect").is_some() && dictionary.get(b"Subtype").is_some() {
            self.annotation(dictionary, depth > 0);
        } else if dictionary.get(b"Title").is_some() && dictionary.get(b"Parent").is_some() {
            self.text(dictionary, b"Title", &OUTLINE);
        }
        if dictionary.get(b"K").is_some() || dictionary.get(b"Pg").is_some() || dictionary.is(b"Type", b"StructElem") {
            self.text(dictionary, b"T", &ELEMENT_TITLE);
        }
        for (key, property) in
            [(b"ActualText".as_slice(), &ACTUAL_TEXT), (b"Alt", &ALTERNATE), (b"E", &EXPANSION), (b"Lang", &LANGUAGE)]
        {
            self.text(dictionary, key, property);
        }
        if dictionary.get(b"PTEX.FileName").is_some() || dictionary.get(b"PTEX.InfoDict").is_some() {
            self.text(dictionary, b"PTEX.FileName", &INCLUDED_FILE);
            self.included(dictionary);
        }
        if let Some(pieces) = self.resolved(dictionary, b"PieceInfo") {
            for (program, value) in &pieces.entries {
                let program = String::from_utf8_lossy(program).into_owned();
                let Some(data) = self.dictionary_of(&value.object) else { continue };
                date(
                    self.objects,
                    self.found,
                    data.get(b"LastModified").filter(|_| !matches!(value.object, Object::Dictionary(_))),
                    &super::parts::LAST_MODIFIED,
                    &format!("PieceInfo/{program}/LastModified"),
                    self.revision,
                    self.intake,
                );
                self.private(&Object::Dictionary(data), &program, 0);
            }
        }
    }

    fn dictionary_of(&mut self, value: &Object) -> Option<Dictionary> {
        match value {
            Object::Dictionary(dictionary) => Some(dictionary.clone()),
            Object::Reference(_) => self.objects.resolve(value, self.revision)?.dictionary().cloned(),
            _ => None,
        }
    }

    fn resolved(&mut self, dictionary: &Dictionary, key: &[u8]) -> Option<Dictionary> {
        let value = dictionary.get(key)?.object.clone();
        self.dictionary_of(&value)
    }

    /// A text at a key: a string, a reference to one, or a file specification with one.
    fn string(&mut self, dictionary: &Dictionary, key: &[u8]) -> Option<(String, Spanned)> {
        let value = dictionary.get(key)?;
        let object = match &value.object {
            Object::Reference(_) => self.objects.resolve(&value.object, self.revision)?.object.object,
            other => other.clone(),
        };
        let bytes = match object {
            Object::String(bytes) => bytes,
            Object::Dictionary(file) => {
                match file.get(b"UF").or_else(|| file.get(b"F")).map(|name| name.object.clone()) {
                    Some(Object::String(bytes)) => bytes,
                    _ => return None,
                }
            }
            _ => return None,
        };
        let text: String = text_string(&bytes).unwrap_or_else(|partly| partly).chars().take(LENGTH).collect();
        (!text.trim().is_empty()).then(|| (text, value.clone()))
    }

    fn text(&mut self, dictionary: &Dictionary, key: &[u8], property: &Property) {
        if self.intake.count(property) >= OF_ONE_KIND {
            return;
        }
        let Some((text, place)) = self.string(dictionary, key) else { return };
        if self.intake.first(&property.key, &text) {
            self.tell(property, text, &place, &String::from_utf8_lossy(key));
        }
    }

    fn tell(&mut self, property: &Property, text: String, place: &Spanned, path: &str) {
        let locus = self.found.locus(self.revision, place, path.to_owned());
        let raw = self.objects.bytes_of(self.found, place);
        self.intake.evidence(property, &raw, Reading::Present(Value::Text(text)), locus);
    }

    /// The address of a link; its text is ASCII or UTF-8 (12.6.4.8).
    fn link(&mut self, dictionary: &Dictionary, key: &[u8]) {
        let Some(value) = dictionary.get(key).cloned() else { return };
        let object = match &value.object {
            Object::Reference(_) => self.objects.resolve(&value.object, self.revision).map(|found| found.object.object),
            other => Some(other.clone()),
        };
        let Some(Object::String(bytes)) = object else { return };
        let address = std::str::from_utf8(&bytes)
            .map_or_else(|_| text_string(&bytes).unwrap_or_else(|partly| partly), str::to_owned);
        if self.intake.count(&LINK) < super::parts::LINKS && !address.trim().is_empty() {
            self.tell(&LINK, address, &value, &String::from_utf8_lossy(key));
        }
    }

    /// A comment on the page: its author, its words, its identifier.
    fn annotation(&mut self, dictionary: &Dictionary, nested: bool) {
        let kind =
            dictionary.name(b"Subtype").map(|kind| String::from_utf8_lossy(kind).into_owned()).unwrap_or_default();
        if nested {
            for (key, property) in [(b"M".as_slice(), &ANNOTATION_MODIFIED), (b"CreationDate", &ANNOTATION_CREATED)] {
                let path = format!("Annot/{}", String::from_utf8_lossy(key));
                date(self.objects, self.found, dictionary.get(key), property, &path, self.revision, self.intake);
            }
        }
        if matches!(kind.as_str(), "Widget" | "Popup") {
            return;
        }
        self.text(dictionary, b"T", &ANNOTATION_AUTHOR);
        self.text(dictionary, b"Subj", &ANNOTATION_SUBJECT);
        self.text(dictionary, b"NM", &ANNOTATION_NAME);
        let author = self.string(dictionary, b"T").map(|(author, _)| author);
        let time = [b"M".as_slice(), b"CreationDate"].into_iter().find_map(|key| {
            let (text, _) = self.string(dictionary, key)?;
            crate::readers::dates::pdf(&text).moment().cloned()
        });
        let plain = self.string(dictionary, b"Contents");
        let rich = self.string(dictionary, b"RC").map(|(text, place)| (words_of(&text), place));
        let rich = rich.filter(|(text, _)| plain.as_ref().is_none_or(|(plain, _)| !same_words(plain, text)));
        for (text, place) in plain.into_iter().chain(rich) {
            let locus = self.found.locus(self.revision, &place, format!("Annot/{kind}"));
            let text = text.chars().take(500).collect();
            self.intake.edit(Edit { kind: EditKind::Comment, author: author.clone(), time: time.clone(), text, locus });
        }
    }

    /// What pdfTeX keeps of the information of a PDF that it put in.
    fn included(&mut self, dictionary: &Dictionary) {
        let Some(information) = self.resolved(dictionary, b"PTEX.InfoDict") else { return };
        let place = dictionary.get(b"PTEX.InfoDict").cloned();
        for (key, _) in &information.entries {
            let property = match key.as_slice() {
                b"CreationDate" => INCLUDED_CREATED,
                b"ModDate" => INCLUDED_CHANGED,
                b"Author" => INCLUDED_AUTHOR,
                key => Property { editability: F1, ..Property::named(keys::INCLUDED, &String::from_utf8_lossy(key)) },
            };
            let (Some((text, _)), Some(place)) = (self.string(&information, key), &place) else { continue };
            let path = format!("PTEX.InfoDict/{}", String::from_utf8_lossy(key));
            if property.role == Some(Role::PartTime) {
                let locus = self.found.locus(self.revision, place, path);
                self.intake.evidence(&property, text.as_bytes(), crate::readers::dates::pdf(&text), locus);
            } else {
                self.tell(&property, text, place, &path);
            }
        }
    }

    /// The private data of a program: its texts, and the head of an illustration (DSC, "Comments").
    fn private(&mut self, value: &Object, program: &str, depth: usize) {
        if depth > 4 || self.intake.count(&PRIVATE) >= OF_ONE_KIND {
            return;
        }
        match value {
            Object::Reference(_) => {
                let Some(found) = self.objects.resolve(value, self.revision) else { return };
                if found.dictionary().is_some_and(|dictionary| dictionary.get(b"Length").is_some()) {
                    self.illustration(&found, program);
                } else {
                    self.private(&found.object.object, program, depth + 1);
                }
            }
            Object::Dictionary(dictionary) => {
                for (key, value) in dictionary.entries.iter().filter(|(key, _)| key != b"LastModified") {
                    let key = String::from_utf8_lossy(key).into_owned();
                    if let Object::String(bytes) = &value.object {
                        let text = text_string(bytes).unwrap_or_else(|partly| partly);
                        self.private_text(program, &key, &text);
                    } else {
                        self.private(&value.object, program, depth + 1);
                    }
                }
            }
            Object::Array(items) => items.iter().for_each(|item| self.private(&item.object, program, depth + 1)),
            Object::Name(name) => self.private_text(program, "Private", &String::from_utf8_lossy(name)),
            _ => {}
        }
    }

    fn private_text(&mut self, program: &str, key: &str, text: &str) {
        let is_text = !text.trim().is_empty() && text.chars().all(|one| !one.is_control() || one.is_whitespace());
        let text: String = text.chars().take(LENGTH).collect();
        if is_text && self.intake.first(&PRIVATE.key, &format!("{key}{text}")) {
            let place = self.found.object.clone();
            self.tell(&PRIVATE, text, &place, &format!("PieceInfo/{program}/{key}"));
        }
    }

    fn illustration(&mut self, found: &Found, program: &str) {
        const HEAD: usize = 4 << 10;
        let Some(dictionary) = found.dictionary().cloned() else { return };
        let Some((raw, _)) = self.objects.raw_stream(found) else { return };
        let data = crate::formats::pdf::stream::decode_beginning(&dictionary, &raw, HEAD, self.objects.purse);
        if !data.starts_with(b"%!PS") {
            // Settings of a watermark and the like are short texts, with the path of the file that was used.
            if let Some(text) = std::str::from_utf8(&data).ok().filter(|text| text.len() < HEAD) {
                self.private_text(program, "data", &words_of(text));
                self.private_text(program, "data", text);
            }
            return;
        }
        for line in data.split(|byte| matches!(byte, b'\n' | b'\r')).take(60) {
            let line = text_string(line).unwrap_or_else(|partly| partly);
            for field in ["%%For:", "%%Title:", "%%Creator:", "%%CreationDate:"] {
                if let Some(text) = line.strip_prefix(field) {
                    let text = text.trim().trim_start_matches('(').trim_end_matches(')').replace(") (", ", ");
                    self.private_text(program, field.trim_end_matches(':'), &text);
                }
            }
        }
    }
}

/// The words of a rich text (12.7.4.3), its markup left out.
pub(super) fn words_of(rich: &str) -> String {
    let mut walker = Walker::new(rich.trim_start_matches('\u{feff}'), |_| "", 64);
    let mut words = String::new();
    while let Some(markup) = walker.next() {
        if let Markup::Close(closed) = markup
            && !closed.text.trim().is_empty()
        {
            words.push_str(closed.text.trim());
            words.push(' ');
        }
    }
    words.trim().to_owned()
}

fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}
