//! Expressions and statements as the compiler writes them in its report: made anew from the typed program, not copied.

use crate::constant::{Value, quoted_rune};
use crate::ir::{
    BinaryBuiltin, BinaryOp, ConvOp, ExprId, ExprKind, ListBuiltin, Program, Stmt, StmtKind, UnaryBuiltin, UnaryOp,
};
use crate::types::{Basic, Kind, Type, Types, basic};

/// Prints parts of a program.
pub(crate) struct Text<'a> {
    pub(crate) program: &'a Program,
    pub(crate) types: &'a Types,
    /// Whether the end of a long string is cut away.
    pub(crate) shorten: bool,
}

/// How tightly an expression binds; a looser one inside a tighter one is put into parentheses.
fn precedence(kind: &ExprKind) -> u8 {
    match kind {
        ExprKind::Unary(..) | ExprKind::AddrOf(_) | ExprKind::Deref(_) => 7,
        ExprKind::Binary(op, ..) => tightness(*op),
        // The compiler has no place for these in its table, so they are always in parentheses inside something.
        ExprKind::Concat(_)
        | ExprKind::AddrOfLiteral(_)
        | ExprKind::Closure(_)
        | ExprKind::MakeMap(_)
        | ExprKind::MakeChan(_)
        | ExprKind::UnaryBuiltin(UnaryBuiltin::Real | UnaryBuiltin::Imag, _)
        | ExprKind::BinaryBuiltin(BinaryBuiltin::Complex, ..)
        | ExprKind::ListBuiltin(ListBuiltin::Recover, _) => 0,
        _ => 8,
    }
}

fn tightness(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Mul
        | BinaryOp::Div
        | BinaryOp::Mod
        | BinaryOp::And
        | BinaryOp::AndNot
        | BinaryOp::Shl
        | BinaryOp::Shr => 6,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Or | BinaryOp::Xor => 5,
        BinaryOp::AndAnd => 2,
        BinaryOp::OrOr => 1,
        _ => 4,
    }
}

impl Text<'_> {
    pub(crate) fn expr(&self, id: ExprId) -> String {
        let mut out = String::new();
        self.write(&mut out, id, 0);
        out
    }

    fn list(&self, ids: &[ExprId]) -> String {
        ids.iter().map(|&id| self.expr(id)).collect::<Vec<_>>().join(", ")
    }

    fn write(&self, out: &mut String, mut id: ExprId, outer: u8) {
        // What the compiler added is not printed.
        while self.program.expr(id).implicit {
            match self.program.kind(id) {
                ExprKind::AddrOf(x)
                | ExprKind::Deref(x)
                | ExprKind::Convert(ConvOp::Value | ConvOp::Nop | ConvOp::Iface, x) => id = *x,
                _ => break,
            }
        }
        let expr = self.program.expr(id);
        let own = match self.program.written.get(&id) {
            Some((_, Some(op))) => tightness(*op),
            _ => precedence(&expr.kind),
        };
        if outer > own {
            out.push('(');
            self.write(out, id, 0);
            out.push(')');
            return;
        }
        match &expr.kind {
            ExprKind::Literal(_) if self.program.written.contains_key(&id) => {
                out.push_str(&self.program.written[&id].0)
            }
            ExprKind::Literal(value) => out.push_str(&self.literal(value, expr.ty)),
            ExprKind::Nil => out.push_str("nil"),
            ExprKind::Blank => out.push('_'),
            ExprKind::Name(var) => out.push_str(&self.program.var(*var).name),
            ExprKind::Global(global) => {
                let global = &self.program.globals[global.index()];
                self.qualify(out, global.package);
                out.push_str(&global.name);
            }
            ExprKind::Func(function) => {
                let function = self.program.function(*function);
                self.qualify(out, function.package);
                out.push_str(&function.name);
            }
            ExprKind::Unary(op, x) => {
                out.push_str(match op {
                    UnaryOp::Plus => "+",
                    UnaryOp::Neg => "-",
                    UnaryOp::BitNot => "^",
                    UnaryOp::Not => "!",
                    UnaryOp::Recv => "<-",
                });
                if matches!(self.program.kind(*x), ExprKind::Unary(inner, _) if inner == op) {
                    out.push(' ');
                }
                self.write(out, *x, own + 1);
            }
            ExprKind::Binary(op, x, y) => {
                self.write(out, *x, own);
                out.push(' ');
                out.push_str(op.sign());
                out.push(' ');
                self.write(out, *y, own + 1);
            }
            ExprKind::Concat(list) => {
                for (index, &part) in list.iter().enumerate() {
                    if index > 0 {
                        out.push_str(" + ");
                    }
                    self.write(out, part, own);
                }
            }
            ExprKind::AddrOf(x) => {
                out.push('&');
                if matches!(self.program.kind(*x), ExprKind::AddrOf(_)) {
                    out.push(' ');
                }
                self.write(out, *x, own + 1);
            }
            ExprKind::AddrOfLiteral(x) => {
                out.push('&');
                self.write(out, *x, 0);
            }
            ExprKind::Deref(x) => {
                out.push('*');
                self.write(out, *x, own + 1);
            }
            ExprKind::Dot(x, name)
            | ExprKind::DotPtr(x, name)
            | ExprKind::DotInter(x, name)
            | ExprKind::MethodValue(x, name, _) => {
                self.write(out, *x, own);
                out.push('.');
                out.push_str(name);
            }
            ExprKind::MethodExpr(ty, name, _) => {
                match self.types.kind(*ty) {
                    Kind::Pointer(_) => out.push_str(&format!("({})", self.types.name(*ty))),
                    _ => out.push_str(&self.types.name(*ty)),
                }
                out.push('.');
                out.push_str(name);
            }
            ExprKind::Index(x, at) | ExprKind::IndexMap(x, at) => {
                self.write(out, *x, own);
                out.push_str(&format!("[{}]", self.expr(*at)));
            }
            ExprKind::Slice { x, bounds, three, .. } => {
                self.write(out, *x, own);
                let bound = |index: usize| bounds[index].map_or_else(String::new, |id| self.expr(id));
                out.push_str(&format!("[{}:{}", bound(0), bound(1)));
                if *three {
                    out.push_str(&format!(":{}", bound(2)));
                }
                out.push(']');
            }
            ExprKind::TypeAssert(x) => {
                self.write(out, *x, own);
                out.push_str(&format!(".({})", self.types.name(expr.ty)));
            }
            ExprKind::Call { fun, args, spread } => {
                self.write(out, *fun, own);
                let dots = if *spread { "..." } else { "" };
                out.push_str(&format!("({}{dots})", self.list(args)));
            }
            ExprKind::Append { args, spread } => {
                let dots = if *spread { "..." } else { "" };
                out.push_str(&format!("append({}{dots})", self.list(args)));
            }
            ExprKind::UnaryBuiltin(op, x) => {
                let name = match op {
                    UnaryBuiltin::Len => "len",
                    UnaryBuiltin::Cap => "cap",
                    UnaryBuiltin::Real => "real",
                    UnaryBuiltin::Imag => "imag",
                    UnaryBuiltin::Close => "close",
                    UnaryBuiltin::Clear => "clear",
                    UnaryBuiltin::Panic => "panic",
                    // The compiler has no words for these.
                    UnaryBuiltin::UnsafeStringData => return out.push_str("<node UNSAFESTRINGDATA>"),
                    UnaryBuiltin::UnsafeSliceData => return out.push_str("<node UNSAFESLICEDATA>"),
                };
                out.push_str(&format!("{name}({})", self.expr(*x)));
            }
            ExprKind::BinaryBuiltin(op, x, y) => {
                let name = match op {
                    BinaryBuiltin::Copy => "copy",
                    BinaryBuiltin::Complex => "complex",
                    BinaryBuiltin::UnsafeAdd => "unsafe.Add",
                    BinaryBuiltin::UnsafeSlice => "unsafe.Slice",
                    BinaryBuiltin::UnsafeString => return out.push_str("<node UNSAFESTRING>"),
                };
                out.push_str(&format!("{name}({}, {})", self.expr(*x), self.expr(*y)));
            }
            ExprKind::ListBuiltin(op, list) => {
                let name = match op {
                    ListBuiltin::Delete => "delete",
                    ListBuiltin::Print => "print",
                    ListBuiltin::Println => "println",
                    ListBuiltin::Recover => "recover",
                    ListBuiltin::Min => "min",
                    ListBuiltin::Max => "max",
                };
                out.push_str(&format!("{name}({})", self.list(list)));
            }
            ExprKind::New(ty) => out.push_str(&format!("new({})", self.types.name(*ty))),
            ExprKind::MakeSlice { len, cap } => {
                out.push_str(&format!("make({}, {}", self.types.name(expr.ty), self.expr(*len)));
                if let Some(cap) = cap {
                    out.push_str(&format!(", {}", self.expr(*cap)));
                }
                out.push(')');
            }
            ExprKind::MakeMap(len) | ExprKind::MakeChan(len) => {
                out.push_str(&format!("make({}", self.types.name(expr.ty)));
                if let Some(len) = len {
                    out.push_str(&format!(", {}", self.expr(*len)));
                }
                out.push(')');
            }
            ExprKind::Convert(_, x) => {
                let name = self.types.name(expr.ty);
                match self.types.has_name(expr.ty) || expr.ty == basic::ANY {
                    true => out.push_str(&name),
                    false => out.push_str(&format!("({name})")),
                }
                out.push_str(&format!("({})", self.expr(*x)));
            }
            ExprKind::SliceLit(..) if expr.implicit => out.push_str("... argument"),
            ExprKind::ArrayLit(elements) | ExprKind::SliceLit(elements, _) => {
                self.composite(out, expr.ty, elements.is_empty())
            }
            ExprKind::StructLit(fields) => self.composite(out, expr.ty, fields.is_empty()),
            ExprKind::MapLit(entries) => self.composite(out, expr.ty, entries.is_empty()),
            ExprKind::Closure(_) => out.push_str("func literal"),
        }
    }

    fn composite(&self, out: &mut String, ty: Type, is_empty: bool) {
        out.push_str(&self.types.name(ty));
        out.push_str(if is_empty { "{}" } else { "{...}" });
    }

    fn qualify(&self, out: &mut String, package: u32) {
        if package != 0 {
            out.push_str(&self.types.packages[package as usize]);
            out.push('.');
        }
    }

    fn literal(&self, value: &Value, ty: Type) -> String {
        let is_rune = ty == basic::RUNE || ty == basic::UNTYPED_RUNE;
        if let (true, Some(c)) = (is_rune, value.to_i64().and_then(|v| u32::try_from(v).ok()).and_then(char::from_u32))
        {
            return quoted_rune(c);
        }
        let plain = match (self.types.kind(ty), value) {
            (Kind::Basic(Basic::Int), Value::Int(_))
            | (Kind::Basic(Basic::Float64), Value::Float(_))
            | (Kind::Basic(Basic::Complex128), Value::Complex(..))
            | (Kind::Basic(Basic::Bool), Value::Bool(_))
            | (Kind::Basic(Basic::String), Value::Str(_)) => true,
            (Kind::Basic(basic), _) => *basic >= Basic::UntypedBool,
            _ => false,
        };
        match plain {
            true => value.text(self.shorten),
            false => format!("{}({})", self.types.name(ty), value.text(self.shorten)),
        }
    }

    /// A statement, where the explanation of a flow names one.
    pub(crate) fn stmt(&self, stmt: &Stmt) -> String {
        match &stmt.kind {
            StmtKind::Declare(var) => {
                let var = self.program.var(*var);
                format!("var {} {}", var.name, self.types.name(var.ty))
            }
            StmtKind::Assign { lhs, rhs, def } => {
                let sign = if *def { ":=" } else { "=" };
                format!("{} {sign} {}", self.expr(*lhs), rhs.map_or_else(|| "<nil>".to_owned(), |rhs| self.expr(rhs)))
            }
            StmtKind::AssignOp { op, lhs, step: true, .. } => {
                format!("{}{}", self.expr(*lhs), if *op == BinaryOp::Add { "++" } else { "--" })
            }
            StmtKind::AssignOp { op, lhs, rhs, .. } => {
                format!("{} {}= {}", self.expr(*lhs), op.sign(), self.expr(*rhs))
            }
            StmtKind::AssignList { kind: crate::ir::ListKind::SelectReceive, .. } => "<node SELRECV2>".to_owned(),
            StmtKind::AssignList { lhs, rhs, def, .. } => {
                let sign = if *def { ":=" } else { "=" };
                format!("{} {sign} {}", self.list(lhs), self.list(rhs))
            }
            StmtKind::Return(values) => format!("return {}", self.list(values)),
            StmtKind::For { .. } | StmtKind::Range { .. } => "for loop".to_owned(),
            StmtKind::Switch { .. } | StmtKind::TypeSwitch { .. } => "switch statement".to_owned(),
            StmtKind::Select(_) => "select statement".to_owned(),
            StmtKind::Send(chan, value) => format!("{} <- {}", self.expr(*chan), self.expr(*value)),
            StmtKind::GoDefer { go, call } => format!("{} {}", if *go { "go" } else { "defer" }, self.expr(*call)),
            StmtKind::Expr(expr) => self.expr(*expr),
            StmtKind::Label(name) => format!("{name}: "),
            StmtKind::Block(_)
            | StmtKind::If { .. }
            | StmtKind::Goto(_)
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Fallthrough => String::new(),
        }
    }
}
