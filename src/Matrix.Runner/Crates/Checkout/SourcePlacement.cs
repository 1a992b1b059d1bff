using Matrix.Runner.Files;

namespace Matrix.Runner.Crates.Checkout;

/// <summary>Puts a crate's source where it is prepared: a checkout, or a copy of a folder.</summary>
internal sealed class SourcePlacement(ISourceCheckout checkout)
{
    // A target directory of cargo's own has one of them; a folder that is only called so belongs to the source.
    private static readonly string[] MarksOfCargo = ["CACHEDIR.TAG", ".rustc_info.json"];

    /// <returns>Null: of a folder.</returns>
    /// <exception cref="CheckoutException">The source cannot be had.</exception>
    public async Task<CheckedOut?> PlaceAsync(CrateEntry crate, string place, CancellationToken cancellation)
    {
        switch (crate.Source)
        {
            case CrateSource.Git git:
                return await checkout.CheckOutAsync(git, crate.Checkout, place, cancellation);
            case CrateSource.Folder folder:
                Copy(folder.Path, place);
                return null;
            default:
                throw new InvalidOperationException("a source of no known kind");
        }
    }

    private static void Copy(string folder, string place)
    {
        if (!Directory.Exists(folder))
            throw new CheckoutException($"there is no folder {folder}", isEnvironmental: false);

        if (SourceTree.FindUnnameable(folder) is { } file)
            throw CheckoutException.Unnameable(Path.GetRelativePath(folder, file));

        FolderCopy.Copy(folder, place, name => name == "target" ? IsCargos(Path.Combine(folder, name)) : name == ".git" && LeadsOutside(folder));
    }

    private static bool IsCargos(string target) => MarksOfCargo.Any(mark => File.Exists(Path.Combine(target, mark)));

    // Of a worktree, .git is a file that says where the repository is: a copy could change it, or find it gone.
    private static bool LeadsOutside(string folder)
    {
        var git = Path.Combine(folder, ".git");
        if (SourceFile.Within(folder, git) is null)
            return true;

        return SourceFile.Find(folder, git)?.Text is { } text
            && text.Split(':', 2) is ["gitdir", var written]
            && written.Trim() is var place
            && (Path.IsPathRooted(place) || SourceFile.Within(folder, Path.Combine(folder, place)) is null);
    }
}
