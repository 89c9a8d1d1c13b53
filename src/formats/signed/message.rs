//! The message of a signature (RFC 5652, 5): who signed what by which algorithms, and whether it holds.

use super::algorithms::{self, Hash};
use super::attribute_certificates;
use super::trust::{Purpose, Trust};
use super::verification::verify;
use crate::model::{DigestTest, Identity, Instant, SignatureTest, ValueTest};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::OctetString;
use der::{Decode, Encode, EncodingRules, SliceReader};
use std::collections::BTreeSet;
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

/// More certificates than this in one signature are not read.
const CERTIFICATES: usize = 20;

const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
const TIME_STAMP_TOKEN: &str = "1.2.840.113549.1.9.16.2.14";

/// A signed message, as far as documents use them.
#[derive(Debug, Clone)]
pub struct Message {
    /// The certificates that came with it.
    pub certificates: Vec<Certificate>,
    /// Object identifiers of algorithms and of fields of names, each once.
    pub identifiers: BTreeSet<String>,
    /// What is signed, where the message holds it itself: a digest, a time-stamp.
    pub content: Option<Vec<u8>>,
    signer: Option<SignerInfo>,
}

impl Message {
    /// Reads a message; what is after it is the filling of the hole.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let fault = |error: der::Error| error.to_string();
        // DER is asked for, and BER occurs.
        let signed = |bytes: &[u8]| -> Result<SignedData, String> {
            let mut reader = SliceReader::new_with_encoding_rules(bytes, EncodingRules::Ber).map_err(fault)?;
            let info = ContentInfo::decode(&mut reader).map_err(fault)?;
            info.content.decode_as_encoding(EncodingRules::Ber).map_err(fault)
        };
        let signed = signed(bytes).or_else(|why| {
            let without = attribute_certificates::left_out(bytes);
            without.map_or(Err(why), |without| signed(&without))
        })?;
        let choices = signed.certificates.iter().flat_map(|set| set.0.iter()).take(CERTIFICATES);
        let certificates: Vec<Certificate> = choices
            .filter_map(|choice| match choice {
                CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
                CertificateChoices::Other(_) => None,
            })
            .collect();
        let mut identifiers: BTreeSet<String> =
            signed.digest_algorithms.iter().map(|algorithm| algorithm.oid.to_string()).collect();
        for signer in signed.signer_infos.0.iter() {
            identifiers.extend([signer.digest_alg.oid.to_string(), signer.signature_algorithm.oid.to_string()]);
        }
        for certificate in &certificates {
            let tbs = certificate.tbs_certificate();
            let key = &tbs.subject_public_key_info().algorithm;
            identifiers.extend([key.oid.to_string(), certificate.signature_algorithm().oid.to_string()]);
            identifiers.extend(tbs.subject().iter().map(|field| field.oid.to_string()));
        }
        let content = signed.encap_content_info.econtent.as_ref().map(|content| content.value().to_vec());
        Ok(Self { certificates, identifiers, content, signer: signed.signer_infos.0.iter().next().cloned() })
    }

    /// The certificate of the signer.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.signer.as_ref()?.sid {
            SignerIdentifier::IssuerAndSerialNumber(named) => self.certificates.iter().find(|certificate| {
                let tbs = certificate.tbs_certificate();
                tbs.issuer() == &named.issuer && tbs.serial_number() == &named.serial_number
            }),
            SignerIdentifier::SubjectKeyIdentifier(key) => self.certificates.iter().find(|certificate| {
                let identifier = certificate.tbs_certificate().get_extension::<SubjectKeyIdentifier>().ok().flatten();
                identifier.is_some_and(|(_, identifier)| identifier.0 == key.0)
            }),
        }
    }

    /// The algorithms in words: "RSA (PKCS #1 v1.5) with SHA-256".
    #[must_use]
    pub fn algorithm(&self) -> String {
        let Some(signer) = &self.signer else { return String::new() };
        let (signature, digest) = (signer.signature_algorithm.oid.to_string(), signer.digest_alg.oid.to_string());
        let name = algorithms::name(&signature);
        let said = name.contains(" with ") || Hash::of(&signature).is_some();
        if said { name.to_owned() } else { format!("{name} with {}", algorithms::name(&digest)) }
    }

    /// The digest algorithm by its object identifier.
    #[must_use]
    pub fn digest_algorithm(&self) -> Option<String> {
        self.signer.as_ref().map(|signer| signer.digest_alg.oid.to_string())
    }

    /// When the signer's program says that it was signed (RFC 5652, 11.3), in seconds since 1970.
    #[must_use]
    pub fn signing_time(&self) -> Option<Instant> {
        let value = self.attribute(SIGNING_TIME)?;
        let time = x509_cert::time::Time::from_der(&value).ok()?;
        i64::try_from(time.to_unix_duration().as_secs()).ok().map(Instant)
    }

    /// The time-stamp of the signature's value (RFC 3161, appendix A), in DER.
    #[must_use]
    pub fn time_stamp(&self) -> Option<Vec<u8>> {
        let attributes = self.signer.as_ref()?.unsigned_attrs.as_ref()?;
        let attribute = attributes.iter().find(|attribute| attribute.oid.to_string() == TIME_STAMP_TOKEN)?;
        attribute.values.iter().next()?.to_der().ok()
    }

    /// The value of the signature.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        self.signer.as_ref().map_or(&[], |signer| signer.signature.as_bytes())
    }

    /// Tests digest, value and signer of a message over `covered`, which is given in pieces. `at` is when the signer's certificate must
    /// have been valid.
    #[must_use]
    pub fn test(&self, covered: &[&[u8]], trust: &Trust, at: Option<Instant>, purpose: Purpose) -> SignatureTest {
        let Some(signer) = &self.signer else { return SignatureTest::none("nobody signed the message") };
        let digest_name = signer.digest_alg.oid.to_string();
        let mut why = Vec::new();
        let attributes = signer.signed_attrs.as_ref().and_then(|attributes| attributes.to_der().ok());
        let mut digest = DigestTest::NotComputed;
        if attributes.is_some() {
            let stated = self.attribute(MESSAGE_DIGEST).and_then(|value| OctetString::from_der(&value).ok());
            match (Hash::of(&digest_name), stated) {
                (Some(hash), Some(stated)) => {
                    let same = hash.digest(covered) == stated.as_bytes();
                    digest = if same { DigestTest::Agrees } else { DigestTest::Differs };
                }
                (None, _) => why.push(format!("valla does not compute {}", algorithms::name(&digest_name))),
                (_, None) => why.push("the signature gives no digest for what it covers".to_owned()),
            }
        }
        let Some(certificate) = self.certificate() else {
            why.push("the signer's certificate did not come with the signature".to_owned());
            return SignatureTest { digest, value: ValueTest::NotVerified, identity: Identity::NotAsked, why };
        };
        let message: Vec<&[u8]> = attributes.as_ref().map_or_else(|| covered.to_vec(), |attributes| vec![attributes]);
        let (value, fault) = verify(
            certificate.tbs_certificate().subject_public_key_info(),
            &signer.signature_algorithm,
            Some(&digest_name),
            &message,
            signer.signature.as_bytes(),
        );
        why.extend(fault);
        if attributes.is_none() {
            // The value is over the bytes themselves, so that the two cannot be told apart.
            digest = match value {
                ValueTest::Verified | ValueTest::OtherDigest => DigestTest::Agrees,
                ValueTest::Fails => DigestTest::Differs,
                ValueTest::NotVerified => DigestTest::NotComputed,
            };
        }
        let (identity, more) = trust.leads_to(certificate, &self.certificates, at, purpose);
        why.extend(more);
        SignatureTest { digest, value, identity, why }
    }

    fn attribute(&self, identifier: &str) -> Option<Vec<u8>> {
        let attributes = self.signer.as_ref()?.signed_attrs.as_ref()?;
        let attribute = attributes.iter().find(|attribute| attribute.oid.to_string() == identifier)?;
        attribute.values.iter().next()?.to_der().ok()
    }
}
