//! What dates the form of an Office document: the namespaces of its parts, used or only declared, the kinds of its parts,
//! and functions of its formulas.

use super::package::{Part, Relationship};
use crate::formats::xml::{Declaration, Element};
use crate::model::{Editability, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;
use std::collections::BTreeMap;

/// A namespace of which an element or an attribute is used.
pub const USED: Property = Property::new(keys::NAMESPACE_USED, Role::Feature, Editability::F1);
/// A namespace that is declared, or listed as one that may be ignored, and not used.
pub const DECLARED: Property = Property::new(keys::NAMESPACE_DECLARED, Role::Feature, Editability::F1);
/// The kind of a part, by the address of its relationship.
pub const PART_KIND: Property = Property::new(keys::PART_KIND, Role::Feature, Editability::F1);
/// A function that came with a version of the program: `_xlfn.IFNA`.
pub const FUNCTION: Property = Property::new("ooxml.function", Role::Feature, Editability::F1);

/// Of each namespace and kind the first place, and whether it is used.
#[derive(Debug, Default)]
pub struct Features {
    namespaces: BTreeMap<String, Place>,
    kinds: BTreeMap<String, Place>,
    ignorable: Vec<(String, Place)>,
}

#[derive(Debug, Clone)]
struct Place {
    used: bool,
    raw: Vec<u8>,
    locus: Locus,
}

/// More different namespaces in one file say nothing new.
const LIMIT: usize = 500;

impl Features {
    /// Notes the prefixes that an element says may be ignored (ECMA-376, part 3, 10.1).
    pub fn element(&mut self, part: &Part, element: &Element<'_, '_>) {
        let Some(list) = element.attributes.iter().find(|attribute| attribute.name == "Ignorable") else { return };
        let raw = part.slice(&list.range);
        for prefix in list.value().split_whitespace() {
            if let Some(uri) = element.namespace(prefix).filter(|_| self.ignorable.len() < LIMIT) {
                let locus = part.locus(list.range.clone(), format!("mc:Ignorable {prefix}"));
                self.ignorable.push((uri.to_owned(), Place { used: false, raw: raw.to_vec(), locus }));
            }
        }
    }

    /// Notes the namespaces of a part.
    pub fn declarations(&mut self, part: &Part, declarations: Vec<Declaration<'_>>) {
        for declaration in declarations {
            let known = self.namespaces.get(declaration.uri.as_ref());
            if known.is_some_and(|place| place.used || !declaration.used) || self.namespaces.len() >= LIMIT {
                continue;
            }
            let path = format!("xmlns:{}", declaration.prefix);
            let place = Place {
                used: declaration.used,
                raw: part.slice(&declaration.range).to_vec(),
                locus: part.locus(declaration.range.clone(), path),
            };
            self.namespaces.insert(declaration.uri.into_owned(), place);
        }
    }

    /// Notes the kinds of parts that a part leads to.
    pub fn relationships(&mut self, part: &Part, relationships: &[Relationship]) {
        for relationship in relationships {
            if !self.kinds.contains_key(&relationship.address) && self.kinds.len() < LIMIT {
                let locus = part.locus(relationship.range.clone(), format!("Relationship {}", relationship.id));
                let raw = part.slice(&relationship.range).to_vec();
                self.kinds.insert(relationship.address.clone(), Place { used: true, raw, locus });
            }
        }
    }

    /// Hands over what was noted.
    pub fn hand_over(mut self, intake: &mut Intake) {
        for (uri, place) in std::mem::take(&mut self.ignorable) {
            self.namespaces.entry(uri).or_insert(place);
        }
        for (uri, place) in self.namespaces {
            let property = if place.used { &USED } else { &DECLARED };
            intake.evidence(property, &place.raw, Reading::Present(Value::Text(uri)), place.locus);
        }
        for (kind, place) in self.kinds {
            intake.evidence(&PART_KIND, &place.raw, Reading::Present(Value::Text(kind)), place.locus);
        }
    }
}
