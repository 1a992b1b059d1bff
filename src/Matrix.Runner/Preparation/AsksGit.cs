using System.Text.RegularExpressions;

namespace Matrix.Runner.Preparation;

/// <summary>
/// Whether a build failed because a build script or a macro asked git for what a checkout of one commit does not have: tags, history, the
/// repository itself. By hand, in a clone, it would build.
/// </summary>
internal static partial class AsksGit
{
    /// <param name="lines">Of the log of a phase that failed.</param>
    public static bool Of(IEnumerable<string> lines) => lines.Any(Complaint.IsMatch);

    // In this order: git itself; libgit2 (git2, built, vergen-git2, shadow-rs); gitoxide (vergen-gix); scripts that tell it in their own words; a
    // variable that a script would have set.
    [GeneratedRegex(
        """
        fatal:\ (
            No\ names\ found | No\ (annotated\ )?tags\ can\ describe | no\ tag\ exactly\ matches | not\ a\ git\ repository | bad\ revision\ '
            | ambiguous\ argument\ ' | Not\ a\ valid\ (object|commit)\ name | Needed\ a\ single\ revision | bad\ object\ | .*\bshallow\b
        )
        | :\ unknown\ revision\ or\ path\ not\ in\ the\ working\ tree
        | cannot\ describe\ -\ | could\ not\ find\ repository\ (at|from)\b | (reference|revspec)\ '[^']*'\ not\ found
        | object\ not\ found\ -\ no\ match\ for\ id\b | class=(Repository|Reference|Odb|Describe)\ \(\d+\)
        | Could\ not\ find\ a\ git\ repository\ in\b
        | \bgit\ (describe|rev-parse|rev-list|log|show|tag|name-rev)\b.*\b(failed|fails|could\ not|unable|non-zero|exit\ (status|code):\ [1-9]\d*)\b
        | \b(failed|error|could\ not|unable|cannot|can't)\b.*\bgit\ (describe|rev-parse|rev-list|log|show|tag|name-rev)\b
        | \b(failed|unable|could\ not|cannot|can't)\ (to\ )?(get|find|read|determine|retrieve|obtain|query|open|discover)\ (the\ |a\ |any\ )?
            ((current|latest|last)\ )?git\ (tags?|hash|sha|commit|version|revision|repository|repo|history|info|information|head)\b
        | \b(in|from)\ a\ shallow\ (clone|checkout|repository)\b | \b(repository|repo|checkout)\ is\ (a\ )?shallow\b
        | \bshallow\ (clone|repository|checkout)\ detected\b | \bgit\ fetch\ --unshallow\b
        | environment\ variable\ `(\w+_)?GIT(_\w+)?`\ not\ defined\ at\ compile\ time
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Complaint { get; }
}
