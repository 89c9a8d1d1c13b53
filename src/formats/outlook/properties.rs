//! Properties of MAPI ([MS-OXCDATA], 2.11; [MS-OXPROPS]): what a message, a recipient or an attachment says, whatever file keeps it.

use crate::formats::code_page;
use crate::formats::little_endian::{long, number, short};
use crate::model::ByteRange;
use std::fmt;

/// Types of properties ([MS-OXCDATA], 2.11.1).
pub mod kind {
    /// A number of two bytes.
    pub const SHORT: u16 = 0x0002;
    /// A number of four bytes.
    pub const LONG: u16 = 0x0003;
    /// Yes or no.
    pub const BOOLEAN: u16 = 0x000b;
    /// An object: a message or a storage.
    pub const OBJECT: u16 = 0x000d;
    /// A number of eight bytes.
    pub const LONG_LONG: u16 = 0x0014;
    /// Text in a code page.
    pub const STRING_8: u16 = 0x001e;
    /// Text in UTF-16.
    pub const UNICODE: u16 = 0x001f;
    /// A FILETIME.
    pub const TIME: u16 = 0x0040;
    /// A GUID.
    pub const GUID: u16 = 0x0048;
    /// Bytes.
    pub const BINARY: u16 = 0x0102;
    /// This bit is set where there are several values.
    pub const SEVERAL: u16 = 0x1000;
    /// No type of MAPI: the date of an attribute of TNEF, seven numbers of two bytes ([MS-OXTNEF], 2.1.3.3, DTR).
    pub const CIVIL: u16 = 0xff01;

    /// How many bytes a value takes; none where that differs.
    #[must_use]
    pub fn width(kind: u16) -> Option<usize> {
        Some(match kind & !SEVERAL {
            SHORT | BOOLEAN => 2,
            LONG | 0x0004 | 0x000a => 4,
            0x0005..=0x0007 | LONG_LONG | TIME => 8,
            GUID => 16,
            _ => return None,
        })
    }
}

/// Identifiers of properties that parsers need ([MS-OXPROPS]).
pub mod id {
    /// `PidTagMessageCodepage`.
    pub const MESSAGE_CODE_PAGE: u16 = 0x3ffd;
    /// `PidTagInternetCodepage`.
    pub const INTERNET_CODE_PAGE: u16 = 0x3fde;
    /// `PidTagMessageLocaleId`.
    pub const MESSAGE_LOCALE: u16 = 0x3ff1;
    /// `PidTagAttachDataBinary` and `PidTagAttachDataObject`.
    pub const ATTACHED: u16 = 0x3701;
    /// `PidTagAttachMethod`.
    pub const ATTACH_METHOD: u16 = 0x3705;
    /// `PidTagDisplayName`.
    pub const DISPLAY_NAME: u16 = 0x3001;
}

/// Where the bytes of a value are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// What holds them: a stream, an attribute, a node.
    pub holder: String,
    /// Their range in the file; only the first piece where they are in several. In a mailbox the bytes there are enciphered one by one.
    pub bytes: Option<ByteRange>,
    /// Their range in what holds them.
    pub decoded: Option<ByteRange>,
}

/// The name of a property that a program chose ([MS-OXPROPS], 1.3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The set it belongs to, a GUID as it is in the file.
    pub set: [u8; 16],
    /// Its name there.
    pub label: Label,
}

/// The name of a property in its set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A number.
    Number(u32),
    /// A text.
    Text(String),
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "0x{number:04x}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// One value of a property. A property of several values is several of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Value {
    /// Its identifier; from 0x8000 on it means what its name says.
    pub id: u16,
    /// Its type.
    pub kind: u16,
    /// Its name, where it has one.
    pub name: Option<Name>,
    /// Its bytes, deciphered.
    pub raw: Vec<u8>,
    /// Where they are.
    pub place: Place,
}

impl Value {
    /// The text, where it is one; what is not Unicode is read by a code page.
    #[must_use]
    pub fn text(&self, page: u16) -> Option<String> {
        let text = match self.kind {
            kind::UNICODE => code_page::utf_16(&self.raw),
            kind::STRING_8 => {
                let end = self.raw.iter().position(|byte| *byte == 0).unwrap_or(self.raw.len());
                code_page::decode(page, self.raw.get(..end).unwrap_or_default())
            }
            _ => return None,
        };
        Some(text)
    }

    /// The FILETIME, where it is a time.
    #[must_use]
    pub fn filetime(&self) -> Option<u64> {
        (self.kind == kind::TIME).then(|| number(&self.raw, 0, 8)).flatten()
    }

    /// The number, where it is a whole one.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self.kind {
            kind::SHORT => short(&self.raw, 0).map(|number| i64::from(number.cast_signed())),
            kind::LONG => long(&self.raw, 0).map(|number| i64::from(number.cast_signed())),
            kind::BOOLEAN => self.raw.first().map(|byte| i64::from(*byte != 0)),
            kind::LONG_LONG => number(&self.raw, 0, 8).map(u64::cast_signed),
            _ => None,
        }
    }
}

/// The properties of one message, recipient or attachment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Properties {
    /// The values.
    pub values: Vec<Value>,
    /// The code page of texts that are not Unicode.
    pub code_page: u16,
}

impl Properties {
    /// Of some values; of texts whose code page they do not say, it is this one.
    #[must_use]
    pub fn new(values: Vec<Value>, page: u16) -> Self {
        let mut properties = Self { values, code_page: page };
        let said = |id: u16| u16::try_from(properties.number(id)?).ok().filter(|number| *number > 1);
        // The code page of the Internet is that of the body; where nothing else is said, it is better than none.
        let pages = [
            said(id::MESSAGE_CODE_PAGE),
            said(id::MESSAGE_LOCALE).map(code_page::of_language),
            said(id::INTERNET_CODE_PAGE),
        ];
        properties.code_page = pages.into_iter().flatten().find(|page| *page != 1200).unwrap_or(page);
        properties
    }

    /// The first value of a property.
    #[must_use]
    pub fn get(&self, id: u16) -> Option<&Value> {
        self.values.iter().find(|value| value.id == id)
    }

    /// The text of a property.
    #[must_use]
    pub fn text(&self, id: u16) -> Option<String> {
        self.values.iter().filter(|value| value.id == id).find_map(|value| value.text(self.code_page))
    }

    /// The number of a property.
    #[must_use]
    pub fn number(&self, id: u16) -> Option<i64> {
        self.values.iter().filter(|value| value.id == id).find_map(Value::number)
    }
}

/// The code page of texts where nothing says one: that of western Windows.
pub const WESTERN: u16 = 1252;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// What it says.
    pub properties: Properties,
    /// Its recipients.
    pub recipients: Vec<Properties>,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
    /// What of it could not be read, and why.
    pub faults: Vec<String>,
    /// What is odd about it, without anything being lost.
    pub oddities: Vec<String>,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attachment {
    /// What it says.
    pub properties: Properties,
    /// What it is, where it is an object and no bytes.
    pub object: Object,
}

/// What an attachment is that is no row of bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Object {
    /// It is none.
    #[default]
    Nothing,
    /// A message.
    Message(Box<Message>),
    /// A file in memory.
    Bytes(Vec<u8>),
    /// The storage of this path in the compound file.
    Storage(String),
}

impl Message {
    /// Gives its code page to what it holds.
    pub fn settle_code_page(&mut self) {
        let page = self.properties.code_page;
        for properties in &mut self.recipients {
            properties.code_page = page;
        }
        for attachment in &mut self.attachments {
            attachment.properties.code_page = page;
        }
    }
}

/// The values of a property of several values of fixed width; each keeps its place.
#[must_use]
pub fn several(id: u16, kind: u16, raw: &[u8], place: &Place) -> Vec<Value> {
    let kind = kind & !kind::SEVERAL;
    let width = kind::width(kind).unwrap_or(1);
    let at = |range: Option<ByteRange>, number: usize| {
        range.map(|range| {
            let start = range.start + (number * width) as u64;
            ByteRange { start, end: start + width as u64 }
        })
    };
    let value = |(number, raw): (usize, &[u8])| {
        let place =
            Place { bytes: at(place.bytes, number), decoded: at(place.decoded, number), holder: place.holder.clone() };
        Value { id, kind, name: None, raw: raw.to_vec(), place }
    };
    raw.chunks_exact(width).enumerate().map(value).collect()
}
