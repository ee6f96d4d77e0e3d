using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Airdrop.Evm;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;

namespace Airdrop;

/// <summary>How the amount grows with the score.</summary>
internal enum PayoutCurve
{
    Linear,
    SquareRoot,
    Quadratic,
}

/// <summary>The terms of ReputationAirdrop.sol, without the addresses of the verifiers.</summary>
internal sealed record CampaignTerms
{
    public required EvmAddress Owner { get; init; }

    public required EvmAddress Token { get; init; }

    public required string RegistryId { get; init; }

    public required string Campaign { get; init; }

    public required ProofMode Mode { get; init; }

    public bool Exact { get; init; }

    /// <summary>Scores accepted.</summary>
    public ScoreBounds Bounds { get; init; } = ScoreBounds.Any;

    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    public PayoutCurve Curve { get; init; }

    /// <summary>The payout for a score of 0.</summary>
    public BigInteger Floor { get; init; } = 10 * BigInteger.Pow(10, 18);

    /// <summary>The payout for a score of 1.</summary>
    public BigInteger Cap { get; init; } = 100 * BigInteger.Pow(10, 18);

    /// <summary>Whether the verifiers of single proofs are deployed for the campaign's scope.</summary>
    public bool FixedScope { get; init; }

    /// <summary>The scope of the campaign at an address.</summary>
    public ProofScope ScopeAt(EvmAddress airdrop, ulong chainId) => new(chainId, airdrop, RegistryId, Campaign);

    /// <summary>The expectation of a .NET verifier with the same terms.</summary>
    public ProofExpectation Expect(ProofScope scope, EvmAddress recipient, params IReadOnlyCollection<Fr> roots) => new()
    {
        AcceptedRoots = roots,
        Scope = scope,
        Recipient = recipient,
        RequireRecipientIsSubject = true,
        Mode = Mode,
        Bounds = Bounds,
        RequireExactScore = Exact,
        MaxAge = MaxAge,
        AllowDevelopmentKeys = true,
    };

    /// <summary>The argument of the contract's constructor: a struct of words.</summary>
    public byte[] Encode(IReadOnlyDictionary<CircuitSize, EvmAddress> single, IReadOnlyDictionary<CircuitSize, EvmAddress> chain) => Abi.Words(
    [
        Abi.Number(Owner), Abi.Number(Token), Digest(RegistryId), Digest(Campaign), Mode == ProofMode.Anonymous ? 1 : 0, Exact ? 1 : 0,
        Bounds.Minimum, Bounds.Maximum, (BigInteger)MaxAge.TotalSeconds, (int)Curve, Floor, Cap, FixedScope ? 1 : 0,
        .. Enum.GetValues<CircuitSize>().Select(size => Abi.Number(single.GetValueOrDefault(size))),
        .. Enum.GetValues<CircuitSize>().Select(size => Abi.Number(chain.GetValueOrDefault(size))),
    ]);

    private static BigInteger Digest(string text) => Abi.Number(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
