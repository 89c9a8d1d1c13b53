//! Tracked changes of a Word document (MS-DOC 2.6.1): runs of characters with the marks of insertion and deletion, their authors by
//! number and their times packed. Formatting is in pages of 512 bytes (2.9.33, `ChpxFkp`), by places in the main stream.

use crate::formats::compound::directory::Stream;
use crate::formats::compound::word::fib::{Fib, Part};
use crate::formats::compound::word::lists;
use crate::formats::compound::word::pieces::{Piece, pieces};
use crate::formats::little_endian::{long, short};
use crate::formats::remains::text_of;
use crate::model::{Edit, EditKind, Moment};
use crate::readers::Intake;
use crate::readers::compound::Sight;
use std::ops::Range;

/// More pages of formatting are not read.
const PAGES: usize = 20_000;
const PAGE: usize = 512;

/// `sprmCFRMarkDel`, `sprmCFRMark`, and who and when of each.
const DELETED: u16 = 0x0800;
const INSERTED: u16 = 0x0801;
const INSERTED_BY: u16 = 0x4804;
const INSERTED_AT: u16 = 0x6805;
const DELETED_BY: u16 = 0x4863;
const DELETED_AT: u16 = 0x6864;

/// A mark on a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    set: bool,
    author: Option<u16>,
    time: Option<u32>,
}

/// Hands over the changes that are tracked.
pub fn hand_over(fib: &Fib, table: &Stream, main: &Stream, intake: &mut Intake) {
    let Some(range) = fib.part(Part::Runs) else { return };
    let Some(plc) = table.bytes.get(range) else { return };
    let authors: Vec<String> = fib
        .part(Part::RevisionAuthors)
        .map(|range| lists::strings(&table.bytes, range).into_iter().map(|(name, _)| name).collect())
        .unwrap_or_default();
    let mut text = pieces(fib, table);
    text.sort_by_key(|piece| piece.range.start);
    let count = plc.len().saturating_sub(4) / 8;
    for number in 0..count.min(PAGES) {
        let page = long(plc, (count + 1) * 4 + number * 4).map(|page| page & 0x003f_ffff);
        let Some(start) = page.and_then(|page| usize::try_from(page).ok()?.checked_mul(PAGE)) else { continue };
        let Some(page) = main.bytes.get(start..start.saturating_add(PAGE)) else { continue };
        for (range, deleted, inserted) in runs(page) {
            for (kind, mark) in [(EditKind::Inserted, inserted), (EditKind::Deleted, deleted)] {
                if mark.set {
                    tell(kind, mark, &range, &text, &authors, main, intake);
                }
            }
        }
    }
}

/// The runs of a page that bear marks.
fn runs(page: &[u8]) -> Vec<(Range<usize>, Mark, Mark)> {
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
        let (deleted, inserted) = marks(page.get(at + 1..at + 1 + length).unwrap_or_default());
        if deleted.set || inserted.set {
            found.push((from..to, deleted, inserted));
        }
    }
    found
}

/// The marks that properties set (2.2.5, `Sprm`).
fn marks(mut properties: &[u8]) -> (Mark, Mark) {
    let (mut deleted, mut inserted) = (Mark::default(), Mark::default());
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
            INSERTED_BY => inserted.author = short(value, 0),
            DELETED_BY => deleted.author = short(value, 0),
            INSERTED_AT => inserted.time = long(value, 0),
            DELETED_AT => deleted.time = long(value, 0),
            _ => {}
        }
        let Some(rest) = properties.get(2 + size..) else { break };
        properties = rest;
    }
    // Before Word 2000 a deletion has no author of its own.
    if deleted.author.is_none() {
        (deleted.author, deleted.time) = (inserted.author, inserted.time);
    }
    (deleted, inserted)
}

fn tell(
    kind: EditKind,
    mark: Mark,
    range: &Range<usize>,
    text: &[Piece],
    authors: &[String],
    main: &Stream,
    intake: &mut Intake,
) {
    for piece in text.iter().filter(|piece| piece.range.start < range.end && range.start < piece.range.end) {
        let part = range.start.max(piece.range.start)..range.end.min(piece.range.end);
        let Some(raw) = main.bytes.get(part.clone()) else { continue };
        let words = text_of(raw, piece.width, 1252);
        let author = mark.author.and_then(|number| authors.get(usize::from(number))).cloned();
        let time = mark.time.and_then(Moment::of_dttm);
        let locus = Sight::of(main).locus(&part, "tracked change (ChpxFkp)");
        intake.edit(Edit { kind, author, time, text: words, locus });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_among_other_properties() {
        // Bold; inserted by 2; something of variable length; deleted.
        let properties = [0x35, 0x08, 1, 0x01, 0x08, 1, 0x04, 0x48, 2, 0, 0x47, 0xca, 2, 9, 9, 0x00, 0x08, 1];
        let (deleted, inserted) = marks(&properties);
        assert!(inserted.set && deleted.set);
        assert_eq!((inserted.author, deleted.author), (Some(2), Some(2)));
        assert_eq!(marks(&[0x00, 0x08]), (Mark::default(), Mark::default()));
    }
}
