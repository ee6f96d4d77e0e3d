using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Proving;

/// <summary>What one link of a circuit takes. The bytes were measured and rounded up; a test holds them against the real thing.</summary>
/// <param name="Constraints">Constraints and public rows.</param>
/// <param name="KeyBytes">Memory of the loaded proving key and the compiled circuit.</param>
/// <param name="WorkingBytes">Memory of witness and scratch at the peak of a proof.</param>
internal readonly record struct CircuitCost(int Constraints, long KeyBytes, long WorkingBytes)
{
    private const long MiB = 1 << 20;

    public static CircuitCost Of(CircuitSize size) => size switch
    {
        CircuitSize.Small => new(25_900, 32 * MiB, 16 * MiB),
        CircuitSize.Medium => new(59_300, 72 * MiB, 32 * MiB),
        CircuitSize.Large => new(128_000, 150 * MiB, 64 * MiB),
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large."),
    };
}
