using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>
/// What the circuit is given for one link: raw, so that tests can state false claims too; the constraints decide. Secret but for the ten
/// signals. Dispose it, which clears the subject's secret and the blindings, also in copies made by <see langword="with"/>.
/// </summary>
internal sealed record ReputationLinkWitness : IDisposable
{
    private readonly SecretScalar? _previousBlinding;
    private readonly SecretScalar? _nextBlinding;
    private readonly SecretScalar? _secret;

    /// <summary>Like all signals up to <see cref="MaxScore"/> 0 on a link that is not the last.</summary>
    public Fr RegistryRoot { get; init; }

    public Fr Scope { get; init; }

    public Fr Nullifier { get; init; }

    public Fr Subject { get; init; }

    public Fr Recipient { get; init; }

    public Fr MinScore { get; init; }

    public Fr MaxScore { get; init; }

    public required Fr AsOf { get; init; }

    /// <summary>The commitment of <see cref="Previous"/>; 0 on the first link.</summary>
    public Fr PreviousState { get; init; }

    /// <summary>The commitment of the sums after this link; 0 on the last.</summary>
    public Fr NextState { get; init; }

    /// <summary>What the links before have summed up.</summary>
    public LinkState Previous { get; init; } = LinkState.Start;

    /// <summary>Of the previous state; 0 on the first link.</summary>
    public Fr PreviousBlinding
    {
        get => _previousBlinding?.Value ?? Fr.Zero;
        init => _previousBlinding = Keep(value);
    }

    /// <summary>Of the next state: uniform and fresh; 0 on the last link.</summary>
    public Fr NextBlinding
    {
        get => _nextBlinding?.Value ?? Fr.Zero;
        init => _nextBlinding = Keep(value);
    }

    /// <summary>This link's, in the bundle's order; as many as the link takes, unless it is the last.</summary>
    public required IReadOnlyList<CommittedAttestation> Attestations { get; init; }

    /// <summary>Of a hidden subject; else, and on a link that is not the last, 0.</summary>
    public Fr Secret
    {
        get => _secret?.Value ?? Fr.Zero;
        init => _secret = Keep(value);
    }

    /// <summary>The leaf's; 0 on a link that is not the last.</summary>
    public Fr Salt { get; init; }

    /// <summary>From the leaf's up, levels without one left out; none on a link that is not the last.</summary>
    public IReadOnlyList<Fr> Siblings { get; init; } = [];

    /// <summary>For each sibling, whether the path's node is the right child.</summary>
    public IReadOnlyList<bool> Sides { get; init; } = [];

    /// <summary>The type only: all but the signals is the prover's secret, and a record would print it.</summary>
    public override string ToString() => nameof(ReputationLinkWitness);

    /// <summary>Clears the subject's secret and the blindings.</summary>
    public void Dispose()
    {
        _secret?.Dispose();
        _previousBlinding?.Dispose();
        _nextBlinding?.Dispose();
    }

    /// <summary>The circuit's inputs.</summary>
    /// <exception cref="InvalidOperationException">
    /// More attestations than the link takes, a path of more than 32 levels, or one without a side for each sibling.
    /// </exception>
    public CircuitInputs ToInputs(CircuitSize size) => ToInputs(size.Capacity());

    /// <summary>The inputs of a circuit with any number of slots.</summary>
    internal CircuitInputs ToInputs(int slots)
    {
        if (Attestations.Count > slots)
        {
            throw new InvalidOperationException(
                $"A link of this size takes {slots} attestations, not {Attestations.Count}: plan more links.");
        }

        if (Siblings.Count > LeanImtPathGadget.MaxDepth || Sides.Count != Siblings.Count)
        {
            throw new InvalidOperationException(
                $"A path has at most {LeanImtPathGadget.MaxDepth} siblings, with a side for each; "
                + $"this one has {Siblings.Count} and {Sides.Count} sides.");
        }

        return new CircuitInputs
        {
            ["registryRoot"] = RegistryRoot,
            ["scope"] = Scope,
            ["nullifier"] = Nullifier,
            ["subject"] = Subject,
            ["recipient"] = Recipient,
            ["minScore"] = MinScore,
            ["maxScore"] = MaxScore,
            ["asOf"] = AsOf,
            ["previousState"] = PreviousState,
            ["nextState"] = NextState,
            ["previousChain"] = Previous.Chain,
            ["previousCount"] = Previous.Count,
            ["previousR"] = Previous.R,
            ["previousS"] = Previous.S,
            ["previousQ"] = Previous.Q,
            ["previousBlinding"] = PreviousBlinding,
            ["nextBlinding"] = NextBlinding,
            ["enabled"] = Padded(Attestations, slots, static _ => Fr.One),
            ["context"] = Padded(Attestations, slots, static attestation => attestation.Context),
            ["packed"] = Padded(Attestations, slots, static attestation => attestation.Packed),
            ["secret"] = Secret,
            ["salt"] = Salt,
            ["included"] = Padded(Siblings, LeanImtPathGadget.MaxDepth, static _ => Fr.One),
            ["side"] = Padded(Sides, LeanImtPathGadget.MaxDepth, static right => right ? Fr.One : Fr.Zero),
            ["sibling"] = Padded(Siblings, LeanImtPathGadget.MaxDepth, static sibling => sibling),
        };
    }

    private static SecretScalar? Keep(in Fr value) => value.IsZero ? null : new SecretScalar(value);

    private static Fr[] Padded<T>(IReadOnlyList<T> values, int length, Func<T, Fr> convert)
    {
        var padded = new Fr[length];
        for (var i = 0; i < values.Count; i++) padded[i] = convert(values[i]);
        return padded;
    }
}
