using System.Text.Json.Serialization;

namespace Matrix.Report.Issues.Plan;

/// <summary>What the sweeps say of a cause, as the label <c>status/…</c> has it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CauseStanding>))]
internal enum CauseStanding
{
    [JsonStringEnumMemberName("failing")] Failing,
    [JsonStringEnumMemberName("not-seen")] NotSeen,
    [JsonStringEnumMemberName("gone")] Gone,
}
