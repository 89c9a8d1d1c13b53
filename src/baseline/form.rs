//! The form of a value: what stays when a date or an identifier is another one.

/// Of a time or a count: digits become `9`.
pub(super) fn of_number(text: &str) -> String {
    text.chars().map(|character| if character.is_ascii_digit() { '9' } else { character }).collect()
}

/// Of an identifier: hexadecimal digits become `x`.
pub(super) fn of_identifier(text: &str) -> String {
    text.chars().map(|character| if character.is_ascii_hexdigit() { 'x' } else { character }).collect()
}

/// Whether a text that no reader took for a time is one all the same: `2013-05-14T...`, `D:20130514...`.
pub(super) fn is_date(text: &str) -> bool {
    let form = of_number(text.get(..text.floor_char_boundary(10)).unwrap_or_default());
    form == "9999-99-99" || form == "9999:99:99" || form == "D:99999999"
}

/// Without the tags of font subsets (ISO 32000-2, 9.9.2: six capitals and a plus sign), which programs draw anew at each save.
pub(super) fn without_subset_tags(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('+') {
        let (before, behind) = rest.split_at(at);
        let tag = before.len().checked_sub(6).and_then(|from| before.get(from..));
        let is_tag = tag.is_some_and(|tag| tag.bytes().all(|byte| byte.is_ascii_uppercase()));
        shown.push_str(if is_tag { before.get(..before.len() - 6).unwrap_or_default() } else { before });
        shown.push_str(if is_tag { "XXXXXX+" } else { "+" });
        rest = behind.get(1..).unwrap_or_default();
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::{is_date, of_identifier, of_number, without_subset_tags};

    #[test]
    fn subset_tags_are_left_out() {
        assert_eq!(without_subset_tags("font IJUTVB+OldStandard/head+x"), "font XXXXXX+OldStandard/head+x");
        assert_eq!(without_subset_tags("A+B ABCDEFG+Arial"), "A+B AXXXXXX+Arial");
        assert!(is_date("2024-01-01T00:00:00") && is_date("D:20130514") && !is_date("PDF 1.7") && !is_date("é"));
    }

    #[test]
    fn dates_and_identifiers_of_one_form_are_alike() {
        assert_eq!(of_number("2013-05-14 09:17:33 +04:00"), of_number("2021-12-01 23:59:00 +03:00"));
        assert_ne!(of_number("2013-05-14 09:17:33 +04:00"), of_number("2013-05-14 09:17:33"));
        assert_eq!(of_identifier("uuid:3f2504e0-4f89-11d3"), of_identifier("uuid:deadbeef-abcd-ffff"));
        assert_ne!(of_identifier("uuid:3f2504e0-4f89"), of_identifier("3f2504e0-4f89"));
    }
}
