//! The signature over a digest: whether the key of a certificate made it.

use super::algorithms::{self, Hash};
use crate::model::ValueTest;
use der::{Decode, Encode};
use rsa::pkcs1::{RsaPssParams, RsaPublicKeyRef};
use rsa::{BoxedUint, PublicKey};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

/// RSA moduli of fewer bits were never in use for documents; ones of more cost too much.
const RSA_BITS: std::ops::RangeInclusive<usize> = 512..=16_384;

/// An answer, and why where it is not that the value is verified.
pub type Answer = (ValueTest, Option<String>);

fn not_verified(why: String) -> Answer {
    (ValueTest::NotVerified, Some(why))
}

fn answered(made: bool) -> Answer {
    if made {
        (ValueTest::Verified, None)
    } else {
        (ValueTest::Fails, Some("the certificate's key did not make this signature for what was signed".to_owned()))
    }
}

/// Whether `key` made `value` over the message, which is given in pieces. `digest` is the algorithm of the message's digest where the
/// one of the signature does not name it.
#[must_use]
pub fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<&str>,
    message: &[&[u8]],
    value: &[u8],
) -> Answer {
    let named = algorithm.oid.to_string();
    let key_kind = key.algorithm.oid.to_string();
    let hash = Hash::of(&named).or_else(|| digest.and_then(Hash::of));
    match (named.as_str(), key_kind.as_str()) {
        ("1.2.840.113549.1.1.10", "1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.10") => {
            pss(key, algorithm, message, value)
        }
        (_, "1.2.840.113549.1.1.1") => match hash {
            Some(hash) => pkcs1(key, hash, message, value),
            None => not_verified(format!("valla does not compute {}", algorithms::name(digest.unwrap_or(&named)))),
        },
        (_, "1.2.840.10045.2.1") => match hash {
            Some(hash) => ecdsa(key, hash, message, value),
            None => not_verified(format!("valla does not compute {}", algorithms::name(digest.unwrap_or(&named)))),
        },
        ("1.3.101.112", "1.3.101.112") => ed25519(key, message, value),
        _ => not_verified(format!("valla does not compute {}", algorithms::name(&named))),
    }
}

fn rsa_key(key: &SubjectPublicKeyInfoOwned) -> Result<PublicKey, String> {
    let fault = |why: String| format!("the certificate's key cannot be read: {why}");
    let bytes = key.subject_public_key.raw_bytes();
    let parts = RsaPublicKeyRef::from_der(bytes).map_err(|why| fault(why.to_string()))?;
    let number = |bytes: &[u8]| {
        let bits = u32::try_from(bytes.len().saturating_mul(8)).unwrap_or(u32::MAX);
        BoxedUint::from_be_slice(bytes, bits).map_err(|why| fault(why.to_string()))
    };
    let (modulus, exponent) = (parts.modulus.as_bytes(), parts.public_exponent.as_bytes());
    if modulus.len() * 8 > *RSA_BITS.end() || exponent.len() > 8 {
        return Err(fault(format!("a modulus of {} bytes and an exponent of {}", modulus.len(), exponent.len())));
    }
    PublicKey::new_with_size_limits(number(modulus)?, number(exponent)?, RSA_BITS).map_err(|why| fault(why.to_string()))
}

fn pkcs1(key: &SubjectPublicKeyInfoOwned, hash: Hash, message: &[&[u8]], value: &[u8]) -> Answer {
    let key = match rsa_key(key) {
        Ok(key) => key,
        Err(why) => return not_verified(why),
    };
    let made = |hash: Hash| {
        let digest = hash.digest(message);
        // The identifier of the digest has the parameter NULL or none; both are accepted (RFC 8017, A.2.4).
        [true, false].iter().any(|null| {
            let prefix = digest_information(hash, *null, digest.len());
            let scheme = rsa::Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: prefix.into_boxed_slice() };
            key.verify(scheme, &digest, value).is_ok()
        })
    };
    if made(hash) {
        return answered(true);
    }
    match Hash::ALL.iter().find(|other| **other != hash && made(**other)) {
        Some(other) => {
            let why = format!(
                "the certificate's key made it, but over another digest ({}) than it names ({})",
                other.name(),
                hash.name()
            );
            (ValueTest::OtherDigest, Some(why))
        }
        None => answered(false),
    }
}

/// What is before a digest under the padding (RFC 8017, 9.2, `DigestInfo`), with the parameter NULL or without.
fn digest_information(hash: Hash, null: bool, length: usize) -> Vec<u8> {
    let identifier = hash.identifier();
    let parameters: &[u8] = if null { &[5, 0] } else { &[] };
    let byte = |length: usize| u8::try_from(length).unwrap_or(0);
    let algorithm = identifier.len() + 2 + parameters.len();
    let mut information =
        vec![0x30, byte(algorithm + 2 + length + 2), 0x30, byte(algorithm), 6, byte(identifier.len())];
    information.extend_from_slice(identifier);
    information.extend_from_slice(parameters);
    information.extend([4, byte(length)]);
    information
}

/// RSA-PSS (RFC 8017, 8.1.2), with the parameters that the signature states (RFC 4055, 3.1).
fn pss(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    message: &[&[u8]],
    value: &[u8],
) -> Answer {
    let parameters = algorithm.parameters.as_ref().and_then(|parameters| parameters.to_der().ok()).unwrap_or_default();
    let Ok(parameters) = RsaPssParams::<der::Any>::from_der(&parameters) else {
        return not_verified("the parameters of RSA-PSS cannot be read".to_owned());
    };
    let mask = parameters.mask_gen.parameters.map(|mask| mask.oid);
    if mask.is_some_and(|mask| mask != parameters.hash.oid) {
        return not_verified("valla does not compute RSA-PSS with two digest algorithms".to_owned());
    }
    let Some(hash) = Hash::of(&parameters.hash.oid.to_string()) else {
        return not_verified(format!("valla does not compute {}", algorithms::name(&parameters.hash.oid.to_string())));
    };
    let key = match rsa_key(key) {
        Ok(key) => key,
        Err(why) => return not_verified(why),
    };
    let (digest, salt) = (hash.digest(message), usize::from(parameters.salt_len));
    let made = match hash {
        Hash::Sha1 => key.verify(rsa::Pss::<sha1::Sha1>::new_with_salt(salt), &digest, value),
        Hash::Sha256 => key.verify(rsa::Pss::<sha2::Sha256>::new_with_salt(salt), &digest, value),
        Hash::Sha384 => key.verify(rsa::Pss::<sha2::Sha384>::new_with_salt(salt), &digest, value),
        Hash::Sha512 => key.verify(rsa::Pss::<sha2::Sha512>::new_with_salt(salt), &digest, value),
        Hash::Md5 | Hash::Sha224 => return not_verified("valla does not compute RSA-PSS with this digest".to_owned()),
    };
    answered(made.is_ok())
}

fn ecdsa(key: &SubjectPublicKeyInfoOwned, hash: Hash, message: &[&[u8]], value: &[u8]) -> Answer {
    use signature::hazmat::PrehashVerifier;
    let curve =
        key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as::<der::oid::ObjectIdentifier>().ok());
    let Some(curve) = curve.map(|curve| curve.to_string()) else {
        return not_verified("the certificate's key names no curve".to_owned());
    };
    let (point, digest) = (key.subject_public_key.raw_bytes(), hash.digest(message));
    macro_rules! on_curve {
        ($curve:ident) => {{
            let Ok(key) = $curve::ecdsa::VerifyingKey::from_sec1_bytes(point) else {
                return not_verified("the certificate's key is not a point on its curve".to_owned());
            };
            let value = $curve::ecdsa::Signature::from_der(value);
            answered(value.is_ok_and(|value| key.verify_prehash(&digest, &value).is_ok()))
        }};
    }
    match curve.as_str() {
        "1.2.840.10045.3.1.7" => on_curve!(p256),
        "1.3.132.0.34" => on_curve!(p384),
        "1.3.132.0.35" => on_curve!(p521),
        other => not_verified(format!("valla does not compute the curve {}", algorithms::name(other))),
    }
}

fn ed25519(key: &SubjectPublicKeyInfoOwned, message: &[&[u8]], value: &[u8]) -> Answer {
    let key = <&[u8; 32]>::try_from(key.subject_public_key.raw_bytes())
        .ok()
        .and_then(|key| ed25519_dalek::VerifyingKey::from_bytes(key).ok());
    let Some(key) = key else { return not_verified("the certificate's key is not an Ed25519 key".to_owned()) };
    let Ok(value) = ed25519_dalek::Signature::from_slice(value) else { return answered(false) };
    answered(key.verify_strict(&message.concat(), &value).is_ok())
}
