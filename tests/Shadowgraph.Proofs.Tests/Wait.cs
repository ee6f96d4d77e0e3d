using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;

namespace Shadowgraph.Proofs.Tests;

/// <summary>Waits for what other threads do. A wait that gives up fails its test, and says for what it waited.</summary>
internal static class Wait
{
    /// <summary>Far longer than a busy machine takes, so that only what never happens runs into it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a condition holds.</summary>
    public static Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expected = "") =>
        UntilAsync(() => new ValueTask<bool>(condition()), expected);

    /// <summary>Waits until a condition that is itself asynchronous holds.</summary>
    public static async Task UntilAsync(Func<ValueTask<bool>> condition, [CallerArgumentExpression(nameof(condition))] string expected = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) Assert.Fail($"Not so within {Patience}: {expected}");
            await Task.Delay(1);
        }
    }

    /// <summary>Advances a clock until a task has ended: timers may not have been set yet when the clock first moves.</summary>
    public static async Task PassUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) Assert.Fail($"The task did not end within {Patience}.");
            time.Advance(step);
            await Task.WhenAny(task, Task.Delay(1));
        }

        await task;
    }

    /// <summary>Advances a clock until a condition holds.</summary>
    public static Task PassUntilAsync(
        this FakeTimeProvider time, Func<bool> condition, TimeSpan step, [CallerArgumentExpression(nameof(condition))] string expected = "") =>
        time.PassUntilAsync(UntilAsync(condition, expected), step);
}
