//! Words as sets of short runs, to find documents that say nearly the same.
//!
//! The runs of five words of a text are hashed; of a hundred permutations the least hash is kept (Broder 1997), in twenty bands of five. Two
//! texts share a band with probability 1 - (1 - J^5)^20 of the resemblance J of their runs: at 0.5 in 47 of 100 cases, at 0.8 in 99.96, at
//! 0.2 in 0.6. What a band brings together is a candidate and nothing more; the words themselves decide ([`passages`](super::passages)).

use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// Words of a run.
pub const RUN: usize = 5;
/// Bands, and hashes of each.
const BANDS: usize = 20;
const OF_A_BAND: usize = 5;
/// Texts of fewer words are compared as a whole.
pub const FEW: usize = 50;

/// The words of a text as they are compared: letters and digits, without case.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A number for each word, without case.
fn numbers(text: &str) -> Vec<u64> {
    let hasher = FixedState::with_seed(0x76_61_6c_6c_61);
    let mut lower = String::new();
    words(text)
        .map(|word| {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            hasher.hash_one(lower.as_str())
        })
        .collect()
}

/// Mixes bits (the finaliser of `SplitMix64`, Steele and others 2014).
const fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// The runs of a text, each a number, in their order.
#[must_use]
pub fn runs(text: &str, length: usize) -> Vec<u64> {
    let numbers = numbers(text);
    let run = |words: &[u64]| words.iter().fold(0_u64, |all, word| mixed(all.rotate_left(5) ^ word));
    numbers.windows(length).map(run).collect()
}

/// What a text is found by: its bands; of a short text one number for all of its words. Nothing of a text without words.
#[must_use]
pub fn bands(text: &str) -> Vec<u64> {
    let count = words(text).count();
    if count < FEW {
        return runs(text, count.max(1)).into_iter().take(1).map(|all| mixed(all ^ BANDS as u64)).collect();
    }
    let mut least = [u64::MAX; BANDS * OF_A_BAND];
    for run in runs(text, RUN) {
        // Two independent halves make all permutations (Kirsch and Mitzenmacher 2006).
        let (mut one, step) = (mixed(run), mixed(run ^ 0x9e37_79b9_7f4a_7c15) | 1);
        for least in &mut least {
            *least = one.min(*least);
            one = one.wrapping_add(step);
        }
    }
    (0_u64..)
        .zip(least.chunks(OF_A_BAND))
        .map(|(band, hashes)| hashes.iter().fold(mixed(band), |all, hash| mixed(all ^ hash)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
    }

    fn shared(one: &str, other: &str) -> usize {
        let one: BTreeSet<u64> = bands(one).into_iter().collect();
        bands(other).into_iter().filter(|band| one.contains(band)).count()
    }

    #[test]
    fn near_copies_share_a_band_and_strangers_none() {
        let original = text(0, 400);
        let changed = original.replace("word200 ", "other ");
        assert!(shared(&original, &changed) >= 10);
        assert_eq!(shared(&original, &text(1_000, 1_400)), 0);
    }

    #[test]
    fn bands_catch_what_their_formula_says() {
        // Of texts that share 8 of 10 runs nearly all are caught, of those that share 2 nearly none.
        let caught = |shared_words: usize| {
            (0..200).filter(move |at| {
                let base = at * 10_000;
                let one = text(base, base + 300);
                let other =
                    format!("{} {}", text(base, base + shared_words), text(base + 5_000, base + 5_300 - shared_words));
                shared(&one, &other) > 0
            })
        };
        assert!(caught(270).count() >= 195);
        assert!(caught(100).count() <= 20);
    }

    #[test]
    fn short_texts_are_compared_as_a_whole() {
        assert_eq!(shared("Yours sincerely, J. Roe", "yours SINCERELY J Roe"), 1);
        assert_eq!(shared("Yours sincerely, J. Roe", "Yours sincerely, K. Roe"), 0);
        assert!(bands("...").is_empty());
    }
}
