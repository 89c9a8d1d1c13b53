//! Answers that are kept: a collection names few programs and typefaces, each in thousands of files.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// Answers by question, up to a number.
#[derive(Debug)]
pub struct Answers<A> {
    kept: RwLock<BTreeMap<String, A>>,
}

impl<A> Default for Answers<A> {
    fn default() -> Self {
        Self { kept: RwLock::default() }
    }
}

/// So many answers are kept.
const LIMIT: usize = 10_000;
/// The answer to a longer question is not kept.
const QUESTION_LIMIT: usize = 500;

impl<A: Clone> Answers<A> {
    /// The answer to a question that was asked before, or else a new one.
    pub fn of(&self, question: &str, find: impl FnOnce() -> A) -> A {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = kept.get(question) {
            return answer.clone();
        }
        let full = kept.len() >= LIMIT || question.len() > QUESTION_LIMIT;
        drop(kept);
        let answer = find();
        if !full {
            let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
            kept.insert(question.to_owned(), answer.clone());
        }
        answer
    }
}
