//! A mailbox, message by message. Every node of a message in the tree of nodes is a row: the tables of folders, which may be damaged or
//! lag behind, only say which of them a program shows.

use super::message::{self, Means};
use super::properties::{OF_FOLDER, OF_STORE};
use super::values::tell;
use crate::formats::outlook::properties::{Place, id};
use crate::formats::outlook::pst::{Mailbox, Node, STORE, Walk, node_type};
use crate::model::{Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use crate::readers::members::{Member, Members, ReadSeek, Told};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// How many messages the tree of nodes has.
pub const MESSAGES: Property = Property::plain("pst.messages", Editability::F1);
/// How many items folders have beside messages: views, rules, settings. They are no rows.
pub const ASSOCIATED: Property = Property::plain("pst.associated-items", Editability::F1);
/// How many messages no folder lists.
pub const UNLISTED: Property = Property::plain("pst.messages.unlisted", Editability::F1);
/// A message that its folder does not list.
pub const IS_UNLISTED: Property = Property::plain("pst.message.unlisted", Editability::F1);
/// How the data are enciphered.
pub const CIPHER: Property = Property::plain("pst.cipher", Editability::F1);

/// `PidTagIpmSubtreeEntryId`: the folder above those that a program shows.
const SHOWN_ROOT: u16 = 0x35e0;
/// Folders are at most so deep in one another.
const DEPTH: usize = 64;

struct Folder {
    name: String,
    parent: u32,
    /// What its table lists and has not come yet; none where it has no table that can be read.
    listed: Option<BTreeSet<u32>>,
    /// How many of its messages came so far.
    count: u64,
}

pub(super) fn walk(source: &mut dyn ReadSeek, intake: &mut Intake, members: &mut Members<'_>) {
    let purse = members.purse;
    let mut mailbox = match Mailbox::open(source, purse) {
        Ok(mailbox) => mailbox,
        Err(why) => {
            intake.error("pst", format!("the mailbox cannot be read: {why}"));
            return;
        }
    };
    let cipher = Reading::Present(Value::Text(mailbox.cipher().to_owned()));
    intake.evidence(&CIPHER, &[], cipher, Locus { path: "header: bCryptMethod".to_owned(), ..Locus::default() });
    let mut folders = folders(&mut mailbox, intake);
    let top = shown_root(&mut mailbox, intake);
    let mut walk = Walk::default();
    let (mut nodes, mut associated, mut unlisted) = (0_u64, 0_u64, 0_u64);
    let options = members.options;
    let means = Means { options, storage: &|_, _, _| {} };
    let mut is_over = false;
    while let Some(node) = mailbox.next_node(&mut walk) {
        match node_type::of(node.number) {
            node_type::MESSAGE => nodes += 1,
            node_type::ASSOCIATED => {
                associated += 1;
                continue;
            }
            _ => continue,
        }
        let (name, is_listed) = name_of(&node, top, &mut folders);
        let mut member = Member { name: name.into(), told: vec![] };
        if !is_listed {
            unlisted += 1;
            member.told.push(not_listed(&node));
        }
        let onwards = match mailbox.message(node) {
            Ok(message) => {
                let digested = message::digested(&message);
                members.read_as(member, (digested.size as u64, digested.sha256), |purse| {
                    message::extraction(&message, "a message of the mailbox", &means, purse)
                })
            }
            Err(why) => members.unread(member, 0, "message-unreadable", format!("node 0x{:x}: {why}", node.number)),
        };
        if onwards == ControlFlow::Break(()) {
            is_over = true;
            break;
        }
    }
    for why in walk.lost {
        intake.partial();
        intake.warn("pst-page", format!("messages may be missing: {why}"), None);
    }
    if !is_over && !purse.is_empty() {
        missing(&mut folders, top, members);
    }
    let mut count = |property: &Property, number: u64, path: &str| {
        let value = Reading::Present(Value::Number(i64::try_from(number).unwrap_or(i64::MAX)));
        intake.evidence(property, &[], value, Locus { path: path.to_owned(), ..Locus::default() });
    };
    count(&MESSAGES, nodes, "tree of nodes");
    count(&ASSOCIATED, associated, "tree of nodes");
    if unlisted > 0 {
        count(&UNLISTED, unlisted, "tables of folders");
    }
    if members.count() < nodes {
        intake.partial();
        let why = format!("of {nodes} messages in the mailbox {} were handed on", members.count());
        intake.warn("messages-lost", why, None);
    }
}

/// The folders, with what their tables list. Their own times are told.
fn folders(mailbox: &mut Mailbox<'_, dyn ReadSeek + '_>, intake: &mut Intake) -> BTreeMap<u32, Folder> {
    let mut folders = BTreeMap::new();
    let mut walk = Walk::default();
    while let Some(node) = mailbox.next_node(&mut walk) {
        if node_type::of(node.number) != node_type::FOLDER {
            continue;
        }
        let name = match mailbox.told(node) {
            Ok(told) => {
                let name = told.text(id::DISPLAY_NAME).unwrap_or_default();
                tell(&told, OF_FOLDER, &format!("folder {name:?}: "), intake);
                name
            }
            Err(why) => {
                intake.partial();
                intake.warn("folder-unreadable", format!("folder 0x{:x}: {why}", node.number), None);
                format!("folder 0x{:x}", node.number)
            }
        };
        let listed = mailbox.listed(node.number);
        folders.insert(node.number, Folder { name, parent: node.parent, listed, count: 0 });
    }
    folders
}

/// What the mailbox says of itself, and the folder above those that are shown.
fn shown_root(mailbox: &mut Mailbox<'_, dyn ReadSeek + '_>, intake: &mut Intake) -> u32 {
    let told = match mailbox.node(STORE) {
        Ok(Some(node)) => mailbox.told(node),
        Ok(None) => Err("it is not there".to_owned()),
        Err(why) => Err(why),
    };
    match told {
        Ok(told) => {
            tell(&told, OF_STORE, "", intake);
            let entry = told.get(SHOWN_ROOT).map(|value| value.raw.as_slice()).unwrap_or_default();
            entry.last_chunk::<4>().map_or(0, |number| u32::from_le_bytes(*number))
        }
        Err(why) => {
            intake.partial();
            intake.warn("pst", format!("what the mailbox says of itself cannot be read: {why}"), None);
            0
        }
    }
}

/// `Inbox/message 17`, and whether its folder lists it.
fn name_of(node: &Node, top: u32, folders: &mut BTreeMap<u32, Folder>) -> (String, bool) {
    let path = path_of(node.parent, top, folders);
    let Some(folder) = folders.get_mut(&node.parent) else {
        return (format!("{path}message 0x{:x}", node.number), false);
    };
    folder.count += 1;
    let name = format!("{path}message {}", folder.count);
    let is_listed = folder.listed.as_mut().is_none_or(|listed| listed.remove(&node.number));
    (name, is_listed)
}

fn path_of(folder: u32, top: u32, folders: &BTreeMap<u32, Folder>) -> String {
    let mut names = Vec::new();
    let mut at = folder;
    for _ in 0..DEPTH {
        let Some(folder) = folders.get(&at).filter(|folder| at != top && folder.parent != at) else { break };
        names.push(folder.name.as_str());
        at = folder.parent;
    }
    names.iter().rev().map(|name| format!("{name}/")).collect()
}

fn not_listed(node: &Node) -> Told {
    let text = "its folder does not list it: it was deleted, or the table of the folder is damaged";
    Told {
        property: IS_UNLISTED,
        raw: node.number.to_le_bytes().to_vec(),
        value: Reading::Present(Value::Text(text.to_owned())),
        locus: super::values::locus(
            &Place { holder: format!("node 0x{:x}", node.number), ..Place::default() },
            "tree of nodes",
        ),
    }
}

/// What tables list and no node is: each is a row all the same.
fn missing(folders: &mut BTreeMap<u32, Folder>, top: u32, members: &mut Members<'_>) {
    let numbers: Vec<u32> = folders.keys().copied().collect();
    for number in numbers {
        let Some(listed) = folders.get_mut(&number).and_then(|folder| folder.listed.take()) else { continue };
        let path = path_of(number, top, folders);
        for node in listed {
            let member = Member { name: format!("{path}message 0x{node:x}").into(), told: vec![] };
            let why = format!("the folder lists node 0x{node:x}, and the mailbox has none of that number");
            if members.unread(member, 0, "message-missing", why) == ControlFlow::Break(()) {
                return;
            }
        }
    }
}
