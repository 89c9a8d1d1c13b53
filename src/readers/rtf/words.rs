//! The words of RTF, by paragraph.

use crate::formats::rtf::marks::Marks;
use crate::formats::rtf::text::{Event, Part, TextEvents};
use crate::model::{ByteRange, Locus, Passage, Words};
use crate::readers::Intake;
use crate::readers::paragraphs::{Mark, Paragraph};
use std::ops::Range;

/// Hands over the words of a document whose tracked changes have these authors.
pub(super) fn read(bytes: &[u8], authors: &[String], depth: u64, intake: &mut Intake) {
    if !intake.wants_words() {
        return;
    }
    let mut open = vec![Open::new(None, 0)];
    let mut counts = [0; 5];
    for event in TextEvents::of(bytes, depth) {
        match event {
            Event::PartBegins(part) => {
                let count = counts.get_mut(part as usize);
                let number = count.map_or(0, |count| {
                    *count += 1;
                    *count
                });
                open.push(Open::new(Some(part), number));
            }
            Event::PartEnds if open.len() > 1 => {
                if let Some(mut part) = open.pop() {
                    part.ends(authors, intake);
                }
            }
            event => {
                if let Some(open) = open.last_mut() {
                    open.takes(event, authors, intake);
                }
            }
        }
    }
    while let Some(mut part) = open.pop() {
        part.ends(authors, intake);
    }
}

/// The body or a part that is being read.
struct Open {
    part: Option<Part>,
    number: usize,
    paragraph: Paragraph,
    paragraphs: usize,
    range: Option<Range<usize>>,
}

impl Open {
    fn new(part: Option<Part>, number: usize) -> Self {
        Self { part, number, paragraph: Paragraph::default(), paragraphs: 0, range: None }
    }

    fn takes(&mut self, event: Event, authors: &[String], intake: &mut Intake) {
        match event {
            Event::Text(text, marks, range) => {
                let from = self.range.take().map_or(range.start, |known| known.start);
                self.range = Some(from..range.end);
                self.paragraph.text(&text, mark(marks));
            }
            Event::ParagraphEnds => self.ends(authors, intake),
            Event::FieldBegins => self.paragraph.field_begins(),
            Event::FieldResult => self.paragraph.field_result(),
            Event::FieldEnds => self.paragraph.field_ends(),
            Event::PartBegins(_) | Event::PartEnds => {}
        }
    }

    /// A paragraph ends.
    fn ends(&mut self, authors: &[String], intake: &mut Intake) {
        self.paragraphs += 1;
        let bytes = self.range.take().map(|range| ByteRange::new(range.start, range.end));
        let (passage, path) = match self.part {
            None => (Passage::Body, format!("paragraph {}", self.paragraphs)),
            Some(Part::Header) => (Passage::Header, "page header".to_owned()),
            Some(Part::Footer) => (Passage::Footer, "page footer".to_owned()),
            Some(Part::Footnote) => (Passage::Footnote, format!("note {}", self.number)),
            Some(Part::Comment) => (Passage::Comment, format!("comment {}", self.number)),
            Some(Part::TextBox) => (Passage::TextBox, format!("text box {}", self.number)),
        };
        for said in self.paragraph.ends() {
            let locus = Locus { bytes, path: path.clone(), ..Locus::default() };
            intake.words(Words {
                seen: said.mark.seen(authors),
                written: said.written,
                ..Words::new(said.text, passage, locus)
            });
        }
    }
}

fn mark(marks: Marks) -> Mark {
    if marks.deleted {
        let (author, time) = marks.deletion;
        Mark::Deleted(author, time.and_then(|time| u32::try_from(time & 0xffff_ffff).ok()))
    } else if marks.hidden {
        Mark::Hidden
    } else {
        Mark::Shown
    }
}
