//! Signatures of an OpenDocument package (part 2, 5): over its parts, XML in its canonical form. A document may have several.

use crate::formats::budget::Purse;
use crate::formats::signed::canonical::canonical;
use crate::formats::zip::directory::{Archive, Member};
use crate::model::{Editability, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::zip::part::Part;
use crate::readers::zip::xml_signature::{self, Reference, SignedPackage};
use crate::readers::{Intake, ReadOptions};
use percent_encoding::percent_decode_str;

/// When the signer's program says that it signed.
const SIGNED: Property = Property::new(keys::ODF_SIGNATURE_TIME, Role::SignatureTime, Editability::F0);
/// Whether the parts have the digests that were signed.
const DIGEST: Property = Property::plain(keys::ODF_SIGNATURE_DIGEST, Editability::F0);
/// The subject of the signer's certificate.
const SIGNER: Property = Property::new("odf.signature.signer", Role::Identifying, Editability::F0);

/// The canonical form that is computed: version 1.0, without comments.
const CANONICAL: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

/// Tells of the signatures in a part.
pub fn hand_over(archive: &Archive<'_>, part: &Part, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let before = intake.signature_count();
    xml_signature::hand_over(&Package { archive, options, purse }, part, intake);
    for number in before + 1..=intake.signature_count() {
        let Some(signature) = u32::try_from(number).ok().and_then(|number| intake.signature_of(number)).cloned() else {
            continue;
        };
        let at = |path: &str| Locus { path: format!("signature {number}/{path}"), ..part.whole("Signature") };
        if let Some(stated) = &signature.stated {
            let reading = Reading::Present(Value::Moment(stated.clone()));
            intake.evidence(&SIGNED, stated.text.as_bytes(), reading, at("date"));
        }
        for (property, value, path) in [
            (&DIGEST, signature.test.digest.answer().map(str::to_owned), "references"),
            (&SIGNER, signature.signer.clone(), "certificate/subject"),
        ] {
            if let Some(value) = value {
                intake.evidence(property, b"", Reading::Present(Value::Text(value)), at(path));
            }
        }
    }
}

struct Package<'a> {
    archive: &'a Archive<'a>,
    options: &'a ReadOptions,
    purse: &'a Purse,
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
        (!address.starts_with('#')).then(|| percent_decode_str(address).decode_utf8_lossy().into_owned())
    }

    fn transformed(&self, member: &Member, reference: &Reference, intake: &mut Intake) -> Option<Vec<u8>> {
        if !reference.transforms.iter().all(|transform| transform == CANONICAL) {
            return None;
        }
        let part = Part::of(self.archive, member, self.purse, intake)?;
        canonical(std::str::from_utf8(&part.bytes).ok()?, |_, _| true)
    }

    fn is_left_out(&self, name: &str) -> bool {
        matches!(name, "META-INF/documentsignatures.xml" | "META-INF/macrosignatures.xml")
    }
}
