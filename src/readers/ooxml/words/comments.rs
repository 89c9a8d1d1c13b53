//! Words of comments on slides (19.4; MS-PPTX) and on cells (18.7; MS-XLSX 2.4.83).

use super::TextReader;
use super::part_words::PartWords;
use super::strings::RichText;
use super::text_body::TextBody;
use crate::formats::xml::{Closed, Element};
use crate::model::{Locus, Passage, Words};
use crate::readers::ooxml::package::Part;

/// Comments on a slide, of both forms.
#[derive(Debug, Default)]
pub(super) struct OnSlides {
    count: usize,
    text: TextBody,
}

impl TextReader for OnSlides {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, _: &mut PartWords) {
        self.count += usize::from(matches!((element.space, element.name), ("p", "cm") | ("p188", "cm" | "reply")));
        self.text.open(element);
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        self.text.close(closed);
        let path = format!("comment {}", self.count);
        let like = Words::new("", Passage::Comment, Locus { path, ..part.place(closed.range.clone()) });
        match (closed.space, closed.name) {
            ("p", "text") => words.push(Words { text: closed.text.to_string(), ..like }),
            ("p188", "txBody") => self.text.hand_over(&like, words),
            _ => {}
        }
    }
}

/// Comments on cells, of both forms.
#[derive(Debug, Default)]
pub(super) struct OnCells {
    authors: Vec<String>,
    /// Whether the comment repeats one of the newer form, for programs that do not know that.
    repeats: bool,
    cell: String,
    text: RichText,
}

impl TextReader for OnCells {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, _: &mut PartWords) {
        if matches!((element.space, element.name), ("x", "comment") | ("tc", "threadedComment")) {
            self.cell = element.value("ref").unwrap_or_default().into_owned();
            let author = element.value("authorId").and_then(|number| number.parse::<usize>().ok());
            let author = author.and_then(|number| self.authors.get(number));
            self.repeats = author.is_some_and(|author| author.starts_with("tc={"));
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        match (closed.space, closed.name) {
            ("x", "author") => self.authors.push(closed.text.to_string()),
            ("x", "t") if closed.is_within("x", "comment") => self.text.take_in(closed),
            ("x", "comment") | ("tc", "text") => {
                let text = self.text.take();
                let text = if closed.space == "tc" { closed.text.to_string() } else { text };
                let path = format!("comment at {}", self.cell);
                let locus = Locus { path, ..part.place(closed.range.clone()) };
                if !std::mem::take(&mut self.repeats) {
                    words.push(Words::new(text, Passage::Comment, locus));
                }
            }
            _ => {}
        }
    }
}
