//! Styles that hide what has them, and the typefaces that a document names (OpenDocument 1.3, part 3, 16).

use crate::formats::budget::Purse;
use crate::formats::xml::{Element, Markup};
use crate::model::{Editability, Property, Role};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::zip::part::Part;
use std::collections::{BTreeMap, BTreeSet};

/// A typeface that the document lists; nothing need use it.
const FONT: Property = Property::new(keys::ODF_FONT_LISTED, Role::FontName, Editability::F2);

/// What styles say.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Styles of text, tables and slides that hide, by their names.
    hiding: BTreeSet<String>,
    /// The style from which a style takes what it does not say.
    parents: BTreeMap<String, String>,
    /// Those that say themselves that they show.
    showing: BTreeSet<String>,
}

/// A longer chain of parents leads nowhere.
const PARENTS: usize = 20;

impl Styles {
    /// Those of a part; its typefaces are handed over.
    pub(super) fn of(part: &Part, purse: &Purse, intake: &mut Intake) -> Self {
        let mut styles = Self::default();
        let mut name = String::new();
        part.walk(purse, intake, |markup, intake| {
            let Markup::Open(element) = markup else { return };
            match (element.space, element.name) {
                ("style", "style") => {
                    name = element.value("name").unwrap_or_default().into_owned();
                    if let Some(parent) = element.value("parent-style-name") {
                        styles.parents.insert(name.clone(), parent.into_owned());
                    }
                }
                ("style", "text-properties" | "properties" | "table-properties" | "drawing-page-properties") => {
                    match hides(element) {
                        Some(true) => drop(styles.hiding.insert(name.clone())),
                        Some(false) => drop(styles.showing.insert(name.clone())),
                        None => {}
                    }
                }
                ("style" | "office", "font-face" | "font-decl") => {
                    let family = element.attribute("font-family").or_else(|| element.attribute("name"));
                    if let Some(attribute) = family {
                        let said = attribute.value();
                        let typeface = said.trim_matches(['\'', '"', ' ']);
                        if intake.first(&FONT.key, typeface) {
                            part.text(&FONT, attribute.range.clone(), "style:font-face", typeface, intake);
                        }
                    }
                }
                _ => {}
            }
        });
        styles
    }

    /// Takes in the styles of another part.
    pub(super) fn take(&mut self, other: Self) {
        self.hiding.extend(other.hiding);
        self.parents.extend(other.parents);
        self.showing.extend(other.showing);
    }

    /// Whether what has a style is not shown.
    pub(super) fn hide(&self, name: &str) -> bool {
        let mut name = name;
        for _ in 0..PARENTS {
            if self.showing.contains(name) {
                return false;
            }
            if self.hiding.contains(name) {
                return true;
            }
            match self.parents.get(name) {
                Some(parent) => name = parent,
                None => return false,
            }
        }
        false
    }
}

/// Whether properties hide: text (20.322), a table (20.251), a slide (20.236); none where they do not say.
fn hides(element: &Element<'_, '_>) -> Option<bool> {
    for attribute in element.attributes {
        let value = attribute.value();
        match (element.space_of(attribute), attribute.name, value.as_ref()) {
            ("text", "display", "none") | ("table", "display", "false") | ("presentation", "visibility", "hidden") => {
                return Some(true);
            }
            ("text", "display", "true") | ("table", "display", "true") | ("presentation", "visibility", "visible") => {
                return Some(false);
            }
            _ => {}
        }
    }
    None
}
