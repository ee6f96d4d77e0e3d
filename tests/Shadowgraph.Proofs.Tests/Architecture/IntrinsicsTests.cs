using System.Runtime.Intrinsics.X86;
using Mono.Cecil;
using Mono.Cecil.Rocks;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Tests.Architecture;

/// <summary>Without a guard, a processor that lacks an instruction ends the process, or the runtime throws within a proof.</summary>
[TestFixture]
public sealed class IntrinsicsTests
{
    [Test]
    public void Library_AsksForEveryInstructionSetBeforeItsUse()
    {
        using var module = ModuleDefinition.ReadModule(typeof(InstructionSets).Assembly.Location);
        var types = module.GetAllTypes().ToList();

        Assert.That(IntrinsicsGuards.Faults(types), Is.Empty);
        Assert.That(IntrinsicsGuards.Used(types), Is.SupersetOf(new[] { typeof(Avx512DQ), typeof(Avx2), typeof(Bmi2.X64) }.Select(type => type.FullName)));
    }

    [TestCase(typeof(Unguarded), "uses System.Runtime.Intrinsics.X86.Popcnt without a guard")]
    [TestCase(typeof(AskedTooLate), "uses System.Runtime.Intrinsics.X86.Popcnt without a guard")]
    [TestCase(typeof(AskedForLess), "uses System.Runtime.Intrinsics.X86.Avx2 without a guard")]
    public void UseWithoutAGuard_IsFound(Type type, string fault)
    {
        using var module = ModuleDefinition.ReadModule(type.Assembly.Location);
        var found = IntrinsicsGuards.Faults([.. module.GetAllTypes().Where(candidate => candidate.Name == type.Name)]);

        Assert.That(found, Has.One.EndsWith(fault));
    }

    [Test]
    public void UseOfATypeThatReliesOnItsUser_IsFound()
    {
        using var module = ModuleDefinition.ReadModule(typeof(IntrinsicsTests).Assembly.Location);
        var types = module.GetAllTypes().Where(type => type.Name is nameof(Relying) or nameof(Careless) or nameof(Careful)).ToList();

        Assert.That(IntrinsicsGuards.Faults(types), Has.Count.EqualTo(1).And.One.Contains(nameof(Careless)));
    }

    private static class Unguarded
    {
        public static uint Count(uint value) => Popcnt.PopCount(value);
    }

    private static class AskedTooLate
    {
        public static uint Count(uint value)
        {
            var count = Popcnt.PopCount(value);
            return Popcnt.IsSupported ? count : 0;
        }
    }

    private static class AskedForLess
    {
        public static int First(System.Runtime.Intrinsics.Vector256<int> values) =>
            Avx.IsSupported ? Avx2.Add(values, values)[0] : values[0];
    }

    private static class Relying
    {
        public static bool IsSupported => Popcnt.IsSupported;

        public static uint Count(uint value) => Popcnt.PopCount(value);
    }

    private static class Careless
    {
        public static uint Count(uint value) => Relying.Count(value);
    }

    private static class Careful
    {
        public static uint Count(uint value) => Relying.IsSupported ? Relying.Count(value) : 0;
    }
}
