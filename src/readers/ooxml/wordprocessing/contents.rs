//! The table of contents of a document against its headings: each entry refers to a bookmark at its heading (`_Toc` and a number), and
//! repeats the heading as it was when the table was last updated (ECMA-376, part 1, 17.16.5.68 and 17.13.6.2).

use crate::formats::xml::{Closed, Element};
use crate::model::{Editability, Property, Reading, Value};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::PartReader;
use std::collections::BTreeMap;
use std::ops::Range;

/// An entry of the table of contents, and what its heading says now.
pub const DIFFERS: Property = Property::plain(keys::CONTENTS_DIFFERS, Editability::F3);

/// How the names of bookmarks at headings begin.
const MARK: &str = "_Toc";
/// More entries of one table are not looked at.
const ENTRIES: usize = 2_000;
/// Of an entry and of a heading so many characters are kept.
const TEXT: usize = 200;

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Paragraph {
    /// The bookmarks that it refers to.
    refers: Vec<String>,
    /// Those that begin in it.
    bookmarks: Vec<String>,
    text: String,
}

/// The reader of the table of contents and of the headings.
#[derive(Debug, Default)]
pub struct Contents {
    open: Vec<Paragraph>,
    /// Bookmarks that began between two paragraphs: the next one is theirs.
    waiting: Vec<String>,
    entries: Vec<(String, String, Range<usize>)>,
    headings: BTreeMap<String, String>,
}

impl Contents {
    fn refer(&mut self, name: &str) {
        if let Some(paragraph) =
            self.open.last_mut().filter(|paragraph| !paragraph.refers.iter().any(|one| one == name))
        {
            paragraph.refers.push(name.to_owned());
        }
    }

    fn end_paragraph(&mut self, range: Range<usize>) {
        let Some(paragraph) = self.open.pop() else { return };
        if let [one] = paragraph.refers.as_slice() {
            if self.entries.len() < ENTRIES {
                self.entries.push((one.clone(), paragraph.text.clone(), range));
            }
        } else if self.headings.len() < ENTRIES {
            for bookmark in paragraph.bookmarks {
                self.headings.entry(bookmark).or_insert_with(|| paragraph.text.clone());
            }
        }
    }
}

/// Letters and digits alone, in small letters: blanks, tabs and full stops of leaders differ between the two.
fn folded(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An entry without the number of its page, which follows the last tab.
fn without_page(entry: &str) -> &str {
    match entry.rsplit_once('\t') {
        Some((before, page)) if page.trim().chars().all(|sign| sign.is_ascii_digit()) => before,
        _ => entry.trim_end_matches(|sign: char| sign.is_ascii_digit()),
    }
    .trim()
}

/// Whether an entry repeats a heading; the number before it is the table's own, and a mark of a note after it the heading's.
fn repeats(entry: &str, heading: &str) -> bool {
    let (entry, heading) = (folded(without_page(entry)), folded(heading));
    let bare = heading.trim_end_matches(|sign: char| sign.is_ascii_digit());
    heading.is_empty()
        || entry.ends_with(&heading)
        || (!bare.is_empty() && entry.ends_with(bare))
        || heading.contains(&entry)
}

impl PartReader for Contents {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, _: &mut Intake) {
        if element.space != "w" {
            return;
        }
        match element.name {
            "p" => {
                let bookmarks = std::mem::take(&mut self.waiting);
                self.open.push(Paragraph { bookmarks, ..Paragraph::default() });
            }
            "bookmarkStart" => {
                let name = element.value("name").filter(|name| name.starts_with(MARK) && name.len() < TEXT);
                if let Some(name) = name {
                    match self.open.last_mut() {
                        Some(paragraph) => paragraph.bookmarks.push(name.into_owned()),
                        None if self.waiting.len() < ENTRIES => self.waiting.push(name.into_owned()),
                        None => {}
                    }
                }
            }
            "hyperlink" => {
                if let Some(name) = element.value("anchor").filter(|name| name.starts_with(MARK) && name.len() < TEXT) {
                    self.refer(&name);
                }
            }
            "tab" if element.within.last().is_some_and(|frame| frame.name == "r") => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.text.push('\t');
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, _: &Part, closed: &Closed<'_, '_>, _: &mut Intake) {
        match (closed.space, closed.name) {
            ("w", "t") => {
                if let Some(paragraph) = self.open.last_mut() {
                    let room = TEXT.saturating_sub(paragraph.text.chars().count());
                    paragraph.text.extend(closed.text.chars().take(room));
                }
            }
            ("w", "instrText") => {
                let mut words = closed.text.split_whitespace();
                if words.next() == Some("PAGEREF")
                    && let Some(name) = words.next().filter(|name| name.starts_with(MARK) && name.len() < TEXT)
                {
                    self.refer(name);
                }
            }
            ("w", "p") => self.end_paragraph(closed.range.clone()),
            _ => {}
        }
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        // A document whose headings have none of the marks was put together by another program: its table says nothing.
        if !self.entries.iter().any(|(mark, ..)| self.headings.contains_key(mark)) {
            return;
        }
        for (mark, entry, range) in &self.entries {
            let (was, now) = (without_page(entry).replace('\t', " "), self.headings.get(mark));
            let told = match now {
                Some(now) if repeats(entry, now) => continue,
                Some(now) => {
                    format!("\u{201c}{}\u{201d}; the heading now says \u{201c}{}\u{201d}", was.trim(), now.trim())
                }
                None if folded(&was).is_empty() => continue,
                None => format!("\u{201c}{}\u{201d}; the text has no such heading any more", was.trim()),
            };
            let path = format!("table of contents, {mark}");
            part.hand_over(&DIFFERS, range.clone(), &path, Reading::Present(Value::Text(told)), intake);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_repeats_its_heading_whatever_the_numbers_around_it() {
        for (entry, heading) in [
            ("1.\tIntroduction\t3", "Introduction"),
            ("5.1\tECCF\t20", "ECCF4"),
            ("Annex A 12", "ANNEX  A"),
            ("2 Scope\t7", "2 Scope"),
        ] {
            assert!(repeats(entry, heading), "{entry}: {heading}");
        }
        assert!(!repeats("2.\tSummary of Module\t1", "Summary of Feature"));
        assert_eq!(without_page("4.\tExample 1\t1"), "4.\tExample 1");
    }
}
