namespace Airdrop.Evm;

/// <summary>A node refused a call.</summary>
/// <param name="message">Why.</param>
/// <param name="data">What a contract reverted with, in hexadecimal; null if it was something else.</param>
internal sealed class JsonRpcException(string message, string? data) : Exception(message)
{
    /// <summary>What a contract reverted with; null if the refusal has another reason.</summary>
    public byte[]? Reverted { get; } = data is null ? null : Convert.FromHexString(data.AsSpan(2));
}
