using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs;

public sealed partial class DbRegistryStore
{
    private async Task<IReadOnlyList<RegistryStoreRoot>> ReadRootsAsync(
        DbConnection connection, long oldest, CancellationToken cancellationToken)
    {
        var roots = new List<RegistryStoreRoot>();
        var command = connection.Command(
            $"SELECT sequence, root, leaves, subjects, published_at, seal FROM {_schema.Roots} WHERE sequence >= @oldest ORDER BY sequence", ("@oldest", oldest));
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    roots.Add(new(
                        reader.GetInt64(0), reader.GetBytes(1, 32), reader.GetInt32(2), reader.GetInt32(3),
                        ReadTime(reader.GetInt64(4)), reader.GetBytes(5, 32)));
                }
            }
        }

        return roots;
    }

    private static DateTimeOffset ReadTime(long milliseconds) => milliseconds is >= 0 and < 253_402_300_800_000
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : throw new RegistryStoreException(RegistryStoreErrorKind.Damaged, "A root in the registry's store has an impossible time. Restore the database.");

    private async IAsyncEnumerable<RegistryStoreLeaf> ReadLeavesAsync(
        DbConnection connection, long since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = $"SELECT leaf_index, version, account, content FROM {_schema.Leaves}";
        var command = since == 0
            ? connection.Command($"{all} ORDER BY leaf_index")
            : connection.Command($"{all} WHERE version > @since ORDER BY leaf_index", ("@since", since));
        await using (command.ConfigureAwait(false))
        {
            DbDataReader? reader = null;
            try
            {
                while (true)
                {
                    RegistryStoreLeaf leaf;
                    try
                    {
                        reader ??= await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) yield break;
                        leaf = new(
                            reader.GetInt32(0), reader.GetInt64(1),
                            await reader.IsDBNullAsync(2, cancellationToken).ConfigureAwait(false) ? default : reader.GetBytes(2, 32),
                            reader.GetBytes(3, MaxLeafBytes), default);
                    }
                    catch (Exception e) when (IsFailure(e) || e is OverflowException or InvalidCastException)
                    {
                        throw Translate(e, "read");
                    }

                    yield return leaf;
                }
            }
            finally
            {
                if (reader is not null) await reader.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
