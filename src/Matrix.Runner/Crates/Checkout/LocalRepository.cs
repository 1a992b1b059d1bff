using LibGit2Sharp;
using Matrix.Results;
using Matrix.Runner.Files;
using Matrix.Yaml;

namespace Matrix.Runner.Crates.Checkout;

/// <summary>
/// Repositories of this disk, read and written in process by libgit2: no hook, filter or program is run, and nobody's settings are read but the
/// repository's own. What comes over the network is git's: libgit2 cannot fetch one commit alone, nor be ended while a server is silent.
/// </summary>
internal static class LocalRepository
{
    private const string Modules = ".gitmodules";

    // Git encodes such files anew, libgit2 does not: https://git-scm.com/docs/gitattributes#_working_tree_encoding
    private const string Reencoding = "working-tree-encoding";

    static LocalRepository()
    {
        foreach (var level in new[] { ConfigurationLevel.ProgramData, ConfigurationLevel.System, ConfigurationLevel.Xdg, ConfigurationLevel.Global })
            GlobalSettings.SetConfigSearchPaths(level, "/dev/null");

        // Of a folder that somebody else owns only objects are read.
        GlobalSettings.SetOwnerValidation(false);
    }

    /// <param name="folder">Absolute; made where it is not there.</param>
    public static void Make(string folder, bool isBare) => Told(() => Repository.Init(folder, isBare));

    /// <summary>Whether a commit is there and kept.</summary>
    /// <param name="commit">40 hex digits.</param>
    public static bool Has(string folder, string commit) => Told(() =>
    {
        using var repository = new Repository(folder);
        return repository.Refs[KeptAs(commit)] is not null && IsCommit(repository, new ObjectId(commit));
    });

    /// <summary>The commit that a reference leads to, through any number of tags.</summary>
    /// <returns>40 hex digits; null: it leads to none.</returns>
    public static string? CommitAt(string folder, string reference) => Told(() =>
    {
        using var repository = new Repository(folder);
        var id = new ObjectId(repository.Refs[reference].ResolveToDirectReference().TargetIdentifier);
        while (repository.Lookup<TagAnnotation>(id) is { Target.Id: var inner })
            id = inner;
        return IsCommit(repository, id) ? id.Sha : null;
    });

    /// <summary>Keeps a commit from now on, and no longer the reference that led to it.</summary>
    public static void Keep(string folder, string commit, string reference) => Told(() =>
    {
        using var repository = new Repository(folder);
        repository.Refs.Add(KeptAs(commit), new ObjectId(commit), allowOverwrite: true);
        repository.Refs.Remove(reference);
        return true;
    });

    /// <summary>What a commit says of itself; null where it says it in a way that libgit2 cannot read.</summary>
    public static CommitRecord? Describe(string folder, string commit)
    {
        try
        {
            using var repository = new Repository(folder);
            return repository.Lookup<Commit>(commit) is { } found
                ? new CommitRecord(found.Committer.When, Quoted.Bare(found.MessageShort))
                : null;
        }
        catch (Exception error) when (error is LibGit2SharpException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The reference that keeps a commit in a mirror, and by which it can be fetched from there.</summary>
    public static string KeptAs(string commit) => $"refs/heads/{commit}";

    /// <summary>How many files a commit has, as far as it matters; null: only git places it as git does.</summary>
    public static int? FilesOf(string folder, string commit, int most) => Told(() =>
    {
        using var repository = new Repository(folder);
        var left = most;
        return IsPlain(repository.Lookup<Commit>(commit).Tree, ref left) ? most - left : (int?)null;
    });

    /// <summary>Makes a folder the checkout of one commit of a mirror: its files, and a repository that has what the mirror has.</summary>
    /// <param name="origin">The address that the mirror is of.</param>
    public static void Place(string mirror, string commit, string folder, string origin) => Told(() =>
    {
        Repository.Init(folder);
        var own = Path.Combine(folder, ".git");
        FolderCopy.Copy(Path.Combine(mirror, "objects"), Path.Combine(own, "objects"));
        if (File.Exists(Path.Combine(mirror, "shallow")))
            File.Copy(Path.Combine(mirror, "shallow"), Path.Combine(own, "shallow"));

        using var repository = new Repository(folder);
        repository.Refs.UpdateTarget("HEAD", commit, "checkout: moving to the commit");
        repository.Config.Set("remote.origin.url", origin);
        repository.CheckoutPaths(commit, ["*"], new CheckoutOptions { CheckoutModifiers = CheckoutModifiers.Force });
        return true;
    });

    /// <summary>
    /// The submodules of the commit that is placed in a folder; .gitmodules may name others that are long gone. Of a .gitmodules that cannot be read
    /// nothing is known but that the commit has them.
    /// </summary>
    public static IReadOnlyList<NamedSubmodule> Submodules(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Modules)))
            return [];

        return Told(() =>
        {
            using var repository = new Repository(folder);
            return repository.Index.Where(entry => entry.Mode == Mode.GitLink)
                .Select(entry => new NamedSubmodule(entry.Path, UrlOf(repository, entry.Path), entry.Id.Sha))
                .ToList();
        });
    }

    private static string? UrlOf(Repository repository, string path)
    {
        try
        {
            return repository.Submodules[path]?.Url;
        }
        catch (LibGit2SharpException)
        {
            return null;
        }
    }

    // What is said in it of people and times is not looked at.
    private static bool IsCommit(Repository repository, ObjectId id) =>
        repository.ObjectDatabase.Contains(id) && repository.ObjectDatabase.RetrieveObjectMetadata(id).Type == ObjectType.Commit;

    private static bool IsPlain(Tree tree, ref int left)
    {
        foreach (var entry in tree)
        {
            if (--left < 0 || entry.Name == ".gitattributes" && entry.Target is Blob attributes && attributes.GetContentText().Contains(Reencoding, StringComparison.Ordinal))
                return false;
            if (entry.Target is Tree inner && !IsPlain(inner, ref left))
                return false;
        }

        return true;
    }

    /// <exception cref="CheckoutException">The repository cannot be read: it may be damaged.</exception>
    private static T Told<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is LibGit2SharpException or IOException or UnauthorizedAccessException)
        {
            throw new CheckoutException(error.Message, isEnvironmental: error is IOException);
        }
    }
}

/// <param name="Path">Relative to the folder.</param>
/// <param name="Url">As it is written; null: nowhere.</param>
/// <param name="Commit">40 hex digits.</param>
internal sealed record NamedSubmodule(string Path, string? Url, string Commit);
