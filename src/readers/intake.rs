//! What a reader may hand over: evidence, warnings, limits, revisions.

use crate::model::edit::EDITS_LIMIT;
use crate::model::evidence::escape_bytes;
use crate::model::{
    Child, Comparison, Edit, Evidence, EvidenceId, Extraction, Format, Limit, Locus, Moment, Preview, Property,
    Reading, Revision, Signature, Status, Warning,
};
use crate::readers::Purse;
use std::collections::HashSet;

/// The tray into which a reader puts what it finds.
#[derive(Debug)]
pub struct Intake {
    format: Format,
    status: Status,
    limits: Vec<Limit>,
    warnings: Vec<Warning>,
    revisions: Vec<Revision>,
    signatures: Vec<Signature>,
    comparisons: Vec<Comparison>,
    preview: Option<Preview>,
    edits: Vec<Edit>,
    evidence: Vec<Evidence>,
    children: Vec<Child>,
    seen: HashSet<String>,
    /// Kept, so that what was seen costs nothing.
    question: String,
}

/// Of more different values it is not remembered whether they were handed over.
const SEEN_LIMIT: usize = 20_000;

/// More warnings than this in one file are counted, not listed.
const WARNINGS_LIMIT: usize = 100;

impl Intake {
    /// An empty tray.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self {
            format,
            status: Status::Ok,
            limits: vec![],
            warnings: vec![],
            revisions: vec![],
            signatures: vec![],
            comparisons: vec![],
            preview: None,
            edits: vec![],
            evidence: vec![],
            children: vec![],
            seen: HashSet::new(),
            question: String::new(),
        }
    }

    /// Hands over one value.
    pub fn evidence(&mut self, property: &Property, raw: &[u8], value: Reading, locus: Locus) {
        self.evidence.push(Evidence {
            id: EvidenceId::numbered(self.evidence.len() + 1),
            property: property.key.to_string(),
            role: property.role,
            raw: escape_bytes(raw),
            value,
            locus,
            editability: property.editability,
        });
    }

    /// Whether this is the first of its kind in the file; of what is written a thousand times one place says it.
    pub fn first(&mut self, kind: &str, what: &str) -> bool {
        if self.seen.len() >= SEEN_LIMIT {
            return false;
        }
        self.question.clear();
        self.question.extend([kind, "\0", what]);
        !self.seen.contains(&self.question) && self.seen.insert(self.question.clone())
    }

    /// Whether [`Self::first`] was asked of this.
    #[must_use]
    pub fn has_seen(&self, kind: &str, what: &str) -> bool {
        self.seen.contains(&[kind, "\0", what].concat())
    }

    /// The value of a property that was handed over last.
    #[must_use]
    pub fn newest(&self, property: &str) -> Option<&Evidence> {
        self.evidence.iter().rev().find(|evidence| evidence.property == property)
    }

    /// How many values of a property were handed over.
    #[must_use]
    pub fn count(&self, property: &Property) -> usize {
        self.evidence.iter().filter(|evidence| evidence.property == property.key).count()
    }

    /// How many values were handed over.
    #[must_use]
    pub fn evidence_count(&self) -> usize {
        self.evidence.len()
    }

    /// A trouble that did not end the reading.
    pub fn warn(&mut self, code: &str, message: impl Into<String>, locus: Option<Locus>) {
        if self.warnings.len() < WARNINGS_LIMIT {
            self.warnings.push(Warning { code: code.to_owned(), message: message.into(), locus });
        }
    }

    /// A limit was reached: the reading is partial.
    pub fn limit(&mut self, name: &str, value: u64, place: impl Into<String>) {
        self.partial();
        if !self.limits.iter().any(|limit| limit.name == name) {
            self.limits.push(Limit { name: name.to_owned(), value, place: place.into() });
        }
    }

    /// Notes the limits that a purse ran into.
    pub fn limits_of(&mut self, purse: &Purse) {
        for (limit, value) in purse.reached() {
            self.limit(limit, value, "the file");
        }
    }

    /// The document was told more exactly than by its signature.
    pub fn format(&mut self) -> &mut Format {
        &mut self.format
    }

    /// Hands over a document that stands inside.
    pub fn child(&mut self, child: Child) {
        self.children.push(child);
    }

    /// The reading is partial.
    pub fn partial(&mut self) {
        if self.status == Status::Ok {
            self.status = Status::Partial;
        }
    }

    /// The file could not be read at all.
    pub fn error(&mut self, code: &str, message: impl Into<String>) {
        self.status = Status::Error;
        self.warn(code, message, None);
    }

    /// The file is not examined.
    pub fn skipped(&mut self, why: impl Into<String>) {
        self.status = Status::Skipped;
        self.warn("skipped", why, None);
    }

    /// The revisions.
    pub fn revisions(&mut self, revisions: Vec<Revision>) {
        self.revisions = revisions;
    }

    /// Everything that was handed over of values and signatures so far.
    #[must_use]
    pub fn so_far(&self) -> (&[Evidence], &[Signature]) {
        (&self.evidence, &self.signatures)
    }

    /// Hands over what holding states against each other gave.
    pub fn comparisons(&mut self, comparisons: Vec<Comparison>) {
        self.comparisons = comparisons;
    }

    /// Hands over what one sees of the document first.
    pub fn preview(&mut self, preview: Option<Preview>) {
        self.preview = preview;
    }

    /// Hands over a signature.
    pub fn signature(&mut self, signature: Signature) {
        self.signatures.push(signature);
    }

    /// A signature that was handed over, by its number.
    pub fn signature_of(&mut self, number: u32) -> Option<&mut Signature> {
        self.signatures.iter_mut().find(|signature| signature.number == number)
    }

    /// How many signatures were handed over.
    #[must_use]
    pub fn signature_count(&self) -> usize {
        self.signatures.len()
    }

    /// The moment that was handed over last, where it is of this property and object.
    #[must_use]
    pub fn newest_in(&self, property: &str, object: &str) -> Option<Moment> {
        let last = self.evidence.last()?;
        let said = last.property == property && last.locus.object.as_deref() == Some(object);
        last.moment().filter(|_| said).cloned()
    }

    /// Hands over a change that the document keeps record of; what it says no words of is none.
    pub fn edit(&mut self, mut edit: Edit) {
        edit.author = edit.author.filter(|author| !author.trim().is_empty());
        if edit.text.trim().is_empty() {
            return;
        }
        if self.edits.len() < EDITS_LIMIT {
            self.edits.push(edit);
        } else if self.first("edits beyond the limit", "") {
            self.warn("edits", format!("the document records more changes than the {EDITS_LIMIT} listed here"), None);
        }
    }

    /// What was handed over.
    #[must_use]
    pub fn finish(self) -> Extraction {
        Extraction {
            format: self.format,
            status: self.status,
            limits: self.limits,
            warnings: self.warnings,
            revisions: self.revisions,
            signatures: self.signatures,
            comparisons: self.comparisons,
            preview: self.preview,
            edits: self.edits,
            evidence: self.evidence,
            children: self.children,
        }
    }
}
