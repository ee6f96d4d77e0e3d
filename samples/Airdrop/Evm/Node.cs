using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs;

namespace Airdrop.Evm;

/// <summary>The receipt of a transaction.</summary>
/// <param name="Succeeded">False if the transaction reverted.</param>
/// <param name="GasUsed">The total gas: base price, calldata and execution.</param>
/// <param name="Created">The created contract, if any.</param>
/// <param name="LogCount">The number of emitted events.</param>
internal sealed record Receipt(bool Succeeded, long GasUsed, EvmAddress? Created, int LogCount);

/// <summary>An account's view of a chain: transactions, calls, and the clock of a development chain.</summary>
internal sealed class Node(JsonRpc rpc)
{
    /// <summary>The most gas of a transaction, by EIP-7825.</summary>
    public const long MaxGas = 16_777_216;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public JsonRpc Rpc { get; } = rpc;

    /// <summary>The accounts whose keys the node holds.</summary>
    public async Task<EvmAddress[]> AccountsAsync() =>
        [.. (await Rpc.CallAsync("eth_accounts"))!.AsArray().Select(account => EvmAddress.Parse(account!.GetValue<string>()))];

    /// <summary>The address of the next contract of an account, or of a later contract.</summary>
    public async Task<EvmAddress> NextContractAsync(EvmAddress deployer, int after = 0) => EvmAddress.OfContract(
        deployer, await Rpc.NumberAsync("eth_getTransactionCount", deployer.ToString(), "latest") + (ulong)after);

    /// <summary>Deploys a contract.</summary>
    /// <exception cref="JsonRpcException">The constructor reverted.</exception>
    public async Task<EvmAddress> DeployAsync(EvmAddress from, byte[] code, params byte[] arguments)
    {
        byte[] creation = [.. code, .. arguments];
        await Rpc.CallAsync("eth_call", Transaction(from, null, creation, MaxGas), "latest");
        return (await SendAsync(from, null, creation)).Created!.Value;
    }

    /// <summary>Sends a transaction, even if it will revert, and waits for its receipt.</summary>
    public async Task<Receipt> SendAsync(EvmAddress from, EvmAddress? to, byte[] data, long gas = MaxGas)
    {
        var hash = (await Rpc.CallAsync("eth_sendTransaction", Transaction(from, to, data, gas)))!.GetValue<string>();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            // Immediately after sending, the receipt may be missing.
            if (await Rpc.CallAsync("eth_getTransactionReceipt", hash) is { } receipt) return Read(receipt);
            if (waited.Elapsed > Patience) throw new InvalidOperationException($"The transaction {hash} does not get into a block.");
            await Task.Delay(10);
        }
    }

    /// <summary>Calls without a transaction.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The contract.</param>
    /// <param name="data">The call.</param>
    /// <param name="time">The block's time, in Unix seconds; null for the next block's.</param>
    /// <param name="gas">The gas limit.</param>
    /// <exception cref="JsonRpcException">The call reverted.</exception>
    public async Task<byte[]> CallAsync(EvmAddress from, EvmAddress to, byte[] data, long? time = null, long gas = MaxGas) => JsonRpc.BytesOf(
        time is null
            ? await Rpc.CallAsync("eth_call", Transaction(from, to, data, gas), "latest")
            : await Rpc.CallAsync(
                "eth_call", Transaction(from, to, data, gas), "latest", new JsonObject(), new JsonObject { ["time"] = JsonRpc.Text((ulong)time) }));

    /// <summary>Sets the time of the next block, which must not be before the last block's; later blocks continue from there.</summary>
    public Task SetNextTimeAsync(long time) => Rpc.CallAsync("evm_setNextBlockTimestamp", time);

    public async Task<string> SnapshotAsync() => (await Rpc.CallAsync("evm_snapshot"))!.GetValue<string>();

    /// <summary>Takes back all since a snapshot, the clock too, which the node itself does not.</summary>
    public async Task RevertAsync(string snapshot)
    {
        await Rpc.CallAsync("evm_revert", snapshot);
        await SetNextTimeAsync(await TimeAsync() + 1);
    }

    /// <summary>The time of the latest block, in Unix seconds.</summary>
    public async Task<long> TimeAsync() => (long)JsonRpc.NumberOf((await Rpc.CallAsync("eth_getBlockByNumber", "latest", false))!["timestamp"]);

    private static JsonObject Transaction(EvmAddress from, EvmAddress? to, byte[] data, long gas)
    {
        var transaction = new JsonObject
        {
            ["from"] = from.ToString(),
            ["gas"] = JsonRpc.Text((ulong)gas),
            ["data"] = JsonRpc.Text(data),
        };
        if (to is { } contract) transaction["to"] = contract.ToString();
        return transaction;
    }

    private static Receipt Read(JsonNode receipt) => new(
        JsonRpc.NumberOf(receipt["status"]) == 1,
        long.Parse(receipt["gasUsed"]!.GetValue<string>().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        receipt["contractAddress"] is { } created ? EvmAddress.Parse(created.GetValue<string>()) : null,
        receipt["logs"]!.AsArray().Count);
}
