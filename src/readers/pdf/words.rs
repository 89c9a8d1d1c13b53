//! The words of pages as runs: of each page those that the page draws, those that annotations and fields draw, those that were recognised in
//! a picture and those that nobody sees, each by the save that brought them in.

use crate::formats::pdf::page::text::{PageText, Word};
use crate::model::{Concealment, Locus, Passage, Revision, Seen, Words, WordsChanged, Written};
use crate::readers::Intake;
use std::collections::BTreeMap;

/// Of a file that was saved several times so many words wait until it is known which save brought them in; the last one did for all that
/// one knows of the rest.
const WAITING: usize = 300_000;
/// Words are those that a save put in where they are this close, in points.
const CLOSE: f64 = 0.75;
/// A step up or down by more than this part of the size begins a line.
const LINE: f64 = 0.5;

/// How words of a page are drawn and seen; those that share it are one run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    revision: u32,
    annotated: bool,
    recognised: bool,
    hidden: Option<Concealment>,
}

/// The words of a document's pages.
#[derive(Debug)]
pub struct PageWords {
    revisions: u32,
    waiting: Vec<(usize, Vec<(Word, Kind)>)>,
    count: usize,
}

impl PageWords {
    /// Of a document that was saved so many times.
    #[must_use]
    pub fn of_revisions(revisions: usize) -> Self {
        Self { revisions: u32::try_from(revisions).unwrap_or(u32::MAX).max(1), waiting: vec![], count: 0 }
    }

    /// Takes the words of a page, of which these are known to be unseen.
    pub fn page(&mut self, number: usize, page: PageText, unseen: &[(usize, Concealment)], intake: &mut Intake) {
        if !intake.wants_words() {
            return;
        }
        let hidden: BTreeMap<usize, Concealment> = unseen.iter().copied().collect();
        let pictured = page.images > 0;
        let words: Vec<(Word, Kind)> = page
            .words
            .into_iter()
            .enumerate()
            .map(|(at, word)| {
                let kind = Kind {
                    revision: self.revisions,
                    annotated: word.annotated,
                    recognised: word.invisible && pictured,
                    hidden: hidden.get(&at).copied(),
                };
                (word, kind)
            })
            .collect();
        if self.revisions == 1 || self.count + words.len() > WAITING {
            return hand_over(number, words, intake);
        }
        self.count += words.len();
        self.waiting.push((number, words));
    }

    /// Hands over what waits: words that no later save put in came with the first.
    pub fn finish(self, revisions: &[Revision], intake: &mut Intake) {
        // Where a save was not compared, or took pages out or put them in, places say nothing for sure.
        let changes = || revisions.iter().flat_map(|revision| &revision.words);
        let is_known =
            !revisions.iter().any(|revision| revision.uncompared) && !changes().any(|change| change.whole_page);
        for (number, mut words) in self.waiting {
            for (word, kind) in words.iter_mut().filter(|_| is_known) {
                let put_in = |revision: &&Revision| {
                    revision.words.iter().any(|change| {
                        change.change == WordsChanged::Added
                            && change.page as usize == number
                            && (change.y - word.y).abs() <= CLOSE
                            && word.x >= change.x - CLOSE
                            && word.x <= change.x + change.width + CLOSE
                    })
                };
                kind.revision = revisions.iter().rev().find(put_in).map_or(1, |revision| revision.number);
            }
            hand_over(number, words, intake);
        }
    }
}

/// Hands over the words of a page, a run for each kind.
fn hand_over(number: usize, words: Vec<(Word, Kind)>, intake: &mut Intake) {
    let mut runs: BTreeMap<Kind, (String, Option<Word>)> = BTreeMap::new();
    for (word, kind) in words {
        let (text, last) = runs.entry(kind).or_default();
        if let Some(last) = last {
            text.push(if (word.y - last.y).abs() > LINE * last.size.max(1.0) { '\n' } else { ' ' });
        }
        text.push_str(&word.text);
        *last = Some(word);
    }
    for (kind, (text, _)) in runs {
        let locus = Locus { revision: Some(kind.revision), path: format!("page {number}"), ..Locus::default() };
        let passage = if kind.annotated { Passage::Comment } else { Passage::Body };
        intake.words(Words {
            seen: kind.hidden.map_or(Seen::Shown, Seen::Hidden),
            written: if kind.recognised { Written::Recognised } else { Written::Drawn },
            ..Words::new(text, passage, locus)
        });
    }
}
