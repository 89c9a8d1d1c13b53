//! What a text is: mail, mailboxes, HTML, XML.

use super::Kind;

/// Fields that a mail begins with (RFC 5322, and what transports put before them).
const FIELDS: &[&str] = &[
    "return-path",
    "received",
    "delivered-to",
    "from",
    "to",
    "date",
    "message-id",
    "subject",
    "mime-version",
    "content-type",
    "reply-to",
    "dkim-signature",
    "x-mozilla-status",
    "x-originating-ip",
];

pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = String::from_utf8_lossy(bytes.get(..16_384.min(bytes.len()))?).into_owned();
    let start = head.trim_start_matches('\u{feff}').trim_start();
    let lower: String = start.chars().take(64).collect::<String>().to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Some(Kind::new("html", "the first element"));
    }
    if lower.starts_with("<?xml") {
        return Some(Kind::new("xml", "the XML declaration"));
    }
    let mailbox = start.starts_with("From ") && start.lines().next().is_some_and(|line| line.contains(':'));
    let fields = fields(if mailbox { start.split_once('\n').map_or("", |(_, rest)| rest) } else { start });
    let known = fields.iter().filter(|name| FIELDS.contains(&name.as_str())).count();
    if mailbox && known >= 2 {
        return Some(Kind::new("mbox", "the line From and the fields after it"));
    }
    if known < 2 || !fields.first().is_some_and(|name| FIELDS.contains(&name.as_str()) || name.starts_with("x-")) {
        return None;
    }
    let mime = fields.iter().any(|name| name == "mime-version");
    Some(Kind::new(if mime { "mime-mail" } else { "mail" }, format!("{known} known fields at the beginning")))
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
