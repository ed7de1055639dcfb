//! Is an ELF object as its compiler wrote it?

use super::{every_byte_belongs, has_all_of_debug, reason};
use object::SymbolIndex;
use object::elf;
use object::endian::Endianness;
use object::read::elf::{FileHeader, SectionHeader, SectionTable, Sym, SymbolTable};
use std::collections::BTreeSet;

type Header = elf::FileHeader64<Endianness>;
type Section = elf::SectionHeader64<Endianness>;

const HEADER: u64 = 64;
const SECTION_HEADER: u64 = 64;

/// Fails with the first contradiction in an ELF object for 64 bits.
pub(super) fn check(data: &[u8]) -> Result<(), String> {
    let header = Header::parse(data).map_err(reason)?;
    let endian = header.endian().map_err(reason)?;
    if header.e_type(endian) != elf::ET_REL || u64::from(header.e_ehsize(endian)) != HEADER {
        return Err("not a relocatable object".to_owned());
    }
    let sections = header.sections(endian, data).map_err(reason)?;
    let whole = Whole { data, endian, sections };
    whole.every_byte_belongs(header)?;
    whole.sections_are_what_their_names_say()?;
    let symbols = whole.sections.symbols(endian, data, elf::SHT_SYMTAB).map_err(reason)?;
    // An object without code may have no table of symbols.
    if symbols.is_empty() {
        return Ok(());
    }
    whole.symbols_agree_with_sections(&symbols)?;
    whole.relocations_fit(&symbols)
}

struct Whole<'data> {
    data: &'data [u8],
    endian: Endianness,
    sections: SectionTable<'data, Header>,
}

impl<'data> Whole<'data> {
    fn name(&self, section: &Section) -> Result<&'data str, String> {
        let name = self.sections.section_name(self.endian, section).map_err(reason)?;
        std::str::from_utf8(name).map_err(|_| "the name of a section is not text".to_owned())
    }

    /// Every byte is of one section or header, or is a zero between two.
    fn every_byte_belongs(&self, header: &Header) -> Result<(), String> {
        let table = self.sections.len() as u64 * SECTION_HEADER;
        let mut ranges = vec![(0, HEADER), (header.e_shoff(self.endian), table)];
        for (index, section) in self.sections.iter().enumerate() {
            let is_null = section.sh_type(self.endian) == elf::SHT_NULL;
            if is_null != (index == 0) {
                return Err(format!("section {index} has the type of another"));
            }
            ranges.extend(section.file_range(self.endian).filter(|_| !is_null));
        }
        every_byte_belongs(self.data, ranges)
    }

    fn sections_are_what_their_names_say(&self) -> Result<(), String> {
        let endian = self.endian;
        let mut names = Vec::new();
        let mut has_code = false;
        for section in self.sections.iter().skip(1) {
            let name = self.name(section)?;
            let (kind, flags) = (section.sh_type(endian), section.sh_flags(endian));
            let is_code = flags.0 & elf::SHF_EXECINSTR.0 != 0;
            has_code |= is_code && section.sh_size(endian) > 0;
            let agrees = match name {
                "" => false,
                ".symtab" => kind == elf::SHT_SYMTAB,
                ".strtab" | ".shstrtab" => kind == elf::SHT_STRTAB,
                _ if name.starts_with(".rela") => kind == elf::SHT_RELA,
                _ if name.starts_with(".text") => kind == elf::SHT_PROGBITS && is_code,
                _ if name.starts_with(".debug_") => kind == elf::SHT_PROGBITS && !is_code,
                _ => kind != elf::SHT_SYMTAB && kind != elf::SHT_RELA,
            };
            if !agrees {
                return Err(format!("section {name} has the type or the flags of another"));
            }
            names.push(name);
        }
        let tables = names.iter().filter(|name| **name == ".symtab").count();
        if tables > 1 || tables == 0 && has_code {
            return Err(format!("{tables} tables of symbols"));
        }
        has_all_of_debug(names.iter().filter_map(|name| name.strip_prefix('.')))
    }

    fn symbols_agree_with_sections(&self, symbols: &SymbolTable<'data, Header>) -> Result<(), String> {
        let endian = self.endian;
        let table = self.sections.section(symbols.section()).map_err(reason)?;
        if table.sh_entsize(endian) != size_of::<elf::Sym64<Endianness>>() as u64 {
            return Err("the table of symbols has entries of another size".to_owned());
        }
        let mut stand_ins = BTreeSet::new();
        for (index, symbol) in symbols.enumerate().skip(1) {
            let name = symbols.symbol_name(endian, symbol).map_err(reason)?;
            let wrong = |what: &str| Err(format!("symbol {} ({}) {what}", index.0, String::from_utf8_lossy(name)));
            let (value, size) = (symbol.st_value(endian), symbol.st_size(endian));
            // The table says where the symbols begin that other objects see.
            let is_local = symbol.st_bind() == elf::STB_LOCAL;
            if is_local != (index.0 < table.sh_info(endian) as usize) || (!is_local && name.is_empty()) {
                return wrong("is on the wrong side of the table");
            }
            let Some(section) = symbols.symbol_section(endian, symbol, index).map_err(reason)? else {
                if symbol.is_undefined(endian) && (is_local || value != 0 || size != 0) {
                    return wrong("is of no section");
                }
                continue;
            };
            let (number, section) = (section.0, self.sections.section(section).map_err(reason)?);
            if symbol.st_type() == elf::STT_SECTION {
                // Relocations name places by it: those of another section would be lost.
                let is_of_content =
                    ![elf::SHT_RELA, elf::SHT_SYMTAB, elf::SHT_STRTAB].contains(&section.sh_type(endian));
                if value != 0 || size != 0 || !is_of_content || !stand_ins.insert(number) {
                    return wrong("does not stand for a section");
                }
            }
            if value.checked_add(size).is_none_or(|end| end > section.sh_size(endian)) {
                return wrong("reaches beyond its section");
            }
            let is_code = section.sh_flags(endian).0 & elf::SHF_EXECINSTR.0 != 0;
            let is_function = [elf::STT_FUNC, elf::STT_GNU_IFUNC].contains(&symbol.st_type());
            if is_function && !is_code || is_code && size > 0 && !is_function {
                return wrong("is of a section of another kind");
            }
        }
        Ok(())
    }

    fn relocations_fit(&self, symbols: &SymbolTable<'data, Header>) -> Result<(), String> {
        let endian = self.endian;
        for section in self.sections.iter() {
            let Some((relocations, link)) = section.rela(endian, self.data).map_err(reason)? else { continue };
            let name = self.name(section)?;
            let target = self.sections.section(section.info_link(endian)).map_err(reason)?;
            if name.strip_prefix(".rela") != Some(self.name(target)?) || link != symbols.section() {
                return Err(format!("section {name} is linked with the wrong sections"));
            }
            let size = target.sh_size(endian);
            for relocation in relocations {
                let index = SymbolIndex(relocation.r_sym(endian, false) as usize);
                let symbol = symbols.symbol(index).map_err(reason)?;
                // Debug information refers to places in sections. That of variables, which is not read, may go beyond them: where a loop runs
                // over a table, GCC has a pointer to one before it.
                let section = symbols.symbol_section(endian, symbol, index).map_err(reason)?;
                let section = section.map(|section| self.sections.section(section)).transpose().map_err(reason)?;
                let end = section.map_or(0, |section| section.sh_size(endian));
                let is_of_variable = section.is_some_and(|section| {
                    let flags = section.sh_flags(endian).0;
                    flags & elf::SHF_ALLOC.0 != 0 && flags & elf::SHF_EXECINSTR.0 == 0
                });
                let is_beyond = name.starts_with(".rela.debug_")
                    && symbol.st_type() == elf::STT_SECTION
                    && !is_of_variable
                    && !u64::try_from(relocation.r_addend.get(endian)).is_ok_and(|addend| addend <= end);
                if relocation.r_offset.get(endian) >= size || is_beyond {
                    return Err(format!("section {name} names a place that is not there"));
                }
            }
        }
        Ok(())
    }
}
