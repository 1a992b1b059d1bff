namespace Matrix.Results;

/// <summary>What processors can do, as rustc calls it.</summary>
public static class ProcessorFeatures
{
    /// <summary>What all of several processors can do; null where of one of them nobody knows.</summary>
    public static IReadOnlyList<string>? Common(IEnumerable<IReadOnlyList<string>?> processors)
    {
        IReadOnlyList<string>? common = null;
        foreach (var features in processors)
        {
            if (features is null)
                return null;

            common = common is null ? features : [.. common.Intersect(features)];
        }

        return common;
    }

    /// <param name="features">Of a processor.</param>
    /// <param name="needs">As of <see cref="TrapInReach.Needs"/>.</param>
    public static bool Suffice(IReadOnlyCollection<string> features, IEnumerable<string> needs) => needs.All(need => need.Split('|').Any(features.Contains));

    /// <summary>For people: <c>avx512bw</c>, <c>vaes and avx512f</c>, <c>avx512vnni or avxvnni</c>; empty where nobody knows.</summary>
    /// <param name="needs">As of <see cref="TrapInReach.Needs"/>.</param>
    public static string Words(IEnumerable<string> needs) => string.Join(" and ", needs.Select(need => need.Replace("|", " or ", StringComparison.Ordinal)));
}
