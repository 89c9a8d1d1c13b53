//! A mailbox is not as one program or one service writes it.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Three things in a mailbox: no message says which hosts it passed; only some messages have the labels that Gmail gives to all; the
    /// lines before the messages, or how they keep such lines in texts, are those of several programs.
    ///
    /// # Why it matters
    /// A mailbox that one program exported is alike throughout. One that was put together, or from which fields were taken, is not.
    ///
    /// # Innocent causes
    /// A folder of sent mails has no hosts. Exporters leave fields out, and people put mailboxes together when they move to another program.
    ///
    /// # What it cannot tell
    /// Who put the mailbox together, and whether a message is missing. The public archive of a mailing list (pipermail) names no host
    /// in any message, and is left out.
    ///
    /// # Example
    /// 40 messages with identifiers, none of which names a host.
    ///
    /// # Sources
    /// RFC 4155; qmail, mbox(5); catalogue of checks (mailbox-provenance); Mailman 2, Archiver/pipermail.py.
    /// Strength: informational. Measured: 85 of 126 mailboxes of public lists before those archives were left out; of the others, none.
    pub struct MailboxProvenance { code: "M005", name: "mailbox-provenance", summary: "the mailbox is not as one program writes it", since: "0.1.0", group: Mail }
}

/// Of fewer messages nothing can be said to be alike.
const MESSAGES: i64 = 3;

impl Check for MailboxProvenance {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let of = |key: &'static str| view.evidence().find(|evidence| evidence.property == key);
        let Some((all, messages)) = of(keys::MAILBOX_MESSAGES).and_then(|all| Some((all, all.number()?))) else {
            return Examination::not_applicable("no mailbox");
        };
        if messages < MESSAGES {
            return Examination::not_applicable("a mailbox of fewer than three messages");
        }
        let with = |name: &str| {
            let found = view.evidence().find(|evidence| keys::MAILBOX_WITH.name_of(&evidence.property) == Some(name));
            found.and_then(|evidence| Some((evidence, evidence.number()?)))
        };
        let writers: Vec<&Evidence> =
            view.evidence().filter(|evidence| evidence.property == keys::MAILBOX_WRITER).collect();
        // The archives of lists that everybody can download name no host, by design.
        let of_a_list = writers.iter().all(|writer| writer.text().is_some_and(|text| text.starts_with("pipermail")));
        let mut findings = Vec::new();
        if let (Some((received, 0)), Some((identified, 1..)), false) = (with("Received"), with("Message-ID"), of_a_list)
        {
            let said = format!("None of the {messages} messages says which hosts it passed.");
            findings.push(finding(said, &[all, received, identified]));
        }
        if let Some((labels, some)) = with("X-Gmail-Labels").filter(|(_, some)| *some > 0 && *some < messages) {
            let said = format!("{some} of {messages} messages have the labels that Gmail gives to every message.");
            findings.push(finding(said, &[all, labels]));
        }
        if writers.len() > 1 {
            let named: Vec<&str> = writers.iter().filter_map(|evidence| evidence.text()).collect();
            let said = format!("Several programs wrote the lines before the messages: {}.", named.join("; "));
            findings.push(finding(said, &writers));
        }
        if let Some(kind) =
            of(keys::MAILBOX_KIND).filter(|kind| kind.text().is_some_and(|kind| kind.starts_with("mixed")))
        {
            let said = format!("Its messages are not kept alike ({}).", kind.value_text());
            findings.push(finding(said, &[all, kind]));
        }
        Examination::of(findings)
    }
}

fn finding(said: String, resting_on: &[&Evidence]) -> Finding {
    Finding::of(&MailboxProvenance::CHARTER, Strength::Informational, Layer::Custody, said)
        .resting_on(resting_on.iter().copied())
        .innocently(&[
            "It is a folder of sent mails, or its exporter leaves these fields out.",
            "Somebody put mailboxes together when moving to another program.",
        ])
        .settled_by("Ask how the mailbox was exported, and compare another export of the same account.")
}
