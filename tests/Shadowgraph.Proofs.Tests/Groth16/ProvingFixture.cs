using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>A test circuit with its constraints, a witness and a fresh development key.</summary>
internal sealed class ProvingFixture : IDisposable
{
    public ProvingFixture(TestCircuit circuit)
    {
        var system = ConstraintSystem.Compile(circuit);
        R1cs = system.R1cs;
        Witness = system.Solve(circuit.Inputs);
        Key = Groth16Setup.CreateDevelopmentKey(R1cs);
        Signals = Witness.PublicSignals(R1cs);
    }

    public R1cs R1cs { get; }

    public Witness Witness { get; }

    public ProvingKey Key { get; }

    /// <summary>The key with and without the points of <see cref="ProvingKey.FoldedC"/>, which keys of other programs lack.</summary>
    public ProvingKey[] BothKeys() => [Key, WithoutFoldedC(Key)];

    /// <summary>A key as another program would have made it.</summary>
    public static ProvingKey WithoutFoldedC(ProvingKey key) => new(SnarkjsMade.ContentsOf(key) with { FoldedC = null });

    public Fr[] Signals { get; }

    /// <summary>The key as a .zkey file.</summary>
    public byte[] SaveKey()
    {
        using var file = new MemoryStream();
        Key.Save(file);
        return file.ToArray();
    }

    public void Dispose() => Witness.Dispose();
}
