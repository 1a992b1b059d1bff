using Matrix.Runner.Machines;

namespace Matrix.Runner.Tests.Machines;

public sealed class ProcessorTests
{
    private const string LinuxX64 =
        """
        processor	: 0
        vendor_id	: GenuineIntel
        model name	: Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz
        flags		: fpu sse sse2 ssse3 avx2 avx512f
        bugs		: spectre_v1

        processor	: 1
        vendor_id	: GenuineIntel
        model name	: another one
        flags		: fpu

        """;

    private const string LinuxArm64 =
        """
        processor	: 0
        BogoMIPS	: 50.00
        Features	: fp asimd evtstrm aes pmull sha1 sha2 crc32
        CPU implementer	: 0x41
        CPU part	: 0xd0c

        """;

    private const string MacIntel =
        """
        machdep.cpu.brand_string: Intel(R) Core(TM) i7-8700B CPU @ 3.20GHz
        machdep.cpu.features: FPU SSE SSE2 SSE4.2 AVX1.0
        machdep.cpu.leaf7_features: BMI1 AVX2 BMI2
        hw.optional.floatingpoint: 1
        hw.optional.avx512f: 0

        """;

    private const string MacApple =
        """
        machdep.cpu.cores_per_package: 3
        machdep.cpu.brand_string: Apple M1 (Virtual)
        hw.optional.arm.FEAT_AES: 1
        hw.optional.arm.FEAT_SME: 0
        hw.optional.neon: 1
        hw.optional.breakpoint: 6

        """;

    [Test]
    public void Linux_on_x86_64_says_flags() =>
        Is("Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz: fpu sse sse2 ssse3 avx2 avx512f", LinuxProcessor.Parse(LinuxX64));

    [Test]
    public void Linux_on_aarch64_says_features_and_no_name() => Is("0x41: fp asimd evtstrm aes pmull sha1 sha2 crc32", LinuxProcessor.Parse(LinuxArm64));

    [Test]
    public void A_Mac_with_Intel_says_features_in_capitals() =>
        Is("Intel(R) Core(TM) i7-8700B CPU @ 3.20GHz: fpu sse sse2 sse4.2 avx1.0 bmi1 avx2 bmi2 floatingpoint", MacProcessor.Parse(MacIntel));

    [Test]
    public void A_Mac_of_Apple_silicon_says_what_is_optional() => Is("Apple M1 (Virtual): arm.FEAT_AES neon", MacProcessor.Parse(MacApple));

    [Test]
    public void What_says_nothing_is_unknown([Values("", "\n\n", "garbage", "a: b: c\n: \n")] string text)
    {
        Is("unknown: ", LinuxProcessor.Parse(text));
        Is("unknown: ", MacProcessor.Parse(text));
    }

    [Test]
    [Platform("Linux", Reason = "what this machine says is read the way of Linux")]
    public async Task This_machine_is_described()
    {
        var platform = await Machine.DescribeAsync(new Runner.Processes.TrustedPrograms(new Fakes.ScriptedProcesses()), default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(platform.Os, NUnit.Framework.Is.EqualTo("linux"));
            Assert.That(platform.Arch, NUnit.Framework.Is.AnyOf("x86_64", "aarch64"));
            Assert.That(platform.CpuFeatures, NUnit.Framework.Is.Not.Empty);
            Assert.That(platform.Cores, NUnit.Framework.Is.Positive);
            Assert.That(platform.MemoryBytes, NUnit.Framework.Is.Positive);
        }
    }

    [Test]
    public void What_a_processor_can_is_told_in_the_compilers_words() => Assert.That(
        Machine.TargetFeatures("debug_assertions\ntarget_arch=\"x86_64\"\ntarget_feature=\"sse4.1\"\ntarget_feature=\"avx512bw\"\ntarget_has_atomic\n"),
        NUnit.Framework.Is.EqualTo(new[] { "sse4.1", "avx512bw" }));

    private static void Is(string expected, Processor processor) =>
        Assert.That($"{processor.Name}: {string.Join(' ', processor.Features)}", NUnit.Framework.Is.EqualTo(expected));
}
