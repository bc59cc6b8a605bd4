"""Keys with several right answers: a condition on arguments and result, written as an expression.

What is covered: comparisons, ``and``, ``or``, ``not``, ``in``, arithmetic, indexing, literals, and
the functions of `FUNCTIONS`; names are the arguments and ``out``, the result. Letters stand for
positions unless the key names its arguments: ``a`` is the first, ``b`` the second. The text is the
key's own, but it is walked as a syntax tree all the same, never run as a program.
What is not: attributes, comprehensions, powers, or any other call.
"""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any

from setpoint.errors import SettingError

FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        function.__name__: function
        for function in (abs, all, any, len, max, min, set, sorted, str, sum)
    }
)
RESULT = "out"

_OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.FloorDiv: operator.floordiv,
        ast.Mod: operator.mod,
        ast.USub: operator.neg,
        ast.UAdd: operator.pos,
        ast.Not: operator.not_,
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
        ast.In: lambda member, whole: member in whole,
        ast.NotIn: lambda member, whole: member not in whole,
    }
)


class Predicate:
    """A condition that a result must meet.

    Args:
        text: For example ``0 <= out <= 9 and out != a + b``.
        parameters: Names of the arguments in order; letters if there are none.

    Raises:
        SettingError: The text is no such expression, or a name in it stands for nothing.
    """

    def __init__(self, text: str, parameters: Sequence[str] = ()) -> None:
        self.text = text
        self._parameters = tuple(parameters or ascii_lowercase)
        try:
            self._body = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise SettingError(
                f"the condition {text[:100]!r} is no expression: {error}."
            ) from error
        for node in ast.walk(self._body):
            self._require_known(node)

        names = {node.id for node in ast.walk(self._body) if isinstance(node, ast.Name)}
        self._used = names - {RESULT, *FUNCTIONS}
        self._require_bound(self._used, self._parameters)

    def holds(self, result: object, arguments: Sequence[object]) -> bool:
        """Tells whether a result meets the condition; one that cannot be compared does not.

        Raises:
            SettingError: The condition names an argument that is not given.
        """
        bound = dict(zip(self._parameters, arguments, strict=False))
        self._require_bound(self._used, tuple(bound))
        try:
            return bool(_evaluate(self._body, {**bound, RESULT: result}))
        except (TypeError, ValueError, ArithmeticError, LookupError):
            return False

    def _require_bound(self, used: set[str], bound: Sequence[str]) -> None:
        if unbound := sorted(used.difference(bound)):
            raise SettingError(
                f"the condition {self.text[:100]!r} names {', '.join(unbound)}, but the arguments "
                f'are {", ".join(bound) or "none"}. Name them in order with "args".'
            )

    def _require_known(self, node: ast.AST) -> None:
        if isinstance(node, ast.Call) and not (
            isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
        ):
            raise SettingError(
                f"the condition {self.text[:100]!r} calls something else than "
                f"{', '.join(sorted(FUNCTIONS))}."
            )
        if not isinstance(node, _KNOWN):
            raise SettingError(
                f"the condition {self.text[:100]!r} has a {type(node).__name__}, which is not "
                "understood."
            )


_KNOWN = (
    *(ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.BinOp, ast.Compare, ast.Call, ast.Name),
    *(ast.Load, ast.Constant, ast.List, ast.Tuple, ast.Subscript, *_OPERATORS),
)


def _evaluate(node: ast.AST, names: Mapping[str, object]) -> Any:  # noqa: ANN401, PLR0911 - any value; one return a form
    match node:
        case ast.BoolOp(op=sign, values=values):
            decide = all if isinstance(sign, ast.And) else any
            return decide(_evaluate(value, names) for value in values)
        case ast.UnaryOp(op=sign, operand=operand):
            return _OPERATORS[type(sign)](_evaluate(operand, names))
        case ast.BinOp(left=left, op=sign, right=right):
            return _OPERATORS[type(sign)](_evaluate(left, names), _evaluate(right, names))
        case ast.Compare(left=left, ops=signs, comparators=others):
            values = [_evaluate(value, names) for value in (left, *others)]
            pairs = zip(values, signs, values[1:], strict=False)
            return all(_OPERATORS[type(sign)](first, second) for first, sign, second in pairs)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name](*(_evaluate(argument, names) for argument in arguments))
        case ast.Subscript(value=value, slice=place):
            return _evaluate(value, names)[_evaluate(place, names)]
        case ast.Name(id=name):
            return names[name]
        case ast.Constant(value=value):
            return value
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_evaluate(item, names) for item in items]
        case _:
            raise TypeError(type(node).__name__)
