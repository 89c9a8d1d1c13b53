//! Explanations: the smallest set of events that explains all late marks. Findings with one cause count once.
//!
//! Every late mark is a sign of a save within some interval of time: a program's mark says "not before its release"
//! and no more, a stated date says "just then". Marks whose intervals share a point can come from one save. The fewest
//! points that meet all intervals of one revision are found greedily by the intervals' ends, which is optimal for
//! intervals on a line.

use crate::model::{Event, Explanation, Finding, Instant, plain_date};

/// Two stated times of one save may lie this far apart, in seconds: a save takes time, and its fields are set one by one.
const ONE_SAVE: i64 = 3_600;

struct Mark<'a> {
    finding: &'a str,
    what: &'a str,
    since: &'a str,
    from: Instant,
    to: Option<Instant>,
}

/// The events that explain the findings, in order of revision and time.
#[must_use]
pub fn explanations(findings: &[Finding]) -> Vec<Explanation> {
    let mut events: Vec<Event> =
        findings.iter().filter_map(|finding| finding.sign_of.as_ref()).map(|sign| sign.event).collect();
    events.sort_unstable();
    events.dedup();
    events.into_iter().flat_map(|event| saves(event, findings)).collect()
}

fn saves(event: Event, findings: &[Finding]) -> Vec<Explanation> {
    let mut marks: Vec<Mark<'_>> = findings
        .iter()
        .filter_map(|finding| {
            let sign = finding.sign_of.as_ref().filter(|sign| sign.event == event)?;
            Some(Mark {
                finding: &finding.id,
                what: &sign.what,
                since: &sign.since,
                from: sign.not_before.plus(-ONE_SAVE),
                to: sign.not_after.map(|at| at.plus(ONE_SAVE)),
            })
        })
        .collect();
    // Open ends last: a program's mark can come from any later save, so it never asks for one of its own
    // unless every stated save is too early for it.
    marks.sort_by_key(|mark| (mark.to.is_none(), mark.to, mark.from));
    let mut points: Vec<(Instant, Vec<usize>)> = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let meets = |at: Instant| mark.from <= at && mark.to.is_none_or(|to| at <= to);
        match points.iter_mut().find(|(at, _)| meets(*at)) {
            Some((_, members)) => members.push(number),
            None => {
                let at = mark.to.unwrap_or_else(|| {
                    marks.iter().filter(|other| other.to.is_none()).map(|other| other.from).max().unwrap_or(mark.from)
                });
                points.push((at, vec![number]));
            }
        }
    }
    points.sort_by_key(|(at, _)| *at);
    points.into_iter().map(|(_, members)| explanation(event, &marks, &members)).collect()
}

fn explanation(event: Event, marks: &[Mark<'_>], members: &[usize]) -> Explanation {
    let members: Vec<&Mark<'_>> = members.iter().filter_map(|&number| marks.get(number)).collect();
    let not_before = members.iter().map(|mark| mark.from.plus(ONE_SAVE)).max();
    let mut whats: Vec<&str> = members.iter().map(|mark| mark.what).collect();
    whats.dedup();
    let latest = members.iter().max_by_key(|mark| mark.from);
    let since = latest.map(|mark| format!(" on or after {}", plain_date(mark.since))).unwrap_or_default();
    let event = match event {
        Event::Saved(1) => "one save of the whole file".to_owned(),
        Event::Saved(revision) => format!("one save (number {revision})"),
        other => other.to_string(),
    };
    let mut findings: Vec<String> = members.iter().map(|mark| mark.finding.to_owned()).collect();
    findings.dedup();
    Explanation { event: format!("{event}{since} ({})", whats.join("; ")), findings, not_before }
}
