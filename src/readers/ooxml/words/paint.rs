//! Colours of shapes and of the text on them (ECMA-376, part 1, 20.1.2.3, 20.1.8.54), as far as both are plain.

use crate::formats::colour::Colour;
use crate::formats::xml::Element;
use crate::model::Concealment;

/// A plain colour.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Plain {
    /// By its value.
    Of(Colour),
    /// By its place in the theme, whatever that has there.
    OfTheme(String),
}

/// No name of a colour is longer.
const NAME: usize = 16;

/// What a shape or a run is painted with; nothing where that is not known, or is not plain.
#[derive(Debug, Clone, Default)]
pub(super) struct Paint {
    plain: Option<Plain>,
    is_known: bool,
}

impl Paint {
    /// Takes an element that is said of a shape (`spPr`) or of a run (`rPr`).
    pub(super) fn take(&mut self, element: &Element<'_, '_>, of: &str) {
        if element.space != "a" {
            return;
        }
        let [above, outer, inner] = [2, 1, 0].map(|up| element.within.iter().rev().nth(up).map_or("", |at| at.name));
        match (element.name, inner) {
            // A line around a shape changes nothing under its text.
            ("ln" | "effectLst" | "effectDag", "spPr") => {}
            // Lines around letters, shadows, pictures and gradients are seen whatever the colour.
            ("ln" | "effectLst" | "effectDag" | "gradFill" | "blipFill" | "pattFill" | "grpFill" | "noFill", inner)
                if inner == of =>
            {
                *self = Self { plain: None, is_known: true };
            }
            ("srgbClr" | "schemeClr", "solidFill") if outer == of && !self.is_known => {
                let value = element.value("val").unwrap_or_default();
                self.is_known = true;
                self.plain = match element.name {
                    "srgbClr" => Colour::of_hexadecimal(&value).map(Plain::Of),
                    _ => Some(Plain::OfTheme(value.chars().take(NAME).collect())),
                };
            }
            // Lighter, darker, see-through.
            (_, "srgbClr" | "schemeClr") if outer == "solidFill" && above == of => self.plain = None,
            _ => {}
        }
    }

    /// Whether nothing is seen through it: one plain colour.
    pub(super) const fn is_opaque(&self) -> bool {
        self.plain.is_some()
    }

    /// Why nobody sees text of this paint on a ground, where nobody does.
    pub(super) fn lost_on(&self, ground: &Self) -> Option<Concealment> {
        match (self.plain.as_ref()?, ground.plain.as_ref()?) {
            (Plain::Of(ink), Plain::Of(ground)) => ink.lost_on(*ground),
            (Plain::OfTheme(ink), Plain::OfTheme(ground)) if ink == ground && ink != "phClr" => {
                Some(Concealment::SameColour)
            }
            _ => None,
        }
    }
}
