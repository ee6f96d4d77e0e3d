using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Shadowgraph.Proofs;

/// <summary>Inserts rows, or replaces rows with the same first column, many per prepared statement.</summary>
internal sealed class BatchedUpsert : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly string _table;
    private readonly (string Name, DbType Type)[] _columns;
    private readonly int _rowsPerStatement;
    private readonly List<object?[]> _waiting = [];
    private DbCommand? _many;
    private DbCommand? _one;

    public BatchedUpsert(DbConnection connection, string table, int rowsPerStatement, params (string Name, DbType Type)[] columns)
    {
        _connection = connection;
        _table = table;
        _columns = columns;
        _rowsPerStatement = rowsPerStatement;
    }

    /// <summary>Adds a row; bytes as <see cref="ReadOnlyMemory{T}"/>, empty bytes as null.</summary>
    public ValueTask AddAsync(object?[] row, CancellationToken cancellationToken)
    {
        _waiting.Add(row);
        return _waiting.Count < _rowsPerStatement ? default : new(FlushAsync(cancellationToken));
    }

    /// <summary>Sends the buffered rows.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == _rowsPerStatement && _rowsPerStatement > 1)
        {
            _many ??= Prepare(_rowsPerStatement);
            for (var i = 0; i < _waiting.Count; i++) Bind(_many, i, _waiting[i]);
            await _many.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            foreach (var row in _waiting)
            {
                _one ??= Prepare(1);
                Bind(_one, 0, row);
                await _one.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        _waiting.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (_many is not null) await _many.DisposeAsync().ConfigureAwait(false);
        if (_one is not null) await _one.DisposeAsync().ConfigureAwait(false);
    }

    private static object ToValue(object? value) => value switch
    {
        null => DBNull.Value,
        // Not every provider accepts memory as a parameter.
        ReadOnlyMemory<byte> memory => MemoryMarshal.TryGetArray(memory, out var array) && array.Count == array.Array!.Length ? array.Array : memory.ToArray(),
        _ => value,
    };

    private void Bind(DbCommand command, int row, object?[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[row * _columns.Length + i].Value = ToValue(values[i]);
    }

    private DbCommand Prepare(int rows)
    {
        var sql = new StringBuilder($"INSERT INTO {_table} ({string.Join(", ", _columns.Select(column => column.Name))}) VALUES ");
        var command = _connection.CreateCommand();
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < _columns.Length; i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{row * _columns.Length + i}");
                sql.Append(i == 0 ? "" : ", ").Append(name);
                command.Add(name, _columns[i].Type);
            }

            sql.Append(')');
        }

        var key = _columns[0].Name;
        sql.Append($" ON CONFLICT ({key}) DO UPDATE SET ")
            .AppendJoin(", ", _columns.Skip(1).Select(column => $"{column.Name} = excluded.{column.Name}"));
        command.CommandText = sql.ToString();
        command.Prepare();
        return command;
    }
}
