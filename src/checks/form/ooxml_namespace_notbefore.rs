//! A namespace or a kind of part that an Office document uses is younger than the document is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh, youngest};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Instant, Strength};
use crate::properties::keys;
use chrono::NaiveDate;

charter! {
    /// # What it looks for
    /// The namespaces that the parts of an Office document (`.docx`, `.xlsx`, `.pptx`, and the theme packed inside
    /// a `.doc`) use or declare, and the kinds of its parts. A namespace is the name of a part of the format,
    /// written as a web address. Each came with a version of Office; where the table does not know one, the year in
    /// its address counts. The check reports the youngest where it is younger than the claimed date, or younger
    /// than the file says it was last saved.
    ///
    /// # Why it matters
    /// Nobody can write a name before somebody made it up, and no program shows these names.
    ///
    /// # Innocent causes
    /// Someone opened an older text in a newer Office and saved it (opening alone changes nothing). A server, a
    /// mail gateway or a tool for exchanging evidence converted it.
    ///
    /// # What it cannot tell
    /// Programs from other makers than Microsoft copy long lists of namespaces: a name that is declared and never
    /// used dates the program's library, not a version of Word. It still limits the date of this file.
    ///
    /// # Example
    /// `http://schemas.microsoft.com/office/word/2012/wordml` in a document that is said to be from 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 4 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_000550` and `ID_000227`; Balyoz); the table
    /// `office_features`. Strength: hard where the version of Office is known and its dates were read, else strong.
    pub struct OoxmlNamespaceNotbefore { code: "S004", name: "ooxml-namespace-notbefore", summary: "the file uses a part of the Office format younger than the claimed or stated date", since: "0.1.0", group: Form }
}

const INNOCENT: &[&str] = &[
    "Someone opened an older text in a newer Office and saved it.",
    "A server, a mail gateway or a tool for exchanging evidence converted it.",
];
/// The addresses of names that Microsoft gave.
const MICROSOFT: &str = "http://schemas.microsoft.com/office/";
/// A year begins so much earlier in the furthest east, in seconds.
const EASTERNMOST: i64 = -14 * 3600;

impl Check for OoxmlNamespaceNotbefore {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut seen) = (Vec::new(), false);
        for evidence in view.evidence().filter(|evidence| is_name(evidence)) {
            let Some(address) = evidence.text() else { continue };
            seen = true;
            let known = view.knowledge.feature(address);
            let Some(dated) = known.or_else(|| of_year(view, address)) else { continue };
            let only = if evidence.is_only_listed() { " (declared, not used)" } else { "" };
            let says = format!("It names a part of the Office format {}: {}{only}", first_known(&dated), dated.what);
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        if !seen {
            return Examination::not_applicable("no Office document in the format of 2007 or later");
        }
        weigh(view, &Self::CHARTER, INNOCENT, youngest(marks))
    }
}

/// Whether evidence is the address of a namespace or of a kind of part.
pub(super) fn is_name(evidence: &Evidence) -> bool {
    evidence.is_one_of(keys::FORMAT_NAMES)
}

/// The year in an address that the table does not know.
fn of_year(view: &View<'_>, address: &str) -> Option<crate::knowledge::Dated> {
    let year = address.strip_prefix(MICROSOFT)?.split('/').find_map(year)?;
    let floor = Instant::from_date(NaiveDate::from_ymd_opt(year, 1, 1)?).plus(EASTERNMOST).months_before(12);
    let what = format!("a namespace of {year} ({address})");
    let mut dated = view.knowledge.own_date("namespace:own-year", what, "the format", floor, Strength::Strong)?;
    dated.fact.earliest = year.to_string();
    Some(dated)
}

fn year(part: &str) -> Option<i32> {
    let year: i32 = part.parse().ok().filter(|_| part.len() == 4)?;
    (2003..2100).contains(&year).then_some(year)
}
