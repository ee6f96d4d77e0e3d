using System.Collections.Concurrent;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>A circuit's files, made by circom and snarkjs, read once for all tests.</summary>
internal sealed class SnarkjsMade
{
    private static ConcurrentDictionary<string, Lazy<SnarkjsMade>> Known { get; } = new();

    private SnarkjsMade(string name)
    {
        Files = CircomFixture.Get(name);
        Key = ProvingKey.Load(Files.ProvingKey);
        VerifyingKey = VerifyingKey.FromJson(File.ReadAllBytes(Files.VerificationKey));
        Verifier = new Groth16Verifier(VerifyingKey);
        Proof = Groth16Proof.FromJson(File.ReadAllBytes(Files.Proof));
        Signals = PublicSignals.FromJson(File.ReadAllBytes(Files.PublicSignals));
    }

    public CircomFixture Files { get; }

    public ProvingKey Key { get; }

    public VerifyingKey VerifyingKey { get; }

    public Groth16Verifier Verifier { get; }

    public Groth16Proof Proof { get; }

    public Fr[] Signals { get; }

    public static SnarkjsMade Get(string name) => Known.GetOrAdd(name, key => new(() => new SnarkjsMade(key))).Value;

    /// <summary>A table with some points changed, of the wires from 0 on.</summary>
    public static PointTable<TField> Changed<TField>(PointTable<TField> table, int wires, Action<AffinePoint<TField>[]> change)
        where TField : unmanaged, ICurveField<TField>
    {
        var points = table.Expand(0, wires);
        change(points);
        return PointTable<TField>.Compact(points, firstWire: 0);
    }

    public R1cs ReadConstraints()
    {
        using var stream = File.OpenRead(Files.R1cs);
        return R1cs.Read(stream);
    }

    /// <summary>The key's contents, to be changed and made a key again.</summary>
    public ProvingKeyContents Contents() => ContentsOf(Key);

    /// <inheritdoc cref="Contents"/>
    public static ProvingKeyContents ContentsOf(ProvingKey key) => new()
    {
        WireCount = key.WireCount,
        DomainSize = key.DomainSize,
        Rows = key.Rows,
        RowA = key.RowA.ToArray(),
        RowB = key.RowB.ToArray(),
        Alpha1 = key.Alpha1,
        Beta1 = key.Beta1,
        Beta2 = key.Beta2,
        Gamma2 = key.VerifyingKey.Gamma2,
        Delta1 = key.Delta1,
        Delta2 = key.Delta2,
        Ic = key.VerifyingKey.Ic.ToArray(),
        A = key.A,
        B1 = key.B1,
        B2 = key.B2,
        C = key.C,
        FoldedC = key.FoldedC,
        H = key.H,
        Ceremony = key.Ceremony,
    };
}
