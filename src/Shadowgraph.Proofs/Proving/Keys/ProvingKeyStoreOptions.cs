using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>Where a <see cref="ProvingKeyStore"/> takes its keys from. Read once, when the store is made.</summary>
[JsonConverter(typeof(NoJsonConverter<ProvingKeyStoreOptions>))]
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

    /// <summary>
    /// The name of the environment, where there is no host that has one: in a host <c>IHostEnvironment</c> decides, and "Production" here makes
    /// it Production all the same. In Production development keys need <see cref="AllowDevelopmentKeys"/>.
    /// </summary>
    /// <value>
    /// Default: null, which means what DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT says; Production if either says so, or if neither is set.
    /// </value>
    public string? EnvironmentName { get; set; }

    /// <summary>Whether development keys may be used in the Production environment, and be found in a directory of ceremony keys.</summary>
    /// <value>Default: false. A proof made with a development key convinces nobody who knows that its maker could forge it.</value>
    public bool AllowDevelopmentKeys { get; set; }

    /// <summary>
    /// Whether a host that starts reads the ceremony's keys once, one after the other, and does not start if their directory is not there or
    /// a key in it can't be used. Otherwise the first request that needs the key finds out.
    /// </summary>
    /// <value>Default: true. Small, Medium and Large take a second or two together.</value>
    public bool CheckAtStart { get; set; } = true;

    /// <summary>
    /// Whether a host that starts loads the keys, all that there are, and makes a proof for nobody, so that the first user does not wait. It
    /// takes the memory of all keys, and the time to make those development keys that are not made yet.
    /// </summary>
    /// <value>Default: false, which loads a key when it is first needed.</value>
    public bool LoadAtStart { get; set; }

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

    /// <summary>The environment by variables: an unset one is Production, as to .NET's hosts.</summary>
    internal static string EnvironmentFrom(string? dotnet, string? aspNetCore) =>
        IsProduction(dotnet) || IsProduction(aspNetCore) ? Production
            : !string.IsNullOrWhiteSpace(dotnet) ? dotnet
            : !string.IsNullOrWhiteSpace(aspNetCore) ? aspNetCore
            : Production;

    /// <summary>Takes the environment of a host in the place of any other, but does not open what was closed here.</summary>
    internal void TakeEnvironment(string hostEnvironment)
    {
        if (!IsProduction(EnvironmentName)) EnvironmentName = string.IsNullOrWhiteSpace(hostEnvironment) ? Production : hostEnvironment;
    }

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
            case KeySource.Development when IsProduction(EffectiveEnvironment()) && !AllowDevelopmentKeys:
                throw new ProvingKeyException(
                    ProvingKeyRejection.DevelopmentKey,
                    "Development keys are asked for in the Production environment: whoever makes them can forge proofs. An environment that "
                    + "nobody has set is Production. To develop or test, set it: DOTNET_ENVIRONMENT=Development, or EnvironmentName = "
                    + "Environments.Development in the host builder's settings, or, without a host, "
                    + $"{nameof(ProvingKeyStoreOptions)}.{nameof(EnvironmentName)}. For anything else use a directory of ceremony keys "
                    + $"({nameof(UseCeremonyKeys)}); {nameof(AllowDevelopmentKeys)} is for where forgery does no harm.");
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
