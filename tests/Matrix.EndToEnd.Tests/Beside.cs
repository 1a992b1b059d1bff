// Most of what is tested here waits: for limits, for disks, for the last crate of a sweep. So fixtures run beside each other, but for those
// that try to bring a machine down or measure.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
