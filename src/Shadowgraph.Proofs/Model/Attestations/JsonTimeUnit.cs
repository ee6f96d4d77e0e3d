using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The unit of created_at and expires_at, counted since 1970.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JsonTimeUnit>))]
public enum JsonTimeUnit
{
    /// <summary>Unix seconds.</summary>
    Seconds,

    /// <summary>Unix milliseconds, the unit of JavaScript's Date.now().</summary>
    Milliseconds,
}
