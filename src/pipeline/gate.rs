//! A bound for what a run holds in memory of the files that it reads at one time.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets in who wants to hold bytes, as long as there is room.
#[derive(Debug)]
pub struct Gate {
    room: u64,
    held: Mutex<u64>,
    freed: Condvar,
}

/// So many bytes of files are held at one time. A larger file is held alone.
const ROOM: u64 = 64 << 20;

impl Default for Gate {
    fn default() -> Self {
        Self::of(ROOM)
    }
}

impl Gate {
    /// With room for so many bytes.
    #[must_use]
    pub fn of(room: u64) -> Self {
        Self { room, held: Mutex::default(), freed: Condvar::new() }
    }

    /// Waits until there is room for so many bytes, or nothing is held. Whoever holds something never waits for more.
    pub fn enter(&self, bytes: u64) -> Pass<'_> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        while *held > 0 && held.saturating_add(bytes) > self.room {
            held = self.freed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        *held = held.saturating_add(bytes);
        Pass { gate: self, bytes }
    }
}

/// The right to hold bytes, until it is dropped.
#[derive(Debug)]
pub struct Pass<'a> {
    gate: &'a Gate,
    bytes: u64,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut held = self.gate.held.lock().unwrap_or_else(PoisonError::into_inner);
        *held = held.saturating_sub(self.bytes);
        drop(held);
        self.gate.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn no_more_is_held_than_there_is_room_and_what_is_larger_is_held_alone() {
        let (gate, held, most) = (Gate::of(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..6_u64 {
                let (gate, held, most) = (&gate, &held, &most);
                scope.spawn(move || {
                    for turn in 0..200 {
                        let bytes = if turn % 50 == 0 { 25 } else { 1 + (thread + turn) % 6 };
                        let _pass = gate.enter(bytes);
                        let now = held.fetch_add(bytes, Ordering::SeqCst) + bytes;
                        assert!(now <= 10 || now == bytes, "{now} bytes at one time");
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) >= 10);
    }
}
