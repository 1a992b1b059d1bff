using System.Security.Cryptography;
using System.Text;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Reuse;

/// <summary>All that decides what a leg comes to: where none of it has changed since an earlier sweep, the leg need not run again.</summary>
/// <param name="machine">What all legs of the sweep share, but for the backend: toolchain, platform, isolation, settings.</param>
internal sealed class LegInputs(string machine, IReadOnlyList<Backend> backends)
{
    // Whatever changes in the tool may change what it makes of a leg: another build of it carries nothing over.
    private static readonly string Tool = typeof(LegInputs).Module.ModuleVersionId.ToString();

    /// <returns>Lower-case hex.</returns>
    public string KeyOf(LegRequest request)
    {
        var crate = request.Crate;
        string[] inputs =
        [
            Tool, machine, backends.First(backend => backend.Name == request.Leg.Backend).Fingerprint, request.Leg.ToString(), crate.Name.Value, request.Source.Tree,
            request.Source.Manifest, string.Join(',', crate.Features), crate.NoDefaultFeatures.ToString(), string.Join('\0', crate.TestArguments),
            string.Join('\0', crate.Environment.Select(variable => $"{variable.Key}={variable.Value}")), request.Limits.ToString(),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(inputs.Select(input => $"{input.Length}:{input}")))));
    }
}
