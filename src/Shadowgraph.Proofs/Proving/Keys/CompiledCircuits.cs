using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// A circuit of each size, compiled on first use. A failed compilation, for example for lack of memory, is repeated on the next use.
/// </summary>
/// <param name="define">The circuit of a size.</param>
internal sealed class CompiledCircuits(Func<CircuitSize, ICircuit> define)
{
    private readonly Compiled[] _bySize = [.. Enum.GetValues<CircuitSize>().Select(size => new Compiled(define, size))];

    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public ConstraintSystem Get(CircuitSize size) => Of(size).System.Value;

    /// <summary>SHA-256 of the .r1cs file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    public string Digest(CircuitSize size) => Of(size).Digest.Value;

    private Compiled Of(CircuitSize size) => Enum.IsDefined(size)
        ? _bySize[(int)size]
        : throw new ArgumentOutOfRangeException(nameof(size), size, "Expected Small, Medium or Large.");

    private sealed class Compiled
    {
        public Compiled(Func<CircuitSize, ICircuit> define, CircuitSize size)
        {
            System = new(() => ConstraintSystem.Compile(define(size)));
            Digest = new(() => ReputationCircuits.DigestOf(System.Value.R1cs));
        }

        public RetryableLazy<ConstraintSystem> System { get; }

        public RetryableLazy<string> Digest { get; }
    }
}
