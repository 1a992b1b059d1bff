using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Toolchains;

/// <summary>A code generator as a sweep uses it.</summary>
/// <param name="Codegen">What rustc is told: <c>llvm</c>, <c>cranelift</c>, or the absolute path of a library.</param>
internal sealed partial record Backend(BackendName Name, string Codegen)
{
    /// <summary>For people.</summary>
    public string Title { get => field ?? Name.DefaultTitle; init; }

    /// <summary>Absolute path of its library; null: it is a part of rustc.</summary>
    public string? Library { get; init; }

    /// <summary>Of <see cref="Library"/>, lower-case hex.</summary>
    public string? LibrarySha256 { get; init; }

    /// <summary>Options of rustc for all that it compiles.</summary>
    public ImmutableArray<string> Rustflags { get; init; } = [];

    /// <summary>Variables of the environment of all that its legs build and run.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>More of cargo's configuration: <c>profile.dev.opt-level=1</c>.</summary>
    public ImmutableArray<string> Config { get; init; } = [];

    /// <summary>Where it stands: <c>matrix.yaml:12</c>.</summary>
    public string Position { get; init; } = "the defaults";

    /// <summary>It is the baseline once more.</summary>
    public bool IsBaselineAgain { get; init; }

    /// <summary>What rustc calls it; of a library <c>librustc_codegen_NAME-1.95.so</c> the name.</summary>
    public string Kind => Codegen.Contains('/') ? NameOf(Path.GetFileName(Codegen)) : Codegen;

    /// <summary>What it compiles says so (<see cref="Legs.Tests.TestExecutable"/>): true of Cranelift alone.</summary>
    public bool LeavesMark => Kind == "cranelift";

    /// <summary>Two of the same fingerprint compile the same.</summary>
    public string Fingerprint => string.Join('\0', [
        Codegen.Contains('/') ? "library" : Codegen, LibrarySha256 ?? "", .. Rustflags, "", .. Environment.Select(variable => $"{variable.Key}={variable.Value}"), "", .. Config,
    ]);

    public BackendRecord Record => new(Name, Title, Kind)
    {
        Library = Library is null ? null : Path.GetFileName(Library),
        LibrarySha256 = LibrarySha256,
        Rustflags = Rustflags,
        Config = Config,
        Environment = Environment,
        IsBaselineAgain = IsBaselineAgain,
    };

    private static string NameOf(string library) => LibraryName.Match(library) is { Success: true } match ? match.Groups["name"].Value : library;

    [GeneratedRegex(@"rustc_codegen_(?<name>[a-z0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LibraryName { get; }

    /// <summary>In the candidate's place: what is found then is noise.</summary>
    public Backend Again() => this with { Name = Name.Again(), Title = Name.Again().DefaultTitle, IsBaselineAgain = true };
}
