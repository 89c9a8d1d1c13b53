//! What is wrong with the form of a signature: a type in the code, a sentence in the record.

use crate::model::ByteRange;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is wrong with the form of a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Fault {
    /// It was prepared and never signed.
    NoValue,
    /// It names no range of bytes.
    NoRange,
    /// What it names as its range is no list.
    RangeIsNoList,
    /// What it names as its range is not pairs of numbers in the file.
    RangeIsNoPairs,
    /// Its range holds no byte.
    EmptyRange,
    /// The hole in its range holds more than its value, which the literature calls wrapping.
    Wrapped,
    /// The parts of its range are in no order.
    Disordered,
    /// Its range ends so many bytes after the end of the file.
    Cut(u64),
    /// Its range does not start with the file.
    StartsLate,
    /// Its range ends where no save ends.
    EndsAtNoSave,
    /// Its range has a hole next to that of its value.
    LeavesOut {
        /// How many parts the range has.
        parts: usize,
        /// The hole.
        hole: ByteRange,
        /// What is in it.
        what: Unsigned,
    },
    /// Signed parts of a package were changed; which.
    ChangedParts(String),
    /// A sentence of another version.
    Other(String),
}

/// What is in a hole of a signature's range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsigned {
    /// A comment.
    Comment,
    /// Whole objects.
    Objects,
    /// Bytes of an object.
    Bytes,
}

/// What is in a hole, in words.
const UNSIGNED: [(Unsigned, &str); 3] = [
    (Unsigned::Comment, "a comment that no program shows"),
    (Unsigned::Objects, "objects of the document"),
    (Unsigned::Bytes, "bytes of an object"),
];

/// Faults without numbers or names, in words.
const WORDS: &[(Fault, &str)] = &[
    (Fault::NoValue, "it has no value: /Contents is missing or empty"),
    (Fault::NoRange, "it names no range of bytes (/ByteRange is missing)"),
    (Fault::RangeIsNoList, "its range of bytes is not a list of numbers"),
    (Fault::RangeIsNoPairs, "its range of bytes does not name two ranges in the file"),
    (Fault::EmptyRange, "its range of bytes is empty"),
    (Fault::Wrapped, "between the two parts of its range lies more than the signature's value"),
    (Fault::Disordered, "the two parts of its range overlap or are in the wrong order"),
    (Fault::StartsLate, "its range does not start at the start of the file"),
    (Fault::EndsAtNoSave, "its range ends where no save ends"),
];

const CHANGED_PARTS: &str = "parts that were changed after the signature was made: ";

impl Fault {
    /// What [`Fault::ChangedParts`] names where the file as a whole is another than content credentials were signed for.
    pub const FILE: &'static str = "the file itself";

    /// Whether it signs no bytes, for its range is none.
    #[must_use]
    pub fn names_no_bytes(&self) -> bool {
        matches!(self, Self::NoRange | Self::RangeIsNoList | Self::RangeIsNoPairs | Self::EmptyRange)
    }

    /// Whether its range has a hole next to that of its value.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        matches!(self, Self::LeavesOut { .. })
    }

    /// Whether all that it leaves out is a comment, which no program shows.
    #[must_use]
    pub fn leaves_out_a_comment(&self) -> bool {
        matches!(self, Self::LeavesOut { what: Unsigned::Comment, .. })
    }

    /// A fault with numbers or names, read from its sentence.
    fn numbered(text: &str) -> Option<Self> {
        if let Some(parts) = text.strip_prefix(CHANGED_PARTS) {
            return Some(Self::ChangedParts(parts.to_owned()));
        }
        let number = |word: Option<&str>| word?.trim_matches(['(', ')', ',']).parse::<u64>().ok();
        let mut words = text.split(' ');
        match words.nth(2)? {
            "ends" => Some(Self::Cut(number(words.next())?)),
            "has" => {
                let parts = usize::try_from(number(words.next())?).ok()?;
                // "parts and leaves out more than the value: N bytes (START to END), which are ..."
                let start = number(words.nth(10))?;
                let end = number(words.nth(1))?;
                let (what, _) = UNSIGNED.iter().find(|(_, words)| text.ends_with(words))?;
                Some(Self::LeavesOut { parts, hole: ByteRange { start, end }, what: *what })
            }
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut(missing) => {
                write!(f, "its range ends {missing} bytes behind the end of the file, so the file is cut")
            }
            Self::LeavesOut { parts, hole, what } => write!(
                f,
                "its range has {parts} parts and leaves out more than the value: {} bytes ({} to {}), which are {}",
                hole.len(),
                hole.start,
                hole.end,
                UNSIGNED.iter().find(|(known, _)| known == what).map_or("", |(_, words)| words)
            ),
            Self::ChangedParts(parts) => write!(f, "{CHANGED_PARTS}{parts}"),
            Self::Other(text) => f.write_str(text),
            fault => f.write_str(WORDS.iter().find(|(known, _)| known == fault).map_or("", |(_, words)| words)),
        }
    }
}

impl From<String> for Fault {
    fn from(text: String) -> Self {
        let known = WORDS.iter().find(|(_, words)| *words == text).map(|(fault, _)| fault.clone());
        // What would not be written as it was read is kept as it is.
        known.or_else(|| Self::numbered(&text).filter(|fault| fault.to_string() == text)).unwrap_or(Self::Other(text))
    }
}

impl From<Fault> for String {
    fn from(fault: Fault) -> Self {
        fault.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_read_as_they_are_written() {
        let mut faults: Vec<Fault> = WORDS.iter().map(|(fault, _)| fault.clone()).collect();
        faults.extend([Fault::Cut(12), Fault::ChangedParts("word/document.xml, a b".to_owned())]);
        for (what, _) in UNSIGNED {
            faults.push(Fault::LeavesOut { parts: 4, hole: ByteRange { start: 70, end: 95 }, what });
        }
        for fault in faults {
            assert_eq!(Fault::from(fault.to_string()), fault);
        }
        for text in ["", "its range has it all", "its range ends some bytes behind the end of the file"] {
            assert_eq!(Fault::from(text.to_owned()), Fault::Other(text.to_owned()));
        }
    }
}
