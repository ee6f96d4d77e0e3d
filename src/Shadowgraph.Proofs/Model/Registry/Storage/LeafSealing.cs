using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs;

/// <summary>Converts the changed leaves of a publication to rows of the store, some thousands of rows ahead of the writing.</summary>
internal static class LeafSealing
{
    private const int Ahead = 2048;

    /// <summary>The rows, removed leaves first, then by index.</summary>
    public static async IAsyncEnumerable<RegistryStoreLeaf> SealAsync(
        IReadOnlyList<LeafChange> changes, long version, IRowSeal seal, Parallelism parallelism,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var order = new int[changes.Count];
        var places = new long[changes.Count];
        for (var i = 0; i < order.Length; i++) (order[i], places[i]) = (i, changes[i].Index + (changes[i].Entry is null ? 0 : 1L << 32));
        Array.Sort(places, order);

        // Shared by all rows of the change: the rows differ in their addresses.
        var salt = RandomNumberGenerator.GetBytes(SealedRows.SaltSize);
        RegistryStoreLeaf[] Chunk(int from)
        {
            var rows = new RegistryStoreLeaf[Math.Min(Ahead, order.Length - from)];
            parallelism.For(rows.Length, 64, (start, end) =>
            {
                for (var i = start; i < end; i++) rows[i] = Seal(changes[order[from + i]], version, salt, seal);
            });
            return rows;
        }

        if (order.Length <= 16)
        {
            foreach (var row in Chunk(0)) yield return row;
            yield break;
        }

        var next = Task.Run(() => Chunk(0), cancellationToken);
        for (var from = 0; from < order.Length;)
        {
            var rows = await next.ConfigureAwait(false);
            from += rows.Length;
            var following = from;
            if (from < order.Length) next = Task.Run(() => Chunk(following), cancellationToken);
            foreach (var row in rows) yield return row;
        }
    }

    /// <summary>A row of a live leaf.</summary>
    public static RegistryStoreLeaf Seal(
        int index, RegistrySubject subject, in Bn254.Fr leaf, in Bn254.Fr salt, AttestationBundle bundle, long version, ReadOnlySpan<byte> changeSalt, IRowSeal seal)
    {
        var tag = seal.TagOf(subject.Account);
        Span<byte> content = stackalloc byte[LeafRow.MaxSize];
        var size = LeafRow.Write(content, subject, leaf, salt);
        var row = seal.Seal(new(RowPart.Leaf, index, version, tag), changeSalt, content[..size]);
        CryptographicOperations.ZeroMemory(content);
        var attestations = new byte[AttestationRows.SizeOf(bundle)];
        AttestationRows.Write(attestations, salt, bundle);
        var sealedAttestations = seal.Seal(new(RowPart.Attestations, index, version, tag), changeSalt, attestations);
        if (!seal.KeyId.IsEmpty) CryptographicOperations.ZeroMemory(attestations);
        return new(index, version, tag, row, sealedAttestations);
    }

    private static RegistryStoreLeaf Seal(in LeafChange change, long version, ReadOnlySpan<byte> changeSalt, IRowSeal seal) =>
        change.Entry is { } entry
            ? Seal(change.Index, change.Subject, change.Leaf, entry.Salt, entry.Bundle, version, changeSalt, seal)
            : new(change.Index, version, default, seal.Seal(new(RowPart.RemovedLeaf, change.Index, version, default), changeSalt, []), default);
}
