//! The forms of header and body that are signed (RFC 6376, 3.4).

use super::message::{Field, Message, lines};

/// How much may change on the way without breaking a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Almost nothing.
    Simple,
    /// Blanks, and the case of names.
    Relaxed,
}

impl Form {
    /// The form of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "simple" => Some(Self::Simple),
            "relaxed" => Some(Self::Relaxed),
            _ => None,
        }
    }
}

const LINE_END: &[u8] = b"\r\n";

/// Adds the signed form of a field, without its last line end. `without` is left out of it: the value of the signature itself (3.7).
pub fn header(
    form: Form,
    message: &Message<'_>,
    field: &Field<'_>,
    without: Option<&std::ops::Range<usize>>,
    to: &mut Vec<u8>,
) {
    let start = if form == Form::Simple { field.place.start } else { field.value.start };
    let (before, behind) = match without {
        Some(without) => (start..without.start, without.end..field.value.end),
        None => (start..field.value.end, field.value.end..field.value.end),
    };
    let whole = [message.at(&before), message.at(&behind)].concat();
    match form {
        Form::Simple => {
            for (number, (line, _)) in lines(&whole, 0).enumerate() {
                to.extend_from_slice(if number > 0 { LINE_END } else { b"" });
                to.extend_from_slice(whole.get(line).unwrap_or_default());
            }
        }
        Form::Relaxed => {
            to.extend(field.name.bytes().map(|byte| byte.to_ascii_lowercase()));
            to.push(b':');
            let first = to.len();
            let mut blank = false;
            // Unfolded: line ends go, and what is left of them are the blanks with which the next line begins (3.4.2).
            for (line, _) in lines(&whole, 0) {
                for &byte in whole.get(line).unwrap_or_default() {
                    if matches!(byte, b' ' | b'\t') {
                        blank = true;
                    } else {
                        if std::mem::take(&mut blank) && to.len() > first {
                            to.push(b' ');
                        }
                        to.push(byte);
                    }
                }
            }
        }
    }
}

/// The signed form of a body (3.4.3 and 3.4.4).
#[must_use]
pub fn body(form: Form, body: &[u8]) -> Vec<u8> {
    let mut to = Vec::with_capacity(body.len() + 2);
    // Empty lines at the end do not count.
    let mut empty = 0_usize;
    for (line, _) in lines(body, 0) {
        let line = body.get(line).unwrap_or_default();
        let line = if form == Form::Relaxed { without_blanks_at_end(line) } else { line };
        if line.is_empty() {
            empty += 1;
            continue;
        }
        (0..std::mem::take(&mut empty)).for_each(|_| to.extend_from_slice(LINE_END));
        match form {
            Form::Simple => to.extend_from_slice(line),
            Form::Relaxed => {
                let mut blank = false;
                for &byte in line {
                    let is_blank = matches!(byte, b' ' | b'\t');
                    if !is_blank {
                        to.push(byte);
                    } else if !blank {
                        to.push(b' ');
                    }
                    blank = is_blank;
                }
            }
        }
        to.extend_from_slice(LINE_END);
    }
    if to.is_empty() && form == Form::Simple {
        to.extend_from_slice(LINE_END);
    }
    to
}

fn without_blanks_at_end(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |last| last + 1);
    line.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6376, 3.4.5.
    #[test]
    fn the_example_of_the_standard_has_the_forms_that_it_gives() {
        let mail = Message::read(b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n");
        let of = |form: Form| {
            let mut to = Vec::new();
            for field in &mail.fields {
                header(form, &mail, field, None, &mut to);
                to.extend_from_slice(LINE_END);
            }
            (to, body(form, mail.at(&mail.body)))
        };
        assert_eq!(of(Form::Relaxed), (b"a:X\r\nb:Y Z\r\n".to_vec(), b" C\r\nD E\r\n".to_vec()));
        assert_eq!(of(Form::Simple), (b"A: X\r\nB : Y\t\r\n\tZ  \r\n".to_vec(), b" C \r\nD \t E\r\n".to_vec()));
    }

    #[test]
    fn an_empty_body_is_a_line_end_or_nothing() {
        for empty in [&b""[..], b"\r\n", b"\n\n"] {
            assert_eq!(body(Form::Simple, empty), LINE_END);
            assert_eq!(body(Form::Relaxed, empty), b"");
        }
        assert_eq!(body(Form::Relaxed, b" \n\t\n"), b"");
        assert_eq!(body(Form::Simple, b"a\n\nb"), b"a\r\n\r\nb\r\n");
    }
}
