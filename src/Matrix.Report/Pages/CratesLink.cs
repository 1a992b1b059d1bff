using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

/// <summary>Links to those crates of the table that a number was counted from: the table's script reads what stands after the hash.</summary>
internal static class CratesLink
{
    private static readonly string Page = SitePage.Crates.File;

    public static string All => Page;

    public static string On(string platform) => Of(("platform", platform));

    public static string Of(Standing standing, string? platform = null) => Of(("standing", NameOf(standing)), ("platform", platform));

    public static string Of(VerdictKind verdict, string? platform = null) => Of(("verdict", WireName.Of(verdict)), ("platform", platform));

    public static string Of(Goal goal, string? platform = null) => Of(("goal", WireName.Of(goal)), ("platform", platform));

    /// <param name="cause">Its id.</param>
    public static string Of(string cause, string? platform = null) => Of(("cause", cause), ("platform", platform));

    public static string NameOf(Standing standing) => standing switch
    {
        Standing.Works => "works",
        Standing.Fails => "fails",
        Standing.Unsaid => "unsaid",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "a standing without a name"),
    };

    private static string Of(params (string Key, string? Value)[] filters) =>
        $"{Page}#{string.Join('&', filters.Where(filter => filter.Value is not null).Select(filter => $"{filter.Key}={Uri.EscapeDataString(filter.Value!)}"))}";
}
