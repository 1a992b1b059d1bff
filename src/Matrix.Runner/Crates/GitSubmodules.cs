using System.Collections.Immutable;

namespace Matrix.Runner.Crates;

/// <summary>The submodules of a source. One that cannot be had stops nothing: the build may never look at it.</summary>
internal sealed class GitSubmodules(GitProgram git, CrateSource.Git source, CheckoutDepth depth)
{
    // Only a repository of this machine may name others of it: one from elsewhere could have private ones copied.
    private readonly ImmutableArray<string> local = source.Url.StartsWith("file://", StringComparison.Ordinal) ? ["-c", "protocol.file.allow=always"] : [];

    /// <returns>Those that could not be had.</returns>
    public async Task<ImmutableArray<MissingSubmodule>> PlaceAsync(string folder, CancellationToken cancellation) =>
        depth.Submodules ? await PlaceAsync(folder, "", cancellation) : [];

    private async Task<ImmutableArray<MissingSubmodule>> PlaceAsync(string folder, string within, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(folder, ".gitmodules")) || await UpdateAsync(folder, ["--recursive"], cancellation) is not { } complaint)
            return [];

        // git stops at the first that it cannot have: so one after the other. It may have got others without their files, and takes them for done.
        var missing = ImmutableArray.CreateBuilder<MissingSubmodule>();
        foreach (var path in await PathsAsync(folder, cancellation))
        {
            if (await UpdateAsync(folder, ["--force", "--", path], cancellation) is { } why)
                missing.Add(new MissingSubmodule(within + path, why));
            else
                missing.AddRange(await PlaceAsync(Path.Combine(folder, path), $"{within}{path}/", cancellation));
        }

        return missing.DrainToImmutable();
    }

    /// <returns>What is wrong; null: nothing.</returns>
    private async Task<string?> UpdateAsync(string folder, ImmutableArray<string> which, CancellationToken cancellation)
    {
        // Full histories are wanted of all or of none.
        ImmutableArray<string> length = depth.IsFull ? [] : ["--depth=1"];
        try
        {
            await git.RunAsync(
                [.. local, "--literal-pathspecs", "-C", folder, "submodule", "--quiet", "update", "--init", .. length, .. which], cancellation);
            return null;
        }
        catch (CheckoutException error)
        {
            return error.Message;
        }
    }

    // Only what the commit has: .gitmodules may name others that are long gone.
    private async Task<IReadOnlyList<string>> PathsAsync(string folder, CancellationToken cancellation)
    {
        var named = await git.AskAsync(["-C", folder, "config", "--file", ".gitmodules", "--null", "--get-regexp", @"^submodule\..*\.path$"], cancellation);
        var paths = new List<string>();
        foreach (var path in named.Text.Split('\0').Select(pair => pair.Split('\n', 2)).Where(pair => pair.Length == 2).Select(pair => pair[1]))
        {
            var entry = await git.AskAsync(["--literal-pathspecs", "-C", folder, "ls-files", "--stage", "--", path], cancellation);
            if (entry.Text.StartsWith("160000 ", StringComparison.Ordinal))
                paths.Add(path);
        }

        return paths;
    }
}
