namespace Shadowgraph.Proofs.Limits;

/// <summary>One user's permits within the window, in the order they were taken; a ring that grows as it must. Not thread-safe.</summary>
internal sealed class GrantRing
{
    private Grant[] _ring = new Grant[2];
    private int _first;

    public int Count { get; private set; }

    /// <summary>When the oldest was taken.</summary>
    public long Oldest => this[0].Stamp;

    /// <summary>When the newest was taken.</summary>
    public long Newest => this[Count - 1].Stamp;

    private ref Grant this[int index] => ref _ring[(_first + index) & (_ring.Length - 1)];

    /// <summary>Adds the newest.</summary>
    /// <param name="permit">Its number, higher than all before.</param>
    /// <param name="stamp">When it was taken, not before any other.</param>
    public void Add(long permit, long stamp)
    {
        if (Count == _ring.Length) Grow();
        this[Count++] = new Grant(permit, stamp);
    }

    /// <summary>Drops all that were taken at a time or before.</summary>
    public void DropUntil(long stamp)
    {
        while (Count > 0 && Oldest <= stamp)
        {
            _first++;
            Count--;
        }

        _first &= _ring.Length - 1;
    }

    /// <summary>Takes one out. It is looked for from the newest on: what is given back was mostly taken a moment ago.</summary>
    /// <returns>False if it is not there.</returns>
    public bool Remove(long permit)
    {
        var index = Count - 1;
        while (index >= 0 && this[index].Permit > permit) index--;
        if (index < 0 || this[index].Permit != permit) return false;
        for (; index < Count - 1; index++) this[index] = this[index + 1];
        Count--;
        return true;
    }

    // The length is a power of two, so that an index is cut to it by a mask.
    private void Grow()
    {
        var larger = new Grant[2 * _ring.Length];
        for (var i = 0; i < Count; i++) larger[i] = this[i];
        (_ring, _first) = (larger, 0);
    }

    private readonly record struct Grant(long Permit, long Stamp);
}
