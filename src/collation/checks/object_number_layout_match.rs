//! Two PDF files have all objects at the same places, and differ.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Sketch, TieKind};
use crate::collation::together::{Together, finding, names, surprise};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding};
use std::collections::{BTreeMap, BTreeSet};

charter! {
    /// # What it looks for
    /// PDF files of other bytes in which every object has the same number and begins at the same byte.
    ///
    /// # Why it matters
    /// No two documents that were written on their own have that. Somebody exchanged something in the file for something as long.
    ///
    /// # Innocent causes
    /// A program fills forms whose fields have a fixed length, or writes dates and identifiers of equal length into equal reports.
    ///
    /// # What it cannot tell
    /// Which of the two was first.
    ///
    /// # Example
    /// Two settlements with all objects at the same places; one line of the page names another person and sum.
    ///
    /// # Sources
    /// Catalogue of checks (object-number-layout-match); ISO 32000-2, 7.5.4. Files of forty objects and more, or with one
    /// identifier or one second of making. Strength: medium where authors
    /// and companies differ, else informational.
    pub struct ObjectNumberLayoutMatch { code: "C016", name: "object-number-layout-match", summary: "PDF files have all objects at the same places, and differ", since: "0.1.0", group: Collection }
}

/// The layout of fewer objects is the same by chance, where one program writes papers of one kind.
const MANY: usize = 40;

/// Those of equal layout that nothing but one file explains: of many objects, or with one identifier or one second of making.
fn that_were_one(sketches: Vec<Sketch>) -> Vec<Vec<Sketch>> {
    let objects =
        |sketch: &Sketch| -> Option<usize> { sketch.values(TieKind::Layout).first()?.split(' ').next()?.parse().ok() };
    if sketches.first().and_then(objects).is_some_and(|objects| objects >= MANY) {
        return if sketches.len() > 1 { vec![sketches] } else { vec![] };
    }
    let mut groups: BTreeMap<(Option<String>, Option<i64>), Vec<Sketch>> = BTreeMap::new();
    for sketch in sketches {
        let identifier = sketch.values(TieKind::FileIdentifier).first().map(|value| (*value).to_owned());
        let made =
            sketch.made.filter(|made| made.to_the_second).map(|made| made.clock).filter(|_| identifier.is_none());
        if identifier.is_some() || made.is_some() {
            groups.entry((identifier, made)).or_default().push(sketch);
        }
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

impl CollectionCheck for ObjectNumberLayoutMatch {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::Layout])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut findings = Strongest::default();
        for shared in together.shared(TieKind::Layout)? {
            let mut sketches = together.sketches(&shared.numbers)?;
            let mut known = BTreeSet::new();
            sketches.retain(|sketch| known.insert(sketch.sha256.clone()));
            for sketches in that_were_one(sketches) {
                let said = format!(
                    "{} have all objects at the same places and differ in what is there: something was exchanged for something as long.",
                    names(&sketches)
                );
                findings.push(
                finding(&Self::CHARTER, surprise(&sketches), said, &sketches)
                    .innocently(&[
                        "A program fills forms of a fixed length, or writes dates of equal length into equal reports.",
                    ])
                    .settled_by("Compare the files (valla compare A B)."),
            );
            }
        }
        Ok(findings.into_list())
    }
}
