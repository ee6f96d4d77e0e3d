using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Server.Tests;

internal static class Until
{
    /// <summary>Waits until a condition holds; fails the test when it does not for far longer than a busy machine takes.</summary>
    public static async Task IsSoAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string expected = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Sockets.Patience) Assert.Fail($"Not so within {Sockets.Patience}: {expected}");
            await Task.Delay(5);
        }
    }

    public static Task IsSoAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expected = "") =>
        IsSoAsync(() => Task.FromResult(condition()), expected);
}
