//! Signatures (ISO 32000-2:2020, 12.8) as far as they carry dates: what they say of their time, and from when on their
//! certificates are valid (RFC 5652, RFC 5280).
//!
//! # Incomplete support
//! Nothing is verified. Contents in indefinite-length BER are not read; the warning says so.

use crate::model::{Editability, Instant, Moment, Property, Reading, Role, Value};
use crate::readers::Intake;
use crate::readers::pdf::objects::{Found, Objects};
use crate::readers::pdf::parts::date;
use crate::readers::pdf::syntax::{Dictionary, Object};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use x509_cert::der::{Decode, Reader, SliceReader};

/// `/M`: the time that the signer's program states.
pub const TIME: Property = Property::new("pdf.signature.M", Role::SignatureTime, Editability::F1);
/// `notBefore` of a certificate in the signature.
pub const VALID_FROM: Property =
    Property::new("pdf.signature.certificate.notBefore", Role::CertificateTime, Editability::F0);
/// `subject` of a certificate in the signature.
pub const SUBJECT: Property = Property::plain("pdf.signature.certificate.subject", Editability::F0);

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
    let certificates = match certificates(bytes) {
        Ok(certificates) => certificates,
        Err(why) => {
            intake.warn(
                "signature-unreadable",
                format!("the certificates of a signature cannot be read: {why}"),
                Some(locus),
            );
            return;
        }
    };
    for (number, (from, subject)) in certificates.into_iter().take(CERTIFICATES).enumerate() {
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
}

/// From when on each certificate is valid, in seconds since 1970, and its subject.
fn certificates(contents: &[u8]) -> Result<Vec<(i64, String)>, String> {
    let fault = |error: x509_cert::der::Error| error.to_string();
    // The hole for the signature is padded with zeros behind its end.
    let mut reader = SliceReader::new(contents).map_err(fault)?;
    let whole = reader.tlv_bytes().map_err(fault)?;
    let info = ContentInfo::from_der(whole).map_err(fault)?;
    let signed: SignedData = info.content.decode_as().map_err(fault)?;
    let mut found = Vec::new();
    for choice in signed.certificates.iter().flat_map(|set| set.0.iter()) {
        let CertificateChoices::Certificate(certificate) = choice else { continue };
        let tbs = certificate.tbs_certificate();
        let from = tbs.validity().not_before.to_unix_duration().as_secs();
        found.push((i64::try_from(from).unwrap_or(i64::MAX), tbs.subject().to_string()));
    }
    Ok(found)
}
