//! A metadata editor changed or deleted what the file says of itself.

use crate::checks::quotation::when;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Saves that ExifTool added to a PDF, which it marks as its own, and what they did to the dates that the file gives: set
    /// to another time, or deleted.
    ///
    /// # Why it matters
    /// ExifTool changes nothing but what a file says of itself. The dates before it are still in the file.
    ///
    /// # Innocent causes
    /// Someone entered a title, corrected a wrong clock, or took personal data out before passing the file on.
    ///
    /// # What it cannot tell
    /// Which of the dates is right, and who ran the program.
    ///
    /// # Example
    /// `CreationDate` of 2021 in the first state, and of 2013 after a save by ExifTool.
    ///
    /// # Sources
    /// ExifTool's documentation of PDF (<https://exiftool.org/TagNames/PDF.html>): "the original PDF may be recovered".
    /// Strength: informational; medium where a date was deleted or set to another time; strong where the date before
    /// lies after the claimed time and the new one does not.
    pub struct DescriptionRewritten { code: "R009", name: "description-rewritten", summary: "a metadata editor changed what the file says of itself", since: "0.1.0", group: Revisions }
}

impl Check for DescriptionRewritten {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        if view.extraction.revisions.is_empty() {
            return Examination::not_applicable("the format has no revisions");
        }
        let marks = view.evidence().filter(|evidence| evidence.property == keys::EXIFTOOL_UPDATE);
        Examination::of(marks.map(|mark| finding(view, mark)).collect())
    }
}

/// A date before and after a save.
struct Redated<'a> {
    before: (&'a Evidence, &'a Moment),
    after: (&'a Evidence, &'a Moment),
}

/// The last date of each property before a save, and the one that the save wrote, where they differ.
fn redated<'a>(view: &View<'a>, revision: u32) -> Vec<Redated<'a>> {
    let dates = || {
        let own = |evidence: &&Evidence| {
            matches!(evidence.role, Some(Role::Created | Role::Modified | Role::MetadataModified))
        };
        view.evidence()
            .filter(own)
            .filter_map(|evidence| Some((evidence, evidence.moment()?, evidence.locus.revision?)))
    };
    let written = dates().filter(|(_, _, at)| *at == revision);
    written
        .filter_map(|(after, moment, _)| {
            let (before, earlier, _) =
                dates().filter(|(known, _, at)| known.property == after.property && *at < revision).last()?;
            (!earlier.may_equal(moment, 0)).then_some(Redated { before: (before, earlier), after: (after, moment) })
        })
        .collect()
}

fn finding(view: &View<'_>, mark: &Evidence) -> Finding {
    let revision = view.revision_of(mark);
    let removed: Vec<&Evidence> = view
        .evidence()
        .filter(|evidence| evidence.role == Some(Role::DescriptionRemoved) && evidence.locus.revision == Some(revision))
        .collect();
    let redated = redated(view, revision);
    let against: Vec<String> = view
        .claims_on(Layer::Bytes)
        .filter(|claim| {
            claim.moment.as_ref().is_some_and(|claimed| {
                redated.iter().any(|one| one.before.1.certainly_after(claimed) && !one.after.1.certainly_after(claimed))
            })
        })
        .map(|claim| claim.id.clone())
        .collect();
    let strength = match (against.is_empty(), redated.is_empty() && removed.is_empty()) {
        (false, _) => Strength::Strong,
        (true, false) => Strength::Medium,
        (true, true) => Strength::Informational,
    };
    let mut summary = "Someone changed what the file says of itself with ExifTool.".to_owned();
    for one in &redated {
        let (before, after) = (when(one.before.1), when(one.after.1));
        summary.push_str(&format!(" {}: it said {before} before, and {after} since.", one.after.0.label()));
    }
    for one in &removed {
        summary.push_str(&format!(" It deleted {}; what the file said before is still in it.", one.value_text()));
    }
    // Only what the save itself wrote: the date before it is no later save that the file admits.
    let resting = std::iter::once(mark).chain(redated.iter().map(|one| one.after.0)).chain(removed);
    let premises = resting.map(|evidence| PremiseRef::evidence(evidence.id)).collect();
    Finding {
        premises,
        against,
        ..Finding::of(&DescriptionRewritten::CHARTER, strength, Layer::Bytes, summary)
            .innocently(&["Someone entered a title, corrected a wrong clock, or took personal data out."])
            .settled_by("Take the earlier version out of the file and read what it says: valla revisions FILE --extract DIR. Ask who had the file.")
    }
}
