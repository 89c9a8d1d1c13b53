//! What a document gives to be compared with others: its ties and its times. Small, whatever the size of the document.

use crate::model::{
    EvidenceId, EvidenceRef, Examined, Exhibit, Extraction, Holder, Passage, PremiseRef, Reasoned, Seen, Words, Written,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What two documents may have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TieKind {
    /// A document, a picture or another part inside them, by its digest.
    Part,
    /// An identifier of the document, whichever the format has: of XMP, of Word, of Excel.
    Identifier,
    /// The first half of the identifier of a PDF.
    FileIdentifier,
    /// A number that Word draws at a save.
    SaveMark,
    /// The number that Word drew when the document was made.
    SaveRoot,
    /// What one says that it was made from is what the other is.
    DerivedFrom,
    /// Something that tells of a machine or an account: a path, a printer, a serial number.
    Machine,
    /// The number that the sender's program drew for a message: copies share it.
    Message,
    /// The number of a message, and that of the message that it answers.
    Answer,
    /// The number of the first message of a conversation, or the identifier that Outlook gives to one.
    Conversation,
    /// The same place of all objects of a PDF.
    Layout,
    /// A small field of a picture, pixel for pixel.
    Field,
    /// The words of a page at their places.
    Page,
    /// All bytes of one at the beginning of the other.
    Beginning,
    /// Words by which near copies are found.
    Words,
    /// Day of the month, hour, minute and second of the making.
    Clock,
}

impl TieKind {
    /// All kinds, in an order to which kinds are added at the end alone: a case file has their places in it.
    const ALL: [Self; 16] = [
        Self::Part,
        Self::Identifier,
        Self::FileIdentifier,
        Self::SaveMark,
        Self::SaveRoot,
        Self::DerivedFrom,
        Self::Machine,
        Self::Message,
        Self::Answer,
        Self::Conversation,
        Self::Layout,
        Self::Field,
        Self::Page,
        Self::Beginning,
        Self::Words,
        Self::Clock,
    ];

    /// Its number in a case file.
    #[must_use]
    pub fn number(self) -> u8 {
        (0..).zip(Self::ALL).find(|(_, kind)| *kind == self).map_or(u8::MAX, |(number, _)| number)
    }

    /// The kind of a number.
    #[must_use]
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// One tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// Of what kind.
    pub kind: TieKind,
    /// The value.
    pub value: String,
    /// The evidence that gives it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<EvidenceId>,
}

/// A time that a document states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The digits, counted as if they were universal time.
    pub clock: i64,
    /// The earliest instant that they may mean.
    pub earliest: i64,
    /// The latest.
    pub latest: i64,
    /// Whether seconds were written that a program does not round away.
    pub to_the_second: bool,
    /// The evidence.
    pub evidence: EvidenceId,
}

/// A text that a document states of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The text.
    pub text: String,
    /// The evidence.
    pub evidence: EvidenceId,
}

/// Something in which documents of a series are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is: "program", "template".
    pub what: String,
    /// Its value.
    pub value: String,
    /// The evidence.
    pub evidence: EvidenceId,
}

/// What of a document is compared with others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Its place among all documents of the collection.
    #[serde(skip)]
    pub number: u32,
    /// The place of the document that holds it.
    #[serde(skip)]
    pub holder: Option<u32>,
    /// Its number in the case.
    #[serde(skip)]
    pub id: String,
    /// Its path.
    pub path: String,
    /// What holds it.
    #[serde(skip)]
    pub parent: Option<String>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Number of bytes.
    pub size: u64,
    /// Its format.
    pub format: String,
    /// Its ties.
    #[serde(skip)]
    pub ties: Vec<Tie>,
    /// When it says that it was made.
    pub made: Option<Stamp>,
    /// When it says that it was last saved.
    pub saved: Option<Stamp>,
    /// The youngest time that anything in it states.
    pub youngest: Option<Stamp>,
    /// When the first host says that it took the mail.
    pub received: Option<Stamp>,
    /// How long it was edited, in seconds.
    pub edited: Option<(i64, EvidenceId)>,
    /// Who made it.
    pub author: Option<Stated>,
    /// Who saved it.
    pub saver: Option<Stated>,
    /// In whose office.
    pub company: Option<Stated>,
    /// On what a mail is.
    pub subject: Option<Stated>,
    /// The program that wrote it.
    pub program: Option<Stated>,
    /// In what documents of a series are alike.
    pub marks: Vec<Mark>,
    /// Before when it cannot have been saved, by its own marks, and the evidence of that.
    pub not_before: Option<(i64, Vec<EvidenceId>)>,
    /// After when it cannot have been saved, by what is claimed of its receipt.
    pub not_after: Option<i64>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// How many words it has.
    pub words: usize,
    /// Names of files that a mail says are attached.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub attached: Vec<String>,
    /// Which page of how many it says that it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<(u32, u32)>,
    /// Fields of its scans, by which the same piece of paper is known.
    pub fields: Vec<ScanField>,
    /// Its pages, by their words and where these are.
    pub pages: Vec<DrawnPage>,
}

/// A page of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnPage {
    /// The digest of its words and their places.
    pub digest: String,
    /// Its number.
    pub number: u32,
}

/// A small field of a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanField {
    /// The digest of its pixels.
    pub digest: String,
    /// Its left edge, in pixels.
    pub x: i64,
    /// Its upper edge.
    pub y: i64,
}

/// Words that readers of the document see, one after the other.
#[must_use]
pub fn spoken(words: &[Words]) -> String {
    let is_said = |one: &&Words| {
        one.seen == Seen::Shown
            && !matches!(one.written, Written::Field(_))
            && matches!(one.passage, Passage::Body | Passage::TextBox | Passage::Footnote)
    };
    let mut text = String::new();
    for one in words.iter().filter(is_said) {
        // What a mail quotes was said by another.
        for line in one.text.lines().filter(|line| !line.starts_with('>')) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// What of a document a sketch is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// Its path.
    pub path: &'a str,
    /// Of a part, its names from the outermost container inwards.
    pub inside: &'a [String],
    /// SHA-256 of its bytes.
    pub sha256: &'a str,
    /// Number of bytes.
    pub size: u64,
    /// What was read.
    pub extraction: &'a Extraction,
    /// What was reasoned.
    pub reasoned: &'a Reasoned,
}

impl<'a> From<&'a Exhibit> for Drawn<'a> {
    fn from(exhibit: &'a Exhibit) -> Self {
        let Exhibit { path, inside, sha256, size, extraction, reasoned, .. } = exhibit;
        Self { path, inside, sha256, size: *size, extraction, reasoned }
    }
}

impl<'a> From<&'a Examined> for Drawn<'a> {
    fn from(examined: &'a Examined) -> Self {
        let Examined { path, inside, sha256, size, extraction, reasoned, .. } = examined;
        Self { path, inside, sha256, size: *size, extraction, reasoned }
    }
}

impl Sketch {
    /// The last part of its path, and what is before that.
    #[must_use]
    pub fn name(&self) -> (&str, &str) {
        match self.path.rfind(['/', '\\', '#']) {
            Some(at) => (self.path.get(at + 1..).unwrap_or_default(), self.path.get(..at).unwrap_or_default()),
            None => (&self.path, ""),
        }
    }

    /// Whether it holds another document, at any depth.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.id.strip_prefix(&self.id).is_some_and(|rest| rest.starts_with('.'))
    }

    /// Its name for a reader: that of the file, and what is inside it.
    #[must_use]
    pub fn shown(&self) -> String {
        let (file, inside) = self.path.split_once('#').unwrap_or((&self.path, ""));
        let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
        if inside.is_empty() { file.to_owned() } else { format!("{file} > {}", inside.replace('#', " > ")) }
    }

    /// A piece of its evidence, as the collection names it.
    #[must_use]
    pub fn premise(&self, evidence: EvidenceId) -> PremiseRef {
        PremiseRef::Evidence(EvidenceRef { holder: Holder::Exhibit(self.id.clone()), id: evidence })
    }

    /// The evidence of a tie.
    #[must_use]
    pub fn evidence_of(&self, kind: TieKind, value: &str) -> Option<EvidenceId> {
        self.ties.iter().find(|tie| tie.kind == kind && tie.value == value).and_then(|tie| tie.evidence)
    }

    /// The values of a kind.
    #[must_use]
    pub fn values(&self, kind: TieKind) -> BTreeSet<&str> {
        self.ties.iter().filter(|tie| tie.kind == kind).map(|tie| tie.value.as_str()).collect()
    }
}
