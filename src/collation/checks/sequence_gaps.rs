//! A numbered document does not lie between its neighbours in time.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::Sketch;
use crate::collation::together::{Named, Row, Together, day, finding, resting_on};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::{BTreeMap, BTreeSet};

charter! {
    /// # What it looks for
    /// Files of one folder whose names differ by a number alone, and whose times of making go the way of the numbers but for one or a few: the
    /// fewest that must be left out so that the rest is in order. And the numbers that are missing.
    ///
    /// # Why it matters
    /// A letter that was put into a register afterwards has a number of then and a date of now, or the other way round.
    ///
    /// # Innocent causes
    /// A draft was begun early and numbered late; a letter was scanned or exported again; numbers are given out in blocks.
    ///
    /// # What it cannot tell
    /// Whether number or date is wrong. Part of a register has gaps as well.
    ///
    /// # Example
    /// Of the outgoing letters 101 to 112 only No. 108 is dated between No. 101 and 102.
    ///
    /// # Sources
    /// Catalogue of checks (sequence-gaps); the longest increasing subsequence (Fredman 1975). Strength: weak; informational where
    /// numbers are missing only. Series of which one in five or more are out of order are no register, and nothing is said of them.
    pub struct SequenceGaps { code: "C010", name: "sequence-gaps", summary: "a numbered document does not lie between its neighbours in time", since: "0.1.0", group: Collection }
}

/// So many files are a series.
const LEAST: usize = 6;
/// One in so many may be out of order.
const ORDERED: usize = 5;
/// A date out of order by less, in seconds, is none.
const DAY: i64 = 86_400;

impl CollectionCheck for SequenceGaps {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Series
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut series: BTreeMap<Named, Vec<(u32, i64, &Row)>> = BTreeMap::new();
        for row in together.rows.iter().filter(|row| !row.inside) {
            if let (Some((series_of, number)), Some(made)) = (row.series, row.made) {
                series.entry(series_of).or_default().push((number, made.clock, row));
            }
        }
        let mut findings = Strongest::default();
        for mut files in series.into_values() {
            files.sort_by_key(|(number, at, row)| (*number, *at, row.number));
            let numbers: BTreeSet<u32> = files.iter().map(|(number, ..)| *number).collect();
            if files.len() < LEAST || numbers.len() != files.len() {
                continue;
            }
            let days: Vec<i64> = files.iter().map(|(_, at, _)| at.div_euclid(DAY)).collect();
            // Files that one program wrote in one go are in no order of their own.
            if days.iter().collect::<BTreeSet<_>>().len() * 2 < files.len() {
                continue;
            }
            let out = out_of_order(&days);
            if out.is_empty() || out.len() * ORDERED > files.len() {
                continue;
            }
            let odd: Vec<u32> = out.iter().filter_map(|at| files.get(*at)).map(|(_, _, row)| row.number).collect();
            let sketches = together.sketches(&odd)?;
            let neighbours: Vec<u32> = out
                .first()
                .into_iter()
                .flat_map(|at| [at.checked_sub(1), Some(at + 1)])
                .flatten()
                .filter_map(|at| files.get(at))
                .map(|(_, _, row)| row.number)
                .collect();
            findings.push(told(&sketches, &together.sketches(&neighbours)?, &numbers, files.len()));
        }
        Ok(findings.into_list())
    }
}

/// The fewest places that must be left out so that the rest does not descend.
fn out_of_order(days: &[i64]) -> Vec<usize> {
    // For each length the place that ends the longest run with the least day (patience sorting).
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; days.len()];
    for (at, day) in days.iter().enumerate() {
        let length = ends.partition_point(|end| days.get(*end).is_some_and(|last| last <= day));
        if let Some(slot) = before.get_mut(at) {
            *slot = length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied());
        }
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept.insert(at);
        next = before.get(at).copied().flatten();
    }
    (0..days.len()).filter(|at| !kept.contains(at)).collect()
}

/// The numbers that are missing between the first and the last, as far as they are few.
fn missing(numbers: &BTreeSet<u32>) -> Vec<u32> {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return vec![] };
    if last - first > 4 * u32::try_from(numbers.len()).unwrap_or(u32::MAX) {
        return vec![];
    }
    (*first..=*last).filter(|number| !numbers.contains(number)).collect()
}

fn told(odd: &[Sketch], neighbours: &[Sketch], numbers: &BTreeSet<u32>, count: usize) -> Finding {
    let listed = |sketches: &[Sketch]| {
        let one = |sketch: &Sketch| Some(format!("“{}” ({})", sketch.shown(), day(&sketch.made?)));
        sketches.iter().filter_map(one).collect::<Vec<_>>().join(", ")
    };
    let missing = missing(numbers);
    let gaps = if missing.is_empty() {
        String::new()
    } else {
        let list: Vec<String> = missing.iter().take(12).map(u32::to_string).collect();
        format!(" Missing numbers: {}.", list.join(", "))
    };
    let said = format!(
        "The numbers and the dates of {count} files go the same way but for {}. Beside it lie {}.{gaps}",
        listed(odd),
        listed(neighbours)
    );
    let found = finding(&SequenceGaps::CHARTER, Strength::Weak, said, odd);
    let dates = odd.iter().chain(neighbours).filter_map(|sketch| Some((sketch, sketch.made?.evidence)));
    resting_on(found, dates)
        .innocently(&["It was begun early and numbered late, or exported again.", "Numbers were given out in blocks."])
        .settled_by("Ask for the register in which the numbers were given out.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_one_that_is_out_of_order_is_found() {
        assert_eq!(out_of_order(&[1, 2, 3, 4, 1, 5, 6]), [4]);
        assert_eq!(out_of_order(&[1, 9, 2, 3, 4]), [1]);
        assert_eq!(out_of_order(&[1, 1, 2, 2]), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn what_is_left_is_in_order_and_nothing_shorter_would_do(days in proptest::collection::vec(0_i64..9, 0..9)) {
            let out = out_of_order(&days);
            let rest: Vec<i64> = days.iter().enumerate().filter(|(at, _)| !out.contains(at)).map(|(_, day)| *day).collect();
            prop_assert!(rest.is_sorted());
            let longest = (0_u32..1 << days.len()).filter_map(|chosen| {
                let run: Vec<i64> = days.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, day)| *day).collect();
                run.is_sorted().then_some(run.len())
            }).max().unwrap_or(0);
            prop_assert_eq!(rest.len(), longest);
        }
    }
}
