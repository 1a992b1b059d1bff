using System.Collections.Concurrent;
using Matrix.Runner.Files;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Crates.Checkout;

/// <summary>Fetches what is wanted of a repository into a bare mirror that is kept between sweeps, and from there into the folder.</summary>
internal sealed class GitCheckout : ISourceCheckout
{
    private readonly string mirrors;
    private readonly GitProgram git;
    private readonly GitSubmodules submodules;

    // Two crates of one repository must not fetch into its mirror at once.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();

    public GitCheckout(TrustedPrograms programs, string mirrors)
    {
        (this.mirrors, git) = (mirrors, new GitProgram(programs, mirrors));
        submodules = new GitSubmodules(CheckOutAsync);
    }

    public async Task<CheckedOut> CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation)
    {
        var mirror = GitMirror.FolderOf(mirrors, source, depth);
        string commit;
        var gate = gates.GetOrAdd(mirror, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            using (await MirrorLock.TakeAsync(mirror, cancellation))
                commit = await CheckOutAsync(new Wish(source, depth, mirror, folder), cancellation);
        }
        finally
        {
            gate.Release();
        }

        // Each has a mirror and a turn of its own, so none is held meanwhile.
        var missing = await submodules.PlaceAsync(source, depth, folder, cancellation);
        return new CheckedOut(commit) { Committed = LocalRepository.Describe(folder, commit), MissingSubmodules = missing };
    }

    public async Task HideChangesAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        // One at a time: git stops at the first that it does not know. The folder may be somebody's own, whose settings could name a program.
        foreach (var file in files)
            await git.AskAsync(["-c", "core.fsmonitor=false", "-C", folder, "update-index", "--assume-unchanged", "--", file], cancellation);
    }

    private async Task<string> CheckOutAsync(Wish wish, CancellationToken cancellation)
    {
        var mirror = new GitMirror(git, wish.Source, wish.Depth, wish.Mirror);
        try
        {
            return await FetchAndPlaceAsync(wish, mirror, cancellation);
        }
        catch (CheckoutException)
        {
            if (!await mirror.IsDamagedAsync(cancellation))
                throw;

            // A power-off may have taken what git had not waited for.
            FolderRemoval.Remove(wish.Mirror);
            FolderRemoval.Remove(wish.Folder);
            Directory.CreateDirectory(wish.Folder);
            return await FetchAndPlaceAsync(wish, mirror, cancellation);
        }
    }

    private async Task<string> FetchAndPlaceAsync(Wish wish, GitMirror mirror, CancellationToken cancellation)
    {
        mirror.Make();
        var commit = await mirror.FetchAsync(cancellation);
        await mirror.PlaceAsync(commit, wish.Folder, cancellation);
        if (SourceTree.FindUnnameable(wish.Folder) is { } file)
        {
            // What cannot be named cannot be removed either, except by git.
            await git.AskAsync(["-C", wish.Folder, "rm", "-r", "-f", "--quiet", "--", "."], cancellation);
            throw CheckoutException.Unnameable(Path.GetRelativePath(wish.Folder, file));
        }

        return commit;
    }

    private sealed record Wish(CrateSource.Git Source, CheckoutDepth Depth, string Mirror, string Folder);
}
