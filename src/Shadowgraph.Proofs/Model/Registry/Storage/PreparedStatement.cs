using System.Data;
using System.Data.Common;
using System.Runtime.InteropServices;

namespace Shadowgraph.Proofs;

/// <summary>A statement on a connection, prepared at its first execution.</summary>
/// <param name="connection">The connection.</param>
/// <param name="sql">The statement, with the parameters @p0, @p1 and so on.</param>
/// <param name="types">The types of the parameters.</param>
internal sealed class PreparedStatement(DbConnection connection, string sql, ReadOnlyMemory<DbType> types) : IAsyncDisposable
{
    private DbCommand? _command;

    /// <summary>Runs the statement.</summary>
    /// <param name="values">The values of the parameters: bytes as <see cref="ReadOnlyMemory{T}"/>.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    /// <returns>The number of changed rows.</returns>
    public async Task<int> ExecuteAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken)
    {
        var command = _command ??= Prepare();
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = ToValue(values.Span[i]);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_command is null) return;
        await _command.DisposeAsync().ConfigureAwait(false);
        _command = null;
    }

    private static object ToValue(object? value) => value switch
    {
        null => DBNull.Value,
        // Not every provider accepts memory as a parameter.
        ReadOnlyMemory<byte> memory => MemoryMarshal.TryGetArray(memory, out var array) && array.Count == array.Array!.Length ? array.Array : memory.ToArray(),
        _ => value,
    };

    private DbCommand Prepare()
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < types.Length; i++) command.Add(FormattableString.Invariant($"@p{i}"), types.Span[i]);
        command.Prepare();
        return command;
    }
}
