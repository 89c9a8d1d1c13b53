//! What programs recognised in the pictures of pages, as they write it down: hOCR and ALTO.

pub mod alto;
pub mod hocr;

/// The words of pages, and what the program says of its own work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recognised {
    /// Pages in the order in which they are written; none of them is empty.
    pub pages: Vec<Page>,
    /// The program, as it names itself.
    pub program: Option<String>,
    /// How sure it is of its words.
    pub confidence: Confidence,
    /// Why what is here is not all.
    pub broken: Option<String>,
}

/// The words of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// Words with a blank between them, lines ended by `\n`.
    pub text: String,
}

/// How sure a program is of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confidence {
    /// Of so many words it says so.
    pub words: u64,
    total: u64,
}

impl Confidence {
    /// Takes that of a word, where it is stated: a decimal number of which `whole` is the most.
    fn word(&mut self, stated: Option<&str>, whole: u64) {
        if let Some(hundredths) = stated.and_then(hundredths) {
            self.words += 1;
            self.total += (hundredths / whole).min(100);
        }
    }

    /// The mean of all words, in percent.
    #[must_use]
    pub fn mean(&self) -> Option<u64> {
        (self.total + self.words / 2).checked_div(self.words)
    }
}

/// A decimal number, times a hundred.
fn hundredths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(Some(0), |byte| char::from(*byte).to_digit(10));
    let whole = if whole.is_empty() { 0 } else { whole.parse::<u32>().ok()? };
    Some(u64::from(whole) * 100 + u64::from(digit(0)? * 10 + digit(1)?))
}

/// No document has more pages; a larger number is none of a page.
const PAGES: u32 = 1_000_000;

/// Pages as they come: each has the number that is stated where that goes up, else the next.
#[derive(Debug, Default)]
struct Pages {
    done: Vec<Page>,
    open: Option<Page>,
    last: u32,
    gap: Gap,
}

/// What parts what comes from what was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
}

impl Pages {
    /// A page begins.
    fn page(&mut self, stated: Option<u32>) {
        self.close();
        self.last = stated.filter(|stated| (self.last + 1..PAGES).contains(stated)).unwrap_or(self.last + 1);
        self.open = Some(Page { number: self.last, text: String::new() });
    }

    /// A gap before what comes.
    fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Characters of a page, as a program laid them out: any white space parts words. Outside of pages there is nothing to say.
    fn text(&mut self, said: &str) {
        let Some(page) = &mut self.open else { return };
        for sign in said.chars() {
            if sign.is_whitespace() {
                self.gap = self.gap.max(Gap::Blank);
                continue;
            }
            match self.gap {
                Gap::Blank if !page.text.is_empty() => page.text.push(' '),
                Gap::Line if !page.text.is_empty() => page.text.push('\n'),
                _ => {}
            }
            self.gap = Gap::None;
            page.text.push(sign);
        }
    }

    fn close(&mut self) {
        self.done.extend(self.open.take().filter(|page| !page.text.is_empty()));
        self.gap = Gap::None;
    }

    /// All pages with words.
    fn finish(mut self) -> Vec<Page> {
        self.close();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_a_mean_of_what_is_stated() {
        let mut confidence = Confidence::default();
        assert_eq!(confidence.mean(), None);
        for stated in [Some("96"), Some("91.5"), None, Some("no"), Some("4000000000")] {
            confidence.word(stated, 100);
        }
        assert_eq!((confidence.words, confidence.mean()), (3, Some(96)));
        let mut of_alto = Confidence::default();
        [Some("0.96"), Some(".9"), Some("1"), Some("-1")].iter().for_each(|stated| of_alto.word(*stated, 1));
        assert_eq!((of_alto.words, of_alto.mean()), (3, Some(95)));
    }
}
