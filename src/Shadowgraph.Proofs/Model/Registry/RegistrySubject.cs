using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Whom a leaf is about: an account, and whether proofs name it or hide it. Immutable.</summary>
[JsonConverter(typeof(NoJsonConverter<RegistrySubject>))]
public sealed record RegistrySubject
{
    private RegistrySubject(EvmAddress account, Fr? identityCommitment)
    {
        if (account.IsZero) throw new ArgumentException("The zero address is nobody's account.", nameof(account));
        Account = account;
        IdentityCommitment = identityCommitment;
    }

    /// <summary>The account that attestations are about. Of a hidden subject only the publisher and the subject know it.</summary>
    public EvmAddress Account { get; }

    /// <summary>The commitment of a hidden subject; null for a named one.</summary>
    public Fr? IdentityCommitment { get; }

    /// <summary>What the leaf is keyed by: the commitment if there is one, else the account.</summary>
    internal Fr Key => IdentityCommitment ?? Account.ToFr();

    /// <summary>A subject whom proofs name.</summary>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    public static RegistrySubject Named(EvmAddress account) => new(account, null);

    /// <summary>A subject who stays hidden behind the commitment that it gave the publisher.</summary>
    /// <param name="account">The account that attestations are about.</param>
    /// <param name="identityCommitment">The subject's <see cref="IdentitySecret.Commitment"/>.</param>
    /// <exception cref="ArgumentException">The account is the zero address, or the commitment is below 2¹⁶⁰: it would be an address, and
    /// the leaf would be one of whoever has that address.</exception>
    public static RegistrySubject Hidden(EvmAddress account, Fr identityCommitment) =>
        IsCommitment(identityCommitment)
            ? new(account, identityCommitment)
            : throw new ArgumentException(
                "An identity commitment is never as small as an address, below 2^160. Take it from IdentitySecret.Commitment.",
                nameof(identityCommitment));

    /// <summary>Named, without its address where that is hidden.</summary>
    public override string ToString() => IdentityCommitment is { } commitment ? $"hidden {commitment}" : Account.ToString();

    /// <summary>Whether a key can't be an address.</summary>
    internal static bool IsCommitment(in Fr key)
    {
        var limbs = key.Canonical;
        return limbs.L3 != 0 || limbs.L2 >> 32 != 0;
    }
}
