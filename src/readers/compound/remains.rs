//! Text that no longer belongs to the document and is still in its bytes: in free sectors, after the end that the header
//! states, and between the pieces of a document that was saved fast.

use crate::formats::budget::Purse;
use crate::formats::compound::directory::{Compound, Kind};
use crate::formats::remains::Found;
use crate::model::{Concealment, Edit, EditKind, Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use crate::readers::program_words::{self, Place};
use memchr::memmem;

/// Text that is in the file and is no part of the document any more.
pub const TEXT: Property = Property::plain("ole.remains.text", Editability::F0).hidden(Concealment::OlderSave);

/// So many bytes are searched for texts; what is found after that is taken for a copy.
const SEARCHED: usize = 512 << 20;
/// A piece of a text has so many letters and digits at least.
const PIECE: usize = 4;

/// What the streams of a document say now: a program copies its streams when it saves, and a copy of what is still said was not taken out.
#[derive(Debug, Default)]
pub struct Live {
    streams: Option<Vec<Vec<u8>>>,
    searched: usize,
}

impl Live {
    /// Whether the document, or a program, says that text: each piece of it in Unicode or in a code page. Quotation marks and exclamation
    /// marks part the name of a sheet from that of a range, backslashes folders.
    pub fn say(&mut self, text: &str, compound: &Compound<'_>, purse: &Purse) -> bool {
        if program_words::without(Place::Compound, text).is_empty() {
            return true;
        }
        let streams = self.streams.get_or_insert_with(|| {
            let listed = compound.entries.iter().filter(|entry| entry.listed && entry.kind == Kind::Stream);
            listed.map(|entry| compound.stream_of(entry, purse).bytes).collect()
        });
        let mut says = |piece: &str| {
            let wide: Vec<u8> = piece.encode_utf16().flat_map(u16::to_le_bytes).collect();
            streams.iter().any(|stream| {
                self.searched = self.searched.saturating_add(2 * stream.len());
                self.searched > SEARCHED
                    || memmem::find(stream, &wide).is_some()
                    || piece.is_ascii() && memmem::find(stream, piece.as_bytes()).is_some()
            })
        };
        if says(text) || in_runs(text, &mut says) {
            return true;
        }
        let is_piece = |piece: &&str| piece.chars().filter(|letter| letter.is_alphanumeric()).count() >= PIECE;
        let of_program = |piece: &str| program_words::without(Place::Name, &format!("_xlnm.{piece}")).is_empty();
        let mut pieces = text.split(['\'', '!', '\\']).map(str::trim).filter(is_piece).peekable();
        pieces.peek().is_some() && pieces.all(|piece| of_program(piece) || says(piece))
    }
}

/// Whether all of a text is said in runs of words: between two of them a program may have a sign of its own, as at the end of a
/// paragraph, where the text that was found has a blank.
fn in_runs(text: &str, says: &mut impl FnMut(&str) -> bool) -> bool {
    let mut words: &[&str] = &text.split(' ').collect::<Vec<_>>();
    if words.len() < 2 * RUN {
        return false;
    }
    while !words.is_empty() {
        let longest =
            (RUN..=words.len()).take_while(|count| words.get(..*count).is_some_and(|run| says(&run.join(" ")))).last();
        let Some(rest) = longest.and_then(|count| words.get(count..)) else { return false };
        words = rest;
    }
    true
}

/// Fewer words are said by chance.
const RUN: usize = 4;

/// Hands over text that was found.
pub fn hand_over(found: &Found, raw: &[u8], locus: Locus, intake: &mut Intake) {
    let is_of_program = program_words::without(Place::Compound, &found.text).is_empty();
    if !is_of_program && intake.first("remains", &found.text) {
        let head = raw.get(..64).unwrap_or(raw);
        let text = found.text.clone();
        intake.edit(Edit { kind: EditKind::Remains, author: None, time: None, text, locus: locus.clone() });
        intake.evidence(&TEXT, head, Reading::Present(Value::Text(found.text.clone())), locus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::budget::Budget;

    #[test]
    fn what_the_document_or_a_program_says_was_not_taken_out() {
        let bytes = std::fs::read("samples/revisions/9-fast-saved.doc").unwrap();
        let compound = Compound::open(&bytes).unwrap();
        let purse = Purse::new(Budget::default(), bytes.len());
        let mut live = Live::default();
        let stream = compound.stream("WordDocument", &purse).unwrap();
        let kept = crate::formats::remains::texts(&stream.bytes);
        let said = kept.first().unwrap().text.clone();
        let mut say = |text: &str| live.say(text, &compound, &purse);
        assert!(say(&said));
        assert!(say("'granted to the second company'!Print_Area"));
        assert!(
            say("Microsoft Office Word Document")
                && say("*\\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\\x.tlb#OLE")
        );
        assert!(!say("Jane Roe took the money") && !say(&format!("'{said}'!Jane Roe took the money")));
    }
}
