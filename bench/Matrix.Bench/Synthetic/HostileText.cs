namespace Matrix.Bench.Synthetic;

/// <summary>Names and lines that want out of the page, the file or the line they are written to.</summary>
internal static class HostileText
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "<script>alert(1)</script>",
        "\"onmouseover=\"alert(1)",
        "</table><h1>owned</h1>",
        "{{#each crates}}{{{this}}}{{/each}}",
        "../../../../etc/passwd",
        "..",
        "a/../../b",
        "C:\\windows\\system32",
        "\u202Eetarc-desrever\u202C",
        "\u200Fright-to-left\u200E",
        "bell\u0007-nul\u0000-escape\u001b[31m",
        "line\nbreak\r\nand\ttab",
        "line\u2028separator\u0085next",
        "🦀-crab-👩‍👩‍👧‍👦-family",
        "e\u0301\u0302\u0303\u0304\u0305-combining",
        "'; DROP TABLE crates; --",
        "javascript:alert(1)",
        "%2e%2e%2fescaped",
        "&lt;escaped&amp;once&gt;",
        "constructor",
        "__proto__",
        new('x', 200),
        "",
        " ",
    ];

    public static IReadOnlyList<string> Lines { get; } =
    [
        .. Names,
        "<!-- <![CDATA[ ]]> -->",
        "\u001b[2J\u001b[1;1H\u001b]0;title\u0007",
        "::error file=src/lib.rs::not from GitHub",
        "50 %\r100 %\rdone",
        "\0\u0001\u0002\u0003\u0004\u0005",
    ];

    /// <summary>10 MB without a line feed.</summary>
    public static string LongLine => new('A', 10_000_000);
}
