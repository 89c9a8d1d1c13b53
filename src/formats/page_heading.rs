//! Heads and feet of the printed pages of workbooks, as `.xls` and `.xlsx` write them alike: text with codes after `&` (ECMA-376, part 1,
//! 18.3.1.46; MS-XLS 2.4.136).

/// The text without its codes: sections are parted by lines, and where a number, a date or a name is printed is a blank.
#[must_use]
pub fn text(coded: &str) -> String {
    let mut text = String::with_capacity(coded.len());
    let mut rest = coded;
    while let Some((before, code)) = rest.split_once('&') {
        text.push_str(before);
        let Some(first) = code.chars().next() else { return text };
        rest = code.get(first.len_utf8()..).unwrap_or_default();
        match first {
            '&' => text.push('&'),
            'L' | 'C' | 'R' => text.push('\n'),
            'P' | 'N' | 'D' | 'T' | 'A' | 'F' | 'Z' => text.push(' '),
            // A typeface with its style, and a colour: of the theme it is as long as any other.
            '"' => rest = rest.split_once('"').map_or("", |(_, behind)| behind),
            'K' => rest = rest.get(6..).unwrap_or_default(),
            // The size of letters; a number that is text is parted from it by a blank.
            '0'..='9' => rest = rest.trim_start_matches(|sign: char| sign.is_ascii_digit()),
            _ => {}
        }
    }
    text.push_str(rest);
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_text() {
        assert_eq!(text("&L&\"Arial,Bold\"&14Budget&C&K01+000Draft &D&RR&&D, page &P"), "Budget\nDraft  \nR&D, page");
        assert_eq!(text("plain"), "plain");
        assert_eq!(text("&"), "");
        assert_eq!(text("&\"never closed"), "");
        assert_eq!(text("&K\u{fc}\u{fc}"), "");
    }
}
