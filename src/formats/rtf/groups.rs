//! Groups of RTF: a walk that gives each group when it ends, with its text, its numbers and its data.

use super::marks::{Marks, Runs, push_unit};
use super::syntax::{Word, Words, is_line_end};
use crate::formats::code_page;
use std::ops::Range;

/// What the text of a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// The text of the document.
    Body,
    /// Data in hexadecimal.
    Data,
    /// The table of fonts.
    FontTable,
    /// Anything else that is not shown as text.
    Aside,
}

/// A group that ended.
#[derive(Debug, Clone)]
pub struct Closed<'a> {
    /// The control word that opens it.
    pub name: &'a str,
    /// Whether readers that do not know it pass over it.
    pub ignorable: bool,
    /// What its text is for.
    pub destination: Destination,
    /// Its text, with that of the groups in it that have no name of their own.
    pub text: String,
    /// Its data.
    pub data: Vec<u8>,
    /// Its control words with numbers, and where they are.
    pub controls: Vec<(&'a str, i64, Range<usize>)>,
    /// From its brace to after the other.
    pub range: Range<usize>,
    /// The names of the groups in which it is, outermost first.
    pub within: Vec<&'a str>,
}

impl Closed<'_> {
    /// Whether it is in a group of this name.
    #[must_use]
    pub fn is_within(&self, name: &str) -> bool {
        self.within.contains(&name)
    }

    /// The numbers of a control word.
    pub fn numbers(&self, name: &str) -> impl Iterator<Item = i64> {
        self.controls.iter().filter(move |(known, _, _)| *known == name).map(|(_, number, _)| *number)
    }
}

#[derive(Debug)]
struct Group<'a> {
    name: &'a str,
    ignorable: bool,
    destination: Destination,
    text: String,
    pending: Vec<u8>,
    data: Vec<u8>,
    half: Option<u8>,
    controls: Vec<(&'a str, i64, Range<usize>)>,
    start: usize,
    page: u16,
    skip: usize,
    left_out: usize,
    marks: Marks,
}

/// Groups whose text is data.
const DATA: &[&str] = &["pict", "objdata", "themedata", "datastore", "colorschememapping"];
/// Groups that are not text of the document, though no `\*` is before them.
const ASIDES: &[&str] =
    &["info", "stylesheet", "colortbl", "fonttbl", "listtable", "listoverridetable", "header", "footer"];
/// Of one group so much text and so many numbers are kept.
const TEXT: usize = 8 << 10;
const CONTROLS: usize = 5_000;
/// So many times of changes are kept.
const TIMES: usize = 200;

/// A walk over the groups of a text.
#[derive(Debug)]
pub struct Walk<'a> {
    words: Words<'a>,
    groups: Vec<Group<'a>>,
    depth: usize,
    /// Groups are deeper in one another than the limit.
    pub too_deep: bool,
    beyond: usize,
    /// Where the outermost group ended first: what follows is read by no program.
    pub end: Option<usize>,
    /// The code page of the document.
    pub code_page: Option<(u16, Range<usize>)>,
    /// Default languages.
    pub languages: Vec<(String, i64, Range<usize>)>,
    /// Times of tracked changes, each once.
    pub change_times: Vec<(i64, Range<usize>)>,
    /// Text that is hidden, inserted or deleted.
    pub runs: Runs,
}

impl<'a> Walk<'a> {
    /// Over some bytes.
    #[must_use]
    pub fn new(bytes: &'a [u8], depth: u64) -> Self {
        Self {
            words: Words::of(bytes),
            groups: vec![],
            depth: usize::try_from(depth).unwrap_or(usize::MAX),
            too_deep: false,
            beyond: 0,
            end: None,
            code_page: None,
            languages: vec![],
            change_times: vec![],
            runs: Runs::default(),
        }
    }

    /// Groups that did not end.
    #[must_use]
    pub fn open_groups(&self) -> usize {
        self.groups.len() + self.beyond
    }

    /// The next group that ends.
    pub fn next_closed(&mut self) -> Option<Closed<'a>> {
        while let Some((word, start, end)) = self.words.next() {
            // What is deeper than the limit is passed over.
            if self.beyond > 0 {
                match word {
                    Word::Open => self.beyond += 1,
                    Word::Close => self.beyond -= 1,
                    _ => {}
                }
                continue;
            }
            match word {
                Word::Open => self.open(start),
                Word::Close => {
                    if let Some(closed) = self.close(end) {
                        return Some(closed);
                    }
                }
                Word::Ignorable => {
                    if let Some(group) = self.groups.last_mut() {
                        group.ignorable = true;
                        group.destination = Destination::Aside;
                    }
                }
                Word::Control(name, number) => self.control(name, number, start..end),
                Word::Byte(byte) => self.text(&[byte], start..end),
                Word::Text(text) => self.text(text, start..end),
                Word::Binary(data) => {
                    if let Some(group) = self.groups.last_mut() {
                        group.data.extend_from_slice(data);
                    }
                }
            }
        }
        None
    }

    fn open(&mut self, start: usize) {
        if self.groups.len() >= self.depth {
            self.too_deep = true;
            self.beyond = 1;
            return;
        }
        let outer = self.groups.last();
        let (destination, page, skip) =
            outer.map_or((Destination::Body, 1252, 1), |outer| (outer.destination, outer.page, outer.skip));
        let marks = outer.map(|outer| outer.marks).unwrap_or_default();
        self.groups.push(Group {
            name: "",
            ignorable: false,
            destination,
            text: String::new(),
            pending: vec![],
            data: vec![],
            half: None,
            controls: vec![],
            start,
            page,
            skip,
            left_out: 0,
            marks,
        });
    }

    fn close(&mut self, end: usize) -> Option<Closed<'a>> {
        let mut group = self.groups.pop()?;
        if self.groups.is_empty() {
            self.end.get_or_insert(end);
        }
        flush(&mut group);
        // A group without a name belongs to the one in which it is.
        if group.name.is_empty()
            && let Some(outer) = self.groups.last_mut()
        {
            flush(outer);
            if outer.text.len() < TEXT {
                outer.text.push_str(&group.text);
            }
            if group.destination == Destination::Data {
                outer.data.append(&mut group.data);
            }
            if outer.controls.len() < CONTROLS {
                outer.controls.append(&mut group.controls);
            }
            if group.destination != Destination::FontTable {
                return None;
            }
        }
        let within = self.groups.iter().map(|outer| outer.name).filter(|name| !name.is_empty()).collect();
        Some(Closed {
            name: group.name,
            ignorable: group.ignorable,
            destination: group.destination,
            text: group.text,
            data: group.data,
            controls: group.controls,
            range: group.start..end,
            within,
        })
    }

    fn control(&mut self, name: &'a str, number: Option<i64>, range: Range<usize>) {
        match (name, number) {
            ("ansicpg", Some(number)) if self.code_page.is_none() => {
                let page = u16::try_from(number).unwrap_or(1252);
                self.code_page = Some((page, range.clone()));
                self.groups.iter_mut().for_each(|group| group.page = page);
            }
            ("deflang" | "deflangfe" | "adeflang", Some(number)) if self.languages.len() < 8 => {
                self.languages.push((name.to_owned(), number, range.clone()));
            }
            ("revdttm" | "revdttmdel", Some(number))
                if self.change_times.len() < TIMES && !self.change_times.iter().any(|(known, _)| *known == number) =>
            {
                self.change_times.push((number, range.clone()));
            }
            _ => {}
        }
        let Some(group) = self.groups.last_mut() else { return };
        match (name, number) {
            ("u", Some(number)) => {
                flush(group);
                let unit = u16::try_from(number & 0xffff).unwrap_or(0xfffd);
                push_unit(&mut group.text, unit);
                group.left_out = group.skip;
                if group.destination == Destination::Body {
                    self.runs.unit(group.marks, unit, range);
                }
                return;
            }
            ("uc", Some(number)) => group.skip = usize::try_from(number).unwrap_or(1).min(16),
            ("fcharset", Some(number)) => {
                flush(group);
                group.page = charset(number).unwrap_or(group.page);
            }
            ("par" | "line" | "tab" | "cell", _) => {
                flush(group);
                if group.text.len() < TEXT && !group.text.is_empty() {
                    group.text.push(' ');
                }
                if group.destination == Destination::Body {
                    self.runs.bytes(group.marks, group.page, b" ", range.clone());
                }
            }
            _ => group.marks.control(name, number),
        }
        let opens = group.name.is_empty() && group.controls.is_empty() && group.text.is_empty();
        if opens && (group.ignorable || is_destination(name)) {
            group.name = name;
            group.destination = if DATA.contains(&name) {
                Destination::Data
            } else if name == "fonttbl" {
                Destination::FontTable
            } else if group.ignorable || ASIDES.contains(&name) {
                Destination::Aside
            } else {
                group.destination
            };
        }
        // The numbers of a picture and of the information are in the named group itself.
        if group.controls.len() < CONTROLS && (number.is_some() || name.ends_with("blip")) {
            group.controls.push((name, number.unwrap_or(1), range));
        }
    }

    fn text(&mut self, text: &[u8], range: Range<usize>) {
        let Some(group) = self.groups.last_mut() else { return };
        let text = text.get(group.left_out.min(text.len())..).unwrap_or_default();
        let skipped = range.len().min(group.left_out);
        group.left_out -= skipped;
        if group.destination == Destination::Data {
            group.data.reserve(text.len() / 2 + 1);
            let mut half = group.half.take();
            for digit in text.iter().filter_map(|byte| digit(*byte)) {
                match half.take() {
                    Some(high) => group.data.push(high << 4 | digit),
                    None => half = Some(digit),
                }
            }
            group.half = half;
            return;
        }
        if group.text.len() + group.pending.len() < TEXT {
            text.split(|byte| is_line_end(*byte)).for_each(|line| group.pending.extend_from_slice(line));
        }
        if group.destination == Destination::Body {
            self.runs.bytes(group.marks, group.page, text, range);
        }
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Bytes of a code page become text; a character of two bytes is not cut.
fn flush(group: &mut Group<'_>) {
    if !group.pending.is_empty() {
        let bytes = std::mem::take(&mut group.pending);
        group.text.push_str(&code_page::decode(group.page, &bytes));
    }
}

/// Control words that name a group though no `\*` is before them.
fn is_destination(name: &str) -> bool {
    DATA.contains(&name)
        || ASIDES.contains(&name)
        || matches!(
            name,
            "title"
                | "subject"
                | "author"
                | "operator"
                | "manager"
                | "company"
                | "category"
                | "keywords"
                | "comment"
                | "doccomm"
                | "hlinkbase"
                | "creatim"
                | "revtim"
                | "printim"
                | "buptim"
                | "fldinst"
                | "propname"
                | "staticval"
                | "object"
                | "rtf"
                | "mmathPr"
                | "mmath"
        )
}

/// Code pages of the character sets of fonts (specification, "Font table").
pub(super) fn charset(number: i64) -> Option<u16> {
    Some(match number {
        0 => 1252,
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
