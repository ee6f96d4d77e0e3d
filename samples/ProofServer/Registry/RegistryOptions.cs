namespace ProofServer.Registry;

/// <summary>The section "Registry" of the configuration.</summary>
internal sealed class RegistryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Registry";

    /// <summary>
    /// The folder of a registry, in the form of samples/Publisher; the publisher creates a missing folder. Without a folder and without
    /// <see cref="Postgres"/> the registry is in memory, which is allowed in Development only.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>The connection string of a PostgreSQL database with the registry, from the environment; instead of <see cref="Folder"/>.</summary>
    public string? Postgres { get; set; }

    /// <summary>
    /// The file of the key that seals the registry, the same key for all servers of the registry. Required with <see cref="Postgres"/>; for a folder
    /// by default Publisher's file in the user's data folder.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// The address of the publisher, the only process that writes to the registry. This server then only reads the registry, and forwards
    /// additions. Null for a server that is the publisher.
    /// </summary>
    public string? Publisher { get; set; }
}
