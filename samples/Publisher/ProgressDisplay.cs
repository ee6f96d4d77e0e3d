using System.Globalization;
using Spectre.Console;

namespace Shadowgraph.Samples.Publisher;

/// <summary>How far a task is: a bar on a terminal, a line for each quarter elsewhere. Both on standard error, as standard output is for
/// answers.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs a task that reports how many of a number are done.</summary>
    public static Task<T> RunAsync<T>(string title, int total, Func<IProgress<int>, Task<T>> run) =>
        Console.IsErrorRedirected ? WithLinesAsync(title, total, run) : WithBarAsync(title, total, run);

    private static Task<T> WithBarAsync<T>(string title, int total, Func<IProgress<int>, Task<T>> run) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
                var result = await run(new Watcher(done => bar.Value = done));
                bar.Value = bar.MaxValue;
                return result;
            });

    private static async Task<T> WithLinesAsync<T>(string title, int total, Func<IProgress<int>, Task<T>> run)
    {
        var quarters = 0;
        var result = await run(new Watcher(done =>
        {
            var quarter = (int)(4L * done / Math.Max(total, 1));
            if (quarter is 0 or 4 || Interlocked.Exchange(ref quarters, quarter) >= quarter) return;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {done} of {total}"));
        }));
        await Console.Error.WriteLineAsync($"{title}: done");
        return result;
    }

    /// <summary>Calls back at once: <see cref="Progress{T}"/> would reorder.</summary>
    private sealed class Watcher(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
