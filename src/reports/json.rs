//! The record: a whole case, or one exhibit a line.

use crate::model::{Case, Exhibit};
use crate::reports::escape::acts;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Writes characters that act on a terminal as `\u` escapes too: a record is looked at in terminals.
struct Safe<F>(F);

macro_rules! forward {
    ($($name:ident($($argument:ident: $kind:ty),*)),+ $(,)?) => {
        $(fn $name<W: ?Sized + Write>(&mut self, writer: &mut W, $($argument: $kind),*) -> io::Result<()> {
            self.0.$name(writer, $($argument),*)
        })+
    };
}

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // Nearly every text is of printable ASCII, in which nothing acts.
        if fragment.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return self.0.write_string_fragment(writer, fragment);
        }
        let mut rest = fragment;
        while let Some((at, character)) = rest.char_indices().find(|(_, character)| acts(*character)) {
            self.0.write_string_fragment(writer, rest.get(..at).unwrap_or_default())?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = rest.get(at + character.len_utf8()..).unwrap_or_default();
        }
        self.0.write_string_fragment(writer, rest)
    }

    forward!(
        begin_array(),
        end_array(),
        begin_array_value(first: bool),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first: bool),
        end_object_key(),
        begin_object_value(),
        end_object_value(),
    );
}

/// Bytes that are handed on at once.
const GATHERED: usize = 1 << 16;

/// Writes a whole case.
///
/// # Errors
/// When the writer fails.
pub fn case(case: &Case, writer: &mut dyn Write) -> io::Result<()> {
    // A record is millions of small pieces: they are gathered here, not handed one by one to a writer known at run time only.
    let mut gathered = io::BufWriter::with_capacity(GATHERED, writer);
    case.serialize(&mut Serializer::with_formatter(&mut gathered, Safe(PrettyFormatter::new())))?;
    writeln!(gathered)?;
    gathered.flush()
}

/// Writes one exhibit as one line.
///
/// # Errors
/// When the writer fails.
pub fn line(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    let mut gathered = io::BufWriter::with_capacity(GATHERED, writer);
    exhibit.serialize(&mut Serializer::with_formatter(&mut gathered, Safe(CompactFormatter)))?;
    writeln!(gathered)?;
    gathered.flush()
}

/// Any value as one line.
#[must_use]
pub fn value(value: &serde_json::Value) -> String {
    let mut line = Vec::new();
    // A vector takes everything.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut line, Safe(CompactFormatter)));
    line.push(b'\n');
    String::from_utf8_lossy(&line).into_owned()
}
