//! Small well-typed programs from a seed. They compile and need not make sense.

use std::fmt::Write as _;

use fastrand::Rng;

/// A type of the programs, by its place in [`TYPES`].
type Type = usize;

/// Types as they are written, with an expression that is always there.
const TYPES: &[(&str, &str)] = &[
    ("int", "1"),
    ("*int", "nil"),
    ("**int", "nil"),
    ("string", "\"s\""),
    ("[]byte", "nil"),
    ("[]int", "nil"),
    ("[]*int", "nil"),
    ("[3]*int", "[3]*int{}"),
    ("pair", "pair{}"),
    ("*pair", "nil"),
    ("map[string]*int", "nil"),
    ("map[*int]int", "nil"),
    ("any", "nil"),
    ("keeper", "nil"),
    ("func() *int", "nil"),
    ("func(*int) *int", "nil"),
    ("chan *int", "nil"),
    ("[]any", "nil"),
    ("bool", "true"),
    ("[]string", "nil"),
    ("func()", "nil"),
    ("*wide", "nil"),
    ("number", "number(2)"),
];

const INT: Type = 0;
const PTR: Type = 1;
const PTR_PTR: Type = 2;
const STRING: Type = 3;
const BYTES: Type = 4;
const INTS: Type = 5;
const PTRS: Type = 6;
const ARRAY: Type = 7;
const PAIR: Type = 8;
const PAIR_PTR: Type = 9;
const MAP: Type = 10;
const KEYS: Type = 11;
const ANY: Type = 12;
const KEEPER: Type = 13;
const MAKER: Type = 14;
const MAPPER: Type = 15;
const CHAN: Type = 16;
const ANYS: Type = 17;
const BOOL: Type = 18;
const STRINGS: Type = 19;
const ACTION: Type = 20;
const WIDE: Type = 21;
const NUMBER: Type = 22;

/// What every program has beside its functions.
pub(crate) const PRELUDE: &str = "package generated

type pair struct {
	p, q *int
	next *pair
	list []*int
	room [2]*int
	name string
	any  any
	call func() *int
}

type wide struct {
	room [40]*int
	*pair
	number
}

type number int

type keeper interface {
	keep(p *int) *int
	size() int
}

func (a *pair) keep(p *int) *int { a.p = p; return a.q }
func (a *pair) size() int        { return len(a.list) }
func (a pair) second() *int      { return a.q }
func (a *pair) self() *pair      { return a }
func (a *wide) first() *int      { return a.room[0] }
func (n number) keep(p *int) *int { return p }
func (n number) size() int        { return int(n) }
func (a *wide) keep(p *int) *int  { return a.pair.keep(p) }
func (a *wide) size() int         { return a.number.size() }

var (
	globalPtr    *int
	globalPair   pair
	globalAny    any
	globalPtrs   []*int
	globalMap    = map[string]*int{}
	globalKeeper keeper
	globalMaker  func() *int
	globalString string
)

func identity(p *int) *int            { return p }
func leak(p *int)                     { globalPtr = p }
func drop(p *int)                     {}
func both(p *int, s string) (*int, string) { return p, s }
func variadic(ps ...*int) *int        { return ps[0] }
func boxes(vs ...any) int             { return len(vs) }
func visit(f func(*int) *int, p *int) *int { return f(p) }
";

/// A program: functions, each with statements that can be taken out.
#[derive(Clone, Debug)]
pub(crate) struct Generated {
    pub(crate) functions: Vec<Function>,
}

#[derive(Clone, Debug)]
pub(crate) struct Function {
    head: String,
    pub(crate) body: Vec<Stmt>,
    end: String,
}

/// A statement and the statements in it. What stands before and after them is text.
#[derive(Clone, Debug)]
pub(crate) struct Stmt {
    before: String,
    pub(crate) blocks: Vec<(String, Vec<Stmt>)>,
    after: String,
}

impl Generated {
    pub(crate) fn text(&self) -> String {
        let mut out = PRELUDE.to_owned();
        for function in &self.functions {
            let _ = write!(out, "\n{} {{\n", function.head);
            write_stmts(&mut out, &function.body, 1);
            let _ = writeln!(out, "{}}}", function.end);
        }
        out
    }
}

fn write_stmts(out: &mut String, list: &[Stmt], depth: usize) {
    let indent = "\t".repeat(depth);
    for stmt in list {
        let _ = write!(out, "{indent}{}", stmt.before);
        for (head, block) in &stmt.blocks {
            let _ = writeln!(out, "{head}");
            write_stmts(out, block, depth + 1);
            let _ = write!(out, "{indent}");
        }
        let _ = writeln!(out, "{}", stmt.after);
    }
}

#[derive(Clone)]
struct Signature {
    name: String,
    params: Vec<Type>,
    results: Vec<Type>,
}

struct Generator {
    rng: Rng,
    signatures: Vec<Signature>,
    vars: Vec<(String, Type)>,
    results: Vec<Type>,
    names: usize,
    /// How deep in statements and function literals the generator is.
    depth: usize,
    in_loop: bool,
}

/// A program of so many functions.
pub(crate) fn program(seed: u64, functions: usize) -> Generated {
    let mut rng = Rng::with_seed(seed);
    let signatures = (0..functions)
        .map(|index| Signature {
            name: format!("f{index}"),
            params: (0..rng.usize(0..4)).map(|_| any_type(&mut rng)).collect(),
            results: (0..rng.usize(0..3)).map(|_| any_type(&mut rng)).collect(),
        })
        .collect();
    let mut generator =
        Generator { rng, signatures, vars: vec![], results: vec![], names: 0, depth: 0, in_loop: false };
    let functions = (0..functions).map(|index| generator.function(index)).collect();
    Generated { functions }
}

fn any_type(rng: &mut Rng) -> Type {
    // Pointers more often than the rest.
    match rng.usize(0..4) {
        0 => PTR,
        1 => [PAIR_PTR, PTRS, ANY, STRING][rng.usize(0..4)],
        _ => rng.usize(0..TYPES.len()),
    }
}

impl Generator {
    fn function(&mut self, index: usize) -> Function {
        let signature = self.signatures[index].clone();
        self.vars = signature.params.iter().enumerate().map(|(index, &ty)| (format!("a{index}"), ty)).collect();
        self.results = signature.results.clone();
        self.names = 0;
        self.depth = 0;
        self.in_loop = false;
        let params =
            self.vars.iter().map(|(name, ty)| format!("{name} {}", TYPES[*ty].0)).collect::<Vec<_>>().join(", ");
        let results = match signature.results.as_slice() {
            [] => String::new(),
            [one] => format!(" {}", TYPES[*one].0),
            many => format!(" ({})", many.iter().map(|&ty| TYPES[ty].0).collect::<Vec<_>>().join(", ")),
        };
        let head = format!("func {}({params}){results}", signature.name);
        let body = self.block(5);
        let end = match signature.results.len() {
            0 => String::new(),
            _ => format!("\t{}\n", self.ret()),
        };
        Function { head, body, end }
    }

    fn ret(&mut self) -> String {
        let values: Vec<String> = self.results.clone().into_iter().map(|ty| self.expr(ty, 2)).collect();
        format!("return {}", values.join(", "))
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("v{}", self.names)
    }

    /// Statements, whose variables are known in them only.
    fn block(&mut self, most: usize) -> Vec<Stmt> {
        let known = self.vars.len();
        self.depth += 1;
        let count = self.rng.usize(1..=most);
        let stmts = (0..count).map(|_| self.stmt()).collect();
        self.depth -= 1;
        self.vars.truncate(known);
        stmts
    }

    fn simple(&self, text: String) -> Stmt {
        Stmt { before: text, blocks: vec![], after: String::new() }
    }

    fn stmt(&mut self) -> Stmt {
        let nested = self.depth < 4;
        match self.rng.usize(0..24) {
            0..=5 => self.declaration(),
            6..=9 => self.assignment(),
            10 if nested => {
                let cond = self.expr(BOOL, 2);
                let mut blocks = vec![("{".to_owned(), self.block(3))];
                if self.rng.bool() {
                    blocks.push(("} else {".to_owned(), self.block(2)));
                }
                Stmt { before: format!("if {cond} "), blocks, after: "}".into() }
            }
            11 if nested => self.loop_of_numbers(),
            12 if nested => self.range(),
            13 if nested => self.type_switch(),
            14 if nested => {
                let word = ["defer", "go"][self.rng.usize(0..2)];
                let outer = std::mem::take(&mut self.results);
                let body = self.block(2);
                self.results = outer;
                Stmt { before: format!("{word} "), blocks: vec![("func() {".into(), body)], after: "}()".into() }
            }
            15 => {
                let word = ["defer", "go"][self.rng.usize(0..2)];
                let call = self.call_stmt();
                self.simple(format!("{word} {call}"))
            }
            16 | 17 => {
                let call = self.call_stmt();
                self.simple(call)
            }
            18 => {
                let (chan, value) = (self.expr(CHAN, 1), self.expr(PTR, 2));
                self.simple(format!("{} <- {value}", plain(&chan)))
            }
            19 if nested && self.depth > 1 => {
                let text = self.ret();
                // What follows a return is never reached, so it stands in a condition.
                let cond = self.expr(BOOL, 1);
                self.simple(format!("if {cond} {{ {} }}", if self.results.is_empty() { "return".into() } else { text }))
            }
            20 => {
                let (name, a, b) = (self.name(), self.expr(PTR, 2), self.expr(STRING, 2));
                let other = self.name();
                self.vars.push((name.clone(), PTR));
                self.vars.push((other.clone(), STRING));
                self.simple(format!("{name}, {other} := both({a}, {b}); _, _ = {name}, {other}"))
            }
            21 if nested => {
                let tag = self.expr(INT, 1);
                let blocks = vec![("{\n\tcase 1:".to_owned(), self.block(2)), ("case 2:".into(), self.block(2))];
                Stmt { before: format!("switch {tag} "), blocks, after: "}".into() }
            }
            22 => {
                let (name, map, key) = (self.name(), self.expr(MAP, 1), self.expr(STRING, 2));
                self.vars.push((name.clone(), PTR));
                let ok = self.name();
                self.vars.push((ok.clone(), BOOL));
                self.simple(format!("{name}, {ok} := {}[{key}]; _, _ = {name}, {ok}", plain(&map)))
            }
            _ => self.declaration(),
        }
    }

    fn declaration(&mut self) -> Stmt {
        let ty = any_type(&mut self.rng);
        let name = self.name();
        let text = match self.rng.usize(0..4) {
            0 => format!("var {name} {}", TYPES[ty].0),
            1 => format!("var {name} {} = {}", TYPES[ty].0, self.expr(ty, 3)),
            _ => format!("{name} := {}({})", parenthesised(TYPES[ty].0), self.expr(ty, 3)),
        };
        // A conversion of a type to itself is one more construct; a plain value is more usual.
        let text = match self.rng.bool() {
            true => text,
            false => format!("var {name} {} = {}", TYPES[ty].0, self.expr(ty, 3)),
        };
        self.vars.push((name.clone(), ty));
        self.simple(format!("{text}; _ = {name}"))
    }

    fn assignment(&mut self) -> Stmt {
        let text = match self.rng.usize(0..16) {
            0..=4 => match self.var() {
                Some((name, ty)) => format!("{name} = {}", self.expr(ty, 3)),
                None => format!("globalPtr = {}", self.expr(PTR, 3)),
            },
            5 => format!("*{} = {}", self.place(PTR_PTR), self.expr(PTR, 2)),
            6 => {
                let field = [
                    ("p", PTR),
                    ("q", PTR),
                    ("list", PTRS),
                    ("name", STRING),
                    ("any", ANY),
                    ("next", PAIR_PTR),
                    ("call", MAKER),
                ];
                let (field, ty) = field[self.rng.usize(0..field.len())];
                let target = if self.rng.bool() {
                    self.place(PAIR_PTR)
                } else {
                    self.var_of(PAIR).unwrap_or_else(|| "globalPair".into())
                };
                format!("{target}.{field} = {}", self.expr(ty, 2))
            }
            7 => format!("{}[{}] = {}", plain(&self.expr(PTRS, 0)), self.expr(INT, 1), self.expr(PTR, 2)),
            8 => format!("{}[{}] = {}", plain(&self.expr(MAP, 0)), self.expr(STRING, 1), self.expr(PTR, 2)),
            9 => format!("{}[{}] = {}", plain(&self.expr(KEYS, 0)), self.expr(PTR, 1), self.expr(INT, 1)),
            10 => {
                let globals = [
                    ("globalPtr", PTR),
                    ("globalAny", ANY),
                    ("globalPtrs", PTRS),
                    ("globalKeeper", KEEPER),
                    ("globalMaker", MAKER),
                    ("globalString", STRING),
                ];
                let (name, ty) = globals[self.rng.usize(0..globals.len())];
                format!("{name} = {}", self.expr(ty, 3))
            }
            11 => match self.var_of(PTRS) {
                Some(name) => format!("{name} = append({name}, {})", self.expr(PTR, 2)),
                None => format!("globalPtrs = append(globalPtrs, {})", self.expr(PTR, 2)),
            },
            12 => match self.var_of(STRING) {
                Some(name) => format!("{name} += {}", self.expr(STRING, 1)),
                None => "globalString += \"x\"".into(),
            },
            13 => match (self.var_of(PTR), self.var_of(PTR)) {
                (Some(a), Some(b)) => format!("{a}, {b} = {b}, {a}"),
                _ => "globalPair.p, globalPair.q = globalPair.q, globalPair.p".into(),
            },
            14 => {
                let pair = self.place(PAIR_PTR);
                format!("{pair}.list = {pair}.list[1:]")
            }
            _ => match self.var_of(ARRAY) {
                Some(name) => format!("{name}[{}] = {}", self.rng.usize(0..3), self.expr(PTR, 2)),
                None => format!("globalPair.room[1] = {}", self.expr(PTR, 2)),
            },
        };
        self.simple(text)
    }

    fn loop_of_numbers(&mut self) -> Stmt {
        let name = self.name();
        self.vars.push((name.clone(), INT));
        let outer = std::mem::replace(&mut self.in_loop, true);
        let body = self.block(4);
        self.in_loop = outer;
        self.vars.pop();
        Stmt {
            before: format!("for {name} := 0; {name} < 3; {name}++ "),
            blocks: vec![("{".into(), body)],
            after: "}".into(),
        }
    }

    fn range(&mut self) -> Stmt {
        let (key, value) = (self.name(), self.name());
        let (over, key_type, value_type) = match self.rng.usize(0..6) {
            0 => (PTRS, INT, PTR),
            1 => (INTS, INT, INT),
            2 => (MAP, STRING, PTR),
            3 => (ARRAY, INT, PTR),
            4 => (ANYS, INT, ANY),
            _ => (STRINGS, INT, STRING),
        };
        let source = self.expr(over, 2);
        self.vars.push((key.clone(), key_type));
        self.vars.push((value.clone(), value_type));
        let mut body = self.block(3);
        self.vars.truncate(self.vars.len() - 2);
        body.insert(0, self.simple(format!("_, _ = {key}, {value}")));
        Stmt {
            before: format!("for {key}, {value} := range {} ", plain(&source)),
            blocks: vec![("{".into(), body)],
            after: "}".into(),
        }
    }

    fn type_switch(&mut self) -> Stmt {
        let name = self.name();
        let value = self.expr(ANY, 2);
        let types = [PTR, STRING, PAIR_PTR, PAIR, INT, KEEPER, PTRS];
        let mut blocks = Vec::new();
        let mut head = "{".to_owned();
        let mut seen = Vec::new();
        for _ in 0..self.rng.usize(1..4) {
            let ty = types[self.rng.usize(0..types.len())];
            if seen.contains(&ty) {
                continue;
            }
            seen.push(ty);
            self.vars.push((name.clone(), ty));
            let mut body = self.block(2);
            self.vars.pop();
            body.insert(0, self.simple(format!("_ = {name}")));
            blocks.push((format!("{head}\n\tcase {}:", TYPES[ty].0), body));
            head = String::new();
        }
        Stmt { before: format!("switch {name} := any({value}).(type) "), blocks, after: "}".into() }
    }

    fn var(&mut self) -> Option<(String, Type)> {
        match self.vars.len() {
            0 => None,
            count => Some(self.vars[self.rng.usize(0..count)].clone()),
        }
    }

    fn var_of(&mut self, ty: Type) -> Option<String> {
        let fitting: Vec<&String> = self.vars.iter().filter(|(_, of)| *of == ty).map(|(name, _)| name).collect();
        match fitting.len() {
            0 => None,
            count => Some(fitting[self.rng.usize(0..count)].clone()),
        }
    }

    /// Something of the type that may stand before a selector or behind a star.
    fn place(&mut self, ty: Type) -> String {
        match (self.var_of(ty), ty) {
            (Some(name), _) => name,
            (None, PAIR_PTR) => "(&globalPair)".into(),
            (None, _) => "(&globalPtr)".into(),
        }
    }

    fn call_stmt(&mut self) -> String {
        match self.rng.usize(0..10) {
            0 => format!("leak({})", self.expr(PTR, 2)),
            1 => format!("drop({})", self.expr(PTR, 2)),
            2 => format!("boxes({}, {})", self.expr(ANY, 2), self.expr(INT, 1)),
            3 => format!("{}.keep({})", self.place(PAIR_PTR), self.expr(PTR, 2)),
            4 => format!("{}.keep({})", plain(&self.expr(KEEPER, 0)), self.expr(PTR, 2)),
            5 => format!("{}({})", plain(&self.expr(MAPPER, 1)), self.expr(PTR, 2)),
            6 => format!("{}()", plain(&self.expr(ACTION, 2))),
            7 => format!("println({})", self.expr(INT, 1)),
            _ => self.call_of(None),
        }
    }

    /// A call of another function of the program; with a type, one that has it as its only result.
    fn call_of(&mut self, ty: Option<Type>) -> String {
        let fitting: Vec<Signature> =
            self.signatures.iter().filter(|signature| ty.is_none_or(|ty| signature.results == [ty])).cloned().collect();
        if fitting.is_empty() {
            return TYPES[ty.unwrap_or(INT)].1.to_owned();
        }
        let signature = fitting[self.rng.usize(0..fitting.len())].clone();
        let args: Vec<String> = signature.params.iter().map(|&ty| self.expr(ty, 1)).collect();
        format!("{}({})", signature.name, args.join(", "))
    }

    fn literal(&mut self, params: &str, args: &[(&str, Type)], result: Option<Type>) -> String {
        if self.depth > 3 {
            return format!("(func{params})(nil)");
        }
        let outer = std::mem::replace(&mut self.results, result.into_iter().collect());
        let known = self.vars.len();
        self.vars.extend(args.iter().map(|(name, ty)| ((*name).to_owned(), *ty)));
        let body = self.block(2);
        let end = if result.is_some() { format!("\t{}\n", self.ret()) } else { String::new() };
        self.vars.truncate(known);
        self.results = outer;
        let mut text = String::new();
        write_stmts(&mut text, &body, 2);
        format!("func{params} {{\n{text}{end}\t}}")
    }

    /// An expression of the type, of so many levels at most.
    fn expr(&mut self, ty: Type, levels: usize) -> String {
        if self.rng.usize(0..3) > 0
            && let Some(name) = self.var_of(ty)
        {
            return name;
        }
        if levels == 0 {
            return typed(ty);
        }
        let next = levels - 1;
        if self.rng.usize(0..8) == 0 {
            let call = self.call_of(Some(ty));
            return if call == TYPES[ty].1 { typed(ty) } else { call };
        }
        let choice = self.rng.usize(0..12);
        match (ty, choice) {
            (INT, 0) => format!("*{}", plain(&self.expr(PTR, next))),
            (INT, 1) => format!("len({})", self.expr(STRING, next)),
            (INT, 2) => format!("{} + {}", self.expr(INT, 0), self.expr(INT, next)),
            (INT, 3) => format!("{}.size()", plain(&self.expr(KEEPER, 0))),
            (INT, 4) => format!("len({})", self.expr(PTRS, next)),
            (INT, 5) => format!("int({})", self.expr(NUMBER, next)),
            (PTR, 0 | 1) => match self.var_of(INT) {
                Some(name) => format!("&{name}"),
                None => "new(int)".into(),
            },
            (PTR, 2) => format!("{}.p", self.place(PAIR_PTR)),
            (PTR, 3) => format!("{}[{}]", plain(&self.expr(PTRS, next)), self.expr(INT, 0)),
            (PTR, 4) => format!("identity({})", self.expr(PTR, next)),
            (PTR, 5) => format!("{}.keep({})", plain(&self.expr(KEEPER, 0)), self.expr(PTR, next)),
            (PTR, 6) => format!("*{}", plain(&self.expr(PTR_PTR, next))),
            (PTR, 7) => format!("{}[{}]", plain(&self.expr(MAP, next)), self.expr(STRING, 0)),
            (PTR, 8) => format!("{}.({})", plain(&self.expr(ANY, 0)), TYPES[PTR].0),
            (PTR, 9) => format!("{}({})", plain(&self.expr(MAPPER, next)), self.expr(PTR, 0)),
            (PTR, 10) => format!("{}()", plain(&self.expr(MAKER, next))),
            (PTR, _) => format!("<-{}", plain(&self.expr(CHAN, 0))),
            (PTR_PTR, 0..=4) => match self.var_of(PTR) {
                Some(name) => format!("&{name}"),
                None => "new(*int)".into(),
            },
            (PTR_PTR, 5) => format!("&{}.p", self.place(PAIR_PTR)),
            (PTR_PTR, 6) => format!("&{}[1]", plain(&self.expr(PTRS, 0))),
            (STRING, 0..=2) => format!("{} + {}", self.expr(STRING, next), self.expr(STRING, next)),
            (STRING, 3 | 4) => format!("string({})", self.expr(BYTES, next)),
            (STRING, 5) => format!("{}.name", self.place(PAIR_PTR)),
            (STRING, 6) => format!("{}[1:]", plain(&self.expr(STRING, next))),
            (STRING, 7) => format!("{}.(string)", plain(&self.expr(ANY, 0))),
            (BYTES, 0..=4) => format!("[]byte({})", self.expr(STRING, next)),
            (BYTES, 5) => format!("make([]byte, {})", self.expr(INT, next)),
            (BYTES, 6) => format!("append({}, {}...)", self.expr(BYTES, 0), self.expr(STRING, next)),
            (INTS, 0..=2) => format!("make([]int, {})", self.expr(INT, next)),
            (INTS, 3) => format!("append({}, {})", self.expr(INTS, 0), self.expr(INT, next)),
            (INTS, 4) => format!("[]int{{{}, 2}}", self.expr(INT, next)),
            (INTS, 5) => "make([]int, 4, 8)".into(),
            (PTRS, 0..=2) => format!("[]*int{{{}, {}}}", self.expr(PTR, next), self.expr(PTR, 0)),
            (PTRS, 3 | 4) => format!("append({}, {})", self.expr(PTRS, 0), self.expr(PTR, next)),
            (PTRS, 5) => format!("append({}, {}...)", self.expr(PTRS, 0), self.expr(PTRS, next)),
            (PTRS, 6) => format!("{}[:1]", plain(&self.expr(PTRS, next))),
            (PTRS, 7) => format!("{}.list", self.place(PAIR_PTR)),
            (PTRS, 8) => match self.var_of(ARRAY) {
                Some(name) => format!("{name}[:]"),
                None => "make([]*int, 2)".into(),
            },
            (ARRAY, 0..=3) => format!("[3]*int{{{}, {}}}", self.expr(PTR, next), self.expr(PTR, 0)),
            (PAIR, 0..=3) => format!("pair{{p: {}, any: {}}}", self.expr(PTR, next), self.expr(ANY, 0)),
            (PAIR, 4) => format!("*{}", self.place(PAIR_PTR)),
            (PAIR_PTR, 0..=2) => format!("&pair{{p: {}, next: {}}}", self.expr(PTR, next), self.expr(PAIR_PTR, 0)),
            (PAIR_PTR, 3) => "new(pair)".into(),
            (PAIR_PTR, 4) => match self.var_of(PAIR) {
                Some(name) => format!("&{name}"),
                None => "&globalPair".into(),
            },
            (PAIR_PTR, 5) => format!("{}.next", self.place(PAIR_PTR)),
            (PAIR_PTR, 6) => format!("{}.self()", self.place(PAIR_PTR)),
            (MAP, 0..=2) => format!("map[string]*int{{{}: {}}}", self.expr(STRING, next), self.expr(PTR, next)),
            (MAP, 3) => "make(map[string]*int)".into(),
            (MAP, 4) => "globalMap".into(),
            (KEYS, 0..=2) => format!("map[*int]int{{{}: {}}}", self.expr(PTR, next), self.expr(INT, 0)),
            (KEYS, 3) => format!("make(map[*int]int, {})", self.expr(INT, 0)),
            (ANY, 0) => format!("any({})", self.expr(INT, next)),
            (ANY, 1) => self.expr(PTR, next),
            (ANY, 2) => self.expr(STRING, next),
            (ANY, 3) => self.expr(PAIR, next),
            (ANY, 4) => self.expr(KEEPER, next),
            (ANY, 5) => self.expr(PTRS, next),
            (ANY, 6) => self.expr(MAPPER, next),
            (ANY, 7) => format!("{}.any", self.place(PAIR_PTR)),
            (KEEPER, 0..=3) => self.expr(PAIR_PTR, next),
            (KEEPER, 4) => format!("keeper({})", self.expr(NUMBER, next)),
            (KEEPER, 5) => format!("{}.(keeper)", plain(&self.expr(ANY, 0))),
            (KEEPER, 6) => self.expr(WIDE, next),
            (MAKER, 0..=4) => self.literal("() *int", &[], Some(PTR)),
            (MAKER, 5) => format!("{}.second", self.place(PAIR_PTR)),
            (MAKER, 6) => format!("{}.call", self.place(PAIR_PTR)),
            (MAPPER, 0..=4) => self.literal("(x *int) *int", &[("x", PTR)], Some(PTR)),
            (MAPPER, 5) => "identity".into(),
            (MAPPER, 6) => format!("{}.keep", self.place(PAIR_PTR)),
            (CHAN, 0..=2) => "make(chan *int, 1)".into(),
            (ANYS, 0..=3) => format!("[]any{{{}, {}}}", self.expr(ANY, next), self.expr(INT, 0)),
            (ANYS, 4) => format!("append({}, {})", self.expr(ANYS, 0), self.expr(ANY, next)),
            (BOOL, 0 | 1) => format!("{} == {}", plain(&self.expr(PTR, next)), plain(&self.expr(PTR, 0))),
            (BOOL, 2) => format!("{} < {}", self.expr(INT, next), self.expr(INT, 0)),
            (BOOL, 3) => format!("{} == {}", plain(&self.expr(STRING, next)), plain(&self.expr(STRING, 0))),
            (BOOL, 4) => format!("({}) == any({})", self.expr(ANY, 0), self.expr(INT, 0)),
            (BOOL, 5) => format!("!({})", self.expr(BOOL, next)),
            (BOOL, 6) => format!("{} != nil", plain(&self.expr(KEEPER, 0))),
            (STRINGS, 0..=2) => format!("[]string{{{}}}", self.expr(STRING, next)),
            (STRINGS, 3) => format!("append({}, {})", self.expr(STRINGS, 0), self.expr(STRING, next)),
            (ACTION, 0..=5) => self.literal("()", &[], None),
            (WIDE, 0..=3) => format!("&wide{{pair: &pair{{q: {}}}}}", self.expr(PTR, next)),
            (NUMBER, 0..=2) => format!("number({})", self.expr(INT, next)),
            _ => typed(ty),
        }
    }
}

/// The value that is always there, with its type.
fn typed(ty: Type) -> String {
    match TYPES[ty].1 {
        "nil" => format!("{}(nil)", parenthesised(TYPES[ty].0)),
        value => value.to_owned(),
    }
}

fn parenthesised(ty: &str) -> String {
    match ty.starts_with(['*', 'f', 'c']) {
        true => format!("({ty})"),
        false => ty.to_owned(),
    }
}

/// An expression that binds tightly.
fn plain(expr: &str) -> String {
    match expr.chars().all(|c| c.is_alphanumeric()) {
        true => expr.to_owned(),
        false => format!("({expr})"),
    }
}
