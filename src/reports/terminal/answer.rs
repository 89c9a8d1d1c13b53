//! The answer: how many files, which ones to read first and why, and how to see more.

use super::{NAMED, Page, colour_of, short_to};
use crate::model::{Age, Exhibit, FormatClass, Standing, Strength, Term, plain_day};
use crate::reports::escape::safe;
use crate::reports::public::EDITION;
use crate::reports::standing::{
    NO_PROOF, brief, common_folder, counted, grouped, hidden_in_words, label, labels, name, not_read_in_words,
    other_answer, parts_in_words, title,
};
use anstyle::Style;
use std::io;

/// Lines of the answer.
const LINES: usize = 38;

/// A group of the answer.
struct Shown {
    /// Whether it is to be read first.
    first: bool,
    /// Whether it has a question to answer.
    asks: bool,
    /// How many, and what of them.
    head: Vec<String>,
    /// The lines of each document that can be named.
    documents: Vec<Vec<String>>,
    /// How many are named.
    taken: usize,
    /// How many there are.
    all: u64,
}

/// The headings of the answer, and the standings under each.
const SECTIONS: [(&str, &str, &[Standing]); 7] = [
    ("LATER COPIES, AND SAY SO", "the text may be older", &[Standing::LaterCopy]),
    ("NEED EXPLAINING", "", &[Standing::NeedsExplaining, Standing::DatesDisagree]),
    ("SAY THEY ARE OLDER", "is the claim right?", &[Standing::OlderThanClaimed]),
    ("NOTHING FOUND AGAINST", "no proof", &[Standing::NothingFoundAgainst]),
    ("DATES AGREE", "nothing is claimed of them", &[Standing::DatesAgree]),
    ("CANNOT TELL", "", &[Standing::NoEvidence]),
    ("NOT READ", "", &[Standing::NotExamined]),
];

impl Page<'_> {
    /// The answer: how many files, which ones to read first and why, and how to see more.
    pub(super) fn answer(&mut self) -> io::Result<()> {
        let case = self.case;
        let title = self.paint(Style::new().bold(), &safe(&title(case)));
        self.line(&title)?;
        if !case.edition.is_desk() {
            self.paragraph("  ", EDITION)?;
        }
        self.line("")?;
        let count_of = |standings: &[Standing]| -> u64 {
            standings.iter().filter_map(|standing| case.standings.files.get(standing)).sum()
        };
        let groups: Vec<Shown> = self.groups(&count_of);
        let mut under = false;
        for group in &groups {
            if group.first && !std::mem::replace(&mut under, true) {
                let head = self.paint(Style::new().bold(), "READ FIRST");
                self.line(&format!(" {head}"))?;
            }
            for line in group.head.iter().chain(group.documents.iter().take(group.taken).flatten()) {
                self.line(line)?;
            }
            let left = group.all.saturating_sub(group.taken as u64);
            if group.taken > 0 && left > 0 {
                self.line(&format!("        and {} more", grouped(left)))?;
            }
        }
        if case.summary.children > 0 {
            let head = self.paint(Style::new().bold(), &format!("{:<25}", "INSIDE THEM"));
            let text = format!("{head} {:>6}   {}", grouped(case.summary.children), parts_in_words(&case.standings));
            self.paragraph_with(" ", &" ".repeat(36), &text)?;
        }
        if case.standings.hide_something > 0 {
            let head = self.paint(Style::new().bold(), &format!("{:<25}", "HIDE SOMETHING"));
            let hidden = hidden_in_words(&case.standings);
            let text = format!("{head} {:>6}   {hidden}", grouped(case.standings.hide_something));
            self.paragraph_with(" ", &" ".repeat(36), &text)?;
            self.failed_redactions()?;
        }
        self.together()?;
        self.line("")?;
        self.differences()?;
        self.paragraph(" ", NO_PROOF)?;
        if !self.setting.full {
            self.line(
                " Every document with its evidence: add --full here, or --html case.html for a page to read and print.",
            )?;
        }
        let knowledge = &case.knowledge;
        let line = format!(
            " valla {}, knowledge of {} ({}), examined on {}",
            case.valla,
            knowledge.version,
            knowledge.sha256.get(..12).unwrap_or_default(),
            plain_day(case.day.0)
        );
        self.line(&line)?;
        writeln!(self.writer, "{}", case.summary.balance())
    }

    /// What documents say about each other, in a few lines: the claims on sets that something speaks against, then the strongest findings.
    fn together(&mut self) -> io::Result<()> {
        const LINES: usize = 2;
        let collection = &self.case.collection;
        let mut against: Vec<_> = collection.verdicts.iter().filter(|verdict| verdict.term < Term::Agrees).collect();
        against.sort_by_key(|verdict| (verdict.term, std::cmp::Reverse(verdict.strength)));
        let against = against.into_iter().map(|verdict| {
            let answer = if verdict.term == Term::Contradicts { "cannot be so" } else { "needs explaining" };
            format!("Claimed \u{201c}{}\u{201d} {answer}. {}", verdict.says, verdict.summary)
        });
        let findings = collection.findings.iter().filter(|finding| finding.strength >= Strength::Weak);
        let rests = |id: &String| collection.verdicts.iter().any(|verdict| verdict.because.contains(id));
        let alone = findings.clone().filter(|finding| !rests(&finding.id)).map(|finding| finding.summary.clone());
        let lines: Vec<String> = against.chain(alone).collect();
        let count = findings.count();
        if lines.is_empty() && collection.families.is_empty() {
            return Ok(());
        }
        let head = self.paint(Style::new().bold(), &format!("{:<25}", "TOGETHER"));
        let ties = match collection.families.len() {
            0 => String::new(),
            1 => "; 1 group of documents shares something".to_owned(),
            groups => format!("; {} groups of documents share something", grouped(groups as u64)),
        };
        let found = if count == 0 { "no".to_owned() } else { grouped(count as u64) };
        let what = if count == 1 { "finding among documents" } else { "findings among documents" };
        self.paragraph_with(" ", &" ".repeat(36), &format!("{head} {found:>6}   {what}{ties}"))?;
        for line in lines.iter().take(LINES) {
            self.paragraph_with("        ", "            ", &safe(&two_sentences(line)))?;
        }
        match lines.len().saturating_sub(LINES) {
            0 => Ok(()),
            more => self.line(&format!("        and {} more, with --full or in the page", grouped(more as u64))),
        }
    }

    /// The first documents whose redaction failed, by name.
    fn failed_redactions(&mut self) -> io::Result<()> {
        let failed = self.failed;
        let folder = common_folder(self.case.exhibits.iter().map(|exhibit| exhibit.file.as_str()));
        for name in &failed.named {
            let name = self.paint(Style::new().bold(), &safe(&short_name(name, folder)));
            self.paragraph_with(
                "        ",
                "            ",
                &format!("{name}  One can copy words that it blacks out."),
            )?;
        }
        match failed.all - failed.named.len() {
            0 => Ok(()),
            more => self.line(&format!("        and {} more", grouped(more as u64))),
        }
    }

    fn parts_of(&self, standing: Standing) -> u64 {
        self.case.standings.parts.get(&standing).copied().unwrap_or(0)
    }

    /// The groups of the answer that are not empty. Those to be read first name their documents in turn while there is room, then those
    /// to be explained, then the others.
    fn groups(&self, count_of: &dyn Fn(&[Standing]) -> u64) -> Vec<Shown> {
        let case = self.case;
        let folder = common_folder(case.exhibits.iter().map(|exhibit| exhibit.file.as_str()));
        let documents = |standings: &[Standing]| -> Vec<Vec<String>> {
            // Which files were not read says little, and a part goes with its file where that is listed here.
            let of = |exhibit: &&Exhibit| {
                let standing = Standing::of(exhibit);
                let with_its_file = || {
                    case.exhibits.iter().any(|file| {
                        file.parent.is_none() && file.file == exhibit.file && standings.contains(&Standing::of(file))
                    })
                };
                standings.contains(&standing)
                    && standing != Standing::NotExamined
                    // That a mailbox has no date of its own is no news: its messages are counted by themselves.
                    && !(standing == Standing::NoEvidence && exhibit.extraction.format.class() == FormatClass::Archive)
                    && (exhibit.parent.is_none() || standing.asks() && !with_its_file())
            };
            let shown = case.exhibits.iter().filter(of).take(NAMED);
            shown
                .map(|exhibit| self.wrapped("        ", "            ", &self.in_the_answer(exhibit, folder)))
                .collect()
        };
        let mut groups = Vec::new();
        for standing in Standing::ALL.into_iter().filter(|standing| standing.is_read_first()) {
            let (files, parts) = (count_of(&[standing]), self.parts_of(standing));
            if files + parts == 0 {
                continue;
            }
            let of_parts = match parts {
                0 => String::new(),
                count => format!(" (and {})", counted(count, "part of a file", "parts of files")),
            };
            let words = if files == 1 { label(standing) } else { labels(standing) };
            let count = self.paint(colour_of(standing), &format!("{:>5}", grouped(files)));
            let head = self.wrapped(" ", "        ", &format!("{count}  {words}{of_parts}"));
            let documents = documents(&[standing]);
            groups.push(Shown { first: true, asks: true, head, documents, taken: 0, all: files + parts });
        }
        for (heading, more, standings) in SECTIONS {
            let parts: u64 = standings.iter().filter(|one| one.asks()).map(|one| self.parts_of(*one)).sum();
            let files = count_of(standings);
            if files + parts == 0 {
                continue;
            }
            let mut more = match standings.first() {
                Some(Standing::NotExamined) => not_read_in_words(&case.standings),
                _ => more.to_owned(),
            };
            if parts > 0 {
                more.push_str(&format!("and {}", counted(parts, "part of a file", "parts of files")));
            }
            let head = self.paint(Style::new().bold(), &format!("{heading:<25}"));
            let text = format!("{head} {:>6}   {}", grouped(files), safe(&more));
            let head = self.wrapped(" ", &" ".repeat(36), text.trim_end());
            let asks = standings.iter().any(|one| one.asks());
            let documents = documents(standings);
            groups.push(Shown { first: false, asks, head, documents, taken: 0, all: files + parts });
        }
        // The ways on, what is hidden, the last lines, and a line each for "and n more".
        let more = groups.iter().filter(|group| group.all > 1).count();
        let heads: usize = groups.iter().map(|group| group.head.len()).sum();
        let fixed = self.lines + heads + more.min(4) + 10;
        let mut room = LINES.saturating_sub(fixed);
        let rounds: [&dyn Fn(&Shown) -> bool; 3] =
            [&|group| group.first, &|group| group.asks && !group.first, &|group| !group.asks];
        for wanted in rounds {
            let mut moved = true;
            while moved {
                moved = false;
                for group in groups.iter_mut().filter(|group| wanted(group)) {
                    let Some(next) = group.documents.get(group.taken) else { continue };
                    if next.len() <= room {
                        room -= next.len();
                        group.taken += 1;
                        moved = true;
                    }
                }
            }
        }
        // A line says which one it is as well as "and 1 more" does.
        for group in &mut groups {
            let last =
                group.documents.get(group.taken).filter(|_| group.taken > 0 && group.all == group.taken as u64 + 1);
            if last.is_some_and(|lines| lines.len() == 1) {
                group.taken += 1;
            }
        }
        groups
    }

    /// One document of the answer: its name, and what is to be said of it.
    fn in_the_answer(&self, exhibit: &Exhibit, folder: &str) -> String {
        let told = cut_at_a_sentence(brief(exhibit));
        let other = match other_answer(exhibit) {
            Some(_) if exhibit.reasoned.age.answer == Age::LaterCopy => "; by its own dates a later copy".to_owned(),
            Some((label, _)) if exhibit.reasoned.age.answer < Age::NothingFoundAgainst => format!("; {label}"),
            _ => String::new(),
        };
        let shown = short_name(&name(exhibit), folder);
        let same = exhibit.same_bytes_as.as_ref().filter(|_| exhibit.parent.is_none());
        let same = same.map(|same| format!(" (the same bytes as {same})")).unwrap_or_default();
        // What goes on does not end.
        let told = if other.is_empty() { told.as_str() } else { told.trim_end_matches('.') };
        format!("{}  {}{other}{same}", self.paint(Style::new().bold(), &safe(&shown)), safe(told))
    }
}

/// Paths of more characters are shown by their last name.
const LONG_PATH: usize = 64;

/// So much of a finding among documents is shown, in letters.
const SHOWN: usize = 190;

/// The first two sentences of a text, cut where they are long: a sentence ends with a full stop and a blank before a capital or a quotation mark.
fn two_sentences(text: &str) -> String {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1).filter(|at| {
        let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_uppercase() || next == '\u{201c}')
    });
    let end = ends.into_iter().nth(1).unwrap_or(text.len());
    let said = text.get(..end).unwrap_or(text);
    if said.len() <= SHOWN {
        return said.to_owned();
    }
    let short = said.get(..said.floor_char_boundary(SHOWN)).unwrap_or_default();
    format!("{}…", short.rsplit_once(' ').map_or(short, |(words, _)| words))
}

/// A text of some two lines: what is longer ends with a whole sentence, where one ends before that.
fn cut_at_a_sentence(text: &str) -> String {
    const LONGEST: usize = 170;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let within = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    match text.get(..within).and_then(|start| start.rfind(". ")) {
        Some(end) if end > LONGEST / 3 => text.get(..=end).unwrap_or_default().to_owned(),
        _ => short_to(text, LONGEST),
    }
}

/// The name below the common folder; of a long path the name of the file says most.
fn short_name(whole: &str, folder: &str) -> String {
    let shown = whole.strip_prefix(folder).unwrap_or(whole);
    match shown.rsplit_once('/') {
        Some((_, file)) if shown.chars().count() > LONG_PATH => format!(".../{file}"),
        _ => shown.to_owned(),
    }
}
