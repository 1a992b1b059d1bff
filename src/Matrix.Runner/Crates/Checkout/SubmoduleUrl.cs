namespace Matrix.Runner.Crates.Checkout;

/// <summary>Where a submodule is: https://git-scm.com/docs/git-submodule, "relative to the superproject's origin".</summary>
internal static class SubmoduleUrl
{
    /// <param name="written">In <c>.gitmodules</c>.</param>
    /// <param name="origin">The address of the repository that has it.</param>
    public static string Resolve(string written, string origin)
    {
        if (written.StartsWith('/') && origin.StartsWith("file://", StringComparison.Ordinal))
            return $"file://{written}";
        if (!IsRelative(written))
            return written;

        var (place, rest) = (origin.TrimEnd('/'), written);
        while (IsRelative(rest))
        {
            if (rest.StartsWith("../", StringComparison.Ordinal))
                place = Parent(place);
            rest = rest[(rest.IndexOf('/') + 1)..];
        }

        return place.EndsWith(':') ? place + rest : $"{place}/{rest}";
    }

    private static bool IsRelative(string url) => url.StartsWith("./", StringComparison.Ordinal) || url.StartsWith("../", StringComparison.Ordinal);

    // Of user@host:name, what is left is user@host: with its colon.
    private static string Parent(string url)
    {
        var (slash, colon) = (url.LastIndexOf('/'), url.LastIndexOf(':'));
        return slash > colon ? url[..slash] : url[..(colon + 1)];
    }
}
