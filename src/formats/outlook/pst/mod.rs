//! Mailboxes of Outlook ([MS-PST]): a tree of nodes and a tree of blocks, in which folders, messages and attachments are lists of
//! properties. Only read, and page by page: a mailbox is larger than memory.
//!
//! # Incomplete support
//! Mailboxes with pages of 4,096 bytes (`.ost` of Outlook 2013 and later) are not read.

mod cipher;
mod contexts;
mod heap;
mod messages;
mod pages;

use crate::formats::budget::Purse;
use crate::formats::little_endian::{long, number, short};
use cipher::Cipher;
use pages::Page;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use super::named::Names;

/// Types of nodes: the five lowest bits of their numbers (2.2.2.1).
pub mod node_type {
    /// A folder.
    pub const FOLDER: u32 = 0x02;
    /// A message.
    pub const MESSAGE: u32 = 0x04;
    /// An attachment, in a message.
    pub const ATTACHMENT: u32 = 0x05;
    /// A message that a folder has beside those that are shown: views, rules, settings.
    pub const ASSOCIATED: u32 = 0x08;
    /// The table of a folder's messages.
    pub const CONTENTS: u32 = 0x0e;
    /// The table of a message's recipients.
    pub const RECIPIENTS: u32 = 0x12;

    /// The type of a node.
    #[must_use]
    pub fn of(node: u32) -> u32 {
        node & 0x1f
    }
}

/// The node of the names of properties (2.4.1).
const NAMES: u32 = 0x61;
/// The node of the mailbox itself.
pub const STORE: u32 = 0x21;

/// A node: what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Its number.
    pub number: u32,
    /// The block of its data.
    pub data: u64,
    /// The block of what is below it.
    pub below: u64,
    /// The number of its folder.
    pub parent: u32,
}

/// A row of bytes of a block, and where it begins in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Block {
    at: u64,
    bytes: Vec<u8>,
}

/// What is below a node, by number: the blocks of its data and of what is below it.
type Below = BTreeMap<u32, (u64, u64)>;

/// An opened mailbox.
#[derive(Debug)]
pub struct Mailbox<'a, R: Read + Seek + ?Sized> {
    source: &'a mut R,
    purse: &'a Purse,
    /// Whether numbers of places and blocks have eight bytes and texts are Unicode; four bytes and a code page before Outlook 2003.
    pub is_unicode: bool,
    cipher: Cipher,
    nodes: u64,
    blocks: u64,
    pages: BTreeMap<u64, Arc<Page>>,
    names: Names,
    effort: Effort,
}

/// What the message that is read now may still take. A mailbox has more messages than any limit of one file would allow, and its
/// pages and blocks are each asked for by one of them.
#[derive(Debug, Default)]
struct Effort {
    bytes: Cell<u64>,
    entries: Cell<u64>,
}

impl Effort {
    /// Whether one more entry of a list may be read.
    fn takes_entry(&self) -> bool {
        let left = self.entries.get();
        self.entries.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether so many bytes may be read.
    fn takes_bytes(&self, bytes: u64) -> bool {
        let left = self.bytes.get();
        self.bytes.set(left.saturating_sub(bytes));
        bytes <= left
    }
}

/// The walk over all nodes, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Walk {
    open: Vec<(Arc<Page>, usize)>,
    seen: BTreeSet<u64>,
    /// Pages of the tree that could not be read: what they list is missing.
    pub lost: Vec<String>,
}

/// So many pages are kept in memory.
const PAGES: usize = 4_096;
/// A message with its attachments takes so many times the limit of a stream at most.
const OF_A_MESSAGE: u64 = 2;
/// Entries of lists and blocks of one message, or of the table of one folder.
const ENTRIES: u64 = 2_000_000;
/// No tree of a mailbox is deeper.
const LEVELS: u8 = 10;

impl<'a, R: Read + Seek + ?Sized> Mailbox<'a, R> {
    /// Reads the header (2.2.2.6).
    ///
    /// # Errors
    /// Why it is no mailbox that can be read.
    pub fn open(source: &'a mut R, purse: &'a Purse) -> Result<Self, String> {
        let mut header = vec![0; 1_024];
        let read = seek_and_fill(source, 0, &mut header)?;
        header.truncate(read);
        if !header.starts_with(b"!BDN") {
            return Err("it does not begin as a mailbox does".to_owned());
        }
        let version = short(&header, 10).ok_or("it is cut off inside its header")?;
        let is_unicode = match version {
            14 | 15 => false,
            23 => true,
            36.. => return Err(format!("version {version}, with large pages, is not read")),
            _ => return Err(format!("version {version} is not known")),
        };
        let (nodes, blocks, cipher) = if is_unicode { (224, 240, 513) } else { (188, 196, 461) };
        let width = if is_unicode { 8 } else { 4 };
        let place = |at: usize| number(&header, at, width).ok_or("it is cut off inside its header");
        let sort = header.get(cipher).copied().ok_or("it is cut off inside its header")?;
        let mut mailbox = Self {
            is_unicode,
            nodes: place(nodes)?,
            blocks: place(blocks)?,
            cipher: Cipher::of(sort).ok_or_else(|| format!("a cipher that is not known, {sort}"))?,
            source,
            purse,
            pages: BTreeMap::new(),
            names: Names::new(),
            effort: Effort::default(),
        };
        mailbox.read_names();
        Ok(mailbox)
    }

    /// How the data are enciphered, in words.
    #[must_use]
    pub fn cipher(&self) -> &'static str {
        self.cipher.in_words()
    }

    /// Numbers of blocks and places have so many bytes.
    fn width(&self) -> usize {
        if self.is_unicode { 8 } else { 4 }
    }

    fn page(&mut self, at: u64) -> Result<Arc<Page>, String> {
        if let Some(page) = self.pages.get(&at) {
            return Ok(Arc::clone(page));
        }
        let mut bytes = vec![0; pages::SIZE];
        let read = seek_and_fill(self.source, at, &mut bytes)?;
        if read < pages::SIZE {
            return Err(format!("the page at byte {at} is beyond the end of the file"));
        }
        let page = Page::of(&bytes, self.is_unicode).ok_or_else(|| format!("the page at byte {at} is damaged"))?;
        if self.pages.len() >= PAGES {
            self.pages.clear();
        }
        let page = Arc::new(page);
        self.pages.insert(at, Arc::clone(&page));
        Ok(page)
    }

    /// The entry of a key in one of the two trees.
    fn find(&mut self, root: u64, key: u64) -> Result<Option<Vec<u8>>, String> {
        let mut at = root;
        let mut level = LEVELS;
        loop {
            let page = self.page(at)?;
            if page.level >= level {
                return Err(format!("the page at byte {at} is not deeper in its tree than the one above it"));
            }
            level = page.level;
            if level == 0 {
                return Ok(page.entry_of(key).map(<[u8]>::to_vec));
            }
            let Some(below) = page.below(key) else { return Ok(None) };
            at = below;
        }
    }

    /// A node by its number.
    ///
    /// # Errors
    /// Which page of the tree cannot be read.
    pub fn node(&mut self, node: u32) -> Result<Option<Node>, String> {
        let width = self.width();
        let entry = self.find(self.nodes, u64::from(node))?;
        Ok(entry.and_then(|entry| pages::node(&entry, width)))
    }

    /// The next node of a walk.
    pub fn next_node(&mut self, walk: &mut Walk) -> Option<Node> {
        if walk.seen.is_empty() {
            self.descend(walk, self.nodes, LEVELS);
        }
        while let Some((page, index)) = walk.open.pop() {
            let Some(entry) = page.entry(index) else { continue };
            // No page comes twice, so that the length of the file bounds the walk.
            if self.purse.is_empty() {
                walk.open.clear();
                return None;
            }
            let (level, node) = (page.level, pages::node(entry, self.width()));
            let below = page.place(entry);
            walk.open.push((page, index + 1));
            match (level, below) {
                (0, _) if node.is_some() => return node,
                (0, _) => {}
                (level, Some(below)) => self.descend(walk, below, level),
                _ => {}
            }
        }
        None
    }

    fn descend(&mut self, walk: &mut Walk, at: u64, above: u8) {
        if !walk.seen.insert(at) {
            return;
        }
        match self.page(at) {
            Ok(page) if page.level < above => walk.open.push((page, 0)),
            Ok(_) => walk.lost.push(format!("the page at byte {at} is not deeper in its tree than the one above it")),
            Err(why) => walk.lost.push(why),
        }
    }

    /// One block, deciphered.
    fn block(&mut self, number_of_block: u64) -> Result<Block, String> {
        if !self.effort.takes_entry() || self.purse.is_empty() {
            return Err("a limit is reached".to_owned());
        }
        let width = self.width();
        let entry = self.find(self.blocks, number_of_block & !1)?;
        let entry = entry.ok_or_else(|| format!("there is no block 0x{number_of_block:x}"))?;
        let at = number(&entry, width, width).unwrap_or(0);
        let size = short(&entry, width * 2).unwrap_or(0);
        if !self.effort.takes_bytes(u64::from(size)) {
            self.purse.reach("stream-bytes", self.purse.budget.stream_bytes);
            return Err("the message is larger than the limit stream-bytes".to_owned());
        }
        let mut bytes = vec![0; usize::from(size)];
        let read = seek_and_fill(self.source, at, &mut bytes)?;
        if read < bytes.len() {
            return Err(format!("the block 0x{number_of_block:x} is beyond the end of the file"));
        }
        self.purse.expanded(bytes.len());
        // Blocks that hold numbers of others are in plain.
        if number_of_block & 2 == 0 {
            self.cipher.open(&mut bytes, number_of_block);
        }
        Ok(Block { at, bytes })
    }

    /// The blocks of some data, in order (2.2.2.8.3.2).
    fn data(&mut self, number_of_block: u64) -> Result<Vec<Block>, String> {
        self.data_below(number_of_block, 3)
    }

    fn data_below(&mut self, number_of_block: u64, levels: u8) -> Result<Vec<Block>, String> {
        if number_of_block == 0 {
            return Ok(vec![]);
        }
        let block = self.block(number_of_block)?;
        if number_of_block & 2 == 0 {
            return Ok(vec![block]);
        }
        if block.bytes.first() != Some(&1) || levels == 0 {
            return Err(format!("the block 0x{number_of_block:x} is no list of blocks"));
        }
        let (width, count) = (self.width(), usize::from(short(&block.bytes, 2).unwrap_or(0)));
        let mut blocks = Vec::new();
        for at in (8..).step_by(width).take(count) {
            let Some(next) = number(&block.bytes, at, width) else { break };
            blocks.append(&mut self.data_below(next, levels - 1)?);
        }
        Ok(blocks)
    }

    /// What is below a node (2.2.2.8.3.3).
    fn below(&mut self, number_of_block: u64) -> Result<Below, String> {
        let mut below = Below::new();
        if number_of_block != 0 {
            self.read_below(number_of_block, 2, &mut below)?;
        }
        Ok(below)
    }

    fn read_below(&mut self, number_of_block: u64, levels: u8, below: &mut Below) -> Result<(), String> {
        let block = self.block(number_of_block)?;
        if block.bytes.first() != Some(&2) || levels == 0 {
            return Err(format!("the block 0x{number_of_block:x} is no list of nodes"));
        }
        let (width, count) = (self.width(), usize::from(short(&block.bytes, 2).unwrap_or(0)));
        let start = if self.is_unicode { 8 } else { 4 };
        let is_leaf = block.bytes.get(1) == Some(&0);
        let step = if is_leaf { 3 * width } else { 2 * width };
        for at in (start..).step_by(step).take(count) {
            let (Some(node), Some(data)) = (long(&block.bytes, at), number(&block.bytes, at + width, width)) else {
                break;
            };
            if is_leaf {
                let further = number(&block.bytes, at + 2 * width, width).unwrap_or(0);
                below.insert(node, (data, further));
            } else {
                self.read_below(data, levels - 1, below)?;
            }
        }
        Ok(())
    }
}

/// Fills a buffer from a place on, as far as the source goes.
fn seek_and_fill(source: &mut (impl Read + Seek + ?Sized), at: u64, buffer: &mut [u8]) -> Result<usize, String> {
    source.seek(SeekFrom::Start(at)).map_err(|error| error.to_string())?;
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Ok(filled)
}
