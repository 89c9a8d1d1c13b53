//! Work in parallel within a bounded window: however many items there are, only so many are in flight or wait for their
//! turn.

use crate::model::Error;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// How far the work may run ahead of the oldest item that is not done.
pub const WINDOW: usize = 256;
/// Parsers of nested data want room; the default of a thread is 2 MiB.
pub const STACK: usize = 16 << 20;

/// The threads of a run; 0 for one per processor.
///
/// # Errors
/// When the system gives no threads.
pub fn threads(jobs: usize) -> Result<rayon::ThreadPool, Error> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .stack_size(STACK)
        .thread_name(|number| format!("valla-{number}"))
        .build()
        .map_err(|error| Error::Usage(format!("cannot start worker threads: {error}")))
}

/// How often it is looked whether the run is to end.
const LOOK: Duration = Duration::from_millis(100);

/// Does the work of every task and hands each result on as soon as it is there, with the number of its task. Tasks are
/// taken, and results handed on, by the calling thread. Tasks may run out and come again while others are worked on.
///
/// # Errors
/// The first error of `tasks` or `each`, or that the run was interrupted; what is in flight then is finished and dropped, and
/// what has not begun does not begin.
pub fn run<T: Send, R: Send>(
    pool: &rayon::ThreadPool,
    interrupt: &AtomicBool,
    tasks: impl IntoIterator<Item = Result<T, Error>>,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(usize, R) -> Result<(), Error>,
) -> Result<(), Error> {
    let work = &work;
    let over = AtomicBool::new(false);
    let over = &over;
    pool.in_place_scope(|scope| {
        // Results wait with those who made them, not in a queue: a queue of large rows is memory.
        let (sender, receiver) = mpsc::sync_channel(1);
        let mut tasks = tasks.into_iter();
        let mut go = || -> Result<(), Error> {
            let (mut taken, mut running, mut oldest) = (0, 0_usize, 0);
            let mut ahead = BTreeSet::new();
            loop {
                while taken < oldest + WINDOW {
                    let Some(task) = tasks.next().transpose()? else { break };
                    let sender = sender.clone();
                    let number = taken;
                    scope.spawn(move |_| {
                        if !over.load(Ordering::Relaxed) && !interrupt.load(Ordering::Relaxed) {
                            // Nobody listens any more only when the run has failed.
                            let _ = sender.send((number, work(task)));
                        }
                    });
                    taken += 1;
                    running += 1;
                }
                if running == 0 {
                    return Ok(());
                }
                let (number, result) = loop {
                    let heard = receiver.recv_timeout(LOOK);
                    // What comes of an interrupted task is no result.
                    if interrupt.load(Ordering::Relaxed) {
                        return Err(Error::Interrupted);
                    }
                    match heard {
                        Ok(result) => break result,
                        Err(mpsc::RecvTimeoutError::Timeout) => {}
                        Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
                    }
                };
                running -= 1;
                ahead.insert(number);
                while ahead.remove(&oldest) {
                    oldest += 1;
                }
                each(number, result)?;
            }
        };
        let outcome = go();
        over.store(true, Ordering::Relaxed);
        // Who waits to hand on a result waits no longer.
        drop(receiver);
        outcome
    })
}

/// Hands results on in the order of their tasks.
#[derive(Debug)]
pub struct InOrder<R> {
    next: usize,
    waiting: BTreeMap<usize, R>,
}

impl<R> Default for InOrder<R> {
    fn default() -> Self {
        Self { next: 0, waiting: BTreeMap::new() }
    }
}

impl<R> InOrder<R> {
    /// Whether it is the turn of this task.
    #[must_use]
    pub fn is_next(&self, number: usize) -> bool {
        self.next == number
    }

    /// Takes a result, and hands on those whose turn it is.
    ///
    /// # Errors
    /// The first error of `each`.
    pub fn take(
        &mut self,
        number: usize,
        result: R,
        mut each: impl FnMut(usize, R) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.waiting.insert(number, result);
        while let Some(result) = self.waiting.remove(&self.next) {
            self.next += 1;
            each(self.next - 1, result)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_no_more_are_in_flight_than_the_window_holds() {
        let pool = threads(3).unwrap();
        let (mut order, mut seen) = (InOrder::default(), Vec::new());
        let tasks = (0..2_000_u64).map(Ok);
        let work = |task: u64| {
            // The first of every hundred is slow.
            if task.is_multiple_of(100) {
                std::thread::sleep(Duration::from_millis(2));
            }
            task * 2
        };
        run(&pool, &AtomicBool::new(false), tasks, work, |number, result| {
            assert!(order.waiting.len() <= WINDOW);
            order.take(number, result, |number, result| {
                seen.push((number as u64, result));
                Ok(())
            })
        })
        .unwrap();
        assert_eq!(seen, (0..2_000).map(|number| (number, number * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_the_run() {
        let pool = threads(2).unwrap();
        let mut count = 0;
        let result = run(
            &pool,
            &AtomicBool::new(false),
            (0..10_000).map(Ok),
            |task| task,
            |_, _| {
                count += 1;
                if count == 5 { Err(Error::Usage("enough".to_owned())) } else { Ok(()) }
            },
        );
        assert!(result.is_err());
        assert_eq!(count, 5);
    }

    #[test]
    fn an_interruption_ends_the_run_and_what_has_not_begun_does_not_begin() {
        let (pool, interrupt) = (threads(2).unwrap(), AtomicBool::new(false));
        let begun = std::sync::atomic::AtomicUsize::new(0);
        let work = |task: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            interrupt.store(task == 3 || interrupt.load(Ordering::Relaxed), Ordering::Relaxed);
            task
        };
        let result = run(&pool, &interrupt, (0..10_000).map(Ok), work, |_, _| Ok(()));
        assert!(matches!(result, Err(Error::Interrupted)));
        assert!(begun.load(Ordering::Relaxed) < 20, "{}", begun.load(Ordering::Relaxed));
    }
}
