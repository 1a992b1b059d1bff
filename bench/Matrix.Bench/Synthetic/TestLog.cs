using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>Where a test stands in a log.</summary>
/// <param name="Words">What it says of why it failed.</param>
internal sealed record ShownTest(TestId Test, LogLine First, Evidence Words, Evidence End);

/// <summary>A log of tests, and where in it each of those is that ran alone.</summary>
internal sealed class TestLog(Scene scene, LegName leg, int attempt = 1)
{
    private readonly LogText log = new();
    private readonly Dictionary<TestId, ShownTest> shown = [];

    public string Path { get; } = scene.Log(leg, Phase.Test, attempt);

    public ShownTest this[TestId test] => shown[test];

    /// <summary>A whole executable: who passes in it, then each alone that does not.</summary>
    public void Run(string target, IEnumerable<TestId> passing, IEnumerable<FailingTest> failing)
    {
        log.Add($"==> {target}: {Commands.Executable(scene, leg, target)}");
        foreach (var test in passing)
            log.Add($"test {test.Name} ... ok <0.001s>");

        var (died, isHostile) = (false, scene.Options.Hostile);
        foreach (var test in failing)
        {
            if (isHostile)
                log.Add(HostileText.Lines[log.Lines % HostileText.Lines.Count]);
            Alone(test, "signal 6 (SIGABRT)", speaks: true);
            died = true;
        }

        log.Add($"==> {target}: {(died ? "signal 6 (SIGABRT)" : "exit code 0")}");
    }

    /// <param name="end">How it ended, unless its trouble says that.</param>
    /// <param name="speaks">Its trouble leaves its words.</param>
    public void Alone(FailingTest failing, string end, bool speaks)
    {
        var (test, trouble) = failing;
        var first = log.Add($"==> alone: {test.Target}: {test.Name}");
        var text = Fill(trouble?.Text ?? "assertion `left == right` failed", test);
        var endsWithWords = text.StartsWith("==> ", StringComparison.Ordinal);
        Evidence? words = null;
        if (speaks && !endsWithWords)
        {
            log.Add("");
            words = Line(text);
            log.Add("note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace");
        }

        var last = Line(speaks && endsWithWords ? text : Fill($"==> alone: {{target}}: {{test}}: {end}", test));
        shown[test] = new ShownTest(test, new LogLine(Path, first), words ?? last, last);
    }

    public void AddLongLine() => log.Add(HostileText.LongLine);

    public void Save() => scene.Save(log, Path);

    private Evidence Line(string text) => new(Path, log.Add(text), text.Length > 2000 ? text[..2000] : text);

    private string Fill(string text, TestId test) => text
        .Replace("{target}", test.Target, StringComparison.Ordinal)
        .Replace("{test}", test.Name, StringComparison.Ordinal)
        .Replace("{crate}", scene.Crate.Name, StringComparison.Ordinal)
        .Replace('\n', ' ');
}

/// <param name="Trouble">Null: the crate's own.</param>
internal sealed record FailingTest(TestId Test, Trouble? Trouble);
