namespace Matrix.Report.Diff;

/// <summary>What became of a crate on a platform, in the order in which it is told.</summary>
internal enum DifferenceKind
{
    /// <summary>Worked, and fails.</summary>
    Regressed,

    /// <summary>Fails on both sides; now for causes or in tests that it had not, or it does not even build.</summary>
    FailsMore,

    /// <summary>Failed, and works.</summary>
    Fixed,

    /// <summary>Fails on both sides; now for fewer causes, in fewer tests, or it builds at least.</summary>
    FailsLess,

    /// <summary>Fails on both sides, no more than before, but for something else.</summary>
    CauseChanged,

    /// <summary>Worked or failed, and nothing can be said of it.</summary>
    NoLongerJudged,

    /// <summary>Nothing could be said of it, and it works or fails.</summary>
    JudgedAgain,

    /// <summary>Another verdict, which says the same of Cranelift.</summary>
    VerdictChanged,

    Added,

    Gone,
}

internal static class DifferenceKinds
{
    /// <summary>One switch that names every kind, so that adding one forces the decision.</summary>
    public static bool IsRegression(this DifferenceKind kind) => kind switch
    {
        DifferenceKind.Regressed or DifferenceKind.FailsMore => true,
        DifferenceKind.Fixed or DifferenceKind.FailsLess or DifferenceKind.CauseChanged or DifferenceKind.NoLongerJudged or DifferenceKind.JudgedAgain
            or DifferenceKind.VerdictChanged or DifferenceKind.Added or DifferenceKind.Gone => false,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind that nobody judged"),
    };
}
