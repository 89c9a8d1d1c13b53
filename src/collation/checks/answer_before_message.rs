//! An answer is older than the message that it answers.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Sketch, Stamp, TieKind};
use crate::collation::together::{Together, finding, instant, resting_on, span};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};

charter! {
    /// # What it looks for
    /// A message that names another of the collection as the one that it answers, and is dated before it.
    ///
    /// # Why it matters
    /// Nobody answers what is not written yet. Whoever moves the date of one message of a conversation has to move the others, and these lie
    /// in the mailboxes of other people.
    ///
    /// # Innocent causes
    /// The clock of one of the two machines was wrong. Programs for lists and tickets give identifiers of their own.
    ///
    /// # What it cannot tell
    /// Which of the two dates is wrong. An answer that is later than its message says nothing of either date.
    ///
    /// # Example
    /// A message of 2 June is answered on 15 May, by the clocks of both senders and by those of the hosts that took the two.
    ///
    /// # Sources
    /// RFC 5322, 3.6.4. Strength: medium where the clocks of the hosts that first took the two messages say so too, by more than a wrong zone
    /// explains; weak where only the senders' dates do; informational within 26 hours. Measured: 39 of 41,704 public messages, all
    /// informational.
    pub struct AnswerBeforeMessage { code: "C019", name: "answer-before-message", summary: "an answer is older than the message that it answers", since: "0.2.0", group: Collection }
}

/// What is less is the ordinary difference of two clocks, in seconds.
const CLOCKS: i64 = 15 * 60;
/// What a zone that was left out or misread may make of a time, in seconds.
const ZONES: i64 = 26 * 3_600;

impl CollectionCheck for AnswerBeforeMessage {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::Answer])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut findings = Strongest::default();
        for shared in together.shared(TieKind::Answer)? {
            let sketches = together.sketches(&shared.numbers)?;
            let asked = sketches
                .iter()
                .find(|sketch| !sketch.values(TieKind::Message).is_empty() && is_asked(sketch, &sketches));
            let Some(asked) = asked else { continue };
            let answers = sketches.iter().filter(|answer| answer.number != asked.number && answers(answer, asked));
            findings.extend(answers.filter_map(|answer| told(asked, answer)));
        }
        Ok(findings.into_list())
    }
}

/// Whether the others name its own identifier.
fn is_asked(asked: &Sketch, sketches: &[Sketch]) -> bool {
    sketches.iter().any(|answer| answer.number != asked.number && answers(answer, asked))
}

fn answers(answer: &Sketch, asked: &Sketch) -> bool {
    let own = asked.values(TieKind::Message);
    let of_answer = answer.values(TieKind::Message);
    own.is_disjoint(&of_answer) && answer.values(TieKind::Answer).iter().any(|named| own.contains(named))
}

/// By how much one time is certainly before another, in seconds.
fn before(early: Option<Stamp>, late: Option<Stamp>) -> Option<i64> {
    Some(late?.earliest - early?.latest)
}

fn told(asked: &Sketch, answer: &Sketch) -> Option<Finding> {
    let gap = before(answer.made, asked.made).filter(|gap| *gap > CLOCKS)?;
    let by_hosts = before(answer.received, asked.received).filter(|gap| *gap > ZONES);
    let strength = match (gap > ZONES, by_hosts) {
        (true, Some(_)) => Strength::Medium,
        (true, None) => Strength::Weak,
        (false, _) => Strength::Informational,
    };
    let (written, written_there) = (answer.made?, asked.made?);
    let hosts = by_hosts.map_or_else(String::new, |gap| {
        format!(" The hosts that took the two agree: they took the answer {} earlier.", span(gap))
    });
    let said = format!(
        "“{}” answers “{}”, but is dated {}, {} before it ({}).{hosts}",
        answer.shown(),
        asked.shown(),
        instant(&written),
        span(gap),
        instant(&written_there)
    );
    let found = finding(&AnswerBeforeMessage::CHARTER, strength, said, &[asked.clone(), answer.clone()]);
    let own = asked.values(TieKind::Message).first().copied().map(str::to_owned)?;
    let identifiers = [(asked, TieKind::Message), (answer, TieKind::Answer)].into_iter();
    let identifiers = identifiers.filter_map(|(sketch, kind)| Some((sketch, sketch.evidence_of(kind, &own)?)));
    let times = [(answer, written.evidence), (asked, written_there.evidence)];
    let of_hosts = by_hosts.and(answer.received.zip(asked.received));
    let of_hosts = of_hosts.into_iter().flat_map(|(one, two)| [(answer, one.evidence), (asked, two.evidence)]);
    Some(
        resting_on(found, times.into_iter().chain(of_hosts).chain(identifiers))
            .innocently(&[
                "The clock of one of the two machines was wrong.",
                "A program for lists or tickets gave the answer an identifier of its own.",
            ])
            .settled_by("Compare the other messages of the conversation, and the journals of the servers."),
    )
}
