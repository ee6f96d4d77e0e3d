using System.Data.Common;

namespace Shadowgraph.Proofs;

/// <summary>What databases say differently: everything else is said once, in SQL that all of them understand.</summary>
internal abstract class SqlDialect
{
    /// <summary>The type of bytes.</summary>
    public abstract string Bytes { get; }

    /// <summary>Begins a transaction that will write.</summary>
    public abstract string BeginWriting { get; }

    /// <summary>Begins a transaction that sees one state of the database to its end.</summary>
    public abstract string BeginReading { get; }

    /// <summary>Rows of one statement; more spare round trips and take longer to prepare.</summary>
    public abstract int RowsPerStatement { get; }

    /// <summary>Counts the tables of a name (@table) that statements without a schema would find.</summary>
    public abstract string CountTables { get; }

    /// <summary>The dialect of an open connection.</summary>
    /// <exception cref="RegistryStoreException">The database is of another kind.</exception>
    public static SqlDialect Of(DbConnection connection) => connection.GetType().FullName switch
    {
        "Microsoft.Data.Sqlite.SqliteConnection" => new SqliteDialect(),
        "Npgsql.NpgsqlConnection" => new PostgreSqlDialect(),
        var other => throw new RegistryStoreException(
            RegistryStoreErrorKind.Unsupported,
            $"A registry is stored in SQLite (with Microsoft.Data.Sqlite) or in PostgreSQL (with Npgsql), and not by {other}. "
            + "Use one of these, or implement IRegistryStore."),
    };

    /// <summary>Makes a new connection one of a writer: what is committed on it outlives a loss of power.</summary>
    public abstract Task PrepareWriterAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Takes the lock of the only writer; the system or the server drops it when the process dies.</summary>
    /// <returns>What gives it back; null if another writer has it.</returns>
    public abstract Task<IAsyncDisposable?> TryLockAsync(DbConnection connection, string registryTable, CancellationToken cancellationToken);

    /// <summary>What an error of the database means.</summary>
    public abstract RegistryStoreErrorKind KindOf(DbException error);
}
