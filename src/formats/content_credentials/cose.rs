//! The signature of a claim (COSE, RFC 9052; C2PA 13.2): over bytes that lie beside it.

use super::{bytes, field};
use crate::formats::signed::verification::{Answer, verify};
use crate::model::ValueTest;
use ciborium::value::Value;
use der::asn1::{Any, ObjectIdentifier, UintRef};
use der::{Decode, Encode, Sequence, Tagged};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;

/// Header parameters (RFC 9052, 3.1; RFC 9360, 2).
const ALGORITHM: i128 = 1;
const CHAIN: i128 = 33;
/// More certificates are not read.
const CERTIFICATES: usize = 20;

/// A signature, as far as claims use it.
#[derive(Debug, Clone)]
pub struct Signed {
    protected: Vec<u8>,
    algorithm: Option<i128>,
    /// The signer's certificate first.
    pub certificates: Vec<Certificate>,
    value: Vec<u8>,
    /// The time-stamp in it, and whether it is of the second kind, which is over the signature rather than the claim (C2PA 2.1, 10.3.2.5.4).
    pub time_stamp: Option<(Vec<u8>, bool)>,
}

impl Signed {
    /// Reads a signature.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(data: &[u8]) -> Result<Self, String> {
        let value = super::cbor(data).ok_or("it is no CBOR")?;
        let value = if let Value::Tag(_, inner) = value { *inner } else { value };
        let Some([protected, unprotected, _, signature]) = value.as_array().map(Vec::as_slice) else {
            return Err("it is no signature of one signer".to_owned());
        };
        let (Some(protected), Some(signature)) = (protected.as_bytes(), signature.as_bytes()) else {
            return Err("its parts are no bytes".to_owned());
        };
        let head = super::cbor(protected).unwrap_or(Value::Map(vec![]));
        let by_number = |map: &Value, number: i128| {
            let pairs = map.as_map()?.iter();
            pairs
                .filter(|(key, _)| key.as_integer().map(i128::from) == Some(number))
                .map(|(_, value)| value.clone())
                .next()
        };
        let chain = [&head, unprotected]
            .into_iter()
            .find_map(|map| by_number(map, CHAIN).or_else(|| field(map, "x5chain").cloned()));
        let chain = match chain {
            Some(Value::Array(list)) => list,
            Some(one) => vec![one],
            None => vec![],
        };
        let certificates = chain.iter().take(CERTIFICATES).filter_map(|one| Certificate::from_der(&bytes(one)?).ok());
        let token = |name: &str| {
            let tokens = field(field(unprotected, name)?, "tstTokens")?.as_array()?;
            bytes(field(tokens.first()?, "val")?)
        };
        let time_stamp = token("sigTst2").map(|token| (token, true)).or_else(|| Some((token("sigTst")?, false)));
        Ok(Self {
            protected: protected.clone(),
            algorithm: by_number(&head, ALGORITHM).and_then(|one| one.as_integer()).map(i128::from),
            certificates: certificates.collect(),
            value: signature.clone(),
            time_stamp: time_stamp.map(|(token, second)| (token_of(&token), second)),
        })
    }

    /// The algorithm in words.
    #[must_use]
    pub fn algorithm(&self) -> &'static str {
        match self.algorithm {
            Some(-7) => "ECDSA with SHA-256",
            Some(-35) => "ECDSA with SHA-384",
            Some(-36) => "ECDSA with SHA-512",
            Some(-37) => "RSA-PSS with SHA-256",
            Some(-38) => "RSA-PSS with SHA-384",
            Some(-39) => "RSA-PSS with SHA-512",
            Some(-8) => "Ed25519",
            _ => "an algorithm that valla does not know",
        }
    }

    /// What is signed, of the bytes of a claim (RFC 9052, 4.4).
    fn structure(&self, context: &str, payload: &[u8]) -> Vec<u8> {
        let pieces = vec![
            Value::Text(context.to_owned()),
            Value::Bytes(self.protected.clone()),
            Value::Bytes(vec![]),
            Value::Bytes(payload.to_vec()),
        ];
        encoded(&Value::Array(pieces))
    }

    /// What the time-stamp is of.
    #[must_use]
    pub fn stamped(&self, claim: &[u8]) -> Vec<u8> {
        match self.time_stamp {
            Some((_, true)) => self.structure("CounterSignature", &encoded(&Value::Bytes(self.value.clone()))),
            _ => self.structure("CounterSignature", claim),
        }
    }

    /// Whether the key of the first certificate signed the claim.
    #[must_use]
    pub fn test(&self, claim: &[u8]) -> Answer {
        let Some(certificate) = self.certificates.first() else {
            return (
                ValueTest::NotVerified,
                Some("the signer's certificate did not come with the signature".to_owned()),
            );
        };
        let Some((algorithm, value)) = self.in_der() else {
            return (ValueTest::NotVerified, Some(format!("valla does not compute {}", self.algorithm())));
        };
        let signed = self.structure("Signature1", claim);
        let key = certificate.tbs_certificate().subject_public_key_info();
        verify(key, &algorithm, None, &[&signed], &value)
    }

    /// Algorithm and value as certificates have them: two numbers of a curve are a sequence, and PSS states its parameters.
    fn in_der(&self) -> Option<(AlgorithmIdentifierOwned, Vec<u8>)> {
        let named = |identifier: &str| {
            Some(AlgorithmIdentifierOwned { oid: ObjectIdentifier::new(identifier).ok()?, parameters: None })
        };
        match self.algorithm? {
            -7 => Some((named("1.2.840.10045.4.3.2")?, two_numbers(&self.value)?)),
            -35 => Some((named("1.2.840.10045.4.3.3")?, two_numbers(&self.value)?)),
            -36 => Some((named("1.2.840.10045.4.3.4")?, two_numbers(&self.value)?)),
            -37 => Some((pss::<sha2::Sha256>(32)?, self.value.clone())),
            -38 => Some((pss::<sha2::Sha384>(48)?, self.value.clone())),
            -39 => Some((pss::<sha2::Sha512>(64)?, self.value.clone())),
            -8 => Some((named("1.3.101.112")?, self.value.clone())),
            _ => None,
        }
    }
}

fn encoded(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = ciborium::ser::into_writer(value, &mut bytes);
    bytes
}

/// The two numbers of a signature on a curve, which COSE writes one after the other (RFC 9053, 2.1).
fn two_numbers(value: &[u8]) -> Option<Vec<u8>> {
    #[derive(Sequence)]
    struct Two<'a> {
        r: UintRef<'a>,
        s: UintRef<'a>,
    }
    if value.is_empty() || !value.len().is_multiple_of(2) {
        return None;
    }
    let (r, s) = value.split_at(value.len() / 2);
    Two { r: UintRef::new(r).ok()?, s: UintRef::new(s).ok()? }.to_der().ok()
}

/// RSA-PSS with a salt as long as the digest (RFC 8230, 2).
fn pss<D: der::oid::AssociatedOid>(salt: u8) -> Option<AlgorithmIdentifierOwned> {
    let parameters = rsa::pkcs1::RsaPssParams::new::<D>(salt);
    let parameters = Any::from_der(&parameters.to_der().ok()?).ok()?;
    let oid = ObjectIdentifier::new("1.2.840.113549.1.1.10").ok()?;
    Some(AlgorithmIdentifierOwned { oid, parameters: Some(parameters) })
}

/// The token within the answer of an authority (RFC 3161, 2.4.2), or what is a token itself.
fn token_of(answer: &[u8]) -> Vec<u8> {
    #[derive(Sequence)]
    struct Response {
        status: Any,
        token: Any,
    }
    let token = Response::from_der(answer).ok().and_then(|response| {
        // A token begins with the kind of its content; an answer with its status, which is a sequence.
        matches!(response.status.tag(), der::Tag::Sequence).then(|| response.token.to_der().ok()).flatten()
    });
    token.unwrap_or_else(|| answer.to_vec())
}
