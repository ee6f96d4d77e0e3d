namespace Shadowgraph.Proofs.Access;

/// <summary>
/// An allow list, a block list, and a mode that determines whether the allow list applies. Blocked users are refused in both modes. Mode and lists
/// can be changed at any time, with effect from the next request on. Thread-safe.
/// </summary>
/// <remarks>
/// Only explicit calls of <see cref="SetMode"/> and <see cref="Replace"/> open the access: removing the last user from the allow list leaves the
/// access closed for everyone.
/// </remarks>
public sealed class AccessList : IAccessPolicy
{
    private static readonly AccessDecision Blocks = AccessDecision.Deny("The user is blocked.");
    private static readonly AccessDecision NotListed = AccessDecision.Deny("The user is not on the allow list.");
    private static readonly AccessDecision Nameless = AccessDecision.Deny("The request names no user, and only users on the allow list are accepted.");

    private const string ListWithoutEffect =
        $"An allow list was given, and the mode is {nameof(AccessMode.Open)}, which accepts everyone. Set the mode to "
        + $"{nameof(AccessMode.Closed)}, or give no allow list.";

    private readonly Lock _lock = new();
    private readonly MissingUserAccess _missingUser;
    private AccessMode _mode;
    private HashSet<ProofUserId> _allowed;
    private HashSet<ProofUserId> _blocked;

    /// <summary>Initialises mode and lists from the options.</summary>
    /// <param name="options">Read once, at construction.</param>
    /// <exception cref="ArgumentException">
    /// A list holds an invalid user id, or the allow list is not empty although the mode is <see cref="AccessMode.Open"/>.
    /// </exception>
    public AccessList(AccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _missingUser = Defined(options.MissingUser, nameof(options));
        (_mode, _allowed, _blocked) = (options.Mode, Parse(options.Allowed), Parse(options.Blocked));
        Check(_mode, _allowed, nameof(options));
    }

    /// <summary>Called for each change, with the affected user.</summary>
    internal Action<ProofUserId, string>? Changed { get; init; }

    /// <summary>Whether the allow list applies.</summary>
    public AccessMode Mode
    {
        get
        {
            lock (_lock) return _mode;
        }
    }

    /// <summary>A copy of the allow list.</summary>
    public IReadOnlyCollection<ProofUserId> Allowed
    {
        get
        {
            lock (_lock) return [.. _allowed];
        }
    }

    /// <summary>A copy of the block list.</summary>
    public IReadOnlyCollection<ProofUserId> Blocked
    {
        get
        {
            lock (_lock) return [.. _blocked];
        }
    }

    /// <summary>Opens the access to everyone except blocked users, or restricts the access to users on the allow list.</summary>
    /// <returns>False if the mode did not change.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mode is not defined.</exception>
    public bool SetMode(AccessMode mode)
    {
        Defined(mode, nameof(mode));
        bool changed;
        lock (_lock) (changed, _mode) = (_mode != mode, mode);
        return Note(changed, default, mode == AccessMode.Open ? "Access opened." : "Access closed.");
    }

    /// <summary>Adds a user to the allow list, which applies in the mode <see cref="AccessMode.Closed"/>.</summary>
    /// <returns>False if the user was already on the list.</returns>
    /// <exception cref="ArgumentException">The user id is empty.</exception>
    public bool Allow(ProofUserId user)
    {
        Check(user);
        bool changed;
        lock (_lock) changed = _allowed.Add(user);
        return Note(changed, user, "Put on the allow list.");
    }

    /// <summary>Removes a user from the allow list. The mode stays the same: in closed mode, an empty allow list refuses everyone.</summary>
    /// <returns>False if the user was not on the list.</returns>
    public bool Disallow(ProofUserId user)
    {
        bool changed;
        lock (_lock) changed = _allowed.Remove(user);
        return Note(changed, user, "Taken off the allow list.");
    }

    /// <summary>Adds a user to the block list.</summary>
    /// <returns>False if the user was already on the list.</returns>
    /// <exception cref="ArgumentException">The user id is empty.</exception>
    public bool Block(ProofUserId user)
    {
        Check(user);
        bool changed;
        lock (_lock) changed = _blocked.Add(user);
        return Note(changed, user, "Put on the block list.");
    }

    /// <summary>Removes a user from the block list.</summary>
    /// <returns>False if the user was not on the list.</returns>
    public bool Unblock(ProofUserId user)
    {
        bool changed;
        lock (_lock) changed = _blocked.Remove(user);
        return Note(changed, user, "Taken off the block list.");
    }

    /// <summary>Replaces mode and lists atomically.</summary>
    /// <param name="mode">The new mode.</param>
    /// <param name="allowed">The new allow list; must be empty in open mode.</param>
    /// <param name="blocked">The new block list.</param>
    /// <exception cref="ArgumentException">
    /// A list holds an empty user id, or the allow list is not empty although the mode is <see cref="AccessMode.Open"/>; nothing is changed.
    /// </exception>
    public void Replace(AccessMode mode, IEnumerable<ProofUserId> allowed, IEnumerable<ProofUserId> blocked)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        ArgumentNullException.ThrowIfNull(blocked);
        Defined(mode, nameof(mode));
        var (newAllowed, newBlocked) = (Copy(allowed), Copy(blocked));
        Check(mode, newAllowed, nameof(allowed));
        lock (_lock) (_mode, _allowed, _blocked) = (mode, newAllowed, newBlocked);
        Changed?.Invoke(default, $"Access lists replaced: {mode}, {newAllowed.Count} allowed, {newBlocked.Count} blocked.");
    }

    /// <inheritdoc/>
    public ValueTask<AccessDecision> DecideAsync(ProofUserId user, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<AccessDecision>(cancellationToken)
            : ValueTask.FromResult(Decide(user));

    private bool Note(bool changed, ProofUserId user, string change)
    {
        if (changed) Changed?.Invoke(user, change);
        return changed;
    }

    private AccessDecision Decide(ProofUserId user)
    {
        if (user.IsNone && _missingUser != MissingUserAccess.AsUnlisted)
            return _missingUser == MissingUserAccess.Allowed ? AccessDecision.Allow : Nameless;
        lock (_lock)
        {
            if (_blocked.Contains(user)) return Blocks;
            if (_mode == AccessMode.Open || _allowed.Contains(user)) return AccessDecision.Allow;
            return user.IsNone ? Nameless : NotListed;
        }
    }

    private static HashSet<ProofUserId> Parse(IEnumerable<string> users) => [.. users.Select(user => new ProofUserId(user))];

    private static HashSet<ProofUserId> Copy(IEnumerable<ProofUserId> users)
    {
        HashSet<ProofUserId> copy = [.. users];
        foreach (var user in copy) Check(user);
        return copy;
    }

    // An allow list without effect would leave the access open by mistake.
    private static void Check(AccessMode mode, HashSet<ProofUserId> allowed, string parameter)
    {
        Defined(mode, parameter);
        if (mode == AccessMode.Open && allowed.Count > 0) throw new ArgumentException(ListWithoutEffect, parameter);
    }

    private static T Defined<T>(T value, string parameter)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(parameter, value, $"Expected a defined {typeof(T).Name}.");

    private static void Check(ProofUserId user)
    {
        if (user.IsNone)
        {
            throw new ArgumentException(
                $"The user id is empty. The treatment of requests without a user is set by {nameof(AccessOptions.MissingUser)}.",
                nameof(user));
        }
    }
}
