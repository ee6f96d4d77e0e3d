namespace Shadowgraph.Proofs.Limits;

/// <summary>A user's permits within the window, in order of acquisition, in a growing ring buffer. Not thread-safe.</summary>
internal sealed class GrantRing
{
    private Grant[] _ring = new Grant[2];
    private int _first;

    public int Count { get; private set; }

    /// <summary>The timestamp of the oldest permit.</summary>
    public long Oldest => this[0].Stamp;

    /// <summary>The timestamp of the newest permit.</summary>
    public long Newest => this[Count - 1].Stamp;

    private ref Grant this[int index] => ref _ring[(_first + index) & (_ring.Length - 1)];

    /// <summary>Appends a permit.</summary>
    /// <param name="permit">The number of the permit, higher than all earlier numbers.</param>
    /// <param name="stamp">The timestamp, not before that of the newest permit.</param>
    public void Add(long permit, long stamp)
    {
        if (Count == _ring.Length) Grow();
        this[Count++] = new Grant(permit, stamp);
    }

    /// <summary>Removes all permits up to a timestamp, inclusive.</summary>
    public void DropUntil(long stamp)
    {
        while (Count > 0 && Oldest <= stamp)
        {
            _first++;
            Count--;
        }

        _first &= _ring.Length - 1;
    }

    /// <summary>Removes a permit. The search starts at the newest permit, since most returned permits are recent.</summary>
    /// <returns>False if the permit is no longer in the ring.</returns>
    public bool Remove(long permit)
    {
        var index = Count - 1;
        while (index >= 0 && this[index].Permit > permit) index--;
        if (index < 0 || this[index].Permit != permit) return false;
        for (; index < Count - 1; index++) this[index] = this[index + 1];
        Count--;
        return true;
    }

    // The length is a power of two, so that a bit mask reduces an index.
    private void Grow()
    {
        var larger = new Grant[2 * _ring.Length];
        for (var i = 0; i < Count; i++) larger[i] = this[i];
        (_ring, _first) = (larger, 0);
    }

    private readonly record struct Grant(long Permit, long Stamp);
}
