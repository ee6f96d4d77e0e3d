using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// The constants of one width of Poseidon, broadcast to every lane. Made on first use, pinned, and kept for the life of the process.
/// </summary>
internal sealed unsafe class PoseidonLaneConstants<TLanes>
    where TLanes : struct, IFieldLanes
{
    private static readonly RetryableLazy<PoseidonLaneConstants<TLanes>>[] Widths =
    [
        .. Enumerable.Range(PoseidonParameters.MinWidth, PoseidonParameters.MaxWidth - PoseidonParameters.MinWidth + 1)
            .Select(width => new RetryableLazy<PoseidonLaneConstants<TLanes>>(() => new(PoseidonParameters.For(width)))),
    ];

    private readonly List<double[]> _arrays = [];

    private PoseidonLaneConstants(PoseidonParameters parameters)
    {
        const int half = PoseidonParameters.FullRounds / 2;
        var width = parameters.Width;
        var recurrence = PoseidonRecurrence.For(parameters.Width);
        Parameters = parameters;
        Zero = Create([Fr.Zero]);
        Mds = Create(parameters.Mds);
        Entry = Create(recurrence.Entry);
        Exit = Create(recurrence.Exit);
        ExitConstants = Create(recurrence.ExitConstants);
        FirstConstants = Create(parameters.RoundConstants.Slice(width, (half - 1) * width));
        LastConstants = Create(parameters.RoundConstants[((half + parameters.PartialRounds + 1) * width)..]);
        PartialConstants = Create(recurrence.Constants);
        EarlyFactors = Create(recurrence.EarlyFactors);
        Factors = Create(recurrence.Factors);
    }

    public PoseidonParameters Parameters { get; }

    /// <summary>A single 0.</summary>
    public double* Zero { get; }

    /// <summary>The matrix, row by row.</summary>
    public double* Mds { get; }

    /// <summary>See <see cref="PoseidonRecurrence.Entry"/>.</summary>
    public double* Entry { get; }

    /// <summary>See <see cref="PoseidonRecurrence.Exit"/>.</summary>
    public double* Exit { get; }

    /// <summary>See <see cref="PoseidonRecurrence.ExitConstants"/>.</summary>
    public double* ExitConstants { get; }

    /// <summary>Constants of the first full rounds, t for each but the first.</summary>
    public double* FirstConstants { get; }

    /// <summary>Constants of the last full rounds, t for each but the first.</summary>
    public double* LastConstants { get; }

    /// <summary>The constant of the first partial round's S-box, then the constant of each round's sum.</summary>
    public double* PartialConstants { get; }

    /// <summary>The factors of the first t - 1 partial rounds: t for the first, and one more for each later round.</summary>
    public double* EarlyFactors { get; }

    /// <summary>The 2t - 1 factors of all later partial rounds.</summary>
    public double* Factors { get; }

    /// <summary>The constants for a width of 2 to 17.</summary>
    public static PoseidonLaneConstants<TLanes> For(int width) => Widths[width - PoseidonParameters.MinWidth].Value;

    private double* Create(ReadOnlySpan<Fr> values)
    {
        var padded = new Limbs[(values.Length + ILanes.Count - 1) / ILanes.Count * ILanes.Count];
        for (var i = 0; i < values.Length; i++) padded[i] = values[i].MontgomeryForm;
        var scalars = GC.AllocateArray<double>(padded.Length * IFieldLanes.ScalarLength, pinned: true);
        _arrays.Add(scalars);
        var first = (double*)Marshal.UnsafeAddrOfPinnedArrayElement(scalars, 0);
        fixed (Limbs* source = padded)
        {
            for (var i = 0; i < padded.Length; i += ILanes.Count) TLanes.SetScalars(first + i * IFieldLanes.ScalarLength, source + i);
        }

        return first;
    }
}
