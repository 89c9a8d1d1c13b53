//! The words of a Word document, by story and paragraph.

use super::place;
use crate::formats::compound::directory::Stream;
use crate::formats::compound::word::characters;
use crate::formats::compound::word::fib::Fib;
use crate::formats::compound::word::older::OlderText;
use crate::formats::compound::word::pieces::pieces;
use crate::formats::compound::word::stories::{self, Story};
use crate::model::{Concealment, Editability, Passage, Property, Words};
use crate::readers::Intake;
use crate::readers::compound::word::changes;
use crate::readers::hidden_words::HiddenWords;
use crate::readers::paragraphs::{Mark, Paragraph};
use std::ops::Range;

/// Words that nobody sees.
const HIDDEN: &[Property] = &[
    Property::plain("ole.word.hidden.text", Editability::F3).hidden(Concealment::SetHidden),
    Property::plain("ole.word.hidden.black", Editability::F3).hidden(Concealment::Blackened),
    Property::plain("ole.word.hidden.same-colour", Editability::F3).hidden(Concealment::SameColour),
    Property::plain("ole.word.hidden.tiny", Editability::F3).hidden(Concealment::Tiny),
];

/// Hands over the words of Word 97 and later.
pub fn read(fib: &Fib, table: &Stream, main: &Stream, intake: &mut Intake) {
    if !intake.wants_words() {
        return;
    }
    let mut marks: Vec<(Range<usize>, Mark)> = characters::runs(fib, table, main)
        .filter_map(|(range, marks)| {
            let deleted = marks.deleted;
            let mark = if deleted.set {
                Mark::Deleted(deleted.author.map(i64::from), deleted.time)
            } else {
                Mark::Hidden(marks.unseen?)
            };
            Some((range, mark))
        })
        .collect();
    marks.sort_by_key(|(range, _)| range.start);
    let stories = stories::stories(&fib.characters).into_iter();
    let stories = stories.map(|(story, range)| (story, range, stories::beginnings(fib, table, story))).collect();
    let text = Text { main, authors: changes::authors(fib, table), marks, stories };
    text.hand_over(stories::units(&pieces(fib, table), main), intake);
}

/// Hands over the words of Word 6 and 95. Their marks of characters are not read.
pub fn read_older(main: &Stream, intake: &mut Intake) {
    if !intake.wants_words() {
        return;
    }
    let Some(older) = OlderText::of(main) else { return };
    let stories =
        stories::stories(&older.characters).into_iter().map(|(story, range)| (story, range, vec![])).collect();
    let text = Text { main, authors: vec![], marks: vec![], stories };
    text.hand_over(older.units(main), intake);
}

struct Text<'a> {
    main: &'a Stream,
    authors: Vec<String>,
    /// How characters are seen that are not just shown, by their places in the main stream.
    marks: Vec<(Range<usize>, Mark)>,
    /// The stories, their characters, and where what is in them begins.
    stories: Vec<(Story, Range<usize>, Vec<usize>)>,
}

impl Text<'_> {
    fn hand_over(&self, mut units: impl Iterator<Item = (u16, usize)>, intake: &mut Intake) {
        let mut hidden = HiddenWords::told_as(HIDDEN);
        for (story, range, beginnings) in &self.stories {
            let mut paragraph = Paragraph::default();
            let (mut number, mut part, mut run) = (1, 0, None);
            for (at, (unit, place)) in units.by_ref().take(range.len()).enumerate() {
                while beginnings.get(part).is_some_and(|beginning| *beginning <= at) {
                    part += 1;
                }
                let (from, _) = *run.get_or_insert((place, place));
                run = Some((from, place));
                match unit {
                    // Ends of paragraphs, cells, pages and sections.
                    0x0d | 0x07 | 0x0c => {
                        self.paragraph(&mut paragraph, (*story, part, number), &mut run, &mut hidden, intake);
                        number += 1;
                    }
                    0x0b => paragraph.unit(0x0a, self.mark(place)),
                    0x13 => paragraph.field_begins(),
                    0x14 => paragraph.field_result(),
                    0x15 => paragraph.field_ends(),
                    // A hyphen that does not break.
                    0x1e => paragraph.unit(0x2d, self.mark(place)),
                    // Places of pictures, notes and comments, and hyphens that are seen at the end of a line only.
                    0x00..=0x08 | 0x0a | 0x0e..=0x1f => {}
                    _ => paragraph.unit(unit, self.mark(place)),
                }
            }
            self.paragraph(&mut paragraph, (*story, part, number), &mut run, &mut hidden, intake);
        }
        hidden.end(intake);
    }

    fn mark(&self, place: usize) -> Mark {
        let after = self.marks.partition_point(|(range, _)| range.start <= place);
        let before = after.checked_sub(1).and_then(|at| self.marks.get(at));
        before.filter(|(range, _)| range.contains(&place)).map_or(Mark::Shown, |(_, mark)| *mark)
    }

    fn paragraph(
        &self,
        paragraph: &mut Paragraph,
        (story, part, number): (Story, usize, usize),
        run: &mut Option<(usize, usize)>,
        hidden: &mut HiddenWords,
        intake: &mut Intake,
    ) {
        let (from, to) = run.take().unwrap_or_default();
        for said in paragraph.ends() {
            let numbered = |what: &str| if part > 0 { format!("{what} {part}") } else { what.to_owned() };
            let (passage, path) = match story {
                Story::Body | Story::Macros => (Passage::Body, format!("paragraph {number}")),
                Story::Footnotes => (Passage::Footnote, numbered("footnote")),
                Story::Endnotes => (Passage::Footnote, numbered("endnote")),
                Story::Comments => (Passage::Comment, numbered("comment")),
                Story::TextBoxes => (Passage::TextBox, numbered("text box")),
                Story::HeaderTextBoxes => (Passage::TextBox, format!("page header, {}", numbered("text box"))),
                // Six separators of notes come first, then for each section the headers of even and odd pages, their footers, and
                // header and footer of the first page (MS-DOC 2.3.5).
                Story::Headers => match part.checked_sub(1) {
                    Some(0..=5) => (Passage::Footnote, "line before notes".to_owned()),
                    Some(at) if matches!(at % 6, 2 | 3 | 5) => (Passage::Footer, "page footer".to_owned()),
                    _ => (Passage::Header, "page header".to_owned()),
                },
            };
            let words = Words {
                seen: said.mark.seen(&self.authors),
                written: said.written,
                ..Words::new(said.text, passage, place(self.main, &(from..to), path))
            };
            hidden.take(&words, intake);
            intake.words(words);
        }
    }
}
