using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>The inputs of the reputation circuit, declared under the names that <see cref="ReputationLinkWitness"/> fills.</summary>
internal sealed class ReputationInputs
{
    public ReputationInputs(CircuitBuilder builder, int slots)
    {
        // Public signals in the order of ReputationSignals.
        RegistryRoot = builder.PublicInput("registryRoot");
        Scope = builder.PublicInput("scope");
        Nullifier = builder.PublicInput("nullifier");
        Subject = builder.PublicInput("subject");
        Recipient = builder.PublicInput("recipient");
        MinScore = builder.PublicInput("minScore");
        MaxScore = builder.PublicInput("maxScore");
        AsOf = builder.PublicInput("asOf");
        PreviousState = builder.PublicInput("previousState");
        NextState = builder.PublicInput("nextState");

        PreviousSums = new(
            builder.PrivateInput("previousChain"),
            builder.PrivateInput("previousCount"),
            builder.PrivateInput("previousR"),
            builder.PrivateInput("previousS"),
            builder.PrivateInput("previousQ"));
        PreviousBlinding = builder.PrivateInput("previousBlinding");
        NextBlinding = builder.PrivateInput("nextBlinding");

        var enabled = builder.PrivateInputs("enabled", slots);
        var r = builder.PrivateInputs("r", slots);
        var s = builder.PrivateInputs("s", slots);
        var a = builder.PrivateInputs("a", slots);
        var w = builder.PrivateInputs("w", slots);
        var expiry = builder.PrivateInputs("expiry", slots);
        Slots = [.. Enumerable.Range(0, slots).Select(i => new AttestationsGadget.Slot(enabled[i], new(r[i], s[i], a[i], w[i], expiry[i])))];

        Secret = builder.PrivateInput("secret");
        Contexts = builder.PrivateInput("contexts");
        Salt = builder.PrivateInput("salt");
        var included = builder.PrivateInputs("included", LeanImtPathGadget.MaxDepth);
        var side = builder.PrivateInputs("side", LeanImtPathGadget.MaxDepth);
        var sibling = builder.PrivateInputs("sibling", LeanImtPathGadget.MaxDepth);
        Path = [.. Enumerable.Range(0, included.Length).Select(i => new LeanImtPathGadget.Level(included[i], side[i], sibling[i]))];
    }

    public LinearCombination RegistryRoot { get; }

    public LinearCombination Scope { get; }

    public LinearCombination Nullifier { get; }

    public LinearCombination Subject { get; }

    public LinearCombination Recipient { get; }

    public LinearCombination MinScore { get; }

    public LinearCombination MaxScore { get; }

    public LinearCombination AsOf { get; }

    public LinearCombination PreviousState { get; }

    public LinearCombination NextState { get; }

    public LinkSums PreviousSums { get; }

    public LinearCombination PreviousBlinding { get; }

    public LinearCombination NextBlinding { get; }

    public AttestationsGadget.Slot[] Slots { get; }

    public LinearCombination Secret { get; }

    public LinearCombination Contexts { get; }

    public LinearCombination Salt { get; }

    public LeanImtPathGadget.Level[] Path { get; }
}
