//! The header of a Word document (MS-DOC 2.5.1, Fib): which version wrote it, and where its tables are.

use crate::formats::compound::directory::Stream;
use crate::formats::little_endian::{long, short};
use std::ops::Range;

/// The tables that are read, by the number of their place in `fibRgFcLcb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `fcPlcffndTxt`: where footnotes begin.
    Footnotes = 3,
    /// `fcPlcfandTxt`: where comments begin.
    Comments = 5,
    /// `fcPlcfHdd`: where headers and footers begin.
    Headers = 11,
    /// `fcPlcfBteChpx`: pages with the formatting of characters.
    Runs = 12,
    /// `fcSttbfFfn`: fonts.
    Fonts = 15,
    /// `fcPrDrvr`: the printer.
    Printer = 27,
    /// `fcDop`: properties of the document.
    Dop = 31,
    /// `fcClx`: the pieces of the text.
    Pieces = 33,
    /// `fcSttbfAssoc`: associated strings.
    Associated = 32,
    /// `fcPlcfendTxt`: where endnotes begin.
    Endnotes = 47,
    /// `fcPlcftxbxTxt`: where the texts of boxes begin.
    TextBoxes = 56,
    /// `fcPlcfHdrtxbxTxt`: the same, of boxes in headers.
    HeaderTextBoxes = 58,
    /// `fcGrpXstAtnOwners`: authors of comments.
    CommentAuthors = 36,
    /// `fcSttbfRMark`: authors of tracked changes.
    RevisionAuthors = 51,
    /// `fcStwUser`: variables.
    Variables = 60,
    /// `fcSttbSavedBy`: who saved it, and where.
    SavedBy = 71,
    /// `fcOssTheme`: the package with the theme.
    Theme = 181,
}

/// A header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fib {
    /// `nFib`: the version of the format that older programs are to take it for.
    pub version: u16,
    /// `nFibNew`, and where it is.
    pub newer: Option<(u16, Range<usize>)>,
    /// `fcMin` and `fcMac`: where the text of a document that was never saved fast begins and ends in the main stream.
    pub text: Range<usize>,
    /// How many characters each story of the text has (`ccpText` and the seven after it).
    pub characters: [u32; 8],
    /// `lid`.
    pub language: u16,
    flags: u16,
    /// How often it was saved in pieces.
    pub quick_saves: u16,
    /// `cbMac`: how many bytes of the stream mean something.
    pub end: u32,
    /// The build of the program that made it, and where it is.
    pub created_by: (u32, Range<usize>),
    /// The build of the program that saved it last.
    pub revised_by: (u32, Range<usize>),
    parts: Vec<Range<usize>>,
}

impl Fib {
    /// Reads the header at the beginning of the main stream.
    ///
    /// # Errors
    /// Why it is none of Word 97 or later.
    pub fn read(main: &Stream) -> Result<Self, String> {
        let bytes = main.bytes.as_slice();
        let cut = || "it is cut off inside the header".to_owned();
        let short = |at: usize| short(bytes, at).ok_or_else(cut);
        if short(0)? != 0xa5ec {
            return Err(format!("it starts with 0x{:04x}, not 0xa5ec", short(0)?));
        }
        let (version, flags) = (short(2)?, short(10)?);
        if version < 0xc0 {
            return Err("a version of Word before Word 97 wrote it; that version keeps its tables elsewhere".to_owned());
        }
        let place = |at: usize| long(bytes, at).and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let words = usize::from(short(32)?);
        let longs_at = 34 + words * 2 + 2;
        let longs = usize::from(short(longs_at - 2)?);
        let number = |number: usize| {
            let at = longs_at + number * 4;
            (long(bytes, at).filter(|_| number < longs).unwrap_or(0), at..at + 4)
        };
        let parts_at = longs_at + longs * 4 + 2;
        let count = usize::from(short(parts_at - 2)?);
        let parts = (0..count.min(1_000)).map_while(|number| {
            let at = parts_at + number * 8;
            let (start, length) = (long(bytes, at)?, long(bytes, at + 4)?);
            let start = usize::try_from(start).ok()?;
            Some(start..start.checked_add(usize::try_from(length).ok()?)?)
        });
        let parts: Vec<Range<usize>> = parts.collect();
        let newer_at = parts_at + count * 8;
        let newer = short(newer_at).ok().filter(|words| *words > 0).and_then(|_| short(newer_at + 2).ok());
        Ok(Self {
            version,
            newer: newer.map(|version| (version, newer_at + 2..newer_at + 4)),
            text: place(24)..place(28),
            characters: std::array::from_fn(|story| number(3 + story).0),
            language: short(6)?,
            flags,
            quick_saves: flags >> 4 & 15,
            end: number(0).0,
            created_by: number(1),
            revised_by: number(2),
            parts,
        })
    }

    /// Whether it is encrypted or obfuscated.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.flags & 0x0100 != 0
    }

    /// Whether it was saved in pieces since it was last saved whole.
    #[must_use]
    pub fn is_fast_saved(&self) -> bool {
        self.flags & 0x0004 != 0
    }

    /// The stream with the tables.
    #[must_use]
    pub fn table_name(&self) -> &'static str {
        if self.flags & 0x0200 != 0 { "1Table" } else { "0Table" }
    }

    /// Where a table is in that stream; none of one that is empty.
    #[must_use]
    pub fn part(&self, part: Part) -> Option<Range<usize>> {
        self.parts.get(part as usize).filter(|range| !range.is_empty()).cloned()
    }
}
