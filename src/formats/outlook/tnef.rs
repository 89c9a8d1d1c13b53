//! TNEF ([MS-OXTNEF]): a message packed for the way through mail servers, as `winmail.dat`.

use super::properties::{
    Attachment, Label, Message, Name, Object, Place, Properties, Value, WESTERN, id, kind, several,
};
use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::formats::little_endian::{long, short};
use crate::model::ByteRange;

/// How the bytes begin (2.1.3.1).
pub const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];
/// Where an attached object is a message ([MS-OXCMSG], `IID_IMessage`), and where a storage.
const MESSAGE: &[u8] = b"\x07\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
const STORAGE: &[u8] = b"\x0b\0\0\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

/// Attributes of the message that are texts, dates or numbers, and the property that each is (2.1.3.2).
const OF_MESSAGE: &[(u32, u16, u16)] = &[
    (0x0001_8004, 0x0037, kind::STRING_8),
    (0x0001_8009, MESSAGE_ID, kind::STRING_8),
    (0x0002_800c, 0x1000, kind::STRING_8),
    (0x0003_8005, 0x0039, kind::CIVIL),
    (0x0003_8006, 0x0e06, kind::CIVIL),
    (0x0003_8020, 0x3008, kind::CIVIL),
    (0x0007_8008, 0x001a, kind::STRING_8),
];
/// Those of an attachment.
const OF_ATTACHMENT: &[(u32, u16, u16)] = &[
    (0x0001_8010, 0x3704, kind::STRING_8),
    (0x0003_8012, 0x3007, kind::CIVIL),
    (0x0003_8013, 0x3008, kind::CIVIL),
    (0x0006_800f, id::ATTACHED, kind::BINARY),
    (0x0006_9001, 0x3707, kind::STRING_8),
];
/// `attMessageID` is no property of MAPI that others use: the search key in hexadecimal. It has an identifier that MAPI does not give out.
pub const MESSAGE_ID: u16 = 0x0001;

const CODE_PAGE: u32 = 0x0006_9007;
const PROPERTIES: u32 = 0x0006_9003;
const RECIPIENTS: u32 = 0x0006_9004;
const FROM: u32 = 0x0000_8000;
/// An attachment begins.
const RENDERING: u32 = 0x0006_9002;
const OF_THE_ATTACHMENT: u32 = 0x0006_9005;

/// An attribute takes so many bytes at least: level, number, length, sum.
const SHORTEST: usize = 11;

/// One attribute of the stream.
struct Attribute<'a> {
    of_attachment: bool,
    id: u32,
    data: &'a [u8],
    at: usize,
}

/// Reads a message. Where the bytes break off, what came before is kept and the fault is named.
///
/// # Errors
/// Why it is no such message.
pub fn read(bytes: &[u8], purse: &Purse) -> Result<Message, String> {
    within(bytes, 0, purse, 0)
}

fn within(bytes: &[u8], from: usize, purse: &Purse, depth: u64) -> Result<Message, String> {
    if !bytes.starts_with(&SIGNATURE) {
        return Err("it does not begin as TNEF does".to_owned());
    }
    purse.parsed(bytes.len());
    let mut message = Message::default();
    let (mut values, mut page) = (Vec::new(), WESTERN);
    let mut open: Option<(Vec<Value>, Object)> = None;
    let mut at = 6;
    let mut attachments = Vec::new();
    while at < bytes.len() {
        if purse.is_empty() || !purse.takes_entry() {
            break;
        }
        let Some(attribute) = attribute(bytes, at) else {
            let rest = bytes.len() - at;
            if rest < SHORTEST {
                message.oddities.push(format!("{rest} bytes follow the last attribute"));
            } else {
                message.faults.push(format!("the attribute at byte {} is cut off", from + at));
            }
            break;
        };
        at = attribute.at + attribute.data.len();
        let stated = short(bytes, at);
        let sum = attribute.data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        if stated != Some(sum) {
            message
                .oddities
                .push(format!("the sum of the attribute at byte {} is not that of its bytes", from + attribute.at));
        }
        at += 2;
        let place = place(&attribute, from);
        let whole =
            |id: u16, kind: u16| Value { id, kind, name: None, raw: attribute.data.to_vec(), place: place.clone() };
        if attribute.id == RENDERING {
            attachments.extend(open.take());
            open = Some(Default::default());
            continue;
        }
        if attribute.of_attachment {
            let (values, object) = open.get_or_insert_with(Default::default);
            if let Some((_, id, kind)) = OF_ATTACHMENT.iter().find(|(known, _, _)| *known == attribute.id) {
                values.push(whole(*id, *kind));
            } else if attribute.id == OF_THE_ATTACHMENT {
                let mut list = List { attribute: &attribute, at: 0, from };
                values.extend(list.read(purse, &mut message.faults));
                *object = attached(values, purse, depth, &mut message.faults);
            }
            continue;
        }
        match attribute.id {
            CODE_PAGE => page = long(attribute.data, 0).and_then(|page| u16::try_from(page).ok()).unwrap_or(page),
            PROPERTIES => values.extend(List { attribute: &attribute, at: 0, from }.read(purse, &mut message.faults)),
            RECIPIENTS => {
                let mut list = List { attribute: &attribute, at: 4, from };
                for _ in 0..long(attribute.data, 0).unwrap_or(0) {
                    if list.at >= attribute.data.len() || !purse.takes_entry() {
                        break;
                    }
                    let values = list.read(purse, &mut message.faults);
                    message.recipients.push(Properties::new(values, page));
                }
            }
            FROM => values.extend(sender(&attribute, &place).into_iter().flatten()),
            other => {
                let known = OF_MESSAGE.iter().find(|(known, _, _)| *known == other);
                values.extend(known.map(|(_, id, kind)| whole(*id, *kind)));
            }
        }
    }
    attachments.extend(open);
    message.properties = Properties::new(values, page);
    let attached = attachments
        .into_iter()
        .map(|(values, object)| Attachment { properties: Properties::new(values, page), object });
    message.attachments.extend(attached);
    message.settle_code_page();
    Ok(message)
}

fn attribute(bytes: &[u8], at: usize) -> Option<Attribute<'_>> {
    let (level, id, length) = (bytes.get(at)?, long(bytes, at + 1)?, long(bytes, at + 5)?);
    let start = at + 9;
    let data = bytes.get(start..start.checked_add(usize::try_from(length).ok()?)?)?;
    Some(Attribute { of_attachment: *level == 2, id, data, at: start })
}

fn place(attribute: &Attribute<'_>, from: usize) -> Place {
    let start = from + attribute.at;
    Place {
        holder: format!("attribute 0x{:08x}", attribute.id),
        bytes: Some(ByteRange::new(start, start + attribute.data.len())),
        decoded: None,
    }
}

/// The sender of the old form (2.1.3.3, TRP): four numbers of two bytes, the name, `SMTP:` and the address.
fn sender(attribute: &Attribute<'_>, place: &Place) -> Option<[Value; 2]> {
    let length = usize::from(short(attribute.data, 4)?);
    let value = |id: u16, start: usize, length: usize| {
        let raw = attribute.data.get(start..start.checked_add(length)?)?;
        Some(Value { id, kind: kind::STRING_8, name: None, raw: raw.to_vec(), place: place.clone() })
    };
    Some([value(0x0c1a, 8, length)?, value(0x0c1f, 8 + length, usize::from(short(attribute.data, 6)?))?])
}

/// What an attached object is, by the identifier before its bytes.
fn attached(values: &[Value], purse: &Purse, depth: u64, faults: &mut Vec<String>) -> Object {
    let object = values.iter().find(|value| value.id == id::ATTACHED && value.kind == kind::OBJECT);
    let Some(object) = object else { return Object::Nothing };
    let from = object.place.bytes.and_then(|range| usize::try_from(range.start).ok()).unwrap_or(0) + MESSAGE.len();
    if let Some(inner) = object.raw.strip_prefix(MESSAGE) {
        if depth >= purse.budget.nesting {
            purse.reach("nesting", purse.budget.nesting);
            return Object::Bytes(inner.to_vec());
        }
        return match within(inner, from, purse, depth + 1) {
            Ok(message) => Object::Message(Box::new(message)),
            Err(why) => {
                faults.push(format!("an attached message cannot be read: {why}"));
                Object::Bytes(inner.to_vec())
            }
        };
    }
    object.raw.strip_prefix(STORAGE).map_or(Object::Nothing, |storage| Object::Bytes(storage.to_vec()))
}

/// A list of properties in an attribute (2.1.3.4).
struct List<'a> {
    attribute: &'a Attribute<'a>,
    at: usize,
    from: usize,
}

impl<'a> List<'a> {
    fn read(&mut self, purse: &Purse, faults: &mut Vec<String>) -> Vec<Value> {
        let mut values = Vec::new();
        let Some(count) = self.long() else { return values };
        for _ in 0..count {
            if !purse.takes_entry() {
                break;
            }
            let Some(more) = self.entry() else {
                let at = self.from + self.attribute.at + self.at;
                faults.push(format!("the list of properties is cut off or not understood at byte {at}"));
                self.at = self.attribute.data.len();
                break;
            };
            values.extend(more);
        }
        values
    }

    fn long(&mut self) -> Option<u32> {
        let value = long(self.attribute.data, self.at)?;
        self.at += 4;
        Some(value)
    }

    /// So many bytes, filled up to a multiple of four.
    fn bytes(&mut self, length: usize) -> Option<(&'a [u8], Place)> {
        let end = self.at.checked_add(length)?;
        let raw = self.attribute.data.get(self.at..end)?;
        let start = self.from + self.attribute.at + self.at;
        let place = Place {
            holder: format!("attribute 0x{:08x}", self.attribute.id),
            bytes: Some(ByteRange::new(start, start + length)),
            decoded: None,
        };
        self.at = end.checked_next_multiple_of(4)?;
        Some((raw, place))
    }

    fn entry(&mut self) -> Option<Vec<Value>> {
        let tag = self.long()?;
        let (kind, id) = (u16::try_from(tag & 0xffff).ok()?, u16::try_from(tag >> 16).ok()?);
        let name = if id >= 0x8000 { Some(self.name()?) } else { None };
        let single = kind & !kind::SEVERAL;
        let is_several = kind & kind::SEVERAL != 0;
        let width = kind::width(single);
        let count = if is_several || width.is_none() { self.long()? } else { 1 };
        let mut values = Vec::new();
        for _ in 0..count {
            let length = match width {
                Some(width) => width,
                None => usize::try_from(self.long()?).ok()?,
            };
            let (raw, place) = self.bytes(length)?;
            let found = match width {
                Some(_) => several(id, single, raw, &place),
                None => vec![Value { id, kind: single, name: None, raw: raw.to_vec(), place }],
            };
            values.extend(found.into_iter().map(|value| Value { name: name.clone(), ..value }));
        }
        Some(values)
    }

    fn name(&mut self) -> Option<Name> {
        let set = self.bytes(16)?.0.try_into().ok()?;
        let label = if self.long()? == 0 {
            Label::Number(self.long()?)
        } else {
            let length = usize::try_from(self.long()?).ok()?;
            Label::Text(code_page::utf_16(self.bytes(length)?.0))
        };
        Some(Name { set, label })
    }
}
