"""The arithmetic shown beside a computed figure: written for people, checked by machine."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Final

_OPERATIONS: Final[dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SIGNS: Final = str.maketrans(
    {"×": "*", "÷": "/", "−": "-", "＋": "+", ",": None, "（": "(", "）": ")"}
)


def evaluate(formula: str) -> Decimal | None:
    """The value of ``424.21 ÷ 1,141.98 × 100``; None if it is no arithmetic or divides by zero.

    Only numbers, + − × ÷ and brackets count; anything else makes it None.
    """
    try:
        tree = ast.parse(formula.translate(_SIGNS), mode="eval")
        return _value(tree.body, formula.translate(_SIGNS))
    except (SyntaxError, ValueError, InvalidOperation, DivisionByZero, RecursionError):
        return None


def _value(node: ast.expr, source: str) -> Decimal:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_value(left, source), _value(right, source))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, source)
        case ast.Constant(value=int() | float()):
            return Decimal(ast.get_source_segment(source, node) or "")
    raise ValueError(ast.dump(node))
