using System.Text;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Rules;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules;

/// <summary>
/// A text under tests/fixtures/logs. Its path says what it is: <c>class/subclass--what-happened.build.txt</c>, without the subclass where
/// there is none, <c>+</c> for a slash in it, <c>test</c> for what a test printed; <c>not-cranelift</c> for what only looks like it.
/// </summary>
public sealed record RecordedLog(string File)
{
    private const string LookAlikes = "not-cranelift";

    public static IEnumerable<RecordedLog> All =>
        Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories)
            .Select(file => new RecordedLog(Path.GetRelativePath(Folder, file)))
            .OrderBy(log => log.File, StringComparer.Ordinal);

    public static IEnumerable<RecordedLog> OfCauses => All.Where(log => log.ClassName != LookAlikes);

    public static IEnumerable<RecordedLog> OfLookAlikes => All.Where(log => log.ClassName == LookAlikes);

    public string ClassName => Path.GetDirectoryName(File)!;

    public string? Subclass => Name.Split("--") is [var subclass, _] ? subclass.Replace('+', '/') : null;

    public bool IsOfATest => Path.GetFileNameWithoutExtension(File).EndsWith(".test", StringComparison.Ordinal);

    public string Text => System.IO.File.ReadAllText(Path.Combine(Folder, File));

    private static string Folder => Repository.PathOf("tests/fixtures/logs");

    private string Name => Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(File));

    /// <summary>What the rules say of it, the most telling first.</summary>
    internal IReadOnlyList<Observation> Observations(RuleSet rules)
    {
        var findings = new LegFindings(rules);
        foreach (var (index, line) in System.IO.File.ReadAllLines(Path.Combine(Folder, File)).Index())
        {
            var at = new LogPlace(File, index + 1);
            if (IsOfATest)
                findings.OnTestLine(Phase.Test, Encoding.UTF8.GetBytes(line), at, test: null);
            else
                findings.OnBuildLine(Phase.Build, Encoding.UTF8.GetBytes(line), at, package: null);
        }

        findings.Conclude((phase, _) => new LogContext(phase));
        return [.. findings.Observations.OrderBy(seen => seen.Precedence)];
    }

    public override string ToString() => File;
}
