using Matrix.Runner.Crates.Revisions;

namespace Matrix.Runner.Tests.Crates.Revisions;

public sealed class RemoteReferencesTests
{
    private static readonly string A = new('a', 40);
    private static readonly string B = new('b', 40);

    [Test]
    public void A_tag_leads_to_what_stands_behind_it()
    {
        var read = RemoteReferences.Read(["ref: refs/heads/trunk\tHEAD", $"{A}\tHEAD", $"{A}\trefs/tags/light", $"{A}\trefs/tags/heavy", $"{B}\trefs/tags/heavy^{{}}"]);

        Assert.That((read.Branch, read.Head, read.Tags["light"], read.Tags["heavy"], read.Tags.Count), Is.EqualTo(("trunk", A, A, B, 2)));
    }

    [Test]
    public void Lines_of_other_kinds_are_passed_over()
    {
        var read = RemoteReferences.Read(["warning: redirecting to https://x.org/", "", "x\trefs/tags/v1", $"{A}\trefs/heads/main", $"{A}\trefs/tags/a\tb", $"ref: {A}\trefs/tags/v2"]);

        Assert.That((read.Branch, read.Head, read.Tags.Count), Is.EqualTo(((string?)null, (string?)null, 0)));
    }
}
