using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Results;

namespace Matrix.Report.Tests.Causes;

public sealed class CauseIdTests
{
    // Few and alike, so that what could be taken for another meets it.
    private static readonly Gen<string?> Subclasses = Gen.OneOf(
        Gen.Elements<string?>(null, "", "a", "A", "a/b", "a-b", "a / b", "a b", "a.b", "a_b", "ä", "llvm.x86.avx2.psllv.d", "x-0123abcd", "x", "..", "#", HostileRun.Name, "\u202E\0\n", new string('x', 39), new string('x', 200)),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(string? (text) => Whole(text.Get)));

    private static readonly Gen<CauseKey> Causes =
        from failure in Gen.Elements(FailureClass.Abi, FailureClass.Intrinsic, FailureClass.SimdIntrinsic, FailureClass.Crash, FailureClass.CompilerCrash)
        from subclass in Subclasses
        from text in Gen.OneOf(Gen.Constant(""), Gen.Elements(": died", ": died\n"), Subclasses.Select(text => $"/{text}"))
        select new CauseKey(failure, subclass, (subclass is null ? WireName.Of(failure) : $"{WireName.Of(failure)}/{subclass}") + text);

    [TestCase(FailureClass.Unwinding, null, "unwinding", "unwinding")]
    [TestCase(FailureClass.Float16128, null, "float-16-128", "float-16-128")]
    [TestCase(FailureClass.SimdIntrinsic, "llvm.x86.avx2.psllv.d", "simd-intrinsic/llvm.x86.avx2.psllv.d", "simd-intrinsic-llvm.x86.avx2.psllv.d")]
    public void A_cause_that_its_class_says_whole_is_called_like_it(FailureClass failure, string? subclass, string signature, string id) =>
        Assert.That(CauseId.Of(new CauseKey(failure, subclass, signature)), Is.EqualTo(id));

    // Links of the last report end here.
    [TestCase(FailureClass.Crash, null, "crash: signal # in <name>", "crash-a508712f")]
    [TestCase(FailureClass.WrongResult, "Ä<b>", "wrong-result/Ä<b>: left", "wrong-result---b--b53c54c2")]
    public void Any_other_is_told_by_a_hash_that_stays(FailureClass failure, string? subclass, string signature, string id) =>
        Assert.That(CauseId.Of(new CauseKey(failure, subclass, signature)), Is.EqualTo(id));

    [Test]
    public void Different_causes_have_different_ids() => Prop.ForAll(
        Causes.NonEmptyListOf().ToArbitrary(),
        causes =>
        {
            var different = causes.Distinct().ToList();
            Assert.That(different.Select(CauseId.Of).Distinct().Count(), Is.EqualTo(different.Count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Test]
    public void What_could_be_taken_for_one_another_is_not()
    {
        CauseKey[] alike =
        [
            new(FailureClass.Abi, "a/b", "abi/a/b"),
            new(FailureClass.Abi, "a-b", "abi/a-b"),
            new(FailureClass.Abi, "a / b", "abi/a / b"),
            new(FailureClass.Abi, "a / b", "abi/a/b"),
            new(FailureClass.Abi, "A", "abi/A"),
            new(FailureClass.Abi, "a", "abi/a"),
            new(FailureClass.Abi, "", "abi/"),
            new(FailureClass.Abi, null, "abi"),
            new(FailureClass.Abi, null, "abi/"),
            new(FailureClass.Abi, "a\nb", "c"),
            new(FailureClass.Abi, "a", "b\nc"),
        ];

        var ids = alike.Select(CauseId.Of).ToList();

        Assert.That(ids, Is.Unique);
        Assert.That(CauseId.Of(Plain(ids[4]["abi-".Length..])), Is.Not.EqualTo(ids[4]), "a subclass that looks like the hash of another");
    }

    [Test]
    public void An_id_fits_into_a_link_and_an_attribute_and_a_file_name_and_is_short() => Prop.ForAll(
        Causes.ToArbitrary(),
        cause => Assert.That(CauseId.Of(cause), Does.Match(@"\A[a-z][a-z0-9._-]{0,48}\z"))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static CauseKey Plain(string subclass) => new(FailureClass.Abi, subclass, $"abi/{subclass}");

    // Files hold no halves of characters.
    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
