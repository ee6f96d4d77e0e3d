using System.Diagnostics;
using System.Globalization;
using Shadowgraph.Proofs.Benchmarks.Running;
using Shadowgraph.Proofs.Benchmarks.Samples;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Benchmarks.Proving;

/// <summary>
/// What more threads cost and give: the processor time of a proof by the number of threads, on this machine whatever its number of cores, and the
/// time on more cores by a model from the times of the parts on a single thread.
/// </summary>
internal static class ScalingCommand
{
    private const int WarmUps = 5;
    private static readonly int[] Degrees = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>Measures, and writes two tables.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(string[] args)
    {
        if (args is not [_, var name, var number] || !Enum.TryParse<CircuitSize>(name, ignoreCase: true, out var size)
            || !int.TryParse(number, CultureInfo.InvariantCulture, out var rounds) || rounds < 1)
        {
            Console.Error.WriteLine("Expected: scaling SIZE ROUNDS, with a size small, medium or large.");
            return 1;
        }

        var sample = SampleProver.Create(size);
        var processor = MeasureProcessorTime(sample, rounds);
        var stages = StagesOnOneThread(sample, rounds);
        Console.WriteLine("| Stage on one thread | Median |");
        Console.WriteLine("| ------------------- | -----: |");
        foreach (var (stage, time) in stages) Console.WriteLine($"| {stage} | {Format(time)} |");
        Console.WriteLine();
        Console.WriteLine("| Threads | Processor time | beyond one thread | Model: time on as many cores | as fast as one core |");
        Console.WriteLine("| ------: | -------------: | ----------------: | ---------------------------: | ------------------: |");
        var single = 0.0;
        foreach (var degree in Degrees)
        {
            var time = TimeOn(sample, stages, degree);
            if (degree == 1) single = time;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {degree} | {Format(processor[degree])} | {100 * (processor[degree] / processor[1] - 1):0.0} % | {Format(time)} | {single / time:0.0} times |"));
        }

        return 0;
    }

    /// <summary>Medians of the processor time of proofs by the number of threads, in turn.</summary>
    private static Dictionary<int, double> MeasureProcessorTime(SampleProver sample, int rounds)
    {
        var times = Degrees.ToDictionary(degree => degree, _ => new List<double>());
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var degree in Degrees)
            {
                var before = Environment.CpuUsage.TotalTime;
                sample.Prove(degree);
                if (round >= 0) times[degree].Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            }
        }

        return times.ToDictionary(pair => pair.Key, pair => Median(pair.Value));
    }

    /// <summary>Medians of the times of a proof's stages on one thread, and of the parts of sums that only one thread computes.</summary>
    private static Dictionary<string, double> StagesOnOneThread(SampleProver sample, int rounds)
    {
        var times = new Dictionary<string, List<double>>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProverStages.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stage => Add(stage.OperationName, stage.Duration.TotalMilliseconds),
        };
        ActivitySource.AddActivityListener(listener);
        for (var i = 0; i < rounds; i++)
        {
            sample.Prove(threads: 1);
            using var scalars = MsmScalars.Of(sample.Witness.Memory, Parallelism.Sequential);
            Add("sorting the terms of a sum", Time(() => ScalarsByLength.Of(scalars, sample.Prover.Key.C.Wires).Dispose()));
            Add("joining the windows, G1", Time(() => Join<Fp>(G1.Generator)));
            Add("joining the windows, G2", Time(() => Join<Fp2>(G2.Generator)));
        }

        return times.ToDictionary(pair => pair.Key, pair => Median(pair.Value));

        void Add(string stage, double time)
        {
            if (!times.TryGetValue(stage, out var list)) times[stage] = list = [];
            list.Add(time);
        }
    }

    /// <summary>The doublings and additions after the last slice of a sum.</summary>
    private static void Join<TField>(JacobianPoint<TField> point)
        where TField : unmanaged, ICurveField<TField>
    {
        var sum = JacobianPoint<TField>.Infinity;
        for (var bit = 0; bit < MsmScalars.MaxBits; bit++) sum = sum.Double().Add(point);
        GC.KeepAlive(sum);
    }

    private static double TimeOn(SampleProver sample, Dictionary<string, double> stages, int degree)
    {
        var key = sample.Prover.Key;
        using var witness = MsmScalars.Of(sample.Witness.Memory, Parallelism.Sequential);
        using var quotient = MsmScalars.Of(SampleScalars.Full(key.DomainSize, seed: 1), Parallelism.Sequential);
        var blinding = stages["blinding"];
        var h = Sum("H", quotient, key.H.Wires, isGroup1: true, blind: 0);
        var transforms = stages["transforms"] + stages["rows"];
        ScalingModel.Stage[] parallel =
        [
            Sum("B", witness, key.B2.Wires, isGroup1: false, blinding),
            new(0, Divisible(transforms, 64 * degree), 0, h),
            Sum("A", witness, key.A.Wires, isGroup1: true, 2 * blinding),
            Sum("C", witness, key.C.Wires, isGroup1: true, blind: 0),
            new(blinding, [], 0),
        ];
        return stages["witness"] / degree + ScalingModel.TimeOn(degree, parallel) + stages["check"];

        ScalingModel.Stage Sum(string stage, MsmScalars scalars, ReadOnlyMemory<int>? wires, bool isGroup1, double blind)
        {
            var (before, after) = (stages["sorting the terms of a sum"], stages[isGroup1 ? "joining the windows, G1" : "joining the windows, G2"]);
            using var sized = ScalarsByLength.Of(scalars, wires);
            var (plan, alone) = (MsmPlan.For(sized, degree), MsmPlan.For(sized, 1));
            var unit = (stages[stage] - before - after) / Work(alone).Sum();
            return new(before, [.. Work(plan).Select(work => work * unit)], after + blind);

            IEnumerable<double> Work(MsmPlan of) =>
                of.Slices.Select(slice => MsmPlan.Work(of.Windows, slice.Windows, slice.Entries(sized, of.Windows)));
        }
    }

    private static double[] Divisible(double time, int parts) => [.. Enumerable.Repeat(time / parts, parts)];

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Format(double milliseconds) => Duration.Format(milliseconds * 1e6);
}
