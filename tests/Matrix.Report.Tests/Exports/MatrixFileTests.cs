using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Matrix.Report.Exports;
using Matrix.Report.Tests.Exports.Json;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Tests.Exports;

/// <summary>Programs of others read matrix.json: its names stay, and its schema says what it is.</summary>
public sealed class MatrixFileTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Its_names_are_those_that_others_rely_on() => Assert.That(
        TypePaths(), Is.EqualTo(MatrixNames.All), "a new name is a new line of MatrixNames; an old one goes only with a new format number. All of them now:\n" + string.Join('\n', TypePaths()));

    [Test]
    public void Every_name_is_written_where_there_is_something_to_say()
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Paths(Full(), "", paths);

        Assert.That(paths.Where(path => !path.EndsWith('*')), Is.EquivalentTo(MatrixNames.All));
    }

    [Test]
    public void The_schema_has_exactly_the_names_that_are_written()
    {
        var problems = new List<string>();
        Compare(MatrixJson.Default.MatrixDocument, Schema.AsObject(), "$", problems, []);

        Assert.That(problems, Is.Empty);
    }

    [Test]
    public void The_schema_is_beside_the_file_and_is_the_one_of_the_project()
    {
        PopularRun.Write(results).Report();

        Assert.That(results.Read("matrix.schema.json"), Is.EqualTo(File.ReadAllText(MatrixFile.SchemaPath)));
        Assert.That(JsonNode.Parse(results.Read("matrix.json"))!["$schema"]!.GetValue<string>(), Is.EqualTo("matrix.schema.json"));
        Assert.That(JsonNode.Parse(results.Read("matrix.json"))!["format"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public void What_is_hostile_is_valid_and_comes_back_as_it_was()
    {
        HostileRun.Write(results).Report();

        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(results.Site, "matrix.json")));
        var names = document.RootElement.GetProperty("crates").EnumerateArray().Select(crate => crate.GetProperty("name").GetString());

        Assert.That(names, Does.Contain(HostileRun.Name));
        Assert.That(document.RootElement.GetProperty("runs")[0].GetProperty("list").GetString(), Does.Contain("<script>"));
    }

    [Test]
    public void A_crate_is_there_with_all_that_its_page_says()
    {
        PopularRun.Write(results).Report();

        var crate = JsonNode.Parse(results.Read("matrix.json"))!["crates"]!.AsArray().Single(each => (string?)each!["name"] == "rayon-core")!;
        var result = crate["results"]!["linux-x86_64"]!;

        Assert.That((string?)crate["page"], Is.EqualTo("crates/rayon-core.html"));
        Assert.That((string?)crate["standing"], Is.EqualTo("fails"));
        Assert.That((long)crate["downloads"]!, Is.EqualTo(301_234_567));
        Assert.That((string?)result["verdict"], Is.EqualTo("regressed"));
        Assert.That((string?)result["expectation"], Is.EqualTo("met"));
        Assert.That((int)result["tests-that-differ"]!, Is.EqualTo(14));
        Assert.That((int)result["causes"]![0]!["tests"]!, Is.EqualTo(14));
        Assert.That((int)result["causes"]![0]!["evidence"]![0]!["line"]!, Is.EqualTo(42));
        Assert.That((int)result["cranelift"]!["failed"]!, Is.EqualTo(14));
        Assert.That((double)result["build"]!["ratio"]!, Is.EqualTo(13.2 / 18.3).Within(1e-9));
        Assert.That(result["llvm"]!["not-run"], Is.Not.Null);
    }

    [Test]
    public void What_nobody_knows_is_left_out_and_never_null()
    {
        using var run = new MultiRun();
        run.Report();

        Assert.That(run.Read("matrix.json"), Does.Not.Contain(":null").And.Not.Contain("[null"));
    }

    [Test]
    public void The_same_results_give_the_same_file()
    {
        using var run = new MultiRun();
        run.Report();
        var first = run.Read("matrix.json");
        run.Report();

        Assert.That(run.Read("matrix.json"), Is.EqualTo(first));
    }

    private static JsonNode Schema => JsonNode.Parse(File.ReadAllText(MatrixFile.SchemaPath))!;

    private static JsonObject Resolve(JsonNode schema)
    {
        var here = schema.AsObject();
        return here["$ref"] is { } reference ? Resolve(Schema["$defs"]![((string)reference!)["#/$defs/".Length..]]!) : here;
    }

    private static void Compare(JsonTypeInfo type, JsonNode schema, string path, List<string> problems, HashSet<string> seen)
    {
        var here = Resolve(schema);
        if (type.Type.IsEnum)
        {
            var names = Enum.GetValues(type.Type).Cast<object>().Select(value => JsonSerializer.Serialize(value, type).Trim('"'));
            if (!names.ToHashSet().SetEquals((here["enum"]?.AsArray() ?? []).Select(name => (string)name!)))
                problems.Add($"{path}: the names of {type.Type.Name} are others");
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            Compare(Info(type.ElementType!), here["items"] ?? new JsonObject(), $"{path}[]", problems, seen);
        }
        else if (type.Kind == JsonTypeInfoKind.Dictionary)
        {
            Compare(Info(type.ElementType!), here["additionalProperties"] ?? new JsonObject(), $"{path}.*", problems, seen);
        }
        else if (type.Kind == JsonTypeInfoKind.Object)
        {
            CompareProperties(type, here, path, problems, seen);
        }
    }

    private static void CompareProperties(JsonTypeInfo type, JsonObject schema, string path, List<string> problems, HashSet<string> seen)
    {
        var described = schema["properties"]?.AsObject() ?? [];
        var written = type.Properties.Where(property => property.Get is not null).ToDictionary(property => property.Name);
        problems.AddRange(written.Keys.Except(described.Select(pair => pair.Key)).Select(name => $"{path}.{name} is not in the schema"));
        problems.AddRange(described.Select(pair => pair.Key).Except(written.Keys).Select(name => $"{path}.{name} is only in the schema"));
        if ((bool?)schema["additionalProperties"] != false)
            problems.Add($"{path}: the schema takes any other name too");

        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        var always = written.Values.Where(property => !IsLeftOut(property)).Select(property => property.Name);
        if (!required.SetEquals(always))
            problems.Add($"{path}: required are {string.Join(", ", required)}, always written {string.Join(", ", always)}");

        foreach (var (name, property) in written.Where(pair => described.ContainsKey(pair.Key)))
            Compare(Info(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), described[name]!, $"{path}.{name}", problems, seen);
    }

    private static bool IsLeftOut(JsonPropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && property.IsGetNullable);

    private static JsonTypeInfo Info(Type type) => MatrixJson.Default.GetTypeInfo(type) ?? throw new AssertionException($"{type} is not written");

    private static SortedSet<string> TypePaths()
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Paths(MatrixJson.Default.MatrixDocument, "", paths);
        return paths;
    }

    private static void Paths(JsonTypeInfo type, string path, SortedSet<string> paths)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
            Paths(Info(type.ElementType!), path + (type.Kind == JsonTypeInfoKind.Enumerable ? "[]" : ".*"), paths);

        foreach (var property in type.Kind == JsonTypeInfoKind.Object ? type.Properties.Where(property => property.Get is not null) : [])
        {
            paths.Add($"{path}.{property.Name}".TrimStart('.'));
            Paths(Info(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), $"{path}.{property.Name}".TrimStart('.'), paths);
        }
    }

    // Platforms and verdicts are keys: a star in the list.
    private static void Paths(JsonNode? node, string path, SortedSet<string> paths)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Paths(item, $"{path}[]", paths);
        }
        else if (node is JsonObject properties)
        {
            foreach (var (name, value) in properties)
            {
                var inner = $"{path}.{(IsKey(path, name) ? "*" : name)}".TrimStart('.');
                paths.Add(inner);
                Paths(value, inner, paths);
            }
        }
    }

    private static bool IsKey(string path, string name) => name.StartsWith("linux-", StringComparison.Ordinal) || (path.EndsWith(".verdicts", StringComparison.Ordinal) && WireName.TryParse<VerdictKind>(name, out _));

    /// <summary>A report in which nothing is left out.</summary>
    private JsonNode Full()
    {
        results.Manifest = results.Manifest with
        {
            Settings = results.Manifest.Settings with { Shard = "1/2" },
            List = results.Manifest.List with { Crates = ["a", "b"] },
        };
        results.Add(
            Sample.Verdict("a", VerdictKind.Regressed) with
            {
                Source = new SourceRecord("https://example.com/a", ".", ["std"], false),
                Tier = 1,
                Downloads = 5,
                Tags = ["x"],
                Expectation = new Expectation(ExpectationState.Unmet, VerdictKind.Broken, null, null, null, null, null),
                CarriedOver = Sample.Manifest.Start.AddDays(-7),
                NotCompared = new NotCompared([], 4, [new TestId("lib a", "u")], 20),
                InReach = [Sample.Trap()],
                Causes = [Sample.Cause(FailureClass.Abi, "variadic", new Evidence("logs/a/x.log.gz", 1, "x")) with { Package = "b 1.0", Family = new CauseFamily("x86 AVX2", ["llvm.x86.avx2.*"]), Needs = ["avx2"], Tests = [new TestId("lib a", "t") { Package = "b" }] }],
            },
            Sample.Passed("a", LegName.Llvm, new TestCounts(1)),
            Sample.Passed("a", LegName.Cranelift, new TestCounts(1)));
        results.Add(Sample.Verdict("c", VerdictKind.Regressed) with { Causes = [Sample.Cause(FailureClass.Abi, "variadic"), Sample.Cause(FailureClass.Crash, "sigill")] });
        results.Add(new LedgerEntry { Intrinsic = "llvm.x", State = LedgerState.Hit, Backend = BackendName.Cranelift, Crate = "a", Target = "t" });
        results.Write();

        var seconds = new BuildSeconds(2, 1);
        SpeedResult[] speeds = [new() { Candidate = BackendName.Cranelift, Crate = "a", Rounds = [new SpeedRound(BackendName.Llvm, seconds, seconds)] }, new() { Candidate = BackendName.Cranelift, Crate = "b", Failure = "it does not build" }];
        File.WriteAllLines(results.PathOf(ResultsPaths.Speed), speeds.Select(speed => JsonSerializer.Serialize(speed, ResultsJson.Default.SpeedResult)));
        results.Report([results.Results, results.WriteNoise(Sample.Verdict("a", VerdictKind.Regressed))], History());
        return JsonNode.Parse(results.Read("matrix.json"))!;
    }

    private string History()
    {
        var history = results.PathOf("history");
        Directory.CreateDirectory(history);
        var run = new PastRun
        {
            Platform = "linux-x86_64",
            Start = Sample.Manifest.Start.AddDays(-7),
            Rustc = "rustc 1.96.0",
            BackendSha256 = "0",
            List = "x",
            ListSha256 = "0",
            Selected = 1,
            ToolVersion = "0.1.0",
        };
        var sweep = new PastSweep { Start = run.Start, Runs = [run], Crates = 1 };
        HistoryFile.Write(
            Path.Combine(history, HistoryFile.NameOf(sweep)), sweep,
            [new PastCrate { Crate = "a", Verdicts = new Dictionary<string, VerdictKind> { ["linux-x86_64"] = VerdictKind.Compatible } }]);
        return history;
    }
}
