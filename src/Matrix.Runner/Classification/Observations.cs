using Matrix.Results;

namespace Matrix.Runner.Classification;

internal static class Observations
{
    public static Observation ToObservation(this LineMeaning meaning, KnownCause cause, Phase phase, Evidence evidence) => new()
    {
        Rule = cause.Id,
        Phase = phase,
        Class = cause.Class,
        Subclass = meaning.Subclass,
        Evidence = evidence,
    };
}
