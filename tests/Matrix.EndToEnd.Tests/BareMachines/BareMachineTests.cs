using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.EndToEnd.Tests.BareMachines;

/// <summary>What a person meets who has a bare Debian, a clone and the README. One machine, from the first command on.</summary>
[CancelAfter(15 * 60_000)]
public sealed class BareMachineTests
{
    private const string Root = "root";

    // What is left where somebody pulled the plug on apt.
    private const string Interrupted = "touch /var/lib/dpkg/updates/0001";

    private BareMachine machine = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync() => machine = await BareMachine.PrepareAsync();

    [OneTimeTearDown]
    public void TearDown() => machine?.Dispose();

    [Test]
    public async Task Who_may_not_install_anything_gets_a_line_for_root([Values("./matrix setup", "./matrix sweep", "./matrix test")] string command)
    {
        Assert.That(await RefusalAsync(command, BareMachine.Person), Is.EqualTo(
            "error: the .NET SDK needs packages that this machine lacks: libssl3 ca-certificates\n" +
            "  hint: as root: apt-get update && apt-get install -y --no-install-recommends libssl3 ca-certificates\n"));
    }

    [Test, DependsOnTest(nameof(Who_may_not_install_anything_gets_a_line_for_root), AllowFailure = true)]
    public async Task Without_any_network_it_says_what_it_wanted()
    {
        var setup = Lines(await RefusalAsync("./matrix setup", Root, withNetwork: false));
        var build = await RefusalAsync("toolchain/build-from-debian --yes --prepare-only /tmp/rust-build /tmp/rust", Root, withNetwork: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup[^2], Does.Match("^error: the .NET SDK needs libssl3 ca-certificates: Failed to fetch http.* Temporary failure resolving "));
            Assert.That(setup[^1], Is.EqualTo("  hint: as root: apt-get update && apt-get install -y --no-install-recommends libssl3 ca-certificates"));
            Assert.That(Lines(build), Has.Count.EqualTo(2));
            Assert.That(build, Does.Contain("apt-get update failed: Failed to fetch http").And.Contain("mend what it says, then run the same command again"));
        }
    }

    [Test, DependsOnTest(nameof(Without_any_network_it_says_what_it_wanted), AllowFailure = true)]
    public async Task A_proxy_that_does_not_answer_is_named()
    {
        var told = await RefusalAsync("http_proxy=http://127.0.0.1:9 ./matrix setup", Root);

        Assert.That(Lines(told)[^2], Does.Match("^error: the .NET SDK needs libssl3 ca-certificates: Failed to fetch http.* 127.0.0.1:9 "));
    }

    [Test, DependsOnTest(nameof(A_proxy_that_does_not_answer_is_named), AllowFailure = true)]
    public async Task A_disk_that_is_too_small_is_told_before_anything_is_done()
    {
        Assert.That(
            await RefusalAsync("mount -t tmpfs -o size=64m tmpfs /mnt && toolchain/build-from-debian --yes /mnt/rust-build /mnt/rust", Root), Is.EqualTo(
            "build-from-debian: /mnt has 67.1 MB free, and this wants 10 GB (the build takes half of it)\n" +
            "                   free some, or name a work directory on another disk\n"));
    }

    [Test, DependsOnTest(nameof(A_disk_that_is_too_small_is_told_before_anything_is_done), AllowFailure = true)]
    public async Task Who_only_wants_to_look_has_nothing_installed() =>
        Assert.That(await RefusalAsync("./matrix setup --no-install", Root), Does.StartWith("error: the .NET SDK needs packages that this machine lacks: libssl3 ca-certificates\n"));

    [Test, DependsOnTest(nameof(Who_only_wants_to_look_has_nothing_installed), AllowFailure = true)]
    public async Task Root_gets_what_the_SDK_lacks_behind_a_proxy_after_an_installation_that_was_interrupted()
    {
        using var proxy = await Proxy.StartAsync();

        var end = await machine.RunAsync($"{proxy.IsTheOnlyWay}; {Interrupted}; ./matrix rules test", Root, default);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(Lines(end.Errors)[0], Is.EqualTo("installing what the .NET SDK needs: libssl3 ca-certificates"));
        Assert.That(end.Output, Does.Contain("the aims are met"));
        Assert.That(proxy.Requests, Has.Some.Contains("libssl3").And.Some.StartsWith("CONNECT "), "packages of Debian's, and NuGet's");
    }

    // Another apt holds the lock for a moment, and an earlier one was interrupted: both are what a new machine does by itself.
    [Test, DependsOnTest(nameof(Root_gets_what_the_SDK_lacks_behind_a_proxy_after_an_installation_that_was_interrupted), AllowFailure = true)]
    public async Task A_toolchain_is_prepared_from_Debians_packages()
    {
        const string OtherApt = """perl -MFcntl -e 'open(L, ">", "/var/lib/dpkg/lock-frontend"); $l = pack("s s q q i", F_WRLCK, 0, 0, 0, 0); fcntl(L, F_SETLK, $l) or die; sleep 4' & """;
        var end = await machine.RunAsync($"rm -r /var/lib/apt/lists; {OtherApt} {Interrupted}; toolchain/build-from-debian --yes --prepare-only /var/tmp/rust-build /var/tmp/rust", Root, default);
        var again = await machine.RunAsync("toolchain/build-from-debian --yes --prepare-only /var/tmp/rust-build /var/tmp/rust", Root, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.ExitCode, Is.Zero, end.ToString());
            Assert.That(end.Output, Does.Contain("apt has no lists yet: apt-get update"));
            Assert.That(end.Output, Does.Contain("[4/7]").And.Contain("Prepared in"));
            Assert.That(machine.PathOf("/var/tmp/rust-build/source/bootstrap.toml"), Does.Exist);
            Assert.That(machine.PathOf("/var/tmp/rust"), Does.Not.Exist);
            Assert.That(again.ExitCode, Is.Zero, again.ToString());
            Assert.That(again.Output, Does.Contain("[4/7] 00:00 putting the Cranelift crates into the source: done before"));
        }
    }

    [Test, DependsOnTest(nameof(A_toolchain_is_prepared_from_Debians_packages), AllowFailure = true)]
    public async Task A_version_that_the_archive_has_dropped_is_told_with_those_that_it_has()
    {
        const string Older = "rm -rf /var/tmp/t && cp -r toolchain /var/tmp/t && sed -i 's/rustc_1.95.0+dfsg1/rustc_1.94.0+dfsg9/' /var/tmp/t/sources/1.95.0/source";

        var told = await RefusalAsync($"{Older} && /var/tmp/t/build-from-debian --yes --prepare-only /var/tmp/old-build /var/tmp/rust", Root);

        Assert.That(told, Does.Contain("does not have rustc_1.94.0+dfsg9.orig.tar.xz any more").And.Contain("snapshot.debian.org keeps the archive of each day"));
    }

    [Test, DependsOnTest(nameof(A_version_that_the_archive_has_dropped_is_told_with_those_that_it_has), AllowFailure = true)]
    public async Task What_is_downloaded_comes_by_the_proxy_too()
    {
        using var proxy = await Proxy.StartAsync();

        var end = await machine.RunAsync(
            $"{proxy.IsTheOnlyWay}; cd /var/tmp/rust-build && rm stamps/downloaded librust-regalloc2-dev* && cd - >/dev/null; toolchain/build-from-debian --yes --prepare-only /var/tmp/rust-build /var/tmp/rust", Root, default);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(proxy.Requests, Has.Some.Contains("/librust-regalloc2-dev"));
    }

    [Test, DependsOnTest(nameof(What_is_downloaded_comes_by_the_proxy_too), AllowFailure = true)]
    public async Task From_a_clone_to_a_report_it_is_one_command()
    {
        var end = await machine.RunAsync($"./matrix sweep --out /var/tmp/results --toolchain {BareMachine.Rust} --crate passes-everything --crate thread-panic-aborts", Root, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.ExitCode, Is.Zero, end.ToString());
            Assert.That(end.Output + end.Errors, Does.Not.Contain("WITHOUT isolation").And.Not.Contain("could not be installed"));
            Assert.That(ResultsReader.Open(machine.PathOf("/var/tmp/results")).Verdicts().Select(verdict => $"{verdict.Crate}: {WireName.Of(verdict.Kind)}"),
                Is.EquivalentTo(new[] { "passes-everything: compatible", "thread-panic-aborts: regressed" }));
            Assert.That(File.Exists(machine.PathOf("/var/tmp/results/report/index.html")), Is.True, end.ToString());
        }
    }

    [Test, DependsOnTest(nameof(From_a_clone_to_a_report_it_is_one_command), AllowFailure = true)]
    public async Task Who_is_not_root_sweeps_too_once_all_is_there()
    {
        await machine.RunAsync($"chown -R {BareMachine.Person}: .", Root, default);

        var end = await machine.RunAsync($"./matrix setup --toolchain {BareMachine.Rust}", BareMachine.Person, default);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(Lines(end.Output), Has.Some.EqualTo("isolation: bubblewrap").And.Some.EqualTo("a sweep can run: ./matrix sweep"));
    }

    [Test, DependsOnTest(nameof(Who_is_not_root_sweeps_too_once_all_is_there), AllowFailure = true)]
    public async Task Its_quick_tests_pass_there()
    {
        var end = await machine.RunAsync("./matrix test --quick", BareMachine.Person, default);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(Lines(end.Output)[^1], Does.Match("^[0-9]{4} passed, 0 failed, [0-9]+ skipped$"));
    }

    // What it says where this machine lacks something.
    private async Task<string> RefusalAsync(string command, string user, bool withNetwork = true)
    {
        var end = await machine.RunAsync(command, user, default, withNetwork);
        Assert.That(end.ExitCode, Is.EqualTo((int)ExitCode.Environment), end.ToString());
        return end.Errors;
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
