//! A page in Markdown as plain text for a terminal: headings underlined, words wrapped, tables in columns.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::mem;
use textwrap::core::display_width;

/// Columns of a table are this far apart.
const GAP: usize = 2;

pub(super) fn plain(markdown: &str, width: usize) -> String {
    // References such as [`crate::readers`] lead to the documentation of the code; here only their words count.
    let mut leads_nowhere =
        |link: pulldown_cmark::BrokenLink<'_>| Some((link.reference.into_static(), CowStr::from("")));
    let parser = Parser::new_with_broken_link_callback(markdown, Options::ENABLE_TABLES, Some(&mut leads_nowhere));
    let mut text = Text { width, ..Text::default() };
    parser.for_each(|event| text.event(event));
    text.written.trim_end().to_owned() + "\n"
}

/// What was written, and the piece that is being gathered.
#[derive(Debug, Default)]
struct Text {
    width: usize,
    written: String,
    /// The words of the paragraph, heading, item or cell.
    words: String,
    /// The lists that are open, each with the number of its next item, where items have numbers.
    lists: Vec<Option<u64>>,
    /// The mark of an item whose words are still to come.
    mark: String,
    in_code: bool,
    rows: Vec<Vec<String>>,
}

impl Text {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::List(first)) => {
                self.paragraph();
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => {
                self.mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
            }
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(vec![]),
            Event::Text(text) if self.in_code => {
                text.lines().for_each(|line| self.line(&format!("    {line}")));
            }
            Event::Text(text) => self.words.push_str(&text),
            Event::Code(code) => self.words.push_str(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::Item => {
                self.paragraph();
                if self.lists.is_empty() {
                    self.blank();
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.blank();
                }
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.blank();
            }
            TagEnd::TableCell => {
                let cell = mem::take(&mut self.words);
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
            TagEnd::Table => {
                let rows = mem::take(&mut self.rows);
                table(&rows, self.width).iter().for_each(|line| self.line(line));
                self.blank();
            }
            _ => {}
        }
    }

    fn line(&mut self, line: &str) {
        self.written.push_str(line.trim_end());
        self.written.push('\n');
    }

    /// One blank line after what was written.
    fn blank(&mut self) {
        if !self.written.ends_with("\n\n") {
            self.written.push('\n');
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let title = mem::take(&mut self.words);
        let rule = match level {
            HeadingLevel::H1 => "=",
            HeadingLevel::H2 => "-",
            _ => "~",
        };
        self.line(&title);
        self.line(&rule.repeat(display_width(&title)));
        self.blank();
    }

    /// Writes the words that were gathered, after the mark of their item.
    fn paragraph(&mut self) {
        let words = mem::take(&mut self.words);
        if words.is_empty() {
            return;
        }
        let mark = mem::take(&mut self.mark);
        let outer = "  ".repeat(self.lists.len().saturating_sub(1));
        let first = format!("{outer}{mark}");
        let rest =
            if self.lists.is_empty() { String::new() } else { format!("{outer}{}", " ".repeat(mark.len().max(2))) };
        let lines = wrapped(&words, textwrap::Options::new(self.width).initial_indent(&first).subsequent_indent(&rest));
        lines.iter().for_each(|line| self.line(line));
    }
}

/// At blanks only: a command or a path that is cut at its hyphens cannot be copied.
fn wrapped(words: &str, options: textwrap::Options<'_>) -> Vec<String> {
    let options = options
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(words, options).into_iter().map(|line| line.into_owned()).collect()
}

/// The lines of a table; its first row is the head, which may be empty.
fn table(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let widths = widths(rows, width);
    let mut lines = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if row.iter().all(String::is_empty) {
            continue;
        }
        lines.extend(row_lines(row, &widths));
        if number == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            lines.push(rules.join(&" ".repeat(GAP)));
        }
    }
    lines
}

/// How wide each column is: as its widest cell, and where the table is too wide for that, the widest columns less.
fn widths(rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| display_width(cell)).max();
    let mut widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0)).collect();
    let room = width.saturating_sub(GAP * columns.saturating_sub(1)).max(columns);
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max() else { break };
        *widest -= 1;
    }
    widths
}

fn row_lines(row: &[String], widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<String>> =
        row.iter().zip(widths).map(|(cell, width)| wrapped(cell, textwrap::Options::new(*width))).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|at| {
            let parts = cells.iter().zip(widths).map(|(lines, width)| {
                let part = lines.get(at).map_or("", String::as_str);
                format!("{part}{}", " ".repeat(width.saturating_sub(display_width(part)) + GAP))
            });
            parts.collect::<String>().trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_code_and_tables_keep_their_form() {
        let markdown = "# Head `it`\n\nWords that\nrun **on** ([`cases`](crate::manual::cases), [`std::path`]).\n\n\
            - one\n  more\n- two\n\n1. first\n2. second\n   1. inner\n\n```text\nvalla  FILE\n```\n\n\
            | a | what it is |\n|---|---|\n| `x` | a cell that is long |\n| yy | z |\n";
        let expected = "Head `it`\n=========\n\nWords that run on\n(`cases`,\n`std::path`).\n\n\
            - one more\n- two\n\n1. first\n2. second\n  1. inner\n\n    valla  FILE\n\n\
            a    what it is\n---  ---------------\n`x`  a cell that is\n     long\nyy   z\n";
        assert_eq!(plain(markdown, 20), expected);
    }

    #[test]
    fn no_line_of_the_manual_is_wider_than_the_terminal_but_code_and_long_words() {
        for page in crate::manual::PAGES {
            for width in [60, 80, 110] {
                for line in page.plain(width).lines() {
                    let one_word = line.split_whitespace().count() <= 2;
                    let fits = display_width(line) <= width || line.starts_with("    ") || one_word;
                    assert!(fits, "{}: {line}", page.name);
                }
            }
        }
    }
}
