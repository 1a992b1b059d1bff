using System.Collections.Immutable;
using Matrix.Bench.Issues;

namespace Matrix.Runner.Tests.Bench;

public sealed class CallBoundTests
{
    private static readonly IssueState Failing = new("issue: cause, 3 crates", IsOpen: true, ["class/abi", "status/failing"], Comments: 0);
    private static readonly IssueState Summing = new("issue: goal, 2 causes", IsOpen: true, [], Comments: 0);

    [Test]
    public void Where_nothing_changes_all_is_listed_once_and_nothing_is_written() =>
        Assert.That(BoundOf(State(Failing), State(Failing)), Is.EqualTo(new CallBound(Lists: 1, Reads: 5, Writes: 0)));

    [Test]
    public void An_edit_is_a_look_and_a_write_and_all_is_listed_again() =>
        Assert.That(BoundOf(State(Failing), State(Failing with { Body = "issue: cause, 4 crates" })), Is.EqualTo(new CallBound(Lists: 2, Reads: 12, Writes: 1)));

    [Test]
    public void A_label_more_and_two_less_are_three_writes() =>
        Assert.That(BoundOf(State(Failing), State(Failing with { Labels = ["status/gone"] })), Is.EqualTo(new CallBound(Lists: 2, Reads: 12, Writes: 3)));

    [Test]
    public void Of_an_issue_that_gets_a_comment_all_pages_of_comments_are_read() =>
        Assert.That(BoundOf(State(Failing with { Comments = 100 }), State(Failing with { Comments = 101 })), Is.EqualTo(new CallBound(Lists: 2, Reads: 14, Writes: 1)));

    [Test]
    public void Where_there_is_news_comments_are_read_even_if_they_tell_it_already() =>
        Assert.That(BoundOf(State(Failing), State(Failing with { Body = "issue: cause, 3 crates\ntold: { closed: true }" })), Is.EqualTo(new CallBound(Lists: 2, Reads: 13, Writes: 1)));

    [Test]
    public void What_is_opened_is_looked_for_just_before_and_lets_the_overviews_be_written_once_more() =>
        Assert.That(BoundOf(State(Summing), State(Summing with { Body = "issue: goal, 3 causes" }, Failing)), Is.EqualTo(new CallBound(Lists: 4, Reads: 19, Writes: 3)));

    private static CallBound BoundOf(RepositoryState before, RepositoryState after) => CallBound.Of(RepositoryChange.Between(before, after), issuePages: 4, labelPages: 1);

    private static RepositoryState State(params IssueState[] issues) =>
        new(issues.Select((issue, index) => KeyValuePair.Create(index + 1, issue)).ToImmutableDictionary(), []);
}
