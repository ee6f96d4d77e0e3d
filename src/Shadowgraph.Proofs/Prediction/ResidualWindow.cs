namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// The last errors of a model, each in units of the spread that it foretold, and how much wider or narrower they are than a normal
/// distribution. Few of them are taken with as many as would fit it.
/// </summary>
internal sealed class ResidualWindow
{
    private const int Capacity = 200;
    private const double PriorCount = 20;

    // The normal distribution's, a tenth from either end.
    private const double NormalDecile = 1.2815515655446004;

    private readonly double[] _inOrder = new double[Capacity];
    private readonly double[] _sorted = new double[Capacity];
    private int _count;
    private long _added;

    /// <summary>Half the distance from the lowest tenth to the highest, over that of a normal distribution.</summary>
    public double Spread
    {
        get
        {
            if (_count == 0) return 1;
            var half = (Quantile(0.9) - Quantile(0.1)) / 2 / NormalDecile;
            return ((_count * half) + PriorCount) / (_count + PriorCount);
        }
    }

    public void Add(double residual)
    {
        var place = (int)(_added++ % Capacity);
        var sorted = _sorted.AsSpan();
        if (_count == Capacity)
        {
            var old = sorted.BinarySearch(_inOrder[place]);
            sorted[(old + 1)..].CopyTo(sorted[old..]);
            _count--;
        }

        _inOrder[place] = residual;
        var at = sorted[.._count].BinarySearch(residual);
        if (at < 0) at = ~at;
        sorted[at.._count].CopyTo(sorted[(at + 1)..]);
        sorted[at] = residual;
        _count++;
    }

    /// <summary>Between the two nearest ones.</summary>
    private double Quantile(double share)
    {
        var place = share * (_count - 1);
        var below = (int)place;
        return below + 1 == _count ? _sorted[below] : _sorted[below] + ((place - below) * (_sorted[below + 1] - _sorted[below]));
    }
}
