using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>
/// The inputs of the circuit for a link: unchecked, so that tests can state false claims too; the constraints decide. Secret except for the ten
/// signals. Disposal clears the subject's secret and the blindings, also in copies made by <see langword="with"/>.
/// </summary>
internal sealed record ReputationLinkWitness : IDisposable
{
    private readonly SecretScalar? _previousBlinding;
    private readonly SecretScalar? _nextBlinding;
    private readonly SecretScalar? _secret;

    /// <summary>0 on every link except the last, like all signals up to <see cref="MaxScore"/>.</summary>
    public Fr RegistryRoot { get; init; }

    public Fr Scope { get; init; }

    public Fr Nullifier { get; init; }

    public Fr Subject { get; init; }

    public Fr Recipient { get; init; }

    public Fr MinScore { get; init; }

    public Fr MaxScore { get; init; }

    public required Fr AsOf { get; init; }

    /// <summary>The commitment to <see cref="Previous"/>; 0 on the first link.</summary>
    public Fr PreviousState { get; init; }

    /// <summary>The commitment to the sums after this link; 0 on the last link.</summary>
    public Fr NextState { get; init; }

    /// <summary>The sums of all earlier links.</summary>
    public LinkState Previous { get; init; } = LinkState.Start;

    /// <summary>Blinding of the previous state; 0 on the first link.</summary>
    public Fr PreviousBlinding
    {
        get => _previousBlinding?.Value ?? Fr.Zero;
        init => _previousBlinding = Keep(value);
    }

    /// <summary>Blinding of the next state: uniform and fresh; 0 on the last link.</summary>
    public Fr NextBlinding
    {
        get => _nextBlinding?.Value ?? Fr.Zero;
        init => _nextBlinding = Keep(value);
    }

    /// <summary>The attestations of this link, in the bundle's order; every link except the last is full.</summary>
    public required IReadOnlyList<SlotNumbers> Attestations { get; init; }

    /// <summary>The secret of a hidden subject on the last link; otherwise 0.</summary>
    public Fr Secret
    {
        get => _secret?.Value ?? Fr.Zero;
        init => _secret = Keep(value);
    }

    /// <summary>The hash of attesters, types and times of creation of all attestations; 0 on every link except the last.</summary>
    public Fr Contexts { get; init; }

    /// <summary>The leaf's salt; 0 on every link except the last.</summary>
    public Fr Salt { get; init; }

    /// <summary>Siblings from the leaf upwards, without skipped levels; empty on every link except the last.</summary>
    public IReadOnlyList<Fr> Siblings { get; init; } = [];

    /// <summary>For each sibling, whether the path's node is the right child.</summary>
    public IReadOnlyList<bool> Sides { get; init; } = [];

    /// <summary>Returns the type name only: all values except the signals are the prover's secret, which a record would print.</summary>
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
    /// More attestations than fit into the link, a path of more than 32 levels, or a number of sides that differs from the number of siblings.
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
            ["r"] = Padded(Attestations, slots, static numbers => numbers.R),
            ["s"] = Padded(Attestations, slots, static numbers => numbers.S),
            ["a"] = Padded(Attestations, slots, static numbers => numbers.A),
            ["w"] = Padded(Attestations, slots, static numbers => numbers.W),
            ["expiry"] = Padded(Attestations, slots, static numbers => numbers.Expiry),
            ["secret"] = Secret,
            ["contexts"] = Contexts,
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
