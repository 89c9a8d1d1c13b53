//! An identifier in the file carries a time later than the file is said to be.

use crate::checks::late_mark::{LateMark, Target, weigh};
use crate::checks::{Check, View, charter, wrong_zone};
use crate::model::{Charter, Examination, Instant, Role, Strength};

charter! {
    /// # What it looks for
    /// Identifiers of version 1 (RFC 9562) among the identifiers of the document and of its saved copies. They hold
    /// the time at which they were made, and often the address of the machine's network card. The check reports a
    /// time later than the claimed date, or later than the file says it was last saved.
    ///
    /// # Why it matters
    /// It is a second clock that no program shows.
    ///
    /// # Innocent causes
    /// Someone saved the document again later, which gave it a new identifier. The machine's clock ran ahead.
    ///
    /// # What it cannot tell
    /// Programs keep identifiers of templates and earlier versions: an early one says nothing. Most identifiers are
    /// of version 4, which are random.
    ///
    /// # Example
    /// A `DocumentID` made in March 2020 in a document that is said to be from 2012.
    ///
    /// # Sources
    /// RFC 9562, 5.1; catalogue of checks, 51. Strength: strong, since the time comes from a machine's clock.
    pub struct UuidV1TimeMac { code: "D008", name: "uuid-v1-time-mac", summary: "an identifier in the file was made later than the claimed or stated date", since: "0.1.0", group: Dates }
}

const INNOCENT: &[&str] =
    &["The file was saved again later, which gave it a new identifier.", "The machine's clock ran ahead."];
/// Seconds from 1582-10-15 to 1970-01-01 (RFC 9562, 5.1).
const GREGORIAN: i64 = 12_219_292_800;
/// The years in which such an identifier of a document can have been made.
const YEARS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

impl Check for UuidV1TimeMac {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut marks = Vec::new();
        for (evidence, text) in view.texts(&[Role::Identifier]) {
            let Some((at, node)) = version_1(text) else { continue };
            let node = if node & (1 << 40) == 0 {
                format!("network card {node:012x}")
            } else {
                "random network card".to_owned()
            };
            let what = format!("an identifier made on {}", at.plain_day());
            // Adobe's programs for the Macintosh count identifiers of documents two days ahead.
            let floor = if text.contains("adobe:docid") { at.plus(-2 * 86_400) } else { at };
            let strength = if a_zone_explains(view, at) { Strength::Weak } else { Strength::Strong };
            let own = view.knowledge.own_date("uuid:version-1", what, "identifiers", floor, strength);
            let Some(dated) = own else { continue };
            marks.push(LateMark {
                target: Target::Bytes,
                evidence,
                also: vec![],
                says: format!("An identifier in it was made on {} ({at}, {node})", at.plain_day()),
                dated,
            });
        }
        if marks.is_empty() {
            return Examination::not_applicable("no identifier of version 1");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

/// Whether a wrong zone explains the difference between the identifier's time and a stated date of the file.
fn a_zone_explains(view: &View<'_>, at: Instant) -> bool {
    view.times(&[Role::Created, Role::Modified, Role::MetadataModified, Role::HistoryTime])
        .any(|(_, moment)| wrong_zone::explains(moment.earliest.0.abs_diff(at.0).min(moment.clock().abs_diff(at.0))))
}

/// Time and node of an identifier of version 1 in a text such as `uuid:dae3c980-5dd5-11ea-9a3b-001ec2b3c4d5`.
fn version_1(text: &str) -> Option<(Instant, u64)> {
    let start = text.rfind(':').map_or(0, |at| at + 1);
    let parts: Vec<&str> = text.get(start..)?.trim_matches(['{', '}']).split('-').collect();
    let [low, middle, high, variant, node] = parts[..] else { return None };
    let lengths = [low, middle, high, variant, node].map(str::len);
    let hexadecimal = |part: &str| u64::from_str_radix(part, 16).ok();
    if lengths != [8, 4, 4, 4, 12] || !high.starts_with('1') || !variant.starts_with(['8', '9', 'a', 'b', 'A', 'B']) {
        return None;
    }
    let ticks = (hexadecimal(high)? & 0x0fff) << 48 | hexadecimal(middle)? << 32 | hexadecimal(low)?;
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - GREGORIAN;
    YEARS.contains(&seconds).then_some((Instant(seconds), hexadecimal(node)?))
}
