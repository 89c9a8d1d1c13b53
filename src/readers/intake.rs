//! What a reader may hand over: evidence, warnings, limits, revisions.

use crate::formats::budget::Purse;
use crate::formats::budget::Room;
use crate::model::edit::EDITS_LIMIT;
use crate::model::evidence::hexadecimal;
use crate::model::exhibit::LIKENESS_LIMIT;
use crate::model::trouble::WORDS;
use crate::model::{
    Child, Comparison, Edit, Evidence, EvidenceId, Extraction, Format, HiddenPlace, Likeness, LikenessKind, Limit,
    Locus, Moment, Preview, Property, Reading, Revision, Role, Signature, Status, Value, Warning, Words,
};
use std::collections::{HashMap, HashSet};

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
    hidden_places: Vec<HiddenPlace>,
    edits: Vec<Edit>,
    evidence: Vec<Evidence>,
    words: Vec<Words>,
    likeness: Vec<Likeness>,
    children: Vec<Child>,
    seen: HashSet<String>,
    /// Kept, so that what was seen costs nothing.
    question: String,
    room: Room,
    /// Where the bytes that are read now were decoded from.
    decoded_from: Option<Locus>,
    /// How many values of each property were handed over.
    counts: HashMap<String, usize>,
}

/// Of more different values it is not remembered whether they were handed over.
const SEEN_LIMIT: usize = 20_000;

/// More warnings than this in one file are counted, not listed.
const WARNINGS_LIMIT: usize = 100;
/// A message quotes the document; so many bytes of it are enough.
const MESSAGE: usize = 1_000;
/// So many notes stay with a revision for which there is no room.
const NOTES: usize = 4;
/// What words take besides their text.
const OF_WORDS: usize = 32;
/// What a piece takes besides its texts: keys, numbers, ranges.
const OF_A_PIECE: usize = 160;

impl Intake {
    /// An empty tray, with the room that a purse has for what is told of the file.
    #[must_use]
    pub fn new(format: Format, purse: &Purse) -> Self {
        Self {
            room: purse.room_for_evidence(),
            counts: HashMap::new(),
            decoded_from: None,
            format,
            status: Status::Ok,
            limits: vec![],
            warnings: vec![],
            revisions: vec![],
            signatures: vec![],
            comparisons: vec![],
            preview: None,
            hidden_places: vec![],
            edits: vec![],
            evidence: vec![],
            words: vec![],
            likeness: vec![],
            children: vec![],
            seen: HashSet::new(),
            question: String::new(),
        }
    }

    /// Reads what was decoded from a place: the ranges of all values are those of the decoded bytes.
    pub fn decoded_from(&mut self, place: &Locus, read: impl FnOnce(&mut Self)) {
        let before = self.decoded_from.replace(place.clone());
        read(self);
        self.decoded_from = before;
    }

    /// Hands over one value. Where there is no room left for it, that limit is noted instead; a value that is longer than its
    /// share is cut.
    pub fn evidence(&mut self, property: &Property, raw: &[u8], mut value: Reading, locus: Locus) {
        let first = property.role.is_some_and(Role::is_statement_of_the_whole);
        if !self.room.takes_piece(first) {
            self.limit("evidence", self.room.pieces, "the file");
            return;
        }
        self.cut(&mut value);
        let locus = match &self.decoded_from {
            Some(place) => {
                let path = format!("{}: {}", place.path, locus.path);
                Locus { path, decoded: locus.bytes, ..place.clone() }
            }
            None => locus,
        };
        let raw = raw.get(..self.room.share().min(raw.len())).unwrap_or_default();
        let id = EvidenceId::numbered(self.evidence.len() + 1);
        let evidence = Evidence::of(id, property, raw, value, locus);
        let places = [&evidence.locus.object, &evidence.locus.stream, &Some(evidence.locus.path.clone())]
            .map(|text| text.as_ref().map_or(0, String::len));
        let bytes = OF_A_PIECE
            + property.key.len()
            + evidence.raw.len()
            + length(&evidence.value)
            + places.iter().sum::<usize>();
        if !self.takes(bytes) && !first {
            return;
        }
        match self.counts.get_mut(property.key.as_ref()) {
            Some(count) => *count += 1,
            None => _ = self.counts.insert(property.key.to_string(), 1),
        }
        self.evidence.push(evidence);
    }

    /// Whether there is room for so many bytes; where there is none, that limit is noted.
    fn takes(&mut self, bytes: usize) -> bool {
        let takes = self.room.takes_bytes(bytes);
        if !takes {
            self.limit("evidence-bytes", self.room.bytes, "the file");
        }
        takes
    }

    /// Cuts a value that is longer than its share.
    fn cut(&mut self, value: &mut Reading) {
        let share = self.room.share();
        let text = match value {
            Reading::Present(Value::Text(text) | Value::Bytes(text)) | Reading::Unreadable(text) => text,
            Reading::Present(Value::Moment(moment)) => &mut moment.text,
            _ => return,
        };
        if shorten(text, share) {
            self.limit("evidence-bytes", self.room.bytes, "the file");
        }
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
        self.counts.get(property.key.as_ref()).copied().unwrap_or(0)
    }

    /// Whether there is no room for more but for what a document says of itself first of all.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.room.is_full()
    }

    /// Whether words are wanted at all.
    #[must_use]
    pub fn wants_words(&self) -> bool {
        self.room.words > 0
    }

    /// Hands over words; where there is no room for all of them, the first of them, and that limit is noted.
    pub fn words(&mut self, mut words: Words) {
        // A soft hyphen is no part of a word, and no other sign of control is anything that an author wrote.
        let is_written = |sign: &char| *sign != '\u{ad}' && (!sign.is_control() || matches!(sign, '\n' | '\t'));
        if !words.text.chars().all(|sign| is_written(&sign)) {
            words.text.retain(|sign| is_written(&sign));
        }
        if !self.wants_words() || words.text.trim().is_empty() {
            return;
        }
        if self.room.takes_words(OF_WORDS + words.text.len() + words.locus.path.len()) {
            self.words.push(words);
        } else {
            self.limit(WORDS, self.room.words, words.locus.path);
        }
    }

    /// A trouble that did not end the reading.
    pub fn warn(&mut self, code: &str, message: impl Into<String>, locus: Option<Locus>) {
        let mut message = message.into();
        shorten(&mut message, MESSAGE);
        if self.warnings.len() < WARNINGS_LIMIT && self.room.takes_bytes(OF_A_PIECE + message.len()) {
            self.warnings.push(Warning { code: code.to_owned(), message, locus });
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

    /// Hands over a document that is inside; without room for its name the limit is noted instead.
    pub fn child(&mut self, child: Child) {
        let name = child.name.len() + child.name_bytes.as_ref().map_or(0, String::len);
        if self.takes(OF_A_PIECE + name) {
            self.children.push(child);
        }
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

    /// The revisions. Where there is no room for all that they changed, that of the older ones is left out.
    pub fn revisions(&mut self, mut revisions: Vec<Revision>) {
        for revision in revisions.iter_mut().rev() {
            if !self.takes(weight(revision)) {
                (revision.changes, revision.words, revision.form) = (vec![], vec![], vec![]);
                revision.uncompared = true;
                revision.notes.truncate(NOTES);
                revision.notes.iter_mut().for_each(|note| _ = shorten(note, MESSAGE));
            }
        }
        self.revisions = revisions;
    }

    /// Everything that was handed over of values and signatures so far.
    #[must_use]
    pub fn so_far(&self) -> (&[Evidence], &[Signature]) {
        (&self.evidence, &self.signatures)
    }

    /// Hands over what holding states against each other gave.
    pub fn comparisons(&mut self, mut comparisons: Vec<Comparison>) {
        // Pictures are asked for, counted and drawn small: their number is their bound.
        comparisons.retain(|comparison| {
            let words = weight(&(&comparison.words, &comparison.values, &comparison.changes));
            self.room.takes_bytes(words)
        });
        self.comparisons = comparisons;
    }

    /// Hands over what one sees of the document first.
    pub fn preview(&mut self, preview: Option<Preview>) {
        self.preview = preview;
    }

    /// Hands over places that hide something, drawn: their number is their bound.
    pub fn hidden_places(&mut self, places: Vec<HiddenPlace>) {
        self.hidden_places = places;
    }

    /// Hands over a signature; without room for it the limit is noted instead.
    pub fn signature(&mut self, signature: Signature) {
        if self.takes(weight(&signature)) {
            self.signatures.push(signature);
        }
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
        if shorten(&mut edit.text, self.room.share()) {
            self.limit("evidence-bytes", self.room.bytes, "the file");
        }
        let author = edit.author.as_ref().map_or(0, String::len);
        if self.edits.len() < EDITS_LIMIT {
            if self.takes(OF_A_PIECE + edit.text.len() + edit.locus.path.len() + author) {
                self.edits.push(edit);
            }
        } else if self.first("edits beyond the limit", "") {
            self.warn("edits", format!("the document records more changes than the {EDITS_LIMIT} listed here"), None);
        }
    }

    /// Takes what serves to compare the document with others.
    pub fn likeness(&mut self, kind: LikenessKind, digest: blake3::Hash, place: impl Into<String>) {
        if self.likeness.len() < LIKENESS_LIMIT {
            let half = digest.as_bytes().get(..16).unwrap_or_default();
            self.likeness.push(Likeness { kind, digest: hexadecimal(half), place: place.into() });
        }
    }

    /// What was handed over.
    #[must_use]
    pub fn finish(self) -> Extraction {
        Extraction {
            format: self.format,
            status: self.status,
            reduced: false,
            limits: self.limits,
            warnings: self.warnings,
            revisions: self.revisions,
            signatures: self.signatures,
            comparisons: self.comparisons,
            preview: self.preview,
            hidden_places: self.hidden_places,
            edits: self.edits,
            evidence: self.evidence,
            words: self.words,
            likeness: self.likeness,
            children: self.children,
        }
    }
}

/// The bytes of a value's text.
fn length(value: &Reading) -> usize {
    match value {
        Reading::Present(Value::Text(text) | Value::Bytes(text)) | Reading::Unreadable(text) => text.len(),
        Reading::Present(Value::Moment(moment)) => moment.text.len(),
        Reading::Present(Value::Number(_)) | Reading::Absent => 0,
    }
}

/// Cuts a text that is longer than so many bytes, and says that it was.
fn shorten(text: &mut String, most: usize) -> bool {
    let long = text.len() > most;
    if long {
        text.truncate(text.floor_char_boundary(most));
        text.push('\u{2026}');
    }
    long
}

/// How many bytes something takes in an answer.
fn weight(what: &impl serde::Serialize) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
            self.0 += piece.len();
            Ok(piece.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    // Counting does not fail; a key that is no text is none of ours.
    let _ = serde_json::to_writer(&mut count, what);
    count.0
}
