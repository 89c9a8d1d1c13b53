//! The verdict on each claim and layer.

use crate::knowledge::table::first_instant;
use crate::model::{
    Artefact, Bound, CheckOutcome, Claim, Editability, Event, Evidence, Finding, Group, Layer, Limit, Outcome,
    PremiseRef, Reading, Role, Status, Strength, Term, Verdict, plain_date,
};
use crate::reasoning::Question;
use crate::reasoning::conflicts::Clash;
use crate::reasoning::custody::Vouched;
use crate::reasoning::node::Node;
use crate::reasoning::pictures;
use crate::reasoning::premises::{DocumentNetwork, Statement};
use crate::reasoning::wording;
use std::collections::BTreeSet;

/// The sentence that is under every contradiction of the bytes.
pub const BYTES_NOT_CONTENT: &str = "This does not show that the text is younger: an old text that is saved again in a newer program \
    looks just like this. Anyone who held the file could have done so. The trace dates the last save, not the first.";

/// Verdicts on a file that could not be read.
#[must_use]
pub fn not_tested(question: Question<'_>) -> Vec<Verdict> {
    let why =
        if question.extraction.status == Status::Skipped { "it was not examined" } else { "it could not be read" };
    ordered(&question.claims.claims)
        .into_iter()
        .map(|claim| Verdict {
            claim: claim.id.clone(),
            layer: claim.layer,
            term: Term::NotTested,
            strength: None,
            because: vec![],
            findings: vec![],
            sentence: format!("Not tested: {why}."),
            checks_that_could_speak: 0,
        })
        .collect()
}

/// Content first, then bytes, then origin.
fn ordered(claims: &[Claim]) -> Vec<&Claim> {
    let mut claims: Vec<&Claim> = claims.iter().collect();
    claims.sort_by_key(|claim| claim.layer);
    claims
}

/// The verdict on every claim, content first.
#[must_use]
pub fn verdicts(
    question: Question<'_>,
    document: &DocumentNetwork,
    findings: &[Finding],
    checks: &[CheckOutcome],
    clashes: &[Clash],
    vouched: &[Vouched],
) -> Vec<Verdict> {
    let could_speak = checks.iter().filter(|check| matches!(check.outcome, Outcome::Found | Outcome::Clear)).count();
    ordered(&question.claims.claims)
        .into_iter()
        .map(|claim| {
            let case = Weighing { question, document, findings, clashes, vouched, claim, could_speak };
            match claim.layer {
                Layer::Content | Layer::Bytes => case.on_time(),
                _ => case.on_origin(),
            }
        })
        .collect()
}

/// A date that speaks of the exhibit's own making, saving or signing, and that could not be read.
fn unread_date(question: Question<'_>) -> Option<&Evidence> {
    const SPEAK: &[Role] = &[Role::Created, Role::Modified, Role::MetadataModified, Role::SignatureTime];
    question.extraction.evidence.iter().find(|evidence| {
        evidence.role.is_some_and(|role| SPEAK.contains(&role)) && matches!(evidence.value, Reading::Unreadable(_))
    })
}

/// One claim and all that bears on it.
struct Weighing<'a> {
    question: Question<'a>,
    document: &'a DocumentNetwork,
    findings: &'a [Finding],
    clashes: &'a [Clash],
    vouched: &'a [Vouched],
    claim: &'a Claim,
    could_speak: usize,
}

impl Weighing<'_> {
    fn verdict(
        &self,
        term: Term,
        strength: Option<Strength>,
        because: Vec<PremiseRef>,
        findings: Vec<String>,
        sentence: String,
    ) -> Verdict {
        Verdict {
            claim: self.claim.id.clone(),
            layer: self.claim.layer,
            term,
            strength,
            because,
            findings,
            sentence,
            checks_that_could_speak: self.could_speak,
        }
    }

    fn on_time(&self) -> Verdict {
        if self.document.last_before_received.is_none() {
            return self.verdict(
                Term::NotTested,
                None,
                vec![],
                vec![],
                "Not tested: this file was saved after it was received, so it shows what became of it since. Ask for the \
                 file as it was received."
                    .to_owned(),
            );
        }
        let against: Vec<&Clash> =
            self.clashes.iter().filter(|clash| clash.conflict.claim.as_ref() == Some(&self.claim.id)).collect();
        let mut deciding: Vec<&Clash> =
            against.iter().copied().filter(|clash| clash.conflict.strength == Strength::Hard).collect();
        if deciding.is_empty() && self.claim.layer == Layer::Bytes {
            deciding = self.corroborated(&against);
        }
        let findings = self.findings_against();
        let ids: Vec<String> = findings.iter().map(|finding| finding.id.clone()).collect();
        if !deciding.is_empty() {
            let sentence = match self.claim.layer {
                Layer::Content => {
                    "If what is known of these traces is right, these words cannot have existed by the claimed date."
                        .to_owned()
                }
                _ if deciding.iter().all(|clash| self.is_of_words(clash)) => {
                    "If what is known of what its words name is right, this copy cannot have existed by the claimed date: a file is not \
                     older than its words."
                        .to_owned()
                }
                _ => format!(
                    "If what is known of its traces is right, this copy cannot have existed by the claimed date. {BYTES_NOT_CONTENT}"
                ),
            };
            return self.verdict(Term::Contradicts, Some(Strength::Hard), premises(&deciding), ids, sentence);
        }
        let strongest = against
            .iter()
            .map(|clash| clash.conflict.strength)
            .chain(findings.iter().map(|finding| finding.strength))
            .filter(|&strength| strength >= Strength::Medium)
            .max();
        if let Some(strength) = strongest {
            let mut because = premises(&against);
            because.extend(findings.iter().flat_map(|finding| finding.premises.iter().cloned()));
            because.sort();
            because.dedup();
            return self.verdict(
                Term::Tension,
                Some(strength.min(Strength::Strong)),
                because,
                ids,
                "Unusual if the claim is right. Each finding says what else would explain it, and what would settle it.".to_owned(),
            );
        }
        if let Some(verdict) = self.confirmed() {
            return verdict;
        }
        if let Some(why) = self.pictures_alone() {
            return self.verdict(Term::NotTested, None, vec![], vec![], why.to_owned());
        }
        self.agreement()
    }

    /// Whether a clash rests on a mark of the words.
    fn is_of_words(&self, clash: &Clash) -> bool {
        let members = clash.members.iter().filter_map(|&member| self.document.network.premises().get(member));
        let mut marks = members.filter(|premise| premise.mark.is_some()).peekable();
        marks.peek().is_some()
            && marks.all(|premise| matches!(premise.about, Some(Node::Event(Event::WordsWritten(_)))))
    }

    /// Recalled floors of two independent artefacts, each after the claim, weigh as one that was read.
    fn corroborated<'c>(&self, against: &[&'c Clash]) -> Vec<&'c Clash> {
        let network = &self.document.network;
        let floors: Vec<(&'c Clash, &Artefact)> = against
            .iter()
            .filter(|clash| clash.conflict.strength == Strength::Strong)
            .filter_map(|clash| {
                let members = clash.members.iter().filter_map(|&member| network.premises().get(member));
                let of_bytes =
                    members.filter(|premise| !matches!(premise.about, Some(Node::Event(Event::WordsWritten(_)))));
                let floor = of_bytes.filter_map(|premise| premise.mark.as_ref()).find(|mark| mark.floor)?;
                Some((*clash, &floor.artefact))
            })
            .collect();
        let distinct: BTreeSet<&Artefact> = floors.iter().map(|(_, artefact)| *artefact).collect();
        if distinct.len() < 2 { Vec::new() } else { floors.into_iter().map(|(clash, _)| clash).collect() }
    }

    fn findings_against(&self) -> Vec<&Finding> {
        let tested = self.vouched.iter().any(|vouched| vouched.verdict.term != Term::NotTested);
        self.findings
            .iter()
            .filter(|finding| finding.layer == self.claim.layer && finding.strength >= Strength::Medium)
            // What became of signatures has verdicts of its own, on custody.
            .filter(|finding| !tested || !finding.code.starts_with(Group::Revisions.letter()))
            .filter(|finding| finding.against.is_empty() || finding.against.contains(&self.claim.id))
            .collect()
    }

    fn confirmed(&self) -> Option<Verdict> {
        let moment = self.claim.moment.as_ref()?;
        if let Some((at, who, because)) = self.document.vouched.iter().find(|(at, _, _)| *at <= moment.latest) {
            let sentence =
                format!("These bytes existed by {}: {who}. That says nothing of origin or truth.", at.plain_day());
            return Some(self.verdict(Term::Confirmed, None, vec![because.clone()], vec![], sentence));
        }
        if !self.document.anchored {
            return None;
        }
        // An anchor speaks of its own bytes alone.
        let mine = self.question.claims.anchors.iter().filter(|anchor| anchor.sha256 == self.question.sha256);
        let anchor = mine.min_by_key(|anchor| anchor.existed_by.latest)?;
        if anchor.existed_by.latest > moment.latest {
            return None;
        }
        Some(self.verdict(
            Term::Confirmed,
            None,
            vec![PremiseRef::fact(anchor.id())],
            vec![],
            format!(
                "{} holds the same bytes and vouches that they existed by {}. That says nothing of origin or truth.",
                anchor.held_by,
                anchor.existed_by.plain_date()
            ),
        ))
    }

    /// Why there are no words that could be tested, where the document is made of pictures.
    fn pictures_alone(&self) -> Option<&'static str> {
        let read = self.question.extraction;
        // Where words were cut off, it is not known that there are none.
        if self.claim.layer != Layer::Content || read.reduced || !read.limits.is_empty() {
            return None;
        }
        pictures::unread(read).filter(|unread| unread.is_all).map(|unread| unread.why(read))
    }

    /// Nothing speaks against the claim: does anything speak for it?
    fn agreement(&self) -> Verdict {
        let statements = crate::reasoning::premises::statements(self.question.extraction, &self.document.retracted);
        let speaks = |event: Event| matches!(event, Event::Made | Event::Saved(_));
        let stated: Vec<_> = statements.iter().filter(|statement| speaks(statement.event)).collect();
        if let Some(why) = self.why_not(&stated) {
            return self.verdict(Term::NoEvidence, None, vec![], vec![], format!("No evidence either way: {why}."));
        }
        let easiest = stated.iter().map(|statement| statement.evidence.editability).max().unwrap_or(Editability::F3);
        let mut because: Vec<PremiseRef> =
            stated.iter().map(|statement| PremiseRef::evidence(statement.evidence.id)).collect();
        let claimed = self.claim.moment.as_ref().filter(|_| self.claim.layer == Layer::Content);
        let youngest = claimed.and_then(|moment| wording::youngest_that_fits(&self.document.of_words, moment.latest));
        if let Some(youngest) = youngest {
            because.extend(youngest.because.iter().cloned());
            let sentence = format!(
                "Nothing in its words was found against it; {} checks could have spoken. The youngest mark that valla can date in its words is {}{}. \
                 A careful hand could have written the same later.{}",
                self.could_speak,
                youngest.what,
                self.known_from(youngest),
                pictures::unread(self.question.extraction).map_or_else(String::new, pictures::Unread::beside)
            );
            return self.verdict(Term::Agrees, None, because, vec![], sentence);
        }
        self.verdict(
            Term::Agrees,
            None,
            because,
            vec![],
            format!(
                "Nothing was found against it; {} checks could have spoken. The dates that fit are worth no more than \
                 the ease of editing them ({}): a careful hand could produce the same.",
                self.could_speak,
                editability_words(easiest)
            ),
        )
    }

    /// Since when a mark is known, as a clause; where room for error is taken off, how much is left.
    fn known_from(&self, mark: &Bound) -> String {
        let counted = mark.at.plain_first_day();
        let stated = mark.because.iter().find_map(|premise| {
            let fact = self.question.knowledge.fact(premise.as_fact()?)?;
            // What carries its own date is younger than its form.
            let known = first_instant(&fact.earliest).ok().flatten()?;
            (known > mark.at).then(|| plain_date(&fact.earliest))
        });
        match stated {
            Some(date) => format!(", known from {date}; with room for error, valla counts it from {counted} on"),
            _ => format!(", which valla counts from {counted} on"),
        }
    }

    /// Why nothing can be said for the claim, where something is in the way.
    fn why_not(&self, stated: &[&Statement<'_>]) -> Option<String> {
        let said = |why: &str| Some(why.to_owned());
        if let Some(unread) = unread_date(self.question) {
            let of = match unread.role {
                Some(Role::Created) => "when it was made",
                Some(Role::SignatureTime) => "when it was signed",
                Some(Role::MetadataModified) => "when its description was last changed",
                _ => "when it was last saved",
            };
            return Some(format!("the date that says {of} could not be read ({})", unread.label()));
        }
        let unbelievable = |evidence: &&Evidence| self.document.beyond_belief.contains(&evidence.id);
        if let Some(wrong) = self.question.extraction.evidence.iter().find(unbelievable) {
            return Some(format!("a date in it cannot be right ({}: {})", wrong.label(), wrong.value_text()));
        }
        let read = self.question.extraction;
        // These two concern the words of pages only.
        let cut = |limit: &Limit| self.claim.layer == Layer::Content || !limit.is_of_words_alone();
        if read.reduced || read.limits.iter().any(cut) {
            return said("valla could read it only in part, so what would speak against the claim may be in the rest");
        }
        if stated.is_empty() && self.question.extraction.is_locked() {
            return said("the file is locked, so its dates could not be read");
        }
        if stated.is_empty() {
            return said("the file gives no date of its own");
        }
        let removed = |evidence: &&Evidence| evidence.role == Some(Role::DescriptionRemoved);
        if self.question.extraction.evidence.iter().any(|evidence| removed(&evidence)) {
            return said("a later save deleted dates or programs that it named before");
        }
        let moment = self.claim.moment.as_ref()?;
        let within = |statement: &&&Statement<'_>| {
            statement.evidence.moment().is_some_and(|stated| stated.earliest <= moment.latest)
        };
        if !stated.iter().all(|statement| within(&statement)) {
            return said(
                "by its own dates the file was saved after the claimed time, so it cannot show which words it held before",
            );
        }
        if super::age::all_before(stated.iter().copied(), moment).is_some() {
            return said("all dates in it lie before the claimed time");
        }
        if self.vouched.iter().any(|vouched| vouched.changed.is_some()) {
            return said("what it shows is not what was signed, so its dates vouch for nothing");
        }
        if self.vouched.iter().any(|vouched| vouched.fails) {
            return said("its signature fails or leaves part of it out, so its dates vouch for nothing");
        }
        let own = self.clashes.iter().map(|clash| &clash.conflict).filter(|conflict| conflict.claim.is_none());
        if own.map(|conflict| conflict.strength).any(|strength| strength >= Strength::Medium) {
            return said("its own dates cannot all be right");
        }
        let late_save = self.clashes.iter().map(|clash| &clash.conflict).any(|conflict| {
            conflict.layer == Layer::Bytes && conflict.claim.is_some() && conflict.strength >= Strength::Strong
        });
        match self.claim.layer {
            Layer::Content if late_save => {
                said("the file was saved again after the claimed time, so it cannot show which words it held before")
            }
            Layer::Content if wording::youngest_that_fits(&self.document.of_words, moment.latest).is_none() => {
                said(if self.document.of_words.is_empty() {
                    "nothing in the words themselves could be dated, and the dates of the file speak of the file only"
                } else {
                    "all that could be dated in the words themselves was known long before the claimed time"
                })
            }
            _ => None,
        }
    }

    fn on_origin(&self) -> Verdict {
        let findings: Vec<&Finding> =
            self.findings.iter().filter(|finding| finding.against.contains(&self.claim.id)).collect();
        let strongest =
            findings.iter().map(|finding| finding.strength).filter(|&strength| strength >= Strength::Medium).max();
        if let Some(strength) = strongest {
            let mut because: Vec<PremiseRef> =
                findings.iter().flat_map(|finding| finding.premises.iter().cloned()).collect();
            because.sort();
            because.dedup();
            let ids = findings.iter().map(|finding| finding.id.clone()).collect();
            return self.verdict(
                Term::Tension,
                Some(strength),
                because,
                ids,
                "Unusual if the claim is right: a clock time in the file was not legal time in the claimed place on that day.".to_owned(),
            );
        }
        let offsets: Vec<PremiseRef> = self
            .question
            .extraction
            .evidence
            .iter()
            .filter(|evidence| matches!(evidence.role, Some(Role::Created | Role::Modified)))
            .filter(|evidence| evidence.moment().is_some_and(|moment| moment.zone.speaks_of_a_place().is_some()))
            .map(|evidence| PremiseRef::evidence(evidence.id))
            .collect();
        if offsets.is_empty() {
            return self.verdict(
                Term::NoEvidence,
                None,
                vec![],
                vec![],
                "No evidence either way: the file gives no time zone that could speak of a place.".to_owned(),
            );
        }
        self.verdict(
            Term::Agrees,
            None,
            offsets,
            vec![],
            "The time zones in the file were legal time in the claimed place on those days. Many other places shared them, and \
             they are easily typed."
                .to_owned(),
        )
    }
}

fn premises(clashes: &[&Clash]) -> Vec<PremiseRef> {
    let mut premises: Vec<PremiseRef> =
        clashes.iter().flat_map(|clash| clash.conflict.premises.iter().cloned()).collect();
    premises.sort();
    premises.dedup();
    premises
}

fn editability_words(editability: Editability) -> &'static str {
    match editability {
        Editability::F0 => "protected by cryptography",
        Editability::F1 => "needs knowledge of the format in several places",
        Editability::F2 => "one edit with a metadata tool",
        Editability::F3 => "typed in an ordinary program",
    }
}
