namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>The ways in which provers behave and misbehave.</summary>
internal static class Scripts
{
    /// <summary>Is done at once.</summary>
    public static ProverScript Succeed { get; } = call => Task.FromResult(call.Result());

    /// <summary>Does nothing until it is cancelled.</summary>
    public static ProverScript Hang { get; } = async call =>
    {
        await Task.Delay(Timeout.Infinite, call.CancellationToken);
        return call.Result();
    };

    /// <summary>Is driven by the test, and heeds its cancellation.</summary>
    public static ProverScript ByHand { get; } = call => call.End.WaitAsync(call.CancellationToken);

    /// <summary>Is driven by the test, and ignores its cancellation.</summary>
    public static ProverScript Deaf { get; } = call => call.End;

    /// <summary>Blocks the calling thread until the test ends the call, and ignores its cancellation.</summary>
    public static ProverScript Block { get; } = call => Task.FromResult(call.End.GetAwaiter().GetResult());

    /// <summary>Gives a task without a result.</summary>
    public static ProverScript ReturnNull { get; } = _ => Task.FromResult<ProverResult>(null!);

    /// <summary>Gives no task.</summary>
    public static ProverScript ReturnNullTask { get; } = _ => null!;

    /// <summary>Fails after having gone asynchronous.</summary>
    public static ProverScript Fail(Func<Exception> exception) => async _ =>
    {
        await Task.Yield();
        throw exception();
    };

    /// <summary>Throws from the call itself.</summary>
    public static ProverScript Throw(Func<Exception> exception) => _ => throw exception();

    /// <summary>Goes through all stages in as many reports for each, and is done.</summary>
    public static ProverScript Report(int reportsPerStage = 4) => async call =>
    {
        await Task.Yield();
        var stages = Enum.GetValues<ProverStage>();
        var total = (double)stages.Length * reportsPerStage;
        for (var i = 0; i < total; i++) call.Report(stages[i / reportsPerStage], i / total);
        call.Report(ProverStage.Checking, 1);
        return call.Result();
    };

    /// <summary>Takes a while, and heeds its cancellation.</summary>
    public static ProverScript Take(TimeSpan duration, TimeProvider time) => async call =>
    {
        await Task.Delay(duration, time, call.CancellationToken);
        return call.Result();
    };

    /// <summary>One script for each call, in the order of the calls; the last one for all that follow.</summary>
    public static ProverScript InTurn(params ProverScript[] scripts) => call => scripts[Math.Min(call.Number, scripts.Length) - 1](call);
}
