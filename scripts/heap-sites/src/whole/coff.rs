//! Is a COFF object as its compiler wrote it?
//!
//! The symbol that stands for a section says how long it is, how many relocations it has, and what its checksum is.

use super::{every_byte_belongs, has_all_of_debug, reason};
use object::LittleEndian as LE;
use object::pe;
use object::read::coff::{CoffFile, CoffHeader, Symbol, SymbolTable};
use std::collections::BTreeSet;

const SECTION_HEADER: u64 = 40;
const RELOCATION: u64 = 10;

pub(super) fn check<'data, Coff: CoffHeader>(
    file: &CoffFile<'data, &'data [u8], Coff>,
    data: &'data [u8],
) -> Result<(), String> {
    let header = file.coff_header();
    if Coff::is_type_bigobj() != (data.get(..4) == Some(&[0, 0, 0xff, 0xff])) {
        return Err("not a relocatable object".to_owned());
    }
    // What is no program has no second header.
    if !Coff::is_type_bigobj() && data.get(16..18) != Some(&[0; 2]) {
        return Err("the header is that of a program".to_owned());
    }
    let sections = file.coff_section_table();
    let mut parts = vec![(0, size_of::<Coff>() as u64)];
    parts.push((size_of::<Coff>() as u64, u64::from(header.number_of_sections()) * SECTION_HEADER));
    let strings = file.coff_symbol_table().strings();
    let mut names = Vec::new();
    for section in sections.iter() {
        let name = section.name(strings).map_err(reason)?;
        let name = std::str::from_utf8(name).map_err(|_| "the name of a section is not text".to_owned())?;
        let flags = section.characteristics.get(LE).0;
        let is_code = flags & (pe::IMAGE_SCN_CNT_CODE.0 | pe::IMAGE_SCN_MEM_EXECUTE.0) != 0;
        let is_all_code = flags & pe::IMAGE_SCN_CNT_CODE.0 != 0 && flags & pe::IMAGE_SCN_MEM_EXECUTE.0 != 0;
        let is_empty = flags & pe::IMAGE_SCN_CNT_UNINITIALIZED_DATA.0 != 0;
        let is_debug = flags & pe::IMAGE_SCN_MEM_DISCARDABLE.0 != 0;
        let is_zero = section.virtual_size.get(LE) == 0
            && section.virtual_address.get(LE) == 0
            && section.pointer_to_linenumbers.get(LE) == 0
            && section.number_of_linenumbers.get(LE) == 0;
        let agrees = is_code == is_all_code
            && is_code == name.starts_with(".text")
            && is_debug == name.starts_with(".debug")
            && is_empty == (name.starts_with(".bss") || name.starts_with(".tbss"))
            && is_zero;
        if !agrees {
            return Err(format!("section {name} has the flags of another"));
        }
        let relocations = section.coff_relocations(data).map_err(reason)?;
        // One more is there where the header's field is too small for their number.
        let counted = flags & pe::IMAGE_SCN_LNK_NRELOC_OVFL.0 != 0;
        let count = relocations.len() as u64 + u64::from(counted);
        let first = u64::from(section.pointer_to_relocations.get(LE));
        parts.push((first, count * RELOCATION));
        if !is_empty {
            parts.push((section.pointer_to_raw_data.get(LE).into(), section.size_of_raw_data.get(LE).into()));
        }
        names.push(name);
    }
    has_all_of_debug(names.iter().filter_map(|name| name.strip_prefix('.')))?;
    let symbols = file.coff_symbol_table();
    let table = u64::from(header.pointer_to_symbol_table());
    let size = symbols.len() as u64 * size_of::<Coff::SymbolBytes>() as u64;
    parts.push((table, size));
    let behind = usize::try_from(table + size).ok().and_then(|at| data.get(at..at.checked_add(4)?));
    let length = behind.and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    parts.push((table + size, length.ok_or("there is no table of names")?.into()));
    every_byte_belongs(data, parts)?;
    let real = symbols_agree_with_sections(file, symbols, &names, data)?;
    for (section, name) in sections.iter().zip(&names) {
        let size = section.size_of_raw_data.get(LE);
        for relocation in section.coff_relocations(data).map_err(reason)? {
            let symbol = relocation.symbol();
            if relocation.virtual_address.get(LE) >= size || !real.contains(&symbol.0) {
                return Err(format!("a relocation of section {name} names a place that is not there"));
            }
        }
    }
    Ok(())
}

/// The symbols that are none that only say more of the one before, by their index.
fn symbols_agree_with_sections<'data, Coff: CoffHeader>(
    file: &CoffFile<'data, &'data [u8], Coff>,
    symbols: &SymbolTable<'data, &'data [u8], Coff>,
    names: &[&str],
    data: &'data [u8],
) -> Result<BTreeSet<usize>, String> {
    let sections = file.coff_section_table();
    let mut real = BTreeSet::new();
    let mut has_function = false;
    let mut described = vec![false; names.len()];
    for (index, symbol) in symbols.iter() {
        real.insert(index.0);
        let name = symbol.name(symbols.strings()).map_err(reason)?;
        let wrong = |what: &str| Err(format!("symbol {} ({}) {what}", index.0, String::from_utf8_lossy(name)));
        let (class, value, more) = (symbol.storage_class(), symbol.value(), symbol.number_of_aux_symbols());
        let is_known = [
            pe::IMAGE_SYM_CLASS_EXTERNAL,
            pe::IMAGE_SYM_CLASS_STATIC,
            pe::IMAGE_SYM_CLASS_LABEL,
            pe::IMAGE_SYM_CLASS_FILE,
            pe::IMAGE_SYM_CLASS_WEAK_EXTERNAL,
        ]
        .contains(&class);
        if !is_known || name.is_empty() {
            return wrong("is of no known kind");
        }
        let Some(section) = symbol.section() else {
            let is_undefined = symbol.section_number() == pe::IMAGE_SYM_UNDEFINED;
            let may_be = [pe::IMAGE_SYM_CLASS_EXTERNAL, pe::IMAGE_SYM_CLASS_WEAK_EXTERNAL].contains(&class);
            if is_undefined && (!may_be || value != 0) || class == pe::IMAGE_SYM_CLASS_EXTERNAL && more != 0 {
                return wrong("is of no section");
            }
            continue;
        };
        let header = sections.section(section).map_err(reason)?;
        if value > header.size_of_raw_data.get(LE) {
            return wrong("lies beyond its section");
        }
        let is_code = names[section.0 - 1].starts_with(".text");
        let is_function = symbol.derived_type() == pe::IMAGE_SYM_DTYPE_FUNCTION;
        has_function |= is_function;
        if is_function && !is_code {
            return wrong("is of a section of another kind");
        }
        if more == 0 {
            continue;
        }
        // Only a symbol that stands for its section says more.
        let auxiliary = symbols.aux_section(index).map_err(reason)?;
        let flags = header.characteristics.get(LE).0;
        let relocations = u32::from(header.number_of_relocations.get(LE));
        let is_counted = flags & pe::IMAGE_SCN_LNK_NRELOC_OVFL.0 != 0;
        let agrees = class == pe::IMAGE_SYM_CLASS_STATIC
            && more == 1
            && value == 0
            && name == names[section.0 - 1].as_bytes()
            && auxiliary.length.get(LE) == header.size_of_raw_data.get(LE)
            && (is_counted || u32::from(auxiliary.number_of_relocations.get(LE)) == relocations);
        if !agrees || std::mem::replace(&mut described[section.0 - 1], true) {
            return wrong("does not stand for a section");
        }
        let content = header.coff_data(data).map_err(|()| "a section is not there".to_owned())?;
        let sum = auxiliary.check_sum.get(LE);
        // Of sections that nothing else is as, and of those that other compilers write, there is none.
        if sum != 0 && sum != checksum(content) {
            return wrong("has the checksum of another section");
        }
    }
    // The pieces of import libraries have nothing that is called a function, and not all of these symbols.
    if has_function && described.iter().any(|is_described| !is_described) {
        return Err("a section has no symbol that stands for it".to_owned());
    }
    Ok(real)
}

/// The checksum of a section: that of CRC-32, begun at zero and not inverted.
fn checksum(content: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new_with_initial(u32::MAX);
    sum.update(content);
    !sum.finalize()
}
