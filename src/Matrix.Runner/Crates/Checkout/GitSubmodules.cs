using System.Collections.Immutable;

namespace Matrix.Runner.Crates.Checkout;

/// <summary>The submodules of a source, each from a mirror of its own. One that cannot be had stops nothing: the build may never look at it.</summary>
/// <param name="checkOut">As <see cref="ISourceCheckout.CheckOutAsync"/>.</param>
internal sealed class GitSubmodules(Func<CrateSource.Git, CheckoutDepth, string, CancellationToken, Task<CheckedOut>> checkOut)
{
    private const string ThisMachine = "file://";

    /// <returns>Those that could not be had.</returns>
    public async Task<ImmutableArray<MissingSubmodule>> PlaceAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation)
    {
        var missing = ImmutableArray.CreateBuilder<MissingSubmodule>();
        foreach (var named in depth.Submodules ? LocalRepository.Submodules(folder) : [])
        {
            try
            {
                var part = await checkOut(SourceOf(named, source), DepthOf(depth), PlaceOf(named, folder), cancellation);
                missing.AddRange(part.MissingSubmodules.Select(inner => inner with { Path = $"{named.Path}/{inner.Path}" }));
            }
            catch (CheckoutException error)
            {
                missing.Add(new MissingSubmodule(named.Path, error.Message));
            }
        }

        return missing.DrainToImmutable();
    }

    // Full histories are wanted of all or of none.
    private static CheckoutDepth DepthOf(CheckoutDepth depth) => depth.IsFull ? CheckoutDepth.Everything : CheckoutDepth.Commit;

    private static CrateSource.Git SourceOf(NamedSubmodule named, CrateSource.Git source)
    {
        if (named.Url is not { } written)
            throw new CheckoutException("no address of it can be read in .gitmodules", isEnvironmental: false);

        var url = SubmoduleUrl.Resolve(written, source.Url);
        if (GitUrl.Refusal(url) is { } refusal)
            throw new CheckoutException($"its address {url} {refusal}", isEnvironmental: false);

        // One from elsewhere could have private repositories of this machine copied.
        return url.StartsWith(ThisMachine, StringComparison.Ordinal) && !source.Url.StartsWith(ThisMachine, StringComparison.Ordinal)
            ? throw new CheckoutException($"its address {url} is on this machine, and its repository is not", isEnvironmental: false)
            : new CrateSource.Git(url, named.Commit, IsTag: false);
    }

    // Where names of another case are the same, a link of the commit's may stand in the way.
    private static string PlaceOf(NamedSubmodule named, string folder)
    {
        var place = folder;
        foreach (var part in named.Path.Split('/'))
        {
            place = Path.Combine(place, part);
            if (part is ".." or ".git" || new FileInfo(place).LinkTarget is not null)
                throw new CheckoutException("its place is a link", isEnvironmental: false);
        }

        return Directory.CreateDirectory(place).FullName;
    }
}

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
