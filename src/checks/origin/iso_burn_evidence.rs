//! What an image of a disc says of its burning: files younger than the volume, and more than one session.

use crate::checks::quotation::day;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The image of a disc (ISO 9660) states when its volume was made, and its directory dates every file. The check reports files that
    /// are dated after every volume of the image, and an image with more than one session.
    ///
    /// # Why it matters
    /// A disc that was finished on one day cannot hold a file of a later day, if both clocks were right. Sessions say how often somebody
    /// wrote to the disc, and an earlier session may hold files that the last one no longer lists.
    ///
    /// # Innocent causes
    /// The machine that changed the files and the one that burnt the disc had different clocks or zones. Somebody made the image
    /// again from an older one and kept the dates of the volume. A program wrote a fixed date into the volume. Discs are often written in
    /// several sessions.
    ///
    /// # What it cannot tell
    /// Which of the two clocks was wrong. All of these dates can be typed in a program or changed in the image.
    ///
    /// # Example
    /// A volume of 6 March 2003 that lists a file of 1 June 2003.
    ///
    /// # Sources
    /// Catalogue of checks, iso-burn-evidence; ECMA-119, 8.4.26 and 9.1.5; the discs numbered 11 and 17 in the Balyoz trial, each with a
    /// single session. No measurement yet: weak for files, informational for sessions.
    pub struct IsoBurnEvidence { code: "O004", name: "iso-burn-evidence", summary: "the image of a disc holds files younger than its volume, or more than one session", since: "0.1.0", group: Origin }
}

impl Check for IsoBurnEvidence {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let Some(sessions) = view.evidence().find(|evidence| evidence.property == keys::DISC_SESSIONS) else {
            return Examination::not_applicable("no image of a disc");
        };
        let made: Vec<(&Evidence, &Moment)> = dated(view, &[keys::DISC_CREATED, keys::DISC_SESSION_CREATED]);
        let youngest = dated(view, &[keys::DISC_NEWEST]).first().copied();
        let mut findings = Vec::new();
        if let Some((file, at)) = youngest
            && let Some((volume, last)) = made.iter().max_by_key(|(_, moment)| moment.latest)
            && at.certainly_after(last)
        {
            let name = file.locus.part();
            let summary = format!(
                "The image lists the file {name:?}, dated {}; its volume says that it was made earlier, {}.",
                at.plain_date(),
                day(last)
            );
            let finding = Finding::of(&Self::CHARTER, Strength::Weak, Layer::Bytes, summary)
                .resting_on([file, volume])
                .innocently(&[
                    "The clock or the zone of one of the two machines was wrong.",
                    "Somebody made the image again from an older one and kept the date of the volume.",
                ])
                .settled_by("Ask for the disc itself, and for the dates of the file inside the file.");
            findings.push(finding);
        }
        if let Some(count) = sessions.number().filter(|count| *count > 1) {
            let days: Vec<String> = made.iter().map(|(_, moment)| day(moment)).collect();
            let when = if days.is_empty() { String::new() } else { format!(" (made {})", days.join("; ")) };
            let summary = format!(
                "The disc was written in {count} sessions{when}; an earlier one may hold files that the last no longer lists."
            );
            let finding = Finding::of(&Self::CHARTER, Strength::Informational, Layer::Bytes, summary)
                .resting_on(std::iter::once(sessions).chain(made.iter().map(|(evidence, _)| *evidence)))
                .innocently(&["Somebody added files to a disc that was not full."])
                .settled_by("Compare the members that only an earlier session lists with those of the last one.");
            findings.push(finding);
        }
        Examination::of(findings)
    }
}

/// Dated values of some properties that state something.
fn dated<'a>(view: &View<'a>, keys: &[&str]) -> Vec<(&'a Evidence, &'a Moment)> {
    view.evidence()
        .filter(|evidence| evidence.is_one_of(keys) && !view.is_no_statement(evidence))
        .filter_map(|evidence| evidence.moment().map(|moment| (evidence, moment)))
        .collect()
}
