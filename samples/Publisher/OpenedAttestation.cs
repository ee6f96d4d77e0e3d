using System.Text.Json;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>An attestation as an opening has it: evidence in fixed point, see docs/statement.md.</summary>
/// <param name="Source">The attester.</param>
/// <param name="Type">The type, as in attestation JSON.</param>
/// <param name="CreatedAt">Unix seconds.</param>
/// <param name="ExpiresAt">Unix seconds; null if never.</param>
/// <param name="For">Evidence for, in units of 2⁻²⁰.</param>
/// <param name="Against">Evidence against, in units of 2⁻²⁰.</param>
/// <param name="BaseRate">0 to 1.</param>
/// <param name="Weight">0 to 1.</param>
internal sealed record OpenedAttestation(
    EvmAddress Source, string Type, long CreatedAt, long? ExpiresAt, long For, long Against, double BaseRate, double Weight)
{
    private const double Unit = 1 << 20;
    private const long Never = (1L << 40) - 1;

    /// <summary>The opinion that corresponds to the evidence: b = r/(r + s + 2), d = s/(r + s + 2), u = 2/(r + s + 2).</summary>
    public Opinion Opinion
    {
        get
        {
            var total = For + Against + 2 * Unit;
            return new(For / total, Against / total, 2 * Unit / total, BaseRate);
        }
    }

    /// <summary>Evidence for less evidence against, weighted: how strong a line of a picture is.</summary>
    public double Strength => Weight * (For - Against) / Unit;

    /// <summary>The attestations of an opening.</summary>
    public static IReadOnlyList<OpenedAttestation> From(RegistryOpening opening)
    {
        using var json = JsonDocument.Parse(opening.ToJson());
        return [.. json.RootElement.GetProperty("attestations").EnumerateArray().Select(attestation =>
        {
            var expires = attestation.GetProperty("expires_at").GetInt64();
            return new OpenedAttestation(
                EvmAddress.Parse(attestation.GetProperty("source").GetString()),
                attestation.GetProperty("attestation_type").GetString()!,
                attestation.GetProperty("created_at").GetInt64(),
                expires == Never ? null : expires,
                attestation.GetProperty("r").GetInt64(),
                attestation.GetProperty("s").GetInt64(),
                attestation.GetProperty("a").GetInt64() / Unit,
                attestation.GetProperty("w").GetInt64() / 65536.0);
        })];
    }
}
