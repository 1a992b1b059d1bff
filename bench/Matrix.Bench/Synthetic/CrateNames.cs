namespace Matrix.Bench.Synthetic;

/// <summary>Names as crates have them, each once.</summary>
internal static class CrateNames
{
    private static readonly string[] First =
    [
        "serde", "tokio", "rand", "async", "fast", "mini", "num", "hyper", "simd", "crypto", "proc", "wasm", "hash", "time", "log", "json", "http",
        "memory", "byte", "bit", "utf8", "regex", "ring", "small", "const", "lazy", "once", "thread", "cross", "gen", "tiny", "base", "zero", "open",
        "toml", "yaml", "xml", "image", "audio", "matrix", "vector", "graph", "tree", "arena", "string", "path", "file", "process", "signal", "socket",
        "key", "value", "token", "parse", "lex", "fmt", "color", "term", "win", "unix", "libc",
    ];

    private static readonly string[] Second =
    [
        "core", "derive", "util", "macros", "sys", "map", "set", "vec", "io", "codec", "stream", "buf", "pool", "queue", "lock", "cell", "error",
        "client", "server", "proto", "types", "traits", "impl", "ext", "common", "shared", "alloc", "slice", "str", "iter", "math", "complex", "float",
        "int", "rational", "linalg", "stats", "rng", "seed", "cipher", "aead", "digest", "sha", "mac", "sign", "verify", "cert", "tls", "dns", "url",
        "uri", "query", "form", "mime", "encode", "decode", "compress", "zip", "diff",
    ];

    private static readonly string[] Third = ["", "-rs", "2", "-lite", "-ng", "-async", "-std", "-next", "-x", "-tools", "-ffi", "-test"];

    public static string At(int position)
    {
        var separator = position % 3 == 0 ? '_' : '-';
        var (round, rest) = Math.DivRem(position, First.Length * Second.Length);
        var name = $"{First[rest % First.Length]}{separator}{Second[(rest + (rest / First.Length)) % Second.Length]}";
        return round < Third.Length ? name + Third[round] : $"{name}{Third[round % Third.Length]}-{round / Third.Length}";
    }
}
