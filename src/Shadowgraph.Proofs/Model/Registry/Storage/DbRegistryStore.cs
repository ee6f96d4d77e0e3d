using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A registry in a database: SQLite through Microsoft.Data.Sqlite, or PostgreSQL through Npgsql. The host references the provider.</summary>
/// <remarks>
/// <para>The store creates its four tables, and refuses tables of a later schema version. SQLite runs with a write-ahead log and <c>synchronous =
/// FULL</c>, PostgreSQL with <c>synchronous_commit = on</c>: an acknowledged change is on the disk.</para>
/// <para>The writer holds a lock that ends with the process: in SQLite a locked file beside the database, in PostgreSQL an advisory lock of the
/// session (so a pooler that shares sessions between transactions does not work). Every commit checks a writer number, incremented by each new
/// writer, so that a writer without the lock stores nothing.</para>
/// <para>Thread-safe.</para>
/// </remarks>
[JsonConverter(typeof(NoJsonConverter<DbRegistryStore>))]
public sealed partial class DbRegistryStore : IRegistryStore
{
    /// <summary>The default prefix of table names.</summary>
    public const string DefaultPrefix = "shadowgraph_";

    private const int MaxLeafBytes = 1024;

    private readonly DbDataSource _dataSource;
    private readonly RegistrySchema _schema;
    private readonly SemaphoreSlim _writing = new(1);
    private DbConnection? _connection;
    private SqlDialect? _dialect;
    private ChangeStatements? _statements;
    private IAsyncDisposable? _lock;
    private long _writer;

    /// <summary>Creates a store in a database; the first access happens when a registry opens the store.</summary>
    /// <param name="dataSource">The database; the host disposes the data source, after the store. For a provider without a data source class use
    /// <see cref="DbProviderFactory.CreateDataSource"/> of the provider's factory.</param>
    /// <param name="prefix">The prefix of table names, so that a database can hold several registries: 1 to 30 of a-z, 0-9 and _, not beginning with
    /// a digit.</param>
    /// <exception cref="ArgumentException">The prefix has an invalid character or length.</exception>
    public DbRegistryStore(DbDataSource dataSource, string prefix = DefaultPrefix)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _dataSource = dataSource;
        _schema = new RegistrySchema(prefix);
    }

    /// <inheritdoc/>
    public async Task AcquireAsync(CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_writer == 0) await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Translate(e, "opened for writing");
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<RegistryStoreSnapshot?> ReadAsync(long since, CancellationToken cancellationToken = default)
    {
        DbConnection? connection = null;
        try
        {
            connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var dialect = _dialect ??= SqlDialect.Of(connection);
            await connection.ExecuteAsync(dialect.BeginReading, cancellationToken).ConfigureAwait(false);
            if (!await _schema.ExistsAsync(connection, dialect, cancellationToken).ConfigureAwait(false))
            {
                await EndAsync(connection).ConfigureAwait(false);
                return null;
            }

            var row = await _schema.ReadAsync(connection, cancellationToken).ConfigureAwait(false);

            // A reader that asks often, and mostly in vain, gets the last root alone.
            var oldest = since > 0 && row.Sequence == since ? since : 0;
            var roots = await ReadRootsAsync(connection, oldest, cancellationToken).ConfigureAwait(false);
            if (row.Sequence != (roots.Count > 0 ? roots[^1].Sequence : 0))
            {
                throw new RegistryStoreException(
                    RegistryStoreErrorKind.Damaged, $"The registry's store lacks the root of its last change, {row.Sequence}. Restore the database from a copy.");
            }

            var reading = connection;
            return new(row.Name, row.KeyId, roots, ReadLeavesAsync(reading, since, default), () => EndAsync(reading));
        }
        catch (Exception e)
        {
            if (connection is not null) await EndAsync(connection).ConfigureAwait(false);
            if (IsFailure(e)) throw Translate(e, "read");
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<RegistryStoreAttestations?> ReadAttestationsAsync(int index, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var command = connection.Command($"SELECT version, content FROM {_schema.Attestations} WHERE leaf_index = @index", ("@index", index));
                await using (command.ConfigureAwait(false))
                {
                    var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                            ? new(reader.GetInt64(0), reader.GetBytes(1, AttestationRows.MaxSealedSize))
                            : null;
                    }
                }
            }
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Translate(e, "read");
        }
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(RegistryStoreChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_writer == 0) throw new InvalidOperationException("Only a store that was acquired can be changed. Call AcquireAsync first.");
            await WriteAsync(change, cancellationToken).ConfigureAwait(false);
            await CommitAsync(change.Root.Sequence).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Releases the writer's lock, if held, and closes the writer's connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await DisconnectAsync().ConfigureAwait(false);
            _writer = 0;
        }
        finally
        {
            _writing.Release();
        }
    }

    private static bool IsFailure(Exception e) =>
        e is DbException or IOException or SocketException or TimeoutException or UnauthorizedAccessException;

    private static async ValueTask EndAsync(DbConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open) await connection.ExecuteAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e) || e is InvalidOperationException)
        {
            // No transaction is open, or the connection is lost, and the server has rolled the transaction back.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private RegistryStoreException Translate(Exception e, string done)
    {
        var kind = e switch
        {
            DbException database when _dialect is { } dialect => dialect.KindOf(database),
            InvalidCastException or OverflowException => RegistryStoreErrorKind.Damaged,
            _ => RegistryStoreErrorKind.Unavailable,
        };
        var advice = kind switch
        {
            RegistryStoreErrorKind.Full => "Make room, and publish again.",
            RegistryStoreErrorKind.Unavailable => "See that the database is there and can be reached, and try again.",
            RegistryStoreErrorKind.Damaged => "Restore the database from a copy.",
            _ => "See the inner exception for the database's message.",
        };
        return new(kind, $"The registry's store could not be {done}: {e.Message} {advice}", e);
    }

    /// <summary>Opens the writer's connection and takes the lock. After a lost connection, succeeds only if no other writer has taken over.</summary>
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BecomeWriterAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DisconnectAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task BecomeWriterAsync(CancellationToken cancellationToken)
    {
        _connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        _dialect ??= SqlDialect.Of(_connection);
        _lock ??= await _dialect.TryLockAsync(_connection, _schema.Registry, cancellationToken).ConfigureAwait(false)
            ?? throw (_writer == 0
                ? new RegistryStoreException(
                    RegistryStoreErrorKind.InUse,
                    "Another process writes to this registry, and only one may. End that one, or open the registry with OpenReadOnlyAsync.")
                : Superseded());
        await _dialect.PrepareWriterAsync(_connection, cancellationToken).ConfigureAwait(false);
        await _connection.ExecuteAsync(_dialect.BeginWriting, cancellationToken).ConfigureAwait(false);
        if (!await _schema.ExistsAsync(_connection, _dialect, cancellationToken).ConfigureAwait(false))
            await _schema.CreateAsync(_connection, _dialect, cancellationToken).ConfigureAwait(false);
        var row = await _schema.ReadAsync(_connection, cancellationToken).ConfigureAwait(false);
        if (_writer != 0 && row.Writer != _writer) throw Superseded();
        if (_writer == 0)
            await _connection.ExecuteAsync($"UPDATE {_schema.Registry} SET writer = writer + 1", cancellationToken).ConfigureAwait(false);
        await _connection.ExecuteAsync("COMMIT", CancellationToken.None).ConfigureAwait(false);
        if (_writer == 0) _writer = row.Writer + 1;
    }

    private static RegistryStoreException Superseded() => new(
        RegistryStoreErrorKind.Superseded,
        "Another process became the writer of this registry, so nothing was stored. Close this registry, and open it again after the other process has ended.");

    private async ValueTask DisconnectAsync()
    {
        await DropStatementsAsync().ConfigureAwait(false);
        if (_connection is null) return;
        if (_connection.State == ConnectionState.Open) await RollBackAsync().ConfigureAwait(false);
        if (_lock is not null) await _lock.DisposeAsync().ConfigureAwait(false);
        _lock = null;
        await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }

    private async Task RollBackAsync()
    {
        try
        {
            await _connection!.ExecuteAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e) || e is InvalidOperationException)
        {
            // No transaction is open, or the connection is lost, and the server has rolled the transaction back.
        }
    }

    private async Task WriteAsync(RegistryStoreChange change, CancellationToken cancellationToken)
    {
        try
        {
            if (_connection is null || _connection.State != ConnectionState.Open)
            {
                await DisconnectAsync().ConfigureAwait(false);
                await ConnectAsync(cancellationToken).ConfigureAwait(false);
            }

            var (connection, dialect) = (_connection!, _dialect!);
            await connection.ExecuteAsync(dialect.BeginWriting, cancellationToken).ConfigureAwait(false);
            _statements ??= new(connection, _schema, dialect);
            if (!await _statements.WriteAsync(change, _writer, cancellationToken).ConfigureAwait(false)) throw Superseded();
        }
        catch (Exception e)
        {
            await DropStatementsAsync().ConfigureAwait(false);
            if (_connection is not null) await RollBackAsync().ConfigureAwait(false);
            if (IsFailure(e) || (e is InvalidOperationException && _connection?.State != ConnectionState.Open)) throw Translate(e, "changed");
            throw;
        }
    }

    private async ValueTask DropStatementsAsync()
    {
        var statements = _statements;
        _statements = null;
        if (statements is null) return;
        try
        {
            await statements.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e) || e is InvalidOperationException)
        {
            // The connection is lost, and its statements with it.
        }
    }

    /// <summary>Commits. After a failure, checks whether the database has the change, since a commit can succeed although the answer is
    /// lost.</summary>
    private async Task CommitAsync(long sequence)
    {
        try
        {
            await _connection!.ExecuteAsync("COMMIT", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e) || e is InvalidOperationException)
        {
            await RollBackAsync().ConfigureAwait(false);
            if (!await HasAsync(sequence, e).ConfigureAwait(false)) throw Translate(e, "changed");
        }
    }

    private async Task<bool> HasAsync(long sequence, Exception cause)
    {
        try
        {
            await DisconnectAsync().ConfigureAwait(false);
            await ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            return (await _schema.ReadAsync(_connection!, CancellationToken.None).ConfigureAwait(false)).Sequence == sequence;
        }
        catch (Exception e) when (IsFailure(e) || e is InvalidOperationException or RegistryStoreException)
        {
            throw new RegistryStoreException(
                RegistryStoreErrorKind.Indeterminate,
                "The store failed during a commit, with unknown result: the change is stored completely or not at all. "
                + $"When the store is available again, check the registry's root, and publish again if the change is missing. ({cause.Message})",
                cause);
        }
    }
}
