using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Revisions;

namespace Matrix.Runner.Tests.Crates.Revisions;

/// <summary>What an entry should say, from what its repository has. Commits are a letter forty times; the crate is called <c>part-one</c>.</summary>
public sealed class FreshnessTests
{
    private static readonly ImmutableDictionary<string, bool> Nothing = ImmutableDictionary<string, bool>.Empty;

    [Test]
    public void A_release_goes_to_the_newest_one() =>
        Expect(Of(Commit('a'), ("v1.0.0", 'a'), ("v1.2.0", 'c'), ("v1.10.0", 'd'), ("v1.9.0", 'b')), 'd', "v1.0.0", "v1.10.0");

    [Test]
    public void The_way_that_versions_are_written_may_change() =>
        Expect(Of(Commit('a'), ("1.0", 'a'), ("v1.1.0", 'b')), 'b', "1.0", "v1.1.0");

    [Test]
    public void An_entry_that_names_a_tag_gets_a_tag() =>
        Assert.That(Of(new CrateSource.Git("https://x.org/r", "v1.0.0", IsTag: true), ("v1.0.0", 'a'), ("v1.0.1", 'b')).Revision, Is.EqualTo("v1.0.1"));

    [Test]
    public void The_newest_release_stays() => ExpectNothing(Of(Commit('b'), ("v1.0.0", 'a'), ("v1.0.1", 'b')), "v1.0.1");

    [Test]
    public void Nothing_goes_back_where_an_older_line_gets_a_release() => ExpectNothing(Of(Commit('b'), ("v2.0.0", 'b'), ("v1.9.9", 'c')), "v2.0.0");

    [Test]
    public void What_comes_before_a_final_release_is_for_who_stands_at_such_a_one()
    {
        ExpectNothing(Of(Commit('a'), ("v1.0.0", 'a'), ("v1.1.0-rc.1", 'b')), "v1.0.0");
        Expect(Of(Commit('a'), ("v1.1.0-rc.1", 'a'), ("v1.1.0-rc.2", 'b')), 'b', "v1.1.0-rc.1", "v1.1.0-rc.2");
        Expect(Of(Commit('a'), ("v1.1.0-rc.1", 'a'), ("v1.1.0-rc.2", 'b'), ("v1.1.0", 'c')), 'c', "v1.1.0-rc.1", "v1.1.0");
    }

    [Test]
    public void A_package_of_several_follows_its_own_releases() =>
        Expect(Of(Commit('a'), ("part-one-0.1.0", 'a'), ("part_one-v0.2.0", 'b'), ("part-two-0.9.0", 'c'), ("v3.0.0", 'd')), 'b', "part-one-0.1.0", "part_one-v0.2.0");

    [Test]
    public void Its_own_release_counts_where_one_commit_is_several() =>
        Expect(Of(Commit('a'), ("v1.0.0", 'a'), ("part-one-0.1.0", 'a'), ("part-one-0.1.1", 'b'), ("v1.1.0", 'c')), 'b', "part-one-0.1.0", "part-one-0.1.1");

    [Test]
    public void A_release_of_another_package_is_none_of_its_own() =>
        Expect(Of(Commit('a'), ("part-two-0.1.0", 'a'), ("part-two-0.2.0", 'b')), 'f', "aaaaaaaaaa", "ffffffffff, the head of main");

    [Test]
    public void What_stands_at_no_release_goes_to_the_head() => Expect(Of(Commit('a'), ("v1.0.0", 'b')), 'f', "aaaaaaaaaa", "ffffffffff, the head of main");

    [Test]
    public void The_head_stays() => ExpectNothing(Of(Commit('f')), "ffffffffff");

    [Test]
    public void A_tag_that_is_no_release_is_not_left()
    {
        var update = Of(new CrateSource.Git("https://x.org/r", "stable", IsTag: true), ("stable", 'a'), ("v1.0.0", 'b'));

        ExpectNothing(update, "stable");
        Assert.That(update.Remarks, Is.Empty);
    }

    [Test]
    public void A_tag_that_is_gone_is_told() =>
        Assert.That(Of(new CrateSource.Git("https://x.org/r", "v1.0.0", IsTag: true), ("v2.0.0", 'b')).Remarks, Is.EqualTo(new[] { "its repository has no tag 'v1.0.0' any more" }));

    [Test]
    public void What_was_yanked_is_not_gone_to_and_told()
    {
        var published = Nothing.Add("1.0.0", true).Add("1.1.0", false).Add("1.2.0", true);
        var update = Of(Commit('a'), published, ".", ("v1.0.0", 'a'), ("v1.1.0", 'b'), ("v1.2.0", 'c'));

        Expect(update, 'b', "v1.0.0", "v1.1.0");
        Assert.That(update.Remarks, Is.EqualTo(new[] { "1.0.0 was yanked" }));
    }

    [Test]
    public void A_version_of_the_repository_says_nothing_of_a_package_within_it() =>
        Expect(Of(Commit('a'), Nothing.Add("1.1.0", true), "part", ("v1.0.0", 'a'), ("v1.1.0", 'b')), 'b', "v1.0.0", "v1.1.0");

    [Test]
    public void Where_it_moved_and_that_it_is_archived_is_told()
    {
        var answer = new RemoteAnswer.Answered(References(), "https://x.org/new");
        var update = new Freshness(Entry(Commit('f'), "."), null, new RepositoryState("https://x.org/r", IsArchived: true)).Of(answer);

        Assert.That(update.Remarks, Is.EqualTo(new[] { "its repository moved to https://x.org/new", "its repository is archived" }));
    }

    [Test]
    public void What_is_gone_and_what_is_not_known_are_told_apart()
    {
        var freshness = new Freshness(Entry(Commit('f'), "."), null, null);
        var (gone, unasked) = (freshness.Of(new RemoteAnswer.Gone("not found")), freshness.Of(new RemoteAnswer.Unasked("no network")));

        Assert.That((gone.IsBehind, gone.Unasked, gone.Remarks.Single()), Is.EqualTo((false, (string?)null, "its repository is gone, or not open to everybody: not found")));
        Assert.That((unasked.IsBehind, unasked.Unasked, unasked.Remarks.Length), Is.EqualTo((false, "no network", 0)));
    }

    [Test]
    public void A_repository_without_a_commit_is_told()
    {
        var update = new Freshness(Entry(Commit('f'), "."), null, null).Of(new RemoteAnswer.Answered(RemoteReferences.Read([]), null));

        Assert.That((update.IsBehind, update.Remarks.Single()), Is.EqualTo((false, "its repository is empty")));
    }

    private static void Expect(CrateUpdate update, char commit, string from, string to) =>
        Assert.That((update.Revision, update.From, update.To), Is.EqualTo((new string(commit, 40), from, to)));

    private static void ExpectNothing(CrateUpdate update, string from) => Assert.That((update.Revision, update.From), Is.EqualTo(((string?)null, from)));

    private static CrateUpdate Of(CrateSource.Git source, params (string Name, char Commit)[] tags) => Of(source, Nothing, ".", tags);

    private static CrateUpdate Of(CrateSource.Git source, ImmutableDictionary<string, bool> published, string directory, params (string Name, char Commit)[] tags) =>
        new Freshness(Entry(source, directory), published, null).Of(new RemoteAnswer.Answered(References(tags), null));

    private static RemoteReferences References(params (string Name, char Commit)[] tags) => RemoteReferences.Read(
        ["ref: refs/heads/main\tHEAD", $"{new string('f', 40)}\tHEAD", .. tags.Select(tag => $"{new string(tag.Commit, 40)}\trefs/tags/{tag.Name}")]);

    private static CrateSource.Git Commit(char letter) => new("https://x.org/r", new string(letter, 40), IsTag: false);

    private static CrateEntry Entry(CrateSource source, string directory) => new() { Name = CrateName.Parse("part-one"), Source = source, Directory = directory, Position = "list.yaml:1" };
}
