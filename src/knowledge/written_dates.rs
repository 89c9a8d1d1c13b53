//! The dates in a text, with the weekday written beside each and what each is the date of.
//!
//! # A wrong weekday
//! A date that names another weekday than the calendar has is mostly a slip of an honest hand:
//! - in January the year before is still in the fingers, and the weekday is that of the intended year;
//! - a notice of last year, or a template, got a new date and kept its weekday, or the other way round;
//! - the date was moved while the text was discussed;
//! - the weekday was worked out in the head, or looked up in the wrong row of a calendar;
//! - an event went on past midnight, or was in another zone than the writer;
//! - the weekday belongs to another date, of a cell or a column that lies beside it on the page;
//! - a figure was misread when a scan was recognised, or mistyped;
//! - the date is of the Julian calendar, of which nothing is said here where a word nearby says so or the date is old;
//! - a novel, an exercise or a sample needs no true weekday.
//!
//! So a wrong weekday is a reason to look, seldom more: a forger who moves a letter by a year makes the same slip.

use crate::knowledge::date_forms;
pub use crate::knowledge::date_forms::DateForm;
use crate::knowledge::date_grammar::{Reading, round_figures, round_sign};
use crate::knowledge::date_weekdays;
use crate::knowledge::date_words::{Cue, DateWords};
use crate::model::Error;
use chrono::{Datelike, NaiveDate, Weekday};
use std::cell::OnceCell;
use std::ops::Range;

/// So many dates of one run are given back.
const LIMIT: usize = 1_000;
/// The language is told from so many bytes at the beginning of a run.
const SAMPLE: usize = 2_000;
/// Greece, the last country of Europe to do so, took the Gregorian calendar on this day. Of older dates the calendar is
/// not known without the country.
const GREGORIAN_EVERYWHERE: (i32, u32, u32) = (1923, 3, 1);
/// So far from a date a word may say that it is of the old style, in bytes.
const OLD_STYLE: usize = 60;

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    /// Where it is written, with its weekday, in bytes.
    pub range: Range<usize>,
    /// The year, 1000 to 2100.
    pub year: i32,
    /// The month; none where figures may be read in two orders (`03/04/2014`).
    pub month: Option<u8>,
    /// The day; none where none is written, or no such day is in the month.
    pub day: Option<u8>,
    /// The weekday that is written beside it.
    pub weekday: Option<Weekday>,
    /// What it is the date of.
    pub form: DateForm,
    /// Whether the calendar is surely the Gregorian one: the date is of March 1923 or later, and no word nearby says
    /// that it is of the old style.
    pub gregorian: bool,
}

impl WrittenDate {
    /// The day of the calendar, where one is written.
    #[must_use]
    pub fn date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month?.into(), self.day?.into())
    }

    /// Whether the calendar has another weekday on that day. Nothing is wrong where no weekday or no day is written, or the
    /// calendar is not known.
    #[must_use]
    pub fn is_weekday_wrong(&self) -> bool {
        match (self.weekday, self.date()) {
            (Some(weekday), Some(date)) => self.gregorian && date.weekday() != weekday,
            _ => false,
        }
    }
}

/// Finds dates.
#[derive(Debug, Default)]
pub struct WrittenDates {
    words: DateWords,
}

impl WrittenDates {
    /// Reads the table of names.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        Ok(Self { words: DateWords::parse()? })
    }

    /// The dates of a text in their order, a thousand at most.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<WrittenDate> {
        let sample = || text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
        let language = OnceCell::new();
        let day_first = || *language.get_or_init(|| self.words.write_day_first(sample()));
        let mut found = Vec::new();
        for anchor in Anchors::of(text) {
            let readings = match anchor {
                Anchor::Year(range) => round_figures(&self.words, text, range, &day_first),
                Anchor::Sign(at) => round_sign(&self.words, text, at),
            };
            found.extend(readings.into_iter().map(|reading| self.date(text, reading)));
            if found.len() >= LIMIT {
                found.truncate(LIMIT);
                break;
            }
        }
        found
    }

    fn date(&self, text: &str, reading: Reading) -> WrittenDate {
        let Reading { range, year, month, day, languages, figures } = reading;
        let day = day.filter(|day| {
            month.is_some_and(|month| NaiveDate::from_ymd_opt(year, month.into(), (*day).into()).is_some())
        });
        let before = day.and_then(|_| date_weekdays::before(&self.words, text, range.start, languages));
        let after = day.and_then(|_| date_weekdays::after(&self.words, text, range.end, languages));
        let start = before.map_or(range.start, |(_, start)| start);
        let end = after.map_or(range.end, |(_, end)| end);
        let weekday = match (before, after) {
            // Of two one belongs to another date.
            (Some((before, _)), Some((after, _))) => Some(before).filter(|before| *before == after),
            (before, after) => before.or(after).map(|(weekday, _)| weekday),
        };
        let form = date_forms::form(&self.words, text, start..end, day.is_some(), figures);
        let gregorian = self.is_gregorian(text, &range, year, month, day);
        WrittenDate { range: start..end, year, month, day, weekday, form, gregorian }
    }

    fn is_gregorian(&self, text: &str, range: &Range<usize>, year: i32, month: Option<u8>, day: Option<u8>) -> bool {
        let written = (year, month.map_or(1, u32::from), day.map_or(1, u32::from));
        let start = text.floor_char_boundary(range.start.saturating_sub(OLD_STYLE));
        let end = text.ceil_char_boundary((range.end + OLD_STYLE).min(text.len()));
        let near = text.get(start..end).unwrap_or_default().to_lowercase();
        written >= GREGORIAN_EVERYWHERE
            && !self.words.cues(Cue::OldStyle).all.iter().any(|cue| near.contains(cue.as_str()))
    }
}

/// A place at which a date may be: four figures that begin like a year, or the sign 年.
enum Anchor {
    Year(Range<usize>),
    Sign(usize),
}

/// The places of a text, found in one pass over its bytes.
struct Anchors<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Anchors<'a> {
    fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0 }
    }
}

impl Iterator for Anchors<'_> {
    type Item = Anchor;

    fn next(&mut self) -> Option<Anchor> {
        const SIGN: &[u8] = "年".as_bytes();
        let begins = |byte: &u8| byte.is_ascii_digit() || Some(byte) == SIGN.first();
        loop {
            let rest = self.bytes.get(self.at..)?;
            let start = self.at + rest.iter().position(begins)?;
            let rest = self.bytes.get(start..)?;
            let figures = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.at = start + figures.max(1);
            if figures == 4 && matches!(rest.first(), Some(b'1' | b'2')) {
                return Some(Anchor::Year(start..start + 4));
            }
            if figures == 0 && rest.starts_with(SIGN) {
                return Some(Anchor::Sign(start));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates() -> WrittenDates {
        WrittenDates::parse().expect("the table")
    }

    /// The dates of a text as `2014-03-12 Wed`.
    fn said(text: &str) -> Vec<String> {
        let number = |number: Option<u8>| number.map_or("??".to_owned(), |number| format!("{number:02}"));
        let weekday = |date: &WrittenDate| date.weekday.map_or(String::new(), |weekday| format!(" {weekday}"));
        let of =
            |date: WrittenDate| format!("{}-{}-{}{}", date.year, number(date.month), number(date.day), weekday(&date));
        dates().find(text).into_iter().map(of).collect()
    }

    #[test]
    fn every_language_has_its_dates() {
        for (text, expected) in [
            ("Москва, 12 марта 2014 г.", "2014-03-12"),
            ("«12» марта 2014 года", "2014-03-12"),
            ("12-го марта\n2014 г.", "2014-03-12"),
            ("в среду, 12 марта 2014 года, состоялось", "2014-03-12 Wed"),
            ("12.03.2014 (среда)", "2014-03-12 Wed"),
            ("12.03.2014, среда", "2014-03-12 Wed"),
            ("ср, 12.03.2014", "2014-03-12"),
            ("вт 11.03.2014 г.", "2014-03-11 Tue"),
            ("письмо от 05.04.2013 № 35 в министерство", "2013-04-05"),
            ("в марте 2014 г.", "2014-03-??"),
            ("п'ятниця, 14 березня 2014 року", "2014-03-14 Fri"),
            ("14 квітня 2014 р. (понеділок)", "2014-04-14 Mon"),
            ("Thursday, July 17, 2014", "2014-07-17 Thu"),
            ("on Thursday 17 July 2014,", "2014-07-17 Thu"),
            ("the 17th of July, 2014", "2014-07-17"),
            ("March 12th, 2014", "2014-03-12"),
            ("Thu, 17 Jul 2014 10:00:00 +0000", "2014-07-17 Thu"),
            ("Thu Jul 17 10:00:00 MSK 2014", "2014-07-17 Thu"),
            ("17-Jul-2014", "2014-07-17"),
            ("7/17/2014", "2014-07-17"),
            ("17/7/2014", "2014-07-17"),
            ("05/05/2014", "2014-05-05"),
            ("2014-07-17T10:00:00Z", "2014-07-17"),
            ("2014/7/17", "2014-07-17"),
            ("2014.07.17", "2014-07-17"),
            ("Donnerstag, den 17. Juli 2014", "2014-07-17 Thu"),
            ("Do., 17. Juli 2014", "2014-07-17 Thu"),
            ("am 1. März 2014", "2014-03-01"),
            ("jeudi 17 juillet 2014", "2014-07-17 Thu"),
            ("le 1er août 2014", "2014-08-01"),
            ("17 de julio de 2014", "2014-07-17"),
            ("平成26年7月17日（木）", "2014-07-17 Thu"),
            ("平成二十六年七月十七日", "2014-07-17"),
            ("令和元年5月1日", "2019-05-01"),
            ("昭和 39 年 10 月 10 日土曜日", "1964-10-10 Sat"),
            ("２０１４年７月１７日(木・祝)", "2014-07-17 Thu"),
            ("2014年7月17日木曜日に", "2014-07-17 Thu"),
            ("2014年7月17日星期四上午", "2014-07-17 Thu"),
            ("二〇一四年七月十七日", "2014-07-17"),
            ("民國103年7月17日（星期四）", "2014-07-17 Thu"),
            ("于2014年3月", "2014-03-??"),
            ("2014년 7월 17일(목)", "2014-07-17 Thu"),
            ("2014년 7월 17일 목요일", "2014-07-17 Thu"),
            ("2014. 7. 17.(목)", "2014-07-17 Thu"),
        ] {
            assert_eq!(said(text), [expected], "{text}");
        }
    }

    #[test]
    fn every_language_of_the_table_has_months() {
        let with: Vec<_> = dates().words.languages_with_months().into_iter().collect();
        assert_eq!(with, ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"], "figures serve East Asia");
    }

    #[test]
    fn joined_days_are_two_dates() {
        assert_eq!(said("12–14 марта 2014 г."), ["2014-03-12", "2014-03-14"]);
        assert_eq!(said("с 12 по 14 марта 2014 года"), ["2014-03-12", "2014-03-14"]);
        assert_eq!(said("March 12–14, 2014"), ["2014-03-12", "2014-03-14"]);
        assert_eq!(said("12 to 14 March 2014"), ["2014-03-12", "2014-03-14"]);
        assert_eq!(said("12. bis 14. März 2014"), ["2014-03-12", "2014-03-14"]);
        assert_eq!(said("2014年7月17日～19日"), ["2014-07-17", "2014-07-19"]);
        assert_eq!(said("12.03.2014-15.03.2014 г., утверждено"), ["2014-03-12", "2014-03-15"]);
    }

    #[test]
    fn figures_are_read_only_in_a_sure_order() {
        assert_eq!(said("03/04/2014"), ["2014-??-??"]);
        assert_eq!(said("The minutes of the meeting of 03/04/2014 are on the table"), ["2014-??-??"]);
        assert_eq!(said("Der Vertrag vom 03.04.2014 ist von der Stadt und dem Land"), ["2014-04-03"]);
        assert_eq!(said("заседание совета 03.04.2014"), ["2014-04-03"]);
    }

    #[test]
    fn other_figures_are_no_dates() {
        for text in [
            "version 12.3.2014",
            "v. 1.2.2014",
            "192.168.1.2014",
            "10.12.11.2014",
            "п. 3.12.2014",
            "ст. 1.1.2014",
            "§ 1.1.2014",
            "№ 12/03/2014",
            "tel. 12-03-2014",
            "тел.: (495) 12-03-2014",
            "+7 12-03-2014",
            "8 (495) 12-03-2014",
            "LibreOffice 2014.3.12",
            "2014.3.12",
            "978-2014-03-12",
            "https://example.org/2014/03/12/news",
            "in 2014 and 2015",
            "page 12 of 2014",
            "you may 2014 times march 2014 miles",
            "лист 2014",
            "2014-13-45",
            "2014-03-123",
            "45.67.2014",
            "ABC12032014",
            "12032014",
            "(2014) 3 12",
            "平成の年",
            "100年",
        ] {
            assert_eq!(said(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(said("32 марта 2014"), ["2014-03-??"], "the month is sure");
        assert_eq!(said("30 февраля 2014 г."), ["2014-02-??"], "no such day");
        assert_eq!(said("п. 3.12 марта 2014"), ["2014-03-??"]);
    }

    #[test]
    fn a_wrong_weekday_is_seen() {
        let wrong = |text: &str| dates().find(text).iter().any(WrittenDate::is_weekday_wrong);
        for text in [
            "в четверг, 12 марта 2014 года",
            "12 марта 2014 г. (четверг)",
            "субота, 14 березня 2014 року",
            "Friday, July 17, 2014",
            "Freitag, 17. Juli 2014",
            "vendredi 17 juillet 2014",
            "平成26年7月17日（金）",
            "2014年7月17日星期五",
            "2014. 7. 17.(금)",
            "2014-07-17 (Friday)",
            "Fri, 17 Jul 2014 10:00:00 +0000",
        ] {
            assert!(wrong(text), "{text}: {:?}", dates().find(text));
        }
        for text in [
            "12 марта 2014 года, в среду",
            // The weekday is of the next date, of a range, of a list, of a column.
            "12 марта 2014, четверг, 13 марта 2014",
            "12.03.2014 Wednesday 13.03.2014 Thursday",
            "Friday-Sunday, 12–14 March 2014",
            "on Mondays and Fridays, 12 March 2014",
            "понедельник     12.03.2014",
            "Monday\n12 March 2014",
            "The Sun, 12 March 2014",
            "Sunday Times, 12 March 2014",
            "every Monday from 12 March 2014",
            "12 March 2014, Monday's meeting",
            "12 March 2014 Friday 14 March 2014",
            "по понедельникам 12 марта 2014",
            // The calendar of Russia until 1918, or a word that says so.
            "среда, 25 октября 1917 года",
            "вторник, 25 октября 1925 г. по старому стилю",
            "Friday, 12 March 1920 (O.S.)",
            // The order is not sure.
            "Friday 03/04/2014",
            "ср. 12 марта 2015",
            "2014年3月12日周一鸣先生",
            "2014年3月12日日本",
            "So, 12 March 2014",
        ] {
            assert!(!wrong(text), "{text}: {:?}", dates().find(text));
        }
    }

    #[test]
    fn the_words_beside_a_date_say_what_it_is_of() {
        let form = |text: &str| dates().find(text).first().map(|date| date.form);
        for (text, expected) in [
            ("приказ от 12.03.2014 № 35-р утверждён", DateForm::NumberedAct),
            ("исх. № 12/345 от 12 марта 2014 г.", DateForm::NumberedAct),
            ("постановление от 12 марта 2014 г. № 35 вступает в силу", DateForm::NumberedAct),
            ("наказ № 35 від 12 березня 2014 року", DateForm::NumberedAct),
            ("Order No. 35 of 12 March 2014", DateForm::NumberedAct),
            ("Decree of 12 March 2014 No. 35", DateForm::NumberedAct),
            ("Erlass Nr. 35 vom 12. März 2014", DateForm::NumberedAct),
            ("arrêté n° 35 du 12 mars 2014", DateForm::NumberedAct),
            ("平成26年3月12日付け第35号", DateForm::NumberedAct),
            ("Москва, 12 марта 2014 г.", DateForm::Signed),
            ("Berlin, den 12. März 2014", DateForm::Signed),
            ("Paris, le 12 mars 2014\nMonsieur le ministre,", DateForm::Signed),
            ("平成26年3月12日", DateForm::Signed),
            ("Отчёт готовится до 12 марта 2014 г.", DateForm::Planned),
            ("не позднее 12.03.2014 представить", DateForm::Planned),
            ("Apply by 12 March 2014 at the desk", DateForm::Planned),
            ("The meeting will be held on 12 March 2014 here", DateForm::Planned),
            ("Bewerbungen bis zum 12. März 2014 an uns", DateForm::Planned),
            ("répondre avant le 12 mars 2014 à tous", DateForm::Planned),
            ("申請は平成26年3月12日までに提出", DateForm::Planned),
            ("请于2014年3月12日之前提交", DateForm::Planned),
            ("신청은 2014년 3월 12일까지", DateForm::Planned),
            ("Заседание состоялось 12 марта 2014 года в Москве", DateForm::Told),
            ("Засідання відбулося 12 березня 2014 року в Києві", DateForm::Told),
            ("The court ruled on 12 March 2014 that", DateForm::Told),
            ("Die Sitzung fand am 12. März 2014 statt", DateForm::Told),
            ("La séance fut ouverte le 12 mars 2014 à midi", DateForm::Told),
            ("平成26年3月12日に会議を行った。", DateForm::Told),
            ("2014년 3월 12일에 회의를 개최하였다.", DateForm::Told),
            ("会议已于2014年3月12日召开", DateForm::Told),
            ("данные на 12 марта 2014 г. по областям", DateForm::Plain),
            ("12.03.2014", DateForm::Plain),
        ] {
            assert_eq!(form(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn ranges_lie_in_the_text_and_in_order() {
        let text = "И вот: в среду, 12 марта 2014 г. (не 2014-03-13), 平成26年7月17日（木）.";
        let found = dates().find(text);
        let written: Vec<_> = found.iter().filter_map(|date| text.get(date.range.clone())).collect();
        assert_eq!(written, ["среду, 12 марта 2014", "2014-03-13", "平成26年7月17日（木"]);
    }

    #[test]
    fn hostile_text_is_read_in_time() {
        let started = std::time::Instant::now();
        for piece in [
            "2014",
            "1.1.2014 ",
            "年",
            "12 марта 2014",
            " ",
            "平成26年",
            "2014-",
            "2014.",
            "st 2014 ",
            "月日年",
            "\u{301}2014",
            "10:00 2014 ",
        ] {
            let text = piece.repeat(2_000_000 / piece.len());
            assert!(dates().find(&text).len() <= LIMIT);
        }
        let letters = format!("{} 2014", "м".repeat(2_000_000));
        assert!(dates().find(&letters).is_empty());
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
