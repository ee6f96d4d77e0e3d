using System.Buffers.Binary;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Files.BinarySectionReaderTests;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

[TestFixture]
public sealed class WitnessFileTests
{
    private const int Header = 12 + 12;
    private const int Values = Header + 40 + 12;

    [Test]
    public void Read_WhatWasWritten_IsTheSame() =>
        Gen.Byte.Array[32].Array[0, 50].Sample(values =>
        {
            using var witness = Make([.. values.Select(value => Fr.FromBigIntegerReduced(new(value, isUnsigned: true)))]);
            using var read = Witness.Read(new MemoryStream(Write(witness)));
            using var piped = Witness.Read(new ForwardOnlyStream(Write(witness)));

            Assert.That(read.Values.SequenceEqual(witness.Values), Is.True);
            Assert.That(piped.Values.SequenceEqual(witness.Values), Is.True);
        }, iter: 50);

    [Test]
    public void Read_OtherCurve_IsNamed()
    {
        var bytes = Bytes();
        bytes[Header + 4] ^= 2;

        Assert.That(() => Read(bytes), Refuses("another curve", section: 1));
    }

    [TestCase(0u)]
    [TestCase(2u)]
    [TestCase(4u)]
    [TestCase(uint.MaxValue)]
    public void Read_CountThatDoesNotFit_IsRefused(uint count)
    {
        var bytes = Bytes();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Header + 36), count);

        Assert.That(() => Read(bytes), Refuses("values don't fit", section: 1));
    }

    [Test]
    public void Read_VersionOne_IsTheSame()
    {
        using var read = Witness.Read(new MemoryStream(CaseFiles.Read("version1.wtns")));
        using var same = Witness.Read(new MemoryStream(CaseFiles.Read("mult.wtns")));

        Assert.That(read.Values.SequenceEqual(same.Values), Is.True);
    }

    [TestCase(1u << 31)]
    [TestCase((1u << 28) + 1)]
    [TestCase(uint.MaxValue)]
    public void Read_MoreValuesThanAnyCircuitHas_IsRefused(uint count)
    {
        var bytes = Bytes();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Header + 36), count);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Values - 8), 32ul * count);

        Assert.That(() => Witness.Read(new SparseStream(bytes, Values + (32L * count))), Refuses($"declares {count} values", section: 1));
    }

    [Test]
    public void Read_NothingButZeros_TakesNoMemoryForThem()
    {
        const uint count = 1 << 27;
        var bytes = Bytes()[..Values];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Header + 36), count);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Values - 8), 32ul * count);

        var allocated = Allocations.Of(
            () => Assert.That(() => Witness.Read(new SparseStream(bytes, Values + (32L * count))), Refuses("first value", section: 2)));

        Assert.That(allocated, Is.LessThan(1 << 20));
    }

    [Test]
    public void Read_ValueNotBelowTheModulus_IsRefusedWithoutTellingIt()
    {
        var bytes = Bytes();
        Fr.Modulus.TryWriteBytes(bytes.AsSpan(Values + 64), out _, isUnsigned: true);

        Assert.That(() => Read(bytes), Refuses("not below the modulus", section: 2, offset: Values + 64));
    }

    [Test]
    public void Read_FirstValueNotOne_IsRefused()
    {
        var bytes = Bytes();
        bytes[Values] = 2;

        Assert.That(() => Read(bytes), Refuses("first value", section: 2, offset: Values));
    }

    [Test]
    public void Read_EveryTruncation_IsRefused()
    {
        var bytes = Bytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = bytes[..length];
            Assert.That(() => Read(part), Throws.InstanceOf<ProofFileException>(), $"{length} bytes");
        }
    }

    [Test]
    public void Read_AnyMutation_IsReadOrRefusedWithoutGreed() =>
        FileMutations.Of(Bytes()).Sample(bytes => FileMutations.AssertHarmless(bytes, stream => Witness.Read(stream).Dispose()), iter: 3000);

    private static Witness Make(Fr[] values)
    {
        var witness = new Witness(values.Length + 1);
        witness.Mutable[0] = Fr.One;
        values.CopyTo(witness.Mutable[1..]);
        return witness;
    }

    private static void Read(byte[] bytes) => Witness.Read(new MemoryStream(bytes)).Dispose();

    private static byte[] Bytes()
    {
        using var witness = Make([5, -1]);
        return Write(witness);
    }

    private static byte[] Write(Witness witness)
    {
        var stream = new MemoryStream();
        witness.Write(stream);
        return stream.ToArray();
    }
}
