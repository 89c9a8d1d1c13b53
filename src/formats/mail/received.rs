//! The clauses of a `Received` field (RFC 5321, 4.4).

use super::tokens::{Kind, tokens};
use std::ops::Range;

/// A clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clause {
    /// Who handed it over.
    From,
    /// Who took it.
    By,
    /// Over which link.
    Via,
    /// By which protocol.
    With,
    /// Under which number.
    Id,
    /// For whom.
    For,
}

/// The clauses by their words.
const WORDS: &[(&str, Clause)] = &[
    ("from", Clause::From),
    ("by", Clause::By),
    ("via", Clause::Via),
    ("with", Clause::With),
    ("id", Clause::Id),
    ("for", Clause::For),
];

/// A step on the way of a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// Its clauses and where they are, without their words.
    pub clauses: Vec<(Clause, Range<usize>)>,
    /// Where its time is.
    pub date: Option<Range<usize>>,
}

impl Received {
    /// Where a clause is.
    #[must_use]
    pub fn get(&self, wanted: Clause) -> Option<Range<usize>> {
        self.clauses.iter().find(|(clause, _)| *clause == wanted).map(|(_, range)| range.clone())
    }
}

/// Reads the body of such a field, which is a range of some bytes.
#[must_use]
pub fn read(bytes: &[u8], range: Range<usize>) -> Received {
    let mut received = Received::default();
    let end = range.end.min(bytes.len());
    let mut open: Option<(Clause, Range<usize>)> = None;
    let mut is_parted = true;
    for token in tokens(bytes, range, b";") {
        if received.date.is_some() && token.kind != Kind::Sign(b';') {
            continue;
        }
        let written = bytes.get(token.range.clone()).unwrap_or_default();
        match token.kind {
            Kind::Sign(_) => {
                // What follows the last of them is the time.
                received.clauses.extend(open.take());
                received.date = Some(token.range.end..end);
            }
            Kind::Blank => {
                is_parted = true;
                continue;
            }
            _ => {
                let word = WORDS.iter().find(|(word, _)| written.eq_ignore_ascii_case(word.as_bytes()));
                let is_new = |clause: Clause| {
                    received.get(clause).is_none() && open.as_ref().is_none_or(|(now, _)| *now < clause)
                };
                // A clause has something in it before the next begins.
                let may_follow = open.as_ref().is_none_or(|(_, range)| !range.is_empty());
                match word.filter(|(_, clause)| is_parted && may_follow && token.kind == Kind::Word && is_new(*clause))
                {
                    Some((_, clause)) => {
                        received.clauses.extend(open.take());
                        open = Some((*clause, token.range.end..token.range.end));
                    }
                    None => {
                        if let Some((_, range)) = open.as_mut() {
                            if range.start == range.end {
                                range.start = token.range.start;
                            }
                            range.end = token.range.end;
                        }
                    }
                }
            }
        }
        is_parted = false;
    }
    received.clauses.extend(open);
    received.clauses.retain(|(_, range)| !range.is_empty());
    received
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (Vec<(Clause, &str)>, &str) {
        let received = read(text.as_bytes(), 0..text.len());
        let date = received.date.map_or("", |range| text[range].trim());
        (received.clauses.into_iter().map(|(clause, range)| (clause, &text[range])).collect(), date)
    }

    #[test]
    fn clauses_are_told_apart() {
        let (clauses, date) = said(
            "from mail.a.example (mail.a.example [192.0.2.1]\r\n (may be by forged; id x)) by mx.b.example (8.9/8.9)\r\n with ESMTP id AAA123; extra\r\n for <x@b.example>; Fri, 21 Nov 1997 10:05:43 -0600",
        );
        assert_eq!(date, "Fri, 21 Nov 1997 10:05:43 -0600");
        assert_eq!(
            clauses.first(),
            Some(&(Clause::From, "mail.a.example (mail.a.example [192.0.2.1]\r\n (may be by forged; id x))"))
        );
        assert_eq!(
            clauses[1..],
            [(Clause::By, "mx.b.example (8.9/8.9)"), (Clause::With, "ESMTP"), (Clause::Id, "AAA123")]
        );
        let (clauses, date) = said("by 10.0.0.1 with SMTP id q7mr for <a@b.c>; Mon, 1 Jan 2001 00:00:00 GMT");
        assert_eq!(
            clauses,
            [(Clause::By, "10.0.0.1"), (Clause::With, "SMTP"), (Clause::Id, "q7mr"), (Clause::For, "<a@b.c>")]
        );
        assert_eq!(date, "Mon, 1 Jan 2001 00:00:00 GMT");
        assert_eq!(said("(qmail 123 invoked by uid 0); 1 Jan 2001 00:00:00 -0000").1, "1 Jan 2001 00:00:00 -0000");
        assert_eq!(said("no clause here"), (vec![], ""));
    }
}
