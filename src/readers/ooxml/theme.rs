//! Themes (ECMA-376, part 1, 14.2.7, 20.1.6), and how a typeface is named in an Office document: by text that is set in it,
//! as a default, or only in a list.

use super::package::Part;
use super::part_reader::PartReader;
use crate::formats::xml::Element;
use crate::model::{Editability, Property, Role};
use crate::properties::keys;
use crate::readers::Intake;

/// A typeface in which text or a style is set.
pub const FONT_USED: Property = Property::new("ooxml.font.used", Role::FontName, Editability::F1);
/// A typeface that is the default of the document or of its theme.
pub const FONT_DEFAULT: Property = Property::new("ooxml.font.default", Role::FontName, Editability::F1);
/// A typeface that the table of fonts lists.
pub const FONT_LISTED: Property = Property::new(keys::FONT_LISTED, Role::FontName, Editability::F1);
/// The name of a theme, and the ids of its family (MS-ODRAWXML 2.27).
pub const THEME: Property = Property::plain("ooxml.theme", Editability::F1);

/// The reader.
#[derive(Debug, Default)]
pub struct Theme;

impl PartReader for Theme {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        match (element.space, element.name) {
            ("a", "theme" | "fontScheme" | "clrScheme") => {
                if let Some(name) = element.attribute("name") {
                    part.text(&THEME, name.range.clone(), &format!("a:{}", element.name), &name.value(), intake);
                }
            }
            ("thm15", "themeFamily") => {
                for attribute in element.attributes {
                    let path = format!("thm15:themeFamily/{}", attribute.name);
                    part.text(&THEME, attribute.range.clone(), &path, &attribute.value(), intake);
                }
            }
            ("a", "latin" | "ea" | "cs") if element.is_within("a", "fontScheme") => {
                if let Some(name) = element.attribute("typeface").filter(|name| !name.value().is_empty()) {
                    let kind = if element.is_within("a", "majorFont") { "major" } else { "minor" };
                    let path = format!("a:{kind}Font/a:{}", element.name);
                    part.text(&FONT_DEFAULT, name.range.clone(), &path, &name.value(), intake);
                }
            }
            _ => {}
        }
    }
}
