//! Signatures of persons in a mail (S/MIME, RFC 8551): what was signed, whether it is that still, and by whose certificate.

use crate::formats::signed::mail::{SignedPart, signed_parts};
use crate::formats::signed::trust::Purpose;
use crate::formats::signed::{Message, time_stamp};
use crate::model::{
    ByteRange, Editability, Instant, Locus, Moment, Property, Reading, Role, Signature, SignatureKind, SignatureTest,
    Value,
};
use crate::properties::keys;
use crate::readers::{Intake, ReadOptions};
use std::ops::Range;

/// The time that the signer's program states within the signature (RFC 5652, 11.3).
const SIGNED: Property = Property::new(keys::SMIME_SIGNED, Role::SignatureTime, Editability::F0);
/// The time of a time-stamp in it.
const STAMPED: Property = Property::new("mail.smime.time-stamp", Role::SignatureTime, Editability::F0);
/// Whether the signed part has the digest that was signed.
const DIGEST: Property = Property::plain(keys::SMIME_DIGEST, Editability::F0);
/// Whether the certificate's key made the signature.
const VALUE: Property = Property::plain("mail.smime.value", Editability::F0);
/// The subject of the signer's certificate.
const SIGNER: Property = Property::new("mail.smime.signer", Role::Identifying, Editability::F0);
/// From when on that is valid.
const VALID_FROM: Property = Property::new("mail.smime.certificate.notBefore", Role::CertificateTime, Editability::F0);

/// Tests the signatures of persons in a mail, and says what came of each.
pub fn smime(message: &[u8], options: &ReadOptions, intake: &mut Intake) {
    for part in signed_parts(message) {
        one(&part, options, intake);
    }
}

fn one(part: &SignedPart, options: &ReadOptions, intake: &mut Intake) {
    let number = intake.signature_count() + 1;
    let locus = |place: &Range<usize>, path: &str| Locus {
        bytes: Some(ByteRange::new(place.start, place.end)),
        path: format!("S/MIME {number}{path}"),
        ..Locus::default()
    };
    let at_signature = |path: &str| locus(&part.signature_place, path);
    let message = match Message::read(&part.signature) {
        Ok(message) => message,
        Err(why) => {
            let told = format!("a signature of the mail cannot be read: {why}");
            intake.warn("signature-unreadable", told, Some(at_signature("")));
            return;
        }
    };
    let stated = message.signing_time().and_then(moment);
    let stamp =
        message.time_stamp().and_then(|token| match time_stamp::read(&token, &[message.value()], &options.trust) {
            Ok((stamp, _)) => Some(stamp),
            Err(why) => {
                let told = format!("the time-stamp of a signature cannot be read: {why}");
                intake.warn("time-stamp-unreadable", told, Some(at_signature("/time-stamp")));
                None
            }
        });
    let stamped = stamp.as_ref().filter(|stamp| stamp.test.holds()).and_then(|stamp| stamp.time.as_ref());
    let at = stamped.or(stated.as_ref()).map(|at| at.earliest);
    let content = part.content.as_ref().or(message.content.as_ref());
    let test = content.map_or_else(
        || SignatureTest::none("it holds nothing that is signed"),
        |content| message.test(&[content], &options.trust, at, Purpose::Documents),
    );
    let certificate = message.certificate().map(|certificate| certificate.tbs_certificate());
    let of_certificate = |time: &x509_cert::time::Time| {
        i64::try_from(time.to_unix_duration().as_secs()).ok().map(Instant).and_then(moment)
    };
    let signature = Signature {
        number: u32::try_from(number).unwrap_or(u32::MAX),
        kind: SignatureKind::Mail,
        field: None,
        revision: None,
        covers: 0,
        signer: certificate.map(|certificate| certificate.subject().to_string()),
        issuer: certificate.map(|certificate| certificate.issuer().to_string()),
        valid_from: certificate.and_then(|certificate| of_certificate(&certificate.validity().not_before)),
        valid_until: certificate.and_then(|certificate| of_certificate(&certificate.validity().not_after)),
        algorithm: message.algorithm(),
        stated,
        test,
        time_stamp: stamp,
        allows: None,
        locks: None,
        rewritten: vec![],
        faults: vec![],
        locus: at_signature(""),
    };
    let (digest, value) = (signature.test.digest.answer(), signature.test.value.answer());
    let text = |text: &str| Reading::Present(Value::Text(text.to_owned()));
    if let Some(digest) = digest {
        intake.evidence(&DIGEST, b"", text(digest), locus(&part.place, "/signed part"));
    }
    if let Some(value) = value {
        intake.evidence(&VALUE, b"", text(value), at_signature("/value"));
    }
    if let Some(signer) = &signature.signer {
        intake.evidence(&SIGNER, b"", text(signer), at_signature("/certificate/subject"));
    }
    let times = [
        (&SIGNED, signature.stated.as_ref(), "/signingTime"),
        (&STAMPED, signature.time_stamp.as_ref().and_then(|stamp| stamp.time.as_ref()), "/time-stamp"),
        (&VALID_FROM, signature.valid_from.as_ref(), "/certificate/notBefore"),
    ];
    for (property, time, path) in times {
        if let Some(time) = time {
            let reading = Reading::Present(Value::Moment(time.clone()));
            intake.evidence(property, time.text.as_bytes(), reading, at_signature(path));
        }
    }
    intake.signature(signature);
}

fn moment(at: Instant) -> Option<Moment> {
    Moment::from_iso8601(&at.to_string()).ok()
}
