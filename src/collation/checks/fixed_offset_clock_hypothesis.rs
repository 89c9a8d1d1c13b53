//! One wrong clock would explain what contradicts the dates of several documents, or no such clock can.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Sketch, Stamp};
use crate::collation::together::{Named, Row, Together, finding, names, resting_on, span};
use crate::model::charter::charter;
use crate::model::{Charter, Error, EvidenceId, Finding, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Documents of one author, or mails of one sender, whose dates lie before their own programs or before the first host took them, and
    /// one constant by which the clock of that machine was behind, which would explain all of them, and keeps them before the day on which
    /// they were received. It says also where no constant does.
    ///
    /// # Why it matters
    /// A machine whose clock is wrong dates everything wrongly by the same span: an innocent cause that can be tested on several documents and
    /// not on one. Dates that were typed need another span each.
    ///
    /// # Innocent causes
    /// Where no constant helps: several machines, a clock that was set in between, copies of files.
    ///
    /// # What it cannot tell
    /// Whether the clock was really wrong: it says that this would do.
    ///
    /// # Example
    /// Five lists state days before their program existed; a clock 400 days behind explains all.
    ///
    /// # Sources
    /// Catalogue of checks (fixed-offset-clock-hypothesis); Schatz, Mohay and Clark 2006, on the correlation of clocks. Strength: informational
    /// where a constant exists; weak where none does.
    pub struct FixedOffsetClockHypothesis { code: "C012", name: "fixed-offset-clock-hypothesis", summary: "one wrong clock would explain the dates of several documents, or cannot", since: "0.1.0", group: Collection }
}

/// So many documents are needed.
const LEAST: usize = 3;
/// Mails of one wrong clock agree within so many seconds: the way to the host takes some.
const WAY: i64 = 300;
/// A clock that is behind by less is no news.
const BEHIND: i64 = 3_600 * 26;

/// What one document asks of the constant, in seconds: at least, and at most.
#[derive(Debug, Clone, Copy)]
struct Asked {
    least: i64,
    most: Option<i64>,
}

impl CollectionCheck for FixedOffsetClockHypothesis {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Whole
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut machines: BTreeMap<(Named, Option<Named>), Vec<&Row>> = BTreeMap::new();
        for row in together.rows.iter().filter(|row| row.made.is_some()) {
            if let Some(author) = row.author {
                machines.entry((author, row.folder)).or_default().push(row);
            }
        }
        let mut findings = Strongest::default();
        for rows in machines.into_values().filter(|rows| rows.len() >= LEAST) {
            // Of most authors no document asks for anything: that is known without reading a sketch.
            if rows.iter().filter(|row| row.asks).count() < LEAST {
                continue;
            }
            let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
            let sketches = together.sketches(&numbers)?;
            findings.extend(of_mails(&sketches));
            findings.extend(of_documents(&sketches));
        }
        Ok(findings.into_list())
    }
}

/// By how much the clock of the sender is behind that of the first host.
fn behind(sketch: &Sketch) -> Option<(i64, EvidenceId, EvidenceId)> {
    let (sent, taken): (Stamp, Stamp) = (sketch.made?, sketch.received?);
    Some((taken.earliest - sent.latest, sent.evidence, taken.evidence))
}

fn of_mails(sketches: &[Sketch]) -> Option<Finding> {
    let mails: Vec<(&Sketch, (i64, EvidenceId, EvidenceId))> =
        sketches.iter().filter_map(|sketch| Some((sketch, behind(sketch)?))).collect();
    let wrong: Vec<_> = mails.iter().filter(|(_, (seconds, ..))| seconds.abs() > BEHIND).collect();
    if wrong.len() < LEAST {
        return None;
    }
    let spans = || mails.iter().map(|(_, (seconds, ..))| *seconds);
    let (least, most) = (spans().min()?, spans().max()?);
    let about = |mails: Vec<&(&Sketch, (i64, EvidenceId, EvidenceId))>| -> Vec<Sketch> {
        mails.iter().map(|(sketch, _)| (*sketch).clone()).collect()
    };
    let (strength, said, among) = if most - least <= WAY {
        let direction = if least > 0 { "behind" } else { "ahead of" };
        let among = about(mails.iter().collect());
        let said = format!(
            "In all {} mails the clock of the sender is {direction} that of the first host by the same span, {} ({least} seconds): one wrong clock explains them all.",
            among.len(),
            span(least)
        );
        (Strength::Informational, said, among)
    } else {
        let among = about(wrong.clone());
        let list: Vec<String> = wrong.iter().take(5).map(|(_, (seconds, ..))| span(*seconds)).collect();
        let said = format!(
            "{} are dated before the first host took them by another span each ({}): no one clock that was wrong by a constant explains them.",
            names(&among),
            list.join(", ")
        );
        (Strength::Weak, said, among)
    };
    let found = finding(&FixedOffsetClockHypothesis::CHARTER, strength, said, &among);
    let evidence = mails.iter().flat_map(|(sketch, (_, sent, taken))| [(*sketch, *sent), (*sketch, *taken)]);
    Some(
        resting_on(found, evidence)
            .innocently(&["Several machines wrote under one name.", "The mails lay in an outbox for as long."])
            .settled_by("Compare mails that others sent to the same host in those days."),
    )
}

/// What a document asks of a constant by which its clock was behind.
fn asked(sketch: &Sketch) -> Option<Asked> {
    let stated = sketch.saved.or(sketch.made)?;
    let least = sketch.not_before.as_ref().map_or(i64::MIN, |(at, _)| at - stated.latest);
    Some(Asked { least, most: sketch.not_after.map(|at| at - stated.earliest) })
}

fn of_documents(sketches: &[Sketch]) -> Option<Finding> {
    let asked: Vec<(&Sketch, Asked)> = sketches
        .iter()
        .filter(|sketch| sketch.received.is_none())
        .filter_map(|sketch| Some((sketch, asked(sketch)?)))
        .collect();
    let wrong: Vec<&(&Sketch, Asked)> = asked.iter().filter(|(_, asked)| asked.least > 0).collect();
    // One or two among many have causes of their own.
    if wrong.len() < LEAST || wrong.len() * 2 < asked.len() {
        return None;
    }
    let least = asked.iter().map(|(_, asked)| asked.least).max()?;
    let most = asked.iter().filter_map(|(_, asked)| asked.most).min();
    let (strength, said, among) = match most {
        Some(most) if least > most => {
            let among: Vec<Sketch> = wrong.iter().map(|(sketch, _)| (*sketch).clone()).collect();
            let said = format!(
                "{} are dated before their own programs existed. No one clock explains it: the oldest asks for {} at least, and then others would be younger than the day on which they were received.",
                names(&among),
                span(least)
            );
            (Strength::Weak, said, among)
        }
        _ => {
            let among: Vec<Sketch> = asked.iter().map(|(sketch, _)| (*sketch).clone()).collect();
            let most = most.map_or_else(String::new, |most| format!(" and at most {}", span(most)));
            let said = format!(
                "{} of {} documents are dated before their own programs existed. A clock that was behind by {} at least{most} would explain all of them.",
                wrong.len(),
                among.len(),
                span(least)
            );
            (Strength::Informational, said, among)
        }
    };
    let found = finding(&FixedOffsetClockHypothesis::CHARTER, strength, said, &among);
    let evidence = asked.iter().flat_map(|(sketch, _)| {
        let stated = sketch.saved.or(sketch.made).map(|stamp| (*sketch, stamp.evidence));
        let marks = sketch.not_before.iter().flat_map(|(_, marks)| marks.iter().map(|mark| (*sketch, *mark)));
        stated.into_iter().chain(marks)
    });
    Some(
        resting_on(found, evidence)
            .innocently(&[
                "The battery of the machine was empty, and nobody set the clock.",
                "Several machines wrote under one name.",
            ])
            .settled_by("Look for mails or files of that machine with a second clock: hosts, servers, phones."),
    )
}
