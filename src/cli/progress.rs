//! How far a run is, on a terminal.

use crate::pipeline::Progress;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

/// Progress on a terminal: rate and time left, and how many bytes were read; nothing where standard error is no terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    bytes: AtomicU64,
    read: AtomicU64,
    put_off: AtomicU64,
}

impl Bar {
    pub(super) fn new() -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {per_sec}, {eta} left, {msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar, bytes: AtomicU64::new(0), read: AtomicU64::new(0), put_off: AtomicU64::new(0) }
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
        let put_off = self.put_off.load(Ordering::Relaxed);
        if put_off > 0 {
            eprintln!(
                "valla read {put_off} of the files at the end of the run, because they take much longer than others"
            );
        }
    }

    fn tell(&self) {
        if self.bar.is_hidden() {
            return;
        }
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let mut message = format!("{} of {} read", HumanBytes(of(&self.read)), HumanBytes(of(&self.bytes)));
        if of(&self.put_off) > 0 {
            message.push_str(&format!(", {} put off to the end", of(&self.put_off)));
        }
        self.bar.set_message(message);
    }
}

impl Progress for Bar {
    fn start(&self, files: u64, bytes: u64) {
        self.bar.set_length(files);
        self.bytes.store(bytes, Ordering::Relaxed);
        self.tell();
    }

    fn read(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
        self.tell();
    }

    fn done(&self, _: u64) {
        self.bar.inc(1);
    }

    fn put_off(&self) {
        self.put_off.fetch_add(1, Ordering::Relaxed);
        self.tell();
    }
}
