using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>The kinds of updates. All kinds except the first are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgressUpdateKind>))]
public enum ProgressUpdateKind
{
    /// <summary>A progress report.</summary>
    Progress,

    /// <summary>The request has a proof, available from the host.</summary>
    Completed,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>The request was cancelled.</summary>
    Cancelled,

    /// <summary>The request is unknown to the server, expired, or belongs to another user.</summary>
    Unknown,
}
