//! Whether a document is as old as it is said to be, in one answer and one sentence made from the premises of that answer.

use crate::model::{
    Age, Aged, Event, Finding, FormatClass, Instant, Layer, Moment, PremiseRef, Role, Status, Strength, Term, Verdict,
};
use crate::reasoning::Question;
use crate::reasoning::conflicts::Clash;
use crate::reasoning::network::Mark;
use crate::reasoning::premises::{DocumentNetwork, Statement, statements};

/// All that the answer is made from.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// The question.
    pub question: Question<'a>,
    /// The network of the document.
    pub document: &'a DocumentNetwork,
    /// The verdicts on content, bytes and origin.
    pub verdicts: &'a [Verdict],
    /// All findings.
    pub findings: &'a [Finding],
    /// All conflicts.
    pub clashes: &'a [Clash],
}

/// The answer for a document that was not read.
#[must_use]
pub fn not_examined(question: Question<'_>) -> Aged {
    let read = question.extraction;
    let why = read.warnings.last().map_or("", |warning| warning.message.as_str());
    let lead = if read.status == Status::Skipped { "Not read" } else { "It could not be read" };
    let sentence = if why.is_empty() { format!("{lead}.") } else { format!("{lead}: {}.", why.trim_end_matches('.')) };
    Aged { answer: Age::NotExamined, sentence, ..Aged::default() }
}

/// The answer.
#[must_use]
pub fn age(grounds: Grounds<'_>) -> Aged {
    let stated = statements(grounds.question.extraction, &grounds.document.retracted);
    let asked = Asked { grounds, stated };
    if grounds.question.claims.claims.iter().any(|claim| claim.moment.is_some() && claim.layer != Layer::Custody) {
        asked.against_a_claim()
    } else {
        asked.among_itself()
    }
}

struct Asked<'a> {
    grounds: Grounds<'a>,
    stated: Vec<Statement<'a>>,
}

impl Asked<'_> {
    /// That nothing dated speaks: no date is given, or none that can be right.
    fn gives_none(&self) -> &'static str {
        if self.grounds.question.extraction.reduced {
            "valla could read only part of it"
        } else if self.grounds.question.extraction.is_locked() {
            "It is locked, so its dates could not be read"
        } else if self.grounds.question.extraction.format.class() == FormatClass::Archive {
            "It holds other documents, and each of them is listed by itself"
        } else if self.grounds.document.beyond_belief.is_empty() {
            "It gives no date of its own"
        } else {
            "It gives no date that can be right"
        }
    }

    fn verdict(&self, layer: Layer) -> Option<&Verdict> {
        self.grounds.verdicts.iter().find(|verdict| verdict.layer == layer)
    }

    fn is(&self, layer: Layer, term: Term) -> bool {
        self.verdict(layer).is_some_and(|verdict| verdict.term == term)
    }

    /// The claimed time: of the bytes, else of the words.
    fn claimed(&self) -> Option<&Moment> {
        let claims = &self.grounds.question.claims.claims;
        [Layer::Bytes, Layer::Content]
            .into_iter()
            .find_map(|layer| claims.iter().find(|claim| claim.layer == layer)?.moment.as_ref())
    }

    fn answer(&self, answer: Age, sentence: String, because: Vec<PremiseRef>, findings: Vec<&Finding>) -> Aged {
        let mut findings = findings;
        findings.sort_by_key(|finding| (std::cmp::Reverse(finding.strength), finding.number()));
        let findings = findings.into_iter().map(|finding| finding.id.clone()).collect();
        Aged { answer, sentence, brief: String::new(), because, findings }
    }

    fn findings_of(&self, ids: &[String]) -> Vec<&Finding> {
        self.grounds.findings.iter().filter(|finding| ids.contains(&finding.id)).collect()
    }

    fn against_a_claim(&self) -> Aged {
        let (content, bytes) = (self.verdict(Layer::Content), self.verdict(Layer::Bytes));
        let because = |verdict: Option<&Verdict>| verdict.map(|verdict| verdict.because.clone()).unwrap_or_default();
        let named =
            |verdict: Option<&Verdict>| verdict.map(|verdict| self.findings_of(&verdict.findings)).unwrap_or_default();
        if self.is(Layer::Content, Term::Contradicts) {
            let sentence = self.younger_words().unwrap_or_else(|| self.younger_traces());
            return self.answer(Age::CannotBeThatOld, sentence, because(content), named(content));
        }
        let late = self.later_date();
        let quarrel = self.by_itself();
        let bytes_against = bytes.filter(|verdict| matches!(verdict.term, Term::Contradicts | Term::Tension));
        let content_quiet = !self.is(Layer::Content, Term::Tension);
        if let (Some(verdict), Some((date, told))) = (bytes_against, &late) {
            let quarrel = quarrel.filter(|clash| !self.is_of_dates_alone(clash));
            let other: Vec<&Finding> =
                named(bytes).into_iter().filter(|finding| !self.comes_with_a_later_save(finding)).collect();
            if content_quiet && other.is_empty() && quarrel.is_none() {
                let sentence = format!("It says itself that it is later: {told}. Its text may be older.");
                let mut because = verdict.because.clone();
                because.push(date.clone());
                because.sort();
                because.dedup();
                return self.answer(Age::LaterCopy, sentence, because, named(bytes));
            }
            let sentence = match quarrel {
                Some(clash) => self.quarrel_in_words(clash),
                None => self.strongest(&other).unwrap_or_else(|| self.younger_traces()),
            };
            let mut because = verdict.because.clone();
            because.extend(quarrel.iter().flat_map(|clash| clash.conflict.premises.iter().cloned()));
            return self.answer(
                Age::NeedsExplaining,
                sentence,
                because,
                if other.is_empty() { named(bytes) } else { other },
            );
        }
        if self.is(Layer::Bytes, Term::Contradicts) {
            let answer = self.answer(Age::CannotBeThatOld, self.younger_traces(), because(bytes), named(bytes));
            return Aged { brief: self.younger_traces_in_brief().unwrap_or_default(), ..answer };
        }
        let tense = |verdict: &&Verdict| verdict.term == Term::Tension && verdict.layer != Layer::Custody;
        if let Some(verdict) = self.grounds.verdicts.iter().find(tense) {
            let findings = self.findings_of(&verdict.findings);
            let sentence = self
                .strongest(&findings)
                .or_else(|| self.against_the_claim(&verdict.claim))
                .unwrap_or_else(|| self.younger_traces());
            return self.answer(Age::NeedsExplaining, sentence, verdict.because.clone(), findings);
        }
        if let Some(clash) = quarrel {
            let sentence = self.quarrel_in_words(clash);
            return self.answer(
                Age::NeedsExplaining,
                sentence,
                clash.conflict.premises.clone(),
                self.resting_on(clash),
            );
        }
        if let Some((latest, claimed)) = self.all_before() {
            let sentence = format!(
                "The latest date that it gives is {}, before {}.",
                latest.evidence.moment().map(Moment::plain_date).unwrap_or_default(),
                claimed.split('/').next().map(crate::model::plain_date).unwrap_or_default()
            );
            return self.answer(
                Age::OlderThanClaimed,
                sentence,
                vec![PremiseRef::evidence(latest.evidence.id)],
                vec![],
            );
        }
        let good = |verdict: &&Verdict| {
            matches!(verdict.layer, Layer::Content | Layer::Bytes)
                && matches!(verdict.term, Term::Agrees | Term::Confirmed)
        };
        if let Some(verdict) = self.grounds.verdicts.iter().find(good) {
            let sentence = if verdict.term == Term::Confirmed { verdict.sentence.clone() } else { self.dates_fit() };
            return self.answer(Age::NothingFoundAgainst, sentence, verdict.because.clone(), vec![]);
        }
        let said = bytes.or(content).map_or("", |verdict| verdict.sentence.as_str());
        let why = said.split_once(": ").map_or(said, |(_, why)| why);
        let mut letters = why.chars();
        let sentence: String =
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        self.answer(Age::NoEvidence, sentence, because(bytes.or(content)), vec![])
    }

    /// Without a claim: whether its dates agree among themselves.
    fn among_itself(&self) -> Aged {
        if let Some(clash) = self.by_itself() {
            let sentence = self.quarrel_in_words(clash);
            return self.answer(Age::DatesDisagree, sentence, clash.conflict.premises.clone(), self.resting_on(clash));
        }
        let dated = |finding: &&Finding| {
            finding.strength >= Strength::Medium && finding.layer == Layer::Bytes && finding.code.starts_with('D')
        };
        let findings: Vec<&Finding> = self.grounds.findings.iter().filter(dated).collect();
        if let Some(sentence) = self.strongest(&findings) {
            let because = findings.iter().flat_map(|finding| finding.premises.iter().cloned()).collect();
            return self.answer(Age::DatesDisagree, sentence, because, findings);
        }
        // What speaks against its own date, and not firmly, keeps the dates from agreeing.
        let doubts = |finding: &&Finding| match finding.code.chars().next() {
            Some('M') => finding.strength >= Strength::Weak && finding.layer == Layer::Bytes,
            Some('T') => finding.strength >= Strength::Medium && finding.layer == Layer::Content,
            _ => false,
        };
        let doubts: Vec<&Finding> = self.grounds.findings.iter().filter(doubts).collect();
        if let Some(sentence) = self.strongest(&doubts) {
            let because = doubts.iter().flat_map(|finding| finding.premises.iter().cloned()).collect();
            return self.answer(Age::NoEvidence, sentence, because, doubts);
        }
        match self.says() {
            Some(said) if !self.grounds.question.extraction.reduced => {
                let because = self.own().map(|statement| PremiseRef::evidence(statement.evidence.id)).collect();
                self.answer(Age::DatesAgree, format!("It says {said}."), because, vec![])
            }
            _ => self.answer(Age::NoEvidence, format!("{}.", self.gives_none()), vec![], vec![]),
        }
    }

    /// The statements on its making and saving.
    fn own(&self) -> impl Iterator<Item = &Statement<'_>> {
        self.stated.iter().filter(|statement| matches!(statement.event, Event::Made | Event::Saved(_)))
    }

    /// A date by which the document itself says that it was made, saved, signed or handled after the claimed time: the one that says
    /// most, the latest of its kind.
    fn later_date(&self) -> Option<(PremiseRef, String)> {
        let claimed = self.claimed()?;
        let says = [Role::Created, Role::Modified, Role::MetadataModified, Role::HistoryTime, Role::PackedTime];
        let late = self.stated.iter().filter(|statement| {
            let moment = statement.evidence.moment();
            statement.evidence.role.is_some_and(|role| says.contains(&role))
                && moment.is_some_and(|moment| moment.certainly_after(claimed))
        });
        let statement = late.max_by_key(|statement| {
            (
                matches!(statement.event, Event::Made | Event::Saved(_)),
                statement.evidence.moment().map(|one| one.earliest),
            )
        });
        if let Some(statement) = statement {
            return Some((PremiseRef::evidence(statement.evidence.id), in_words(statement)));
        }
        let retracted = &self.grounds.document.retracted;
        let signed = self.grounds.question.extraction.evidence.iter().filter(|evidence| {
            matches!(evidence.role, Some(Role::SignatureTime | Role::Printed | Role::BackedUp))
                && !retracted.contains(&evidence.id)
                && evidence.moment().is_some_and(|moment| moment.certainly_after(claimed))
        });
        let latest = signed.max_by_key(|evidence| evidence.moment().map(|moment| moment.earliest))?;
        let date = latest.moment().map(Moment::plain_date).unwrap_or_default();
        let what = match latest.role {
            Some(Role::Printed) => "printed",
            Some(Role::BackedUp) => "backed up",
            _ => "signed",
        };
        Some((PremiseRef::evidence(latest.id), format!("it was {what} on {date}")))
    }

    /// Whether a finding comes with the later save that the file admits: it is a sign of a save after the claimed time, or rests on a date
    /// of the file that lies after it.
    fn comes_with_a_later_save(&self, finding: &Finding) -> bool {
        let claimed = self.claimed().map_or(Instant(i64::MAX), |moment| moment.latest);
        let rests_on_a_later_date = finding.premises.iter().any(|premise| {
            let evidence = premise.own_evidence().and_then(|id| self.grounds.question.extraction.piece(id));
            evidence.and_then(|evidence| evidence.moment()).is_some_and(|moment| moment.earliest > claimed)
        });
        finding.sign_of.as_ref().is_some_and(|sign| sign.not_before > claimed) || rests_on_a_later_date
    }

    /// Whether a conflict of its own dates is no more than that: two dates of which one lies after the claimed time. A mark that is
    /// younger than the latest date it gives is more.
    fn is_of_dates_alone(&self, clash: &Clash) -> bool {
        let claimed = self.claimed().map_or(Instant(i64::MAX), |moment| moment.latest);
        let network = &self.grounds.document.network;
        let marked = clash
            .members
            .iter()
            .filter_map(|&member| network.premises().get(member))
            .any(|premise| premise.mark.is_some());
        let later = clash.conflict.premises.iter().any(|premise| {
            let evidence = premise.own_evidence().and_then(|id| self.grounds.question.extraction.piece(id));
            evidence.and_then(|evidence| evidence.moment()).is_some_and(|moment| moment.earliest > claimed)
        });
        !marked && later
    }

    /// The strongest conflict among its own dates and marks, of medium strength at least.
    fn by_itself(&self) -> Option<&Clash> {
        let own = self.grounds.clashes.iter().filter(|clash| clash.conflict.claim.is_none());
        own.filter(|clash| clash.conflict.strength >= Strength::Medium).fold(None, |best: Option<&Clash>, clash| {
            match best {
                Some(best) if best.conflict.strength >= clash.conflict.strength => Some(best),
                _ => Some(clash),
            }
        })
    }

    /// The findings that rest on the evidence of a conflict.
    fn resting_on(&self, clash: &Clash) -> Vec<&Finding> {
        let findings = self.grounds.findings.iter().filter(|finding| finding.strength >= Strength::Medium);
        findings.filter(|finding| super::boxes::belongs(finding, &clash.conflict)).collect()
    }

    /// What one of its findings says of a conflict, else its premises.
    fn quarrel_in_words(&self, clash: &Clash) -> String {
        let findings = self.resting_on(clash);
        self.strongest(&findings).unwrap_or_else(|| {
            let told: Vec<String> = clash.conflict.sentences.iter().take(clash.telling.min(2)).cloned().collect();
            format!("Two things in it cannot both be right: {}.", told.join("; "))
        })
    }

    /// The premise that speaks against a claim, where no finding says it: "It says that part 1 of it was made on ...".
    fn against_the_claim(&self, claim: &str) -> Option<String> {
        let conflict = self
            .grounds
            .clashes
            .iter()
            .map(|clash| &clash.conflict)
            .find(|conflict| conflict.claim.as_deref() == Some(claim))?;
        // The claim comes first, then what speaks against it.
        let told = conflict.sentences.get(1)?;
        let mut letters = told.chars();
        Some(letters.next()?.to_uppercase().chain(letters).chain(['.']).collect())
    }

    fn strongest(&self, findings: &[&Finding]) -> Option<String> {
        let first = findings.iter().min_by_key(|finding| (std::cmp::Reverse(finding.strength), finding.number()))?;
        Some(first.summary.clone())
    }

    /// The youngest mark of the conflicts with the claim on a layer.
    fn youngest_mark(&self, layer: Layer) -> Option<&Mark> {
        let network = &self.grounds.document.network;
        let against =
            self.grounds.clashes.iter().filter(|clash| clash.conflict.layer == layer && clash.conflict.claim.is_some());
        let strongest = against.clone().map(|clash| clash.conflict.strength).max()?;
        against
            .filter(|clash| clash.conflict.strength == strongest)
            .flat_map(|clash| &clash.members)
            .filter_map(|&member| network.premises().get(member)?.mark.as_ref())
            .max_by_key(|mark| (mark.floor, mark.at))
    }

    fn younger_words(&self) -> Option<String> {
        let mark = self.youngest_mark(Layer::Content)?;
        let since = mark.at.plain_since();
        // What is named by its date says it once.
        let known = if mark.what.contains(since.split_once(' ').map_or("", |(_, date)| date)) {
            String::new()
        } else {
            format!(", first known {since}")
        };
        Some(format!("Its words name {}{known}.", mark.what))
    }

    /// What it says of its age, and what it carries.
    fn younger_traces(&self) -> String {
        let Some(mark) = self.youngest_mark(Layer::Bytes).or_else(|| self.youngest_mark(Layer::Content)) else {
            return self.verdict(Layer::Bytes).map(|verdict| verdict.sentence.clone()).unwrap_or_default();
        };
        let said = self.says().map_or_else(|| self.gives_none().to_owned(), |said| format!("It says {said}"));
        let known = if mark.floor { "first known" } else { "released" };
        let since = mark.at.plain_since();
        // A mark that is named by its date says it once.
        let known = if mark.what.contains(since.split_once(' ').map_or("", |(_, date)| date)) {
            String::new()
        } else {
            format!(", {known} {since}")
        };
        format!("{said}, but it carries a trace of {}{known}.", mark.what)
    }

    /// The same in a few words, where the years say it.
    fn younger_traces_in_brief(&self) -> Option<String> {
        let mark = self.youngest_mark(Layer::Bytes)?;
        let known = mark.at.plain_since();
        let known = known.rsplit(' ').next()?;
        let says = match self.latest_of_own() {
            Some(statement) => format!("says {}", statement.evidence.moment()?.local_date()?.format("%Y")),
            None => "gives no date".to_owned(),
        };
        (!says.ends_with(known)).then(|| format!("{says}; carries a trace of {} of {known}", mark.what))
    }

    /// What it says of its last save, else of its making.
    fn says(&self) -> Option<String> {
        self.latest_of_own().map(in_words)
    }

    /// The latest statement on its saving, else on its making.
    fn latest_of_own(&self) -> Option<&Statement<'_>> {
        let latest = |wanted: fn(&Event) -> bool| {
            self.own()
                .filter(move |statement| wanted(&statement.event))
                .max_by_key(|statement| statement.evidence.moment().map(|moment| moment.latest))
        };
        latest(|event| matches!(event, Event::Saved(_))).or_else(|| latest(|event| *event == Event::Made))
    }

    /// The latest of its dates, where all that speak of its making and saving lie before the claimed time.
    fn all_before(&self) -> Option<(&Statement<'_>, &str)> {
        let claimed = self.claimed()?;
        all_before(self.own(), claimed).map(|latest| (latest, claimed.text.as_str()))
    }

    fn dates_fit(&self) -> String {
        self.says().map_or_else(String::new, |said| format!("It says {said}, and nothing was found against that."))
    }
}

/// The latest of some statements, where all of them lie wholly before a claimed time.
pub(super) fn all_before<'s, 'e: 's>(
    stated: impl Iterator<Item = &'s Statement<'e>>,
    claimed: &Moment,
) -> Option<&'s Statement<'e>> {
    let mut latest: Option<&Statement<'e>> = None;
    for statement in stated {
        let moment = statement.evidence.moment()?;
        if !claimed.certainly_after(moment) {
            return None;
        }
        let younger = |other: &Statement<'_>| other.evidence.moment().is_none_or(|other| other.latest < moment.latest);
        if latest.is_none_or(younger) {
            latest = Some(statement);
        }
    }
    latest
}

/// A statement in words, after "It says".
fn in_words(statement: &Statement<'_>) -> String {
    let date = statement.evidence.moment().map(Moment::plain_date).unwrap_or_default();
    let what = match (statement.event, statement.evidence.role) {
        (Event::Made, _) => "it was made",
        (Event::Saved(_), _) => "it was last saved",
        (_, Some(Role::MetadataModified)) => "its description was last changed",
        (_, Some(Role::PackedTime)) => "its youngest member was last changed",
        _ => "a step in its history took place",
    };
    // A year or a month takes another preposition than a day.
    let on = if date.starts_with(|first: char| first.is_ascii_digit()) && date.contains(' ') { "on" } else { "in" };
    format!("{what} {on} {date}")
}
