namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A user who asks for one proof after the other, in every way there is, and often thinks better of it.</summary>
internal sealed class ChaosUser(IProofPipeline pipeline, TimeProvider time, ChaosLedger ledger, int number, int seed)
{
    private readonly Random _random = ChaosDice.Of(seed, number);
    private readonly ProofUserId _id = new($"user {number}");

    public async Task RunAsync(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            var request = NextRequest();
            try
            {
                await (_random.Next(8) switch
                {
                    0 or 1 => ProveAsync(request),
                    2 => ProveAndWithdrawAsync(request),
                    3 => SubmitAsync(request),
                    4 => SubmitAndCancelAsync(request),
                    5 => SubmitAndWatchAsync(request),
                    6 => SubmitAndFollowBadlyAsync(request),
                    _ => SubmitAndLookAsync(request),
                });
            }
            catch (ProofErrorException)
            {
                ledger.SawRefusal();
                await WaitAsync(5000);
            }
        }
    }

    // One in three is about one of a few subjects, so that equal requests meet.
    private ProofRequest NextRequest() => PipelineWorld.Request(
        _random.Next(3) == 0 ? _random.Next(4) : _random.Next(PipelineWorld.SubjectCount),
        _random.Next(3) == 0 ? 0 : _random.Next(1_000_000),
        (ProofPriority)_random.Next(4),
        _id,
        timeout: _random.Next(10) == 0 ? TimeSpan.FromMilliseconds(_random.Next(1, 300)) : null,
        queueTimeout: _random.Next(10) == 0 ? TimeSpan.FromMilliseconds(_random.Next(1, 100)) : null);

    private async Task ProveAsync(ProofRequest request)
    {
        var percent = -1.0;
        var progress = new CallbackProgress(report =>
        {
            if (report.Percent < percent || report.Percent is < 0 or > 100 || double.IsNaN(report.Percent))
                ledger.Violations.Enqueue($"progress went from {percent} to {report.Percent}");
            percent = report.Percent;
            if (_random.Next(20) == 0) throw new InvalidOperationException("A watcher's own fault.");
        });
        await CompleteAsync(pipeline.ProveAsync(request, progress));
    }

    private async Task ProveAndWithdrawAsync(ProofRequest request)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(_random.Next(1, 200)), time);
        if (_random.Next(10) == 0) await cancellation.CancelAsync();
        try
        {
            await CompleteAsync(pipeline.ProveAsync(request, null, cancellation.Token));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            ledger.SawWithdrawal();
        }
    }

    private async Task SubmitAsync(ProofRequest request) => ledger.Saw(await (await pipeline.SubmitAsync(request)).Completion);

    private async Task SubmitAndCancelAsync(ProofRequest request)
    {
        var ticket = await pipeline.SubmitAsync(request);
        await WaitAsync(150);
        var had = ticket.Completion.IsCompleted;
        var cancelled = pipeline.Cancel(ticket.Id);
        if (had && cancelled) ledger.Violations.Enqueue($"{ticket.Id} was cancelled after its end");
        var result = await ticket.Completion;
        ledger.Saw(result);
        if (cancelled && result.State != ProofState.Cancelled) ledger.Violations.Enqueue($"{ticket.Id} was cancelled and {result.State}");
        if (pipeline.Cancel(ticket.Id)) ledger.Violations.Enqueue($"{ticket.Id} was cancelled twice");
    }

    private async Task SubmitAndWatchAsync(ProofRequest request)
    {
        var ticket = await pipeline.SubmitAsync(request);
        ProofProgress? last = null;
        await foreach (var report in pipeline.WatchAsync(ticket.Id))
        {
            if (report.RequestId != ticket.Id) ledger.Violations.Enqueue($"{ticket.Id} heard of {report.RequestId}");
            if (last is { IsFinal: true }) ledger.Violations.Enqueue($"{ticket.Id}: a report after the last");
            if (report.Sequence <= last?.Sequence) ledger.Violations.Enqueue($"{ticket.Id}: {report.Sequence} after {last.Sequence}");
            if (report.Percent < last?.Percent) ledger.Violations.Enqueue($"{ticket.Id}: {report.Percent} % after {last.Percent} %");
            last = report;
            if (_random.Next(10) == 0) await WaitAsync(50);
        }

        var result = await ticket.Completion;
        ledger.Saw(result);

        // Nothing is known of it any more if others ended since.
        if (last is not null && last.State != result.State) ledger.Violations.Enqueue($"{ticket.Id}: {last.State}, and {result.State}");
    }

    private async Task SubmitAndFollowBadlyAsync(ProofRequest request)
    {
        var ticket = await pipeline.SubmitAsync(request);
        try
        {
            await foreach (var _ in pipeline.WatchAsync(ticket.Id))
            {
                if (_random.Next(2) == 0) break;
                throw new InvalidOperationException("A watcher's own fault.");
            }
        }
        catch (InvalidOperationException)
        {
            // Its own affair.
        }

        ledger.Saw(await ticket.Completion);
    }

    private async Task SubmitAndLookAsync(ProofRequest request)
    {
        var ticket = await pipeline.SubmitAsync(request);
        if (pipeline.List(_id).All(status => status.Id != ticket.Id) && !ticket.Completion.IsCompleted)
            ledger.Violations.Enqueue($"{ticket.Id} has not ended and is not listed");
        await WaitAsync(100);
        var status = pipeline.Find(ticket.Id);
        if (status is null && !ticket.Completion.IsCompleted) ledger.Violations.Enqueue($"{ticket.Id} has not ended and is not found");
        if (status is not null && status.UserId != _id) ledger.Violations.Enqueue($"{ticket.Id} belongs to {status.UserId}");
        var result = await ticket.Completion;
        ledger.Saw(result);
        if (pipeline.FindResult(ticket.Id) is { } kept && !ReferenceEquals(kept, result))
            ledger.Violations.Enqueue($"{ticket.Id} has two results");
    }

    private async Task CompleteAsync(Task<ProofResult> call)
    {
        try
        {
            ledger.Saw(await call);
        }
        catch (ProofErrorException e) when (!IsRefusal(e.Error))
        {
            if (e.Error is { Attempt: 0, Type: ProofErrorType.ProofGenerationTimeout }) ledger.SawLate();
            else ledger.Saw(e.Error);
        }
    }

    // The prover may throw errors of these types too, but not before its first attempt.
    private static bool IsRefusal(ProofError error) =>
        error is { Attempt: 0, Type: ProofErrorType.QueueFull or ProofErrorType.WorkerUnavailable };

    private Task WaitAsync(int most) => Task.Delay(TimeSpan.FromMilliseconds(_random.Next(most)), time);

    private sealed class CallbackProgress(Action<ProofProgress> callback) : IProgress<ProofProgress>
    {
        public void Report(ProofProgress value) => callback(value);
    }
}
