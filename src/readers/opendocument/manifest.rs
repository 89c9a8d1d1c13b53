//! The list of the parts of a package (OpenDocument 1.3, part 2, 4): which of them a password locks, and how.

use super::FEATURE;
use crate::formats::budget::Purse;
use crate::formats::xml::Markup;
use crate::model::{Editability, Property};
use crate::readers::Intake;
use crate::readers::zip::part::Part;
use std::collections::BTreeSet;

/// How parts are locked.
const ENCRYPTION: Property = Property::plain("odf.encryption", Editability::F1);

/// The names of the parts that are locked.
pub(super) fn read(part: &Part, purse: &Purse, intake: &mut Intake) -> BTreeSet<String> {
    let mut locked = BTreeSet::new();
    let mut name = String::new();
    part.walk(purse, intake, |markup, intake| {
        let Markup::Open(element) = markup else { return };
        match element.name {
            "file-entry" => name = element.value("full-path").unwrap_or_default().into_owned(),
            "encryption-data" => drop(locked.insert(name.clone())),
            "algorithm" | "key-derivation" => {
                let attribute =
                    element.attribute("algorithm-name").or_else(|| element.attribute("key-derivation-name"));
                let Some(attribute) = attribute else { return };
                let said = attribute.value();
                if intake.first(&ENCRYPTION.key, &said) {
                    part.text(&ENCRYPTION, attribute.range.clone(), element.name, &said, intake);
                    part.text(&FEATURE, attribute.range.clone(), element.name, &said, intake);
                }
            }
            "encrypted-key" if intake.first(&ENCRYPTION.key, "OpenPGP") => {
                part.text(&ENCRYPTION, element.range.clone(), element.name, "OpenPGP", intake);
                part.text(&FEATURE, element.range.clone(), element.name, "manifest:encrypted-key", intake);
            }
            _ => {}
        }
    });
    locked
}
