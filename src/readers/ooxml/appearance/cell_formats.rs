//! Formats of cells (ECMA-376, part 1, 18.8), as far as they keep a value from being seen.

use crate::formats::colour::Colour;
use crate::formats::xml::Element;
use crate::model::Concealment;
use std::collections::BTreeSet;

/// More fonts, fillings and formats than Excel allows are not read.
const LIMIT: usize = 65_490;

/// What is under the text of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filling {
    None,
    /// A colour; none where it is not known.
    Solid(Option<Colour>),
    Pattern,
}

/// The formats of a workbook's cells.
#[derive(Debug, Default)]
pub struct CellFormats {
    /// Formats of numbers that show nothing at all: `;;;`.
    blank: BTreeSet<u32>,
    /// The colours of fonts; none where it is not known.
    fonts: Vec<Option<Colour>>,
    fillings: Vec<Filling>,
    /// Why the value of a cell with the format is not seen.
    formats: Vec<Option<Concealment>>,
}

/// A colour (18.8.19): by its value, as a place in the old palette, or in the theme, whose first two are the paper and the ink.
fn colour(element: &Element<'_, '_>) -> Option<Colour> {
    if element.value("tint").and_then(|tint| tint.parse::<f64>().ok()).is_some_and(|tint| tint.abs() > 0.01) {
        return None;
    }
    match (element.value("rgb"), element.value("indexed").as_deref(), element.value("theme").as_deref()) {
        (Some(digits), ..) => Colour::of_hexadecimal(&digits),
        (_, Some("0" | "8" | "64"), _) | (.., Some("1")) => Some(Colour::BLACK),
        (_, Some("1" | "9" | "65"), _) | (.., Some("0")) => Some(Colour::WHITE),
        _ => None,
    }
}

impl CellFormats {
    /// Takes an element of the part. The fonts come before the formats, as the schema has it.
    pub(super) fn take(&mut self, element: &Element<'_, '_>) {
        if element.space != "x" {
            return;
        }
        let within = |name: &str| element.within.iter().any(|frame| frame.name == name);
        let number = |name: &str| element.value(name).and_then(|number| number.parse::<u32>().ok());
        match element.name {
            "numFmt" if within("numFmts") => {
                let code = element.value("formatCode").unwrap_or_default();
                let shows_nothing = code.len() >= 3 && code.bytes().all(|sign| sign == b';');
                self.blank.extend(number("numFmtId").filter(|_| shows_nothing));
            }
            "font" if within("fonts") && self.fonts.len() < LIMIT => self.fonts.push(Some(Colour::BLACK)),
            "color" if within("fonts") => {
                if let Some(font) = self.fonts.last_mut() {
                    *font = if element.value("auto").is_some() { Some(Colour::BLACK) } else { colour(element) };
                }
            }
            "fill" if within("fills") && self.fillings.len() < LIMIT => self.fillings.push(Filling::None),
            "patternFill" if within("fills") => {
                if let Some(filling) = self.fillings.last_mut() {
                    *filling = match element.value("patternType").as_deref() {
                        None | Some("none") => Filling::None,
                        Some("solid") => Filling::Solid(None),
                        Some(_) => Filling::Pattern,
                    };
                }
            }
            "gradientFill" if within("fills") => {
                if let Some(filling) = self.fillings.last_mut() {
                    *filling = Filling::Pattern;
                }
            }
            "fgColor" if within("fills") => {
                if let Some(Filling::Solid(known)) = self.fillings.last_mut() {
                    *known = colour(element);
                }
            }
            "xf" if within("cellXfs") && self.formats.len() < LIMIT => {
                let at = |name: &str| number(name).and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
                let ink = self.fonts.get(at("fontId")).copied().flatten();
                let ground = match self.fillings.get(at("fillId")) {
                    Some(Filling::None) | None => Some(Colour::WHITE),
                    Some(Filling::Solid(colour)) => *colour,
                    Some(Filling::Pattern) => None,
                };
                let is_blank = number("numFmtId").is_some_and(|number| self.blank.contains(&number));
                let lost = ink.zip(ground).and_then(|(ink, ground)| ink.lost_on(ground));
                self.formats.push(if is_blank { Some(Concealment::Invisible) } else { lost });
            }
            _ => {}
        }
    }

    /// Why the value of a cell with a format is not seen, where it is not.
    #[must_use]
    pub fn of_cell(&self, format: Option<&str>) -> Option<Concealment> {
        let number = format.map_or(Some(0), |number| number.parse::<usize>().ok())?;
        self.formats.get(number).copied().flatten()
    }
}
