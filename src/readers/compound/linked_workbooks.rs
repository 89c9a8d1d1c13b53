//! Figures of other workbooks that an old workbook keeps (MS-XLS 2.4.271, `SupBook`; 2.4.65, CRN).

use super::{Sight, hand_over};
use crate::formats::compound::directory::Stream;
use crate::formats::compound::excel::records::records;
use crate::formats::compound::excel::strings::single;
use crate::formats::little_endian::short;
use crate::model::{Concealment, Editability, Property, Reading, Value};
use crate::readers::Intake;
use std::ops::Range;

/// Figures of another workbook.
pub const OTHER_WORKBOOK: Property =
    Property::plain("ole.excel.cached", Editability::F1).hidden(Concealment::CachedValues);

/// So many values are named, and of each so many characters.
const NAMED: usize = 12;
const VALUE: usize = 60;

/// Another workbook, and what is kept of it.
#[derive(Debug, Default)]
struct Linked {
    path: String,
    range: Range<usize>,
    count: u64,
    first: Vec<String>,
}

impl Linked {
    fn take(&mut self, value: String) {
        self.count += 1;
        if self.first.len() < NAMED && !self.first.contains(&value) {
            self.first.push(value);
        }
    }

    /// The values of a row: after the columns and the row, each after a byte for its kind (2.5.198.50, `SerAr`).
    fn row(&mut self, body: &[u8]) {
        let mut at = 4;
        while let Some(kind) = body.get(at) {
            let start = at + 1;
            at = start + 8;
            match kind {
                1 => {
                    let number = body.get(start..start + 8).and_then(|bytes| bytes.try_into().ok());
                    if let Some(number) = number.map(f64::from_le_bytes) {
                        self.take(number.to_string());
                    }
                }
                2 => {
                    let text = body.get(start..).and_then(|bytes| single(bytes, 2, None));
                    let wide = body.get(start + 2).is_some_and(|flags| flags & 1 == 1);
                    let length = short(body, start).map_or(0, usize::from);
                    at = start + 3 + length * if wide { 2 } else { 1 };
                    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                        self.take(text.chars().take(VALUE).collect());
                    }
                }
                _ => {}
            }
        }
    }

    fn tell(&self, stream: &Stream, intake: &mut Intake) {
        if self.count > 0 {
            let more = if self.count > self.first.len() as u64 { ", ..." } else { "" };
            let text = format!("{} values of {}: {}{more}", self.count, self.path, self.first.join(", "));
            let value = Reading::Present(Value::Text(text));
            hand_over(&Sight::of(stream), &OTHER_WORKBOOK, self.range.clone(), "SupBook", value, intake);
        }
    }
}

/// The path of a workbook, whose parts are joined by signs of control (2.5.277, `VirtualPath`).
fn path(coded: &str) -> String {
    let mut plain = String::new();
    // The first sign says that the path is coded.
    let mut signs = coded.strip_prefix('\u{1}').unwrap_or(coded).chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            // A disk follows, or the name of a server.
            '\u{1}' if signs.peek().is_some_and(char::is_ascii_alphabetic) => {
                plain.extend(signs.next());
                plain.push_str(":/");
            }
            '\u{1}' if signs.next_if_eq(&'@').is_some() => plain.push_str("//"),
            _ if sign.is_control() => plain.push('/'),
            _ => plain.push(sign),
        }
    }
    plain
}

/// Tells what a workbook of Excel 97 or later keeps of others.
pub fn read(stream: &Stream, intake: &mut Intake) {
    let mut linked = Linked::default();
    for record in records(&stream.bytes) {
        let body = stream.bytes.get(record.body.clone()).unwrap_or_default();
        match record.kind {
            0x2f => return,
            0x01ae => {
                linked.tell(stream, intake);
                // The workbook itself, and add-ins, have a number where the length of a path is.
                let is_other = short(body, 2).is_some_and(|length| length != 0x0401 && length != 0x3a01);
                let name = body.get(2..).filter(|_| is_other).and_then(|bytes| single(bytes, 2, None));
                linked = Linked {
                    path: name.map_or_else(|| "another workbook".to_owned(), |name| path(&name)),
                    range: record.body,
                    ..Linked::default()
                };
            }
            0x005a => linked.row(body),
            _ => {}
        }
    }
    linked.tell(stream, intake);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_of_a_row_are_read() {
        let mut body = vec![1, 0, 0, 0, 1];
        body.extend(2.5_f64.to_le_bytes());
        body.extend([2, 3, 0, 0, b'a', b'b', b'c']);
        let mut linked = Linked::default();
        linked.row(&body);
        assert_eq!((linked.count, linked.first.join(" ")), (2, "2.5 abc".to_owned()));
        assert_eq!(path("\u{1}\u{1}CMy Files\u{3}Budget.xls"), "C:/My Files/Budget.xls");
        assert_eq!(path("\u{1}\u{1}@server\u{3}share\u{3}Budget.xls"), "//server/share/Budget.xls");
        assert_eq!([path("\u{1}Budget.xls"), path("Budget.xls")], ["Budget.xls", "Budget.xls"]);
    }
}
