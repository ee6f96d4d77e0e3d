using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>
/// One or more publications as they would change a registry, root included. Readers see nothing of it until <see cref="Apply"/>; who
/// drops it has changed nothing.
/// </summary>
/// <remarks>Made by <see cref="RegistryWriter.Stage"/>, and of use until the writer stages again or is disposed.</remarks>
internal sealed class StagedPublication
{
    private readonly RegistryWriter _writer;

    internal StagedPublication(
        RegistryWriter writer, IReadOnlyList<LeafChange> changes, IReadOnlyList<PublicationOutcome> outcomes, LeanImtChange tree)
    {
        _writer = writer;
        Changes = changes;
        Outcomes = outcomes;
        Tree = tree;
    }

    /// <summary>Each leaf that changes, once, as it is in the end; in no order. Empty if nothing changes.</summary>
    public IReadOnlyList<LeafChange> Changes { get; }

    /// <summary>What became of each publication, in the order in which they were given.</summary>
    public IReadOnlyList<PublicationOutcome> Outcomes { get; }

    /// <summary>Leaves of the tree afterwards, removed ones included: new ones have the indexes up to this.</summary>
    public int LeafCount => Tree.Count;

    /// <summary>The root afterwards; 0 if nothing was ever published.</summary>
    public Fr Root => Tree.Root;

    internal LeanImtChange Tree { get; }

    /// <summary>Lets readers see it. Takes the readers' lock for as long as it takes to put nodes in their places.</summary>
    /// <param name="load">Null to keep bundles in memory; else they are let go of, and loaded by this.</param>
    public void Apply(Func<RegistryEntry, AttestationBundle>? load = null)
    {
        _writer.Apply(this);
        if (load is null) return;
        foreach (var change in Changes) change.Entry?.Release(load);
    }
}
