//! Where a value is, exactly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A range of bytes: `start` is the first, `end` the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ByteRange {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset after the last byte.
    pub end: u64,
}

impl ByteRange {
    /// The range from one position in memory to another.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u64, end: end as u64 }
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

impl fmt::Display for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes {} to {}", self.start, self.end)
    }
}

/// The exact place of a value: the revision that brought it in, the object, the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Locus {
    /// The revision that brought the bytes in; absent where the format has none or it is unknown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub revision: Option<u32>,
    /// The indirect object of a PDF, as `12 0`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub object: Option<String>,
    /// The stream that holds the bytes, where they are encoded: `object stream 15 0`, `stream of object 7 0`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stream: Option<String>,
    /// The absolute range in the file: of the value itself, or of the encoded stream that holds it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bytes: Option<ByteRange>,
    /// The range in the decoded stream, where the value is in one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub decoded: Option<ByteRange>,
    /// The way to the value in the terms of the format: `Info/CreationDate`, `xmp:CreateDate`.
    pub path: String,
}

impl Locus {
    /// The first step of the way: of `ABCDEF+Arial/head` the font.
    #[must_use]
    pub fn first_step(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// The part of a package that the way begins with, where it names one: of `word/document.xml: time` the name of the part.
    #[must_use]
    pub fn part(&self) -> &str {
        self.path.split(": ").next().unwrap_or_default()
    }
}

impl fmt::Display for Locus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(object) = &self.object {
            write!(f, ", object {object}")?;
        }
        if let Some(stream) = &self.stream {
            write!(f, ", in the {stream}")?;
        }
        if let Some(revision) = self.revision {
            write!(f, ", revision {revision}")?;
        }
        if let Some(bytes) = self.bytes {
            write!(f, ", {bytes}")?;
        }
        if let Some(decoded) = self.decoded {
            write!(f, " (decoded {} to {})", decoded.start, decoded.end)?;
        }
        Ok(())
    }
}
