//! Heads and feet of the pages of a sheet (MS-XLS 2.4.136, `Header`): text with codes after `&` for places, typefaces and fields.

/// The text of a head without its codes. What a code would be replaced by (a date, a number of pages) is not in the file.
#[must_use]
pub fn plain(written: &str) -> String {
    let mut text = String::new();
    let mut signs = written.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign != '&' {
            text.push(sign);
            continue;
        }
        match signs.next() {
            Some('&') => text.push('&'),
            Some('L' | 'C' | 'R' | 'l' | 'c' | 'r') => text.push('\n'),
            // A typeface with its style.
            Some('"') => _ = signs.by_ref().take_while(|sign| *sign != '"').count(),
            // A colour: six digits, or a number of the theme with a shade.
            Some('K' | 'k') => {
                for _ in 0..6 {
                    _ = signs.next_if(|sign| sign.is_ascii_hexdigit() || matches!(sign, '+' | '-'));
                }
            }
            // A size.
            Some(digit) if digit.is_ascii_digit() => while signs.next_if(char::is_ascii_digit).is_some() {},
            // Marks of form.
            Some('B' | 'I' | 'U' | 'E' | 'S' | 'X' | 'Y' | 'O' | 'H') | None => {}
            // Fields: page, pages, date, time, file, folder, sheet, picture.
            Some(_) => text.push(' '),
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_words() {
        let said = plain("&L&\"Arial,Bold\"&12Plan &K00FF00of May&C&D &P&RR&&D");
        assert_eq!(said, "Plan of May\n   \nR&D");
    }
}
