using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;

namespace ProofCluster.Hosting;

/// <summary>
/// Requests and reminders in PostgreSQL: with a synchronous standby the store survives the loss of a disk. Tables and queries are made at
/// the start.
/// </summary>
internal sealed class PostgresStore(string connection) : IHostedService
{
    private const string Invariant = "Npgsql";

    /// <summary>The name of the lock for changes of the schema, by silos that start at the same time.</summary>
    private const long SchemaLock = 0x5047_5052_4f4f_4653;

    /// <summary>Adds storage and reminders.</summary>
    public static void Add(ISiloBuilder silo, ProofClusterOptions options)
    {
        // Before the silo: the storage of a silo reads the queries at the start.
        var position = silo.Services.TakeWhile(service => service.ServiceType != typeof(IHostedService)).Count();
        silo.Services.Insert(position, ServiceDescriptor.Singleton<IHostedService>(new PostgresStore(options.Postgres!)));
        silo.Services.AddOptions<AdoNetGrainStorageOptions>(SiloHost.RequestStore).Configure<IServiceProvider>(
            static (storage, provider) => storage.GrainStorageSerializer = ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(provider));
        silo.AddAdoNetGrainStorage(SiloHost.RequestStore, (AdoNetGrainStorageOptions storage) =>
        {
            storage.Invariant = Invariant;
            storage.ConnectionString = options.Postgres!;
            storage.DeleteStateOnClear = true;
        });
        silo.UseAdoNetReminderService((AdoNetReminderTableOptions reminders) =>
        {
            reminders.Invariant = Invariant;
            reminders.ConnectionString = options.Postgres!;
        });
    }

    /// <exception cref="StoreCheckException">The database can't be reached or changed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var database = new NpgsqlConnection(connection);
            await database.OpenAsync(cancellationToken);
            await using var transaction = await database.BeginTransactionAsync(cancellationToken);
#pragma warning disable CA2100 // No part of the text comes from outside.
            await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({SchemaLock}); {await ReadSchemaAsync()}", database, transaction);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new StoreCheckException(
                $"PostgreSQL did not take the tables of the cluster ({(e as PostgresException)?.SqlState ?? e.GetType().Name}). "
                + "Check ProofCluster:Postgres, and that its user may create tables.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<string> ReadSchemaAsync()
    {
        using var reader = new StreamReader(typeof(PostgresStore).Assembly.GetManifestResourceStream("sql/postgres.sql")!);
        return await reader.ReadToEndAsync();
    }
}
