//! How many bytes a type takes, on 64-bit machines, and whether it holds pointers.

use crate::types::{Basic, Kind, Type, Types};

const WORD: i64 = 8;

impl Types {
    /// Bytes of a value.
    pub(crate) fn size(&self, ty: Type) -> i64 {
        match self.under(ty) {
            Kind::Basic(basic) => basic_size(*basic),
            Kind::Pointer(_) | Kind::Map(..) | Kind::Chan(..) | Kind::Func(_) => WORD,
            Kind::Slice(_) => 3 * WORD,
            Kind::Interface(_) => 2 * WORD,
            Kind::Array(len, of) => self.size(*of).saturating_mul(*len),
            Kind::Struct(fields) => {
                let (mut offset, mut widest) = (0i64, 1);
                for (index, field) in fields.iter().enumerate() {
                    let align = self.alignment(field.ty);
                    widest = widest.max(align);
                    offset = round_up(offset, align);
                    let size = self.size(field.ty);
                    offset = offset.saturating_add(size);
                    // A last field without bytes is given one, so that its address is not past the end.
                    if size == 0 && index + 1 == fields.len() && offset > 0 {
                        offset += 1;
                    }
                }
                round_up(offset, widest)
            }
            Kind::Byte => 1,
            Kind::Rune => 4,
            Kind::Any => 2 * WORD,
            Kind::Named(_) | Kind::Tuple(_) => 0,
        }
    }

    /// Bytes of a field before it, in a structure.
    pub(crate) fn offset_of(&self, ty: Type, index: usize) -> i64 {
        let Some(fields) = self.fields(ty) else { return 0 };
        let mut offset = 0;
        for (at, field) in fields.iter().enumerate() {
            offset = round_up(offset, self.alignment(field.ty));
            if at == index {
                return offset;
            }
            offset += self.size(field.ty);
        }
        offset
    }

    pub(crate) fn alignment(&self, ty: Type) -> i64 {
        match self.under(ty) {
            Kind::Basic(Basic::Complex64) => 4,
            Kind::Basic(basic) => basic_size(*basic).clamp(1, WORD),
            Kind::Array(_, of) => self.alignment(*of),
            Kind::Struct(fields) => fields.iter().map(|field| self.alignment(field.ty)).max().unwrap_or(1),
            Kind::Byte => 1,
            Kind::Rune => 4,
            _ => WORD,
        }
    }

    /// Bytes at the beginning of a value that the garbage collector has to look at.
    pub(crate) fn pointer_bytes(&self, ty: Type) -> i64 {
        match self.under(ty) {
            Kind::Basic(Basic::String | Basic::UntypedString | Basic::UnsafePointer | Basic::UntypedNil) => WORD,
            Kind::Basic(_) | Kind::Byte | Kind::Rune | Kind::Named(_) | Kind::Tuple(_) => 0,
            Kind::Pointer(_) | Kind::Map(..) | Kind::Chan(..) | Kind::Func(_) | Kind::Slice(_) => WORD,
            Kind::Interface(_) | Kind::Any => 2 * WORD,
            Kind::Array(0, _) => 0,
            Kind::Array(len, of) => match self.pointer_bytes(*of) {
                0 => 0,
                of_last => self.size(*of).saturating_mul(*len - 1).saturating_add(of_last),
            },
            Kind::Struct(fields) => {
                let (mut offset, mut last) = (0i64, 0);
                for field in fields.iter() {
                    offset = round_up(offset, self.alignment(field.ty));
                    match self.pointer_bytes(field.ty) {
                        0 => {}
                        of_field => last = offset + of_field,
                    }
                    offset = offset.saturating_add(self.size(field.ty));
                }
                last
            }
        }
    }

    pub(crate) fn has_pointers(&self, ty: Type) -> bool {
        self.pointer_bytes(ty) > 0
    }

    /// Whether an interface holds a value of this type in its own word, so that nothing has to be allocated for it.
    pub(crate) fn is_direct_in_interface(&self, ty: Type, by_shape: bool) -> bool {
        if by_shape {
            return self.size(ty) == WORD && self.pointer_bytes(ty) == WORD;
        }
        match self.under(ty) {
            Kind::Pointer(_) | Kind::Chan(..) | Kind::Map(..) | Kind::Func(_) => true,
            Kind::Basic(Basic::UnsafePointer) => true,
            Kind::Array(1, of) => self.is_direct_in_interface(*of, by_shape),
            Kind::Struct(fields) if fields.len() == 1 => self.is_direct_in_interface(fields[0].ty, by_shape),
            _ => false,
        }
    }
}

fn round_up(offset: i64, align: i64) -> i64 {
    match offset % align.max(1) {
        0 => offset,
        rest => offset.saturating_add(align - rest),
    }
}

fn basic_size(basic: Basic) -> i64 {
    use Basic::*;
    match basic {
        Bool | Int8 | Uint8 | UntypedBool => 1,
        Int16 | Uint16 => 2,
        Int32 | Uint32 | Float32 | UntypedRune => 4,
        Int | Int64 | Uint | Uint64 | Uintptr | Float64 | Complex64 | UnsafePointer | UntypedInt | UntypedFloat
        | UntypedNil => 8,
        Complex128 | String | UntypedString | UntypedComplex => 16,
    }
}
