//! From what was read to what is found: checks and reasoning on a document and on all that is inside it.

use crate::checks::{self, View};
use crate::lookup;
use crate::model::{Bound, Event, Examined, Reasoned, Side, Strength};
use crate::pipeline::{Options, children};
use crate::reasoning::{self, Question};
use std::collections::BTreeMap;

/// Checks and reasons on what was read, and on what is inside it; it depends on path, claims, knowledge and the day
/// too.
pub fn reason(exhibit: &mut Examined, options: &Options) {
    reason_part(exhibit, &mut vec![], Below::default(), options);
}

/// The bounds that what is inside a document gives to it.
#[derive(Debug, Default)]
pub(super) struct Below {
    bounds: Vec<Bound>,
}

/// Of so many bounds the weaker ones are let go: what is inside a large mailbox says the same over and over.
const BOUNDS: usize = 4_096;
/// So many of each side and strength are kept then.
const KEPT: usize = 64;

impl Below {
    /// Takes what the n-th part (from 1) gives to its whole.
    pub(super) fn inherit(&mut self, number: u32, part: &Examined, bounds: Vec<Bound>) {
        for mut bound in bounds {
            bound.because = bound.because.into_iter().map(|one| children::reference_into(number, one)).collect();
            if !bound.what.contains(INSIDE) {
                bound.what.push_str(&format!("{INSIDE}{})", part.inside.last().map_or("", String::as_str)));
            }
            self.bounds.push(bound);
        }
        if self.bounds.len() > BOUNDS {
            self.thin_out();
        }
    }

    /// Keeps the latest lower and the earliest upper bounds of each strength.
    fn thin_out(&mut self) {
        let mut kept: BTreeMap<(bool, Strength), usize> = BTreeMap::new();
        // A stable order: what came first goes before its equals.
        self.bounds.sort_by(|one, other| match (one.side, other.side) {
            (Side::NotBefore, Side::NotBefore) => other.at.cmp(&one.at),
            (Side::NotAfter, Side::NotAfter) => one.at.cmp(&other.at),
            (one, _) => {
                if one == Side::NotBefore {
                    std::cmp::Ordering::Less
                } else {
                    std::cmp::Ordering::Greater
                }
            }
        });
        self.bounds.retain(|bound| {
            let count = kept.entry((bound.side == Side::NotBefore, bound.strength)).or_default();
            *count += 1;
            *count <= KEPT
        });
    }
}

/// Reasons on a part and on all that is held with it. `owners` are the paths of what holds it, from the file inwards; `below` is what
/// those of its parts give that were filed.
pub(super) fn reason_part(
    exhibit: &mut Examined,
    owners: &mut Vec<String>,
    mut below: Below,
    options: &Options,
) -> Vec<Bound> {
    let claims = options.claims.of(&exhibit.path, owners);
    owners.push(exhibit.path.clone());
    for (number, child) in (1_u32..).zip(&mut exhibit.parts) {
        let bounds = reason_part(child, owners, Below::default(), options);
        below.inherit(number, child, bounds);
    }
    owners.pop();
    // A part is made before the whole that holds its bytes.
    let last = u32::try_from(exhibit.extraction.revisions.len()).unwrap_or(u32::MAX).max(1);
    below.bounds.iter_mut().for_each(|bound| bound.event = Event::Saved(last));
    let knowledge = options.knowledge.as_ref();
    let marks = lookup::marks(&exhibit.extraction, &exhibit.path, knowledge);
    let view = View::new((&exhibit.extraction, &marks), &claims, knowledge, options.day, &exhibit.path);
    let answers = checks::run(&view);
    let question = Question {
        extraction: &exhibit.extraction,
        sha256: &exhibit.sha256,
        claims: &claims,
        knowledge,
        day: options.day,
    };
    let weighed = reasoning::reason(question, answers, below.bounds);
    exhibit.reasoned = Reasoned { quoted: lookup::evidence(marks), ..weighed.reasoned };
    weighed.bounds
}

/// How a sentence goes on that speaks of a mark inside.
const INSIDE: &str = " (in the part ";
