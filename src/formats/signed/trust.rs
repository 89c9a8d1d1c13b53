//! Whom the examiner trusts: certificates, and the way from a signer's certificate to one of them (RFC 5280, 6).

use super::verification::verify;
use crate::model::{Error, Identity, Instant, ValueTest};
use base64ct::{Base64, Encoding};
use der::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage};

/// Longer ways are not followed.
const LONGEST_WAY: usize = 8;
/// `id-kp-timeStamping` (RFC 3161, 2.3).
const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";

/// The certificates that the examiner trusts, in DER; written for a worker and for the key of a reading in base64.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Vec<String>", try_from = "Vec<String>")]
pub struct Trust {
    certificates: Arc<Vec<Vec<u8>>>,
}

/// What a certificate is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To sign documents: any certificate will do, since few say so.
    Documents,
    /// To sign time-stamps, which the certificate must say (RFC 3161, 2.3).
    TimeStamps,
}

impl Trust {
    /// The certificates of a file in PEM.
    ///
    /// # Errors
    /// When it cannot be read, or holds none.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let refused = |message: String| Error::Unreadable { path: path.to_path_buf(), message };
        let bytes = std::fs::read(path).map_err(|why| refused(why.to_string()))?;
        Self::of_pem(&bytes).map_err(refused)
    }

    /// The certificates of a text in PEM (RFC 7468).
    ///
    /// # Errors
    /// Why there are none.
    pub fn of_pem(text: &[u8]) -> Result<Self, String> {
        let chain = Certificate::load_pem_chain(text)
            .map_err(|why| format!("it contains no certificates in PEM form: {why}"))?;
        let certificates: Result<Vec<Vec<u8>>, _> = chain.iter().map(Encode::to_der).collect();
        let certificates = certificates.map_err(|why| why.to_string())?;
        if certificates.is_empty() {
            return Err("it contains no certificates in PEM form".to_owned());
        }
        Ok(Self { certificates: Arc::new(certificates) })
    }

    /// Whether the certificate of a signer leads to a trusted one, over those that came with the signature, with every certificate of
    /// the way valid at `at`; and what there is to say of it.
    #[must_use]
    pub fn leads_to(
        &self,
        signer: &Certificate,
        others: &[Certificate],
        at: Option<Instant>,
        purpose: Purpose,
    ) -> (Identity, Option<String>) {
        if self.certificates.is_empty() {
            return (Identity::NotAsked, None);
        }
        match self.way(signer, others, at, purpose) {
            Ok(root) => (Identity::Trusted, Some(format!("the certificate leads to {root}, which you said you trust"))),
            Err(why) => (Identity::NotTrusted, Some(why)),
        }
    }

    fn way(
        &self,
        signer: &Certificate,
        others: &[Certificate],
        at: Option<Instant>,
        purpose: Purpose,
    ) -> Result<String, String> {
        if purpose == Purpose::TimeStamps && !is_for_time_stamps(signer) {
            return Err(format!(
                "the certificate of {} is not issued for time-stamps",
                signer.tbs_certificate().subject()
            ));
        }
        let roots: Vec<Certificate> =
            self.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        let mut here = signer.clone();
        for _ in 0..LONGEST_WAY {
            if let Some(at) = at
                && !is_valid(&here, at)
            {
                let subject = here.tbs_certificate().subject();
                return Err(format!("the certificate of {subject} was not valid on {}", at.plain_day()));
            }
            let der = here.to_der().unwrap_or_default();
            if self.certificates.contains(&der) {
                return Ok(here.tbs_certificate().subject().to_string());
            }
            let made = |issuer: &&Certificate| issues(issuer, &here);
            let Some(issuer) = roots.iter().find(made).or_else(|| others.iter().find(made)) else {
                return Err(format!(
                    "the certificate leads to {}, which you did not name as trusted",
                    here.tbs_certificate().issuer()
                ));
            };
            here = issuer.clone();
        }
        Err("the chain of certificates is too long to follow".to_owned())
    }
}

impl From<Trust> for Vec<String> {
    fn from(trust: Trust) -> Self {
        trust.certificates.iter().map(|der| Base64::encode_string(der)).collect()
    }
}

impl TryFrom<Vec<String>> for Trust {
    type Error = base64ct::Error;

    fn try_from(texts: Vec<String>) -> Result<Self, Self::Error> {
        let certificates: Result<Vec<Vec<u8>>, _> = texts.iter().map(|text| Base64::decode_vec(text)).collect();
        Ok(Self { certificates: Arc::new(certificates?) })
    }
}

/// Whether one certificate made the other: names, constraints and signature.
fn issues(issuer: &Certificate, issued: &Certificate) -> bool {
    let (of, to) = (issuer.tbs_certificate(), issued.tbs_certificate());
    let constraints = of.get_extension::<BasicConstraints>().ok().flatten();
    let may = constraints.is_none_or(|(_, constraints)| constraints.ca);
    let Ok(signed) = to.to_der() else { return false };
    may && of.subject() == to.issuer()
        && verify(
            of.subject_public_key_info(),
            issued.signature_algorithm(),
            None,
            &[&signed],
            issued.signature().raw_bytes(),
        )
        .0 == ValueTest::Verified
}

fn is_valid(certificate: &Certificate, at: Instant) -> bool {
    let validity = certificate.tbs_certificate().validity();
    let seconds = |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    (seconds(&validity.not_before)..=seconds(&validity.not_after)).contains(&at.0)
}

fn is_for_time_stamps(certificate: &Certificate) -> bool {
    let usage = certificate.tbs_certificate().get_extension::<ExtendedKeyUsage>().ok().flatten();
    usage.is_some_and(|(_, usage)| usage.0.iter().any(|purpose| purpose.to_string() == TIME_STAMPING))
}
