"""One operator of a program replaced by another, which most often changes what it computes."""

import ast

_INSTEAD: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitXor: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


def replace_operator(source: str) -> str | None:
    """Replaces the last operator of the source, as `ast.walk` meets them; None if it has none."""
    tree = ast.parse(source)
    places = [node for node in ast.walk(tree) if _operator_of(node) is not None]
    if not places:
        return None
    match places[-1]:
        case ast.Compare() as node:
            node.ops[0] = _INSTEAD[type(node.ops[0])]()  # type: ignore[call-overload]
        case ast.BinOp() | ast.BoolOp() | ast.AugAssign() as node:
            node.op = _INSTEAD[type(node.op)]()  # type: ignore[assignment]
    return ast.unparse(tree)


def _operator_of(node: ast.AST) -> type[ast.AST] | None:
    match node:
        case ast.Compare(ops=[first, *_]):
            return _INSTEAD.get(type(first))
        case ast.BinOp(op=sign) | ast.AugAssign(op=sign) | ast.BoolOp(op=sign):
            return _INSTEAD.get(type(sign))
        case _:
            return None
