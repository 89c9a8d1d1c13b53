//! Evidence: one value read at one locus, with the bytes as they are.

use crate::model::{Concealment, Locus, Moment};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The number of a piece of evidence within its exhibit, written `e12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EvidenceId(u32);

impl EvidenceId {
    /// The id of the n-th piece of evidence, counted from 1.
    #[must_use]
    pub fn numbered(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

impl fmt::Display for EvidenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "e{}", self.0)
    }
}

impl FromStr for EvidenceId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_prefix('e').and_then(|digits| digits.parse().ok());
        number.map(Self).ok_or_else(|| format!("no number of a piece of evidence: {text:?}"))
    }
}

impl From<EvidenceId> for String {
    fn from(id: EvidenceId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for EvidenceId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl JsonSchema for EvidenceId {
    fn schema_name() -> Cow<'static, str> {
        "EvidenceId".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = String::json_schema(generator);
        let description = "The number of a piece of evidence within its exhibit, written `e12`.";
        schema.insert("description".to_owned(), description.into());
        schema
    }
}

/// What a property means, whatever the format: generic checks ask by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// When the document says that it was made.
    Created,
    /// When the document says that it was last changed.
    Modified,
    /// When the document says that its metadata was last changed.
    MetadataModified,
    /// When the document says that a step of its history took place.
    HistoryTime,
    /// When a part (an image, a font, a page) says that it was made or changed.
    PartTime,
    /// When an archive says that one of its members was last changed: a time of the disk that it was packed from.
    PackedTime,
    /// When the container of a member says that it was last changed on the disk that it was packed from: the clock of that machine,
    /// and nothing that the member states.
    StoredTime,
    /// When the directory of a container says that the whole was last changed: a clock that no program shows.
    DirectoryTime,
    /// The software that wrote the bytes.
    Producer,
    /// The version of the software that wrote the bytes, where it is apart from its name.
    ProducerVersion,
    /// The software in which the document was composed.
    Creator,
    /// The library that wrote the metadata packet.
    Toolkit,
    /// The banner of a typesetting program.
    Banner,
    /// A person or a body named as author.
    Author,
    /// A person named as the one who saved last.
    LastAuthor,
    /// When the document says that it was last printed: it may lie before its making, in a copy.
    Printed,
    /// When the document says that it was last backed up.
    BackedUp,
    /// A later state no longer says what an earlier one said of the document: its dates, its authors, its programs.
    DescriptionRemoved,
    /// How long the document says that it was edited, in seconds; negative where a clock went back.
    EditTime,
    /// The template that the document was made from.
    Template,
    /// A mark of language or country: a code page, a keyboard, the name of a style.
    Locale,
    /// What could tell who made or handled the document, on which machine and where: paths, accounts, serial numbers,
    /// printers, positions. Of use to protect a source; never held against a document.
    Identifying,
    /// The words of a page.
    PageText,
    /// The title.
    Title,
    /// The subject.
    Subject,
    /// The version of the format.
    FormatVersion,
    /// A feature of the format that is used.
    Feature,
    /// An identifier of the document or of one state of it.
    Identifier,
    /// The name of a typeface that is used.
    FontName,
    /// A date inside the data of an embedded font.
    FontTime,
    /// The version that an embedded font states.
    FontVersion,
    /// The copyright notice of an embedded part (a font, a colour profile).
    Copyright,
    /// The date in the header of a colour profile.
    ProfileTime,
    /// A device that took or scanned an image.
    Device,
    /// The address of a link.
    Link,
    /// When a signature says that it was made.
    SignatureTime,
    /// From when on a certificate of a signature is valid.
    CertificateTime,
}

/// How easily a value is edited (CHECKS 4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Editability {
    /// Protected by cryptography.
    F0,
    /// Needs knowledge of the format in several places.
    F1,
    /// One edit with a hex editor or a metadata tool.
    F2,
    /// Can be typed in an ordinary program.
    F3,
}

/// What a dated statement speaks of, and whose clock it was read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The making of the document, by the clock of its first save.
    Making,
    /// The save that brought it in, by the clock of that save.
    Save,
    /// A step of its own in the stated history, by a clock of its own.
    Step,
    /// The making of a part of its own, by a clock of its own.
    Part,
}

impl Role {
    /// What a dated value of this role speaks of, where it is a statement on the document that is reasoned on; and the two roles in whose
    /// order the table of orders says how it relates to the save that brought it in, where there is such a row.
    #[must_use]
    pub fn told(self) -> Option<(Told, Option<(Self, Self)>)> {
        Some(match self {
            Self::Created => (Told::Making, None),
            Self::Modified | Self::SignatureTime => (Told::Save, None),
            // Metadata are legitimately touched after the last change that the document states.
            Self::MetadataModified => (Told::Step, None),
            Self::HistoryTime => (Told::Step, Some((Self::HistoryTime, Self::Modified))),
            Self::PartTime | Self::PackedTime => (Told::Part, Some((Self::PartTime, Self::Modified))),
            _ => return None,
        })
    }

    /// Whether it is what a document says first of all: its dates, its programs, its people, its identifiers, its words. However
    /// much else it holds, there is room for these.
    #[must_use]
    pub fn is_statement_of_the_whole(self) -> bool {
        matches!(
            self,
            Self::Created
                | Self::Modified
                | Self::MetadataModified
                | Self::Printed
                | Self::Producer
                | Self::ProducerVersion
                | Self::Creator
                | Self::Author
                | Self::LastAuthor
                | Self::SignatureTime
                | Self::FormatVersion
                | Self::Title
                | Self::Identifier
                | Self::PageText
        )
    }
}

/// What the keys of one place have in common: they begin with it and a dot. The names after it may be those that a document chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch(&'static str);

impl Branch {
    /// The branch of keys that begin so; without the dot.
    #[must_use]
    pub const fn starting(start: &'static str) -> Self {
        Self(start)
    }

    /// How its keys begin, without the dot.
    #[must_use]
    pub const fn start(self) -> &'static str {
        self.0
    }

    /// The name of a property in this branch; none where the key is of another.
    #[must_use]
    pub fn name_of(self, key: &str) -> Option<&str> {
        key.strip_prefix(self.0)?.strip_prefix('.')
    }

    /// Whether a key is of this branch.
    #[must_use]
    pub fn holds(self, key: &str) -> bool {
        self.name_of(key).is_some()
    }
}

/// A property of a format: its key, its role, how easily it is edited. Readers export theirs as constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The key, stable over versions: `pdf.info.CreationDate`.
    pub key: Cow<'static, str>,
    /// What it means, where it has a meaning that checks ask for.
    pub role: Option<Role>,
    /// How easily it is edited.
    pub editability: Editability,
    /// Why whoever looks at the document does not see it, where nobody does.
    pub hidden: Option<Concealment>,
}

impl Property {
    /// A property with a role.
    #[must_use]
    pub const fn new(key: &'static str, role: Role, editability: Editability) -> Self {
        Self { key: Cow::Borrowed(key), role: Some(role), editability, hidden: None }
    }

    /// A property that no generic check asks for.
    #[must_use]
    pub const fn plain(key: &'static str, editability: Editability) -> Self {
        Self { key: Cow::Borrowed(key), role: None, editability, hidden: None }
    }

    /// A property whose name the document itself chose, in a branch.
    #[must_use]
    pub fn named(branch: Branch, name: &str) -> Self {
        Self {
            key: Cow::Owned(format!("{}.{name}", branch.start())),
            role: None,
            editability: Editability::F2,
            hidden: None,
        }
    }

    /// The same of something that nobody sees, and why.
    #[must_use]
    pub const fn hidden(mut self, reason: Concealment) -> Self {
        self.hidden = Some(reason);
        self
    }
}

/// A value as understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Text, decoded.
    Text(String),
    /// A time.
    Moment(Moment),
    /// A whole number.
    Number(i64),
    /// Bytes that are no text (identifiers), in hexadecimal.
    Bytes(String),
}

/// Present, absent and unreadable are three different answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The value is there and was understood.
    Present(Value),
    /// The place is there and holds no value.
    Absent,
    /// The bytes are there and could not be understood; why.
    Unreadable(String),
}

impl Reading {
    /// The moment, where it is one.
    #[must_use]
    pub fn moment(&self) -> Option<&Moment> {
        match self {
            Self::Present(Value::Moment(moment)) => Some(moment),
            _ => None,
        }
    }
}

/// One value read at one locus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Its number in the exhibit.
    pub id: EvidenceId,
    /// The property, as `pdf.info.CreationDate`.
    pub property: String,
    /// What the property means.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<Role>,
    /// The bytes as they are in the file (or in the decoded stream): printable ASCII as itself, `\\` for a
    /// backslash, `\xNN` for every other byte; cut after [`RAW_LIMIT`] bytes with `\...`.
    pub raw: String,
    /// The value as understood.
    pub value: Reading,
    /// Where it is.
    pub locus: Locus,
    /// How easily it is edited.
    pub editability: Editability,
    /// Why whoever looks at the document does not see it, where nobody does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hidden: Option<Concealment>,
}

/// Raw bytes beyond this number are left out of the record; the locus still covers them.
pub const RAW_LIMIT: usize = 2048;

/// Writes bytes so that nothing is lost and nothing can act on a terminal or a page.
#[must_use]
pub fn escape_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().min(RAW_LIMIT));
    for &byte in bytes.iter().take(RAW_LIMIT) {
        match byte {
            b'\\' => text.push_str("\\\\"),
            0x20..=0x7e => text.push(char::from(byte)),
            _ => {
                text.push_str("\\x");
                text.push_str(base16ct::lower::encode_str(&[byte], &mut [0; 2]).unwrap_or_default());
            }
        }
    }
    if bytes.len() > RAW_LIMIT {
        text.push_str("\\...");
    }
    text
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// The 32 bytes of a digest in hexadecimal; none where the text is no such digest.
#[must_use]
pub fn bytes_of_hexadecimal(text: &str) -> Option<[u8; 32]> {
    base16ct::mixed::decode_vec(text).ok()?.try_into().ok()
}

impl Evidence {
    /// A value of a property, with its bytes and its place.
    #[must_use]
    pub fn of(id: EvidenceId, property: &Property, raw: &[u8], value: Reading, locus: Locus) -> Self {
        Self {
            id,
            property: property.key.to_string(),
            role: property.role,
            raw: escape_bytes(raw),
            value,
            locus,
            editability: property.editability,
            hidden: property.hidden,
        }
    }

    /// Whether it is the stamp of a metadata editor, which bounds the save that the editor made and leaves the dates that the file
    /// states as they were.
    #[must_use]
    pub fn is_of_a_metadata_editor(&self) -> bool {
        self.role == Some(Role::Toolkit)
            && self.text().is_some_and(|text| text.contains("ExifTool") || text.contains("Exiv2"))
    }

    /// The moment, where the value is one.
    #[must_use]
    pub fn moment(&self) -> Option<&Moment> {
        self.value.moment()
    }

    /// The text, where the value is text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Reading::Present(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number, where the value is one.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match &self.value {
            Reading::Present(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The value in words, for a report.
    #[must_use]
    pub fn value_text(&self) -> String {
        match &self.value {
            Reading::Present(Value::Text(text) | Value::Bytes(text)) => text.clone(),
            Reading::Present(Value::Moment(moment)) => moment.readable(),
            Reading::Present(Value::Number(number)) => number.to_string(),
            Reading::Absent => "(empty)".to_owned(),
            Reading::Unreadable(why) => format!("(unreadable: {why})"),
        }
    }
}
