//! The two places in which a PDF states the same thing differ.

use crate::checks::quotation::{short, value};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, PremiseRef, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// What a PDF states twice, in its document information and in the XMP packet of its catalog: when it was made
    /// and last saved, Producer, Creator, title, author. The check compares instants, not how they are written, and
    /// in each revision the values that applied then.
    ///
    /// # Why it matters
    /// Many editors change one and leave the other, and viewers show only one of them.
    ///
    /// # Innocent causes
    /// Some tools write only one of the two by design (qpdf, pdftk, pikepdf; macOS Quartz keeps old packets). Some
    /// converters write an empty date into XMP. One time has a time zone and the other has none.
    ///
    /// # What it cannot tell
    /// Which of the two is right. A missing packet says nothing.
    ///
    /// # Example
    /// `CreationDate` of 2010 beside `xmp:CreateDate` of 2013.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 14.3.2 and 14.3.3; ISO 19005-1:2005, 6.7.3, which demands equality; catalogue of checks,
    /// 19, with rates on 7,038 test files: time of making 2.2 %, of the last save 3.9 %, Producer 3.0 %. Strength:
    /// medium for times that differ by more than a zone, weak for times within a zone or a minute and for names.
    pub struct XmpInfoContradiction { code: "D002", name: "xmp-info-contradiction", summary: "two places in the file give different values for the same thing", since: "0.1.0", group: Dates }
}

/// Pairs of the two places.
const PAIRS: &[(&str, &str, &str)] = &[
    (keys::INFORMATION_CREATED, keys::PACKET_CREATED, "the time it was made"),
    (keys::INFORMATION_MODIFIED, keys::PACKET_MODIFIED, "the time it was last saved"),
    (keys::INFORMATION_PRODUCER, keys::PACKET_PRODUCER, "the program that wrote it"),
    (keys::INFORMATION_CREATOR, keys::PACKET_CREATOR, "the program used to compose it"),
    (keys::INFORMATION_TITLE, keys::PACKET_TITLE, "its title"),
    (keys::INFORMATION_AUTHOR, keys::PACKET_AUTHOR, "its author"),
];
/// Writers set the two one after the other, in seconds.
const ONE_SAVE: i64 = 60;
/// What a wrong or missing zone explains, in seconds.
const WRONG_ZONE: i64 = 26 * 3600;

impl Check for XmpInfoContradiction {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let revisions = u32::try_from(view.extraction.revisions.len()).unwrap_or(u32::MAX).max(1);
        let (mut compared, mut findings) = (0, Vec::<Finding>::new());
        for (info, xmp, what) in PAIRS {
            for revision in 1..=revisions {
                let standing = |property: &str| {
                    view.evidence()
                        .filter(|evidence| evidence.property == property && view.revision_of(evidence) <= revision)
                        .last()
                };
                let (Some(info), Some(xmp)) = (standing(info), standing(xmp)) else { continue };
                // Only a revision that brought in one of the two has something new to say.
                if view.revision_of(info).max(view.revision_of(xmp)) != revision {
                    continue;
                }
                compared += 1;
                findings.extend(finding(view, info, xmp, what));
            }
        }
        if compared == 0 {
            return Examination::not_applicable("no value that the file gives in both places");
        }
        Examination::of(findings)
    }
}

fn finding(view: &View<'_>, info: &Evidence, xmp: &Evidence, what: &str) -> Option<Finding> {
    let (strength, difference) = match (info.moment(), xmp.moment()) {
        (Some(first), Some(second)) => {
            if view.is_no_statement(info) || view.is_no_statement(xmp) || first.may_equal(second, ONE_SAVE) {
                return None;
            }
            let apart = (first.earliest.0 - second.latest.0).max(second.earliest.0 - first.latest.0);
            if apart <= WRONG_ZONE {
                (Strength::Weak, ", by no more than a wrong time zone explains")
            } else if first.certainly_after(second) {
                // The last program wrote the one place and left the other alone: of seventeen such files sixteen were ordinary.
                (Strength::Weak, "; the second is the older one, as where the last program left it alone")
            } else {
                (Strength::Medium, ", by more than a wrong time zone explains")
            }
        }
        (None, None) => {
            let (first, second) = (info.text()?, xmp.text()?);
            if same_text(first, second) {
                return None;
            }
            (Strength::Weak, "")
        }
        // A date that one of the two places does not write as a date is that reader's warning.
        _ => return None,
    };
    Some(Finding {
premises: vec![PremiseRef::evidence(info.id), PremiseRef::evidence(xmp.id)],
innocent: vec![
            "A tool wrote only one of the two places by design: qpdf, pdftk, pikepdf and others. macOS keeps old packets.".to_owned(),
            "Someone edited the file with a program that does not know the other place.".to_owned(),
        ],
settle: "Ask which programs the file went through. Compare other files of the same office.".to_owned(),
..Finding::of(&XmpInfoContradiction::CHARTER, strength, Layer::Bytes, format!(
            "It gives {what} in two places, and they differ{difference}: {:?} and {:?} (document information, XMP packet).",
            short(&value(info)),
            short(&value(xmp))
        ))
})
}

/// Space, case and cut tails are notation: Info strings are cut by some writers, XMP joins authors with commas.
fn same_text(first: &str, second: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (first, second) = (plain(first), plain(second));
    first == second
        || first.is_empty()
        || second.is_empty()
        || first.starts_with(&second)
        || second.starts_with(&first)
        || first.contains(&second)
}
