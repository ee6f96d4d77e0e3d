using System.Text.Json.Serialization;

namespace ProofCluster.Operating;

/// <summary>The numbers of a silo, for operators.</summary>
/// <param name="At">The time of writing, UTC.</param>
/// <param name="Open">Requests in the grains of the silo.</param>
/// <param name="Waiting">Requests that wait in the pipeline of the silo.</param>
/// <param name="Running">Proofs in the making.</param>
/// <param name="Ends">Ends since the start of the silo: Completed, Cancelled, and types of errors.</param>
internal sealed record SiloCounts(DateTimeOffset At, int Open, int Waiting, int Running, IReadOnlyDictionary<string, long> Ends);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SiloCounts))]
[JsonSerializable(typeof(Dictionary<string, SiloCounts>))]
internal sealed partial class CountsJson : JsonSerializerContext;
