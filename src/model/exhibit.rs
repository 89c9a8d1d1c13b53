//! An exhibit: one file taken in, and what was read and reasoned of it.

use crate::model::{
    Aged, Altered, Bound, ByteRange, CheckOutcome, Comparison, Concealment, Conflict, Difference, Edit, Evidence,
    EvidenceBox, EvidenceId, EvidenceRef, Explanation, Fact, Finding, FormChange, Hidden, Holder, Locus, ObjectKind,
    Signature, Verdict, Window, Words,
};
use crate::model::{Reading, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the examination of an exhibit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Read to the end.
    Ok,
    /// Read in part: damage, a limit, or a missing password. What was read is kept.
    Partial,
    /// Could not be read.
    Error,
    /// Not examined, with the reason: no reader for its format, not a regular file.
    Skipped,
}

/// What a file is, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Format {
    /// The name of the format.
    pub name: String,
    /// Its version.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub version: String,
    /// The identifier in PRONOM, the registry of The National Archives.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub puid: String,
    /// The media type.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub mime: String,
    /// What the identification rests on: which bytes, which name.
    pub basis: String,
}

/// A limit that was reached; what was read before it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Limit {
    /// Which limit.
    pub name: String,
    /// Its value.
    pub value: u64,
    /// Where it was reached.
    pub place: String,
}

/// What a reader could not read or had to repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// A stable name of the kind of trouble.
    pub code: String,
    /// What it is, and what was lost by it.
    pub message: String,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locus: Option<Locus>,
}

/// What kind of revision it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RevisionKind {
    /// The first state of the file.
    Original,
    /// An incremental update (ISO 32000-2, 7.5.6).
    Update,
    /// A save of a file whose chain is broken: found by a scan, and told from the next by its end marker alone.
    Rebuilt,
}

/// What became of an object in a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Not there before.
    Added,
    /// Other bytes than before.
    Changed,
    /// Written again with the same bytes.
    Rewritten,
    /// Marked free.
    Deleted,
    /// The cross-reference entry points to other bytes: older ones, or those of another object.
    Repointed,
}

/// One object's change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The object, as `12 0`.
    pub object: String,
    /// What became of it.
    pub change: ChangeKind,
    /// What the object is: "page", "page content", "document information", "signature".
    #[schemars(with = "String")]
    pub what: ObjectKind,
}

/// One revision: the bytes that one save brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Revision {
    /// Counted from 1.
    pub number: u32,
    /// First byte.
    pub start: u64,
    /// After the last byte: the file cut here is the file as it was saved then.
    pub end: u64,
    /// Of a revision that a later one follows: SHA-256 of the file cut there, with the end of the line or without, by which a copy from before
    /// the later save is known.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sha256: Vec<String>,
    /// What kind it is.
    pub kind: RevisionKind,
    /// Structure that is not an edit: "linearized", "hybrid-reference", "empty update".
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<String>,
    /// What it changed; empty for the first. At most [`CHANGES_LIMIT`] are listed.
    pub changes: Vec<Change>,
    /// How many objects it brought in or changed, listed or not.
    pub objects: u64,
    /// The words that pages gained and lost against the state before, in the order of the pages; at most [`WORDS_LIMIT`].
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub words: Vec<WordChange>,
    /// Whether it may have changed words of pages that were not compared, or not all: then `words` is no whole.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub uncompared: bool,
    /// What it did to the form and to what signatures rest on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub form: Vec<FormChange>,
}

/// More changes of words than this in one revision are left out, and the record says so.
pub const WORDS_LIMIT: usize = 1_000;

/// Words that are beside one another on a page and came or went with a save.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WordChange {
    /// The page, counted from 1.
    pub page: u32,
    /// Whether they came or went.
    pub change: WordsChanged,
    /// The words.
    pub text: String,
    /// Left edge of the first, in points from the left edge of the page's coordinates.
    pub x: f64,
    /// Its base line, in points from their lower edge.
    pub y: f64,
    /// From the left edge of the first to the right edge of the last, in points.
    #[serde(default)]
    pub width: f64,
    /// The size of their type, in points.
    #[serde(default)]
    pub size: f64,
    /// The words before them on the same line, up to [`NEIGHBOURS`].
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub left: String,
    /// The words after them on the same line.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub right: String,
    /// Whether they are drawn so that nobody sees them.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub invisible: bool,
    /// Whether an annotation or a field of a form draws them, not the page.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub annotated: bool,
    /// Whether the page as a whole came or went; the page is then numbered as it was in the state that has it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub whole_page: bool,
    /// What lies over them, where they were covered.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
}

impl Eq for WordChange {}

/// So many words before and after those that changed are kept with them: enough to see a date or a figure whole.
pub const NEIGHBOURS: usize = 3;

/// How words of a page changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WordsChanged {
    /// They came.
    Added,
    /// They went.
    Removed,
    /// They are there still, under an annotation that paints a surface.
    Covered,
}

/// More changes than this in one revision are counted, not listed.
pub const CHANGES_LIMIT: usize = 200;

impl Revision {
    /// The bytes it brought in.
    #[must_use]
    pub fn bytes(&self) -> ByteRange {
        ByteRange { start: self.start, end: self.end }
    }
}

/// What a preview shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PreviewKind {
    /// The first page, drawn from what the file holds.
    Page,
    /// The picture itself.
    Picture,
    /// The thumbnail that the program which saved the document keeps in it: it may be older than the words.
    Thumbnail,
    /// The first words.
    Words,
}

/// What one sees of a document first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Preview {
    /// What it shows.
    pub kind: PreviewKind,
    /// A small picture, as PNG in base64.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub picture: Option<String>,
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub words: Option<String>,
}

/// A part of a page that hides something, drawn as one sees it, with a frame around the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HiddenPlace {
    /// Counted from 1.
    pub page: u32,
    /// Why nobody sees it.
    pub reason: Concealment,
    /// What is there.
    pub words: String,
    /// The picture, as PNG in base64.
    pub picture: String,
}

/// What a reader gives of one file: it depends on the bytes and the read options only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Extraction {
    /// What the file is.
    pub format: Format,
    /// How reading ended.
    pub status: Status,
    /// Of status `error`: whether a second, reduced reading gave what is here, without the words of pages, without pictures and
    /// without a second opinion.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub reduced: bool,
    /// Limits that were reached.
    pub limits: Vec<Limit>,
    /// Troubles.
    pub warnings: Vec<Warning>,
    /// Revisions, oldest first; empty for formats that have none.
    pub revisions: Vec<Revision>,
    /// Signatures, in the order of the revisions that brought them in.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub signatures: Vec<Signature>,
    /// Changes that the document keeps record of itself, in the order in which they are; at most [`EDITS_LIMIT`](super::edit::EDITS_LIMIT).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub edits: Vec<Edit>,
    /// States that were compared with each other, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub comparisons: Vec<Comparison>,
    /// What one sees of it first, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub preview: Option<Preview>,
    /// Places of pages that hide something, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hidden_places: Vec<HiddenPlace>,
    /// Evidence in the order in which it was read.
    pub evidence: Vec<Evidence>,
    /// The words. A record has none: what was recognised in them is evidence there.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(skip)]
    pub words: Vec<Words>,
    /// What serves to compare it with other documents and says nothing by itself; at most [`LIKENESS_LIMIT`].
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub likeness: Vec<Likeness>,
    /// What is inside the file and is a document of its own. In a record each is an exhibit of its own instead.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(skip)]
    pub children: Vec<Child>,
}

impl Extraction {
    /// The piece of evidence with this number.
    #[must_use]
    pub fn piece(&self, id: EvidenceId) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.id == id)
    }

    /// The revision that brought a value in, counted from 1; the last one where that is unknown, since whatever a file holds, its last
    /// save left it there.
    #[must_use]
    pub fn revision_of(&self, evidence: &Evidence) -> u32 {
        evidence.locus.revision.unwrap_or(u32::try_from(self.revisions.len()).unwrap_or(u32::MAX).max(1))
    }

    /// Whether a reader gave anything that can be reasoned on.
    #[must_use]
    pub fn was_read(&self) -> bool {
        match self.status {
            Status::Ok | Status::Partial => true,
            Status::Error => self.reduced,
            Status::Skipped => false,
        }
    }

    /// Whether all that saves after a revision did to what is shown was looked at. Where a limit cut the reading, or words were not
    /// compared, that nothing was found says nothing.
    #[must_use]
    pub fn compared_behind(&self, covered: usize) -> bool {
        let mut later = self.revisions.iter().skip(covered);
        later.len() == 0 || !self.reduced && self.limits.is_empty() && !later.any(|revision| revision.uncompared)
    }

    /// Whether a lock keeps this, or something inside it, from being read.
    #[must_use]
    pub fn holds_a_lock(&self) -> bool {
        self.warnings.iter().any(Warning::is_of_a_lock)
            || self.children.iter().any(|child| child.extraction.holds_a_lock())
    }

    /// Whether a lock kept what it says of itself from being read.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.status == Status::Partial && self.warnings.iter().any(Warning::is_of_a_lock)
    }
}

/// Of a document so many digests serve to compare it.
pub const LIKENESS_LIMIT: usize = 200;

/// A digest that serves to compare a document with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Likeness {
    /// Of what.
    pub kind: LikenessKind,
    /// The first half of BLAKE3, in hexadecimal.
    pub digest: String,
    /// Where it is; empty for the document as a whole.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub place: String,
}

/// Of what a digest is that serves to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LikenessKind {
    /// The numbers of all objects of a PDF, and where each begins.
    Layout,
    /// A small field of a picture without loss, as its pixels are.
    Field,
    /// The words of a page, with their places.
    Page,
}

/// A document inside a document: the member of an archive, an attachment, an embedded object or picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Child {
    /// Its name in the container, decoded.
    pub name: String,
    /// The bytes of the name in hexadecimal, only where it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name_bytes: Option<String>,
    /// Number of bytes, decoded.
    pub size: u64,
    /// SHA-256 of the decoded bytes.
    pub sha256: String,
    /// What was read of it.
    pub extraction: Extraction,
}

/// More bounds than this of one exhibit are not kept with its record.
pub const BOUNDS_LIMIT: usize = 64;

/// What was reasoned from an extraction: it depends on path, claims, knowledge and the day too.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Reasoned {
    /// What was recognised in the words, as evidence after that of the reading. In a record it is among the evidence.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(skip)]
    pub quoted: Vec<Evidence>,
    /// Whether the document was altered.
    #[serde(default)]
    pub altered: Altered,
    /// Whether it is as old as it is said to be.
    #[serde(default)]
    pub age: Aged,
    /// What it hides.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hides: Vec<Hidden>,
    /// The facts of the knowledge base that were used.
    pub facts: Vec<Fact>,
    /// Evidence that is a program's default, not a statement.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub retracted: Vec<EvidenceId>,
    /// When each event can have taken place.
    pub windows: Vec<Window>,
    /// The bounds that were weighed, of medium strength at least: what a collection compares with those of other exhibits. At most
    /// [`BOUNDS_LIMIT`], of each event the strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub bounds: Vec<Bound>,
    /// What checks found.
    pub findings: Vec<Finding>,
    /// What cannot be true together.
    pub conflicts: Vec<Conflict>,
    /// Events that explain findings.
    pub explanations: Vec<Explanation>,
    /// What every check answered.
    pub checks: Vec<CheckOutcome>,
    /// The verdict on each claim and layer; signatures, stated digests and anchors are claims on the layer custody.
    pub verdicts: Vec<Verdict>,
    /// What belongs together of findings and conflicts, the strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub boxes: Vec<EvidenceBox>,
}

/// One file taken in for examination, or something inside it, with its number in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Exhibit {
    /// `x1`, `x2` ... in the order of the paths; `x1.1`, `x1.2` ... inside `x1`.
    pub id: String,
    /// The path as given or found, decoded; bytes that are no UTF-8 appear as U+FFFD. What is inside a file has the
    /// path of the file, `#`, and its name there; `file` and `inside` have both apart.
    pub path: String,
    /// The path of the file: of a part, that of the file which holds it.
    #[serde(default)]
    pub file: String,
    /// Of a part, its names from the outermost container inwards.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub inside: Vec<String>,
    /// The path's bytes in hexadecimal, only where the name is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path_bytes: Option<String>,
    /// The exhibit that this one is a part of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub parent: Option<String>,
    /// Number of bytes.
    pub size: u64,
    /// SHA-256 of the bytes; empty where they could not be read.
    pub sha256: String,
    /// Further digests by name.
    pub digests: BTreeMap<String, String>,
    /// The first exhibit with the same bytes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub same_bytes_as: Option<String>,
    /// What was read.
    #[serde(flatten)]
    pub extraction: Extraction,
    /// What was reasoned.
    #[serde(flatten)]
    pub reasoned: Reasoned,
    /// How it differs from the baseline, where one was compared with it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub differences: Vec<Difference>,
    /// The words that readers of the document see, for what is compared across documents. No part of a record.
    #[serde(skip)]
    pub spoken: String,
}

/// What a piece takes in memory besides its texts, about.
const OF_A_PIECE: usize = 400;

impl Extraction {
    /// About how many bytes it takes in memory, with all that is inside: its texts, and a share for each piece.
    #[must_use]
    pub fn weight(&self) -> usize {
        let text = |value: &Reading| match value {
            Reading::Present(Value::Text(text) | Value::Bytes(text)) | Reading::Unreadable(text) => text.len(),
            _ => 0,
        };
        let evidence = self
            .evidence
            .iter()
            .map(|one| OF_A_PIECE + one.property.len() + one.raw.len() + text(&one.value) + one.locus.path.len());
        let edits = self.edits.iter().map(|edit| OF_A_PIECE + edit.text.len());
        let warnings = self.warnings.iter().map(|warning| OF_A_PIECE + warning.message.len());
        let revisions = self.revisions.iter().map(|one| OF_A_PIECE * (1 + one.changes.len() + one.words.len()));
        let pictures = self
            .comparisons
            .iter()
            .flat_map(|one| &one.pages)
            .map(|page| page.before.as_ref().map_or(0, String::len) + page.after.as_ref().map_or(0, String::len));
        let preview = self.preview.as_ref().and_then(|preview| preview.picture.as_ref()).map_or(0, String::len);
        let words = self.words.iter().map(|words| OF_A_PIECE + words.text.len() + words.locus.path.len());
        let children = self.children.iter().map(|child| OF_A_PIECE + child.extraction.weight());
        evidence
            .chain(edits)
            .chain(warnings)
            .chain(revisions)
            .chain(pictures)
            .chain(words)
            .chain(children)
            .sum::<usize>()
            + preview
    }
}

impl Exhibit {
    /// The evidence that a premise of this exhibit names: its own, or that of another one of `all`.
    #[must_use]
    pub fn evidence_of<'e>(&'e self, reference: &EvidenceRef, all: &'e [Self]) -> Option<&'e Evidence> {
        let holder = match &reference.holder {
            Holder::Own => self,
            Holder::Part(_) => return None,
            Holder::Exhibit(id) => all.iter().find(|exhibit| exhibit.id == *id)?,
        };
        holder.extraction.piece(reference.id)
    }

    /// About how many bytes it takes in memory.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.extraction.weight() + self.reasoned.weight()
    }
}
