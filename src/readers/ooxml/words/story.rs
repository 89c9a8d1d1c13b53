//! Words of WordprocessingML: bodies, headers, footers, notes and comments (17.2 to 17.16), a run a paragraph.

use super::TextReader;
use super::fields::{Fields, Place};
use super::part_words::PartWords;
use super::pieces::{Kind, Pieces, Said};
use super::sight::Sight;
use crate::formats::xml::{Closed, Element};
use crate::model::{Locus, Passage, Words};
use crate::readers::ooxml::appearance::Appearance;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::{is_on, local_moment};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Of who made a change so many characters are kept.
const NAME: usize = 200;

/// A paragraph that is open, and the run in it.
#[derive(Debug, Default)]
struct Paragraph {
    number: usize,
    in_box: bool,
    pieces: Pieces,
    /// The run's languages: of most scripts, of those of East Asia, of those that run from right to left.
    languages: [String; 3],
    right_to_left: bool,
}

/// The reader of a story.
#[derive(Debug)]
pub(super) struct Story {
    passage: Passage,
    paragraphs: Vec<Paragraph>,
    count: usize,
    /// The number of the note or the comment, where the part has such.
    item: Option<(&'static str, usize)>,
    boxes: usize,
    fields: Fields,
    said: Said,
    /// The changes that take text out and are open.
    deleting: Vec<usize>,
    changes: BTreeMap<String, usize>,
    sight: Sight,
}

impl Story {
    /// Of a part with this root, in a document that looks so.
    pub(super) fn of(root: &str, appearance: &Rc<Appearance>) -> Self {
        let passage = match root {
            "hdr" => Passage::Header,
            "ftr" => Passage::Footer,
            "footnotes" | "endnotes" => Passage::Footnote,
            "comments" => Passage::Comment,
            _ => Passage::Body,
        };
        Self {
            passage,
            paragraphs: vec![],
            count: 0,
            item: None,
            boxes: 0,
            fields: Fields::default(),
            said: Said::default(),
            deleting: vec![],
            changes: BTreeMap::new(),
            sight: Sight::new(appearance),
        }
    }

    /// A note or a comment begins. Lines that part notes from the text are none.
    fn begin_item(&mut self, name: &'static str, element: &Element<'_, '_>) {
        let is_line = element.value("type").is_some_and(|kind| kind != "normal");
        let number = self.item.map_or(0, |(_, number)| number) + usize::from(!is_line);
        self.item = Some((name, number));
        self.fields = Fields::default();
    }

    /// A change that takes text out begins.
    fn delete(&mut self, element: &Element<'_, '_>) {
        let (by, at) = (element.value("author"), element.value("date"));
        let who_and_when = [by.as_deref().unwrap_or_default(), "\0", at.as_deref().unwrap_or_default()].concat();
        let changes = &mut self.said.changes;
        let number = *self.changes.entry(who_and_when).or_insert_with(|| {
            let at = at.filter(|at| at.len() <= NAME).and_then(|at| local_moment(&at).moment().cloned());
            let by = by.map(|by| by.chars().take(NAME).collect()).filter(|by: &String| !by.is_empty());
            changes.push((by, at));
            changes.len() - 1
        });
        self.deleting.push(number);
    }

    /// Text of the innermost paragraph.
    fn write(&mut self, text: &str) {
        let Place::Text(field) = self.fields.place() else { return };
        let hidden = self.sight.concealment();
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let kind = Kind { hidden, deleted: self.deleting.last().copied(), field };
        paragraph.pieces.push(kind, text);
        let is_east_asian = text.chars().find(|sign| sign.is_alphabetic()).is_some_and(|sign| sign >= '\u{2e80}');
        let [most, east_asian, right_to_left] = &paragraph.languages;
        let language = if paragraph.right_to_left {
            right_to_left
        } else if is_east_asian {
            east_asian
        } else {
            most
        };
        paragraph.pieces.language(language, text.len());
    }

    fn end_paragraph(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let passage = if paragraph.in_box && self.passage == Passage::Body { Passage::TextBox } else { self.passage };
        let path = match self.item {
            Some((name, number)) => format!("{name} {number}"),
            None => format!("paragraph {}", paragraph.number),
        };
        let like = Words::new("", passage, Locus { path, ..part.place(closed.range.clone()) });
        paragraph.pieces.hand_over(&like, &self.said, words);
    }
}

/// Whether an element is a property of a run itself, not of what the run was before a change, nor of a paragraph's mark.
fn is_of_a_run(element: &Element<'_, '_>) -> bool {
    element.within.iter().rev().nth(1).is_some_and(|frame| frame.name == "r")
}

impl TextReader for Story {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, words: &mut PartWords) {
        self.sight.open(element);
        words.over_picture |= self.sight.over_picture;
        if (element.space, element.name) == ("v", "textpath") {
            // Writing drawn along a line: watermarks.
            if let Some(text) = element.attribute("string") {
                let path = format!("drawn in paragraph {}", self.count);
                let locus = Locus { path, ..part.place(text.range.clone()) };
                words.push(Words::new(text.value(), Passage::TextBox, locus));
            }
        }
        if element.space != "w" {
            return;
        }
        match element.name {
            "document" | "hdr" | "ftr" => words.name_the_part(&part.name),
            "p" => {
                self.count += 1;
                let in_box = self.boxes > 0;
                self.paragraphs.push(Paragraph { number: self.count, in_box, ..Paragraph::default() });
            }
            "r" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.right_to_left = false;
                    paragraph.languages.iter_mut().for_each(String::clear);
                }
            }
            "rtl" if is_of_a_run(element) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.right_to_left = is_on(element.value("val").as_deref());
                }
            }
            "lang" if is_of_a_run(element) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let stated = ["val", "eastAsia", "bidi"].map(|name| element.value(name));
                    for (language, stated) in paragraph.languages.iter_mut().zip(stated) {
                        language.push_str(&stated.unwrap_or_default());
                    }
                }
            }
            "txbxContent" => {
                self.boxes += 1;
                self.fields.enter();
            }
            "footnote" => self.begin_item("footnote", element),
            "endnote" => self.begin_item("endnote", element),
            "comment" => self.begin_item("comment", element),
            "del" | "moveFrom" => self.delete(element),
            "fldSimple" => {
                self.fields.begin();
                self.fields.instruct(&element.value("instr").unwrap_or_default());
                self.fields.separate(&mut self.said.fields);
            }
            "fldChar" => match element.value("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") => self.fields.separate(&mut self.said.fields),
                Some("end") => self.fields.end(),
                _ => {}
            },
            // Stops of tabs in the properties of a paragraph are no text.
            "tab" if element.within.last().is_some_and(|frame| frame.name == "r") => self.write("\t"),
            "ptab" => self.write("\t"),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("\u{2011}"),
            _ => {}
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        match (closed.space, closed.name) {
            // Text of formulas too (22.1.2.116).
            ("w", "t" | "delText") | ("m", "t") => self.write(&closed.text),
            ("w", "instrText" | "delInstrText") => self.fields.instruct(&closed.text),
            ("w", "fldSimple") => self.fields.end(),
            ("w", "del" | "moveFrom") => _ = self.deleting.pop(),
            ("w", "txbxContent") => {
                self.boxes = self.boxes.saturating_sub(1);
                self.fields.leave();
            }
            ("w", "p") => self.end_paragraph(part, closed, words),
            _ => {}
        }
        self.sight.close(closed);
    }
}
