using Airdrop.Evm;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;

namespace Airdrop;

/// <summary>The sample's contracts and the verifiers that the library exports, compiled.</summary>
internal sealed class Contracts
{
    private readonly IReadOnlyDictionary<string, CompiledContract> _compiled;

    private Contracts(IReadOnlyDictionary<string, CompiledContract> compiled, IReadOnlyDictionary<uint, string> errors)
    {
        _compiled = compiled;
        Errors = errors;
    }

    /// <summary>Names of the contracts' errors, by selector.</summary>
    public IReadOnlyDictionary<uint, string> Errors { get; }

    public CompiledContract Airdrop => _compiled["ReputationAirdrop"];

    public CompiledContract Token => _compiled["DemoToken"];

    /// <summary>A contract by its name.</summary>
    public CompiledContract this[string name] => _compiled[name];

    /// <summary>The verifier of single proofs of a circuit.</summary>
    public CompiledContract Single(CircuitSize size, bool fixedScope) => _compiled[$"{size}{(fixedScope ? "Scope" : "")}Verifier"];

    /// <summary>The verifier of chains of a circuit.</summary>
    public CompiledContract Chain(CircuitSize size) => _compiled[$"{size}ChainVerifier"];

    /// <summary>Compiles all contracts at once.</summary>
    /// <param name="keys">The verification key of each circuit in use.</param>
    /// <param name="more">An optional additional source, with its file name.</param>
    /// <param name="moreNames">The contracts of the additional source.</param>
    public static Contracts Compile(
        IReadOnlyDictionary<CircuitSize, VerifyingKey> keys, (string File, string Source)? more = null, params string[] moreNames)
    {
        var sources = Compiler.SourcesOf(Path.Combine(Packages.Folder, "contracts"));
        List<string> names = ["ReputationAirdrop", "DemoToken", .. moreNames];
        foreach (var (size, key) in keys)
        {
            Add($"{size}Verifier", name => ReputationContract.Export(key, name));
            Add($"{size}ScopeVerifier", name => ReputationContract.Export(key, name, fixedScope: true));
            Add($"{size}ChainVerifier", name => ReputationContract.ExportChain(key, name));
        }

        if (more is { } further) sources[further.File + ".sol"] = further.Source;
        return new Contracts(Compiler.Compile(sources, [.. names]), Compiler.ErrorsOf(sources.Values));

        void Add(string name, Func<string, string> source)
        {
            names.Add(name);
            sources[name + ".sol"] = source(name);
        }
    }
}
