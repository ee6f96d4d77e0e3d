namespace Shadowgraph.Proofs.Access;

/// <summary>
/// An allow list and a block list. Who is blocked is refused, allowed or not; an empty allow list lets everyone else in. Both can be changed
/// at any time, with effect on the next request. Thread-safe.
/// </summary>
public sealed class AccessList : IAccessPolicy
{
    private static readonly AccessDecision Blocks = AccessDecision.Deny("The user is blocked.");
    private static readonly AccessDecision NotListed = AccessDecision.Deny("The user is not among those who are let in.");
    private static readonly AccessDecision Nameless = AccessDecision.Deny("The request names no user, and only known users are let in.");

    private readonly Lock _gate = new();
    private readonly MissingUserAccess _missingUser;
    private HashSet<UserId> _allowed;
    private HashSet<UserId> _blocked;

    /// <summary>Takes the lists as they stand in the options.</summary>
    /// <param name="options">Read once, here.</param>
    /// <exception cref="ArgumentException">A list holds the user id of nobody.</exception>
    public AccessList(AccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _missingUser = options.MissingUser;
        _allowed = Copy(options.Allowed);
        _blocked = Copy(options.Blocked);
    }

    /// <summary>Told of each change, and of the user whom it is about.</summary>
    internal Action<UserId, string>? Changed { get; init; }

    /// <summary>A copy of the allow list.</summary>
    public IReadOnlyCollection<UserId> Allowed
    {
        get
        {
            lock (_gate) return [.. _allowed];
        }
    }

    /// <summary>A copy of the block list.</summary>
    public IReadOnlyCollection<UserId> Blocked
    {
        get
        {
            lock (_gate) return [.. _blocked];
        }
    }

    /// <summary>Puts a user on the allow list. The first one there closes the door to all who are not.</summary>
    /// <returns>False if the user was there.</returns>
    /// <exception cref="ArgumentException">It is the user id of nobody.</exception>
    public bool Allow(UserId user)
    {
        Check(user);
        bool changed;
        lock (_gate) changed = _allowed.Add(user);
        return Note(changed, user, "Put on the allow list.");
    }

    /// <summary>
    /// Takes a user off the allow list. With the last one gone it is empty, and everyone is let in: to keep a user out, use
    /// <see cref="Block"/>.
    /// </summary>
    /// <returns>False if the user was not there.</returns>
    public bool Disallow(UserId user)
    {
        bool changed;
        lock (_gate) changed = _allowed.Remove(user);
        return Note(changed, user, "Taken off the allow list.");
    }

    /// <summary>Puts a user on the block list.</summary>
    /// <returns>False if the user was there.</returns>
    /// <exception cref="ArgumentException">It is the user id of nobody.</exception>
    public bool Block(UserId user)
    {
        Check(user);
        bool changed;
        lock (_gate) changed = _blocked.Add(user);
        return Note(changed, user, "Put on the block list.");
    }

    /// <summary>Takes a user off the block list.</summary>
    /// <returns>False if the user was not there.</returns>
    public bool Unblock(UserId user)
    {
        bool changed;
        lock (_gate) changed = _blocked.Remove(user);
        return Note(changed, user, "Taken off the block list.");
    }

    /// <summary>Replaces both lists at once: no request meets one that is half changed.</summary>
    /// <param name="allowed">The new allow list; empty for everyone.</param>
    /// <param name="blocked">The new block list.</param>
    /// <exception cref="ArgumentException">A list holds the user id of nobody; nothing is changed.</exception>
    public void Replace(IEnumerable<UserId> allowed, IEnumerable<UserId> blocked)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        ArgumentNullException.ThrowIfNull(blocked);
        var (newAllowed, newBlocked) = (Copy(allowed), Copy(blocked));
        lock (_gate) (_allowed, _blocked) = (newAllowed, newBlocked);
        Changed?.Invoke(default, $"Access lists replaced: {newAllowed.Count} allowed, {newBlocked.Count} blocked.");
    }

    /// <inheritdoc/>
    public ValueTask<AccessDecision> DecideAsync(UserId user, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<AccessDecision>(cancellationToken)
            : ValueTask.FromResult(Decide(user));

    private bool Note(bool changed, UserId user, string change)
    {
        if (changed) Changed?.Invoke(user, change);
        return changed;
    }

    private AccessDecision Decide(UserId user)
    {
        if (user.IsNone && _missingUser != MissingUserAccess.AsUnlisted)
            return _missingUser == MissingUserAccess.Allowed ? AccessDecision.Allow : Nameless;
        lock (_gate)
        {
            if (_blocked.Contains(user)) return Blocks;
            if (_allowed.Count == 0 || _allowed.Contains(user)) return AccessDecision.Allow;
            return user.IsNone ? Nameless : NotListed;
        }
    }

    private static HashSet<UserId> Copy(IEnumerable<UserId> users)
    {
        HashSet<UserId> copy = [.. users];
        foreach (var user in copy) Check(user);
        return copy;
    }

    private static void Check(UserId user)
    {
        if (user.IsNone)
        {
            throw new ArgumentException(
                $"The user id is empty. What becomes of requests without a user is set by {nameof(AccessOptions.MissingUser)}.",
                nameof(user));
        }
    }
}
