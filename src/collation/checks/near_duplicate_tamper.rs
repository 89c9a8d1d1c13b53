//! Two documents say the same but for a few places.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::passages::{self, Beside};
use crate::collation::sketch::{Sketch, TieKind};
use crate::collation::together::{Together, clock, finding, names, resting_on};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};

charter! {
    /// # What it looks for
    /// Two documents whose words are the same but for a few places, and what differs there: figures, dates, names. Nine of ten words
    /// are shared at least, and at most twelve places differ.
    ///
    /// # Why it matters
    /// A forged figure or date usually sits in an otherwise genuine document. Where the genuine one is among the files too, the two
    /// side by side show what was changed.
    ///
    /// # Innocent causes
    /// Drafts and final versions, corrections, the same letter to several people, forms, yearly reports.
    ///
    /// # What it cannot tell
    /// Which of the two is the genuine one: that takes a date or a witness from outside. Translations and new wordings are not found.
    ///
    /// # Example
    /// A letter says 14 250, its twin 74 250; every other word is the same.
    ///
    /// # Sources
    /// Catalogue of checks (near-duplicate-tamper); Citizen Lab, Tainted Leaks (2017). Candidates by min-hash (Broder 1997), verified word
    /// by word. Strength: medium where one place differs although both state the same times of making and
    /// saving; weak where more do, or where figures differ in at most three places; else informational.
    pub struct NearDuplicateTamper { code: "C003", name: "near-duplicate-tamper", summary: "two documents say the same but for a few places", since: "0.1.0", group: Collection }
}

/// So much of the longer text must be in the other, at least.
const LIKE: f64 = 0.9;
/// A change of so few places with figures in them is worth a question.
const FEW: usize = 3;
/// Shorter texts say too little.
const WORDS: usize = 30;
/// More pairs are not compared word by word.
const PAIRS: usize = 20_000;

impl CollectionCheck for NearDuplicateTamper {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::Words])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut findings = Strongest::default();
        for (one, other) in together.pairs(TieKind::Words)?.into_keys().take(PAIRS) {
            let (one, other) = (together.sketch(one)?, together.sketch(other)?);
            let far = one.words.abs_diff(other.words) * 10 > one.words.max(other.words);
            // Parts of forms are not documents that anybody wrote.
            let is_part = [&one, &other].iter().any(|sketch| sketch.parent.is_some() && sketch.format.contains("XML"));
            if one.sha256 == other.sha256
                || one.words < WORDS
                || far
                || is_part
                || !one.values(TieKind::Message).is_disjoint(&other.values(TieKind::Message))
                || one.holds(&other)
                || other.holds(&one)
            {
                continue;
            }
            let (first, second) = in_time(one, other);
            let beside = passages::beside(&together.spoken(first.number)?, &together.spoken(second.number)?);
            if beside.differing > 0 && beside.differing <= passages::PLACES && beside.likeness() >= LIKE {
                findings.push(told(&first, &second, &beside));
            }
        }
        Ok(findings.into_list())
    }
}

/// The two in the order of their last saves, where these are known.
fn in_time(one: Sketch, other: Sketch) -> (Sketch, Sketch) {
    let later = match (&one.saved, &other.saved) {
        (Some(one), Some(other)) => one.earliest > other.earliest,
        _ => false,
    };
    if later { (other, one) } else { (one, other) }
}

fn told(first: &Sketch, second: &Sketch, beside: &Beside) -> Finding {
    let same_save = match (&first.saved, &second.saved) {
        (Some(one), Some(other)) => {
            one.clock == other.clock && first.made.map(|made| made.clock) == second.made.map(|made| made.clock)
        }
        _ => false,
    };
    let figures = beside.places.iter().any(passages::Place::has_figures);
    // Two messages from one sender are two, and say so by their numbers.
    let of_one_sender = ![first, second].iter().any(|sketch| sketch.values(TieKind::Message).is_empty())
        && first.author.as_ref().map(|author| &author.text) == second.author.as_ref().map(|author| &author.text);
    let strength = match () {
        () if of_one_sender => Strength::Informational,
        () if same_save && beside.differing == 1 => Strength::Medium,
        () if same_save => Strength::Weak,
        () if figures && beside.differing <= FEW => Strength::Weak,
        () => Strength::Informational,
    };
    let among = [first.clone(), second.clone()];
    let places: Vec<String> = beside.places.iter().take(FEW).map(passages::Place::in_words).collect();
    let more = beside.differing.saturating_sub(places.len());
    let more = if more > 0 { format!(", and {more} more places differ") } else { String::new() };
    let order = match (&first.saved, &second.saved) {
        _ if same_save => " Both state the same times, so the change left no trace in them.".to_owned(),
        (Some(one), Some(other)) if one.clock != other.clock => {
            format!(" By their own dates “{}” was saved last, on {}.", second.shown(), clock(other))
        }
        _ => String::new(),
    };
    let said = format!(
        "{} have {} words in common and differ in {}: {}{more}.{order}",
        names(&among),
        beside.shared,
        if beside.differing == 1 { "one place".to_owned() } else { format!("{} places", beside.differing) },
        places.join("; ")
    );
    let found = finding(&NearDuplicateTamper::CHARTER, strength, said, &among);
    let saves = [first, second].into_iter().filter_map(|sketch| Some((sketch, sketch.saved?.evidence)));
    resting_on(found, saves)
        .innocently(&["They are drafts, or one corrects the other.", "The same letter went to several people."])
        .settled_by("Ask for a copy of the original from somebody who had it before the dispute, and compare it with both (valla compare A B).")
}
