using Spectre.Console;

namespace Quickstart;

/// <summary>Shows how far a task is: a bar on a terminal, plain lines elsewhere.</summary>
internal static class Display
{
    /// <summary>Runs a task under a title.</summary>
    /// <param name="title">The title of the task.</param>
    /// <param name="describe">The finished fraction, 0 to 1, and the current step.</param>
    /// <param name="run">Starts the task.</param>
    public static Task<TResult> RunAsync<TResult, TProgress>(
        string title, Func<TProgress, (double Fraction, string Text)> describe, Func<IProgress<TProgress>, Task<TResult>> run) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? WithBar(title, describe, run)
            : WithLines(title, describe, run);

    private static Task<TResult> WithBar<TResult, TProgress>(
        string title, Func<TProgress, (double Fraction, string Text)> describe, Func<IProgress<TProgress>, Task<TResult>> run) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask($"{title,-24}", maxValue: 1);
                var result = await run(new Watcher<TProgress>(value =>
                {
                    var (fraction, text) = describe(value);
                    bar.Value = fraction;
                    bar.Description = $"{title,-24} {text,-24}";
                }));
                bar.Value = 1;
                bar.Description = $"{title,-24} {"done",-24}";
                return result;
            });

    private static async Task<TResult> WithLines<TResult, TProgress>(
        string title, Func<TProgress, (double Fraction, string Text)> describe, Func<IProgress<TProgress>, Task<TResult>> run)
    {
        var lastQuarter = 0;
        var result = await run(new Watcher<TProgress>(value =>
        {
            var (fraction, text) = describe(value);
            var quarter = (int)(fraction * 4);
            if (quarter <= lastQuarter || quarter == 4) return;
            lastQuarter = quarter;
            Console.WriteLine($"{title}: {quarter * 25} % ({text})");
        }));
        Console.WriteLine($"{title}: done");
        return result;
    }

    /// <summary>Calls back at once, in order: <see cref="Progress{T}"/> would reorder.</summary>
    private sealed class Watcher<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
