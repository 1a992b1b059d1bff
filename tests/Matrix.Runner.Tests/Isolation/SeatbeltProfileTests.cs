using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Isolation;

/// <summary>What is written down for macOS's sandbox. That it keeps it, only macOS can show.</summary>
public sealed class SeatbeltProfileTests
{
    private static readonly SandboxPolicy Closed = new([], [], Network: false);

    [Test]
    public void Everything_is_read_only_and_offline_and_nobody_else_is_reached() =>
        Assert.That(
            Of(Closed).Text.Split('\n'),
            Is.SupersetOf(new[] { "(version 1)", "(deny file-write*)", "(deny network*)", "(deny mach-lookup)", "(deny signal)", "(deny process-info*)" }));

    [Test]
    public void While_dependencies_are_fetched_there_is_a_network() =>
        Assert.That(Of(Closed with { Network = true }).Text, Does.Not.Contain("network").And.Not.Contain("mach-lookup"));

    [Test]
    public void Of_all_rules_for_a_place_the_last_is_that_of_the_nearest_directory()
    {
        var profile = Of(Closed with { Writable = ["/Users/me/results/legs/a"], Readable = ["/Users/me/.rustup"], Hidden = ["/Users/me/results"] }, "/Users/me", "/private/tmp");

        Assert.That(Rules(profile), Is.EqualTo(new[]
        {
            "(deny file-read* file-write* (subpath /Users/me))",
            "(allow file-read* (subpath /Users/me/.rustup))",
            "(deny file-write* (subpath /Users/me/.rustup))",
            "(deny file-read* file-write* (subpath /Users/me/results))",
            "(allow file-read* file-write* (subpath /Users/me/results/legs/a))",
            "(deny file-read* file-write* (subpath /private/tmp))",
        }));
    }

    [Test]
    public void What_is_asked_for_is_seen_although_it_is_hidden() =>
        Assert.That(Rules(Of(Closed with { Writable = ["/x"], Readable = ["/x"], Hidden = ["/x"] })), Is.EqualTo(new[] { "(allow file-read* file-write* (subpath /x))" }));

    [Test]
    public void The_directories_above_can_be_looked_up_and_not_read()
    {
        var profile = Of(Closed with { Writable = ["/Users/me/legs/a"] }, "/Users");

        Assert.That(
            Filled(profile).Where(line => line.Contains("metadata", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "/Users", "/Users/me", "/Users/me/legs" }.Select(path => $"(allow file-read-metadata (literal {path}))")));
    }

    [TestCase("/a\"))(allow default)(deny none (subpath \"")]
    [TestCase("/a\\")]
    [TestCase("/a\n(allow default)")]
    [TestCase("/a=b ;c")]
    public void A_hostile_path_is_no_rule(string path)
    {
        var profile = Of(Closed with { Writable = [path] });

        Assert.That(profile.Text, Is.EqualTo(Of(Closed with { Writable = ["/a"] }).Text));
        Assert.That(profile.Paths, Does.Contain(path));
    }

    [Test]
    public void A_link_is_named_by_what_it_leads_to() =>
        Assert.That(
            SeatbeltProfile.Of(Closed with { Writable = ["/tmp/a"] }, [], path => $"/private{path}").Paths, Is.EquivalentTo(new[] { "/private/tmp/a", "/private/tmp", "/private" }));

    [Test]
    public void The_command_comes_last_and_stays_as_it_was()
    {
        var command = new CommandSpec("cargo", ["test", "--", "-x"], "/src");

        var wrapped = new SandboxExec("/usr/bin/sandbox-exec", []).Wrap(command, Closed with { Readable = ["/no-such-place"] });

        Assert.That(wrapped.Program, Is.EqualTo("/usr/bin/sandbox-exec"));
        Assert.That(wrapped.Arguments[0], Is.EqualTo("-p"));
        Assert.That(wrapped.Arguments.Skip(2), Is.EqualTo(new[] { "-D", "P0=/no-such-place", "cargo", "test", "--", "-x" }));
        Assert.That(wrapped with { Program = "cargo", Arguments = command.Arguments }, Is.EqualTo(command));
    }

    private static SeatbeltProfile Of(SandboxPolicy policy, params string[] hidden) => SeatbeltProfile.Of(policy, [.. hidden], path => path);

    private static IEnumerable<string> Rules(SeatbeltProfile profile) =>
        Filled(profile).Where(line => line.Contains("(subpath ", StringComparison.Ordinal) && !line.Contains("network", StringComparison.Ordinal));

    private static IEnumerable<string> Filled(SeatbeltProfile profile) => profile.Text.Split('\n')
        .Select(line => profile.Paths.Index().Reverse().Aggregate(line, (text, path) => text.Replace($"(param \"P{path.Index}\")", path.Item, StringComparison.Ordinal)));
}
