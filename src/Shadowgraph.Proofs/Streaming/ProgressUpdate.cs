namespace Shadowgraph.Proofs.Streaming;

/// <summary>A server's update about a request.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Kind">The kind of update.</param>
public sealed record ProgressUpdate(Guid RequestId, ProgressUpdateKind Kind)
{
    /// <summary>The progress; null unless the kind is Progress.</summary>
    public ProofProgress? Progress { get; init; }

    /// <summary>The hash of the proof, see <see cref="ProofResult.Hash"/>; null unless completed and still known to the server.</summary>
    public string? Hash { get; init; }

    /// <summary>The error; null unless failed or cancelled.</summary>
    public ProofError? Error { get; init; }

    /// <summary>Whether this is the last update of the request.</summary>
    public bool IsFinal => Kind != ProgressUpdateKind.Progress;
}
