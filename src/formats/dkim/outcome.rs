//! What is said of one signature.

use super::algorithm::Algorithm;
use crate::model::{DkimVerdict, Moment};
use std::ops::Range;

/// Who signed what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// The mail, by the domain that sends it (RFC 6376).
    Mail,
    /// The mail, by one who passed it on, at this place in the chain (RFC 8617, 4.1.2).
    PassedOn(u32),
    /// The chain of those who passed it on, up to this place (RFC 8617, 4.1.3).
    Chain(u32),
}

/// A value with its place in the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Range<usize>,
}

/// How much of the body is signed, in bytes of its signed form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    /// So many are signed.
    pub signed: u64,
    /// So many there are.
    pub length: u64,
    /// Whether those that are signed have the digest that was signed.
    pub agrees: bool,
}

impl Body {
    /// How many bytes were, or could have been, added after signing (`l=`, RFC 6376, 8.2).
    #[must_use]
    pub fn beyond(self) -> u64 {
        self.length.saturating_sub(self.signed)
    }
}

/// The key by which a signature was tested, as the keys file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedKey {
    /// In words: "RSA, 2048 bits".
    pub kind: String,
    /// Until when the keys file says it was in use: the latest day of all rows with this very key; none where one row has no end.
    pub until: Option<Moment>,
    /// When its private half became public: the earliest day of all rows with this very key.
    pub published: Option<Moment>,
    /// Where the keys file has it from.
    pub source: String,
}

/// What is said of one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Who signed what.
    pub sealed: Sealed,
    /// What came of it.
    pub verdict: DkimVerdict,
    /// Why, where the verdict is not the whole answer.
    pub why: String,
    /// Where the field is in the mail.
    pub place: Range<usize>,
    /// The domain that signed (`d=`).
    pub domain: Option<Placed<String>>,
    /// The name of its key (`s=`).
    pub selector: Option<Placed<String>>,
    /// By which algorithm.
    pub algorithm: Option<Algorithm>,
    /// The signed header fields that the mail has, by name as `h=` writes it, in its order.
    pub signed: Option<Placed<Vec<String>>>,
    /// Header fields of those in [`super::verification::WATCHED`] that the mail has, and that are not signed, or not all of that name.
    pub unsigned: Vec<&'static str>,
    /// When it says that it was made (`t=`), in seconds since 1970.
    pub time: Option<Placed<i64>>,
    /// Until when it says it is good (`x=`), in seconds since 1970. That this is over is no failure.
    pub expires: Option<Placed<i64>>,
    /// How much of the body is signed.
    pub body: Option<Body>,
    /// Whether the key made the signature over the header fields, which date themselves where the body changed; none where that was
    /// not computed.
    pub header_holds: Option<bool>,
    /// By which key it was tested.
    pub key: Option<UsedKey>,
}
