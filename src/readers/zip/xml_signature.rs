//! Signatures of XML (W3C XML Signature 1.1) over the parts of a package: which parts they cover, whether those have the digests that were signed,
//! and whether the certificate's key signed the list.
//!
//! # Incomplete support
//! Computed are SHA-1 and SHA-2 with RSA. Time-stamps of `XAdES` are not read.

use super::part::Part;
use crate::formats::budget::Purse;
use crate::formats::signed::algorithms::Hash;
use crate::formats::signed::canonical::canonical;
use crate::formats::signed::trust::Purpose;
use crate::formats::signed::verification::verify;
use crate::formats::zip::directory::{Archive, Member};
use crate::model::{DigestTest, Fault, Identity, Instant, Moment, Signature, SignatureKind, SignatureTest, ValueTest};
use crate::readers::{Intake, ReadOptions};
use base64ct::{Base64, Encoding};
use der::Decode;
use std::borrow::Cow;
use std::collections::BTreeSet;
use x509_cert::Certificate;

/// More references of one signature are not looked at.
const REFERENCES: usize = 20_000;
/// More parts are not named.
const NAMED: usize = 5;

/// A package that is signed.
pub trait SignedPackage {
    /// The container.
    fn archive(&self) -> &Archive<'_>;
    /// What reading may cost.
    fn purse(&self) -> &Purse;
    /// How reading is done.
    fn options(&self) -> &ReadOptions;
    /// The name of the part that an address means; none where it means no part.
    fn part_of(&self, address: &str) -> Option<String>;
    /// The form of a part that is digested after these transforms; none where that is not known.
    fn transformed(&self, member: &Member, reference: &Reference, intake: &mut Intake) -> Option<Vec<u8>>;
    /// Whether signatures leave a part out as a matter of course.
    fn is_left_out(&self, name: &str) -> bool;
}

/// What one reference names (4.4.3 of XML Signature).
#[derive(Debug, Default)]
pub struct Reference {
    /// The address of what is digested.
    pub address: String,
    method: String,
    digest: String,
    /// What is done with it before.
    pub transforms: Vec<String>,
    /// The relationships that are covered, by their ids (ECMA-376, part 2, 13.2.4.24).
    pub relationships: Vec<String>,
}

/// Tells of the signatures in a part, each of which is an element of its own.
pub fn hand_over(package: &dyn SignedPackage, part: &Part, intake: &mut Intake) {
    let Ok(text) = std::str::from_utf8(&part.bytes) else { return };
    let mut read = Document::default();
    let mut number = 0;
    part.walk(package.purse(), intake, |markup, intake| match markup {
        crate::formats::xml::Markup::Open(element) => {
            read.open(element.name, |name| element.value(name).map(Cow::into_owned));
        }
        crate::formats::xml::Markup::Close(closed) => {
            read.close(closed.name, closed.text.trim());
            if closed.name == "Signature" {
                let read = std::mem::take(&mut read);
                if !read.references.is_empty() {
                    let signature = read.tested(package, part, text, number, intake);
                    intake.signature(signature);
                }
                number += 1;
            }
        }
    });
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
            "Value" | "SigningTime" | "date" if self.stated.is_none() => {
                // `OpenOffice.org` writes hundredths behind a comma.
                let whole = text.split(',').next().unwrap_or(text);
                self.stated = Moment::from_iso8601(whole).ok();
            }
            _ => {}
        }
    }

    /// `number` is how many signatures are before it in the part.
    fn tested(
        &self,
        package: &dyn SignedPackage,
        part: &Part,
        text: &str,
        number: usize,
        intake: &mut Intake,
    ) -> Signature {
        let (mut why, mut faults) = (Vec::new(), Vec::new());
        let (mut differ, mut untested) = (Vec::new(), Vec::new());
        let mut covered = BTreeSet::new();
        for reference in &self.references {
            let part = package.part_of(&reference.address);
            let name = part.clone().unwrap_or_else(|| reference.address.clone());
            covered.extend(part);
            match reference.agrees(package, text, intake) {
                Some(true) => {}
                Some(false) => differ.push(name),
                None => untested.push(name),
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
            .archive()
            .members
            .iter()
            .filter(|member| !member.is_folder() && !covered.contains(&member.name))
            .map(|member| member.name.clone())
            .filter(|name| !package.is_left_out(name))
            .collect();
        if !outside.is_empty() {
            why.push(format!("it does not cover {}", listed(&outside)));
        }
        let digest = match (differ.is_empty(), untested.is_empty()) {
            (false, _) => DigestTest::Differs,
            (true, true) => DigestTest::Agrees,
            (true, false) => DigestTest::NotComputed,
        };
        let (value, fault) = self.value(text, number);
        why.extend(fault);
        let at = self.stated.as_ref().map(|stated| stated.earliest);
        let certificate = self.certificates.first();
        let (identity, more) = certificate.map_or((Identity::NotAsked, None), |certificate| {
            package.options().trust.leads_to(certificate, &self.certificates, at, Purpose::Documents)
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
    fn value(&self, text: &str, number: usize) -> (ValueTest, Option<String>) {
        let not = |why: &str| (ValueTest::NotVerified, Some(why.to_owned()));
        let Some(certificate) = self.certificates.first() else { return not("it names no certificate") };
        let Some(identifier) = signature_algorithm(&self.signed_method) else {
            return not(&format!("valla does not compute {}", self.signed_method));
        };
        let Some(signed) = canonical(text, nth("SignedInfo", number)) else {
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
    fn agrees(&self, package: &dyn SignedPackage, text: &str, intake: &mut Intake) -> Option<bool> {
        let hash = digest_algorithm(&self.method)?;
        let stated = Base64::decode_vec(&self.digest).ok()?;
        if let Some(id) = self.address.strip_prefix('#') {
            return Some(hash.digest(&[&canonical(text, |_, own| own == Some(id))?]) == stated);
        }
        let name = package.part_of(&self.address)?;
        let Some(member) = package.archive().member(&name) else { return Some(false) };
        if self.transforms.is_empty() {
            let bytes = package.archive().content(member, package.purse()).ok()?;
            return Some(hash.digest(&[&bytes]) == stated);
        }
        Some(hash.digest(&[&package.transformed(member, self, intake)?]) == stated)
    }
}

/// The element of a name before which there are so many others.
fn nth(wanted: &'static str, number: usize) -> impl Fn(&str, Option<&str>) -> bool {
    let seen = std::cell::Cell::new(0);
    move |name, _| {
        let before = seen.get();
        seen.set(before + usize::from(name == wanted));
        name == wanted && before == number
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
