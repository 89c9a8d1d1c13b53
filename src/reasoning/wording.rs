//! Bounds on the words: what one fact is worth, and what two are.

use crate::model::{Bound, Event, Instant, Side, Strength};

/// Whether a bound is one on when words were written.
#[must_use]
pub fn is_of_words(bound: &Bound) -> bool {
    bound.side == Side::NotBefore && matches!(bound.event, Event::WordsWritten(_))
}

/// Bounds as the network takes them: one fact about words is strong at most, since whoever wrote them may have known it before anyone else,
/// or a slip of the pen may look like it. Two floors that were read at their sources, of unrelated facts, in words that somebody typed, leave
/// no such way out: of both together the earlier one is hard.
#[must_use]
pub fn weighed(bounds: &[Bound]) -> Vec<Bound> {
    let mut weighed: Vec<Bound> = bounds
        .iter()
        .map(|bound| {
            let strength = if is_of_words(bound) { bound.strength.min(Strength::Strong) } else { bound.strength };
            Bound { strength, ..bound.clone() }
        })
        .collect();
    weighed.extend(together(bounds));
    weighed
}

/// What the two youngest floors say that are unrelated and certain, of the words of one revision.
fn together(bounds: &[Bound]) -> Vec<Bound> {
    let mut certain: Vec<&Bound> =
        bounds.iter().filter(|bound| is_of_words(bound) && bound.floor && bound.strength == Strength::Hard).collect();
    certain.sort_by_key(|bound| (bound.event, std::cmp::Reverse(bound.at)));
    let of_one_revision = certain.chunk_by(|one, other| one.event == other.event);
    of_one_revision
        .filter_map(|bounds| {
            let first = bounds.first()?;
            let second = bounds.iter().find(|bound| bound.artefact != first.artefact)?;
            let mut because = [first.because.as_slice(), second.because.as_slice()].concat();
            because.sort();
            because.dedup();
            let what = format!("{} and {}", second.what, first.what);
            Some(Bound { because, what, strength: Strength::Hard, ..(*second).clone() })
        })
        .collect()
}

/// A claim of the words is not tested by marks that everybody could have written long before: so many seconds before its end a mark must have
/// come up to count for it (ten years).
const RECENT: i64 = 10 * 31_556_952;

/// The youngest mark of the words that fits a claim and tests it: what it is, and since when.
#[must_use]
pub fn youngest_that_fits(bounds: &[Bound], claimed: Instant) -> Option<&Bound> {
    let fits = |bound: &&Bound| {
        is_of_words(bound)
            && bound.floor
            && bound.strength >= Strength::Strong
            && bound.at <= claimed
            && bound.at >= claimed.plus(-RECENT)
    };
    bounds.iter().filter(fits).max_by_key(|bound| bound.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Artefact, PremiseRef};

    fn bound(artefact: &str, at: i64, strength: Strength) -> Bound {
        Bound {
            event: Event::WordsWritten(1),
            side: Side::NotBefore,
            at: Instant(at),
            strength,
            artefact: Artefact(artefact.to_owned()),
            because: vec![PremiseRef::fact(format!("name:{artefact}"))],
            what: artefact.to_owned(),
            floor: true,
        }
    }

    #[test]
    fn one_fact_is_strong_and_two_unrelated_ones_are_hard_at_the_earlier() {
        let hard = |bounds: &[Bound]| {
            let of: Vec<i64> = weighed(bounds)
                .into_iter()
                .filter(|bound| bound.strength == Strength::Hard)
                .map(|bound| bound.at.0)
                .collect();
            of
        };
        assert_eq!(hard(&[bound("a", 9, Strength::Hard)]), Vec::<i64>::new());
        assert_eq!(hard(&[bound("a", 9, Strength::Hard), bound("a", 7, Strength::Hard)]), Vec::<i64>::new());
        assert_eq!(hard(&[bound("a", 9, Strength::Hard), bound("b", 5, Strength::Strong)]), Vec::<i64>::new());
        assert_eq!(hard(&[bound("a", 9, Strength::Hard), bound("b", 5, Strength::Hard)]), vec![5]);
    }

    #[test]
    fn what_was_known_for_long_tests_nothing() {
        let bounds = [bound("old", -RECENT, Strength::Hard), bound("young", 7, Strength::Hard)];
        assert!(youngest_that_fits(&bounds, Instant(5)).is_none());
        assert_eq!(youngest_that_fits(&bounds, Instant(8)).map(|bound| bound.at.0), Some(7));
    }
}
