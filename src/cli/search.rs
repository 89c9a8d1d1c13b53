//! `valla search`.

use super::args::SearchArguments;
use super::exit::Exit;
use super::output::{Output, written};
use super::untouched::Untouched;
use crate::casefile::{CaseFile, Hit};
use crate::model::{Error, Seen};
use crate::properties::concealments;
use crate::reports::escape::safe;
use crate::reports::json;

/// A run is shown up to so many characters.
const SHOWN: usize = 300;

pub(super) fn run(arguments: &SearchArguments) -> Result<Exit, Error> {
    let case = CaseFile::read(&arguments.case)?;
    let mut output = Output::open(None, &Untouched::default())?;
    let count = case.search(&arguments.words, |hit| {
        let text = if arguments.json {
            json::value(&serde_json::json!({ "path": hit.path, "words": hit.words }))
        } else {
            format!("{}\n", told(&hit, &arguments.words))
        };
        // Whoever reads this may have seen enough.
        if written(output.writer().write_all(text.as_bytes()))? { Ok(()) } else { Err(Error::Closed) }
    })?;
    if !arguments.json {
        let counted = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
        written(writeln!(output.writer(), "{counted}"))?;
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// A place, and the words there, in two lines.
fn told(hit: &Hit, asked: &[String]) -> String {
    let unseen = match &hit.words.seen {
        Seen::Shown => String::new(),
        Seen::Hidden(reason) => format!(" ({})", concealments::why(*reason)),
        Seen::Deleted { .. } => " (deleted with changes tracked)".to_owned(),
    };
    let place = safe(&format!("{}: {}{unseen}", hit.path, hit.words.locus.path));
    format!("{place}\n    {}", safe(&excerpt(&hit.words.text, asked)))
}

/// Of long words the piece that begins a little before the first that was asked for.
fn excerpt(text: &str, asked: &[String]) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let lower = line.to_lowercase();
    let first = asked.iter().filter_map(|one| lower.find(&one.trim_end_matches('*').to_lowercase())).min().unwrap_or(0);
    let before = lower.get(..first).map_or(0, |before| before.chars().count()).saturating_sub(SHOWN / 3);
    let cut = |is_cut: bool| if is_cut { "\u{2026}" } else { "" };
    let piece: String = line.chars().skip(before).take(SHOWN).collect();
    format!("{}{piece}{}", cut(before > 0), cut(before + SHOWN < line.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_what_was_asked_for() {
        let text = format!("{}Приказ № 35 {}", "до ".repeat(300), "после ".repeat(300));
        let piece = excerpt(&text, &["приказ".to_owned()]);
        assert!(
            piece.contains("Приказ № 35") && piece.starts_with('\u{2026}') && piece.ends_with('\u{2026}'),
            "{piece}"
        );
        assert_eq!(excerpt("a  b\nc", &["b".to_owned()]), "a b c");
    }
}
