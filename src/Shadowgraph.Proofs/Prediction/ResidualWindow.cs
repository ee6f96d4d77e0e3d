namespace Shadowgraph.Proofs.Prediction;

/// <summary>
/// A window of the latest residuals of a model, in units of the predicted spread. Measures the ratio of their spread to that of a normal
/// distribution, shrunk towards 1 while residuals are few.
/// </summary>
internal sealed class ResidualWindow
{
    private const int Capacity = 200;
    private const double PriorCount = 20;

    // The upper decile of the standard normal distribution.
    private const double NormalDecile = 1.2815515655446004;

    private readonly double[] _inOrder = new double[Capacity];
    private readonly double[] _sorted = new double[Capacity];
    private int _count;
    private long _added;

    /// <summary>Half the distance between the deciles, relative to that of a normal distribution.</summary>
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
        var at = _sorted.AsSpan(0, _count).BinarySearch(residual);
        if (at < 0) at = ~at;
        if (_count < Capacity) Insert(residual, at, free: _count++);
        else Insert(residual, at, free: _sorted.AsSpan().BinarySearch(_inOrder[place]));
        _inOrder[place] = residual;
    }

    /// <summary>Inserts before a place; only the residuals between that place and a free one move.</summary>
    private void Insert(double residual, int at, int free)
    {
        var sorted = _sorted.AsSpan();
        if (at <= free)
        {
            sorted[at..free].CopyTo(sorted[(at + 1)..]);
        }
        else
        {
            sorted[(free + 1)..at].CopyTo(sorted[free..]);
            at--;
        }

        sorted[at] = residual;
    }

    /// <summary>With linear interpolation between neighbours.</summary>
    private double Quantile(double share)
    {
        var place = share * (_count - 1);
        var below = (int)place;
        return below + 1 == _count ? _sorted[below] : _sorted[below] + ((place - below) * (_sorted[below + 1] - _sorted[below]));
    }
}
