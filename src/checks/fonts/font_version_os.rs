//! The version of an embedded font is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Role};
use crate::properties::keys;
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Family and version of embedded fonts, compared with a table of font versions and the system that brought
    /// them. The check reports a version younger than the claimed date, or younger than the file says it was last
    /// saved.
    ///
    /// # Why it matters
    /// Systems renew their fonts. The version in the file is that of the machine that made it, and no program shows
    /// it.
    ///
    /// # Innocent causes
    /// Someone exported an old text again on a newer system, or copied fonts from one system to another.
    ///
    /// # What it cannot tell
    /// When the text was written. Many rows of the table come from one build of a package, and count from a year
    /// earlier.
    ///
    /// # Example
    /// Arial 7.00 (Windows 10) in a document that is said to be from 2009.
    ///
    /// # Sources
    /// OpenType specification 1.9, table `name`, id 5; catalogue of checks, 104; the table `font_versions`.
    pub struct FontVersionOs { code: "F003", name: "font-version-os", summary: "the file embeds a font version younger than the claimed or stated date", since: "0.1.0", group: Fonts }
}

const INNOCENT: &[&str] = &["Someone exported the document again on a newer system, or copied fonts from one."];

impl Check for FontVersionOs {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut families: BTreeMap<(u32, Option<&str>), &str> = BTreeMap::new();
        let place = |evidence: &Evidence| view.revision_of(evidence);
        for evidence in view.evidence().filter(|evidence| evidence.property == keys::FONT_FAMILY) {
            if let Some(text) = evidence.text() {
                families.insert((place(evidence), evidence.locus.object.as_deref()), text);
            }
        }
        let (mut marks, mut versions) = (Vec::new(), false);
        for (evidence, text) in view.texts(&[Role::FontVersion]) {
            let Some(family) = families.get(&(place(evidence), evidence.locus.object.as_deref())) else { continue };
            versions = true;
            let Some(dated) = number(text).and_then(|version| view.knowledge.typeface_version(family, version)) else {
                continue;
            };
            let says = format!("It embeds {}, a font version {}", dated.what, first_known(&dated));
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        if !versions {
            return Examination::not_applicable("no embedded font states its family and version");
        }
        if marks.is_empty() {
            return Examination::not_applicable("no date is known for the versions of its fonts");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

/// The digits of a version string: `Version 5.90 ;...` gives `5.90`.
fn number(text: &str) -> Option<&str> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let end = rest.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(rest.len());
    rest.get(..end).map(|number| number.trim_end_matches('.')).filter(|number| !number.is_empty())
}
