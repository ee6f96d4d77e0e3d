using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>The options of <see cref="ProvingKeyStoreOptions"/>.</summary>
internal static class ProvingKeyStoreOptionTable
{
    public static OptionTable<ProvingKeyStoreOptions> Table { get; } = new OptionTable<ProvingKeyStoreOptions>()
        .Choice(
            "Source",
            static options => options.Source,
            static (options, value) => options.Source = value,
            "The source of proving keys: `Ceremony` reads .zkey files from `Directory`, `Development` creates insecure keys on this machine.")
        .Add(new ValueOption<ProvingKeyStoreOptions, string?>(
            "Directory",
            new TextType("left out"),
            static options => options.Directory,
            static (options, value) => options.Directory = value,
            "Ceremony keys: the directory with small.zkey, medium.zkey and large.zkey; files of unused circuits may be missing. Development keys: the "
            + "directory for storage; left out, a folder in the user's data folder."))
        .Add(new HashMapOption<ProvingKeyStoreOptions, CircuitSize>(
            "CeremonyKeyHashes",
            static options => options.CeremonyKeyHashes,
            "SHA-256 of the ceremony's .zkey files: a file with a different hash is refused."))
        .Add(new ValueOption<ProvingKeyStoreOptions, string?>(
            "EnvironmentName",
            new TextType("none"),
            static options => options.EnvironmentName,
            static (options, value) => options.EnvironmentName = value,
            "The environment without a host. In a host, the host's environment is used, unless this option is `Production`. In Production, development "
            + "keys need `AllowDevelopmentKeys`.",
            defaultText: "of DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT, or Production"))
        .Flag(
            "AllowDevelopmentKeys",
            static options => options.AllowDevelopmentKeys,
            static (options, value) => options.AllowDevelopmentKeys = value,
            "Whether development keys are allowed in Production, and in a directory of ceremony keys. Proofs with development keys can be forged.")
        .Flag(
            "CheckAtStart",
            static options => options.CheckAtStart,
            static (options, value) => options.CheckAtStart = value,
            "Whether the host reads the ceremony keys at the start, and fails to start if the directory is missing or a key is unusable.")
        .Flag(
            "LoadAtStart",
            static options => options.LoadAtStart,
            static (options, value) => options.LoadAtStart = value,
            "Whether the host loads all keys and warms up the prover at the start, so that the first request is not delayed.")
        .Choice(
            "Prepared",
            static options => options.Prepared,
            static (options, value) => options.Prepared = value,
            "The use of prepared files, made beside the .zkey files: `Map` shares the file's memory between processes, `Copy` copies the file into "
            + "memory, `Off` reads the .zkey file every time.");
}
