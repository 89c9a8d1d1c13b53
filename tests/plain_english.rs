//! Nothing a user reads is written in the house's old dialect.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first fault")]

use std::path::Path;
use std::process::Command;
use valla::checks::checks;

/// Idioms that sound translated, and what accuses. What a document says itself is quoted and not ours.
const DIALECT: &[&str] = &[
    "stands at",
    "stands in",
    "stands for",
    "bears the mark",
    "bears a",
    "is held against",
    "held against",
    "hard to hold together",
    "the law of",
    "tells of",
    "is told",
    "are told",
    "by its own word",
    "take them out of it",
    "not known before",
    "honest files",
    "honest file",
];

/// Where the dialect is in a text, with the words around it.
fn dialect(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let found = DIALECT.iter().filter_map(|phrase| {
        let at = lower.find(phrase)?;
        let from = lower.floor_char_boundary(at.saturating_sub(60));
        let to = lower.ceil_char_boundary((at + 80).min(lower.len()));
        Some(format!("{phrase:?}: ...{}...", lower[from..to].replace('\n', " ")))
    });
    found.collect()
}

fn clean(what: &str, text: &str) {
    let found = dialect(text);
    assert!(found.is_empty(), "{what}\n{}", found.join("\n"));
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_valla")).args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn charters_help_and_pages_are_in_plain_english() {
    let of_collection = valla::collation::checks::CHECKS.iter().map(|check| check.charter());
    for charter in checks().into_iter().map(|check| check.charter()).chain(of_collection) {
        clean(charter.code, charter.explanation);
        clean(charter.code, charter.summary);
    }
    let help = run(&["--help"]);
    clean("--help", &help);
    clean("no arguments", &run(&[]));
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    for command in listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let command = command.split_whitespace().next().unwrap();
        clean(command, &run(&[command, "--help"]));
    }
    clean("list checks", &run(&["list", "checks"]));
    for page in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"] {
        clean(page, &std::fs::read_to_string(page).unwrap());
    }
    for entry in std::fs::read_dir("src/manual").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            clean(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn reports_on_all_samples_are_in_plain_english() {
    let claims = ["--claims", "samples/leak/claims.toml", "--claimed-date", "2008-2014"];
    for folder in ["samples/leak", "samples/standing", "samples/checks", "samples/signatures", "samples/revisions"] {
        for more in [&["--full"][..], &["--format", "html"], &["--for", "public", "--full"]] {
            let arguments = [&[folder][..], &claims, more].concat();
            clean(&format!("{arguments:?}"), &run(&arguments));
        }
    }
    for file in
        ["samples/standing/request-14.pdf", "samples/leak/13-zayavka.pdf", "samples/revisions/11-tracked-changes.doc"]
    {
        clean(file, &run(&["revisions", file, "--diff"]));
        clean(file, &run(&["revisions", file]));
        clean(file, &run(&["precheck", file]));
    }
}

/// The sentences of our own code: what is formatted and never shown by the samples.
#[test]
fn fixed_sentences_of_the_code_are_in_plain_english() {
    fn sources(folder: &Path, each: &mut dyn FnMut(&Path, &str)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, each);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                each(&path, &std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut faults = Vec::new();
    sources(Path::new("src"), &mut |path, text| {
        let code = text.split("#[cfg(test)]").next().unwrap_or(text);
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // Only what is in quotation marks is read by anybody.
            let quoted: String = line.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(" | ");
            faults.extend(dialect(&quoted).into_iter().map(|fault| format!("{}: {fault}", path.display())));
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
