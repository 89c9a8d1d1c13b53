//! `valla verify`.

use super::args::VerifyArguments;
use super::exit::Exit;
use super::write_out;
use crate::casefile::CaseFile;
use crate::fixity::{Entry, Fixity, Manifest, Outcome, verify};
use crate::model::Error;
use crate::pipeline::shown;
use crate::reports::escape::safe;
use serde_json::json;
use std::path::{Path, PathBuf};

pub(super) fn run(arguments: &VerifyArguments) -> Result<Exit, Error> {
    let (entries, mut whole) = expected(arguments)?;
    whole.extend(arguments.whole.iter().cloned());
    let mut reading = true;
    let tally = verify(&entries, &whole, arguments.jobs, |fixity| {
        if reading && (arguments.all || fixity.outcome != Outcome::Same) {
            let line = if arguments.jsonl { object(&fixity) } else { sentence(&fixity) };
            reading = write_out(&line)?;
        }
        Ok(())
    })?;
    if arguments.jsonl {
        eprintln!("{}", tally.balance());
    } else if reading {
        write_out(&format!("{}\n", tally.balance()))?;
    }
    // Whether anybody read it or not, the status is that of the files.
    Ok(if tally.holds() { Exit::Done } else { Exit::Found })
}

/// What is expected, and the folders in which nothing else should be.
fn expected(arguments: &VerifyArguments) -> Result<(Vec<Entry>, Vec<PathBuf>), Error> {
    let path = &arguments.expected;
    let is_case = std::fs::File::open(path)
        .and_then(|file| {
            let mut head = Vec::new();
            std::io::Read::read_to_end(&mut std::io::Read::take(file, 16), &mut head)?;
            Ok(head.starts_with(b"SQLite format 3"))
        })
        .unwrap_or(false);
    if is_case {
        let case = CaseFile::read(path)?;
        return Ok((case.expected()?, case.scope()?));
    }
    let base = arguments.base.as_deref().unwrap_or(Path::new(""));
    let manifest = Manifest::read(path, base)?;
    Ok((manifest.entries, manifest.whole))
}

fn sentence(fixity: &Fixity) -> String {
    let detail = match &fixity.outcome {
        Outcome::Changed { what, expected, found } => format!("  {what} expected {expected}, found {found}"),
        Outcome::Moved(to) => format!("  to {}", shown(to).0),
        Outcome::Unreadable(why) => format!("  {why}"),
        Outcome::Same | Outcome::Missing | Outcome::New => String::new(),
    };
    format!("{:<10} {}\n", fixity.outcome.word(), safe(&format!("{}{detail}", shown(&fixity.path).0)))
}

fn object(fixity: &Fixity) -> String {
    let (path, path_bytes) = shown(&fixity.path);
    let mut object = json!({ "path": path, "outcome": fixity.outcome.word() });
    let more = match &fixity.outcome {
        Outcome::Changed { what, expected, found } => {
            json!({ "what": what, "expected": expected, "found": found })
        }
        Outcome::Moved(to) => json!({ "to": shown(to).0, "to_bytes": shown(to).1 }),
        Outcome::Unreadable(why) => json!({ "why": why }),
        Outcome::Same | Outcome::Missing | Outcome::New => json!({}),
    };
    if let (Some(object), Some(more)) = (object.as_object_mut(), more.as_object()) {
        object.extend(path_bytes.map(|bytes| ("path_bytes".to_owned(), json!(bytes))));
        object
            .extend(more.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.clone(), value.clone())));
    }
    crate::reports::json::value(&object)
}
