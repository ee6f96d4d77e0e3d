using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The subject of a leaf: an account, named or hidden in proofs. Immutable.</summary>
[JsonConverter(typeof(NoJsonConverter<RegistrySubject>))]
public sealed record RegistrySubject
{
    private RegistrySubject(EvmAddress account, Fr? identityCommitment)
    {
        if (account.IsZero) throw new ArgumentException("The zero address is not an account.", nameof(account));
        Account = account;
        IdentityCommitment = identityCommitment;
    }

    /// <summary>The account named in attestations. For a hidden subject, known only to the publisher and the subject.</summary>
    public EvmAddress Account { get; }

    /// <summary>The identity commitment of a hidden subject; null for a named subject.</summary>
    public Fr? IdentityCommitment { get; }

    /// <summary>The key of the leaf: the commitment of a hidden subject, otherwise the account.</summary>
    internal Fr Key => IdentityCommitment ?? Account.ToFr();

    /// <summary>A subject named in proofs.</summary>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    public static RegistrySubject Named(EvmAddress account) => new(account, null);

    /// <summary>A subject hidden behind an identity commitment, which the subject has given to the publisher.</summary>
    /// <param name="account">The account named in attestations.</param>
    /// <param name="identityCommitment">The subject's <see cref="IdentitySecret.Commitment"/>.</param>
    /// <exception cref="ArgumentException">The account is the zero address, or the commitment is below 2¹⁶⁰: such a key would be an address, and the
    /// owner of that address could prove with the leaf.</exception>
    public static RegistrySubject Hidden(EvmAddress account, Fr identityCommitment) =>
        IsCommitment(identityCommitment)
            ? new(account, identityCommitment)
            : throw new ArgumentException(
                "An identity commitment must be at least 2^160. Use IdentitySecret.Commitment.",
                nameof(identityCommitment));

    /// <summary>The address of a named subject; the commitment of a hidden subject.</summary>
    public override string ToString() => IdentityCommitment is { } commitment ? $"hidden {commitment}" : Account.ToString();

    /// <summary>Whether a key is outside the range of addresses.</summary>
    internal static bool IsCommitment(in Fr key)
    {
        var limbs = key.Canonical;
        return limbs.L3 != 0 || limbs.L2 >> 32 != 0;
    }
}
