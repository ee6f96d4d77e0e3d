using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>The constants of one width of Poseidon with rows of matrices across the lanes: eight rows of a column to a block, reduced and pinned.</summary>
internal sealed unsafe class PoseidonSpreadConstants<TLanes>
    where TLanes : struct, IFieldLanes
{
    private const int Block = IFieldLanes.Length;

    private readonly List<double[]> _arrays = [];

    public PoseidonSpreadConstants(int width)
    {
        const int half = PoseidonParameters.FullRounds / 2;
        var order = width - 1;
        var (parameters, recurrence) = (PoseidonParameters.For(width), PoseidonRecurrence.For(width));
        Parameters = parameters;
        Zero = Rows(1, 1, (_, _) => Fr.Zero);
        Mds = Rows(width, width, (row, column) => parameters.Mds[row * width + column]);
        FirstConstants = Columns(half - 1, width, (round, row) => parameters.RoundConstants[(round + 1) * width + row]);
        LastConstants = Columns(half - 1, width, (round, row) => parameters.RoundConstants[(half + parameters.PartialRounds + 1 + round) * width + row]);
        Entry = Rows(width, width, (row, column) => recurrence.Entry[row * width + column]);
        EntryConstants = Columns(1, width, (_, row) => row == 0 ? recurrence.Constants[0] : Fr.Zero);

        // The first element of the state is the last output.
        Exit = Rows(width, 2 * order, (row, column) =>
            row == 0 ? column == 2 * order - 1 ? Fr.One : Fr.Zero : recurrence.Exit[2 * ((row - 1) * order + column % order) + column / order]);
        ExitConstants = Columns(1, width, (_, row) => row == 0 ? Fr.Zero : recurrence.ExitConstants[row - 1]);

        var none = new Fr[ILanes.Count];
        Fr[][] steps = [.. Enumerable.Range(0, 2 * order).Select(column => recurrence.Continue(Unit(2 * order, column), none, none))];
        Step = Rows(ILanes.Count, 2 * order, (row, column) => steps[column][row]);
        Fr[] constants = [.. recurrence.Constants[1..], .. none];
        Fr[][] terms = [.. Enumerable.Range(0, (parameters.PartialRounds + ILanes.Count - 1) / ILanes.Count).Select(step =>
            recurrence.Continue(new Fr[2 * order], none, constants.AsSpan(step * ILanes.Count, ILanes.Count)))];
        StepConstants = Columns(terms.Length, ILanes.Count, (step, row) => terms[step][row]);
        Responses = [.. recurrence.Continue(new Fr[2 * order], Unit(ILanes.Count, 0), none).Reverse()];
    }

    public PoseidonParameters Parameters { get; }

    /// <summary>A single 0.</summary>
    public double* Zero { get; }

    /// <summary>The matrix of full rounds.</summary>
    public double* Mds { get; }

    /// <summary>Constants of the first full rounds, from the second round on.</summary>
    public double* FirstConstants { get; }

    /// <summary>Constants of the last full rounds, from the second round on.</summary>
    public double* LastConstants { get; }

    /// <summary>See <see cref="PoseidonRecurrence.Entry"/>.</summary>
    public double* Entry { get; }

    /// <summary>The constant of the first output.</summary>
    public double* EntryConstants { get; }

    /// <summary>The matrix of the state after the partial rounds, by the last n inputs and then the last n outputs.</summary>
    public double* Exit { get; }

    /// <summary>See <see cref="PoseidonRecurrence.ExitConstants"/>.</summary>
    public double* ExitConstants { get; }

    /// <summary>The matrix of the next eight outputs, by the last n inputs and then the last n outputs.</summary>
    public double* Step { get; }

    /// <summary>The effect of constants on eight outputs, a block for each step.</summary>
    public double* StepConstants { get; }

    /// <summary>The effect of an input on the eighth output from there, the seventh and so on, down to the next.</summary>
    public Fr[] Responses { get; }

    private static Fr[] Unit(int length, int position)
    {
        var unit = new Fr[length];
        unit[position] = Fr.One;
        return unit;
    }

    /// <summary>Eight rows after eight rows: a block for each column.</summary>
    private double* Rows(int rows, int columns, Func<int, int, Fr> element) => Create(
        (rows + ILanes.Count - 1) / ILanes.Count * columns,
        (block, lane) => block / columns * ILanes.Count + lane is var row && row < rows ? element(row, block % columns) : Fr.Zero);

    /// <summary>Column after column: a block for each eight rows.</summary>
    private double* Columns(int columns, int rows, Func<int, int, Fr> element)
    {
        var groups = (rows + ILanes.Count - 1) / ILanes.Count;
        return Create(columns * groups, (block, lane) => block % groups * ILanes.Count + lane is var row && row < rows ? element(block / groups, row) : Fr.Zero);
    }

    private double* Create(int blocks, Func<int, int, Fr> element)
    {
        var array = GC.AllocateArray<double>(blocks * Block + BlockAlignment.Slack, pinned: true);
        _arrays.Add(array);
        var first = BlockAlignment.Align((double*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0));
        var numbers = stackalloc Limbs[ILanes.Count];
        for (var block = 0; block < blocks; block++)
        {
            for (var lane = 0; lane < ILanes.Count; lane++) numbers[lane] = element(block, lane).MontgomeryForm;
            TLanes.FromMontgomery(first + block * Block, numbers);
            TLanes.Reduce(first + block * Block, first + block * Block);
        }

        return first;
    }
}
