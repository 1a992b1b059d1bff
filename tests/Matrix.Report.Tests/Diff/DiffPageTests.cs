using Matrix.Report.Diff;
using Spectre.Console;

namespace Matrix.Report.Tests.Diff;

public sealed class DiffPageTests
{
    private const string Hostile = "evil|`x`\u001B[31m\n# [b](http://x) \u202E<script>";

    [Test]
    public void As_markdown()
    {
        var before = Found.Side(
            ("serde", Found.Linux, "compatible"), ("serde", Found.Mac, "compatible"), ("rand", Found.Linux, "regressed unwinding:one,two"),
            ("rand", Found.Mac, "regressed unwinding:one"), ("old", Found.Linux, "flaky"));
        var now = Found.Side(
            ("serde", Found.Linux, "regressed abi"), ("serde", Found.Mac, "regressed abi"), ("rand", Found.Linux, "regressed unwinding:one"),
            ("rand", Found.Mac, "compatible"), ("new|crate", Found.Linux, "compatible"));
        now = now with { Runs = [.. now.Runs.Select(run => run with { Rustc = "rustc *2*" })] };

        Assert.That(DiffMarkdown.Of(DiffPageBuilder.Of(Comparison.Of(before, now), all: false), ResultsFixture.Templates), Is.EqualTo(
            """
            ## What changed between two sweeps

            **1 crate regressed: 1 worked before, 0 failed and fail more.**

            > [!WARNING]
            > OLD and NEW are the same sweep.

            | | began (UTC) | platforms | crates |
            |---|---|---|---:|
            | OLD | 2026-10-01 03:00 | Linux x86_64, macOS aarch64 | 3 crates |
            | NEW | 2026-10-01 03:00 | Linux x86_64, macOS aarch64 | 3 crates |

            | works with Cranelift | OLD | NEW | judged in both | OLD of these | NEW of these |
            |---|---:|---:|---:|---:|---:|
            | together | 50 % (1 of 2) | 33.3 % (1 of 3) | 2 | 50 % (1 of 2) | 0 % (0 of 2) |
            | Linux x86_64 | 50 % (1 of 2) | 33.3 % (1 of 3) | 2 | 50 % (1 of 2) | 0 % (0 of 2) |
            | macOS aarch64 | 50 % (1 of 2) | 50 % (1 of 2) | 2 | 50 % (1 of 2) | 50 % (1 of 2) |

            | changed | crates | Linux x86_64 | macOS aarch64 |
            |---|---:|---:|---:|
            | Regressed: worked, and fails | 1 | 1 | 1 |
            | Fixed: failed, and works | 1 | 0 | 1 |
            | Fixed in part: failed, and fails less | 1 | 1 | 0 |
            | Added | 1 | 1 | 0 |
            | Gone | 1 | 1 | 0 |

            ### Circumstances: a change may come from these

            | | where | OLD | NEW |
            |---|---|---|---|
            | rustc | everywhere | rustc 1.97.0-nightly (0123456789 2026-09-29) | rustc \*2\* |

            ### Causes: crates stopped, of those judged in both

            | | cause | OLD | NEW |
            |---|---|---:|---:|
            | new | abi | 0 | 1 |

            ### Regressed: worked, and fails: 1 crate

            | crate | where | verdict | what |
            |---|---|---|---|
            | `serde` | everywhere | compatible → regressed | abi |

            ### Fixed: failed, and works: 1 crate

            | crate | where | verdict | what |
            |---|---|---|---|
            | `rand` | macOS aarch64 | regressed → compatible | was unwinding (1 test) |

            ### Fixed in part: failed, and fails less: 1 crate

            | crate | where | verdict | what |
            |---|---|---|---|
            | `rand` | Linux x86_64 | regressed | 1 fewer test fails: lib: two |

            ### Added: 1 crate

            | crate | where | verdict | what |
            |---|---|---|---|
            | <code>new&#124;crate</code> | Linux x86_64 | – → compatible |  |

            ### Gone: 1 crate

            | crate | where | verdict | what |
            |---|---|---|---|
            | `old` | Linux x86_64 | flaky → – |  |

            """));
    }

    [TestCase("compatible", "regressed abi", true)]
    [TestCase("compatible", "regressed abi", false)]
    [TestCase("broken", "skipped", true)]
    public void However_much_changed_the_markdown_fits_a_comment_on_GitHub(string before, string now, bool all)
    {
        var text = DiffMarkdown.Of(DiffPageBuilder.Of(Many(before, now), all), ResultsFixture.Templates);

        Assert.That(text, Has.Length.LessThanOrEqualTo(DiffMarkdown.MostCharacters));
        Assert.That(text, Does.Contain("more."));
        Assert.That(text.Contains("The tables are cut", StringComparison.Ordinal), Is.EqualTo(all));
        Assert.That(text.Split('\n').Where(line => line.StartsWith("| <code>", StringComparison.Ordinal)), Is.Not.Empty.And.All.Match(@"\A([^|]*\|){5}\z"));
    }

    [TestCase(40)]
    [TestCase(80)]
    [TestCase(140)]
    public void No_line_of_the_table_is_wider_than_the_terminal(int width)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;

        DiffTable.Print(DiffPageBuilder.Of(Many("compatible", "regressed abi:one"), all: false), console);

        Assert.That(output.ToString().Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(width));
        Assert.That(output.ToString().Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
    }

    [Test]
    public void Causes_of_one_label_are_told_apart()
    {
        var before = Found.Side(("a", Found.Linux, "regressed wrong-result:one"));
        var cause = before.Crates["a"].Findings[Found.Linux].Causes.Keys.Single();
        var now = before with
        {
            Crates = new Dictionary<string, DiffInputCrate>
            {
                ["a"] = new("a", 1, new Dictionary<string, Finding> { [Found.Linux] = new(Results.VerdictKind.Regressed, new Dictionary<Matrix.Report.History.CauseKey, int> { [cause with { Signature = "other" }] = 1 }) }),
            },
        };

        var page = DiffPageBuilder.Of(Comparison.Of(before, now), all: true);

        Assert.That(page.Tables.Single().Rows.Single().What, Is.EqualTo("new: wrong-result (other); gone: wrong-result (wrong-result:any)"));
        Assert.That(page.Causes.Rows.Select(row => row.Label), Is.EqualTo(new[] { "wrong-result: other", "wrong-result: wrong-result:any" }));
    }

    private static Comparison Many(string before, string now)
    {
        var names = Enumerable.Range(0, 3_000).Select(number => $"{Hostile} {number}").ToList();
        return Comparison.Of(
            Found.Side([.. names.Select(name => (name, Found.Linux, before))]),
            Found.Side([.. names.Select(name => (name, Found.Linux, now))]));
    }
}
