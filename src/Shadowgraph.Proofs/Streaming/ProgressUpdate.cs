namespace Shadowgraph.Proofs.Streaming;

/// <summary>What a server told of a request.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Kind">What it tells.</param>
public sealed record ProgressUpdate(Guid RequestId, ProgressUpdateKind Kind)
{
    /// <summary>How far it has come; null unless the kind is Progress.</summary>
    public ProofProgress? Progress { get; init; }

    /// <summary>Names the proof, as <see cref="ProofResult.Hash"/> does; null unless it is completed and the server still knew.</summary>
    public string? Hash { get; init; }

    /// <summary>What went wrong; null unless it failed or was cancelled.</summary>
    public ProofError? Error { get; init; }

    /// <summary>Whether this is the last update of the request.</summary>
    public bool IsFinal => Kind != ProgressUpdateKind.Progress;
}
