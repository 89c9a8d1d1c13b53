//! Signatures (ISO 32000-2:2020, 12.8) as far as they carry dates: what they say of their time, from when on their
//! certificates are valid, and by which algorithms they were made (RFC 5652, RFC 5280).
//!
//! # Incomplete support
//! Nothing is verified.

use crate::model::{Editability, Instant, Moment, Property, Reading, Role, Value};
use crate::readers::Intake;
use crate::readers::pdf::objects::{Found, Objects};
use crate::readers::pdf::parts::date;
use crate::readers::pdf::syntax::{Dictionary, Object};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use std::collections::BTreeSet;
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
    Ok(Contents { certificates, identifiers })
}
