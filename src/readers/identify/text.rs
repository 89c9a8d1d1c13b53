//! What a text is: mail, mailboxes, HTML, XML.

use super::Kind;
use crate::formats::mail::dates;
use crate::formats::mail::fields::KNOWN;
use crate::formats::mail::line_ends::are_carriage_returns;
use crate::formats::mail::mailbox::FromLine;

pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = String::from_utf8_lossy(bytes.get(..16_384.min(bytes.len()))?).into_owned();
    let head = if are_carriage_returns(bytes) { head.replace('\r', "\n") } else { head };
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if is_page(start) {
        return Some(Kind::new("html", "the first element"));
    }
    let lower: String = start.chars().take(64).collect::<String>().to_lowercase();
    if lower.starts_with("<?xml") || lower.starts_with("<office:document") {
        if let Some(flat) = super::zip::flat(start) {
            return Some(flat);
        }
        return Some(Kind::new("xml", "the XML declaration"));
    }
    if let Some(mail) = after_length(start) {
        let fields = fields(mail);
        if fields.iter().filter(|name| KNOWN.contains(&name.as_str())).count() >= 2 {
            return Some(Kind::new("emlx", "the length in its first line and the fields after it"));
        }
    }
    let mailbox = start.starts_with("From ") && start.lines().next().is_some_and(|line| line.contains(':'));
    let fields = fields(if mailbox { start.split_once('\n').map_or("", |(_, rest)| rest) } else { start });
    let known = fields.iter().filter(|name| KNOWN.contains(&name.as_str())).count();
    if mailbox && (known >= 2 || is_dated(start)) {
        return Some(Kind::new("mbox", "the line From and the fields after it"));
    }
    // A first field that nobody knows may be one that somebody misspelt.
    let first = fields.first().is_some_and(|name| KNOWN.contains(&name.as_str()) || name.starts_with("x-"));
    if known < 2 || known < 4 && !first {
        return None;
    }
    let mime = fields.iter().any(|name| name == "mime-version");
    Some(Kind::new(if mime { "mime-mail" } else { "mail" }, format!("{known} known fields at the beginning")))
}

/// Whether a text begins as a page of the web does, behind comments and what says that it is XML too.
fn is_page(start: &str) -> bool {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?xml") => "?>",
            _ => break,
        };
        let Some((_, behind)) = rest.split_once(end) else { return false };
        rest = behind;
    }
    let lower: String = rest.chars().take(16).collect::<String>().to_lowercase();
    ["<!doctype html", "<html>", "<html ", "<html\n", "<html\r", "<head>", "<body"]
        .iter()
        .any(|begin| lower.starts_with(begin))
}

/// Whether a line before a message has its date.
fn is_dated(text: &str) -> bool {
    let line = FromLine { text: text.lines().next().unwrap_or_default().as_bytes().to_vec(), at: 0 };
    dates::of_mailbox(line.date()).is_some()
}

/// What follows a first line that is a number and nothing else, as Apple's Mail writes it.
fn after_length(text: &str) -> Option<&str> {
    let (line, rest) = text.split_once('\n')?;
    let number = line.trim();
    ((1..12).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
}

/// The names of the fields at the beginning of a mail, in lower case, up to the empty line.
fn fields(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines().take(200) {
        if line.trim_end().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        match line.split_once(':') {
            Some((name, _)) if !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic()) => {
                names.push(name.to_lowercase());
            }
            _ => break,
        }
    }
    names
}
