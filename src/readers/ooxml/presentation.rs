//! Parts of PresentationML (ECMA-376, part 1, 19; MS-PPTX): hidden slides, notes, identifiers of slides, comments.

use super::package::Part;
use super::part_reader::{PartReader, local_moment};
use super::theme::FONT_USED;
use super::wordprocessing::body::{COMMENT_AUTHOR, COMMENT_TEXT, COMMENT_TIME, OBJECT_PROGRAM};
use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Edit, EditKind, Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;

/// A slide that is not shown.
pub const HIDDEN_SLIDE: Property =
    Property::plain(keys::HIDDEN_SLIDE, Editability::F3).hidden(Concealment::HiddenSlide);
/// The notes of a speaker.
pub const NOTES: Property = Property::plain(keys::HIDDEN_NOTES, Editability::F3).hidden(Concealment::SpeakerNotes);
/// A random number that a slide is given when it is made; copies keep it (MS-PPTX 2.6.1).
pub const CREATION_ID: Property = Property::new("ooxml.slide.creationId", Role::Identifier, Editability::F1);
/// The language of text.
pub const LANGUAGE: Property = Property::new(keys::LANGUAGE, Role::Locale, Editability::F2);

/// Of notes so many characters are kept.
const TEXT: usize = 500;

/// The reader of slides, masters, layouts, notes, and of the presentation.
#[derive(Debug, Default)]
pub struct Slide {
    notes: bool,
    /// Whether the open shape is the one that notes are written in (19.7.10); the others of a page of notes are its header, its footer and
    /// its picture.
    in_body: bool,
    text: String,
}

impl PartReader for Slide {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        match (element.space, element.name) {
            ("p", "notes") => self.notes = true,
            ("p", "sp" | "pic" | "cxnSp" | "graphicFrame") => self.in_body = false,
            ("p", "ph") => self.in_body = element.value("type").is_none_or(|kind| matches!(&*kind, "body" | "obj")),
            ("p", "sld") => {
                if let Some(show) = element.attribute("show").filter(|show| matches!(&*show.value(), "0" | "false")) {
                    let value = Reading::Present(Value::Text(part.name.clone()));
                    part.hand_over(&HIDDEN_SLIDE, show.range.clone(), "p:sld/show", value, intake);
                }
            }
            ("p14", "creationId") => {
                if let Some(value) = element.attribute("val") {
                    part.text(&CREATION_ID, value.range.clone(), "p14:creationId", &value.value(), intake);
                }
            }
            ("a", "latin" | "ea" | "cs" | "sym" | "buFont") => {
                // Names that begin with a plus stand for the fonts of the theme.
                if let Some(name) = element.attribute("typeface")
                    && !name.value().is_empty()
                    && !name.value().starts_with('+')
                    && intake.first("typeface", &name.value())
                {
                    part.text(&FONT_USED, name.range.clone(), &format!("a:{}", element.name), &name.value(), intake);
                }
            }
            ("a", "rPr" | "endParaRPr" | "defRPr") => {
                if let Some(language) = element.attribute("lang")
                    && intake.first("lang", &language.value())
                {
                    part.text(&LANGUAGE, language.range.clone(), "a:rPr/lang", &language.value(), intake);
                }
            }
            ("p", "oleObj") => {
                if let Some(program) = element.attribute("progId")
                    && intake.first("program", &program.value())
                {
                    part.text(&OBJECT_PROGRAM, program.range.clone(), "p:oleObj", &program.value(), intake);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, _: &Part, closed: &Closed<'_, '_>, _: &mut Intake) {
        // The number of the slide is a field, not a note.
        if self.notes
            && self.in_body
            && closed.is("a", "t")
            && !closed.is_within("a", "fld")
            && self.text.chars().count() < TEXT
        {
            self.text.push_str(&closed.text);
        }
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        let text: String = std::mem::take(&mut self.text).chars().take(TEXT).collect();
        if !text.trim().is_empty() {
            intake.evidence(&NOTES, b"", Reading::Present(Value::Text(text)), part.whole("p:notes"));
        }
    }
}

/// Comments and their authors.
#[derive(Debug, Default)]
pub struct Comments {
    count: usize,
    time: Option<Moment>,
}

/// So many comments are kept.
const COMMENTS: usize = 200;

impl PartReader for Comments {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        match (element.space, element.name) {
            ("p", "cm") | ("p188", "cm") => {
                self.count += 1;
                let time = element.attribute("dt").or_else(|| element.attribute("created"));
                self.time = time.and_then(|time| local_moment(&time.value()).moment().cloned());
                if let Some(time) = time.filter(|_| self.count <= COMMENTS) {
                    part.hand_over(&COMMENT_TIME, time.range.clone(), "p:cm", local_moment(&time.value()), intake);
                }
            }
            ("p", "cmAuthor") | ("p188", "author") => {
                for attribute in
                    element.attributes.iter().filter(|a| matches!(a.name, "name" | "userId" | "providerId"))
                {
                    let property =
                        if attribute.name == "name" { COMMENT_AUTHOR } else { super::wordprocessing::people::PERSON };
                    let path = format!("{}/{}", element.name, attribute.name);
                    part.text(&property, attribute.range.clone(), &path, &attribute.value(), intake);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        let text = closed.is("p", "text") || closed.is("a", "t") && closed.is_within("p188", "txBody");
        if text && self.count <= COMMENTS {
            part.text(&COMMENT_TEXT, closed.range.clone(), "p:cm/p:text", &closed.text, intake);
            let locus = part.locus(closed.range.clone(), "p:cm/p:text");
            let time = self.time.clone();
            intake.edit(Edit { kind: EditKind::Comment, author: None, time, text: closed.text.to_string(), locus });
        }
    }
}
