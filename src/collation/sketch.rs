//! What a document gives to be compared with others: its ties and its times. Small, whatever the size of the document.

use super::shingles;
use crate::model::{
    Bound, Evidence, EvidenceId, EvidenceRef, Exhibit, FormatClass, Holder, Likeness, LikenessKind, Moment, Passage,
    Precision, PremiseRef, Reading, Role, Seen, Side, Strength, Value, Words, Written,
};
use crate::properties::keys;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::OnceLock;

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
    pub holder: Option<u32>,
    /// Its number in the case.
    pub id: String,
    /// Its path.
    pub path: String,
    /// What holds it.
    pub parent: Option<String>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Number of bytes.
    pub size: u64,
    /// Its format.
    pub format: String,
    /// Its ties.
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

/// More ties of one kind of a document are not kept.
const MOST: usize = 300;
/// Longer values are told by their digest.
const LONG: usize = 120;

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

impl Sketch {
    /// Of an exhibit, which says this.
    #[must_use]
    pub fn of(exhibit: &Exhibit, spoken: &str) -> Self {
        let evidence = &exhibit.extraction.evidence;
        let retracted = &exhibit.reasoned.retracted;
        let stated = |one: &&Evidence| !retracted.contains(&one.id);
        let of_role = |role: Role| evidence.iter().filter(stated).filter(move |one| one.role == Some(role));
        let text_of = |role: Role| of_role(role).find_map(text);
        let of_key = |key: &'static str| evidence.iter().filter(move |one| one.property == key);
        let of_field = |name: &'static str| evidence.iter().filter(move |one| field(one) == Some(name));
        let times =
            |role: Role| of_role(role).filter_map(stamp).find(|stamp| stamp.latest - stamp.earliest < 2 * 86_400);
        let company = evidence.iter().filter(|one| keys::name(&one.property) == "Company").find_map(text);
        let youngest = evidence
            .iter()
            .filter(stated)
            .filter(|one| {
                YOUNGEST.iter().any(|role| one.role == Some(*role))
                    || one.is_one_of(&[keys::COMMENT_TIME, keys::ODF_COMMENT_TIME])
            })
            .filter_map(stamp)
            .max_by_key(|stamp| stamp.earliest);
        let hosts: Vec<Stamp> = of_key(keys::MAIL_RECEIVED).filter_map(stamp).collect();
        let mut sketch = Self {
            number: 0,
            holder: None,
            id: exhibit.id.clone(),
            path: exhibit.path.clone(),
            parent: exhibit.parent.clone(),
            sha256: exhibit.sha256.clone(),
            size: exhibit.size,
            format: exhibit.extraction.format.name.clone(),
            ties: vec![],
            made: times(Role::Created),
            saved: times(Role::Modified),
            youngest,
            received: hosts.last().copied(),
            edited: of_role(Role::EditTime).find_map(|one| Some((one.number()?, one.id))),
            author: text_of(Role::Author),
            saver: text_of(Role::LastAuthor),
            company,
            subject: of_field("Subject").chain(of_key(keys::MAPI_SUBJECT)).find_map(text),
            program: text_of(Role::Producer),
            marks: vec![],
            not_before: not_before(&exhibit.reasoned.bounds),
            not_after: exhibit
                .reasoned
                .windows
                .iter()
                .filter_map(|window| window.not_after.as_ref())
                .filter(|edge| !edge.is_of_the_examination())
                .map(|edge| edge.at.0)
                .min(),
            whole: exhibit.extraction.was_read() && !exhibit.extraction.reduced && !exhibit.extraction.is_locked(),
            words: shingles::words(spoken).count(),
            fields: exhibit.extraction.likeness.iter().filter_map(scan_field).collect(),
            pages: exhibit.extraction.likeness.iter().filter_map(drawn_page).collect(),
        };
        sketch.ties = ties(exhibit, &sketch, spoken);
        sketch.marks = marks(evidence);
        sketch
    }

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

/// Times that say that somebody was at work on the document.
const YOUNGEST: [Role; 4] = [Role::Created, Role::Modified, Role::MetadataModified, Role::HistoryTime];

fn text(evidence: &Evidence) -> Option<Stated> {
    let text = evidence.text()?.trim();
    (!text.is_empty()).then(|| Stated { text: text.to_owned(), evidence: evidence.id })
}

fn stamp(evidence: &Evidence) -> Option<Stamp> {
    let moment: &Moment = evidence.moment()?;
    if moment.precision < Precision::Minute {
        return None;
    }
    Some(Stamp {
        clock: moment.clock(),
        earliest: moment.earliest.0,
        latest: moment.latest.0,
        // Word writes the second 0 at every save.
        to_the_second: moment.precision == Precision::Second && moment.clock().rem_euclid(60) != 0,
        evidence: evidence.id,
    })
}

/// The last instant before which its own marks say that it cannot have been saved.
fn not_before(bounds: &[Bound]) -> Option<(i64, Vec<EvidenceId>)> {
    let firm = |bound: &&Bound| {
        bound.side == Side::NotBefore && bound.strength >= Strength::Strong && bound.event.is_of_a_save()
    };
    let last = bounds.iter().filter(firm).max_by_key(|bound| bound.at)?;
    Some((last.at.0, last.because.iter().filter_map(|premise| premise.own_evidence()).collect()))
}

/// Texts of identifiers as they are compared.
fn of_identifier(evidence: &Evidence) -> Option<String> {
    match &evidence.value {
        Reading::Present(Value::Bytes(bytes)) => Some(bytes.clone()),
        _ => evidence.text().map(|text| text.trim().to_lowercase()),
    }
    .filter(|text| text.len() >= 6 && text.bytes().any(|byte| byte != b'0' && byte.is_ascii_alphanumeric()))
}

fn ties(exhibit: &Exhibit, sketch: &Sketch, spoken: &str) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    let mut add = |kind: TieKind, value: String, evidence: Option<EvidenceId>| {
        if is_commonplace(kind, &value) {
            return;
        }
        let value = if value.len() > LONG { blake3::hash(value.as_bytes()).to_hex().to_string() } else { value };
        let tie = Tie { kind, value, evidence };
        if ties.iter().filter(|known| known.kind == kind).count() < MOST
            && !ties.iter().any(|known| known.kind == kind && known.value == tie.value)
        {
            ties.push(tie);
        }
    };
    for one in &exhibit.extraction.evidence {
        let id = Some(one.id);
        match one.property.as_str() {
            keys::SAVE_MARKS | keys::RTF_SAVE_MARKS | keys::ODF_SAVE_MARKS => {
                for mark in one.text().unwrap_or_default().split_whitespace() {
                    add(TieKind::SaveMark, mark.to_uppercase(), id);
                }
            }
            keys::SAVE_ROOT | keys::ODF_SAVE_ROOT => {
                if let Some(root) = one.text() {
                    add(TieKind::SaveRoot, root.to_uppercase(), id);
                }
            }
            keys::FILE_ID_PERMANENT => {
                if let Some(half) = of_identifier(one) {
                    add(TieKind::FileIdentifier, half, id);
                }
            }
            _ if field(one) == Some(MESSAGE_ID) || one.property == keys::MAPI_MESSAGE_ID => {
                if let Some(number) = of_identifier(one) {
                    add(TieKind::Message, number.clone(), id);
                    add(TieKind::Answer, number, id);
                }
            }
            _ if field(one) == Some(IN_REPLY_TO) => {
                if let Some(number) = of_identifier(one) {
                    add(TieKind::Answer, number, id);
                }
            }
            // They tie the conversation, below.
            keys::MAIL_CONVERSATION | keys::MAPI_CONVERSATION => {}
            _ if field(one) == Some(REFERENCES) => {}
            keys::FILE_ID_CHANGING => {}
            key if key.contains("DerivedFrom") => {
                if let Some(from) = of_identifier(one) {
                    add(TieKind::DerivedFrom, from, id);
                }
            }
            _ if one.role == Some(Role::Identifier) => {
                if let Some(value) = of_identifier(one) {
                    // Who states whence it was made names an identifier of that document.
                    add(TieKind::DerivedFrom, value.clone(), id);
                    add(TieKind::Identifier, value, id);
                }
            }
            _ if one.role == Some(Role::Identifying) => {
                if let Some(value) = one.text().map(str::trim).filter(|text| text.len() >= 6) {
                    add(TieKind::Machine, value.to_owned(), id);
                }
            }
            _ => {}
        }
    }
    if let Some((value, id)) = conversation(&exhibit.extraction.evidence) {
        add(TieKind::Conversation, value, Some(id));
    }
    // A file begins with all bytes of another where the digest of one of its earlier saves is the digest of that other.
    for digest in exhibit.extraction.revisions.iter().flat_map(|revision| &revision.sha256) {
        add(TieKind::Beginning, digest.clone(), None);
    }
    if exhibit.extraction.format.class() == FormatClass::Pdf && !exhibit.sha256.is_empty() {
        add(TieKind::Beginning, exhibit.sha256.clone(), None);
    }
    for likeness in &exhibit.extraction.likeness {
        match likeness.kind {
            LikenessKind::Layout => add(TieKind::Layout, format!("{}: {}", likeness.place, likeness.digest), None),
            LikenessKind::Field => add(TieKind::Field, likeness.digest.clone(), None),
            LikenessKind::Page => add(TieKind::Page, likeness.digest.clone(), None),
        }
    }
    if exhibit.parent.is_some() && exhibit.size >= 256 && !exhibit.sha256.is_empty() && !is_of_a_template(exhibit) {
        add(TieKind::Part, exhibit.sha256.clone(), None);
    }
    if let Some(made) = &sketch.made {
        add(TieKind::Clock, clock_of(made), Some(made.evidence));
    }
    for band in shingles::bands(spoken) {
        add(TieKind::Words, format!("{band:016x}"), None);
    }
    ties
}

/// Fields of a mail that name messages (RFC 5322, 3.6.4).
const MESSAGE_ID: &str = "Message-ID";
const IN_REPLY_TO: &str = "In-Reply-To";
const REFERENCES: &str = "References";

/// The field of a mail that a piece of evidence is.
fn field(evidence: &Evidence) -> Option<&str> {
    keys::MAIL_FIELD.name_of(&evidence.property)
}

/// The conversation of a mail: the first message that it names, or its own number where it begins one; else what Outlook calls it.
fn conversation(evidence: &[Evidence]) -> Option<(String, EvidenceId)> {
    let first = |is: &dyn Fn(&Evidence) -> bool| {
        evidence.iter().filter(|one| is(one)).find_map(|one| Some((of_identifier(one)?, one.id)))
    };
    let of_outlook = [keys::MAIL_CONVERSATION, keys::MAPI_CONVERSATION];
    first(&|one| field(one) == Some(REFERENCES))
        .or_else(|| first(&|one| field(one) == Some(IN_REPLY_TO)))
        .or_else(|| first(&|one| of_outlook.contains(&one.property.as_str())))
        .or_else(|| first(&|one| field(one) == Some(MESSAGE_ID) || one.property == keys::MAPI_MESSAGE_ID))
}

/// A field of a scan, with its place.
fn scan_field(likeness: &Likeness) -> Option<ScanField> {
    let (x, y) = likeness.place.split(' ').next()?.split_once(',')?;
    let is_field = likeness.kind == LikenessKind::Field;
    is_field.then_some(())?;
    Some(ScanField { digest: likeness.digest.clone(), x: x.parse().ok()?, y: y.parse().ok()? })
}

/// A page, with its number.
fn drawn_page(likeness: &Likeness) -> Option<DrawnPage> {
    let number = likeness.place.strip_prefix("page ")?.parse().ok()?;
    let is_page = likeness.kind == LikenessKind::Page;
    is_page.then(|| DrawnPage { digest: likeness.digest.clone(), number })
}

/// A row of the table of what ties nobody.
#[derive(Debug, Deserialize)]
struct Commonplace {
    kind: String,
    value: String,
}

/// Whether everybody's documents have a value: what programs and templates bring, by a table with the source of each row.
fn is_commonplace(kind: TieKind, value: &str) -> bool {
    static TABLE: OnceLock<Vec<Commonplace>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/commonplaces.csv").as_bytes()).deserialize().flatten().collect()
    });
    let name = match kind {
        TieKind::SaveMark => "save-mark",
        TieKind::SaveRoot => "save-root",
        TieKind::Identifier | TieKind::DerivedFrom => "identifier",
        TieKind::Machine => "machine",
        _ => return false,
    };
    table.iter().any(|row| row.kind == name && row.value.eq_ignore_ascii_case(value))
}

/// Whether a part comes with a template: themes, and the thumbnail that a template was saved with.
fn is_of_a_template(exhibit: &Exhibit) -> bool {
    let name = exhibit.inside.last().map_or("", String::as_str);
    name == "theme package"
        || name.starts_with("Thumbnails/")
        || name.starts_with("docProps/thumbnail")
        || name.contains("theme/")
}

/// Day of the month and time of the day, as digits.
fn clock_of(stamp: &Stamp) -> String {
    chrono::DateTime::from_timestamp(stamp.clock, 0).map_or_else(String::new, |at| at.format("%d %H:%M:%S").to_string())
}

/// In what documents of a series are alike, the first value of each.
fn marks(evidence: &[Evidence]) -> Vec<Mark> {
    let first = |is: &dyn Fn(&Evidence) -> bool| evidence.iter().find(|one| is(one)).and_then(text);
    let role = |role: Role| first(&|one: &Evidence| one.role == Some(role));
    let key = |key: &str| first(&|one: &Evidence| one.property == key);
    let mut marks = Vec::new();
    let mut add = |what: &str, stated: Option<Stated>| {
        marks.extend(stated.map(|one| Mark { what: what.to_owned(), value: one.text, evidence: one.evidence }));
    };
    let version = role(Role::ProducerVersion);
    add("program", version.or_else(|| role(Role::Producer)));
    add("composing program", role(Role::Creator));
    add("template", role(Role::Template));
    add("language", key(keys::LANGUAGE).or_else(|| key(keys::PDF_LANGUAGE)));
    add("typeface", role(Role::FontName));
    add("version of the format", role(Role::FormatVersion));
    add("packing program", key(keys::PACKAGE_WRITTEN_BY));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_templates_bring_ties_nobody() {
        assert!(is_commonplace(TieKind::SaveRoot, "00B47730"));
        assert!(is_commonplace(TieKind::Machine, "microsoft print to pdf"));
        assert!(!is_commonplace(TieKind::Machine, "00B47730"));
        let table = include_str!("data/commonplaces.csv");
        let kinds = ["kind", "save-mark", "save-root", "identifier", "machine"];
        assert!(table.lines().all(|line| kinds.iter().any(|kind| line.starts_with(&format!("{kind},")))));
    }
}
