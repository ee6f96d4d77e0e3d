using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs;

/// <summary>The tables of a registry, and the statements on them.</summary>
/// <remarks>
/// Rows are ordered by leaf index, with accounts in a separate index: a million rows under random keys would need several times the space and time.
/// Attestations have a separate table, so that opening a registry does not read any.
/// </remarks>
internal sealed class RegistrySchema
{
    /// <summary>The version of the schema and of the statement in the rows; tables of any other version are refused.</summary>
    public const int Version = 2;

    private static readonly SearchValues<char> PrefixCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public RegistrySchema(string prefix)
    {
        if (prefix is not { Length: > 0 and <= 30 } || !(char.IsAsciiLetterLower(prefix[0]) || prefix[0] == '_')
            || prefix.AsSpan().ContainsAnyExcept(PrefixCharacters))
        {
            throw new ArgumentException("A prefix of tables has 1 to 30 of the characters a-z, 0-9 and _, and does not begin with a digit.", nameof(prefix));
        }

        Registry = prefix + "registry";
        Roots = prefix + "root";
        Leaves = prefix + "leaf";
        Attestations = prefix + "attestations";
    }

    /// <summary>A table with a single row: schema version, name, key, latest change, and writer number.</summary>
    public string Registry { get; }

    public string Roots { get; }

    public string Leaves { get; }

    public string Attestations { get; }

    public async Task CreateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken)
    {
        string[] statements =
        [
            $"CREATE TABLE {Registry} (id INTEGER PRIMARY KEY, form INTEGER NOT NULL, name {dialect.Bytes} NOT NULL, "
                + $"key_id {dialect.Bytes} NOT NULL, sequence BIGINT NOT NULL, writer BIGINT NOT NULL)",
            $"CREATE TABLE {Roots} (sequence BIGINT PRIMARY KEY, root {dialect.Bytes} NOT NULL, leaves INTEGER NOT NULL, "
                + $"subjects INTEGER NOT NULL, published_at BIGINT NOT NULL, seal {dialect.Bytes} NOT NULL)",
            $"CREATE TABLE {Leaves} (leaf_index INTEGER PRIMARY KEY, version BIGINT NOT NULL, account {dialect.Bytes}, content {dialect.Bytes} NOT NULL)",
            $"CREATE UNIQUE INDEX {Leaves}_by_account ON {Leaves} (account)",
            $"CREATE INDEX {Leaves}_by_version ON {Leaves} (version)",
            $"CREATE TABLE {Attestations} (leaf_index INTEGER PRIMARY KEY, version BIGINT NOT NULL, content {dialect.Bytes} NOT NULL)",
        ];
        foreach (var statement in statements) await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            $"INSERT INTO {Registry} (id, form, name, key_id, sequence, writer) VALUES (1, {Version.ToString(CultureInfo.InvariantCulture)}, @name, @key, 0, 0)",
            cancellationToken, ("@name", RandomNumberGenerator.GetBytes(16)), ("@key", Array.Empty<byte>())).ConfigureAwait(false);
    }

    public async Task<bool> ExistsAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        Convert.ToInt64(
            await connection.ScalarAsync(dialect.CountTables, cancellationToken, ("@table", Registry)).ConfigureAwait(false),
            CultureInfo.InvariantCulture) > 0;

    /// <summary>The registry's own row.</summary>
    /// <exception cref="RegistryStoreException">The row is missing or of another version.</exception>
    public async Task<RegistryRow> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.Command($"SELECT form, name, key_id, sequence, writer FROM {Registry}");
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw new RegistryStoreException(
                        RegistryStoreErrorKind.Damaged, $"The table {Registry} is empty. Restore the database from a copy.");
                }

                var form = reader.GetInt32(0);
                if (form != Version)
                {
                    throw new RegistryStoreException(
                        RegistryStoreErrorKind.Unsupported,
                        $"The registry's tables have format {form}; this version of the library reads format {Version}. Use the version of the library that wrote the tables.");
                }

                var name = reader.GetBytes(1, 16);
                return name.Length == 16
                    ? new(new Guid(name), reader.GetBytes(2, 32), reader.GetInt64(3), reader.GetInt64(4))
                    : throw new RegistryStoreException(RegistryStoreErrorKind.Damaged, $"The table {Registry} does not name the registry. Restore the database.");
            }
        }
    }
}
