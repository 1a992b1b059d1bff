namespace Matrix.Report.Charts;

/// <summary>Labels beside each other's lines: as near to where they belong as they can be without lying upon each other.</summary>
internal static class LabelColumn
{
    /// <param name="wanted">Where each label belongs.</param>
    /// <param name="gap">From one to the next, at least.</param>
    /// <returns>Where each goes, in the order of <paramref name="wanted"/>.</returns>
    public static IReadOnlyList<double> Spread(IReadOnlyList<double> wanted, double gap, double top, double bottom)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index]).ToArray();
        var groups = new Stack<Group>();
        foreach (var index in order)
        {
            var group = Group.Of(wanted[index]).Within(gap, top, bottom);
            while (groups.TryPeek(out var above) && above.Start + (above.Count * gap) > group.Start)
                group = groups.Pop().With(group, gap).Within(gap, top, bottom);

            groups.Push(group);
        }

        var places = groups.Reverse().SelectMany(group => Enumerable.Range(0, group.Count).Select(index => group.Start + (index * gap))).ToArray();
        var spread = new double[wanted.Count];
        for (var index = 0; index < order.Length; index++)
            spread[order[index]] = Coordinate.Of(places[index]);

        return spread;
    }

    /// <param name="Sum">Of where the group would have to start for each of its labels to be in its place.</param>
    private readonly record struct Group(double Start, double Sum, int Count)
    {
        public static Group Of(double wanted) => new(wanted, wanted, 1);

        public Group With(Group below, double gap)
        {
            var sum = Sum + below.Sum - (below.Count * Count * gap);
            return new Group(sum / (Count + below.Count), sum, Count + below.Count);
        }

        public Group Within(double gap, double top, double bottom) =>
            this with { Start = Math.Max(top, Math.Min(Start, bottom - ((Count - 1) * gap))) };
    }
}
