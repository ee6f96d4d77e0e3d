using System.Text.Json.Serialization;

namespace ProofCluster.Operating;

/// <summary>The numbers of a silo, for operators.</summary>
/// <param name="At">When they were written, UTC.</param>
/// <param name="Open">Requests in its grains.</param>
/// <param name="Waiting">Those of them that wait in its pipeline.</param>
/// <param name="Running">Proofs in the making.</param>
/// <param name="Ends">Ends since its start: Completed, Cancelled, and types of errors.</param>
internal sealed record SiloCounts(DateTimeOffset At, int Open, int Waiting, int Running, IReadOnlyDictionary<string, long> Ends);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SiloCounts))]
[JsonSerializable(typeof(Dictionary<string, SiloCounts>))]
internal sealed partial class CountsJson : JsonSerializerContext;
