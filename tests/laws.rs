//! The laws of the network, by property tests, and examples of what reasoning must and must not say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use proptest::prelude::*;
use valla::model::{Event, PremiseRef, Strength};
use valla::reasoning::network::Nature;
use valla::reasoning::node::{Clock, Network, Node, Premise};

/// One random constraint between events, clocks and the origin of time.
#[derive(Debug, Clone)]
enum Constraint {
    Order(u32, u32),
    NotBefore(u32, i64),
    NotAfter(u32, i64),
    Stated(u32, u32, i64, i64),
    ClockRight(u32, i64),
}

fn constraint() -> impl Strategy<Value = Constraint> {
    let event = 1..5_u32;
    let at = -1_000..1_000_i64;
    prop_oneof![
        (event.clone(), event.clone()).prop_map(|(first, second)| Constraint::Order(first, second)),
        (event.clone(), at.clone()).prop_map(|(event, at)| Constraint::NotBefore(event, at)),
        (event.clone(), at.clone()).prop_map(|(event, at)| Constraint::NotAfter(event, at)),
        (event, 1..3_u32, at, 0..100_i64)
            .prop_map(|(event, clock, at, width)| Constraint::Stated(event, clock, at, width)),
        (1..3_u32, 0..50_i64).prop_map(|(clock, slack)| Constraint::ClockRight(clock, slack)),
    ]
}

fn network(constraints: &[Constraint]) -> Network {
    let mut network = Network::new(Node::Origin);
    for (number, constraint) in constraints.iter().enumerate() {
        let nature = match constraint {
            Constraint::Order(..) => Nature::Axiom,
            Constraint::NotBefore(..) | Constraint::NotAfter(..) => Nature::Bound,
            Constraint::Stated(..) => Nature::Statement,
            Constraint::ClockRight(..) => Nature::ClockWasRight,
        };
        let refs = vec![PremiseRef::order(format!("p{number}"))];
        let premise = network.premise(Premise::new(nature, Strength::Hard, refs, format!("premise {number}")));
        let event = |event: u32| Node::Event(Event::Saved(event));
        match *constraint {
            Constraint::Order(first, second) if first != second => {
                network.order(premise, event(first), event(second), 0)
            }
            Constraint::Order(..) => {}
            Constraint::NotBefore(node, at) => network.within(premise, event(node), Node::Origin, Some(at), None),
            Constraint::NotAfter(node, at) => network.within(premise, event(node), Node::Origin, None, Some(at)),
            Constraint::Stated(node, clock, at, width) => {
                network.within(premise, event(node), Node::Clock(Clock::OfRevision(clock)), Some(at), Some(at + width));
            }
            Constraint::ClockRight(clock, slack) => {
                network.within(premise, Node::Clock(Clock::OfRevision(clock)), Node::Origin, Some(-slack), Some(slack));
            }
        }
    }
    network
}

fn only(count: usize, members: &[usize]) -> Vec<bool> {
    (0..count).map(|number| members.contains(&number)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// A bound added to a consistent network never widens a window.
    #[test]
    fn a_bound_never_widens_a_window(constraints in prop::collection::vec(constraint(), 0..14), node in 1..5_u32, at in -1_000..1_000_i64) {
        let mut longer = constraints.clone();
        longer.push(Constraint::NotBefore(node, at));
        let (before, after) = (network(&constraints), network(&longer));
        let all = vec![true; constraints.len()];
        let all_longer = vec![true; longer.len()];
        prop_assume!(after.consistent(&all_longer));
        prop_assert!(before.consistent(&all));
        for event in 1..5 {
            let (old_lower, old_upper) = before.window(&Node::Event(Event::Saved(event)), &all);
            let (new_lower, new_upper) = after.window(&Node::Event(Event::Saved(event)), &all_longer);
            if let Some((old, _)) = old_lower {
                prop_assert!(new_lower.is_some_and(|(new, _)| new >= old));
            }
            if let Some((old, _)) = old_upper {
                prop_assert!(new_upper.is_some_and(|(new, _)| new <= old));
            }
        }
    }

    /// A reported conflict conflicts, and no proper subset of it does.
    #[test]
    fn a_conflict_conflicts_and_no_proper_subset_does(constraints in prop::collection::vec(constraint(), 2..16)) {
        let network = network(&constraints);
        let count = constraints.len();
        if let Some(conflict) = network.minimal_conflict(&vec![true; count]) {
            prop_assert!(!network.consistent(&only(count, &conflict)));
            for left_out in &conflict {
                let rest: Vec<usize> = conflict.iter().copied().filter(|member| member != left_out).collect();
                prop_assert!(network.consistent(&only(count, &rest)), "{conflict:?} without {left_out}");
            }
        } else {
            prop_assert!(network.consistent(&vec![true; count]));
        }
    }

    /// The premises that are named for an end of a window give that end by themselves.
    #[test]
    fn the_named_premises_give_the_window(constraints in prop::collection::vec(constraint(), 0..14)) {
        let network = network(&constraints);
        let all = vec![true; constraints.len()];
        prop_assume!(network.consistent(&all));
        for event in 1..5 {
            let (lower, upper) = network.window(&Node::Event(Event::Saved(event)), &all);
            if let Some((at, premises)) = lower {
                let alone = network.window(&Node::Event(Event::Saved(event)), &only(constraints.len(), &premises)).0;
                prop_assert_eq!(alone.map(|(alone, _)| alone), Some(at));
            }
            if let Some((at, premises)) = upper {
                let alone = network.window(&Node::Event(Event::Saved(event)), &only(constraints.len(), &premises)).1;
                prop_assert_eq!(alone.map(|(alone, _)| alone), Some(at));
            }
        }
    }

    /// Two times read on one clock conflict whatever the clock showed; times read on two clocks do not, until both clocks
    /// are said to have been right.
    #[test]
    fn clocks_bind_only_their_own_times(first in -1_000..1_000_i64, gap in 200..1_000_i64) {
        let order = Constraint::Order(1, 2);
        let one_clock = network(&[order.clone(), Constraint::Stated(1, 1, first + gap, 0), Constraint::Stated(2, 1, first, 0)]);
        prop_assert!(!one_clock.consistent(&[true; 3]));
        let two = [order, Constraint::Stated(1, 1, first + gap, 0), Constraint::Stated(2, 2, first, 0), Constraint::ClockRight(1, 20), Constraint::ClockRight(2, 20)];
        let two_clocks = network(&two);
        prop_assert!(two_clocks.consistent(&[true, true, true, true, false]));
        prop_assert!(!two_clocks.consistent(&[true; 5]));
    }
}

mod documents {
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use valla::checks::{self, View};
    use valla::knowledge::Knowledge;
    use valla::model::{
        Claims, Day, Editability, Evidence, EvidenceId, Extraction, Format, Layer, Locus, Moment, Reading, Reasoned,
        Revision, RevisionKind, Role, Status, Strength, Term, Value,
    };
    use valla::pipeline::claims::ClaimBook;
    use valla::reasoning::{Question, reason};

    /// A document written down by what it says: property, role, revision, value.
    fn document(revisions: u32, said: &[(&str, Role, u32, &str)]) -> Extraction {
        let evidence = said.iter().enumerate().map(|(number, (property, role, revision, text))| {
            let date = matches!(
                role,
                Role::Created | Role::Modified | Role::MetadataModified | Role::HistoryTime | Role::PartTime
            );
            let value = if date {
                Value::Moment(Moment::from_pdf(text).or_else(|_| Moment::from_iso8601(text)).unwrap())
            } else {
                Value::Text((*text).to_owned())
            };
            Evidence {
                id: EvidenceId::numbered(number + 1),
                property: (*property).to_owned(),
                role: Some(*role),
                raw: (*text).to_owned(),
                value: Reading::Present(value),
                locus: Locus { revision: Some(*revision), path: (*property).to_owned(), ..Locus::default() },
                editability: Editability::F2,
                hidden: None,
            }
        });
        Extraction {
            format: Format { name: "PDF".to_owned(), ..Format::default() },
            status: Status::Ok,
            reduced: false,
            limits: vec![],
            warnings: vec![],
            revisions: (1..=revisions)
                .map(|number| Revision {
                    form: vec![],
                    uncompared: false,
                    number,
                    sha256: vec![],
                    start: u64::from(number - 1) * 100,
                    end: u64::from(number) * 100,
                    kind: if number == 1 { RevisionKind::Original } else { RevisionKind::Update },
                    notes: vec![],
                    changes: vec![],
                    words: vec![],
                    objects: 1,
                })
                .collect(),
            evidence: evidence.collect(),
            children: vec![],
            words: vec![],
            edits: vec![],
            signatures: vec![],
            comparisons: vec![],
            preview: None,
            hidden_places: vec![],
            likeness: vec![],
        }
    }

    fn claims(text: &str) -> Claims {
        let mut book = ClaimBook::default();
        book.read_text(text, "test").unwrap();
        book.of("document.pdf", &[])
    }

    fn reasoned(extraction: &Extraction, claims: &Claims) -> Reasoned {
        let (knowledge, day) = (Knowledge::embedded(), Day(chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()));
        let answers = checks::run(&View::new((extraction, &[]), claims, knowledge, day, "document.pdf"));
        reason(Question { extraction, sha256: "", claims, knowledge, day }, answers, vec![]).reasoned
    }

    fn terms(reasoned: &Reasoned) -> BTreeMap<Layer, Term> {
        reasoned.verdicts.iter().map(|verdict| (verdict.layer, verdict.term)).collect()
    }

    const CLAIM: &str = "[[claim]]\ncontent='2012'\nbytes='2012'";

    #[test]
    fn a_dead_clock_battery_does_not_contradict_a_claim() {
        let extraction = document(
            1,
            &[
                ("pdf.info.CreationDate", Role::Created, 1, "D:19800101000000"),
                ("pdf.info.ModDate", Role::Modified, 1, "D:20280101000512+03'00'"),
                ("pdf.info.Producer", Role::Producer, 1, "Acrobat Distiller 8.1.0 (Windows)"),
            ],
        );
        let found = terms(&reasoned(&extraction, &claims(CLAIM)));
        assert_ne!(found[&Layer::Bytes], Term::Contradicts);
        assert_ne!(found[&Layer::Content], Term::Contradicts);
    }

    #[test]
    fn a_stated_date_alone_never_contradicts_however_late() {
        let extraction = document(1, &[("pdf.info.ModDate", Role::Modified, 1, "D:20240501120000Z")]);
        let reasoned = reasoned(&extraction, &claims(CLAIM));
        assert_eq!(terms(&reasoned)[&Layer::Bytes], Term::Tension);
        assert!(reasoned.conflicts.iter().all(|conflict| conflict.strength < Strength::Hard));
    }

    #[test]
    fn a_late_program_contradicts_the_bytes_and_says_nothing_against_the_words() {
        let extraction = document(1, &[("pdf.info.Producer", Role::Producer, 1, "GPL Ghostscript 10.00.0")]);
        let reasoned = reasoned(&extraction, &claims(CLAIM));
        assert_eq!(terms(&reasoned)[&Layer::Bytes], Term::Contradicts);
        assert_eq!(terms(&reasoned)[&Layer::Content], Term::NoEvidence);
        assert!(
            reasoned.verdicts.iter().any(|verdict| verdict.sentence.contains("does not show that the text is younger"))
        );
    }

    #[test]
    fn one_resave_gives_one_explanation_and_a_second_one_a_second() {
        let resave = [
            ("pdf.info.Producer", Role::Producer, 1, "GPL Ghostscript 9.20"),
            ("pdf.xmp.xmptk", Role::Toolkit, 1, "Adobe XMP Core 5.6-c015 84.159810, 2016/09/10-02:41:30"),
            ("pdf.info.ModDate", Role::Modified, 1, "D:20190501120000+02'00'"),
            ("pdf.xmp.ModifyDate", Role::Modified, 1, "2019-05-01T12:00:00+02:00"),
        ];
        let once = reasoned(&document(1, &resave), &claims(CLAIM));
        assert!(once.findings.len() >= 3, "{:#?}", once.findings);
        assert_eq!(once.explanations.len(), 1, "{:#?}", once.explanations);
        assert_eq!(
            once.explanations[0].findings.len(),
            once.findings.iter().filter(|finding| finding.sign_of.is_some()).count()
        );

        let mut twice = resave.to_vec();
        twice.push(("pdf.info.ModDate", Role::Modified, 2, "D:20230801090000+02'00'"));
        let in_two_revisions = reasoned(&document(2, &twice), &claims(CLAIM));
        assert_eq!(in_two_revisions.explanations.len(), 2, "{:#?}", in_two_revisions.explanations);

        // A program that did not exist yet when the stated save took place shows a second save in the same revision.
        let mut hidden = resave.to_vec();
        hidden.push(("pdf.info.Creator", Role::Creator, 1, "GPL Ghostscript 10.00.0"));
        let in_one = reasoned(&document(1, &hidden), &claims(CLAIM));
        assert_eq!(in_one.explanations.len(), 2, "{:#?}", in_one.explanations);
    }

    #[test]
    fn a_retracted_default_date_changes_nothing_else() {
        let plain = [
            ("pdf.info.ModDate", Role::Modified, 1, "D:20120501120000Z"),
            ("pdf.info.Producer", Role::Producer, 1, "Acrobat Distiller 9.0.0 (Windows)"),
        ];
        let mut with_default = plain.to_vec();
        with_default.push(("ooxml.core.created", Role::Created, 1, "2013-12-23T23:15:00Z"));
        let (without, with) =
            (reasoned(&document(1, &plain), &claims(CLAIM)), reasoned(&document(1, &with_default), &claims(CLAIM)));
        assert_eq!(terms(&without), terms(&with));
        assert_eq!(without.windows, with.windows);
        assert_eq!(without.conflicts, with.conflicts);
        assert_eq!(with.retracted, [EvidenceId::numbered(3)]);
    }

    #[test]
    fn what_happened_after_the_file_was_received_is_custody() {
        let extraction = document(
            2,
            &[
                ("pdf.info.ModDate", Role::Modified, 1, "D:20120501120000Z"),
                ("pdf.info.ModDate", Role::Modified, 2, "D:20260401120000Z"),
                ("pdf.info.Producer", Role::Producer, 2, "GPL Ghostscript 10.00.0"),
            ],
        );
        let with = claims("[[claim]]\ncontent='2012'\nbytes='2012'\nreceived='2026-03-02'");
        assert_eq!(terms(&reasoned(&extraction, &claims(CLAIM)))[&Layer::Bytes], Term::Contradicts);
        let found = reasoned(&extraction, &with);
        assert_ne!(terms(&found)[&Layer::Bytes], Term::Contradicts, "{:#?}", found.verdicts);
    }

    #[test]
    fn an_anchor_confirms_bytes_and_nothing_else() {
        let extraction = document(1, &[("pdf.info.ModDate", Role::Modified, 1, "D:20110501120000Z")]);
        let sha256 = "ab".repeat(32);
        let claims = claims(&format!(
            "[[claim]]\ncontent='2012'\nbytes='2012'\n[[anchor]]\nsha256='{sha256}'\nexisted_by='2012-03-01'\nheld_by='an archive'"
        ));
        let (knowledge, day) = (Knowledge::embedded(), Day(chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()));
        let answers = checks::run(&View::new((&extraction, &[]), &claims, knowledge, day, "document.pdf"));
        let found = reason(
            Question { extraction: &extraction, sha256: &sha256, claims: &claims, knowledge, day },
            answers,
            vec![],
        )
        .reasoned;
        assert_eq!(terms(&found)[&Layer::Bytes], Term::Confirmed);
    }

    #[test]
    fn two_recalled_floors_of_independent_makers_weigh_as_one_that_was_read() {
        let one = document(1, &[("pdf.info.Producer", Role::Producer, 1, "ABBYY FineReader 15")]);
        assert_eq!(terms(&reasoned(&one, &claims(CLAIM)))[&Layer::Bytes], Term::Tension);
        let two = document(
            1,
            &[
                ("pdf.info.Producer", Role::Producer, 1, "ABBYY FineReader 15"),
                ("pdf.info.Creator", Role::Creator, 1, "Adobe InDesign CC 2017 (Windows)"),
            ],
        );
        assert_eq!(terms(&reasoned(&two, &claims(CLAIM)))[&Layer::Bytes], Term::Contradicts);
        let same_maker = document(
            1,
            &[
                ("pdf.info.Producer", Role::Producer, 1, "ABBYY FineReader 15"),
                ("pdf.info.Creator", Role::Creator, 1, "ABBYY FineReader 15"),
            ],
        );
        assert_eq!(terms(&reasoned(&same_maker, &claims(CLAIM)))[&Layer::Bytes], Term::Tension);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Every instant that a zone-less time can mean is respected: within a day and two hours no conflict arises.
        #[test]
        fn a_missing_zone_alone_never_makes_a_conflict(hour in 0..24_u32, minute in 0..60_u32, apart in 0..(26 * 60_i64)) {
            let modified = chrono::NaiveDate::from_ymd_opt(2012, 5, 10).unwrap().and_hms_opt(hour, minute, 0).unwrap();
            let created = modified + chrono::TimeDelta::minutes(apart);
            let extraction = document(1, &[
                ("pdf.info.CreationDate", Role::Created, 1, &created.format("D:%Y%m%d%H%M%S").to_string()),
                ("pdf.info.ModDate", Role::Modified, 1, &modified.format("D:%Y%m%d%H%M%SZ").to_string()),
            ]);
            let reasoned = reasoned(&extraction, &Claims::default());
            prop_assert!(reasoned.conflicts.is_empty(), "{:#?}", reasoned.conflicts);
        }

        /// The order in which a file hands over its evidence changes no verdict.
        #[test]
        fn the_order_of_evidence_changes_no_verdict(seed in any::<u64>()) {
            let mut said = vec![
                ("pdf.info.CreationDate", Role::Created, 1, "D:20100501120000Z"),
                ("pdf.info.ModDate", Role::Modified, 1, "D:20190501120000+02'00'"),
                ("pdf.xmp.ModifyDate", Role::Modified, 1, "2013-05-01T12:00:00+02:00"),
                ("pdf.info.Producer", Role::Producer, 1, "GPL Ghostscript 9.20"),
                ("pdf.info.Creator", Role::Creator, 1, "Adobe InDesign CC 2017 (Windows)"),
                ("pdf.version", Role::FormatVersion, 1, "1.7"),
            ];
            let expected = terms(&reasoned(&document(1, &said), &claims(CLAIM)));
            let mut state = seed;
            for position in (1..said.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                said.swap(position, usize::try_from(state >> 33).unwrap() % (position + 1));
            }
            prop_assert_eq!(terms(&reasoned(&document(1, &said), &claims(CLAIM))), expected);
        }
    }
}

#[test]
fn a_document_of_many_parts_is_reasoned_about_in_bounded_work() {
    use valla::checks::{self, View};
    use valla::knowledge::Knowledge;
    use valla::model::{
        Claims, Day, Editability, Evidence, EvidenceId, Extraction, Format, Locus, Moment, Reading, Role, Status, Value,
    };
    use valla::reasoning::{Question, reason};

    let start = chrono::NaiveDate::from_ymd_opt(2001, 1, 1).unwrap();
    let evidence = (0..5_000_u32).map(|number| {
        let day = start + chrono::Days::new(u64::from(number));
        let text = day.format("D:%Y%m%d120000Z").to_string();
        Evidence {
            id: EvidenceId::numbered(number as usize + 1),
            property: "pdf.annotation.M".to_owned(),
            role: Some(Role::PartTime),
            raw: text.clone(),
            value: Reading::Present(Value::Moment(Moment::from_pdf(&text).unwrap())),
            locus: Locus { revision: Some(1), path: format!("Annot {number}"), ..Locus::default() },
            editability: Editability::F2,
            hidden: None,
        }
    });
    let extraction = Extraction {
        format: Format::default(),
        status: Status::Ok,
        reduced: false,
        limits: vec![],
        warnings: vec![],
        revisions: vec![],
        evidence: evidence.collect(),
        children: vec![],
        words: vec![],
        edits: vec![],
        signatures: vec![],
        comparisons: vec![],
        preview: None,
        hidden_places: vec![],
        likeness: vec![],
    };
    let (claims, day) = (Claims::default(), Day(chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()));
    let statements = valla::reasoning::premises::statements(&extraction, &std::collections::BTreeSet::new());
    assert_eq!(statements.len(), 64);
    assert!(
        statements.iter().all(|statement| statement.evidence.id >= EvidenceId::numbered(4937)),
        "the latest are kept"
    );
    let answers = checks::run(&View::new((&extraction, &[]), &claims, Knowledge::embedded(), day, "a.pdf"));
    let reasoned = reason(
        Question { extraction: &extraction, sha256: "", claims: &claims, knowledge: Knowledge::embedded(), day },
        answers,
        vec![],
    )
    .reasoned;
    assert!(reasoned.conflicts.is_empty());
}
