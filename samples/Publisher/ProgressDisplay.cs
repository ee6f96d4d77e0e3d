using System.Globalization;
using Spectre.Console;

namespace Shadowgraph.Samples.Publisher;

/// <summary>The progress of a task: a bar on a terminal, elsewhere a line for each quarter. Both on standard error, as standard output is for
/// answers.</summary>
internal static class ProgressDisplay
{
    private const int LineEvery = 100_000;

    /// <summary>Runs a task that reports how many of a number are done; null if the number is not known.</summary>
    public static Task<T> RunAsync<T>(string title, int? total, Func<IProgress<int>, Task<T>> run) =>
        Console.IsErrorRedirected ? WithLinesAsync(title, total, run) : WithBarAsync(title, total, run);

    private static Task<T> WithBarAsync<T>(string title, int? total, Func<IProgress<int>, Task<T>> run) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total ?? 1, 1));
                bar.IsIndeterminate = total is null;
                var result = await run(new Watcher(done =>
                {
                    if (total is null) bar.Description = string.Create(CultureInfo.InvariantCulture, $"{Markup.Escape(title)}, {done}");
                    else bar.Value = done;
                }));
                bar.IsIndeterminate = false;
                bar.Value = bar.MaxValue;
                return result;
            });

    private static async Task<T> WithLinesAsync<T>(string title, int? total, Func<IProgress<int>, Task<T>> run)
    {
        var told = 0;
        var result = await run(new Watcher(done =>
        {
            var step = total is { } number ? (int)(4L * done / Math.Max(number, 1)) : done / LineEvery;
            if (step == 0 || done == total || Interlocked.Exchange(ref told, step) >= step) return;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {done}{(total is null ? "" : $" of {total}")}"));
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
