"""The functions on strings that can be asked for, as data.

What is covered: see `function_spec.FunctionSpec`.
What is not: the reference values, which `function_references` computes.
"""

from setpoint.suites.nano.function_spec import FunctionSpec

TEXTS = ("abac", "hello world", "Level 42", "a1b22c333", "to be or not to be", "zz", "x", "")
"""Arguments to try them with."""

TEXT_FUNCTIONS = (
    FunctionSpec(
        names=("distinct_substrings", "unique_substrings", "substrings_of_length"),
        on_text=True,
        result="list[str]",
        zh="$a中所有长度为$k的子串，并去重后按字典序排序",
        en="all substrings of $a of length $k, without duplicates and sorted in lexicographic "
        "order",
        empty="[]",
        bodies=(
            "return sorted({$a[i:i + $k] for i in range(len($a) - $k + 1)})",
            "found = {$a[i:i + $k] for i in range(len($a) - $k + 1)}\nreturn sorted(found)",
            (
                "found = set()\nfor i in range(len($a) - $k + 1):\n    found.add($a[i:i + $k])\n"
                "return sorted(found)"
            ),
        ),
        counts=(2, 3, 1, 4),
        is_size=True,
    ),
    FunctionSpec(
        names=("reverse_string", "reversed_text", "backwards"),
        on_text=True,
        result="str",
        zh="$a的倒序",
        en="$a reversed",
        empty='""',
        bodies=("return $a[::-1]", 'return "".join(reversed($a))'),
    ),
    FunctionSpec(
        names=("count_vowels", "vowel_count", "number_of_vowels"),
        on_text=True,
        result="int",
        zh="$a中元音字母的个数",
        en="the number of vowels in $a",
        empty="0",
        bodies=(
            'return sum(c in "aeiou" for c in $a.lower())',
            (
                'total = 0\nfor c in $a.lower():\n    if c in "aeiou":\n        total += 1\n'
                "return total"
            ),
        ),
    ),
    FunctionSpec(
        names=("is_palindrome", "check_palindrome", "reads_both_ways"),
        on_text=True,
        result="bool",
        zh="$a是否为回文",
        en="whether $a is a palindrome",
        empty="True",
        bodies=(
            "return $a == $a[::-1]",
            'return $a == "".join(reversed($a))',
        ),
    ),
    FunctionSpec(
        names=("sorted_letters", "unique_characters", "distinct_characters"),
        on_text=True,
        result="list[str]",
        zh="$a中不重复的字符，并按字典序排序",
        en="the distinct characters of $a, sorted",
        empty="[]",
        bodies=("return sorted(set($a))", "found = set($a)\nreturn sorted(found)"),
    ),
    FunctionSpec(
        names=("character_counts", "count_characters", "char_frequency"),
        on_text=True,
        result="dict[str, int]",
        zh="$a中每个字符出现的次数",
        en="how often each character occurs in $a",
        empty="{}",
        bodies=(
            "return {c: $a.count(c) for c in set($a)}",
            "counts = {}\nfor c in $a:\n    counts[c] = counts.get(c, 0) + 1\nreturn counts",
        ),
    ),
    FunctionSpec(
        names=("remove_vowels", "without_vowels", "drop_vowels"),
        on_text=True,
        result="str",
        zh="$a去掉元音字母后的字符串",
        en="$a without its vowels",
        empty='""',
        bodies=(
            'return "".join(c for c in $a if c.lower() not in "aeiou")',
            'kept = [c for c in $a if c.lower() not in "aeiou"]\nreturn "".join(kept)',
        ),
    ),
    FunctionSpec(
        names=("count_words", "word_count", "number_of_words"),
        on_text=True,
        result="int",
        zh="$a中单词的个数",
        en="the number of words in $a",
        empty="0",
        bodies=("return len($a.split())", "words = $a.split()\nreturn len(words)"),
    ),
    FunctionSpec(
        names=("reverse_words", "words_backwards", "flip_words"),
        on_text=True,
        result="str",
        zh="$a中单词按相反顺序组成的字符串",
        en="the words of $a in reverse order, joined by spaces",
        empty='""',
        bodies=(
            'return " ".join($a.split()[::-1])',
            'words = $a.split()\nreturn " ".join(reversed(words))',
        ),
    ),
    FunctionSpec(
        names=("long_words", "words_longer_than", "filter_words"),
        on_text=True,
        result="list[str]",
        zh="$a中长度大于$k的单词",
        en="the words of $a that are longer than $k characters",
        empty="[]",
        bodies=(
            "return [word for word in $a.split() if len(word) > $k]",
            "words = $a.split()\nreturn [word for word in words if len(word) > $k]",
        ),
        counts=(2, 3, 1, 4, 5),
        may_fix_count=True,
    ),
    FunctionSpec(
        names=("longest_word", "find_longest_word", "longest"),
        on_text=True,
        result="str",
        zh="$a中最长的单词，若有多个则取第一个",
        en="the longest word of $a, the first one if there are several",
        empty='""',
        bodies=(
            'return max($a.split(), key=len, default="")',
            (
                'best = ""\nfor word in $a.split():\n    if len(word) > len(best):\n'
                "        best = word\nreturn best"
            ),
        ),
    ),
    FunctionSpec(
        names=("digit_sum", "sum_of_digits", "sum_digits"),
        on_text=True,
        result="int",
        zh="$a中所有数字之和",
        en="the sum of all digits in $a",
        empty="0",
        bodies=(
            "return sum(int(c) for c in $a if c.isdigit())",
            "total = 0\nfor c in $a:\n    if c.isdigit():\n        total += int(c)\nreturn total",
        ),
    ),
    FunctionSpec(
        names=("only_letters", "keep_letters", "letters_of"),
        on_text=True,
        result="str",
        zh="$a中的字母，去掉其他字符",
        en="the letters of $a without any other characters",
        empty='""',
        bodies=(
            'return "".join(c for c in $a if c.isalpha())',
            'kept = [c for c in $a if c.isalpha()]\nreturn "".join(kept)',
        ),
    ),
    FunctionSpec(
        names=("repeat_text", "repeated", "repeat_string"),
        on_text=True,
        result="str",
        zh="$a重复$k次的字符串",
        en="$a repeated $k times",
        empty='""',
        bodies=("return $a * $k", 'return "".join([$a] * $k)'),
        counts=(2, 3, 4, 5),
        may_fix_count=True,
        is_size=True,
    ),
    FunctionSpec(
        names=("split_text", "text_chunks", "pieces"),
        on_text=True,
        result="list[str]",
        zh="把$a按每$k个字符切开得到的列表",
        en="$a cut into pieces of $k characters",
        empty="[]",
        bodies=("return [$a[i:i + $k] for i in range(0, len($a), $k)]",),
        counts=(2, 3, 4, 5),
        may_fix_count=True,
        is_size=True,
    ),
)
