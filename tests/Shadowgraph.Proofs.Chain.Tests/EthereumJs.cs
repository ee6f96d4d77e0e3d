using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Nodes;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>What a call did.</summary>
/// <param name="Failed">Whether it reverted or ran out of gas.</param>
/// <param name="Returned">What it returned or reverted with.</param>
/// <param name="Gas">Gas of the execution.</param>
internal sealed record Execution(bool Failed, byte[] Returned, long Gas);

/// <summary>A second EVM, of another maker and another language: @ethereumjs/evm in Node, which interop/evm.mjs drives.</summary>
internal sealed class EthereumJs : IDisposable
{
    private static readonly Lazy<EthereumJs> LazyShared = new(() => new EthereumJs());

    private readonly Process _process;

    public EthereumJs()
    {
        var interop = Path.GetFullPath(Path.Combine(Packages.Folder, "..", "..", "tests", "interop"));
        if (!Directory.Exists(Path.Combine(interop, "node_modules")))
            throw new InvalidOperationException("The packages of tests/interop are not installed: run npm ci there.");
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(interop, "evm.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public static EthereumJs Shared => LazyShared.Value;

    public static void Stop()
    {
        if (LazyShared.IsValueCreated) LazyShared.Value.Dispose();
    }

    /// <summary>Begins anew on a chain with an id.</summary>
    public void Begin(ulong chainId = Anvil.ChainId) => Order(new JsonObject { ["op"] = "chain", ["chainId"] = chainId });

    /// <summary>Puts a campaign on this chain as it is on anvil: its contracts at the same addresses, the owner, the root, the tokens.</summary>
    public async Task MirrorAsync(Node node, Campaign campaign, params IEnumerable<EvmAddress> verifiers)
    {
        foreach (var verifier in verifiers) await PutAsync(node, verifier, []);
        await PutAsync(node, campaign.Address, [0, 1, 2, SlotOf(ChainWorld.Registry.Root.ToBigInteger(), 3)]);
        await PutAsync(node, campaign.Terms.Token, [SlotOf(Abi.Number(campaign.Address), 0)]);
    }

    public EvmAddress? Create(byte[] code, out Execution execution)
    {
        var answer = Order(new JsonObject { ["op"] = "create", ["from"] = ChainWorld.Owner.ToString(), ["data"] = JsonRpc.Text(code) });
        execution = new Execution(answer["failed"]!.GetValue<bool>(), JsonRpc.BytesOf(answer["returned"]), 0);
        return execution.Failed ? null : EvmAddress.Parse(answer["address"]!.GetValue<string>());
    }

    public Execution Call(EvmAddress to, byte[] data, long time, bool keep = false, long? gas = null)
    {
        var answer = Order(new JsonObject
        {
            ["op"] = "call",
            ["from"] = ChainWorld.Stranger.ToString(),
            ["to"] = to.ToString(),
            ["data"] = JsonRpc.Text(data),
            ["time"] = time,
            ["keep"] = keep,
            ["gas"] = gas,
        });
        return new Execution(answer["failed"]!.GetValue<bool>(), JsonRpc.BytesOf(answer["returned"]), answer["gas"]!.GetValue<long>());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    /// <summary>Where Solidity keeps a mapping's value: at the hash of key and the mapping's own slot.</summary>
    private static BigInteger SlotOf(BigInteger key, int mapping)
    {
        var hash = new byte[Keccak256.Size];
        Keccak256.Hash(Abi.Words(key, mapping), hash);
        return Abi.Number(hash);
    }

    private async Task PutAsync(Node node, EvmAddress address, BigInteger[] slots)
    {
        var storage = new JsonObject();
        foreach (var slot in slots)
        {
            var place = JsonRpc.Text(Abi.Word(slot));
            storage[place] = (await node.Rpc.CallAsync("eth_getStorageAt", address.ToString(), place, "latest"))!.GetValue<string>();
        }

        var code = (await node.Rpc.CallAsync("eth_getCode", address.ToString(), "latest"))!.GetValue<string>();
        Order(new JsonObject { ["op"] = "put", ["address"] = address.ToString(), ["code"] = code, ["storage"] = storage });
    }

    private JsonNode Order(JsonObject order)
    {
        _process.StandardInput.WriteLine(order.ToJsonString());
        _process.StandardInput.Flush();
        return JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The EVM in Node has ended."))!;
    }
}
