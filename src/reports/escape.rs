//! Text from documents is hostile: it may hold terminal escapes, line ends, and characters that turn the direction of
//! writing. Shown text keeps what can be read and shows the rest as `\u{202e}`.

/// Whether a character could act on a terminal or on the order of text, or could not be seen.
#[must_use]
pub fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}' // zero width, marks of direction
            | '\u{2028}'..='\u{202e}' // separators, embeddings and overrides of direction
            | '\u{2060}'..='\u{206f}' // word joiner, isolates, deprecated formats
            | '\u{061c}' | '\u{00ad}' | '\u{180e}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' // interlinear annotation
            | '\u{e0000}'..='\u{e007f}') // tags
}

/// The text with nothing in it that acts.
#[must_use]
pub fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            safe.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        } else {
            safe.push(character);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_left() {
        let hostile = "a\x1b]0;title\x07b\u{202e}c\nd\0e\u{200b}";
        let shown = safe(hostile);
        assert_eq!(shown, "a\\u{1b}]0;title\\u{7}b\\u{202e}c\\u{a}d\\u{0}e\\u{200b}");
        assert!(!shown.chars().any(acts));
        assert_eq!(safe("Приказ 令和 서울"), "Приказ 令和 서울");
    }
}
