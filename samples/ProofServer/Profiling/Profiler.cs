using System.Diagnostics;
using ProofServer.Registry;
using Shadowgraph.Proofs;

namespace ProofServer.Profiling;

/// <summary>Measures the duration of proofs, one at a time, each with all threads.</summary>
internal sealed class Profiler(IProver prover, TimeProvider time)
{
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ProfileResult> RunAsync(ProfileOptions options, IProgress<ProfileProgress> progress, CancellationToken cancellationToken)
    {
        var rows = new List<ProfileRow>();
        var (done, all) = (0, options.Circuits.Count * options.Attestations.Count * (options.WarmUp + options.Iterations));
        foreach (var circuit in options.Circuits)
        {
            foreach (var count in options.Attestations)
            {
                var job = JobWith(count);
                var plan = new ProofPlan(ProfileOptions.SizeOf(circuit)!.Value, count);
                var (seconds, processor, peak) = (new List<double>(), 0.0, 0L);
                for (var i = 0; i < options.WarmUp + options.Iterations; i++)
                {
                    progress.Report(new ProfileProgress(done, all, $"{circuit}, {count} attestations"));
                    var start = Stopwatch.GetTimestamp();
                    var result = await prover.ProveAsync(job, plan, null, cancellationToken);
                    var took = Stopwatch.GetElapsedTime(start) - result.Timings.KeyLoad;
                    done++;
                    if (i < options.WarmUp) continue;
                    seconds.Add(took.TotalSeconds);
                    processor += result.Resources.ProcessorTime.TotalSeconds;
                    peak = Math.Max(peak, result.Resources.PeakBytes);
                }

                rows.Add(ProfileRow.Of(circuit, count, plan.LinkCount, seconds, processor, peak));
            }
        }

        progress.Report(new ProfileProgress(all, all, "done"));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new ProfileResult(
            time.GetUtcNow(), Environment.ProcessorCount, memory, options.Iterations, options.WarmUp, rows,
            Recommendations.For(rows, Environment.ProcessorCount, memory));
    }

    private ProofJob JobWith(int attestations)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var subject = Demonstration.MemberAt(-1);
        var registry = new AttestationRegistry();
        registry.Publish(subject, Enumerable.Range(0, attestations).Select(i => new Attestation
        {
            Source = Demonstration.MemberAt(i),
            Target = subject,
            Opinion = new Opinion(0.6, 0.2, 0.2, 0.5),
            Weight = 1,
            Type = AttestationType.Trust,
            CreatedAt = now.AddDays(-1),
        }));
        return new ProofJob(registry.Open(subject), ProofStatement.Exact(), subject, ProofScope.None, now);
    }
}
