//! Every document with all of its evidence, each thing once.

use super::{Page, colour_of, short};
use crate::model::{
    Conflict, EvidenceBox, Exhibit, Finding, Group, Outcome, PremiseRef, Standing, Status, Strength, Term, Verdict,
};
use crate::properties::keys;
use crate::reports::escape::safe;
use crate::reports::standing::{
    SHOWN, capital, claim_words, counted, fact_basis, grouped, innocent, label, labels, name, other_answer, place,
    sentence, settle, stands_alone, term_words,
};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io;

impl Page<'_> {
    /// Every document with all of its evidence, the worst first.
    pub(super) fn everything(&mut self) -> io::Result<()> {
        let mut groups: BTreeMap<Standing, Vec<&Exhibit>> = BTreeMap::new();
        for exhibit in self.case.exhibits.iter().filter(|exhibit| stands_alone(exhibit)) {
            groups.entry(Standing::of(exhibit)).or_default().push(exhibit);
        }
        let full = self.whole;
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
            let read = child.extraction.was_read();
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
            if !evidence.role.is_some_and(|role| SHOWN.contains(&role)) || keys::PDF_PART.holds(&evidence.property) {
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
            let retracted =
                if exhibit.reasoned.retracted.contains(&evidence.id) { " [not a real date, not used]" } else { "" };
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
        match premise {
            PremiseRef::Evidence(reference) => {
                let evidence = exhibit.evidence_of(reference, &self.case.exhibits);
                let Some(place) = evidence.map(place) else { return Ok(()) };
                self.paragraph_with("        ", "          ", &format!("{reference}: {place}"))
            }
            PremiseRef::Fact(id) => {
                let Some(fact) = exhibit.reasoned.facts.iter().find(|fact| fact.id == *id) else {
                    return Ok(());
                };
                let text = format!("Known: {} [{}]", safe(&fact.statement), safe(&fact_basis(fact)));
                self.paragraph_with("        ", "          ", &text)
            }
            PremiseRef::Claim(_) | PremiseRef::Axiom(_) => Ok(()),
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
        let collection = &self.case.collection;
        if collection.families.is_empty() && collection.findings.is_empty() && collection.verdicts.is_empty() {
            return Ok(());
        }
        self.heading("Together")?;
        for verdict in &collection.verdicts {
            let text = format!("{}: {} ({}). {}", verdict.set, verdict.says, verdict.term, verdict.summary);
            self.paragraph_with("  ", "    ", &safe(&text))?;
        }
        for finding in &collection.findings {
            let text = format!("{} {} ({}): {}", finding.id, finding.name, finding.strength, finding.summary);
            self.paragraph_with("  ", "    ", &safe(&text))?;
            for cause in &finding.innocent {
                self.paragraph_with("      innocent: ", "        ", &safe(cause))?;
            }
            self.paragraph_with("      to settle it: ", "        ", &safe(&finding.settle))?;
        }
        for family in &collection.families {
            let value = if family.value.is_empty() { String::new() } else { format!(" ({})", family.value) };
            let text = format!("{} share {}{value}", family.exhibits.join(", "), family.shares);
            self.paragraph_with("  ", "    ", &safe(&text))?;
        }
        writeln!(self.writer)
    }
}
