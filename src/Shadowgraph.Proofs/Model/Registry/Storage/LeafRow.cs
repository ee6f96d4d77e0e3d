using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>The plaintext row of a live leaf: hash, salt, account, and the commitment of a hidden subject.</summary>
internal static class LeafRow
{
    private const int NamedSize = Fr.Size + Fr.Size + EvmAddress.Size;
    private const int HiddenSize = NamedSize + Fr.Size;

    /// <summary>The maximum size in bytes.</summary>
    public const int MaxSize = HiddenSize;

    /// <returns>The number of bytes written.</returns>
    public static int Write(Span<byte> destination, RegistrySubject subject, in Fr leaf, in Fr salt)
    {
        leaf.Write(destination);
        salt.Write(destination[Fr.Size..]);
        subject.Account.Write(destination[(2 * Fr.Size)..]);
        if (subject.IdentityCommitment is not { } commitment) return NamedSize;
        commitment.Write(destination[NamedSize..]);
        return HiddenSize;
    }

    /// <returns>False if the row was not written by a registry.</returns>
    public static bool TryRead(ReadOnlySpan<byte> row, out RegistrySubject subject, out Fr leaf, out Fr salt)
    {
        (subject, leaf, salt) = (null!, default, default);
        if (row.Length is not (NamedSize or HiddenSize)
            || !Fr.TryRead(row[..Fr.Size], out leaf) || !Fr.TryRead(row.Slice(Fr.Size, Fr.Size), out salt))
        {
            return false;
        }

        var account = new EvmAddress(row.Slice(2 * Fr.Size, EvmAddress.Size));
        if (account.IsZero) return false;
        if (row.Length == NamedSize)
        {
            subject = RegistrySubject.Named(account);
            return true;
        }

        if (!Fr.TryRead(row[NamedSize..], out var commitment) || !RegistrySubject.IsCommitment(commitment)) return false;
        subject = RegistrySubject.Hidden(account, commitment);
        return true;
    }
}
