using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Matrix.Results.History;
using Matrix.Testing;

namespace Matrix.Results.Tests.History;

public sealed class HistoryFileTests
{
    private const string Linux = "linux-x86_64";
    private const string Mac = "macos-aarch64";

    private TemporaryDirectory directory = null!;

    private string File => Path.Combine(directory.Path, "a" + HistoryFile.Extension);

    [SetUp]
    public void MakeDirectory() => directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public void A_sweep_reads_back_as_itself()
    {
        var (sweep, crates) = WriteAndRead(Sweep(1), Crate("memchr"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sweep.Runs, Is.EqualTo(Sweep(1).Runs));
            Assert.That(sweep.Causes, Is.EqualTo(Sweep(1).Causes));
            Assert.That((sweep.Format, sweep.Start, sweep.Crates), Is.EqualTo((PastSweep.CurrentFormat, Sweep(1).Start, 1)));
            Assert.That(Text(crates.Single()), Is.EqualTo(Text(Crate("memchr"))));
        }
    }

    [Test]
    public void Any_crate_reads_back_as_itself()
    {
        var names = ArbMap.Default.GeneratorFor<string>().Select(WithoutHalves);
        var verdicts = Gen.Elements(Enum.GetValues<VerdictKind>());
        var seconds = Gen.Choose(0, int.MaxValue).Select(number => number / 7.0);
        var failures = names.Zip(Gen.Choose(0, 1).Zip(Gen.Choose(0, int.MaxValue))).Select(parts => new PastFailure(parts.Item1, parts.Item2.Item1, parts.Item2.Item2));
        var crates = names.Zip(ByPlatform(names, verdicts).Zip(ByPlatform(names, seconds).Zip(failures.ArrayOf().Zip(Gen.Choose(-1, int.MaxValue)))))
            .Select(parts => new PastCrate
            {
                Crate = parts.Item1,
                Verdicts = parts.Item2.Item1,
                Seconds = parts.Item2.Item2.Item1,
                Failures = parts.Item2.Item2.Item2.Item1,
                Downloads = parts.Item2.Item2.Item2.Item2 is var downloads and >= 0 ? downloads * 4096L : null,
            });

        Prop.ForAll(
            crates.ArrayOf().ToArbitrary(),
            crates => WriteAndRead(Sweep(crates.Length), crates).Crates.Select(Text).SequenceEqual(crates.Select(Text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [TestCase("<script>\"'&amp;</script>")]
    [TestCase("bell\u0007-nul\u0000-\u001b[31m\u007f")]
    [TestCase("line\nbreak\r\n\u2028\u0085")]
    [TestCase("\u202Edlrow\u202C \u200F🦀 e\u0301")]
    [TestCase("\\u0000 \\\" {\"crate\":\"other\"}")]
    [TestCase("")]
    public void A_hostile_name_reads_back_as_itself(string name)
    {
        var written = Crate(name) with { Verdicts = new Dictionary<string, VerdictKind> { [name] = VerdictKind.Flaky }, Failures = [new PastFailure(name, 0, 1)] };

        Assert.That(WriteAndRead(Sweep(1), written).Crates.Select(Text), Is.EqualTo(new[] { Text(written) }));
    }

    [Test]
    public void Platforms_of_one_crate_are_not_taken_for_those_of_another()
    {
        PastCrate[] written =
        [
            Crate("both"),
            Crate("one") with { Verdicts = new Dictionary<string, VerdictKind> { [Mac] = VerdictKind.Broken } },
            Crate("none") with { Verdicts = new Dictionary<string, VerdictKind>(), Seconds = new Dictionary<string, double>() },
            Crate("turned") with { Verdicts = new Dictionary<string, VerdictKind> { [Mac] = VerdictKind.Flaky, [Linux] = VerdictKind.Broken } },
        ];

        var read = WriteAndRead(Sweep(4), written).Crates;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Select(Text), Is.EqualTo(written.Select(Text)));
            Assert.That(read[1].Verdicts.ContainsKey(Linux), Is.False);
            Assert.That(read[1].Verdicts.TryGetValue(Mac, out var kind) ? kind : default, Is.EqualTo(VerdictKind.Broken));
            Assert.That(() => read[1].Verdicts[Linux], Throws.InstanceOf<KeyNotFoundException>());
            Assert.That(read[3].Verdicts.Keys.Zip(read[3].Verdicts.Values), Is.EqualTo(new[] { (Mac, VerdictKind.Flaky), (Linux, VerdictKind.Broken) }));
        }
    }

    [Test]
    public void What_a_later_version_adds_is_passed_over()
    {
        Pack($$"""
            {{Header(1)}}
            {"new":{"crate":["x",{"y":null}]},"crate":"a","verdicts":{"linux-x86_64":"compatible"},"failures":[{"platform":"linux-x86_64","new":[1],"cause":1,"tests":2}]}

            """);

        var crate = Read().Crates.Single();

        Assert.That((crate.Crate, crate.Verdicts[Linux], crate.Failures.Single()), Is.EqualTo(("a", VerdictKind.Compatible, new PastFailure(Linux, 1, 2))));
        Assert.That((crate.Downloads, crate.Seconds.Count), Is.EqualTo(((long?)null, 0)));
    }

    [Test]
    public void A_file_that_was_cut_off_anywhere_behind_its_first_line_ends_where_it_was_cut()
    {
        PastCrate[] written = [.. Enumerable.Range(0, 3000).Select(number => Crate($"crate-{number * 7919 % 100_003}"))];
        HistoryFile.Write(File, Sweep(written.Length), written);
        var whole = System.IO.File.ReadAllBytes(File);

        Prop.ForAll(
            Gen.Choose(2000, whole.Length).ToArbitrary(),
            cut =>
            {
                System.IO.File.WriteAllBytes(File, whole[..cut]);
                var (sweep, crates) = Read();
                return sweep.Crates == written.Length && crates.Select(Text).SequenceEqual(written.Take(crates.Count).Select(Text));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Test]
    public void A_file_that_was_cut_off_and_packed_again_ends_before_the_line_that_was_cut()
    {
        Pack($"{Header(2)}\n{{\"crate\":\"a\",\"verdicts\":{{}}}}\n{{\"crate\":\"b\",\"verd");

        Assert.That(Read().Crates.Select(crate => crate.Crate), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void A_last_line_without_a_line_feed_counts()
    {
        Pack($"{Header(1)}\n{{\"crate\":\"a\",\"verdicts\":{{}}}}");

        Assert.That(Read().Crates.Select(crate => crate.Crate), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void Lines_beyond_those_that_the_first_line_counts_are_left_out()
    {
        Pack($"{Header(1)}\n{{\"crate\":\"a\",\"verdicts\":{{}}}}\n{{\"crate\":\"b\",\"verdicts\":{{}}}}\n");

        Assert.That(Read().Crates.Select(crate => crate.Crate), Is.EqualTo(new[] { "a" }));
    }

    [TestCase("3")]
    [TestCase("99999999999")]
    [TestCase("0")]
    [TestCase("\"1\"")]
    [TestCase("null")]
    public void Another_format_is_refused(string format)
    {
        Pack($$"""{"format":{{format}}}""" + "\n");

        Assert.That(
            () => Read(),
            Throws.InstanceOf<MatrixException>().With.Message.StartsWith(File).And.Message.Contains("is not one that this version reads").And.Property("ExitCode").EqualTo(ExitCode.Usage));
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("no json")]
    [TestCase("[]")]
    [TestCase("7\n")]
    [TestCase("null\n")]
    [TestCase("""{"format":1}""")]
    [TestCase("""{"format":1,"start":"2026-01-01T00:00:00Z","runs":null}""")]
    [TestCase("""{"format":1,"start":"2026-01-01T00:00:00Z","runs":[null]}""")]
    [TestCase("""{"format":1,"start":"2026-01-01T00:00:00Z","runs":[],"causes":[null]}""")]
    [TestCase("""{"format":1,"start":"yesterday","runs":[]}""")]
    public void What_is_no_history_is_refused(string text)
    {
        Pack(text);

        Assert.That(() => Read(), Throws.InstanceOf<MatrixException>().With.Message.StartsWith(File).And.Property("ExitCode").EqualTo(ExitCode.Usage));
    }

    [TestCase("""{"crate":"a"}""")]
    [TestCase("""{"verdicts":{}}""")]
    [TestCase("""{"crate":null,"verdicts":{}}""")]
    [TestCase("""{"crate":7,"verdicts":{}}""")]
    [TestCase("""{"crate":"a","verdicts":null}""")]
    [TestCase("""{"crate":"a","verdicts":{"x":"won"}}""")]
    [TestCase("""{"crate":"a","verdicts":{"x":1}}""")]
    [TestCase("""{"crate":"a","verdicts":{"x":"broken","x":"broken"}}""")]
    [TestCase("""{"crate":"a","verdicts":{},"seconds":{"x":"1"}}""")]
    [TestCase("""{"crate":"a","verdicts":{},"downloads":1e99}""")]
    [TestCase("""{"crate":"a","verdicts":{},"failures":[{"platform":"x","cause":2,"tests":0}]}""")]
    [TestCase("""{"crate":"a","verdicts":{},"failures":[{"platform":"x","cause":-1,"tests":0}]}""")]
    [TestCase("""{"crate":"a","verdicts":{},"failures":[{"cause":0,"tests":0}]}""")]
    [TestCase("""{"crate":"a","verdicts":{},"failures":[null]}""")]
    [TestCase("""{"crate":"\ud800","verdicts":{}}""")]
    [TestCase("""{"crate":"a","verdicts":{}} {}""")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("")]
    public void A_damaged_line_in_the_middle_is_refused(string damaged)
    {
        Pack($"{Header(2)}\n{damaged}\n{{\"crate\":\"b\",\"verdicts\":{{}}}}\n");

        Assert.That(() => Read(), Throws.InstanceOf<MatrixException>().With.Message.StartsWith($"{File}: "));
    }

    [Test]
    public void Text_that_is_no_utf8_is_refused()
    {
        Pack([.. Encoding.UTF8.GetBytes($"{Header(1)}\n{{\"crate\":\""), 0xFF, 0xFE, .. "\",\"verdicts\":{}}\n"u8]);

        Assert.That(() => Read(), Throws.InstanceOf<MatrixException>());
    }

    [Test]
    public void Bytes_that_are_damaged_anywhere_are_read_or_refused_and_nothing_else()
    {
        PastCrate[] written = [.. Enumerable.Range(0, 200).Select(number => Crate($"crate-{number}"))];
        HistoryFile.Write(File, Sweep(written.Length), written);
        var whole = System.IO.File.ReadAllBytes(File);

        Prop.ForAll(
            Gen.Choose(0, whole.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(),
            damage =>
            {
                byte[] damaged = [.. whole];
                damaged[damage.Item1] ^= (byte)damage.Item2;
                System.IO.File.WriteAllBytes(File, damaged);
                ReadOrRefuse();
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Test]
    public void Bytes_that_are_not_packed_are_refused()
    {
        System.IO.File.WriteAllText(File, $"{Header(0)}\n");

        Assert.That(() => Read(), Throws.InstanceOf<MatrixException>().With.Message.StartsWith(File));
    }

    [Test]
    public void An_empty_file_is_refused()
    {
        System.IO.File.WriteAllBytes(File, []);

        Assert.That(() => Read(), Throws.InstanceOf<MatrixException>().With.Message.StartsWith(File));
    }

    [Test]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.That(() => Read(), Throws.InstanceOf<MatrixException>().With.Message.StartsWith(File));

    [Test]
    public void What_goes_wrong_with_whoever_reads_is_not_the_files_fault()
    {
        HistoryFile.Write(File, Sweep(1), [Crate("a")]);

        Assert.That(() => HistoryFile.Read(File, _ => throw new IOException("disk full")), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void A_file_is_replaced_in_one_step()
    {
        HistoryFile.Write(File, Sweep(1), [Crate("old")]);

        HistoryFile.Write(File, Sweep(1), CratesWhile(() => Assert.That(Read().Crates.Single().Crate, Is.EqualTo("old"))));

        Assert.That(Read().Crates.Single().Crate, Is.EqualTo("new"));
        Assert.That(Directory.GetFiles(directory.Path), Is.EqualTo(new[] { File }));

        static IEnumerable<PastCrate> CratesWhile(Action meanwhile)
        {
            meanwhile();
            yield return Crate("new");
        }
    }

    [Test]
    public void Writing_that_fails_leaves_what_was_there()
    {
        HistoryFile.Write(File, Sweep(1), [Crate("old")]);

        Assert.That(() => HistoryFile.Write(File, Sweep(2), Enumerable.Range(0, 2).Select(number => number == 0 ? Crate("new") : throw new IOException("disk full"))), Throws.InstanceOf<IOException>());

        Assert.That(Read().Crates.Single().Crate, Is.EqualTo("old"));
        Assert.That(Directory.GetFiles(directory.Path), Is.EqualTo(new[] { File }));
    }

    [TestCase(0)]
    [TestCase(2)]
    public void A_first_line_that_counts_wrongly_is_not_written(int counted)
    {
        Assert.That(() => HistoryFile.Write(File, Sweep(counted), [Crate("a")]), Throws.ArgumentException);
        Assert.That(Directory.GetFiles(directory.Path), Is.Empty);
    }

    [Test]
    public void Names_of_files_sort_as_their_sweeps_do()
    {
        var start = new DateTimeOffset(2026, 11, 15, 23, 30, 0, TimeSpan.FromHours(-5));

        Assert.That(HistoryFile.NameOf(Sweep(0) with { Start = start }), Is.EqualTo("20261116-043000.sweep.jsonl.gz"));
    }

    private static Gen<IReadOnlyDictionary<string, T>> ByPlatform<T>(Gen<string> names, Gen<T> values) =>
        Gen.OneOf(Gen.Elements(Linux, Mac), names).Zip(values).ArrayOf()
            .Select(IReadOnlyDictionary<string, T> (pairs) => pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2));

    // JSON has no halves of characters.
    private static string WithoutHalves(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    private static PastSweep Sweep(int crates) => new()
    {
        Start = new DateTimeOffset(2026, 11, 15, 3, 0, 0, TimeSpan.Zero),
        Runs =
        [
            new PastRun
            {
                Platform = Linux,
                Shard = "1/2",
                Start = new DateTimeOffset(2026, 11, 15, 3, 1, 0, TimeSpan.Zero),
                Rustc = "rustc 1.97.0-nightly",
                CommitDate = "2026-11-13",
                BackendSha256 = "ab",
                CatchUnwindCatches = false,
                List = "popular.yaml",
                ListSha256 = "cd",
                Selected = 3,
                ToolVersion = "0.1.0",
            },
        ],
        Causes = [new PastCause(FailureClass.Unwinding, "abort", "unwinding/abort"), new PastCause(FailureClass.Timeout, null, "timeout")],
        Crates = crates,
    };

    private static PastCrate Crate(string name) => new()
    {
        Crate = name,
        Downloads = 1_234_567_890_123,
        Verdicts = new Dictionary<string, VerdictKind> { [Linux] = VerdictKind.Regressed, [Mac] = VerdictKind.PartlyBroken },
        Failures = [new PastFailure(Linux, 0, 3), new PastFailure(Mac, 1, 0)],
        Seconds = new Dictionary<string, double> { [Linux] = 1.5, [Mac] = 20.25 },
    };

    private static string Text(PastCrate crate) => string.Join('\n',
    [
        crate.Crate,
        $"{crate.Downloads}",
        .. crate.Verdicts.Select(pair => $"{pair.Key}={pair.Value}"),
        .. crate.Failures.Select(failure => $"{failure}"),
        .. crate.Seconds.Select(pair => $"{pair.Key}={pair.Value:R}"),
    ]);

    private static string Header(int crates) =>
        $$"""{"format":1,"start":"2026-01-01T00:00:00Z","runs":[],"causes":[{"class":"crash","signature":"crash"},{"class":"abi","signature":"abi"}],"crates":{{crates}}}""";

    private (PastSweep Sweep, IReadOnlyList<PastCrate> Crates) WriteAndRead(PastSweep sweep, params PastCrate[] crates)
    {
        HistoryFile.Write(File, sweep, crates);
        return Read();
    }

    private (PastSweep Sweep, IReadOnlyList<PastCrate> Crates) Read()
    {
        var crates = new List<PastCrate>();
        return (HistoryFile.Read(File, crates.Add), crates);
    }

    private void ReadOrRefuse()
    {
        try
        {
            Read();
        }
        catch (MatrixException)
        {
        }
    }

    private void Pack(string text) => Pack(Encoding.UTF8.GetBytes(text));

    private void Pack(byte[] bytes)
    {
        using var stream = new GZipStream(System.IO.File.Create(File), CompressionLevel.Fastest);
        stream.Write(bytes);
    }
}
