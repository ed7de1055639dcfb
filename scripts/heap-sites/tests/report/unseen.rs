//! Calls that no relocation names, and that are known all the same.

use crate::fixture::{Fixture, manifest, shown};

#[test]
fn a_table_of_functions_that_is_passed_on_tells_what_may_be_called() {
    let helper = r#"use std::fmt;
pub trait Tool {
    fn work(&self, n: u64) -> u64;
}
pub struct Boxes;
impl Tool for Boxes {
    fn work(&self, n: u64) -> u64 {
        *std::hint::black_box(Box::new(n))
    }
}
pub struct Adds;
impl Tool for Adds {
    fn work(&self, n: u64) -> u64 {
        n + 1
    }
}
#[inline(never)]
pub fn ends<T>(tool: Box<dyn Tool>, value: T) -> T {
    drop(tool);
    value
}
#[inline(never)]
pub fn works(tool: &dyn Tool) -> u64 {
    tool.work(3)
}
#[inline(never)]
pub fn both(n: u64) -> u64 {
    works(if n > 3 { &Boxes } else { &Adds })
}
pub struct Text;
impl fmt::Display for Text {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }
}
"#;
    let text = r#"use std::fmt::Write;
pub fn boxes() -> u64 {
    helper::works(&helper::Boxes) //= may: helper::works
}
pub fn adds() -> u64 {
    helper::works(&helper::Adds) //= unknown: helper::works, which calls through dyn or a function pointer
}
pub fn given(tool: &dyn helper::Tool) -> u64 {
    helper::works(tool) //= unknown: helper::works, which calls through dyn or a function pointer
}
pub fn both(n: u64) -> u64 {
    helper::both(n) //= may: helper::both
}
pub fn ends(tool: Box<dyn helper::Tool>) -> u64 {
    // What a destructor behind dyn does is not searched for.
    helper::ends(tool, 7)
}
pub fn shown(text: &helper::Text) -> String {
    text.to_string() //= may: Text::to_string
}
pub fn written(name: &str, long: Option<&str>, short: Option<char>) -> String {
    let mut line = String::new();
    line.push_str(name); //= may: String::push_str
    let mut is_any = false;
    if let Some(long) = long {
        write!(line, "|--{long}").unwrap(); //= may: String::write_fmt
        is_any = true;
    }
    if let Some(short) = short {
        write!(line, "|-{short}").unwrap(); //= may: String::write_fmt
        is_any = true;
    }
    if is_any {
        line = format!("{{{line}}}"); //= may: fmt::format
    }
    line
}
pub struct Length(usize);
impl Write for Length {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}
pub fn measured(numbers: &[u64]) -> usize {
    let mut length = Length(0);
    for number in numbers {
        write!(length, "{number} ").unwrap(); //= unknown: Length::write_fmt, which calls through dyn or a function pointer
    }
    length.0
}
"#;
    let with_dependency =
        manifest("tables").replace("[workspace]\n", "[dependencies]\nhelper = { path = \"helper\" }\n[workspace]\n");
    let fixture = Fixture::new(
        "tables",
        &[
            ("Cargo.toml", &with_dependency),
            ("src/lib.rs", text),
            ("helper/Cargo.toml", &manifest("helper").replace("[workspace]\n", "")),
            ("helper/src/lib.rs", helper),
        ],
    );
    let text = shown(&fixture.survey());
    let plain: Vec<&str> = text.lines().map(|line| line.split(", through ").next().unwrap()).collect();
    assert_eq!(plain.join("\n") + "\n", fixture.expected(&["src/lib.rs"]), "{text}");
}

#[test]
fn a_line_that_hands_a_function_of_the_package_over_may_allocate_and_is_not_called_elided() {
    let fixture = Fixture::new(
        "hands",
        &[(
            "src/lib.rs",
            r#"use std::fmt::{self, Write};
pub struct Styled(String);
impl Write for Styled {
    #[inline(never)]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text);
        Ok(())
    }
}
pub fn number(styled: &mut Styled, n: u64) {
    write!(styled, "{n} lines").unwrap();
}
pub fn literal(styled: &mut Styled) {
    write!(styled, "no number").unwrap();
}
"#,
        )],
    );
    let survey = fixture.survey();
    let text = shown(&survey);
    assert!(text.contains("src/lib.rs:6: may: ") && text.contains("src/lib.rs:11: may: Styled::write_fmt"), "{text}");
    // In debug it goes through a table; in release the package's own function is called, which has lines of its own.
    assert!(!survey.report.file("src/lib.rs").unwrap().line(14).unwrap().debug.is_empty(), "{text}");
    assert!(!text.contains("src/lib.rs:14:") && !text.contains("elided"), "{text}");
}

#[test]
fn an_address_that_is_only_taken_is_no_unknown_call_and_the_call_of_it_is() {
    let fixture = Fixture::new(
        "taken",
        &[(
            "src/lib.rs",
            r#"pub struct Name(pub &'static str);
impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}
pub fn checked(call: &dyn Fn(u64) -> u64, name: &str, n: u64) -> u64 {
    if n > 100 {
        panic!("{name} is too large");
    }
    call(n) //= unknown: a call through dyn or a function pointer
}
pub fn chosen(call: fn(&str) -> String, name: &str, is_upper: bool) -> String {
    // In release the two calls are made apart, on the line of the call.
    let call = if is_upper { str::to_uppercase } else { call };
    call(name) //= may: str::to_uppercase; unknown: a call through dyn or a function pointer
}
"#,
        )],
    );
    let mut survey = fixture.survey();
    (survey.report, _) = survey.report.without_formatting();
    assert_eq!(shown(&survey), fixture.expected(&["src/lib.rs"]));
}

#[test]
fn a_jump_table_does_not_make_the_calls_of_its_arms_unknown() {
    let fixture = Fixture::new(
        "arms",
        &[(
            "src/lib.rs",
            r#"pub struct Machine {
    small: Vec<u8>,
    large: Vec<u64>,
    names: Vec<String>,
}
impl Machine {
    pub fn run(&mut self, steps: &[u8]) {
        for step in steps {
            match step {
                0 => self.small.push(*step), //= may: Vec::push
                1 => self.large.push(7), //= may: Vec::push
                2 => self.names.push(String::new()), //= may: Vec::push
                3 => self.small.clear(),
                4 => self.large.truncate(1),
                5 => self.small.push(9), //= may: Vec::push
                6 => self.large.push(u64::from(*step)), //= may: Vec::push
                _ => self.large.clear(),
            }
        }
    }
}
"#,
        )],
    );
    let text = shown(&fixture.survey());
    let plain: Vec<&str> = text.lines().map(|line| line.split(", through ").next().unwrap()).collect();
    assert_eq!(plain.join("\n") + "\n", fixture.expected(&["src/lib.rs"]), "{text}");
}

#[test]
fn a_function_that_the_arms_of_a_match_choose_is_known() {
    let fixture = Fixture::new(
        "chooses",
        &[(
            "src/lib.rs",
            r#"#[inline(never)]
fn once(n: u64) -> u64 {
    n.wrapping_mul(3)
}
#[inline(never)]
fn twice(n: u64) -> u64 {
    n.rotate_left(9) ^ n
}
pub fn chosen(n: u64, cell: &mut u64) -> u64 {
    let call: fn(u64) -> u64 = match n {
        0 => {
            *cell = 3;
            once
        }
        1 => {
            *cell *= 7;
            twice
        }
        2 => {
            *cell += 11;
            once
        }
        3 => {
            *cell ^= 5;
            twice
        }
        4 => {
            *cell -= 2;
            once
        }
        5 => {
            *cell |= 9;
            twice
        }
        _ => {
            *cell <<= 3;
            once
        }
    };
    call(n) + 1
}
"#,
        )],
    );
    assert_eq!(shown(&fixture.survey()), "");
}

#[test]
fn calls_that_the_compiler_made_one_stand_on_each_of_their_lines() {
    let fixture = Fixture::new(
        "shared",
        &[(
            "src/lib.rs",
            r#"pub fn checked(n: u64) -> Result<u64, String> {
    if n == 7 {
        return Err(format!("seven and {n}"));
    }
    if n == 9 {
        return Err(format!("nine and {n}"));
    }
    if n == 11 {
        return Err(format!("eleven and {n}"));
    }
    Ok(n)
}
"#,
        )],
    );
    let text = shown(&fixture.survey());
    for line in [3, 6, 9] {
        assert!(text.contains(&format!("src/lib.rs:{line}: may: fmt::format")), "{text}");
    }
    assert!(text.contains("one with the same call on other lines") && !text.contains("unknown"), "{text}");
}
