//! What the words of a document hide, as evidence: runs that follow each other and are hidden alike are one piece.

use crate::model::{Concealment, Locus, Property, Reading, Seen, Value, Words};
use crate::readers::Intake;

/// Of one piece so many characters are kept.
const TEXT: usize = 500;
/// So many pieces are kept.
const PIECES: usize = 200;

/// What is gathered.
#[derive(Debug)]
pub struct HiddenWords {
    properties: &'static [Property],
    open: Option<(Concealment, String, Locus)>,
    pieces: usize,
}

impl HiddenWords {
    /// Told as these properties, each of which has its reason; words that are hidden for another are not told.
    #[must_use]
    pub fn told_as(properties: &'static [Property]) -> Self {
        Self { properties, open: None, pieces: 0 }
    }

    /// Takes the words that come next.
    pub fn take(&mut self, words: &Words, intake: &mut Intake) {
        let Seen::Hidden(reason) = words.seen else { return self.end(intake) };
        let text = words.text.trim();
        if text.is_empty() {
            return;
        }
        match self.open.as_mut() {
            Some((known, gathered, locus)) if *known == reason && locus.stream == words.locus.stream => {
                if gathered.len() < TEXT {
                    gathered.push('\n');
                    gathered.push_str(text);
                }
            }
            _ => {
                self.end(intake);
                self.open = Some((reason, text.to_owned(), words.locus.clone()));
            }
        }
    }

    /// What is gathered ends.
    pub fn end(&mut self, intake: &mut Intake) {
        let Some((reason, text, locus)) = self.open.take() else { return };
        let Some(property) = self.properties.iter().find(|property| property.hidden == Some(reason)) else { return };
        self.pieces += 1;
        if self.pieces <= PIECES {
            let text: String = text.chars().take(TEXT).collect();
            intake.evidence(property, text.as_bytes(), Reading::Present(Value::Text(text.clone())), locus);
        }
    }
}
