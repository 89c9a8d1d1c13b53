//! Groups the ties of very many documents that are made up: `cargo bench --bench collection`, `VALLA_DOCUMENTS=1000000` for a million.
//! It prints CPU seconds and the most memory, which a test must not assert.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops at the first fault and prints what it measured"
)]

use std::time::Instant;
use valla::collation::sketch::{Sketch, Tie, TieKind};
use valla::collation::ties::Ties;

/// A number that is not one of a pattern (`SplitMix64`).
fn drawn(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}

fn tie(kind: TieKind, value: String) -> Tie {
    Tie { kind, value, evidence: None }
}

/// A document of which one in ten is a near copy of another, one in five shares a picture, and all share a template.
fn sketch(number: u64) -> Sketch {
    let own = |salt: u64| format!("{:016x}", drawn(number * 64 + salt));
    let near = if number % 10 == 1 { number - 1 } else { number };
    let mut ties: Vec<Tie> =
        (0..20).map(|band| tie(TieKind::Words, format!("{:016x}", drawn(near * 64 + band)))).collect();
    ties.push(tie(TieKind::Part, format!("{:016x}", drawn(number / 5))));
    ties.extend((21..26).map(|salt| tie(TieKind::SaveMark, own(salt))));
    ties.extend((26..29).map(|salt| tie(TieKind::Identifier, own(salt))));
    ties.push(tie(TieKind::SaveRoot, "00B47730".to_owned()));
    ties.push(tie(TieKind::Machine, format!("desk{}", drawn(number) % 50_000)));
    ties.push(tie(
        TieKind::Clock,
        format!("{} 10:{:02}:{:02}", number % 28, drawn(number) % 60, drawn(number + 1) % 60),
    ));
    Sketch { id: format!("x{number}"), path: format!("folder/{number}.docx"), ties, ..Sketch::default() }
}

fn main() {
    let documents: u64 = std::env::var("VALLA_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let begun = Instant::now();
    let mut ties = Ties::default();
    for number in 0..documents {
        ties.take(&sketch(number), "a few words").unwrap();
    }
    let taken = begun.elapsed();
    ties.sort();
    let mut groups = 0;
    let mut commonplaces = 0;
    for kind in [
        TieKind::Words,
        TieKind::Part,
        TieKind::SaveMark,
        TieKind::Identifier,
        TieKind::SaveRoot,
        TieKind::Machine,
        TieKind::Clock,
    ] {
        let (shared, common) = ties.shared(kind);
        groups += shared.len();
        commonplaces += common;
    }
    println!("{documents} documents: {groups} groups, {commonplaces} commonplaces");
    println!("taken in after {:.1} s, grouped after {:.1} s", taken.as_secs_f64(), begun.elapsed().as_secs_f64());
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
            println!("{line}");
        }
    }
}
