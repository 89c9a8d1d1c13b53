//! Marks on the characters of a Word document: put in or taken out with changes tracked, and hidden (MS-DOC 2.6.1). They are in pages of
//! 512 bytes (2.9.33, `ChpxFkp`), by places in the main stream. What a style hides is not followed.

use super::fib::{Fib, Part};
use crate::formats::colour::Colour;
use crate::formats::compound::directory::Stream;
use crate::formats::little_endian::{long, short};
use crate::model::Concealment;
use std::ops::Range;

/// More pages of formatting are not read.
const PAGES: usize = 20_000;
const PAGE: usize = 512;

/// `sprmCFRMarkDel`, `sprmCFRMark`, and who and when of each; `sprmCFVanish`.
const DELETED: u16 = 0x0800;
const INSERTED: u16 = 0x0801;
const INSERTED_BY: u16 = 0x4804;
const INSERTED_AT: u16 = 0x6805;
const DELETED_BY: u16 = 0x4863;
const DELETED_AT: u16 = 0x6864;
const HIDDEN: u16 = 0x083c;

/// A tracked change of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    /// Whether there is one.
    pub set: bool,
    /// Its author, as a place in the list of authors.
    pub author: Option<u16>,
    /// Its time, as a DTTM.
    pub time: Option<u32>,
}

/// All marks of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Taken out.
    pub deleted: Mark,
    /// Put in.
    pub inserted: Mark,
    /// Why nobody sees it: it is set as hidden, or its colour or its size hides it.
    pub unseen: Option<Concealment>,
}

/// The runs that have marks, by their places in the main stream and in the order of the pages.
pub fn runs(fib: &Fib, table: &Stream, main: &Stream) -> impl Iterator<Item = (Range<usize>, Marks)> {
    let plc = fib.part(Part::Runs).and_then(|range| table.bytes.get(range)).unwrap_or_default();
    let count = plc.len().saturating_sub(4) / 8;
    (0..count.min(PAGES)).flat_map(move |number| {
        let page = long(plc, (count + 1) * 4 + number * 4).map(|page| page & 0x003f_ffff);
        let start = page.and_then(|page| usize::try_from(page).ok()?.checked_mul(PAGE));
        let page = start.and_then(|start| main.bytes.get(start..start.saturating_add(PAGE)));
        page.map(of_page).unwrap_or_default()
    })
}

/// The runs of a page that have marks.
fn of_page(page: &[u8]) -> Vec<(Range<usize>, Marks)> {
    let count = usize::from(page.get(PAGE - 1).copied().unwrap_or(0));
    let mut found = Vec::new();
    for number in 0..count {
        let place = |at: usize| long(page, at * 4).and_then(|place| usize::try_from(place).ok());
        let (Some(from), Some(to)) = (place(number), place(number + 1)) else { break };
        let Some(&word) = page.get((count + 1) * 4 + number) else { break };
        let at = usize::from(word) * 2;
        if at == 0 || to <= from {
            continue;
        }
        let length = usize::from(page.get(at).copied().unwrap_or(0));
        let marks = marks(page.get(at + 1..at + 1 + length).unwrap_or_default());
        if marks.deleted.set || marks.inserted.set || marks.unseen.is_some() {
            found.push((from..to, marks));
        }
    }
    found
}

/// The marks that properties set (2.2.5, `Sprm`).
fn marks(mut properties: &[u8]) -> Marks {
    let (mut deleted, mut inserted, mut hidden) = (Mark::default(), Mark::default(), false);
    let mut look = Look::default();
    while let Some(code) = short(properties, 0) {
        let size = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => 1 + usize::from(properties.get(2).copied().unwrap_or(0)),
        };
        let value = properties.get(2..2 + size).unwrap_or_default();
        match code {
            DELETED => deleted.set = value == [1],
            INSERTED => inserted.set = value == [1],
            HIDDEN => hidden = value == [1],
            INSERTED_BY => inserted.author = short(value, 0),
            DELETED_BY => deleted.author = short(value, 0),
            INSERTED_AT => inserted.time = long(value, 0),
            DELETED_AT => deleted.time = long(value, 0),
            _ => look.take(code, value),
        }
        let Some(rest) = properties.get(2 + size..) else { break };
        properties = rest;
    }
    // Before Word 2000 a deletion has no author of its own.
    if deleted.author.is_none() {
        (deleted.author, deleted.time) = (inserted.author, inserted.time);
    }
    let unseen = if hidden { Some(Concealment::SetHidden) } else { look.lost() };
    Marks { deleted, inserted, unseen }
}

/// `sprmCIco` and `sprmCCv`, the colour of letters; `sprmCHighlight`; `sprmCHps`, their size in half points; shadings and effects.
const INK_NUMBER: u16 = 0x2a42;
const INK: u16 = 0x6870;
const MARKER: u16 = 0x2a0c;
const SIZE: u16 = 0x4a43;
const EFFECTS: &[u16] = &[0x0838, 0x0839, 0x0858, 0x0854];

/// The look of a run, as far as it is said of the run itself. The ground of paragraphs and cells is not read, so that white letters
/// count as seen.
#[derive(Debug, Default)]
struct Look {
    ink: Option<Colour>,
    marker: Option<Colour>,
    size: Option<u16>,
    effect: bool,
}

/// A colour by its number (2.9.119, Ico): black, and white; the others hide nothing.
fn numbered(number: Option<&u8>) -> Option<Colour> {
    match number {
        Some(1) => Some(Colour::BLACK),
        Some(8) => Some(Colour::WHITE),
        _ => None,
    }
}

impl Look {
    fn take(&mut self, code: u16, value: &[u8]) {
        match code {
            // Without a number the program chooses: black.
            INK_NUMBER if value.first() == Some(&0) => self.ink = None,
            INK_NUMBER => self.ink = Some(numbered(value.first()).unwrap_or(Colour([0x80; 3]))),
            INK => {
                self.ink = match value {
                    [red, green, blue, 0] => Some(Colour([*red, *green, *blue])),
                    _ => None,
                };
            }
            MARKER => self.marker = numbered(value.first()),
            SIZE => self.size = short(value, 0),
            _ => self.effect |= EFFECTS.contains(&code) && value == [1],
        }
    }

    fn lost(&self) -> Option<Concealment> {
        if self.size.is_some_and(|size| (1..=2).contains(&size)) {
            return Some(Concealment::Tiny);
        }
        let ink = self.ink.unwrap_or(Colour::BLACK);
        self.marker.filter(|_| !self.effect).and_then(|marker| ink.lost_on(marker))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_among_other_properties() {
        // Bold; inserted by 2; something of variable length; deleted; hidden.
        let properties =
            [0x35, 0x08, 1, 0x01, 0x08, 1, 0x04, 0x48, 2, 0, 0x47, 0xca, 2, 9, 9, 0x00, 0x08, 1, 0x3c, 0x08, 1];
        let found = marks(&properties);
        assert!(found.inserted.set && found.deleted.set);
        assert_eq!(found.unseen, Some(Concealment::SetHidden));
        assert_eq!((found.inserted.author, found.deleted.author), (Some(2), Some(2)));
        assert_eq!(marks(&[0x00, 0x08]), Marks::default());
    }

    #[test]
    fn a_black_marker_hides_black_letters_and_no_white_ones() {
        let marker = [0x0c, 0x2a, 1];
        assert_eq!(marks(&marker).unseen, Some(Concealment::Blackened));
        assert_eq!(marks(&[marker, [0x42, 0x2a, 1]].concat()).unseen, Some(Concealment::Blackened));
        assert_eq!(marks(&[marker, [0x42, 0x2a, 8]].concat()).unseen, None);
        assert_eq!(marks(&[&marker[..], &[0x70, 0x68, 0xff, 0xff, 0xff, 0]].concat()).unseen, None);
        assert_eq!(marks(&[0x0c, 0x2a, 7]).unseen, None, "yellow");
        assert_eq!(marks(&[0x43, 0x4a, 2, 0]).unseen, Some(Concealment::Tiny));
    }
}
