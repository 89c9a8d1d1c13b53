//! Folders, messages and attachments of a mailbox ([MS-PST], 2.4).

use super::{ENTRIES, Mailbox, Node, OF_A_MESSAGE, node_type};
use crate::formats::little_endian::long;
use crate::formats::outlook::properties::{Attachment, Message, Object, Properties, Value, WESTERN, id, kind};
use std::collections::BTreeSet;
use std::io::{Read, Seek};

impl<R: Read + Seek + ?Sized> Mailbox<'_, R> {
    pub(super) fn refill(&mut self) {
        self.effort.bytes.set(self.purse.budget.stream_bytes.saturating_mul(OF_A_MESSAGE));
        self.effort.entries.set(ENTRIES);
    }

    /// What a node says: the mailbox itself, a folder.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn told(&mut self, node: Node) -> Result<Properties, String> {
        self.refill();
        let (values, _) = self.properties(node.number, node.data, node.below)?;
        Ok(Properties::new(values, WESTERN))
    }

    /// The messages that the table of a folder lists. None where it has no table that can be read.
    pub fn listed(&mut self, folder: u32) -> Option<BTreeSet<u32>> {
        self.refill();
        let table = self.node(folder & !0x1f | node_type::CONTENTS).ok()??;
        let rows = self.table((table.number, table.data, table.below), false).ok()?;
        Some(rows.into_iter().map(|(number, _)| number).collect())
    }

    /// A message. What of it cannot be read is a fault; its other parts are read all the same.
    ///
    /// # Errors
    /// Why not even its properties can be read.
    pub fn message(&mut self, node: Node) -> Result<Message, String> {
        self.refill();
        self.message_of(node.number, node.data, node.below, 0)
    }

    fn message_of(&mut self, node: u32, data: u64, below: u64, depth: u64) -> Result<Message, String> {
        let (values, faults) = self.properties(node, data, below)?;
        let mut message = Message { properties: Properties::new(values, WESTERN), faults, ..Message::default() };
        let inside = self.below(below).unwrap_or_default();
        for (number, (data, below)) in inside {
            match node_type::of(number) {
                node_type::RECIPIENTS => match self.table((number, data, below), true) {
                    Ok(rows) => message.recipients.extend(rows.into_iter().map(|(_, properties)| properties)),
                    Err(why) => message.faults.push(format!("the recipients cannot be read: {why}")),
                },
                node_type::ATTACHMENT => match self.attachment(number, data, below, depth) {
                    Ok((attachment, mut faults)) => {
                        message.attachments.push(attachment);
                        message.faults.append(&mut faults);
                    }
                    Err(why) => {
                        message.attachments.push(Attachment::default());
                        message.faults.push(format!("an attachment cannot be read: {why}"));
                    }
                },
                _ => {}
            }
        }
        message.settle_code_page();
        Ok(message)
    }

    fn attachment(
        &mut self,
        node: u32,
        data: u64,
        below: u64,
        depth: u64,
    ) -> Result<(Attachment, Vec<String>), String> {
        let (values, mut faults) = self.properties(node, data, below)?;
        let is_object = |value: &&Value| value.id == id::ATTACHED && value.kind == kind::OBJECT;
        let number = values.iter().find(is_object).and_then(|value| long(&value.raw, 0));
        let mut object = Object::Nothing;
        if let Some(number) = number {
            let inside = self.below(below)?;
            match inside.get(&number) {
                None => faults.push(format!("there is no attached object 0x{number:x}")),
                Some(_) if depth >= self.purse.budget.nesting => self.purse.reach("nesting", self.purse.budget.nesting),
                Some((data, below)) if node_type::of(number) == node_type::MESSAGE => {
                    match self.message_of(number, *data, *below, depth + 1) {
                        Ok(message) => object = Object::Message(Box::new(message)),
                        Err(why) => faults.push(format!("an attached message cannot be read: {why}")),
                    }
                }
                Some((data, _)) => {
                    let bytes = self.data(*data)?.into_iter().flat_map(|block| block.bytes).collect();
                    object = Object::Bytes(bytes);
                }
            }
        }
        Ok((Attachment { properties: Properties::new(values, WESTERN), object }, faults))
    }
}
