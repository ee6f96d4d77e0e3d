using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Chains of blocks that are to be hashed.</summary>
internal interface IPoseidonChains
{
    /// <summary>The blocks of a chain.</summary>
    int BlocksOf(int chain);

    /// <summary>Writes the 16 elements of a block.</summary>
    void ReadBlock(int chain, int block, Span<Fr> elements);
}
