namespace Shadowgraph.Proofs.Benchmarks.Proving;

/// <summary>
/// The time of a proof on a number of cores, from times of its parts on a single thread: the schedule of <c>ThreadTeam</c>, where each of the first
/// threads begins a stage, and a thread without work takes the next range of the oldest stage.
/// </summary>
/// <remarks>All cores are as fast as one core alone: memory bandwidth and clock rates under full load are not modelled.</remarks>
internal static class ScalingModel
{
    /// <summary>The time until the last stage ends.</summary>
    /// <param name="cores">The number of threads.</param>
    /// <param name="stages">The stages that can begin at once, oldest first.</param>
    public static double TimeOn(int cores, IReadOnlyList<Stage> stages)
    {
        var states = stages.Select(stage => new State(stage)).ToList();
        var idle = new PriorityQueue<int, double>(Enumerable.Range(0, cores).Select(core => (core, 0.0)));
        var (starting, end) = (0, 0.0);
        while (idle.TryDequeue(out var core, out var now))
        {
            // The first threads begin the stages, in order.
            if (starting < states.Count && states[starting] is var begun)
            {
                starting++;
                begun.Ready = begun.End = now + begun.Stage.Before;
                idle.Enqueue(core, begun.Ready);
                continue;
            }

            // A stage whose ranges have all ended goes on with a serial part, perhaps followed by a stage that needs its result.
            if (states.Find(state => state is { HasRanges: false, IsClosed: false } && state.End <= now) is { } closing)
            {
                closing.IsClosed = true;
                var closed = now + closing.Stage.After;
                end = Math.Max(end, closed);
                if (closing.Stage.Next is { } next)
                {
                    closed += next.Before;
                    states.Add(new State(next) { Ready = closed, End = closed });
                    starting++;
                }

                idle.Enqueue(core, closed);
                continue;
            }

            if (states.Find(state => state.HasRanges && state.Ready <= now) is { } working)
            {
                var finished = now + working.Take();
                working.End = Math.Max(working.End, finished);
                idle.Enqueue(core, finished);
                continue;
            }

            // Waits for the next stage to become ready or to end; without one the thread is done.
            var later = states.Where(state => !state.IsClosed).Select(state => state.HasRanges ? state.Ready : state.End).DefaultIfEmpty(double.NaN).Min();
            if (!double.IsNaN(later)) idle.Enqueue(core, later);
        }

        return end;
    }

    /// <summary>A stage of a proof.</summary>
    /// <param name="Before">Time of a single thread before the ranges.</param>
    /// <param name="Ranges">Times of the ranges that threads take one by one, in order.</param>
    /// <param name="After">Time of a single thread after the last range.</param>
    /// <param name="Next">The stage that needs this stage's result.</param>
    internal sealed record Stage(double Before, IReadOnlyList<double> Ranges, double After, Stage? Next = null);

    private sealed class State(Stage stage)
    {
        private int _next;

        public Stage Stage => stage;

        public double Ready { get; set; } = double.MaxValue;

        public double End { get; set; }

        public bool IsClosed { get; set; }

        public bool HasRanges => _next < stage.Ranges.Count;

        public double Take() => stage.Ranges[_next++];
    }
}
