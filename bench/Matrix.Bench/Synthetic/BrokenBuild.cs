using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>A crate that does not build: with Cranelift, with both, or because the machine is at fault.</summary>
internal sealed class BrokenBuild(Scene scene)
{
    private readonly Trouble? trouble = scene.State.Troubles.Count > 0 ? scene.State.Troubles[0].Trouble : null;
    private readonly Legs legs = new(scene);

    private Phase Phase => trouble is { FailsBuild: true } ? trouble.Phase : scene.Crate.Position % 4 == 0 ? Phase.Build : Phase.TestBuild;

    private bool IsBothSides => scene.State.Kind != VerdictKind.Regressed;

    public Sheet Sheet()
    {
        if (IsBothSides)
            Fail(LegName.Llvm, 1);
        else
            legs.Add(new LegDraft(LegName.Llvm) { Tests = new TestCounts(scene.Crate.Tests) });

        var evidence = Fail(LegName.Cranelift, 1);
        if (IsBothSides)
            Fail(LegName.Llvm, 2);
        Fail(LegName.Cranelift, 2);
        if (scene.State.Troubles.Any(active => active.Behind) || trouble?.Class == FailureClass.UnsupportedFlag)
            Relax();

        return new Sheet(legs.All, Verdict(evidence), []);
    }

    private Verdict Verdict(Evidence evidence)
    {
        var verdict = Verdicts.Of(scene, Reason, legs.Seconds);
        return trouble is null ? verdict : verdict with
        {
            Causes = [Verdicts.Cause(trouble, [evidence], []) with { Package = Package }],
            Workaround = trouble.Class == FailureClass.UnsupportedFlag ? Workaround.WithoutLto : null,
        };
    }

    private string Reason => scene.State.Kind switch
    {
        VerdictKind.Inconclusive => $"LLVM, {WireName.Of(Phase)}: {WireName.Of(trouble!.Class)}",
        VerdictKind.Broken => Phase == Phase.Build ? "does not build with LLVM either" : "does not build its tests with LLVM either",
        _ => Phase == Phase.Build ? "does not build with Cranelift" : "does not build its tests with Cranelift",
    };

    // Half of the builds fail in a dependency.
    private string? Package => scene.Crate.Position % 2 == 0 ? $"{CrateNames.At(scene.Crate.Position % 40)} 0.{scene.Crate.Position % 9}.1" : null;

    private Evidence Fail(LegName leg, int attempt)
    {
        var log = BuildLog.Write(scene, leg, Phase);
        var text = (trouble?.Text ?? "error[E0432]: unresolved import `core::simd`").Replace("{crate}", scene.Crate.Name, StringComparison.Ordinal).Replace('\n', ' ');
        var path = scene.Log(leg, Phase, attempt);
        var evidence = new Evidence(path, log.Add(text), text);
        log.Add($"  = while compiling {Package ?? scene.Crate.Package}");
        log.Add($"error: could not compile `{scene.Crate.Name}` (lib) due to 1 previous error");
        if (scene.Options.Hostile)
            log.Add(HostileText.Lines[scene.Crate.Position % HostileText.Lines.Count]);
        log.Add("==> exit code 101");
        scene.Save(log, path);
        legs.Add(new LegDraft(leg)
        {
            Attempt = attempt,
            Outcome = new LegOutcome.Failed(Phase, scene.State.Kind == VerdictKind.Inconclusive),
            Observations = trouble is null ? [] : [Verdicts.Observation(trouble, evidence, null, Package)],
        });
        return evidence;
    }

    private void Relax() => legs
        .Add(new LegDraft(new LegName(BackendName.Llvm, Workaround: Workaround.WithoutLto)) { Tests = new TestCounts(scene.Crate.Tests) })
        .Add(new LegDraft(new LegName(BackendName.Cranelift, Workaround: Workaround.WithoutLto)) { Tests = new TestCounts(scene.Crate.Tests) });
}
