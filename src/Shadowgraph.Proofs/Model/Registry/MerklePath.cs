using System.Collections.Immutable;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs;

/// <summary>The path from a leaf to the root of a <see cref="LeanImt"/>, in the compressed form of @zk-kit/lean-imt's generateProof.
/// Immutable.</summary>
internal sealed class MerklePath
{
    /// <summary>The maximum number of siblings of a path: 32.</summary>
    public const int MaxDepth = 32;

    private readonly ImmutableArray<Fr> _siblings;

    /// <summary>Creates a path.</summary>
    /// <param name="indexBits">Bit i is set if the node is the right child at the i-th level with a sibling, counted from the leaf.</param>
    /// <param name="siblings">The siblings, from the leaf up, at most 32; 0 is a regular sibling.</param>
    /// <exception cref="ArgumentException">There are more than 32 siblings, or a bit is set beyond the last sibling.</exception>
    public MerklePath(uint indexBits, IEnumerable<Fr> siblings)
    {
        _siblings = [.. siblings];
        if (_siblings.Length > MaxDepth)
        {
            throw new ArgumentException($"A path has at most {MaxDepth} siblings, not {_siblings.Length}.", nameof(siblings));
        }
        if ((ulong)indexBits >> _siblings.Length != 0)
        {
            throw new ArgumentException("A bit is set above the last sibling.", nameof(indexBits));
        }
        IndexBits = indexBits;
    }

    /// <summary>Bit i is set if the node is the right child at the i-th level with a sibling, counted from the leaf.</summary>
    public uint IndexBits { get; }

    /// <summary>The siblings, from the leaf up.</summary>
    public IReadOnlyList<Fr> Siblings => _siblings;

    /// <summary>For each sibling: whether the node beside the sibling is the right child.</summary>
    internal IReadOnlyList<bool> Sides => [.. Enumerable.Range(0, _siblings.Length).Select(IsRightChild)];

    /// <summary>The root computed from a leaf and this path.</summary>
    public Fr ComputeRoot(in Fr leaf)
    {
        var node = leaf;
        for (var i = 0; i < _siblings.Length; i++)
        {
            node = IsRightChild(i) ? Poseidon.Hash(_siblings[i], node) : Poseidon.Hash(node, _siblings[i]);
        }

        return node;
    }

    internal void AppendTo(ref DigestInput input)
    {
        input.Add(IndexBits);
        input.Add((uint)_siblings.Length);
        foreach (ref readonly var sibling in _siblings.AsSpan()) input.Add(sibling);
    }

    private bool IsRightChild(int level) => ((IndexBits >> level) & 1) != 0;
}
