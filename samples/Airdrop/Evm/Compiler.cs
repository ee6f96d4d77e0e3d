using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shadowgraph.Proofs.Groth16.Solidity;

namespace Airdrop.Evm;

/// <summary>A compiled contract.</summary>
/// <param name="Code">The creation code, without the constructor's arguments.</param>
/// <param name="RuntimeSize">The size of the deployed code, in bytes.</param>
/// <param name="Methods">Selectors of the functions, by signature, as computed by the compiler.</param>
internal sealed record CompiledContract(byte[] Code, int RuntimeSize, IReadOnlyDictionary<string, uint> Methods);

/// <summary>Compiles Solidity with solc; a warning is an error.</summary>
internal static partial class Compiler
{
    /// <summary>Compiles contracts.</summary>
    /// <param name="sources">Texts by file name.</param>
    /// <param name="names">The contracts that are wanted.</param>
    public static IReadOnlyDictionary<string, CompiledContract> Compile(IReadOnlyDictionary<string, string> sources, params string[] names)
    {
        var input = new JsonObject
        {
            ["sources"] = new JsonObject(sources.Select(source => KeyValuePair.Create<string, JsonNode?>(source.Key, source.Value))),
            ["names"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]),
        };
        var output = JsonNode.Parse(Packages.RunNode("compile.mjs", input.ToJsonString()))!.AsObject();
        return names.ToDictionary(name => name, name => Read(output[name] ?? throw new ArgumentException($"No source has a contract {name}.")));
    }

    /// <summary>The sources of a folder.</summary>
    public static Dictionary<string, string> SourcesOf(string folder) =>
        Directory.GetFiles(folder, "*.sol").ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    /// <summary>Names of the custom errors without parameters that sources declare, by their selectors.</summary>
    public static IReadOnlyDictionary<uint, string> ErrorsOf(IEnumerable<string> sources) => sources
        .SelectMany(source => ErrorDeclaration().Matches(source).Select(match => match.Groups[1].Value))
        .Distinct()
        .ToDictionary(name => SolidityAbi.Selector(name + "()"), name => name);

    private static CompiledContract Read(JsonNode contract) => new(
        Convert.FromHexString(contract["code"]!.GetValue<string>()),
        contract["runtime"]!.GetValue<string>().Length / 2,
        contract["methods"]!.AsObject().ToDictionary(method => method.Key, method => Convert.ToUInt32(method.Value!.GetValue<string>(), 16)));

    [GeneratedRegex(@"^\s*error (\w+)\(\);", RegexOptions.Multiline)]
    private static partial Regex ErrorDeclaration();
}
