using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Crates;

/// <summary>
/// The git program: fetches one commit, shallow, into a bare mirror that is kept between sweeps, and from there into the folder.
/// </summary>
/// <param name="mirrors">Folder of the mirrors.</param>
internal sealed class GitCheckout(TrustedPrograms programs, string mirrors) : ISourceCheckout
{
    private static readonly SearchValues<string> EnvironmentalWords = SearchValues.Create(
        [
            "could not resolve host", "could not connect", "couldn't connect", "failed to connect", "connection refused", "connection reset",
            "connection closed", "connection was", "timed out", "hung up unexpectedly", "early eof", "ssl_error", "requested url returned error: 5",
            "no space left",
        ],
        StringComparison.OrdinalIgnoreCase);

    // By default git does not wait until single objects are on the disk: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsync
    private static readonly ImmutableArray<string> Lasting = ["-c", "core.fsync=committed", "-c", "core.fsyncMethod=batch"];

    // Two crates of one repository must not fetch into its mirror at once.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, SemaphoreSlim> gates = new();

    public async Task<string> CheckOutAsync(CrateSource.Git source, string folder, CancellationToken cancellation)
    {
        var mirror = Path.Combine(mirrors, NameOf(source.Url));
        var gate = gates.GetOrAdd(mirror, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            using (await MirrorTurn.TakeAsync(mirror, cancellation))
                return await CheckOutAsync(source, mirror, folder, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task HideChangesAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        // One at a time: git stops at the first that it does not know. The folder may be somebody's own, whose settings could name a program.
        foreach (var file in files)
            await AskAsync(["-c", "core.fsmonitor=false", "-C", folder, "update-index", "--assume-unchanged", "--", file], cancellation);
    }

    private async Task<string> CheckOutAsync(CrateSource.Git source, string mirror, string folder, CancellationToken cancellation)
    {
        try
        {
            return await FetchAndPlaceAsync(source, mirror, folder, cancellation);
        }
        catch (CheckoutException)
        {
            if (!await IsDamagedAsync(mirror, cancellation))
                throw;

            // A power-off may have taken what git had not waited for.
            FolderRemoval.Remove(mirror);
            FolderRemoval.Remove(folder);
            Directory.CreateDirectory(folder);
            return await FetchAndPlaceAsync(source, mirror, folder, cancellation);
        }
    }

    private async Task<string> FetchAndPlaceAsync(CrateSource.Git source, string mirror, string folder, CancellationToken cancellation)
    {
        await MakeAsync(mirror, cancellation);
        var commit = await FetchAsync(source, mirror, cancellation);
        await PlaceAsync(source, mirror, commit, folder, cancellation);
        return commit;
    }

    // Under another name until it is whole. One that is there may have locks of a git that was killed, which nothing else would remove.
    private async Task MakeAsync(string mirror, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(mirror, "HEAD")))
        {
            foreach (var dead in Directory.EnumerateFiles(mirror, "*.lock", SearchOption.AllDirectories).ToList())
                File.Delete(dead);
            return;
        }

        var unfinished = $"{mirror}.new";
        FolderRemoval.Remove(mirror);
        FolderRemoval.Remove(unfinished);
        Directory.CreateDirectory(unfinished);
        await GitAsync(["init", "--quiet", "--bare", unfinished], cancellation);
        Directory.Move(unfinished, mirror);
    }

    private async Task<bool> IsDamagedAsync(string mirror, CancellationToken cancellation) =>
        Directory.Exists(mirror) && (await AskAsync(["-C", mirror, "fsck", "--no-dangling", "--no-progress"], cancellation)).Exit is ProcessExit.Exited { Code: not 0 };

    private async Task<string> FetchAsync(CrateSource.Git source, string mirror, CancellationToken cancellation)
    {
        if (!source.IsTag && await HasAsync(mirror, source.Revision, cancellation))
            return source.Revision;

        var wanted = source.IsTag ? $"refs/tags/{source.Revision}" : source.Revision;
        await GitAsync([.. Lasting, "-C", mirror, "fetch", "--quiet", "--depth=1", "--no-tags", "--", source.Url, wanted], cancellation);
        var commit = (await GitAsync(["-C", mirror, "rev-parse", "--verify", "FETCH_HEAD^{commit}"], cancellation)).Trim();

        // A ref of its own keeps the commit from being collected, and lets it be fetched from here.
        await GitAsync([.. Lasting, "-C", mirror, "update-ref", $"refs/heads/{commit}", commit], cancellation);
        return commit;
    }

    private async Task PlaceAsync(CrateSource.Git source, string mirror, string commit, string folder, CancellationToken cancellation)
    {
        await GitAsync(["init", "--quiet", folder], cancellation);
        await GitAsync(["-C", folder, "fetch", "--quiet", "--depth=1", "--no-tags", "--", $"file://{mirror}", $"refs/heads/{commit}"], cancellation);
        await GitAsync(["-C", folder, "checkout", "--quiet", "--detach", "FETCH_HEAD"], cancellation);
        if (File.Exists(Path.Combine(folder, ".gitmodules")))
            await PlaceSubmodulesAsync(source, folder, cancellation);
    }

    private async Task PlaceSubmodulesAsync(CrateSource.Git source, string folder, CancellationToken cancellation)
    {
        // A submodule may be named relative to where its repository came from.
        await GitAsync(["-C", folder, "config", "remote.origin.url", source.Url], cancellation);

        // Only a repository of this machine may name others of it: one from elsewhere could have private ones copied.
        ImmutableArray<string> local = source.Url.StartsWith("file://", StringComparison.Ordinal) ? ["-c", "protocol.file.allow=always"] : [];
        await GitAsync([.. local, "-C", folder, "submodule", "--quiet", "update", "--init", "--recursive", "--depth=1"], cancellation);
    }

    private async Task<bool> HasAsync(string mirror, string commit, CancellationToken cancellation) =>
        (await AskAsync(["-C", mirror, "rev-parse", "--quiet", "--verify", $"refs/heads/{commit}^{{commit}}"], cancellation)).IsSuccess;

    private async Task<string> GitAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var answer = await AskAsync(arguments, cancellation);
        return answer.Exit switch
        {
            { IsSuccess: true } => answer.Text,
            ProcessExit.NotStarted missing => throw new MatrixException(
                ExitCode.Environment, $"git could not be started: {missing.Reason}", "install the package git"),
            var exit => throw new CheckoutException(answer.Complaint, exit.IsEnvironmental || IsEnvironmental(answer.Text)),
        };
    }

    // No hooks, no prompts, no settings of the machine: the same commit gives the same files everywhere.
    private Task<ProgramAnswer> AskAsync(ImmutableArray<string> arguments, CancellationToken cancellation) =>
        programs.AskAsync(
            new CommandSpec("git", ["-c", "core.hooksPath=/dev/null", .. arguments], "/")
            {
                Environment = TrustedPrograms.Environment
                    .SetItem("HOME", mirrors)
                    .SetItem("GIT_CONFIG_NOSYSTEM", "1")
                    .SetItem("GIT_TERMINAL_PROMPT", "0")
                    .SetItem("GIT_LFS_SKIP_SMUDGE", "1")
                    .SetItem("LC_ALL", "C"),
            },
            cancellation);

    private static bool IsEnvironmental(string printed) => printed.AsSpan().ContainsAny(EnvironmentalWords);

    // Readable, and different for every URL.
    private static string NameOf(string url)
    {
        var last = Path.GetFileName(url.TrimEnd('/')) is { Length: > 0 } name ? Path.GetFileNameWithoutExtension(name) : "repository";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..12];
        return $"{string.Concat(last.Where(char.IsAsciiLetterOrDigit))}-{hash}.git";
    }
}
