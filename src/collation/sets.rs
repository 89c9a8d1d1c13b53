//! Verdicts on what is claimed of sets of documents, on the layer *collection*.

use super::passages;
use super::sketch::{Sketch, TieKind};
use super::together::{MeantSet, Together, day, names};
use crate::model::{Error, Finding, SetClaim, SetVerdict, Strength, Term};
use std::collections::BTreeSet;

/// Checks that tell a relation between documents: what independent documents do not have.
const RELATIONS: &[&str] = &[
    "copy-move-signature",
    "hash-identity",
    "shared-object-reuse",
    "shared-pages",
    "message-copies",
    "near-duplicate-tamper",
    "timestamp-component-clone",
    "burst-resave",
    "rsid-overlap",
    "pdf-id-pair",
    "object-number-layout-match",
    "lineage",
    "plagiarised-source",
];
/// Of documents that are copies of one original so much of the words must be the same.
const COPY: f64 = 0.5;

/// What a verdict rests on.
struct Answer {
    term: Term,
    strength: Option<Strength>,
    because: Vec<String>,
    summary: String,
}

impl Answer {
    fn nothing(term: Term, summary: impl Into<String>) -> Self {
        Self { term, strength: None, because: vec![], summary: summary.into() }
    }

    fn against(findings: &[&Finding], summary: String) -> Self {
        let strength =
            findings.iter().map(|finding| finding.strength).max().unwrap_or(Strength::Weak).max(Strength::Weak);
        let term = if strength == Strength::Hard { Term::Contradicts } else { Term::Tension };
        Self {
            term,
            strength: Some(strength),
            because: findings.iter().map(|finding| finding.id.clone()).collect(),
            summary,
        }
    }
}

/// The verdicts on all sets.
///
/// # Errors
/// When what was laid aside of documents cannot be read.
pub fn verdicts(together: &Together<'_>, findings: &[Finding]) -> Result<Vec<SetVerdict>, Error> {
    together.sets.iter().map(|set| verdict(together, set, findings)).collect()
}

fn verdict(together: &Together<'_>, set: &MeantSet, findings: &[Finding]) -> Result<SetVerdict, Error> {
    let sketches = together.sketches(&set.numbers)?;
    let ids: BTreeSet<&str> = sketches.iter().map(|sketch| sketch.id.as_str()).collect();
    let about = |finding: &&Finding| {
        finding.among.iter().filter(|id| ids.contains(id.as_str())).count() >= finding.among.len().min(2)
    };
    let own: Vec<&Finding> = findings.iter().filter(about).collect();
    let mut answer = match (sketches.len(), set.claim.says) {
        (0, _) => Answer::nothing(Term::NotTested, "No document has a path like these patterns."),
        (1, SetClaim::Independent) if set.claim.from.is_some() => independent(together, set, &own, findings)?,
        (1, _) => Answer::nothing(Term::NotTested, "One document is no set."),
        (_, SetClaim::Independent) => independent(together, set, &own, findings)?,
        (_, SetClaim::OneAuthor) => one_author(&sketches, &own),
        (_, SetClaim::OneMachine) => one_machine(&sketches, &own),
        (_, SetClaim::OneSeries) => one_series(&sketches, &own),
        (_, SetClaim::DraftsInThisOrder) => drafts(&sketches),
        (_, SetClaim::CopiesOfOneOriginal) => copies(together, &sketches, &own)?,
    };
    // What could not be read cannot agree with anything.
    let unread = sketches.iter().filter(|sketch| !sketch.whole).count();
    if answer.term == Term::Agrees && unread > 0 {
        let said = format!("{unread} of {} documents could not be read, or not as a whole.", sketches.len());
        answer = Answer::nothing(Term::NoEvidence, said);
    }
    Ok(SetVerdict {
        set: set.claim.id.clone(),
        says: set.claim.says,
        exhibits: sketches.iter().map(|sketch| sketch.id.clone()).collect(),
        term: answer.term,
        strength: answer.strength,
        because: answer.because,
        summary: answer.summary,
    })
}

fn relations<'f>(findings: &[&'f Finding]) -> Vec<&'f Finding> {
    findings.iter().copied().filter(|finding| RELATIONS.contains(&finding.name.as_str())).collect()
}

/// What was found, in a sentence.
fn first(findings: &[&Finding]) -> String {
    let strongest = findings.iter().max_by_key(|finding| finding.strength);
    strongest.map(|finding| finding.summary.clone()).unwrap_or_default()
}

fn independent(together: &Together<'_>, set: &MeantSet, own: &[&Finding], all: &[Finding]) -> Result<Answer, Error> {
    let mut found = relations(own);
    // Sets of two sources are independent of each other, too.
    if set.claim.from.is_some() {
        let sketches = together.sketches(&set.numbers)?;
        let ids: BTreeSet<&str> = sketches.iter().map(|sketch| sketch.id.as_str()).collect();
        let others = together.sets.iter().filter(|other| {
            other.claim.says == SetClaim::Independent
                && other.claim.from.is_some()
                && other.claim.from != set.claim.from
        });
        let mut of_others: BTreeSet<String> = BTreeSet::new();
        for other in others {
            of_others.extend(together.sketches(&other.numbers)?.into_iter().map(|sketch| sketch.id));
        }
        let across = all.iter().filter(|finding| {
            let is_known = found.iter().any(|known| known.id == finding.id);
            !is_known
                && finding.among.iter().any(|id| ids.contains(id.as_str()))
                && finding.among.iter().any(|id| of_others.contains(id))
        });
        let across: Vec<&Finding> = across.collect();
        found.extend(relations(&across));
    }
    // One shared number, a common template or a form are no relation that speaks against anybody.
    found.retain(|finding| finding.name != "timestamp-component-clone" || finding.strength >= Strength::Medium);
    if found.is_empty() {
        // A document that gives nothing to compare ties to nobody, whoever made it.
        let mute = together.sketches(&set.numbers)?.iter().filter(|sketch| sketch.ties.is_empty()).count();
        if mute > 0 {
            let said = format!("{mute} of {} documents give nothing that could be compared.", set.numbers.len());
            return Ok(Answer::nothing(Term::NoEvidence, said));
        }
        return Ok(Answer::nothing(
            Term::Agrees,
            "Nothing was found that ties these documents to each other. That they share nothing is easily arranged.",
        ));
    }
    // What begins with all bytes of another was made from it, whatever is said of either.
    let by_bytes = found.iter().any(|finding| finding.name == "lineage" && finding.summary.contains("begins with all"));
    let mut answer = Answer::against(&found, first(&found));
    if by_bytes {
        (answer.term, answer.strength) = (Term::Contradicts, Some(Strength::Hard));
    }
    Ok(answer)
}

fn one_author(sketches: &[Sketch], own: &[&Finding]) -> Answer {
    let authors: BTreeSet<String> =
        sketches.iter().filter_map(|sketch| sketch.author.as_ref()).map(|author| author.text.to_lowercase()).collect();
    let sessions: Vec<&Finding> = own.iter().copied().filter(|finding| finding.name == "same-session-chain").collect();
    if !sessions.is_empty() {
        return Answer::against(&sessions, first(&sessions));
    }
    match authors.len() {
        0 => Answer::nothing(Term::NoEvidence, "No document says who wrote it."),
        1 if sketches.iter().any(|sketch| sketch.author.is_none()) => {
            Answer::nothing(Term::NoEvidence, "Those that name an author name the same one; the others name none.")
        }
        1 => Answer::nothing(Term::Agrees, "All of them name the same author. A name is easily typed."),
        more => Answer {
            term: Term::Tension,
            strength: Some(Strength::Weak),
            because: vec![],
            summary: format!("They name {more} different authors."),
        },
    }
}

fn one_machine(sketches: &[Sketch], own: &[&Finding]) -> Answer {
    let clocks: Vec<&Finding> =
        own.iter().copied().filter(|finding| finding.name == "fixed-offset-clock-hypothesis").collect();
    let against: Vec<&Finding> = clocks.iter().copied().filter(|finding| finding.strength >= Strength::Weak).collect();
    if !against.is_empty() {
        return Answer::against(&against, first(&against));
    }
    if let Some(clock) = clocks.first() {
        return Answer {
            term: Term::Agrees,
            strength: None,
            because: vec![clock.id.clone()],
            summary: clock.summary.clone(),
        };
    }
    let mut common: Option<BTreeSet<&str>> = None;
    for sketch in sketches {
        let own = sketch.values(TieKind::Machine);
        common = Some(common.map_or(own.clone(), |common| common.intersection(&own).copied().collect()));
    }
    if common.is_some_and(|common| !common.is_empty()) {
        return Answer::nothing(
            Term::Agrees,
            "All of them carry the same mark of a machine or an account. Such marks can be copied.",
        );
    }
    Answer::nothing(Term::NoEvidence, "No mark of a machine or an account is in all of them.")
}

fn one_series(sketches: &[Sketch], own: &[&Finding]) -> Answer {
    let odd: Vec<&Finding> = own
        .iter()
        .copied()
        .filter(|finding| matches!(finding.name.as_str(), "outlier-in-series" | "sequence-gaps"))
        .collect();
    if !odd.is_empty() {
        return Answer::against(&odd, first(&odd));
    }
    let compared = sketches.iter().filter(|sketch| sketch.marks.len() >= 2).count();
    if compared < 2 {
        return Answer::nothing(Term::NoEvidence, "Too few of them say with what they were made.");
    }
    Answer::nothing(
        Term::Agrees,
        format!("No document stands out among {compared}. How a series looks is easily copied."),
    )
}

fn drafts(sketches: &[Sketch]) -> Answer {
    for pair in sketches.windows(2) {
        let [earlier, later] = pair else { continue };
        // The later draft was closed for good after the last touch of the earlier one.
        if let (Some(touched), Some(saved)) = (&earlier.youngest, later.youngest.as_ref().or(later.saved.as_ref()))
            && touched.earliest > saved.latest
        {
            return Answer {
                term: Term::Tension,
                strength: Some(Strength::Medium),
                because: vec![],
                summary: format!(
                    "“{}” is said to be before “{}”, but something in it is of {}, after the last time in the other ({}).",
                    earlier.shown(),
                    later.shown(),
                    day(touched),
                    day(saved)
                ),
            };
        }
        let (one, other) = (earlier.values(TieKind::SaveMark), later.values(TieKind::SaveMark));
        if !one.is_empty() && !other.is_empty() && other.is_subset(&one) && other.len() < one.len() {
            return Answer {
                term: Term::Tension,
                strength: Some(Strength::Weak),
                because: vec![],
                summary: format!(
                    "“{}” is said to be before “{}”, but it has all numbers of the other's saves and more.",
                    earlier.shown(),
                    later.shown()
                ),
            };
        }
    }
    if sketches.iter().any(|sketch| sketch.saved.is_none()) {
        return Answer::nothing(Term::NoEvidence, "Not all of them say when they were saved.");
    }
    Answer::nothing(Term::Agrees, "Their dates go the way of the claim. Dates are easily typed.")
}

fn copies(together: &Together<'_>, sketches: &[Sketch], own: &[&Finding]) -> Result<Answer, Error> {
    let differing: Vec<&Finding> = own
        .iter()
        .copied()
        .filter(|finding| matches!(finding.name.as_str(), "near-duplicate-tamper" | "object-number-layout-match"))
        .collect();
    if !differing.is_empty() {
        return Ok(Answer::against(&differing, first(&differing)));
    }
    let Some((original, others)) = sketches.split_first() else { return Ok(Answer::nothing(Term::NotTested, "")) };
    let words = together.spoken(original.number)?;
    for other in others {
        if original.sha256 == other.sha256 {
            continue;
        }
        let beside = passages::beside(&words, &together.spoken(other.number)?);
        if original.words == 0 || other.words == 0 {
            return Ok(Answer::nothing(
                Term::NoEvidence,
                format!("The words of {} cannot be compared.", names(&[original.clone(), other.clone()])),
            ));
        }
        if beside.likeness() < COPY {
            return Ok(Answer {
                term: Term::Tension,
                strength: Some(Strength::Medium),
                because: vec![],
                summary: format!("{} share fewer than half of their words.", names(&[original.clone(), other.clone()])),
            });
        }
    }
    Ok(Answer::nothing(Term::Agrees, "Their words are the same, or nearly. What differs otherwise is listed."))
}
