//! The record: a whole case, or one exhibit a line.

use crate::model::{Case, Exhibit};
use crate::reports::Report;
use crate::reports::escape::acts;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
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
        // Nearly every text is of printable ASCII, in which nothing acts: what lies below 0x20 is escaped before it comes here.
        if fragment.is_ascii() && memchr::memchr(0x7f, fragment.as_bytes()).is_none() {
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

/// Each value on a line of its own, two spaces a level: as `PrettyFormatter` writes it, but a line's beginning at once.
#[derive(Debug, Default)]
struct Indented {
    depth: usize,
    /// Whether the array or object that ends has anything in it.
    filled: bool,
}

impl Indented {
    fn line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        const LINE: &[u8; 65] = b"\n                                                                ";
        let mut missing = 2 * self.depth;
        let at_once = missing.min(LINE.len() - 1);
        writer.write_all(LINE.get(..=at_once).unwrap_or_default())?;
        missing -= at_once;
        while missing > 0 {
            writer.write_all(b"  ")?;
            missing -= 2;
        }
        Ok(())
    }

    fn begin<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(bracket)
    }

    fn end<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.line(writer)?;
        }
        writer.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        self.line(writer)
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

/// Bytes that are handed on at once.
const GATHERED: usize = 1 << 16;

/// The record of a case, written as its exhibits come: however many there are, one is held at a time.
#[derive(Debug, Default)]
pub struct CaseStream {
    /// What comes before the exhibits, until it is written.
    head: Vec<u8>,
    filled: bool,
}

impl Report for CaseStream {
    fn begin(&mut self, head: &Case, _: &mut dyn Write) -> io::Result<()> {
        (self.head, _) = around_exhibits(head)?;
        Ok(())
    }

    fn exhibit(&mut self, exhibit: Exhibit, writer: &mut dyn Write) -> io::Result<()> {
        // A record is millions of small pieces: they are gathered here, not handed one by one to a writer known at run time only.
        let mut gathered = io::BufWriter::with_capacity(GATHERED, writer);
        gathered.write_all(&std::mem::take(&mut self.head))?;
        let mut indented = Indented { depth: 2, filled: false };
        indented.next(&mut gathered, !self.filled)?;
        self.filled = true;
        exhibit.serialize(&mut Serializer::with_formatter(&mut gathered, Safe(indented)))?;
        gathered.flush()
    }

    fn finish(self: Box<Self>, case: Case, writer: &mut dyn Write) -> io::Result<()> {
        let (_, tail) = around_exhibits(&case)?;
        let end = Indented { depth: 1, filled: false };
        writer.write_all(&self.head)?;
        if self.filled {
            end.line(writer)?;
        }
        writer.write_all(&tail)?;
        writeln!(writer)
    }
}

/// The record of a case before and after what is between the brackets of its exhibits.
fn around_exhibits(case: &Case) -> io::Result<(Vec<u8>, Vec<u8>)> {
    // No text holds this: an end of line in a text is escaped.
    const HOLE: &[u8] = b"\n  \"exhibits\": []";
    let empty = Case {
        schema: case.schema.clone(),
        edition: case.edition,
        valla: case.valla.clone(),
        day: case.day,
        knowledge: case.knowledge.clone(),
        claims: case.claims.clone(),
        exhibits: vec![],
        collection: case.collection.clone(),
        baseline: case.baseline.clone(),
        summary: case.summary,
        standings: case.standings.clone(),
        run: case.run.clone(),
    };
    let mut head = Vec::new();
    empty.serialize(&mut Serializer::with_formatter(&mut head, Safe(Indented::default())))?;
    let at = memchr::memmem::find(&head, HOLE).ok_or_else(|| io::Error::other("a case without exhibits"))?;
    let tail = head.split_off(at + HOLE.len() - 1);
    Ok((head, tail))
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
