using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json.Nodes;
using Airdrop.Evm;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;

namespace Airdrop;

/// <summary>The result of a claim.</summary>
/// <param name="Gas">The transaction's gas.</param>
/// <param name="Paid">The amount paid to the recipient, in the token's smallest unit.</param>
/// <param name="Refusal">The name of the contract's error; null if the claim was paid.</param>
internal sealed record ClaimOutcome(long Gas, BigInteger Paid, string? Refusal);

/// <summary>An airdrop on a chain.</summary>
internal sealed class Campaign
{
    private readonly Node _node;
    private readonly Contracts _contracts;

    private Campaign(Node node, Contracts contracts, CampaignTerms terms, EvmAddress address, ulong chainId, IReadOnlyList<EvmAddress> verifiers)
    {
        Verifiers = verifiers;
        _node = node;
        _contracts = contracts;
        Terms = terms;
        Address = address;
        Scope = terms.ScopeAt(address, chainId);
    }

    public CampaignTerms Terms { get; }

    public EvmAddress Address { get; }

    /// <summary>The scope that proofs must be made for.</summary>
    public ProofScope Scope { get; }

    /// <summary>The verifiers: for each circuit, for single proofs and for chains.</summary>
    public IReadOnlyList<EvmAddress> Verifiers { get; }

    /// <summary>Deploys verifiers and airdrop, and gives the airdrop tokens.</summary>
    /// <param name="node">The chain.</param>
    /// <param name="contracts">The contracts.</param>
    /// <param name="terms">The terms; the owner deploys, and has the tokens.</param>
    /// <param name="funds">Tokens that the airdrop gets.</param>
    /// <param name="sizes">The circuits whose proofs are accepted.</param>
    public static async Task<Campaign> DeployAsync(
        Node node, Contracts contracts, CampaignTerms terms, BigInteger funds, params CircuitSize[] sizes)
    {
        var chainId = await node.Rpc.NumberAsync("eth_chainId");

        // The scope names the airdrop, which is deployed after its verifiers, at an address computed beforehand.
        var address = await node.NextContractAsync(terms.Owner, after: 2 * sizes.Length);
        var scope = terms.ScopeAt(address, chainId).ToFr().ToBigInteger();
        var (single, chain) = (new Dictionary<CircuitSize, EvmAddress>(), new Dictionary<CircuitSize, EvmAddress>());
        foreach (var size in sizes)
        {
            var bounds = terms.FixedScope ? Abi.Words(0, 0, 0, scope) : Abi.Words(0, 0, 0);
            single[size] = await node.DeployAsync(terms.Owner, contracts.Single(size, terms.FixedScope).Code, bounds);
            chain[size] = await node.DeployAsync(terms.Owner, contracts.Chain(size).Code, Abi.Words(0, 0, 0));
        }

        var deployed = await node.DeployAsync(terms.Owner, contracts.Airdrop.Code, terms.Encode(single, chain));
        if (deployed != address) throw new InvalidOperationException($"The airdrop is at {deployed}; the address {address} was computed before.");
        var campaign = new Campaign(
            node, contracts, terms, address, chainId, [.. sizes.SelectMany(size => (EvmAddress[])[single[size], chain[size]])]);
        if (!funds.IsZero) await campaign.OwnerAsync(terms.Token, Abi.Call("transfer(address,uint256)", Abi.Number(address), funds));
        return campaign;
    }

    /// <summary>Accepts a root up to a time.</summary>
    public Task SetRootAsync(Fr root, DateTimeOffset until) =>
        OwnerAsync(Address, Abi.Call("setRoot(uint256,uint256)", root.ToBigInteger(), until.ToUnixTimeSeconds()));

    /// <summary>Sends a claim.</summary>
    /// <param name="from">The sender, who pays for the transaction; any account.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="consent">The subject's consent to another recipient.</param>
    public Task<ClaimOutcome> ClaimAsync(EvmAddress from, ReputationProof proof, Consent? consent = null) =>
        ClaimAsync(from, proof.Recipient, ClaimCall.Encode(proof, consent));

    /// <summary>Sends an encoded claim.</summary>
    public async Task<ClaimOutcome> ClaimAsync(EvmAddress from, EvmAddress recipient, byte[] call)
    {
        var refusal = await RefusalOfAsync(from, call);
        var before = await BalanceAsync(recipient);
        var receipt = await _node.SendAsync(from, Address, call);
        if (receipt.Succeeded != refusal is null) throw new InvalidOperationException($"A call and its transaction ended differently: {refusal}.");
        return new ClaimOutcome(receipt.GasUsed, await BalanceAsync(recipient) - before, refusal);
    }

    /// <summary>The reason for which a claim would be refused; null if the claim would be paid.</summary>
    public async Task<string?> RefusalOfAsync(EvmAddress from, byte[] call, long? time = null, long gas = Node.MaxGas)
    {
        try
        {
            await _node.CallAsync(from, Address, call, time, gas);
            return null;
        }
        catch (JsonRpcException e)
        {
            return NameOf(e.Reverted, e.Message);
        }
    }

    /// <summary>The subject's consent to a recipient, signed by the node for one of the node's accounts, by EIP-712.</summary>
    public async Task<Consent> ConsentAsync(EvmAddress subject, EvmAddress recipient)
    {
        var data = new JsonObject
        {
            ["types"] = new JsonObject
            {
                ["EIP712Domain"] = Fields(("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")),
                ["Consent"] = Fields(("scope", "uint256"), ("recipient", "address")),
            },
            ["primaryType"] = "Consent",
            ["domain"] = new JsonObject
            {
                ["name"] = "ReputationAirdrop",
                ["version"] = "1",
                ["chainId"] = Scope.ChainId,
                ["verifyingContract"] = Address.ToString(),
            },
            ["message"] = new JsonObject { ["scope"] = Scope.ToFr().ToString(), ["recipient"] = recipient.ToString() },
        };
        return new Consent(JsonRpc.BytesOf(await _node.Rpc.CallAsync("eth_signTypedData_v4", subject.ToString(), data)));

        static JsonArray Fields(params (string Name, string Type)[] fields) =>
            [.. fields.Select(field => new JsonObject { ["name"] = field.Name, ["type"] = field.Type })];
    }

    /// <summary>Tokens of an account.</summary>
    public async Task<BigInteger> BalanceAsync(EvmAddress account) =>
        Abi.Number(await _node.CallAsync(account, Terms.Token, Abi.Call("balanceOf(address)", Abi.Number(account))));

    /// <summary>Sends a transaction of the owner.</summary>
    /// <exception cref="InvalidOperationException">The transaction reverted.</exception>
    public async Task OwnerAsync(EvmAddress to, byte[] call)
    {
        if (!(await _node.SendAsync(Terms.Owner, to, call)).Succeeded) throw new InvalidOperationException("The owner's transaction reverted.");
    }

    private string NameOf(byte[]? reverted, string message) => reverted is { Length: >= 4 }
        ? _contracts.Errors.GetValueOrDefault(BinaryPrimitives.ReadUInt32BigEndian(reverted), JsonRpc.Text(reverted))
        : reverted is { Length: 0 } ? "no data" : message;
}
