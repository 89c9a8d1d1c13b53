//! The report for a reader at a terminal: summary first, then the documents that do not hold up, each conflict in
//! sentences with every premise and its place.

use crate::model::{
    Case, Conflict, Exhibit, Finding, Group, Outcome, PremiseKind, PremiseRef, Status, Strength, Term, Verdict,
};
use crate::reports::escape::safe;
use crate::reports::public::EDITION;
use crate::reports::standing::{SHOWN, Standing, capital, layer_words, one_reason, place, stands_alone};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io::{self, Write};
use textwrap::{Options as Wrap, WordSeparator, WordSplitter};

/// How the report is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Columns.
    pub width: usize,
    /// Whether colours are used.
    pub colour: bool,
}

/// More differences of one document are counted.
const DIFFERENCES: usize = 30;
/// Up to this many documents are reported in full; beyond it only those with something to say.
const FULL: usize = 50;

/// Exhibits for a report: of a large case only those are kept whole that will be printed.
#[derive(Debug, Default)]
pub struct Gathered {
    exhibits: Vec<Exhibit>,
}

impl Gathered {
    /// Takes the next exhibit.
    pub fn take(&mut self, exhibit: Exhibit) {
        self.exhibits.push(exhibit);
        match self.exhibits.len() {
            count if count == FULL + 1 => self.exhibits.iter_mut().for_each(slim),
            count if count > FULL => self.exhibits.last_mut().into_iter().for_each(slim),
            _ => {}
        }
    }

    /// The exhibits, in the order in which they were taken.
    #[must_use]
    pub fn exhibits(self) -> Vec<Exhibit> {
        self.exhibits
    }
}

/// Leaves out what is not printed of an exhibit that has nothing to say.
fn slim(exhibit: &mut Exhibit) {
    exhibit.reasoned.windows = vec![];
    exhibit.extraction.revisions.iter_mut().for_each(|revision| revision.changes = vec![]);
    if matches!(Standing::of(exhibit), Standing::Contradicts | Standing::Tension | Standing::Conflicting) {
        return;
    }
    (exhibit.extraction.evidence, exhibit.extraction.revisions) = (vec![], vec![]);
    let reasoned = &mut exhibit.reasoned;
    (reasoned.checks, reasoned.facts, reasoned.findings) = (vec![], vec![], vec![]);
    exhibit.digests.clear();
}

/// Writes the report.
///
/// # Errors
/// When the writer fails.
pub fn report(case: &Case, setting: Setting, writer: &mut dyn Write) -> io::Result<()> {
    Page { case, setting, held: BTreeMap::new(), writer }.write()
}

struct Page<'a> {
    case: &'a Case,
    setting: Setting,
    /// What stands inside an exhibit, by its number.
    held: BTreeMap<&'a str, Vec<&'a Exhibit>>,
    writer: &'a mut dyn Write,
}

impl Page<'_> {
    fn write(&mut self) -> io::Result<()> {
        let mut groups: BTreeMap<Standing, Vec<&Exhibit>> = BTreeMap::new();
        for exhibit in self.case.exhibits.iter().filter(|exhibit| stands_alone(exhibit)) {
            groups.entry(Standing::of(exhibit)).or_default().push(exhibit);
        }
        self.summary(&groups)?;
        let full = self.case.exhibits.len() <= FULL;
        let mut held: BTreeMap<&str, Vec<&Exhibit>> = BTreeMap::new();
        for exhibit in &self.case.exhibits {
            if let Some(parent) = &exhibit.parent {
                held.entry(parent).or_default().push(exhibit);
            }
        }
        self.held = held;
        for (standing, exhibits) in &groups {
            match standing {
                Standing::NotExamined => self.not_examined(exhibits, full)?,
                Standing::Contradicts | Standing::Tension | Standing::Conflicting => {
                    self.heading(standing.heading())?;
                    for exhibit in exhibits {
                        self.document(exhibit, full)?;
                    }
                }
                _ if full => {
                    self.heading(standing.heading())?;
                    for exhibit in exhibits {
                        self.document(exhibit, full)?;
                    }
                }
                _ => {}
            }
        }
        self.families()?;
        self.differences()?;
        self.paragraph("", "Absence of contradiction is not authenticity: what was not tested, and what a careful hand made to agree, is not seen here.")?;
        let knowledge = &self.case.knowledge;
        let line = format!(
            "valla {}, knowledge of {} ({}), examined on {}",
            self.case.valla,
            knowledge.version,
            knowledge.sha256.get(..12).unwrap_or_default(),
            self.case.day
        );
        self.paragraph("", &line)?;
        writeln!(self.writer, "{}", self.case.summary.balance())
    }

    fn summary(&mut self, groups: &BTreeMap<Standing, Vec<&Exhibit>>) -> io::Result<()> {
        let inside = match self.case.summary.children {
            0 => String::new(),
            1 => ", and 1 document or picture inside".to_owned(),
            count => format!(", and {count} documents and pictures inside"),
        };
        let files = files(usize::try_from(self.case.summary.files).unwrap_or(usize::MAX));
        self.heading(&format!("{files} examined{inside}"))?;
        if !self.case.edition.is_desk() {
            self.paragraph("  ", EDITION)?;
        }
        for (standing, exhibits) in groups {
            writeln!(self.writer, "  {:>5}  {}", exhibits.len(), standing.heading())?;
        }
        writeln!(self.writer)?;
        for standing in [Standing::Contradicts, Standing::Tension, Standing::Conflicting] {
            for exhibit in groups.get(&standing).into_iter().flatten() {
                let reason = one_reason(exhibit);
                let mark = self.paint(colour_of(standing), word_of(standing));
                self.paragraph_with("  ", "      ", &format!("{mark}  {}: {}", safe(&exhibit.path), safe(&reason)))?;
            }
        }
        writeln!(self.writer)
    }

    /// How documents differ from the baseline.
    fn differences(&mut self) -> io::Result<()> {
        let case = self.case;
        let Some(baseline) = &case.baseline else { return Ok(()) };
        self.heading(&safe(&baseline.in_words()))?;
        for exhibit in case.exhibits.iter().filter(|exhibit| !exhibit.differences.is_empty()) {
            writeln!(self.writer, "  {}", safe(&exhibit.path))?;
            for difference in exhibit.differences.iter().take(DIFFERENCES) {
                self.paragraph_with("    ", "      ", &safe(&difference.to_string()))?;
            }
            if let Some(more) = exhibit.differences.len().checked_sub(DIFFERENCES + 1) {
                writeln!(self.writer, "    and {} more", more + 1)?;
            }
        }
        writeln!(self.writer)
    }

    fn document(&mut self, exhibit: &Exhibit, full: bool) -> io::Result<()> {
        let title = self.paint(Style::new().bold(), &safe(&exhibit.path));
        writeln!(self.writer, "{title}")?;
        let format = &exhibit.extraction.format;
        self.paragraph(
            "  ",
            &format!(
                "{}, {}",
                format!("{} {}", format.name, format.version).trim_end(),
                match exhibit.sha256.as_str() {
                    "" if self.case.edition.is_desk() => format!("{} bytes", exhibit.size),
                    "" => format!("about {} bytes", exhibit.size),
                    digest => format!("{} bytes, SHA-256 {digest}", exhibit.size),
                }
            ),
        )?;
        if let Some(same) = &exhibit.same_bytes_as {
            self.paragraph("  ", &format!("The same bytes as exhibit {same}."))?;
        }
        self.holds(exhibit)?;
        self.statements(exhibit)?;
        for verdict in &exhibit.reasoned.verdicts {
            self.verdict(exhibit, verdict)?;
        }
        for conflict in exhibit.reasoned.conflicts.iter().filter(|conflict| conflict.claim.is_none()) {
            self.conflict(exhibit, conflict, "These cannot all be true:")?;
        }
        self.findings(exhibit)?;
        for explanation in &exhibit.reasoned.explanations {
            self.paragraph_with(
                "  ",
                "    ",
                &format!("Explanation: {} explains {}.", safe(&explanation.event), explanation.findings.join(", ")),
            )?;
        }
        if full {
            self.coverage(exhibit)?;
        }
        for limit in &exhibit.extraction.limits {
            self.paragraph("  ", &format!("Limit reached: {} = {} ({})", limit.name, limit.value, safe(&limit.place)))?;
        }
        for warning in &exhibit.extraction.warnings {
            self.paragraph_with("  ", "    ", &format!("Warning: {}", safe(&warning.message)))?;
        }
        writeln!(self.writer)
    }

    /// What stands inside the document.
    fn holds(&mut self, exhibit: &Exhibit) -> io::Result<()> {
        let Some(held) = self.held.get(exhibit.id.as_str()) else { return Ok(()) };
        let mut kinds: BTreeMap<(&str, bool), usize> = BTreeMap::new();
        for child in held {
            let read = matches!(child.extraction.status, Status::Ok | Status::Partial);
            *kinds.entry((&child.extraction.format.name, read)).or_default() += 1;
        }
        let words = kinds
            .iter()
            .map(|((name, read), count)| format!("{count} {}{}", safe(name), if *read { "" } else { " (not read)" }));
        let text = format!("It holds {}.", words.collect::<Vec<_>>().join(", "));
        self.paragraph_with("  ", "    ", &text)
    }

    /// What the document says of itself.
    fn statements(&mut self, exhibit: &Exhibit) -> io::Result<()> {
        let mut said = Vec::new();
        // A later revision that repeats a value says nothing new.
        let mut repeated: BTreeMap<&str, String> = BTreeMap::new();
        for evidence in &exhibit.extraction.evidence {
            if !evidence.role.is_some_and(|role| SHOWN.contains(&role)) || evidence.property.starts_with("pdf.part.") {
                continue;
            }
            if repeated
                .insert(&evidence.property, evidence.value_text())
                .is_some_and(|before| before == evidence.value_text())
            {
                continue;
            }
            let revision = evidence.locus.revision.filter(|_| exhibit.extraction.revisions.len() > 1);
            let revision = revision.map(|revision| format!(" [revision {revision}]")).unwrap_or_default();
            let retracted = if exhibit.reasoned.retracted.contains(&evidence.id.0) {
                " [a program's default, not used]"
            } else {
                ""
            };
            said.push(format!("{}: {}{revision}{retracted}", evidence.label(), safe(&short(&evidence.value_text()))));
        }
        if exhibit.extraction.revisions.len() > 1 {
            said.push(format!("saved {} times (revisions)", exhibit.extraction.revisions.len()));
        }
        if said.is_empty() {
            said.push("nothing: no dates, programs or names".to_owned());
        }
        writeln!(self.writer, "  It states:")?;
        for line in said.iter().take(24) {
            self.paragraph_with("    ", "      ", line)?;
        }
        if said.len() > 24 {
            writeln!(self.writer, "    and {} values more", said.len() - 24)?;
        }
        Ok(())
    }

    fn verdict(&mut self, exhibit: &Exhibit, verdict: &Verdict) -> io::Result<()> {
        let (phrase, style) = match verdict.term {
            Term::Contradicts => ("CONTRADICTS THE CLAIM", Style::new().bold().fg_color(Some(AnsiColor::Red.into()))),
            Term::Tension => {
                ("IN TENSION WITH THE CLAIM", Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())))
            }
            Term::Agrees => ("AGREES WITH THE CLAIM", Style::new().fg_color(Some(AnsiColor::Green.into()))),
            Term::NoEvidence => ("NO EVIDENCE EITHER WAY", Style::new()),
            Term::Confirmed => ("CONFIRMED", Style::new().bold().fg_color(Some(AnsiColor::Green.into()))),
            Term::NotTested => ("NOT TESTED", Style::new()),
        };
        let strength = verdict.strength.map(|strength| format!(" ({strength})")).unwrap_or_default();
        let claimed = verdict.claim.split_once(':').map_or(verdict.claim.as_str(), |(_, text)| text);
        let head = format!(
            "{}, claimed {}: {}{strength}",
            layer_words(verdict.layer),
            safe(claimed),
            self.paint(style, phrase)
        );
        self.paragraph_with("  ", "    ", &head)?;
        self.paragraph("    ", &verdict.sentence)?;
        for conflict in exhibit
            .reasoned
            .conflicts
            .iter()
            .filter(|conflict| conflict.claim.as_ref() == Some(&verdict.claim) && conflict.layer == verdict.layer)
        {
            let lead = match conflict.strength {
                Strength::Hard => "These cannot all be true:",
                _ => "These are hard to hold together:",
            };
            self.conflict(exhibit, conflict, lead)?;
        }
        Ok(())
    }

    fn conflict(&mut self, exhibit: &Exhibit, conflict: &Conflict, lead: &str) -> io::Result<()> {
        writeln!(self.writer, "    {lead}")?;
        for sentence in &conflict.sentences {
            self.paragraph_with("      - ", "        ", &format!("{}.", safe(&capital(sentence))))?;
        }
        for premise in &conflict.premises {
            self.premise(exhibit, premise)?;
        }
        Ok(())
    }

    fn premise(&mut self, exhibit: &Exhibit, premise: &PremiseRef) -> io::Result<()> {
        match premise.kind {
            PremiseKind::Evidence => {
                let (holder, id) = match premise.id.rsplit_once('/') {
                    Some((holder, id)) => (self.case.exhibits.iter().find(|exhibit| exhibit.id == holder), id),
                    None => (Some(exhibit), premise.id.as_str()),
                };
                let evidence = |holder: &Exhibit| {
                    holder.extraction.evidence.iter().find(|evidence| evidence.id.0 == id).map(place)
                };
                let Some(place) = holder.and_then(evidence) else { return Ok(()) };
                self.paragraph_with("        ", "          ", &format!("{} stands at: {place}", premise.id))
            }
            PremiseKind::Fact => {
                let Some(fact) = exhibit.reasoned.facts.iter().find(|fact| fact.id == premise.id) else {
                    return Ok(());
                };
                let text = format!(
                    "known: {} [{}, {}; {}]",
                    safe(&fact.statement),
                    fact.basis,
                    fact.confidence,
                    safe(&fact.source)
                );
                self.paragraph_with("        ", "          ", &text)
            }
            PremiseKind::Claim | PremiseKind::Axiom => Ok(()),
        }
    }

    fn findings(&mut self, exhibit: &Exhibit) -> io::Result<()> {
        // What would give people away is of another kind: it is held against nothing.
        let protects = |finding: &&Finding| finding.code.starts_with(Group::Protection.letter());
        let (protection, findings): (Vec<&Finding>, Vec<&Finding>) =
            exhibit.reasoned.findings.iter().partition(protects);
        for (heading, findings) in [
            ("Findings:", findings),
            ("Would give away people, machines or places (to protect sources; held against nothing):", protection),
        ] {
            if !findings.is_empty() {
                self.paragraph_with("  ", "    ", heading)?;
            }
            for finding in findings {
                self.finding(exhibit, finding)?;
            }
        }
        Ok(())
    }

    fn finding(&mut self, exhibit: &Exhibit, finding: &Finding) -> io::Result<()> {
        let style = match finding.strength {
            Strength::Hard | Strength::Strong => Style::new().bold(),
            _ => Style::new(),
        };
        let head =
            self.paint(style, &format!("{} {} {} ({})", finding.id, finding.code, finding.name, finding.strength));
        self.paragraph_with("    ", "       ", &format!("{head}: {}", safe(&finding.summary)))?;
        if finding.strength < Strength::Medium {
            return Ok(());
        }
        for premise in &finding.premises {
            self.premise(exhibit, premise)?;
        }
        self.paragraph_with("        ", "          ", &format!("Innocent causes: {}", finding.innocent.join(" ")))?;
        self.paragraph_with("        ", "          ", &format!("To settle it: {}", finding.settle))
    }

    fn coverage(&mut self, exhibit: &Exhibit) -> io::Result<()> {
        let checks = &exhibit.reasoned.checks;
        let count = |outcome: Outcome| checks.iter().filter(|check| check.outcome == outcome).count();
        let silent: Vec<String> = checks
            .iter()
            .filter(|check| matches!(check.outcome, Outcome::NotApplicable | Outcome::CouldNotRun))
            .map(|check| format!("{} ({})", check.name, check.why))
            .collect();
        let mut line = format!(
            "Tested: {} of {} checks applied; {} found something, {} found nothing.",
            count(Outcome::Found) + count(Outcome::Clear),
            checks.len(),
            count(Outcome::Found),
            count(Outcome::Clear)
        );
        if !silent.is_empty() {
            line.push_str(&format!(" Not tested: {}.", silent.join("; ")));
        }
        self.paragraph_with("  ", "    ", &safe(&line))
    }

    fn not_examined(&mut self, exhibits: &[&Exhibit], full: bool) -> io::Result<()> {
        let mut reasons: BTreeMap<(Status, &str), Vec<&Exhibit>> = BTreeMap::new();
        for exhibit in exhibits {
            let why = exhibit.extraction.warnings.last().map_or("", |warning| warning.message.as_str());
            reasons.entry((exhibit.extraction.status, why)).or_default().push(exhibit);
        }
        self.heading(Standing::NotExamined.heading())?;
        for ((status, why), exhibits) in reasons {
            let status = if status == Status::Error { "error" } else { "skipped" };
            self.paragraph_with("  ", "    ", &format!("{status}: {} ({})", safe(why), files(exhibits.len())))?;
            let shown = if full || status == "error" { exhibits.len() } else { 3 };
            for exhibit in exhibits.iter().take(shown) {
                self.paragraph("    ", &safe(&exhibit.path))?;
            }
            if exhibits.len() > shown {
                writeln!(self.writer, "    and {} more", exhibits.len() - shown)?;
            }
        }
        writeln!(self.writer)
    }

    fn families(&mut self) -> io::Result<()> {
        if self.case.collection.families.is_empty() {
            return Ok(());
        }
        self.heading("Across documents")?;
        for family in &self.case.collection.families {
            self.paragraph_with("  ", "    ", &format!("{} share {}", family.exhibits.join(", "), family.shares))?;
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
        // Only at blanks: a date or an address that is cut at its hyphens cannot be copied.
        let wrap = Wrap::new(self.setting.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        writeln!(self.writer, "{}", textwrap::fill(text, wrap))
    }
}

fn word_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Contradicts => "contradicts",
        Standing::Tension => "tension    ",
        _ => "conflict   ",
    }
}

fn colour_of(standing: Standing) -> Style {
    let colour = if standing == Standing::Contradicts { AnsiColor::Red } else { AnsiColor::Yellow };
    Style::new().fg_color(Some(colour.into()))
}

fn short(text: &str) -> String {
    if text.chars().count() > 120 { text.chars().take(120).chain(['…']).collect() } else { text.to_owned() }
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}
