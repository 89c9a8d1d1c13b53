//! Signatures of a package (ECMA-376, part 2, 13; W3C XML Signature; MS-OFFCRYPTO 2.5.2): which parts they cover, whether those have the
//! digests that were signed, and whether the certificate's key signed the list.
//!
//! # Incomplete support
//! Computed are SHA-1 and SHA-2 with RSA. Time-stamps of `XAdES` are not read.

use super::package::{Package, Part};
use crate::formats::signed::algorithms::Hash;
use crate::formats::signed::canonical::canonical;
use crate::formats::signed::trust::Purpose;
use crate::formats::signed::verification::verify;
use crate::model::{DigestTest, Fault, Instant, Moment, Signature, SignatureKind, SignatureTest, ValueTest};
use crate::readers::Intake;
use base64ct::{Base64, Encoding};
use der::Decode;
use std::borrow::Cow;
use std::collections::BTreeSet;
use x509_cert::Certificate;

/// More references of one signature are not looked at.
const REFERENCES: usize = 20_000;
/// More parts are not named.
const NAMED: usize = 5;

/// What one reference names (4.4.3 of XML Signature).
#[derive(Debug, Default)]
struct Reference {
    address: String,
    method: String,
    digest: String,
    transforms: Vec<String>,
    /// The relationships that are covered, by their ids (ECMA-376, part 2, 13.2.4.24).
    relationships: Vec<String>,
}

/// Tells of the signature in a part.
pub fn hand_over(package: &Package<'_>, part: &Part, intake: &mut Intake) {
    let Ok(text) = std::str::from_utf8(&part.bytes) else { return };
    let mut read = Document::default();
    let mut open: Vec<String> = Vec::new();
    part.walk(package.purse, intake, |markup, _| match markup {
        crate::formats::xml::Markup::Open(element) => {
            open.push(element.name.to_owned());
            read.open(element.name, |name| element.value(name).map(Cow::into_owned));
        }
        crate::formats::xml::Markup::Close(closed) => {
            open.pop();
            read.close(closed.name, closed.text.trim());
        }
    });
    if read.references.is_empty() {
        return;
    }
    let signature = read.tested(package, part, text, intake);
    intake.signature(signature);
}

#[derive(Debug, Default)]
struct Document {
    signed_method: String,
    value: String,
    certificates: Vec<Certificate>,
    references: Vec<Reference>,
    stated: Option<Moment>,
    /// How many references are in what is signed itself, not in a manifest.
    own: usize,
    in_manifest: bool,
}

impl Document {
    fn open(&mut self, name: &str, value: impl Fn(&str) -> Option<String>) {
        let algorithm = || value("Algorithm").unwrap_or_default();
        match name {
            "SignatureMethod" => self.signed_method = algorithm(),
            "Manifest" => self.in_manifest = true,
            "Reference" if self.references.len() < REFERENCES => {
                self.own += usize::from(!self.in_manifest);
                self.references.push(Reference { address: value("URI").unwrap_or_default(), ..Reference::default() });
            }
            "DigestMethod" => self.last(|reference| reference.method = algorithm()),
            "Transform" => self.last(|reference| reference.transforms.push(algorithm())),
            "RelationshipReference" => {
                self.last(|reference| reference.relationships.push(value("SourceId").unwrap_or_default()));
            }
            _ => {}
        }
    }

    fn last(&mut self, change: impl FnOnce(&mut Reference)) {
        if let Some(reference) = self.references.last_mut() {
            change(reference);
        }
    }

    fn close(&mut self, name: &str, text: &str) {
        let unfolded = || text.split_whitespace().collect::<String>();
        match name {
            "Manifest" => self.in_manifest = false,
            "DigestValue" => {
                let digest = unfolded();
                // Certificates have digests of their own after the list.
                self.last(|reference| {
                    if reference.digest.is_empty() {
                        reference.digest = digest;
                    }
                });
            }
            "SignatureValue" => self.value = unfolded(),
            "X509Certificate" => {
                let der = Base64::decode_vec(&unfolded()).ok();
                self.certificates.extend(der.and_then(|der| Certificate::from_der(&der).ok()));
            }
            "Value" | "SigningTime" if self.stated.is_none() => self.stated = Moment::from_iso8601(text).ok(),
            _ => {}
        }
    }

    fn tested(&self, package: &Package<'_>, part: &Part, text: &str, intake: &mut Intake) -> Signature {
        let (mut why, mut faults) = (Vec::new(), Vec::new());
        let (mut differ, mut untested) = (Vec::new(), Vec::new());
        let mut covered = BTreeSet::new();
        for reference in &self.references {
            let name = reference.address.split('?').next().unwrap_or_default();
            if let Some(part) = name.strip_prefix('/') {
                covered.insert(part.to_owned());
            }
            match reference.agrees(package, text, intake) {
                Some(true) => {}
                Some(false) => differ.push(name.to_owned()),
                None => untested.push(name.to_owned()),
            }
        }
        let listed = |names: &[String]| {
            let more = names.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{}{more}", names.get(..NAMED.min(names.len())).unwrap_or_default().join(", "))
        };
        if !differ.is_empty() {
            faults.push(Fault::ChangedParts(listed(&differ)));
        }
        if !untested.is_empty() {
            why.push(format!("the digest was not computed for {}", listed(&untested)));
        }
        let outside: Vec<String> = package
            .archive
            .members
            .iter()
            .filter(|member| !member.is_folder() && !covered.contains(&member.name))
            .map(|member| member.name.clone())
            .filter(|name| !name.starts_with("_xmlsignatures") && name != "[Content_Types].xml")
            .collect();
        if !outside.is_empty() {
            why.push(format!("it does not cover {}", listed(&outside)));
        }
        let digest = match (differ.is_empty(), untested.is_empty()) {
            (false, _) => DigestTest::Differs,
            (true, true) => DigestTest::Agrees,
            (true, false) => DigestTest::NotComputed,
        };
        let (value, fault) = self.value(text);
        why.extend(fault);
        let at = self.stated.as_ref().map(|stated| stated.earliest);
        let certificate = self.certificates.first();
        let (identity, more) = certificate.map_or((crate::model::Identity::NotAsked, None), |certificate| {
            package.options.trust.leads_to(certificate, &self.certificates, at, Purpose::Documents)
        });
        why.extend(more);
        let validity = certificate.map(|certificate| certificate.tbs_certificate().validity());
        let moment = |time: &x509_cert::time::Time| {
            let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
            Moment::from_iso8601(&Instant(seconds).to_string()).ok()
        };
        Signature {
            number: u32::try_from(intake.signature_count() + 1).unwrap_or(u32::MAX),
            kind: SignatureKind::Package,
            field: None,
            revision: None,
            covers: u32::try_from(covered.len()).unwrap_or(u32::MAX),
            signer: certificate.map(|certificate| certificate.tbs_certificate().subject().to_string()),
            issuer: certificate.map(|certificate| certificate.tbs_certificate().issuer().to_string()),
            valid_from: validity.and_then(|validity| moment(&validity.not_before)),
            valid_until: validity.and_then(|validity| moment(&validity.not_after)),
            algorithm: self.signed_method.rsplit('#').next().unwrap_or_default().to_owned(),
            stated: self.stated.clone(),
            test: SignatureTest { digest, value, identity, why },
            time_stamp: None,
            allows: None,
            locks: None,
            rewritten: vec![],
            faults,
            locus: part.whole("Signature"),
        }
    }

    /// Whether the certificate's key signed the list of references.
    fn value(&self, text: &str) -> (ValueTest, Option<String>) {
        let not = |why: &str| (ValueTest::NotVerified, Some(why.to_owned()));
        let Some(certificate) = self.certificates.first() else { return not("it names no certificate") };
        let Some(identifier) = signature_algorithm(&self.signed_method) else {
            return not(&format!("valla does not compute {}", self.signed_method));
        };
        let Some(signed) = canonical(text, |name, _| name == "SignedInfo") else {
            return not("the signed content cannot be put into its canonical form");
        };
        let (Ok(oid), Ok(value)) = (der::oid::ObjectIdentifier::new(identifier), Base64::decode_vec(&self.value))
        else {
            return not("its value cannot be read");
        };
        let algorithm = spki::AlgorithmIdentifierOwned { oid, parameters: None };
        let key = certificate.tbs_certificate().subject_public_key_info();
        verify(key, &algorithm, None, &[&signed], &value)
    }
}

impl Reference {
    /// Whether what it names has its digest; none where that is not computed.
    fn agrees(&self, package: &Package<'_>, text: &str, intake: &mut Intake) -> Option<bool> {
        let hash = digest_algorithm(&self.method)?;
        let stated = Base64::decode_vec(&self.digest).ok()?;
        if let Some(id) = self.address.strip_prefix('#') {
            return Some(hash.digest(&[&canonical(text, |_, own| own == Some(id))?]) == stated);
        }
        let name = self.address.split('?').next()?.strip_prefix('/')?;
        let Some(member) = package.archive.member(name) else { return Some(false) };
        let bytes = package.archive.content(member, package.purse).ok()?;
        if self.transforms.is_empty() {
            return Some(hash.digest(&[&bytes]) == stated);
        }
        if !self.transforms.iter().any(|transform| transform.ends_with("/RelationshipTransform")) {
            return None;
        }
        let part = package.part_of(member, intake)?;
        let relationships = super::package::relationships(&part, package.purse, intake);
        Some(hash.digest(&[self.transformed(&relationships).as_bytes()]) == stated)
    }

    /// The relationships that are covered, in the form that is digested (ECMA-376, part 2, 13.2.4.24).
    fn transformed(&self, relationships: &[super::package::Relationship]) -> String {
        let mut covered: Vec<&super::package::Relationship> =
            relationships.iter().filter(|relationship| self.relationships.contains(&relationship.id)).collect();
        covered.sort_by(|one, other| one.id.cmp(&other.id));
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let one = |relationship: &super::package::Relationship| {
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
}

/// Digest methods of XML Signature (6.2) and XML Encryption (5.7).
fn digest_algorithm(address: &str) -> Option<Hash> {
    Some(match address.rsplit('#').next()? {
        "sha1" => Hash::Sha1,
        "sha256" => Hash::Sha256,
        "sha384" => Hash::Sha384,
        "sha512" => Hash::Sha512,
        _ => return None,
    })
}

/// Signature methods (RFC 9231, 2.3) by object identifier.
fn signature_algorithm(address: &str) -> Option<&'static str> {
    Some(match address.rsplit('#').next()? {
        "rsa-sha1" => "1.2.840.113549.1.1.5",
        "rsa-sha256" => "1.2.840.113549.1.1.11",
        "rsa-sha384" => "1.2.840.113549.1.1.12",
        "rsa-sha512" => "1.2.840.113549.1.1.13",
        _ => return None,
    })
}
