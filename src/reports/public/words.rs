//! The words that are public by their kind. Whatever else is in a record, wherever it came from, is not.

use crate::model::format::{BY_NAME_IN_PUBLIC, UNKNOWN};
use crate::model::signature::number_of_claim;
use crate::model::{Age, Alteration, Axiom, Event, Format, IdentifiedBy, Instant, Layer, Moment, Role, Term};
use chrono::Datelike;

/// What is written where something is left out.
pub const KEPT: &str = "(kept at the desk)";

/// Values that are public to the month, and what they are called.
pub(super) fn time_words(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Created => "when it says that it was made",
        Role::Modified => "when it says that it was last changed",
        Role::MetadataModified => "when it says that its metadata were last changed",
        Role::HistoryTime => "when a step of its stated history took place",
        Role::PartTime => "when a part of it says that it was made or changed",
        Role::PackedTime => "when it was packed, as an archive says",
        Role::StoredTime => "when it was last changed, as its container says",
        Role::DirectoryTime => "when its container says that it was written",
        Role::Printed => "when it says that it was last printed",
        Role::FontTime => "a date inside an embedded font",
        Role::ProfileTime => "the date of a colour profile",
        Role::SignatureTime => "when it says that it was signed",
        Role::CertificateTime => "from when on a certificate is valid",
        _ => return None,
    })
}

/// Values of which only the kind is public.
pub(super) fn kind_words(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Producer | Role::ProducerVersion | Role::Creator | Role::Toolkit | Role::Banner) => {
            "the name of a program"
        }
        Some(Role::FontName | Role::FontVersion) => "a typeface",
        Some(Role::Feature | Role::FormatVersion) => "a feature of its form",
        Some(Role::Device) => "the name of a device",
        Some(Role::Link) => "the address of a link",
        Some(Role::PageText | Role::Title | Role::Subject) => "its words",
        Some(Role::Locale) => "a mark of language or country",
        Some(Role::EditTime) => "how long it says that it was edited",
        Some(role) if time_words(role).is_some() => "a time",
        _ => "a value",
    }
}

/// Endings that say no more than the format.
pub(super) const ENDINGS: [&str; 16] = [
    "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "pptm", "rtf", "jpg", "jpeg", "png", "tif",
    "zip",
];

/// Kinds of objects whose words are valla's own.
pub(super) const OBJECTS: [&str; 15] = [
    "document information",
    "catalog",
    "metadata packet",
    "page content",
    "image of a page",
    "drawing of a page",
    "font of a page",
    "page",
    "page tree",
    "annotation",
    "form field",
    "signature",
    "document security store",
    "array",
    "value",
];

/// What a reader notes of a save.
const NOTES: [&str; 11] = [
    "linearized",
    "hybrid-reference",
    "rebuilt by a scan",
    "an empty section follows that only points to a hidden cross-reference stream: not an edit",
    "an update follows that changes nothing: not an edit",
    "signing",
    "a document time-stamp",
    "validation data of signatures",
    "filling in a form",
    "comments or other annotations",
    "metadata alone",
];

/// A note on a save. How many saves were combined is as good as a number of the copy.
pub(super) fn note(text: &str) -> Option<String> {
    let combined = text.starts_with("the first ") && text.ends_with(" saves, combined");
    let combined = combined.then_some("the first saves, combined");
    combined.or_else(|| one_of(&NOTES, text)).map(str::to_owned)
}

/// Kinds of trouble in a reading.
pub(super) const TROUBLES: &[&str] = &[
    "attachment-missing",
    "attachment-not-decodable",
    "bad-request",
    "before-first-message",
    "bzip2-damaged",
    "cab-damaged",
    "carriage-returns",
    "chain-broken",
    "changed-while-read",
    "charset",
    "compound-file",
    "cpu-limit",
    "credentials-unreadable",
    "edits",
    "empty-message",
    "encrypted",
    "encryption-unreadable",
    "folder-unreadable",
    "gzip-behind-end",
    "gzip-damaged",
    "header-broken",
    "header-charset",
    "header-not-first",
    "info-missing",
    "info-not-a-dictionary",
    "interrupted",
    "iso-damaged",
    "iso-udf",
    "lopdf-cannot-open",
    "mailbox-breaks-off",
    "mapi",
    "mapi-oddity",
    "member-damaged",
    "member-in-volumes",
    "member-is-a-link",
    "member-name-leads-out",
    "member-not-readable",
    "members-damaged",
    "members-not-kept",
    "memory-limit",
    "message-missing",
    "message-unreadable",
    "messages-lost",
    "no-boundary",
    "no-end-of-parts",
    "no-header",
    "no-parts",
    "not-decryptable",
    "nothing-readable",
    "object-not-readable",
    "page-pictures",
    "page-text",
    "part-document-type",
    "part-not-readable",
    "part-not-well-formed",
    "picture-damaged",
    "picture-odd",
    "property-list",
    "property-set",
    "pst",
    "pst-page",
    "rar-damaged",
    "rar-packed",
    "rar-volumes",
    "reader-failed",
    "readers-differ-on-info",
    "readers-differ-on-pages",
    "readers-differ-on-trailer",
    "rtf-body",
    "rtf-cut",
    "seven-zip-header",
    "several-formats",
    "signature-cut",
    "signature-unreadable",
    "skipped",
    "tar-behind-end",
    "tar-damaged",
    "text-encoding",
    "time-limit",
    "time-stamp-unreadable",
    "tnef",
    "unreadable",
    "word-header",
    "word-table",
    "words-broken",
    "words-unread",
    "worker-died",
    "worker-failed",
    "xmp-document-type",
    "xmp-not-decodable",
    "xmp-not-well-formed",
    "xmp-undeclared-prefix",
    "xz-damaged",
    "zip-damaged",
    "zip-directory",
    "zstd-damaged",
];

/// Premises that follow from how things are made, apart from the order of two saves.
const ORDERS: [&str; 4] =
    ["created-not-after-modified", "history-not-after-modified", "part-not-after-modified", "said-twice"];

/// A word of a list, where it is one.
pub(super) fn one_of(list: &[&'static str], word: &str) -> Option<&'static str> {
    list.iter().find(|known| **known == word).copied()
}

/// The format, as far as it is one of those that valla can name; what is known by its ending alone has no name.
pub(super) fn format(desk: &Format, known: &[Format]) -> Format {
    let exactly = known.iter().find(|one| one.name == desk.name && one.version == desk.version);
    let found = exactly.cloned().or_else(|| {
        let of_name = known.iter().find(|one| one.name == desk.name)?;
        Some(Format { name: of_name.name.clone(), mime: of_name.mime.clone(), ..Format::default() })
    });
    let basis = if desk.identified_by() == IdentifiedBy::Name { BY_NAME_IN_PUBLIC } else { "content" };
    Format {
        basis: basis.to_owned(),
        ..found.unwrap_or_else(|| Format { name: UNKNOWN.to_owned(), ..Format::default() })
    }
}

/// A number that counts something of a document: of at most six digits.
pub(super) fn is_number(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An event, but not the receipt, of which the desk alone knows.
pub(super) fn event(event: Event) -> Option<Event> {
    let counted = |number: u32| is_number(&number.to_string());
    match event {
        Event::ContentWritten | Event::WordsWritten(_) | Event::Made | Event::Examined => true,
        Event::Saved(number) | Event::PartMade(number) | Event::HistoryStep(number) => counted(number),
        Event::Received => false,
    }
    .then_some(event)
}

/// An axiom; whose clock was right is not public.
pub(super) fn axiom(axiom: &Axiom) -> Option<Axiom> {
    match axiom {
        Axiom::RevisionOrder(later) => is_number(&later.to_string()).then(|| axiom.clone()),
        Axiom::ContentBeforeSave | Axiom::SavedBeforeExamined => Some(axiom.clone()),
        Axiom::ClockRight(_) => Some(Axiom::Order("clock-right".to_owned())),
        Axiom::Order(row) => one_of(&ORDERS, row).map(|row| Axiom::Order(row.to_owned())),
    }
}

/// A claim that is public: what the story says of content, bytes and origin. When a document was received and which digest was stated of it,
/// the desk alone knows.
pub(super) fn claim(id: &str) -> Option<String> {
    let (layer, _) = id.split_once(':')?;
    [Layer::Content, Layer::Bytes, Layer::Origin]
        .iter()
        .any(|public| public.to_string() == layer)
        .then(|| id.to_owned())
}

/// The claim that a signature vouches for the document.
pub(super) fn signature(id: &str) -> Option<String> {
    number_of_claim(id).filter(|number| is_number(number)).map(|_| id.to_owned())
}

/// The number of an exhibit: `x12`, `x12.1`.
pub(super) fn exhibit(id: &str) -> Option<String> {
    let mut numbers = id.strip_prefix('x')?.split('.');
    let first = numbers.next()?;
    let counted = (1..=9).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
    (counted && numbers.all(is_number)).then(|| id.to_owned())
}

/// A version of valla: `0.1.0`.
pub(super) fn version(text: &str) -> String {
    if text.len() <= 12 && text.split('.').all(is_number) { text.to_owned() } else { String::new() }
}

/// The day at the beginning of a version of the tables; after it is whether the desk had rows of its own.
pub(super) fn day(text: &str) -> String {
    let day = text.split(' ').next().unwrap_or_default();
    if day.len() <= 10 && day.split('-').all(is_number) { day.to_owned() } else { String::new() }
}

/// A digest in hexadecimal.
pub(super) fn digest(text: &str) -> String {
    let is_digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_digest { text.to_owned() } else { String::new() }
}

/// To the month, without zone.
pub(super) fn coarse(moment: &Moment) -> Option<Moment> {
    let date = moment.local_date()?;
    Moment::of_date(&date.format("%Y-%m").to_string(), date.year(), Some(date.month()), None)
}

/// The first instant of the month, or of the one after it; none beyond the calendar.
pub(super) fn month(at: Instant, behind: bool) -> Option<Instant> {
    let first = at.date()?.with_day(1)?;
    let first = if behind { first.checked_add_months(chrono::Months::new(1))? } else { first };
    Some(Instant::from_date(first))
}

/// One digit of the size, and as many noughts as it takes.
pub(super) fn coarse_size(size: u64) -> u64 {
    let unit = 10_u64.pow(size.checked_ilog10().unwrap_or(0));
    size / unit * unit
}

/// The answer to the first question, in words that name nothing of the document.
pub(super) fn altered_words(answer: Alteration) -> &'static str {
    match answer {
        Alteration::ChangedAfterSigning => "What it shows is not what was signed.",
        Alteration::SignatureFails => "A signature in it does not hold, or leaves part of the file out.",
        Alteration::WordsReplaced => "A later save replaced words. Both versions are in the file.",
        Alteration::WordsRemoved => "A later save removed words. They are still in the file.",
        Alteration::NoChangeSeen | Alteration::NotExamined => "",
    }
}

/// The answer to the second.
pub(super) fn age_words(answer: Age) -> &'static str {
    match answer {
        Age::CannotBeThatOld => "It carries traces that are younger than the date it is said to have.",
        Age::LaterCopy => "It says itself that it is a later copy. Its text may be older.",
        Age::NeedsExplaining => "Something in it is unusual if the date is right.",
        Age::OlderThanClaimed => "All dates in it lie before the date it is said to have.",
        Age::NothingFoundAgainst => "Nothing was found against the date. That is no proof.",
        Age::DatesDisagree => "Its own dates cannot all be right.",
        Age::DatesAgree => "Its own dates agree among themselves.",
        Age::NoEvidence => "It holds nothing that speaks for or against the date.",
        Age::NotExamined => "It was not examined.",
    }
}

/// A verdict, in words that name nothing of the document.
pub(super) fn verdict_words(layer: Layer, term: Term) -> &'static str {
    match (layer, term) {
        (Layer::Custody, Term::Confirmed) => "Nothing that was signed was changed. Whose key it is was not asked.",
        (Layer::Custody, Term::Tension) => {
            "What it shows was changed after it was signed, or part of it was not signed."
        }
        (Layer::Custody, Term::Contradicts) => "The bytes are not those that were signed.",
        (_, Term::Contradicts) => "What the file holds and what is claimed of it cannot both be true.",
        (_, Term::Tension) => {
            "What the file holds is unusual if the claim is right, and expected if it was handled later."
        }
        (_, Term::Agrees) => "Nothing was found against the claim. That is no proof.",
        (_, Term::NoEvidence) => "Nothing in the file could speak for or against the claim.",
        (_, Term::Confirmed) => "These bytes existed by the time claimed. That says nothing of origin or truth.",
        (_, Term::NotTested) => "It could not be tested.",
    }
}

/// What the documentation of a check says under "Innocent causes", as one text.
pub(super) fn innocent_causes(explanation: &str) -> Option<String> {
    let (_, behind) = explanation.split_once("# Innocent causes")?;
    let section = behind.split("\n # ").next().unwrap_or(behind);
    let text = section.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_coarse() {
        assert_eq!([coarse_size(0), coarse_size(7), coarse_size(41_234), coarse_size(999)], [0, 7, 40_000, 900]);
        let moment = Moment::from_pdf("D:20130514091733+04'00'").expect("a date");
        assert_eq!(coarse(&moment).expect("a month").readable(), "2013-05");
    }

    #[test]
    fn numbers_are_those_of_the_record_and_nothing_else() {
        for id in ["x1", "x12.3.1"] {
            assert_eq!(exhibit(id).as_deref(), Some(id));
        }
        for id in ["y1", "x", "x1.a", "x1.", "x1234567890", "x1.1234567"] {
            assert_eq!(exhibit(id), None, "{id}");
        }
        assert!(
            event(Event::Saved(2)).is_some()
                && event(Event::Received).is_none()
                && event(Event::Saved(9_999_999)).is_none()
        );
        let right = Axiom::ClockRight("the clock of petrov".to_owned());
        assert_eq!(axiom(&right).map(|axiom| axiom.to_string()).as_deref(), Some("clock-right"));
        assert_eq!(axiom(&Axiom::Order("petrov".to_owned())), None);
        assert!(
            claim("bytes:2013").is_some() && claim("received:2026-03-02").is_none() && claim("sha256:00").is_none()
        );
    }
}
