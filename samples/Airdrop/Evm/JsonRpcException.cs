namespace Airdrop.Evm;

/// <summary>A node refused a call.</summary>
/// <param name="message">Why.</param>
/// <param name="data">The revert data of a contract, in hexadecimal; null for other errors.</param>
internal sealed class JsonRpcException(string message, string? data) : Exception(message)
{
    /// <summary>The revert data of a contract; null for other errors.</summary>
    public byte[]? Reverted { get; } = data is null ? null : Convert.FromHexString(data.AsSpan(2));
}
