//! Is a Mach-O object as its compiler wrote it?
//!
//! Sections have addresses beside their places in the file, and a symbol the number of its section beside its address. The table of symbols is in
//! three parts: what only the object sees, what it defines for others, and what it asks others for.

use super::{every_byte_belongs, has_all_of_debug, reason};
use object::read::macho::{LoadCommandVariant, MachHeader, MachOFile64, Nlist, Section, Segment};
use object::{Endianness, Object, macho};
use std::collections::BTreeSet;

const SECTIONS: usize = 255;
/// Bytes that `__compact_unwind` has of a function; the first eight are where it begins.
const ENTRY_OF_UNWINDER: u64 = 32;

struct Part {
    name: String,
    address: u64,
    size: u64,
    bytes: Vec<u8>,
}

pub(super) fn check(file: &MachOFile64<'_, Endianness>, data: &[u8]) -> Result<(), String> {
    let (endian, header) = (file.endian(), file.macho_header());
    if header.filetype(endian) != macho::MH_OBJECT || !file.is_little_endian() {
        return Err("not a relocatable object".to_owned());
    }
    let commands_end = size_of::<macho::MachHeader64<Endianness>>() as u64 + u64::from(header.sizeofcmds(endian));
    let mut parts = vec![(0, commands_end)];
    let mut commands = header.load_commands(endian, data, 0).map_err(reason)?;
    let (mut sections, mut symbols, mut partition) = (Vec::new(), None, None);
    let mut relocations = Vec::new();
    let (mut segments, mut size) = (0, 0);
    while let Some(command) = commands.next().map_err(reason)? {
        size += u64::from(command.cmdsize());
        match command.variant().map_err(reason)? {
            LoadCommandVariant::Segment64(segment, of_sections) => {
                segments += 1;
                let (at, address) = (segment.fileoff.get(endian), segment.vmaddr.get(endian));
                for section in segment.sections(endian, of_sections).map_err(reason)? {
                    let part = of_section(section, endian, data)?;
                    let is_empty = is_zero_filled(section.flags(endian).0);
                    let offset = u64::from(section.offset.get(endian));
                    if !is_empty && offset.wrapping_sub(at) != part.address.wrapping_sub(address) {
                        return Err(format!("section {} lies elsewhere than its address says", part.name));
                    }
                    if !is_empty {
                        parts.push((offset, part.size));
                    }
                    let (first, count) = (section.reloff.get(endian), section.nreloc.get(endian));
                    parts.push((first.into(), u64::from(count) * 8));
                    relocations.push(section.relocations(endian, data).map_err(reason)?);
                    sections.push(part);
                }
            }
            LoadCommandVariant::Symtab(table) if symbols.is_none() => {
                let count = u64::from(table.nsyms.get(endian));
                parts.push((table.symoff.get(endian).into(), count * 16));
                parts.push((table.stroff.get(endian).into(), table.strsize.get(endian).into()));
                let read = table.symbols::<macho::MachHeader64<Endianness>, _>(endian, data).map_err(reason)?;
                symbols = Some(read);
            }
            LoadCommandVariant::Dysymtab(table) if partition.is_none() => partition = Some(table),
            LoadCommandVariant::LinkeditData(of) => {
                parts.push((of.dataoff.get(endian).into(), of.datasize.get(endian).into()));
            }
            LoadCommandVariant::BuildVersion(..)
            | LoadCommandVariant::VersionMin(_)
            | LoadCommandVariant::LinkerOption(_) => {}
            _ => return Err("a load command is none of an object".to_owned()),
        }
    }
    if segments != 1 || sections.len() > SECTIONS || size != u64::from(header.sizeofcmds(endian)) {
        return Err("the load commands are not those of an object".to_owned());
    }
    every_byte_belongs(data, parts)?;
    has_all_of_debug(sections.iter().filter_map(|section| section.name.strip_prefix("__")))?;
    let (Some(symbols), Some(partition)) = (symbols, partition) else {
        let has_code = sections.iter().any(|section| section.name == "__text" && section.size > 0);
        return if has_code { Err("there is no table of symbols".to_owned()) } else { Ok(()) };
    };
    let locals = partition.nlocalsym.get(endian);
    let defined = partition.nextdefsym.get(endian);
    let undefined = partition.nundefsym.get(endian);
    let places = [partition.ilocalsym, partition.iextdefsym, partition.iundefsym].map(|place| place.get(endian));
    let behind = [Some(0), Some(locals), locals.checked_add(defined)];
    let count = behind[2].and_then(|behind| behind.checked_add(undefined));
    let is_partition = places.iter().zip(behind).all(|(place, behind)| Some(*place) == behind);
    if !is_partition || count.map(|count| count as usize) != Some(symbols.len()) {
        return Err("the parts of the table of symbols are not the whole".to_owned());
    }
    // Where something with a name begins; what the assembler calls the beginning of a section is no function.
    let mut begins = BTreeSet::new();
    for (index, symbol) in symbols.iter().enumerate() {
        let kind = symbol.n_type.0;
        let is_seen = kind & macho::N_EXT.0 != 0;
        let is_defined = index < (locals + defined) as usize;
        let name = symbol.name(endian, symbols.strings()).map_err(reason)?;
        let section = usize::from(symbol.n_sect).checked_sub(1).and_then(|number| sections.get(number));
        let value = symbol.n_value.get(endian);
        let agrees = match kind & macho::N_TYPE {
            of if of == macho::N_SECT.0 => {
                is_defined
                    && section.is_some_and(|section| {
                        value.checked_sub(section.address).is_some_and(|offset| offset <= section.size)
                    })
            }
            of if of == macho::N_UNDF.0 => !is_defined && symbol.n_sect == 0 && value == 0,
            of => of == macho::N_ABS.0 && symbol.n_sect == 0,
        };
        let is_named = !name.is_empty() && (!is_seen || name.starts_with(b"_"));
        if !agrees || !is_named || is_seen != (index >= locals as usize) || kind & macho::N_STAB != 0 {
            return Err(format!("symbol {index} ({}) contradicts its section", String::from_utf8_lossy(name)));
        }
        if is_defined && !name.starts_with(b"ltmp") {
            begins.insert(value);
        }
    }
    for (section, relocations) in sections.iter().zip(relocations) {
        for relocation in relocations {
            let wrong = || Err(format!("a relocation of section {} names a place that is not there", section.name));
            if relocation.r_scattered(endian, header.cputype(endian)) {
                return wrong();
            }
            let relocation = relocation.info(endian);
            let (at, length) = (u64::from(relocation.r_address), 1_u64 << relocation.r_length);
            let number = relocation.r_symbolnum as usize;
            let is_within = at.checked_add(length).is_some_and(|end| end <= section.size);
            // Of aarch64, a relocation whose number is no symbol's: it is what is added to the next one.
            let is_addend =
                header.cputype(endian) == macho::CPU_TYPE_ARM64 && relocation.r_type == macho::ARM64_RELOC_ADDEND;
            if !is_within || relocation.r_extern && number >= symbols.len() {
                return wrong();
            }
            if relocation.r_extern || is_addend {
                continue;
            }
            let Some(named) = number.checked_sub(1).and_then(|number| sections.get(number)) else { return wrong() };
            // Where the address of a place stands, the place is in that section.
            if length == 8 && !relocation.r_pcrel {
                let field = section.bytes.get(at as usize..at as usize + 8).and_then(|field| field.try_into().ok());
                let address = field.map_or(u64::MAX, u64::from_le_bytes);
                if !(named.address..=named.address + named.size).contains(&address) {
                    return wrong();
                }
                // A symbol has no size, so code whose symbol is elsewhere is taken for that of the function before it.
                let is_function = section.name == "__compact_unwind" && at % ENTRY_OF_UNWINDER == 0;
                if is_function && !begins.contains(&address) {
                    return Err(format!("no symbol says which function is at {address:#x}"));
                }
            }
        }
    }
    Ok(())
}

fn is_zero_filled(flags: u32) -> bool {
    let kind = flags & 0xff;
    [u32::from(macho::S_ZEROFILL.0), u32::from(macho::S_THREAD_LOCAL_ZEROFILL.0)].contains(&kind)
}

/// A section, whose flags are those that its name says.
fn of_section(section: &macho::Section64<Endianness>, endian: Endianness, data: &[u8]) -> Result<Part, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (name, segment) = (text(section.name()), text(section.segment_name()));
    let flags = section.flags(endian).0;
    let is_code = flags & (macho::S_ATTR_PURE_INSTRUCTIONS.0 | macho::S_ATTR_SOME_INSTRUCTIONS.0) != 0;
    let is_debug = flags & macho::S_ATTR_DEBUG.0 != 0;
    let of_debug = name.starts_with("__debug_") || name.starts_with("__apple_");
    let of_unwinder = name == "__compact_unwind";
    let is_empty = is_zero_filled(flags);
    let agrees = (name == "__text") == is_code
        && (!is_code || segment == "__TEXT" && flags & 0xff == 0)
        && (is_debug == (of_debug || of_unwinder))
        && (of_debug == (segment == "__DWARF"))
        && (is_empty == (name.ends_with("bss") || name == "__common"));
    if !agrees {
        return Err(format!("section {segment},{name} has the flags of another"));
    }
    let bytes = section.data(endian, data, section.offset(endian).into()).map_err(reason)?;
    Ok(Part {
        name,
        address: section.addr.get(endian),
        size: section.size.get(endian),
        bytes: if is_empty { Vec::new() } else { bytes.to_vec() },
    })
}
