namespace Shadowgraph.Proofs.Memory;

/// <summary>Indices in an array, or in memory of a mapped file.</summary>
internal readonly struct IndexTable
{
    private readonly int[]? _array;
    private readonly BorrowedMemory<int>? _borrowed;

    public IndexTable(int[] array) => _array = array;

    public IndexTable(BorrowedMemory<int> borrowed) => _borrowed = borrowed;

    public int Length => _borrowed is null ? _array!.Length : _borrowed.Length;

    /// <summary>The indices; for borrowed memory see the remarks of <see cref="BorrowedMemory{T}"/>.</summary>
    public ReadOnlySpan<int> Span => _borrowed is null ? _array : _borrowed.Span;

    public ReadOnlyMemory<int> Memory => _borrowed is null ? _array : _borrowed.Memory;

    public static implicit operator IndexTable(int[] array) => new(array);
}
