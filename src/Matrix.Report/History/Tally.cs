using Matrix.Report.Sweeps;

namespace Matrix.Report.History;

/// <summary>How many crates work, fail, or have nothing said of them; and the downloads of those that are judged.</summary>
internal sealed record Tally
{
    public int Works { get; private set; }

    public int Fails { get; private set; }

    public int Unsaid { get; private set; }

    public long WorksDownloads { get; private set; }

    public long JudgedDownloads { get; private set; }

    /// <summary>Judged crates whose downloads the list knows.</summary>
    public int Weighed { get; private set; }

    public int Judged => Works + Fails;

    public int All => Judged + Unsaid;

    /// <summary>From 0 to 1; null where nothing can be said.</summary>
    public double? Share => Judged == 0 ? null : (double)Works / Judged;

    /// <summary>As <see cref="Share"/>, each crate counting by its downloads.</summary>
    public double? WeightedShare => JudgedDownloads == 0 ? null : (double)WorksDownloads / JudgedDownloads;

    public void Add(Standing standing, long? downloads)
    {
        Works += standing == Standing.Works ? 1 : 0;
        Fails += standing == Standing.Fails ? 1 : 0;
        Unsaid += standing == Standing.Unsaid ? 1 : 0;
        if (standing == Standing.Unsaid || downloads is not { } weight)
            return;

        Weighed++;
        JudgedDownloads += weight;
        WorksDownloads += standing == Standing.Works ? weight : 0;
    }
}
