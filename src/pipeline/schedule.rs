//! Work in parallel within a bounded window: however many items there are, only so many are in flight or wait for their
//! turn.

use crate::model::Error;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc;

/// How far the work may run ahead of the oldest item that is not done: it bounds the memory of a run.
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

/// Does the work of every task and hands each result on as soon as it is there, with the number of its task. Tasks are
/// taken, and results handed on, by the calling thread.
///
/// # Errors
/// The first error of `tasks` or `each`; what is in flight then is finished and dropped.
pub fn run<T: Send, R: Send>(
    pool: &rayon::ThreadPool,
    tasks: impl IntoIterator<Item = Result<T, Error>>,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(usize, R) -> Result<(), Error>,
) -> Result<(), Error> {
    let (sender, receiver) = mpsc::channel();
    let work = &work;
    pool.in_place_scope(|scope| {
        let mut tasks = tasks.into_iter();
        let (mut taken, mut running, mut oldest) = (0, 0_usize, 0);
        let mut ahead = BTreeSet::new();
        let mut more = true;
        loop {
            while more && taken < oldest + WINDOW {
                let Some(task) = tasks.next().transpose()? else {
                    more = false;
                    break;
                };
                let sender = sender.clone();
                let number = taken;
                scope.spawn(move |_| {
                    // Nobody listens any more only when the run has failed.
                    let _ = sender.send((number, work(task)));
                });
                taken += 1;
                running += 1;
            }
            if running == 0 {
                return Ok(());
            }
            let Ok((number, result)) = receiver.recv() else { return Ok(()) };
            running -= 1;
            ahead.insert(number);
            while ahead.remove(&oldest) {
                oldest += 1;
            }
            each(number, result)?;
        }
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
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            task * 2
        };
        run(&pool, tasks, work, |number, result| {
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
}
