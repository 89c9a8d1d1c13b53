//! One document of a series differs from all others.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Mark, Sketch};
use crate::collation::together::{Named, Row, Together, finding, resting_on};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Files of one folder whose names differ by a number alone, and one among them that differs from all others in three marks or more
    /// in which all others agree: program, template, language, typeface, version, packing program.
    ///
    /// # Why it matters
    /// A document that was put into a series later, or elsewhere, was made in another way.
    ///
    /// # Innocent causes
    /// A colleague stood in, a machine was new, a document was converted or scanned again.
    ///
    /// # What it cannot tell
    /// No probability: if nothing is special, one of n files is the oddest with certainty. It counts, and says how odd the next one is.
    ///
    /// # Example
    /// The eighth of twelve circulars differs from all eleven others in three marks, the others in none.
    ///
    /// # Sources
    /// Catalogue of checks (outlier-in-series); on chance: Bates, Candès and others, Annals of Statistics 51 (2023). Strength: medium where
    /// no other differs in more than one mark; else weak.
    pub struct OutlierInSeries { code: "C011", name: "outlier-in-series", summary: "one document of a series differs from all others", since: "0.1.0", group: Collection }
}

/// So many files are a series.
const LEAST: usize = 8;
/// So many marks make one the odd one.
const MARKS: usize = 3;
/// More files of a series are not looked at.
const MOST: usize = 2_000;

impl CollectionCheck for OutlierInSeries {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Series
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut series: BTreeMap<Named, Vec<&Row>> = BTreeMap::new();
        for row in together.rows.iter().filter(|row| !row.inside) {
            if let Some((series_of, _)) = row.series {
                series.entry(series_of).or_default().push(row);
            }
        }
        let mut findings = Strongest::default();
        for rows in series.into_values().filter(|rows| (LEAST..=MOST).contains(&rows.len())) {
            let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
            let sketches = together.sketches(&numbers)?;
            let odd = oddities(&sketches);
            let mut counts: Vec<(usize, usize)> =
                odd.iter().map(Vec::len).enumerate().map(|(at, count)| (count, at)).collect();
            counts.sort_unstable_by(|one, other| other.cmp(one));
            let (Some((most, at)), Some((next, _))) = (counts.first(), counts.get(1)) else { continue };
            if *most >= MARKS
                && next < most
                && let (Some(sketch), Some(marks)) = (sketches.get(*at), odd.get(*at))
            {
                findings.push(told(sketch, marks, &sketches, *next));
            }
        }
        Ok(findings.into_list())
    }
}

/// The marks in which each differs from all others, who agree among themselves.
fn oddities(sketches: &[Sketch]) -> Vec<Vec<(Mark, String)>> {
    let mut odd: Vec<Vec<(Mark, String)>> = vec![vec![]; sketches.len()];
    let kinds: std::collections::BTreeSet<&str> =
        sketches.iter().flat_map(|sketch| &sketch.marks).map(|mark| mark.what.as_str()).collect();
    for kind in kinds {
        let mut values: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, sketch) in sketches.iter().enumerate() {
            if let Some(mark) = sketch.marks.iter().find(|mark| mark.what == kind) {
                values.entry(&mark.value).or_default().push(at);
            }
        }
        let stated: usize = values.values().map(Vec::len).sum();
        let usual = values
            .iter()
            .find(|(_, at)| at.len() + 1 == stated && stated == sketches.len())
            .map(|(value, _)| (*value).to_owned());
        let alone = values.values().find(|at| at.len() == 1).and_then(|at| at.first().copied());
        if let (Some(usual), Some(alone), 2) = (usual, alone, values.len())
            && let Some(mark) =
                sketches.get(alone).and_then(|sketch| sketch.marks.iter().find(|mark| mark.what == kind))
            && let Some(odd) = odd.get_mut(alone)
        {
            odd.push((mark.clone(), usual));
        }
    }
    odd
}

fn told(sketch: &Sketch, marks: &[(Mark, String)], all: &[Sketch], next: usize) -> Finding {
    let strength = if next <= 1 { Strength::Medium } else { Strength::Weak };
    let differences: Vec<String> =
        marks.iter().map(|(mark, usual)| format!("{} (“{}”, the others “{usual}”)", mark.what, mark.value)).collect();
    let next = match next {
        0 => "no other differs in any".to_owned(),
        1 => "the next oddest differs in 1".to_owned(),
        next => format!("the next oddest differs in {next}"),
    };
    let said = format!(
        "“{}” differs from all {} others of its series in {} marks in which these agree: {}; {next}.",
        sketch.shown(),
        all.len() - 1,
        marks.len(),
        differences.join(", ")
    );
    let found = finding(&OutlierInSeries::CHARTER, strength, said, std::slice::from_ref(sketch));
    resting_on(found, marks.iter().map(|(mark, _)| (sketch, mark.evidence)))
        .innocently(&["A colleague stood in, or the machine was new.", "It was converted or scanned again."])
        .settled_by("Ask who wrote it and where, and for the copy that was sent out then.")
}
