//! The source of macros in the streams of a project (MS-OVBA 2.3.4.3), as far as it says whether there is any: documents that were made
//! with an old Office often have a project whose modules are empty. Nothing is run.

use crate::formats::little_endian::short;
use memchr::memmem;

/// Of one module so many bytes of source are read.
const SOURCE: usize = 1 << 20;
/// How compressed source begins: after a byte and the head of a chunk, eight letters as they are.
const BEGIN: &[u8] = b"\0Attribut";

/// The source that begins at a place (2.4.1.3.1); what is damaged ends it.
fn source(bytes: &[u8], start: usize) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut at = start + 1;
    while let Some(head) = short(bytes, at).filter(|_| plain.len() < SOURCE) {
        let end = at + 3 + usize::from(head & 0x0fff);
        let chunk = bytes.get(at + 2..end.min(bytes.len())).unwrap_or_default();
        let begin = plain.len();
        if head & 0x8000 == 0 {
            plain.extend_from_slice(chunk);
        } else if tokens(chunk, begin, &mut plain).is_none() {
            break;
        }
        at = end;
    }
    plain
}

/// A chunk of literal bytes and copies of what came before (2.4.1.3.5); none where it is damaged.
fn tokens(chunk: &[u8], begin: usize, plain: &mut Vec<u8>) -> Option<()> {
    let mut at = 0;
    while at < chunk.len() {
        let flags = *chunk.get(at)?;
        at += 1;
        for bit in 0..8 {
            if at >= chunk.len() {
                return Some(());
            }
            if flags >> bit & 1 == 0 {
                plain.push(*chunk.get(at)?);
                at += 1;
                continue;
            }
            let token = usize::from(short(chunk, at)?);
            at += 2;
            let known = plain.len().checked_sub(begin)?;
            // As many bits say how far back it is as the number of bytes so far needs; four at least.
            let bits = (usize::BITS - known.saturating_sub(1).leading_zeros()).max(4);
            let length = (token & (0xffff >> bits)) + 3;
            let from = plain.len().checked_sub((token >> (16 - bits)) + 1).filter(|from| *from >= begin)?;
            for place in from..from + length {
                plain.push(*plain.get(place)?);
            }
        }
    }
    Some(())
}

/// Whether the source of a module says more than what it is and which procedures it would have; none where the stream has no source.
/// `is_idle` says of a line without its comment that it does nothing.
#[must_use]
pub fn has_instructions(module: &[u8], is_idle: impl Fn(&[u8]) -> bool) -> Option<bool> {
    let start = memmem::find(module, BEGIN)?.checked_sub(3).filter(|start| module.get(*start) == Some(&1))?;
    let source = source(module, start);
    let mut lines = source.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii);
    let says_nothing = |line: &[u8]| {
        let lower = line.to_ascii_lowercase();
        let starts = |word: &[u8]| lower.starts_with(word);
        line.is_empty() || starts(b"attribute ") || starts(b"option ") || starts(b"'") || starts(b"rem ")
    };
    let code = |line: &[u8]| line.split(|byte| *byte == b'\'').next().unwrap_or_default().trim_ascii().to_vec();
    Some(lines.any(|line| !says_nothing(line) && !is_frame(line) && !is_idle(&code(line))))
}

/// Whether a line begins or ends a procedure, and no more: programs write both for an event that somebody looked at.
fn is_frame(line: &[u8]) -> bool {
    const KINDS: [&[u8]; 3] = [b"sub", b"function", b"property"];
    let lower = line.to_ascii_lowercase();
    let mut words = lower.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).peekable();
    let is_end = words.next_if(|word| *word == b"end").is_some();
    while words.next_if(|word| matches!(*word, b"public" | b"private" | b"friend" | b"static")).is_some() {}
    let is_procedure = words.next().is_some_and(|word| KINDS.contains(&word));
    // A colon parts two instructions on one line; an underscore says that the line goes on.
    is_procedure && (is_end == words.peek().is_none()) && !lower.contains(&b':') && !lower.ends_with(b"_")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source as one chunk of literals.
    fn module(source: &[u8]) -> Vec<u8> {
        let tokens: Vec<u8> = source.chunks(8).flat_map(|eight| [&[0][..], eight].concat()).collect();
        let head = 0xb000 | u16::try_from(tokens.len() + 2 - 3).unwrap();
        [b"pcode\x01", &head.to_le_bytes()[..], &tokens].concat()
    }

    #[test]
    fn a_module_without_a_line_of_its_own_is_empty() {
        let empty = b"Attribute VB_Name = \"ThisDocument\"\r\nOption Explicit\r\n' nothing\r\n";
        assert_eq!(has_instructions(&module(empty), |_| false), Some(false));
        let full = b"Attribute VB_Name = \"M\"\r\nSub AutoOpen()\r\nShell \"calc\"\r\nEnd Sub\r\n";
        assert_eq!(has_instructions(&module(full), |_| false), Some(true));
        assert_eq!(has_instructions(b"no source", |_| false), None);
    }

    #[test]
    fn procedures_without_a_line_are_none_and_one_with_a_line_of_a_program_is_none_either() {
        let says = |source: &[u8]| has_instructions(&module(source), |line| line == b"A.B = A.B");
        assert_eq!(says(b"Attribute VB_Name = \"D\"\r\nPrivate Sub Box_Change()\r\n\r\nEnd Sub\r\n"), Some(false));
        assert_eq!(says(b"Attribute VB_Name = \"D\"\r\nSub Open()\r\nA.B = A.B 'added\r\nEnd Sub\r\n"), Some(false));
        assert_eq!(says(b"Attribute VB_Name = \"D\"\r\nSub Open(): Shell 1\r\nEnd Sub\r\n"), Some(true));
        let declared = b"Attribute VB_Name = \"D\"\r\nPrivate Declare Sub Sleep Lib \"k\" (n As Long)\r\n";
        assert_eq!(says(declared), Some(true));
    }

    #[test]
    fn copies_of_what_came_before_are_read_as_the_specification_shows_them() {
        // MS-OVBA 3.2.2: "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa".
        let compressed = [
            0x01, 0x2f, 0xb0, 0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66, 0x00, 0x70, 0x61, 0x67,
            0x68, 0x69, 0x6a, 0x01, 0x38, 0x08, 0x61, 0x6b, 0x6c, 0x00, 0x30, 0x6d, 0x6e, 0x6f, 0x70, 0x06, 0x71, 0x02,
            0x70, 0x04, 0x10, 0x72, 0x73, 0x74, 0x75, 0x76, 0x10, 0x77, 0x78, 0x79, 0x7a, 0x00, 0x3c,
        ];
        let plain = source(&compressed, 0);
        assert_eq!(plain, b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa");
    }
}
