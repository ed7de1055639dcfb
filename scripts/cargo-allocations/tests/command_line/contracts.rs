//! Functions that are to allocate nothing, by a comment or by an option.

use crate::package::Package;

const ENGINE: &str = "pub struct Engine {
    seen: Vec<u64>,
}
impl Engine {
    pub fn process(&mut self, n: u64) -> usize { // heap: none
        self.record(n);
        self.total()
    }
    #[inline(never)]
    fn record(&mut self, n: u64) {
        self.seen.push(n);
    }
    #[inline(never)]
    pub fn total(&self) -> usize { // heap: none
        self.seen.len()
    }
}
";

#[test]
fn a_broken_contract_names_each_step_to_the_allocator() {
    let package = Package::new(ENGINE);
    let run = package.sites(&["--verify"]).ends(1);
    for part in [
        "src/lib.rs:5: `process` is to allocate nothing, and reaches the allocator, in release\n    src/lib.rs:6:14: in Engine::process\n",
        "    src/lib.rs:11:19: in Engine::record\n",
        "0 pins and 2 contracts verified, 2 problems\n",
    ] {
        assert!(run.stdout.contains(part), "no `{part}` in\n{}", run.stdout);
    }
    assert!(!run.stdout.contains("`total`"), "{}", run.stdout);
    package.write("src/lib.rs", &ENGINE.replace("        self.record(n);\n", ""));
    let run = package.sites(&["--verify"]).ends(0);
    assert!(run.stdout.ends_with("0 pins and 2 contracts verified, 0 problems\n"), "{}", run.stdout);
}

#[test]
fn a_function_is_held_by_its_path_and_may_be_allowed_some_calls() {
    let package = Package::new(&ENGINE.replace(" // heap: none", ""));
    let held = |arguments: &[&str], code: i32, end: &str| {
        let run = package.sites(arguments).ends(code);
        assert!(run.stdout.ends_with(end), "{}", run.stdout);
    };
    held(&["--no-alloc", "Engine::process"], 1, "1 function held to allocating nothing, 2 problems\n");
    held(&["--no-alloc", "Engine::process", "--in-release"], 1, "1 function held to allocating nothing, 1 problem\n");
    held(&["--no-alloc", "Engine::process", "--allow", "Vec::push"], 0, "0 problems\n");
    held(
        &["--no-alloc", "Engine::total", "--no-alloc", "total"],
        0,
        "2 functions held to allocating nothing, 0 problems\n",
    );
    package
        .sites(&["--no-alloc", "Engine::totl"])
        .ends(2)
        .says(&["no function `Engine::totl`", "did you mean `total`?"]);
    package.sites(&["--allow", "Vec::push"]).fails(2, &["--no-alloc"]);
}

#[test]
fn why_names_the_function_that_a_line_calls_and_that_allocates() {
    let package = Package::new(ENGINE);
    let run = package.sites(&["--why", "6"]).ends(0);
    assert!(
        run.stdout.contains("no site: the line's own code") && run.stdout.contains("Engine>::record, which reaches"),
        "{}",
        run.stdout
    );
    let run = package.sites(&["--why", "7"]).ends(0);
    assert!(!run.stdout.contains("which reaches"), "{}", run.stdout);
}
