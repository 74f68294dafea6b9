//! Tries understanding on lines of JSON: `try moments FILE` with `{"text", "moment"}`, `try languages FILE` with
//! `{"text", "lang"}`, `try answers EXAMPLES QUESTIONS` with `{"answer_id", "text"}` (no `answer_id`: must be declined),
//! `try speed`, and `try say TEXT`. Prints what was got right and, with `-v` as the last argument, each miss.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::Value;
#[path = "../tests/made/many.rs"]
mod many;
use vitrine_understanding::{Answers, Assets, Context, Example, Group, Language, Moment, Understanding};

fn lines(path: &str) -> Vec<Value> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text(line: &Value) -> &str {
    line["text"].as_str().unwrap_or_default()
}

fn group(code: &str) -> Option<Group> {
    match code {
        "service" => Some(Group::Service),
        "rest" => Some(Group::Rest),
        code => Moment::of_code(code).map(Moment::group),
    }
}

fn moments(path: &str, verbose: bool) {
    let understanding = Understanding::new(&Assets::built_in());
    let mut table: BTreeMap<(Group, Group), u32> = BTreeMap::new();
    for line in lines(path) {
        let Some(right) = line["moment"].as_str().and_then(group) else { continue };
        let found = understanding.understand(text(&line), &Context::default());
        *table.entry((right, found.moment.group())).or_default() += 1;
        if verbose && right != found.moment.group() {
            println!("{right:?} -> {:?} {:.2} {:?} | {}", found.moment, found.confidence, found.ranking, text(&line));
        }
    }
    let count = |test: &dyn Fn(&(Group, Group)) -> bool| table.iter().filter(|(key, _)| test(key)).map(|(_, n)| *n).sum::<u32>() as f32;
    let mut scores = Vec::new();
    for group in [Group::Know, Group::Go, Group::Make, Group::Buy, Group::Service, Group::Rest] {
        let (hit, said, is) = (count(&|key| *key == (group, group)), count(&|key| key.1 == group), count(&|key| key.0 == group));
        let (precision, recall) = (hit / said.max(1.0), hit / is.max(1.0));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-6);
        println!("{group:?}: {is} right {recall:.3} sure {precision:.3} F1 {f1:.3}");
        if is > 0.0 {
            scores.push(f1);
        }
    }
    println!("macro F1 {:.3}", scores.iter().sum::<f32>() / scores.len() as f32);
}

fn languages(path: &str, verbose: bool) {
    let understanding = Understanding::new(&Assets::built_in());
    let mut table: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in lines(path) {
        if text(&line).split_whitespace().count() < 4 {
            continue;
        }
        let code = line["lang"].as_str().unwrap_or_default();
        let right = Language::of_code(code);
        let (found, sure) = understanding.language(text(&line), None);
        let entry = table.entry(code.to_owned()).or_default();
        entry.1 += 1;
        entry.0 += u32::from(found == right);
        if verbose && found != right {
            println!("{code} -> {found:?} {sure:.2} | {}", text(&line));
        }
    }
    for (code, (right, all)) in &table {
        println!("{code}: {right} of {all} = {:.3}", *right as f32 / *all as f32);
    }
}

fn answers(examples: &str, questions: &str, verbose: bool) {
    let of = |line: &Value| Example {
        answer_id: line["answer_id"].as_str().unwrap_or_default().to_owned(),
        text: text(line).to_owned(),
        lang: None,
    };
    let examples: Vec<Example> = lines(examples).iter().map(of).collect();
    let start = Instant::now();
    let answers = Answers::learn(&examples);
    println!("learned {} examples in {:?}", examples.len(), start.elapsed());
    let (mut first, mut given, mut wrong, mut fitting, mut declined, mut off) = (0, 0, 0, 0, 0, 0);
    let (mut right_likeness, mut off_likeness) = (Vec::new(), Vec::new());
    for line in lines(questions) {
        let found = answers.find(text(&line));
        let right = line["answer_id"].as_str();
        match right {
            Some(right) => {
                let hit = found.candidates.first().is_some_and(|candidate| candidate.answer_id == right);
                fitting += 1;
                first += u32::from(hit);
                given += u32::from(hit && found.best.is_some());
                wrong += u32::from(!hit && found.best.is_some());
                right_likeness.extend(hit.then_some(found.likeness));
                if verbose && !(hit && found.best.is_some()) {
                    println!("{right} -> {:?} {:.2} | {}", found.candidates.first().map(|one| &one.answer_id), found.likeness, text(&line));
                }
            }
            None => {
                off += 1;
                off_likeness.push(found.likeness);
                declined += u32::from(found.best.is_none());
                if verbose && found.best.is_some() {
                    println!("off -> {:?} {:.2} | {}", found.best, found.likeness, text(&line));
                }
            }
        }
    }
    let part = |n: u32, of: u32| n as f32 / of.max(1) as f32;
    println!(
        "right one first {:.3}, given {:.3}, wrongly answered {:.3} of {fitting}",
        part(first, fitting),
        part(given, fitting),
        part(wrong, fitting)
    );
    println!("off-topic declined {:.3} of {off}", part(declined, off));
    off_likeness.sort_by(f32::total_cmp);
    for least in [0.85, 0.9, 0.95] {
        let at = ((off_likeness.len() as f32 * least) as usize).min(off_likeness.len().saturating_sub(1));
        let Some(threshold) = off_likeness.get(at) else { continue };
        let given = right_likeness.iter().filter(|likeness| *likeness > threshold).count();
        println!("were {least} declined, {:.3} could be given", part(given as u32, fitting));
    }
}

/// The made-up hundred and fifty answers: all of them, then with a fifth of them missing.
fn many_answers(verbose: bool) {
    for (writing, missing) in [(0, None), (0, Some(1)), (0, Some(3)), (1, None), (1, Some(1)), (1, Some(3))] {
        let (examples, asked) = many::made(writing);
        let mut ids: Vec<String> = examples.iter().map(|one| one.answer_id.clone()).collect();
        ids.dedup();
        let is_missing = |id: &str| missing.is_some_and(|part| ids.iter().position(|one| *one == id).is_some_and(|at| at % 5 == part));
        let known: Vec<Example> = examples.iter().filter(|one| !is_missing(&one.answer_id)).cloned().collect();
        let start = Instant::now();
        let answers = Answers::learn(&known);
        println!("writing {writing}: learned {} examples in {:?}, missing: {missing:?}", known.len(), start.elapsed());
        let (mut fitting, mut rare, mut off) = ([0.0_f32; 3], [0.0_f32; 3], BTreeMap::<&str, Vec<f32>>::new());
        let mut right_likeness = Vec::new();
        let start = Instant::now();
        for one in &asked {
            let found = answers.find(&one.text);
            let given = found.best.is_some();
            let first = found.candidates.first().map(|one| one.answer_id.as_str());
            let shown = match &one.answer {
                Some(id) if !is_missing(id) => {
                    let hit = first == Some(id);
                    for (sum, counts) in fitting.iter_mut().zip([true, hit, hit && given]) {
                        *sum += f32::from(u8::from(counts));
                    }
                    if one.kind == many::Kind::Rare {
                        for (sum, counts) in rare.iter_mut().zip([true, hit, hit && given]) {
                            *sum += f32::from(u8::from(counts));
                        }
                    }
                    right_likeness.extend(hit.then_some(found.likeness));
                    !hit || !given
                }
                answer => {
                    let kind = match (answer, one.kind) {
                        (Some(_), _) => "missing",
                        (None, many::Kind::Near) => "near",
                        _ => "talk",
                    };
                    off.entry(kind).or_default().push(found.likeness);
                    given
                }
            };
            if verbose && writing == 0 && shown {
                println!("{:?} -> {first:?} {:.2} | {}", one.answer, found.likeness, one.text);
            }
        }
        let part = |n: f32, of: f32| n / of.max(1.0);
        println!(
            "  right first {:.3}, given {:.3} of {}; asked in rare ways {:.3}, {:.3} of {}; each {:?}",
            part(fitting[1], fitting[0]),
            part(fitting[2], fitting[0]),
            fitting[0],
            part(rare[1], rare[0]),
            part(rare[2], rare[0]),
            rare[0],
            start.elapsed() / asked.len() as u32
        );
        for (name, likenesses) in &mut off {
            likenesses.sort_by(f32::total_cmp);
            let declined = likenesses.iter().filter(|likeness| **likeness < 0.5).count() as f32;
            print!("    {name} declined {:.3} of {};", part(declined, likenesses.len() as f32), likenesses.len());
            for least in [85, 88, 92, 95] {
                if let Some(threshold) = likenesses.get(likenesses.len() * least / 100) {
                    let given = right_likeness.iter().filter(|likeness| *likeness > threshold).count() as f32;
                    print!(" were .{least}: {:.3} at {threshold:.2};", part(given, fitting[0]));
                }
            }
            println!();
        }
    }
}

fn speed() {
    let start = Instant::now();
    let understanding = Understanding::new(&Assets::built_in());
    println!("started in {:?}", start.elapsed());
    let assets = Assets::built_in();
    let long = "do you have the red shoes in 42? ".repeat(130);
    let mut times: Vec<_> = assets
        .utterances()
        .map(|(_, _, text)| text.to_owned())
        .chain((0..200).map(|_| long.clone()))
        .map(|text| {
            let start = Instant::now();
            std::hint::black_box(understanding.understand(&text, &Context::default()));
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("median {:?}, p99 {:?}, longest {:?}", times[times.len() / 2], times[times.len() * 99 / 100], times[times.len() - 1]);
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let verbose = arguments.last().is_some_and(|last| last == "-v");
    if verbose {
        arguments.pop();
    }
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["moments", path] => moments(path, verbose),
        ["languages", path] => languages(path, verbose),
        ["answers", examples, questions] => answers(examples, questions, verbose),
        ["many"] => many_answers(verbose),
        ["speed"] => speed(),
        ["say", text] => {
            let found = Understanding::new(&Assets::built_in()).understand(text, &Context::default());
            println!("{}", serde_json::to_string_pretty(&found).unwrap());
        }
        _ => println!("try moments|languages FILE, try answers EXAMPLES QUESTIONS, try many, try speed, try say TEXT"),
    }
}
