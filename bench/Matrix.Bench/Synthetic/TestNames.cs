using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>The tests of a crate, and the executables they are in.</summary>
internal static class TestNames
{
    private static readonly string[] Modules = ["tests", "parser::tests", "map::tests", "iter", "io::tests", "fmt", "error::tests", "vec::tests::regression", "proptests", "simd::avx2"];
    private static readonly string[] Subjects = ["an_empty_input", "a_long_string", "zero", "the_largest_value", "a_nested_map", "overflow", "utf8", "a_poisoned_lock", "two_threads", "a_closed_channel"];
    private static readonly string[] Verbs = ["is_parsed", "round_trips", "panics", "is_refused", "is_equal", "keeps_order", "is_dropped_once", "matches_scalar", "is_an_error"];

    public static IReadOnlyList<string> Targets(SyntheticCrate crate) =>
        [.. Enumerable.Range(0, crate.Targets).Select(position => Target(crate, position))];

    public static TestId[] Of(SyntheticCrate crate, bool hostile) =>
        [.. Enumerable.Range(0, crate.Tests).Select(number => new TestId(Target(crate, number * crate.Targets / crate.Tests), Name(crate, number, hostile)))];

    private static string Target(SyntheticCrate crate, int position) =>
        position == 0 ? $"lib {crate.Folder.Replace('-', '_')}"
        : position == crate.Targets - 1 ? $"doctest {crate.Folder.Replace('-', '_')}"
        : $"test {Modules[position % Modules.Length].Split(':')[0]}{(position < Modules.Length ? "" : position)}";

    private static string Name(SyntheticCrate crate, int number, bool hostile)
    {
        if (number * crate.Targets / crate.Tests == crate.Targets - 1 && crate.Targets > 1)
            return $"src/lib.rs - {crate.Folder.Replace('-', '_')}::item_{number} (line {12 + (number * 17)})";

        var plain = $"{Modules[number % Modules.Length]}::{Subjects[number / 3 % Subjects.Length]}_{Verbs[number % Verbs.Length]}{(number < 90 ? "" : $"_{number}")}";
        return hostile && (crate.Position + number) % 60 == 3 ? $"{HostileText.Names[(crate.Position + number) / 60 % HostileText.Names.Count]}{number}" : plain;
    }
}
