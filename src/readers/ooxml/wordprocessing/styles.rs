//! Styles (17.7) and the table of fonts (17.8).

use crate::formats::xml::Element;
use crate::model::{Editability, Property, Role};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::PartReader;
use crate::readers::ooxml::theme::{FONT_DEFAULT, FONT_LISTED, FONT_USED};

/// The id of the default style of paragraphs: it is written in the language of the program that made the document.
pub const DEFAULT_STYLE: Property = Property::new("ooxml.styles.default-id", Role::Locale, Editability::F1);
/// The languages of the text.
pub const LANGUAGE: Property = Property::new(keys::LANGUAGE, Role::Locale, Editability::F2);

/// The attributes that name fonts (17.3.2.26).
pub(super) const FONT_ATTRIBUTES: &[&str] = &["ascii", "hAnsi", "cs", "eastAsia"];

/// The styles.
#[derive(Debug, Default)]
pub struct Styles;

impl PartReader for Styles {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        match (element.space, element.name) {
            ("w", "rFonts") => {
                let default = element.is_within("w", "docDefaults");
                let property = if default { &FONT_DEFAULT } else { &FONT_USED };
                for attribute in element.attributes.iter().filter(|a| FONT_ATTRIBUTES.contains(&a.name)) {
                    let name = attribute.value();
                    if !name.is_empty() && intake.first(&property.key, &name) {
                        part.text(property, attribute.range.clone(), "style/w:rFonts", &name, intake);
                    }
                }
            }
            ("w", "lang") => languages(part, element, intake),
            ("w", "style") if element.value("default").is_some_and(|on| on != "0") => {
                if let Some(id) =
                    element.attribute("styleId").filter(|_| element.value("type").as_deref() == Some("paragraph"))
                {
                    part.text(&DEFAULT_STYLE, id.range.clone(), "w:style/w:styleId", &id.value(), intake);
                }
            }
            _ => {}
        }
    }
}

/// The languages that an element states.
pub(super) fn languages(part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
    for attribute in element.attributes {
        let value = attribute.value();
        if intake.first(attribute.name, &value) {
            part.text(&LANGUAGE, attribute.range.clone(), &format!("w:lang/{}", attribute.name), &value, intake);
        }
    }
}

/// The table of fonts: what is listed need not be used.
#[derive(Debug, Default)]
pub struct FontTable;

impl PartReader for FontTable {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if let Some(name) = element.attribute("name").filter(|_| element.is("w", "font"))
            && !intake.has_seen("typeface", &name.value())
            && intake.first("typeface listed", &name.value())
        {
            part.text(&FONT_LISTED, name.range.clone(), "w:font/w:name", &name.value(), intake);
        }
    }
}
