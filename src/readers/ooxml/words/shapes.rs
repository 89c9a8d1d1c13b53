//! Words of shapes: slides and their notes (19.3), drawings of sheets and of charts (20.5), diagrams (21.4).

use super::TextReader;
use super::frame::{Frame, Group};
use super::paint::Paint;
use super::part_words::PartWords;
use super::text_body::TextBody;
use crate::formats::xml::{Closed, Element};
use crate::model::{Concealment, Locus, Passage, Seen, Words};
use crate::readers::ooxml::package::Part;
use std::ops::Range;

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
    /// Where it is, in its group: left, top, width, height.
    frame: Option<Frame>,
    turned: bool,
    /// Whether it is a rectangle.
    rectangle: bool,
    /// Whether nothing is seen through its ground, as was known when its text ended.
    opaque: bool,
    table: bool,
    row: usize,
    column: usize,
}

/// The reader.
#[derive(Debug)]
pub(super) struct Shapes {
    /// Width and height of the slide, where it is one.
    slide: Option<(i64, i64)>,
    /// The groups that are open.
    groups: Vec<Group>,
    canvas: Canvas,
    shape: Shape,
    /// How many texts a diagram has so far.
    count: usize,
    /// The texts so far whose place is known: which runs they are, and where. A later shape may lie over them.
    beneath: Vec<(Range<usize>, Frame)>,
    own: Option<(Range<usize>, Frame)>,
    text: TextBody,
}

/// More texts of a slide are not looked at.
const BENEATH: usize = 1_000;

impl Shapes {
    /// On a canvas.
    pub(super) fn on(canvas: Canvas) -> Self {
        Self {
            slide: None,
            groups: vec![],
            canvas,
            shape: Shape::default(),
            count: 0,
            beneath: vec![],
            own: None,
            text: TextBody::default(),
        }
    }

    /// On a slide of this size.
    pub(super) fn sized(self, slide: Option<(i64, i64)>) -> Self {
        Self { slide, ..self }
    }

    /// Where the shape is on the slide, however it is turned; none where that is not known.
    fn frame(&self) -> Option<Frame> {
        let frame = self.shape.frame?;
        // A shape that is turned stays in the circle around it.
        let frame = if self.shape.turned { frame.circled() } else { frame };
        self.groups.iter().rev().try_fold(frame, |frame, group| group.outside(frame))
    }

    /// Whether the shape lies wholly beside the slide.
    fn is_off(&self) -> bool {
        let (Some(frame), Some((width, height))) = (self.frame(), self.slide) else { return false };
        frame.is_beside(width as f64, height as f64)
    }

    /// The shape ends: where it is a rectangle of one plain colour, nobody sees the texts that it lies over. Diagrams put shapes of one
    /// group over one another, so neither may be in a group.
    fn cover(&mut self, words: &mut PartWords) {
        let shape = &self.shape;
        if !self.groups.is_empty()
            || !shape.rectangle
            || shape.turned
            || shape.hidden
            || !(shape.opaque || self.text.ground.is_opaque())
        {
            return;
        }
        let (Some(frame), Canvas::Slide) = (self.frame(), self.canvas) else { return };
        for (runs, _) in self.beneath.iter().filter(|(_, beneath)| frame.covers(*beneath)) {
            for run in words.runs.get_mut(runs.clone()).unwrap_or_default() {
                if run.words.seen == Seen::Shown {
                    run.words.seen = Seen::Hidden(Concealment::BehindShape);
                }
            }
        }
    }

    /// Takes a corner or a size.
    fn place(&mut self, element: &Element<'_, '_>) {
        let number =
            |name: &str| element.value(name).and_then(|number| number.parse::<i64>().ok()).map(|one| one as f64);
        let pair = number("x").zip(number("y")).or_else(|| number("cx").zip(number("cy")));
        let Some(pair) = pair else { return };
        let group = self.groups.last_mut().filter(|_| is_of_group(element));
        let inner = element.name.starts_with("ch");
        let frame = match group {
            Some(group) if inner => &mut group.inner,
            Some(group) => &mut group.outer,
            None => &mut self.shape.frame,
        };
        let frame = frame.get_or_insert_default();
        if element.name.ends_with("ff") {
            (frame.left, frame.top) = pair;
        } else {
            (frame.width, frame.height) = pair;
        }
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

/// Whether it is said of a group, not of a shape in it.
fn is_of_group(element: &Element<'_, '_>) -> bool {
    element.within.iter().rev().take(2).any(|frame| frame.name == "grpSpPr")
}

impl TextReader for Shapes {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, words: &mut PartWords) {
        match (element.space, element.name) {
            ("p", "sld") => {
                words.hidden_slide = element.value("show").is_some_and(|show| matches!(&*show, "0" | "false"));
            }
            ("dgm", "dataModel") => words.name_the_part(&part.name),
            (_, "sp" | "cxnSp" | "graphicFrame" | "pic") => {
                self.shape = Shape::default();
                self.text.ground = Paint::default();
            }
            (_, "grpSp") => {
                self.shape = Shape::default();
                self.groups.push(Group::default());
            }
            // What appears or goes away uncovers what is beneath.
            ("p", "timing") => _ = words.doubted.insert(Concealment::BehindShape),
            // What moves may come in from outside.
            ("p", "animMotion") => _ = words.doubted.insert(Concealment::OffSlide),
            (_, "xfrm") => {
                let is_turned = element.value("rot").is_some_and(|turn| turn != "0");
                self.shape.turned |= is_turned;
                if let Some(group) = self.groups.last_mut().filter(|_| is_of_group(element)) {
                    group.turned |= is_turned;
                }
            }
            (_, "off" | "ext" | "chOff" | "chExt")
                if element.within.last().is_some_and(|frame| frame.name == "xfrm") =>
            {
                self.place(element);
            }
            (_, "cNvPr") => {
                self.shape.name = element.value("name").unwrap_or_default().into_owned();
                self.shape.hidden = element.value("hidden").is_some_and(|hidden| matches!(&*hidden, "1" | "true"));
            }
            ("p", "ph") => self.shape.place = Some(element.value("type").unwrap_or_default().into_owned()),
            ("a", "prstGeom") => self.shape.rectangle = element.value("prst").is_some_and(|form| &*form == "rect"),
            ("a", "tbl") => self.shape.table = true,
            ("a", "tr") => (self.shape.row, self.shape.column) = (self.shape.row + 1, 0),
            ("a", "tc") => self.shape.column += 1,
            _ => {
                self.text.ground.take(element, "spPr");
                self.text.open(element);
            }
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        self.text.close(closed);
        if closed.name == "grpSp" {
            self.groups.pop();
        }
        if matches!((closed.space, closed.name), (_, "txBody") | ("dgm", "t")) {
            self.count += 1;
            let (passage, path) = self.whereabouts();
            let mut like = Words::new("", passage, Locus { path, ..part.place(closed.range.clone()) });
            if self.shape.hidden {
                like.seen = Seen::Hidden(Concealment::HiddenShape);
            } else if self.is_off() {
                like.seen = Seen::Hidden(Concealment::OffSlide);
            }
            let first = words.runs.len();
            self.shape.opaque = self.text.ground.is_opaque();
            self.text.hand_over(&like, words);
            if let Some(frame) = self.frame().filter(|_| self.groups.is_empty() && self.beneath.len() < BENEATH) {
                // Its own ground lies under the text.
                self.own = Some((first..words.runs.len(), frame));
            }
        }
        if closed.name == "sp" {
            self.cover(words);
            self.beneath.extend(self.own.take());
        }
    }
}
