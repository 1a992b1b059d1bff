using System.Collections.Immutable;
using Matrix.Runner.Files;
using Tomlyn.Syntax;

namespace Matrix.Runner.Crates.Settings;

/// <summary>One file of cargo's configuration that a crate brings along, without the keys that would break a comparison.</summary>
/// <param name="Text">What is left of the file.</param>
/// <param name="LeftOut">The keys that are gone, as TOML writes them, with the flag where only that is gone.</param>
/// <param name="Sources">Its tables that decide where dependencies come from.</param>
internal sealed record CargoSettings(string Text, ImmutableArray<string> LeftOut, ImmutableArray<string> Sources)
{
    private static readonly string[] SourceTables = ["source", "registries", "registry", "patch", "paths"];

    /// <summary>A text that is no TOML stays as it is: cargo will say so itself.</summary>
    public static CargoSettings Of(string text)
    {
        if (TomlDocument.Parse(text) is not { } document)
            return new CargoSettings(text, [], []);

        var reading = new Reading(text);
        foreach (var line in document.Lines)
            reading.Line(line);

        return new CargoSettings(
            reading.Edit.ToString(),
            [.. reading.LeftOut.Distinct()],
            [.. document.Lines.Select(line => line.Path[0]).Where(SourceTables.Contains).Distinct()]);
    }

    private sealed class Reading(string text)
    {
        public TomlEdit Edit { get; } = new(text);

        public List<string> LeftOut { get; } = [];

        public void Line(TomlKey line)
        {
            if (IsRefused(line))
                Edit.Remove(line.Place);
            else
                Look(line);
        }

        private bool IsRefused(TomlKey key)
        {
            var refused = RefusedSetting.Of(key.Path, key.IsTable);
            if (refused > 0)
                LeftOut.Add(TomlPath.Written(key.Path.Take(refused)));
            return refused > 0;
        }

        private void Look(TomlKey key)
        {
            if (key.Value is InlineTableSyntax table)
                Look(table, key.Inner);
            else if (RefusedSetting.AreFlags(key.Path) && key.Value is ArraySyntax array)
                LookAtFlags(key, array);
            else if (RefusedSetting.AreFlags(key.Path) && key.Text is { } flags)
                LookAtFlags(key, flags);
        }

        private void Look(InlineTableSyntax table, IReadOnlyList<TomlKey> keys)
        {
            var refused = keys.Select(IsRefused).ToList();
            Edit.RemoveItems([.. table.Items.Select(item => (item.KeyValue!.Span, item.Comma))], position => refused[position]);
            foreach (var kept in keys.Where((_, position) => !refused[position]))
                Look(kept);
        }

        private void LookAtFlags(TomlKey key, ArraySyntax array)
        {
            var flags = array.Items.Select(item => (item.Value as StringValueSyntax)?.Value).ToList();
            var backends = RefusedSetting.BackendsAmong(flags);
            Edit.RemoveItems([.. array.Items.Select(item => (item.Value!.Span, item.Comma))], backends.Contains);
            Tell(key, flags, backends);
        }

        private void LookAtFlags(TomlKey key, string written)
        {
            var flags = written.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var backends = RefusedSetting.BackendsAmong(flags);
            if (!backends.IsEmpty)
                Edit.Replace(TextSpan.Of(key.Value!.Span), new StringValueSyntax(string.Join(' ', flags.Where((_, position) => !backends.Contains(position)))).ToString());
            Tell(key, flags, backends);
        }

        private void Tell(TomlKey key, IReadOnlyList<string?> flags, ImmutableHashSet<int> backends)
        {
            if (!backends.IsEmpty)
                LeftOut.Add($"{TomlPath.Written(key.Path)} {string.Join(' ', backends.Order().Select(position => flags[position]))}");
        }
    }
}

/// <summary>Which keys of a crate's own cargo configuration would decide what a leg decides: toolchain, target, folders, backend, what is printed.</summary>
internal static class RefusedSetting
{
    /// <returns>How many names of the path are refused with all that is below them; 0: the key stays.</returns>
    public static int Of(ImmutableArray<string> path, bool isTable) => path switch
    {
        ["term" or "include", ..] => 1,
        ["build", "rustc" or "rustc-wrapper" or "rustc-workspace-wrapper" or "rustdoc" or "target" or "target-dir" or "build-dir" or "incremental"] => 2,
        ["net", "offline"] => 2,
        ["unstable", "codegen-backend"] => 2,
        ["unstable", var name] when name.StartsWith("build-dir", StringComparison.Ordinal) => 2,
        ["target", _, "runner"] => 3,
        // A package may be called so, and then it is a table.
        ["profile", _, .., "codegen-backend"] when !isTable => path.Length,
        _ => 0,
    };

    /// <summary>Flags of the compiler stay, but for those that name a backend.</summary>
    public static bool AreFlags(ImmutableArray<string> path) => path is ["build" or "target" or "host" or "profile", .., "rustflags" or "rustdocflags"];

    /// <param name="flags">One after the other.</param>
    /// <returns>The positions of those that name a backend: <c>-Zcodegen-backend=…</c>, or <c>-Z</c> and what follows it.</returns>
    public static ImmutableHashSet<int> BackendsAmong(IReadOnlyList<string?> flags)
    {
        var found = ImmutableHashSet.CreateBuilder<int>();
        for (var position = 0; position < flags.Count; position++)
        {
            if (flags[position] is ['-', 'Z', .. var option] && NamesBackend(option))
                found.Add(position);
            else if (flags[position] is "-Z" && position + 1 < flags.Count && NamesBackend(flags[position + 1]))
                found.UnionWith([position, ++position]);
        }

        return found.ToImmutable();
    }

    // rustc takes '_' for '-'.
    private static bool NamesBackend(string? option) => option?.Replace('_', '-').StartsWith("codegen-backend=", StringComparison.Ordinal) == true;
}
