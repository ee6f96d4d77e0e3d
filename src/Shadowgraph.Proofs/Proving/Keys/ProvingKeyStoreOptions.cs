using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>The source of keys of a <see cref="ProvingKeyStore"/>. Read once, by the store's constructor.</summary>
[JsonConverter(typeof(NoJsonConverter<ProvingKeyStoreOptions>))]
public sealed class ProvingKeyStoreOptions
{
    /// <summary>The environment in which development keys are forbidden by default.</summary>
    internal const string Production = "Production";

    /// <summary>The source of keys.</summary>
    /// <value>Default: <see cref="KeySource.None"/>, which a store refuses with a message that lists the remedies.</value>
    public KeySource Source { get; set; }

    /// <summary>
    /// Ceremony keys: the directory with small.zkey, medium.zkey and large.zkey, or with the subset in use. Development keys: the directory in which
    /// keys are kept.
    /// </summary>
    /// <value>
    /// Default: null, which for development keys means "shadowgraph-proofs/keys" in the user's data folder, readable by that user only; for a user
    /// without a data folder, keys are kept in memory.
    /// </value>
    public string? Directory { get; set; }

    /// <summary>SHA-256 of the ceremony's .zkey files, as 64 hexadecimal digits: a file with a different hash is refused.</summary>
    /// <value>Default: empty. The key of a size without an entry is checked against its circuit only.</value>
    public IDictionary<CircuitSize, string> CeremonyKeyHashes { get; } = new Dictionary<CircuitSize, string>();

    /// <summary>
    /// The name of the environment, for use without a host: within a host, <c>IHostEnvironment</c> decides, except that "Production" in this option
    /// always wins. In Production, development keys need <see cref="AllowDevelopmentKeys"/>.
    /// </summary>
    /// <value>
    /// Default: null, which means the value of DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT; Production if either variable says so, or neither is set.
    /// </value>
    public string? EnvironmentName { get; set; }

    /// <summary>Whether development keys may be used in the Production environment, and be present in a directory of ceremony keys.</summary>
    /// <value>Default: false. A proof with a development key convinces no verifier that knows that the key's maker could forge the proof.</value>
    public bool AllowDevelopmentKeys { get; set; }

    /// <summary>
    /// Whether a starting host reads each of the ceremony's keys once, and refuses to start if the directory is missing or a key is unusable. If
    /// false, the first request that needs a key meets the fault.
    /// </summary>
    /// <value>Default: true. Small, Medium and Large together take a second or two.</value>
    public bool CheckAtStart { get; set; } = true;

    /// <summary>
    /// Whether a starting host loads all available keys and makes a dummy proof, so that the first user does not wait. The preparation takes
    /// the memory of all keys, and the time to make missing development keys.
    /// </summary>
    /// <value>Default: false. A key is loaded on first use.</value>
    public bool LoadAtStart { get; set; }

    /// <summary>
    /// The use of prepared files: beside a .zkey file, the store keeps the key's content in the form in which the prover uses the key in memory. A key
    /// then loads in a tenth of the time, and processes share the memory of a mapped file. The first load of a key makes the file in the background.
    /// </summary>
    /// <value>
    /// Default: <see cref="PreparedKeyUse.Map"/>. A prepared file is somewhat larger than the .zkey file. A directory without write access costs only
    /// time, as does a directory with access for other users, if the key's hash is pinned, which it always is for development keys.
    /// </value>
    public PreparedKeyUse Prepared { get; set; } = PreparedKeyUse.Map;

    /// <summary>Selects keys made on this machine on first use. Such keys are insecure by nature: for development and tests.</summary>
    /// <param name="directory">The directory of the keys, or null for the user's data folder.</param>
    /// <returns>These options.</returns>
    public ProvingKeyStoreOptions UseDevelopmentKeys(string? directory = null)
    {
        Source = KeySource.Development;
        Directory = directory;
        return this;
    }

    /// <summary>Selects the keys of a ceremony in a directory.</summary>
    /// <param name="directory">The directory with small.zkey, medium.zkey, large.zkey.</param>
    /// <returns>These options.</returns>
    public ProvingKeyStoreOptions UseCeremonyKeys(string directory)
    {
        Source = KeySource.Ceremony;
        Directory = directory;
        return this;
    }

    /// <summary>The environment from environment variables: Production if unset, as in .NET's hosts.</summary>
    internal static string EnvironmentFrom(string? dotnet, string? aspNetCore) =>
        IsProduction(dotnet) || IsProduction(aspNetCore) ? Production
            : !string.IsNullOrWhiteSpace(dotnet) ? dotnet
            : !string.IsNullOrWhiteSpace(aspNetCore) ? aspNetCore
            : Production;

    /// <summary>Adopts the environment of a host, except that Production in these options stays in force.</summary>
    internal void TakeEnvironment(string hostEnvironment)
    {
        if (!IsProduction(EnvironmentName)) EnvironmentName = string.IsNullOrWhiteSpace(hostEnvironment) ? Production : hostEnvironment;
    }

    /// <exception cref="ProvingKeysNotConfiguredException">No source is named.</exception>
    /// <exception cref="ProvingKeyException">Development keys are configured in an environment that forbids them.</exception>
    /// <exception cref="ArgumentException">An option is invalid; the message names the option.</exception>
    internal void Validate()
    {
        var failures = new List<string>();
        ProvingKeyStoreOptionTable.Table.Check(this, nameof(ProvingKeyStoreOptions), failures);
        if (failures.Count > 0) throw new ArgumentException(string.Join(' ', failures));
        switch (Source)
        {
            case KeySource.None:
                throw new ProvingKeysNotConfiguredException();
            case KeySource.Development when IsProduction(EffectiveEnvironment()) && !AllowDevelopmentKeys:
                throw new ProvingKeyException(
                    ProvingKeyRejection.DevelopmentKey,
                    "Development keys are refused in the Production environment: the creator of a key can forge proofs. An environment that is "
                    + "not set is Production. To develop or test, set DOTNET_ENVIRONMENT=Development, or EnvironmentName = "
                    + "Environments.Development in the host builder's settings, or, without a host, "
                    + $"{nameof(ProvingKeyStoreOptions)}.{nameof(EnvironmentName)}. For real use, configure a directory of ceremony keys "
                    + $"({nameof(UseCeremonyKeys)}); {nameof(AllowDevelopmentKeys)} is for hosts where forgery does no harm.");
            case KeySource.Ceremony when Directory is null:
                throw new ArgumentException(
                    $"{nameof(ProvingKeyStoreOptions)}.{nameof(Directory)} is missing; ceremony keys need a directory.");
        }
    }

    private string EffectiveEnvironment() => string.IsNullOrWhiteSpace(EnvironmentName)
        ? EnvironmentFrom(
            Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"), Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"))
        : EnvironmentName;

    private static bool IsProduction(string? name) => string.Equals(name, Production, StringComparison.OrdinalIgnoreCase);
}
