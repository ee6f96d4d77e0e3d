using System.Data.Common;

namespace Shadowgraph.Proofs;

/// <summary>The differences between databases; all other statements are in SQL common to all supported databases.</summary>
internal abstract class SqlDialect
{
    /// <summary>The column type for bytes.</summary>
    public abstract string Bytes { get; }

    /// <summary>Begins a write transaction.</summary>
    public abstract string BeginWriting { get; }

    /// <summary>Begins a read transaction with a stable snapshot.</summary>
    public abstract string BeginReading { get; }

    /// <summary>Rows per statement; more rows save round trips, but take longer to prepare.</summary>
    public abstract int RowsPerStatement { get; }

    /// <summary>Counts the tables of a name (@table) that are visible without a schema prefix.</summary>
    public abstract string CountTables { get; }

    /// <summary>The dialect of an open connection.</summary>
    /// <exception cref="RegistryStoreException">The database is not supported.</exception>
    public static SqlDialect Of(DbConnection connection) => connection.GetType().FullName switch
    {
        "Microsoft.Data.Sqlite.SqliteConnection" => new SqliteDialect(),
        "Npgsql.NpgsqlConnection" => new PostgreSqlDialect(),
        var other => throw new RegistryStoreException(
            RegistryStoreErrorKind.Unsupported,
            $"A registry is stored in SQLite (with Microsoft.Data.Sqlite) or in PostgreSQL (with Npgsql), and not by {other}. "
            + "Use one of these, or implement IRegistryStore."),
    };

    /// <summary>Configures a new connection for writing, so that committed changes survive a loss of power.</summary>
    public abstract Task PrepareWriterAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Takes the writer's lock; the system or the server releases the lock if the process dies.</summary>
    /// <returns>A handle that releases the lock; null if another writer holds the lock.</returns>
    public abstract Task<IAsyncDisposable?> TryLockAsync(DbConnection connection, string registryTable, CancellationToken cancellationToken);

    /// <summary>Maps an error of the database to a kind of failure.</summary>
    public abstract RegistryStoreErrorKind KindOf(DbException error);
}
