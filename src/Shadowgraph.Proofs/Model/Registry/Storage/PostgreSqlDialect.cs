using System.Data.Common;
using System.Net.Sockets;

namespace Shadowgraph.Proofs;

/// <summary>PostgreSQL: an advisory lock of the writer's session, which the server drops with it.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string Bytes => "bytea";

    public override string BeginWriting => "BEGIN";

    public override string BeginReading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public override int RowsPerStatement => 256;

    public override string CountTables => "SELECT count(*) FROM pg_class WHERE oid = to_regclass(@table)";

    public override Task PrepareWriterAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("SET synchronous_commit = on", cancellationToken);

    public override async Task<IAsyncDisposable?> TryLockAsync(DbConnection connection, string registryTable, CancellationToken cancellationToken)
    {
        const string key = "hashtextextended(current_schema() || '.' || @table, 7310579)";
        var taken = (bool)(await connection
            .ScalarAsync($"SELECT pg_try_advisory_lock({key})", cancellationToken, ("@table", registryTable)).ConfigureAwait(false))!;
        return taken ? new SessionLock(connection, $"SELECT pg_advisory_unlock({key})", registryTable) : null;
    }

    public override RegistryStoreErrorKind KindOf(DbException error) => error.SqlState switch
    {
        "53100" => RegistryStoreErrorKind.Full,
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] or ['4', '0', ..] or "55P03" => RegistryStoreErrorKind.Unavailable,
        ['X', 'X', '0', '0', '1' or '2'] => RegistryStoreErrorKind.Damaged,
        null when error.IsTransient || error.InnerException is IOException or SocketException or TimeoutException or OperationCanceledException =>
            RegistryStoreErrorKind.Unavailable,
        _ => RegistryStoreErrorKind.Refused,
    };

    /// <summary>Given back by name: a connection that goes back to its pool keeps its session, and the session its locks, for a while.</summary>
    private sealed class SessionLock(DbConnection connection, string release, string registryTable) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.ScalarAsync(release, CancellationToken.None, ("@table", registryTable)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DbException or InvalidOperationException)
            {
                // The session is gone, and with it the lock.
            }
        }
    }
}
