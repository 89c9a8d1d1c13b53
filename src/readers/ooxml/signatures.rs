//! Signatures of a package (ECMA-376, part 2, 13; W3C XML Signature; MS-OFFCRYPTO 2.5.2): what in them is of Office alone.

use super::package::{Package, Part, Relationship, relationships};
use crate::formats::budget::Purse;
use crate::formats::zip::directory::{Archive, Member};
use crate::readers::zip::xml_signature::{self, Reference, SignedPackage};
use crate::readers::{Intake, ReadOptions};

/// Tells of the signature in a part.
pub fn hand_over(package: &Package<'_>, part: &Part, intake: &mut Intake) {
    xml_signature::hand_over(package, part, intake);
}

impl SignedPackage for Package<'_> {
    fn archive(&self) -> &Archive<'_> {
        self.archive
    }

    fn purse(&self) -> &Purse {
        self.purse
    }

    fn options(&self) -> &ReadOptions {
        self.options
    }

    fn part_of(&self, address: &str) -> Option<String> {
        address.split('?').next()?.strip_prefix('/').map(str::to_owned)
    }

    fn transformed(&self, member: &Member, reference: &Reference, intake: &mut Intake) -> Option<Vec<u8>> {
        if !reference.transforms.iter().any(|transform| transform.ends_with("/RelationshipTransform")) {
            return None;
        }
        let part = Package::part_of(self, member, intake)?;
        let relationships = relationships(&part, self.purse, intake);
        Some(in_canonical_form(reference, &relationships).into_bytes())
    }

    fn is_left_out(&self, name: &str) -> bool {
        name.starts_with("_xmlsignatures") || name == "[Content_Types].xml"
    }
}

/// The relationships that are covered, in the form that is digested (ECMA-376, part 2, 13.2.4.24).
fn in_canonical_form(reference: &Reference, relationships: &[Relationship]) -> String {
    let mut covered: Vec<&Relationship> =
        relationships.iter().filter(|relationship| reference.relationships.contains(&relationship.id)).collect();
    covered.sort_by(|one, other| one.id.cmp(&other.id));
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let one = |relationship: &Relationship| {
        format!(
            "<Relationship Id=\"{}\" Target=\"{}\" TargetMode=\"{}\" Type=\"{}\"></Relationship>",
            escaped(&relationship.id),
            escaped(&relationship.target),
            if relationship.external { "External" } else { "Internal" },
            escaped(&relationship.address)
        )
    };
    let inner: String = covered.into_iter().map(one).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
    )
}
