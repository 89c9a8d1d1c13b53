//! Signatures (ISO 32000-2:2020, 12.8): what they say, which revision they cover, whether its bytes have the digest that was signed,
//! whether the certificate's key signed it, and which later changes they allow.
//!
//! # Incomplete support
//! See [`crate::formats::signed`] for the algorithms.

pub mod coverage;

use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned, text_string};
use crate::formats::signed::algorithms::Hash;
use crate::formats::signed::trust::Purpose;
use crate::formats::signed::verification::verify;
use crate::formats::signed::{Message, time_stamp};
use crate::model::{
    DigestTest, Editability, Fault, FieldLock, Instant, Moment, Property, Reading, Role, Signature, SignatureKind,
    SignatureTest, TimeStamp, Value, ValueTest,
};
use crate::properties::keys;
use crate::readers::pdf::parts::date;
use crate::readers::{Intake, ReadOptions, dates};
use coverage::{Coverage, coverage};
use der::asn1::OctetString;
use der::{Decode, EncodingRules, SliceReader};
use std::collections::BTreeMap;
use x509_cert::Certificate;

/// `/M`: the time that the signer's program states.
pub const TIME: Property = Property::new(keys::SIGNATURE_STATED, Role::SignatureTime, Editability::F1);
/// The time that the signer's program states within the signature (RFC 5652, 11.3).
pub const SIGNING_TIME: Property = Property::new(keys::SIGNATURE_SIGNED, Role::SignatureTime, Editability::F0);
/// The time of a time-stamp, in a signature or as one.
pub const STAMPED: Property = Property::new(keys::SIGNATURE_STAMPED, Role::SignatureTime, Editability::F0);
/// `notBefore` of a certificate in the signature.
pub const VALID_FROM: Property =
    Property::new("pdf.signature.certificate.notBefore", Role::CertificateTime, Editability::F0);
/// `subject` of a certificate in the signature.
pub const SUBJECT: Property = Property::plain("pdf.signature.certificate.subject", Editability::F0);
/// The object identifier of an algorithm that the signature or a certificate uses, or of a field of a subject's name.
pub const IDENTIFIER: Property = Property::new(keys::SIGNATURE_IDENTIFIER, Role::Feature, Editability::F0);
/// The revision that the signature covers whole, all but its own value; 0 where its range ends within a revision, leaves out more,
/// or begins later than the file.
pub const COVERS: Property = Property::plain(keys::SIGNATURE_COVERS, Editability::F0);
/// Whether the bytes in the range still have the digest that was signed: "agrees", "differs".
pub const DIGEST: Property = Property::plain(keys::SIGNATURE_DIGEST, Editability::F0);
/// Whether the certificate's key made the signature over the digest: "verified", "fails".
pub const VALUE: Property = Property::plain(keys::SIGNATURE_VALUE, Editability::F0);

/// What the signer says in words.
const DESCRIBED: &[(&[u8], Property)] = &[
    (b"Reason", Property::plain("pdf.signature.Reason", Editability::F1)),
    (b"Location", Property::new("pdf.signature.Location", Role::Identifying, Editability::F1)),
    (b"Name", Property::new("pdf.signature.Name", Role::Identifying, Editability::F1)),
    (b"ContactInfo", Property::new("pdf.signature.ContactInfo", Role::Identifying, Editability::F1)),
];
/// The program that signed, and its version.
pub const BUILD_PROGRAM: Property = Property::new("pdf.signature.Prop_Build.App", Role::Creator, Editability::F1);
/// The system that it ran on.
pub const BUILD_SYSTEM: Property = Property::plain("pdf.signature.Prop_Build.OS", Editability::F1);
/// When a module of the program was built.
pub const BUILD_DATE: Property = Property::new(keys::SIGNATURE_BUILD, Role::PartTime, Editability::F1);

/// More signatures than this in one file are not read.
const SIGNATURES: usize = 200;
/// SHA-1 with RSA (RFC 3370), which the form `adbe.x509.rsa_sha1` means.
const SHA1_RSA: &str = "1.2.840.113549.1.1.5";

/// The signatures of a file, as its objects are walked over.
#[derive(Debug, Default)]
pub struct Signatures {
    objects: Vec<(u32, u32)>,
    direct: Vec<(Found, Dictionary, u32, String)>,
    fields: BTreeMap<u32, String>,
    written: Vec<Written>,
}

/// A signature as it was written first.
#[derive(Debug)]
struct Written {
    number: u32,
    object: u32,
    value: Vec<u8>,
    dictionary: Dictionary,
}

impl Written {
    /// What a later dictionary of the same signature says otherwise: nothing of it is covered by the signature.
    fn changed(&self, later: &Dictionary, value: &[u8]) -> Vec<String> {
        const TOLD: &[(&[u8], &str)] = &[
            (b"Reason", "its reason"),
            (b"M", "the time that it states"),
            (b"Name", "the name of the signer"),
            (b"Location", "the place"),
            (b"ContactInfo", "the signer's address"),
            (b"Reference", "what it allows"),
            (b"ByteRange", "its range"),
        ];
        let said = |dictionary: &Dictionary, key: &[u8]| {
            let value = &dictionary.get(key)?.object;
            match value {
                Object::String(bytes) if key == b"M" => {
                    let text = text_string(bytes).unwrap_or_else(|partly| partly);
                    Some(dates::pdf(&text).moment().map_or(text, Moment::readable))
                }
                value => Some(in_words(value)),
            }
        };
        let mut changes: Vec<String> = TOLD
            .iter()
            .map(|(key, what)| (said(&self.dictionary, key), said(later, key), *key, *what))
            .filter(|(before, after, ..)| before != after)
            .map(|(before, after, key, what)| {
                let shown = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
                format!("{what} (/{}): {} became {}", String::from_utf8_lossy(key), shown(before), shown(after))
            })
            .collect();
        let stamp = |value: &[u8]| Message::read(value).ok().and_then(|message| message.time_stamp());
        if value != self.value.as_slice() && stamp(&self.value).is_some() && stamp(value).is_none() {
            changes.push("its time-stamp was dropped".to_owned());
        }
        changes
    }
}

/// A value as a reader sees it.
fn in_words(object: &Object) -> String {
    match object {
        Object::String(bytes) => format!("\u{201c}{}\u{201d}", text_string(bytes).unwrap_or_else(|partly| partly)),
        Object::Array(items) => items.iter().map(|item| in_words(&item.object)).collect::<Vec<_>>().join(" "),
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Integer(number) => number.to_string(),
        Object::Dictionary(dictionary) => {
            dictionary.entries.iter().map(|(_, value)| in_words(&value.object)).collect::<Vec<_>>().join(" ")
        }
        other => format!("{other:?}"),
    }
}

impl Signatures {
    /// Notes what one object says: a signature, or the form field whose value one is.
    pub fn note(&mut self, found: &Found, dictionary: &Dictionary, revision: u32) {
        let room = self.objects.len() + self.direct.len() < SIGNATURES;
        if room && is_signature(dictionary) {
            self.objects.push((found.id.number, revision));
        }
        let Some(value) = dictionary.get(b"V") else { return };
        let name = dictionary.get(b"T").and_then(|name| match &name.object {
            Object::String(bytes) => Some(text_string(bytes).unwrap_or_else(|partly| partly)),
            _ => None,
        });
        match &value.object {
            Object::Reference(id) => {
                if let Some(name) = name {
                    self.fields.insert(id.number, name);
                }
            }
            Object::Dictionary(signature) if room && dictionary.is(b"FT", b"Sig") && is_signature(signature) => {
                self.direct.push((found.clone(), signature.clone(), revision, name.unwrap_or_default()));
            }
            _ => {}
        }
    }

    /// Reads and tests the signatures.
    pub fn read(mut self, objects: &mut Objects<'_>, options: &ReadOptions, intake: &mut Intake) {
        for (number, revision) in std::mem::take(&mut self.objects) {
            let Some(found) = objects.get(number, revision) else { continue };
            let Some(dictionary) = found.dictionary().cloned() else { continue };
            let field = self.fields.get(&number).cloned();
            self.one(objects, &found, &dictionary, revision, field, options, intake);
        }
        for (found, dictionary, revision, name) in std::mem::take(&mut self.direct) {
            let field = (!name.is_empty()).then_some(name);
            self.one(objects, &found, &dictionary, revision, field, options, intake);
        }
    }

    /// The signature that was written before with the same value, or with the same signed value at the same object.
    fn written_before(&self, found: &Found, value: &[u8]) -> Option<&Written> {
        let same = self.written.iter().find(|written| written.value == value);
        same.or_else(|| {
            let now = Message::read(value).ok()?;
            self.written.iter().filter(|written| written.object == found.id.number).find(|written| {
                Message::read(&written.value)
                    .is_ok_and(|before| !before.value().is_empty() && before.value() == now.value())
            })
        })
    }

    /// What the signer and the signer's program say of themselves (tables 255 and "Digital Signature Build Dictionary
    /// Specification", Adobe 2008).
    fn described(
        &self,
        objects: &mut Objects<'_>,
        found: &Found,
        dictionary: &Dictionary,
        revision: u32,
        intake: &mut Intake,
    ) {
        for (key, property) in DESCRIBED {
            let Some(value) = dictionary.get(key) else { continue };
            if let Object::String(bytes) = &value.object {
                let said = text_string(bytes).unwrap_or_else(|partly| partly);
                if !said.trim().is_empty() {
                    let locus = found.locus(revision, value, format!("Sig/{}", String::from_utf8_lossy(key)));
                    intake.evidence(
                        property,
                        &objects.bytes_of(found, value),
                        Reading::Present(Value::Text(said)),
                        locus,
                    );
                }
            }
        }
        let Some(place) = dictionary.get(b"Prop_Build") else { return };
        let Some(build) = resolve(objects, &place.object, revision) else { return };
        for (part, value) in &build.entries {
            let Some(inner) = resolve(objects, &value.object, revision) else { continue };
            let path = format!("Sig/Prop_Build/{}", String::from_utf8_lossy(part));
            let text = |key: &[u8]| match inner.get(key).map(|value| &value.object) {
                Some(Object::Name(name)) => Some(String::from_utf8_lossy(name).into_owned()),
                Some(Object::String(bytes)) => Some(text_string(bytes).unwrap_or_else(|partly| partly)),
                _ => None,
            };
            if part == b"App"
                && let Some(name) = text(b"Name")
            {
                let version = text(b"REx").map(|version| format!(" {version}")).unwrap_or_default();
                let value = Reading::Present(Value::Text(format!("{name}{version}")));
                intake.evidence(&BUILD_PROGRAM, b"", value, found.locus(revision, place, path.clone()));
                if let Some(system) =
                    inner.array(b"OS").and_then(|items| items.first()).map(|item| in_words(&item.object))
                {
                    let value = Reading::Present(Value::Text(system));
                    intake.evidence(&BUILD_SYSTEM, b"", value, found.locus(revision, place, format!("{path}/OS")));
                }
            }
            if let Some(date) = text(b"Date") {
                let locus = found.locus(revision, place, format!("{path}/Date"));
                intake.evidence(&BUILD_DATE, b"", dates::free(&date), locus);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what one signature is read from is in that many places")]
    fn one(
        &mut self,
        objects: &mut Objects<'_>,
        found: &Found,
        dictionary: &Dictionary,
        revision: u32,
        field: Option<String>,
        options: &ReadOptions,
        intake: &mut Intake,
    ) {
        let value: &[u8] = match dictionary.get(b"Contents").map(|contents| &contents.object) {
            Some(Object::String(bytes)) => bytes,
            _ => &[],
        };
        let is_filled = value.iter().any(|&byte| byte != 0);
        // A later save may write the same dictionary again, or another one over the same value.
        if is_filled && let Some(earlier) = self.written_before(found, value) {
            for what in earlier.changed(dictionary, value) {
                let what = format!("{what} (save {revision})");
                if let Some(signature) = intake.signature_of(earlier.number) {
                    signature.rewritten.push(what);
                }
            }
            return;
        }
        date(objects, found, dictionary.get(b"M"), &TIME, "Sig/M", revision, intake);
        let place = dictionary.get(b"Contents").or_else(|| dictionary.entries.first().map(|(_, value)| value));
        let Some(place) = place else { return };
        let mut signature = Signature {
            number: u32::try_from(intake.signature_count() + 1).unwrap_or(u32::MAX),
            kind: kind_of(objects, dictionary, revision),
            field,
            revision: Some(revision),
            covers: 0,
            signer: None,
            issuer: None,
            valid_from: None,
            valid_until: None,
            algorithm: String::new(),
            stated: intake.newest_in(TIME.key.as_ref(), &found.id.to_string()),
            test: SignatureTest::none("it signs nothing"),
            time_stamp: None,
            allows: allows(objects, dictionary, revision),
            locks: locks(objects, dictionary, revision),
            rewritten: vec![],
            faults: vec![],
            locus: found.locus(revision, place, "Sig/Contents".to_owned()),
        };
        let Some(contents) = dictionary.get(b"Contents").filter(|_| is_filled) else {
            signature.faults.push(Fault::NoValue);
            if dictionary.get(b"ByteRange").is_none() {
                signature.faults.push(Fault::NoRange);
            }
            intake.signature(signature);
            return;
        };
        self.written.push(Written {
            number: signature.number,
            object: found.id.number,
            value: value.to_vec(),
            dictionary: dictionary.clone(),
        });
        self.described(objects, found, dictionary, revision, intake);
        let covered = coverage(objects, dictionary, contents, value);
        let what = Examined { found, dictionary, contents, value, revision, covered, options };
        what.tell(objects, &mut signature, intake);
        intake.signature(signature);
    }
}

fn is_signature(dictionary: &Dictionary) -> bool {
    let typed = dictionary.is(b"Type", b"Sig") || dictionary.is(b"Type", b"DocTimeStamp");
    // A field of a form has the same entry for its kind, and neither of these.
    typed && dictionary.get(b"FT").is_none()
        || dictionary.get(b"ByteRange").is_some() && dictionary.get(b"Contents").is_some()
}

/// The entries of `/Reference` (table 256): transform method and parameters.
fn references(objects: &mut Objects<'_>, dictionary: &Dictionary, revision: u32) -> Vec<(Vec<u8>, Option<Dictionary>)> {
    let Some(items) = dictionary.array(b"Reference").map(<[Spanned]>::to_vec) else { return vec![] };
    let mut found = Vec::new();
    for item in items.iter().take(16) {
        let resolved = resolve(objects, &item.object, revision);
        let Some(reference) = resolved else { continue };
        let method = reference.name(b"TransformMethod").unwrap_or_default().to_vec();
        let parameters =
            reference.get(b"TransformParams").and_then(|parameters| resolve(objects, &parameters.object, revision));
        found.push((method, parameters));
    }
    found
}

fn resolve(objects: &mut Objects<'_>, object: &Object, revision: u32) -> Option<Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary.clone()),
        Object::Reference(id) => objects.get(id.number, revision)?.dictionary().cloned(),
        _ => None,
    }
}

fn kind_of(objects: &mut Objects<'_>, dictionary: &Dictionary, revision: u32) -> SignatureKind {
    if dictionary.is(b"Type", b"DocTimeStamp") || dictionary.is(b"SubFilter", b"ETSI.RFC3161") {
        return SignatureKind::DocumentTimeStamp;
    }
    let methods: Vec<Vec<u8>> =
        references(objects, dictionary, revision).into_iter().map(|(method, _)| method).collect();
    let has = |name: &[u8]| methods.iter().any(|method| method == name);
    match () {
        () if has(b"DocMDP") => SignatureKind::Certification,
        () if has(b"UR3") || has(b"UR") => SignatureKind::UsageRights,
        () => SignatureKind::Approval,
    }
}

/// Which later changes a certification allows (table 257): 2 where it does not say.
fn allows(objects: &mut Objects<'_>, dictionary: &Dictionary, revision: u32) -> Option<u8> {
    let (_, parameters) =
        references(objects, dictionary, revision).into_iter().find(|(method, _)| method == b"DocMDP")?;
    let stated = parameters.and_then(|parameters| parameters.integer(b"P"));
    Some(stated.and_then(|stated| u8::try_from(stated).ok()).filter(|stated| (1..=3).contains(stated)).unwrap_or(2))
}

/// Which fields a signature locks (table 258).
fn locks(objects: &mut Objects<'_>, dictionary: &Dictionary, revision: u32) -> Option<FieldLock> {
    let (_, parameters) =
        references(objects, dictionary, revision).into_iter().find(|(method, _)| method == b"FieldMDP")?;
    let parameters = parameters?;
    let named = parameters.array(b"Fields").unwrap_or_default().iter().filter_map(|item| match &item.object {
        Object::String(bytes) => Some(text_string(bytes).unwrap_or_else(|partly| partly)),
        _ => None,
    });
    Some(match parameters.name(b"Action")? {
        b"All" => FieldLock { all_but: true, fields: vec![] },
        b"Exclude" => FieldLock { all_but: true, fields: named.collect() },
        _ => FieldLock { all_but: false, fields: named.collect() },
    })
}

/// One signature with its value.
struct Examined<'a> {
    found: &'a Found,
    dictionary: &'a Dictionary,
    contents: &'a Spanned,
    value: &'a [u8],
    revision: u32,
    covered: Coverage,
    options: &'a ReadOptions,
}

impl Examined<'_> {
    /// Tells everything of it, as evidence and in the record.
    fn tell(&self, objects: &Objects<'_>, signature: &mut Signature, intake: &mut Intake) {
        signature.covers = u32::try_from(self.covered.revision).unwrap_or(u32::MAX);
        signature.faults.clone_from(&self.covered.faults);
        let range = self.dictionary.get(b"ByteRange").unwrap_or(self.contents);
        let locus = self.found.locus(self.revision, range, "Sig/ByteRange".to_owned());
        let covers = Reading::Present(Value::Number(i64::from(signature.covers)));
        intake.evidence(&COVERS, b"", covers, locus);
        let pieces: Vec<&[u8]> = match &self.covered.ranges {
            Some(ranges) => ranges.iter().filter_map(|range| objects.bytes.get(range.clone())).collect(),
            None => vec![],
        };
        let whole = self.covered.ranges.as_ref().is_some_and(|ranges| ranges.len() == pieces.len());
        let pieces = if whole { pieces } else { vec![] };
        let told = if self.dictionary.is(b"SubFilter", b"adbe.x509.rsa_sha1") {
            self.bare(&pieces, signature)
        } else if signature.kind == SignatureKind::DocumentTimeStamp {
            time_stamp::read(self.value, &pieces, &self.options.trust).map(|(stamp, message)| {
                signature.stated.clone_from(&stamp.time);
                signature.test = stamp.test.clone();
                self.stamped(&stamp, intake);
                signature.time_stamp = Some(stamp);
                Some(message)
            })
        } else {
            Message::read(self.value).map(|message| {
                self.message(&message, &pieces, signature, intake);
                Some(message)
            })
        };
        match told {
            Ok(Some(message)) => {
                signature.algorithm = message.algorithm();
                if let Some(certificate) = message.certificate() {
                    describe(certificate, signature);
                }
                self.certificates(&message.certificates, intake);
                for identifier in &message.identifiers {
                    let value = Reading::Present(Value::Text(identifier.clone()));
                    intake.evidence(&IDENTIFIER, b"", value, self.locus("Sig/Contents"));
                }
            }
            Ok(None) => {}
            Err(why) => {
                let locus = Some(self.locus("Sig/Contents"));
                let message = format!("the certificates of a signature cannot be read: {why}");
                intake.warn("signature-unreadable", message, locus);
                signature.test = SignatureTest::none(format!("the signature cannot be read: {why}"));
            }
        }
        if pieces.is_empty() {
            // Without the bytes nothing was held against the signature.
            let identity = signature.test.identity;
            let none = SignatureTest::none("its range names no bytes that valla could test");
            signature.test = SignatureTest { identity, ..none };
        }
        let (digest, value) = (signature.test.digest.answer(), signature.test.value.answer());
        for (property, answer) in [(&DIGEST, digest), (&VALUE, value)] {
            if let Some(answer) = answer {
                let value = Reading::Present(Value::Text(answer.to_owned()));
                intake.evidence(property, b"", value, self.locus("Sig/Contents"));
            }
        }
    }

    fn locus(&self, path: &str) -> crate::model::Locus {
        self.found.locus(self.revision, self.contents, path.to_owned())
    }

    /// A message over the range, or over its SHA-1 (`adbe.pkcs7.sha1`, table 260).
    fn message(&self, message: &Message, pieces: &[&[u8]], signature: &mut Signature, intake: &mut Intake) {
        if let Some(time) = message.signing_time().and_then(moment) {
            let value = Reading::Present(Value::Moment(time.clone()));
            intake.evidence(&SIGNING_TIME, b"", value, self.locus("Sig/Contents/signingTime"));
            signature.stated.get_or_insert(time);
        }
        let trust = &self.options.trust;
        // The time-stamp is of the signature's value, and so of all that it covers.
        if let Some(token) = message.time_stamp() {
            match time_stamp::read(&token, &[message.value()], trust) {
                Ok((stamp, message)) => {
                    self.stamped(&stamp, intake);
                    self.certificates(&message.certificates, intake);
                    signature.time_stamp = Some(stamp);
                }
                Err(why) => intake.warn(
                    "time-stamp-unreadable",
                    format!("the time-stamp of a signature cannot be read: {why}"),
                    Some(self.locus("Sig/Contents/time-stamp")),
                ),
            }
        }
        let stamped = signature.time_stamp.as_ref().filter(|stamp| stamp.test.holds());
        let at = stamped.and_then(|stamp| stamp.time.as_ref()).or(signature.stated.as_ref()).map(|at| at.earliest);
        signature.test = match &message.content {
            None => message.test(pieces, trust, at, Purpose::Documents),
            Some(content) => {
                let mut test = message.test(&[content], trust, at, Purpose::Documents);
                if content.len() == 20 {
                    if Hash::Sha1.digest(pieces) != *content {
                        test.digest = DigestTest::Differs;
                    }
                } else {
                    test.digest = DigestTest::NotComputed;
                    test.why.push("it signs content of its own, not the file".to_owned());
                }
                test
            }
        };
    }

    /// A value without a message (`adbe.x509.rsa_sha1`, table 260): the certificates are next to it.
    fn bare(&self, pieces: &[&[u8]], signature: &mut Signature) -> Result<Option<Message>, String> {
        // After the value is the filling of the hole.
        let value = SliceReader::new_with_encoding_rules(self.value, EncodingRules::Ber)
            .and_then(|mut reader| OctetString::decode(&mut reader))
            .map_err(|why| why.to_string())?;
        let certificates: Vec<Certificate> = match self.dictionary.get(b"Cert").map(|certificate| &certificate.object) {
            Some(Object::String(der)) => vec![Certificate::from_der(der)].into_iter().flatten().collect(),
            Some(Object::Array(items)) => items
                .iter()
                .filter_map(
                    |item| if let Object::String(der) = &item.object { Certificate::from_der(der).ok() } else { None },
                )
                .collect(),
            _ => vec![],
        };
        let Some(certificate) = certificates.first() else { return Err("it names no certificate".to_owned()) };
        let algorithm = spki::AlgorithmIdentifierOwned {
            oid: der::oid::ObjectIdentifier::new(SHA1_RSA).map_err(|why| why.to_string())?,
            parameters: None,
        };
        let key = certificate.tbs_certificate().subject_public_key_info();
        let (made, why) = verify(key, &algorithm, None, pieces, value.as_bytes());
        let at = signature.stated.as_ref().map(|at| at.earliest);
        let (identity, more) = self.options.trust.leads_to(certificate, &certificates, at, Purpose::Documents);
        // The value is over the bytes themselves, so that the two cannot be told apart.
        let digest = match made {
            ValueTest::Verified | ValueTest::OtherDigest => DigestTest::Agrees,
            ValueTest::Fails => DigestTest::Differs,
            ValueTest::NotVerified => DigestTest::NotComputed,
        };
        signature.test = SignatureTest { digest, value: made, identity, why: why.into_iter().chain(more).collect() };
        signature.algorithm = "RSA (PKCS #1 v1.5) with SHA-1".to_owned();
        describe(certificate, signature);
        Ok(None)
    }

    fn stamped(&self, stamp: &TimeStamp, intake: &mut Intake) {
        if let Some(time) = &stamp.time {
            let value = Reading::Present(Value::Moment(time.clone()));
            intake.evidence(&STAMPED, time.text.as_bytes(), value, self.locus("Sig/Contents/time-stamp"));
        }
    }

    fn certificates(&self, certificates: &[Certificate], intake: &mut Intake) {
        for (number, certificate) in certificates.iter().enumerate() {
            let locus = self.locus(&format!("Sig/Contents/certificate[{}]", number + 1));
            let tbs = certificate.tbs_certificate();
            let reading = moment_of(&tbs.validity().not_before).map_or_else(
                || Reading::Unreadable("a date beyond the calendar".to_owned()),
                |moment| Reading::Present(Value::Moment(moment)),
            );
            intake.evidence(&VALID_FROM, b"", reading, locus.clone());
            intake.evidence(&SUBJECT, b"", Reading::Present(Value::Text(tbs.subject().to_string())), locus);
        }
    }
}

fn describe(certificate: &Certificate, signature: &mut Signature) {
    let tbs = certificate.tbs_certificate();
    signature.signer = Some(tbs.subject().to_string());
    signature.issuer = Some(tbs.issuer().to_string());
    signature.valid_from = moment_of(&tbs.validity().not_before);
    signature.valid_until = moment_of(&tbs.validity().not_after);
}

fn moment_of(time: &x509_cert::time::Time) -> Option<Moment> {
    i64::try_from(time.to_unix_duration().as_secs()).ok().and_then(|seconds| moment(Instant(seconds)))
}

fn moment(at: Instant) -> Option<Moment> {
    at.date().and_then(|_| Moment::from_iso8601(&at.to_string()).ok())
}
