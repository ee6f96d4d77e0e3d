using System.Threading.Channels;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A prover that plans as the real one does, and for the rest does what its script says.</summary>
internal sealed class ScriptedProver(ProverScript? script = null) : IProver
{
    private static readonly TimeSpan Patience = Wait.Patience;

    private readonly Channel<ScriptedCall> _begun = Channel.CreateUnbounded<ScriptedCall>();
    private readonly Lock _gate = new();
    private int _calls;
    private int _running;
    private int _threads;

    /// <summary>What it does. May be changed while it works.</summary>
    public ProverScript Script { get; set; } = script ?? Scripts.Succeed;

    /// <summary>How it plans.</summary>
    public Func<ProofJob, CircuitSize, ProofPlan> Planner { get; set; } =
        (job, largest) => ProofPlan.For(job.Opening.AttestationCount, largest);

    /// <summary>How many it says that it can run.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>How it names its verification keys: by default not at all.</summary>
    public Func<CircuitSize, bool, ValueTask<string?>> KeyHash { get; set; } = (_, _) => default;

    /// <summary>Whether calls are kept for <see cref="NextCallAsync"/>. Long tests leave it out.</summary>
    public bool KeepsCalls { get; init; } = true;

    /// <summary>Calls so far.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Calls that have not ended.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The most calls that ran at once.</summary>
    public int MostRunning { get; private set; }

    /// <summary>The most threads that were given to calls running at once.</summary>
    public int MostThreads { get; private set; }

    /// <summary>Waits for the next call that begins, in order.</summary>
    public async Task<ScriptedCall> NextCallAsync() => await _begun.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => Planner(job, maxCircuitSize);

    public ValueTask<string?> FindKeyHashAsync(CircuitSize size, bool loads, CancellationToken cancellationToken = default) =>
        KeyHash(size, loads);

    public Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var call = new ScriptedCall(Interlocked.Increment(ref _calls), job, plan, progress, cancellationToken);
        Count(1, plan);
        if (KeepsCalls) _begun.Writer.TryWrite(call);
        Task<ProverResult>? work;
        try
        {
            work = Script(call);
        }
        catch
        {
            Count(-1, plan);
            throw;
        }

        if (work is null)
        {
            Count(-1, plan);
            return null!;
        }

        return CountedAsync(work, plan);
    }

    private async Task<ProverResult> CountedAsync(Task<ProverResult> work, ProofPlan plan)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        finally
        {
            Count(-1, plan);
        }
    }

    private void Count(int change, ProofPlan plan)
    {
        lock (_gate)
        {
            _running += change;
            _threads += change * plan.MaxDegreeOfParallelism;
            MostRunning = Math.Max(MostRunning, _running);
            MostThreads = Math.Max(MostThreads, _threads);
        }
    }
}
