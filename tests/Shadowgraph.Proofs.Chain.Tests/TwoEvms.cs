using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>The same contracts with the same state on anvil and on ethereumjs.</summary>
internal sealed class TwoEvms
{
    private readonly TestChain _chain;

    private TwoEvms(TestChain chain) => _chain = chain;

    /// <summary>Puts the campaigns of the test chain on ethereumjs.</summary>
    /// <param name="chainId">The id of the chain there.</param>
    public static async Task<TwoEvms> StartAsync(ulong chainId = Anvil.ChainId)
    {
        var chain = await TestChain.GetAsync();
        EthereumJs.Shared.Begin(chainId);
        foreach (var campaign in chain.Campaigns) await EthereumJs.Shared.MirrorAsync(chain.Node, campaign, campaign.Verifiers);
        return new TwoEvms(chain);
    }

    /// <summary>What anvil says of a claim: null if it pays, else the error.</summary>
    public Task<string?> OnAnvilAsync(Campaign campaign, byte[] call, long time) => campaign.RefusalOfAsync(ChainWorld.Stranger, call, time);

    /// <summary>What ethereumjs says of it.</summary>
    public string? OnEthereumJs(Campaign campaign, byte[] call, long time)
    {
        var execution = EthereumJs.Shared.Call(campaign.Address, call, time);
        if (!execution.Failed) return null;
        return execution.Returned.Length < SolidityAbi.SelectorSize
            ? "no data"
            : _chain.Contracts.Errors[System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(execution.Returned)];
    }
}
