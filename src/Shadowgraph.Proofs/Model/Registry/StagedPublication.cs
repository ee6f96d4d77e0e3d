using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>
/// The pending effect of one or more publications on a registry, including the new root. Invisible to readers until <see cref="Apply"/>; without that
/// call the registry stays unchanged.
/// </summary>
/// <remarks>Created by <see cref="RegistryWriter.Stage"/>; valid until the writer stages again or is disposed.</remarks>
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

    /// <summary>The final state of each changed leaf, once per leaf, in no particular order. Empty if nothing changes.</summary>
    public IReadOnlyList<LeafChange> Changes { get; }

    /// <summary>The outcome of each publication, in the order of the publications.</summary>
    public IReadOnlyList<PublicationOutcome> Outcomes { get; }

    /// <summary>The new number of leaves of the tree, including removed leaves: new leaves have the indexes up to this number.</summary>
    public int LeafCount => Tree.Count;

    /// <summary>The new root; 0 if nothing has been published yet.</summary>
    public Fr Root => Tree.Root;

    internal LeanImtChange Tree { get; }

    /// <summary>Makes the changes visible to readers. Holds the readers' lock only while nodes are stored.</summary>
    /// <param name="load">Null to keep bundles in memory; otherwise bundles are dropped, and loaded by this delegate when needed.</param>
    public void Apply(Func<RegistryEntry, AttestationBundle>? load = null)
    {
        _writer.Apply(this);
        if (load is null) return;
        foreach (var change in Changes) change.Entry?.Release(load);
    }
}
