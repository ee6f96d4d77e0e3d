using System.Collections.Concurrent;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Books how each request ended, as the sinks are told and as its caller sees it.</summary>
internal sealed class ChaosLedger : IMetricsSink
{
    private readonly ConcurrentDictionary<Guid, ConcurrentQueue<ProofEventKind>> _endings = [];
    private readonly ConcurrentDictionary<Guid, ProofState> _seen = [];
    private readonly ConcurrentDictionary<Guid, bool> _requested = [];
    private readonly int[] _events = new int[Enum.GetValues<ProofEventKind>().Length];
    private int _completed;
    private int _failed;
    private int _cancelled;
    private int _withdrawn;
    private int _refused;
    private int _late;

    /// <summary>What must not happen and did.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    public int Completed => _completed;

    public int Failed => _failed;

    /// <summary>Requests that their callers saw end as cancelled.</summary>
    public int Cancelled => _cancelled;

    /// <summary>Calls that ended because their token was cancelled, before or after the request was let in.</summary>
    public int Withdrawn => _withdrawn;

    public int Refused => _refused;

    public int Late => _late;

    public int Count(ProofEventKind kind) => Volatile.Read(ref _events[(int)kind]);

    public void Record(in ProofEvent happened)
    {
        Interlocked.Increment(ref _events[(int)happened.Kind]);
        if (happened.Kind == ProofEventKind.Requested) _requested.TryAdd(happened.RequestId, true);
        if (!RecordingSink.IsEnd(happened.Kind)) return;
        _endings.GetOrAdd(happened.RequestId, _ => []).Enqueue(happened.Kind);
    }

    /// <summary>A caller got this result.</summary>
    public void Saw(ProofResult result)
    {
        ref var counter = ref _completed;
        if (result.State == ProofState.Failed) counter = ref _failed;
        if (result.State == ProofState.Cancelled) counter = ref _cancelled;
        Interlocked.Increment(ref counter);
        if (!_seen.TryAdd(result.RequestId, result.State)) Violations.Enqueue($"{result.RequestId} ended twice");
        var completed = result.State == ProofState.Completed;
        if (completed != result.Proof is not null) Violations.Enqueue($"{result.RequestId} {result.State}: proof");
        if (completed != result.Error is null) Violations.Enqueue($"{result.RequestId} {result.State}: error");
    }

    /// <summary>A call ended with this error.</summary>
    public void Saw(ProofError error)
    {
        Interlocked.Increment(ref error.Type == ProofErrorType.ProofGenerationCancelled ? ref _cancelled : ref _failed);
    }

    /// <summary>The time of a request was up before its first attempt: at the door, where it is refused, or in the queue, where it fails.</summary>
    public void SawLate() => Interlocked.Increment(ref _late);

    public void SawRefusal() => Interlocked.Increment(ref _refused);

    public void SawWithdrawal() => Interlocked.Increment(ref _withdrawn);

    /// <summary>Holds what the sink was told, once it was, against what callers saw, and forgets both.</summary>
    public async Task CloseAsync()
    {
        await Wait.UntilAsync(() => _requested.Keys.All(_endings.ContainsKey), "the sink heard of every end");
        foreach (var (id, endings) in _endings)
        {
            if (endings.Count != 1) Violations.Enqueue($"{id} ended as {string.Join(", ", endings)}");
            if (!_seen.TryGetValue(id, out var state)) continue;
            var told = endings.First();
            if (told.ToString() != state.ToString()) Violations.Enqueue($"{id}: the sink heard {told}, the caller {state}");
        }

        foreach (var id in _seen.Keys.Where(id => !_endings.ContainsKey(id))) Violations.Enqueue($"no sink heard of the end of {id}");
        foreach (var id in _requested.Keys.Where(id => !_endings.ContainsKey(id))) Violations.Enqueue($"{id} came and never ended");
        foreach (var id in _endings.Keys.Where(id => !_requested.ContainsKey(id))) Violations.Enqueue($"{id} ended and never came");
        _requested.Clear();
        _endings.Clear();
        _seen.Clear();
    }
}
