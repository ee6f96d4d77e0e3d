using System.Data.Common;
using System.Net.Sockets;

namespace Shadowgraph.Proofs;

/// <summary>PostgreSQL: the writer's lock is an advisory lock of the session; the server releases the lock at the end of the session.</summary>
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

    /// <summary>Released explicitly: a connection returned to the pool keeps its session, and so its locks, for some time.</summary>
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
                // The session has ended, and the lock with the session.
            }
        }
    }
}
