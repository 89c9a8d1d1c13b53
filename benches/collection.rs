//! Groups the ties of very many documents that are made up: `cargo bench --bench collection`, `VALLA_DOCUMENTS=1000000` for a million.
//! It prints CPU seconds and the most memory, which a test must not assert.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops at the first fault and prints what it measured"
)]

use std::time::Instant;
use valla::collation::Collator;
use valla::collation::shingles::bands;
use valla::collation::sketch::{Sketch, Stamp, Stated, Tie, TieKind};
use valla::model::EvidenceId;
use valla::model::case::CaseClaims;

/// A number that is not one of a pattern (`SplitMix64`).
fn drawn(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}

fn tie(kind: TieKind, value: String) -> Tie {
    Tie { kind, value, evidence: None }
}

/// A hundred words of a document of which one in ten is a near copy of the one before it.
fn words(number: u64) -> String {
    let original = if number % 10 == 1 { number - 1 } else { number };
    let word = |at: u64| format!("w{} ", drawn(original * 128 + at) % 50_000);
    let mut words: String = (0..99).map(word).collect();
    words.push_str(if original == number { "first" } else { "second" });
    words
}

/// A document: one in five shares a picture, two hundred lie in a folder, three hundred have one author, and all share a template.
fn sketch(number: u64, spoken: &str) -> Sketch {
    let own = |salt: u64| format!("{:016x}", drawn(number * 64 + salt));
    let mut ties: Vec<Tie> =
        bands(spoken).into_iter().map(|band| tie(TieKind::Words, format!("{band:016x}"))).collect();
    ties.push(tie(TieKind::Part, format!("{:016x}", drawn(number / 5))));
    ties.extend((21..26).map(|salt| tie(TieKind::SaveMark, own(salt))));
    ties.extend((26..29).map(|salt| tie(TieKind::Identifier, own(salt))));
    ties.push(tie(TieKind::SaveRoot, "00B47730".to_owned()));
    ties.push(tie(TieKind::Machine, format!("desk{}", drawn(number) % 50_000)));
    let made = i64::try_from(1_300_000_000 + drawn(number) % 300_000_000).unwrap_or_default();
    let stamp =
        |at: i64| Stamp { clock: at, earliest: at, latest: at, to_the_second: true, evidence: EvidenceId::numbered(1) };
    let digits = chrono::DateTime::from_timestamp(made, 0).unwrap().format("%d %H:%M:%S").to_string();
    ties.push(tie(TieKind::Clock, digits));
    let stated = |text: String| Some(Stated { text, evidence: EvidenceId::numbered(2) });
    Sketch {
        id: format!("x{}", number + 1),
        number: u32::try_from(number).unwrap(),
        path: format!("folder{}/letter-{number}.docx", number / 200),
        sha256: own(60),
        made: Some(stamp(made)),
        saved: Some(stamp(made + 7_200)),
        author: stated(format!("author {}", drawn(number / 7) % 3_400)),
        saver: stated(format!("author {}", drawn(number / 11) % 3_400)),
        program: stated("Microsoft Office Word 14".to_owned()),
        words: 100,
        whole: true,
        ties,
        ..Sketch::default()
    }
}

fn main() {
    let documents: u64 = std::env::var("VALLA_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let begun = Instant::now();
    let mut collator = Collator::of(&CaseClaims::default());
    for number in 0..documents {
        let spoken = words(number);
        collator.take_sketch(sketch(number, &spoken), &spoken).unwrap();
    }
    let taken = begun.elapsed();
    println!(
        "{}",
        std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .filter(|l| l.starts_with("VmRSS"))
            .collect::<String>()
    );
    let collection = collator.finish().unwrap();
    let (findings, families) = (collection.findings.len(), collection.families.len());
    println!(
        "{documents} documents: {findings} findings, {families} families, {} commonplaces",
        collection.commonplaces
    );
    println!("taken in after {:.1} s, all said after {:.1} s", taken.as_secs_f64(), begun.elapsed().as_secs_f64());
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
            println!("{line}");
        }
    }
}
