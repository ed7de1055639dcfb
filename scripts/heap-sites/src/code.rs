//! What do the functions of one object file refer to?
//!
//! Relocations say which symbols the code of a function names; [`instructions`](crate::instructions) tells calls from addresses that are only
//! passed on, and finds the calls that name nothing.

use crate::Error;
use crate::data::{Data, Named, Spot, named_by_code};
use crate::format::{self, Ask, Fields};
use crate::instructions::{self, Flow, Machine, Tables, Ways};
use crate::whole;
use object::{
    BinaryFormat, File, FileKind, Object, ObjectSection, ObjectSymbol, Relocation, SectionIndex, SectionKind, Symbol,
    SymbolKind,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use symbols::Foreign;

/// The functions of one object file.
#[derive(Debug, Default)]
pub(crate) struct Code {
    pub(crate) functions: Vec<Function>,
    /// Other names of functions, by their index.
    pub(crate) aliases: Vec<(String, usize)>,
    /// Names of data that other objects can refer to.
    pub(crate) data: Vec<String>,
}

/// One function.
#[derive(Debug)]
pub(crate) struct Function {
    /// Its mangled name.
    pub(crate) symbol: String,
    /// Whether other objects can name it.
    pub(crate) is_global: bool,
    /// Where it begins, in the addresses of [`Layout`].
    pub(crate) address: u64,
    pub(crate) references: Vec<Reference>,
    /// Places that take the address of a function: it is passed on, as that of a `Display` is.
    pub(crate) taken: Vec<Reference>,
    /// Whether something is called here that may call what was taken: what nothing names, or a function of another language.
    pub(crate) calls_back: bool,
    /// Places that pass a table of functions on, as the vtable of a `dyn` object is, with each function in it but destructors.
    pub(crate) handed: Vec<Reference>,
    /// Addresses of calls that name nothing: through `dyn` or a function pointer.
    pub(crate) indirect: Vec<u64>,
    /// Whether it may return to its caller.
    pub(crate) may_return: bool,
    /// The ways through it, by the distance of its calls from `address`; `None` where they are not known.
    pub(crate) ways: Option<Ways>,
}

/// A place in a function that names another: calls it, or takes its address.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) address: u64,
    pub(crate) target: Target,
}

/// What is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A function of the same object, by its index.
    Here(usize),
    /// A symbol of another object.
    Elsewhere(String),
}

/// Where each section is thought to lie: in an object file, all begin at 0.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    base: BTreeMap<usize, u64>,
}

impl Layout {
    fn of(file: &File<'_>) -> Self {
        let mut next = 0x1_0000_u64;
        let mut base = BTreeMap::new();
        for section in file.sections().filter(|section| section.kind() == SectionKind::Text) {
            base.insert(section.index().0, next);
            // A damaged size must not wrap; addresses that collide then are only wrong lines.
            next = next.saturating_add(section.size().min(u64::from(u32::MAX))).saturating_add(64) & !15;
        }
        Self { base }
    }

    /// The address of a place in a section; sections that hold no code begin at 0.
    pub(crate) fn address(&self, section: Option<SectionIndex>, offset: u64) -> u64 {
        let base = section.and_then(|section| self.base.get(&section.0)).copied().unwrap_or(0);
        base.wrapping_add(offset)
    }
}

/// An object file, its format known to be one that can be read.
pub(crate) struct Opened<'data> {
    pub(crate) file: File<'data>,
    pub(crate) layout: Layout,
    machine: Machine,
    name: String,
}

/// Whether `data` is LLVM bitcode, bare or wrapped.
pub(crate) fn is_bitcode(data: &[u8]) -> bool {
    data.starts_with(b"BC\xC0\xDE") || data.starts_with(&0x0B17_C0DE_u32.to_le_bytes())
}

impl<'data> Opened<'data> {
    /// `name` is for messages.
    pub(crate) fn new(data: &'data [u8], name: &str) -> Result<Self, Error> {
        let damaged = |error: object::Error| Error::Damaged { file: name.to_owned(), reason: error.to_string() };
        if is_bitcode(data) {
            return Err(Error::Bitcode { file: name.to_owned() });
        }
        let other = |format: &str| Error::Format { file: name.to_owned(), format: format.to_owned() };
        if data.starts_with(b"\0asm") {
            return Err(other(format::in_words(BinaryFormat::Wasm)));
        }
        if FileKind::parse(data) == Ok(FileKind::CoffImport) {
            return Err(other("the short COFF objects of import libraries"));
        }
        let file = File::parse(data).map_err(damaged)?;
        let machine = Machine::of(&file).ok_or_else(|| Error::Architecture {
            file: name.to_owned(),
            architecture: format!("{:?} in {}", file.architecture(), format::in_words(file.format())),
        })?;
        whole::check(&file, data).map_err(|reason| Error::Damaged { file: name.to_owned(), reason })?;
        let layout = Layout::of(&file);
        Ok(Self { file, layout, machine, name: name.to_owned() })
    }

    /// Whether there is any code.
    pub(crate) fn has_code(&self) -> bool {
        self.file.sections().any(|section| section.kind() == SectionKind::Text && section.size() > 0)
    }

    /// Whether the compiler left bitcode in place of code.
    pub(crate) fn is_only_bitcode(&self) -> bool {
        !self.has_code() && self.file.section_by_name(".llvmbc").is_some()
    }

    /// Whether it defines a symbol, be it of a function or of data.
    pub(crate) fn defines(&self, symbol: &str) -> bool {
        self.file.symbols().any(|defined| {
            let is_seen = defined.is_global() || defined.is_weak();
            is_seen && defined.section_index().is_some() && self.name_of(&defined) == Some(symbol)
        })
    }

    fn name_of(&self, symbol: &Symbol<'data, '_>) -> Option<&'data str> {
        format::name(symbol, self.file.format()).ok()
    }

    fn damaged(&self, reason: impl ToString) -> Error {
        Error::Damaged { file: self.name.clone(), reason: reason.to_string() }
    }

    /// Reads every function.
    pub(crate) fn code(&self) -> Result<Code, Error> {
        let mut places = Places::of(&self.file);
        let mut functions: Vec<Function> = places
            .functions
            .iter()
            .map(|place| Function {
                symbol: place.symbol.clone(),
                is_global: place.is_global,
                address: self.layout.address(Some(place.section), place.start),
                references: Vec::new(),
                taken: Vec::new(),
                calls_back: false,
                handed: Vec::new(),
                indirect: Vec::new(),
                may_return: true,
                ways: None,
            })
            .collect();
        let data = Data::of(&self.file);
        for section in self.file.sections().filter(|section| section.kind() == SectionKind::Text) {
            self.read_section(&section, &places, &data, &mut functions)?;
        }
        let is_data = |symbol: &Symbol<'_, '_>| {
            symbol.is_global() && symbol.section_index().is_some() && symbol.kind() != SymbolKind::Text
        };
        let names = self.file.symbols().filter(is_data).filter_map(|symbol| Some(self.name_of(&symbol)?.to_owned()));
        Ok(Code { functions, aliases: std::mem::take(&mut places.aliases), data: names.collect() })
    }

    fn read_section<'file>(
        &'file self,
        section: &object::Section<'data, 'file>,
        places: &Places,
        named: &Data,
        functions: &mut [Function],
    ) -> Result<(), Error> {
        let data = section.data().map_err(|error| self.damaged(error))?;
        let fields = Fields::of(&self.file, section);
        let among_code = format::tables_in_code(&self.file, section);
        let mut relocations: Vec<(u64, Relocation)> = section.relocations().collect();
        relocations.sort_by_key(|(offset, _)| *offset);
        let is_of_function = |&(offset, _): &(u64, Relocation)| places.at(section.index(), offset).is_some();
        if !relocations.iter().all(is_of_function) {
            return Err(self.damaged("code that is of no function"));
        }
        for index in places.in_section(section.index()) {
            let place = &places.functions[index];
            let first = relocations.partition_point(|(offset, _)| *offset < place.start);
            let last = relocations.partition_point(|(offset, _)| *offset < place.end).max(first);
            let relocations = &relocations[first..last];
            let bounds = |at: u64| usize::try_from(at).ok().filter(|at| *at <= data.len());
            let (Some(start), Some(end)) = (bounds(place.start), bounds(place.end)) else {
                return Err(self.damaged(format!("function {} lies outside of its section", place.symbol)));
            };
            let code = data.get(start..end).ok_or_else(|| self.damaged("a function ends before it begins"))?;
            let offsets: Vec<u64> = relocations.iter().map(|(offset, _)| offset - place.start).collect();
            let among = place.tables_among(&among_code);
            let code_size = among.first().map_or(code.len(), |table| table.start as usize);
            let mut tables = self.tables(place, relocations, &fields, named);
            tables.extend(among.iter().filter_map(|table| table_among(code, table)));
            // What does not decode, such as other tables among hand-written code, may call anything.
            let is_code_first =
                offsets.last().is_none_or(|offset| *offset < code_size as u64) && is_only_filled(code, &among);
            let flow = instructions::flow(self.machine, &code[..code_size], &offsets, &tables)
                .ok()
                .filter(|flow| is_code_first && !(place.is_cut && flow.runs_on))
                .unwrap_or_else(|| Flow { indirect: vec![0], may_return: true, ..Flow::default() });
            let function = &mut functions[index];
            function.may_return = flow.may_return;
            function.ways = flow.ways;
            let address = |within: &u64| self.layout.address(Some(section.index()), place.start + within);
            function.indirect = flow.indirect.iter().map(address).collect();
            let mut taken = Vec::new();
            // What is called through a variable that was named before the call: of a thread's own variable, that call gives the address.
            for ((offset, relocation), within) in relocations.iter().zip(&offsets) {
                let ask = Ask::of(&self.file, relocation);
                let mut through = flow.through.range((*within, 0)..=(*within, u64::MAX)).map(|(_, at)| at).peekable();
                if ask == Ask::ThreadLocal && through.peek().is_some() {
                    continue;
                }
                function.indirect.extend(through.map(address));
                let target = self.target(&fields, *offset, relocation, places)?;
                let is_called = flow.called.contains(within);
                // A call through a variable, and not through the table of addresses that the linker fills.
                let is_of_variable = flow.read.contains(within) && ask != Ask::Entry;
                // A call of data, where every call is known: what the object has about it cannot be true.
                let is_of_data = target.is_none() && flow.indirect.is_empty() && ask != Ask::ThreadLocal;
                let is_contradicted = ask == Ask::Call && !is_called;
                let reference = |at: &u64, target: &Target| Reference { address: address(at), target: target.clone() };
                match &target {
                    _ if is_contradicted || (is_called && (is_of_variable || is_of_data)) => {
                        function.indirect.push(address(within));
                    }
                    Some(target) if is_called => {
                        let calls = flow.calls.range((*within, 0)..=(*within, u64::MAX));
                        function.references.extend(calls.map(|(_, at)| reference(at, target)));
                    }
                    target => taken.extend(target.as_ref().map(|target| reference(within, target))),
                }
            }
            // An address that is not called here matters only where something unnamed is called, or a function of another language, which
            // may call what it is given.
            let may_call_back = |reference: &Reference| match &reference.target {
                Target::Elsewhere(symbol) => {
                    !symbol.starts_with("_R")
                        && !symbol.starts_with("_ZN")
                        && Foreign::of(symbol) == Foreign::Unknown
                        && crate::graph::allocator_call(symbol).is_none()
                        && !symbols::is_cold(symbol)
                }
                Target::Here(_) => false,
            };
            function.calls_back = !function.indirect.is_empty() || function.references.iter().any(may_call_back);
            function.taken = taken;
            for ((offset, relocation), within) in relocations.iter().zip(&offsets) {
                let Some(datum) = named_by_code(&self.file, &fields, *offset, relocation) else { continue };
                let targets = named.addresses(datum).filter_map(|named| self.target_of(named, places));
                let is_method = |target: &Target| !symbols::is_drop_glue(&symbols::demangle(places.symbol(target)));
                let address = address(within);
                function.handed.extend(targets.filter(is_method).map(|target| Reference { address, target }));
            }
        }
        Ok(())
    }

    /// The jump tables that a function names.
    fn tables(
        &self,
        function: &Place,
        relocations: &[(u64, Relocation)],
        fields: &Fields<'_, '_>,
        data: &Data,
    ) -> Tables {
        let within = |(section, offset): Spot| {
            let is_within = section == function.section.0 && (function.start..function.end).contains(&offset);
            u32::try_from(offset - function.start.min(offset)).ok().filter(|_| is_within)
        };
        let table = |(at, relocation): &(u64, Relocation)| {
            let table = data.table(named_by_code(&self.file, fields, *at, relocation)?)?;
            Some((at - function.start, table.into_iter().map(within).collect::<Option<Vec<u32>>>()?))
        };
        relocations.iter().filter_map(table).collect()
    }

    /// The function that data names, if it names one.
    fn target_of(&self, named: &Named, places: &Places) -> Option<Target> {
        match named {
            Named::Here((section, offset)) => places.at(SectionIndex(*section), *offset).map(Target::Here),
            Named::Elsewhere(symbol) => Some(Target::Elsewhere(symbol.clone())),
        }
    }

    /// The function that a relocation names; `None` where it names data.
    fn target(
        &self,
        fields: &Fields<'_, '_>,
        offset: u64,
        relocation: &Relocation,
        places: &Places,
    ) -> Result<Option<Target>, Error> {
        let object::RelocationTarget::Symbol(index) = relocation.target() else {
            let named = fields.function(offset, relocation);
            return Ok(named.and_then(|named| self.target_of(&named, places)));
        };
        let symbol = self.file.symbol_by_index(index).map_err(|error| self.damaged(error))?;
        symbol.name().map_err(|error| self.damaged(error))?;
        Ok(fields.function(offset, relocation).and_then(|named| self.target_of(&named, places)))
    }
}

/// The places that a table among the code has, in distances from where it begins, by where it begins; all count from where the function does.
fn table_among(code: &[u8], table: &Range<u64>) -> Option<(u64, Vec<u32>)> {
    let bytes = code.get(table.start as usize..table.end as usize)?;
    let place = |entry: &[u8]| {
        let distance = i32::from_le_bytes(entry.try_into().ok()?);
        u32::try_from(table.start.checked_add_signed(distance.into())?).ok()
    };
    Some((table.start, bytes.chunks_exact(4).map(place).collect::<Option<_>>()?))
}

/// Whether nothing lies between tables and behind them but what fills the space before the next of them, or the next function.
fn is_only_filled(code: &[u8], tables: &[Range<u64>]) -> bool {
    const MOST: u64 = 16;
    let next = tables.iter().skip(1).map(|table| table.start).chain([code.len() as u64]);
    tables.iter().zip(next).all(|(table, next)| next.checked_sub(table.end).is_some_and(|filled| filled < MOST))
}

/// Where the functions of an object lie.
struct Places {
    functions: Vec<Place>,
    aliases: Vec<(String, usize)>,
    /// Index into `functions` by section and start.
    starts: BTreeMap<(usize, u64), usize>,
}

struct Place {
    symbol: String,
    is_global: bool,
    section: SectionIndex,
    start: u64,
    end: u64,
    /// Whether nothing but the next function's beginning says where it ends.
    is_cut: bool,
}

impl Place {
    /// Those tables among the code that are in the function, counted from where it begins.
    fn tables_among(&self, tables: &[Range<u64>]) -> Vec<Range<u64>> {
        let within = tables.iter().filter(|table| self.start <= table.start && table.end <= self.end);
        within.map(|table| table.start - self.start..table.end - self.start).collect()
    }
}

impl Places {
    fn of(file: &File<'_>) -> Self {
        let mut functions: Vec<Place> = Vec::new();
        let mut aliases = Vec::new();
        let mut starts = BTreeMap::new();
        let sections = file.sections().filter(|section| section.kind() == SectionKind::Text);
        let code: BTreeSet<usize> = sections.map(|section| section.index().0).collect();
        for symbol in file.symbols() {
            let format = file.format();
            let Some((section, start)) = format::spot(file, &symbol) else { continue };
            let (section, Ok(name)) = (SectionIndex(section), format::name(&symbol, format)) else { continue };
            if !code.contains(&section.0) || !format::is_function(&symbol, format) {
                continue;
            }
            // Mapping symbols of aarch64 (`$x`, `$d`) are no functions.
            if name.is_empty() || name.starts_with('$') {
                continue;
            }
            // Identical functions may have been made one with several names.
            if let Some(index) = starts.get(&(section.0, start)) {
                aliases.push((name.to_owned(), *index));
                continue;
            }
            starts.insert((section.0, start), functions.len());
            functions.push(Place {
                symbol: name.to_owned(),
                is_global: symbol.is_global() || symbol.is_weak(),
                section,
                start,
                end: start.saturating_add(symbol.size()),
                is_cut: symbol.size() == 0 && format != BinaryFormat::Elf,
            });
        }
        // A function written in assembly may have no size: it ends where the next begins, or with its section.
        let sizes: BTreeMap<usize, u64> = file.sections().map(|section| (section.index().0, section.size())).collect();
        for place in &mut functions {
            if place.end == place.start {
                let section = place.section.0;
                let next = starts.range((section, place.start + 1)..(section + 1, 0)).next();
                let size = sizes.get(&section).copied().unwrap_or(place.start);
                place.end = next.map_or(size, |((_, start), _)| *start).max(place.start);
            }
        }
        Self { functions, aliases, starts }
    }

    fn in_section(&self, section: SectionIndex) -> impl Iterator<Item = usize> {
        self.starts.range((section.0, 0)..(section.0 + 1, 0)).map(|(_, index)| *index)
    }

    fn symbol<'a>(&'a self, target: &'a Target) -> &'a str {
        match target {
            Target::Here(index) => &self.functions[*index].symbol,
            Target::Elsewhere(symbol) => symbol,
        }
    }

    fn at(&self, section: SectionIndex, offset: u64) -> Option<usize> {
        let (_, index) = self.starts.range((section.0, 0)..=(section.0, offset)).next_back()?;
        (offset < self.functions[*index].end).then_some(*index)
    }
}
