//! PowerPoint 97 to 2003 (MS-PPT): records inside records, and a chain of saves that are appended to one another.

use super::{Sight, hand_over};
use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::formats::compound::directory::Stream;
use crate::formats::compound::powerpoint::{Record, record};
use crate::formats::little_endian::{long, short};
use crate::model::trouble::LOCKED;
use crate::model::{Concealment, Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::{ChildName, Intake, ReadOptions, read_child};
use std::io::Read;
use std::ops::Range;

/// Who saved the presentation last (`CurrentUserAtom`, 2.3.2).
pub const USER: Property = Property::new("ole.powerpoint.user", Role::LastAuthor, Editability::F1);
/// How many saves the stream holds (`UserEditAtom`, 2.3.3): earlier states may still be in it.
pub const EDITS: Property = Property::plain("ole.powerpoint.edits", Editability::F1);
/// The version of the program that saved last, as the last of these says.
pub const VERSION: Property = Property::new("ole.powerpoint.version", Role::Feature, Editability::F1);
/// A typeface that the presentation lists (`FontEntityAtom`, 2.9.10).
pub const FONT: Property = Property::new(keys::OLD_FONT_LISTED, Role::FontName, Editability::F1);
/// When a comment was made (`Comment10Atom`, 2.5.22).
pub const COMMENT_TIME: Property = Property::new(keys::OLD_COMMENT_TIME, Role::PartTime, Editability::F1);
/// Author and text of a comment.
pub const COMMENT: Property = Property::plain(keys::OLD_COMMENT, Editability::F2).hidden(Concealment::Comment);
/// A slide that is not shown (`SlideShowSlideInfoAtom`, 2.6.6).
pub const HIDDEN_SLIDE: Property =
    Property::plain(keys::OLD_HIDDEN_SLIDE, Editability::F1).hidden(Concealment::HiddenSlide);
/// Text of speaker's notes.
pub const NOTES: Property = Property::plain(keys::OLD_HIDDEN_NOTES, Editability::F3).hidden(Concealment::SpeakerNotes);

/// What a stream says that names the last user of a presentation which a password locks (`CurrentUserAtom`, `headerToken`).
pub(super) const LOCKED_TOKEN: u32 = 0xf3d1_c4df;

/// Reads the stream that names the last user.
pub fn current_user(stream: &Stream, document: Option<&Stream>, intake: &mut Intake) {
    let sight = Sight::of(stream);
    let bytes = stream.bytes.as_slice();
    let token = long(bytes, 12).unwrap_or(0);
    let length = usize::from(short(bytes, 20).unwrap_or(0));
    if token == LOCKED_TOKEN {
        intake.partial();
        intake.warn(LOCKED, "a password locks the presentation; valla read only its properties", None);
    }
    let range = 28..28 + length;
    // The same name follows in UTF-16, in newer files.
    let wide = range.end + 4..range.end + 4 + length * 2;
    let (text, range) = match bytes.get(wide.clone()).map(code_page::utf_16).filter(|text| !text.is_empty()) {
        Some(text) => (text, wide),
        None => (code_page::decode(1252, bytes.get(range.clone()).unwrap_or_default()), range),
    };
    if !text.trim().is_empty() {
        hand_over(&sight, &USER, range, "CurrentUserAtom", Reading::Present(Value::Text(text)), intake);
    }
    if let (Some(document), Some(at)) = (document, long(bytes, 16)) {
        edits(document, at, intake);
    }
}

/// Follows the saves from the last to the first.
fn edits(document: &Stream, last: u32, intake: &mut Intake) {
    let sight = Sight::of(document);
    let bytes = document.bytes.as_slice();
    let (mut at, mut count, mut earlier) = (usize::try_from(last).unwrap_or(usize::MAX), 0_i64, usize::MAX);
    while at < earlier {
        let Some(edit) = record(bytes, at, bytes.len()).filter(|record| record.kind == 0x0ff5) else { break };
        count += 1;
        let start = edit.body.start;
        if count == 1
            && let (Some(minor), Some(major)) = (bytes.get(start + 6), bytes.get(start + 7))
        {
            let text = format!("{major}.{minor}");
            let value = Reading::Present(Value::Text(text));
            hand_over(&sight, &VERSION, start + 6..start + 8, "UserEditAtom/version", value, intake);
        }
        earlier = at;
        match long(bytes, start + 8).and_then(|offset| usize::try_from(offset).ok()) {
            Some(0) | None => break,
            Some(offset) => at = offset,
        }
    }
    if count > 0 {
        let at = usize::try_from(last).unwrap_or(0);
        let value = Reading::Present(Value::Number(count));
        hand_over(&sight, &EDITS, at..at + 8, "UserEditAtom, chain of saves", value, intake);
    }
}

/// Reads the document.
pub fn read(stream: &Stream, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    purse.parsed(stream.bytes.len());
    let mut walk =
        Walk { stream, sight: Sight::of(stream), options, purse, in_notes: false, in_comment: false, objects: 0 };
    walk.within(0..stream.bytes.len(), 0, intake);
}

struct Walk<'a> {
    stream: &'a Stream,
    sight: Sight<'a>,
    options: &'a ReadOptions,
    purse: &'a Purse,
    in_notes: bool,
    /// Strings in a comment are of it; others of the same kind are names of other things.
    in_comment: bool,
    objects: usize,
}

impl Walk<'_> {
    fn within(&mut self, range: Range<usize>, depth: u64, intake: &mut Intake) {
        let mut at = range.start;
        while let Some(record) = record(&self.stream.bytes, at, range.end) {
            at = record.body.end.max(at + 8);
            if self.purse.is_empty() {
                return;
            }
            if record.container && depth < self.purse.budget.depth {
                let outer = (self.in_notes, self.in_comment);
                self.in_notes |= record.kind == 0x03f0;
                self.in_comment |= record.kind == 0x2ee0;
                self.within(record.body.clone(), depth + 1, intake);
                (self.in_notes, self.in_comment) = outer;
            } else {
                self.atom(&record, intake);
            }
        }
    }

    fn atom(&mut self, record: &Record, intake: &mut Intake) {
        let bytes = self.stream.bytes.as_slice();
        let body = record.body.clone();
        let raw = bytes.get(body.clone()).unwrap_or_default();
        let present = |text: String| Reading::Present(Value::Text(text));
        match record.kind {
            0x0fb7 => {
                let text = code_page::utf_16(raw.get(..64.min(raw.len())).unwrap_or_default());
                let end = body.start + text.encode_utf16().count() * 2;
                if !text.is_empty() && intake.first("typeface", &text) {
                    hand_over(&self.sight, &FONT, body.start..end, "FontEntityAtom", present(text), intake);
                }
            }
            0x2ee1 => {
                let field = |number: usize| short(raw, 4 + number * 2).map_or(0, u32::from);
                let (date, clock) = ((field(0), field(1), field(3)), (field(4), field(5), field(6)));
                let text =
                    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.0, date.1, date.2, clock.0, clock.1, clock.2);
                let reading = Moment::of_digits(&text, date, clock).map_or_else(
                    || Reading::Unreadable("not a date in the calendar".to_owned()),
                    |moment| Reading::Present(Value::Moment(moment)),
                );
                hand_over(
                    &self.sight,
                    &COMMENT_TIME,
                    body.start + 4..body.start + 20,
                    "Comment10Atom",
                    reading,
                    intake,
                );
            }
            0x0fba if record.instance <= 2 && self.in_comment => {
                let text = code_page::utf_16(raw);
                let what = ["author", "text", "initials"].get(usize::from(record.instance)).copied().unwrap_or("text");
                if !text.is_empty() {
                    hand_over(&self.sight, &COMMENT, body, &format!("Comment10/{what}"), present(text), intake);
                }
            }
            0x03f9 if raw.get(10).is_some_and(|flags| flags & 4 != 0) => {
                hand_over(
                    &self.sight,
                    &HIDDEN_SLIDE,
                    body.start + 10..body.start + 11,
                    "SlideShowSlideInfoAtom/fHidden",
                    present("a slide that is not shown".to_owned()),
                    intake,
                );
            }
            // NotesAtom (MS-PPT 2.5.12): notes of no slide are the master of notes, whose words ask for some. Its reference
            // is zero there; in real files it is the id of a master, from 0x80000000 on.
            0x03f1 if long(raw, 0).is_some_and(|slide| slide == 0 || slide >= 0x8000_0000) => self.in_notes = false,
            0x0fa0 | 0x0fa8 if self.in_notes => {
                let text = if record.kind == 0x0fa0 {
                    code_page::utf_16(raw)
                } else {
                    raw.iter().map(|&byte| char::from(byte)).collect()
                };
                let text: String = text.chars().take(500).collect();
                if !text.trim().is_empty() && text.trim() != "*" {
                    hand_over(&self.sight, &NOTES, body, "NotesContainer", present(text), intake);
                }
            }
            0x1011 => self.object(record, raw, intake),
            _ => {}
        }
    }

    /// An embedded object (`ExOleObjStg`, 2.10.34): a compound file, often compressed.
    fn object(&mut self, record: &Record, raw: &[u8], intake: &mut Intake) {
        self.objects += 1;
        let name = format!("embedded object {}", self.objects);
        let bytes = if record.instance == 1 {
            let Some(packed) = raw.get(4..) else { return };
            let (room, limit, value) = self.purse.room(packed.len());
            let mut plain = Vec::new();
            let result = flate2::read::ZlibDecoder::new(packed).take(room as u64 + 1).read_to_end(&mut plain);
            self.purse.expanded(plain.len());
            if plain.len() > room {
                self.purse.reach(limit, value);
                return;
            }
            if result.is_err() && plain.is_empty() {
                intake.partial();
                intake.warn("object-not-readable", format!("the {name} cannot be decoded"), None);
                return;
            }
            plain
        } else {
            raw.to_vec()
        };
        read_child(ChildName::from(name), bytes, self.options, self.purse, intake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Format;
    use crate::readers::Budget;

    fn made(kind: u16, container: bool, body: &[u8]) -> Vec<u8> {
        let head = [u16::from(container) * 15, kind].map(u16::to_le_bytes).concat();
        [&head[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    fn notes(slide: u32, words: &str) -> Vec<u8> {
        let atom = made(0x03f1, false, &[slide.to_le_bytes(), [0; 4]].concat());
        let words = made(0x0fa8, false, words.as_bytes());
        made(0x03f0, true, &[atom, made(0x040c, true, &words)].concat())
    }

    #[test]
    fn notes_are_those_of_slides_and_not_of_their_master() {
        let bytes = [
            notes(0x8000_0000, "Click to edit Master notes styles"),
            notes(0, "Click to edit Master text styles"),
            notes(0x0100, "The bridge is not to be named."),
        ];
        let stream = Stream::put_together("PowerPoint Document".to_owned(), bytes.concat());
        let purse = Purse::new(Budget::default(), stream.bytes.len());
        let mut intake = Intake::new(Format::default(), &purse);
        read(&stream, &ReadOptions::default(), &purse, &mut intake);
        let said: Vec<Option<String>> =
            intake.finish().evidence.iter().map(|evidence| evidence.text().map(str::to_owned)).collect();
        assert_eq!(said, [Some("The bridge is not to be named.".to_owned())]);
    }
}
