//! The report for a reader at a terminal: the answer in some forty lines, or everything, each thing once, with every premise and its
//! place.

use crate::model::{
    Age, Case, Conflict, EvidenceBox, Exhibit, Finding, Group, Outcome, PremiseKind, PremiseRef, Standing, Status,
    Strength, Term, Verdict, plain_day,
};
use crate::reports::escape::safe;
use crate::reports::public::EDITION;
use crate::reports::standing::{
    NO_PROOF, SHOWN, capital, claim_words, common_folder, counted, fact_basis, first_sentence, grouped,
    hidden_in_words, innocent, label, labels, name, not_read_in_words, other_answer, place, sentence, settle,
    stands_alone, term_words, title,
};
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
    /// Everything of every document, not the answer alone.
    pub full: bool,
    /// Whether the answer stands behind everything else, where one sees it at a terminal.
    pub answer_last: bool,
}

/// More differences of one document are counted.
const DIFFERENCES: usize = 30;
/// Up to this many documents are reported in full; beyond it only those with something to say.
const FULL: usize = 50;
/// So many documents of one standing are kept for the answer; more are counted.
const NAMED: usize = 40;
/// Lines of the answer.
const LINES: usize = 38;

/// Exhibits for a report: of a large case only those are kept that will be printed.
#[derive(Debug, Default)]
pub struct Gathered {
    full: bool,
    exhibits: Vec<Exhibit>,
    kept: BTreeMap<Standing, usize>,
}

impl Gathered {
    /// For the answer alone, or for everything.
    #[must_use]
    pub fn new(full: bool) -> Self {
        Self { full, ..Self::default() }
    }

    /// Takes the next exhibit.
    pub fn take(&mut self, mut exhibit: Exhibit) {
        if self.full {
            self.exhibits.push(exhibit);
            match self.exhibits.len() {
                count if count == FULL + 1 => self.exhibits.iter_mut().for_each(slim),
                count if count > FULL => self.exhibits.last_mut().into_iter().for_each(slim),
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

    /// The exhibits, in the order in which they were taken.
    #[must_use]
    pub fn exhibits(self) -> Vec<Exhibit> {
        self.exhibits
    }
}

/// Leaves out what the answer does not show.
fn for_the_answer(exhibit: &mut Exhibit) {
    let read = &mut exhibit.extraction;
    (read.evidence, read.revisions, read.signatures, read.comparisons) = (vec![], vec![], vec![], vec![]);
    (read.edits, read.limits) = (vec![], vec![]);
    let reasoned = &mut exhibit.reasoned;
    (reasoned.checks, reasoned.facts, reasoned.findings, reasoned.windows) = (vec![], vec![], vec![], vec![]);
    (reasoned.conflicts, reasoned.explanations, reasoned.boxes, reasoned.verdicts) = (vec![], vec![], vec![], vec![]);
    exhibit.digests.clear();
}

/// Leaves out what is not printed of an exhibit that has nothing to say.
fn slim(exhibit: &mut Exhibit) {
    exhibit.reasoned.windows = vec![];
    exhibit.extraction.revisions.iter_mut().for_each(|revision| revision.changes = vec![]);
    if Standing::of(exhibit).asks() {
        return;
    }
    let differences = std::mem::take(&mut exhibit.differences);
    for_the_answer(exhibit);
    exhibit.differences = differences;
}

/// Writes the report.
///
/// # Errors
/// When the writer fails.
pub fn report(case: &Case, setting: Setting, writer: &mut dyn Write) -> io::Result<()> {
    Page { case, setting, held: BTreeMap::new(), lines: 0, writer }.write()
}

struct Page<'a> {
    case: &'a Case,
    setting: Setting,
    /// What is inside an exhibit, by its number.
    held: BTreeMap<&'a str, Vec<&'a Exhibit>>,
    /// Lines of the answer so far.
    lines: usize,
    writer: &'a mut dyn Write,
}

/// A group of the answer.
struct Shown {
    /// Whether it is to be read first.
    first: bool,
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

    /// Every document with all of its evidence, the worst first.
    fn everything(&mut self) -> io::Result<()> {
        let mut groups: BTreeMap<Standing, Vec<&Exhibit>> = BTreeMap::new();
        for exhibit in self.case.exhibits.iter().filter(|exhibit| stands_alone(exhibit)) {
            groups.entry(Standing::of(exhibit)).or_default().push(exhibit);
        }
        let full = self.case.exhibits.len() <= FULL;
        let mut held: BTreeMap<&str, Vec<&Exhibit>> = BTreeMap::new();
        for exhibit in &self.case.exhibits {
            if let Some(parent) = &exhibit.parent {
                held.entry(parent).or_default().push(exhibit);
            }
        }
        self.held = held;
        for (standing, exhibits) in &groups {
            if *standing == Standing::NotExamined {
                self.not_examined(exhibits, full)?;
            } else if standing.asks() || full {
                self.heading(&capital(labels(*standing)))?;
                for exhibit in exhibits {
                    self.document(exhibit, full)?;
                }
            }
        }
        self.families()
    }

    /// The answer: how many files, which ones to read first and why, and how to see more.
    fn answer(&mut self) -> io::Result<()> {
        let case = self.case;
        let inside = match case.summary.children {
            0 => String::new(),
            count => format!("; {} inside", counted(count, "document or picture", "documents and pictures")),
        };
        let title = self.paint(Style::new().bold(), &safe(&format!("{}{inside}", title(case))));
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
        if case.standings.hide_something > 0 {
            let head = self.paint(Style::new().bold(), &format!("{:<25}", "HIDE SOMETHING"));
            let hidden = hidden_in_words(&case.standings);
            let text = format!("{head} {:>6}   {hidden}", grouped(case.standings.hide_something));
            self.paragraph_with(" ", &" ".repeat(36), &text)?;
        }
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

    fn parts_of(&self, standing: Standing) -> u64 {
        self.case.standings.parts.get(&standing).copied().unwrap_or(0)
    }

    /// The groups of the answer that are not empty. Those to be read first name their documents in turn while there is room, then those
    /// to be explained, then the others.
    fn groups(&self, count_of: &dyn Fn(&[Standing]) -> u64) -> Vec<Shown> {
        let case = self.case;
        let folder = common_folder(case.exhibits.iter().map(|exhibit| exhibit.file.as_str()));
        let documents = |standings: &[Standing]| -> Vec<Vec<String>> {
            let of = |exhibit: &&Exhibit| {
                let standing = Standing::of(exhibit);
                standings.contains(&standing) && (exhibit.parent.is_none() || standing.asks())
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
            groups.push(Shown { first: true, head, documents: documents(&[standing]), taken: 0, all: files + parts });
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
            groups.push(Shown { first: false, head, documents: documents(standings), taken: 0, all: files + parts });
        }
        // The ways on, what is hidden, the last lines, and a line each for "and n more".
        let fixed = self.lines + groups.iter().map(|group| group.head.len() + 1).sum::<usize>() + 8;
        let mut room = LINES.saturating_sub(fixed);
        let asks = |group: &Shown| group.head.iter().any(|line| line.contains("NEED EXPLAINING"));
        let rounds: [&dyn Fn(&Shown) -> bool; 3] = [&|group| group.first, &asks, &|group| !group.first && !asks(group)];
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
        groups
    }

    /// One document of the answer: its name, and what is to be said of it.
    fn in_the_answer(&self, exhibit: &Exhibit, folder: &str) -> String {
        let told = short_to(first_sentence(sentence(exhibit)), 170);
        let other = match other_answer(exhibit) {
            Some((label, _)) if exhibit.reasoned.age.answer < Age::NothingFoundAgainst => format!(" Also: {label}."),
            _ => String::new(),
        };
        let whole = name(exhibit);
        let shown = whole.strip_prefix(folder).unwrap_or(&whole);
        let same = exhibit.same_bytes_as.as_ref().filter(|_| exhibit.parent.is_none());
        let same = same.map(|same| format!(" (the same bytes as {same})")).unwrap_or_default();
        format!("{}  {}{other}{same}", self.paint(Style::new().bold(), &safe(shown)), safe(&told))
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
        writeln!(self.writer)
    }

    fn document(&mut self, exhibit: &Exhibit, full: bool) -> io::Result<()> {
        let standing = Standing::of(exhibit);
        let title = self.paint(Style::new().bold(), &safe(&name(exhibit)));
        writeln!(self.writer, "{title}")?;
        let mark = self.paint(colour_of(standing), &capital(label(standing)));
        self.paragraph("  ", &format!("{mark}. {}", safe(sentence(exhibit))))?;
        if let Some((label, sentence)) = other_answer(exhibit) {
            self.paragraph("  ", &format!("{}. {}", capital(label), safe(sentence)))?;
        }
        if let Some(innocent) = innocent(exhibit) {
            self.paragraph_with("  ", "    ", &format!("May be innocent: {}", safe(innocent)))?;
        }
        if let Some(settle) = settle(exhibit) {
            self.paragraph_with("  ", "    ", &format!("To settle it: {}", safe(settle)))?;
        }
        let format = &exhibit.extraction.format;
        self.paragraph(
            "  ",
            &format!(
                "{}, {}",
                format!("{} {}", format.name, format.version).trim_end(),
                match exhibit.sha256.as_str() {
                    "" if self.case.edition.is_desk() => format!("{} bytes", grouped(exhibit.size)),
                    "" => format!("about {} bytes", grouped(exhibit.size)),
                    digest => format!("{} bytes, SHA-256 {digest}", grouped(exhibit.size)),
                }
            ),
        )?;
        if let Some(same) = &exhibit.same_bytes_as {
            self.paragraph("  ", &format!("The same bytes as exhibit {same}."))?;
        }
        self.holds(exhibit)?;
        self.statements(exhibit)?;
        for verdict in &exhibit.reasoned.verdicts {
            self.verdict(verdict)?;
        }
        self.boxes(exhibit)?;
        for explanation in &exhibit.reasoned.explanations {
            self.paragraph_with(
                "  ",
                "    ",
                &format!("{} explains {}.", capital(&safe(&explanation.event)), explanation.findings.join(", ")),
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

    /// What belongs together once, the strongest first; what is only worth knowing, in a line each.
    fn boxes(&mut self, exhibit: &Exhibit) -> io::Result<()> {
        let reasoned = &exhibit.reasoned;
        let protects = |id: &String| {
            let finding = reasoned.findings.iter().find(|finding| finding.id == *id);
            finding.is_some_and(|finding| finding.code.starts_with(Group::Protection.letter()))
        };
        let (protection, boxes): (Vec<&EvidenceBox>, Vec<&EvidenceBox>) = reasoned
            .boxes
            .iter()
            .partition(|one| one.conflicts.is_empty() && !one.findings.is_empty() && one.findings.iter().all(protects));
        for (heading, boxes) in [
            ("Findings:", boxes),
            (
                "Could give away people, machines or places (for protecting sources; this speaks against nothing):",
                protection,
            ),
        ] {
            if !boxes.is_empty() {
                self.paragraph_with("  ", "    ", heading)?;
            }
            for shown in boxes {
                self.evidence_box(exhibit, shown)?;
            }
        }
        Ok(())
    }

    fn evidence_box(&mut self, exhibit: &Exhibit, shown: &EvidenceBox) -> io::Result<()> {
        let reasoned = &exhibit.reasoned;
        let findings: Vec<&Finding> =
            shown.findings.iter().filter_map(|id| reasoned.findings.iter().find(|finding| finding.id == *id)).collect();
        for finding in &findings {
            self.finding(finding)?;
        }
        let conflicts: Vec<&Conflict> = shown.conflicts.iter().filter_map(|&at| reasoned.conflicts.get(at)).collect();
        if findings.is_empty() && !conflicts.is_empty() {
            let head = self.paint(Style::new().bold(), &format!("({})", shown.strength));
            self.paragraph_with("    ", "       ", &format!("{head} Its own values disagree."))?;
        }
        for conflict in &conflicts {
            self.conflict(conflict)?;
        }
        if shown.strength < Strength::Medium {
            return Ok(());
        }
        let mut premises: Vec<&PremiseRef> = findings.iter().flat_map(|finding| &finding.premises).collect();
        premises.extend(conflicts.iter().flat_map(|conflict| &conflict.premises));
        let mut told: Vec<&PremiseRef> = Vec::new();
        for premise in premises {
            if !told.contains(&premise) {
                told.push(premise);
                self.premise(exhibit, premise)?;
            }
        }
        let mut causes: Vec<&str> = Vec::new();
        for cause in findings.iter().flat_map(|finding| &finding.innocent) {
            if !causes.contains(&cause.as_str()) {
                causes.push(cause);
            }
        }
        if !causes.is_empty() {
            self.paragraph_with("        ", "          ", &format!("May be innocent: {}", safe(&causes.join(" "))))?;
        }
        let mut ways: Vec<&str> = findings.iter().map(|finding| finding.settle.as_str()).collect();
        ways.dedup();
        ways.retain(|way| !way.is_empty());
        if !ways.is_empty() {
            self.paragraph_with("        ", "          ", &format!("To settle it: {}", safe(&ways.join(" "))))?;
        }
        Ok(())
    }

    /// What is inside the document.
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

    fn verdict(&mut self, verdict: &Verdict) -> io::Result<()> {
        let style = match verdict.term {
            Term::Contradicts => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
            Term::Tension => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
            Term::Agrees | Term::Confirmed => Style::new().fg_color(Some(AnsiColor::Green.into())),
            Term::NoEvidence | Term::NotTested => Style::new(),
        };
        let strength = verdict.strength.map(|strength| format!(" ({strength})")).unwrap_or_default();
        let head = format!(
            "{}: {}{strength}",
            safe(&claim_words(verdict.layer, &verdict.claim)),
            self.paint(style, term_words(verdict.layer, verdict.term))
        );
        self.paragraph_with("  ", "    ", &head)?;
        self.paragraph("    ", &safe(&verdict.sentence))
    }

    fn conflict(&mut self, conflict: &Conflict) -> io::Result<()> {
        let lead = match conflict.strength {
            Strength::Hard => "These cannot all be true:",
            _ => "These are unlikely to be true together:",
        };
        writeln!(self.writer, "        {lead}")?;
        for sentence in &conflict.sentences {
            self.paragraph_with("          - ", "            ", &format!("{}.", safe(&capital(sentence))))?;
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
                self.paragraph_with("        ", "          ", &format!("{}: {place}", premise.id))
            }
            PremiseKind::Fact => {
                let Some(fact) = exhibit.reasoned.facts.iter().find(|fact| fact.id == premise.id) else {
                    return Ok(());
                };
                let text = format!("Known: {} [{}]", safe(&fact.statement), safe(&fact_basis(fact)));
                self.paragraph_with("        ", "          ", &text)
            }
            PremiseKind::Claim | PremiseKind::Axiom => Ok(()),
        }
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let style = match finding.strength {
            Strength::Hard | Strength::Strong => Style::new().bold(),
            _ => Style::new(),
        };
        let head = self.paint(style, &format!("{} ({})", finding.id, finding.strength));
        let text = format!("{head} {} [{} {}]", safe(&finding.summary), finding.code, finding.name);
        self.paragraph_with("    ", "       ", &text)
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
        self.heading("Not read")?;
        for ((status, why), exhibits) in reasons {
            let status = if status == Status::Error { "error" } else { "skipped" };
            self.paragraph_with(
                "  ",
                "    ",
                &format!("{status}: {} ({})", safe(why), counted(exhibits.len() as u64, "file", "files")),
            )?;
            let shown = if full || status == "error" { exhibits.len() } else { 3 };
            for exhibit in exhibits.iter().take(shown) {
                self.paragraph("    ", &safe(&name(exhibit)))?;
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
        Standing::ChangedAfterSigning | Standing::SignatureFails | Standing::WordsReplaced => AnsiColor::Red,
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
