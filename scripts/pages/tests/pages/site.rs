//! Does a workspace become the site it should, and does everything wrong with it fail the build, with page and line?

use crate::fixture;
use mdbook_core::book::Book;
use mdbook_core::config::Config;
use mdbook_driver::MDBook;
use pages::{Problems, build, disagreements, preprocess, typed_figures};
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

fn workspace() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fixture::write(directory.path());
    directory
}

/// Every file of the site.
fn site(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn collect(directory: &Path, top: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, top, files);
            } else {
                let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    let top = root.join("target/book");
    collect(&top, &top, &mut files);
    files
}

fn page(root: &Path, path: &str) -> String {
    std::fs::read_to_string(root.join("target/book").join(path)).unwrap()
}

/// The page's text with every kind of space as one space.
fn text(html: &str) -> String {
    let mut inside_tag = false;
    let text: String = html
        .chars()
        .filter(|character| {
            match character {
                '<' => inside_tag = true,
                '>' => {
                    inside_tag = false;
                    return false;
                }
                _ => {}
            }
            !inside_tag
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Builds with `extra` at the end of the sample page, and gives the problems as `page:line: message`.
fn problems_with(extra: &str) -> Vec<String> {
    let workspace = workspace();
    fixture::file(workspace.path(), "book/src/sample.md", &format!("{}\n{extra}\n", fixture::PAGE));
    problems(workspace.path())
}

fn problems(root: &Path) -> Vec<String> {
    let error = build(root).expect_err("the build should fail");
    let problems = error.downcast_ref::<Problems>().unwrap_or_else(|| panic!("another error: {error:#}"));
    problems.all().iter().map(ToString::to_string).collect()
}

/// The line on which text added by [`problems_with`] begins.
fn added_line() -> usize {
    fixture::PAGE.lines().count() + 2
}

fn check(extra: &str, expected: &str) {
    let problems = problems_with(extra);
    let [problem] = &problems[..] else { panic!("{extra}: expected one problem, got {problems:#?}") };
    let start = format!("book/src/sample.md:{}: ", added_line());
    assert!(problem.starts_with(&start) && problem.contains(expected), "{extra}: {problem}");
}

#[test]
fn figures_come_from_the_record() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let text = text(&page(workspace.path(), "sample.html"));
    for expected in [
        "A boxed value of 64 B makes 1 allocation, of 64 B, and takes 7.02×, 6.98–7.05× the baseline's time (15.1–18.2 ns), which is slower.",
        "An article reports 2570 ns†1 for the same.",
        "†1 2570 ns: example/articles: returning-values.md, table 1",
        "The compiler says error[E0515]: cannot return `*x` &amp; &lt;friends&gt;.",
        "The capacities are 4, 8, 16, 32, 64, 128, 256, 512, 1 024.",
        "An escaped directive stays text: {{#figure a b c d}}, and in code {{#table sample}}.",
        "A case that was not timed is not measured.",
        "arena/8, debug: the answer was 6, expected 7",
        "pub fn boxed() -&gt; Box&lt;u64&gt; {",
        "The crate is experiments/sample.",
        "rustc 1.95.0 (0123456789 2026-04-14); host: x86_64-unknown-linux-gnu; LLVM version: 22.1.2",
        "the other comparisons of equal code set the resolution, 1.25 %.",
    ] {
        assert!(text.contains(expected), "{expected}\nis not in\n{text}");
    }
    assert!(!text.contains("ANCHOR"), "{text}");
}

#[test]
fn a_time_is_its_verdict_with_both_times_and_the_difference_behind_it() {
    let workspace = workspace();
    let source =
        "# Nested\n\n## Below\n\nA box is {{#time sample boxed/64}}, the value {{#time sample by_value/64}}.\n";
    fixture::file(workspace.path(), "book/src/nested/other.md", source);
    build(workspace.path()).unwrap();
    let text = text(&page(workspace.path(), "nested/other.html"));
    assert!(
        text.contains(
            "A box is slower (15.2 ns against 2.17 ns: +13.1 ns, +12.9 to +15.6 ns), the value baseline (2.17 ns)."
        ),
        "{text}"
    );
}

#[test]
fn a_finding_that_no_page_shows_is_named() {
    let workspace = workspace();
    let unused = || -> Vec<String> {
        let problems = disagreements(workspace.path()).unwrap();
        problems.iter().filter_map(|problem| Some(problem.message.split_once("the finding `")?.1.to_owned())).collect()
    };
    // The drawn series and the diagram are shown, too.
    let found = unused();
    assert!(found.len() == 1 && found[0].starts_with("empty`"), "{found:?}");
    let page = fixture::PAGE.replace("{{#finding sample refusal}}", "nothing");
    fixture::file(workspace.path(), "book/src/sample.md", &page.replace("{{#diagram sample places}}", ""));
    let found = unused();
    assert!(found.len() == 3 && found[1].starts_with("places`") && found[2].starts_with("refusal`"), "{found:?}");
}

#[test]
fn another_figure_in_the_record_is_another_figure_on_the_page() {
    let workspace = workspace();
    let file = workspace.path().join("experiments/sample/kept/record.json");
    let mut record = record::Record::read(&file, "sample").unwrap();
    let case = record.body.cases.iter_mut().find(|case| case.id() == "boxed/64").unwrap();
    case.release = record::Outcome::Measured(record::Exact::each(3, 64));
    record.write(&file).unwrap();
    build(workspace.path()).unwrap();
    let text = text(&page(workspace.path(), "sample.html"));
    assert!(text.contains("A boxed value of 64 B makes 3 allocations, of 192 B,"), "{text}");
}

#[test]
fn the_record_can_be_downloaded_where_figures_say_how_they_were_measured_and_compared_on_the_chapters_page() {
    let workspace = workspace();
    let elsewhere = "# Nested\n\n## Below\n\n{{#provenance sample}}\n\n[The record](../records/sample/record.json)\n";
    fixture::file(workspace.path(), "book/src/nested/other.md", elsewhere);
    build(workspace.path()).unwrap();
    let [chapter, other] = ["sample.html", "nested/other.html"].map(|path| page(workspace.path(), path));
    assert!(chapter.contains(r#"href="records/sample/record.json" download="sample-record.json""#), "{chapter}");
    assert!(other.contains(r#"href="../records/sample/record.json" download="sample-record.json""#), "{other}");
    assert!(chapter.contains(r#"data-origin="record sample""#), "{chapter}");
    assert!(chapter.contains(r#"class="yours""#) && !other.contains(r#"class="yours""#));
    check("[The record](records/sample/recrod.json)", "leads nowhere");
}

#[test]
fn a_prediction_knows_its_answer_and_hides_nothing_without_script() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "sample.html");
    assert!(page.contains(r#"<form class="prediction" data-answer="0" data-name="sample-1">"#), "{page}");
    assert!(page.contains(r#"<form class="prediction" data-answer="1" data-name="sample-2">"#), "{page}");
    let form = page.split("<form class=\"prediction\"").nth(1).and_then(|form| form.split("</form>").next()).unwrap();
    let order = [
        "<legend>",
        "Box::new(7)",
        "<label>",
        "Commit",
        "<details><summary>",
        "<strong>",
        "href=\"#why\"",
        "</details>",
    ];
    let places: Vec<usize> =
        order.iter().map(|part| form.find(part).unwrap_or_else(|| panic!("{part}: {form}"))).collect();
    assert!(places.is_sorted(), "{places:?}: {form}");
    // The fixture has a compiler that asks for more.
    let measured = "Measured: 1 KiB (boxed/1024, debug profile: requested bytes). With rustc 1.99.0 it is 2 KiB.";
    assert!(text(&page).contains(measured), "{page}");
}

#[test]
fn a_prediction_has_its_three_parts_in_order() {
    let head = "{{#predict sample boxed/8 release allocations | How many? | 0 | 1}}";
    let problems = problems_with(&format!("{head}\n\n{{{{#end}}}}"));
    assert!(matches!(&problems[..], [one] if one.ends_with("no {{#answered}} stands before")), "{problems:?}");
    check(head, "a prediction is not closed");
    check("{{#answered}}", "no {{#predict}} stands before");
}

#[test]
fn a_row_of_calls_says_nothing_against_the_record() {
    let row = |row: &str| format!("{{{{#calls sample\n{row}\n}}}}");
    check(&row("boxed | Box | `Box::new(value)` | never |"), "allocates once at least");
    check(&row("by_value | Box | the value | always |"), "`by_value/8` allocates not");
    check(&row("boxd | Box | `Box::new(value)` | always |"), "has no variant `boxd`; did you mean `boxed`?");
    check(&row("boxed | Box | `Box::new(value)`"), "a row of `calls` is written");
}

#[test]
fn the_index_has_the_calls_of_all_pages_below_their_topics() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "sample.html");
    let index = page.split("id=\"box\"").nth(1).and_then(|index| index.split("</table>").next()).unwrap();
    assert_eq!(index.matches("<tr>").count(), 1 + 1 + 2, "a head, the chapter and two calls: {index}");
    assert!(index.contains("<th colspan=\"5\"><a href=\"sample.html\">"), "{index}");
    let on_page =
        page.split("class=\"figures calls\"").nth(1).and_then(|table| table.split("</table>").next()).unwrap();
    assert_eq!(on_page.matches("scope=\"row\"").count(), 1, "{on_page}");
}

/// The page's frame is mdBook's, but for the description, of which mdBook has one for the whole book, and the icons of buttons that no page here has.
#[test]
fn the_frame_of_the_pages_is_that_of_mdbook_with_a_description_of_each_page() {
    let directory = tempfile::tempdir().unwrap();
    MDBook::init(directory.path()).copy_theme(true).build().unwrap();
    let mut expected = std::fs::read_to_string(directory.path().join("theme/index.hbs")).unwrap();
    let mut edit = |from: &str, to: &str| {
        assert_eq!(expected.matches(from).count(), 1, "mdBook's template has not once `{from}`");
        expected = expected.replace(from, to);
    };
    edit(
        "content=\"{{ description }}\"",
        "content=\"{{ title }} - Answered by experiment in The Allocation Workbook: exact counts of allocations, times with their intervals, and Rust code to run yourself.\"",
    );
    for icon in ["eye", "eye-slash", "play", "clock-rotate-left"] {
        edit(&format!("        <template id=fa-{icon}>{{{{fa \"solid\" \"{icon}\"}}}}</template>\n"), "");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/theme/index.hbs");
    let ours = std::fs::read_to_string(&file).unwrap();
    let line = ours.lines().zip(expected.lines()).position(|(ours, expected)| ours != expected);
    assert!(
        ours == expected,
        "book/theme/index.hbs is not mdBook's template with this test's edits, from line {}; \
         `mdbook init --theme` writes mdBook's, and the edits stand here",
        line.unwrap_or_else(|| ours.lines().count().min(expected.lines().count())) + 1
    );
}

#[test]
fn the_answer_has_a_row_a_case_with_the_words_of_the_page_or_its_own() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "sample.html");
    let answer = page.split("class=\"answer\"").nth(1).and_then(|answer| answer.split("</table>").next()).unwrap();
    assert_eq!(answer.matches("scope=\"row\"").count(), 2, "{answer}");
    assert!(answer.contains("in a <code"), "{answer}");
}

#[test]
fn every_chart_is_named_described_and_repeated_as_a_table() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "sample.html");
    let charts: Vec<&str> = page.split("<figure class=\"figures chart").skip(1).collect();
    assert_eq!(charts.len(), 7);
    for chart in charts {
        let chart = chart.split("</figure>").next().unwrap();
        for part in [r#"role="img""#, "<title>", "<desc>", "<table"] {
            assert!(chart.contains(part), "{part} is missing in {chart}");
        }
        let blocks = [r##"href="#provenance""##, r##"href="#memory-sample""##];
        assert!(blocks.iter().any(|block| chart.contains(block)), "{chart}");
    }
}

#[test]
fn a_diagram_has_a_box_a_thing_and_its_table_says_where_each_arrow_leads() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "sample.html");
    let diagram = page.split("<figure class=\"figures chart").find(|figure| figure.contains("class=\"slot\"")).unwrap();
    let diagram = diagram.split("</figure>").next().unwrap();
    assert_eq!(diagram.matches("class=\"slot\"").count(), 2);
    assert_eq!(diagram.matches("class=\"arrowhead\"").count(), 1);
    assert!(!diagram.contains("Box<u64>"), "{diagram}");
    assert!(text(diagram).contains("Box&lt;u64&gt;: pointerstack8 BBox&lt;u64&gt;: content"), "{}", text(diagram));
}

#[test]
fn a_matrix_shows_cargos_release_builds_and_folds_what_differs() {
    let workspace = workspace();
    let directives = [
        "{{#matrix sample malloc}}",
        "{{#matrix sample malloc boxed}}",
        "{{#matrix sample witnesses 3 16 fat unwind}}",
        "{{#matrix sample phantoms}}",
        "One cell is {{#cell sample boxed_inline 1 1 off unwind malloc words}}, another {{#cell sample boxed 0 16 local abort counter}}.",
        "{{#matrix sample provenance}}",
    ];
    let page_source = format!("# Nested\n\n## Below\n\n{}\n", directives.join("\n\n"));
    fixture::file(workspace.path(), "book/src/nested/other.md", &page_source);
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "nested/other.html");
    let text = text(&page.replace("</td>", " </td>").replace("</th>", " </th>").replace("</caption>", " </caption>"));
    for expected in [
        "sample, boxed and boxed_inline: allocations seen by malloc; 16 units: LTO local, panic unwind, cargo’s release build \
         variant 0 1 2 3 s z boxedboxed by a constructor that is not inlined 1+2 1+2 1+2 1+2 1+2 1+2 \
         boxed_inlineboxed by a constructor that is inlined 1 0* 0 0 0 0",
        "Other builds: 1 of these 2 variants differ in some of 13 builds",
        "build 0 1 2 3 s z boxed_inline 1 unit 1 1 0 0 0 0",
        "The 13 other builds give the same.",
        "variant malloc malloc, counter declared the counter boxed_inline 0 0 1",
        "Not listed: 1 in which the three agree.",
        "16 units: LTO fat 0 1 1 1 1 1",
        "One cell is 1 allocation, another 1+2.",
        "84: opt-level 0, 1, 2, 3, s, z; builds: 1 unit LTO off panic unwind,",
    ] {
        assert!(text.contains(expected), "{expected}\nis not in\n{text}");
    }
    assert!(page.contains(r#"title="boxed_inline at opt-level 1, 1 unit: LTO off, panic unwind:"#), "{page}");
    for table in page.split("<table").skip(1) {
        assert!(table.contains("<caption>") && table.contains(r#"scope="row""#), "{table}");
    }
}

#[test]
fn what_a_matrix_does_not_have_is_a_problem_with_page_and_line() {
    let with_origin = |directive: &str, expected: &str| {
        let problems = problems_with(&format!("{directive}\n\n{{{{#matrix sample provenance}}}}"));
        let [problem] = &problems[..] else { panic!("{directive}: {problems:#?}") };
        let start = format!("book/src/sample.md:{}: ", added_line());
        assert!(problem.starts_with(&start) && problem.contains(expected), "{directive}: {problem}");
    };
    with_origin(
        "{{#matrix sample malloc boxd}}",
        "the matrix of `sample` has no variant `boxd`; did you mean `boxed`?",
    );
    with_origin("{{#matrix sample witnesses 3 16 local unwind}}", "the readings of every variant are the same");
    with_origin(
        "{{#matrix sample witnesses 3 1 local unwind}}",
        "the matrix of `sample` has no setting `3 1 local unwind`",
    );
    with_origin("{{#cell sample boxed 3 1 local unwind malloc}}", "no figure at `3 1 local unwind`");
    with_origin("{{#cell sample boxed 3 16 local unwind malloc words}}", "no noun for reallocations");
    check("{{#matrix sample phantoms}}", "the page has no {{#matrix sample provenance}}");
    check("{{#matrix simple provenance}}", "unknown experiment `simple`; did you mean `sample`?");
    let workspace = workspace();
    std::fs::remove_file(workspace.path().join("experiments/sample/kept/matrix.json")).unwrap();
    fixture::file(
        workspace.path(),
        "book/src/nested/other.md",
        "# Nested\n\n## Below\n\n{{#matrix sample provenance}}\n",
    );
    let problems = problems(workspace.path());
    assert!(
        problems.len() == 1
            && problems[0].starts_with("book/src/nested/other.md:5: experiments/sample/kept/matrix.json: no such file")
            && problems[0].contains("`cargo workbook matrix sample`"),
        "{problems:#?}"
    );
}

#[test]
fn ids_are_those_of_the_rendered_page() {
    let workspace = workspace();
    let headings = "# `Box::new`: *a* \"call\"\n\n## Twice\n\n## Twice\n\n## Größe – 64 {{#given 1 B}}\n\n## Named {#own}\n\nterm\n: meaning\n";
    let links = "[a](#boxnew-a-call) [b](#twice) [c](#twice-1) [d](#größe--64-1-b) [e](#own) [f](#term)\n";
    fixture::file(workspace.path(), "book/src/nested/other.md", &format!("{headings}\n{links}\n## Below\n"));
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "nested/other.html");
    for id in ["boxnew-a-call", "twice", "twice-1", "größe--64-1-b", "own", "term"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id} is not in {page}");
    }
}

#[test]
fn a_function_of_go_is_walked_through_and_the_model_has_its_table() {
    let workspace = workspace();
    let root = workspace.path();
    let program = "package a\n\nvar kept *int\n\nfunc keeps() {\n\tn := 1\n\tp := &n\n\tkept = p\n}\n\nfunc keepsNothing(p *int) int { return *p }\n";
    fixture::file(root, "experiments/sample/go/a.go", program);
    let page_with = |extra: &str| {
        let text = format!("{}\n{extra}\n\n{{{{#model provenance}}}}\n", fixture::PAGE);
        fixture::file(root, "book/src/sample.md", &text);
    };
    page_with(
        "{{#escape sample a.go keeps}}\n\n{{#escape sample a.go keepsNothing lines}}\n\n{{#model table}}\n\n{{#model outside corpus}}",
    );
    build(root).unwrap();
    let html = page(root, "sample.html");
    assert_eq!(html.matches("<title>Graph of keeps</title>").count(), 1);
    let text = text(&html);
    for expected in [
        "The address of n reaches the heap (0 \u{2212} 1 = \u{2212}1). The address may be used longer",
        "The walk ends. On the heap: n.",
        "p does not escape",
        "1 of 4967967not compared",
        "generics3",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    for (extra, expected) in [
        ("{{#escape sample b.go keeps}}", "experiments/sample/go has no file `b.go`; did you mean `a.go`?"),
        ("{{#escape sample a.go keep}}", "no line that begins with `func keep(`"),
        ("{{#model outside library}}", "no package of the suite `library` is refused"),
    ] {
        page_with(extra);
        let problems = problems(root);
        assert!(problems[0].contains(expected), "{extra}: {problems:#?}");
    }
}

#[test]
fn building_twice_gives_the_same_site() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let first = site(workspace.path());
    build(workspace.path()).unwrap();
    assert!(first.len() > 10);
    assert_eq!(first, site(workspace.path()));
}

#[test]
fn the_external_preprocessor_gives_the_same_site_and_an_index_of_all_that_is_on_it() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let (in_process, index) = without_index(site(workspace.path()));
    let kept = std::fs::read(workspace.path().join("experiments/sample/kept/record.json")).unwrap();
    assert_eq!(in_process["records/sample/record.json"], kept);
    for made in ["target/book", "book/src/records"] {
        std::fs::remove_dir_all(workspace.path().join(made)).unwrap();
    }

    // What mdBook does with an external preprocessor that comes before its own.
    let book_root = workspace.path().join("book");
    let mut config = Config::from_disk(book_root.join("book.toml")).unwrap();
    config.set("preprocessor", BTreeMap::<String, String>::new()).unwrap();
    let mut book = MDBook::load_with_config(&book_root, config.clone()).unwrap();
    book.book = through_protocol(&book_root, config, &book.book).unwrap();
    book.build().unwrap();
    let (external, full) = without_index(site(workspace.path()));
    assert!(in_process == external, "the sites differ");
    // A heading of a table, and a word of the prose.
    assert!(full.contains("allocs/op") && !index.contains("allocs/op"), "{index}");
    assert!(full.contains("The compiler says") && index.contains("The compiler says"), "{index}");
}

/// The files of a site, and the search index, taken out of them.
fn without_index(mut site: BTreeMap<String, Vec<u8>>) -> (BTreeMap<String, Vec<u8>>, String) {
    let name = site.keys().find(|name| name.starts_with("searchindex")).unwrap().clone();
    let index = site.remove(&name).unwrap();
    (site, String::from_utf8(index).unwrap())
}

#[test]
fn the_first_use_of_a_term_leads_to_the_glossary() {
    let workspace = workspace();
    let summary = std::fs::read_to_string(workspace.path().join("book/src/SUMMARY.md")).unwrap();
    fixture::file(workspace.path(), "book/src/SUMMARY.md", &format!("{summary}\n- [Glossary](glossary.md)\n"));
    let glossary = "# Glossary\n\nblock <!-- linked: a block, blocks -->\n: A piece of memory.\n";
    fixture::file(workspace.path(), "book/src/glossary.md", glossary);
    let source = "# Blocks\n\n## Below\n\nOf {{#given 64 B}}: a block.\nMore blocks.\n";
    fixture::file(workspace.path(), "book/src/nested/other.md", source);
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "nested/other.html");
    assert!(page.contains("</span>: <a href=\"../glossary.html#block\">a block</a>.\nMore blocks."), "{page}");
}

/// Sends a book through [`preprocess`] as mdBook would.
fn through_protocol(book_root: &Path, config: Config, book: &Book) -> anyhow::Result<Book> {
    let context = mdbook_preprocessor::PreprocessorContext::new(book_root.to_owned(), config, "html".to_owned());
    let input = serde_json::to_vec(&(context, book))?;
    let mut output = Vec::new();
    preprocess(input.as_slice(), &mut output)?;
    Ok(serde_json::from_slice(&output)?)
}

#[test]
fn the_external_preprocessor_fails_where_the_build_fails() {
    let workspace = workspace();
    fixture::file(
        workspace.path(),
        "book/src/nested/other.md",
        "# Nested\n\n{{#figure nothing a debug allocations}}\n",
    );
    let book_root = workspace.path().join("book");
    let config = Config::from_disk(book_root.join("book.toml")).unwrap();
    let book = MDBook::load_with_config(&book_root, config.clone()).unwrap().book;
    let error = through_protocol(&book_root, config, &book).expect_err("the preprocessor should fail");
    let problems: Vec<String> =
        error.downcast_ref::<Problems>().unwrap().all().iter().map(ToString::to_string).collect();
    assert_eq!(problems, ["book/src/nested/other.md:3: unknown experiment `nothing`"]);
}

#[test]
fn a_listing_tells_what_each_line_does_in_debug_and_in_release() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let html = page(workspace.path(), "sample.html");
    let text = text(&html);
    for expected in [
        "let gone = Box::new(1); debug Box::new release elided",
        "Box::new(*gone) debug Box::new release heap: Box::new",
        "numbers.push(make()); debug Vec::push unknown: a call through dyn or a function pointer \
         release may: Vec::push, through RawVec::grow_one unknown: a call through dyn or a function pointer",
        "pub fn generic&lt;T&gt;(value: T) -&gt; Box&lt;T&gt; { no code: not compiled in this target",
        "what its compiled lines ask of the allocator (nothing, in debug and in release) pub fn adds",
        // Braces in the source are no directive.
        "and a {{#brace}}.",
    ] {
        assert!(text.contains(&text_of(expected)), "{expected}\nis not in\n{text}");
    }
    assert!(
        html.contains(r#"<li value="9" class="elided in-debug""#)
            && html.contains(r#"<li value="10" class="heap in-debug""#),
        "{html}"
    );
    // What shows one profile alone finds it by class.
    for profile in ["debug", "release"] {
        assert!(html.contains(&format!(r#"<div class="{profile}">"#)), "{html}");
    }
    let listings: String =
        html.split("<figure class=\"sites\">").skip(1).filter_map(|rest| rest.split("</figure>").next()).collect();
    for hidden in ["ANCHOR", "// heap:", "//!"] {
        assert!(!listings.contains(hidden), "{hidden} is in\n{listings}");
    }
    // A region ends where its mark says: the second listing alone has what stands behind it.
    assert_eq!(listings.matches("grows").count(), 1, "{listings}");
}

#[test]
fn what_a_process_holds_is_shown_at_its_instants_drawn_and_in_a_sentence() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let html = page(workspace.path(), "sample.html");
    let text = text(&html);
    for expected in [
        "=1200 MiB180 MiB180 MiB200 MiB4.0 MiB2.0 MiB",
        "At the peak 200 MiB, dropped 90 %, free 7.0 MiB.",
        "All runs were made 3 times.",
        "The declared bound held every time. malloc said the same every time at 7 of 7 instants.",
        "4 321",
        "dropped, but for what is kept1690",
        "trim(0)1069",
        "Measured: 75 to 100 % (short, dropped: resident, of what is resident at the peak, in every repeat)",
        "How the memory of sample was measured",
    ] {
        assert!(text.contains(&text_of(expected)), "{expected}\nis not in\n{text}");
    }
    // Seventy pages in use are a bar of 64 and one of 6; of 69 that stay, 64 and 5, beside the last.
    assert_eq!(html.matches(r#"<rect class="page used""#).count(), 2 + 1 + 1 + 1, "with the legend");
    assert_eq!(html.matches(r#"<rect class="page kept""#).count(), 2 + 1);
    assert!(html.contains(r#"<line class="path series-0""#) && html.contains(r##"href="#memory-sample""##));
}

#[test]
fn allocators_are_shown_side_by_side_and_in_sentences() {
    let workspace = workspace();
    let blocks = "{{#allocators sample versions}}\n\n{{#allocators sample times boxes}}\n\n{{#allocators sample calls boxes}}\n\n\
        {{#allocators sample faults boxes}}\n\n{{#allocators sample memory short under other}}\n\n\
        {{#allocators sample over system/other boxes service}}\n\n{{#allocators sample instructions boxes service}}\n\n";
    let sentences = "It is {{#allocators sample time other boxes}}; {{#allocators sample verdicts other}}; {{#allocators sample total other boxes}} calls, \
        {{#allocators sample resident other short later}}; {{#allocators sample same}}. It asks for {{#allocators sample scheduled other service}}; \
        {{#allocators sample ratio system/other boxes}}; {{#allocators sample disagree}}.\n\n";
    fixture::file(
        workspace.path(),
        "book/src/sample.md",
        &format!("# Sample\n\n## The figures\n\n{blocks}{sentences}{{{{#allocators sample provenance}}}}\n"),
    );
    build(workspace.path()).unwrap();
    let html = page(workspace.path(), "sample.html");
    let text = text(&html);
    for expected in [
        "other, in C",
        "compilers of C and C++",
        "Boxes of &lt;64&gt; bytes",
        "0.50×",
        "faster",
        "7–9",
        "65 brk",
        "2 500–2 503",
        "100–110 MiB",
        "system over other",
        "1 5001.50×",
        "slower, 2.00×, 2.00–2.00×; in 1 of 1 comparisons: boxes (other).",
        "It asks for 1 allocations, 1 deallocations and 0 reallocations, with 64–80 B at the peak",
        "left out x86_64-unknown-none: it is not &lt;installed&gt;",
        "It is faster, 0.50×",
        "the one time is faster; 7–9 calls, 50 MiB; of 1 case under 2 allocators, none has another count",
        "How the allocators of sample were compared",
        "8 links of each program",
    ] {
        assert!(text.contains(&text_of(expected)), "{expected}\nis not in\n{text}");
    }
    assert!(html.contains(r##"href="#allocators-sample""##));
}

#[test]
fn an_allocator_a_program_or_a_run_that_is_not_there_is_a_problem() {
    check("{{#allocators sample time othr boxes}}", "allocators.json has no allocator `othr`; did you mean `other`?");
    check("{{#allocators sample time other boxs}}", "allocators.json has no program `boxs`; did you mean `boxes`?");
    check(
        "{{#allocators sample resident other shrt peak}}",
        "allocators.json has no run `shrt`; did you mean `short`?",
    );
    check("{{#allocators sample times boxes}}", "the page has no {{#allocators sample provenance}}");
    check("{{#allocators sample over system/othr boxes}}", "allocators.json has no allocator `othr`");
    check("{{#allocators sample times boxes under other}}", "name it first, or write `over`");
    check("{{#allocators sample scheduled other boxes}}", "the counts of `boxes` are exact");
}

#[test]
fn a_run_a_heap_or_an_instant_that_is_not_there_is_a_problem() {
    check("{{#memory sample table shrt}}", "memory.json has no run `shrt`; did you mean `short`?");
    check("{{#memory sample pages last}}", "memory.json has no heap `last`");
    check("{{#memory sample figure short later bounds}}", "the run `short` declares no bound for `later`");
    check("text {{#memory sample table}}", "give it a line of its own");
}

#[test]
fn a_chain_is_told_step_by_step_with_the_command_that_prints_it() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let text = text(&page(workspace.path(), "sample.html"));
    for expected in [
        "cargo workbook sites sample --why src/chapter/sites.rs:10 prints it \
         debug: sample::chapter::sites::boxes calls &lt;alloc::boxed::Box&lt;u64&gt;&gt;::new \
         release: sample::chapter::sites::boxes inlined &lt;alloc::boxed::Box&lt;u64&gt;&gt;::new calls __rustc::__rust_alloc",
        "cargo workbook sites sample --why src/chapter/sites.rs:9 prints it \
         debug: sample::chapter::sites::boxes calls &lt;alloc::boxed::Box&lt;u64&gt;&gt;::new release: no site",
        "release: sample::chapter::sites::boxes calls through dyn or a function pointer",
    ] {
        assert!(text.contains(&text_of(expected)), "{expected}\nis not in\n{text}");
    }
}

#[test]
fn a_heap_profile_is_told_by_function_and_by_line() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let html = page(workspace.path(), "sample.html");
    let text = text(&html);
    for expected in [
        "`boxes` has 64 B, 25.00%, and with what it calls 4 blocks.",
        "cargo workbook heap sample/boxed/64 top flatflat %sum %cumcum %function \
         192 B75.00%75.00%192 B75.00%&lt;sample::Vec&lt;u64, 8&gt;&gt;::grows 64 B25.00%100%256 B100%sample::boxes",
        "cargo workbook heap sample/boxed/64 --sample alloc-objects top --cum flatflat %sum %cumcum %function \
         125.00%25.00%4100%sample::boxes 375.00%100%375.00%",
        "sample::boxes in experiments/sample/src/chapter/sites.rs: 64 B flat, 256 B cum, 100% of the total",
        "\u{b7}\u{b7}9 let gone = Box::new(1); 64 B256 B10 Box::new(*gone) \u{b7}\u{b7}11}",
        "192 B75.00%called by sample::boxes 192 B192 B75.00%&lt;sample::Vec&lt;u64, 8&gt;&gt;::grows",
        "Bytes asked for in all, of one call, counted by dhat in the release build with rustc 1.95.0;",
    ] {
        assert!(text.contains(&text_of(&expected.replace('`', ""))), "{expected}\nis not in\n{text}");
    }
    for picture in ["heap-graph", "heap-flame"] {
        assert_eq!(html.matches(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{picture}\"")).count(), 1);
    }
}

#[test]
fn a_heap_profile_that_cannot_be_shown_is_a_problem_with_page_and_line() {
    check("{{#heap sample boxd/64 top}}", "`sample` has no heap profile of `boxd/64`; did you mean `boxed/64`?");
    check("{{#heap sample by_value/64 top}}", "`by_value/64` of `sample` has nothing in alloc-space");
    check("{{#heap sample boxed/64 list nowhere}}", "nowhere");
    check("{{#heap sample boxed/64 list (}}", "(");
    check("{{#heap sample boxed/64 figure sample flat}}", "`sample` is in several functions: ");
    check("text {{#heap sample boxed/64 top}}", "give it a line of its own");
    check_with_heap(
        |text| text.replacen("\"schema\": 2", "\"schema\": 7", 1),
        "field `schema` is 7, this version reads 2",
    );
    check_with_heap(
        |text| text[..text.len() / 2].to_owned(),
        "experiments/sample/kept/heap.json: the file ends at line",
    );
    check_with_heap(|text| text.replacen("[64, 1,", "[65, 1,", 1), "kept/heap.json: field `seal`");
}

#[test]
fn a_profile_whose_lines_are_gone_is_a_problem_and_a_comment_moves_none_of_them() {
    let workspace = workspace();
    let source = workspace.path().join("experiments/sample/src/chapter/sites.rs");
    let text = std::fs::read_to_string(&source).unwrap();
    std::fs::write(&source, text.replacen("// ANCHOR: boxes", "// One more line.\n\n// ANCHOR: boxes", 1)).unwrap();
    build(workspace.path()).unwrap();
    let page = page(workspace.path(), "sample.html");
    assert!(page.contains(r#"<li value="12" class="heap in-debug""#), "{page}");
    std::fs::write(&source, text.replacen("Box::new(*gone)", "Box::new(gone + 1)", 1)).unwrap();
    let problems = problems(workspace.path());
    for (file, command) in [("heap", "heap"), ("sites", "sites")] {
        let renewal = format!("renew it with `cargo workbook {command} sample --reference`");
        let file = format!("experiments/sample/kept/{file}.json");
        let is_named = |problem: &String| {
            problem.contains(&file) && problem.contains("`Box::new(*gone)`") && problem.contains(&renewal)
        };
        assert!(problems.iter().any(is_named), "{file}: {problems:#?}");
    }
}

#[test]
fn one_edited_figure_in_a_file_of_any_kind_keeps_the_site_from_being_built() {
    for kind in record::Kind::ALL {
        let (slug, from, to, directive) = match kind {
            record::Kind::Record => ("sample", "\"peak_bytes\": 64", "\"peak_bytes\": 63", "{{#table sample}}"),
            record::Kind::Sites => ("sample", "\"copies\": 1", "\"copies\": 2", "{{#sites sample chapter/sites.rs}}"),
            record::Kind::Heap => ("sample", "[64, 1,", "[65, 1,", "{{#heap sample boxed/64 figure boxes flat}}"),
            record::Kind::Go => ("sample", "\"bytes\": 16", "\"bytes\": 24", "{{#go sample figure boxed allocations}}"),
            record::Kind::Matrix => ("sample", "1+2 1+2", "1+2 0+2", "{{#matrix sample provenance}}"),
            record::Kind::Compilers => ("sample", "\"compared\": 2", "\"compared\": 3", "{{#compilers}}"),
            record::Kind::Calibration => ("instruments", "903", "413", "{{#calibration}}"),
            record::Kind::Influences => ("instruments", "8000000", "8000001", "{{#influences}}"),
            record::Kind::Instructions => ("sample", "45,", "44,", "{{#table sample}}"),
            record::Kind::Memory => ("sample", "184320", "184321", "{{#memory sample repeats}}"),
            record::Kind::Allocators => ("sample", "112640", "112641", "{{#allocators sample same}}"),
            record::Kind::Output => ("sample", "2 tests", "3 tests", "{{#output sample}}"),
            record::Kind::Model => {
                (record::MODELLED, "\"packages\": 1", "\"packages\": 2", "{{#model figure corpus packages}}")
            }
        };
        let workspace = workspace();
        fixture::file(
            workspace.path(),
            "book/src/sample.md",
            &format!("# Sample\n\n## The figures\n\n{directive}\n\n{{{{#provenance sample}}}}\n"),
        );
        build(workspace.path()).unwrap_or_else(|error| panic!("{kind}: {error}"));
        let before = site(workspace.path());
        let file = kind.in_chapter(&workspace.path().join("experiments").join(slug));
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{kind}: `{from}` is not in {text}");
        std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
        let problems = problems(workspace.path());
        let remedy = kind.remedy(Some(slug));
        for part in
            [&format!("experiments/{slug}/kept/{}: field `seal`", kind.file_name()), "restore the file", &remedy]
        {
            assert!(problems[0].contains(part), "{kind}: `{part}` is not in {problems:#?}");
        }
        assert_eq!(site(workspace.path()), before, "{kind}: the old site stays");
    }
}

#[test]
fn what_pages_show_is_what_is_kept() {
    let workspace = workspace();
    let shown = pages::shown(workspace.path()).unwrap();
    let sample = &shown["sample"];
    let explained: Vec<&str> = sample.listings["src/chapter/sites.rs"].iter().map(String::as_str).collect();
    assert_eq!(explained, ["Box::new(*gone)", "let gone", "numbers.push(make())"]);
    assert_eq!(sample.listings.len(), 1);
    assert_eq!(sample.profiles.iter().collect::<Vec<_>>(), ["boxed/64"]);
    assert_eq!(shown.len(), 1);
}

/// Builds with the heap profiles of the sample experiment replaced, and expects that problem wherever they are shown.
fn check_with_heap(damage: impl Fn(&str) -> String, expected: &str) {
    let workspace = workspace();
    let file = workspace.path().join("experiments/sample/kept/heap.json");
    let before = std::fs::read_to_string(&file).unwrap();
    let after = damage(&before);
    assert_ne!(before, after);
    std::fs::write(&file, after).unwrap();
    let problems = problems(workspace.path());
    let remedy = "`cargo workbook heap sample --reference`";
    assert!(
        problems.iter().all(|problem| problem.contains(expected) && problem.contains(remedy)),
        "{expected}: {problems:#?}"
    );
}

/// As [`text`] gives it.
fn text_of(expected: &str) -> String {
    expected.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_listing_or_chain_that_cannot_be_shown_is_a_problem_with_page_and_line() {
    check("{{#sites simple chapter/sites.rs}}", "unknown experiment `simple`; did you mean `sample`?");
    check(
        "{{#sites sample chapter/site.rs}}",
        "has no file `chapter/site.rs`, so it is not compiled in the library, or was not shown on a page when that was made; did you mean `chapter/sites.rs`?",
    );
    check("{{#sites sample ../src/boxed.rs}}", "has no file `../src/boxed.rs`");
    check("{{#sites sample boxed.rs}}", "has no file `boxed.rs`, so it is not compiled in the library");
    check("{{#sites sample chapter/sites.rs:boxs}}", "has no `ANCHOR: boxs`; did you mean `boxes`?");
    check("{{#sites sample chapter/sites.rs:nothing}}", "nothing to show there but white space");
    check("text {{#sites sample boxed.rs}}", "give it a line of its own");
    let why = |text: &str| format!("{{{{#why sample chapter/sites.rs | {text}}}}}");
    check(&why("Box::new(values)"), "contains `Box::new(values)`; did you mean `Box::new(value)`?");
    check(
        &why("Box::new"),
        "`Box::new` is in several lines of experiments/sample/src/chapter/sites.rs, 9, 10, 27; write more",
    );
    check(&why("a + b"), "experiments/sample/src/chapter/sites.rs:22 has no site, so there is nothing to explain");
}

/// Builds with the sites of the sample experiment replaced, and expects that one problem.
fn check_with_sites(sites: Option<&dyn Fn(String) -> String>, expected: &str) {
    let workspace = workspace();
    let file = workspace.path().join("experiments/sample/kept/sites.json");
    match sites {
        Some(change) => {
            let before = std::fs::read_to_string(&file).unwrap();
            let after = change(before.clone());
            assert_ne!(before, after);
            std::fs::write(&file, after).unwrap();
        }
        None => std::fs::remove_file(&file).unwrap(),
    }
    let problems = problems(workspace.path());
    let [problem] = &problems[..] else { panic!("expected one problem, got {problems:#?}") };
    assert!(problem.starts_with("book/src/sample.md:") && problem.contains(expected), "{problem}");
    assert!(problem.contains("`cargo workbook sites sample --reference`"), "{problem}");
}

#[test]
fn a_site_report_that_is_missing_or_of_another_time_is_a_problem_with_its_remedy() {
    check_with_sites(None, "experiments/sample/kept/sites.json: no such file");
    check_with_sites(
        Some(&|text| text.replacen("\"schema\": 2", "\"schema\": 7", 1)),
        "experiments/sample/kept/sites.json: field `schema` is 7, this version reads 2",
    );
    check_with_sites(
        Some(&|text| text[..text.len() / 2].to_owned()),
        "experiments/sample/kept/sites.json: the file ends at line",
    );
}

#[test]
fn an_unknown_name_is_a_problem_with_page_and_line() {
    check("{{#figuer sample boxed/64 release allocations}}", "unknown directive `{{#figuer}}`; did you mean `figure`?");
    check("{{#figure simple boxed/64 release allocations}}", "unknown experiment `simple`; did you mean `sample`?");
    check("{{#figure sample boxd/64 release allocations}}", "no case `boxd/64`; did you mean `boxed/64`?");
    check("{{#figure sample boxed/64 relase allocations}}", "unknown profile `relase`; there are debug, release, time");
    check("{{#figure sample boxed/64 release allocs}}", "unknown field `allocs`; there are allocations");
    check("{{#figure sample by_value/8 time spread}}", "unknown field `spread`; there are median, interval, ratio");
    check("{{#finding sample capacity}}", "no finding `capacity`; did you mean `capacities`?");
    check("{{#finding sample empty}}", "the finding `empty` of `sample` is empty");
    check("{{#table sample boxed nothing}}", "no case `nothing`");
    check("{{#chart sample steps refusal}}", "is not a series");
    check("{{#finding sample places}}", "is a diagram; write {{#diagram sample places}}");
    check("{{#diagram sample refusal}}", "is no diagram; write {{#finding sample refusal}}");
    check("{{#diagram sample place}}", "no finding `place`; did you mean `places`?");
    check("{{#chart sample size time median arena}}", "no `median` of `arena` was measured");
    check("{{#chart sample ratio by_value}}", "nothing to draw");
    check("{{#crate simple}}", "unknown experiment `simple`");
    check("{{#figure sample boxed/64 release allocations", "is not closed by `}}`");
    check("text {{#table sample}}", "give it a line of its own");
}

#[test]
fn a_prediction_needs_exactly_one_right_choice() {
    let head = "{{#predict sample boxed/8 release allocations | How many?";
    let rest = "\n\n{{#answered}}\n\nSo it is.\n\n{{#end}}";
    check(&format!("{head} | 0 | 2}}}}{rest}"), "exactly one choice must be the recorded figure, `1`");
    check(&format!("{head} | 1 | 1}}}}{rest}"), "exactly one choice");
    check(&format!("{head} | 1}}}}"), "`predict` is written");
    let time = "{{#predict sample arena/8 time median | How long? | 1 ns | 2 ns}}";
    check(&format!("{time}{rest}"), "nothing to predict");
}

#[test]
fn a_missing_include_or_anchor_is_a_problem_with_page_and_line() {
    let source = "../../experiments/sample/src";
    let include = |target: &str| format!("```rust,ignore\n{{{{#include {source}/{target}}}}}\n```");
    let expect = |target: &str, expected: &str| {
        let problems = problems_with(&include(target));
        let start = format!("book/src/sample.md:{}: ", added_line() + 1);
        assert!(
            problems.len() == 1 && problems[0].starts_with(&start) && problems[0].contains(expected),
            "{problems:#?}"
        );
    };
    expect("boxes.rs:body", "experiments/sample/src/boxes.rs cannot be read");
    expect("boxed.rs:bodi", "experiments/sample/src/boxed.rs has no `ANCHOR: bodi`");
    expect("boxed.rs:90:95", "includes nothing but white space");
    expect("../../../../outside.rs", "is outside of the workspace");
    check("{{#include ../../experiments/sample/src/boxed.rs}}", "stands outside of code");
}

#[test]
fn a_broken_link_is_a_problem_with_page_and_line() {
    check("[a](nothing.md)", "the link nothing.md leads nowhere: there is no book/src/nothing.md");
    check("[a](nested/other.md#abvoe)", "book/src/nested/other.md has no id `abvoe`");
    check("[a](#the-figurs)", "book/src/sample.md has no id `the-figurs`; did you mean `the-figures`?");
    check("<a href=\"nothing.html\">a</a>", "leads nowhere");
    check("![a](nothing.svg)", "leads nowhere");
    check("[a](../../experiments/sample/src/boxed.rs)", "leaves the book; for a crate write {{#crate SLUG}}");
    check("[a][undefined]", "a link names a reference that the page does not define");
}

#[test]
fn a_table_without_provenance_on_its_page_is_a_problem() {
    let workspace = workspace();
    fixture::file(workspace.path(), "book/src/nested/other.md", "# Nested\n\n## Below\n\n{{#table sample}}\n");
    let problems = problems(workspace.path());
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(
        problems[0].starts_with("book/src/nested/other.md:5: the page has no {{#provenance sample}}"),
        "{problems:#?}"
    );
}

#[test]
fn summary_and_pages_must_agree() {
    let workspace = workspace();
    fixture::file(workspace.path(), "book/src/forgotten.md", "# Forgotten\n");
    let summary =
        "# Summary\n\n[Sample](sample.md)\n\n- [Nested](nested/other.md)\n- [Missing](missing.md)\n- [Draft]()\n";
    fixture::file(workspace.path(), "book/src/SUMMARY.md", summary);
    fixture::file(workspace.path(), "book/src/nested/other.md", "# Nested\n\n## Below\n\n[x](../forgotten.md)\n");
    assert_eq!(
        problems(workspace.path()),
        [
            "book/src/SUMMARY.md:6: the entry \"Missing\" has no page; write book/src/missing.md or remove the entry",
            "book/src/SUMMARY.md:7: the entry \"Draft\" names no page",
            "book/src/forgotten.md:1: the page has no entry in SUMMARY.md; add one or remove the page",
            "book/src/nested/other.md:5: the link ../forgotten.md leads to a page that has no entry in SUMMARY.md",
        ]
    );
}

#[test]
fn all_problems_are_reported_at_once_and_the_old_site_stays() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let before = site(workspace.path());
    let extra = "{{#nothing}}\n\n[a](nothing.md)\n\n{{#figure sample nothing debug allocations}}\n";
    fixture::file(workspace.path(), "book/src/sample.md", &format!("{}\n{extra}", fixture::PAGE));
    fixture::file(workspace.path(), "book/src/nested/other.md", "# Nested\n\n[a](#nothing)\n\n## Below\n");
    assert_eq!(problems(workspace.path()).len(), 4);
    assert_eq!(before, site(workspace.path()));
}

#[test]
fn a_record_that_cannot_be_read_is_a_problem_that_names_file_and_remedy() {
    let workspace = workspace();
    fixture::file(workspace.path(), "experiments/sample/kept/record.json", "{\"schema\": 1,");
    let problems = problems(workspace.path());
    let [problem] = &problems[..] else { panic!("{problems:#?}") };
    assert!(
        problem.starts_with("book/src/sample.md:4: experiments/sample/kept/record.json: the file ends at line 1"),
        "{problem}"
    );
    assert!(problem.ends_with(&format!("(also on line {})", other_lines_of_the_record())), "{problem}");
}

/// The lines of the page, after the first, on which something is taken from the record.
fn other_lines_of_the_record() -> String {
    let takes = |line: &&(usize, &str)| {
        let is_of_another_file = ["{{#sites", "{{#why", "{{#heap", "{{#memory", " memory ", "{{#allocators"]
            .iter()
            .any(|directive| line.1.contains(directive));
        line.1.contains(" sample") && !line.1.contains("crate") && !line.1.contains("`{{#table") && !is_of_another_file
    };
    let lines: Vec<(usize, &str)> = (1..).zip(fixture::PAGE.lines()).collect();
    let numbers: Vec<String> = lines
        .iter()
        .filter(|line| line.1.contains("{{#"))
        .filter(takes)
        .skip(1)
        .map(|line| line.0.to_string())
        .collect();
    numbers.join(", ")
}

#[test]
fn figures_typed_by_hand_are_found_with_page_and_line() {
    let workspace = workspace();
    assert_eq!(typed_figures(workspace.path()).unwrap(), []);
    fixture::file(workspace.path(), "book/src/nested/other.md", "# Nested\n\n## Below\n\nIt makes\n2 allocations.\n");
    let found: Vec<String> = typed_figures(workspace.path()).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("book/src/nested/other.md:6: `2 allocations` is typed by hand"), "{found:?}");
}

#[test]
fn other_compilers_are_shown_with_the_counts_that_they_change() {
    let workspace = workspace();
    build(workspace.path()).unwrap();
    let page = text(&page(workspace.path(), "sample.html"));
    for part in ["rustc 1.99.0 (of a fixture)121", "boxed/1024debug1.99.01 \u{2192} 7"] {
        assert!(page.contains(part), "`{part}` is not in {page}");
    }
}

#[test]
fn the_claims_of_a_chapter_are_gathered_and_their_links_lead_back_to_it() {
    let workspace = workspace();
    let sample = |claims: &str| format!("{}\n## Claims, re-tested\n\n{claims}\n\n## End\n\nNot this.\n", fixture::PAGE);
    let row = "| a thread | one block | it has {{#figure sample boxed/64 release allocations}}, see [Why](#why) |";
    fixture::file(
        workspace.path(),
        "book/src/sample.md",
        &sample(&format!("| source | claim | result |\n|---|---|---|\n{row}")),
    );
    fixture::file(workspace.path(), "book/src/claims.md", "# Claims\n\n{{#claims}}\n");
    let summary = "# Summary\n\n[Sample](sample.md)\n[Claims](claims.md)\n\n- [Nested](nested/other.md)\n";
    fixture::file(workspace.path(), "book/src/SUMMARY.md", summary);
    build(workspace.path()).unwrap();
    let html = page(workspace.path(), "claims.html");
    let shown = text(&html);
    assert!(shown.contains("one blockit has 1") && !shown.contains("Not this"), "{shown}");
    assert!(html.contains("sample.html#why"), "{html}");
    fixture::file(workspace.path(), "book/src/sample.md", &sample("{{#cited 5 ns | a thread}}"));
    let problems = problems(workspace.path());
    assert!(problems.iter().any(|problem| problem.contains("link its source in the row instead")), "{problems:?}");
}
