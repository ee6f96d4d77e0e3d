using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Prepared;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Groth16.Prepared;

/// <summary>Whatever the prepared file contains, a proof is right.</summary>
[TestFixture]
public sealed class PreparedFileFuzzTests
{
    private const int Seed = 20_261_130;

    [Test]
    public void Prove_WithDamagedFiles_IsRight() => Run(60);

    [Test]
    [Category("Long")]
    public void Prove_WithThousandsOfDamagedFiles_IsRight() => Run(20_000);

    private static void Run(int count)
    {
        var random = new Random(Seed);
        using var world = new PreparedWorld(TestCircuit.Random(21, 40));
        world.Prepare();
        var good = File.ReadAllBytes(world.PreparedPath);
        var lengths = PreparedHeader.Read(good).Lengths;
        var (used, replaced) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            byte[] bytes = [.. good];
            for (var changes = random.Next(1, 5); changes > 0; changes--) Damage(bytes, lengths, random);
            if (random.Next(3) == 0) Keccak256.Hash(bytes.AsSpan(0, 4064), bytes.AsSpan(4064, 32));
            File.WriteAllBytes(world.PreparedPath + ".new", bytes);
            File.Move(world.PreparedPath + ".new", world.PreparedPath, overwrite: true);

            var key = world.Load(random.Next(2) == 0 ? PreparedKeyUse.Map : PreparedKeyUse.Copy);
            Assert.That(world.Verifies(world.Prove(key)), Is.True, $"seed {Seed}, file {i}");
            if (key.IsPrepared) used++;
            if (key.Current != key) replaced++;
        }

        TestContext.Out.WriteLine($"seed {Seed}: {count} files, {used} used, {replaced} replaced after a failed proof");
        Assert.That(replaced, Is.InRange(1, used));
    }

    /// <summary>The header, or an element of a section: random bytes, a small index, or the extremes.</summary>
    private static void Damage(byte[] bytes, long[] lengths, Random random)
    {
        if (random.Next(8) == 0)
        {
            bytes[random.Next(random.Next(2) == 0 ? 256 : 4096)] = (byte)random.Next(256);
            return;
        }

        var section = (PreparedSection)random.Next(PreparedFormat.SectionCount);
        var length = (int)lengths[(int)section];
        if (length == 0) return;
        var words = MemoryMarshal.Cast<byte, int>(bytes.AsSpan((int)PreparedFormat.OffsetOf(section, lengths), length));
        var place = random.Next(words.Length);
        switch (random.Next(4))
        {
            case 0: words[place] = random.Next(-2, 80); break;
            case 1: words[place] = random.Next(2) == 0 ? int.MaxValue : int.MinValue; break;
            case 2: words[place] ^= 1 << random.Next(32); break;
            default: random.NextBytes(MemoryMarshal.AsBytes(words.Slice(place, Math.Min(random.Next(1, 40), words.Length - place)))); break;
        }
    }
}
