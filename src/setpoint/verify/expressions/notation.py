r"""The vocabulary of written arithmetic: LaTeX commands, signs, and words that calculate.

Covered: what models write in English and Chinese mathematics.
Not covered: units (`units`) and number words (`numerals`).
"""

GREEK = tuple(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi rho sigma
    tau phi varphi chi psi omega Delta Omega Phi Psi Gamma Theta Lambda Sigma ell
    """.split()  # noqa: SIM905 - words in a row are easier to read than one a line
)

FUNCTIONS = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), "frac"),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), "binom"),
    "sqrt": "sqrt",
}
"""Commands whose arguments follow."""

OPERATOR_COMMANDS = {**dict.fromkeys(("cdot", "times", "ast", "bullet"), "*"), "div": "/"}

APPROXIMATE_COMMANDS = frozenset({"approx", "simeq", "thickapprox", "approxeq"})

CLAUSE_COMMANDS = frozenset(
    """
    quad qquad implies Rightarrow Longrightarrow iff to rightarrow Leftrightarrow longrightarrow
    therefore because le leq ge geq ne neq lt gt leqslant geqslant hline tag checkmark land
    """.split()  # noqa: SIM905 - words in a row are easier to read than one a line
)
"""Commands that end a clause: arrows, inequalities, wide spaces."""

LAYOUT_COMMANDS = frozenset(
    """
    left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle limits text textbf
    textit textrm mathrm mathbf mathit mathsf mbox boldsymbol bm boxed fbox operatorname
    underline emph
    """.split()  # noqa: SIM905 - words in a row are easier to read than one a line
)
"""Commands that change only how their argument looks."""

WORD_OPERATORS = {
    **dict.fromkeys(("times", "乘以", "乘", "multiplied by"), "*"),
    **dict.fromkeys(("除以", "divided by"), "/"),
    **dict.fromkeys(("plus", "加", "加上"), "+"),
    **dict.fromkeys(("minus", "减", "减去"), "-"),
    "of": "of",
}

SIGNS = {**dict.fromkeys("×·∙⋅∗*", "*"), **dict.fromkeys("÷/", "/"), "+": "+", "-": "-", "^": "^"}

MULTIPLIERS = {
    "thousand": 10**3,
    "万": 10**4,
    "million": 10**6,
    "亿": 10**8,
    "billion": 10**9,
    "万亿": 10**12,
    "trillion": 10**12,
}
"""Words that scale the number before them."""

FUNCTION_WORDS = frozenset({"sin", "cos", "tan", "cot", "log", "ln", "lg", "gcd", "lcm", "mod"})
"""Functions that are not read; a text must not lose them among its words."""
