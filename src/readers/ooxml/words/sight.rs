//! Whether the runs of a story are seen: how they look, and what is under them.

use crate::formats::colour::Colour;
use crate::formats::xml::{Closed, Element};
use crate::model::Concealment;
use crate::readers::ooxml::appearance::{Appearance, Ink, RunLook, Shade, StyleLook, shade};
use std::rc::Rc;

/// Letters of one point or less are too small to be read; in half points.
const TINY: u32 = 2;
/// A picture that is narrower than 5 cm lies under few words; in English Metric Units.
const NARROW: i64 = 1_800_000;

/// What lies under paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// A table; whether its style colours cells.
    Table(bool),
    /// A cell.
    Cell(Shade),
    /// A box of text, whose filling is not read.
    Box,
}

#[derive(Debug, Default)]
struct Paragraph {
    style: Option<String>,
    shade: Option<Shade>,
    run: RunLook,
}

/// The runs that are open, and what is under them.
#[derive(Debug)]
pub(super) struct Sight {
    appearance: Rc<Appearance>,
    grounds: Vec<Ground>,
    paragraphs: Vec<Paragraph>,
    /// Whether pages have a colour of their own; programs show it or not.
    coloured_page: bool,
    /// Whether an anchored drawing behind the text is being read.
    behind: bool,
    /// Whether a drawing lies behind the text: on which ground the text is, is not known then.
    pub(super) over_picture: bool,
}

impl Sight {
    pub(super) fn new(appearance: &Rc<Appearance>) -> Self {
        Self {
            appearance: Rc::clone(appearance),
            grounds: vec![],
            paragraphs: vec![],
            coloured_page: false,
            behind: false,
            over_picture: false,
        }
    }

    /// An element begins.
    pub(super) fn open(&mut self, element: &Element<'_, '_>) {
        let [outer, inner] = [1, 0].map(|up| element.within.iter().rev().nth(up).map_or("", |frame| frame.name));
        match (outer, inner, element.name) {
            ("r", "rPr", _) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.run.take(element);
                }
            }
            (_, _, "p") if element.space == "w" => self.paragraphs.push(Paragraph::default()),
            (_, _, "r") if matches!(element.space, "w" | "m") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.run = RunLook::default();
                }
            }
            ("p", "pPr", "pStyle") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style = element.value("val").map(std::borrow::Cow::into_owned);
                }
            }
            ("p", "pPr", "shd") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.shade = Some(shade(element));
                }
            }
            ("tc", "tcPr", "shd") => {
                if let Some(Ground::Cell(under)) = self.grounds.last_mut() {
                    *under = shade(element);
                }
            }
            ("tbl", "tblPr", "shd") => self.colour_cells(shade(element) != Shade::None),
            ("tbl", "tblPr", "tblStyle") => {
                let style = element.value("val").and_then(|id| self.appearance.styles.style(&id));
                let colours = style.is_none_or(|style| style.colours_cells);
                self.colour_cells(colours);
            }
            (_, _, "tbl") if element.space == "w" => self.grounds.push(Ground::Table(false)),
            (_, _, "tc") if element.space == "w" => self.grounds.push(Ground::Cell(Shade::None)),
            (_, _, "txbxContent") => self.grounds.push(Ground::Box),
            (_, "document", "background") => self.coloured_page = true,
            (_, _, "anchor") => self.behind = element.value("behindDoc").is_some_and(|on| on == "1" || on == "true"),
            (_, "anchor", "extent") => {
                let width = element.value("cx").and_then(|width| width.parse::<i64>().ok());
                self.over_picture |= self.behind && width.is_none_or(|width| width > NARROW);
            }
            _ if element.space == "v" => {
                let style = element.value("style").unwrap_or_default();
                self.over_picture |= style.replace(' ', "").contains("z-index:-");
            }
            _ => {}
        }
    }

    fn colour_cells(&mut self, on: bool) {
        if let Some(Ground::Table(colours)) = self.grounds.last_mut() {
            *colours |= on;
        }
    }

    /// An element ends.
    pub(super) fn close(&mut self, closed: &Closed<'_, '_>) {
        match (closed.space, closed.name) {
            ("w", "p") => _ = self.paragraphs.pop(),
            ("w", "tbl" | "tc" | "txbxContent") => _ = self.grounds.pop(),
            _ => {}
        }
    }

    /// Why nobody sees the text of the run that is open, where nobody does.
    pub(super) fn concealment(&self) -> Option<Concealment> {
        let paragraph = self.paragraphs.last()?;
        let styles = &self.appearance.styles;
        let of_paragraph = styles.of_paragraph(paragraph.style.as_deref());
        let of_characters = paragraph.run.style.as_deref().and_then(|id| styles.style(id));
        // Of two styles that both hide, one undoes the other (17.7.3).
        let hides = |style: Option<&StyleLook>| style.and_then(|style| style.run.vanish).unwrap_or(false);
        if paragraph.run.vanish.unwrap_or(hides(of_paragraph) != hides(of_characters)) {
            return Some(Concealment::SetHidden);
        }
        let mut look = paragraph.run.clone();
        for style in [of_characters, of_paragraph].into_iter().flatten() {
            look = look.over(&style.run);
        }
        if look.size.is_some_and(|size| size <= TINY) {
            return Some(Concealment::Tiny);
        }
        if look.effect {
            return None;
        }
        let of_paragraph = paragraph.shade.or_else(|| of_paragraph.and_then(|style| style.paragraph));
        let in_coloured_table = self.grounds.contains(&Ground::Table(true));
        let ink = match look.ink {
            Some(Ink::Of(ink)) => ink,
            // What is black by itself turns white on a dark shading, and not under a dark marker.
            Some(Ink::Automatic) | None if matches!(look.marker, Some(Shade::Of(_))) && !in_coloured_table => {
                Colour::BLACK
            }
            _ => return None,
        };
        ink.lost_on(self.ground([look.marker, look.shade, of_paragraph])?)
    }

    /// What is under the text: the first of these that is there, the cell, the page; none where it is not known.
    fn ground(&self, nearest: [Option<Shade>; 3]) -> Option<Colour> {
        let cells = self.grounds.iter().rev().map(|ground| match ground {
            Ground::Cell(shade) => *shade,
            Ground::Table(false) => Shade::None,
            Ground::Table(true) | Ground::Box => Shade::Unknown,
        });
        match nearest.into_iter().flatten().chain(cells).find(|shade| *shade != Shade::None) {
            Some(Shade::Of(colour)) => Some(colour),
            Some(_) => None,
            None => (!self.coloured_page).then_some(Colour::WHITE),
        }
    }
}
