//! The lines that a worker and who drives it exchange.

use crate::formats::dkim::KeyFile;
use crate::formats::signed::Trust;
use crate::model::Extraction;
use crate::readers::Asked;
use crate::readers::Budget;
use crate::readers::members::Event;
use serde::{Deserialize, Serialize};

/// The version of the protocol.
pub const PROTOCOL: u32 = 2;
/// Larger files go by path.
pub const BYTES_LIMIT: u64 = 64 << 20;
/// A longer line is no request.
pub const LINE_LIMIT: u64 = 1 << 20;
/// A longer first line is no opening: it may carry a file of keys.
pub const OPENING_LIMIT: u64 = 64 << 20;
/// A longer line is no answer; what the limits of evidence let through is well below.
pub const ANSWER_LIMIT: u64 = 64 << 20;

/// The first line to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// Passwords to try, after the empty one.
    #[serde(default)]
    pub passwords: Vec<String>,
    /// Certificates that the examiner trusts, in DER and base64.
    #[serde(default)]
    pub trust: Trust,
    /// Keys of mail domains that the examiner has, as the text of their file.
    #[serde(default)]
    pub dkim_keys: KeyFile,
    /// States to compare.
    #[serde(default)]
    pub compare: Option<Asked>,
    /// Limits of one reading.
    #[serde(default)]
    pub budget: Budget,
    /// Seconds of processor time that one request may take; none for no limit.
    #[serde(default)]
    pub cpu_seconds: Option<u64>,
}

/// The first line of a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// The version of the program.
    pub valla: String,
    /// What the worker gave up, and what it could not.
    pub containment: Vec<String>,
    /// Whether it could give up all that it should.
    #[serde(default)]
    pub complete: bool,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Whatever the asker likes; the answer carries it.
    pub id: String,
    /// The name of the file whose bytes follow: where content says nothing, its extension does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// How many bytes follow the line.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub length: Option<u64>,
    /// A file that the worker opens itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// The path in hexadecimal, where it is no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path_bytes: Option<String>,
    /// Whether only what is cheap is read, after the file ended a full reading.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub reduced: bool,
    /// Whether the file is what a program recognised in pictures, and is read as nothing else.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub recognised: bool,
    /// The members of a container, by their number in the order of the answer (from 0), that ended an earlier reading.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub passed_over: Vec<u64>,
    /// Seconds of processor time that this request may take; without it, what the opening says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cpu_seconds: Option<u64>,
    /// What the file at the path must hash to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<String>,
    /// Asks what the worker can still do.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub probe: bool,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The id of the request.
    pub id: String,
    /// Bytes that were read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub size: Option<u64>,
    /// SHA-256 of the bytes that were read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<String>,
    /// A member of a container, or the beginning of one that is a container itself: more lines follow.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub part: Option<Event>,
    /// How many members went before, as lines of their own: who counted others lost some.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub parts: Option<u64>,
    /// The reading: it ends the answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub extraction: Option<Extraction>,
    /// Why there is no reading.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<Refusal>,
    /// What the worker can still do: deed, and whether it was possible.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub probe: Option<Vec<Deed>>,
}

/// Why a request was not answered with a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The code of the warning.
    pub code: String,
    /// What it is.
    pub message: String,
}

/// Something that a confined worker should not be able to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// What was tried.
    pub deed: String,
    /// Whether it succeeded.
    pub possible: bool,
    /// What the system said.
    pub said: String,
}
