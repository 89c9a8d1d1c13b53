//! Reading a text step by step from a place, backwards and forwards: characters, words, numbers.

/// No word of a date is longer.
const WORD: usize = 24;

/// A dash, as it joins two days.
#[must_use]
pub fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—' | '‐' | '‑' | '〜' | '～' | '~')
}

/// A blank between two parts; a page may break its line there.
#[must_use]
pub fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}')
}

/// Reads a text backwards from a place.
#[derive(Debug, Clone)]
pub struct Backward<'a> {
    text: &'a str,
    /// What lies from here on was read.
    pub at: usize,
}

impl<'a> Backward<'a> {
    /// From a place on.
    #[must_use]
    pub fn from(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// The character before the place.
    #[must_use]
    pub fn peek(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    /// Goes back by one character.
    pub fn step(&mut self) {
        self.at -= self.peek().map_or(0, char::len_utf8);
    }

    /// Skips up to four characters of a kind, one line end at most; says how many.
    pub fn skip(&mut self, kind: impl Fn(char) -> bool) -> usize {
        let (mut skipped, mut lines) = (0, 0);
        while let Some(character) = self.peek().filter(|character| kind(*character)) {
            lines += usize::from(character == '\n');
            if skipped == 4 || lines == 2 {
                break;
            }
            self.step();
            skipped += 1;
        }
        skipped
    }

    /// A number of one or two figures, which no further figure precedes.
    pub fn number(&mut self) -> Option<u8> {
        let mut reader = self.clone();
        let (mut value, mut weight) = (0_u8, 1_u8);
        for _ in 0..2 {
            let Some(figure) = reader.peek().and_then(|figure| figure.to_digit(10)) else { break };
            value += u8::try_from(figure).ok()? * weight;
            weight = 10;
            reader.step();
        }
        if weight == 1 || reader.peek().is_some_and(|before| before.is_numeric()) {
            return None;
        }
        *self = reader;
        Some(value)
    }

    /// A word of letters.
    pub fn word(&mut self) -> Option<&'a str> {
        let end = self.at;
        let mut reader = self.clone();
        for _ in 0..WORD {
            if !reader.peek().is_some_and(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | 'ʼ')) {
                break;
            }
            reader.step();
        }
        if reader.at == end || reader.peek().is_some_and(char::is_alphabetic) {
            return None;
        }
        let word = self.text.get(reader.at..end)?.trim_start_matches(['\'', '’', 'ʼ']);
        self.at = end - word.len();
        (!word.is_empty()).then_some(word)
    }
}

/// Reads a text forwards from a place.
#[derive(Debug, Clone)]
pub struct Forward<'a> {
    text: &'a str,
    /// What lies before was read.
    pub at: usize,
}

impl<'a> Forward<'a> {
    /// From a place on.
    #[must_use]
    pub fn from(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// What is still to be read.
    #[must_use]
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character.
    #[must_use]
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next character if it is of a kind.
    pub fn take(&mut self, kind: impl Fn(char) -> bool) -> Option<char> {
        let character = self.peek().filter(|character| kind(*character))?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Skips up to so many blanks.
    pub fn blanks(&mut self, most: usize) -> usize {
        (0..most).take_while(|_| self.take(is_blank).is_some()).count()
    }

    /// A word of letters.
    pub fn word(&mut self) -> Option<&'a str> {
        let start = self.at;
        for _ in 0..WORD {
            if self.take(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | 'ʼ')).is_none() {
                break;
            }
        }
        self.text.get(start..self.at).filter(|word| !word.is_empty())
    }

    /// A number of one or two figures, or of signs as Chinese and Japanese write it, which no further figure follows.
    pub fn number(&mut self) -> Option<u8> {
        let start = self.at;
        for _ in 0..3 {
            if self.take(|sign| figure(sign).is_some() || sign == '十').is_none() {
                break;
            }
        }
        let value = number_of(self.text.get(start..self.at)?).filter(|_| self.peek().and_then(figure).is_none());
        if value.is_none() {
            self.at = start;
        }
        value.and_then(|value| u8::try_from(value).ok()).filter(|value| *value < 100)
    }
}

/// The value of a figure, narrow, wide or Chinese.
#[must_use]
pub fn figure(character: char) -> Option<u32> {
    match character {
        '0'..='9' => character.to_digit(10),
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        '〇' | '○' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().position(|sign| sign == character).and_then(|at| u32::try_from(at + 1).ok()),
    }
}

/// The number of a row of figures: `26`, `２６`, `二六`, `二十六`.
#[must_use]
pub fn number_of(figures: &str) -> Option<u32> {
    let digits = |text: &str| {
        text.chars().try_fold(0_u32, |value, character| value.checked_mul(10)?.checked_add(figure(character)?))
    };
    match figures.split_once('十') {
        _ if figures.is_empty() => None,
        None => digits(figures),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digits(tens).filter(|tens| *tens < 10)? };
            let ones = if ones.is_empty() { 0 } else { digits(ones).filter(|ones| *ones < 10)? };
            Some(tens * 10 + ones)
        }
    }
}
