namespace Shadowgraph.Proofs.Tests.Servers;

/// <summary>The servers of all tests here.</summary>
[SetUpFixture]
public sealed class Servers
{
    private static PostgreSqlServer? _postgreSql;

    /// <summary>The PostgreSQL server. Tests that need one are not run where it is not installed.</summary>
    internal static PostgreSqlServer PostgreSql
    {
        get
        {
            if (_postgreSql is null) Assert.Ignore("PostgreSQL is not installed. Install Debian's package postgresql.");
            return _postgreSql!;
        }
    }

    [OneTimeSetUp]
    public async Task StartAsync() => _postgreSql = await PostgreSqlServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_postgreSql is not null) await _postgreSql.DisposeAsync();
    }
}
