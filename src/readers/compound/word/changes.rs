//! Tracked changes of a Word document (MS-DOC 2.6.1): runs of characters with the marks of insertion and deletion, their authors by
//! number and their times packed.

use crate::formats::compound::directory::Stream;
use crate::formats::compound::word::characters::{self, Mark};
use crate::formats::compound::word::fib::{Fib, Part};
use crate::formats::compound::word::lists;
use crate::formats::compound::word::pieces::{Piece, pieces};
use crate::formats::remains::text_of;
use crate::model::{Edit, EditKind, Moment};
use crate::readers::Intake;
use crate::readers::compound::Sight;
use std::ops::Range;

/// The authors of tracked changes, by their numbers.
#[must_use]
pub fn authors(fib: &Fib, table: &Stream) -> Vec<String> {
    fib.part(Part::RevisionAuthors)
        .map(|range| lists::strings(&table.bytes, range).into_iter().map(|(name, _)| name).collect())
        .unwrap_or_default()
}

/// Hands over the changes that are tracked.
pub fn hand_over(fib: &Fib, table: &Stream, main: &Stream, intake: &mut Intake) {
    let authors = authors(fib, table);
    let mut text = pieces(fib, table);
    text.sort_by_key(|piece| piece.range.start);
    for (range, marks) in characters::runs(fib, table, main) {
        for (kind, mark) in [(EditKind::Inserted, marks.inserted), (EditKind::Deleted, marks.deleted)] {
            if mark.set {
                tell(kind, mark, &range, &text, &authors, main, intake);
            }
        }
    }
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
