//! What do the symbols and relocations of an object say, whatever its format is?
//!
//! ELF, COFF and Mach-O say the same things in other words: C's names have an underscore before them in Mach-O; what is added to a symbol
//! stands in the relocation (ELF) or in the bytes that it is for (COFF, Mach-O); a function of another library is called through a variable `__imp_f`
//! (COFF) or through a table that the linker makes. No other module knows a kind of relocation.

use crate::data::{Named, Spot};
use object::read::macho::{MachHeader, MachOFile64};
use object::{
    Architecture, BinaryFormat, Endianness, File, Object, ObjectSection, ObjectSymbol, Relocation, RelocationFlags,
    RelocationTarget, Section, SectionKind, Symbol, SymbolKind, elf, macho, pe,
};
use std::ops::Range;

/// What a relocation asks of the linker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// The address of a place.
    Address,
    /// The distance of a place from the field of four bytes, or, in code, from the end of the instruction.
    Distance,
    /// A part of an address, or an address of fewer bits.
    Part,
    /// A call or a jump.
    Call,
    /// The entry of a table of addresses, which the linker fills.
    Entry,
    /// A thread's own copy of a variable, or the call that gives its address.
    ThreadLocal,
    /// The distance of a place from where its section begins.
    InSection,
    /// What no code here is known by.
    Other,
}

impl Ask {
    pub(crate) fn of(file: &File<'_>, relocation: &Relocation) -> Self {
        match relocation.flags() {
            // Another symbol is subtracted: nothing that is read here is written so.
            _ if relocation.subtractor().is_some() => Self::Other,
            RelocationFlags::Elf { r_type } if file.architecture() == Architecture::X86_64 => match r_type {
                elf::R_X86_64_64 => Self::Address,
                elf::R_X86_64_PC32 => Self::Distance,
                elf::R_X86_64_32 | elf::R_X86_64_32S => Self::Part,
                elf::R_X86_64_PLT32 => Self::Call,
                elf::R_X86_64_GOTPCREL | elf::R_X86_64_GOTPCRELX | elf::R_X86_64_REX_GOTPCRELX => Self::Entry,
                elf::R_X86_64_TLSDESC_CALL | elf::R_X86_64_DTPOFF32 | elf::R_X86_64_DTPOFF64 => Self::ThreadLocal,
                _ => Self::Other,
            },
            RelocationFlags::Elf { r_type } => match r_type {
                elf::R_AARCH64_ABS64 => Self::Address,
                elf::R_AARCH64_ADR_PREL_PG_HI21 | elf::R_AARCH64_ADD_ABS_LO12_NC => Self::Part,
                elf::R_AARCH64_CALL26 | elf::R_AARCH64_JUMP26 => Self::Call,
                elf::R_AARCH64_ADR_GOT_PAGE | elf::R_AARCH64_LD64_GOT_LO12_NC => Self::Entry,
                elf::R_AARCH64_TLSDESC_CALL | elf::R_AARCH64_TLS_DTPREL => Self::ThreadLocal,
                _ => Self::Other,
            },
            RelocationFlags::Coff { typ } => match typ {
                pe::IMAGE_REL_AMD64_ADDR64 => Self::Address,
                pe::IMAGE_REL_AMD64_SECREL => Self::InSection,
                _ if !(pe::IMAGE_REL_AMD64_REL32..=pe::IMAGE_REL_AMD64_REL32_5).contains(&typ) => Self::Other,
                _ if imported(file, relocation).is_some() => Self::Entry,
                _ => Self::Distance,
            },
            RelocationFlags::MachO { r_type, r_length, .. } if file.architecture() == Architecture::X86_64 => {
                match r_type {
                    macho::X86_64_RELOC_UNSIGNED if r_length == 3 => Self::Address,
                    macho::X86_64_RELOC_SIGNED
                    | macho::X86_64_RELOC_SIGNED_1
                    | macho::X86_64_RELOC_SIGNED_2
                    | macho::X86_64_RELOC_SIGNED_4 => Self::Distance,
                    macho::X86_64_RELOC_BRANCH => Self::Call,
                    macho::X86_64_RELOC_GOT_LOAD | macho::X86_64_RELOC_GOT => Self::Entry,
                    macho::X86_64_RELOC_TLV => Self::ThreadLocal,
                    _ => Self::Other,
                }
            }
            RelocationFlags::MachO { r_type, r_length, .. } => match r_type {
                macho::ARM64_RELOC_UNSIGNED if r_length == 3 => Self::Address,
                macho::ARM64_RELOC_PAGE21 | macho::ARM64_RELOC_PAGEOFF12 => Self::Part,
                macho::ARM64_RELOC_BRANCH26 => Self::Call,
                macho::ARM64_RELOC_GOT_LOAD_PAGE21 | macho::ARM64_RELOC_GOT_LOAD_PAGEOFF12 => Self::Entry,
                macho::ARM64_RELOC_TLVP_LOAD_PAGE21 | macho::ARM64_RELOC_TLVP_LOAD_PAGEOFF12 => Self::ThreadLocal,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

/// A symbol's name as other formats have it.
pub(crate) fn name<'data>(symbol: &Symbol<'data, '_>, format: BinaryFormat) -> object::Result<&'data str> {
    let name = symbol.name()?;
    Ok(if format == BinaryFormat::MachO { name.strip_prefix('_').unwrap_or(name) } else { name })
}

/// Where a symbol that the object defines lies.
pub(crate) fn spot(file: &File<'_>, symbol: &Symbol<'_, '_>) -> Option<Spot> {
    let index = symbol.section_index()?;
    let start = start(file, &file.section_by_index(index).ok()?);
    Some((index.0, symbol.address().wrapping_sub(start)))
}

/// Where a section begins: in Mach-O the sections of an object have addresses, one behind the other.
fn start(file: &File<'_>, section: &Section<'_, '_>) -> u64 {
    if file.format() == BinaryFormat::MachO { section.address() } else { 0 }
}

/// Whether a symbol of a section of code begins a function.
pub(crate) fn is_function(symbol: &Symbol<'_, '_>, format: BinaryFormat) -> bool {
    match symbol.kind() {
        // Labels of hand-written code may not say that they are functions.
        SymbolKind::Text | SymbolKind::Unknown => true,
        SymbolKind::Data | SymbolKind::Label => format == BinaryFormat::Coff,
        _ => false,
    }
}

/// The function of another library that a relocation of COFF names by the variable with its address; `None` where the variable is in the object,
/// as in the pieces of an import library.
fn imported<'data>(file: &File<'data>, relocation: &Relocation) -> Option<&'data str> {
    let RelocationTarget::Symbol(index) = relocation.target() else { return None };
    let symbol = file.symbol_by_index(index).ok()?;
    let name = symbol.name().ok()?;
    let imported = name.strip_prefix("__imp_").filter(|_| symbol.section_index().is_none());
    // The compiler's own variable with the address of something that may be in another library.
    imported.or_else(|| name.strip_prefix(".refptr."))
}

/// The bytes of a section, in which COFF and Mach-O keep what is to be added.
pub(crate) struct Fields<'data, 'file> {
    file: &'file File<'data>,
    bytes: &'data [u8],
    address: u64,
}

impl<'data, 'file> Fields<'data, 'file> {
    pub(crate) fn of(file: &'file File<'data>, section: &Section<'data, 'file>) -> Self {
        Self { file, bytes: section.data().unwrap_or_default(), address: start(file, section) }
    }

    /// What stands at a place that a relocation is for.
    fn value(&self, offset: u64, relocation: &Relocation) -> Option<i64> {
        let start = usize::try_from(offset).ok()?;
        let field = |size: usize| self.bytes.get(start..start.checked_add(size)?);
        match relocation.size() {
            64 => Some(i64::from_le_bytes(field(8)?.try_into().ok()?)),
            32 => Some(i32::from_le_bytes(field(4)?.try_into().ok()?).into()),
            _ => None,
        }
    }

    /// What is added to the named place: a distance has four less, as ELF writes it.
    fn addend(&self, offset: u64, relocation: &Relocation) -> Option<i64> {
        // An instruction of aarch64 has no field of whole bytes; the addend stands in a relocation of its own.
        let is_instruction = self.file.architecture() == Architecture::Aarch64
            && !matches!(Ask::of(self.file, relocation), Ask::Address | Ask::InSection);
        if !relocation.has_implicit_addend() || is_instruction {
            return Some(relocation.addend());
        }
        Some(self.value(offset, relocation)?.wrapping_add(relocation.addend()))
    }

    /// What a relocation names, with what is added to it.
    pub(crate) fn named(&self, offset: u64, relocation: &Relocation) -> Option<Named> {
        match relocation.target() {
            RelocationTarget::Symbol(index) => {
                let symbol = self.file.symbol_by_index(index).ok()?;
                if let (Ask::Entry, Some(imported)) = (Ask::of(self.file, relocation), imported(self.file, relocation))
                {
                    return Some(Named::Elsewhere(imported.to_owned()));
                }
                match spot(self.file, &symbol) {
                    Some((section, start)) => {
                        Some(Named::Here((section, start.wrapping_add_signed(self.addend(offset, relocation)?))))
                    }
                    None => {
                        let name = name(&symbol, self.file.format()).ok()?;
                        (!name.is_empty()).then(|| Named::Elsewhere(name.to_owned()))
                    }
                }
            }
            // Mach-O: the field has what it will have if the sections stay where the object has them.
            RelocationTarget::Section(index) => {
                let section = self.file.section_by_index(index).ok()?;
                let field = self.value(offset, relocation)?;
                let address = match Ask::of(self.file, relocation) {
                    Ask::Address => field as u64,
                    Ask::Distance | Ask::Call => self.address.wrapping_add(offset).wrapping_add_signed(field),
                    _ => return None,
                };
                Some(Named::Here((index.0, address.wrapping_sub(start(self.file, &section)))))
            }
            _ => None,
        }
    }

    /// The place of a function that a relocation of code names: where the symbol stands, and what is added only where a symbol stands for a whole
    /// section.
    pub(crate) fn function(&self, offset: u64, relocation: &Relocation) -> Option<Named> {
        let named = self.named(offset, relocation)?;
        let symbol = match relocation.target() {
            RelocationTarget::Symbol(index) => self.file.symbol_by_index(index).ok(),
            _ => None,
        };
        match (named, symbol) {
            (Named::Here(_), Some(symbol)) if symbol.kind() != SymbolKind::Section => {
                spot(self.file, &symbol).map(Named::Here)
            }
            // On x86-64 the distance is counted from the end of the instruction, which lies four bytes behind.
            (Named::Here((section, offset)), _) if self.file.architecture() == Architecture::X86_64 => {
                Some(Named::Here((section, offset.wrapping_add(4))))
            }
            (named, _) => Some(named),
        }
    }
}

/// The tables among the code of a section, as Mach-O has those of jumps: by where they lie in it.
pub(crate) fn tables_in_code(file: &File<'_>, section: &Section<'_, '_>) -> Vec<Range<u64>> {
    let File::MachO64(mach) = file else { return Vec::new() };
    let within = |(start, length): (u64, u64)| {
        let start = start.checked_sub(section.address()).filter(|start| *start < section.size())?;
        Some(start..start.saturating_add(length))
    };
    let mut tables: Vec<Range<u64>> = data_in_code(mach).unwrap_or_default().into_iter().filter_map(within).collect();
    tables.sort_by_key(|table| table.start);
    tables
}

/// Where data is among code, by its address, and how long it is.
pub(crate) fn data_in_code(mach: &MachOFile64<'_, Endianness>) -> object::Result<Vec<(u64, u64)>> {
    let (endian, header) = (mach.endian(), mach.macho_header());
    let mut commands = header.load_commands(endian, mach.data(), 0)?;
    while let Some(command) = commands.next()? {
        if command.cmd() != macho::LC_DATA_IN_CODE {
            continue;
        }
        let command: &macho::LinkeditDataCommand<Endianness> = command.data()?;
        let (start, size) = (command.dataoff.get(endian) as usize, command.datasize.get(endian) as usize);
        let bytes = start.checked_add(size).and_then(|end| mach.data().get(start..end)).unwrap_or_default();
        return Ok(bytes
            .chunks_exact(size_of::<macho::DataInCodeEntry<Endianness>>())
            .map(|entry| {
                let start = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
                (start.into(), u16::from_le_bytes([entry[4], entry[5]]).into())
            })
            .collect());
    }
    Ok(Vec::new())
}

/// Whether a section is data that code may name.
pub(crate) fn is_data(section: &Section<'_, '_>) -> bool {
    // The places in these are for unwinding.
    let is_of_unwinder = section.name().is_ok_and(|name| {
        [".eh_frame", "__eh_frame", "__compact_unwind", ".pdata", ".xdata"].iter().any(|of| name.starts_with(of))
    });
    let kind = section.kind();
    !is_of_unwinder && matches!(kind, SectionKind::Data | SectionKind::ReadOnlyData | SectionKind::ReadOnlyDataWithRel)
}

/// The format in words.
pub(crate) fn in_words(format: BinaryFormat) -> &'static str {
    match format {
        BinaryFormat::Elf => "ELF",
        BinaryFormat::Coff => "COFF",
        BinaryFormat::MachO => "Mach-O",
        BinaryFormat::Wasm => "WebAssembly",
        _ => "other",
    }
}
