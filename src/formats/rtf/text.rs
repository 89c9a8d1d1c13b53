//! The text of RTF as it is shown, in one row of events: text with its marks, ends of paragraphs, headers and notes that begin and end,
//! fields with their instructions and results. Characters are in the code page of their font (specification 1.9.1, "Font Table").

use super::destinations::{ASIDES, KNOWN};
use super::groups::charset;
use super::look::{Look, Palette};
use super::marks::{Marks, push_unit};
use super::syntax::{Word, Words, is_line_end};
use crate::formats::code_page;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

/// A part of the document that is apart from the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A head of pages.
    Header,
    /// A foot of pages.
    Footer,
    /// A footnote or an endnote.
    Footnote,
    /// A comment.
    Comment,
    /// The text of a shape.
    TextBox,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Text, with how it is marked and where it is.
    Text(String, Marks, Range<usize>),
    /// A paragraph, a cell, a page ends.
    ParagraphEnds,
    /// A part begins.
    PartBegins(Part),
    /// The part that began last ends.
    PartEnds,
    /// A field begins with its instruction.
    FieldBegins,
    /// Its result begins.
    FieldResult,
    /// It ends.
    FieldEnds,
}

/// Text is handed on in pieces of about so many bytes.
const PIECE: usize = 4_096;

#[derive(Debug, Clone)]
struct Group<'a> {
    /// Nothing in it is text.
    aside: bool,
    /// `\*` was read, and no control word yet that says of what.
    ignorable: bool,
    /// Nothing was read in it.
    is_new: bool,
    in_font_table: bool,
    in_colour_table: bool,
    look: Look,
    font: i64,
    page: u16,
    skip: usize,
    marks: Marks,
    opens_part: bool,
    is_field: bool,
    /// `sp`, `sn`, `sv`: a property of a shape, its name, its value.
    property: &'a str,
}

/// The events of a text.
#[derive(Debug)]
pub struct TextEvents<'a> {
    bytes: &'a [u8],
    words: Words<'a>,
    groups: Vec<Group<'a>>,
    depth: usize,
    /// Groups that are open beyond the depth.
    beyond: usize,
    fonts: BTreeMap<i64, u16>,
    default_font: i64,
    document_page: u16,
    /// Characters after `\u` for readers that do not know it.
    left_out: usize,
    pending: Vec<u8>,
    text: String,
    marks: Marks,
    range: Range<usize>,
    property_name: String,
    ready: VecDeque<Event>,
    palette: Palette,
}

impl<'a> TextEvents<'a> {
    /// Of some bytes; groups that are deeper in one another are passed over.
    #[must_use]
    pub fn of(bytes: &'a [u8], depth: u64) -> Self {
        Self {
            bytes,
            words: Words::of(bytes),
            groups: vec![],
            depth: usize::try_from(depth).unwrap_or(usize::MAX),
            beyond: 0,
            fonts: BTreeMap::new(),
            default_font: 0,
            document_page: 1252,
            left_out: 0,
            pending: vec![],
            text: String::new(),
            marks: Marks::default(),
            range: 0..0,
            property_name: String::new(),
            ready: VecDeque::new(),
            palette: Palette::default(),
        }
    }

    fn open(&mut self) {
        if self.groups.len() >= self.depth {
            self.beyond = 1;
            return;
        }
        let group = match self.groups.last_mut() {
            None => Group {
                aside: false,
                ignorable: false,
                is_new: true,
                in_font_table: false,
                in_colour_table: false,
                look: Look::default(),
                font: 0,
                page: self.document_page,
                skip: 1,
                marks: Marks::default(),
                opens_part: false,
                is_field: false,
                property: "",
            },
            Some(outer) => {
                outer.is_new = false;
                Group { ignorable: false, is_new: true, opens_part: false, is_field: false, ..outer.clone() }
            }
        };
        self.groups.push(group);
    }

    fn close(&mut self) {
        self.decode();
        let Some(group) = self.groups.pop() else { return };
        self.left_out = 0;
        if group.opens_part {
            self.event(Event::PartEnds);
        }
        if group.is_field {
            self.event(Event::FieldEnds);
        }
        if group.property == "sp" && self.groups.last().is_none_or(|outer| outer.property != "sp") {
            self.property_name.clear();
        }
    }

    /// Bytes that wait become text.
    fn decode(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let page = self.groups.last().map_or(self.document_page, |group| group.page);
        let bytes = std::mem::take(&mut self.pending);
        self.text.push_str(&code_page::decode(page, &bytes));
    }

    fn event(&mut self, event: Event) {
        self.decode();
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.ready.push_back(Event::Text(text, self.marks, self.range.clone()));
        }
        self.ready.push_back(event);
    }

    /// Makes room for text with the marks of the group; whether the group has text at all.
    fn takes(&mut self, range: &Range<usize>) -> bool {
        let Some(group) = self.groups.last_mut() else { return false };
        group.is_new = false;
        if group.aside || group.ignorable {
            return false;
        }
        let marks = Marks { lost: group.look.lost(&self.palette), ..group.marks };
        if self.marks != marks || self.text.len() > PIECE {
            self.decode();
            if !self.text.is_empty() {
                let text = std::mem::take(&mut self.text);
                self.ready.push_back(Event::Text(text, self.marks, self.range.clone()));
            }
            self.marks = marks;
        }
        if self.text.is_empty() && self.pending.is_empty() {
            self.range.start = range.start;
        }
        self.range.end = range.end;
        true
    }

    fn bytes(&mut self, bytes: &[u8], range: &Range<usize>) {
        let ends = bytes.iter().filter(|byte| is_line_end(**byte)).count();
        let signs = bytes.len() - ends;
        let skipped = self.left_out.min(signs);
        self.left_out -= skipped;
        if signs == skipped {
            return;
        }
        if self.groups.last().is_some_and(|group| group.in_colour_table) {
            self.palette.ends(bytes.iter().filter(|byte| **byte == b';').count());
        }
        let is_name = self.groups.last().is_some_and(|group| group.property == "sn");
        let said = bytes.iter().copied().filter(|byte| !is_line_end(*byte)).skip(skipped);
        if is_name && self.property_name.len() < 64 {
            self.property_name.extend(said.map(char::from));
        } else if self.takes(range) {
            self.pending.extend(said);
        }
    }

    fn sign(&mut self, said: &str, range: &Range<usize>) {
        if self.takes(range) {
            self.decode();
            self.text.push_str(said);
        }
    }

    fn control(&mut self, name: &'a str, number: Option<i64>, range: &Range<usize>) {
        let Some(group) = self.groups.last_mut() else { return };
        let is_first = std::mem::take(&mut group.is_new);
        let ignorable = std::mem::take(&mut group.ignorable);
        if (is_first || ignorable) && self.destination(name, ignorable) {
            return;
        }
        match (name, number) {
            ("ansicpg", Some(number)) => self.set_document_page(u16::try_from(number).unwrap_or(1252)),
            ("mac", _) => self.set_document_page(10_000),
            ("deff", Some(number)) => self.default_font = number,
            ("f", Some(number)) => self.font(number),
            ("fcharset", Some(number)) => {
                if let Some(group) = self.groups.last().filter(|group| group.in_font_table) {
                    self.fonts.insert(group.font, charset(number).unwrap_or(self.document_page));
                }
            }
            ("plain", _) => {
                self.font(self.default_font);
                self.mark(name, number);
            }
            ("uc", Some(number)) => {
                if let Some(group) = self.groups.last_mut() {
                    group.skip = usize::try_from(number).unwrap_or(1).min(16);
                }
            }
            ("u", Some(number)) => {
                let skip = self.groups.last().map_or(1, |group| group.skip);
                if self.takes(range) {
                    self.decode();
                    push_unit(&mut self.text, u16::try_from(number & 0xffff).unwrap_or(0xfffd));
                }
                self.left_out = skip;
            }
            ("par" | "sect" | "page" | "cell" | "nestcell" | "row" | "nestrow", _) => {
                if self.groups.last().is_some_and(|group| !group.aside) {
                    self.event(Event::ParagraphEnds);
                }
            }
            ("line" | "softline" | "lbr", _) => self.sign("\n", range),
            ("tab", _) => self.sign("\t", range),
            ("emdash", _) => self.sign("\u{2014}", range),
            ("endash", _) => self.sign("\u{2013}", range),
            ("bullet", _) => self.sign("\u{2022}", range),
            ("lquote", _) => self.sign("\u{2018}", range),
            ("rquote", _) => self.sign("\u{2019}", range),
            ("ldblquote", _) => self.sign("\u{201c}", range),
            ("rdblquote", _) => self.sign("\u{201d}", range),
            ("emspace" | "enspace" | "qmspace", _) => self.sign(" ", range),
            ("red" | "green" | "blue", Some(number))
                if self.groups.last().is_some_and(|group| group.in_colour_table) =>
            {
                self.palette.part(name, number);
            }
            _ => self.mark(name, number),
        }
    }

    /// What the control word at the beginning of a group makes of it; whether it is one that does.
    fn destination(&mut self, name: &'a str, ignorable: bool) -> bool {
        let part = match name {
            "header" | "headerl" | "headerr" | "headerf" => Some(Part::Header),
            "footer" | "footerl" | "footerr" | "footerf" => Some(Part::Footer),
            "footnote" => Some(Part::Footnote),
            "annotation" => Some(Part::Comment),
            "shptxt" | "dptxbxtext" => Some(Part::TextBox),
            // The words of a shape of drawn letters are a property of it.
            "sv" if self.property_name == "gtextUNICODE" => Some(Part::TextBox),
            _ => None,
        };
        let Some(group) = self.groups.last_mut() else { return false };
        let outer_aside = group.aside;
        group.property = if matches!(name, "sp" | "sn" | "sv") { name } else { group.property };
        let is_aside = ASIDES.contains(&name) || ignorable && !KNOWN.contains(&name);
        match name {
            "colortbl" => (group.aside, group.in_colour_table) = (true, true),
            "fonttbl" => (group.aside, group.in_font_table) = (true, true),
            // Of a text that is given twice, the one in Unicode.
            "upr" | "sp" | "sn" => group.aside = true,
            "ud" => group.aside = false,
            _ if is_aside => group.aside = true,
            // A field in what is aside is aside.
            "field" if !outer_aside => {
                group.is_field = true;
                self.event(Event::FieldBegins);
            }
            "fldrslt" if !outer_aside => self.event(Event::FieldResult),
            "fldinst" => {}
            _ => match part.filter(|_| !outer_aside || name == "sv") {
                Some(part) => {
                    (group.aside, group.opens_part) = (false, true);
                    group.marks = Marks::default();
                    group.look = Look::of_part(part == Part::TextBox);
                    self.event(Event::PartBegins(part));
                }
                None => return false,
            },
        }
        true
    }

    fn mark(&mut self, name: &str, number: Option<i64>) {
        if let Some(group) = self.groups.last_mut() {
            group.marks.control(name, number);
            group.look.control(name, number, &mut self.palette);
        }
    }

    fn font(&mut self, number: i64) {
        let page = self.fonts.get(&number).copied().unwrap_or(self.document_page);
        if self.groups.last().is_some_and(|group| group.page != page) {
            self.decode();
        }
        if let Some(group) = self.groups.last_mut() {
            (group.font, group.page) = (number, page);
        }
    }

    fn set_document_page(&mut self, page: u16) {
        self.document_page = page;
        self.groups.iter_mut().for_each(|group| group.page = page);
    }
}

impl Iterator for TextEvents<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let Some((word, start, end)) = self.words.next() else {
                self.decode();
                let text = std::mem::take(&mut self.text);
                return (!text.is_empty()).then(|| Event::Text(text, self.marks, self.range.clone()));
            };
            let range = start..end;
            match word {
                // What is deeper than the limit is passed over.
                Word::Open if self.beyond > 0 => self.beyond += 1,
                Word::Close if self.beyond > 0 => self.beyond -= 1,
                _ if self.beyond > 0 => {}
                Word::Open => self.open(),
                Word::Close => self.close(),
                Word::Ignorable => {
                    if let Some(group) = self.groups.last_mut() {
                        group.ignorable = true;
                    }
                }
                Word::Control(name, number) => self.control(name, number, &range),
                Word::Byte(byte) => self.bytes(&[byte], &range),
                // A hyphen that is seen at the end of a line only.
                Word::Text(_) if self.bytes.get(start..end) == Some(b"\\-") => {}
                Word::Text(text) => self.bytes(text, &range),
                Word::Binary(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rtf: &str) -> Vec<Event> {
        let unplaced = |event: Event| match event {
            Event::Text(text, marks, _) => Event::Text(text, marks, 0..0),
            event => event,
        };
        TextEvents::of(rtf.as_bytes(), 100).map(unplaced).collect()
    }

    fn text(said: &str) -> Event {
        Event::Text(said.to_owned(), Marks::default(), 0..0)
    }

    #[test]
    fn text_is_in_the_code_page_of_its_font_and_tables_are_none() {
        let rtf = r"{\rtf1\ansicpg1252{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset0 Arial;}}{\info{\title T}}\f0 \'cf\f1 \'cf\u1055 ?x\par}";
        assert_eq!(said(rtf), [text("ПÏПx"), Event::ParagraphEnds]);
    }

    #[test]
    fn parts_and_fields_are_told_apart() {
        let rtf =
            r"{\rtf1 a{\header h}{\field{\*\fldinst DATE}{\fldrslt d}}{\*\unknown u}{\footnote n}{\upr{a}{\*\ud{b}}}b}";
        let expected = [
            text("a"),
            Event::PartBegins(Part::Header),
            text("h"),
            Event::PartEnds,
            Event::FieldBegins,
            text("DATE"),
            Event::FieldResult,
            text("d"),
            Event::FieldEnds,
            Event::PartBegins(Part::Footnote),
            text("n"),
            Event::PartEnds,
            text("bb"),
        ];
        assert_eq!(said(rtf), expected);
    }

    #[test]
    fn words_of_shapes_are_read_and_their_other_properties_are_not() {
        let rtf = r"{\rtf1{\shp{\*\shpinst\shpleft0{\sp{\sn gtextUNICODE}{\sv DRAFT}}{\sp{\sn gtextFont}{\sv Arial}}{\shptxt box\par}}{\shprslt again}}}";
        let expected = [
            Event::PartBegins(Part::TextBox),
            text("DRAFT"),
            Event::PartEnds,
            Event::PartBegins(Part::TextBox),
            text("box"),
            Event::ParagraphEnds,
            Event::PartEnds,
        ];
        assert_eq!(said(rtf), expected);
    }
}
