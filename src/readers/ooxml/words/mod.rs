//! The words of Office documents: of every part as it is read, and handed over in the order of the document when all are.

mod binary;
mod chart;
mod comments;
mod fields;
mod frame;
mod order;
mod paint;
mod part_words;
mod pieces;
mod shapes;
mod sheet;
mod sight;
mod story;
mod strings;
mod text_body;

use crate::formats::xml::{Attribute, Closed, Element};
use crate::readers::ooxml::appearance::Appearance;
use crate::readers::ooxml::package::Part;
pub use binary::BinaryReading;
pub use order::PackageWords;
use part_words::{Listing, PartWords};
use std::rc::Rc;

/// Reads the words of one part of XML, element by element.
trait TextReader {
    /// An element begins.
    fn open(&mut self, _: &Part, _: &Element<'_, '_>, _: &mut PartWords) {}

    /// An element ends.
    fn close(&mut self, _: &Part, _: &Closed<'_, '_>, _: &mut PartWords) {}
}

/// A presentation: it has no words of its own, and lists slides.
struct Presentation;

impl TextReader for Presentation {
    fn open(&mut self, _: &Part, _: &Element<'_, '_>, words: &mut PartWords) {
        words.listing = Listing::Slides;
    }
}

/// The reader of parts with this root; none where they have no words. Masters and layouts have none: what they say to be replaced is
/// no text of a slide. Nor have the drawings that are made of diagrams, which repeat these, and the glossary.
fn reader_of(space: &str, name: &str, appearance: &Rc<Appearance>) -> Option<Box<dyn TextReader>> {
    Some(match (space, name) {
        ("w", "document" | "hdr" | "ftr" | "footnotes" | "endnotes" | "comments") => {
            Box::new(story::Story::of(name, appearance))
        }
        ("p", "presentation") => Box::new(Presentation),
        ("p", "sld") => Box::new(shapes::Shapes::on(shapes::Canvas::Slide).sized(appearance.slide)),
        ("p", "notes") => Box::new(shapes::Shapes::on(shapes::Canvas::Notes)),
        ("p" | "p188", "cmLst") => Box::<comments::OnSlides>::default(),
        ("xdr", "wsDr") | ("c", "userShapes") => Box::new(shapes::Shapes::on(shapes::Canvas::Drawing)),
        ("dgm", "dataModel") => Box::new(shapes::Shapes::on(shapes::Canvas::Diagram)),
        ("c" | "cx", "chartSpace") => Box::<chart::Chart>::default(),
        ("x", "workbook") => Box::<sheet::Workbook>::default(),
        ("x", "worksheet" | "chartsheet" | "dialogsheet") => Box::new(sheet::Cells::looking(appearance)),
        ("x", "sst") => Box::<strings::SharedStrings>::default(),
        ("x", "comments") | ("tc", "ThreadedComments") => Box::<comments::OnCells>::default(),
        _ => return None,
    })
}

/// Content that is written in several forms, of which the first counts (ECMA-376, part 3, 10.2).
#[derive(Debug, Default)]
struct Alternatives {
    /// Of each that is open, whether a form was read.
    read: Vec<bool>,
    /// How deep the form is that is passed over.
    passed_over: Option<usize>,
}

impl Alternatives {
    /// Whether an element that begins counts.
    fn open(&mut self, element: &Element<'_, '_>) -> bool {
        if self.passed_over.is_some() {
            return false;
        }
        match (element.space, element.name, self.read.last_mut()) {
            ("mc", "AlternateContent", _) => self.read.push(false),
            ("mc", "Choice" | "Fallback", Some(&mut true)) => self.passed_over = Some(element.within.len()),
            ("mc", "Choice" | "Fallback", Some(read)) => *read = true,
            _ => {}
        }
        self.passed_over.is_none()
    }

    /// Whether an element that ends counts.
    fn close(&mut self, closed: &Closed<'_, '_>) -> bool {
        if let Some(depth) = self.passed_over {
            self.passed_over.take_if(|_| depth == closed.within.len());
            return false;
        }
        if closed.is("mc", "AlternateContent") {
            self.read.pop();
        }
        true
    }
}

/// Whether an attribute may be `r:id` or `r:dm`, whatever the prefix of that namespace: ids of other kinds are numbers, and those of
/// relationships begin with a letter.
fn is_reference(attribute: &Attribute<'_>) -> bool {
    let is_prefixed = matches!(attribute.name, "id" | "dm") && !attribute.prefix.is_empty();
    is_prefixed && attribute.value().starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// A part whose words are being read.
pub struct Reading {
    reader: Option<Box<dyn TextReader>>,
    begun: bool,
    appearance: Rc<Appearance>,
    alternatives: Alternatives,
    words: PartWords,
}

impl Reading {
    /// An element begins.
    pub fn open(&mut self, part: &Part, element: &Element<'_, '_>) {
        if !self.begun {
            self.begun = true;
            self.reader = reader_of(element.space, element.name, &self.appearance);
        }
        let Some(reader) = self.reader.as_mut().filter(|_| !self.words.cut && self.alternatives.open(element)) else {
            return;
        };
        for attribute in element.attributes.iter().filter(|attribute| is_reference(attribute)) {
            self.words.refer(&attribute.value());
        }
        reader.open(part, element, &mut self.words);
    }

    /// An element ends.
    pub fn close(&mut self, part: &Part, closed: &Closed<'_, '_>) {
        if let Some(reader) = self.reader.as_mut().filter(|_| !self.words.cut)
            && self.alternatives.close(closed)
        {
            reader.close(part, closed, &mut self.words);
        }
    }
}
