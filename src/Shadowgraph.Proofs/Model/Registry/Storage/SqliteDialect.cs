using System.Data.Common;
using System.Globalization;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs;

/// <summary>SQLite: a write-ahead log with synchronisation at every commit, and a locked file beside the database as the writer's lock.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string Bytes => "BLOB";

    public override string BeginWriting => "BEGIN IMMEDIATE";

    public override string BeginReading => "BEGIN";

    public override int RowsPerStatement => 64;

    public override string CountTables => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @table";

    public override async Task PrepareWriterAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // In this order: the size of pages can't be changed once there is a log.
        var mode = (string?)await connection.ScalarAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
        if (!string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase))
        {
            throw new RegistryStoreException(
                RegistryStoreErrorKind.Unsupported,
                $"This SQLite database can't have a write-ahead log: its journal mode stays '{mode}'. Use a database in a file on a local disk.");
        }

        // FULL: a commit is on the disk before the answer. The log left by a large change is truncated afterwards.
        foreach (var pragma in (string[])["synchronous = FULL", "journal_size_limit = 67108864", "cache_size = -65536"])
            await connection.ExecuteAsync($"PRAGMA {pragma}", cancellationToken).ConfigureAwait(false);
    }

    public override async Task<IAsyncDisposable?> TryLockAsync(DbConnection connection, string registryTable, CancellationToken cancellationToken)
    {
        var file = (string?)await connection
            .ScalarAsync("SELECT file FROM pragma_database_list WHERE name = 'main'", cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(file))
        {
            throw new RegistryStoreException(
                RegistryStoreErrorKind.Unsupported, "This SQLite database is in memory, so it ends with its connection. Use one in a file.");
        }

        try
        {
            return new KeyFiles().TryLock($"{file}-{registryTable}.lock") is { } opened ? new FileLock(opened) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryStoreException(
                RegistryStoreErrorKind.Unavailable, $"The file that the writer locks beside the database can't be opened: {e.Message}", e);
        }
    }

    /// <remarks><see cref="DbException"/> exposes the code only as a part of the message: "SQLite Error 13: ...".</remarks>
    public override RegistryStoreErrorKind KindOf(DbException error)
    {
        const string start = "SQLite Error ";
        var text = error.Message.AsSpan();
        var end = text.IndexOf(':');
        var code = text.StartsWith(start, StringComparison.Ordinal) && end > start.Length
            && int.TryParse(text[start.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return code switch
        {
            5 or 6 or 10 or 14 => RegistryStoreErrorKind.Unavailable, // busy, locked, I/O error, can't open
            13 => RegistryStoreErrorKind.Full,
            11 or 26 => RegistryStoreErrorKind.Damaged, // corrupt, no database
            _ => RegistryStoreErrorKind.Refused,
        };
    }

    private sealed class FileLock(IDisposable file) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            file.Dispose();
            return default;
        }
    }
}
