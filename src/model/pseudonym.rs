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

    /// The pseudonym of a value: the same for the same value of a kind, and of no use without the key.
    #[must_use]
    pub fn pseudonym(&self, kind: &str, value: &str) -> String {
        let keyed = blake3::keyed_hash(&self.0, format!("{kind}\0{value}").as_bytes());
        format!("{kind}-{}", keyed.to_hex().get(..8).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudonyms_hold_within_a_case_and_differ_between_cases() {
        let (one, other) = (PseudonymKey::new([1; 32]), PseudonymKey::new([2; 32]));
        assert_eq!(one.pseudonym("person", "A"), one.pseudonym("person", "A"));
        assert_ne!(one.pseudonym("person", "A"), one.pseudonym("identifier", "A"));
        assert_ne!(one.pseudonym("person", "A"), other.pseudonym("person", "A"));
    }
}
