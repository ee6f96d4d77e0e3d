using System.Collections;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// The scope of what is logged while a request enters or is proved, by the pipeline and by the services it calls: the request's id, as
/// RequestId. Users are not in it.
/// </summary>
internal sealed class RequestScope(Guid requestId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0
        ? new("RequestId", requestId)
        : throw new ArgumentOutOfRangeException(nameof(index), index, "There is one value.");

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"RequestId:{requestId}";
}
