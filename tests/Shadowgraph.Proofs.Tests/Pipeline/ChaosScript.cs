using System.Net;
using System.Net.Sockets;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A prover that does whatever a prover may do wrong, by chance; and what is left over, right.</summary>
internal sealed class ChaosScript(TimeProvider time, int seed)
{
    private static readonly Func<Exception>[] Exceptions =
    [
        Faults.OutOfMemory,
        () => new IOException("disk"),
        () => new SocketException((int)SocketError.ConnectionReset),
        () => new HttpRequestException("gone", null, HttpStatusCode.ServiceUnavailable),
        () => new TimeoutException(),
        () => new OperationCanceledException("of its own accord"),
        () => new AggregateException(new InvalidOperationException(), new IOException()),
        () => new InvalidOperationException(),
        () => new UnauthorizedAccessException(),
        () => new StatementNotSatisfiedException(ScoreBounds.Any),
    ];

    private readonly ProofErrorType[] _types = Enum.GetValues<ProofErrorType>();

    public Task<ProverResult> RunAsync(ScriptedCall call)
    {
        var random = ChaosDice.Of(seed, call.Number);
        var duration = TimeSpan.FromMilliseconds(random.Next(60));
        return random.Next(1000) switch
        {
            < 600 => SucceedAsync(call, duration),
            < 700 => ReportAsync(call, duration),
            < 780 => FailAsync(Exceptions[random.Next(Exceptions.Length)](), duration),
            < 880 => FailAsync(Faults.Classified(_types[random.Next(_types.Length)]), duration),
            < 910 => throw Exceptions[random.Next(Exceptions.Length)](),
            < 930 => Scripts.Hang(call),
            < 940 => IgnoreAsync(call, TimeSpan.FromSeconds(random.Next(1, 8))),
            < 955 => Block(call, duration),
            < 965 => Scripts.ReturnNull(call),
            < 970 => Scripts.ReturnNullTask(call),
            _ => Task.FromResult(call.Result()),
        };
    }

    private async Task<ProverResult> SucceedAsync(ScriptedCall call, TimeSpan duration)
    {
        await Task.Delay(duration, time, call.CancellationToken);
        return call.Result();
    }

    private async Task<ProverResult> ReportAsync(ScriptedCall call, TimeSpan duration)
    {
        // From two threads, falling, and out of range: what no prover should do.
        await Task.WhenAll(Task.Run(() => ReportWildly(call)), Task.Run(() => ReportWildly(call)));
        await Task.Delay(duration, time, call.CancellationToken);
        ReportWildly(call);
        return call.Result();
    }

    private static void ReportWildly(ScriptedCall call)
    {
        foreach (var fraction in (double[])[0, 0.5, 0.25, double.NaN, -1, 2, 0.75, double.PositiveInfinity])
            call.Report(ProverStage.Proving, fraction);
    }

    private async Task<ProverResult> FailAsync(Exception exception, TimeSpan duration)
    {
        await Task.Delay(duration, time);
        throw exception;
    }

    private async Task<ProverResult> IgnoreAsync(ScriptedCall call, TimeSpan duration)
    {
        await Task.Delay(duration, time);
        return duration.Seconds % 2 == 0 ? call.Result() : throw new InvalidOperationException("Late, and wrong.");
    }

    private Task<ProverResult> Block(ScriptedCall call, TimeSpan duration)
    {
        Task.Delay(duration, time).Wait();
        return Task.FromResult(call.Result());
    }
}
