//! The values that variables of a package begin with: what the linker can put into the program is no work of a function, and is not
//! analysed.

use crate::constant::Value;
use crate::ir::{ConvOp, ExprId, ExprKind, Global, GlobalId, Program};
use crate::types::Types;

/// What is left of an initial value for the function that runs at the start: values that have to be computed.
pub(crate) fn left_to_compute(
    program: &Program,
    types: &Types,
    values: &dyn Fn(GlobalId) -> Option<ExprId>,
    value: ExprId,
) -> Vec<ExprId> {
    let mut out = Vec::new();
    let init = Init { program, types, values };
    if !init.is_static(value, &mut out) {
        out.push(value);
    }
    out
}

struct Init<'a> {
    program: &'a Program,
    types: &'a Types,
    /// The initial value of a variable of this package.
    values: &'a dyn Fn(GlobalId) -> Option<ExprId>,
}

impl Init<'_> {
    /// Whether the value is put into the program; parts of it that are computed all the same go to the list.
    fn is_static(&self, mut id: ExprId, out: &mut Vec<ExprId>) -> bool {
        while let ExprKind::Convert(ConvOp::Nop, x) = self.program.kind(id) {
            id = *x;
        }
        let expr = self.program.expr(id);
        if !expr.init.is_empty() {
            return false;
        }
        let parts = |parts: Vec<ExprId>, out: &mut Vec<ExprId>| {
            for part in parts {
                if !self.is_static(part, out) {
                    out.push(part);
                }
            }
            true
        };
        match &expr.kind {
            ExprKind::Nil | ExprKind::Literal(_) | ExprKind::Func(_) | ExprKind::MethodExpr(..) => true,
            ExprKind::Global(global) => self.is_copied(*global),
            ExprKind::AddrOf(x) => self.has_static_address(*x),
            ExprKind::AddrOfLiteral(x) => {
                if !self.is_static(*x, out) {
                    out.push(*x);
                }
                true
            }
            ExprKind::Convert(ConvOp::StringToBytes, x) => {
                matches!(self.program.kind(*x), ExprKind::Literal(Value::Str(_)))
            }
            ExprKind::SliceLit(elements, _) | ExprKind::ArrayLit(elements) => {
                parts(elements.iter().map(|element| element.value).collect(), out)
            }
            ExprKind::StructLit(fields) => parts(fields.iter().map(|(_, value)| *value).collect(), out),
            ExprKind::Closure(function) => !self.program.function(*function).is_capturing(),
            ExprKind::Convert(ConvOp::Iface, x) => {
                let mut inner = *x;
                while let ExprKind::Convert(ConvOp::Iface, x) = self.program.kind(inner) {
                    inner = *x;
                }
                if self.types.is_interface(self.program.ty(inner)) {
                    return matches!(self.program.kind(inner), ExprKind::Nil);
                }
                parts(vec![inner], out)
            }
            _ => false,
        }
    }

    /// Whether the value of another variable is known, so that it can be copied.
    fn is_copied(&self, global: GlobalId) -> bool {
        let Global { package, ty, .. } = self.program.globals[global.index()];
        if package != 0 || self.types.is_string(ty) {
            return false;
        }
        match (self.values)(global) {
            Some(value) => self.is_static(value, &mut Vec::new()),
            None => false,
        }
    }

    fn has_static_address(&self, mut id: ExprId) -> bool {
        loop {
            match self.program.kind(id) {
                ExprKind::Global(_) => return true,
                ExprKind::Dot(x, _) => id = *x,
                ExprKind::Index(x, at) => {
                    let constant = matches!(self.program.kind(*at), ExprKind::Literal(_));
                    if !constant || !self.types.is_array(self.program.ty(*x)) {
                        return false;
                    }
                    id = *x;
                }
                _ => return false,
            }
        }
    }
}
