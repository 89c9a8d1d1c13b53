//! The timeline of the collection: stated dates as points, windows and what is claimed as bars.

use super::{Entry, Links};
use crate::model::{Case, Event, Exhibit, Instant, Layer, Role, Standing};
use crate::reports::escape::safe;
use crate::reports::standing::name;
use maud::{Markup, html};

/// Rows beyond this are left to the documents themselves.
const ROWS: usize = 60;
const WIDTH: i64 = 960;
const LABEL: i64 = 250;
const ROW: i64 = 20;
const TOP: i64 = 26;
/// Room on the right for half of a year's label.
const MARGIN: i64 = 22;

struct Row<'a> {
    exhibit: &'a Exhibit,
    standing: Standing,
    points: Vec<(Instant, String)>,
    window: Option<(Option<Instant>, Option<Instant>)>,
    /// What is claimed of its words or bytes.
    claimed: Option<(Instant, Instant)>,
}

/// The timeline; nothing where nothing is dated.
pub(super) fn timeline(case: &Case, entries: &[Entry<'_>], links: &Links) -> Markup {
    let all: Vec<Row<'_>> = entries.iter().map(|entry| row(case, entry.exhibit, entry.standing)).collect();
    let dated: Vec<&Row<'_>> =
        all.iter().filter(|row| !row.points.is_empty() || row.window.is_some()).take(ROWS).collect();
    let shown = dated.iter().flat_map(|row| {
        let window = row.window.iter().flat_map(|(from, until)| from.iter().chain(until)).copied();
        let claimed = row.claimed.iter().flat_map(|(from, until)| [*from, *until]);
        row.points.iter().map(|(at, _)| *at).chain(window).chain(claimed)
    });
    let years: Vec<i64> = shown.filter_map(year).filter(|year| (1970..2100).contains(year)).collect();
    let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else { return html! {} };
    let (first, last) = (first, last + 1);
    let height = TOP + ROW * i64::try_from(dated.len()).unwrap_or(0) + 8;
    let x = |at: Instant| {
        let fraction = position(at).clamp(first as f64, last as f64) - first as f64;
        LABEL as f64 + fraction / (last - first) as f64 * (WIDTH - LABEL - MARGIN) as f64
    };
    let step = ((last - first) / 12).max(1);
    html! {
        h2 id="timeline" { "In time" }
        p.quiet {
            "Points are dates that the documents give. Blue bars show when the last save can have been, by dated traces. "
            "Green bars show what is claimed. A red line joins the two where they cannot meet."
        }
        div.scroll {
            svg.timeline viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label="Timeline of the documents; the same dates are in each document's own section" {
                @for year in (first..=last).step_by(usize::try_from(step).unwrap_or(1)) {
                    @let at = LABEL as f64 + (year - first) as f64 / (last - first) as f64 * (WIDTH - LABEL - MARGIN) as f64;
                    line.grid x1=(tenth(at)) x2=(tenth(at)) y1="16" y2=(height) {}
                    text x=(tenth(at)) y="11" text-anchor="middle" { (year) }
                }
                @for (number, row) in dated.iter().enumerate() {
                    @let y = TOP + ROW * i64::try_from(number).unwrap_or(0);
                    a href=(links.to(&row.exhibit.id)) {
                        text x="0" y=(y + 12) { (label(&name(row.exhibit))) }
                    }
                    @if let Some((from, until)) = row.claimed {
                        rect.claim x=(tenth(x(from))) y=(y + 1) width=(tenth((x(until) - x(from)).max(4.0))) height="15" {}
                    }
                    @if let Some((from, until)) = row.window {
                        @let left = from.map_or(LABEL as f64, x);
                        @let right = until.map_or((WIDTH - MARGIN) as f64, x);
                        rect.window x=(tenth(left)) y=(y + 3) width=(tenth((right - left).max(2.0))) height="11" {}
                        @if row.standing == Standing::CannotBeThatOld
                            && let Some((_, claimed)) = row.claimed
                            && x(claimed) < left
                        {
                            line.against x1=(tenth(x(claimed))) x2=(tenth(left)) y1=(y + 8) y2=(y + 8) {}
                        }
                    }
                    @for (at, what) in &row.points {
                        circle.point cx=(tenth(x(*at))) cy=(y + 8) r="3.5" { title { (safe(what)) } }
                    }
                }
            }
        }
        @if all.len() > dated.len() {
            p.quiet { (dated.len()) " of " (all.len()) " documents are shown: those with dates, the worst first." }
        }
    }
}

fn row<'a>(case: &Case, exhibit: &'a Exhibit, standing: Standing) -> Row<'a> {
    let stated = [Role::Created, Role::Modified, Role::SignatureTime];
    let points =
        exhibit.extraction.evidence.iter().filter(|evidence| evidence.role.is_some_and(|role| stated.contains(&role)));
    let points = points.filter_map(|evidence| {
        Some((evidence.moment()?.earliest, format!("{}: {}", evidence.label(), evidence.value_text())))
    });
    let last = exhibit.reasoned.windows.iter().rev().find(|window| matches!(window.event, Event::Saved(_)));
    let window = last.and_then(|window| {
        let from = window.not_before.as_ref().map(|edge| edge.at);
        let until = window.not_after.as_ref().filter(|edge| !edge.is_of_the_examination()).map(|edge| edge.at);
        (from.is_some() || until.is_some()).then_some((from, until))
    });
    let of_time =
        exhibit.reasoned.verdicts.iter().filter(|verdict| matches!(verdict.layer, Layer::Content | Layer::Bytes));
    let claims = of_time.filter_map(|verdict| case.claims.claims.iter().find(|claim| claim.id == verdict.claim));
    let claimed =
        claims.filter_map(|claim| claim.moment.as_ref()).map(|moment| (moment.earliest, moment.latest)).next();
    Row { exhibit, standing, points: points.take(12).collect(), window, claimed }
}

fn label(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let text: String = safe(name).chars().take(34).collect();
    if name.chars().count() > 34 { format!("{text}…") } else { text }
}

fn year(at: Instant) -> Option<i64> {
    at.date().map(|date| i64::from(chrono::Datelike::year(&date)))
}

/// The instant in years.
fn position(at: Instant) -> f64 {
    let Some(date) = at.date() else { return 1970.0 };
    f64::from(chrono::Datelike::year(&date)) + f64::from(chrono::Datelike::ordinal0(&date)) / 366.0
}

/// A coordinate to a tenth, so that two renderings are the same text.
fn tenth(at: f64) -> String {
    format!("{at:.1}")
}
