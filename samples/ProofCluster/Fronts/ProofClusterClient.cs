using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ProofCluster.Contract;
using ProofCluster.Grains;
using ProofCluster.Hosting;
using ProofCluster.Operating;
using ProofCluster.Sealing;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Limits;

namespace ProofCluster.Fronts;

/// <summary>The connection of a front to the cluster. Short polls find a dead silo: a call to a dead silo fails at ResponseTimeout only.</summary>
internal sealed class ProofClusterClient(
    IGrainFactory grains, RequestSeal seal, OwnerKey owner, IAccessPolicy access, ClusterRateLimiter limiter, FrontAudit audit,
    IOptions<ProofClusterOptions> options, TimeProvider time)
    : IProofCluster
{
    /// <summary>The time after the deadline during which a request is still polled.</summary>
    private static readonly TimeSpan AfterDeadline = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastReportPatience = TimeSpan.FromSeconds(2);
    private static readonly ErrorClassifier Classifier = new();

    private readonly ProofClusterOptions _options = options.Value;
    private readonly GrainCalls _calls = new(time);

    public async Task<Guid> SubmitAsync(ProofRequest request, CancellationToken cancellationToken = default) =>
        (await EnterAsync(request, cancellationToken)).Id;

    public async Task<ProofResult> ProveAsync(
        ProofRequest request, IProgress<ProofProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (id, submission) = await EnterAsync(request, cancellationToken);
        using var ended = new CancellationTokenSource();
        var reports = progress is null ? Task.CompletedTask : ForwardAsync(request.UserId, id, progress, ended.Token);
        try
        {
            Outcome outcome;
            while ((outcome = await WaitForEndAsync(id, submission.Owner, submission.Deadline, cancellationToken)).Phase == RequestPhase.Unknown)
            {
                // The store has lost the request, with the disk. The front still has the request, and the same id makes the same request.
                await AuditAsync(id, request.UserId, () => AcceptAsync(id, request.UserId, submission, cancellationToken));
            }

            await Task.WhenAny(reports, Task.Delay(LastReportPatience, time, CancellationToken.None));
            return Open(id, outcome);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync(request.UserId, id, CancellationToken.None);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await reports.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async IAsyncEnumerable<ProofProgress> WatchAsync(
        ProofUserId user, Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var name = owner.OwnerOf(user);
        var grain = grains.GetGrain<IProofRequestGrain>(id);
        var (last, percent) = (-1L, 0.0);
        while (true)
        {
            await using var reports = new ReportReader(grain.Watch(name, cancellationToken), cancellationToken);
            while (await reports.ReadAsync() is { } report)
            {
                if (report.Sequence <= last) continue;
                (last, percent) = (report.Sequence, Math.Max(percent, report.Percent));
                yield return report.ToProgress(id, percent);
                if (report.IsFinal) yield break;
            }

            // The silo died, or the request moved: the next call finds the present place of the request.
            var outcome = await _calls.UntilAsync(() => grain.Find(name), _options.RequestTimeout, cancellationToken);
            if (outcome.Phase == RequestPhase.Unknown) yield break;
            await Task.Delay(GrainCalls.Pause, time, cancellationToken);
        }
    }

    public async Task<ProofResult?> WaitAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default)
    {
        var outcome = await WaitForEndAsync(id, owner.OwnerOf(user), time.GetUtcNow() + _options.MaxProofAge, cancellationToken);
        return outcome.IsEnded ? Open(id, outcome) : null;
    }

    public async Task<RequestPhase> FindAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default) =>
        (await OutcomeAsync(user, id, cancellationToken)).Phase;

    public async Task<ProofStatus?> FindStatusAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default)
    {
        var outcome = await OutcomeAsync(user, id, cancellationToken);
        if (outcome.Phase == RequestPhase.Unknown) return null;
        var report = outcome.Last ?? new Report { State = ProofState.Queued, Stage = ProofStage.Queued, Description = "Accepted" };
        return new ProofStatus
        {
            Id = id,
            UserId = user,
            Priority = ProofPriority.Normal,
            State = report.State,
            SubmittedAt = outcome.AcceptedAt,
            Progress = report.ToProgress(id, 0),
            Error = outcome.IsEnded ? Open(id, outcome).Error?.Type : null,
        };
    }

    public async Task<ProofResult?> FindResultAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default)
    {
        var outcome = await OutcomeAsync(user, id, cancellationToken);
        return outcome.IsEnded ? Open(id, outcome) : null;
    }

    public Task<bool> CancelAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default)
    {
        var name = owner.OwnerOf(user);
        return _calls.UntilAsync(() => grains.GetGrain<IProofRequestGrain>(id).Cancel(name), _options.AcceptTimeout, cancellationToken);
    }

    public Task ForgetAsync(ProofUserId user, Guid id, CancellationToken cancellationToken = default)
    {
        var name = owner.OwnerOf(user);
        return _calls.UntilAsync(() => grains.GetGrain<IProofRequestGrain>(id).Forget(name), _options.AcceptTimeout, cancellationToken);
    }

    private Task<Outcome> OutcomeAsync(ProofUserId user, Guid id, CancellationToken cancellationToken)
    {
        var name = owner.OwnerOf(user);
        return _calls.UntilAsync(() => grains.GetGrain<IProofRequestGrain>(id).Find(name), _options.AcceptTimeout, cancellationToken);
    }

    /// <summary>Checks a request, and has the request stored.</summary>
    private async Task<(Guid Id, Submission Submission)> EnterAsync(ProofRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.UserId.IsNone)
        {
            throw new ArgumentException(
                "A request of the cluster belongs to a user: only that user may follow, fetch and cancel it. Set UserId.", nameof(request));
        }

        var id = request.Id is { } key ? owner.IdOf(request.UserId, key) : Guid.NewGuid();
        return (id, await AuditAsync(
            id, request.UserId,
            async () => await AcceptAsync(id, request.UserId, await PrepareAsync(id, request, cancellationToken), cancellationToken)));
    }

    /// <summary>Records the refusal of a request, if the entry refuses the request.</summary>
    private async Task<Submission> AuditAsync(Guid id, ProofUserId user, Func<Task<Submission>> enter)
    {
        try
        {
            return await enter();
        }
        catch (ProofErrorException e)
        {
            audit.RecordRefusal(id, user, e.Error.Type);
            throw;
        }
    }

    /// <summary>Makes the checks that need no permit, and seals the request under the id.</summary>
    private async Task<Submission> PrepareAsync(Guid id, ProofRequest request, CancellationToken cancellationToken)
    {
        await RequireAccessAsync(request.UserId, cancellationToken);
        var now = time.GetUtcNow();
        var asOf = request.AsOf ?? new DateTimeOffset(now.UtcTicks / _options.AsOfGranularity.Ticks * _options.AsOfGranularity.Ticks, TimeSpan.Zero);
        RequireProvable(request, asOf, now);
        var deadline = Earlier(now + (request.Timeout ?? _options.RequestTimeout), asOf + _options.MaxProofAge);
        if (deadline <= now)
        {
            throw Refusal(
                ProofErrorType.ProofGenerationTimeout,
                $"AsOf is {asOf:u}: verifiers take proofs of the last {_options.MaxProofAge} only. Leave AsOf out, or name a later time.");
        }

        var sealedRequest = seal.SealRequest(id, RequestCopies.Of(request, id, asOf));
        return new Submission(sealedRequest, RequestDigest.Of(request), owner.OwnerOf(request.UserId), deadline);
    }

    private static void RequireProvable(ProofRequest request, DateTimeOffset asOf, DateTimeOffset now)
    {
        try
        {
            _ = new ProofJob(request.Opening, request.Statement, request.Recipient, request.Scope, asOf, request.Identity);
            _ = ProofPlan.For(request.Opening.AttestationCount, request.MaxCircuitSize);
        }
        catch (Exception e) when (e is ProofException or ObjectDisposedException)
        {
            throw new ProofErrorException(Classifier.Classify(e, new ProofErrorContext { OccurredAt = now, Stage = ProofStage.Admission }));
        }

        if (asOf > now)
            throw Refusal(ProofErrorType.InvalidCircuitParameters, $"AsOf is {asOf:u}, and it is {now:u} now. Leave AsOf out, or check the clock.");
    }

    private async Task RequireAccessAsync(ProofUserId user, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(user, cancellationToken);
        if (!decision.IsAllowed) throw Refusal(ProofErrorType.AccessDenied, decision.Reason);
    }

    /// <summary>Takes a permit and has the request stored; a repetition of a known request takes none.</summary>
    /// <returns>The submission, which is in the store.</returns>
    private async Task<Submission> AcceptAsync(Guid id, ProofUserId user, Submission submission, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IProofRequestGrain>(id);
        var permit = await AcquireAsync(user, cancellationToken);
        if (!permit.IsAcquired && (await OutcomeAsync(user, id, cancellationToken)).Phase == RequestPhase.Unknown)
        {
            throw new ProofErrorException(new ProofError(ProofErrorType.RateLimitExceeded, $"Rate limit exceeded. Retry after {permit.RetryAfter}.")
            {
                RetryAfter = permit.RetryAfter,
                OccurredAt = time.GetUtcNow(),
            });
        }

        AcceptAnswer answer;
        var calls = 0;
        try
        {
            answer = await _calls.UntilAsync(
                () =>
                {
                    calls++;
                    return grain.Accept(submission);
                },
                _options.AcceptTimeout, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The request may have been stored, so the permit stays taken.
            throw Refusal(
                ProofErrorType.QueueFull,
                $"No silo stored the request within {_options.AcceptTimeout} ({e.GetType().Name}). Submit it again with the same id, later.");
        }

        // Known after a lost answer is most likely this very submission.
        if (answer == AcceptAnswer.Accepted || (answer == AcceptAnswer.Known && calls > 1)) return submission;
        await GiveBackAsync(permit);
        if (answer == AcceptAnswer.Conflict)
        {
            throw Refusal(
                ProofErrorType.RequestConflict, "The id names a request with other content. Repeat the content that was submitted, or use another id.");
        }

        return answer == AcceptAnswer.Full
            ? throw Refusal(ProofErrorType.QueueFull, "The silo has as many open requests as it may. Submit it again later.")
            : submission;
    }

    private async Task<PermitLease> AcquireAsync(ProofUserId user, CancellationToken cancellationToken)
    {
        try
        {
            return await limiter.AcquireAsync(user, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Refusal(
                ProofErrorType.InternalError,
                $"The limit of the user could not be asked ({e.GetType().Name}), so the request was not let in. Submit it again later.");
        }
    }

    private static async Task GiveBackAsync(PermitLease permit)
    {
        try
        {
            await permit.GiveBackAsync();
        }
#pragma warning disable CA1031 // The permit leaves the window by itself.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private async Task<Outcome> WaitForEndAsync(Guid id, byte[] name, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IProofRequestGrain>(id);
        while (true)
        {
            var left = deadline + AfterDeadline - time.GetUtcNow();
            try
            {
                var outcome = await _calls.UntilAsync(() => grain.Wait(name, _options.PollPeriod, cancellationToken), left, cancellationToken);
                if (outcome is not null) return outcome;
                if (left <= TimeSpan.Zero) throw new TimeoutException();
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                throw Refusal(
                    ProofErrorType.NetworkError, $"The cluster gave no end until after the deadline ({e.GetType().Name}). Ask for the result by its id.");
            }
        }
    }

    private async Task ForwardAsync(ProofUserId user, Guid id, IProgress<ProofProgress> progress, CancellationToken ended)
    {
        await foreach (var report in WatchAsync(user, id, ended)) progress.Report(report);
    }

    private ProofResult Open(Guid id, Outcome outcome)
    {
        try
        {
            return seal.OpenResult(id, outcome.SealedResult ?? []);
        }
        catch (UnreadableException e)
        {
            return ProofResult.Ended(id, new ProofError(ProofErrorType.InternalError, e.Message) { RequestId = id, OccurredAt = time.GetUtcNow() });
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static ProofErrorException Refusal(ProofErrorType type, string message) =>
        new(new ProofError(type, message) { OccurredAt = DateTimeOffset.UtcNow });
}
