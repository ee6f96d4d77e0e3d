using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>The circuit for which a key is made, and against which a key is checked.</summary>
/// <param name="R1cs">The circuit's constraints.</param>
/// <param name="Digest">SHA-256 of the circuit's .r1cs file, in lower-case hexadecimal.</param>
internal sealed record CircuitForKeys(R1cs R1cs, string Digest)
{
    public static CircuitForKeys Of(CircuitSize size) => new(ReputationCircuits.Get(size).R1cs, ReputationCircuits.Digest(size));
}
