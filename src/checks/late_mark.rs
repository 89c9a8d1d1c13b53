//! Late marks: from a dated mark to bounds, and to a finding where the mark is later than the claim or than the
//! document's own dates. Shared by every check that dates a mark.

use crate::checks::View;
use crate::checks::quotation::{at, claimed, day, event};
use crate::knowledge::Dated;
use crate::lookup::Mark;
use crate::model::finding::Sign;
use crate::model::{
    Artefact, Bound, Charter, Claim, Event, Evidence, Examination, Finding, Instant, Layer, PremiseRef, Role, Side,
    Strength,
};

/// The sentence that is under every late mark.
pub const LAST_WRITER: &str =
    "Anyone who had the file could have left this trace. It dates the last save, not the first.";

/// What may put young words into an old text without any deceit.
const OF_WORDS: &[&str] = &[
    "It is a later edition, a translation or a transcription of an old text.",
    "A template, a stamp or a document system put these words in.",
];

/// What a mark dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The save that left it: it says nothing of the words.
    Bytes,
    /// The words that the save put in.
    Words,
}

impl Target {
    /// The layer of claims that the mark can speak against.
    fn layer(self) -> Layer {
        match self {
            Self::Bytes => Layer::Bytes,
            Self::Words => Layer::Content,
        }
    }
}

/// A mark that dates a save from below. One save may leave the same mark in several places.
#[derive(Debug, Clone)]
pub struct LateMark<'a> {
    /// What it dates.
    pub target: Target,
    /// Where it is first.
    pub evidence: &'a Evidence,
    /// Where it is too, in the same revision.
    pub also: Vec<&'a Evidence>,
    /// The fact that dates it.
    pub dated: Dated,
    /// What happened, as a sentence without its full stop: "Written by Ghostscript 10.00, first known on 9 May 2022".
    pub says: String,
}

/// What the marks of a check come to: the bounds of all, and a finding for each that is late.
#[must_use]
pub fn weigh(view: &View<'_>, charter: &Charter, innocent: &[&str], marks: Vec<LateMark<'_>>) -> Examination {
    let marks = grouped(view, marks);
    let bounds: Vec<Bound> = marks.iter().flat_map(|mark| mark.bounds(view)).collect();
    let findings = marks.iter().filter_map(|mark| mark.finding(view, charter, innocent)).collect();
    Examination::of(findings).with_bounds(bounds)
}

/// Of many marks of one kind the youngest alone: what an older one says follows from it. Where the youngest is no hard
/// one, the youngest hard one is kept next to it; other marks with the same dates are named with them.
#[must_use]
pub fn youngest(marks: Vec<LateMark<'_>>) -> Vec<LateMark<'_>> {
    let dates = |mark: &LateMark<'_>| (mark.dated.floor, mark.dated.release);
    let age = |mark: &LateMark<'_>| (mark.dated.floor.or(mark.dated.release), mark.dated.release);
    let mut kept: Vec<LateMark<'_>> = Vec::new();
    for strength in [Strength::Hard, Strength::Strong] {
        let of_strength =
            |mark: &&LateMark<'_>| (mark.dated.floor_strength >= Strength::Hard) == (strength == Strength::Hard);
        let Some(first) = marks.iter().filter(of_strength).rev().max_by_key(|mark| age(mark)) else { continue };
        let mut first = first.clone();
        let same = marks.iter().filter(of_strength).filter(|mark| dates(mark) == dates(&first));
        first.also = same.map(|mark| mark.evidence).filter(|other| other.id != first.evidence.id).take(10).collect();
        kept.push(first);
    }
    if let [hard, other] = kept.as_slice()
        && age(other) <= age(hard)
    {
        kept.pop();
    }
    kept
}

/// Marks that one save left in several places count once.
fn grouped<'a>(view: &View<'_>, marks: Vec<LateMark<'a>>) -> Vec<LateMark<'a>> {
    let mut groups: Vec<LateMark<'a>> = Vec::new();
    for mark in marks {
        let same = groups.iter_mut().find(|group| {
            group.dated.fact.id == mark.dated.fact.id
                && group.dated.what == mark.dated.what
                && view.revision_of(group.evidence) == view.revision_of(mark.evidence)
        });
        match same {
            Some(group) => group.also.push(mark.evidence),
            None => groups.push(mark),
        }
    }
    groups
}

impl<'a> LateMark<'a> {
    /// A mark of whoever saved the file.
    #[must_use]
    pub fn of_bytes(evidence: &'a Evidence, dated: Dated, says: String) -> Self {
        Self { target: Target::Bytes, evidence, also: vec![], dated, says }
    }

    /// A mark in the words: of what its place carries, and no more.
    #[must_use]
    pub fn of_words(mark: &'a Mark, dated: &Dated, says: String) -> Self {
        let ceiling = mark.ceiling();
        Self {
            target: if mark.is_of_the_words() { Target::Words } else { Target::Bytes },
            evidence: &mark.evidence,
            also: vec![],
            dated: Dated {
                floor_strength: dated.floor_strength.min(ceiling),
                release: dated.release.filter(|_| ceiling >= Strength::Strong),
                ..dated.clone()
            },
            says,
        }
    }

    /// A mark in the words, with the passage and since when it can be: "The text names Росгвардия on page 3, first known in April 2015".
    #[must_use]
    pub fn quoted(mark: &'a Mark, dated: &Dated, does: &str) -> Self {
        let (what, place, quoted) = (&dated.what, mark.place(), mark.evidence.value_text());
        Self::of_words(mark, dated, format!("The text {does} {what} {place}, {}: {quoted:?}", first_known(dated)))
    }

    /// The event that the mark dates.
    fn event(&self, view: &View<'_>) -> Event {
        match self.target {
            Target::Bytes => view.save_of(self.evidence),
            Target::Words => Event::WordsWritten(view.revision_of(self.evidence)),
        }
    }

    fn premises(&self) -> Vec<PremiseRef> {
        let places = std::iter::once(&self.evidence).chain(&self.also);
        places
            .map(|evidence| PremiseRef::evidence(evidence.id))
            .chain([PremiseRef::fact(self.dated.fact.id.clone())])
            .collect()
    }

    /// Floor and release as bounds on the save that brought the mark in.
    #[must_use]
    pub fn bounds(&self, view: &View<'_>) -> Vec<Bound> {
        let bound = |at: Instant, strength: Strength, floor: bool| Bound {
            event: self.event(view),
            side: Side::NotBefore,
            at,
            strength,
            artefact: Artefact(self.dated.maker.clone()),
            because: self.premises(),
            what: self.dated.what.clone(),
            floor,
        };
        let floor = self.dated.floor.map(|at| bound(at, self.dated.floor_strength, true));
        let release = self.dated.release.filter(|at| self.dated.floor.is_none_or(|floor| *at > floor));
        let strength = self.of_the_release();
        floor.into_iter().chain(release.map(|at| bound(at, strength, false))).collect()
    }

    /// What a release carries by itself: one that was only recalled, or of which the day is not certain, says less.
    fn of_the_release(&self) -> Strength {
        let certain = self.dated.fact.basis == "read" && self.dated.fact.confidence == "high";
        if certain { Strength::Strong } else { Strength::Medium }
    }

    /// A finding, where the mark is later than the claim on the bytes, or than what the document states of its save.
    #[must_use]
    pub fn finding(&self, view: &View<'_>, charter: &Charter, innocent: &[&str]) -> Option<Finding> {
        let late = |at: Instant| {
            let claims = view.claims_on(self.target.layer());
            claims.filter(move |claim| after_claim(at, claim)).map(|claim| claim.id.clone())
        };
        let mut summary = format!("{}.", self.says);
        let (strength, at, against): (Strength, Instant, Vec<String>) = match (self.dated.floor, self.dated.release) {
            (Some(floor), _) if late(floor).next().is_some() => {
                (self.dated.floor_strength, floor, late(floor).collect())
            }
            (_, Some(release)) if late(release).next().is_some() => {
                let strength = self.of_the_release();
                let released = &self.dated.fact.released;
                let released =
                    if released.is_empty() { format!("on {}", release.plain_first_day()) } else { at(released) };
                summary.push_str(&format!(
                    " It became public {released}; before that it existed only in drafts and test versions."
                ));
                (strength, release, late(release).collect())
            }
            _ => (Strength::Informational, Instant(0), vec![]),
        };
        let own = self.against_own_dates(view);
        if against.is_empty() && own.is_none() {
            return None;
        }
        let mut premises = self.premises();
        let (mut layer_strength, mut not_before) = (strength, at);
        if !against.is_empty() {
            let claims: Vec<String> = view
                .claims_on(self.target.layer())
                .filter(|claim| against.contains(&claim.id))
                .map(|claim| claimed(&claim.text))
                .collect();
            let said = match self.target {
                Target::Bytes => "The file is",
                Target::Words => "These words are",
            };
            summary.push_str(&format!(" {said} said to be from {}.", claims.join(", ")));
            premises.extend(against.iter().map(|id| PremiseRef::claim(id.clone())));
        }
        if let Some((stated, own_strength, floor)) = own {
            let when = stated.moment().map_or_else(|| stated.value_text(), day);
            summary.push_str(&format!(" The file itself says {} {when}.", event(stated.role)));
            premises.push(PremiseRef::evidence(stated.id));
            if against.is_empty() {
                layer_strength = own_strength;
                not_before = floor;
            }
        }
        let (innocent, settle) = self.explanations(innocent);
        // One fact about words is strong at most: whoever wrote of it may have known it before anyone else.
        if self.target == Target::Words {
            layer_strength = layer_strength.min(Strength::Strong);
        }
        Some(Finding {
            premises,
            innocent,
            settle: settle.to_owned(),
            against,
            sign_of: Some(Sign {
                event: self.event(view),
                not_before,
                not_after: None,
                since: not_before.plain_first_day(),
                what: self.dated.what.clone(),
            }),
            ..Finding::of(charter, layer_strength, self.target.layer(), summary)
        })
    }

    /// The innocent causes, and what would settle it.
    fn explanations(&self, innocent: &[&str]) -> (Vec<String>, &'static str) {
        let causes = innocent.iter().map(|cause| (*cause).to_owned());
        match self.target {
            Target::Bytes => (
                causes.chain([LAST_WRITER.to_owned()]).collect(),
                "Ask for the file as it was first received, or for a copy kept elsewhere. Ask whether anyone converted, printed or \
                 saved it again.",
            ),
            Target::Words => (
                causes.chain(OF_WORDS.iter().map(|cause| (*cause).to_owned())).collect(),
                "Ask for an earlier copy of the text, and whether anyone changed its wording later.",
            ),
        }
    }

    /// The stated date of the same save that the mark contradicts, how much that carries, and the floor.
    fn against_own_dates<'v>(&self, view: &View<'v>) -> Option<(&'v Evidence, Strength, Instant)> {
        // Services and previews run ahead of releases, so only a floor speaks against a document's own dates.
        let floor = self.dated.floor?;
        // Metadata editors leave the dates of the save before.
        if self.evidence.is_of_a_metadata_editor() {
            return None;
        }
        let revision = view.revision_of(self.evidence);
        // The last save that the document states for this revision; where it states only when it was made, that says
        // less: many programs leave the date of making when they save again.
        let stated = |roles: &'static [Role]| {
            view.times(roles)
                .filter(|(evidence, _)| view.revision_of(evidence) == revision)
                .max_by_key(|(_, moment)| moment.latest)
        };
        let modified = stated(&[Role::Modified, Role::MetadataModified, Role::SignatureTime]);
        let (latest, strength) = match modified {
            Some((evidence, moment)) => ((evidence, moment), Strength::Strong),
            None => (stated(&[Role::Created])?, Strength::Medium),
        };
        let (evidence, moment) = latest;
        // Who saves an OpenDocument document elsewhere, or in another form, without changing it leaves the date of the last change: 2 of 43
        // honest ones of the test collections.
        let strength = if evidence.is_of_the_last_change() { Strength::Weak } else { strength };
        let strength = match self.dated.floor_strength {
            Strength::Hard => strength,
            other => strength.min(Strength::Medium).min(other),
        };
        (floor > moment.latest).then_some((evidence, strength, floor))
    }
}

/// Since when something is known: "first known on 9 May 2022".
#[must_use]
pub fn first_known(dated: &Dated) -> String {
    format!("first known {}", at(dated.since()))
}

/// Whether an instant lies wholly after a claimed time.
#[must_use]
pub fn after_claim(at: Instant, claim: &Claim) -> bool {
    claim.moment.as_ref().is_some_and(|moment| at > moment.latest)
}
