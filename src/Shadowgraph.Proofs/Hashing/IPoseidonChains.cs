using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Chains of blocks to hash.</summary>
internal interface IPoseidonChains
{
    /// <summary>The number of blocks of a chain.</summary>
    int BlocksOf(int chain);

    /// <summary>Writes the 16 elements of a block.</summary>
    void ReadBlock(int chain, int block, Span<Fr> elements);
}
