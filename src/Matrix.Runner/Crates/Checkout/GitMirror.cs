using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Matrix.Runner.Files;

namespace Matrix.Runner.Crates.Checkout;

/// <summary>
/// A bare copy of a part of a repository, kept between sweeps. A repository has one edge at which all its histories end, so commits alone, full
/// histories and histories of some length each have a mirror of their own: none can cut off what another needs.
/// </summary>
/// <param name="folder">Its own.</param>
internal sealed class GitMirror(GitProgram git, CrateSource.Git source, CheckoutDepth depth, string folder)
{
    // By default git does not wait until single objects are on the disk: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsync
    private static readonly ImmutableArray<string> Lasting = ["-c", "core.fsync=committed", "-c", "core.fsyncMethod=batch"];

    // What old tools of good faith have written of people and times; where submodules are is judged by GitUrl. Two entries of one name, or names of
    // git's own, are not among them. The names: https://git-scm.com/docs/git-fsck#_fsck_messages
    private static readonly ImmutableArray<string> Harmless =
    [
        "badName", "badEmail", "missingEmail", "missingNameBeforeEmail", "missingSpaceBeforeEmail", "multipleAuthors",
        "badDate", "badDateOverflow", "missingSpaceBeforeDate", "zeroPaddedDate", "badTimezone",
        "nulInCommit", "zeroPaddedFilemode", "badFilemode",
        "gitmodulesUrl", "gitmodulesParse", "gitmodulesLarge",
    ];

    // What is fetched is read by libgit2 next: git has looked at each object before.
    private static readonly ImmutableArray<string> Checked =
        ["-c", "fetch.fsckObjects=true", "-c", "fetch.unpackLimit=1", .. Ignoring("fetch.fsck")];

    /// <summary>Where a fetch puts what was wanted, until it is kept under its own name.</summary>
    private const string Fetched = "refs/matrix/fetched";

    private const int MostFiles = 500;
    private const long LargestCopied = 16 << 20;

    public static string FolderOf(string mirrors, CrateSource.Git source, CheckoutDepth depth) =>
        Path.Combine(mirrors, depth switch
        {
            { IsCommitAlone: true } => NameOf(source.Url, source.Url, ""),
            { IsFull: true } => NameOf(source.Url, source.Url, "-full"),
            _ => NameOf(source.Url, $"{source.Url} {source.Revision} {depth.Tags}", $"-{depth.History}"),
        });

    /// <summary>Made anew, or rid of what a git that was killed left behind.</summary>
    public void Make()
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
        LocalRepository.Make(unfinished, isBare: true);
        Directory.Move(unfinished, folder);
    }

    public async Task<bool> IsDamagedAsync(CancellationToken cancellation) =>
        Directory.Exists(folder)
        && (await git.AskAsync([.. Ignoring("fsck"), "-C", folder, "fsck", "--no-dangling", "--no-progress"], cancellation)).Exit is Results.ProcessExit.Exited { Code: not 0 };

    /// <summary>Gets the commit, unless it is there.</summary>
    /// <returns>40 hex digits.</returns>
    public async Task<string> FetchAsync(CancellationToken cancellation)
    {
        if (!source.IsTag && LocalRepository.Has(folder, source.Revision))
            return source.Revision;

        var wanted = source.IsTag ? $"refs/tags/{source.Revision}" : source.Revision;
        ImmutableArray<string> alsoTags = depth is { IsFull: true } or { Tags: true } ? ["+refs/tags/*:refs/tags/*"] : [];
        await git.RunAsync([.. Lasting, .. Checked, "-C", folder, "fetch", "--quiet", .. depth.Option, "--no-tags", "--", source.Url, $"+{wanted}:{Fetched}", .. alsoTags], cancellation);
        var commit = await CommitAtAsync(Fetched, cancellation) ?? throw new CheckoutException($"{source.Revision} of {source.Url} is no commit", isEnvironmental: false);
        LocalRepository.Keep(folder, commit, Fetched);
        return commit;
    }

    // A tag or a commit whose tagger or author libgit2 cannot read may be read by git.
    private async Task<string?> CommitAtAsync(string reference, CancellationToken cancellation)
    {
        try
        {
            return LocalRepository.CommitAt(folder, reference);
        }
        catch (CheckoutException)
        {
            var answer = await git.AskAsync(["-C", folder, "rev-parse", "--verify", "--quiet", $"{reference}^{{commit}}"], cancellation);
            return answer.IsSuccess ? answer.Text.Trim() : null;
        }
    }

    /// <summary>Puts the commit's files, and as much of the history as is wanted, into an empty folder.</summary>
    public async Task PlaceAsync(string commit, string place, CancellationToken cancellation)
    {
        if (!(depth.IsCommitAlone && IsSmall() && IsPlaced(commit, place)))
            await PlaceByGitAsync(commit, place, cancellation);
    }

    // What libgit2 refuses (a .gitmodules that cannot be read, say) git may place; of a damaged mirror it will say so.
    private bool IsPlaced(string commit, string place)
    {
        try
        {
            if (LocalRepository.FilesOf(folder, commit, MostFiles) is null)
                return false;

            LocalRepository.Place(folder, commit, place, source.Url);
            return true;
        }
        catch (CheckoutException)
        {
            FolderRemoval.Remove(place);
            Directory.CreateDirectory(place);
            return false;
        }
    }

    // In process a file costs more than git's, and git itself costs more than many files: bench/checkout.
    private bool IsSmall() =>
        new DirectoryInfo(Path.Combine(folder, "objects")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) <= LargestCopied;

    private async Task PlaceByGitAsync(string commit, string place, CancellationToken cancellation)
    {
        ImmutableArray<string> alsoTags = depth.Tags ? ["refs/tags/*:refs/tags/*"] : [];
        await git.RunAsync(["init", "--quiet", place], cancellation);
        await git.RunAsync(
            ["-C", place, "fetch", "--quiet", .. depth.Option, "--no-tags", "--", $"file://{folder}", $"refs/heads/{commit}", .. alsoTags], cancellation);
        await git.RunAsync(["-C", place, "checkout", "--quiet", "--detach", commit], cancellation);

        // As in a clone; and a submodule may be named relative to where its repository came from. Where it was fetched from is nobody's business.
        await git.RunAsync(["-C", place, "config", "remote.origin.url", source.Url], cancellation);
        File.Delete(Path.Combine(place, ".git", "FETCH_HEAD"));
    }

    private static IEnumerable<string> Ignoring(string setting) => Harmless.SelectMany(fault => new[] { "-c", $"{setting}.{fault}=ignore" });

    // Readable, and different for everything that has a mirror.
    private static string NameOf(string url, string whole, string kind)
    {
        var last = Path.GetFileName(url.TrimEnd('/')) is { Length: > 0 } name ? Path.GetFileNameWithoutExtension(name) : "repository";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..12];
        return $"{string.Concat(last.Where(char.IsAsciiLetterOrDigit))}-{hash}{kind}.git";
    }
}

/// <summary>
/// The right to write to a mirror: one sweep at a time, whichever process it is in. The system takes it back from a process that is killed, so
/// whatever locks git itself left in the mirror are dead when somebody has this.
/// </summary>
internal static class MirrorLock
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    public static async Task<IDisposable> TakeAsync(string mirror, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(mirror)!);
        FileStream? turn;
        while ((turn = TryTake($"{mirror}.turn")) is null)
            await Task.Delay(BetweenTries, cancellation);

        return turn;
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsTaken(error))
        {
            return null;
        }
    }

    // EWOULDBLOCK, which Linux and macOS number differently.
    private static bool IsTaken(IOException error) => (error.HResult & 0xFFFF) is 11 or 35;
}
