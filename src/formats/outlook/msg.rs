//! Messages that Outlook saves as files of their own ([MS-OXMSG]): a compound file whose streams are properties.

use super::named::{self, Names};
use super::properties::{Attachment, Message, Object, Place, Properties, Value, WESTERN, id, kind, several};
use crate::formats::budget::Purse;
use crate::formats::compound::directory::{Compound, Entry, Kind, Stream};
use crate::formats::little_endian::short;
use crate::model::ByteRange;
use std::ops::Range;

/// The list of properties (2.4).
const LIST: &str = "__properties_version1.0";
/// The storage of names (2.2.3).
const NAMES: &str = "__nameid_version1.0";
/// How a stream of one value begins (2.1.3).
const VALUE: &str = "__substg1.0_";
/// How many bytes come before the list, of the outermost message (2.4.1.1), of one in another (2.4.1.2), of what it holds (2.4.1.3).
const HEADS: [usize; 3] = [32, 24, 8];
/// The storage of an attached object.
const OBJECT: &str = "__substg1.0_3701000D";

/// Reads a message.
#[must_use]
pub fn read(compound: &Compound<'_>, purse: &Purse) -> Message {
    let stream = |name: &str| compound.stream(&format!("{NAMES}/__substg1.0_{name}"), purse).unwrap_or_default().bytes;
    let names = named::read(&stream("00020102"), &stream("00030102"), &stream("00040102"));
    let mut message = Reader { compound, names, purse }.message("", 0);
    message.settle_code_page();
    message
}

struct Reader<'a> {
    compound: &'a Compound<'a>,
    names: Names,
    purse: &'a Purse,
}

impl Reader<'_> {
    fn message(&self, folder: &str, depth: u64) -> Message {
        let mut message = Message::default();
        let head = HEADS[usize::from(depth > 0)];
        message.properties = Properties::new(self.values(folder, head, &mut message.faults), WESTERN);
        for storage in self.inside(folder).filter(|entry| entry.kind == Kind::Storage) {
            if self.purse.is_empty() || !self.purse.takes_entry() {
                break;
            }
            if storage.name.starts_with("__recip_version1.0_") {
                let values = self.values(&storage.path, HEADS[2], &mut message.faults);
                message.recipients.push(Properties::new(values, message.properties.code_page));
            } else if storage.name.starts_with("__attach_version1.0_") {
                let values = self.values(&storage.path, HEADS[2], &mut message.faults);
                let properties = Properties::new(values, message.properties.code_page);
                let object = self.object(&storage.path, &properties, depth);
                message.attachments.push(Attachment { properties, object });
            }
        }
        message
    }

    /// What is directly in a storage, in the order of the directory.
    fn inside<'s>(&'s self, folder: &str) -> impl Iterator<Item = &'s Entry> + use<'s> {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.compound.entries.iter().filter(|entry| entry.listed && entry.kind != Kind::Root).filter(move |entry| {
            entry.path.strip_prefix(&folder).is_some_and(|name| name.len() == entry.name.len() && !name.is_empty())
        })
    }

    /// An attached message, or an object of another program (2.2.2.1, 2.2.2.2).
    fn object(&self, folder: &str, properties: &Properties, depth: u64) -> Object {
        let path = format!("{folder}/{OBJECT}");
        if self.compound.entry(&path).is_none_or(|entry| entry.kind != Kind::Storage) {
            return Object::Nothing;
        }
        let is_message =
            properties.number(id::ATTACH_METHOD) == Some(5) || self.compound.is_stream(&format!("{path}/{LIST}"));
        if !is_message {
            return Object::Storage(path);
        }
        if depth >= self.purse.budget.nesting {
            self.purse.reach("nesting", self.purse.budget.nesting);
            return Object::Nothing;
        }
        let mut message = self.message(&path, depth + 1);
        message.settle_code_page();
        Object::Message(Box::new(message))
    }

    fn values(&self, folder: &str, head: usize, faults: &mut Vec<String>) -> Vec<Value> {
        let at = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let mut values = Vec::new();
        match self.compound.stream(&at(LIST), self.purse) {
            None => faults.push(format!("there is no list of properties {}", at(LIST))),
            Some(list) => {
                // Some programs write the head of another level; sixteen bytes an entry say which.
                let start = if list.bytes.len() >= head { head } else { list.bytes.len() };
                for from in (start..list.bytes.len()).step_by(16) {
                    if !self.purse.takes_entry() {
                        break;
                    }
                    values.extend(self.fixed(&list, from));
                }
            }
        }
        let streams = self.inside(folder).filter(|entry| entry.kind == Kind::Stream && entry.name.starts_with(VALUE));
        for entry in streams {
            if self.purse.is_empty() || !self.purse.takes_entry() {
                break;
            }
            let tag = entry.name.get(VALUE.len()..).unwrap_or_default();
            let number = |range: Range<usize>| tag.get(range).and_then(|digits| u16::from_str_radix(digits, 16).ok());
            let (Some(id), Some(kind)) = (number(0..4), number(4..8)) else { continue };
            let single = kind & !kind::SEVERAL;
            let is_list_of_lengths = kind != single && kind::width(single).is_none() && tag.len() == 8;
            if is_list_of_lengths {
                continue;
            }
            let stream = self.compound.stream_of(entry, self.purse);
            let found = if kind != single && tag.len() == 8 {
                several(id, single, &stream.bytes, &place(&stream, 0..stream.bytes.len()))
            } else {
                let place = place(&stream, 0..stream.bytes.len());
                vec![Value { id, kind: single, name: None, raw: stream.bytes, place }]
            };
            values.extend(found.into_iter().map(|value| Value { name: self.names.get(&id).cloned(), ..value }));
        }
        values
    }

    /// A value in the list itself (2.4.2.1).
    fn fixed(&self, list: &Stream, from: usize) -> Option<Value> {
        let (kind, id) = (short(&list.bytes, from)?, short(&list.bytes, from + 2)?);
        let width = kind::width(kind).filter(|width| *width <= 8 && kind & kind::SEVERAL == 0)?;
        let range = from + 8..from + 8 + width;
        let raw = list.bytes.get(range.clone())?.to_vec();
        Some(Value { id, kind, name: self.names.get(&id).cloned(), raw, place: place(list, range) })
    }
}

fn place(stream: &Stream, range: Range<usize>) -> Place {
    Place {
        holder: format!("stream {}", stream.path.escape_default()),
        bytes: stream.place(&range).map(|(bytes, _)| bytes),
        decoded: Some(ByteRange::new(range.start, range.end)),
    }
}
