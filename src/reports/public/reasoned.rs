//! What was reasoned of a document, as far as it is public. Answers are: they are what the story says. A date, and every premise, is public
//! only where all that it rests on is: rows of the desk's own, anchors and the day of the receipt are not.

use super::PublicEdition;
use super::words::{self, KEPT, age_words, altered_words, coarse, kind_words, month, time_words, verdict_words};
use crate::model::{
    Aged, Altered, Charter, CheckOutcome, Conflict, EvidenceBox, EvidenceId, EvidenceRef, Exhibit, Explanation, Fact,
    Finding, Holder, Layer, Outcome, PremiseRef, Reasoned, Term, Verdict, Window, WindowEdge,
};
use std::collections::{BTreeMap, BTreeSet};

/// One exhibit whose public edition is made: what of it is public, under which numbers.
pub(super) struct Reasoning<'a> {
    edition: &'a PublicEdition,
    desk: &'a Exhibit,
    /// Evidence by the number that the desk has for it.
    evidence: &'a BTreeMap<EvidenceId, EvidenceId>,
    /// Findings by the number that the desk has for them.
    findings: BTreeMap<&'a str, String>,
    facts: Vec<Fact>,
}

impl<'a> Reasoning<'a> {
    pub(super) fn of(
        edition: &'a PublicEdition,
        desk: &'a Exhibit,
        evidence: &'a BTreeMap<EvidenceId, EvidenceId>,
    ) -> Self {
        let facts = desk.reasoned.facts.iter().filter_map(|fact| edition.fact(&fact.id, desk)).collect();
        let known = desk.reasoned.findings.iter().filter(|finding| edition.charter(&finding.code).is_some());
        let findings = (1..).zip(known).map(|(number, one)| (one.id.as_str(), format!("f{number}"))).collect();
        Self { edition, desk, evidence, findings, facts }
    }

    pub(super) fn reasoned(&self) -> Reasoned {
        let desk = &self.desk.reasoned;
        let (altered, age) = (&desk.altered, &desk.age);
        Reasoned {
            quoted: vec![],
            altered: Altered {
                answer: altered.answer,
                sentence: altered_words(altered.answer).to_owned(),
                brief: String::new(),
                replaced: vec![],
                because: self.public(&altered.because),
            },
            age: Aged {
                answer: age.answer,
                sentence: age_words(age.answer).to_owned(),
                brief: String::new(),
                because: self.public(&age.because),
                findings: self.numbers(&age.findings),
            },
            // That something is hidden would send readers to look for it.
            hides: vec![],
            facts: self.facts.clone(),
            retracted: desk.retracted.iter().filter_map(|id| self.evidence.get(id).copied()).collect(),
            bounds: vec![],
            windows: desk.windows.iter().filter_map(|window| self.window(window)).collect(),
            findings: desk.findings.iter().filter_map(|finding| self.finding(finding)).collect(),
            conflicts: desk.conflicts.iter().map(|conflict| self.conflict(conflict)).collect(),
            explanations: desk.explanations.iter().map(|one| self.explanation(one)).collect(),
            checks: desk.checks.iter().filter_map(|check| self.check(check)).collect(),
            verdicts: desk.verdicts.iter().filter_map(|verdict| self.verdict(verdict)).collect(),
            boxes: desk
                .boxes
                .iter()
                .map(|one| EvidenceBox {
                    strength: one.strength,
                    findings: self.numbers(&one.findings),
                    conflicts: one.conflicts.iter().copied().filter(|at| *at < desk.conflicts.len()).collect(),
                })
                .collect(),
        }
    }

    fn numbers(&self, findings: &[String]) -> Vec<String> {
        findings.iter().filter_map(|id| self.findings.get(id.as_str()).cloned()).collect()
    }

    /// A premise, where it is public.
    fn premise(&self, desk: &PremiseRef) -> Option<PremiseRef> {
        Some(match desk {
            PremiseRef::Evidence(EvidenceRef { holder: Holder::Own, id }) => {
                PremiseRef::evidence(*self.evidence.get(id)?)
            }
            PremiseRef::Evidence(EvidenceRef { holder: Holder::Exhibit(id), .. }) if words::exhibit(id).is_none() => {
                return None;
            }
            PremiseRef::Evidence(_) => desk.clone(),
            PremiseRef::Fact(id) => PremiseRef::fact(self.known(id)?.id.clone()),
            PremiseRef::Claim(id) => PremiseRef::claim(words::claim(id)?),
            PremiseRef::Axiom(axiom) => PremiseRef::axiom(words::axiom(axiom)?),
        })
    }

    /// Those premises that are public.
    fn public(&self, premises: &[PremiseRef]) -> Vec<PremiseRef> {
        premises.iter().filter_map(|premise| self.premise(premise)).collect()
    }

    /// All of the premises, where all are public.
    fn all_public(&self, premises: &[PremiseRef]) -> Option<Vec<PremiseRef>> {
        premises.iter().map(|premise| self.premise(premise)).collect()
    }

    fn known(&self, fact: &str) -> Option<&Fact> {
        self.facts.iter().find(|known| known.id == fact)
    }

    /// A window, of which each edge is left out that rests on something private.
    fn window(&self, desk: &Window) -> Option<Window> {
        let edge = |edge: &Option<WindowEdge>, behind: bool| {
            let edge = edge.as_ref()?;
            Some(WindowEdge { because: self.all_public(&edge.because)?, at: month(edge.at, behind)? })
        };
        Some(Window {
            event: words::event(desk.event)?,
            layer: desk.layer,
            not_before: edge(&desk.not_before, false),
            not_after: edge(&desk.not_after, true),
        })
    }

    /// A finding in the words of its check, with the public facts that it rests on.
    fn finding(&self, desk: &Finding) -> Option<Finding> {
        let charter: &Charter = self.edition.charter(&desk.code)?;
        let premises = self.public(&desk.premises);
        let mut summary = crate::reports::standing::capital(charter.summary) + ".";
        let facts = premises.iter().filter_map(PremiseRef::as_fact);
        let known: BTreeSet<&str> = facts.filter_map(|id| self.known(id)).map(|fact| fact.statement.as_str()).collect();
        for statement in known {
            summary.push_str(&format!(" Known: {}.", statement.trim_end_matches('.')));
        }
        Some(Finding {
            id: self.findings.get(desk.id.as_str())?.clone(),
            code: charter.code.to_owned(),
            name: charter.name.to_owned(),
            strength: desk.strength,
            layer: desk.layer,
            summary,
            premises,
            innocent: words::innocent_causes(charter.explanation).into_iter().collect(),
            settle: "The desk holds the evidence.".to_owned(),
            against: desk.against.iter().filter_map(|claim| words::claim(claim)).collect(),
            among: vec![],
            baseline: None,
            sign_of: None,
        })
    }

    fn conflict(&self, desk: &Conflict) -> Conflict {
        Conflict {
            layer: desk.layer,
            strength: desk.strength,
            premises: self.public(&desk.premises),
            sentences: desk.premises.iter().map(|premise| self.sentence(premise)).collect(),
            claim: desk.claim.as_deref().and_then(words::claim),
        }
    }

    fn explanation(&self, desk: &Explanation) -> Explanation {
        let explained = self.desk.reasoned.findings.iter().filter(|finding| desk.findings.contains(&finding.id));
        let is_public = explained.clone().count() > 0
            && explained.into_iter().all(|finding| self.all_public(&finding.premises).is_some());
        Explanation {
            event: "one later event".to_owned(),
            findings: self.numbers(&desk.findings),
            not_before: desk.not_before.filter(|_| is_public).and_then(|at| month(at, false)),
        }
    }

    fn check(&self, desk: &CheckOutcome) -> Option<CheckOutcome> {
        let charter = self.edition.charter(&desk.code)?;
        let why = match desk.outcome {
            Outcome::NotApplicable => "nothing of the kind in this document",
            Outcome::CouldNotRun => "it could not be tested",
            Outcome::Found | Outcome::Clear => "",
        };
        Some(CheckOutcome {
            code: charter.code.to_owned(),
            name: charter.name.to_owned(),
            outcome: desk.outcome,
            why: why.to_owned(),
        })
    }

    /// A verdict on a public claim or a signature. One that confirms a claim by what only the desk has says that it has it.
    fn verdict(&self, desk: &Verdict) -> Option<Verdict> {
        if desk.term == Term::Confirmed && self.all_public(&desk.because).is_none() {
            return None;
        }
        Some(Verdict {
            claim: if desk.layer == Layer::Custody {
                words::signature(&desk.claim)
            } else {
                words::claim(&desk.claim)
            }?,
            layer: desk.layer,
            term: desk.term,
            strength: desk.strength,
            because: self.public(&desk.because),
            findings: self.numbers(&desk.findings),
            sentence: verdict_words(desk.layer, desk.term).to_owned(),
            checks_that_could_speak: desk.checks_that_could_speak,
        })
    }

    /// A premise in words.
    fn sentence(&self, premise: &PremiseRef) -> String {
        let Some(public) = self.premise(premise) else { return format!("something that the desk knows {KEPT}") };
        match &public {
            PremiseRef::Fact(id) => self.known(id).map(|fact| fact.statement.clone()).unwrap_or_default(),
            PremiseRef::Claim(id) => {
                let claimed = id.split_once(':').map_or("", |(_, text)| text);
                format!("it is said to be from {claimed}")
            }
            PremiseRef::Axiom(_) => "the order in which things are made and saved".to_owned(),
            PremiseRef::Evidence(_) => {
                let found = premise.own_evidence().and_then(|id| self.desk.extraction.piece(id));
                let Some(found) = found else { return "a part of the document says so".to_owned() };
                match (found.role.and_then(time_words), found.moment().and_then(coarse)) {
                    (Some(words), Some(moment)) => format!("the document states {words}: {}", moment.readable()),
                    _ => format!("the document holds {}", kind_words(found.role)),
                }
            }
        }
    }
}

/// All premises that a public record names.
pub(super) fn premises(reasoned: &Reasoned) -> impl Iterator<Item = &PremiseRef> {
    let of_findings = reasoned.findings.iter().flat_map(|finding| &finding.premises);
    let of_conflicts = reasoned.conflicts.iter().flat_map(|conflict| &conflict.premises);
    let of_windows = reasoned
        .windows
        .iter()
        .flat_map(|window| window.not_before.iter().chain(&window.not_after).flat_map(|edge| &edge.because));
    of_findings.chain(of_conflicts).chain(of_windows)
}
