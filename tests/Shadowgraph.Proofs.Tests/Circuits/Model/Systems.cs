using System.Collections.Concurrent;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>Compiled reputation circuits, shared by all tests: compiled systems are immutable.</summary>
internal static class Systems
{
    /// <summary>Two blocks: the smallest circuit with everything that the real ones have.</summary>
    public const int TinySlots = 48;

    private static readonly ConcurrentDictionary<int, Lazy<ConstraintSystem>> Compiled = new();

    public static ConstraintSystem Tiny => Of(TinySlots);

    public static ConstraintSystem Of(CircuitSize size) => Of(size.Capacity());

    private static ConstraintSystem Of(int slots) =>
        Compiled.GetOrAdd(slots, _ => new(() => ConstraintSystem.Compile(new ReputationCircuit(slots)))).Value;
}
