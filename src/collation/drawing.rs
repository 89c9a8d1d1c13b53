//! Draws the sketch of a document: what of it is compared with others.

use super::sketch::{Drawn, DrawnPage, Mark, ScanField, Sketch, Stamp, Stated};
use super::tying;
use super::{mentioned, shingles};
use crate::model::{Bound, Evidence, EvidenceId, Likeness, LikenessKind, Moment, Precision, Role, Side, Strength};
use crate::properties::keys;

/// What a mail has.
const MAILS: [&str; 3] = [keys::MAIL_DATE, keys::MAPI_SUBMITTED, keys::MAPI_SUBJECT];

impl Sketch {
    /// Of a document which says this. Its place among others it gets where they are taken in.
    #[must_use]
    pub fn of<'a>(drawn: impl Into<Drawn<'a>>, spoken: &str) -> Self {
        let exhibit: Drawn<'a> = drawn.into();
        let evidence = &exhibit.extraction.evidence;
        let retracted = &exhibit.reasoned.retracted;
        let stated = |one: &&Evidence| !retracted.contains(&one.id);
        let of_role = |role: Role| evidence.iter().filter(stated).filter(move |one| one.role == Some(role));
        let text_of = |role: Role| of_role(role).find_map(text);
        let of_key = |key: &'static str| evidence.iter().filter(move |one| one.property == key);
        let of_field = |name: &'static str| evidence.iter().filter(move |one| tying::field(one) == Some(name));
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
            id: String::new(),
            path: exhibit.path.to_owned(),
            parent: None,
            sha256: exhibit.sha256.to_owned(),
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
            attached: if evidence.iter().any(|one| one.is_one_of(&MAILS)) {
                mentioned::attachments(spoken)
            } else {
                vec![]
            },
            page: mentioned::page(spoken),
            fields: exhibit.extraction.likeness.iter().filter_map(scan_field).collect(),
            pages: exhibit.extraction.likeness.iter().filter_map(drawn_page).collect(),
        };
        sketch.ties = tying::ties(&exhibit, &sketch, spoken);
        sketch.marks = marks(evidence);
        sketch
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
