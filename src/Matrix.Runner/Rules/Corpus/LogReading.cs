using System.Text;
using Matrix.Results;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>What one pass over a log leaves: the lines that some rule asks for, and no more of them than fit anywhere.</summary>
/// <param name="log">As evidence names it.</param>
internal sealed class LogReading(RuleSet rules, string log)
{
    // The first ones decide; a log can repeat a line for ever.
    private const int MostHitsOfPattern = 200;

    private readonly List<Hit> hits = [];
    private readonly Dictionary<LinePattern, int> counts = [];
    private readonly Dictionary<LinePattern, Evidence> nearMisses = [];
    private readonly LinePattern[] withPattern =
        [.. rules.Rules.SelectMany(rule => rule.Lines).Where(pattern => pattern.Pattern is not null).Distinct()];

    public RuleSet Rules { get; } = rules;

    public IReadOnlyList<Hit> Hits => hits;

    public int Lines { get; private set; }

    public void OnLine(ReadOnlySpan<byte> line)
    {
        Lines++;
        if (!Rules.MayMatter(line))
            return;

        var text = Encoding.UTF8.GetString(line);
        var evidence = new Evidence(log, Lines, LineText.Printable(text));
        var found = Rules.PatternsIn(text).ToList();
        foreach (var (pattern, captures) in found)
        {
            var count = counts.GetValueOrDefault(pattern);
            counts[pattern] = count + 1;
            if (count < MostHitsOfPattern)
                hits.Add(new Hit(pattern, captures, evidence));
        }

        foreach (var pattern in withPattern)
        {
            if (text.Contains(pattern.Literal, StringComparison.Ordinal) && !found.Exists(pair => pair.Pattern == pattern))
                nearMisses.TryAdd(pattern, evidence);
        }
    }

    /// <summary>The first line that holds the pattern's literal and does not match.</summary>
    public Evidence? NearMissOf(LinePattern pattern) => nearMisses.GetValueOrDefault(pattern);
}
