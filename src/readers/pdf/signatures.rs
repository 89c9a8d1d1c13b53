//! Signatures (ISO 32000-2:2020, 12.8): what they say of their time, from when on their certificates are valid, by which
//! algorithms they were made (RFC 5652, RFC 5280), which revision they cover, and whether its bytes have the digest that was signed.
//!
//! # Incomplete support
//! The signature over the digest is not verified, nor is anybody's identity.

use crate::model::{Editability, Instant, Moment, Property, Reading, Role, Value};
use crate::readers::Intake;
use crate::readers::pdf::objects::{Found, Objects};
use crate::readers::pdf::parts::date;
use crate::readers::pdf::syntax::{Dictionary, Object, Spanned};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use std::collections::BTreeSet;
use std::ops::Range;
use x509_cert::der::{Decode, EncodingRules, SliceReader};

/// `/M`: the time that the signer's program states.
pub const TIME: Property = Property::new("pdf.signature.M", Role::SignatureTime, Editability::F1);
/// `notBefore` of a certificate in the signature.
pub const VALID_FROM: Property =
    Property::new("pdf.signature.certificate.notBefore", Role::CertificateTime, Editability::F0);
/// `subject` of a certificate in the signature.
pub const SUBJECT: Property = Property::plain("pdf.signature.certificate.subject", Editability::F0);
/// The object identifier of an algorithm that the signature or a certificate uses, or of a field of a subject's name.
pub const IDENTIFIER: Property = Property::new("pdf.signature.identifier", Role::Feature, Editability::F0);

/// The revision that the signature covers whole, all but its own value; 0 where its range ends within a revision, leaves out more,
/// or begins later than the file.
pub const COVERS: Property = Property::plain("pdf.signature.covers", Editability::F0);
/// Whether the bytes in the range still have the digest that was signed: "agrees", "differs". That somebody's key made the
/// signature over the digest is not verified.
pub const DIGEST: Property = Property::plain("pdf.signature.digest", Editability::F0);

/// More certificates than this in one signature are not listed.
const CERTIFICATES: usize = 20;

/// Hands over the dates of a signature.
pub fn hand_over(
    objects: &mut Objects<'_>,
    found: &Found,
    dictionary: &Dictionary,
    revision: u32,
    intake: &mut Intake,
) {
    date(objects, found, dictionary.get(b"M"), &TIME, "Sig/M", revision, intake);
    let Some(contents) = dictionary.get(b"Contents") else { return };
    let Object::String(bytes) = &contents.object else { return };
    if bytes.iter().all(|&byte| byte == 0) {
        return;
    }
    let locus = found.locus(revision, contents, "Sig/Contents".to_owned());
    let signed = coverage(objects, found, dictionary, contents, bytes, revision, intake);
    let contents = match read(bytes) {
        Ok(contents) => contents,
        Err(why) => {
            intake.warn(
                "signature-unreadable",
                format!("the certificates of a signature cannot be read: {why}"),
                Some(locus),
            );
            return;
        }
    };
    if let (Some(signed), Some((algorithm, expected))) = (signed, &contents.digest)
        && let Some(computed) = digest_of(algorithm, objects.bytes, &signed)
    {
        let answer = if computed == *expected { "agrees" } else { "differs" };
        intake.evidence(&DIGEST, b"", Reading::Present(Value::Text(answer.to_owned())), locus.clone());
    }
    for (number, (from, subject)) in contents.certificates.into_iter().enumerate() {
        let mut locus = locus.clone();
        locus.path = format!("Sig/Contents/certificate[{}]", number + 1);
        let moment = Instant(from).date().and_then(|_| Moment::from_iso8601(&Instant(from).to_string()).ok());
        let reading = moment.map_or_else(
            || Reading::Unreadable("a date beyond the calendar".to_owned()),
            |moment| Reading::Present(Value::Moment(moment)),
        );
        intake.evidence(&VALID_FROM, b"", reading, locus.clone());
        intake.evidence(&SUBJECT, b"", Reading::Present(Value::Text(subject)), locus);
    }
    for identifier in contents.identifiers {
        intake.evidence(&IDENTIFIER, b"", Reading::Present(Value::Text(identifier)), locus.clone());
    }
}

/// What the contents of a signature tell.
struct Contents {
    /// From when on each certificate is valid, in seconds since 1970, and its subject.
    certificates: Vec<(i64, String)>,
    /// Algorithms and fields of names, each once.
    identifiers: BTreeSet<String>,
    /// The algorithm and the digest that was signed (RFC 5652, 11.2), of the first signer.
    digest: Option<(String, Vec<u8>)>,
}

/// Tells which revision the signature covers, and gives the two ranges where the hole between them is the value's.
fn coverage(
    objects: &Objects<'_>,
    found: &Found,
    dictionary: &Dictionary,
    contents: &Spanned,
    value: &[u8],
    revision: u32,
    intake: &mut Intake,
) -> Option<[Range<usize>; 2]> {
    let written = dictionary.get(b"ByteRange")?;
    let Object::Array(items) = &written.object else { return None };
    let numbers: Vec<usize> = items
        .iter()
        .filter_map(|item| match item.object {
            Object::Integer(number) => usize::try_from(number).ok(),
            _ => None,
        })
        .collect();
    let [from, length, behind, rest] = numbers[..] else { return None };
    // Counted from the first byte of the file, or from its header where something stands before that.
    let ranges = [0, objects.walk.header].into_iter().find_map(|base| {
        let ranges = [from..from.checked_add(length)?, behind..behind.checked_add(rest)?]
            .map(|range| range.start.saturating_add(base)..range.end.saturating_add(base));
        let hole = ranges[0].end..ranges[1].start;
        let here =
            hole.start <= contents.start && contents.end <= hole.end && hole.len() <= contents.end - contents.start + 2;
        (here || holds(objects.bytes.get(hole)?, value)).then_some(ranges)
    });
    let end = |at: usize| line_end(objects.bytes, at);
    let saves = &objects.walk.revisions;
    let whole = ranges.as_ref().filter(|_| from == 0).and_then(|ranges| {
        let at = saves.iter().position(|walked| end(ranges[1].end) == end(walked.end));
        // What stands behind the last marker of the file is signed too.
        at.or_else(|| saves.len().checked_sub(1).filter(|_| end(ranges[1].end) == objects.bytes.len()))
    });
    let covered = whole.and_then(|at| i64::try_from(at + 1).ok()).unwrap_or(0);
    let locus = found.locus(revision, written, "Sig/ByteRange".to_owned());
    intake.evidence(&COVERS, b"", Reading::Present(Value::Number(covered)), locus);
    ranges
}

/// Whether the hole between the ranges holds a value in hexadecimal digits, as it does where a later save repeats the dictionary.
fn holds(hole: &[u8], value: &[u8]) -> bool {
    let digits = value.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    hole.iter().filter_map(|&byte| char::from(byte).to_digit(16)).eq(digits.map(u32::from))
}

/// Behind line ends: programs count the one after `%%EOF` or not.
fn line_end(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// The digest of the two ranges; none for an algorithm that is not computed here.
fn digest_of(algorithm: &str, bytes: &[u8], ranges: &[Range<usize>; 2]) -> Option<Vec<u8>> {
    fn hash<D: sha2::Digest>(bytes: &[u8], ranges: &[Range<usize>; 2]) -> Option<Vec<u8>> {
        let mut hash = D::new();
        for range in ranges {
            hash.update(bytes.get(range.clone())?);
        }
        Some(hash.finalize().to_vec())
    }
    match algorithm {
        "1.3.14.3.2.26" => hash::<sha1::Sha1>(bytes, ranges),
        "2.16.840.1.101.3.4.2.1" => hash::<sha2::Sha256>(bytes, ranges),
        "2.16.840.1.101.3.4.2.2" => hash::<sha2::Sha384>(bytes, ranges),
        "2.16.840.1.101.3.4.2.3" => hash::<sha2::Sha512>(bytes, ranges),
        _ => None,
    }
}

/// The digest that the first signer signed (`messageDigest`).
fn signed_digest(signed: &SignedData) -> Option<(String, Vec<u8>)> {
    let signer = signed.signer_infos.0.iter().next()?;
    let attribute =
        signer.signed_attrs.as_ref()?.iter().find(|attribute| attribute.oid.to_string() == "1.2.840.113549.1.9.4")?;
    let value = attribute.values.iter().next()?;
    // With content of its own (a time-stamp, a digest within) the digest is that of the content.
    signed.encap_content_info.econtent.is_none().then(|| (signer.digest_alg.oid.to_string(), value.value().to_vec()))
}

fn read(contents: &[u8]) -> Result<Contents, String> {
    let fault = |error: x509_cert::der::Error| error.to_string();
    // DER is asked for, and BER occurs. The hole for the signature is padded with zeros behind its end.
    let mut reader = SliceReader::new_with_encoding_rules(contents, EncodingRules::Ber).map_err(fault)?;
    let info = ContentInfo::decode(&mut reader).map_err(fault)?;
    let signed: SignedData = info.content.decode_as_encoding(EncodingRules::Ber).map_err(fault)?;
    let (mut certificates, mut identifiers) = (Vec::new(), BTreeSet::new());
    identifiers.extend(signed.digest_algorithms.iter().map(|algorithm| algorithm.oid.to_string()));
    for signer in signed.signer_infos.0.iter() {
        identifiers.extend([signer.digest_alg.oid.to_string(), signer.signature_algorithm.oid.to_string()]);
    }
    for choice in signed.certificates.iter().flat_map(|set| set.0.iter()).take(CERTIFICATES) {
        let CertificateChoices::Certificate(certificate) = choice else { continue };
        let tbs = certificate.tbs_certificate();
        let from = tbs.validity().not_before.to_unix_duration().as_secs();
        certificates.push((i64::try_from(from).unwrap_or(i64::MAX), tbs.subject().to_string()));
        let key = &tbs.subject_public_key_info().algorithm;
        identifiers.extend([key.oid.to_string(), certificate.signature_algorithm().oid.to_string()]);
        identifiers.extend(tbs.subject().iter().map(|field| field.oid.to_string()));
    }
    Ok(Contents { certificates, identifiers, digest: signed_digest(&signed) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_known_by_its_digits() {
        assert!(holds(b"<00ffA5 >", &[0, 255, 0xA5]));
        assert!(!holds(b"<00ffA5>", &[0, 255]));
        assert!(!holds(b"<00ff>", &[0, 254]));
    }

    #[test]
    fn line_ends_behind_the_marker_count_to_the_save() {
        let bytes = b"%%EOF\r\n1 0 obj";
        assert_eq!(line_end(bytes, 5), 7);
        assert_eq!(line_end(bytes, 7), 7);
        assert_eq!(line_end(bytes, 99), 99);
    }
}
