using System.Globalization;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Benchmarks.Prediction;

/// <summary>A proof with its duration, excluding the time to load its key.</summary>
internal readonly record struct RecordedRun(ProofWork Work, double Seconds)
{
    public const string Head = "size,links,workUnits,threads,load,seconds";

    public static RecordedRun Parse(string line)
    {
        var cells = line.Split(',');
        return new RecordedRun(
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

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Work.Size},{Work.LinkCount},{Work.WorkUnits},{Work.Threads},{Work.Load},{Seconds:F4}");

    private static T Number<T>(string cell)
        where T : IParsable<T> => T.Parse(cell, CultureInfo.InvariantCulture);
}
