// main.rs: Tantivy in the race; the verbs are told in ../README.md.
// SPDX-License-Identifier: MIT
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::ops::Bound;
use std::path::Path;
use std::time::Instant;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    BooleanQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{
    Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, Value, FAST, STORED, STRING,
};
use tantivy::{
    Index, IndexReader, IndexWriter, Order, ReloadPolicy, Searcher, TantivyDocument, Term,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A query over this is run once.
const SLOW_NS: u64 = 100_000_000;

struct Fields {
    id: Field,
    text: Field,
    date: Field,
    day: Field,
    category: Field,
}

/// "2019-12-17" as 20191217; 0 for none.
fn day(date: &str) -> u64 {
    date.replace('-', "").parse().unwrap_or(0)
}

impl Fields {
    fn of(schema: &Schema) -> Result<Fields> {
        Ok(Fields {
            id: schema.get_field("id")?,
            text: schema.get_field("text")?,
            date: schema.get_field("date")?,
            day: schema.get_field("day")?,
            category: schema.get_field("category")?,
        })
    }

    fn document(&self, line: &str) -> Result<(Term, TantivyDocument)> {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let value = |name: &str| article[name].as_str().unwrap_or("");
        let mut document = TantivyDocument::default();
        document.add_text(self.id, value("id"));
        document.add_text(self.text, value("text"));
        document.add_text(self.date, value("date"));
        document.add_u64(self.day, day(value("date")));
        document.add_text(self.category, value("category"));
        Ok((Term::from_field_text(self.id, value("id")), document))
    }
}

fn schema() -> Schema {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default()
        .set_indexing_options(indexing)
        .set_stored();
    builder.add_text_field("id", STRING | STORED);
    builder.add_text_field("text", text);
    builder.add_text_field("date", STRING | STORED);
    builder.add_u64_field("day", FAST);
    builder.add_text_field("category", STRING | STORED);
    builder.build()
}

fn nanoseconds(clock: libc::clockid_t) -> u64 {
    let mut t = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    unsafe { libc::clock_gettime(clock, &mut t) };
    t.tv_sec as u64 * 1_000_000_000 + t.tv_nsec as u64
}

fn cpu_seconds() -> f64 {
    nanoseconds(libc::CLOCK_PROCESS_CPUTIME_ID) as f64 * 1e-9
}

/// A line of /proc/self/status in kB: VmHWM is the peak, RssAnon what is not
/// mapped from files.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let word = line.and_then(|line| line.split_whitespace().nth(1));
    word.and_then(|word| word.parse().ok()).unwrap_or(0)
}

fn lines(path: &str) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    Ok(BufReader::with_capacity(1 << 20, File::open(path)?).lines())
}

fn reader(index: &Index) -> Result<IndexReader> {
    let builder = index.reader_builder();
    Ok(builder.reload_policy(ReloadPolicy::Manual).try_into()?)
}

fn parsed(index: &Index, fields: &Fields, kind: &str, text: &str) -> Result<Box<dyn Query>> {
    if kind == "prefix" {
        let pattern = format!("{text}.*");
        return Ok(Box::new(RegexQuery::from_pattern(&pattern, fields.text)?));
    }
    let mut terms = vec![];
    let mut tokenizer = index.tokenizer_for_field(fields.text)?;
    let mut tokens = tokenizer.token_stream(text);
    while tokens.advance() {
        terms.push(Term::from_field_text(fields.text, &tokens.token().text));
    }
    if kind == "phrase" && terms.len() > 1 {
        return Ok(Box::new(PhraseQuery::new(terms)));
    }
    let term_query = |term| Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
    if terms.len() == 1 {
        return Ok(term_query(terms.remove(0)));
    }
    let occur = if kind == "and" {
        Occur::Must
    } else {
        Occur::Should
    };
    let clauses = terms.into_iter();
    let clauses = clauses.map(|term| (occur, term_query(term) as Box<dyn Query>));
    Ok(Box::new(BooleanQuery::new(clauses.collect())))
}

/// index FOLDER CORPUS THREADS
fn index(args: &[String]) -> Result<()> {
    let start = Instant::now();
    let threads: usize = args[4].parse()?;
    std::fs::create_dir_all(&args[2])?;
    let index = Index::create_in_dir(&args[2], schema())?;
    let fields = Fields::of(&index.schema())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, 256_000_000 * threads)?;
    writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
    let mut count = 0;
    for line in lines(&args[3])? {
        writer.add_document(fields.document(&line?)?.1)?;
        count += 1;
    }
    writer.commit()?;
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds());
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    println!(
        "{{\"articles\":{},\"wall_s\":{:.3},\"cpu_s\":{:.3},\"merged_wall_s\":{:.3},\
         \"merged_cpu_s\":{:.3},\"peak_kb\":{}}}",
        count,
        wall,
        cpu,
        start.elapsed().as_secs_f64(),
        cpu_seconds(),
        memory("VmHWM")
    );
    Ok(())
}

struct Open {
    index: Index,
    fields: Fields,
    searcher: Searcher,
}

fn open(folder: &str) -> Result<Open> {
    let index = Index::open_in_dir(Path::new(folder))?;
    let fields = Fields::of(&index.schema())?;
    let searcher = reader(&index)?.searcher();
    Ok(Open {
        index,
        fields,
        searcher,
    })
}

/// What is asked for in a mode beside the best by score.
const AFTER: &str = "2015-01-01";
const BEFORE: &str = "2019-12-31";

/// Whether a mode is raced over with such queries.
fn is_for(mode: &str, kind: &str) -> bool {
    match mode {
        // It has no other prefix than of constant score.
        "scored" => kind == "prefix",
        "filtered" | "by_date" => kind != "phrase" && kind != "prefix",
        _ => true,
    }
}

fn of_a_time(query: Box<dyn Query>, field: Field) -> Box<dyn Query> {
    let end = |date| Bound::Included(Term::from_field_u64(field, day(date)));
    let range = Box::new(RangeQuery::new(end(AFTER), end(BEFORE)));
    let range = Box::new(tantivy::query::ConstScoreQuery::new(range, 0.0));
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, query),
        (Occur::Must, range),
    ]))
}

/// The number of matches, where it is asked for.
fn search(open: &Open, mode: &str, kind: &str, text: &str, limit: usize) -> Result<i64> {
    let mut query = parsed(&open.index, &open.fields, kind, text)?;
    if mode == "filtered" {
        query = of_a_time(query, open.fields.day);
    }
    if mode == "by_date" {
        let top = TopDocs::with_limit(limit).order_by_fast_field::<u64>("day", Order::Desc);
        open.searcher.search(&*query, &top)?;
        return Ok(-1);
    }
    let top = TopDocs::with_limit(limit).order_by_score();
    if mode == "top10_count" {
        let (_, count) = open.searcher.search(&*query, &(top, Count))?;
        return Ok(count as i64);
    }
    open.searcher.search(&*query, &top)?;
    Ok(-1)
}

/// bench FOLDER QUERIES MODES STRIDE RUNS
fn bench(args: &[String]) -> Result<()> {
    let open = open(&args[2])?;
    let stride: usize = args[5].parse()?;
    let runs: usize = args[6].parse()?;
    let queries: Vec<String> = lines(&args[3])?.collect::<std::io::Result<_>>()?;
    let mut out = std::io::stdout().lock();
    for mode in args[4].split(',') {
        let limit = match mode {
            "top100" => 100,
            "top1000" => 1000,
            _ => 10,
        };
        for (i, line) in queries.iter().enumerate().step_by(stride) {
            let Some((kind, text)) = line.split_once('\t') else {
                continue;
            };
            if !is_for(mode, kind) {
                continue;
            }
            let (mut best_wall, mut best_cpu, mut total) = (u64::MAX, u64::MAX, -1);
            for run in 0..=runs {
                let cpu = nanoseconds(libc::CLOCK_THREAD_CPUTIME_ID);
                let wall = nanoseconds(libc::CLOCK_MONOTONIC);
                total = search(&open, mode, kind, text, limit)?;
                let wall = nanoseconds(libc::CLOCK_MONOTONIC) - wall;
                let cpu = nanoseconds(libc::CLOCK_THREAD_CPUTIME_ID) - cpu;
                let is_slow = cpu > SLOW_NS;
                if run > 0 || is_slow {
                    best_wall = best_wall.min(wall);
                    best_cpu = best_cpu.min(cpu);
                }
                if is_slow {
                    break;
                }
            }
            writeln!(out, "{mode}\t{kind}\t{i}\t{best_wall}\t{best_cpu}\t{total}")?;
        }
    }
    writeln!(
        out,
        "#peak_kb\t{}\n#own_kb\t{}",
        memory("VmHWM"),
        memory("RssAnon")
    )?;
    Ok(())
}

/// one FOLDER TYPE QUERY
fn one(args: &[String]) -> Result<()> {
    let open = open(&args[2])?;
    let query = parsed(&open.index, &open.fields, &args[3], &args[4])?;
    let top = TopDocs::with_limit(10).order_by_score();
    for (score, address) in open.searcher.search(&*query, &top)? {
        let document: TantivyDocument = open.searcher.doc(address)?;
        let id = document.get_first(open.fields.id);
        println!(
            "0\t{}\t{}",
            id.and_then(|id| id.as_str()).unwrap_or(""),
            score
        );
    }
    Ok(())
}

/// add FOLDER CORPUS COUNT
fn add(args: &[String]) -> Result<()> {
    let open = open(&args[2])?;
    let mut writer: IndexWriter = open.index.writer_with_num_threads(1, 50_000_000)?;
    let reader = reader(&open.index)?;
    for line in lines(&args[3])?.take(args[4].parse()?) {
        let line = line?;
        let start = Instant::now();
        writer.add_document(open.fields.document(&line)?.1)?;
        writer.commit()?;
        reader.reload()?;
        println!("{}", start.elapsed().as_nanos());
    }
    writer.wait_merging_threads()?;
    Ok(())
}

/// update FOLDER CORPUS COUNT
fn update(args: &[String]) -> Result<()> {
    let open = open(&args[2])?;
    let mut writer: IndexWriter = open.index.writer_with_num_threads(1, 200_000_000)?;
    let reader = reader(&open.index)?;
    let start = Instant::now();
    for line in lines(&args[3])?.take(args[4].parse()?) {
        let (id, document) = open.fields.document(&line?)?;
        writer.delete_term(id);
        writer.add_document(document)?;
    }
    writer.commit()?;
    reader.reload()?;
    println!("{}", start.elapsed().as_nanos());
    writer.wait_merging_threads()?;
    Ok(())
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    match (args.get(1).map(String::as_str), args.len()) {
        (Some("index"), 5) => index(&args),
        (Some("bench"), 7) => bench(&args),
        (Some("one"), 5) => one(&args),
        (Some("add"), 5) => add(&args),
        (Some("update"), 5) => update(&args),
        _ => Err("usage: see README.md beside the source".into()),
    }
}
