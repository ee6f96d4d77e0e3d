using System.Buffers.Binary;
using CsCheck;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Tests.ConstraintSystems.Files;
using static Shadowgraph.Proofs.Tests.Files.BinarySectionReaderTests;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

[TestFixture]
public sealed class R1csFileTests
{
    /// <summary>Offsets in the file: preamble, then the header section, the constraints section, the labels section.</summary>
    private const int Header = 12 + 12;
    private const int WireCount = Header + 36;
    private const int ConstraintCount = WireCount + 24;
    private const int Constraints = Header + 64 + 12;

    private static readonly R1cs Small = LambdaCircuit.Compile(builder =>
    {
        var x = builder.PublicInputs("x", 2);
        builder.AssertProduct((2 * x[0]) - x[1], x[1] + 3, x[0] + 4, "one");
        builder.PublicOutput("square", builder.Multiply(x[0], x[0]));
    }).R1cs;

    [Test]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var read = R1cs.Read(new MemoryStream(Bytes()));

        Assert.That(read.Shape, Is.EqualTo(Small.Shape));
        Assert.That(read.ConstraintCount, Is.EqualTo(Small.ConstraintCount));
        Assert.That(Write(read), Is.EqualTo(Bytes()));
    }

    [Test]
    public void Read_FromAPipe_IsTheSame() => Assert.That(Write(R1cs.Read(new ForwardOnlyStream(Bytes()))), Is.EqualTo(Bytes()));

    [Test]
    public void Read_OtherCurve_IsNamed()
    {
        var bytes = Bytes();
        bytes[Header + 4] ^= 2;

        Assert.That(() => Read(bytes), Refuses("another curve", section: 1, offset: Header + 4));
    }

    [Test]
    public void Read_OtherFieldWidth_IsRefused() => Assert.That(() => Read(Patch(Header, 48)), Refuses("48 bytes", section: 1));

    [TestCase(0u)]
    [TestCase(2u)]
    [TestCase(uint.MaxValue)]
    public void Read_WiresThatDoNotFit_AreRefused(uint wires) => Assert.That(() => Read(Patch(WireCount, wires)), Refuses("wires", section: 1));

    [Test]
    public void Read_PrivateInputsWithoutWires_AreCountedAndTakeNone()
    {
        var read = R1cs.Read(new MemoryStream(Patch(WireCount + 12, 1_000)));

        Assert.That(read.PrivateInputCount, Is.EqualTo(1_000));
        Assert.That((read.WireCount, read.PublicCount), Is.EqualTo((Small.WireCount, Small.PublicCount)));
    }

    [Test]
    public void Read_ShortLabels_AreTheSame()
    {
        var labels = Enumerable.Range(0, Small.WireCount).Select(wire => (uint)(10 * wire)).ToArray();
        var section = new byte[4 * labels.Length];
        for (var i = 0; i < labels.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(section.AsSpan(4 * i), labels[i]);

        var read = R1cs.Read(new MemoryStream(WithLabels(section)));

        Assert.That(read.WireLabels.ToArray(), Is.EqualTo(labels.Select(label => (ulong)label)));
    }

    [Test]
    public void Read_WithoutLabels_GivesEachWireItsOwn() =>
        Assert.That(Write(R1cs.Read(new MemoryStream(WithLabels(null)))), Is.EqualTo(Bytes()));

    [TestCase(1u << 20)]
    [TestCase(uint.MaxValue)]
    public void Read_WithoutLabelsAndWiresBeyondTheFile_IsRefused(uint wires)
    {
        var bytes = WithLabels(null);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(WireCount), wires);

        Assert.That(() => Read(bytes), Refuses($"{wires} wires", section: 1));
    }

    [Test]
    public void Read_HeaderCountsSectionsThatAreNotThere_IsReadIfTheOthersAre()
    {
        Assert.That(Write(R1cs.Read(new MemoryStream(Patch(8, 5)))), Is.EqualTo(Bytes()));
        Assert.That(Write(R1cs.Read(new ForwardOnlyStream(Patch(8, 5)))), Is.EqualTo(Bytes()));

        var cut = WithLabels(null);
        BinaryPrimitives.WriteUInt32LittleEndian(cut.AsSpan(8), 3);
        Assert.That(() => Read(cut), Refuses("truncated"));
    }

    [TestCase(4)]
    [TestCase(8)]
    [TestCase(12)]
    public void Read_MoreSignalsThanWires_IsRefused(int field) =>
        Assert.That(() => Read(Patch(WireCount + field, uint.MaxValue)), Refuses("can't hold", section: 1));

    [TestCase(4u)]
    [TestCase(1000u)]
    [TestCase(uint.MaxValue)]
    public void Read_MoreConstraintsThanBytes_IsRefused(uint count) =>
        Assert.That(() => Read(Patch(ConstraintCount, count)), Throws.InstanceOf<ProofFileException>());

    [Test]
    public void Read_FewerConstraintsThanBytes_IsRefused() => Assert.That(() => Read(Patch(ConstraintCount, 1)), Refuses("bytes follow", section: 2));

    [TestCase(uint.MaxValue)]
    [TestCase(1000u)]
    public void Read_RowLongerThanTheSection_IsRefused(uint terms) =>
        Assert.That(() => Read(Patch(Constraints, terms)), Refuses("number of terms", section: 2, offset: Constraints));

    [Test]
    public void Read_WireBeyondTheLast_IsRefused() =>
        Assert.That(() => Read(Patch(Constraints + 4, (uint)Small.WireCount)), Refuses("names wire 5 of 5", section: 2));

    [Test]
    public void Read_WireTwiceInARow_IsRefused()
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(Bytes().AsSpan(Constraints + 4));

        Assert.That(() => Read(Patch(Constraints + 4 + 36, first)), Refuses("occurs twice", section: 2));
    }

    [Test]
    public void Read_CoefficientNotBelowTheModulus_IsRefused()
    {
        var bytes = Bytes();
        bytes.AsSpan(Constraints + 8, 32).Fill(0xff);

        Assert.That(() => Read(bytes), Refuses("coefficient is not below the modulus", section: 2, offset: Constraints + 8));
    }

    [Test]
    public void Read_TermsNotSorted_AreSorted()
    {
        var bytes = Bytes();
        var terms = bytes.AsSpan(Constraints + 4, 72);
        var swapped = terms[36..].ToArray().Concat(terms[..36].ToArray()).ToArray();
        swapped.CopyTo(terms);

        Assert.That(Write(R1cs.Read(new MemoryStream(bytes))), Is.EqualTo(Bytes()));
    }

    [Test]
    public void Read_ZeroCoefficient_IsDropped()
    {
        var bytes = Bytes();
        bytes.AsSpan(Constraints + 8, 32).Clear();

        var read = R1cs.Read(new MemoryStream(bytes));

        Assert.That(read.Rows.LengthOf(read.RowA[0]), Is.EqualTo(1));
    }

    [Test]
    public void Read_CustomGates_AreRefusedUnlessThereAreNone()
    {
        Assert.That(() => Read(WithSection(5, [1, 0, 0, 0])), Refuses("custom gates", section: 5));
        Assert.That(() => Read(WithSection(5, [0, 0, 0, 0])), Throws.Nothing);
        Assert.That(() => Read(WithSection(77, [1, 2, 3])), Throws.Nothing);
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
        FileMutations.Of(Bytes()).Sample(bytes => FileMutations.AssertHarmless(bytes, stream => R1cs.Read(stream)), iter: 3000);

    private static void Read(byte[] bytes) => R1cs.Read(new MemoryStream(bytes));

    private static byte[] Bytes() => Write(Small);

    private static byte[] Write(R1cs system)
    {
        var stream = new MemoryStream();
        system.Write(stream);
        return stream.ToArray();
    }

    private static byte[] Patch(int offset, uint value)
    {
        var bytes = Bytes();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
        return bytes;
    }

    private static byte[] WithSection(uint number, byte[] content)
    {
        var bytes = Patch(8, 4);
        var header = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(header, number);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(4), content.Length);
        return [.. bytes, .. header, .. content];
    }

    /// <summary>The file with another labels section, or without one.</summary>
    private static byte[] WithLabels(byte[]? labels)
    {
        var bytes = Bytes();
        var start = bytes.Length - (8 * Small.WireCount);
        if (labels is null)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), 2);
            return bytes[..(start - 12)];
        }

        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(start - 8), labels.Length);
        return [.. bytes[..start], .. labels];
    }
}
