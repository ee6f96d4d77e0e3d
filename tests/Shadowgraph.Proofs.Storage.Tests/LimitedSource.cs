using System.Data.Common;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>A data source each of whose connections first runs a statement.</summary>
internal sealed class LimitedSource(DbDataSource inner, string statement) : DbDataSource
{
    public override string ConnectionString => inner.ConnectionString;

    protected override DbConnection CreateDbConnection() => inner.CreateConnection();

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var connection = await inner.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
