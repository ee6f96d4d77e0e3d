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
            "Where proving keys come from: `Ceremony` takes .zkey files from `Directory`, `Development` makes insecure keys on this machine.")
        .Add(new ValueOption<ProvingKeyStoreOptions, string?>(
            "Directory",
            new TextType("left out"),
            static options => options.Directory,
            static (options, value) => options.Directory = value,
            "Ceremony keys: the directory with small.zkey, medium.zkey, large.zkey, or those of them that are needed. Development keys: where "
            + "they are kept; left out, in the user's data folder."))
        .Add(new HashMapOption<ProvingKeyStoreOptions, CircuitSize>(
            "CeremonyKeyHashes",
            static options => options.CeremonyKeyHashes,
            "SHA-256 of the ceremony's .zkey files: a file with another hash is refused."))
        .Add(new ValueOption<ProvingKeyStoreOptions, string?>(
            "EnvironmentName",
            new TextType("none"),
            static options => options.EnvironmentName,
            static (options, value) => options.EnvironmentName = value,
            "The environment where there is no host; a host's own counts before it, and `Production` here makes it Production all the same. "
            + "In Production development keys need `AllowDevelopmentKeys`.",
            defaultText: "of DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT, or Production"))
        .Flag(
            "AllowDevelopmentKeys",
            static options => options.AllowDevelopmentKeys,
            static (options, value) => options.AllowDevelopmentKeys = value,
            "Whether development keys may be used in Production, and be found in a directory of ceremony keys. Their proofs convince nobody.")
        .Flag(
            "CheckAtStart",
            static options => options.CheckAtStart,
            static (options, value) => options.CheckAtStart = value,
            "Whether a host that starts reads the ceremony's keys once, and does not start if their directory is not there or a key in it can't "
            + "be used.")
        .Flag(
            "LoadAtStart",
            static options => options.LoadAtStart,
            static (options, value) => options.LoadAtStart = value,
            "Whether a host that starts loads all keys and warms the prover up, so that the first user does not wait.");
}
