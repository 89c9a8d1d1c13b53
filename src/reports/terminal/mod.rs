//! The report for a reader at a terminal: the answer in some forty lines, or everything, each thing once, with every premise and its
//! place.

mod answer;
mod everything;

use crate::model::{Case, EvidenceId, Exhibit, PremiseRef, Role, Standing, Strength};
use crate::reports::Report;
use crate::reports::escape::safe;
use crate::reports::kept::{Part, keep};
use crate::reports::standing::name;
use anstyle::{AnsiColor, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use textwrap::{Options as Wrap, WordSeparator, WordSplitter};

/// How the report is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Columns.
    pub width: usize,
    /// Whether colours are used.
    pub colour: bool,
    /// Everything of every document, not the answer alone.
    pub full: bool,
    /// Whether the answer is after everything else, where one sees it at a terminal.
    pub answer_last: bool,
}

/// More differences of one document are counted.
const DIFFERENCES: usize = 30;
/// Up to this many documents are reported in full; beyond it only those with something to say.
const FULL: usize = 50;
/// And up to so many bytes of them.
const WEIGHT: usize = 32 << 20;
/// So many documents of one standing are kept for the answer; more are counted.
const NAMED: usize = 40;

/// The report: of a large case only those exhibits are kept that will be printed.
#[derive(Debug)]
pub struct Terminal {
    setting: Setting,
    exhibits: Vec<Exhibit>,
    /// What they take, as long as they are whole.
    weight: usize,
    kept: BTreeMap<Standing, usize>,
    failed: FailedRedactions,
}

/// The documents whose redaction failed: these are read first, whatever their dates are.
#[derive(Debug, Default)]
struct FailedRedactions {
    /// The first of them, by name.
    named: Vec<String>,
    /// How many there are.
    all: usize,
}

impl FailedRedactions {
    /// So many are named.
    const NAMED: usize = 8;

    fn take(&mut self, exhibit: &Exhibit) {
        let mut findings = exhibit.reasoned.findings.iter();
        if findings.any(|finding| finding.is_of_hiding() && finding.strength >= Strength::Strong) {
            self.all += 1;
            if self.named.len() < Self::NAMED {
                self.named.push(name(exhibit));
            }
        }
    }
}

impl Terminal {
    /// Set in some way: for the answer alone, or for everything.
    #[must_use]
    pub fn set(setting: Setting) -> Self {
        Self { setting, exhibits: vec![], weight: 0, kept: BTreeMap::new(), failed: FailedRedactions::default() }
    }

    fn take(&mut self, mut exhibit: Exhibit) {
        self.failed.take(&exhibit);
        if self.setting.full {
            let was_whole = self.is_whole();
            self.weight += exhibit.weight();
            self.exhibits.push(exhibit);
            match (was_whole, self.is_whole()) {
                (true, false) => self.exhibits.iter_mut().for_each(slim),
                (false, _) => self.exhibits.last_mut().into_iter().for_each(slim),
                _ => {}
            }
            return;
        }
        let standing = Standing::of(&exhibit);
        let kept = self.kept.entry(standing).or_default();
        let speaks = exhibit.parent.is_none() || standing.asks();
        if speaks && *kept < NAMED || !exhibit.differences.is_empty() {
            *kept += 1;
            for_the_answer(&mut exhibit);
            self.exhibits.push(exhibit);
        }
    }

    /// Whether they are few enough, and small enough, that each is printed in full.
    fn is_whole(&self) -> bool {
        self.exhibits.len() <= FULL && self.weight <= WEIGHT
    }
}

impl Report for Terminal {
    fn exhibit(&mut self, exhibit: Exhibit, _: &mut dyn Write) -> io::Result<()> {
        self.take(exhibit);
        Ok(())
    }

    fn finish(self: Box<Self>, case: Case, writer: &mut dyn Write) -> io::Result<()> {
        let whole = self.is_whole();
        let case = Case { exhibits: self.exhibits, ..case };
        Page {
            case: &case,
            failed: &self.failed,
            setting: self.setting,
            whole,
            held: BTreeMap::new(),
            lines: 0,
            writer,
        }
        .write()
    }
}

/// Leaves out what the answer does not show.
fn for_the_answer(exhibit: &mut Exhibit) {
    keep(exhibit, &[Part::Warnings]);
}

/// Leaves out what is not printed of an exhibit that has nothing to say.
fn slim(exhibit: &mut Exhibit) {
    exhibit.reasoned.windows = vec![];
    exhibit.extraction.revisions.iter_mut().for_each(|revision| revision.changes = vec![]);
    if Standing::of(exhibit).asks() {
        let reasoned = &exhibit.reasoned;
        let findings = reasoned.findings.iter().flat_map(|finding| &finding.premises);
        let conflicts = reasoned.conflicts.iter().flat_map(|conflict| &conflict.premises);
        let named: BTreeSet<EvidenceId> = findings.chain(conflicts).filter_map(PremiseRef::own_evidence).collect();
        exhibit.extraction.evidence.retain(|evidence| {
            named.contains(&evidence.id) || evidence.role.is_some_and(Role::is_statement_of_the_whole)
        });
        exhibit.extraction.evidence.shrink_to_fit();
        return;
    }
    for_the_answer(exhibit);
}

struct Page<'a> {
    case: &'a Case,
    failed: &'a FailedRedactions,
    setting: Setting,
    /// Whether each document is printed in full.
    whole: bool,
    /// What is inside an exhibit, by its number.
    held: BTreeMap<&'a str, Vec<&'a Exhibit>>,
    /// Lines of the answer so far.
    lines: usize,
    writer: &'a mut dyn Write,
}

impl Page<'_> {
    fn write(&mut self) -> io::Result<()> {
        if !self.setting.full {
            return self.answer();
        }
        if !self.setting.answer_last {
            self.answer()?;
            writeln!(self.writer)?;
        }
        self.everything()?;
        if self.setting.answer_last { self.answer() } else { Ok(()) }
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        self.lines += 1;
        writeln!(self.writer, "{text}")
    }

    /// How documents differ from the baseline.
    fn differences(&mut self) -> io::Result<()> {
        let case = self.case;
        let Some(baseline) = &case.baseline else { return Ok(()) };
        self.heading(&safe(&baseline.in_words()))?;
        for exhibit in case.exhibits.iter().filter(|exhibit| !exhibit.differences.is_empty()) {
            writeln!(self.writer, "  {}", safe(&name(exhibit)))?;
            for difference in exhibit.differences.iter().take(DIFFERENCES) {
                self.paragraph_with("    ", "      ", &safe(&difference.to_string()))?;
            }
            if let Some(more) = exhibit.differences.len().checked_sub(DIFFERENCES + 1) {
                writeln!(self.writer, "    and {} more", more + 1)?;
            }
        }
        if !baseline.together.is_empty() {
            writeln!(self.writer, "  Together")?;
            for difference in baseline.together.iter().take(DIFFERENCES) {
                self.paragraph_with("    ", "      ", &safe(&difference.to_string()))?;
            }
            if let Some(more) = baseline.together.len().checked_sub(DIFFERENCES + 1) {
                writeln!(self.writer, "    and {} more", more + 1)?;
            }
        }
        writeln!(self.writer)
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        let styled = self.paint(Style::new().bold().underline(), text);
        writeln!(self.writer, "{styled}")
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.setting.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn paragraph(&mut self, indent: &str, text: &str) -> io::Result<()> {
        self.paragraph_with(indent, indent, text)
    }

    fn paragraph_with(&mut self, first: &str, rest: &str, text: &str) -> io::Result<()> {
        for line in self.wrapped(first, rest, text) {
            self.line(&line)?;
        }
        Ok(())
    }

    /// Only at blanks: a date or an address that is cut at its hyphens cannot be copied.
    fn wrapped(&self, first: &str, rest: &str, text: &str) -> Vec<String> {
        let wrap = Wrap::new(self.setting.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(text, wrap).into_iter().map(|line| line.into_owned()).collect()
    }
}

fn colour_of(standing: Standing) -> Style {
    let colour = match standing {
        Standing::ChangedAfterSigning | Standing::SignatureFails | Standing::WordsReplaced | Standing::WordsRemoved => {
            AnsiColor::Red
        }
        Standing::CannotBeThatOld => AnsiColor::Magenta,
        Standing::LaterCopy => AnsiColor::Blue,
        Standing::NeedsExplaining | Standing::DatesDisagree | Standing::OlderThanClaimed => AnsiColor::Yellow,
        Standing::NothingFoundAgainst | Standing::DatesAgree => AnsiColor::Green,
        Standing::NoEvidence | Standing::NotExamined => AnsiColor::BrightBlack,
    };
    Style::new().fg_color(Some(colour.into()))
}

fn short_to(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

fn short(text: &str) -> String {
    short_to(text, 120)
}
