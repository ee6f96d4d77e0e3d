using System.Globalization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Tests.Prediction;

/// <summary>Real proofs, recorded on two cores, each foretold from those before it.</summary>
[TestFixture]
public sealed class RecordedRunsTests
{
    /// <summary>Before these, little was learned.</summary>
    private const int First = 10;

    [TestCase("runs.csv", 15.3, 14.2)]
    [TestCase("runs-87-loaded.csv", 24.8, 22.8)]
    [TestCase("runs-135-heavily-loaded.csv", 47.7, 44.3)]
    [TestCase("runs-298-alone.csv", 6.5, 4.4)]
    public void Predict_OfRecordedRuns_IsNoFurtherOffThan(string recording, double percent, double percentOfTheLastHalf)
    {
        var errors = Replay(recording).Select(run => 100 * Math.Abs(run.Foretold.Estimate.TotalSeconds - run.Took) / run.Took).ToArray();

        Assert.That(errors.Average(), Is.LessThanOrEqualTo(percent));
        Assert.That(errors.TakeLast(errors.Length / 2).Average(), Is.LessThanOrEqualTo(percentOfTheLastHalf));
    }

    [TestCase("runs.csv")]
    [TestCase("runs-87-loaded.csv")]
    [TestCase("runs-135-heavily-loaded.csv")]
    [TestCase("runs-298-alone.csv")]
    public void Interval_OfRecordedRuns_HoldsAboutEightInTen(string recording)
    {
        var runs = Replay(recording);

        var inside = runs.Count(run => run.Took >= run.Foretold.Lower.TotalSeconds && run.Took <= run.Foretold.Upper.TotalSeconds);

        Assert.That((double)inside / runs.Count, Is.InRange(0.75, 0.9));
    }

    private static List<(DurationPrediction Foretold, double Took)> Replay(string recording)
    {
        var predictor = new ProofPredictor();
        var runs = new List<(DurationPrediction, double)>();
        var number = 0;
        foreach (var (work, took) in Read(recording))
        {
            if (++number > First) runs.Add((predictor.Predict(work, TimeSpan.Zero, 0)!.Value, took));
            predictor.Learn(work, TimeSpan.FromSeconds(took));
        }

        return runs;
    }

    /// <summary>Lines of size, links, units of work, threads, load and seconds, below one with their names.</summary>
    private static IEnumerable<(ProofWork Work, double Seconds)> Read(string recording)
    {
        using var text = new StreamReader(typeof(RecordedRunsTests).Assembly.GetManifestResourceStream($"recordings/{recording}")!);
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return (
                new ProofWork
                {
                    Size = Enum.Parse<CircuitSize>(cells[0]),
                    LinkCount = Number<int>(cells[1]),
                    WorkUnits = Number<long>(cells[2]),
                    Threads = Number<int>(cells[3]),
                    Load = Number<double>(cells[4]),
                },
                Number<double>(cells[5]));
        }
    }

    private static T Number<T>(string cell)
        where T : IParsable<T> => T.Parse(cell, CultureInfo.InvariantCulture);
}
