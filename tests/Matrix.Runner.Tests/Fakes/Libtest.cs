namespace Matrix.Runner.Tests.Fakes;

/// <summary>What a test executable prints, as libtest 1.95 does.</summary>
internal static class Libtest
{
    public const string Begin = """{ "type": "suite", "event": "started", "test_count": 3 }""";

    public static string End(int passed, int failed = 0, int ignored = 0) =>
        $$"""{ "type": "suite", "event": "{{(failed > 0 ? "failed" : "ok")}}", "passed": {{passed}}, "failed": {{failed}}, "ignored": {{ignored}}, "measured": 0, "filtered_out": 0, "exec_time": 1.2 }""";

    public static string Started(string name) => $$"""{ "type": "test", "event": "started", "name": "{{name}}" }""";

    public static string Ended(string name, string happened) => $$"""{ "type": "test", "name": "{{name}}", "event": "{{happened}}", "exec_time": 0.5 }""";

    /// <summary>Its last line where it was not asked for JSON, and rustdoc's.</summary>
    public static string TextEnd(int passed, int failed = 0, int ignored = 0) =>
        $"test result: {(failed > 0 ? "FAILED" : "ok")}. {passed} passed; {failed} failed; {ignored} ignored; 0 measured; 0 filtered out; finished in 0.01s";
}
