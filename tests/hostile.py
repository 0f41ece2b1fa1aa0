"""Texts that try to be more than text, for every format: Markdown, HTML, PDF, Word."""

from __future__ import annotations

from hypothesis import strategies as st

TRAPS = (
    *("*", "**bold**", "_it_", "a_b_c", "`code`", "[a](b)", "![a](b)", "<b>", "</script>", "<!-- x -->", "|", "a|b"),
    *("~~gone~~", "# title", "- item", "+ item", "1. one", "1) one", "10.", "> quote", "---", "===", "***", "```"),
    *("&amp;", "&#35;", "&lt;b", "\\", "\\\\*", "\\n", "http://a.b", "<http://a.b>", "[x]: y", "[ ] task", ":::", "^^"),
    *("\u202eevil", "\x1b[31m", "\x00", "\u2028", "a\nb", "a\n\n# b", "a\r\nb", "\tcode", "    code", "0.14", "-5"),
    *(
        "客户*重点*",
        "“引号”",
        "**策略：**内容",
        "=1+1",
        "@sum",
        "a\\",
        "~",
        "{{ x }}",
        "{% if %}",
        "$x$",
        "&copy",
        "![",
    ),
    *("#let x = 1", '#import "@preview/x:1"', "@ref", "// gone", "$ x $", '#"a";', "<script>alert(1)</script>"),
    *(
        "</style>",
        "</title>",
        "\"quoted\" 'so'",
        "javascript:x",
        "👩🏽‍💻 🇨🇳 é e\u0301",
        "\u2066x\u2069",
        "昇 喆 𠮷 ㎡",
        "…—●·",
    ),
    *("]]>", "<?xml?>", "&#x0;", "\ufeff", "\u00ad", "\u200b", "\u00a0", "a" * 200, "x " * 90, "很长" * 80),
)
"""Each means something to some format, or is easily lost on the way."""

LONG = "Ten thousand characters of one text, none of which may be lost. " * 157

hostile = st.one_of(
    st.lists(st.sampled_from(TRAPS), min_size=1, max_size=4).map("".join),
    st.text(alphabet=st.sampled_from("ab *_`[]()<>|~#+-=.1&;:!\\\n客户$@\"'{}%"), min_size=1, max_size=20),
    st.text(min_size=1, max_size=20),
)
"""Any text a field could hold, the traps more often than chance would have them."""
