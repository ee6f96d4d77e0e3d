using System.Data;
using System.Data.Common;

namespace Shadowgraph.Proofs;

/// <summary>The statements of a change, prepared once for the writer's connection. After a failed change, create new ones: buffered rows would
/// remain.</summary>
internal sealed class ChangeStatements(DbConnection connection, RegistrySchema schema, SqlDialect dialect) : IAsyncDisposable
{
    private readonly PreparedStatement _advance = new(
        connection,
        $"UPDATE {schema.Registry} SET sequence = @p0, key_id = @p1 WHERE writer = @p2 AND sequence = @p3",
        new[] { DbType.Int64, DbType.Binary, DbType.Int64, DbType.Int64 });

    private readonly BatchedUpsert _leaves = new(
        connection, schema.Leaves, dialect.RowsPerStatement,
        ("leaf_index", DbType.Int32), ("version", DbType.Int64), ("account", DbType.Binary), ("content", DbType.Binary));

    private readonly BatchedUpsert _attestations = new(
        connection, schema.Attestations, dialect.RowsPerStatement,
        ("leaf_index", DbType.Int32), ("version", DbType.Int64), ("content", DbType.Binary));

    private readonly PreparedStatement _deleteAttestations = new(
        connection, $"DELETE FROM {schema.Attestations} WHERE leaf_index = @p0", new[] { DbType.Int32 });

    private readonly PreparedStatement _insertRoot = new(
        connection,
        $"INSERT INTO {schema.Roots} (sequence, root, leaves, subjects, published_at, seal) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
        new[] { DbType.Int64, DbType.Binary, DbType.Int32, DbType.Int32, DbType.Int64, DbType.Binary });

    private readonly PreparedStatement _deleteRoots = new(
        connection, $"DELETE FROM {schema.Roots} WHERE sequence < @p0", new[] { DbType.Int64 });

    /// <summary>Writes a change, within a transaction.</summary>
    /// <returns>False, with nothing written, if the registry has another writer or is not at the change's predecessor.</returns>
    public async Task<bool> WriteAsync(RegistryStoreChange change, long writer, CancellationToken cancellationToken)
    {
        var root = change.Root;
        var advanced = await _advance.ExecuteAsync(
            new object?[] { root.Sequence, change.KeyId, writer, root.Sequence - 1 }, cancellationToken).ConfigureAwait(false);
        if (advanced != 1) return false;
        await WriteLeavesAsync(change.Leaves, cancellationToken).ConfigureAwait(false);
        await _insertRoot.ExecuteAsync(
            new object?[] { root.Sequence, root.Root, root.LeafCount, root.SubjectCount, root.PublishedAt.ToUnixTimeMilliseconds(), root.Seal },
            cancellationToken).ConfigureAwait(false);
        await _deleteRoots.ExecuteAsync(new object?[] { change.OldestRoot }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _advance.DisposeAsync().ConfigureAwait(false);
        await _leaves.DisposeAsync().ConfigureAwait(false);
        await _attestations.DisposeAsync().ConfigureAwait(false);
        await _deleteAttestations.DisposeAsync().ConfigureAwait(false);
        await _insertRoot.DisposeAsync().ConfigureAwait(false);
        await _deleteRoots.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteLeavesAsync(IAsyncEnumerable<RegistryStoreLeaf> leaves, CancellationToken cancellationToken)
    {
        await foreach (var leaf in leaves.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await _leaves.AddAsync(
                [leaf.Index, leaf.Version, leaf.AccountTag.IsEmpty ? (object?)null : leaf.AccountTag, leaf.Content], cancellationToken).ConfigureAwait(false);
            if (leaf.AccountTag.IsEmpty)
                await _deleteAttestations.ExecuteAsync(new object?[] { leaf.Index }, cancellationToken).ConfigureAwait(false);
            else
                await _attestations.AddAsync([leaf.Index, leaf.Version, leaf.Attestations], cancellationToken).ConfigureAwait(false);
        }

        await _leaves.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _attestations.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
