using System.Globalization;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>
/// A link of a reputation proof: the registry with the public root holds a leaf for a subject, and the evidence of all attestations committed in
/// the leaf that are unexpired at a public time gives a score between two public bounds.
/// </summary>
/// <remarks>
/// Ten public signals: registryRoot, scope, nullifier, subject, recipient, minScore, maxScore, asOf, previousState, nextState. A proof with a single
/// link has previousState = nextState = 0. Longer proofs hand the sums from link to link under a commitment; only the last link, with
/// nextState = 0, proves leaf, subject and score, and on all earlier links the signals before asOf are 0. A lone link with a nonzero state proves
/// nothing.
/// </remarks>
public sealed class ReputationCircuit : ICircuit
{
    private const int TimeBits = 40;
    private const int CountBits = 20;

    private readonly int _slots;

    /// <summary>The circuit of a size.</summary>
    /// <param name="size">The size, which sets the number of attestations per link.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined size.</exception>
    public ReputationCircuit(CircuitSize size)
        : this(size.Capacity())
    {
    }

    /// <summary>The circuit for any number of slots, to keep tests small.</summary>
    internal ReputationCircuit(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, Commitments.SlotsPerBlock);
        ArgumentOutOfRangeException.ThrowIfNotEqual(slots % Commitments.SlotsPerBlock, 0, nameof(slots));
        _slots = slots;
    }

    /// <summary>"reputation-" and the number of attestations per link.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"reputation-{_slots}");

    /// <summary>States the circuit.</summary>
    /// <param name="builder">Receives inputs and constraints.</param>
    public void Define(CircuitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var inputs = new ReputationInputs(builder, _slots);
        var poseidon = new PoseidonGadget(builder);

        var continues = ZeroTest.IsNonZero(builder, inputs.PreviousState, "not the first link");
        var continued = ZeroTest.IsNonZero(builder, inputs.NextState, "not the last link");
        var isLast = 1 - continued;
        BindSignals(builder, inputs, isLast);

        var sums = AddAttestations(builder, poseidon, inputs, continues, continued);
        inputs.PreviousSums.AssertCommitted(
            builder, poseidon, continues, inputs.AsOf, inputs.PreviousBlinding, inputs.PreviousState, "previous state");
        sums.If(builder, continued, "sums for the next link")
            .AssertCommitted(builder, poseidon, continued, inputs.AsOf, inputs.NextBlinding, inputs.NextState, "next state");

        var key = SubjectGadget.Key(builder, poseidon, isLast, inputs.Subject, inputs.Nullifier, inputs.Scope, inputs.Secret);
        AssertMember(builder, poseidon, inputs, isLast, key, sums);
        ScoreGadget.AssertBounds(builder, isLast, sums, inputs.MinScore, inputs.MaxScore);
    }

    /// <summary>
    /// Signals that only the last link may set; signals that no further constraint would bind to the proof; the range on which all times rely.
    /// </summary>
    private static void BindSignals(CircuitBuilder builder, ReputationInputs inputs, LinearCombination isLast)
    {
        using var scope = builder.Scope("signals");
        Flags.AssertZeroUnless(builder, isLast, inputs.Scope, "scope is 0 before the last link");
        Flags.AssertZeroUnless(builder, isLast, inputs.Subject, "subject is 0 before the last link");
        Flags.AssertZeroUnless(builder, isLast, inputs.Recipient, "recipient is 0 before the last link");
        Flags.AssertZeroUnless(builder, isLast, inputs.MinScore, "minScore is 0 before the last link");
        Flags.AssertZeroUnless(builder, isLast, inputs.MaxScore, "maxScore is 0 before the last link");

        // The recipient takes no part in the claim, the scope only in an anonymous claim: the squares bind these signals to every proof.
        builder.Multiply(inputs.Recipient, inputs.Recipient, "recipient squared");
        builder.Multiply(inputs.Scope, inputs.Scope, "scope squared");
        BitDecomposition.AssertRange(builder, inputs.AsOf, TimeBits, "asOf");
    }

    private static LinkSums AddAttestations(
        CircuitBuilder builder, PoseidonGadget poseidon, ReputationInputs inputs, LinearCombination continues, LinearCombination continued)
    {
        inputs.PreviousSums.AssertEmptyUnless(builder, continues);
        var sums = AttestationsGadget.Add(builder, poseidon, inputs.PreviousSums, inputs.Slots, inputs.AsOf);

        // Flags never rise: the first flag means "not empty", the last "full".
        builder.AssertProduct(1 - continues, 1 - inputs.Slots[0].Enabled, 0, "the first link is not empty");
        builder.AssertProduct(continued, 1 - inputs.Slots[^1].Enabled, 0, "a link before the last is full");
        BitDecomposition.AssertRange(builder, sums.Count, CountBits, "count");
        return sums;
    }

    private static void AssertMember(
        CircuitBuilder builder,
        PoseidonGadget poseidon,
        ReputationInputs inputs,
        LinearCombination isLast,
        LinearCombination key,
        in LinkSums sums)
    {
        using var scope = builder.Scope("membership");
        Flags.AssertZeroUnless(builder, isLast, inputs.Contexts, "no contexts before the last link");
        Flags.AssertZeroUnless(builder, isLast, inputs.Salt, "no salt before the last link");
        var leaf = poseidon.Hash("leaf", 1, 0, key, sums.Chain, inputs.Contexts, sums.Count, inputs.Salt);
        var root = LeanImtPathGadget.Root(builder, poseidon, isLast, leaf, inputs.Path);
        builder.AssertProduct(isLast, root, inputs.RegistryRoot, "root");
    }
}
