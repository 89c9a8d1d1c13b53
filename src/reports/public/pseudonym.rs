//! Pseudonyms: names that hold within a case and say nothing outside of it.

/// The key under which pseudonyms are made: random for each case, and never part of an output.
#[derive(Clone)]
pub struct PseudonymKey([u8; 32]);

impl std::fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PseudonymKey")
    }
}

impl PseudonymKey {
    /// A key of random bytes.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The pseudonym of a value: the same for the same value of a kind, and of no use without the key. Its 65 bits are so many that two
    /// values of a case never share one.
    #[must_use]
    pub fn pseudonym(&self, kind: &str, value: impl AsRef<[u8]>) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(kind.as_bytes()).update(&[0]).update(value.as_ref());
        let hash = hasher.finalize().as_bytes().iter().fold(0_u128, |hash, byte| hash << 8 | u128::from(*byte));
        let letter = |at: usize| LETTERS.get((hash >> (5 * at)) as usize % LETTERS.len()).copied().map(char::from);
        format!("{kind}-{}", (0..LENGTH).filter_map(letter).collect::<String>())
    }
}

/// Thirty-two letters and digits, without those that are read for one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// So many of them make a pseudonym.
const LENGTH: usize = 13;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudonyms_hold_within_a_case_and_differ_between_cases() {
        let (one, other) = (PseudonymKey::new([1; 32]), PseudonymKey::new([2; 32]));
        assert_eq!(one.pseudonym("person", "A"), one.pseudonym("person", "A"));
        assert_ne!(one.pseudonym("person", "A"), one.pseudonym("identifier", "A"));
        assert_ne!(one.pseudonym("person", "A"), other.pseudonym("person", "A"));
        assert_eq!(one.pseudonym("person", "A").len(), "person-".len() + LENGTH);
    }

    /// Eight hexadecimal digits were shared by two of a hundred thousand names.
    #[test]
    fn two_names_of_a_large_case_never_share_one() {
        let key = PseudonymKey::new([3; 32]);
        let names: std::collections::HashSet<String> =
            (0..300_000).map(|number: u32| key.pseudonym("person", number.to_string())).collect();
        assert_eq!(names.len(), 300_000);
    }
}
