//! What a signature says, and what was tested of it.
//!
//! Three questions are kept apart: do the signed bytes have the digest that was signed; did the certificate's key make the signature
//! over it; and whose key is that. The first two are arithmetic. The third is a matter of whom one trusts: without certificates that
//! the examiner trusts it is not answered, and the time of a time-stamp is a statement.

use super::{ClaimId, Fault, Locus, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureKind {
    /// Somebody approves of what is there (ISO 32000-2, 12.8.1).
    Approval,
    /// The author says which later changes are allowed (12.8.2.2).
    Certification,
    /// An authority says that the bytes existed (12.8.5).
    DocumentTimeStamp,
    /// A maker of programs allows functions (12.8.2.3).
    UsageRights,
    /// Parts of a package are signed (ECMA-376, part 2, 13).
    Package,
    /// A part of a mail is signed, and its header fields are not (RFC 8551).
    Mail,
    /// The manifest of a file is signed: what it says of its making, and the digest of the file (C2PA).
    Credentials,
}

impl SignatureKind {
    /// Whether what it covers is counted in saves of the file, not in parts.
    #[must_use]
    pub const fn covers_revisions(self) -> bool {
        !matches!(self, Self::Package | Self::Mail | Self::Credentials)
    }
}

impl fmt::Display for SignatureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Approval => "signature",
            Self::Certification => "certification",
            Self::DocumentTimeStamp => "document time-stamp",
            Self::UsageRights => "signature that unlocks program functions",
            Self::Package => "package signature",
            Self::Mail => "signature of a mail",
            Self::Credentials => "signature of content credentials",
        })
    }
}

/// Whether signed bytes have the digest that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DigestTest {
    /// They have.
    Agrees,
    /// They have not.
    Differs,
    /// It was not computed.
    NotComputed,
}

impl DigestTest {
    /// The answer as evidence states it; none where nothing was computed.
    #[must_use]
    pub const fn answer(self) -> Option<&'static str> {
        match self {
            Self::Agrees => Some("agrees"),
            Self::Differs => Some("differs"),
            Self::NotComputed => None,
        }
    }
}

/// Whether the certificate's key made the signature over the digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ValueTest {
    /// It did.
    Verified,
    /// It did, but over a digest by another algorithm than the signature names.
    OtherDigest,
    /// It did not.
    Fails,
    /// It was not computed.
    NotVerified,
}

impl ValueTest {
    /// The answer as evidence states it; none where nothing was computed.
    #[must_use]
    pub const fn answer(self) -> Option<&'static str> {
        match self {
            Self::Verified => Some("verified"),
            Self::OtherDigest => Some("made over another digest than it names"),
            Self::Fails => Some("fails"),
            Self::NotVerified => None,
        }
    }
}

/// Whether the certificate leads to one that the examiner trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// The examiner named nobody whom to trust.
    NotAsked,
    /// It does.
    Trusted,
    /// It does not.
    NotTrusted,
}

/// The three answers on one signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SignatureTest {
    /// Of the bytes.
    pub digest: DigestTest,
    /// Of the signature over the digest.
    pub value: ValueTest,
    /// Of the signer.
    pub identity: Identity,
    /// Why something was not computed, fails, or is not trusted; and the subject of the certificate that is trusted.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub why: Vec<String>,
}

impl SignatureTest {
    /// Nothing was tested, and why.
    #[must_use]
    pub fn none(why: impl Into<String>) -> Self {
        Self {
            digest: DigestTest::NotComputed,
            value: ValueTest::NotVerified,
            identity: Identity::NotAsked,
            why: vec![why.into()],
        }
    }

    /// Whether the bytes are those that were signed, by that key.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.digest == DigestTest::Agrees && self.value == ValueTest::Verified
    }
}

/// A time-stamp within a signature (RFC 3161).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimeStamp {
    /// The time that the authority states; a bound only where the authority is trusted.
    pub time: Option<Moment>,
    /// The authority, as its certificate names it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub authority: Option<String>,
    /// What was tested of it.
    pub test: SignatureTest,
}

/// Which fields of a form a signature locks (ISO 32000-2, table 258).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldLock {
    /// All but the named ones, rather than the named ones alone.
    pub all_but: bool,
    /// Names of fields; a name locks the fields below it too.
    pub fields: Vec<String>,
}

impl FieldLock {
    /// Whether it locks a field.
    #[must_use]
    pub fn locks(&self, field: &str) -> bool {
        let named = self.fields.iter().any(|named| {
            field.strip_prefix(named.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        named != self.all_but
    }
}

/// How the claim that a signature vouches for the document is named, before its number.
const CLAIM: &str = "signature:";

/// The number of the signature whose claim it is, as it is written; none where it is another claim.
#[must_use]
pub fn number_of_claim(claim: &str) -> Option<&str> {
    claim.strip_prefix(CLAIM)
}

impl Signature {
    /// The claim that it vouches for the document.
    #[must_use]
    pub fn claim(&self) -> ClaimId {
        format!("{CLAIM}{}", self.number)
    }
}

/// A signature of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signature {
    /// Counted from 1, in the order in which they are in the file.
    pub number: u32,
    /// What it is for.
    pub kind: SignatureKind,
    /// The name of its form field.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub field: Option<String>,
    /// The revision that brought it in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub revision: Option<u32>,
    /// The revision that it covers whole, all but its own value; 0 for none. Of a package: how many parts it covers; of content credentials: how
    /// many assertions.
    pub covers: u32,
    /// The subject of the signer's certificate.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signer: Option<String>,
    /// Its issuer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub issuer: Option<String>,
    /// From when on the certificate is valid.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub valid_from: Option<Moment>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub valid_until: Option<Moment>,
    /// The algorithms, by name where it is known.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub algorithm: String,
    /// When the signer's program says that it was signed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stated: Option<Moment>,
    /// What was tested.
    #[serde(flatten)]
    pub test: SignatureTest,
    /// The time-stamp in it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub time_stamp: Option<TimeStamp>,
    /// Which later changes a certification allows: 1 none, 2 filling in forms and signing, 3 comments too (table 257).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub allows: Option<u8>,
    /// Which fields of the form may not change after it (12.8.2.4).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locks: Option<FieldLock>,
    /// What later saves changed in the words besides its value: its reason, its date, its time-stamp.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rewritten: Vec<String>,
    /// What is wrong with its form.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(with = "Vec<String>")]
    pub faults: Vec<Fault>,
    /// Where it is.
    pub locus: Locus,
}
