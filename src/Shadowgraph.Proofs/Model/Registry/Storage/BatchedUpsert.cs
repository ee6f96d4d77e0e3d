using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs;

/// <summary>Inserts rows, or replaces rows with the same first column, many per prepared statement.</summary>
internal sealed class BatchedUpsert : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly string _table;
    private readonly (string Name, DbType Type)[] _columns;
    private readonly int _rowsPerStatement;
    private readonly List<object?> _waiting = [];
    private readonly PreparedStatement _one;
    private PreparedStatement? _many;

    public BatchedUpsert(DbConnection connection, string table, int rowsPerStatement, params (string Name, DbType Type)[] columns)
    {
        _connection = connection;
        _table = table;
        _columns = columns;
        _rowsPerStatement = rowsPerStatement;
        _one = Statement(1);
    }

    /// <summary>Adds a row; bytes as <see cref="ReadOnlyMemory{T}"/>.</summary>
    public ValueTask AddAsync(ReadOnlySpan<object?> row, CancellationToken cancellationToken)
    {
        _waiting.AddRange(row);
        return _waiting.Count < _rowsPerStatement * _columns.Length ? default : new(SendAsync(cancellationToken));
    }

    /// <summary>Sends the buffered rows at the end of a change. Only the statement for a single row is kept for the next change.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken).ConfigureAwait(false);
        if (_many is null) return;
        await _many.DisposeAsync().ConfigureAwait(false);
        _many = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_many is not null) await _many.DisposeAsync().ConfigureAwait(false);
        await _one.DisposeAsync().ConfigureAwait(false);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var values = _waiting.ToArray();
        _waiting.Clear();
        if (values.Length == _rowsPerStatement * _columns.Length)
        {
            await (_many ??= Statement(_rowsPerStatement)).ExecuteAsync(values, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var i = 0; i < values.Length; i += _columns.Length)
            await _one.ExecuteAsync(values.AsMemory(i, _columns.Length), cancellationToken).ConfigureAwait(false);
    }

    private PreparedStatement Statement(int rows)
    {
        var sql = new StringBuilder($"INSERT INTO {_table} ({string.Join(", ", _columns.Select(column => column.Name))}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < _columns.Length; i++)
                sql.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"@p{row * _columns.Length + i}");
            sql.Append(')');
        }

        var key = _columns[0].Name;
        sql.Append($" ON CONFLICT ({key}) DO UPDATE SET ")
            .AppendJoin(", ", _columns.Skip(1).Select(column => $"{column.Name} = excluded.{column.Name}"));
        DbType[] types = [.. Enumerable.Range(0, rows).SelectMany(_ => _columns.Select(column => column.Type))];
        return new(_connection, sql.ToString(), types);
    }
}
