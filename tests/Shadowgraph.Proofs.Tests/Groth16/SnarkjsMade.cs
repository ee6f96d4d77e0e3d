using System.Collections.Concurrent;
using Shadowgraph.Proofs.Bn254;
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
    public ProvingKeyContents Contents() => new()
    {
        WireCount = Key.WireCount,
        DomainSize = Key.DomainSize,
        Rows = Key.Rows,
        RowA = Key.RowA.ToArray(),
        RowB = Key.RowB.ToArray(),
        Alpha1 = Key.Alpha1,
        Beta1 = Key.Beta1,
        Beta2 = Key.Beta2,
        Gamma2 = VerifyingKey.Gamma2,
        Delta1 = Key.Delta1,
        Delta2 = Key.Delta2,
        Ic = VerifyingKey.Ic.ToArray(),
        A = Key.A,
        B1 = Key.B1,
        B2 = Key.B2,
        C = Key.C,
        H = Key.H,
        Ceremony = Key.Ceremony,
    };
}
