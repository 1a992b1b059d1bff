using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Yaml;

namespace Matrix.Runner.Planning;

/// <summary>A plan as a file, and the hash by which its shards find each other again.</summary>
/// <param name="Sha256">Of the bytes, lower-case hex.</param>
internal sealed record PlanFile(string Path, Plan Plan, string Sha256)
{
    private const string Hint = "make one with `./matrix plan --out FILE`, by this version of Cranelift Matrix";

    public static byte[] Bytes(Plan plan) => [.. JsonSerializer.SerializeToUtf8Bytes(plan, PlanJson.Default.Plan), (byte)'\n'];

    /// <exception cref="MatrixException">It is not a plan that this version reads.</exception>
    public static PlanFile Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var plan = JsonSerializer.Deserialize(bytes, PlanJson.Default.Plan);
            return IsWhole(plan)
                ? new PlanFile(path, plan, Convert.ToHexStringLower(SHA256.HashData(bytes)))
                : throw new JsonException("it is of another format, or something in it is null that must not be");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or JsonException)
        {
            throw new MatrixException(ExitCode.Usage, $"{Quoted.Bare(path)} is not a plan: {error.Message}", Hint);
        }
    }

    /// <summary>The crates of a shard, in the plan's order.</summary>
    /// <exception cref="MatrixException">The plan is for another list, has no such shard, or names what the list has not.</exception>
    public IReadOnlyList<string> CratesOf(Shard shard, string platform, CratesList list)
    {
        if (Plan.List.Sha256 != list.Sha256)
            throw Refused($"is for another list ({Plan.List.Name}, or another state of it)", $"sweep the list that was planned with --list, or plan anew: ./matrix plan --list {ShownPath.Of(list.Path)}");

        if (Plan.Platforms.FirstOrDefault(planned => planned.Platform == platform) is not { } planned)
            throw Refused($"has nothing for {platform}", $"it is for {string.Join(", ", Plan.Platforms.Select(other => other.Platform))}");

        return planned.Shards.Count == shard.Count
            ? planned.Shards[shard.Index - 1].Crates
            : throw Refused($"has {planned.Shards.Count} shards for {platform}, not {shard.Count}", $"give --shard {Math.Min(shard.Index, planned.Shards.Count)}/{planned.Shards.Count}");
    }

    /// <summary>What a results directory keeps of it.</summary>
    public PlanRecord Record() => new(Sha256, Plan.Platforms.ToDictionary(planned => planned.Platform, planned => planned.Shards.Count));

    private MatrixException Refused(string what, string hint) => new(ExitCode.Usage, $"{Quoted.Bare(Path)} {what}", hint);

    // The serializer passes over what the types say of null.
    private static bool IsWhole([NotNullWhen(true)] Plan? plan) => plan is { Format: Plan.CurrentFormat, List: { Name: not null, Sha256: not null }, Platforms: not null }
        && plan.Platforms.All(platform => platform is { Platform: not null, Runner: not null, Shards: not null }
            && platform.Shards.All(shard => shard?.Crates is { } crates && crates.All(crate => crate is not null)))
        && plan.Platforms.DistinctBy(platform => platform.Platform).Count() == plan.Platforms.Count;
}

/// <summary>The one place that says how plans are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower)]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(WorkflowMatrix))]
internal sealed partial class PlanJson : JsonSerializerContext;
