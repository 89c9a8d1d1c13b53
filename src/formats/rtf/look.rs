//! How text of RTF looks, as far as it decides whether it is seen: colours of letters and grounds, size (specification 1.9.1, "Color
//! Table", "Character Text", "Paragraph Shading", "Table Definitions").

use crate::formats::colour::Colour;
use crate::model::Concealment;

/// Letters of one point or less are too small to be read; in half points.
const TINY: i64 = 2;
/// More colours are not read.
const COLOURS: usize = 1_024;

/// The colours of a document, and whether they are under cells.
#[derive(Debug, Default)]
pub(super) struct Palette {
    colours: Vec<Option<Colour>>,
    next: Option<Colour>,
    /// Whether a cell of any row so far has a ground of its own.
    cells_are_coloured: bool,
}

/// The look of the text in a group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    ink: i64,
    /// The marker (`\highlight`), the grounds of the characters and of the paragraph.
    grounds: [i64; 3],
    size: Option<i64>,
    /// Patterns, outlines, shadows: what is seen is not known.
    unsure: bool,
    paragraph_unsure: bool,
    in_table: bool,
    /// It is in a shape, whose filling is not read.
    in_box: bool,
}

impl Palette {
    /// A part of the colour at hand.
    pub(super) fn part(&mut self, name: &str, number: i64) {
        let number = u8::try_from(number).unwrap_or(u8::MAX);
        let Colour(parts) = self.next.get_or_insert(Colour::BLACK);
        let [red, green, blue] = parts;
        match name {
            "red" => *red = number,
            "green" => *green = number,
            _ => *blue = number,
        }
    }

    /// So many colours end.
    pub(super) fn ends(&mut self, count: usize) {
        for _ in 0..count.min(COLOURS.saturating_sub(self.colours.len())) {
            self.colours.push(self.next.take());
        }
    }

    fn colour(&self, number: i64) -> Option<Colour> {
        self.colours.get(usize::try_from(number).ok()?).copied().flatten()
    }

    /// A control word of a row of a table.
    fn row(&mut self, name: &str, number: i64) {
        match name {
            "clcbpat" | "clcfpat" | "trcbpat" => {
                self.cells_are_coloured |= self.colour(number).is_some_and(|colour| colour != Colour::WHITE);
            }
            "clshdng" | "trshdng" => self.cells_are_coloured |= number > 0,
            _ => {}
        }
    }
}

impl Look {
    /// At the begin of a part of the document, which may be the text of a shape.
    pub(super) fn of_part(in_box: bool) -> Self {
        Self { in_box, ..Self::default() }
    }

    /// Takes a control word.
    pub(super) fn control(&mut self, name: &str, number: Option<i64>, palette: &mut Palette) {
        let value = number.unwrap_or(0);
        let [marker, characters, paragraph] = &mut self.grounds;
        match name {
            "cf" => self.ink = value,
            "highlight" => *marker = value,
            "cb" | "chcbpat" => *characters = value,
            "cbpat" => *paragraph = value,
            "fs" => self.size = number,
            "chshdng" => self.unsure |= value > 0,
            "outl" | "shad" | "embo" | "impr" => self.unsure |= number != Some(0),
            "shading" => self.paragraph_unsure |= value > 0,
            "plain" => {
                (self.ink, *marker, *characters, self.size, self.unsure) = (0, 0, 0, None, false);
            }
            "pard" => (*paragraph, self.paragraph_unsure, self.in_table) = (0, false, false),
            "intbl" => self.in_table = number != Some(0),
            _ => palette.row(name, value),
        }
    }

    /// Why nobody sees the text, where nobody does.
    pub(super) fn lost(&self, palette: &Palette) -> Option<Concealment> {
        if self.size.is_some_and(|size| (1..=TINY).contains(&size)) {
            return Some(Concealment::Tiny);
        }
        if self.unsure || self.paragraph_unsure {
            return None;
        }
        let [marker, ..] = self.grounds;
        // What is black by itself turns white on a dark shading, and not under a dark marker.
        let by_itself = palette.colour(marker).filter(|_| marker > 0).map(|_| Colour::BLACK);
        let ink = palette.colour(self.ink).or(by_itself)?;
        let ground = match self.grounds.iter().find(|ground| **ground > 0) {
            Some(ground) => palette.colour(*ground)?,
            None if self.in_box || self.in_table && palette.cells_are_coloured => return None,
            None => Colour::WHITE,
        };
        ink.lost_on(ground)
    }
}
