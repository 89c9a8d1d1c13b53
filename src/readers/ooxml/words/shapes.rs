//! Words of shapes: slides and their notes (19.3), drawings of sheets and of charts (20.5), diagrams (21.4).

use super::TextReader;
use super::part_words::PartWords;
use super::text_body::TextBody;
use crate::formats::xml::{Closed, Element};
use crate::model::{Locus, Passage, Seen, Words};
use crate::readers::ooxml::package::Part;

/// What has shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Canvas {
    /// A slide.
    Slide,
    /// The notes to a slide.
    Notes,
    /// A drawing on a sheet or a chart.
    Drawing,
    /// The words of a diagram, whatever drawing is made of them.
    Diagram,
}

/// The shape that is open.
#[derive(Debug, Default)]
struct Shape {
    name: String,
    /// What it is on a slide; empty where that is not said, none where it takes no place of the layout.
    place: Option<String>,
    hidden: bool,
    table: bool,
    row: usize,
    column: usize,
}

/// The reader.
#[derive(Debug)]
pub(super) struct Shapes {
    canvas: Canvas,
    shape: Shape,
    /// How many texts a diagram has so far.
    count: usize,
    text: TextBody,
}

impl Shapes {
    /// On a canvas.
    pub(super) fn on(canvas: Canvas) -> Self {
        Self { canvas, shape: Shape::default(), count: 0, text: TextBody::default() }
    }

    /// The part of the document, and the way to the shape.
    fn whereabouts(&self) -> (Passage, String) {
        let Shape { name, place, table, row, column, .. } = &self.shape;
        let shape = match place.as_deref() {
            Some("title" | "ctrTitle") => "title".to_owned(),
            Some("subTitle") => "subtitle".to_owned(),
            Some("hdr") => "header".to_owned(),
            Some("ftr") => "footer".to_owned(),
            Some("dt") => "date".to_owned(),
            Some("sldNum") => "number".to_owned(),
            _ if *table => format!("table \"{name}\", row {row}, cell {column}"),
            _ => format!("shape \"{name}\""),
        };
        match (self.canvas, place.as_deref()) {
            (Canvas::Diagram, _) => (Passage::TextBox, format!("text {}", self.count)),
            (Canvas::Notes, Some("body")) => (Passage::SpeakerNotes, "notes".to_owned()),
            (Canvas::Notes, Some("hdr")) => (Passage::Header, "header of the notes".to_owned()),
            (Canvas::Notes, Some("ftr" | "dt" | "sldNum")) => (Passage::Footer, format!("{shape} of the notes")),
            (Canvas::Notes, _) => (Passage::SpeakerNotes, format!("notes, {shape}")),
            (Canvas::Slide, Some("ftr" | "dt" | "sldNum")) => (Passage::Footer, shape),
            (Canvas::Slide, place) if place.is_some() || *table => (Passage::Body, shape),
            _ => (Passage::TextBox, shape),
        }
    }
}

impl TextReader for Shapes {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, words: &mut PartWords) {
        match (element.space, element.name) {
            ("p", "sld") => {
                words.hidden_slide = element.value("show").is_some_and(|show| matches!(&*show, "0" | "false"));
            }
            ("dgm", "dataModel") => words.name_the_part(&part.name),
            (_, "sp" | "cxnSp" | "graphicFrame") => self.shape = Shape::default(),
            (_, "cNvPr") => {
                self.shape.name = element.value("name").unwrap_or_default().into_owned();
                self.shape.hidden = element.value("hidden").is_some_and(|hidden| matches!(&*hidden, "1" | "true"));
            }
            ("p", "ph") => self.shape.place = Some(element.value("type").unwrap_or_default().into_owned()),
            ("a", "tbl") => self.shape.table = true,
            ("a", "tr") => (self.shape.row, self.shape.column) = (self.shape.row + 1, 0),
            ("a", "tc") => self.shape.column += 1,
            _ => self.text.open(element),
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        self.text.close(closed);
        if matches!((closed.space, closed.name), (_, "txBody") | ("dgm", "t")) {
            self.count += 1;
            let (passage, path) = self.whereabouts();
            let mut like = Words::new("", passage, Locus { path, ..part.place(closed.range.clone()) });
            if self.shape.hidden {
                like.seen = Seen::Hidden("in a shape that is set as hidden".to_owned());
            }
            self.text.hand_over(&like, words);
        }
    }
}
