using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Crates;

/// <summary>
/// A bare copy of a part of a repository, kept between sweeps. A repository has one edge at which all its histories end, so commits alone, full
/// histories and histories of some length each have a mirror of their own: none can cut off what another needs.
/// </summary>
/// <param name="folder">Its own.</param>
internal sealed class GitMirror(GitProgram git, CrateSource.Git source, CheckoutDepth depth, string folder)
{
    // By default git does not wait until single objects are on the disk: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsync
    private static readonly ImmutableArray<string> Lasting = ["-c", "core.fsync=committed", "-c", "core.fsyncMethod=batch"];

    public static string FolderOf(string mirrors, CrateSource.Git source, CheckoutDepth depth) =>
        Path.Combine(mirrors, depth switch
        {
            { IsCommitAlone: true } => NameOf(source.Url, source.Url, ""),
            { IsFull: true } => NameOf(source.Url, source.Url, "-full"),
            _ => NameOf(source.Url, $"{source.Url} {source.Revision} {depth.Tags}", $"-{depth.History}"),
        });

    /// <summary>Made anew, or rid of what a git that was killed left behind.</summary>
    public async Task MakeAsync(CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(folder, "HEAD")))
        {
            // Nothing else would remove them.
            foreach (var dead in Directory.EnumerateFiles(folder, "*.lock", SearchOption.AllDirectories).ToList())
                File.Delete(dead);
            return;
        }

        // Under another name until it is whole.
        var unfinished = $"{folder}.new";
        FolderRemoval.Remove(folder);
        FolderRemoval.Remove(unfinished);
        Directory.CreateDirectory(unfinished);
        await git.RunAsync(["init", "--quiet", "--bare", unfinished], cancellation);
        Directory.Move(unfinished, folder);
    }

    public async Task<bool> IsDamagedAsync(CancellationToken cancellation) =>
        Directory.Exists(folder)
        && (await git.AskAsync(["-C", folder, "fsck", "--no-dangling", "--no-progress"], cancellation)).Exit is Results.ProcessExit.Exited { Code: not 0 };

    /// <summary>Gets the commit, unless it is there.</summary>
    /// <returns>40 hex digits.</returns>
    public async Task<string> FetchAsync(CancellationToken cancellation)
    {
        if (!source.IsTag && await HasAsync(source.Revision, cancellation))
            return source.Revision;

        var wanted = source.IsTag ? $"refs/tags/{source.Revision}" : source.Revision;
        // The commit stands first: FETCH_HEAD means the first.
        ImmutableArray<string> alsoTags = depth is { IsFull: true } or { Tags: true } ? ["+refs/tags/*:refs/tags/*"] : [];
        await git.RunAsync([.. Lasting, "-C", folder, "fetch", "--quiet", .. depth.Option, "--no-tags", "--", source.Url, wanted, .. alsoTags], cancellation);
        var commit = (await git.RunAsync(["-C", folder, "rev-parse", "--verify", "FETCH_HEAD^{commit}"], cancellation)).Trim();

        // A ref of its own keeps the commit from being collected, and lets it be fetched from here.
        await git.RunAsync([.. Lasting, "-C", folder, "update-ref", $"refs/heads/{commit}", commit], cancellation);
        return commit;
    }

    /// <summary>Puts the commit's files, and as much of the history as is wanted, into an empty folder.</summary>
    public async Task PlaceAsync(string commit, string place, CancellationToken cancellation)
    {
        ImmutableArray<string> alsoTags = depth.Tags ? ["refs/tags/*:refs/tags/*"] : [];
        await git.RunAsync(["init", "--quiet", place], cancellation);
        await git.RunAsync(
            ["-C", place, "fetch", "--quiet", .. depth.Option, "--no-tags", "--", $"file://{folder}", $"refs/heads/{commit}", .. alsoTags], cancellation);
        await git.RunAsync(["-C", place, "checkout", "--quiet", "--detach", commit], cancellation);

        // As in a clone; and a submodule may be named relative to where its repository came from.
        await git.RunAsync(["-C", place, "config", "remote.origin.url", source.Url], cancellation);
    }

    private async Task<bool> HasAsync(string commit, CancellationToken cancellation) =>
        (await git.AskAsync(["-C", folder, "rev-parse", "--quiet", "--verify", $"refs/heads/{commit}^{{commit}}"], cancellation)).IsSuccess;

    // Readable, and different for everything that has a mirror.
    private static string NameOf(string url, string whole, string kind)
    {
        var last = Path.GetFileName(url.TrimEnd('/')) is { Length: > 0 } name ? Path.GetFileNameWithoutExtension(name) : "repository";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..12];
        return $"{string.Concat(last.Where(char.IsAsciiLetterOrDigit))}-{hash}{kind}.git";
    }
}
