using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// The publisher's side: keeps one leaf for each subject in a Merkle tree whose root is published, and opens leaves for their subjects.
/// </summary>
/// <remarks>
/// <para>Every proof trusts the publisher for this: attestations are real, one per attester, quantised by the rules of
/// <see cref="Attestation.Validate"/>, and a subject has one live leaf, replaced and never appended. This class holds to it; what is real
/// is for the publisher to know.</para>
/// <para>A subject that came back under another key could claim twice in one scope, once by each. While its leaf lives that is refused; who
/// removes a subject and publishes it under another key allows it.</para>
/// <para>Thread-safe. Validation and hashing of attestations run outside the lock.</para>
/// </remarks>
[JsonConverter(typeof(NoJsonConverter<AttestationRegistry>))]
public sealed class AttestationRegistry
{
    private readonly Lock _lock = new();
    private readonly LeanImt _tree = new();
    private readonly Dictionary<EvmAddress, Entry> _entries = [];
    private readonly Dictionary<Fr, EvmAddress> _accounts = [];

    /// <summary>The current root: what verifiers accept.</summary>
    /// <exception cref="InvalidOperationException">Nothing was ever published.</exception>
    public Fr Root
    {
        get
        {
            lock (_lock) return _tree.Root;
        }
    }

    /// <summary>Subjects with a live leaf.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Publishes all attestations of a subject whom proofs name: a new leaf, or a replacement of the subject's leaf.</summary>
    /// <param name="account">The subject.</param>
    /// <param name="attestations">All that count from now on, not only new ones; expired ones may be among them.</param>
    /// <returns>The root that holds them.</returns>
    /// <exception cref="InvalidAttestationException">There is none, one is not valid, not of this subject, or the second of its attester.
    /// The registry is unchanged.</exception>
    /// <exception cref="ArgumentException">The account is the zero address.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has another key.</exception>
    public Fr Publish(EvmAddress account, IEnumerable<Attestation> attestations) => Publish(RegistrySubject.Named(account), attestations);

    /// <summary>Publishes all attestations of a subject, named or hidden: a new leaf, or a replacement of the subject's leaf.</summary>
    /// <param name="subject">The subject and its key.</param>
    /// <param name="attestations">All that count from now on, not only new ones; expired ones may be among them.</param>
    /// <returns>The root that holds them.</returns>
    /// <exception cref="InvalidAttestationException">There is none, one is not valid, not of this subject, or the second of its attester.
    /// The registry is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The account's leaf has another key, or the key is another account's.</exception>
    public Fr Publish(RegistrySubject subject, IEnumerable<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(attestations);
        var bundle = AttestationBundle.From(subject.Account, attestations);

        // A salt for each version: equal leaves would show that nothing changed, and a known one would open the next.
        var salt = Fr.Random();
        var leaf = Commitments.Leaf(subject.Key, bundle.Hash, (ulong)bundle.Attestations.Length, salt);
        lock (_lock)
        {
            RequireOwnKey(subject);
            var index = _entries.TryGetValue(subject.Account, out var entry) ? entry.Index : _tree.Append(leaf);
            if (entry is not null) _tree.Update(index, leaf);
            _entries[subject.Account] = new(subject, bundle, salt, index);
            _accounts[subject.Key] = subject.Account;
            return _tree.Root;
        }
    }

    /// <summary>Removes a subject: its leaf becomes 0, and its openings are of the past.</summary>
    /// <returns>False if there is no such subject.</returns>
    public bool Remove(EvmAddress account)
    {
        lock (_lock)
        {
            if (!_entries.Remove(account, out var entry)) return false;
            _accounts.Remove(entry.Subject.Key);
            _tree.Remove(entry.Index);
            return true;
        }
    }

    /// <summary>What the subject needs for proofs against the current root; for it alone to see.</summary>
    /// <exception cref="KeyNotFoundException">The account has no leaf.</exception>
    public RegistryOpening Open(EvmAddress account)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(account, out var entry))
            {
                throw new KeyNotFoundException($"The registry has no leaf for {account}. Publish its attestations first.");
            }
            var (subject, bundle, salt, index) = entry;
            return new(_tree.Root, subject.Key, subject.IdentityCommitment is null ? account : null, bundle, salt, _tree.PathOf(index));
        }
    }

    private void RequireOwnKey(RegistrySubject subject)
    {
        if (_entries.TryGetValue(subject.Account, out var entry) && entry.Subject != subject)
        {
            throw new InvalidOperationException(
                $"{subject.Account} has a live leaf under another key, and two would let it claim twice. "
                + "Publish under the same key, or remove the leaf first.");
        }

        if (_accounts.TryGetValue(subject.Key, out var owner) && owner != subject.Account)
        {
            throw new InvalidOperationException(
                "This identity commitment is another account's. Every hidden subject needs a secret of its own.");
        }
    }

    private sealed record Entry(RegistrySubject Subject, AttestationBundle Bundle, Fr Salt, int Index)
    {
        public override string ToString() => $"{Subject}, salt redacted";
    }
}
