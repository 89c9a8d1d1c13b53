//! The words of a PowerPoint presentation: slide by slide as the newest save lists them, then what older saves left.

use crate::formats::code_page;
use crate::formats::compound::directory::Stream;
use crate::formats::compound::powerpoint::{Listed, Record, listed, record, records};
use crate::formats::little_endian::long;
use crate::model::{Concealment, Passage, Seen, Words};
use crate::readers::Intake;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of records (MS-PPT 2.13.24).
mod kind {
    pub(super) const DOCUMENT: u16 = 0x03e8;
    pub(super) const SLIDE: u16 = 0x03ee;
    pub(super) const NOTES: u16 = 0x03f0;
    pub(super) const NOTES_ATOM: u16 = 0x03f1;
    pub(super) const SLIDE_PERSIST: u16 = 0x03f3;
    pub(super) const SHOW_INFO: u16 = 0x03f9;
    pub(super) const TEXT_HEADER: u16 = 0x0f9f;
    pub(super) const TEXT_CHARS: u16 = 0x0fa0;
    pub(super) const TEXT_BYTES: u16 = 0x0fa8;
    pub(super) const STRING: u16 = 0x0fba;
    pub(super) const HEADERS_FOOTERS: u16 = 0x0fd9;
    pub(super) const SLIDE_LIST: u16 = 0x0ff0;
    pub(super) const TAG_DATA: u16 = 0x138b;
    pub(super) const COMMENT: u16 = 0x2ee0;
}

/// The kind of a text that is neither a title nor a body (`TextHeaderAtom`).
const OTHER: u32 = 4;

/// Hands over the words of a presentation whose newest save is at this place.
pub fn read(stream: &Stream, newest: Option<usize>, depth: u64, intake: &mut Intake) {
    if !intake.wants_words() {
        return;
    }
    let listed = listed(&stream.bytes, newest);
    let mut show = Show { stream, bytes: &stream.bytes, depth, told: BTreeSet::new(), box_number: 0, header: OTHER };
    show.newest(&listed, intake);
    // Of a file without tables everything is as it is.
    let left = Seen::Hidden(Concealment::OlderSave);
    let seen = if listed.places.is_empty() { Seen::Shown } else { left };
    let current: BTreeSet<usize> = listed.places.values().copied().collect();
    for object in records(show.bytes, 0..show.bytes.len()) {
        let at = object.body.start - 8;
        if matches!(object.kind, kind::SLIDE | kind::NOTES | kind::DOCUMENT)
            && !current.contains(&at)
            && show.told.insert(at)
        {
            show.box_number = 0;
            let passage = if object.kind == kind::NOTES { Passage::SpeakerNotes } else { Passage::Body };
            show.within(
                &object,
                &Place { what: "a slide or its notes".to_owned(), passage, seen: seen.clone() },
                0,
                intake,
            );
        }
    }
}

/// Of what the words that are being read are part.
#[derive(Debug, Clone)]
struct Place {
    what: String,
    passage: Passage,
    seen: Seen,
}

/// A slide as the list of slides has it: its object, its number, and its words in outline view.
struct Slide {
    object: u32,
    id: u32,
    texts: Vec<Record>,
}

struct Show<'a> {
    stream: &'a Stream,
    bytes: &'a [u8],
    depth: u64,
    /// Objects whose words were handed over, by where they begin: none is read twice.
    told: BTreeSet<usize>,
    box_number: usize,
    /// The kind of the text that comes next (`TextHeaderAtom`).
    header: u32,
}

impl Show<'_> {
    fn newest(&mut self, listed: &Listed, intake: &mut Intake) {
        let object = |number: u32| {
            let at = *listed.places.get(&number)?;
            record(self.bytes, at, self.bytes.len()).map(|object| (at, object))
        };
        let Some((at, document)) = object(listed.document).filter(|(_, object)| object.kind == kind::DOCUMENT) else {
            return;
        };
        let mut notes: BTreeMap<u32, (usize, Record)> = BTreeMap::new();
        let lists: Vec<Record> =
            records(self.bytes, document.body.clone()).filter(|list| list.kind == kind::SLIDE_LIST).collect();
        for list in lists.iter().filter(|list| list.instance == 2) {
            for slide in self.slides(list) {
                let Some((at, object)) = object(slide.object) else { continue };
                // It is the first thing in its object.
                let first = record(self.bytes, object.body.start, object.body.end);
                if let Some(atom) = first.filter(|atom| atom.kind == kind::NOTES_ATOM)
                    && let Some(id) = long(self.bytes, atom.body.start)
                {
                    notes.entry(id).or_insert((at, object));
                }
            }
        }
        let slides: Vec<Slide> =
            lists.iter().filter(|list| list.instance == 0).flat_map(|list| self.slides(list)).collect();
        let objects: Vec<Option<(usize, Record)>> = slides.iter().map(|slide| object(slide.object)).collect();
        self.told.insert(at);
        for (number, (slide, object)) in slides.into_iter().zip(objects).enumerate() {
            self.slide(number + 1, slide, object, &mut notes, intake);
        }
        let place = Place { what: "presentation".to_owned(), passage: Passage::Body, seen: Seen::Shown };
        for heads in records(self.bytes, document.body).filter(|record| record.kind == kind::HEADERS_FOOTERS) {
            self.heads(&heads, &place, intake);
        }
    }

    /// One slide with its notes.
    fn slide(
        &mut self,
        number: usize,
        slide: Slide,
        object: Option<(usize, Record)>,
        notes: &mut BTreeMap<u32, (usize, Record)>,
        intake: &mut Intake,
    ) {
        let object = object.filter(|(at, _)| self.told.insert(*at));
        let is_hidden = object.as_ref().is_some_and(|(_, object)| {
            let info = records(self.bytes, object.body.clone()).find(|record| record.kind == kind::SHOW_INFO);
            info.and_then(|info| self.bytes.get(info.body.start + 10)).is_some_and(|flags| flags & 4 != 0)
        });
        let seen = if is_hidden { Seen::Hidden(Concealment::HiddenSlide) } else { Seen::Shown };
        let place = Place { what: format!("slide {number}"), passage: Passage::Body, seen };
        self.box_number = 0;
        for text in slide.texts {
            self.atom(&text, &place, intake);
        }
        if let Some((_, object)) = object {
            self.within(&object, &place, 0, intake);
        }
        if let Some((_, object)) = notes.remove(&slide.id).filter(|(at, _)| self.told.insert(*at)) {
            let place = Place { what: format!("slide {number}, notes"), passage: Passage::SpeakerNotes, ..place };
            self.box_number = 0;
            self.within(&object, &place, 0, intake);
        }
    }

    /// The slides of a list, each with the words after it.
    fn slides(&self, list: &Record) -> Vec<Slide> {
        let mut slides: Vec<Slide> = vec![];
        for record in records(self.bytes, list.body.clone()) {
            if record.kind == kind::SLIDE_PERSIST {
                let number = |at: usize| long(self.bytes, record.body.start + at).unwrap_or(0);
                slides.push(Slide { object: number(0), id: number(12), texts: vec![] });
            } else if let Some(slide) = slides.last_mut() {
                slide.texts.push(record);
            }
        }
        slides
    }

    fn within(&mut self, container: &Record, place: &Place, depth: u64, intake: &mut Intake) {
        for record in records(self.bytes, container.body.clone()) {
            match record.kind {
                // Notes of no slide are the master of notes, whose words ask for some.
                kind::NOTES_ATOM
                    if long(self.bytes, record.body.start).is_some_and(|slide| slide == 0 || slide >= 0x8000_0000) =>
                {
                    return;
                }
                kind::COMMENT => self.comment(&record, place, intake),
                kind::HEADERS_FOOTERS => self.heads(&record, place, intake),
                _ if depth < self.depth && (record.container || record.kind == kind::TAG_DATA) => {
                    self.within(&record, place, depth + 1, intake);
                }
                _ => self.atom(&record, place, intake),
            }
        }
    }

    /// A text of a slide.
    fn atom(&mut self, record: &Record, place: &Place, intake: &mut Intake) {
        let raw = self.bytes.get(record.body.clone()).unwrap_or_default();
        let text = match record.kind {
            kind::TEXT_HEADER => {
                self.header = long(raw, 0).unwrap_or(OTHER);
                return;
            }
            kind::TEXT_CHARS => code_page::utf_16(raw),
            kind::TEXT_BYTES => raw.iter().map(|&byte| char::from(byte)).collect(),
            _ => return,
        };
        let header = std::mem::replace(&mut self.header, OTHER);
        // An asterisk alone is the place of a number or a date.
        if text.trim() == "*" {
            return;
        }
        let what = match (place.passage, header) {
            (Passage::Body, 0 | 6) => "title".to_owned(),
            _ => {
                self.box_number += 1;
                format!("text {}", self.box_number)
            }
        };
        self.tell(text, place.passage, place, &what, record, intake);
    }

    fn comment(&mut self, comment: &Record, place: &Place, intake: &mut Intake) {
        for record in records(self.bytes, comment.body.clone())
            .filter(|record| record.kind == kind::STRING && record.instance == 1)
        {
            let text = code_page::utf_16(self.bytes.get(record.body.clone()).unwrap_or_default());
            self.tell(text, Passage::Comment, place, "comment", &record, intake);
        }
    }

    /// What heads and feet of slides say: a date that someone typed, a head, a foot (`HeadersFootersContainer`, 2.4.15).
    fn heads(&mut self, heads: &Record, place: &Place, intake: &mut Intake) {
        for record in records(self.bytes, heads.body.clone()).filter(|record| record.kind == kind::STRING) {
            let text = code_page::utf_16(self.bytes.get(record.body.clone()).unwrap_or_default());
            let (passage, what) = match record.instance {
                0 => (Passage::Footer, "date"),
                1 => (Passage::Header, "header"),
                _ => (Passage::Footer, "footer"),
            };
            self.tell(text, passage, place, what, &record, intake);
        }
    }

    fn tell(&self, text: String, passage: Passage, place: &Place, what: &str, record: &Record, intake: &mut Intake) {
        let lines: String = text.chars().map(|sign| if matches!(sign, '\r' | '\u{b}') { '\n' } else { sign }).collect();
        let locus = super::place(self.stream, &record.body, format!("{}, {what}", place.what));
        intake.words(Words { seen: place.seen.clone(), ..Words::new(lines, passage, locus) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::budget::{Budget, Purse};
    use crate::model::Format;

    fn made(kind: u16, container: bool, body: &[u8]) -> Vec<u8> {
        let head = [u16::from(container) * 15, kind].map(u16::to_le_bytes).concat();
        [&head[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    fn longs(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    fn text(words: &str) -> Vec<u8> {
        made(kind::TEXT_BYTES, false, words.as_bytes())
    }

    #[test]
    fn slides_come_in_the_order_of_the_newest_save_and_the_rest_is_of_older_ones() {
        let title = [made(kind::TEXT_HEADER, false, &longs(&[0])), text("Plan")].concat();
        let entry = made(kind::SLIDE_PERSIST, false, &longs(&[2, 0, 0, 256, 0]));
        let list = made(kind::SLIDE_LIST, true, &[entry, title].concat());
        let document = made(kind::DOCUMENT, true, &list);
        let info = made(kind::SHOW_INFO, false, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0]);
        let older = made(kind::SLIDE, true, &text("Last year"));
        let slide = made(kind::SLIDE, true, &[info, made(0xf00d, true, &text("This\ryear"))].concat());
        let place = |at: usize| u32::try_from(at).unwrap();
        let at = document.len() + older.len();
        let table = made(0x1772, false, &longs(&[2 << 20 | 1, 0, place(at)]));
        let edit = made(0x0ff5, false, &longs(&[0, 0, 0, place(at + slide.len()), 1, 2, 0]));
        let newest = at + slide.len() + table.len();
        let bytes = [document, older, slide, table, edit].concat();
        let stream = Stream::put_together("PowerPoint Document".to_owned(), bytes);
        let purse = Purse::new(Budget::default(), stream.bytes.len());
        let mut intake = Intake::new(Format::default(), &purse);
        read(&stream, Some(newest), 100, &mut intake);
        let words = intake.finish().words;
        let said: Vec<(&str, &str)> = words.iter().map(|run| (run.locus.path.as_str(), run.text.as_str())).collect();
        let expected = [
            ("slide 1, title", "Plan"),
            ("slide 1, text 1", "This\nyear"),
            ("a slide or its notes, text 1", "Last year"),
        ];
        assert_eq!(said, expected);
        assert_eq!(words[1].seen, Seen::Hidden(Concealment::HiddenSlide));
        assert_eq!(words[2].seen, Seen::Hidden(Concealment::OlderSave));
    }
}
