//! What an OpenDocument document says of itself (OpenDocument 1.3, part 3, 4).

use super::{F2, custom};
use crate::formats::xml::{Closed, Element};
use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::zip::part::Part;
use crate::readers::{Intake, dates};

const F3: Editability = Editability::F3;

/// Elements of the properties: namespace, name, and the property.
const SAID: &[(&str, &str, Property)] = &[
    ("meta", "generator", Property::new("odf.meta.generator", Role::Producer, F2)),
    ("meta", "creation-date", Property::new(keys::ODF_CREATED, Role::Created, F2)),
    ("dc", "date", Property::new(keys::ODF_MODIFIED, Role::Modified, F2)),
    ("meta", "print-date", Property::new("odf.meta.print-date", Role::Printed, F2)),
    ("meta", "printed-by", Property::new("odf.meta.printed-by", Role::Identifying, F3)),
    ("meta", "initial-creator", Property::new("odf.meta.initial-creator", Role::Author, F3)),
    ("dc", "creator", Property::new("odf.meta.creator", Role::LastAuthor, F3)),
    ("dc", "title", Property::new("odf.meta.title", Role::Title, F3)),
    ("dc", "subject", Property::new("odf.meta.subject", Role::Subject, F3)),
    ("dc", "language", Property::new("odf.meta.language", Role::Locale, F2)),
    ("dc", "description", Property::plain("odf.meta.description", F3)),
    ("meta", "keyword", Property::plain("odf.meta.keyword", F3)),
    ("meta", "editing-cycles", Property::plain(keys::ODF_CYCLES, F2)),
    ("meta", "editing-duration", Property::new(keys::ODF_EDITED, Role::EditTime, F2)),
];
/// The template that the document was made from, and when that was last read.
const TEMPLATE: Property = Property::new("odf.meta.template", Role::Template, F2);
const TEMPLATE_DATE: Property = Property::new("odf.meta.template.date", Role::PartTime, F2);

/// Reads the properties, element by element.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// The name and the type of the value that a person added.
    named: (String, String),
}

impl Meta {
    pub(super) fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if element.space != "meta" || !element.is_within("office", "meta") {
            return;
        }
        match element.name {
            "user-defined" => {
                let value = |name: &str| element.value(name).unwrap_or_default().into_owned();
                self.named = (value("name"), value("value-type"));
            }
            "template" => {
                let told = element
                    .attribute("title")
                    .filter(|title| !title.raw.is_empty())
                    .or_else(|| element.attribute("href"));
                if let Some(attribute) = told {
                    part.text(&TEMPLATE, attribute.range.clone(), "meta:template", &attribute.value(), intake);
                }
                if let Some(date) = element.attribute("date") {
                    part.hand_over(&TEMPLATE_DATE, date.range.clone(), "meta:template", moment(&date.value()), intake);
                }
            }
            "document-statistic" => {
                for attribute in element.attributes {
                    let property = Property { editability: F3, ..Property::named(keys::ODF_STATISTIC, attribute.name) };
                    part.text(&property, attribute.range.clone(), attribute.name, &attribute.value(), intake);
                }
            }
            _ => {}
        }
    }

    pub(super) fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if !closed.within.last().is_some_and(|frame| frame.space == "office" && frame.name == "meta") {
            return;
        }
        let text = closed.text.trim();
        if closed.is("meta", "user-defined") {
            let (name, kind) = std::mem::take(&mut self.named);
            let reading = if kind == "date" { moment(text) } else { said(text) };
            return part.hand_over(&custom(&name), closed.range.clone(), &name, reading, intake);
        }
        let Some((_, _, property)) = SAID.iter().find(|(space, name, _)| closed.is(space, name)) else { return };
        let reading = match property.role {
            Some(Role::Created | Role::Modified | Role::Printed) => moment(text),
            Some(Role::EditTime) => match duration(text) {
                Some(seconds) => Reading::Present(Value::Number(seconds)),
                None => Reading::Unreadable(format!("not a duration: {text:?}")),
            },
            _ => said(text),
        };
        part.hand_over(property, closed.range.clone(), &format!("{}:{}", closed.space, closed.name), reading, intake);
    }
}

fn said(text: &str) -> Reading {
    if text.is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text.to_owned())) }
}

/// A date; `OpenOffice.org` writes a comma before fractions of seconds, and old releases a time of nothing.
pub(super) fn moment(text: &str) -> Reading {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000-") {
        return Reading::Absent;
    }
    // Twelve hours and a comma: 2013-05-14T10:23:45,12. Fractions say nothing that is used.
    let end = text.find([',', '.']).unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let zone = rest.find(['Z', '+', '-']).map_or("", |at| rest.get(at..).unwrap_or_default());
    match dates::iso(&format!("{whole}{zone}")) {
        Reading::Present(Value::Moment(moment)) => {
            Reading::Present(Value::Moment(Moment { text: text.to_owned(), ..moment }))
        }
        other => other,
    }
}

/// A duration of XML Schema (part 2, 3.2.6) in seconds: `P1DT2H3M4S`, `PT0S`.
pub(super) fn duration(text: &str) -> Option<i64> {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let rest = rest.strip_prefix('P')?;
    let (mut seconds, mut in_time, mut digits) = (0_i64, false, String::new());
    for letter in rest.chars() {
        match letter {
            'T' => in_time = true,
            '0'..='9' | '.' | ',' => digits.push(letter),
            unit => {
                let whole = digits.split(['.', ',']).next().unwrap_or_default();
                let number: i64 = whole.parse().ok()?;
                let of_unit = match (unit, in_time) {
                    ('Y', false) => 365 * 86_400,
                    ('M', false) => 30 * 86_400,
                    ('D', false) => 86_400,
                    ('H', true) => 3_600,
                    ('M', true) => 60,
                    ('S', true) => 1,
                    _ => return None,
                };
                seconds = seconds.checked_add(number.checked_mul(of_unit)?)?;
                digits.clear();
            }
        }
    }
    digits.is_empty().then_some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_programs_write_them() {
        for (text, seconds) in
            [("PT0S", 0), ("PT1H2M3S", 3_723), ("P1DT1S", 86_401), ("PT28M51.5S", 1_731), ("-PT5M", -300)]
        {
            assert_eq!(duration(text), Some(seconds), "{text}");
        }
        for text in ["", "P", "5M", "PT5", "PT5X", "P5H", "PT99999999999999999999S"] {
            assert!(duration(text).is_none_or(|seconds| text == "P" && seconds == 0), "{text}");
        }
    }

    #[test]
    fn a_comma_before_fractions_is_a_point() {
        let Reading::Present(Value::Moment(moment)) = moment("2013-05-14T10:23:45,12") else { panic!() };
        assert_eq!(
            (moment.readable().as_str(), moment.text.as_str()),
            ("2013-05-14 10:23:45", "2013-05-14T10:23:45,12")
        );
        assert_eq!(super::moment("0000-00-00T00:00:00"), Reading::Absent);
    }
}
