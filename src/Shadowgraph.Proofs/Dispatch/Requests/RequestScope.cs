using System.Collections;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// The log scope of a request during entry and proof, for the pipeline and the services it calls: the request's id as RequestId, and the
/// pipeline's key, if any, as Pipeline. Users are left out.
/// </summary>
internal sealed class RequestScope(Guid requestId, string? pipeline) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public Guid RequestId => requestId;

    public int Count => pipeline is null ? 1 : 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("RequestId", requestId),
        1 when pipeline is not null => new("Pipeline", pipeline),
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} values."),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => pipeline is null ? $"RequestId:{requestId}" : $"RequestId:{requestId} Pipeline:{pipeline}";
}
