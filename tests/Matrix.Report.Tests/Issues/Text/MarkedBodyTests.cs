using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.History;
using Matrix.Report.Issues.Text;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues.Text;

public sealed class MarkedBodyTests
{
    private static readonly CauseKey Cause = new(FailureClass.SimdIntrinsic, "llvm.x86.pclmulqdq.256", "simd-intrinsic/llvm.x86.pclmulqdq.256");

    [Test]
    public void A_body_reads_back_as_its_parts()
    {
        var body = MarkedBody.Read(MarkedBody.Compose(MarkOf(Cause), "It **fails**.\n\nSee.", "\n\nmine\n"))!;

        Assert.That((body.Problem, body.Id, body.Text, body.HumanText), Is.EqualTo((null as string, "it", "It **fails**.\n\nSee.", "\n\nmine\n")));
        Assert.That(body.Marker!.Match!.Takes(Cause, "crc", "linux-x86_64"), Is.True);
        Assert.That((body.Marker.Notified.Platforms.Single(), body.Marker.Notified.Crates, body.Marker.Notified.Closed), Is.EqualTo(("linux-x86_64", 3, true)));
    }

    [Test]
    public void No_signature_ends_the_comment_names_anybody_or_gets_lost()
    {
        var texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => new string([.. text.Get.Where(character => !char.IsSurrogate(character) && character != '\0')]));
        var hostile = Gen.Elements("-->", "--", "@octocat", "#1", "\n", "\"", "\\", "]}", ": ", "*", "\r\n  - class: abi", "\ud83d\ude00", "null", "1", "", "[", "]", "\u007f");
        var signatures = Gen.OneOf(texts, hostile.ArrayOf().Select(string.Concat));

        Prop.ForAll(signatures.ToArbitrary(), signature =>
        {
            var cause = Cause with { Signature = signature, Subclass = signature };
            var text = MarkedBody.Compose(MarkOf(cause), "text", "\n");
            var body = MarkedBody.Read(text)!;
            var hidden = text[MarkedBody.Begin.Length..text.IndexOf(MarkedBody.End, StringComparison.Ordinal)];
            return body.Problem is null && body.Text == "text" && body.Marker!.Match!.Takes(cause, "a", "b") && !hidden.Contains('@') && !hidden.Contains('#');
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [TestCase("match:\n  - class: abi\n    clas: x\n", "did you mean 'class'")]
    [TestCase("match: []\n", "holds for nothing")]
    [TestCase("match:\n", "must be a list")]
    [TestCase("match: [\n{ class: abi },\n]\n", "is not written as it can be kept")]
    [TestCase("\"match\":\n  - class: abi\n", "is not written as it can be kept")]
    public void What_is_wrong_with_a_rule_is_said_and_its_id_stays_known(string match, string problem)
    {
        var body = MarkedBody.Read($"{MarkedBody.Begin}\nformat: 1\nissue: cause\nid: it\n{match}-->\ntext")!;

        Assert.That((body.Marker, body.Id), Is.EqualTo((null as IssueMarker, "it")));
        Assert.That(body.Problem, Does.Contain(problem).And.Not.Contain("\n"), "and nothing else");
    }

    [Test]
    public void An_id_with_hyphens_beside_each_other_stays_known_too()
    {
        var mark = IssueMarkerText.Write(MarkOf(Cause) with { Id = "a--b-" });

        Assert.That(IssueMarkerText.IdIn(mark), Is.EqualTo("a--b-"));
    }

    [Test]
    public void A_star_of_the_signature_is_a_star()
    {
        var star = Cause with { Subclass = null, Signature = "simd-intrinsic: *[*]" };
        var match = MarkedBody.Read(MarkedBody.Compose(MarkOf(star), "", "\n"))!.Marker!.Match!;

        Assert.That(match.Takes(star, "a", "b"), Is.True);
        Assert.That(match.Takes(star with { Signature = "simd-intrinsic: anything[*]" }, "a", "b"), Is.False);
        Assert.That(match.Takes(star with { Signature = "simd-intrinsic: **" }, "a", "b"), Is.False);
    }

    [TestCase("")]
    [TestCase("<!-- cranelift-matrix -->")]
    [TestCase("some issue of somebody")]
    [TestCase("<!-- cranelift-matrix\nformat: 1\n")]
    public void What_bears_no_mark_is_not_ours(string body) => Assert.That(MarkedBody.Read(body), Is.Null);

    [TestCase("simd-intrinsic", null, null, ExpectedResult = true)]
    [TestCase("simd-*", null, null, ExpectedResult = true)]
    [TestCase("simd-intrinsic", "llvm.x86.*", null, ExpectedResult = true)]
    [TestCase("simd-intrinsic", "llvm.x86", null, ExpectedResult = false)]
    [TestCase("simd-intrinsic", "", null, ExpectedResult = false)]
    [TestCase("abi", null, null, ExpectedResult = false)]
    [TestCase("simd-intrinsic", null, "crc", ExpectedResult = true)]
    [TestCase("simd-intrinsic", null, "crc-*", ExpectedResult = false)]
    public bool A_rule_takes_what_all_it_says_holds_for(string named, string? subclass, string? crate) =>
        new MatchRule(named) { Subclass = subclass, Crates = crate is null ? [] : [crate] }.Takes(Cause, "crc", "linux-x86_64");

    private static IssueMarker MarkOf(CauseKey cause) => new()
    {
        Kind = IssueKind.Cause,
        Id = "it",
        Match = CauseMatch.Of(cause, Redaction.OfPatterns),
        Notified = new Notified(["linux-x86_64"], 3, Closed: true),
    };
}
