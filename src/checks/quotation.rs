//! How values are quoted in a sentence.

/// The beginning of a long string.
#[must_use]
pub fn short(text: &str) -> String {
    const LENGTH: usize = 80;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    text.chars().take(LENGTH).chain(['…']).collect()
}
