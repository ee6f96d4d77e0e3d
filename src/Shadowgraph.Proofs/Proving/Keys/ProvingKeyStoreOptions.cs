using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Where a <see cref="ProvingKeyStore"/> takes its keys from. Read once, when the store is made.</summary>
public sealed class ProvingKeyStoreOptions
{
    /// <summary>The environment whose name closes the door to development keys.</summary>
    internal const string Production = "Production";

    /// <summary>Where keys come from.</summary>
    /// <value>Default: <see cref="KeySource.None"/>, which a store refuses with a message that names the ways out.</value>
    public KeySource Source { get; set; }

    /// <summary>
    /// Ceremony keys: the directory that holds small.zkey, medium.zkey and large.zkey, or those of them that are needed.
    /// Development keys: where they are kept.
    /// </summary>
    /// <value>
    /// Default: null, which for development keys means "shadowgraph-proofs/keys" in the user's data folder, readable by that user only;
    /// if the user has none, keys are kept in memory.
    /// </value>
    public string? Directory { get; set; }

    /// <summary>SHA-256 of the ceremony's .zkey files, as 64 hexadecimal digits: a file with another hash is refused.</summary>
    /// <value>Default: empty. A size without an entry is checked against its circuit only.</value>
    public IDictionary<CircuitSize, string> CeremonyKeyHashes { get; } = new Dictionary<CircuitSize, string>();

    /// <summary>The name of the host's environment; in "Production" development keys need <see cref="AllowDevelopmentKeys"/>.</summary>
    /// <value>Default: DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT, "Production" if either says so; null if neither is set.</value>
    public string? EnvironmentName { get; set; } = EnvironmentFrom(
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"), Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"));

    /// <summary>Whether development keys may be used in the Production environment, and be found in a directory of ceremony keys.</summary>
    /// <value>Default: false. A proof made with a development key convinces nobody who knows that its maker could forge it.</value>
    public bool AllowDevelopmentKeys { get; set; }

    /// <summary>Has keys made on this machine on first use. They are insecure by nature: for development and tests.</summary>
    /// <param name="directory">Where to keep them, or null for the user's data folder.</param>
    /// <returns>These options.</returns>
    public ProvingKeyStoreOptions UseDevelopmentKeys(string? directory = null)
    {
        Source = KeySource.Development;
        Directory = directory;
        return this;
    }

    /// <summary>Takes keys of a ceremony from a directory.</summary>
    /// <param name="directory">The directory with small.zkey, medium.zkey, large.zkey.</param>
    /// <returns>These options.</returns>
    public ProvingKeyStoreOptions UseCeremonyKeys(string directory)
    {
        Source = KeySource.Ceremony;
        Directory = directory;
        return this;
    }

    internal static string? EnvironmentFrom(string? dotnet, string? aspNetCore) =>
        IsProduction(dotnet) || IsProduction(aspNetCore) ? Production : string.IsNullOrEmpty(dotnet) ? aspNetCore : dotnet;

    /// <exception cref="ProvingKeysNotConfiguredException">No source is named.</exception>
    /// <exception cref="ProvingKeyException">Development keys are asked for where they are not allowed.</exception>
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    internal void Validate()
    {
        var failures = new List<string>();
        ProvingKeyStoreOptionTable.Table.Check(this, nameof(ProvingKeyStoreOptions), failures);
        if (failures.Count > 0) throw new ArgumentException(string.Join(' ', failures));
        switch (Source)
        {
            case KeySource.None:
                throw new ProvingKeysNotConfiguredException();
            case KeySource.Development when IsProduction(EnvironmentName) && !AllowDevelopmentKeys:
                throw new ProvingKeyException(
                    ProvingKeyRejection.DevelopmentKey,
                    "Development keys are asked for in the Production environment: whoever makes them can forge proofs. Use a directory of "
                    + $"ceremony keys ({nameof(UseCeremonyKeys)}), or set {nameof(AllowDevelopmentKeys)} if forgery does no harm.");
            case KeySource.Ceremony when Directory is null:
                throw new ArgumentException(
                    $"{nameof(ProvingKeyStoreOptions)}.{nameof(Directory)} is missing; ceremony keys need a directory.");
        }
    }

    private static bool IsProduction(string? name) => string.Equals(name, Production, StringComparison.OrdinalIgnoreCase);
}
