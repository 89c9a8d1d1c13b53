//! The words of RTF, by paragraph.

use crate::formats::rtf::marks::Marks;
use crate::formats::rtf::text::{Event, Part, TextEvents};
use crate::model::{ByteRange, Concealment, Editability, Locus, Passage, Property, Seen, Words};
use crate::readers::Intake;
use crate::readers::hidden_words::HiddenWords;
use crate::readers::paragraphs::{Mark, Paragraph};
use memchr::memmem;
use std::ops::Range;

/// Words that nobody sees by their look; what is set as hidden is told with the runs.
const HIDDEN: &[Property] = &[
    Property::plain("rtf.hidden.same-colour", Editability::F3).hidden(Concealment::SameColour),
    Property::plain("rtf.hidden.black", Editability::F3).hidden(Concealment::Blackened),
    Property::plain("rtf.hidden.tiny", Editability::F3).hidden(Concealment::Tiny),
];

/// Marks of shapes behind the text and of a coloured page: on which ground the text is, is not known then.
const BEHIND: &[&[u8]] = &[b"\\shpfblwtxt1", b"\\*\\background"];

/// Hands over the words of a document whose tracked changes have these authors.
pub(super) fn read(bytes: &[u8], authors: &[String], depth: u64, intake: &mut Intake) {
    if !intake.wants_words() {
        return;
    }
    let mut given = Given {
        authors,
        over_shape: BEHIND.iter().any(|mark| memmem::find(bytes, mark).is_some()),
        hidden: HiddenWords::told_as(HIDDEN),
    };
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
                    part.ends(&mut given, intake);
                }
            }
            event => {
                if let Some(open) = open.last_mut() {
                    open.takes(event, &mut given, intake);
                }
            }
        }
    }
    while let Some(mut part) = open.pop() {
        part.ends(&mut given, intake);
    }
    given.hidden.end(intake);
}

/// What words need on their way to the intake.
struct Given<'a> {
    authors: &'a [String],
    /// Whether a shape may lie under the words.
    over_shape: bool,
    hidden: HiddenWords,
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

    fn takes(&mut self, event: Event, given: &mut Given<'_>, intake: &mut Intake) {
        match event {
            Event::Text(text, marks, range) => {
                let from = self.range.take().map_or(range.start, |known| known.start);
                self.range = Some(from..range.end);
                self.paragraph.text(&text, mark(marks));
            }
            Event::ParagraphEnds => self.ends(given, intake),
            Event::FieldBegins => self.paragraph.field_begins(),
            Event::FieldResult => self.paragraph.field_result(),
            Event::FieldEnds => self.paragraph.field_ends(),
            Event::PartBegins(_) | Event::PartEnds => {}
        }
    }

    /// A paragraph ends.
    fn ends(&mut self, given: &mut Given<'_>, intake: &mut Intake) {
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
            let mut seen = said.mark.seen(given.authors);
            if given.over_shape && seen == Seen::Hidden(Concealment::SameColour) {
                seen = Seen::Shown;
            }
            let words = Words { seen, written: said.written, ..Words::new(said.text, passage, locus) };
            given.hidden.take(&words, intake);
            intake.words(words);
        }
    }
}

fn mark(marks: Marks) -> Mark {
    if marks.deleted {
        let (author, time) = marks.deletion;
        Mark::Deleted(author, time.and_then(|time| u32::try_from(time & 0xffff_ffff).ok()))
    } else if marks.hidden {
        Mark::Hidden(Concealment::SetHidden)
    } else {
        marks.lost.map_or(Mark::Shown, Mark::Hidden)
    }
}
